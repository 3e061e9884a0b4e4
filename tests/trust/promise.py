"""A promise, and what came of putting it to the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """``tries`` says how often and on what it was tried, ``found`` what was counted or measured."""

    tries: str
    found: str
    held: bool


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
