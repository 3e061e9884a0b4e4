"""Cuts a block of text into sentences by rule, for articles and documents alike.

A full stop ends a sentence unless it belongs to a number, an abbreviation, initials or an ellipsis, or lies inside
quotation marks or brackets that close later in the block: a quotation is never torn. A line break is white space.
"""

from __future__ import annotations

import re

from claimcheck.model.selector import Span

_TERMINATOR = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)|[。！？]")
_NEXT = re.compile(r"\s+[\"'“‘«(\[—–-]*\s?(?P<word>[^\s]+)")
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sr",
        "jr",
        "st",
        "mt",
        "rev",
        "hon",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "maj",
        "capt",
        "cpt",
        "lt",
        "cmdr",
        "sgt",
        "adm",
        "pres",
        "supt",
        "insp",
        "messrs",
        "mme",
        "mlle",
        "vs",
        "etc",
        "al",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "cf",
        "viz",
        "ca",
        "approx",
        "est",
        "fig",
        "figs",
        "no",
        "nos",
        "nr",
        "vol",
        "vols",
        "p",
        "pp",
        "ch",
        "sec",
        "art",
        "ed",
        "eds",
        "trans",
        "dept",
        "univ",
        "assn",
        "bros",
        "inc",
        "corp",
        "ltd",
        "co",
        "llc",
        "plc",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "mon",
        "tue",
        "tues",
        "wed",
        "thu",
        "thur",
        "thurs",
        "fri",
        "sat",
        "sun",
        "ave",
        "blvd",
        "rd",
        "hwy",
        "ft",
        "sq",
        "cu",
        "min",
        "max",
        "avg",
        "tel",
        "ext",
        "dist",
        "incl",
        "excl",
        "resp",
        "op",
        "ref",
        "rs",
        "u.s",
        "u.k",
        "u.n",
        "e.u",
        "d.c",
        "a.m",
        "p.m",
        "ph.d",
        "b.c",
        "a.d",
        "m.d",
        "b.a",
        "m.a",
        "i.d",
        "n.b",
        "p.s",
        "r.i.p",
    ]
)
_NEVER_LAST = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "st",
        "mt",
        "rev",
        "hon",
        "sen",
        "rep",
        "gov",
        "gen",
        "col",
        "maj",
        "capt",
        "cpt",
        "lt",
        "cmdr",
        "sgt",
        "adm",
        "pres",
        "supt",
        "insp",
        "messrs",
        "mme",
        "mlle",
        "vs",
        "eg",
        "ie",
        "e.g",
        "i.e",
        "cf",
        "viz",
        "ca",
        "approx",
        "fig",
        "figs",
        "no",
        "nos",
        "nr",
        "vol",
        "vols",
        "p",
        "pp",
        "ch",
        "sec",
        "art",
        "rs",
        "ref",
    ]
)
_STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "we",
        "you",
        "i",
        "his",
        "her",
        "their",
        "our",
        "my",
        "there",
        "here",
        "but",
        "and",
        "or",
        "so",
        "yet",
        "then",
        "now",
        "when",
        "while",
        "if",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "after",
        "before",
        "since",
        "until",
        "during",
        "although",
        "because",
        "however",
        "meanwhile",
        "what",
        "who",
        "where",
        "why",
        "how",
        "some",
        "many",
        "most",
        "all",
        "no",
        "not",
        "one",
        "two",
        "both",
        "each",
        "every",
        "another",
        "such",
        "as",
        "to",
        "of",
    ]
)
_SAID = re.compile(
    r"\s+(?:[A-Z][\w’'.-]*\s+){1,4}(?:said|says|asked|asks|wrote|writes|replied|replies|added|adds|told|tells|answered|shouted|"
    r"tweeted|posted|continued|explained|argued|warned|wondered|joked|quipped|exclaimed|cried|demanded|insisted)\b"
)
_CLOSING = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“", "‘": "’"}
_LONGEST_QUOTE = 1500  # code points; a mark that closes later than that is taken for a slip


