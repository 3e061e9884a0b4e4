"""The word lists of grammar.toml, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

type Phrases = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
"""Phrases as words with their kind, by one of their words, longest first."""


@cache
def _open_grammar() -> dict[str, Any]:
    return tomllib.loads((files("claimcheck.values") / "grammar.toml").read_text("utf-8"))


@cache
def open_words(name: str) -> frozenset[str]:
    """The list ``name`` of grammar.toml: single words, lower case."""
    return frozenset(_open_grammar()["lists"][name].split())


@cache
def open_synonyms() -> Mapping[str, int]:
    """Counted nouns, singular, with the number of their line: those of one line count the same things."""
    lines = _open_grammar()["lists"]["synonyms"].strip().splitlines()
    return {word: number for number, line in enumerate(lines) for word in line.split()}


@cache
def open_scope_adverbs() -> Mapping[str, str]:
    """'daily' and what it is per: 'day'."""
    adverbs: dict[str, str] = _open_grammar()["scope_adverbs"]
    return adverbs


@cache
def open_bounds_before() -> Phrases:
    """What limits the figure after it, by the phrase's last word. Kinds: those of Bound, and 'below', 'above'."""
    return _phrases("bounds", -1)


@cache
def open_bounds_after() -> Phrases:
    """What limits the figure before it, by the phrase's first word."""
    return _phrases("after", 0)


def _phrases(section: str, place: int) -> Phrases:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, listed in _open_grammar()[section].items():
        for phrase in listed.replace("\n", "|").split("|"):
            words = tuple(phrase.replace(".", " .").split())
            if words:
                found.setdefault(words[place], []).append((words, kind))
    for candidates in found.values():
        candidates.sort(key=lambda entry: -len(entry[0]))
    return found
