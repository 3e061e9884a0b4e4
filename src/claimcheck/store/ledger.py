"""The ledger: everything that a run found, kept so that each verdict can be shown and replayed years later.

    with Ledger(url) as ledger:
        run_id = ledger.begin_run(article, engine, started)      # keeps the article with its references
        ledger.save_extraction(run_id, extraction)
        ledger.save_source(run_id, source, bodies)               # with its attempts and their bytes
        ledger.save_verdicts(run_id, verdicts)                   # the claims and documents they name saved before
        ledger.finish_run(run_id, finished)
        run = ledger.load_run(run_id)                            # equal to what was saved; a report needs nothing else

Every call is one transaction and safe to repeat: the same values again change nothing. A verdict by the same engine on
the same claim from the same inputs is stored once; a later run only points to it. All calls raise DatabaseTrouble when
the database fails or refuses; an unknown run id is one such refusal. Moments need a time zone. Threads may share a
Ledger, and any number of processes may open one database.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Self

from sqlalchemy import Engine as Database

from claimcheck.model.article import Article
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture
from claimcheck.model.run import Candidate, Engine, Issue, Run, Source
from claimcheck.model.tally import Tally
from claimcheck.model.verdict import Decision, Review, Verdict
from claimcheck.store import counting, finding, leasing, loading, pruning, saving, standing, turns
from claimcheck.store.database import open_database, reading, writing
from claimcheck.store.finding import Answer, FoundClaim, History, RunLine
from claimcheck.store.leasing import Bid, Lease, Mark, Taking
from claimcheck.store.pruning import Pruned
from claimcheck.store.verification import Fault, verify

__all__ = [
    "Answer",
    "Bid",
    "Fault",
    "FoundClaim",
    "History",
    "Lease",
    "Ledger",
    "Mark",
    "Pruned",
    "RunLine",
    "Taking",
    "name_run",
]


def name_run(started: datetime) -> str:
    """A new run's id: sorts by time, unlike any other ('20260314-092653-5f3a9c')."""
    return f"{started.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


class _NotNow(Exception):
    """Takes back a transaction that was made to see what it would do."""


