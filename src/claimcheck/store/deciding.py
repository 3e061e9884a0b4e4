"""A person's decision, appended only when it was made on what is still the latest."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlmodel import col

from claimcheck.errors import Overtaken
from claimcheck.model.verdict import Review
from claimcheck.store.saving import append_review
from claimcheck.store.tables import ReviewRow, StandingRow


def find_last_review(connection: Connection, claim_id: str) -> int:
    """The number of the claim's latest review, 0 when there is none. A page that shows the claim remembers it."""
    last = select(func.max(col(ReviewRow.id))).where(col(ReviewRow.claim_id) == claim_id)
    return int(connection.execute(last).scalar() or 0)


def append_decision(connection: Connection, review: Review, run_id: str, seen: int) -> None:
    """Append what a person decided on a page that showed the verdict of ``run_id`` and reviews up to ``seen``.

    Raises Overtaken, and appends nothing, when another review or another run has come since. Needs a write
    transaction: the look and the append are one.
    """
    if find_last_review(connection, review.claim) != seen:
        raise Overtaken("someone else decided on this claim while you were looking at it")
    latest = select(col(StandingRow.run_id)).where(col(StandingRow.claim_id) == review.claim)
    current = connection.execute(latest).scalar()
    if current is not None and current != run_id:
        raise Overtaken("a newer run has judged this claim while you were looking at it")
    append_review(connection, review, run_id)
