"""The flow is the same check, orchestrated: same steps, same verdicts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import Checked

from claimcheck.desk import Options, open_desk
from claimcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "seeds" / "meta-superintelligence" / "article.txt"


def test_prefects_server_can_be_imported() -> None:
    """The pinned FastAPI fits Prefect: a misfit shows only when the server is imported."""
    code = "import prefect.server.api.server"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.slow
def test_flow_and_command_give_the_same_verdicts(meta: Checked, tmp_path: Path) -> None:
    """`python -m flows.check_article` and `claimcheck check` judge the seed alike, and the flow writes its report."""
    db = f"sqlite:///{tmp_path / 'flow.db'}"
    environment = os.environ | {"PREFECT_HOME": str(tmp_path / "prefect"), "CLAIMCHECK_DB": db}
    flow = [
        sys.executable,
        "-m",
        "flows.check_article",
        str(ARTICLE),
        "--offline",
        "--out",
        str(tmp_path / "out"),
    ]
    answer = subprocess.run(flow, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert str(tmp_path / "out" / "report.html") in answer.stdout
    assert (tmp_path / "out" / "report.html").read_text("utf-8").startswith("<!doctype html>")
    with open_desk(Settings(db=db), Options(offline=True)) as desk:
        (row,) = desk.ledger.list_runs()
        flowed = desk.ledger.load_run(row.id)
    assert flowed.verdicts == meta.run.verdicts
    assert flowed.extraction == meta.run.extraction
