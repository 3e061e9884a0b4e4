"""Commands for whoever looks after the ledger."""

from __future__ import annotations

from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tests.runs import build_run
from tests.store.recorded import record
from tests.store.test_pruning import other_page
from tests.test_cli import Call, call

from claimcheck.store.ledger import Ledger

__all__ = ["call"]


def test_metrics_are_what_prometheus_reads(call: Call, tmp_path: Path) -> None:
    """With the articles whose turn has come, which the review site leaves out."""
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        record(ledger, build_run())
    answer = call("metrics", "--db", tmp_path / "ledger.db", "--days", "36500")
    samples = {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(answer.out)
        for one in family.samples
    }
    assert answer.code == 0 and answer.err == ""
    assert samples["claimcheck_runs", "finished"] == 1
    assert samples[("claimcheck_recheck_due",)] == 1
    assert call("metrics", "--days", "0").code == 2


def test_prune_looks_first(call: Call, tmp_path: Path) -> None:
    """Without --remove nothing is changed, and it says so; with it, the old run is gone and the record names who did it."""
    with Ledger(f"sqlite:///{tmp_path / 'ledger.db'}") as ledger:
        record(ledger, other_page(-3), run_id="old")
        record(ledger, other_page(0), run_id="new")
    asked = ("prune", "--older-than", "1d", "--db", tmp_path / "ledger.db")
    looked = call(*asked)
    assert looked.code == 0 and "would go: 1 runs, " in looked.out and "nothing was changed" in looked.out
    done = call(*asked, "--remove", "--by", "Ida")
    assert "removed: 1 runs, " in done.out and "1 documents, 1 pages as received" in done.out
    assert call("show", "old", "--db", tmp_path / "ledger.db").code == 2
    assert "would go: 0 runs" in call(*asked).out


@pytest.mark.parametrize("days", ["soon", "-3d", "1e9", "9999999999d"])
def test_prune_takes_days_that_have_passed(call: Call, days: str) -> None:
    answer = call("prune", "--older-than", days)
    assert answer.code == 2 and "--older-than takes" in answer.err and answer.err.count("\n") == 1
