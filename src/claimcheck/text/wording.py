"""What words and phrases show: hedges, opinions, plans, predictions, denial, verbs of saying. The lists are data."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib import resources

from claimcheck.model.selector import Span


class Cue(StrEnum):
    """A list of wording.toml."""

    HEDGE = "hedge"
    HEARSAY = "hearsay"
    OPINION = "opinion"
    TASTE = "taste"
    FIGURATIVE = "figurative"
    SAYING = "saying"
    NAMING = "naming"
    SOURCE = "source"
    PLAN = "plan"
    PLANNED = "planned"
    PREDICTION = "prediction"
    NORM = "norm"
    CONNECTIVE = "connective"
    LINKING = "linking"
    NEGATION = "negation"
    VAGUE = "vague"
    IMPERATIVE = "imperative"
    ROLE = "role"


@cache
def load_lists() -> dict[str, frozenset[str]]:
    """Every list of wording.toml by its name."""
    written = resources.files("claimcheck.text").joinpath("wording.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(written).items()}


def words_of(cue: Cue) -> frozenset[str]:
    """The words and phrases of one list, lower case."""
    return load_lists()[cue.value]


@cache
def _pattern(cue: Cue) -> re.Pattern[str]:
    phrases = sorted(words_of(cue), key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])|(?<=\w)n't\b"
        if cue is Cue.NEGATION
        else rf"(?<![\w-])(?:{'|'.join(map(re.escape, phrases))})(?![\w-])",
        re.IGNORECASE,
    )


def find_cues(text: str, cue: Cue) -> tuple[Span, ...]:
    """Where words of the list stand in ``text``, in order, never overlapping. Straight and curly apostrophes match alike."""
    return tuple(Span(*match.span()) for match in _pattern(cue).finditer(text.replace("’", "'")))


def has_cue(text: str, cue: Cue) -> bool:
    """Whether any word or phrase of the list stands in ``text``."""
    return _pattern(cue).search(text.replace("’", "'")) is not None


def opens_with(text: str, cue: Cue) -> int:
    """The length of the listed phrase that ``text`` begins with, 0 when it begins with none."""
    match = _pattern(cue).match(text.replace("’", "'"))
    return match.end() if match else 0
