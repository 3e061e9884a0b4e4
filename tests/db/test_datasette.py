"""The ledger in Datasette, as analysts open it: the program itself, on a free port, with the shipped metadata."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.store.database import find_migrations
from claimcheck.store.ledger import Ledger
from claimcheck.web.access import admit

pytestmark = pytest.mark.slow

QUERIES = sorted(path.stem for path in (find_migrations() / "queries").glob("*.sql"))


@pytest.fixture(scope="module")
def run_id() -> str:
    return "20260314-120000-skerry"


@pytest.fixture(scope="module")
def analyst(tmp_path_factory: pytest.TempPathFactory, run_id: str) -> Iterator[httpx.Client]:
    path = tmp_path_factory.mktemp("datasette") / "claimcheck.db"
    with Ledger(f"sqlite:///{path}") as ledger:
        record(ledger, build_run(), run_id=run_id)
        admit(ledger, "Ana", "admin", "correct horse battery")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = shutil.which("datasette", path=str(Path(sys.executable).parent))
    assert program is not None, "needs the extra: pip install 'claimcheck[datasette]'"
    metadata = find_migrations() / "datasette.json"
    words = [
        program,
        "serve",
        str(path),
        "-m",
        str(metadata),
        "--port",
        str(port),
        "--setting",
        "num_sql_threads",
        "1",
    ]
    with (
        subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        try:
            wait_for(client)
            yield client
        finally:
            process.terminate()


def wait_for(client: httpx.Client) -> None:
    """Until it answers; the test fails when it never does."""
    for _ in range(300):
        try:
            client.get("/claimcheck.json")
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("Datasette did not start")


@pytest.mark.parametrize("name", QUERIES)
def test_every_stored_query_is_a_page(analyst: httpx.Client, run_id: str, name: str) -> None:
    """It says what it answers, and answers for a run."""
    page = analyst.get(f"/claimcheck/{name}")
    assert page.status_code == 200
    about = (find_migrations() / "queries" / f"{name}.sql").read_text("utf-8").partition("\n")[0]
    assert about.removeprefix("-- ")[:30] in page.text
    values = {"run": run_id, "run_a": run_id, "run_b": run_id, "day": "2027-01-01", "_shape": "array"}
    assert isinstance(analyst.get(f"/claimcheck/{name}.json", params=values).json(), list)


def test_answers_are_those_of_the_ledger(analyst: httpx.Client, run_id: str) -> None:
    found = analyst.get("/claimcheck/refuted.json", params={"run": run_id, "_shape": "array"}).json()
    assert [row["source_says"] for row in found] == ["The council approved €820 million for the repairs."]
    assert "the machine's answer to a claim" in analyst.get("/claimcheck/verdict").text.replace("&#39;", "'")


@pytest.mark.parametrize("table", ["person", "session", "token"])
def test_secrets_are_not_shown(analyst: httpx.Client, table: str) -> None:
    """Neither as a table nor by SQL of one's own."""
    assert analyst.get(f"/claimcheck/{table}.json").status_code == 403
    assert analyst.get("/claimcheck.json", params={"sql": f"SELECT * FROM {table}"}).status_code == 403
