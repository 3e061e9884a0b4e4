"""Articles of many kinds are read into the same few blocks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from claimcheck.ingest.article import read_article
from claimcheck.model.article import Article, BlockKind
from claimcheck.model.selector import Span
from claimcheck.text.citations import find_cited

FOLDER = Path(__file__).with_name("articles")
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))


def read(name: str) -> Article:
    return read_article((FOLDER / name).read_bytes(), name=name)


def collapse(text: str) -> str:
    return " ".join(text.split())


def loud(article: Article) -> list[str]:
    return [collapse(block.span.of(article.text)) for block in article.blocks if not block.silent]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_the_article_says_can_hold_claims(name: str) -> None:
    """Sentences, list items, rows and captions of the article are in blocks that aren't silent, and whole."""
    blocks = loud(read(name))
    assert [text for text in EXPECTED[name]["spoken"] if not any(text in block for block in blocks)] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_what_surrounds_the_article_is_silent(name: str) -> None:
    """Advertisements, teasers, comments, menus, credits, entries: never a claim."""
    blocks = loud(read(name))
    assert [text for text in EXPECTED[name]["silent"] if any(text in block for block in blocks)] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_the_article_says_what_it_is(name: str) -> None:
    """Title, day, authors, publisher, language and address as its text, front matter or metadata give them."""
    article, expected = read(name), EXPECTED[name]
    assert article.title == expected["title"]
    for field in ("published", "publisher", "language", "url"):
        if field in expected:
            assert getattr(article, field) == expected[field]
    if "authors" in expected:
        assert list(article.authors) == expected["authors"]


@pytest.mark.parametrize("name", EXPECTED)
def test_references_are_found_in_order(name: str) -> None:
    """Entries of a list first, then linked pages in the order of reading; one address is one reference."""
    article = read(name)
    found = [[reference.title, reference.publisher, reference.url] for reference in article.references]
    assert found == EXPECTED[name]["references"]
    assert [reference.n for reference in article.references] == list(range(1, len(found) + 1))


@pytest.mark.parametrize("name", [name for name in EXPECTED if "cites" in EXPECTED[name]])
def test_a_sentence_cites_what_stands_in_it(name: str) -> None:
    """Links and marks count for their own sentence only."""
    article = read(name)
    for words, numbers in EXPECTED[name]["cites"]:
        start = article.text.index(words)
        assert sorted(find_cited(article, Span(start, start + len(words)))) == numbers, words


@pytest.mark.parametrize("name", EXPECTED)
def test_every_word_lies_in_exactly_one_block(name: str) -> None:
    """Blocks are in order, never overlap, and leave out nothing but white space, list markers and rules."""
    article = read(name)
    end = 0
    for block in article.blocks:
        assert block.span.start >= end and len(block.span)
        assert not any(letter.isalpha() for letter in article.text[end : block.span.start])
        end = block.span.end
    assert not article.text[end:].strip()
    for link in article.links:
        assert any(block.span.contains(link.span) for block in article.blocks)


def test_a_cell_that_reaches_over_rows_counts_in_each() -> None:
    """Its span lies in the row where its words stand, its header is the path over its column."""
    article = read("rowspans.html")
    rows = [
        [(cell.header, cell.span.of(article.text)) for cell in block.cells]
        for block in article.blocks
        if block.kind is BlockKind.TABLE_ROW
    ]
    assert rows[1] == [
        ("Valley", "Upper Lesk"),
        ("Crop", "Rye"),
        ("Harvest / 2023", "900"),
        ("Harvest / 2024", "1,020"),
    ]
    assert rows[2][2] == ("Harvest / 2023; Harvest / 2024", "no data")
    assert rows[3] == [("", "Area"), ("Area", "1,240 hectares")]


@pytest.mark.parametrize("written", [f"n = {'9' * 6000}", "n = " + "[" * 100_000, f"n = 0x{'f' * 6000}"])
def test_front_matter_that_cannot_be_read_is_text(written: str) -> None:
    """Whatever stands there, the article below it is read."""
    article = read_article(
        f"+++\n{written}\n+++\n# Weir\n\nThe weir opened in 1987.\n".encode(), name="weir.md"
    )
    assert "The weir opened in 1987." in article.text


def test_footnotes_that_are_all_publishers_and_titles_are_sources() -> None:
    """'Harbour Post: We counted the boats.' says nothing of the article's own, though it has a verb."""
    text = (
        "# Boats\n\nThere are 40 boats.[^1] They are old.[^2] One sank in 2019.[^3]\n\n"
        "[^1]: Harbour Post: *We counted the boats*.\n[^2]: Ministry of Ports: *Fleet in figures*.\n"
        "[^3]: Radio Lorn: *A night at sea*.\n"
    )
    article = read_article(text.encode(), name="boats.md")
    assert [block.kind for block in article.blocks[-3:]] == [BlockKind.REFERENCE] * 3
