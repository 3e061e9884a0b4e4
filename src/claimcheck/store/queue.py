"""The queue of claims to decide, the most urgent first, filtered and searched; and what lies around one claim in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, false, func, or_, select
from sqlmodel import col

from claimcheck.model.verdict import Label, Shortfall
from claimcheck.store.database import read_rows
from claimcheck.store.search import find_matching
from claimcheck.store.standing import TODO, State
from claimcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    ReviewRow,
    RunRow,
    StandingRow,
    VerdictRow,
)

LACKING = frozenset(shortfall.value for shortfall in Shortfall)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims; '' is any. ``words`` must all occur in claim, title or quotes, the last may be begun only.
    ``source`` is the kind of capture that proves it, 'none', or the Shortfall of one that nothing does. ``state`` is a
    State, 'todo' (all but decided) or ''. ``flips`` leaves those whose label changed."""

    words: str = ""
    state: str = "todo"
    label: str = ""
    kind: str = ""
    source: str = ""
    reviewer: str = ""
    run: str = ""
    subject: str = ""
    flips: bool = False


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A claim in the queue. ``quote`` proves its verdict, '' when nothing does; ``was`` is the label before, if it
    flipped."""

    claim_id: str
    run_id: str
    text: str
    section: tuple[str, ...]
    title: str
    label: Label
    was: str
    confidence: float
    kind: str
    rule: str
    source: str
    quote: str
    state: State
    reviewer: str
    answer: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The claims before and after one in a queue, '' at its ends."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Subject:
    """An article in the list of articles: its latest run, and how many of its claims are decided."""

    subject: str
    title: str
    url: str
    run_id: str
    started: datetime
    claims: int
    decided: int
    labels: tuple[tuple[Label, int], ...]


def list_queue(
    connection: Connection, filters: Filters, limit: int, offset: int = 0
) -> tuple[QueueLine, ...]:
    """The most urgent first."""
    chosen = (
        _narrow(connection, select(col(StandingRow.id)), filters)
        .order_by(*_order())
        .limit(limit)
        .offset(offset)
    )
    quote = (
        select(col(EvidenceRow.quote))
        .where(col(EvidenceRow.verdict_id) == col(VerdictRow.id), col(EvidenceRow.n) == col(VerdictRow.proof))
        .scalar_subquery()
    )
    shown = (
        select(
            StandingRow,
            col(ClaimRow.text),
            col(ClaimRow.section),
            col(ArticleRow.title),
            quote.label("quote"),
        )
        .join(ClaimRow, col(ClaimRow.key) == col(StandingRow.claim_key))
        .join(RunRow, col(RunRow.id) == col(StandingRow.run_id))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .join(VerdictRow, col(VerdictRow.id) == col(StandingRow.verdict_id))
        .where(col(StandingRow.id).in_(chosen))
        .order_by(*_order())
    )
    return tuple(
        QueueLine(
            **{
                name: row[name]
                for name in ("claim_id", "run_id", "text", "title", "was", "confidence", "kind")
            },
            **{name: row[name] for name in ("rule", "source", "reviewer", "answer")},
            section=tuple(row["section"]),
            label=Label(row["label"]),
            quote=row["quote"] or "",
            state=State(row["state"]),
        )
        for row in read_rows(connection, shown)
    )


def count_states(connection: Connection, filters: Filters) -> dict[State, int]:
    """The claims that the other filters leave, by state; every state is there."""
    state, others = col(StandingRow.state), replace(filters, state="")
    inside = (others.label, others.kind, others.reviewer, others.source not in {"", *LACKING}, others.flips)
    ordered = any(inside) and not others.words  # the queue's index holds what is asked for
    count = select(state, func.count().label("claims"))
    counted = _narrow(connection, count, others, ordered=ordered).group_by(state)
    found = {row["state"]: row["claims"] for row in read_rows(connection, counted)}
    return {one: found.get(one.value, 0) for one in State}


def count_found(filters: Filters, states: dict[State, int]) -> int:
    """How many claims the filters leave, from ``count_states`` of the same filters."""
    if filters.state == "todo":
        return sum(states[state] for state in TODO)
    return sum(count for state, count in states.items() if filters.state in ("", state.value))


def list_reviewers(connection: Connection) -> tuple[str, ...]:
    """Everyone who ever decided on a claim, by name."""
    named = select(col(ReviewRow.reviewer)).distinct().order_by(col(ReviewRow.reviewer))
    return tuple(connection.execute(named).scalars())


def find_neighbours(connection: Connection, filters: Filters, claim_id: str) -> Neighbours:
    """What comes before and after a claim in the queue, also when the claim itself has left it."""
    mine = read_rows(connection, select(StandingRow).where(col(StandingRow.claim_id) == claim_id))
    if not mine:
        first = connection.execute(
            _narrow(connection, select(col(StandingRow.claim_id)), filters).order_by(*_order()).limit(1)
        ).scalar()
        return Neighbours("", first or "")
    rank, number = mine[0]["rank"], mine[0]["id"]
    # a range of ranks, then its edge: an "or" by itself would read the index from its start
    higher = and_(
        col(StandingRow.rank) >= rank, or_(col(StandingRow.rank) > rank, col(StandingRow.id) < number)
    )
    lower = and_(
        col(StandingRow.rank) <= rank, or_(col(StandingRow.rank) < rank, col(StandingRow.id) > number)
    )
    ids = _narrow(connection, select(col(StandingRow.claim_id)), filters)
    backwards = (col(StandingRow.rank).asc(), col(StandingRow.id).desc())
    before = connection.execute(ids.where(higher).order_by(*backwards).limit(1)).scalar()
    after = connection.execute(ids.where(lower).order_by(*_order()).limit(1)).scalar()
    return Neighbours(before or "", after or "")


def count_subjects(connection: Connection) -> int:
    """How many articles have verdicts."""
    return int(connection.execute(select(func.count()).select_from(RunRow).where(_gave())).scalar_one())


def name_subjects(connection: Connection, limit: int) -> tuple[tuple[str, str], ...]:
    """Articles with verdicts, by the address (else the digest) and the title, those checked last first."""
    named = (
        select(col(ArticleRow.url), col(ArticleRow.sha256), col(ArticleRow.title))
        .join(RunRow, col(RunRow.article_key) == col(ArticleRow.key))
        .where(_gave())
        .order_by(*_newest())
        .limit(limit)
    )
    return tuple((url or sha256, title) for url, sha256, title in connection.execute(named))


def list_subjects(connection: Connection, limit: int, offset: int = 0) -> tuple[Subject, ...]:
    """Articles with verdicts, those checked last first."""
    standing = select(col(RunRow.id)).where(_gave()).order_by(*_newest()).limit(limit).offset(offset)
    latest = connection.execute(standing).scalars().all()
    counted = (
        select(
            col(StandingRow.subject),
            col(StandingRow.run_id),
            col(StandingRow.label),
            func.count().label("claims"),
            func.count().filter(col(StandingRow.state) == State.DECIDED.value).label("decided"),
        )
        .where(col(StandingRow.run_id).in_(latest))
        .group_by(col(StandingRow.subject), col(StandingRow.run_id), col(StandingRow.label))
    )
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(connection, counted):
        groups.setdefault(row["run_id"], []).append(row)
    named = (
        select(col(RunRow.id), col(RunRow.started), col(ArticleRow.title), col(ArticleRow.url))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(col(RunRow.id).in_(latest))
        .order_by(*_newest())
    )
    return tuple(
        Subject(
            subject=groups[row["id"]][0]["subject"],
            title=row["title"],
            url=row["url"],
            run_id=row["id"],
            started=row["started"],
            claims=sum(one["claims"] for one in groups[row["id"]]),
            decided=sum(one["decided"] for one in groups[row["id"]]),
            labels=tuple(
                (label, one["claims"])
                for label in Label
                for one in groups[row["id"]]
                if one["label"] == label
            ),
        )
        for row in read_rows(connection, named)
    )


def list_standing(connection: Connection, run_id: str) -> dict[str, tuple[State, str, str]]:
    """State, person's answer and reviewer by claim, for the claims whose latest verdict this run gave."""
    stood = read_rows(connection, select(StandingRow).where(col(StandingRow.run_id) == run_id))
    return {row["claim_id"]: (State(row["state"]), row["answer"], row["reviewer"]) for row in stood}


