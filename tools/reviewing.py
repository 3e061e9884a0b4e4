"""Makes the pictures in docs/review/: a seed is checked for real, `claimcheck review` serves it, and a browser decides on it.
Needs Debian's chromium.

python -m tools.reviewing
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tools.reports import FLAGS, SERVED, check_served

PICTURES = Path(__file__).resolve().parents[1] / "docs" / "review"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SELECT = """() => {
  const text = document.getElementById("chosen").firstChild;
  const range = document.createRange();
  range.selectNodeContents(text);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        check_served(SERVED, Path(folder))
        with open_review(Path(folder) / f"{SERVED}.db") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            walk(browser, address)
            browser.close()


@contextmanager
def open_review(database: Path) -> Iterator[str]:
    """The address of the review site, served by the command itself until the block ends."""
    words = [
        sys.executable,
        "-c",
        "from claimcheck.cli import main; main()",
        "review",
        "--port",
        "0",
        "--db",
        str(database),
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[2].rstrip("/")
        process.terminate()


def walk(browser: Browser, address: str) -> None:
    """What a person does: look at the queue, attach a passage to the first claim, decide, look at the article."""
    page = browser.new_page(viewport=DESK)  # type: ignore[arg-type]  # a plain dict is what it takes
    page.goto(address)
    page.screenshot(path=PICTURES / "queue.png")
    page.click("a.open")
    page.screenshot(path=PICTURES / "claim.png")
    claim = page.url
    attach_passage(page)
    for action in ("Accept", "Accept", "Not a claim"):
        page.click(f".decide button:has-text('{action}')")
    page.goto(f"{address}/articles")
    page.click("a.open")
    page.locator("#matrix").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('matrix').scrollIntoView()")
    page.screenshot(path=PICTURES / "matrix.png")
    phone = browser.new_page(viewport=PHONE, color_scheme="dark")  # type: ignore[arg-type]
    phone.goto(claim)
    phone.evaluate("document.querySelector('.verdict').scrollIntoView()")
    phone.screenshot(path=PICTURES / "phone.png")


def attach_passage(page: Page) -> None:
    """From the document that the verdict draws on most, the passage second nearest to the claim."""
    page.click("summary:has-text('Add evidence')")
    page.click(".shelf a")
    page.click(".near li:nth-child(2) a")
    page.evaluate(SELECT)
    page.check("[value=neutral]")
    page.screenshot(path=PICTURES / "passage.png")
    page.click("button:has-text('Attach')")


if __name__ == "__main__":
    main()
