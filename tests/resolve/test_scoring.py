"""Which page a reference names: measured on tests/resolve/references.jsonl, and its laws one by one."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.article import Article, Block, BlockKind, Reference
from claimcheck.model.evidence import CaptureKind, Document
from claimcheck.model.run import Candidate
from claimcheck.model.selector import Span
from claimcheck.resolve.provider import Hit
from claimcheck.resolve.publishers import Publisher
from claimcheck.resolve.scoring import find_mismatch, is_copy, rank_candidates
from claimcheck.resolve.sites import find_page

ROWS = [json.loads(line) for line in Path(__file__).with_name("references.jsonl").read_text().splitlines()]


def read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def rank(row: Mapping[str, Any], known: tuple[Publisher, ...] = ()) -> tuple[Candidate, ...]:
    wanted, about = row["reference"], row["article"]
    reference = Reference(
        1, wanted["title"], wanted.get("publisher", ""), published=read_day(wanted.get("published"))
    )
    article = Article(about["title"], "", "", (), url=about["url"], published=read_day(about["published"]))
    hits = [
        Hit(hit["url"], hit["title"], "test", read_day(hit.get("published")), hit.get("site", ""))
        for hit in row["hits"]
    ]
    return rank_candidates(reference, article, hits, known)


def name_result(row: Mapping[str, Any]) -> str:
    chosen = [candidate.url for candidate in rank(row) if candidate.chosen]
    if not chosen:
        return "abstained" if row["right"] is None else "missed"
    return "right" if row["right"] and find_page(chosen[0]) == find_page(row["right"]) else "wrong"


def test_no_wrong_address_and_most_right_ones() -> None:
    """On the labelled set: not one wrong page is chosen, and at least 80 % of the right ones are."""
    counted = Counter(name_result(row) for row in ROWS)
    assert len(ROWS) >= 40
    assert counted["wrong"] == 0, [row["id"] for row in ROWS if name_result(row) == "wrong"]
    assert counted["right"] >= 0.8 * (counted["right"] + counted["missed"]), counted


@pytest.mark.parametrize("row", [row for row in ROWS if row["hits"]], ids=lambda row: str(row["id"]))
def test_every_page_is_listed_with_its_reason(row: Mapping[str, Any]) -> None:
    """Nothing that a search brought is dropped: each page is a candidate, best first, and says why it scored so."""
    candidates = rank(row)
    pages = {find_page(candidate.url) for candidate in candidates}
    assert len(pages) == len(candidates) and len(candidates) >= 1
    assert all(candidate.why for candidate in candidates)
    assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    assert sum(candidate.chosen for candidate in candidates) <= 1


def test_an_editors_word_on_a_publishers_domain_decides() -> None:
    """A domain that says nothing of its publisher is known through the publishers' file; others are then refused."""
    row = next(row for row in ROWS if row["id"] == "unlike-domain-there")
    known = (Publisher(("Sorvane Lines",), ("slx-group.example",)),)
    assert rank(row, known)[0].chosen
    other = (Publisher(("Sorvane Lines",), ("sorvane.example",)),)
    assert not rank(row, other)[0].chosen


TEXT = (
    "The lock was repaired in spring. " * 3 + "It cost more than the council had planned for the whole year."
)


def read(title: str, text: str = TEXT, heading: str = "") -> Document:
    whole = f"{heading}\n\n{text}" if heading else text
    blocks = (Block(0, BlockKind.HEADING, Span(0, len(heading))),) if heading else ()
    return Document(1, "", "https://gazette.example/a", CaptureKind.PAGE, title, whole, blocks)


@pytest.mark.parametrize(
    ("document", "url", "word"),
    [
        (read("Lock repaired at last"), "https://gazette.example/lock", ""),
        (read("Lock repaired at last - Gazette"), "https://gazette.example/lock", ""),
        (read("Gazette", heading="Lock repaired at last"), "https://gazette.example/lock", ""),
        (read("Other news", heading="Ships in port"), "https://gazette.example/lock", "titled"),
        (read("Lock repaired at last"), "https://gazette.example/", "front page"),
        (read("Lock repaired at last"), "https://lookout.example/lock", "own site"),
    ],
)
def test_a_page_that_was_found_must_bear_the_title(document: Document, url: str, word: str) -> None:
    """What a search promised is checked on the page itself: title or heading, and where the redirects led."""
    article = Article("Dams", "A long article.", "", (), url="https://lookout.example/dams")
    mismatch = find_mismatch(Reference(1, "Lock repaired at last", "Gazette"), article, document, url)
    assert word in mismatch and bool(mismatch) == bool(word)


def test_a_page_with_most_of_the_articles_words_is_a_copy() -> None:
    """A copy of the article is no source for it; a page that quotes a sentence of it is none."""
    article = " ".join(
        f"Sentence number {n} says that pier {n * 7} was closed for repairs." for n in range(30)
    )
    assert is_copy(f"Reposted: {article}", article)
    assert not is_copy("It said “Sentence number 3 says that pier 21 was closed for repairs.”", article)
    assert not is_copy("", "")


WORDS = st.text(max_size=30)
ODD = st.sampled_from(
    [
        "https://[::1/x",
        "http://a.example:99999/x",
        "https://",
        "http://..",
        "http://é.example/ü",
        "//x",
        "",
        "https://web.archive.org/web/1/https://[x",
    ]
)
ADDRESSES = st.one_of(
    WORDS.map(lambda words: f"https://a.example/{words}"), WORDS.map(lambda words: f"http://{words}"), ODD
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, st.lists(st.tuples(ADDRESSES, WORDS, WORDS), max_size=3), ADDRESSES)
def test_nothing_that_a_service_says_breaks_the_ranking(
    title: str, publisher: str, hits: list[tuple[str, str, str]], own: str
) -> None:
    """Any titles and addresses: scores within 0..1, at most one chosen."""
    article = Article("A title", "", "", (), url=own)
    found = [Hit(url, words, "test", None, site) for url, words, site in hits]
    candidates = rank_candidates(Reference(1, title, publisher), article, found)
    assert all(0 <= candidate.score <= 1 for candidate in candidates)
    assert sum(candidate.chosen for candidate in candidates) <= 1


if __name__ == "__main__":
    counted = Counter(name_result(row) for row in ROWS)
    sys.stdout.write(f"{len(ROWS)} references: {dict(counted)}\n")
