from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from tests.runs import NOON, build_evidence, build_hostile_run, build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture, Outcome, Stance
from claimcheck.model.run import Issue, ReferenceState, Run, Source
from claimcheck.model.verdict import Label, Shortfall, Verdict
from claimcheck.store.ledger import Ledger, name_run

WRITER = Path(__file__).parent / "writer.py"


@pytest.mark.parametrize("build", [build_run, build_hostile_run])
def test_a_run_comes_back_as_it_was(ledger: Ledger, build: object) -> None:
    """A stored run equals the one that was saved, to the last field: a report needs nothing else."""
    run = record(ledger, build())  # type: ignore[operator]
    assert ledger.load_run(run.id) == run


def test_each_step_finds_its_input_by_the_run_id(ledger: Ledger) -> None:
    run = record(ledger, build_run(), as_of=date(2026, 3, 20))
    assert ledger.load_run_article(run.id) == run.article
    assert ledger.load_extraction(run.id) == run.extraction
    assert ledger.load_sources(run.id) == run.sources
    assert ledger.load_verdicts(run.id) == run.verdicts
    assert ledger.load_as_of(run.id) == date(2026, 3, 20)
    assert ledger.load_article(run.article.sha256) == run.article


def test_an_article_never_checked_is_none(ledger: Ledger) -> None:
    assert ledger.load_article("0" * 64) is None


def test_a_run_before_its_end_shows_what_there_is(ledger: Ledger) -> None:
    """A run that broke off can be looked at; its claims can't be mistaken for none."""
    run = build_run()
    run_id = ledger.begin_run(run.article, run.engine, run.started)
    assert ledger.load_run(run_id) == Run(
        run_id, run.started, None, run.engine, run.article, Extraction((), ()), (), ()
    )
    with pytest.raises(DatabaseTrouble, match="no claims were saved yet"):
        ledger.load_extraction(run_id)


def count(ledger: Ledger) -> dict[str, int]:
    tables = (
        "article",
        "reference",
        "claim",
        "sentence",
        "capture",
        "body",
        "document",
        "verdict",
        "evidence",
        "engine",
    )
    return {table: ledger.count_rows(table) for table in tables}


def test_a_second_run_adds_no_rows_but_its_own(ledger: Ledger) -> None:
    """The same article, engine and sources again: no verdict, evidence, claim or document is stored twice."""
    first = record(ledger, build_run())
    before = count(ledger)
    second = record(ledger, build_run())
    assert count(ledger) == before
    assert second.id != first.id
    assert ledger.load_run(second.id) == second
    assert ledger.load_run(first.id) == first


def test_every_save_can_be_repeated(ledger: Ledger) -> None:
    """A step that is run again, after a crash for instance, changes nothing."""
    once = record(ledger, build_run(), run_id="again")
    twice = record(ledger, build_run(), run_id="again")
    assert ledger.load_run("again") == once == twice
    assert len(ledger.list_runs()) == 1


def test_a_run_is_never_begun_over_something_else(ledger: Ledger) -> None:
    """A run id that is taken can't be used for another article, engine or day."""
    run = record(ledger, build_run(), run_id="taken")
    others = (
        replace(run, article=replace(run.article, title="Other")),
        replace(run, engine=replace(run.engine, key="x")),
    )
    for other in others:
        with pytest.raises(DatabaseTrouble, match="was begun with another"):
            ledger.begin_run(other.article, other.engine, NOON, run_id="taken")
    with pytest.raises(DatabaseTrouble, match="was begun with another"):
        ledger.begin_run(run.article, run.engine, NOON, run_id="taken", as_of=date(2027, 1, 1))
    assert ledger.load_run("taken") == run
    assert ledger.count_rows("article") == 1


def test_another_engine_gives_verdicts_of_its_own(ledger: Ledger) -> None:
    run = build_run()
    record(ledger, run)
    record(ledger, replace(run, engine=replace(run.engine, rules="rules:3", key="other")))
    assert ledger.count_rows("verdict") == 2 * len(run.verdicts)
    assert ledger.count_rows("claim") == len(run.extraction.claims)


def test_another_day_or_another_source_are_other_inputs(ledger: Ledger) -> None:
    """A verdict is shared only where nothing that the judge saw was different."""
    run = build_run()
    record(ledger, run)
    record(ledger, run, as_of=date(2027, 1, 1))
    unreached = Source(run.sources[2].reference, ReferenceState.UNREADABLE, run.sources[2].captures)
    record(ledger, replace(run, sources=(*run.sources[:2], unreached, *run.sources[3:])))
    assert ledger.count_rows("verdict") == 3 * len(run.verdicts)


