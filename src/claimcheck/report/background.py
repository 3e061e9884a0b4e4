"""What a report can say beyond its own run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claimcheck.model.note import Note
from claimcheck.model.run import Run
from claimcheck.model.verdict import Decision, Verdict


@dataclass(frozen=True, slots=True)
class Background:
    """``before`` is the run over the same article that came before, ``None`` when this is the first or none was looked for.

    ``decisions`` are people's latest answers; ``notes`` what is odd in the article by itself; ``written`` the day the
    article is of, and ``then`` the verdicts as of that day that differ from the run's own.
    """

    before: Run | None = None
    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()
    written: date | None = None
    then: tuple[Verdict, ...] = ()


NOTHING = Background()
