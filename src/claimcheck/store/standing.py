"""Where each claim stands, for the people who decide: kept beside the ledger, made anew by every run and review.

A claim is *open* until someone decides; *decided* while the verdict that was decided on says the same from the same
passages; *reopened* when claim or evidence changed since; *second_look* when someone asked for another pair of eyes.
Repetitions of a claim are decided with it and stand nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, insert, select, update
from sqlmodel import col

from claimcheck.model.evidence import Stance
from claimcheck.model.verdict import Decision, Label, Review
from claimcheck.store.attached_tables import AttachmentRow
from claimcheck.store.database import read_rows
from claimcheck.store.packing import unpack
from claimcheck.store.rows import Columns
from claimcheck.store.search import Entry, index_claims
from claimcheck.store.tables import (
    ArticleRow,
    ClaimRow,
    EvidenceRow,
    ReviewRow,
    RunRow,
    RunVerdictRow,
    StandingRow,
    VerdictRow,
)


class State(StrEnum):
    OPEN = "open"
    REOPENED = "reopened"
    SECOND_LOOK = "second_look"
    DECIDED = "decided"


TODO = frozenset({State.OPEN, State.REOPENED, State.SECOND_LOOK})

ACCEPTED = "accepted"
NOT_A_CLAIM = "not-a-claim"
SECOND_LOOK = "second-look"
UNDONE = "undone"
BLIND = "blind"  # a label that a person chose without having seen the machine's
"""Reason codes of reviews that decide by themselves; any other reason goes with a label that the person chose."""

ALARM = {Label.REFUTED: 4.0, Label.CONFLICTING: 3.0, Label.NOT_ENOUGH: 1.0, Label.SUPPORTED: 0.0}
FLIP = 8.0


def settle_run(connection: Connection, run_id: str) -> None:
    """Say anew where the claims of a run's article stand, after its verdicts were saved."""
    run = _load_run(connection, run_id)
    former = _load_former(connection, run["subject"])
    if any(row["started"] > run["started"] for row in former.values()):
        return  # an older run that is saved again changes nothing
    by_words = {_fold(row["text"]): row for row in former.values()}
    answers = _load_answers(connection, run_id)
    quotes, attached = _load_quotes(connection, run_id), _load_attached(connection, run_id)
    new = [
        _stand(connection, run, answer, former.get(answer["claim_id"]) or by_words.get(_fold(answer["text"])))
        for answer in answers
    ]
    mine = col(StandingRow.subject) == run["subject"]
    connection.execute(update(StandingRow).where(mine).values(current=False))
    places = _keep_all(connection, new)
    entries = [
        _describe(places[row["claim_id"]], answer, run["title"],
                  [*quotes.get(row["verdict_id"], ()), *attached.get(row["claim_id"], ())])
        for row, answer in zip(new, answers, strict=True)
    ]  # fmt: skip
    index_claims(connection, entries)


def settle_review(connection: Connection, claim_id: str) -> None:
    """Say anew where one claim stands, after a person decided on it or attached a passage. A claim without a
    verdict stands nowhere."""
    stood = read_rows(connection, select(StandingRow).where(col(StandingRow.claim_id) == claim_id))
    for row in stood:
        decision = _decide(connection, claim_id, row["verdict_id"])
        connection.execute(
            update(StandingRow).where(col(StandingRow.claim_id) == claim_id).values(**decision)
        )


def load_decisions(connection: Connection, run_id: str) -> tuple[Decision, ...]:
    """What people last said of a run's claims, in the run's order. What was taken back is left out; what asks for a
    second look doesn't stand."""
    given: Executable = (
        select(ReviewRow, col(RunVerdictRow.verdict_id).label("current"))
        .join(ClaimRow, col(ClaimRow.id) == col(ReviewRow.claim_id))
        .join(RunVerdictRow, col(RunVerdictRow.claim_key) == col(ClaimRow.key))
        .where(col(RunVerdictRow.run_id) == run_id)
        .order_by(col(RunVerdictRow.n), col(ReviewRow.id))
    )
    latest = {row["claim_id"]: row for row in read_rows(connection, given)}
    return tuple(
        Decision(
            unpack(Review, {**row, "claim": row["claim_id"]}),
            row["reason"] != SECOND_LOOK and not _is_overtaken(connection, row, row["current"]),
        )
        for row in latest.values()
        if row["reason"] != UNDONE
    )


