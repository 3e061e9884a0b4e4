"""When each source was looked at last, and what the latest run over each article rests on: what to look at again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import batched, chain
from typing import Any

from sqlalchemy import Connection, Select, case, func, select
from sqlmodel import col

from claimcheck.model.claim import Kind, Modality
from claimcheck.model.evidence import READ, CaptureKind, Outcome
from claimcheck.store.database import read_rows
from claimcheck.store.tables import (
    ArticleRow,
    CaptureRow,
    ClaimRow,
    ExtractionClaimRow,
    RunCaptureRow,
    RunRow,
    RunSourceRow,
)

LIVE = (CaptureKind.PAGE.value, CaptureKind.PDF.value)
MANY = 200  # articles in memory at a time, and values in one IN list


@dataclass(frozen=True, slots=True)
class Look:
    """One address over time. ``tried`` is the last attempt, ``seen`` the last that gave the page, None when none did;
    ``failures`` are the attempts since then, ``outcome`` is that of the last one."""

    url: str
    tried: datetime
    seen: datetime | None
    failures: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Checked:
    """The latest finished run over an article. ``due`` are the last days of its plans; ``volatile`` counts the claims
    with a figure that has no date; ``urls`` are the addresses of its sources, and ``read`` those of them that it found
    there itself."""

    run_id: str
    started: datetime
    finished: datetime
    title: str
    url: str
    due: tuple[date, ...]
    volatile: int
    urls: tuple[str, ...]
    read: frozenset[str]


def stream_checked(connection: Connection) -> Iterator[tuple[Checked, dict[str, Look]]]:
    """One for each article that was ever checked to the end, by address else by bytes, with the looks at its sources;
    those checked last first. However many there are, only some are in memory at a time."""
    for some in batched(
        connection.execution_options(yield_per=MANY).execute(_select_latest()).mappings(), MANY
    ):
        due, volatile = _read_claims(connection, [row["extraction_key"] for row in some])
        urls, read = _read_sources(connection, [row["id"] for row in some])
        looks = list_looks(connection, chain.from_iterable(urls.values()))
        for row in some:
            own = tuple(urls[row["id"]])
            yield (
                Checked(
                    run_id=row["id"],
                    started=row["started"],
                    finished=row["finished"],
                    title=row["title"],
                    url=row["url"],
                    due=tuple(sorted(due[row["extraction_key"]])),
                    volatile=volatile[row["extraction_key"]],
                    urls=own,
                    read=frozenset(read[row["id"]]),
                ),
                {url: looks[url] for url in own if url in looks},
            )


def _select_latest() -> Select[Any]:
    """The latest finished run over each article."""
    subject = case((col(ArticleRow.url) != "", col(ArticleRow.url)), else_=col(ArticleRow.sha256))
    latest_first = (col(RunRow.started).desc(), col(RunRow.id).desc())
    ranked = (
        select(col(RunRow.id), col(RunRow.started), col(RunRow.finished), col(RunRow.extraction_key),
               col(ArticleRow.title), col(ArticleRow.url),
               func.row_number().over(partition_by=subject, order_by=latest_first).label("place"))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(col(RunRow.finished).is_not(None))
        .subquery()
    )  # fmt: skip
    return select(ranked).where(ranked.c.place == 1).order_by(ranked.c.started.desc(), ranked.c.id.desc())


def list_looks(connection: Connection, urls: Iterable[str]) -> dict[str, Look]:
    """By address; those that nobody ever tried to read live are left out."""
    looks: dict[str, Look] = {}
    for some in batched(sorted(set(urls)), MANY):
        made = (
            select(col(CaptureRow.url), col(CaptureRow.outcome), col(CaptureRow.fetched))
            .where(
                col(CaptureRow.url).in_(some),
                col(CaptureRow.kind).in_(LIVE),
                col(CaptureRow.outcome) != Outcome.NOT_ATTEMPTED.value,
            )
            .order_by(col(CaptureRow.fetched))
        )
        for row in read_rows(connection, made):
            looks[row["url"]] = _add(
                looks.get(row["url"]), row["url"], row["fetched"], Outcome(row["outcome"])
            )
    return looks


def _add(former: Look | None, url: str, fetched: datetime, outcome: Outcome) -> Look:
    """A later attempt at the same address."""
    if outcome in READ:
        return Look(url, fetched, fetched, 0, outcome)
    if former is None:
        return Look(url, fetched, None, 1, outcome)
    return replace(former, tried=fetched, failures=former.failures + 1, outcome=outcome)


def _read_claims(
    connection: Connection, extractions: Sequence[str]
) -> tuple[dict[str, list[date]], dict[str, int]]:
    """Days of plans, and how many claims have an undated figure, by extraction."""
    due: dict[str, list[date]] = defaultdict(list)
    volatile: dict[str, int] = defaultdict(int)
    found = (
        select(col(ExtractionClaimRow.extraction_key), col(ClaimRow.kind), col(ClaimRow.modality),
               col(ClaimRow.due), col(ClaimRow.dates))
        .join(ClaimRow, col(ClaimRow.key) == col(ExtractionClaimRow.claim_key))
        .where(col(ExtractionClaimRow.extraction_key).in_(extractions), col(ClaimRow.duplicate_of) == "")
    )  # fmt: skip
    for row in read_rows(connection, found):
        if row["modality"] == Modality.PLANNED and row["due"] is not None:
            due[row["extraction_key"]].append(row["due"])
        if row["kind"] == Kind.QUANTITY and not row["dates"]:
            volatile[row["extraction_key"]] += 1
    return due, volatile


def _read_sources(
    connection: Connection, runs: Sequence[str]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Addresses of a run's sources, and of those that it read, by run."""
    urls: dict[str, list[str]] = defaultdict(list)
    read: dict[str, list[str]] = defaultdict(list)
    cited = (
        select(col(RunSourceRow.run_id), col(RunSourceRow.url))
        .where(col(RunSourceRow.run_id).in_(runs), col(RunSourceRow.url) != "")
        .order_by(col(RunSourceRow.run_id), col(RunSourceRow.n))
    )
    for row in read_rows(connection, cited):
        urls[row["run_id"]].append(row["url"])
    found = (
        select(col(RunCaptureRow.run_id), col(CaptureRow.url))
        .join(CaptureRow, col(CaptureRow.key) == col(RunCaptureRow.capture_key))
        .join(RunRow, col(RunRow.id) == col(RunCaptureRow.run_id))
        .where(
            col(RunCaptureRow.run_id).in_(runs),
            col(CaptureRow.kind).in_(LIVE),
            col(CaptureRow.outcome).in_([outcome.value for outcome in READ]),
            col(CaptureRow.fetched) >= col(RunRow.started),  # an earlier capture stood in for some
        )
    )
    for row in read_rows(connection, found):
        read[row["run_id"]].append(row["url"])
    return urls, read
