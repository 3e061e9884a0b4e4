"""Cuts a block of text into sentences by rule, for articles and documents alike.

A full stop ends a sentence unless it belongs to a number, an abbreviation, initials or an ellipsis, or lies inside
quotation marks or brackets that close later in the block: a quotation is never torn. A line break is white space.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from functools import cache
from importlib.resources import files

from claimcheck.model.selector import Span

_NOTES = r"(?:\[[0-9]{1,3}(?:[,–-]\s?[0-9]{1,3}){0,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}){1,4}"  # "[2]", "[2, 3]", "²"
_STOP = re.compile(
    rf"(?P<mark>[.!?…]{{1,9}})(?P<note>(?<=[a-z)\]”\"]\.)[0-9]{{1,2}}|{_NOTES})?"
    rf"(?P<closing>[\"'”’»)\]]{{0,4}})(?:{_NOTES})?(?=\s|$)|[。！？]"
)
_AFTER = re.compile(rf" {_NOTES}(?=\s|$)")  # "... in May. [2] The next": the mark is of what it follows
_NEXT = re.compile(r"\s+[\"'“‘«(\[—–•*-]{0,3}\s?(?P<word>\S+)")
_LAST_WORD = re.compile(r"(?:[^\W\d_]{1,2}\.){0,4}[^\W_]+(?:[-’'][^\W_]+){0,4}$")
_NAME_THEN = re.compile(r"\s+(?:[A-Z][\w’'.-]*\s+){1,4}(?P<verb>[a-z]+)\b")
_LETTERED = re.compile(
    r"\b(?:appendix|block|category|class|division|figure|grade|group|hepatitis|level|phase|plan|round|section|series|table|terminal|"
    r"type|vitamin)\s$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.){1,4}[^\W\d_]$|[^\W\d_]$")
_DASH = re.compile(r"\s+[—–]")
_NUMBERING = re.compile(r"[0-9]{1,3}|[IVX]{1,4}|[A-Z]")
_BULLETS = " \n\t([#•*-–"
_CLOSING = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“", "‘": "’"}
_OPENING = re.compile(r"[(\[\"“«„]|(?<!\w)‘|(?<![\w.,!?])'(?=[^\W\d_])")
_SINGLE = re.compile(r"(?<![\ss])'(?!\w)")
_LONGEST_SINGLE = 300
_MARKS = {mark: re.compile(f"[{re.escape(sign + mark)}]") for sign, mark in _CLOSING.items()}
_DEEPEST = 5
_LONGEST = 1500  # code points; a mark that closes later than that is taken for a slip


@cache
def _open_words(name: str) -> frozenset[str]:
    table = tomllib.loads((files("claimcheck.text") / "sentences.toml").read_text("utf-8"))
    words: str = table[name]
    return frozenset(words.split())


def find_sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """The sentences of ``text`` (of the part ``span``) in order, without the white space around them.

    Together they cover everything in it that isn't white space. A part without any is ().
    """
    start, stop = (span.start, span.end) if span else (0, len(text))
    part = text[start:stop]
    enclosed = _find_enclosed(part)
    found: list[Span] = []
    begin = 0
    for match in _STOP.finditer(part):
        if not _is_enclosed(enclosed, match.start(), match.end()) and _ends_sentence(part, match, begin):
            note = _AFTER.match(part, match.end())
            end = note.end() if note is not None else match.end()
            found += _trimmed(part, begin, end, start)
            begin = end
    found += _trimmed(part, begin, len(part), start)
    return tuple(found)


def _trimmed(part: str, begin: int, end: int, offset: int) -> list[Span]:
    """The stretch without white space at its ends; none when nothing is left."""
    piece = part[begin:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return [Span(offset + begin + left, offset + begin + right)] if right > left else []


def _find_enclosed(part: str) -> list[tuple[int, int]]:
    """Quotations and brackets that open and close in ``part``, outermost only, in order."""
    found: list[tuple[int, int]] = []
    paired = part.count('"') % 2 == 0
    behind = 0
    for match in _OPENING.finditer(part):
        at, sign = match.start(), match.group()
        if at < behind:
            continue
        if sign == '"':
            end = part.find(sign, at + 1, at + _LONGEST) if paired else -1
        elif sign == "'":
            closing = _SINGLE.search(part, at + 1, at + _LONGEST_SINGLE)
            end = closing.start() if closing else -1
        else:
            end = _closing(part, at, _CLOSING[sign])
        if end > at:
            found.append((at, end + 1))
            behind = end + 1
    return found


def _closing(part: str, at: int, mark: str) -> int:
    """Where the mark that opens at ``at`` closes, -1 when it doesn't. Nested marks of the same kind are counted."""
    depth, opening = 0, part[at]
    for found in _MARKS[mark].finditer(part, at + 1, at + _LONGEST):
        place = found.start()
        if part[place] == opening:
            depth += 1
            if depth > _DEEPEST:
                return -1
        elif mark != "’" or not _is_apostrophe(part, place):
            if depth == 0:
                return place
            depth -= 1
    return -1