def test_where_a_digest_lies_is_no_input(ledger: Ledger) -> None:
    """The same folder of digests moved elsewhere gives no new verdicts."""
    run = build_run()
    record(ledger, run)
    moved = [
        replace(source, reference=replace(source.reference, digest="/elsewhere/2.html"))
        for source in run.sources
    ]
    record(ledger, replace(run, sources=tuple(moved)))
    assert ledger.count_rows("verdict") == len(run.verdicts)


def test_a_verdict_that_differs_on_the_same_inputs_is_told(ledger: Ledger) -> None:
    """An engine that isn't repeatable shows: the first verdict stands, and an issue names the second."""
    run = build_run()
    record(ledger, run)
    first = run.verdicts[0]
    wavering = Verdict(first.claim, Label.NOT_ENOUGH, 0.5, "weak", "Unsure.", first.evidence, Shortfall.WEAK)
    again = record(ledger, replace(run, verdicts=(wavering, *run.verdicts[1:])))
    stored = ledger.load_run(again.id)
    assert stored.verdicts == run.verdicts
    assert f"claim {first.claim}: Not Enough Evidence now, Supported before" in stored.issues[0].cause


def test_a_verdict_judged_again_in_one_run_takes_the_former_place(ledger: Ledger) -> None:
    """A run reports one verdict a claim: the one that rests on what was read last."""
    run = record(ledger, build_run(), run_id="resumed")
    page = run.sources[0]
    changed = replace(page, reference=replace(page.reference, publisher="Herald"))
    ledger.save_source("resumed", changed)
    ledger.save_verdicts("resumed", run.verdicts[2:3])
    assert ledger.load_verdicts("resumed") == run.verdicts
    assert ledger.count_rows("verdict") == len(run.verdicts) + 1


def test_verdicts_may_come_in_parts(ledger: Ledger) -> None:
    run = build_run()
    record(ledger, replace(run, verdicts=()), run_id="parts")
    for verdict in run.verdicts:
        ledger.save_verdicts("parts", iter([verdict]))
    assert ledger.load_verdicts("parts") == run.verdicts


def test_a_source_saved_again_replaces_its_state_in_that_run_only(ledger: Ledger) -> None:
    run = record(ledger, build_run(), run_id="first")
    record(ledger, build_run(), run_id="second")
    gone = Capture("https://source-3.example/story", "", Outcome.GONE, NOON + timedelta(hours=1), status=410)
    later = replace(run.sources[2], captures=(*run.sources[2].captures, gone))
    ledger.save_source("second", later)
    assert ledger.load_sources("first")[2] == run.sources[2]
    assert ledger.load_sources("second")[2] == later


def test_two_articles_that_cite_one_page_share_its_document(ledger: Ledger) -> None:
    """The number under which an article cites a page is no part of the page."""
    run = build_run()
    page = run.sources[0]
    assert page.document is not None
    elsewhere = Source(
        replace(page.reference, n=9), page.state, page.captures, replace(page.document, reference=9)
    )
    record(ledger, replace(run, sources=(*run.sources, elsewhere)), run_id="twice")
    assert ledger.load_sources("twice")[-1] == elsewhere
    assert ledger.count_rows("document") == 3


def test_bytes_must_be_those_that_the_capture_names(ledger: Ledger) -> None:
    run = record(ledger, build_run())
    capture = run.sources[0].captures[0]
    with pytest.raises(DatabaseTrouble, match="aren't those that its capture names"):
        ledger.save_look(capture, b"other bytes")
    unknown = replace(capture, sha256=sha256(b"never saved").hexdigest())
    with pytest.raises(DatabaseTrouble, match="never saved"):
        ledger.save_look(unknown, None)
    ledger.save_look(capture, None)  # these bytes are known


def test_an_empty_answer_has_a_body_of_no_bytes(ledger: Ledger) -> None:
    empty = Capture(
        "https://blank.example", "", Outcome.EMPTY, NOON, status=200, sha256=sha256(b"").hexdigest()
    )
    ledger.save_look(empty, None)
    assert ledger.load_body(empty.sha256) == b""


def test_a_body_comes_back_byte_for_byte(ledger: Ledger) -> None:
    run = record(ledger, build_run())
    for source in run.sources:
        if source.document is not None:
            assert ledger.load_body(source.document.capture_sha256) == source.document.text.encode()
    with pytest.raises(DatabaseTrouble, match="there are no bytes"):
        ledger.load_body("0" * 64)


