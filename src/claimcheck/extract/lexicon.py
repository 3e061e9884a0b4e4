"""Closed sets of words by what they do in a sentence; the lists are data."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources


@cache
def lexicon(name: str) -> frozenset[str]:
    """The words of one list of lexicon.toml, lower case."""
    return _lists()[name]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Matches a whole word or phrase of a list, in any case."""
    ordered = sorted(lexicon(name), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, ordered))})\b", re.IGNORECASE)


@cache
def _lists() -> dict[str, frozenset[str]]:
    written = resources.files("claimcheck.extract").joinpath("lexicon.toml").read_text("utf-8")
    return {name: frozenset(listed) for name, listed in tomllib.loads(written).items()}
