"""What a ledger holds, counted: for whoever watches over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts by name; a name that never occurred is left out.

    ``runs`` (by RunState), ``verdicts`` (by Label), ``references`` (by ReferenceState) and ``attempts`` to read them (by
    Outcome) are of the runs begun within the last ``days``. ``claims`` are all that stand now, by label and the queue's
    state. ``finished`` is when a run was last finished, None before the first. ``size`` is in bytes. ``due`` is how many
    articles are to be looked at again, None when nobody counted.
    """

    days: int
    runs: Mapping[str, int]
    verdicts: Mapping[str, int]
    references: Mapping[str, int]
    attempts: Mapping[str, int]
    claims: Mapping[tuple[str, str], int]
    finished: datetime | None
    size: int
    due: int | None = None
