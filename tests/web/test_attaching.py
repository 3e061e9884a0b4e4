from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.runs import NOON, build_run
from tests.store.recorded import record
from tests.web.conftest import RUN
from tests.web.serving import LOOPBACK, Stage, Visitor

from claimcheck.desk import Options
from claimcheck.errors import DatabaseTrouble, UsageError
from claimcheck.further import add_further
from claimcheck.model.selector import Span
from claimcheck.store.attaching import list_attachments, list_further, list_shelf
from claimcheck.store.database import reading, writing
from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.attaching import locate_words
from claimcheck.web.site import Person, Role, Site

COST = build_run().extraction.claims[1].id
QUOTE = "The council approved €820 million for the repairs."
PAGE = (
    "<title>Repairs of the light</title><h1>Repairs of the light</h1>"
    "<p>The council met in the spring. The repairs of the light cost €820 million in all.</p>"
)


class Paper(BaseHTTPRequestHandler):
    """A newspaper with one page."""

    def do_GET(self) -> None:
        found = self.path == "/repairs"
        self.send_response(200 if found else 404)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode() if found else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def paper() -> Iterator[str]:
    server = ThreadingHTTPServer((LOOPBACK, 0), Paper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{LOOPBACK}:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def near(ledger: Ledger, stage: Stage) -> Iterator[Visitor]:
    """A visitor of a site that may fetch from this computer."""
    options = Options(allow_private=True)
    stage.app = build_app(Site(ledger, Person("Ida", Role.REVIEWER), options=options))
    opened = Visitor(stage.address)
    yield opened
    opened.close()


def shelf(ledger: Ledger, run_id: str = RUN) -> list[str]:
    """Keys of the documents that are offered."""
    with reading(ledger.database) as connection:
        article = ledger.load_run_article(run_id)
        return [one.document_key for one in list_shelf(connection, run_id, article)]


def attach(visitor: Visitor, ledger: Ledger, **fields: str) -> int:
    """The status of putting the first document's quote beside a claim."""
    form = {
        "token": visitor.form(f"/claims/{COST}")["token"],
        "document": shelf(ledger)[0],
        "words": QUOTE,
        "stance": "refutes",
    }
    return visitor.send(f"/claims/{COST}/attachments", form | fields).status_code


def test_a_selected_passage_stands_beside_the_claim(visitor: Visitor, ledger: Ledger) -> None:
    """With its place in the stored document, who attached it and when; by the machine's verdict nothing changes."""
    assert attach(visitor, ledger, note="They say so themselves.") == 200
    with reading(ledger.database) as connection:
        (one,) = list_attachments(connection, COST)
    document = build_run().sources[0].document
    assert document is not None
    assert (one.person, one.selector.exact, one.lasting) == ("Ida", QUOTE, True)
    assert document.text[one.selector.start : one.selector.end] == QUOTE
    page = visitor.read(f"/claims/{COST}").text
    assert "attached by Ida" in page
    assert "They say so themselves." in page
    assert "Attached by people" in visitor.read(f"/runs/{RUN}/sources/1").text
    assert ledger.load_verdicts(RUN) == build_run().verdicts
    assert ledger.verify() == []


def test_taking_a_passage_off_is_another_row(visitor: Visitor, ledger: Ledger) -> None:
    """It is shown, and found by its words, until then."""
    words = {"document": shelf(ledger)[1], "words": "The lamp was lit again on 4 May 1998."}
    attach(visitor, ledger, **words)
    assert f"/claims/{COST}" in visitor.read("/?q=lamp+lit+again").text
    attach(visitor, ledger, action="withdraw", **words)
    assert f"/claims/{COST}" not in visitor.read("/?q=lamp+lit+again").text
    with reading(ledger.database) as connection:
        assert [one.lasting for one in list_attachments(connection, COST)] == [False, False]
    page = visitor.read(f"/claims/{COST}").text
    assert "attached by Ida" not in page
    assert "took a passage off" in page


def test_new_evidence_opens_a_decision_again(visitor: Visitor, ledger: Ledger) -> None:
    """A claim that was decided is to decide again when someone attaches a passage, and then stays decided."""
    visitor.decide(COST, "accept")
    attach(visitor, ledger)
    assert "reopened: claim or evidence changed" in visitor.read("/?state=reopened").text
    visitor.decide(COST, "accept")
    assert f"/claims/{COST}" not in visitor.read("/").text


def test_who_was_looking_is_told_of_a_new_passage(visitor: Visitor, ledger: Ledger) -> None:
    form = visitor.form(f"/claims/{COST}")
    attach(visitor, ledger)
    assert visitor.send(f"/claims/{COST}/reviews", {**form, "action": "accept"}).status_code == 409
    assert ledger.load_reviews(COST) == ()


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"words": "The council never met."}, 422), ({"words": ""}, 422), ({"words": "x" * 6000}, 422),
     ({"stance": "maybe"}, 422), ({"note": "x" * 5000}, 422), ({"document": "none"}, 404)],
)  # fmt: skip
def test_what_does_not_stand_there_is_not_attached(
    visitor: Visitor, ledger: Ledger, fields: dict[str, str], status: int
) -> None:
    assert attach(visitor, ledger, **fields) == status
    assert ledger.count_rows("attachment") == 0


