from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.runs import NOON, build_run
from tests.store.recorded import record

from claimcheck.errors import Overtaken
from claimcheck.model.claim import Extraction
from claimcheck.model.run import Run
from claimcheck.model.verdict import Label, Review
from claimcheck.store.database import reading, writing
from claimcheck.store.deciding import append_decision, count_said
from claimcheck.store.ledger import Ledger
from claimcheck.store.queue import Filters, QueueLine, list_queue
from claimcheck.store.standing import State

RELIT, COST = (claim.id for claim in build_run().extraction.claims[:2])
ALL = Filters(state="")


def later(days: int, **changed: object) -> Run:
    """The run again some days on, by another engine."""
    run = build_run()
    engine = replace(run.engine, key=f"engine {days}")
    return replace(run, started=NOON + timedelta(days=days), engine=engine, **changed)  # type: ignore[arg-type]


def edited(days: int) -> Run:
    """The article was edited elsewhere: the same words have other ids."""
    run = build_run()
    claims = tuple(replace(claim, id=f"{days}{claim.id}") for claim in run.extraction.claims)
    return later(
        days,
        article=replace(run.article, sha256=f"{days:064d}"),
        extraction=Extraction(claims, run.extraction.sentences),
        verdicts=tuple(replace(verdict, claim=f"{days}{verdict.claim}") for verdict in run.verdicts),
    )


def stand(ledger: Ledger) -> dict[str, QueueLine]:
    with reading(ledger.database) as connection:
        return {line.claim_id: line for line in list_queue(connection, ALL, 100)}


def accept(claim_id: str) -> Review:
    return Review(claim_id, "Ida", NOON, Label.REFUTED, "accepted", "")


def test_each_claim_with_a_verdict_stands_once(ledger: Ledger) -> None:
    """However often the article is checked; repetitions and what has no verdict stand nowhere."""
    record(ledger, build_run(), run_id="one")
    record(ledger, later(1), run_id="two")
    lines = stand(ledger)
    assert set(lines) == {verdict.claim for verdict in build_run().verdicts}
    assert {line.run_id for line in lines.values()} == {"two"}


def test_an_older_run_that_comes_late_changes_nothing(ledger: Ledger) -> None:
    record(ledger, later(1), run_id="new")
    record(ledger, build_run(), run_id="old")
    assert {line.run_id for line in stand(ledger).values()} == {"new"}


def test_the_same_verdict_by_another_engine_stays_decided(ledger: Ledger) -> None:
    """What a person decided holds while label and passages are the same."""
    record(ledger, build_run(), run_id="one")
    ledger.append_review(accept(COST), "one")
    record(ledger, later(1), run_id="two")
    assert stand(ledger)[COST].state is State.DECIDED
    assert stand(ledger)[COST].answer == Label.REFUTED


def test_other_passages_reopen(ledger: Ledger) -> None:
    """The label may be the same: from another quote it has to be looked at again."""
    record(ledger, build_run(), run_id="one")
    ledger.append_review(accept(COST), "one")
    refuted = build_run().verdicts[1]
    proof = refuted.evidence[0]
    moved = replace(refuted, evidence=(replace(refuted.evidence[1], stance=proof.stance),))
    verdicts = tuple(moved if one is refuted or one.claim == COST else one for one in build_run().verdicts)
    record(ledger, later(1, verdicts=verdicts), run_id="two")
    assert stand(ledger)[COST].state is State.REOPENED


def test_a_decision_is_remembered_through_edits_of_the_article(ledger: Ledger) -> None:
    """As reopened, until someone decides on the claim as it is now; and it is still so a run later."""
    record(ledger, build_run(), run_id="one")
    ledger.append_review(accept(COST), "one")
    record(ledger, edited(1), run_id="two")
    record(ledger, edited(2), run_id="three")
    lines = stand(ledger)
    assert set(lines) == {f"2{verdict.claim}" for verdict in build_run().verdicts}
    assert (lines[f"2{COST}"].state, lines[f"2{COST}"].reviewer) == (State.REOPENED, "Ida")
    ledger.append_review(accept(f"2{COST}"), "three")
    assert stand(ledger)[f"2{COST}"].state is State.DECIDED


def test_a_decision_is_only_taken_on_what_is_the_latest(ledger: Ledger) -> None:
    """After another review, or another run, the same decision is refused and nothing is stored."""
    record(ledger, build_run(), run_id="one")
    with writing(ledger.database) as connection:
        seen = count_said(connection, COST)
        append_decision(connection, accept(COST), "one", seen)
    with pytest.raises(Overtaken, match="someone else"), writing(ledger.database) as connection:
        append_decision(connection, accept(COST), "one", seen)
    record(ledger, later(1), run_id="two")
    with pytest.raises(Overtaken, match="newer run"), writing(ledger.database) as connection:
        append_decision(connection, accept(RELIT), "one", 0)
    assert ledger.count_rows("review") == 1
