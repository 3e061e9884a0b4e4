from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.runs import NOON, build_run
from tests.store.recorded import record
from tests.web.conftest import RUN
from tests.web.serving import Visitor

from claimcheck.model.claim import Extraction
from claimcheck.model.run import Run
from claimcheck.model.verdict import Label, Shortfall, Verdict
from claimcheck.store.ledger import Ledger

CLAIMS = build_run().extraction.claims
RELIT, COST, FIFTH, LOVELY = (claim.id for claim in CLAIMS[:4])


def run_again(ledger: Ledger, **changed: object) -> Run:
    """The same article a day later, by another engine."""
    engine = replace(build_run().engine, key="later")
    run = replace(
        build_run(),
        engine=engine,
        started=NOON + timedelta(days=1),
        finished=NOON + timedelta(days=1, minutes=1),
    )
    return record(ledger, replace(run, **changed), run_id="20260315-120000-later")  # type: ignore[arg-type]


def without(run: Run, claim_id: str) -> tuple[Verdict, ...]:
    """The run's verdicts, but nothing settles this claim any more."""
    open_again = Verdict(claim_id, Label.NOT_ENOUGH, 0.6, "weak", "Gone.", (), Shortfall.SILENT)
    return tuple(open_again if one.claim == claim_id else one for one in run.verdicts)


def test_accepting_keeps_the_machines_label_and_goes_on(visitor: Visitor, ledger: Ledger) -> None:
    """A decision is stored with name and time and the verdict that was seen, and leads to the next in the queue."""
    answer = visitor.decide(COST, "accept", note="Checked by telephone.")
    (review,) = ledger.load_reviews(COST)
    assert (review.label, review.reason, review.reviewer) == (Label.REFUTED, "accepted", "Ida")
    assert review.note == "Checked by telephone."
    assert answer.url.path.startswith("/claims/")
    assert not answer.url.path.endswith(COST)
    assert "Stored: <b>accepted</b>" in answer.text or "Stored: <b>Refuted</b>" in answer.text
    assert "1 of 6 decided" in answer.text


@pytest.mark.parametrize(
    ("reason", "note"), [("", "because"), ("context", ""), ("context", " \n"), ("made-up", "because")]
)
def test_a_changed_verdict_needs_reason_and_note(
    visitor: Visitor, ledger: Ledger, reason: str, note: str
) -> None:
    """Without both nothing is stored, the page says what is lacking, and keeps what was written."""
    answer = visitor.decide(COST, "Supported", reason=reason, note=note)
    assert answer.status_code == 422
    assert "give a reason and a note" in answer.text
    assert f">{note}</textarea>" in answer.text
    assert ledger.load_reviews(COST) == ()


def test_a_changed_verdict_stands_beside_the_machines(visitor: Visitor, ledger: Ledger) -> None:
    """The person's label, the code of the reason and the note are kept; the machine's verdict stays as it was."""
    visitor.decide(COST, "Supported", reason="unfit-source", note="The paper was wrong.")
    (review,) = ledger.load_reviews(COST)
    assert (review.label, review.reason) == (Label.SUPPORTED, "unfit-source")
    page = visitor.read(f"/claims/{COST}").text
    assert "The paper was wrong." in page
    assert '<span class="tag r">Refuted</span>' in page
    assert ledger.load_verdicts(RUN) == build_run().verdicts


@pytest.mark.parametrize(
    ("action", "reason"), [("not-a-claim", "not-a-claim"), ("second-look", "second-look")]
)
def test_decisions_without_a_label(visitor: Visitor, ledger: Ledger, action: str, reason: str) -> None:
    visitor.decide(FIFTH, action)
    (review,) = ledger.load_reviews(FIFTH)
    assert (review.label, review.reason) == (None, reason)


def test_a_claim_asked_to_be_looked_at_again_stays_in_the_queue(visitor: Visitor) -> None:
    """A second look is not a decision; a claim that is none leaves the queue."""
    visitor.decide(FIFTH, "second-look")
    visitor.decide(RELIT, "not-a-claim")
    page = visitor.read("/").text
    assert f"/claims/{FIFTH}" in page
    assert f"/claims/{RELIT}" not in page
    assert f"/claims/{FIFTH}" in visitor.read("/?state=second_look").text


def test_taking_back_is_another_row(visitor: Visitor, ledger: Ledger) -> None:
    """Undone, a claim is open again; what was decided before is still told."""
    visitor.decide(COST, "accept")
    answer = visitor.decide(COST, "undo")
    assert [review.reason for review in ledger.load_reviews(COST)] == ["accepted", "undone"]
    assert answer.url.path == f"/claims/{COST}"
    assert f"/claims/{COST}" in visitor.read("/").text
    assert "accepted: Refuted" in answer.text


