"""Looks things up across runs: lists, prefixes of ids, histories, earlier captures, pins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Executable, and_, func, or_, select
from sqlmodel import col

from claimcheck.errors import DatabaseTrouble, UsageError
from claimcheck.model.article import Article
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import READ, Capture, CaptureKind
from claimcheck.model.run import Candidate, RunState, Source
from claimcheck.model.verdict import Label, Review, Verdict
from claimcheck.store import rows
from claimcheck.store.database import read_rows
from claimcheck.store.leasing import find_state, list_states
from claimcheck.store.loading import load_article, load_verdicts
from claimcheck.store.packing import unpack
from claimcheck.store.tables import (
    ArticleRow,
    CaptureRow,
    ClaimRow,
    ExtractionClaimRow,
    PinRow,
    ReviewRow,
    Row,
    RunRow,
    RunSourceRow,
    RunVerdictRow,
    VerdictRow,
)


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in a list. ``labels`` counts its verdicts; labels that it never gave are left out."""

    id: str
    started: datetime
    finished: datetime | None
    title: str
    url: str
    article_sha256: str
    claims: int
    labels: tuple[tuple[Label, int], ...]
    state: RunState


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A claim's id and the latest run that read it."""

    claim_id: str
    run_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one run said of a claim."""

    run_id: str
    started: datetime
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class History:
    """A claim as it was last read, all that runs said of it and all that people said, oldest first."""

    claim: Claim
    answers: tuple[Answer, ...]
    reviews: tuple[Review, ...]


def list_runs(connection: Connection, now: datetime) -> tuple[RunLine, ...]:
    """Newest first, as they stand at ``now``."""
    listed = (
        select(RunRow, col(ArticleRow.title), col(ArticleRow.url), col(ArticleRow.sha256))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
    )
    counted = (
        select(col(RunVerdictRow.run_id), col(VerdictRow.label), func.count().label("verdicts"))
        .join(VerdictRow, col(VerdictRow.id) == col(RunVerdictRow.verdict_id))
        .group_by(col(RunVerdictRow.run_id), col(VerdictRow.label))
    )
    extracted = select(col(ExtractionClaimRow.extraction_key), func.count().label("claims")).group_by(
        col(ExtractionClaimRow.extraction_key)
    )
    labels: dict[str, dict[Label, int]] = defaultdict(dict)
    for row in read_rows(connection, counted):
        labels[row["run_id"]][Label(row["label"])] = row["verdicts"]
    claims = {row["extraction_key"]: row["claims"] for row in read_rows(connection, extracted)}
    leases = list_states(connection)
    return tuple(
        RunLine(
            id=row["id"],
            started=row["started"],
            finished=row["finished"],
            title=row["title"],
            url=row["url"],
            article_sha256=row["sha256"],
            claims=claims.get(row["extraction_key"], 0),
            labels=tuple((label, labels[row["id"]][label]) for label in Label if label in labels[row["id"]]),
            state=find_state(leases.get(row["id"]), row["finished"], now),
        )
        for row in read_rows(connection, listed)
    )


def find_run(connection: Connection, prefix: str) -> str | None:
    """The id of the one run that begins so. Raises UsageError when several do."""
    return _find_only(connection, "run", col(RunRow.id), prefix)


def find_before(connection: Connection, run: Mapping[str, Any]) -> str | None:
    """The last finished run over the article of ``run`` that began before it: over its bytes or its address, or where
    neither has an address, over one of its title."""
    article = read_rows(connection, select(ArticleRow).where(col(ArticleRow.key) == run["article_key"]))[0]
    same = col(ArticleRow.sha256) == article["sha256"]
    if article["url"]:
        same = or_(same, col(ArticleRow.url) == article["url"])
    elif article["title"]:
        same = or_(same, and_(col(ArticleRow.url) == "", col(ArticleRow.title) == article["title"]))
    earlier = (
        select(col(RunRow.id))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(same, col(RunRow.finished).is_not(None), col(RunRow.started) < run["started"])
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
        .limit(1)
    )
    found: str | None = connection.execute(earlier).scalar()
    return found


def find_claim(connection: Connection, prefix: str) -> FoundClaim | None:
    """The one claim whose id begins so. Raises UsageError when several do."""
    claim_id = _find_only(connection, "claim", col(ClaimRow.id), prefix)
    if claim_id is None:
        return None
    runs = read_rows(connection, _select_runs_with(claim_id))
    return FoundClaim(claim_id, runs[-1]["run_id"])


def load_history(connection: Connection, claim_id: str) -> History:
    """Raises DatabaseTrouble when no claim has this id."""
    runs = read_rows(connection, _select_runs_with(claim_id))
    if not runs:
        raise DatabaseTrouble(f"there is no claim {claim_id}")
    answers = [
        Answer(run["run_id"], run["started"], verdict)
        for run in runs
        for verdict in load_verdicts(connection, run["run_id"], run["key"])
    ]
    return History(rows.read_claim_row(runs[-1]), tuple(answers), load_reviews(connection, claim_id))


def load_reviews(connection: Connection, claim_id: str) -> tuple[Review, ...]:
    """Oldest first."""
    given = select(ReviewRow).where(col(ReviewRow.claim_id) == claim_id).order_by(col(ReviewRow.id))
    return tuple(unpack(Review, {**row, "claim": row["claim_id"]}) for row in read_rows(connection, given))


def find_article(connection: Connection, sha256: str) -> Article | None:
    """The reading of these bytes that was checked last."""
    readings = (
        select(col(ArticleRow.key))
        .join(RunRow, col(RunRow.article_key) == col(ArticleRow.key))
        .where(col(ArticleRow.sha256) == sha256)
        .order_by(col(RunRow.started).desc(), col(RunRow.id).desc())
        .limit(1)
    )
    key = connection.execute(readings).scalar()
    return None if key is None else load_article(connection, key)


def find_capture(connection: Connection, url: str, but: Collection[str] = ()) -> Capture | None:
    """The latest attempt at this address that gave a body; digests don't count, nor do bodies with the digests ``but``."""
    made = (
        select(CaptureRow)
        .where(
            col(CaptureRow.url) == url,
            col(CaptureRow.sha256).is_not(None),
            col(CaptureRow.outcome).in_([outcome.value for outcome in READ]),
            col(CaptureRow.kind) != CaptureKind.DIGEST.value,
            col(CaptureRow.sha256).not_in(but),
        )
        .order_by(col(CaptureRow.fetched).desc())
        .limit(1)
    )
    found = read_rows(connection, made)
    return rows.read_capture_row(found[0]) if found else None


