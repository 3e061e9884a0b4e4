"""What the evidence amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claimcheck.model.evidence import Evidence, Stance


class Label(StrEnum):
    """The four AVeriTeC labels, spelled as there."""

    SUPPORTED = "Supported"
    REFUTED = "Refuted"
    NOT_ENOUGH = "Not Enough Evidence"
    CONFLICTING = "Conflicting Evidence/Cherrypicking"


DECISIVE = frozenset({Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING})
"""Labels that need at least one located quote."""


class Shortfall(StrEnum):
    """Why evidence is lacking. Required with Not Enough Evidence, absent otherwise."""

    UNCITED = "uncited"  # the article cites nothing for it and nothing further was supplied
    UNRESOLVED = "unresolved"  # the references have no known address
    UNREACHABLE = "unreachable"  # none could be fetched
    UNREADABLE = "unreadable"  # fetched, but no text could be read
    SILENT = "silent"  # read, and nothing bears on the claim
    WEAK = "weak"  # something bears on it, but does not settle it


@dataclass(frozen=True, slots=True)
class Verdict:
    """The machine's answer to one claim; never edited. ``confidence`` is 0..1.

    ``evidence`` is in order of weight, the proof first. ``justification`` is two or three plain sentences that quote.
    """

    claim: str
    label: Label
    confidence: float
    rule: str
    justification: str
    evidence: tuple[Evidence, ...] = ()
    shortfall: Shortfall | None = None

    def __post_init__(self) -> None:
        if (self.label is Label.NOT_ENOUGH) != (self.shortfall is not None):
            raise ValueError("a shortfall goes with Not Enough Evidence, and only with it")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence outside 0..1: {self.confidence}")
        if self.label in DECISIVE and not any(
            item.stance is not Stance.NEUTRAL and item.passage.selector.exact for item in self.evidence
        ):
            raise ValueError(f"{self.label} without a quote")


@dataclass(frozen=True, slots=True)
class Review:
    """A person's answer, appended beside the machine's. ``label`` is ``None`` for 'not a claim' and for a second look.

    ``wording`` is how the person words the claim, '' where its text stands.
    """

    claim: str
    reviewer: str
    decided: datetime
    label: Label | None
    reason: str
    note: str
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's latest answer to a claim. ``stands`` while the verdict that it was made on says the same as the one it is
    shown beside: a label from the same passages."""

    review: Review
    stands: bool
