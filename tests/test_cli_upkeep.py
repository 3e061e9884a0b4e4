"""Commands for whoever looks after the ledger."""

from __future__ import annotations

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from tests.runs import build_run
from tests.store.recorded import record
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