def _is_apostrophe(part: str, place: int) -> bool:
    """Whether ’ at ``place`` stands in a word or after a plural: 'Meta’s', 'users’ data'."""
    after = part[place + 1 : place + 2]
    if after.isalnum():
        return True
    return part[place - 1] == "s" and part[place + 1 : place + 3].strip().islower() and after == " "


def _is_enclosed(enclosed: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the stop at ``start``..``end`` lies inside an enclosure that goes on after it."""
    at = bisect_right(enclosed, (start, start)) - 1
    return at >= 0 and enclosed[at][0] <= start and end < enclosed[at][1]


def _ends_sentence(part: str, match: re.Match[str], begin: int) -> bool:
    following = _NEXT.match(part, match.end())
    if following is None:
        return True
    mark, closing = match["mark"] or "。", match["closing"] or ""
    word = following["word"]
    if word[0].islower() and not word[1:2].isupper():  # iPhone begins a sentence, 'he said' doesn't
        return False
    if closing and mark[-1] in "!?" and (said := _NAME_THEN.match(part, match.end())):
        return said["verb"] not in _open_words("said")
    if mark[-1] in "!?。" and "…" not in mark:
        return True
    if _DASH.match(part, match.end()):  # a dateline: "BROOKS, S.D. — The ..."
        return not _is_abbreviated(part, match.start(), "x", begin)
    if "…" in mark or len(mark) > 1:
        return _is_starter(word) or bool(closing)
    if closing or match["note"]:
        return not (closing[0:1] in (")", "]") and _is_abbreviated(part, match.start(), word, begin))
    return not _is_abbreviated(part, match.start(), word, begin)


def _is_starter(word: str) -> bool:
    """Whether a capitalised ``word`` begins a sentence of its own even after an abbreviation; 'A.' is an initial."""
    if not word[0].isupper() or (len(word) == 2 and word[1] == "."):
        return False
    return word.strip("\"'“‘”’.,;:!?").lower().replace("’", "'") in _open_words("starters")


def _is_abbreviated(part: str, stop: int, following: str, begin: int) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it: an abbreviation, initials, a list's number."""
    found = _LAST_WORD.search(part, max(0, stop - 24), stop)
    if found is None:
        return False
    word = found.group()
    low = word.lower().rpartition("-")[2]
    if low in _open_words("numbered") and not (
        len(word) == 1 and word.isupper()
    ):  # No. 4, Jan. 5; but "It is art. The ..."
        return following[0].isdigit()
    if low in _open_words("leading"):
        return True
    if _NUMBERING.fullmatch(word) and not part[begin : found.start()].strip(_BULLETS):
        return True
    if part[found.start() - 1 : found.start()] == "°" and following[0].isupper():
        return False  # "at 10 °C. Survival was"
    if len(word) == 1 and _LETTERED.search(part, max(0, found.start() - 16), found.start()):
        return False  # "brought in more than the Series A. Led by"
    if _INITIALS.fullmatch(word) and word != "I":  # J. K. Rowling, U.S. Steel; but "in the U.S. The ..."
        return not _is_starter(following)
    return low in _open_words("abbreviations") and not word.isupper() and not _is_starter(following)
