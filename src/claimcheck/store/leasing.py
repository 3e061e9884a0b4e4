"""Who works on which run: a lease with a heartbeat on the whole of it, and a mark for every stage that is done.

The step ``run`` of a run carries the lease. Its holder renews it while it works; when it doesn't any more, it has
crashed, and the next one may take the run up where it stands. All in the ledger's own tables, so that it holds for
processes on any machine that sees the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Update, select, update
from sqlmodel import col

from claimcheck.model.article import Article
from claimcheck.model.run import Engine, RunState
from claimcheck.store import saving
from claimcheck.store.database import read_rows
from claimcheck.store.loading import load_article
from claimcheck.store.rows import Columns
from claimcheck.store.tables import ArticleRow, RunRow, StepRow

WHOLE = "run"  # the step that stands for all of them


class Taking(StrEnum):
    """What came of asking for an article."""

    BEGUN = "begun"  # ours, a new run
    RESUMED = "resumed"  # ours, a run that someone left unfinished
    HELD = "held"  # someone else is at work on it
    DONE = "done"  # these bytes with these references were checked already


@dataclass(frozen=True, slots=True)
class Lease:
    """A run and who holds it, until when; without a holder when it is done."""

    run_id: str
    taking: Taking
    holder: str = ""
    until: datetime | None = None

    @property
    def mine(self) -> bool:
        return self.taking in (Taking.BEGUN, Taking.RESUMED)


@dataclass(frozen=True, slots=True)
class Bid:
    """Who asks for a run, when and for how long. ``terms`` are the options under which the sources are read: a run is
    only taken up under its own. ``after`` names a finished run that is to be followed by another over the same article;
    with '' a finished one is enough."""

    holder: str
    now: datetime
    seconds: float
    as_of: date | None = None
    terms: str = ""
    after: str = ""

    @property
    def until(self) -> datetime:
        return self.now + timedelta(seconds=self.seconds)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage of a run, or the reading of one reference, that its holder has done."""

    name: str
    holder: str
    now: datetime


def take_run(connection: Connection, run_id: str, article: Article, engine: Engine, bid: Bid) -> Lease:
    """The run over this article that is to be worked on: one left unfinished, else a new one named ``run_id``."""
    steps = _list_leases(connection, article)
    held = next((step for step in steps if find_state(step, None, bid.now) is RunState.RUNNING), None)
    if held is not None:
        return Lease(held["run_id"], Taking.HELD, held["holder"], held["leased_until"])
    done = _find_done(connection, article)
    if done and done != bid.after:
        return Lease(done, Taking.DONE)
    article_key = saving.save_article(connection, article)
    wanted = {"article_key": article_key, "engine_key": engine.key, "as_of": bid.as_of, "detail": bid.terms}
    left = next((s for s in steps if s["state"] != "done" and wanted.items() <= s.items()), None)
    if left is None:
        saving.save_run(connection, run_id, article, engine, bid.now, bid.as_of)
        _write_lease(connection, run_id, bid, 1)
        return Lease(run_id, Taking.BEGUN, bid.holder, bid.until)
    _write_lease(connection, left["run_id"], bid, left["attempts"] + 1)
    return Lease(left["run_id"], Taking.RESUMED, bid.holder, bid.until)


def renew(connection: Connection, run_id: str, holder: str, now: datetime, seconds: float) -> bool:
    """A sign of life. False when the lease is no longer the holder's."""
    until = now + timedelta(seconds=seconds)
    renewed = _mine(run_id, holder).values(heartbeat=now, leased_until=until)
    return connection.execute(renewed).rowcount == 1


def release(connection: Connection, run_id: str, holder: str, now: datetime, *, done: bool) -> None:
    """Let go of a run, finished or failed; nothing happens when it is no longer the holder's."""
    state = "done" if done else "failed"
    ended = _mine(run_id, holder).values(state=state, heartbeat=now, leased_until=None, finished=now)
    connection.execute(ended)


