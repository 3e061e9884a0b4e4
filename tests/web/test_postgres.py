"""The review site over PostgreSQL: the same pages, filters, search and decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from tests.runs import build_run
from tests.store.recorded import record
from tests.web.conftest import RUN
from tests.web.serving import Stage, Visitor
from tests.web.test_attaching import attach, shelf
from tests.web.test_browser import PAGES
from tests.web.test_pages import order
from tests.web.test_quality import spread_decisions

from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.site import Person, Role, Site

pytestmark = pytest.mark.slow

RELIT, COST, FIFTH = (claim.id for claim in build_run().extraction.claims[:3])


@pytest.fixture
def far(request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """A ledger in PostgreSQL with one run in it."""
    server = request.getfixturevalue("postgres")
    with Ledger(server.create(request.getfixturevalue("migrated_template"))) as opened:
        record(opened, build_run(), run_id=RUN)
        yield opened


@pytest.fixture
def visitor(far: Ledger, stage: Stage) -> Iterator[Visitor]:
    stage.app = build_app(Site(far, Person("Ida", Role.REVIEWER)))
    opened = Visitor(stage.address)
    yield opened
    opened.close()


def test_every_page_and_filter(visitor: Visitor, far: Ledger) -> None:
    """Pages open, every filter leaves what it says, words are found in claims, titles and quotes."""
    spread_decisions(far)
    key = shelf(far)[0]
    for path in (
        *PAGES,
        "/quality",
        "/quality/sample",
        "/api",
        f"/claims/{COST}/documents/{key}",
        f"/bodies/{'0' * 64}",
    ):
        assert visitor.read(path).status_code == (404 if "bodies" in path else 200), path
    for query, claims in {
        "state=all&q=council+repairs": {COST},
        "state=all&q=approv": {COST},
        "state=all&q=skerry": {RELIT, COST, FIFTH},
        'state=all&q="OR+NOT+(*': set(),
        "state=all&q=%27%3A*+%26+%21+%7C": {RELIT, COST, FIFTH},
        "state=decided&label=Refuted": {COST},
        "state=all&source=digest": {RELIT},
        "state=all&source=weak": {FIFTH},
        "state=all&flips=1": set(),
        "state=all&reviewer=Ida": {RELIT, COST, FIFTH},
    }.items():
        assert set(order(visitor.read(f"/?{query}").text, RELIT, COST, FIFTH)) == claims, query


def test_deciding_and_attaching(visitor: Visitor, far: Ledger) -> None:
    """A decision, a passage that opens it again, and taking back; each a row."""
    visitor.decide(COST, "accept")
    assert attach(visitor, far) == 200
    assert "reopened" in visitor.read("/?state=reopened").text
    visitor.decide(COST, "undo")
    assert [review.reason for review in far.load_reviews(COST)] == ["accepted", "undone"]
    assert far.count_rows("attachment") == 1
    assert re.search(r"attached a passage that refutes", visitor.read(f"/claims/{COST}").text)
    assert far.verify() == []