def settle_passages(connection: Connection, claim_id: str) -> None:
    """Say anew where a claim stands and by which words it is found, after a person attached a passage or took one
    off."""
    settle_review(connection, claim_id)
    for row in read_rows(connection, select(StandingRow).where(col(StandingRow.claim_id) == claim_id)):
        run_id = row["run_id"]
        quotes = _load_quotes(connection, run_id).get(row["verdict_id"], [])
        attached = _load_attached(connection, run_id).get(claim_id, [])
        title = _load_run(connection, run_id)["title"]
        for answer in _load_answers(connection, run_id):
            if answer["claim_id"] == claim_id:
                index_claims(connection, [_describe(row["id"], answer, title, quotes + attached)])


def _load_run(connection: Connection, run_id: str) -> Columns:
    chosen = (
        select(RunRow, col(ArticleRow.url), col(ArticleRow.sha256), col(ArticleRow.title))
        .join(ArticleRow, col(ArticleRow.key) == col(RunRow.article_key))
        .where(col(RunRow.id) == run_id)
    )
    row = read_rows(connection, chosen)[0]
    return {**row, "subject": row["url"] or row["sha256"]}


def _load_former(connection: Connection, subject: str) -> dict[str, Columns]:
    """By claim id, those of later runs last."""
    stood = (
        select(StandingRow, col(ClaimRow.text))
        .join(ClaimRow, col(ClaimRow.key) == col(StandingRow.claim_key))
        .where(col(StandingRow.subject) == subject)
        .order_by(col(StandingRow.started))
    )
    return {row["claim_id"]: row for row in read_rows(connection, stood)}


def _load_answers(connection: Connection, run_id: str) -> list[Columns]:
    proof = (
        select(col(EvidenceRow.kind))
        .where(col(EvidenceRow.verdict_id) == col(VerdictRow.id), col(EvidenceRow.n) == col(VerdictRow.proof))
        .scalar_subquery()
    )
    given: Executable = (
        select(
            col(ClaimRow.id).label("claim_id"), col(ClaimRow.key).label("claim_key"),
            col(VerdictRow.id).label("verdict_id"), col(VerdictRow.label), col(VerdictRow.rule),
            col(VerdictRow.confidence), col(ClaimRow.kind), col(ClaimRow.worth), col(ClaimRow.text),
            col(ClaimRow.exact), proof.label("source"),
        )
        .join(RunVerdictRow, col(RunVerdictRow.verdict_id) == col(VerdictRow.id))
        .join(ClaimRow, col(ClaimRow.key) == col(RunVerdictRow.claim_key))
        .where(col(RunVerdictRow.run_id) == run_id, col(ClaimRow.duplicate_of) == "")
        .order_by(col(RunVerdictRow.n))
    )  # fmt: skip
    return read_rows(connection, given)


def _load_quotes(connection: Connection, run_id: str) -> dict[str, list[str]]:
    """The quotes of each verdict."""
    weighed = (
        select(col(EvidenceRow.verdict_id), col(EvidenceRow.quote))
        .join(RunVerdictRow, col(RunVerdictRow.verdict_id) == col(EvidenceRow.verdict_id))
        .where(col(RunVerdictRow.run_id) == run_id)
    )
    found: dict[str, list[str]] = {}
    for row in read_rows(connection, weighed):
        found.setdefault(row["verdict_id"], []).append(row["quote"])
    return found


def _load_attached(connection: Connection, run_id: str) -> dict[str, list[str]]:
    """What people attached to a run's claims and left there, by claim."""
    given = (
        select(AttachmentRow)
        .join(ClaimRow, col(ClaimRow.id) == col(AttachmentRow.claim_id))
        .join(RunVerdictRow, col(RunVerdictRow.claim_key) == col(ClaimRow.key))
        .where(col(RunVerdictRow.run_id) == run_id)
        .order_by(col(AttachmentRow.id))
    )
    places = ("claim_id", "document_key", "starts", "ends")
    latest = {tuple(row[name] for name in places): row for row in read_rows(connection, given)}
    found: dict[str, list[str]] = {}
    for row in latest.values():
        if not row["withdrawn"]:
            found.setdefault(row["claim_id"], []).append(row["quote"])
    return found


def _stand(connection: Connection, run: Columns, answer: Columns, former: Columns | None) -> Columns:
    was = ""
    if former is not None:
        was = former["was"] if former["run_id"] == run["id"] else former["label"]
    was = "" if was == answer["label"] else was
    earlier = None if former is None else former["review_id"]
    label = Label(answer["label"])
    return {
        **{name: answer[name] for name in answer if name not in ("text", "exact")},
        **_decide(connection, answer["claim_id"], answer["verdict_id"], earlier),
        "source": answer["source"] or "",
        "subject": run["subject"],
        "run_id": run["id"],
        "started": run["started"],
        "was": was,
        "current": True,
        "rank": (FLIP if was else 0.0) + ALARM[label] + (1 - answer["confidence"]) + answer["worth"],
    }


