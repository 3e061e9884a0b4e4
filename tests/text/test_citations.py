"""A claim cites what stands in its own sentence, and nothing from the next."""

from __future__ import annotations

import pytest

from claimcheck.ingest.article import read_article
from claimcheck.model.article import Article
from claimcheck.model.selector import Span
from claimcheck.text.citations import find_cited


def page(body: str) -> Article:
    return read_article(f"<article><h1>T</h1>{body}</article>".encode(), name="a.html")


def cited(article: Article, words: str) -> tuple[int, ...]:
    start = article.text.index(words)
    return find_cited(article, Span(start, start + len(words)))


LINKS = """<p>The port opened in 1911. It sold <a href="https://a.example/1">5 tonnes</a> of cod and
<a href="https://b.example/2">7</a> of eel. Nobody knows why.</p>"""


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("opened in 1911", ()),
        ("5 tonnes", (1, 2)),
        ("7 of eel", (1, 2)),
        ("Nobody", ()),
        ("1911. It sold", (1, 2)),
    ],
)
def test_links_count_for_their_sentence(words: str, numbers: tuple[int, ...]) -> None:
    """Wherever in the sentence the claim stands; a claim over two sentences cites what either does."""
    assert cited(page(LINKS), words) == numbers


def test_a_mark_after_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    """Footnotes cite what they name and link to; links of the sentence itself come first."""
    article = page(
        """<p>It sold 5 tonnes.<sup><a href="#n1">1</a></sup> It <a href="https://a.example/">closed</a> in
        1980.<sup><a href="#n2">2</a></sup></p>
        <ol><li id="n1"><a href="https://b.example/">City Archive</a>, 1912.</li>
        <li id="n2">It was closed by the <a href="https://c.example/">council</a>, which was sorry.</li></ol>"""
    )
    urls = {reference.n: reference.url for reference in article.references}
    assert [urls[n] for n in cited(article, "5 tonnes")] == ["https://b.example/"]
    assert [urls[n] for n in cited(article, "in\n        1980".replace("\n        ", " "))] == [
        "https://a.example/",
        "https://c.example/",
    ]
    assert [urls[n] for n in cited(article, "which was sorry")] == ["https://c.example/"]


def test_a_short_block_takes_any_mark_in_it() -> None:
    """A list item or row is about one thing; a paragraph need not be."""
    article = page(
        '<ul><li>Cod: 5 tonnes. See the <a href="https://a.example/">archive</a> for more.</li></ul>'
    )
    assert cited(article, "5 tonnes") == (1,)


def test_a_source_line_is_cited_by_the_whole_block_above_it() -> None:
    """ "Read more" with an address on another site names the source of what stands above."""
    text = "A Headline\n\nThe port sold 5 tonnes. It was cod.\nRead more: https://a.example/cod\n\nIt rained."
    article = read_article(text.encode(), name="a.txt")
    assert cited(article, "5 tonnes") == (1,)
    assert cited(article, "It was cod") == (1,)
    assert cited(article, "It rained") == ()


def test_between_blocks_nothing_is_cited() -> None:
    """An offset in white space has no sentence."""
    article = page(LINKS)
    assert find_cited(article, Span(1, 1)) == ()
    assert find_cited(article, Span(len(article.text), len(article.text))) == ()