def save_done(connection: Connection, run_id: str, mark: Mark) -> None:
    """Mark a stage as done, so that nobody does it again."""
    saving.add(connection, StepRow, [_step(run_id, mark.name, "done", mark.holder, finished=mark.now)])


def list_done(connection: Connection, run_id: str) -> frozenset[str]:
    """Names of the stages that are done."""
    done = select(col(StepRow.name)).where(col(StepRow.run_id) == run_id, col(StepRow.state) == "done")
    return frozenset(connection.execute(done).scalars())


def list_states(connection: Connection) -> dict[str, Columns]:
    """The leases by run; runs that were made without one are left out."""
    rows = read_rows(connection, select(StepRow).where(col(StepRow.name) == WHOLE))
    return {row["run_id"]: row for row in rows}


def find_state(lease: Columns | None, finished: datetime | None, now: datetime) -> RunState:
    """How a run stands at ``now``. Without a lease nobody can tell whether an unfinished run still goes on."""
    if lease is None:
        return RunState.FINISHED if finished else RunState.UNFINISHED
    if lease["state"] == "running":
        return RunState.RUNNING if lease["leased_until"] > now else RunState.CRASHED
    return RunState.FINISHED if lease["state"] == "done" else RunState.FAILED


def _list_leases(connection: Connection, article: Article) -> list[Columns]:
    """The leases on runs over these bytes with what those runs rest on, newest run first."""
    leased = (
        select(StepRow, col(RunRow.article_key), col(RunRow.engine_key), col(RunRow.as_of))
        .join(RunRow, col(RunRow.id) == col(StepRow.run_id))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(col(ArticleRow.sha256) == article.sha256, col(StepRow.name) == WHOLE)
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
    )
    return read_rows(connection, leased)


def _find_done(connection: Connection, article: Article) -> str:
    """The latest finished run over these bytes, if the references were the same as now; else ''."""
    finished = (
        select(col(RunRow.id), col(RunRow.article_key))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .join(StepRow, (col(StepRow.run_id) == col(RunRow.id)) & (col(StepRow.name) == WHOLE), isouter=True)
        .where(
            col(ArticleRow.sha256) == article.sha256,
            col(RunRow.finished).is_not(None),
            col(StepRow.state).is_(None) | (col(StepRow.state) == "done"),
        )
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
        .limit(1)
    )
    for run in read_rows(connection, finished):
        if _name_references(load_article(connection, run["article_key"])) == _name_references(article):
            return str(run["id"])
    return ""


def _name_references(article: Article) -> list[tuple[object, ...]]:
    """What makes two lists of references the same: everything but where this machine keeps a digest."""
    return [(one.n, one.title, one.publisher, one.url, one.further) for one in article.references]


def _write_lease(connection: Connection, run_id: str, bid: Bid, attempts: int) -> None:
    row = _step(run_id, WHOLE, "running", bid.holder, attempts=attempts, started=bid.now)
    row |= {"heartbeat": bid.now, "leased_until": bid.until, "detail": bid.terms}
    saving.add(connection, StepRow, [row])
    taken = update(StepRow).where(col(StepRow.run_id) == run_id, col(StepRow.name) == WHOLE)
    connection.execute(taken.values(**row))


def _step(
    run_id: str,
    name: str,
    state: str,
    holder: str,
    *,
    attempts: int = 1,
    started: datetime | None = None,
    finished: datetime | None = None,
) -> Columns:
    row: Columns = {"run_id": run_id, "name": name, "state": state, "holder": holder, "attempts": attempts}
    moments = {"started": started, "heartbeat": None, "leased_until": None, "finished": finished}
    return {**row, **moments, "detail": ""}


def _mine(run_id: str, holder: str) -> Update:
    return update(StepRow).where(
        col(StepRow.run_id) == run_id,
        col(StepRow.name) == WHOLE,
        col(StepRow.holder) == holder,
        col(StepRow.state) == "running",
    )
