"""Every sentence lands in one bucket, what must be found is found, and what is no claim never becomes one."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.builders import article, furniture, heading, why
from tests.extract.said import read

from claimcheck.extract.claims import find_claims, read_claim
from claimcheck.ingest.article import read_article
from claimcheck.model.article import Article, Citation, CitationKind
from claimcheck.model.claim import Bucket, Extraction
from claimcheck.model.selector import Span
from claimcheck.text.syntax import open_language

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CASES = {
    "meta-superintelligence": "article.txt",
    "harbour-bridge": "article.txt",
    "vaccine-cold-chain": "article.html",
}
RECALL = 0.95  # share of gold claims that must be found, the target of each seed


@cache
def seed(name: str) -> tuple[Article, Extraction]:
    made = read_article((SEEDS / name / CASES[name]).read_bytes(), name=CASES[name])
    return made, find_claims(made, open_language())


def gold(name: str) -> dict[str, Any]:
    folder = SEEDS / name
    if (folder / "gold.jsonl").exists():
        rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
        return {"claims": rows, "must_not_extract": [], "opinions": []}
    found: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
    return found


def place(text: str, words: str) -> Span:
    match = re.search(r"\s+".join(map(re.escape, words.split())), text)
    assert match, words
    return Span(*match.span())


def figures(words: str) -> set[str]:
    return set(re.findall(r"\d[\d.,]*\d|\d", words))


@pytest.mark.parametrize("name", CASES)
def test_gold_claims_are_found(name: str) -> None:
    """A gold claim is found when claims cover half of its words, or it half of theirs, and hold its figures."""
    made, found = seed(name)
    rows = gold(name)["claims"]
    missed = []
    for row in rows:
        span = place(made.text, row["source_text"])
        near = [claim for claim in found.claims if _half(claim.source.span, span)]
        wanted = {figure for quantity in row.get("quantities", []) for figure in figures(quantity["text"])}
        if not near or not wanted <= {figure for claim in near for figure in figures(claim.text)}:
            missed.append(row["source_text"])
    assert len(missed) <= (1 - RECALL) * len(rows), missed


def _half(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared >= min(len(one), len(other)) / 2


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_claim_never_becomes_one(name: str) -> None:
    """No claim's source or words hold a headline, menu, teaser, question or opinion of the gold list."""
    _, found = seed(name)
    listed = gold(name)
    for words in (*listed["must_not_extract"], *listed["opinions"]):
        plain = " ".join(words.split()).rstrip(".")
        for claim in found.claims:
            assert plain not in " ".join(claim.source.exact.split()), claim
            assert plain not in claim.text, claim


@pytest.mark.parametrize("name", CASES)
def test_every_sentence_is_accounted_for_once(name: str) -> None:
    """Buckets cover each sentence once, in order and without overlap, and each claim belongs to one."""
    made, found = seed(name)
    spans = [sentence.span for sentence in found.sentences]
    assert spans == sorted(spans)
    assert all(not one.overlaps(other) for one, other in pairwise(spans))
    covered = sum(len(span) for span in spans)
    assert covered >= 0.97 * len("".join(made.text.split()))
    held = [claim for sentence in found.sentences for claim in sentence.claims]
    assert sorted(held) == sorted(claim.id for claim in found.claims)
    for sentence in found.sentences:
        assert bool(sentence.claims) == (sentence.bucket in {Bucket.CLAIM, Bucket.DUPLICATE})
        assert bool(sentence.reason) != bool(sentence.claims)


@pytest.mark.parametrize("name", CASES)
def test_claims_are_sentences_and_their_sources_verbatim(name: str) -> None:
    """A capital, a full stop; the source stands in the article as quoted; the spans of values index the claim."""
    made, found = seed(name)
    for claim in found.claims:
        assert re.match(r"[\"'“‘(\[]?[A-Z0-9$€£]|[a-z]+[A-Z]", claim.text), claim.text
        assert re.search(r"[.!?…][\"'”’)\]]*$", claim.text), claim.text
        assert made.text[claim.source.start : claim.source.end] == claim.source.exact
        assert 0.0 <= claim.worth <= 1.0
        for item in (*claim.mentions, *claim.quantities, *claim.dates):
            assert item.span.of(claim.text) == item.text


