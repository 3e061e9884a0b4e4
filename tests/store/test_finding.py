from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.runs import NOON, build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble, UsageError
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, CaptureKind, Outcome
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label, Review, Shortfall, Verdict
from claimcheck.store.ledger import Ledger


def test_the_latest_capture_is_the_latest_that_gave_a_body(ledger: Ledger) -> None:
    """Failed attempts and digests are no copy of a page."""
    run = record(ledger, build_run())
    url, read = run.sources[0].reference.url, run.sources[0].captures[0]
    newer = replace(read, fetched=NOON + timedelta(days=1))
    ledger.save_look(newer, None)
    ledger.save_look(Capture(url, url, Outcome.TIMEOUT, NOON + timedelta(days=2)), None)
    stand_in = replace(read, kind=CaptureKind.DIGEST, fetched=NOON + timedelta(days=3))
    ledger.save_look(stand_in, None)
    assert ledger.latest_capture(url) == newer
    assert ledger.latest_capture("https://nowhere.example") is None


def test_runs_are_listed_newest_first_with_their_counts(ledger: Ledger) -> None:
    run = build_run()
    older = record(ledger, run)
    newer = record(ledger, replace(run, started=NOON + timedelta(days=1), finished=None, verdicts=()))
    first, second = ledger.list_runs()
    assert (first.id, first.finished, first.labels) == (newer.id, None, ())
    assert (second.id, second.title, second.claims) == (
        older.id,
        run.article.title,
        len(run.extraction.claims),
    )
    assert dict(second.labels)[Label.NOT_ENOUGH] == 3


def test_ids_are_found_by_their_beginning(ledger: Ledger) -> None:
    """Enough of an id names it; too little of one is refused, not guessed; '%' and '_' are letters like others."""
    run = build_run()
    for run_id in ("20260314-aaa1", "20260314-aab2", "20260314-aa"):
        record(ledger, run, run_id=run_id)
    assert ledger.find_run("20260314-aaa") == "20260314-aaa1"
    assert ledger.find_run("20260314-aa") == "20260314-aa"
    assert [ledger.find_run(prefix) for prefix in ("2027", "%", "2026_314-aaa", "")] == [None] * 4
    with pytest.raises(UsageError, match="more than one run"):
        ledger.find_run("2026")
    claim = run.extraction.claims[0]
    found = ledger.find_claim(claim.id[:6])
    assert found is not None
    assert (found.claim_id, found.run_id) == (claim.id, "20260314-aab2")
    assert ledger.find_claim("zz") is None


def test_a_claims_history_has_every_run_and_every_review(ledger: Ledger) -> None:
    run = build_run()
    first = record(ledger, run)
    refuted = run.verdicts[1]
    open_again = Verdict(
        refuted.claim, Label.NOT_ENOUGH, 0.5, "unread", "Not read.", (), Shortfall.UNREACHABLE
    )
    unread = replace(run.sources[0], state=ReferenceState.UNREACHABLE, document=None)
    second = record(
        ledger,
        replace(
            run, started=NOON + timedelta(days=1), sources=(unread, *run.sources[1:]), verdicts=(open_again,)
        ),
    )
    review = Review(refuted.claim, "Ida", NOON, Label.REFUTED, "agree", "")
    again = Review(
        refuted.claim, "Ida", NOON + timedelta(hours=1), None, "second-look", "The council's page moved."
    )
    ledger.append_review(review, first.id)
    ledger.append_review(again)
    history = ledger.load_history(refuted.claim)
    assert [(answer.run_id, answer.verdict) for answer in history.answers] == [
        (first.id, refuted),
        (second.id, open_again),
    ]
    assert history.reviews == (review, again)
    assert history.claim == run.extraction.claims[1]
    with pytest.raises(DatabaseTrouble, match="there is no claim nowhere"):
        ledger.load_history("nowhere")


def test_a_pin_follows_its_reference_through_later_versions(ledger: Ledger) -> None:
    """An address that a person fixed holds for the same entry of the same article, renumbered or not; the latest
    counts."""
    run = build_run()
    references = (Reference(1, "Repairs approved", "Gazette"), Reference(2, "Lamp lit", "Herald"))
    article = replace(run.article, references=references)
    record(ledger, replace(run, article=article), run_id="pinned")
    ledger.save_pin("pinned", 2, "https://wrong.example", "Ida", NOON)
    ledger.save_pin("pinned", 2, "https://herald.example/lamp", "Ida", NOON)
    assert ledger.load_pins(article) == {2: "https://herald.example/lamp"}
    edited = replace(article, sha256="1" * 64, references=(replace(references[1], n=1),))
    assert ledger.load_pins(edited) == {1: "https://herald.example/lamp"}
    other = replace(edited, url="https://other.example")
    assert ledger.load_pins(other) == {}
    with pytest.raises(UsageError, match="no reference 7"):
        ledger.save_pin("pinned", 7, "https://x.example", "Ida", NOON)
