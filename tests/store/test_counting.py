"""The counts of a ledger are those of its rows, on both databases, and Prometheus' own parser reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from prometheus_client.parser import text_string_to_metric_families
from tests.runs import ENGINE, NOON, build_article, build_run
from tests.store.recorded import record

from claimcheck.model.article import BlockKind
from claimcheck.model.evidence import Outcome
from claimcheck.model.run import ReferenceState, RunState
from claimcheck.model.verdict import Label
from claimcheck.report.exposition import render_tally
from claimcheck.store.ledger import Bid, Ledger

LATER = NOON + timedelta(days=2)


def read_samples(written: bytes) -> dict[tuple[str, ...], float]:
    """By name and labels' values."""
    return {
        (sample.name.removeprefix("claimcheck_"), *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(written.decode())
        for sample in family.samples
    }


def test_everything_is_counted_once(ledger: Ledger) -> None:
    """Verdicts by label, references by state and attempts by outcome of a recorded run; what is too old is not."""
    run = record(ledger, build_run())
    found = read_samples(render_tally(ledger.load_tally(LATER, 30)))
    for label in Label:
        assert found["verdicts", label] == sum(one.label is label for one in run.verdicts)
    for state in ReferenceState:
        assert found["references", state] == sum(one.state is state for one in run.sources)
    for outcome in Outcome:
        captures = [capture for source in run.sources for capture in source.captures]
        assert found["attempts", outcome] == sum(one.outcome is outcome for one in captures)
    claims = {name: value for name, value in found.items() if name[0] == "claims"}
    assert sum(claims.values()) == ledger.count_rows("standing") > 0
    assert found[("last_finished_run_timestamp_seconds",)] == (NOON + timedelta(minutes=1)).timestamp()
    assert found[("ledger_bytes",)] > 100_000
    assert ("recheck_due",) not in found
    old = read_samples(render_tally(replace(ledger.load_tally(LATER, 1), due=7)))
    assert old[("recheck_due",)] == 7
    assert {
        value for name, value in old.items() if name[0] in ("runs", "verdicts", "references", "attempts")
    } == {0}
    assert {name: value for name, value in old.items() if name[0] == "claims"} == claims


def test_runs_are_counted_by_how_they_stand(ledger: Ledger) -> None:
    """As `claimcheck runs` shows them: finished, at work, crashed after its lease, failed, of unknown end."""
    record(ledger, build_run())
    for name, seconds in (("running", 1e6), ("crashed", 60.0), ("failed", 60.0)):
        article = build_article(name, [(BlockKind.PARAGRAPH, f"The {name} mill.")])
        lease = ledger.take_run(article, ENGINE, Bid("me", NOON, seconds))
        if name == "failed":
            ledger.release_run(lease.run_id, "me", NOON, done=False)
    ledger.begin_run(build_article("left", [(BlockKind.PARAGRAPH, "The old mill.")]), ENGINE, NOON)
    found = read_samples(render_tally(ledger.load_tally(LATER, 30)))
    assert {state: found["runs", state] for state in RunState} == dict.fromkeys(RunState, 1)


def test_an_empty_ledger_has_every_name(ledger: Ledger) -> None:
    """Zeros, so that an alarm can tell nothing from no answer; when a run ended is left out until one did."""
    found = read_samples(render_tally(ledger.load_tally(NOON, 1)))
    assert {found["runs", state] for state in RunState} == {0}
    assert ("last_finished_run_timestamp_seconds",) not in found