def _decide(connection: Connection, claim_id: str, verdict_id: str, earlier: int | None = None) -> Columns:
    """State and person's answer of a claim. ``earlier`` is the review of the same words in an earlier version of the
    article: it has to be decided again, unless that was done."""
    given = select(ReviewRow).where(col(ReviewRow.claim_id) == claim_id).order_by(col(ReviewRow.id).desc())
    reviews = read_rows(connection, given.limit(1))
    if not reviews and earlier is not None:
        reviews = read_rows(connection, select(ReviewRow).where(col(ReviewRow.id) == earlier))
    if not reviews or reviews[0]["reason"] == UNDONE:
        return {"state": State.OPEN, "review_id": None, "reviewer": "", "answer": ""}
    review = reviews[0]
    if review["reason"] == SECOND_LOOK:
        state = State.SECOND_LOOK
    elif review["claim_id"] != claim_id or _is_overtaken(connection, review, verdict_id):
        state = State.REOPENED
    else:
        state = State.DECIDED
    answer = review["label"] or review["reason"]
    return {"state": state, "review_id": review["id"], "reviewer": review["reviewer"], "answer": answer}


def _is_overtaken(connection: Connection, review: Columns, verdict_id: str) -> bool:
    """Whether the evidence is no longer what was decided on: by another run, or by a person who attached a passage."""
    since = select(col(AttachmentRow.id)).where(
        col(AttachmentRow.claim_id) == review["claim_id"], col(AttachmentRow.attached) > review["decided"]
    )
    if connection.execute(since.limit(1)).first() is not None:
        return True
    return not _says_the_same(connection, review["verdict_id"], verdict_id)


def _says_the_same(connection: Connection, one: str | None, other: str) -> bool:
    """Whether two verdicts give one label from the same passages. Passages that settle nothing don't count; a review
    that names no verdict stays."""
    if one is None or one == other:
        return True
    return _gist(connection, one) == _gist(connection, other)


def _gist(connection: Connection, verdict_id: str) -> tuple[object, ...]:
    given = select(col(VerdictRow.label), col(VerdictRow.shortfall), col(ClaimRow.text)).join(
        ClaimRow, col(ClaimRow.key) == col(VerdictRow.claim_key)
    )
    sided = select(col(EvidenceRow.stance), col(EvidenceRow.quote), col(EvidenceRow.url)).where(
        col(EvidenceRow.verdict_id) == verdict_id, col(EvidenceRow.stance) != Stance.NEUTRAL.value
    )
    (verdict,) = read_rows(connection, given.where(col(VerdictRow.id) == verdict_id))
    passages = {(row["stance"], row["quote"], row["url"]) for row in read_rows(connection, sided)}
    return verdict["label"], verdict["shortfall"], verdict["text"], frozenset(passages)


def _keep_all(connection: Connection, rows: Sequence[Columns]) -> dict[str, int]:
    """Rows of claims in the stead of their former ones; gives their numbers by claim."""
    claim_ids = [row["claim_id"] for row in rows]
    places = _find_places(connection, claim_ids)
    former = [row | {"mine": row["claim_id"]} for row in rows if row["claim_id"] in places]
    if former:
        changed: dict[str, Any] = {name: bindparam(name) for name in rows[0]}
        connection.execute(
            update(StandingRow).where(col(StandingRow.claim_id) == bindparam("mine")).values(changed), former
        )
    if new := [row for row in rows if row["claim_id"] not in places]:
        connection.execute(insert(StandingRow), new)
    return _find_places(connection, claim_ids)


def _find_places(connection: Connection, claim_ids: Sequence[str]) -> dict[str, int]:
    stood = select(col(StandingRow.claim_id), col(StandingRow.id)).where(
        col(StandingRow.claim_id).in_(claim_ids)
    )
    return {claim_id: place for claim_id, place in connection.execute(stood) if place is not None}


def _describe(place: int, answer: Mapping[str, str], title: str, quotes: Sequence[str]) -> Entry:
    """The words by which a claim is found."""
    return Entry(place, f"{answer['text']}\n{answer['exact']}", title, quotes)


def _fold(words: str) -> str:
    return " ".join(words.split()).casefold()
