"""A person's decision, appended only when it was made on what is still the latest."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlmodel import col

from claimcheck.errors import Overtaken
from claimcheck.model.verdict import Review
from claimcheck.store.attached_tables import AttachmentRow
from claimcheck.store.saving import append_review
from claimcheck.store.tables import ReviewRow, StandingRow


def count_said(connection: Connection, claim_id: str) -> int:
    """How often people decided on a claim, attached a passage or took one off. It only grows: a page that shows the
    claim remembers it."""
    reviews = select(func.count()).select_from(ReviewRow).where(col(ReviewRow.claim_id) == claim_id)
    passages = select(func.count()).select_from(AttachmentRow).where(col(AttachmentRow.claim_id) == claim_id)
    return int(connection.execute(reviews).scalar_one() + connection.execute(passages).scalar_one())


def append_decision(connection: Connection, review: Review, run_id: str, seen: int) -> None:
    """Append what a person decided on a page that showed the verdict of ``run_id`` and ``seen`` of what people said.

    Raises Overtaken, and appends nothing, when another review, passage or run has come since. Needs a write
    transaction: the look and the append are one.
    """
    if count_said(connection, review.claim) != seen:
        raise Overtaken("someone else was at work on this claim while you were looking at it")
    latest = select(col(StandingRow.run_id)).where(col(StandingRow.claim_id) == review.claim)
    current = connection.execute(latest).scalar()
    if current is not None and current != run_id:
        raise Overtaken("a newer run has judged this claim while you were looking at it")
    append_review(connection, review, run_id)
