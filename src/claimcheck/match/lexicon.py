"""The word lists of this room, read once from the data files beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Group:
    """Words of one kind of happening. Only ``core`` words can contradict those of a group named in ``against``."""

    name: str
    core: frozenset[str]
    also: frozenset[str]
    against: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything by lemma, lower case."""

    planning: frozenset[str]
    plan_nouns: frozenset[str]
    denying: frozenset[str]
    hearsay_nouns: frozenset[str]
    evidence_nouns: frozenset[str]
    believing: frozenset[str]
    cancelling: frozenset[str]
    opening: frozenset[str]
    failing: frozenset[str]
    saying: frozenset[str]
    plain_saying: frozenset[str]
    light: frozenset[str]
    once: frozenset[str]
    single: frozenset[str]
    undergoing: frozenset[str]
    symmetric: frozenset[str]
    performing: frozenset[str]
    undoing: frozenset[str]
    converse: frozenset[tuple[str, ...]]  # verb, preposition, verb: 'sell to' is 'buy'
    forecasting: frozenset[str]
    budgeting: frozenset[str]
    naming: frozenset[str]
    commenting: frozenset[str]
    kinds: frozenset[str]
    phrases: frozenset[tuple[str, ...]]  # 'be in charge lead': the words of the phrase, and the verb for it
    generic: frozenset[str]
    times: frozenset[str]
    relational: frozenset[str]
    target_nouns: frozenset[str]
    prefixes: frozenset[str]
    contrasts: dict[str, frozenset[int]]  # word -> numbers of the sets that it is in
    apart: dict[str, frozenset[int]]  # the same for the sets of things that only aren't each other
    groups: dict[str, Group]
    core: dict[str, frozenset[str]]  # lemma -> names of groups that it is a core word of
    any: dict[str, frozenset[str]]  # lemma -> names of all its groups

    def akin(self, one: str, other: str) -> bool:
        """The same lemma, or one of them a core word of a group that has the other."""
        if one == other:
            return True
        mine, theirs = self.core.get(one, frozenset()), self.core.get(other, frozenset())
        return bool(mine & self.any.get(other, frozenset()) or theirs & self.any.get(one, frozenset()))

    def opposed(self, one: str, other: str) -> bool:
        """Core words of groups that can't both be true of one thing."""
        theirs = self.core.get(other, frozenset())
        return any(self.groups[name].against & theirs for name in self.core.get(one, ()))

    def moving(self, lemma: str) -> str:
        """'rise' or 'fall' for any verb that tells of it beside 'to' or 'by' and a figure ('cut to 3%'); '' for others."""
        kinds = {"rise", "fall"} & self.any.get(lemma, frozenset())
        return next(iter(kinds)) if len(kinds) == 1 else ""

    def may_oppose(self, one: str, other: str) -> bool:
        """As ``opposed``, where one of the two can have that sense: 'pass' and 'reject'."""
        mine, theirs = self.any.get(one, frozenset()), self.any.get(other, frozenset())
        strict = self.core.get(one, frozenset()), self.core.get(other, frozenset())
        return any(self.groups[name].against & theirs for name in strict[0]) or any(
            self.groups[name].against & mine for name in strict[1]
        )

    def exclude(self, one: str, other: str) -> bool:
        """Different words of one set of contrasts.toml."""
        return one != other and bool(
            self.contrasts.get(one, frozenset()) & self.contrasts.get(other, frozenset())
        )

    def is_apart(self, one: str, other: str) -> bool:
        """Words for things of which one says nothing of the other: 'median' and 'average'."""
        return one != other and bool(self.apart.get(one, frozenset()) & self.apart.get(other, frozenset()))


@cache
def lexicon() -> Lexicon:
    """The shipped word lists."""
    discourse: dict[str, Any] = {name: frozenset(words) for name, words in _load("discourse.toml").items()}
    for name in ("converse", "phrases"):
        discourse[name] = frozenset(tuple(line.split()) for line in discourse[name])
    groups = {
        name: Group(
            name,
            frozenset(entry["core"]),
            frozenset(entry.get("also", ())),
            frozenset(entry.get("against", ())),
        )
        for name, entry in _load("predicates.toml").items()
    }
    sets = _load("contrasts.toml")
    core, any_ = _invert(groups, core_only=True), _invert(groups, core_only=False)
    return Lexicon(
        **discourse,
        groups=groups,
        core=core,
        any=any_,
        contrasts=_number(sets["sets"]),
        apart=_number(sets["apart"]),
    )


def _number(sets: Sequence[Sequence[str]]) -> dict[str, frozenset[int]]:
    """For each word the numbers of the sets that it is in."""
    found: dict[str, set[int]] = {}
    for number, words in enumerate(sets):
        for word in words:
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))


def _invert(groups: dict[str, Group], *, core_only: bool) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group in groups.values():
        for word in group.core if core_only else group.core | group.also:
            found.setdefault(word, set()).add(group.name)
    return {word: frozenset(names) for word, names in found.items()}