def test_nothing_is_taken_back_where_nothing_was_decided(visitor: Visitor, ledger: Ledger) -> None:
    assert visitor.decide(COST, "undo").status_code == 422
    assert ledger.load_reviews(COST) == ()


def test_the_second_of_two_people_is_told(visitor: Visitor, ledger: Ledger) -> None:
    """Two open one claim; the first decides; the second's decision is not stored, they see the first's and keep
    their own words."""
    late = visitor.form(f"/claims/{COST}")
    visitor.decide(COST, "accept")
    fields = {**late, "action": "Supported", "reason": "context", "note": "My own words."}
    answer = visitor.send(f"/claims/{COST}/reviews", fields)
    assert answer.status_code == 409
    assert "someone else was at work" in answer.text
    assert "Ida" in answer.text
    assert "My own words.</textarea>" in answer.text
    assert len(ledger.load_reviews(COST)) == 1


def test_a_decision_on_an_old_verdict_is_not_taken(visitor: Visitor, ledger: Ledger) -> None:
    """A run that came while a person was looking has to be looked at."""
    seen = visitor.form(f"/claims/{COST}")
    run_again(ledger, verdicts=without(build_run(), COST))
    answer = visitor.send(f"/claims/{COST}/reviews", {**seen, "action": "accept"})
    assert answer.status_code == 409
    assert "newer run" in answer.text
    assert ledger.load_reviews(COST) == ()


def test_a_decision_reopens_when_the_evidence_changes(visitor: Visitor, ledger: Ledger) -> None:
    """Another label or other passages: the claim is to decide again, and the queue says why. What did not change
    stays decided."""
    visitor.decide(COST, "accept")
    visitor.decide(RELIT, "accept")
    run_again(ledger, verdicts=without(build_run(), COST))
    page = visitor.read("/").text
    assert f"/claims/{COST}" in page
    assert "reopened: claim or evidence changed" in page
    assert "was Refuted" in page
    assert f"/claims/{RELIT}" not in page


def test_a_decision_reopens_when_the_article_was_edited(visitor: Visitor, ledger: Ledger) -> None:
    """The same words in an edited article are another claim: the former decision is shown, and has to be made again."""
    visitor.decide(COST, "accept")
    run = build_run()
    article = replace(run.article, sha256="e" * 64)
    claims = tuple(replace(claim, id="new" + claim.id) for claim in run.extraction.claims)
    verdicts = tuple(replace(verdict, claim="new" + verdict.claim) for verdict in run.verdicts)
    run_again(
        ledger, article=article, extraction=Extraction(claims, run.extraction.sentences), verdicts=verdicts
    )
    page = visitor.read("/").text
    assert f"/claims/new{COST}" in page
    assert f"/claims/{COST}" not in page
    assert "reopened" in page
    assert "(Ida: Refuted)" in page


def test_another_wording_needs_a_note_and_is_shown(visitor: Visitor, ledger: Ledger) -> None:
    assert visitor.decide(COST, "accept", wording="The repairs cost €820 billion.").status_code == 422
    visitor.decide(COST, "accept", wording="The repairs cost €820 billion.", note="Shorter.")
    assert ledger.load_reviews(COST)[0].wording == "The repairs cost €820 billion."
    assert "<h1>The repairs cost €820 billion.</h1>" in visitor.read(f"/claims/{COST}").text


def test_a_claim_without_a_verdict_can_be_decided(visitor: Visitor, ledger: Ledger) -> None:
    """An opinion has no verdict; a person may still say that it is none, or ask for another look."""
    visitor.decide(LOVELY, "not-a-claim")
    visitor.decide(LOVELY, "undo")
    assert [review.reason for review in ledger.load_reviews(LOVELY)] == ["not-a-claim", "undone"]


@pytest.mark.parametrize("fields", [{"action": ""}, {"action": "explode"}, {"seen": ""}, {"seen": "-1"}])
def test_a_broken_form_stores_nothing(visitor: Visitor, ledger: Ledger, fields: dict[str, str]) -> None:
    form = {**visitor.form(f"/claims/{COST}"), "action": "accept"}
    assert visitor.send(f"/claims/{COST}/reviews", form | fields).status_code == 422
    assert ledger.load_reviews(COST) == ()


def test_the_queue_that_a_form_brings_back_leads_nowhere_else(visitor: Visitor) -> None:
    """Whatever stands in the form, one is led to a page of this site."""
    form = visitor.form(f"/claims/{COST}")
    foreign = "//evil.example/?done=1&q=https://evil.example&label=Refuted\r\nSet-Cookie: a=b"
    fields = {**form, "action": "accept", "queue": foreign}
    answer = visitor.client.post(
        f"/claims/{COST}/reviews", data=fields, headers={"origin": visitor.address}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith("//")
    assert "set-cookie" not in answer.headers
