"""What one typed comparison of a claim with a passage comes to, and what they come to together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from claimcheck.model.evidence import Comparison, Stance


class Bearing(StrEnum):
    AGREES = "agrees"
    CONTRADICTS = "contradicts"  # bound to the same thing, and different
    BARS = "bars"  # no contradiction, but the passage can't support the claim: something claimed is not in it


@dataclass(frozen=True, slots=True)
class Aspect:
    """One finding. ``rule`` names the comparison that found it; ``weight`` is 0..1, how sure it is of it.

    ``row`` sets the two values side by side for the reader; ``note`` is one plain sentence.
    """

    rule: str
    bearing: Bearing
    weight: float
    note: str
    row: Comparison | None = None


class Decision(NamedTuple):
    """A stance with its score 0..1, the rule that it follows, and one plain sentence for the reader, or none."""

    stance: Stance
    score: float
    rule: str
    note: str


FIRM = 0.6  # weight from which a bar keeps a passage from supporting


def agrees(rule: str, weight: float, note: str, row: Comparison | None = None) -> Aspect:
    return Aspect(rule, Bearing.AGREES, weight, note, row)


def contradicts(rule: str, weight: float, note: str, row: Comparison | None = None) -> Aspect:
    return Aspect(rule, Bearing.CONTRADICTS, weight, note, row)


def bars(rule: str, weight: float, note: str, row: Comparison | None = None) -> Aspect:
    return Aspect(rule, Bearing.BARS, weight, note, row)


BLOCKING = frozenset(
    {
        "name-missing",
        "denied",
        "left-open",
        "possible-only",
        "plan-not-fact",
        "other-subject",
        "speaker-missing",
        "other-group",
        "other-row",
        "other-one",
        "of-a-part",
    }
)
"""Bars under which a contradiction isn't one either: the two aren't about the same thing, or on the same footing."""


def is_blocked(aspects: Iterable[Aspect]) -> bool:
    """Whether a bar keeps even a differing value from being a contradiction. A value has its own look at the subject."""
    firm = (a for a in aspects if a.bearing is Bearing.BARS and a.weight >= FIRM)
    return any(a.rule in BLOCKING - {"other-subject"} for a in firm)


def weightiest(aspects: Sequence[Aspect], bearing: Bearing) -> Aspect | None:
    return max((a for a in aspects if a.bearing is bearing), key=lambda a: a.weight, default=None)
