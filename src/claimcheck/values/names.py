"""Whether two names mean the same person or organisation, and the acronyms that a text explains."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein


class NameMatch(StrEnum):
    """``NEAR_MISS``: so alike that one may be a misspelling of the other, or its neighbour ('Lab' and 'Labs'), but
    not the same words."""

    SAME = "same"
    NEAR_MISS = "near_miss"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    suffixes: frozenset[str]
    forms: frozenset[str]
    particles: frozenset[str]
    nicknames: Mapping[str, frozenset[int]]


@cache
def _open_lists() -> _Lists:
    table = tomllib.loads((files("claimcheck.values") / "names.toml").read_text("utf-8"))
    nicknames: dict[str, set[int]] = {}
    for number, names in enumerate(table["nicknames"]):
        for name in names:
            nicknames.setdefault(name, set()).add(number)
    return _Lists(
        frozenset(table["titles"]),
        frozenset(table["suffixes"]),
        frozenset(table["forms"]),
        frozenset(table["particles"]),
        {name: frozenset(numbers) for name, numbers in nicknames.items()},
    )


_POSSESSIVE = re.compile(r"['’](?:s\b|$|(?=\s))", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|&")


def _plain(name: str) -> str:
    """``name`` without accents and possessives."""
    bare = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.replace("’", "'")))
    return "".join(sign for sign in bare if not unicodedata.combining(sign)).translate(_LETTERS)


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)


def _words(name: str) -> list[str]:
    """The words that make up the name, lower case, without titles, suffixes and legal forms; 'J.K.' is 'j', 'k'."""
    lists = _open_lists()
    found = [word.lower() for word in _WORD.findall(_plain(name))]
    while len(found) > 1 and found[0] in lists.titles:
        found.pop(0)
    while len(found) > 1 and (found[-1] in lists.suffixes or found[-1] in lists.forms):
        found.pop()
    return found


def compare_names(a: str, b: str) -> NameMatch:
    """Whether ``a`` and ``b`` name the same person or organisation in some writing.

    A surname alone is the same as the full name, initials and nicknames as the given name, an acronym as its
    expansion, a legal form or title more or less makes no difference. An empty name is the same as none.
    """
    mine, theirs = _words(a), _words(b)
    if not mine or not theirs:
        return NameMatch.DIFFERENT
    if mine == theirs or "".join(mine).replace("-", "") == "".join(theirs).replace("-", ""):
        return NameMatch.SAME
    if _is_acronym(a, theirs) or _is_acronym(b, mine):
        return NameMatch.SAME
    if _is_person(mine, theirs):
        return NameMatch.SAME
    return NameMatch.NEAR_MISS if _is_near(mine, theirs) else NameMatch.DIFFERENT


def _is_acronym(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is written in capitals and made of the initials of ``words``, particles counted or not."""
    letters = re.sub(r"[.\s&]", "", _plain(short))
    if not 2 <= len(letters) <= 8 or not letters.isupper() or len(words) < 2:
        return False
    particles = _open_lists().particles
    parts = [part for word in words for part in word.split("-")]
    full = "".join(part[0] for part in parts)
    short_form = "".join(part[0] for part in parts if part not in particles)
    return letters.lower() in (full, short_form)


def _is_person(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """The same last word, and given names that don't exclude each other; one of the two may lack them."""
    short, long = sorted((mine, theirs), key=len)
    if short[-1] != long[-1]:
        return False
    if len(short) == 1:
        return len(long) <= 4
    given, others = short[:-1], long[:-1]
    if not _same_given(given[0], others[0]):
        return len(given) == 1 and len(others) > 1 and others[1] == given[0] and len(others[0]) == 1
    rest = iter(others[1:])
    return all(any(_same_given(name, other) for other in rest) for name in given[1:])


def _same_given(one: str, other: str) -> bool:
    if one == other or (1 in (len(one), len(other)) and one[0] == other[0]):
        return True
    if one.split("-")[0] == other.split("-")[0] and "-" in one + other:
        return True
    nicknames = _open_lists().nicknames
    return bool(nicknames.get(one, frozenset()) & nicknames.get(other, frozenset()))


def _is_near(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """One letter off in a short name, two in a longer one; or word by word, with at least one word the same or close."""
    one, other = " ".join(mine), " ".join(theirs)
    if any(sign.isdigit() for sign in one + other):
        return _without_digits(one) == _without_digits(other) and one != other
    allowed = 1 if min(len(one), len(other)) < 9 else 2 if min(len(one), len(other)) < 16 else 3
    if min(len(one), len(other)) < 4:
        return False
    if DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed:
        return all(_close(word, match) for word, match in zip(mine, theirs, strict=False)) or len(
            mine
        ) != len(theirs)
    if len(mine) == 1 or len(theirs) == 1:
        surname, full = (mine, theirs) if len(mine) == 1 else (theirs, mine)
        return len(surname[0]) > 4 and len(full) < 4 and _close(surname[0], full[-1])
    return False


def _close(one: str, other: str) -> bool:
    allowed = 1 if min(len(one), len(other)) < 6 else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _without_digits(name: str) -> str:
    return re.sub(r"[\W\d]+", "", name)


_EXPLAINED = re.compile(
    r"\((?:the\s|short:\s|or\s)?[“\"'‘]?([A-Z][A-Za-z&]{0,6}[A-Z](?:-?[0-9]+)?s?)[”\"'’]?\)"
)
_REVERSED = re.compile(r"\b([A-Z][A-Z&]{1,7})\s?\(([A-Z][^()]{3,80})\)")
_SHORT_FOR = re.compile(
    r"\b([A-Z][A-Z&]{1,7}),?\s(?:which\s)?(?:short\sfor|stands\sfor|stood\sfor)\s(?:the\s)?((?:[\w-]+\s?){2,8})"
)


def find_acronyms(text: str) -> dict[str, str]:
    """Acronyms that ``text`` explains, with their expansion as written: 'World Health Organization (WHO)',
    'WHO (World Health Organization)', 'WHO, short for ...'. The first explanation of each counts."""
    found: dict[str, str] = {}
    for match in _EXPLAINED.finditer(text):
        expansion = _expansion_before(text[max(0, match.start() - 120) : match.start()], match[1])
        if expansion:
            found.setdefault(match[1], expansion)
    for pattern in (_REVERSED, _SHORT_FOR):
        for match in pattern.finditer(text):
            words = match[2].split()
            for count in range(min(len(words), 9), 1, -1):
                if _is_acronym(
                    match[1], [word.lower() for word in _WORD.findall(_plain(" ".join(words[:count])))]
                ):
                    found.setdefault(match[1], " ".join(words[:count]).rstrip(".,;"))
                    break
    return found


def _expansion_before(text: str, acronym: str) -> str:
    """The fewest last words of ``text`` whose initials are ``acronym``; '' when there are none."""
    words = [match for match in _WORD.finditer(text) if not re.search(r"[.;:!?]\s", text[match.end() :])]
    letters = acronym.removesuffix("s") if acronym[:-1].isupper() else acronym
    for count in range(2, min(len(words), 10) + 1):
        chosen = words[-count:]
        if _is_acronym(letters.upper(), [_plain(match[0]).lower() for match in chosen]):
            if chosen[0][0].lower() not in _open_lists().particles:
                return text[chosen[0].start() :].strip(" \u00a0'\"‘’“”")
    return ""
