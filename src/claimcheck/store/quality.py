"""What people decided beside what the machine had said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import col

from claimcheck.model.claim import Kind
from claimcheck.model.verdict import Label
from claimcheck.store.standing import BLIND, NOT_A_CLAIM, SECOND_LOOK, UNDONE, State
from claimcheck.store.tables import ClaimRow, ReviewRow, StandingRow, VerdictRow


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's last word on a claim, beside the verdict that they saw. ``person`` is None for 'not a claim';
    ``count`` claims were decided alike."""

    machine: Label
    person: Label | None
    confidence: float
    rule: str
    kind: Kind
    count: int = 1

    @property
    def agrees(self) -> bool:
        return self.machine is self.person


def list_decisions(connection: Connection) -> tuple[Decision, ...]:
    """All claims that were decided on with a verdict in sight; second looks and what was taken back don't count."""
    last = select(func.max(col(ReviewRow.id))).group_by(col(ReviewRow.claim_id))
    return _load(connection, last, col(ReviewRow.reason).not_in([SECOND_LOOK, UNDONE]))


def mark_reviews(connection: Connection) -> tuple[int, int]:
    """The same for as long as nobody decides anything: reviews are added, or pruned, never changed."""
    last, number = connection.execute(
        select(func.max(col(ReviewRow.id)), func.count()).select_from(ReviewRow)
    ).one()
    return last or 0, number


def list_blind(connection: Connection) -> tuple[Decision, ...]:
    """The last blind answer to each passed claim that was drawn, whatever was decided on it afterwards."""
    blind = col(ReviewRow.reason) == BLIND
    return _load(
        connection, select(func.max(col(ReviewRow.id))).where(blind).group_by(col(ReviewRow.claim_id))
    )


def draw_passed(connection: Connection) -> tuple[str, int]:
    """A claim that the machine passed and nobody looked at, '' when there is none, and how many there are.

    Claims' ids are digests, so that their order is as good as a lot; the same claim comes until someone answers, so
    that nobody can pick.
    """
    passed = (
        col(StandingRow.current),
        col(StandingRow.label) == Label.SUPPORTED.value,
        col(StandingRow.state) == State.OPEN.value,
    )
    drawn = select(func.min(col(StandingRow.claim_id)), func.count()).where(*passed)
    claim_id, count = connection.execute(drawn).one()
    return claim_id or "", int(count)


def _load(connection: Connection, chosen: Any, *where: Any) -> tuple[Decision, ...]:
    """Counted by the database: there may be very many. The earliest decided first."""
    alike = (
        col(VerdictRow.label), col(ReviewRow.label), col(VerdictRow.confidence), col(VerdictRow.rule),
        col(ClaimRow.kind), col(ReviewRow.reason) == NOT_A_CLAIM,
    )  # fmt: skip
    given = (
        select(*alike, func.count())
        .join_from(ReviewRow, VerdictRow, col(VerdictRow.id) == col(ReviewRow.verdict_id))
        .join(ClaimRow, col(ClaimRow.key) == col(VerdictRow.claim_key))
        .where(col(ReviewRow.id).in_(chosen), *where)
        .group_by(*alike)
        .order_by(func.min(col(ReviewRow.id)))
    )
    return tuple(
        Decision(
            Label(machine),
            None if no_claim or person is None else Label(person),
            confidence,
            rule,
            Kind(kind),
            count,
        )
        for machine, person, confidence, rule, kind, no_claim, count in connection.execute(given)
    )
