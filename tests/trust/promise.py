"""A promise, and what came of putting it to the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

KEPT, BROKEN, NOT_TRIED = "ok", "BROKEN", "NOT TRIED"


@dataclass(frozen=True, slots=True)
class Shown:
    """``tries`` says how often and on what it was tried, ``found`` what was counted or measured. ``held`` is None where
    it could not be tried here, for the reason that ``found`` gives: that is no pass."""

    tries: str
    found: str
    held: bool | None

    @property
    def word(self) -> str:
        return NOT_TRIED if self.held is None else KEPT if self.held else BROKEN


@dataclass(frozen=True, slots=True)
class Promise:
    """``show`` puts the promise to the test: at full length for True, in a few seconds for False.

    ``short`` is False where the short form is already a test of its own elsewhere in tests/.
    """

    name: str
    words: str
    show: Callable[[bool], Shown]
    short: bool = True


def count(number: int, noun: str) -> str:
    """'1 fault', '3 faults'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
