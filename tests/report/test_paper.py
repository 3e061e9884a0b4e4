"""The PDF, opened as people's readers do: pages, text, bookmarks, links."""

from __future__ import annotations

import subprocess
import sys
from ctypes.util import find_library

import pypdfium2
import pytest
from tests.runs import build_background, build_hostile_run, build_run

from claimcheck.model.run import Run
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.paper import render_pdf

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_library("pangoft2-1.0") is None,
        reason="needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0",
    ),
]


def read(run: Run, background: Background = NOTHING) -> tuple[list[str], list[str]]:
    """The text of each page and the titles of the bookmarks, indented by their level."""
    document = pypdfium2.PdfDocument(render_pdf(run, background))
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    return pages, ["  " * mark.level + mark.get_title() for mark in document.get_toc()]


@pytest.fixture(scope="module")
def full() -> tuple[list[str], list[str]]:
    return read(build_run(), build_background(build_run()))


def test_pages_are_numbered(full: tuple[list[str], list[str]]) -> None:
    """Each page ends with its number and how many there are."""
    pages, _ = full
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page


def test_everything_is_there(full: tuple[list[str], list[str]]) -> None:
    """Each claim and its proof, the corrections, what changed, people's answers, the notes, sources and accounting."""
    text = " ".join(full[0])
    run = build_run()
    for claim in run.extraction.claims:
        assert " ".join(claim.text.split()) in text
    for words in (
        "The council approved €820 million for the repairs.",
        "Since the last run, 14 January 2026",
        "Ana Teal, 14 March 2026: Refuted. Asked the council.",
        "As of the article’s day: Not enough evidence.",
        "two figures",
        "digest: a paraphrase, not the publisher’s page",
        "13 sentences = 5 with claims",
        "It now reads:",
        run.article.sha256[:20],
    ):
        assert words in text, words


def test_bookmarks(full: tuple[list[str], list[str]]) -> None:
    """The title, the parts, and below 'The claims' each claim by number and verdict."""
    marks = full[1]
    top = [mark for mark in marks if not mark.startswith(" ")]
    assert top == [
        "The Skerry Light, Relit", "What to correct", "The article by itself", "The article", "The claims", "Sources",
        "Claims by sources", "Every sentence", "Method and limits",
    ]  # fmt: skip
    below = [mark.strip() for mark in marks if mark.startswith(" ")]
    assert len(below) == 9
    assert below[1] == "2 Refuted: The council put the repairs of the light at €820 billion."


def test_nothing_is_asked_for_and_nothing_runs() -> None:
    """Hostile text is printed as text; no address but the web's becomes a link; the file holds no script."""
    run = build_hostile_run()
    made = render_pdf(run, build_background(run))
    assert b"/JavaScript" not in made
    assert b"javascript:" not in made
    assert "<script>alert" in " ".join(read(run, build_background(run))[0])


def test_same_run_same_bytes() -> None:
    """No clock gets into the file."""
    assert render_pdf(build_run()) == render_pdf(build_run())


def test_without_pango() -> None:
    """Where the system's Pango is absent, one line says what to do; the other formats need none."""
    code = """
import sys, cffi
real = cffi.FFI.dlopen
def absent(self, name, flags=0):
    raise OSError(f"cannot load library '{name}'")
cffi.FFI.dlopen = absent
from tests.runs import build_run
from claimcheck.errors import UsageError
from claimcheck.report.formats import Format, render
try:
    render(build_run(), Format.PDF)
except UsageError as error:
    print(error)
assert render(build_run(), Format.HTML)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.count("\n") == 1
    assert "apt-get install libpango" in done.stdout