def find_archived(connection: Connection, url: str) -> Capture | None:
    """The latest archived copy of this address that was read: an archive's address ends with the page's own."""
    made = (
        select(CaptureRow)
        .where(
            col(CaptureRow.kind) == CaptureKind.ARCHIVED.value,
            col(CaptureRow.url).endswith(f"/{url}", autoescape=True),
            col(CaptureRow.sha256).is_not(None),
            col(CaptureRow.outcome).in_([outcome.value for outcome in READ]),
        )
        .order_by(col(CaptureRow.fetched).desc())
        .limit(1)
    )
    found = read_rows(connection, made)
    return rows.read_capture_row(found[0]) if found else None


def load_pins(connection: Connection, article: Article) -> dict[int, str]:
    """Addresses that people fixed for this article's references, also in an earlier version of it at the same address;
    the latest counts. A pin follows its reference's title and publisher, not its number."""
    same = col(PinRow.article_sha256) == article.sha256
    if article.url:
        same = or_(same, col(PinRow.article_url) == article.url)
    pins = {
        (pin["title"], pin["publisher"]): pin["url"]
        for pin in read_rows(connection, select(PinRow).where(same).order_by(col(PinRow.id)))
    }
    named = {reference.n: (reference.title, reference.publisher) for reference in article.references}
    return {n: pins[name] for n, name in named.items() if name in pins}


def load_candidates(connection: Connection, article: Article) -> dict[int, tuple[Candidate, ...]]:
    """What the latest search brought for each reference of this article, also of an earlier version of it at the same
    address. It follows a reference's title and publisher, not its number."""
    same = col(ArticleRow.sha256) == article.sha256
    if article.url:
        same = or_(same, col(ArticleRow.url) == article.url)
    searched = (
        select(RunSourceRow)
        .join(RunRow, col(RunRow.id) == col(RunSourceRow.run_id))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(same)
        .order_by(col(RunRow.started), col(RunRow.id))
    )
    found = {
        (source.reference.title, source.reference.publisher): source.candidates
        for source in (unpack(Source, row) for row in read_rows(connection, searched))
        if source.candidates
    }
    named = {reference.n: (reference.title, reference.publisher) for reference in article.references}
    return {n: found[name] for n, name in named.items() if name in found}


def count_rows(connection: Connection, table: str) -> int:
    """Raises KeyError when there is no such table."""
    return int(connection.execute(select(func.count()).select_from(Row.metadata.tables[table])).scalar_one())


def _select_runs_with(claim_id: str) -> Executable:
    """The claim's row with run_id and started of each run that read it, oldest first."""
    return (
        select(ClaimRow, col(RunRow.id).label("run_id"), col(RunRow.started))
        .join(ExtractionClaimRow, col(ExtractionClaimRow.claim_key) == col(ClaimRow.key))
        .join(RunRow, col(RunRow.extraction_key) == col(ExtractionClaimRow.extraction_key))
        .where(col(ClaimRow.id) == claim_id)
        .order_by(col(RunRow.started), col(RunRow.id))
    )


def _find_only(connection: Connection, what: str, column: Any, prefix: str) -> str | None:
    begins = column.startswith(prefix, autoescape=True) if prefix else column.is_(None)
    ids = (
        connection.execute(select(column).where(begins).distinct().order_by(column).limit(3)).scalars().all()
    )
    if prefix in ids:
        return prefix
    if len(ids) > 1:
        raise UsageError(f"{prefix} begins more than one {what}: write more of it ({', '.join(ids)} ...)")
    return str(ids[0]) if ids else None