def test_buckets() -> None:
    """Claims, questions, opinions, headings and furniture add up to the sentences of the article."""
    made = article(
        heading("A heading"),
        "The bridge cost 5 million euros in 2020. Was it worth it? I think so.",
        furniture("6 min read"),
    )
    found = find_claims(why(made, 2, "reading time"), open_language())
    assert [(sentence.bucket, sentence.reason) for sentence in found.sentences] == [
        (Bucket.NOT_CHECKABLE, "heading"),
        (Bucket.CLAIM, ""),
        (Bucket.NOT_CHECKABLE, "question"),
        (Bucket.NOT_CHECKABLE, "opinion"),
        (Bucket.FURNITURE, "reading time"),
    ]


def test_a_claim_made_twice_is_linked() -> None:
    """The later one points to the earlier one, and its sentence is a duplicate; another figure makes another claim."""
    found = read(
        "The bridge cost 5 million euros in 2020.",
        "In 2020 the bridge cost 5 million euros.",
        "The bridge cost 6 million euros in 2020.",
    )
    first, second, third = found.claims
    assert (first.duplicate_of, second.duplicate_of, third.duplicate_of) == ("", first.id, "")
    assert [sentence.bucket for sentence in found.sentences] == [Bucket.CLAIM, Bucket.DUPLICATE, Bucket.CLAIM]


def test_the_same_article_gives_the_same_claims() -> None:
    """Ids and texts depend on the article alone."""
    made = article("Anna Holm has been mayor since 2019. She was born in Oslo in 1960.")
    assert find_claims(made, open_language()) == find_claims(made, open_language())
    other = replace(made, sha256="0" * 64)
    assert find_claims(other, open_language()).claims[0].id != find_claims(made, open_language()).claims[0].id


def test_citations_of_a_sentence_are_its_claims_references() -> None:
    """The numbers of the marks and links that stand in a claim's source."""
    made = article("The dam holds 40 million litres. It was built in 1950.")
    cited = replace(made, citations=(Citation(Span(8, 13), 3, CitationKind.LINK),))
    first, second = find_claims(cited, open_language()).claims
    assert (first.references, second.references) == ((3,), ())


NOTED = """# Mill closes

The mill at Harrow employed 240 people in 2019 and sold 400 looms.[^a] It was built in 1911.
Profit fell 4%, the council says.[^b]

- Colder Lane will be sold. It was valued at £850,000.[^a]

[^a]: [Harrow Gazette](https://gazette.example/mill), 2020.
[^b]: [Council report](https://council.example/report).
"""
NUMBERED = """Mill closes

The mill at Harrow employed 240 people in 2019, more than half of them women [1]. It was built in 1911.

Profit fell 4%, the council says.[2] The mill was sold in 2020 [1, 2].

References

1. Harrow Gazette. The mill. https://gazette.example/mill
2. Harrow Council. Report. https://council.example/report
"""


@pytest.mark.parametrize(
    ("text", "name", "cited"),
    [
        (
            NOTED,
            "mill.md",
            {"240 people": (1,), "400 looms": (1,), "built in 1911": (), "fell 4%": (2,), "be sold": (1,)},
        ),
        (
            NUMBERED,
            "mill.txt",
            {"240 people in": (1,), "were women": (1,), "built": (), "fell 4%": (2,), "sold in 2020": (1, 2)},
        ),
    ],
)
def test_each_part_of_a_sentence_has_its_marks(
    text: str, name: str, cited: dict[str, tuple[int, ...]]
) -> None:
    """Footnotes and numbers after the full stop go with each claim of their sentence, and with none of the next; a list item's
    with all of it."""
    claims = find_claims(read_article(text.encode(), name=name), open_language()).claims
    for words, numbers in cited.items():
        (found,) = [claim for claim in claims if words in claim.text]
        assert found.references == numbers, found.text


