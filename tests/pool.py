"""A work pool for real, from beginning to end: a Prefect server and the ledger on PostgreSQL, the deployments of prefect.yaml,
several worker processes, articles from a web server; then a page changes and another is gone, and a recheck tells so.

python -m tests.pool --workers 3 --articles 12                what it did and what it saw, line by line
python -m tests.pool --workers 2 --apart                      each worker on a host of its own (tests/hosts.py; needs root)
python -m tests.pool --picture docs/prefect.png               and Prefect's page of a flow run as a picture (needs chromium)
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from tests.flows import test_serve
from tests.flows.programs import ask, program, wait_for
from tests.generated import ROOT, build_article, build_source, build_topic
from tests.hosts import ELSEWHERE, HERE, Host, open_hosts
from tests.pages import serve_pages
from tests.postgres import serve_postgres

from claimcheck.corpus import Stage
from claimcheck.store.ledger import Ledger

REFERENCES = 4
POOL = "claimcheck"
ASKED = "asked-for"  # tag of the runs that were started here
OVER = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--use-angle=swiftshader", "--enable-unsafe-swiftshader",  # the graph is drawn in WebGL
]  # fmt: skip
SIZE = {"width": 1280, "height": 800}
LEASE = 20  # seconds
FURTHER = 4  # articles at which a host is lost
OUTSIDE = "1.1.1.1"
LOOK = """
import os, socket, sys
for address in sys.argv[2:]:
    try:
        socket.create_connection((address, 9), 3)
    except OSError as error:
        print(f"{address} {error.strerror or error}", end="; ")
print("files:", os.listdir(sys.argv[1]))
"""


@contextmanager
def serve_articles(articles: int, here: str, elsewhere: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of made-up articles and their sources, and the pages by path, which may be changed meanwhile. Sources
    are at another address of this machine, since a link within a site is no citation."""
    pages: dict[str, str] = {}

    def answer(path: str) -> tuple[str, str]:
        return "text/plain" if path.endswith(".txt") else "text/html", pages.get(path, "")

    with serve_pages(answer, "") as port:
        base = f"http://{here}:{port}"
        for number in range(articles):
            article = build_article(number, REFERENCES)
            pages[f"/article/{number}"] = article.replace('"/source', f'"http://{elsewhere}:{port}/source')
            pages |= {f"/source/{number}/{n}": build_source(number, n) for n in range(REFERENCES)}
        pages["/articles.txt"] = "".join(f"{base}/article/{number}\n" for number in range(articles))
        yield base, pages


class Pool:
    """A Prefect server that runs, and what is said to it by the command that people use."""

    def __init__(self, api: str, environment: dict[str, str]) -> None:
        self.api, self.environment = api, environment

    def call(self, *words: str) -> str:
        """Prefect's own command; printed as it was called."""
        say("$ prefect " + " ".join(words))
        answer = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout

    def run(self, deployment: str, log: Path, *given: str, times: int = 1) -> list[dict[str, Any]]:
        """Start runs of a deployment, ``{}`` being the number of each, and wait until they are over."""
        for number in range(times):
            parameters = [word for one in given for word in ("--param", one.format(number))]
            self.call("deployment", "run", f"{deployment}/pool", "--tag", ASKED, *parameters)
        asked = {"flow_runs": {"tags": {"all_": [ASKED]}}}  # not those that the schedule has planned
        listed = asked | {"flows": {"name": {"any_": [deployment]}}, "sort": "START_TIME_DESC"}

        def over() -> list[dict[str, Any]]:
            runs = ask(f"{self.api}/flow_runs/filter", listed) or []
            done = [run for run in runs if run["state_type"] in OVER]
            return done if len(done) == len(runs) >= times else []

        return list(wait_for(over, log))

    def events(self, begin: str) -> list[dict[str, Any]]:
        """Those whose name begins so, of the last fifty."""
        found = ask(f"{self.api}/events/filter", {"filter": {"event": {"prefix": [begin]}}, "limit": 50})
        return list(found["events"])


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def find_port(host: str) -> str:
    with socket.create_server((host, 0)) as free:
        return str(free.getsockname()[1])


