"""How two values of the same kind stand to each other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Agreement(StrEnum):
    """The evidence's value set against the claim's.

    ``INCOMPARABLE`` is never a contradiction: another kind of value, another thing, or evidence too coarse
    to settle it.
    """

    AGREES = "agrees"
    DIFFERS = "differs"
    INCOMPARABLE = "incomparable"


@dataclass(frozen=True, slots=True)
class Finding:
    """An agreement and its cause in a word or two ('value', 'scale', 'currency', 'unit', 'bound', 'precision', ...).

    ``reason`` is never empty; the functions that make findings list the reasons they give.
    """

    agreement: Agreement
    reason: str

    @property
    def agrees(self) -> bool:
        return self.agreement is Agreement.AGREES

    @property
    def differs(self) -> bool:
        return self.agreement is Agreement.DIFFERS


def agrees(reason: str) -> Finding:
    return Finding(Agreement.AGREES, reason)


def differs(reason: str) -> Finding:
    return Finding(Agreement.DIFFERS, reason)


def incomparable(reason: str) -> Finding:
    return Finding(Agreement.INCOMPARABLE, reason)