def test_evidence_needs_the_document_of_its_reference(ledger: Ledger) -> None:
    run = build_run()
    with pytest.raises(DatabaseTrouble, match="rests on reference 1, of which no document was saved"):
        record(ledger, replace(run, sources=run.sources[1:]))


def test_a_refused_verdict_takes_the_others_with_it(ledger: Ledger) -> None:
    """A call is one transaction: all of its verdicts, or none."""
    run = build_run()
    proof = run.verdicts[1].evidence[0]
    moved = replace(
        proof, passage=replace(proof.passage, selector=replace(proof.passage.selector, start=1, end=51))
    )
    slipped = replace(run.verdicts[1], evidence=(moved,))
    with pytest.raises(DatabaseTrouble, match="does not stand in its document"):
        record(ledger, replace(run, verdicts=(run.verdicts[0], slipped)))
    assert ledger.count_rows("verdict") == ledger.count_rows("evidence") == 0


@pytest.mark.parametrize(
    ("label", "stance"), [(Label.SUPPORTED, Stance.REFUTES), (Label.REFUTED, Stance.SUPPORTS)]
)
def test_a_label_needs_evidence_of_its_own_stance(ledger: Ledger, label: Label, stance: Stance) -> None:
    """Supported needs a passage that supports, Refuted one that refutes."""
    run = build_run()
    evidence = build_evidence(run.sources[0], "Repairs cost a lot.", stance)
    contrary = Verdict(run.extraction.claims[0].id, label, 0.9, "odd", "Odd.", (evidence,))
    with pytest.raises(DatabaseTrouble, match="proof_with_decisive"):
        record(ledger, replace(run, verdicts=(contrary,)))


def test_a_verdict_on_a_claim_of_another_run_is_refused(ledger: Ledger) -> None:
    run = build_run()
    with pytest.raises(DatabaseTrouble, match="has no claim nowhere"):
        record(ledger, replace(run, verdicts=(replace(run.verdicts[0], claim="nowhere"),)))


def test_an_unknown_run_is_refused(ledger: Ledger) -> None:
    for call in (ledger.load_run, ledger.load_run_article, ledger.load_extraction):
        with pytest.raises(DatabaseTrouble, match="there is no run nowhere"):
            call("nowhere")
    with pytest.raises(DatabaseTrouble):
        ledger.save_issue("nowhere", Issue("x", "y"))
    with pytest.raises(DatabaseTrouble):
        ledger.finish_run("nowhere", NOON)


def test_run_ids_sort_by_time_and_are_never_the_same() -> None:
    earlier, later = datetime(2026, 3, 14, 9, tzinfo=UTC), datetime(2026, 3, 14, 10, tzinfo=UTC)
    assert name_run(earlier) < name_run(later)
    assert len({name_run(earlier) for _ in range(100)}) == 100
    assert re.fullmatch(r"20260314-090000-[0-9a-f]{6}", name_run(earlier))


def test_an_issue_is_kept_once(ledger: Ledger) -> None:
    run = record(ledger, build_run())
    ledger.save_issue(run.id, Issue("fetch", "slow"))
    ledger.save_issue(run.id, Issue("fetch", "slow"))
    assert ledger.load_run(run.id).issues == (*run.issues, Issue("fetch", "slow"))


def test_a_moment_without_a_zone_is_refused(ledger: Ledger) -> None:
    run = build_run()
    with pytest.raises(DatabaseTrouble, match="time zone"):
        ledger.begin_run(run.article, run.engine, datetime(2026, 3, 14), run_id="x")


def test_half_a_character_is_one_clear_line(ledger: Ledger) -> None:
    run = build_run()
    with pytest.raises(DatabaseTrouble, match="half a character"):
        ledger.begin_run(replace(run.article, title="\ud800"), run.engine, NOON)


def test_writers_side_by_side_lose_nothing(url: str) -> None:
    """Four processes that each make the database, read it, then write, 50 times: every write is there, each after what
    it had read."""
    path = os.pathsep.join((str(WRITER.parents[2]), str(WRITER.parents[2] / "src")))
    environment = {**os.environ, "PYTHONPATH": path}
    writers = [
        subprocess.Popen([sys.executable, WRITER, url, str(number), "50"], env=environment)
        for number in range(4)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    with Ledger(url) as ledger:
        issues = ledger.load_run("shared").issues
    assert len(issues) == len(set(issues)) == 200