@contextmanager
def open_pool(
    folder: Path, workers: int, place: str, here: str, hosts: Sequence[Host]
) -> Iterator[tuple[Pool, str]]:
    """Server, pool, deployments and workers, all processes of their own, each worker on a host of its own where there are
    hosts; and the ledger's address."""
    with ExitStack() as running:
        server = running.enter_context(serve_postgres(here))
        kept, ledger, port = server.create(), server.create(), find_port(here)
        api = f"http://{here}:{port}/api"
        environment = os.environ | {
            "PREFECT_HOME": str(folder / "prefect"),
            "PREFECT_API_URL": api,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": kept.replace("postgresql:", "postgresql+asyncpg:"),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "CLAIMCHECK_DB": ledger,
            "CLAIMCHECK_CORPUS": place,
            "CLAIMCHECK_CORPUS_CRON": "0 0 29 2 *",  # not while this runs
            "CLAIMCHECK_RECHECK_CRON": "0 0 29 2 *",
            "CLAIMCHECK_RECHECK_DAYS": "0.0001",
            "CLAIMCHECK_LEASE": str(LEASE),
        }  # fmt: skip
        log = folder / "server.log"
        where = ("--host", here, "--port", port)
        running.enter_context(program("prefect", log, environment, "server", "start", *where))
        wait_for(lambda: ask(f"{api}/health"), log)
        say("a Prefect server and the ledger, each with a database of its own on PostgreSQL")
        pool = Pool(api, environment)
        pool.call("work-pool", "create", POOL, "--type", "process")
        pool.call("deploy", "--all")
        for n in range(1, workers + 1):
            words = ("worker", "start", "--pool", POOL, "--name", f"worker-{n}", "--limit", "1")
            host, own = (hosts[n - 1], hosts[n - 1].environment) if hosts else (None, {})
            say(f"{host.name if host else ''}$ prefect " + " ".join(words) + " &")
            log = folder / f"worker-{n}.log"
            inside = host.inside if host else ()
            running.enter_context(program("prefect", log, environment | own, *words, inside=inside))
        yield pool, ledger


def tell_runs(pool: Pool, runs: list[dict[str, Any]]) -> None:
    """How they ended, and which worker had how many of them."""
    ends = Counter(run["state_name"] for run in runs)
    say("  ended: " + ", ".join(f"{times} {name}" for name, times in ends.items()))
    mine = {run["id"] for run in runs}
    by: Counter[str] = Counter()
    for event in pool.events("prefect.worker.submitted-flow-run"):
        related = {one["prefect.resource.role"]: one for one in event["related"]}
        if related.get("flow-run", {}).get("prefect.resource.id", "").rpartition(".")[2] in mine:
            by[event["resource"]["prefect.resource.name"]] += 1
    say("  taken by: " + ", ".join(f"{name} {times}" for name, times in sorted(by.items())))


def play(articles: int, workers: int, apart: bool, picture: str) -> None:
    test_serve.PATIENCE = 600.0
    here, elsewhere = (HERE, ELSEWHERE) if apart else ("127.0.0.1", "localhost")
    with ExitStack() as running:
        folder = Path(running.enter_context(tempfile.TemporaryDirectory()))
        hosts = running.enter_context(open_hosts(workers, folder)) if apart else []
        if apart:
            tell_hosts(hosts)
        further = FURTHER if apart else 0
        base, pages = running.enter_context(serve_articles(articles + further, here, elsewhere))
        pool, ledger = running.enter_context(open_pool(folder, workers, f"{base}/articles.txt", here, hosts))
        log, start = folder / "worker-1.log", time.monotonic()
        asked = ("check-article", log, f"source={base}/article/{{}}", "allow_private=true")
        runs = pool.run(*asked, times=articles)
        say(f"{articles} articles, {workers} workers: {time.monotonic() - start:.0f} s")
        tell_runs(pool, runs)
        if picture:
            take_picture(pool, next(run for run in runs if run["state_type"] == "COMPLETED"), Path(picture))
        with Ledger(ledger) as opened:
            if apart:
                lose_host(pool, hosts, ledger, log)
            (corpus,) = pool.run("check-corpus", log, "allow_private=true")
            say(f"  {corpus['state_name']}: {corpus['state']['message']}")
            if apart:
                tell_steps(ledger)
            change_pages(pages)
            (again,) = pool.run("recheck", log, "allow_private=true")
            say(f"  {again['state_name']}: {again['state']['message']}")
            for event in wait_for(lambda: pool.events("claimcheck."), log):
                say(f"  event {event['event']}: {event['payload']['detail'].replace(base, '')[:110]}")
            lines, faults = opened.list_runs(), opened.verify()
        states = Counter(str(line.state) for line in lines)
        counted = ", ".join(f"{n} runs {state}" for state, n in states.items())
        say(f"ledger: {counted}, {len(faults)} faults")


