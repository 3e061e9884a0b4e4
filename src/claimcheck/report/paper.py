"""The report on paper: a PDF with bookmarks and page numbers, made by WeasyPrint from the same words as the page."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO
from typing import Any, NoReturn

from claimcheck.errors import UsageError
from claimcheck.model.run import Run
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.html import build_context, open_templates

INK = {
    "s": "#17714f",
    "r": "#b42318",
    "c": "#935305",
    "n": "#6e7a8e",
    "o": "#ffffff",
    "x": "#ffffff",
    "d": "#5a3fb0",
}
"""Fill of each tone in charts: WeasyPrint reads no style sheet inside a picture."""

MISSING = (
    "a PDF needs the system's Pango library, which is not there: `apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0` or `brew install pango`; --format html prints from any browser"
)


def render_pdf(run: Run, background: Background = NOTHING) -> bytes:
    """The report as a PDF. Passages that settle nothing are counted, not printed; the HTML report has them all.

    Raises UsageError where Pango is missing. No address is ever asked for.
    """
    context = {**build_context(run, background), "ink": INK}
    written = open_templates().get_template("paper.html").render(context)
    weasyprint = open_weasyprint()
    document = weasyprint.HTML(string=written, url_fetcher=_refuse)
    pdf: bytes = document.write_pdf()
    return pdf


def open_weasyprint() -> Any:
    """The library, loaded only when a PDF is asked for: it brings the system's Pango along, or says that it can't."""
    try:
        with redirect_stdout(StringIO()):  # it prints a page of advice before it raises
            import weasyprint  # type: ignore[import-untyped]  # it has no types of its own, and none are published
    except OSError:
        raise UsageError(MISSING) from None
    return weasyprint


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a report asks for nothing, and this asked for {url}")
