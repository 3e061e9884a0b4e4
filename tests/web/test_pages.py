from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.runs import NOON, build_run
from tests.store.recorded import record
from tests.web.conftest import RUN
from tests.web.serving import Visitor

from claimcheck.model.article import Article
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label, Shortfall, Verdict
from claimcheck.store.ledger import Ledger

CLAIMS = build_run().extraction.claims
RELIT, COST, FIFTH, LOVELY = (claim.id for claim in CLAIMS[:4])


def order(page: str, *claims: str) -> list[str]:
    """The claims in the order in which a page lists them."""
    return sorted((claim for claim in claims if f'open" href="/claims/{claim}' in page), key=page.index)


def test_the_worst_come_first(reader: Visitor) -> None:
    """Refuted before conflicting before open before supported; what is not judged and what repeats is not there."""
    page = reader.read("/").text
    tall = CLAIMS[7].id
    assert order(page, RELIT, COST, FIFTH, tall) == [COST, tall, FIFTH, RELIT]
    assert order(page, LOVELY, CLAIMS[5].id) == []
    assert "0 of 6 decided" in page


@pytest.mark.parametrize(
    ("query", "claims"),
    [
        ("q=council+repairs", {COST}),
        ("q=approv", {COST}),  # a quote's word, only begun
        ("q=skerry", {RELIT, COST, FIFTH}),  # the article's title
        ('q="OR+NOT+(*', set()),
        ("q=***", {RELIT, COST, FIFTH}),
        ("label=Refuted", {COST}),
        ("kind=quantity", {COST, FIFTH}),
        ("source=digest", {RELIT}),
        ("source=none", {FIFTH}),
        ("source=weak", {FIFTH}),
        ("source=unreachable", set()),
        ("flips=1", set()),
        ("state=decided", set()),
        ("state=all&label=Supported", {RELIT}),
        (f"run={RUN}&kind=quantity", {COST, FIFTH}),
        ("run=nowhere", set()),
        ("article=https%3A%2F%2Fpaper.example%2Flight&label=Supported", {RELIT}),
        ("reviewer=Nobody", set()),
        ("page=9", set()),
        ("page=-3&label=Refuted", {COST}),
        ("unknown=1&label=Refuted", {COST}),
    ],
)
def test_filters_and_search(reader: Visitor, query: str, claims: set[str]) -> None:
    """Every filter leaves what it says; words are searched in claims, titles and quotes, and never as FTS5's syntax."""
    answer = reader.read(f"/?{query}")
    assert answer.status_code == 200
    assert set(order(answer.text, RELIT, COST, FIFTH)) == claims


def test_a_claim_is_shown_in_its_place_beside_its_proof(reader: Visitor) -> None:
    """The words in the article, the quote in its surroundings, compared values, capture, rule, what was not read."""
    page = reader.read(f"/claims/{COST}").text
    assert 'now" href' in page
    assert "What it cost" in page
    assert "Repairs cost a lot. <mark>" in page
    assert "<b>€820 million</b>" in page
    assert f"/runs/{RUN}/sources/1#q" in page
    assert "https://source-1.example/story" in page
    assert "stored bytes" in page
    assert f'Not read: <a href="/runs/{RUN}#ref-3"><b>Gazette 3</b></a> (forbidden)' in page
    assert "rule quantity-differs" in page


def test_the_queue_is_kept_from_claim_to_claim(reader: Visitor) -> None:
    """Opened from a filtered queue, a claim leads to the next of that queue and back to it."""
    page = reader.read("/claims/" + COST + "?kind=quantity&q=repairs").text
    assert f'href="/claims/{FIFTH}?q=repairs&amp;kind=quantity" rel="next"' in page
    assert 'rel="prev"' not in page
    assert 'href="/?q=repairs&amp;kind=quantity"' in page


def test_digests_are_named_as_such(reader: Visitor) -> None:
    assert "digest: a paraphrase, not the publisher’s page" in reader.read(f"/claims/{RELIT}").text


def test_a_claim_without_verdict_says_so(reader: Visitor) -> None:
    assert "Neither true nor false" in reader.read(f"/claims/{LOVELY}").text


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere", "/claims/none", f"/claims/{COST[:3]}", f"/claims/{COST}?run=none", "/runs/none",
        "/runs/none/article", f"/runs/{RUN}/sources/99", "/claims/%00", "/claims/%E2%80%AE%3Cscript%3E",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_plain_page(reader: Visitor, path: str) -> None:
    answer = reader.read(path)
    assert answer.status_code == 404
    assert "That did not work" in answer.text
    assert "<script>" not in answer.text


