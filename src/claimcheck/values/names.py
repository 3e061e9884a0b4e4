"""Whether two names mean the same person or organisation, and the acronyms that a text explains."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein


class NameMatch(StrEnum):
    """``NEAR_MISS``: so alike that one may be a misspelling of the other, its neighbour ('Lab' and 'Labs') or another
    version ('Falcon 3' and 'Falcon 4'), but not the same."""

    SAME = "same"
    NEAR_MISS = "near_miss"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class _Lists:
    titles: frozenset[str]
    areas: frozenset[str]  # what a title may be of, before it
    suffixes: frozenset[str]  # of persons, and legal forms
    particles: frozenset[str]
    kinds: frozenset[str]
    trades: frozenset[str]  # what a firm's name may end in
    male: frozenset[str]
    female: frozenset[str]
    directions: frozenset[str]
    nicknames: Mapping[str, frozenset[int]]


@cache
def _open_lists() -> _Lists:
    table = tomllib.loads((files("claimcheck.values") / "names.toml").read_text("utf-8"))
    nicknames: dict[str, set[int]] = {}
    for number, names in enumerate(table["nicknames"].splitlines()):
        for name in names.split():
            nicknames.setdefault(name, set()).add(number)
    words = {name: frozenset(listed.split()) for name, listed in table.items()}
    return _Lists(
        titles=words["titles"],
        areas=words["areas"],
        suffixes=words["suffixes"] | words["forms"],
        particles=words["particles"],
        kinds=words["kinds"],
        trades=words["trades"],
        male=words["male"],
        female=words["female"],
        directions=words["directions"],
        nicknames={name: frozenset(numbers) for name, numbers in nicknames.items()},
    )


_POSSESSIVE = re.compile(r"'(?:s\b|$|(?=\s))", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*|&")
_VERSION = re.compile(r"\d\w*(?:\.\w+)*")
_LETTERS = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "’": "'",
})  # fmt: skip
_ALIKE = 0.55  # of given names under one surname: from here on one may be meant for the other


def _plain(name: str) -> str:
    """``name`` without accents and possessives."""
    bare = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", name.translate(_LETTERS)))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


@lru_cache(4096)
def _words(name: str) -> tuple[str, ...]:
    """The words that make up the name, lower case, without titles, suffixes and legal forms; 'J.K.' is 'j', 'k'."""
    lists = _open_lists()
    found = [word.lower() for word in _WORD.findall(_plain(name))]
    while len(found) > 1 and (found[0] in lists.titles or _leads_to_title(found, lists)):
        found.pop(0)
    while len(found) > 1 and found[-1] in lists.suffixes:
        found.pop()
    return tuple(found)


def _leads_to_title(words: list[str], lists: _Lists) -> bool:
    """'finance' in 'Finance Minister Ana Ruiz'; a name must be left behind the title."""
    title = next((at for at, word in enumerate(words[:4]) if word in lists.titles), 0)
    return 0 < title < len(words) - 1 and all(word in lists.areas for word in words[:title])


@lru_cache(65_536)
def compare_names(a: str, b: str) -> NameMatch:
    """Whether ``a`` and ``b`` name the same person or organisation in some writing.

    A surname alone is the same as the full name, initials and nicknames as the given name, an acronym as its
    expansion; a legal form, a title or an article more or less makes no difference. A first name or the first word of
    an organisation's name alone isn't the same as the whole. An empty name is the same as none.
    """
    mine, theirs = _words(a), _words(b)
    if not mine or not theirs or _address_apart(a, b):
        return NameMatch.DIFFERENT
    if mine == theirs or "".join(mine).replace("-", "") == "".join(theirs).replace("-", ""):
        return NameMatch.SAME
    if _is_acronym(a, theirs) or _is_acronym(b, mine) or _is_turned(mine, theirs) or _is_person(mine, theirs):
        return NameMatch.SAME
    return NameMatch.NEAR_MISS if _is_near(mine, theirs) else NameMatch.DIFFERENT


def is_short_for(short: str, long: str) -> bool:
    """Whether ``short`` may be a firm named by the first words of its name: 'Orbex' for 'Orbex Energy Partners'. It may be
    somebody else, too."""
    one, other = _words(short), _words(long)
    rest = other[len(one) :]
    return bool(one and rest) and other[: len(one)] == one and set(rest) <= _open_lists().trades


def _address_apart(a: str, b: str) -> bool:
    """'Mr Smith' and 'Ms Smith'."""
    lists = _open_lists()
    mine, theirs = ({word.lower() for word in _WORD.findall(name)} for name in (a, b))
    return bool(
        (mine & lists.male and theirs & lists.female) or (mine & lists.female and theirs & lists.male)
    )


def _is_acronym(short: str, words: Sequence[str]) -> bool:
    """Whether ``short`` is written in capitals and made of the initials of ``words``, particles counted or not."""
    letters = re.sub(r"[.\s&]", "", _plain(short))
    if not 2 <= len(letters) <= 8 or not letters.isupper() or len(words) < 2:
        return False
    parts = [part for word in words for part in word.split("-")]
    full = "".join(part[0] for part in parts)
    without = "".join(part[0] for part in parts if part not in _open_lists().particles)
    return letters.lower() in (full, without)


def _is_turned(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """'University of Vale' and 'Vale University'."""
    lists = _open_lists()
    own, other = (sorted(word for word in words if word not in lists.particles) for words in (mine, theirs))
    return own == other and bool(lists.kinds.intersection(own))


def _is_person(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """The same last word, and given names that don't exclude each other; one of the two may lack them."""
    short, long = sorted((mine, theirs), key=len)
    if short[-1] != long[-1] or short[-1] in _open_lists().kinds or short[-1].isdigit():
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
    if "-" in one + other and one.split("-")[0] == other.split("-")[0]:
        return True
    nicknames = _open_lists().nicknames
    return bool(nicknames.get(one, frozenset()) & nicknames.get(other, frozenset()))


