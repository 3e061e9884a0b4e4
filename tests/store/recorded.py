"""Puts a hand-built run into a ledger, step by step, as the house does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from claimcheck.model.run import Run
from claimcheck.store.ledger import Ledger


def record(ledger: Ledger, run: Run, *, as_of: date | None = None, run_id: str | None = None) -> Run:
    """Save all of ``run``; gives it back with the id that it was stored under."""
    run_id = ledger.begin_run(run.article, run.engine, run.started, as_of=as_of, run_id=run_id)
    ledger.save_extraction(run_id, run.extraction)
    for source in run.sources:
        texts = [source.document.text] if source.document else []
        bodies = {sha256(text.encode()).hexdigest(): text.encode() for text in texts}
        ledger.save_source(run_id, source, bodies)
    ledger.save_verdicts(run_id, run.verdicts)
    for issue in run.issues:
        ledger.save_issue(run_id, issue)
    if run.finished is not None:
        ledger.finish_run(run_id, run.finished)
    return replace(run, id=run_id)
