"""The formats a run can leave in, by name."""

from __future__ import annotations

import json
from enum import StrEnum

from claimcheck.model.run import Run
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.claimreview import render_claimreview
from claimcheck.report.errata import render_corrections
from claimcheck.report.html import render_html
from claimcheck.report.markdown import render_markdown
from claimcheck.report.paper import render_pdf
from claimcheck.report.rows import describe_run
from claimcheck.report.sheets import render_csv, render_jsonl


class Format(StrEnum):
    """Values are what `claimcheck report --format` takes."""

    HTML = "html"
    MD = "md"
    PDF = "pdf"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"
    CLAIMREVIEW = "claimreview"
    CORRECTIONS = "corrections"


BESIDE = (Format.HTML, Format.MD, Format.CSV, Format.JSONL, Format.JSON)
"""Those that `check --out` writes: quick, and of use before anybody reviewed a claim. Their names are the files' endings."""


def render(
    run: Run, format: Format, background: Background = NOTHING, *, draft: bool = False, address: str = ""
) -> bytes:
    """A run as the bytes of a file in ``format``, UTF-8 where it is text.

    ``draft`` and ``address`` are for ClaimReview. Raises UsageError when the format can't be made of this run or here.
    """
    match format:
        case Format.PDF:
            return render_pdf(run, background)
        case Format.HTML:
            text = render_html(run, background)
        case Format.MD:
            text = render_markdown(run, background)
        case Format.CSV:
            text = render_csv(run)
        case Format.JSONL:
            text = render_jsonl(run)
        case Format.JSON:
            text = json.dumps(describe_run(run, background.notes), ensure_ascii=False, indent=1) + "\n"
        case Format.CLAIMREVIEW:
            text = render_claimreview(run, background, draft=draft, address=address)
        case Format.CORRECTIONS:
            text = render_corrections(run, background)
    return text.encode()
