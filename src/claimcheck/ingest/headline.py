"""The headline of a plain text: which line it is, among what else stands at the top."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.ingest.lines import Group
from claimcheck.text.furniture import count_sentences, ends_sentence, find_line, find_zone, is_prose

HASHES = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*")
_SUBJECT = re.compile(r"(?:subject|title|headline): (.+)", re.IGNORECASE)
_CRUMBS = re.compile(r"[\w&’' -]{1,30}(\s[/>›»|→]\s[\w&’' -]{1,40}){1,5}")
_MASTHEAD = re.compile(
    r"\b(issue|no\.|vol\.?|volume|edition|newsletter|weekly|daily|digest|letter)\b|#\d", re.IGNORECASE
)
OPENING = 10  # groups of lines among which the headline is looked for


def find_title(groups: Sequence[Group]) -> tuple[int, str]:
    """The number of the group that begins with the headline, -1 when the text begins without one; and the subject
    of a mail, '' when it is none."""
    named, subject = -1, ""
    for place, group in enumerate(groups[:OPENING]):
        if not group.units:
            continue
        text = strip_hashes(group.units[0].text)
        if match := _SUBJECT.match(text):
            subject = subject or match[1]
        elif group.units[0].marker or count_sentences(text) > 1 or (is_prose(text) and len(text) > 120):
            break
        elif find_line(text) or _CRUMBS.fullmatch(text) or find_zone(text) in {"references", "notes"}:
            continue
        elif _is_masthead(text, group) and not (subject and subject.casefold().endswith(text.casefold())):
            named = place if named < 0 else named
        elif _could_head(text, place, len(groups)):
            return place, subject
    return named, subject


def _could_head(text: str, place: int, count: int) -> bool:
    """Whether a line could be the headline. One that is a sentence could only at the very top of a longer text."""
    return len(text) <= 200 and (not ends_sentence(text) or text[-1] in "?!" or (place == 0 and count > 4))


def strip_hashes(text: str) -> str:
    """A heading without the signs that mark it as one."""
    match = HASHES.fullmatch(text)
    return match[2] if match else text


def _is_masthead(text: str, group: Group) -> bool:
    """Whether a first line rather names the publication: in capitals, an issue, or with a menu below it."""
    if _MASTHEAD.search(text) or (text.isupper() and len(text.split()) <= 4):
        return True
    return any(find_line(unit.text) in {"navigation", "newsletter box"} for unit in group.units[1:3])
