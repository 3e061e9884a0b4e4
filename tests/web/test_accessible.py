"""axe-core in the browser: no serious fault on any page, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from tests.runs import build_run
from tests.store.recorded import record
from tests.web.conftest import RUN
from tests.web.test_browser import PAGES
from tests.web.test_quality import spread_decisions

from claimcheck.store.attaching import list_shelf
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger

pytestmark = pytest.mark.slow

COST = build_run().extraction.claims[1].id
GRAVE = {"serious", "critical"}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_no_serious_fault(browser: Browser, address: str, ledger: Ledger, scheme: str, width: int) -> None:
    """Every page, with all that can be unfolded unfolded: contrast, names, headings, focus, structure."""
    record(ledger, build_run(), run_id="again")
    spread_decisions(ledger)
    with reading(ledger.database) as connection:
        document = list_shelf(connection, RUN, build_run().article)[0].document_key
    axe = Axe()
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    more = (f"/claims/{COST}/documents/{document}", "/quality", "/quality/sample", "/api", "/nowhere")
    for path in (*PAGES, *more):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        faults = [
            (fault["id"], fault["nodes"][0]["html"][:200])
            for fault in axe.run(page).response["violations"]
            if fault["impact"] in GRAVE
        ]
        assert faults == [], path
    page.close()
