"""A writer of its own process: url, number, count."""

from __future__ import annotations

import sys

from tests.runs import build_run

from claimcheck.model.run import Issue
from claimcheck.store.ledger import Ledger

url, number, count = sys.argv[1:]
run = build_run()
with Ledger(url) as ledger:
    ledger.begin_run(run.article, run.engine, run.started, run_id="shared")
    for n in range(int(count)):
        ledger.save_issue("shared", Issue(f"writer {number}", f"write {n}"))
