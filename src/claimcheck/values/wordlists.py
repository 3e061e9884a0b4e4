"""The word lists of grammar.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Grammar:
    """``before`` and ``after`` hold bound phrases as word tuples by their last and first word, longest first."""

    before: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    after: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    labels: frozenset[str]
    counted: frozenset[str]
    not_plural: frozenset[str]
    stops: frozenset[str]
    adverbs: frozenset[str]
    scopes: frozenset[str]
    scope_adverbs: Mapping[str, str]
    superlatives: frozenset[str]
    not_ranked_after: frozenset[str]
    not_ranked_before: frozenset[str]
    paid: frozenset[str]


def _phrases(table: Mapping[str, Sequence[str]], end: int) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in table.items():
        for phrase in phrases:
            words = tuple(phrase.replace(".", " .").split())
            found.setdefault(words[end], []).append((words, kind))
    for candidates in found.values():
        candidates.sort(key=lambda entry: -len(entry[0]))
    return found


@cache
def open_grammar() -> Grammar:
    table = tomllib.loads((files("claimcheck.values") / "grammar.toml").read_text("utf-8"))
    return Grammar(
        before=_phrases(table["bounds"], -1),
        after=_phrases(table["after"], 0),
        labels=frozenset(table["labels"]["words"]),
        counted=frozenset(table["nouns"]["counted"]),
        not_plural=frozenset(table["nouns"]["not_plural"]),
        stops=frozenset(table["stops"]["words"]),
        adverbs=frozenset(table["adverbs"]["words"]),
        scopes=frozenset(table["scope"]["words"]),
        scope_adverbs=table["scope"]["adverbs"],
        superlatives=frozenset(table["ranks"]["superlatives"]),
        not_ranked_after=frozenset(table["ranks"]["not_after"]),
        not_ranked_before=frozenset(table["ranks"]["not_before"]),
        paid=frozenset(table["paid"]["words"]),
    )
