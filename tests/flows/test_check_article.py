"""The flow is the same check, orchestrated: same steps, same verdicts."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from tests.flows.conftest import Server
from tests.site import open_site
from tests.trust.mill import CASE

from claimcheck.desk import Options, open_desk
from claimcheck.model.run import ReferenceState, Run, RunState
from claimcheck.settings import Settings
from claimcheck.steps import check

ROOT = Path(__file__).resolve().parents[2]
TWICE = """
import asyncio, runpy, sys
from flows.check_article import try_article

async def check_both():
    given = {"source": sys.argv[1], "allow_private": True}
    return await asyncio.gather(try_article(**given), try_article(**given))

for done in asyncio.run(check_both()):
    print(done.fate, done.detail, sep=": ")
runpy.run_module("flows.check_article", run_name="__main__")
"""


def test_prefects_server_can_be_imported() -> None:
    """The pinned FastAPI fits Prefect: a misfit shows only when the server is imported."""
    code = "import prefect.server.api.server"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr


@pytest.mark.slow
def test_flow_and_command_give_the_same_verdicts(tmp_path: Path, prefect: Server) -> None:
    """`python -m flows.check_article` and `claimcheck check` judge an article with live sources alike, and the flow writes
    its report. Of two flows over one article at once, one works and the other leaves, and says to whom; later on the article
    is checked anew."""
    with open_site(CASE, tmp_path / "article") as site:
        assert site.article is not None
        with open_desk(
            Settings(db=f"sqlite:///{tmp_path / 'command.db'}"), Options(allow_private=True)
        ) as desk:
            commanded = asyncio.run(check(desk, str(site.article)))
        flowed = run_flow(site.article, tmp_path, prefect)
    assert len(flowed.verdicts) > 5
    assert {source.state for source in flowed.sources} == {ReferenceState.READ}
    assert flowed.verdicts == commanded.verdicts
    assert flowed.extraction == commanded.extraction


def run_flow(article: Path, tmp_path: Path, prefect: Server) -> Run:
    """The run that the flow made after two of it had met, in a process and a ledger of its own. On a busy machine the first of
    the two may be done before the second looks: then they haven't met, and the two are started again."""
    for attempt in range(3):
        out, db = tmp_path / f"out{attempt}", f"sqlite:///{tmp_path / f'flow{attempt}.db'}"
        flow = [sys.executable, "-c", TWICE, str(article), "--allow-private", "--out", str(out)]
        environment = prefect.environment | {"CLAIMCHECK_DB": db}
        answer = subprocess.run(flow, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert answer.returncode == 0, answer.stderr
        assert str(out / "report.html") in answer.stdout
        assert (out / "report.html").read_text("utf-8").startswith("<!doctype html>")
        with open_desk(Settings(db=db), Options(offline=True)) as desk:
            last, *before = desk.ledger.list_runs()
            assert {row.state for row in (last, *before)} == {RunState.FINISHED}
            if len(before) > 1:
                continue
            told = sorted(answer.stdout.splitlines()[:2])
            assert told[0] == "checked: "
            assert told[1].startswith("left to another worker: ")
            assert f"at work on run {before[0].id} until" in told[1]
            return desk.ledger.load_run(last.id)
    raise AssertionError("of two flows over one article both worked, three times")