def test_an_address_that_is_none_is_told(reader: Visitor) -> None:
    assert reader.read(f"/runs/{RUN}/sources/one").status_code == 422
    assert reader.read("/?page=one").status_code == 422


def test_the_article_view_shows_what_hangs_loose(reader: Visitor) -> None:
    """All of the article with its verdicts, the matrix, claims that cite nothing, sources that no claim cites."""
    page = reader.read(f"/runs/{RUN}/article").text
    assert "4 min read" in page
    assert "Will it last?" in page
    assert page.count('scope="row"') == 6
    assert "4 claims without a citation" in page
    assert "Not cited for a claim, yet weighed" in page


def test_the_run_view_accounts_for_everything(reader: Visitor) -> None:
    """Sentences by bucket add up, every attempt to read is listed, issues are told."""
    page = reader.read(f"/runs/{RUN}").text
    assert "13 sentences = 5 with claims + 1 duplicate + 1 furniture + 6 not checkable." in page
    assert "the server said 403 Forbidden" in page
    assert "reference 3: 403 Forbidden" in page
    assert "This is the first run over this article." in page


def test_the_run_view_says_what_changed_and_why(visitor: Visitor, ledger: Ledger) -> None:
    """A verdict that flipped is listed with its cause, and flagged in the claim's history and the queue."""
    run = build_run()
    refuted = run.verdicts[1]
    lost = Verdict(refuted.claim, Label.NOT_ENOUGH, 0.6, "unread", "Not read.", (), Shortfall.UNREACHABLE)
    weak = replace(run.verdicts[2], evidence=())
    later = replace(
        run, started=NOON + timedelta(days=1), finished=NOON + timedelta(days=1),
        sources=(replace(run.sources[0], state=ReferenceState.UNREACHABLE, document=None), *run.sources[1:]),
        verdicts=(run.verdicts[0], lost, weak, *run.verdicts[3:]),
    )  # fmt: skip
    record(ledger, later, run_id="later")
    page = visitor.read("/runs/later").text
    assert "1 verdict changed since" in page
    assert "reference 1 could not be read any more (Gazette 1)" in page
    assert "could not be read any more" in visitor.read(f"/claims/{COST}").text
    assert order(visitor.read("/?flips=1").text, RELIT, COST, FIFTH) == [COST]
    assert "You are looking at an earlier run" in visitor.read(f"/claims/{COST}?run={RUN}").text


def test_the_source_view_shows_all_that_rests_on_a_document(reader: Visitor) -> None:
    page = reader.read(f"/runs/{RUN}/sources/1").text
    assert 'class="r">The council approved €820 million for the repairs.</mark>' in page
    assert "2 claims weighed with it" in page
    assert "a paraphrase shipped for offline use" in reader.read(f"/runs/{RUN}/sources/2").text
    assert "Nothing could be read here" in reader.read(f"/runs/{RUN}/sources/3").text


def test_a_pinned_address_is_kept_for_later_runs(visitor: Visitor, ledger: Ledger) -> None:
    record(ledger, replace(build_run(), article=with_references()), run_id="cited")
    token = visitor.form(f"/claims/{COST}")["token"]
    answer = visitor.send("/runs/cited/pins", {"token": token, "n": "1", "url": "https://moved.example/a"})
    assert answer.status_code == 200
    assert "pinned by Ida" in answer.text
    assert ledger.load_pins(with_references()) == {1: "https://moved.example/a"}


@pytest.mark.parametrize(
    ("n", "url"),
    [("1", "javascript:alert(1)"), ("1", "file:///etc/passwd"), ("1", ""), ("1", "https://a b"), ("1", "https://a/\n"),
     ("99", "https://a.example/"), ("x", "https://a.example/"), ("1", "https://a.example/" + "x" * 3000)],
)  # fmt: skip
def test_what_is_no_web_address_is_not_pinned(visitor: Visitor, ledger: Ledger, n: str, url: str) -> None:
    record(ledger, replace(build_run(), article=with_references()), run_id="cited")
    token = visitor.form(f"/claims/{COST}")["token"]
    answer = visitor.send("/runs/cited/pins", {"token": token, "n": n, "url": url})
    assert answer.status_code == (200 if url == "https://a/\n" else 422)
    assert ledger.count_rows("pin") == (1 if url == "https://a/\n" else 0)


def with_references() -> Article:
    run = build_run()
    return replace(run.article, references=tuple(source.reference for source in run.sources))


def test_articles_are_listed_with_their_progress(reader: Visitor) -> None:
    page = reader.read("/articles").text
    assert "The Skerry Light, Relit" in page
    assert "6 claims, 0 decided" in page
