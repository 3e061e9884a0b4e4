"""How quickly the review site's pages come with 50,000 claims and 20,000 decisions in the ledger; a part of `make bench`."""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.runs import build_run
from tests.store.recorded import record
from tests.web.many import decide_many, multiply
from tests.web.serving import Visitor, serve

from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.site import Person, Role, Site

CLAIMS = 50_000
DECISIONS = 20_000
TRIES = 9
TARGET = "target 200 ms"


def measure_pages() -> Iterator[tuple[str, str, str]]:
    """The median of each kind of page, over HTTP on loopback."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with Ledger(f"sqlite:///{path}") as ledger:
            record(ledger, build_run(), run_id="run")
            claims = multiply(path, CLAIMS // 6)
            decide_many(path, DECISIONS)
            site = Site(ledger, Person("bench", Role.REVIEWER))
            with serve(build_app(site)) as address:
                visitor = Visitor(address)
                for name, paths in list_pages(visitor).items():
                    yield f"{name} page, {claims:,} claims", f"{measure(visitor, paths):.0f} ms", TARGET
                visitor.close()


def list_pages(visitor: Visitor) -> dict[str, list[str]]:
    """Addresses of each kind, from all over the ledger."""
    lines = [visitor.read(f"/?page={page}").text for page in (1, 300, 600)]
    runs = [f"/runs/run~{n}" for n in range(1, TRIES + 1)]
    opened = [path for text in lines for path in re.findall(r'open" href="(/claims/[^?"]+)', text)[:3]]
    shelf = re.search(r'href="(/claims/[^/]+/documents/[0-9a-f]+)', visitor.read(opened[0]).text)
    assert shelf is not None
    return {
        "queue": ["/", "/?page=300", "/?label=Refuted&kind=quantity", "/?flips=1", "/?source=weak"],
        "search": ["/?q=council", "/?q=tallest+tower", "/?q=skerry"],
        "articles": ["/articles", "/articles?page=40"],
        "claim": opened,
        "article": [f"{run}/article" for run in runs],
        "run": runs,
        "source": [f"{run}/sources/1" for run in runs],
        "document": [shelf[1]],
        "quality": ["/quality"],
        "blind": ["/quality/sample"],
    }


def measure(visitor: Visitor, paths: list[str]) -> float:
    """Milliseconds, the median."""
    taken = []
    for n in range(TRIES):
        start = time.perf_counter()
        visitor.read(paths[n % len(paths)]).raise_for_status()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)