def stands_now() -> Any:
    """Whether a claim stands in the latest run over its article; written so that SQLite, which takes each column of an
    index for equally telling, looks for another way in: nearly all claims do."""
    return func.coalesce(col(StandingRow.current), false())


def _gave() -> Any:
    """Whether a run is the latest over its article, and gave verdicts."""
    return select(col(StandingRow.id)).where(col(StandingRow.run_id) == col(RunRow.id), stands_now()).exists()


def _newest() -> tuple[Any, ...]:
    return col(RunRow.started).desc(), col(RunRow.id).desc()


def _order() -> tuple[Any, ...]:
    return col(StandingRow.rank).desc(), col(StandingRow.id)


def _narrow(connection: Connection, query: Any, filters: Filters, *, ordered: bool = True) -> Any:
    """``ordered`` queries read the queue's own index from its top and soon have enough; others look for a shorter way."""
    query = query.select_from(StandingRow)
    if not filters.run:
        query = query.where(col(StandingRow.current) if ordered else stands_now())
    for name, value in (
        ("label", filters.label),
        ("kind", filters.kind),
        ("source", "" if filters.source in LACKING else filters.source),
        ("reviewer", filters.reviewer),
        ("run_id", filters.run),
        ("subject", filters.subject),
    ):
        if value:
            query = query.where(getattr(StandingRow, name) == ("" if value == "none" else value))
    if filters.source in LACKING:
        short = select(col(VerdictRow.id)).where(col(VerdictRow.shortfall) == filters.source)
        query = query.where(col(StandingRow.verdict_id).in_(short))
    if filters.state == "todo":
        query = query.where(col(StandingRow.state).in_([state.value for state in TODO]))
    elif filters.state:
        query = query.where(col(StandingRow.state) == filters.state)
    if filters.flips:
        query = query.where(col(StandingRow.was) != "")
    matching = find_matching(connection, filters.words)
    return query if matching is None else query.where(matching)
