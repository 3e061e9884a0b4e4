"""The counts of a ledger as Prometheus reads them. Every name is there at all times, with 0 where there is nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import CollectorRegistry, Gauge, generate_latest

from claimcheck.model.evidence import Outcome
from claimcheck.model.run import ReferenceState, RunState
from claimcheck.model.tally import Tally
from claimcheck.model.verdict import Label

__all__ = ["CONTENT_TYPE", "render_tally"]


def render_tally(tally: Tally) -> bytes:
    """Prometheus' text format; what is not known is left out."""
    registry = CollectorRegistry()
    span = f"of the runs begun in the last {tally.days} days"
    _count(registry, "runs", f"Runs {span}", "state", RunState, tally.runs)
    _count(registry, "verdicts", f"Verdicts {span}", "label", Label, tally.verdicts)
    _count(registry, "references", f"References {span}", "state", ReferenceState, tally.references)
    _count(registry, "attempts", f"Attempts to read a source, {span}", "outcome", Outcome, tally.attempts)
    claims = Gauge("claimcheck_claims", "Claims of each article's latest run, by label and by what people have still to do",
                   ["label", "state"], registry=registry)  # fmt: skip
    for (label, state), count in sorted(tally.claims.items()):
        claims.labels(label, state).set(count)
    _set(registry, "ledger_bytes", "Room that the database takes", tally.size)
    if tally.due is not None:
        _set(registry, "recheck_due", "Articles whose turn it is to be looked at again", tally.due)
    if tally.finished is not None:
        _set(
            registry, "last_finished_run_timestamp_seconds", "When a run was last finished", tally.finished.timestamp()
        )  # fmt: skip
    return generate_latest(registry)


def _count(
    registry: CollectorRegistry,
    name: str,
    about: str,
    by: str,
    names: Iterable[str],
    counts: Mapping[str, int],
) -> None:
    gauge = Gauge(f"claimcheck_{name}", about, [by], registry=registry)
    for one in names:
        gauge.labels(one).set(counts.get(str(one), 0))


def _set(registry: CollectorRegistry, name: str, about: str, value: float) -> None:
    Gauge(f"claimcheck_{name}", about, registry=registry).set(value)
