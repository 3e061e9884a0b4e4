"""Makes the pictures in docs/reports/ and docs/report.png, each from a real run of a seed. Needs Debian's chromium.

python -m tools.reports
"""

from __future__ import annotations

import asyncio
import html
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from markdown_it import MarkdownIt
from playwright.sync_api import Page, sync_playwright

from claimcheck.background import load_background
from claimcheck.desk import Options, open_desk
from claimcheck.gold import BASE, SEEDS, open_site
from claimcheck.model.run import Run
from claimcheck.report.background import Background
from claimcheck.report.formats import Format, render
from claimcheck.report.sheets import COLUMNS, parse_csv
from claimcheck.settings import Settings
from claimcheck.steps import check

DOCS = Path(__file__).resolve().parents[1] / "docs"
PICTURES = DOCS / "reports"
SEED, SERVED = "meta-superintelligence", "harbour-bridge"  # one read from digests, one served on loopback
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DESK = {"width": 1280, "height": 1100}
PHONE = {"width": 390, "height": 844}
LINES = 26  # of a text file that a picture shows
SHOWN = (
    "n",
    "text",
    "label",
    "confidence",
    "quote",
    "publisher",
    "source_kind",
)  # columns in the picture of a sheet

PAGE = """<meta charset="utf-8"><style>
body{font:15px/1.5 ui-sans-serif,sans-serif;margin:1.4rem 1.8rem;color:#1d2433;max-width:1200px}
pre{font:13px/1.5 "Liberation Mono",monospace;margin:0}table{border-collapse:collapse;font-size:13px}
td,th{border:1px solid #cfd4dc;padding:.15rem .5rem;text-align:left;max-width:22rem}
table.sheet :is(td,th){overflow:hidden;text-overflow:ellipsis;white-space:nowrap}th{background:#f0f2f5}s{color:#b42318}</style>"""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished run with what a report says beyond it."""

    run: Run
    background: Background


def main() -> None:
    """Check the seeds, write each format, and keep what a person sees who opens it."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        seed, served = check_offline(SEED, Path(folder)), check_served(SERVED, Path(folder))
        with open_page(Path(folder)) as page:
            take_html(page, seed, served)
            for number in (1, 2):
                take_pdf(served, number)
            take_texts(page, seed, served)


def check_offline(name: str, folder: Path) -> Made:
    settings = Settings(db=f"sqlite:///{folder}/{name}.db")
    with open_desk(settings, Options(offline=True)) as desk:
        run = asyncio.run(check(desk, str(SEEDS / name / "article.txt")))
        return Made(run, load_background(desk, run))


def check_served(name: str, folder: Path) -> Made:
    """A seed checked twice, its site served on loopback, so that the second run has one before it."""
    settings = Settings(db=f"sqlite:///{folder}/{name}.db")
    with open_site(SEEDS / name / "site") as base, open_desk(settings, Options(allow_private=True)) as desk:
        for path in (SEEDS / name / "article.txt", SEEDS / name / "references.toml"):
            (folder / path.name).write_text(path.read_text("utf-8").replace(BASE, base), "utf-8")
        for _ in range(2):
            run = asyncio.run(check(desk, str(folder / "article.txt")))
        return Made(run, load_background(desk, run))


@contextmanager
def open_page(folder: Path) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser.new_page()
        browser.close()


def show(page: Page, content: str, picture: Path, size: dict[str, int], *, at: str = "") -> None:
    """A page's picture, from its top or from the element ``at``."""
    page.set_viewport_size(size)  # type: ignore[arg-type]  # a plain dict is what it takes
    page.goto("about:blank")  # else the place in the page before is kept
    page.set_content(content)
    if at:
        page.evaluate("at => document.querySelector(at).scrollIntoView()", at)
    page.screenshot(path=picture)


def take_html(page: Page, seed: Made, served: Made) -> None:
    first = render(served.run, Format.HTML, served.background).decode()
    show(page, first, DOCS / "report.png", {"width": 1280, "height": 1500})
    show(page, first, PICTURES / "html-claims.png", DESK, at="#c6")
    show(page, first, PICTURES / "html-phone.png", PHONE)
    digests = render(seed.run, Format.HTML, seed.background).decode()
    show(page, digests, PICTURES / "html-digests.png", DESK)


def take_pdf(made: Made, number: int) -> None:
    document = pypdfium2.PdfDocument(render(made.run, Format.PDF, made.background))
    document[number - 1].render(scale=1.1).to_pil().save(PICTURES / f"pdf-{number}.png", optimize=True)


def take_texts(page: Page, seed: Made, served: Made) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for format in (Format.MD, Format.CORRECTIONS):
        written = render(served.run, format, served.background).decode()
        show(page, PAGE + reader.render(written), PICTURES / f"{format}.png", {"width": 1280, "height": 720})
    rows = parse_csv(render(seed.run, Format.CSV).decode())
    show(page, PAGE + draw_sheet(rows), PICTURES / "csv.png", {"width": 1280, "height": 560})
    for format in (Format.JSONL, Format.CLAIMREVIEW):
        written = render(seed.run, format, seed.background, draft=True).decode()
        lines = [line[:170] for line in written.splitlines()[:LINES]]
        show(
            page,
            f"{PAGE}<pre>{html.escape('\n'.join(lines))}</pre>",
            PICTURES / f"{format}.png",
            {"width": 1280, "height": 560},
        )


def draw_sheet(rows: list[dict[str, object]]) -> str:
    """Some columns of the first rows, as a spreadsheet shows them."""
    names = [name for name in COLUMNS if name in SHOWN]
    head = "".join(f"<th>{name}</th>" for name in names)
    body = [
        "".join(f"<td>{html.escape('' if row[name] is None else str(row[name]))}</td>" for name in names)
        for row in rows[14:32]
    ]
    return f"<table class='sheet'><tr>{head}</tr>{''.join(f'<tr>{cells}</tr>' for cells in body)}</table>"


if __name__ == "__main__":
    main()
