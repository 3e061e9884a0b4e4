"""The small article that the faults are tried on: seven claims, three pages on loopback, served by another process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.test_corpus import export

from claimcheck.desk import Desk, Options, open_desk
from claimcheck.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CASE = Path(__file__).with_name("case")
LEASE = 0.4  # seconds: after this a killed worker's run may be taken up


@dataclass(frozen=True, slots=True)
class Mill:
    """The article, written out; ``folder`` is the corpus that holds it and nothing else, ``scratch`` is free."""

    article: Path
    folder: Path
    scratch: Path


@contextmanager
def open_mill() -> Iterator[Mill]:
    """Serves the case's pages from a process of its own until the block ends."""
    with tempfile.TemporaryDirectory(prefix="trust-") as made:
        scratch = Path(made)
        command = [sys.executable, "-m", "tests.site", str(CASE), "--out", str(scratch / "articles")]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                server.stdout.readline()
                article = Path(server.stdout.readline().strip())
                yield Mill(article, article.parent, scratch)
            finally:
                server.terminate()


@contextmanager
def open_mill_desk(db: Path | str, fresh: float = 0.0) -> Iterator[Desk]:
    """A desk over a database file, or a database URL; its captures are ``fresh`` for so many seconds."""
    url = db if isinstance(db, str) else f"sqlite:///{db}"
    with open_desk(Settings(db=url, lease=LEASE, fresh=fresh), Options(allow_private=True)) as desk:
        yield desk


def tell(desk: Desk, run_id: str) -> str:
    """All that a run says but for its name and its moments, to compare byte for byte."""
    return json.dumps(export(desk, run_id), sort_keys=True)
