"""List items without a verb: 'Orders up 9% to €1.4 billion', 'Net profit of €131 million', 'Ann Lee, editor, formerly at N'."""

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
NEWCOMER = re.compile(
    r"(?P<who>[A-Z][\w’'.-]+(?: (?:[a-z]{2,3} )?[A-Z][\w’'.-]*){1,3}), (?P<role>(?:an? |the )?[a-z][^,.;:()]+), "
    r"(?P<once>formerly|previously) (?P<rest>[^,.;:()]+)"
)
TENSED = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|rose|fell|grew|made|said)\b")


FORMERLY = re.compile(
    r"(?P<now>[^,.;:()]+(?:, [^,.;:()]+)?), (?P<once>formerly|previously) (?P<rest>[^,.;:()]+)\.?"
)


def with_former(text: str) -> str:
    """'Ann Lee is head of sales, formerly at Acme.' as two statements; any other text as it is."""
    found = FORMERLY.fullmatch(text)
    return f"{found['now']} and was {found['once']} {found['rest']}." if found else text


def say_in_full(text: str) -> str:
    """A verbless item as a sentence, any other text as it is."""
    bare = text.strip().rstrip(".")
    newcomer = NEWCOMER.fullmatch(bare)
    if newcomer is not None and not TENSED.search(bare):  # 'Ann Lee, head of sales, formerly at Acme'
        return with_former("{who} is {role}, {once} {rest}.".format(**newcomer.groupdict()))
    for pattern in (MOVED, AMOUNT, SETTLED):
        match = pattern.fullmatch(bare)
        if match is not None and not TENSED.search(re.split(r"[;(]", bare)[0]):
            head = re.split(r" (?:of|for|in|from|before|after|at|on|per) ", match["what"])[0]
            several = head.endswith("s") and not head.endswith(("ss", "us", "is"))
            return f"{match['what']} {'were' if several else 'was'} {match['rest']}."
    return text
