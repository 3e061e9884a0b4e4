"""Every sentence lands in one bucket, and what is a claim stands by itself."""

from __future__ import annotations

from tests.builders import article, furniture, heading
from claimcheck.extract.claims import find_claims, read_claim
from claimcheck.model.claim import Bucket
from claimcheck.text.syntax import open_language


def test_every_sentence_is_in_one_bucket() -> None:
    """Claims, questions, headings and furniture add up to the sentences of the article."""
    made = article(
        heading("A heading"),
        "The bridge cost 5 million euros in 2020. Was it worth it? I think so.",
        furniture("6 min read"),
    )
    found = find_claims(made, open_language())
    buckets = [sentence.bucket for sentence in found.sentences]
    assert buckets == [
        Bucket.NOT_CHECKABLE,
        Bucket.CLAIM,
        Bucket.NOT_CHECKABLE,
        Bucket.NOT_CHECKABLE,
        Bucket.FURNITURE,
    ]


def test_the_same_article_gives_the_same_claims() -> None:
    """Ids and texts depend on the article alone."""
    made = article("Anna Holm has been mayor since 2019. She was born in Oslo in 1960.")
    assert find_claims(made, open_language()) == find_claims(made, open_language())


def test_a_bare_sentence_is_a_claim_as_it_stands() -> None:
    """Nothing is split off or resolved when one sentence is given."""
    claim = read_claim("It cost $5 million, and she paid it.", open_language())
    assert claim.text == "It cost $5 million, and she paid it."
    assert claim.quantities[0].currency == "USD"
