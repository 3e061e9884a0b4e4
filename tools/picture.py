"""Makes docs/report.png from a real run of the seed. Needs Debian's chromium.

python -m tools.picture
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from claimcheck.desk import Options, open_desk
from claimcheck.settings import Settings
from claimcheck.steps import check, save_reports

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "meta-superintelligence" / "article.txt"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Check the seed, open its report in a browser, and keep what its first screen shows."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(db=f"sqlite:///{folder}/ledger.db")
        with open_desk(settings, Options(offline=True)) as desk:
            report = save_reports(asyncio.run(check(desk, str(SEED))), Path(folder))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            page = browser.new_page(viewport={"width": 1280, "height": 1500})
            page.goto(report.as_uri())
            page.screenshot(path=ROOT / "docs" / "report.png")
            browser.close()


if __name__ == "__main__":
    main()
