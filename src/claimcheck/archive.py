"""A run's evidence in one file for other people's tools: WARC, or WACZ with index and pages."""

from __future__ import annotations

import io
from pathlib import Path

from claimcheck.desk import Desk
from claimcheck.errors import UsageError
from claimcheck.model.run import Run
from claimcheck.report.formats import Format, render
from claimcheck.store.wacz import write_wacz
from claimcheck.store.warc import Part, write_warc


def save_archive(desk: Desk, run: Run, path: Path, *, wacz: bool = False) -> int:
    """Write every attempt of ``run`` with its bytes, the article's text and the verdicts; returns how many attempts
    have a body. Raises UsageError when the file can't be written, DatabaseTrouble when bytes are damaged."""
    warc = io.BytesIO()
    places = write_warc(warc, run, desk.ledger.load_body, find_parts(run))
    content = warc
    if wacz:
        content = io.BytesIO()
        write_wacz(content, run, warc.getvalue(), places)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.getvalue())
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from None
    return sum(bool(capture.sha256) for source in run.sources for capture in source.captures)


def find_parts(run: Run) -> tuple[Part, ...]:
    """The article as it was read, and the verdicts."""
    article = Part(f"article:{run.article.sha256}", "text/plain; charset=utf-8", run.article.text.encode())
    return article, Part(f"run:{run.id}", "application/json", render(run, Format.JSON))