def change_pages(pages: dict[str, str]) -> None:
    topic = build_topic(0, 0)
    pages["/source/0/0"] = pages["/source/0/0"].replace(
        f"€{topic.cost} million", f"€{topic.cost + 50} million"
    )
    del pages["/source/1/1"]
    say("one source says another figure now, and another one is gone")


def tell_hosts(hosts: Sequence[Host]) -> None:
    """What each host has for files, and whom it reaches."""
    for host in hosts:
        others = [other.address for other in hosts if other is not host]
        words = [sys.executable, "-c", LOOK, str(host.folder), HERE, *others, OUTSIDE]
        say(
            f"{host.name}, {host.address}: "
            + subprocess.check_output([*host.inside, *words], text=True).strip()
        )


def lose_host(pool: Pool, hosts: Sequence[Host], ledger: str, log: Path) -> None:
    """The host that works on the rest of the corpus is cut off as soon as it has found the claims of one article."""
    pool.call("deployment", "run", "check-corpus/pool", "--param", "allow_private=true")
    done = "SELECT holder FROM step WHERE name = %s AND state = 'done'"
    with psycopg.connect(ledger, autocommit=True) as connection:
        (holder,) = wait_for(lambda: connection.execute(done, [Stage.EXTRACT.value]).fetchone(), log)
    lost = next(host for host in hosts if holder.startswith(host.name))
    lost.unplug()
    say(f"{lost.name} is cut off from the network while it is at work")
    time.sleep(LEASE + 1)


def tell_steps(ledger: str) -> None:
    """How many stages and references each host has done."""
    query = "SELECT split_part(holder, ':', 1), count(*) FROM step WHERE state = 'done' GROUP BY 1 ORDER BY 1"
    with psycopg.connect(ledger) as connection:
        say(
            "  stages and references by host: "
            + ", ".join(f"{host} {n}" for host, n in connection.execute(query))
        )


def take_picture(pool: Pool, run: dict[str, Any], path: Path) -> None:
    """Prefect's page of a flow run, in few colours so that it stays small."""
    from io import BytesIO

    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]  # a plain dict
        page.goto(f"{pool.api.removesuffix('/api')}/runs/flow-run/{run['id']}")
        page.get_by_text("Task Runs").first.wait_for(timeout=60_000)
        page.wait_for_timeout(8_000)  # the graph draws itself
        shot = Image.open(BytesIO(page.screenshot()))
        browser.close()
    shot.convert("RGB").quantize(96).save(path, optimize=True)
    say(f"picture: {path} ({path.stat().st_size // 1000} kB)")


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.pool")
    parser.add_argument("--articles", type=int, default=6, help="two at least")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--picture", default="", help="where to put the picture of a flow run", metavar="FILE"
    )
    parser.add_argument(
        "--apart", action="store_true", help="each worker on a host of its own; one of them is lost"
    )
    given = parser.parse_args()
    play(given.articles, given.workers, given.apart, given.picture)


if __name__ == "__main__":
    main()
