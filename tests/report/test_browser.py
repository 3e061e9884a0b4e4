"""The report in the browser that people open it with: Debian's Chromium, driven by Playwright."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.runs import build_background, build_hostile_run, build_run

from claimcheck.model.run import Run
from claimcheck.report.html import render_html

CHROMIUM = Path("/usr/bin/chromium")
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # it asks for its maker's hosts, quiet or not
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


def open_report(browser: Browser, run: Run, folder: Path, width: int) -> tuple[Page, list[str], list[str]]:
    """The page of a report, with what it said on the console and what it asked for besides itself."""
    file = folder / "report.html"
    file.write_text(render_html(run, build_background(run)), "utf-8")
    page = browser.new_page(viewport={"width": width, "height": 900})
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    return page, said, [url for url in asked if url.partition("#")[0] not in (file.as_uri(), "data:,")]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("run", [build_run(), build_hostile_run()], ids=["plain", "hostile"])
def test_opens_quietly(browser: Browser, tmp_path: Path, run: Run, width: int) -> None:
    """At any width: nothing on the console, no request leaves the file, and nothing is wider than the window."""
    page, said, asked = open_report(browser, run, tmp_path, width)
    assert said == []
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_click_leads_to_the_card_and_back(browser: Browser, tmp_path: Path) -> None:
    """Words in the article lead to the claim's card, the card leads back, and both ends are lit, without script."""
    page, said, _ = open_report(browser, build_run(), tmp_path, 1280)
    page.click(".art .k2.r >> nth=0")
    assert page.url.endswith("#c2")
    lit = "getComputedStyle(document.querySelector('.art .k2')).backgroundColor"
    assert page.evaluate(lit) != "rgba(0, 0, 0, 0)"
    page.click("#c8 .back")
    assert page.url.endswith("#a8")
    assert page.evaluate(lit.replace("k2", "k8")) != "rgba(0, 0, 0, 0)"
    assert said == []
    page.close()


def test_text_stays_beside_its_proof(browser: Browser, tmp_path: Path) -> None:
    """On a wide screen the article's words and the claim's card are in sight together; on a phone one is below."""
    for width, beside in ((1280, True), (390, False)):
        page, _, _ = open_report(browser, build_run(), tmp_path, width)
        page.goto(page.url + "#c5")
        card, mark = page.locator("#c5").bounding_box(), page.locator(".art .k5").bounding_box()
        assert card is not None
        assert mark is not None
        assert (mark["x"] + mark["width"] <= card["x"] and 0 <= mark["y"] <= 900) is beside
        page.close()


def test_prints_what_is_folded(browser: Browser, tmp_path: Path) -> None:
    """On paper every folded passage and sentence is there."""
    page, _, _ = open_report(browser, build_run(), tmp_path, 1280)
    folded = page.locator("#c3 details blockquote")
    assert not folded.is_visible()
    page.emulate_media(media="print")
    assert folded.is_visible()
    assert page.locator(".sents li").first.is_visible()
    page.close()


def test_dark(browser: Browser, tmp_path: Path) -> None:
    """The page follows the reader's dark setting."""
    page, _, _ = open_report(browser, build_run(), tmp_path, 1280)
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) != light
    page.close()
