"""List items without a verb, as reports have them: 'Orders up 9% to €1.4 billion', 'Net profit of €131 million'."""

from __future__ import annotations

import re

WHAT = r"(?P<what>[A-Z][\w’'&-]*(?: (?!(?:is|are|was|were|has|have|had|will)\b)[a-z][\w’'&-]*){0,3})"
FIGURE = (
    r"(?:(?:about|almost|around|just|more than|nearly|over|some|up to) )?(?:[A-Z]{3} ?|[A-Z]{0,2}[$€£¥] ?)?\d"
)
MOVED = re.compile(rf"{WHAT} (?P<rest>(?:up|down) (?:by |to )?{FIGURE}.*)")
AMOUNT = re.compile(rf"{WHAT} of (?P<rest>{FIGURE}[^;.]*(?:\.\d[^;.]*)*(?:;.*)?)")
SETTLED = re.compile(
    r"(?P<what>[A-Z][\w’'&-]*(?: [\w’'&-]+){0,4}) "
    r"(?P<rest>(?:approved|completed|confirmed|lowered|maintained|proposed|raised|reaffirmed|suspended|unchanged|withdrawn))"
)
TENSED = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|rose|fell|grew|made|said)\b")


def say_in_full(text: str) -> str:
    """A verbless item as a sentence, any other text as it is."""
    bare = text.strip().rstrip(".")
    for pattern in (MOVED, AMOUNT, SETTLED):
        match = pattern.fullmatch(bare)
        if match is not None and not TENSED.search(re.split(r"[;(]", bare)[0]):
            head = re.split(r" (?:of|for|in|from|before|after|at|on|per) ", match["what"])[0]
            several = head.endswith("s") and not head.endswith(("ss", "us", "is"))
            return f"{match['what']} {'were' if several else 'was'} {match['rest']}."
    return text
