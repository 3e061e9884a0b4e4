"""Reviewed verdicts as schema.org ClaimReview in JSON-LD, for interchange with other fact checkers.

Only what a person decided leaves: a machine's verdict is no fact check. A draft holds the rest too, and each entry of it
says so in ``creativeWorkStatus``; the published JSON Schema refuses such a file. The context stands in the file, so
that it is read without a network.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from claimcheck.errors import UsageError
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Evidence, Stance
from claimcheck.model.run import Run
from claimcheck.model.verdict import Decision, Label
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.plain import plain, web_address
from claimcheck.report.summary import Finding, find_findings

type Node = dict[str, Any]  # a JSON-LD object

SCHEMA_ORG = "https://schema.org/"
CONTEXT: Node = {
    "@vocab": SCHEMA_ORG,
    **{name: {"@id": SCHEMA_ORG + name, "@type": "@id"} for name in ("url", "isBasedOn")},
    "datePublished": {"@id": SCHEMA_ORG + "datePublished", "@type": SCHEMA_ORG + "Date"},
}
PUBLISHED, DRAFT = "Published", "Draft"
UNREVIEWED = "A machine's verdict. No person has reviewed it; it is no fact check to publish."
RATINGS = {Label.REFUTED: 1, Label.CONFLICTING: 3, Label.SUPPORTED: 5}
"""Places on a scale from 1 (false) to 5 (true). Not Enough Evidence is no place on it: it has a name only."""


def load_schema() -> Node:
    """The published JSON Schema (draft 2020-12) of a file of reviewed verdicts. A draft does not validate against it."""
    schema: Node = json.loads(
        files("claimcheck.report").joinpath("claimreview.schema.json").read_text("utf-8")
    )
    return schema


def render_claimreview(
    run: Run, background: Background = NOTHING, *, draft: bool = False, address: str = ""
) -> str:
    """A JSON-LD graph with one ClaimReview for each claim on which a person's decision stands.

    ``draft`` adds the machine's verdicts, marked as unreviewed. ``address`` is where the report will be published.
    Raises UsageError when there is nothing reviewed and no draft was asked for.
    """
    people = {one.review.claim: one for one in background.decisions if one.stands}
    nodes = [
        _review(run, finding, people.get(finding.claim.id), address)
        for finding in find_findings(run)
        if finding.due
        and (_is_rated(people[finding.claim.id]) if finding.claim.id in people else draft and finding.verdict)
    ]
    if not nodes and not draft:
        raise UsageError(
            "no verdict of this run was reviewed, and a ClaimReview is a person's: decide in `claimcheck review` first,"
            " or take --draft for a file that is marked as unreviewed"
        )
    return json.dumps({"@context": CONTEXT, "@graph": nodes}, ensure_ascii=False, indent=1) + "\n"


def _is_rated(decision: Decision) -> bool:
    """A person who says 'not a claim' rates nothing."""
    return decision.review.label is not None


def _review(run: Run, finding: Finding, decision: Decision | None, address: str) -> Node:
    claim, verdict = finding.claim, finding.verdict
    label = decision.review.label if decision else verdict.label if verdict else None
    told = [decision.review.note if decision else "", verdict.justification if verdict else ""]
    moment = decision.review.decided if decision else run.finished or run.started
    based = [one for one in verdict.evidence if one.stance is not Stance.NEUTRAL] if verdict else []
    return _without_gaps(
        {
            "@type": "ClaimReview",
            "@id": f"urn:claimcheck:{run.id}:{claim.id}",
            "url": f"{address}#c{finding.number}" if web_address(address) else None,
            "datePublished": moment.date().isoformat(),
            "creativeWorkStatus": PUBLISHED if decision else DRAFT,
            "disambiguatingDescription": None if decision else UNREVIEWED,
            "author": _reviewer(decision),
            "claimReviewed": plain((decision.review.wording if decision else "") or claim.text),
            "itemReviewed": _claim(run, claim),
            "reviewRating": _rating(label),
            "reviewBody": plain(" ".join(part for part in told if part)),
            "isBasedOn": list(
                dict.fromkeys(one.passage.url for one in based if web_address(one.passage.url))
            ),
            "citation": [_source(one) for one in based],
            "inLanguage": run.article.language,
        }
    )


def _reviewer(decision: Decision | None) -> Node:
    if decision is None:
        return {"@type": "Organization", "name": "claimcheck (a program)"}
    return {"@type": "Person", "name": plain(decision.review.reviewer)}


def _rating(label: Label | None) -> Node:
    scale = {"worstRating": 1, "bestRating": 5}
    value = {"ratingValue": RATINGS[label], **scale} if label in RATINGS else {}
    return {"@type": "Rating", **value, "alternateName": str(label)}


def _claim(run: Run, claim: Claim) -> Node:
    article = run.article
    return _without_gaps(
        {
            "@type": "Claim",
            "name": plain(claim.source.exact),
            "author": _speaker(run, claim),
            "datePublished": article.published.isoformat() if article.published else None,
            "appearance": _without_gaps(
                {
                    "@type": "Article",
                    "url": web_address(article.url),
                    "headline": plain(article.title),
                    "datePublished": article.published.isoformat() if article.published else None,
                    "author": [{"@type": "Person", "name": plain(name)} for name in article.authors],
                    "publisher": _organization(article.publisher),
                    "identifier": f"sha256:{article.sha256}",
                }
            ),
        }
    )


def _speaker(run: Run, claim: Claim) -> Node | None:
    """Who makes the claim: the one who is quoted, else the article's author, else its publisher."""
    if claim.saying is not None and claim.saying.speaker:
        speaker = plain(claim.saying.speaker)
        person = any(one.label == "PERSON" and one.text in speaker for one in claim.mentions)
        return {"@type": "Person" if person else "Organization", "name": speaker}
    if run.article.authors:
        return {"@type": "Person", "name": plain(run.article.authors[0])}
    return _organization(run.article.publisher)


def _organization(name: str) -> Node | None:
    return {"@type": "Organization", "name": plain(name)} if plain(name) else None


def _source(one: Evidence) -> Node:
    passage = one.passage
    return _without_gaps(
        {
            "@type": "CreativeWork",
            "name": plain(passage.title or passage.publisher) or f"reference {passage.reference}",
            "url": web_address(passage.url),
            "datePublished": passage.published.isoformat() if passage.published else None,
            "publisher": _organization(passage.publisher),
            "text": plain(passage.text),
            "identifier": f"sha256:{passage.capture_sha256}" if passage.capture_sha256 else None,
        }
    )


def _without_gaps(node: Node) -> Node:
    """JSON-LD has no nulls: what is unknown is left out."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