def _is_near(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """One letter off in a short name, two or three in a longer one; another version; a given name alike."""
    one, other = " ".join(mine), " ".join(theirs)
    if any(sign.isdigit() for sign in one + other):
        return bool(_VERSION.sub("", one).strip()) and _VERSION.sub("", one) == _VERSION.sub("", other)
    shorter = min(len(one), len(other))
    if shorter < 4:
        return False
    allowed = 1 if shorter < 9 else 2 if shorter < 16 else 3
    near = DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed and len(mine) == len(
        theirs
    )
    if near and all(_close(word, match) for word, match in zip(mine, theirs, strict=True)):
        return True
    if len(mine) == len(theirs) == 2 and mine[1] not in _open_lists().kinds:
        given, surname = (mine[0], theirs[0]), (mine[1], theirs[1])
        directed = _open_lists().directions.issuperset(given)
        alike = (
            not directed
            and min(map(len, given)) > 2
            and DamerauLevenshtein.normalized_similarity(*given) >= _ALIKE
        )
        return (surname[0] == surname[1] and alike) or (_same_given(*given) and _close(*surname))
    short, long = sorted((mine, theirs), key=len)
    return len(short) == 1 and 1 < len(long) < 4 and len(short[0]) > 4 and _close(short[0], long[-1])


def _close(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 4:
        return one == other or one + "s" == other or other + "s" == one
    allowed = 1 if min(len(one), len(other)) < 6 else 2
    return DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


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
            found.setdefault(_singular(match[1]), expansion)
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


def _singular(acronym: str) -> str:
    """'LLM' for 'LLMs'."""
    return acronym[:-1] if acronym.endswith("s") and acronym[:-1].isupper() else acronym


def _expansion_before(text: str, acronym: str) -> str:
    """The fewest last words of ``text`` whose initials are ``acronym``; '' when there are none."""
    words = [match for match in _WORD.finditer(text) if not re.search(r"[.;:!?]\s", text[match.end() :])]
    for count in range(2, min(len(words), 10) + 1):
        chosen = words[-count:]
        if _is_acronym(_singular(acronym).upper(), [_plain(match[0]).lower() for match in chosen]):
            begins = chosen[0][0].lower() not in _open_lists().particles
            if begins:
                return text[chosen[0].start() :].strip(" \u00a0'\"‘’“”")
    return ""