def test_a_bare_sentence_is_a_claim_as_it_stands() -> None:
    """Nothing is split off or resolved when one sentence is given."""
    claim = read_claim("It cost $5 million, and she paid it.", open_language())
    assert claim.text == claim.source.exact == "It cost $5 million, and she paid it."
    assert claim.quantities[0].currency == "USD"
    assert read_claim("", open_language()).text == ""


def test_time_grows_with_the_text_and_no_faster() -> None:
    """Ten times the text takes less than twelve times as long, measured in the process's own time."""
    paragraph = (
        "Anna Holm{i}, leader of the Tern List, voted against the plan in 2019. She had promised 40 jobs, and "
        "the council later gave the yard €{i} million. Its director, Paul Osei, said the sum was too small."
    )
    nlp = open_language()

    def seconds(paragraphs: int) -> float:
        made = article(*(paragraph.replace("{i}", str(i)) for i in range(paragraphs)))
        best = 9e9
        for _ in range(2):
            began = time.process_time()
            find_claims(made, nlp)
            best = min(best, time.process_time() - began)
        return best

    seconds(2)
    assert seconds(40) < 12 * seconds(4)


def test_what_leaves_no_words_is_no_error() -> None:
    """A dash alone after sentences, which leaves a draft without words: found by made-up articles."""
    text = (
        "Ivo Marsh opened by December 2031.  Ivo Marsh cost by December 2031 in May. Holm is the head of the new hall. "
        "뼜ª Weir & Sons said that it bought in May. —"
    )
    found = find_claims(read_article(text.encode(), name="a.txt"), open_language()).claims
    assert found
    assert all(claim.text.strip() for claim in found)


def test_a_mark_that_points_to_a_source_is_no_part_of_the_claim() -> None:
    """A linked number says nothing itself, least of all one figure more."""
    html = (
        "<article><h1>Mill closes</h1><p>"
        'The mill at Harrow employed 240 people <a href="https://a.example/x">1</a> in 2019. '
        'It paid £1 million in 2011<a href="https://b.example/y">2</a>. '
        'Output fell 4%<a href="#n9">[9]</a> in 2020.</p></article>'
    )
    claims = find_claims(read_article(html.encode(), name="mill.html"), open_language()).claims
    assert [claim.text for claim in claims] == [
        "The mill at Harrow employed 240 people in 2019.",
        "The mill at Harrow paid £1 million in 2011.",
        "Output fell 4% in 2020 [Harrow].",
    ]


def test_a_number_after_an_abbreviation_stays() -> None:
    """'looms.3' ends with a raised mark, 'No.3' with a number."""
    text = (
        "<article><h1>Pits</h1><p>The council closed the pit known as No.3. "
        "The mill at Harrow had 31 looms.<sup>3</sup></p></article>"
    )
    claims = find_claims(read_article(text.encode(), name="pits.html"), open_language()).claims
    assert [claim.text for claim in claims] == [
        "The council closed the pit known as No.3.",
        "The mill at Harrow had 31 looms.",
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "0002-01-01", "9999-12-31"])
def test_a_page_of_no_possible_day_is_read(day: str) -> None:
    """A program's zero or last day in a page's metadata breaks nothing, and settles no 'last year'."""
    page = (
        f'<html><head><meta property="article:published_time" content="{day}"></head><body><article><h1>Mill</h1>'
        "<p>The mill at Harrow closed in March. It had lost £2 million last winter.</p></article></body></html>"
    )
    claims = find_claims(read_article(page.encode(), name="mill.html"), open_language()).claims
    assert len(claims) == 2
    assert all(not claim.dates for claim in claims)
