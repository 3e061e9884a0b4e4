"""Every cell of the CSV export, begun with what a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from tests.runs import build_run
from tests.trust.promise import Promise, Shown, count

from claimcheck.model.claim import Extraction
from claimcheck.model.run import Run
from claimcheck.report.sheets import describe_claims, parse_csv, render_csv

LEADS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\t=", "\r\n=", "＝+")
LIVE = tuple("=+-@\t\r\n＝＋－＠")


def spoil(run: Run, lead: str) -> Run:
    """The run with ``lead`` before all its words that reach a cell."""
    word = f"{lead}HYPERLINK(1)"
    claims = tuple(
        replace(one, text=word, section=(word,), source=replace(one.source, exact=word))
        for one in run.extraction.claims
    )
    verdicts = tuple(
        replace(one, rule=word, justification=word, evidence=tuple(
            replace(item, passage=replace(
                item.passage, publisher=word, url=word, selector=replace(item.passage.selector, exact=word)))
            for item in one.evidence))
        for one in run.verdicts
    )  # fmt: skip
    sources = tuple(
        replace(one, reference=replace(one.reference, title=word, publisher=word, url=word))
        for one in run.sources
    )
    extraction = Extraction(claims, run.extraction.sentences)
    return replace(run, id=word, extraction=extraction, verdicts=verdicts, sources=sources)


def show_formulas(full: bool) -> Shown:
    cells, live, marked, lossy = 0, 0, 0, 0
    for lead in LEADS:
        run = spoil(build_run(), lead)
        text = render_csv(run)
        for row in list(csv.reader(io.StringIO(text, newline="")))[1:]:
            cells += len(row)
            live += sum(cell.startswith(LIVE) for cell in row)
            marked += sum(cell.startswith(f"'{lead}") for cell in row)
        lossy += parse_csv(text) != describe_claims(run)
    return Shown(
        f"{count(cells, 'cell')}, {marked:,} of them begun with one of {len(LEADS)} leads",
        f"{live} live, {lossy} files that don't read back as they were",
        not live and not lossy and marked > cells // 10,
    )


PROMISES = (Promise("formulas", "no cell of a CSV is a formula", show_formulas),)
