"""The schedule: a server of its own process, a deployment that comes due by itself, and what it leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from flows.serve import describe_deployments
from tests.flows.conftest import Server
from tests.flows.programs import ask, program, wait_for

from claimcheck.errors import UsageError
from claimcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
EVERY_FIVE_SECONDS = "* * * * * */5"


@pytest.mark.slow
def test_a_schedule_starts_a_run_by_itself(tmp_path: Path, prefect: Server) -> None:
    """With nothing but a server, `flows.serve` and settings, a run comes due, checks the corpus, and can be read back
    from the server: its state, the table of what became of each article, and an event for an article without claims. The
    rechecks come due too; and `prefect deploy` takes prefect.yaml."""
    (place := tmp_path / "articles").mkdir()
    (place / "tower.txt").write_text("Tower\n\nThe tower is 300 metres tall and was built in 1889.\n")
    (place / "verse.txt").write_text("Verse\n\nWhat is a tower?\n")
    api = prefect.api
    environment = prefect.environment | {
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "CLAIMCHECK_DB": f"sqlite:///{tmp_path / 'ledger.db'}",
        "CLAIMCHECK_CORPUS": str(place),
        "CLAIMCHECK_CORPUS_CRON": EVERY_FIVE_SECONDS,
        "CLAIMCHECK_CORPUS_OUT": str(tmp_path / "out"),
        "CLAIMCHECK_RECHECK_CRON": EVERY_FIVE_SECONDS,
    }
    serve_log = tmp_path / "serve.log"
    with ExitStack() as running:
        assert ask(f"{api}/work_pools/", {"name": "claimcheck", "type": "process"})
        deploying = running.enter_context(ThreadPoolExecutor(1)).submit(deploy, environment)
        running.enter_context(program("flows.serve", serve_log, environment))
        run, again = (
            wait_for(lambda name=name: ask(f"{api}/flow_runs/filter", ended(name)), serve_log)[-1]
            for name in ("check-corpus", "recheck")
        )
        artifacts = ask(f"{api}/artifacts/filter", {"artifacts": {"key": {"any_": ["corpus", "recheck"]}}})
        deployment = ask(f"{api}/deployments/{run['deployment_id']}")
        event = {"filter": {"event": {"name": ["claimcheck.article.without-claims"]}}}
        (told,) = wait_for(lambda: ask(f"{api}/events/filter", event)["events"], serve_log)
        deploying.result()
        deployed = ask(f"{api}/deployments/filter", {"deployments": {"name": {"any_": ["pool"]}}})
    assert (run["state_type"], run["state"]["message"]) == ("COMPLETED", "2 checked: 1 no claims"), (
        serve_log.read_text()
    )
    assert run["state_name"] == "No claims" and run["auto_scheduled"]
    assert (again["state_type"], again["state"]["message"]) == ("COMPLETED", "nothing is due"), (
        serve_log.read_text()
    )
    assert deployment["name"] == "scheduled"
    assert deployment["schedules"][0]["schedule"]["cron"] == EVERY_FIVE_SECONDS
    rows = json.loads(next(one["data"] for one in artifacts if one["flow_run_id"] == run["id"]))
    assert {row["article"]: row["became"] for row in rows} == {
        str(place / name): "checked" for name in ("tower.txt", "verse.txt")
    }
    assert all((tmp_path / "out" / row["run"] / "report.html").exists() for row in rows)
    assert told["payload"]["run"] in {row["run"] for row in rows}
    assert {(one["work_pool_name"], len(one["schedules"])) for one in deployed} == {
        ("claimcheck", 0),
        ("claimcheck", 1),
    }
    assert len(deployed) == 3


def ended(flow: str) -> dict[str, object]:
    """A filter for the runs of a flow that are over."""
    over = {"flow_runs": {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}}}
    return over | {"flows": {"name": {"any_": [flow]}}, "sort": "START_TIME_DESC"}


def deploy(environment: dict[str, str]) -> None:
    """Hands prefect.yaml to the server, as docs/operations.md shows it."""
    words = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    answer = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(recheck_cron="often"), "CLAIMCHECK_RECHECK_CRON"),
        (Settings(corpus="x", corpus_cron="often"), "CLAIMCHECK_CORPUS_CRON"),
    ],
)
def test_settings_that_fit_no_schedule_are_named(settings: Settings, told: str) -> None:
    """With a schedule that is none, the setting at fault is named."""
    with pytest.raises(UsageError, match=told):
        describe_deployments(settings)