class Ledger:
    """Saves and loads by run id. Built from a database URL, or from an engine of ``open_database`` that the caller
    closes."""

    def __init__(self, database: str | Database) -> None:
        self._mine = isinstance(database, str)
        self.database = open_database(database) if isinstance(database, str) else database

    def close(self) -> None:
        """Let go of the file, where this ledger opened it."""
        if self._mine:
            self.database.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Turns with the hosts that are asked

    def take_turn(self, host: str, holder: str, seconds: float) -> tuple[float, bool]:
        """See ``turns.take_turn``; the turn lapses after so many seconds."""
        now = datetime.now(UTC)
        with writing(self.database) as connection:
            return turns.take_turn(connection, host, holder, now, now + timedelta(seconds=seconds))

    def leave_turn(self, host: str, holder: str, seconds: float) -> None:
        with writing(self.database) as connection:
            turns.leave_turn(connection, host, holder, datetime.now(UTC) + timedelta(seconds=seconds))

    def close_host(self, host: str, seconds: float) -> None:
        with writing(self.database) as connection:
            turns.close_host(connection, host, datetime.now(UTC) + timedelta(seconds=seconds))

    # A run, step by step

    def begin_run(
        self,
        article: Article,
        engine: Engine,
        started: datetime,
        *,
        as_of: date | None = None,
        run_id: str | None = None,
    ) -> str:
        """Keep the article and open a run over it; gives the run's id. ``as_of`` is the day that the judge is told,
        if any: it counts among a verdict's inputs. With a ``run_id`` of ``name_run``, a repeated call opens no second
        run."""
        run_id = run_id or name_run(started)
        with writing(self.database) as connection:
            saving.save_run(connection, run_id, article, engine, started, as_of)
        return run_id

    def save_extraction(self, run_id: str, extraction: Extraction) -> None:
        with writing(self.database) as connection:
            saving.save_extraction(connection, run_id, extraction)

    def save_look(self, capture: Capture, body: bytes | None) -> None:
        """An attempt that belongs to no run: the next one finds it as an earlier capture. ``body`` may be None where the
        capture has no digest, or where these bytes are in the ledger already."""
        with writing(self.database) as connection:
            saving.save_look(connection, capture, body)

    def save_source(
        self,
        run_id: str,
        source: Source,
        bodies: Mapping[str, bytes] | None = None,
        issues: Sequence[Issue] = (),
        mark: Mark | None = None,
    ) -> None:
        """The reference as it was resolved, its state, attempts and document; replaces what this run said of it. ``bodies``
        by digest: those that are in the ledger already may be left out. A ``mark`` says that it is done."""
        with writing(self.database) as connection:
            saving.save_source(connection, run_id, source, bodies or {})
            for issue in issues:
                saving.save_issue(connection, run_id, issue)
            if mark is not None:
                leasing.save_done(connection, run_id, mark)

    def save_verdicts(self, run_id: str, verdicts: Iterable[Verdict]) -> None:
        """All of a run's verdicts, or some; those of later calls come after. Refused as a whole when a decisive label
        lacks evidence of its stance, or a quote does not stand at its place in the document of its reference."""
        with writing(self.database) as connection:
            saving.save_verdicts(connection, run_id, tuple(verdicts))

    def save_issue(self, run_id: str, issue: Issue) -> None:
        with writing(self.database) as connection:
            saving.save_issue(connection, run_id, issue)

    def finish_run(self, run_id: str, finished: datetime) -> None:
        with writing(self.database) as connection:
            saving.save_finish(connection, run_id, finished)

    # Who works on it

    def take_run(self, article: Article, engine: Engine, bid: Bid) -> Lease:
        """Begin a run over the article, or take up one that was left unfinished: whichever the lease says. Nothing is
        taken where someone is at work on these bytes, or where they were checked already with these references."""
        with writing(self.database) as connection:
            return leasing.take_run(connection, name_run(bid.now), article, engine, bid)

    def renew_run(self, run_id: str, holder: str, now: datetime, seconds: float) -> bool:
        """A sign of life, and so many seconds more. False when someone else has taken the run."""
        with writing(self.database) as connection:
            return leasing.renew(connection, run_id, holder, now, seconds)

    def release_run(self, run_id: str, holder: str, now: datetime, *, done: bool) -> None:
        """Let go of a run, ``done`` or failed; nothing happens when someone else has taken it."""
        with writing(self.database) as connection:
            leasing.release(connection, run_id, holder, now, done=done)

    def save_done(self, run_id: str, mark: Mark) -> None:
        """Mark a stage of the run as done."""
        with writing(self.database) as connection:
            leasing.save_done(connection, run_id, mark)

    def list_done(self, run_id: str) -> frozenset[str]:
        """Names of the run's stages that are done."""
        with reading(self.database) as connection:
            return leasing.list_done(connection, run_id)

    # Loading what a step needs

    def load_run(self, run_id: str) -> Run:
        """The whole run. Before its end, what is not there yet is empty and ``finished`` is None."""
        with reading(self.database) as connection:
            return loading.load_run(connection, run_id)

    def load_run_article(self, run_id: str) -> Article:
        """The article that the run is about."""
        with reading(self.database) as connection:
            return loading.load_article(connection, loading.load_run_row(connection, run_id)["article_key"])

    def load_extraction(self, run_id: str) -> Extraction:
        """Raises DatabaseTrouble before ``save_extraction``."""
        with reading(self.database) as connection:
            return loading.load_extraction(connection, loading.load_run_row(connection, run_id))

    def load_sources(self, run_id: str) -> tuple[Source, ...]:
        """Those saved so far, by their reference's number."""
        with reading(self.database) as connection:
            return loading.load_sources(connection, run_id)

    def load_verdicts(self, run_id: str) -> tuple[Verdict, ...]:
        """Those saved so far."""
        with reading(self.database) as connection:
            return loading.load_verdicts(connection, run_id)

    def load_as_of(self, run_id: str) -> date | None:
        """The day given to ``begin_run``."""
        with reading(self.database) as connection:
            as_of: date | None = loading.load_run_row(connection, run_id)["as_of"]
            return as_of

    # Across runs

    def list_runs(self) -> tuple[RunLine, ...]:
        """Newest first."""
        with reading(self.database) as connection:
            return finding.list_runs(connection, datetime.now(UTC))

    def find_before(self, run_id: str) -> str | None:
        """The last finished run over the same article that began before this one: over its bytes or address, or where
        neither has an address, over one of its title."""
        with reading(self.database) as connection:
            return finding.find_before(connection, loading.load_run_row(connection, run_id))

    def find_run(self, prefix: str) -> str | None:
        """The id of the one run that begins so; None when none does. Raises UsageError when several do."""
        with reading(self.database) as connection:
            return finding.find_run(connection, prefix)

    def find_claim(self, prefix: str) -> FoundClaim | None:
        """The one claim whose id begins so, in its latest run; None when none does. Raises UsageError when several
        do."""
        with reading(self.database) as connection:
            return finding.find_claim(connection, prefix)

    def load_history(self, claim_id: str) -> History:
        """A claim with all that runs and people said of it, oldest first."""
        with reading(self.database) as connection:
            return finding.load_history(connection, claim_id)

    def load_article(self, sha256: str) -> Article | None:
        """The latest checked reading of these bytes; None when they were never checked."""
        with reading(self.database) as connection:
            return finding.find_article(connection, sha256)

    def latest_capture(self, url: str, but: Collection[str] = ()) -> Capture | None:
        """The latest attempt at this very address that gave a body (see ``load_body``); digests don't count, nor do
        bodies with the digests ``but``."""
        with reading(self.database) as connection:
            return finding.find_capture(connection, url, but)

    def latest_archived(self, url: str) -> Capture | None:
        """The latest copy of this address in a web archive that gave a body."""
        with reading(self.database) as connection:
            return finding.find_archived(connection, url)

    def load_body(self, sha256: str) -> bytes:
        with reading(self.database) as connection:
            return loading.load_body(connection, sha256)

    # People

    def append_review(self, review: Review, run_id: str | None = None) -> None:
        """A person's answer, never changed afterwards. ``run_id`` names the run whose verdict was shown."""
        with writing(self.database) as connection:
            saving.append_review(connection, review, run_id)

    def load_reviews(self, claim_id: str) -> tuple[Review, ...]:
        """Oldest first."""
        with reading(self.database) as connection:
            return finding.load_reviews(connection, claim_id)

    def load_decisions(self, run_id: str) -> tuple[Decision, ...]:
        """What people last said of the run's claims, and whether it still stands beside the run's verdicts."""
        with reading(self.database) as connection:
            return standing.load_decisions(connection, run_id)

    def save_pin(self, run_id: str, n: int, url: str, person: str, pinned: datetime) -> None:
        """A person's address for reference ``n`` of the run's article; the latest pin counts. Raises UsageError when
        the article has no such reference."""
        with writing(self.database) as connection:
            article = loading.load_article(
                connection, loading.load_run_row(connection, run_id)["article_key"]
            )
            saving.save_pin(connection, article, n, url, person, pinned)

    def load_pins(self, article: Article) -> dict[int, str]:
        """Addresses by reference number; also those fixed on an earlier version of the article at the same URL."""
        with reading(self.database) as connection:
            return finding.load_pins(connection, article)

    def load_candidates(self, article: Article) -> dict[int, tuple[Candidate, ...]]:
        """What the latest search brought, by reference number; those that were never searched for are left out."""
        with reading(self.database) as connection:
            return finding.load_candidates(connection, article)

    # Trust

    def verify(self) -> list[Fault]:
        """Everything stored that is no longer what it was; empty when all is well."""
        return verify(self.database)

    def load_tally(self, now: datetime, days: int) -> Tally:
        """What the ledger holds at ``now``, counted: of the runs of the last ``days``, and of the claims that stand."""
        with reading(self.database) as connection:
            return counting.load_tally(connection, now, days)

    def prune(self, before: datetime, now: datetime, person: str, *, limit: int, remove: bool) -> Pruned:
        """What goes of the runs from ``before`` then that others followed and on which nothing rests. Nothing is changed
        unless ``remove``; nobody else can write meanwhile."""
        with suppress(_NotNow), writing(self.database) as connection:
            pruned = pruning.prune(connection, before, now, person, limit)
            if not remove:
                raise _NotNow
        return pruned

    def count_rows(self, table: str) -> int:
        """How many rows a table has. Raises KeyError when there is no such table."""
        with reading(self.database) as connection:
            return finding.count_rows(connection, table)