def test_the_database_refuses_a_quote_that_does_not_stand_there(ledger: Ledger) -> None:
    columns = "claim_id, document_key, person, attached, stance, quote, prefix, suffix, starts, ends, note, withdrawn"
    values = (
        f"'{COST}', '{shelf(ledger)[0]}', 'Ida', '2026-01-01', 'refutes', 'Never said.', '', '', 0, 11, '', 0"
    )
    with pytest.raises(DatabaseTrouble, match="does not stand"), writing(ledger.database) as connection:
        connection.exec_driver_sql(f"INSERT INTO attachment ({columns}) VALUES ({values})")


def test_words_are_found_where_they_were_selected() -> None:
    """Of several places the one nearest to the selection; without one, words that stand twice are not enough."""
    text = "It cost a lot.\n\nIt cost  a lot. It cost more."
    assert locate_words(text, "It cost a lot.", "15") == Span(16, 31)
    assert locate_words(text, " It cost more. ", "") == Span(32, 45)
    with pytest.raises(UsageError, match="2 places"):
        locate_words(text, "It cost a lot.", "")


def test_a_source_is_read_at_once_and_by_later_runs(near: Visitor, ledger: Ledger, paper: str) -> None:
    """Its page opens, with the passages nearest to the claim; the article has it as a further reference from now on."""
    form = near.form(f"/claims/{COST}")
    answer = near.send(f"/claims/{COST}/sources", {**form, "url": f"{paper}/repairs"})
    assert answer.status_code == 200
    assert "/documents/" in answer.url.path
    assert "The repairs of the light cost €820 million in all.</a>" in answer.text
    article = add_further(Site(ledger, Person("Ida", Role.REVIEWER)).desk, build_run().article)
    assert [(one.url, one.further) for one in article.references] == [(f"{paper}/repairs", True)]
    assert len(shelf(ledger)) == 4
    later = replace(build_run(), article=article, started=NOON + timedelta(days=1))
    record(ledger, later, run_id="later")
    near.send(f"/claims/{COST}/sources", {**form, "url": f"{paper}/repairs", "action": "withdraw"})
    with reading(ledger.database) as connection:
        assert list_further(connection, build_run().article) == ()
    assert ledger.count_rows("further") == 2


def test_a_source_that_can_not_be_read_says_why(near: Visitor, ledger: Ledger, paper: str) -> None:
    form = near.form(f"/claims/{COST}")
    answer = near.send(f"/claims/{COST}/sources", {**form, "url": f"{paper}/gone"})
    assert answer.url.path == f"/claims/{COST}"
    assert "could not be fetched" in answer.text
    assert "not found" in answer.text


def test_the_guard_stands_before_what_people_add(visitor: Visitor, ledger: Ledger, paper: str) -> None:
    """An address on this computer is refused unless the site was told otherwise; what is no address is not asked."""
    form = visitor.form(f"/claims/{COST}")
    answer = visitor.send(f"/claims/{COST}/sources", {**form, "url": f"{paper}/repairs"})
    assert "blocked address" in answer.text
    assert len(shelf(ledger)) == 3
    for url in ("javascript:alert(1)", "file:///etc/passwd", "http://a b/", ""):
        assert visitor.send(f"/claims/{COST}/sources", {**form, "url": url}).status_code == 422
    assert ledger.count_rows("further") == 1
