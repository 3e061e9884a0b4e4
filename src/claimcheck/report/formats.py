"""The formats a run can leave in, by name."""

from __future__ import annotations

import json
from enum import StrEnum

from claimcheck.model.run import Run
from claimcheck.report.html import render_html
from claimcheck.report.markdown import render_markdown
from claimcheck.report.rows import describe_run
from claimcheck.report.sheets import render_csv, render_jsonl


class Format(StrEnum):
    """Values are what `claimcheck report --format` takes, and the endings of the files."""

    HTML = "html"
    MD = "md"
    CSV = "csv"
    JSONL = "jsonl"
    JSON = "json"


def render(run: Run, format: Format) -> str:
    """A run as the text of a file in ``format``."""
    match format:
        case Format.HTML:
            return render_html(run)
        case Format.MD:
            return render_markdown(run)
        case Format.CSV:
            return render_csv(run)
        case Format.JSONL:
            return render_jsonl(run)
        case Format.JSON:
            return json.dumps(describe_run(run), ensure_ascii=False, indent=1) + "\n"
