"""ClaimReview: only what a person decided, in schema.org's words, readable without a network."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from pyld import jsonld
from tests.runs import NOON, build_hostile_run, build_run

from claimcheck.errors import UsageError
from claimcheck.model.claim import Saying
from claimcheck.model.run import Run
from claimcheck.model.verdict import Decision, Label, Review
from claimcheck.report.background import Background
from claimcheck.report.claimreview import UNREVIEWED, load_schema, render_claimreview

RUN = build_run()
RELIT, COST, FIFTH = (claim.id for claim in RUN.extraction.claims[:3])
SCHEMA = Draft202012Validator(load_schema(), format_checker=FormatChecker())


def decided(*answers: tuple[str, Label | None], stands: bool = True, wording: str = "") -> Background:
    return Background(
        decisions=tuple(
            Decision(Review(claim, "Ana Teal", NOON, label, "accepted", "Seen.", wording), stands)
            for claim, label in answers
        )
    )


def read(run: Run, background: Background, **options: Any) -> list[dict[str, Any]]:
    return json.loads(render_claimreview(run, background, **options))["@graph"]  # type: ignore[no-any-return]


def refuse(url: str, _: object) -> None:
    raise AssertionError(f"asked for {url}")


def expand(text: str) -> list[dict[str, Any]]:
    """As a JSON-LD processor sees it, without a network."""
    return jsonld.expand(json.loads(text), {"documentLoader": refuse})  # type: ignore[no-any-return]


def test_only_what_was_decided() -> None:
    """One entry for each claim with a standing label of a person; 'not a claim' and fallen decisions leave nothing."""
    nodes = read(RUN, decided((RELIT, Label.SUPPORTED), (COST, None)))
    assert [node["claimReviewed"] for node in nodes] == ["The Skerry lamp was relit in May 1998."]
    with pytest.raises(UsageError, match="no verdict of this run was reviewed"):
        render_claimreview(RUN, decided((RELIT, Label.SUPPORTED), stands=False))
    with pytest.raises(UsageError, match="--draft"):
        render_claimreview(RUN)


def test_the_persons_answer_is_rated() -> None:
    """Label, wording and name are the person's; Not Enough Evidence has no place on the scale."""
    answers = decided(
        (RELIT, Label.REFUTED), (FIFTH, Label.NOT_ENOUGH), wording="The lamp burned again in 1998."
    )
    first, second = read(RUN, answers)
    assert first["reviewRating"] == {
        "@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "Refuted",
    }  # fmt: skip
    assert first["claimReviewed"] == "The lamp burned again in 1998."
    assert first["author"] == {"@type": "Person", "name": "Ana Teal"}
    assert second["reviewRating"] == {"@type": "Rating", "alternateName": "Not Enough Evidence"}


def test_what_is_reviewed() -> None:
    """The claim as the article has it, where it appeared, and who made it: the one quoted, else the article's author."""
    (node,) = read(RUN, decided((COST, Label.REFUTED)), address="https://desk.example/light.html")
    item = node["itemReviewed"]
    assert item["name"] == "the council put the repairs at €820 billion, a fifth more than planned"
    assert item["appearance"]["url"] == "https://paper.example/light"
    assert item["appearance"]["datePublished"] == "2026-03-10"
    assert node["url"] == "https://desk.example/light.html#c2"
    assert node["isBasedOn"] == ["https://source-1.example/story"]
    assert node["citation"][0]["text"] == "The council approved €820 million for the repairs."
    assert "author" not in item
    signed = replace(RUN, article=replace(RUN.article, authors=("Lo Finch",)))
    assert read(signed, decided((COST, Label.REFUTED)))[0]["itemReviewed"]["author"]["name"] == "Lo Finch"
    said = replace(RUN.extraction.claims[1], saying=Saying("The council", "put"))
    claims = (RUN.extraction.claims[0], said, *RUN.extraction.claims[2:])
    quoted = replace(RUN, extraction=replace(RUN.extraction, claims=claims))
    author = read(quoted, decided((COST, Label.REFUTED)))[0]["itemReviewed"]["author"]
    assert author == {"@type": "Organization", "name": "The council"}


def test_valid() -> None:
    """What leaves validates against the published schema, and every term of it is schema.org's after expansion."""
    everything = decided(*((claim.id, Label.SUPPORTED) for claim in RUN.extraction.claims))
    text = render_claimreview(RUN, everything, address="https://desk.example/light.html")
    SCHEMA.validate(json.loads(text))
    nodes = expand(text)
    assert len(nodes) == 6
    for node in nodes:
        assert node["@type"] == ["https://schema.org/ClaimReview"]
        for term in ("author", "claimReviewed", "itemReviewed", "reviewRating", "datePublished"):
            assert f"https://schema.org/{term}" in node
        assert node["https://schema.org/url"][0]["@id"].startswith("https://desk.example/")
    assert count_terms(json.loads(text)["@graph"]) == count_terms(nodes)


def count_terms(value: Any) -> int:
    """Keys but JSON-LD's own, at any depth: expansion drops those that are no terms."""
    if isinstance(value, list):
        return sum(count_terms(one) for one in value)
    if not isinstance(value, dict):
        return 0
    return sum((not key.startswith("@")) + count_terms(one) for key, one in value.items())


def test_draft_is_marked_and_refused() -> None:
    """A draft says in each entry that no person reviewed it, and does not pass for a published file."""
    text = render_claimreview(RUN, decided((RELIT, Label.SUPPORTED)), draft=True)
    nodes = json.loads(text)["@graph"]
    assert [node["creativeWorkStatus"] for node in nodes] == ["Published", *["Draft"] * 5]
    assert all(node["disambiguatingDescription"] == UNREVIEWED for node in nodes[1:])
    assert len(expand(text)) == 6
    with pytest.raises(ValidationError):
        SCHEMA.validate(json.loads(text))


def test_hostile_text_stays_text() -> None:
    """Addresses that are none of the web's are left out; whatever else came from outside is a plain value."""
    run = build_hostile_run()
    text = render_claimreview(
        run, decided((run.extraction.claims[0].id, Label.REFUTED)), address="javascript:alert(1)"
    )
    (node,) = json.loads(text)["@graph"]
    assert "javascript:" not in json.dumps(
        [node.get("url"), node.get("isBasedOn"), node["citation"][0].get("url")]
    )
    assert "url" not in node["itemReviewed"]["appearance"]