def find_sentences(text: str, span: Span | None = None) -> tuple[Span, ...]:
    """The sentences of ``text`` (of the part ``span``) in order, without the white space around them.

    Together they cover everything in it that isn't white space. A part without any is ().
    """
    start, stop = (span.start, span.end) if span else (0, len(text))
    part = text[start:stop]
    closed = _find_enclosed(part)
    found: list[Span] = []
    begin = 0
    for match in _TERMINATOR.finditer(part):
        if match.end() <= begin or _inside(closed, match.start(), match.end()):
            continue
        if _ends_sentence(part, match):
            found += _trimmed(part, begin, match.end(), start)
            begin = match.end()
    found += _trimmed(part, begin, len(part), start)
    return tuple(found)


def _trimmed(part: str, begin: int, end: int, offset: int) -> list[Span]:
    piece = part[begin:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return [Span(offset + begin + left, offset + begin + right)] if right > left else []


def _find_enclosed(part: str) -> list[tuple[int, int]]:
    """Quotations and brackets that open and close in ``part``, outermost only, in order."""
    found: list[tuple[int, int]] = []
    at = 0
    straight = part.count('"') % 2 == 0
    while at < len(part):
        sign = part[at]
        end = -1
        if sign in _CLOSING and _opens(part, at):
            end = _closing(part, at, _CLOSING[sign])
        elif sign == '"' and straight:
            end = part.find('"', at + 1, at + _LONGEST_QUOTE)
        if end > at:
            found.append((at, end + 1))
            at = end
        at += 1
    return found


def _opens(part: str, at: int) -> bool:
    return at == 0 or not part[at - 1].isalnum()


def _closing(part: str, at: int, mark: str) -> int:
    """Where the mark that opens at ``at`` closes, -1 when it doesn't. Nested marks of the same kind are counted."""
    depth, opening = 0, part[at]
    for place in range(at + 1, min(len(part), at + _LONGEST_QUOTE)):
        sign = part[place]
        if sign == mark and not (mark == "’" and place + 1 < len(part) and part[place + 1].isalnum()):
            if depth == 0:
                return place
            depth -= 1
        elif sign == opening:
            depth += 1
    return -1


def _inside(closed: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the terminator at ``start``..``end`` lies inside an enclosure that goes on after it."""
    low, high = 0, len(closed)
    while low < high:
        middle = (low + high) // 2
        if closed[middle][1] <= start:
            low = middle + 1
        else:
            high = middle
    return low < len(closed) and closed[low][0] <= start and end < closed[low][1]


def _ends_sentence(part: str, match: re.Match[str]) -> bool:
    following = _NEXT.match(part, match.end())
    if following is None:
        return match.end() < len(part.rstrip()) or match.end() == len(part)
    word = following["word"]
    mark = match.group().rstrip("\"'”’»)]")
    quoted = len(mark) < len(match.group())
    if word[0].islower():
        return False
    if quoted and _SAID.match(part, match.end()):
        return False
    if mark[-1] in "!?":
        return True
    if "…" in mark or mark.endswith(".."):
        return word.rstrip(",").lower() in _STARTERS and word[0].isupper() and not quoted
    if quoted and match.group()[0] == ".":
        return True
    return not _is_abbreviated(part, match.start(), word)


_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W_]+$")


def _is_abbreviated(part: str, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it: an abbreviation, an initial, a numbering."""
    found = _LAST_WORD.search(part, max(0, stop - 24), stop)
    if found is None:
        return False
    word = found.group()
    low = word.lower()
    name = following.strip("\"'“‘”’.,;:").lower()
    if low in _NEVER_LAST and not (low in ("no", "art", "p", "ch") and word != word.capitalize()):
        return low != "no" or following[0].isdigit()
    if len(word) == 1 and word.isalpha():  # an initial: J. K. Rowling; "Plan B. The" is rarer
        return (word.isupper() and not (name in _STARTERS and word != "I")) or (word == "I" and False)
    if "." in word and all(len(letter) <= 2 for letter in word.split(".")):  # U.S., p.m., Ph.D.
        return name not in _STARTERS
    if low in _ABBREVIATIONS:
        return name not in _STARTERS
    if word.isdecimal():  # "1. Clear vision": the number of a list item
        return found.start() == 0 or part[: found.start()].strip() == ""
    return False
