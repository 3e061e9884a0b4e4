"""A run as the ``claimcheck/1`` object: plain values that any JSON writer takes, every key present."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any

from claimcheck.model.article import Article, Reference
from claimcheck.model.claim import Claim, Extraction, PartialDate, Quantity, Sentence
from claimcheck.model.evidence import Capture, Evidence
from claimcheck.model.note import Note
from claimcheck.model.run import Candidate, Run, Source
from claimcheck.model.verdict import Verdict
from claimcheck.report.summary import Finding, count_reasons, count_sentences, find_findings

SCHEMA = "claimcheck/1"
type Row = dict[str, Any]  # a JSON object


def load_schema() -> Row:
    """The published JSON Schema (draft 2020-12) of what ``describe_run`` returns."""
    schema: Row = json.loads(
        files("claimcheck.report").joinpath("claimcheck-1.schema.json").read_text("utf-8")
    )
    return schema


def describe_run(run: Run, notes: Sequence[Note] | None = None) -> Row:
    """The ``claimcheck/1`` object of a run. Offsets index ``article.text``; those of evidence index the document.

    Keys after the contract's own come last in each object. A run without verdicts (claims only) is valid too. ``notes``
    are ``None`` where none were looked for.
    """
    findings = find_findings(run)
    return {
        "schema": SCHEMA,
        "article": _article(run.article),
        "run": _run(run),
        "accounting": _accounting(run.extraction, findings),
        "references": [_reference(source.reference, source) for source in run.sources],
        "claims": [_claim(finding) for finding in findings],
        "sentences": [_sentence(sentence) for sentence in run.extraction.sentences],
        "notes": None if notes is None else [_note(note) for note in notes],
    }


def describe_extraction(article: Article, extraction: Extraction) -> Row:
    """The same object for claims alone: no run, no verdicts, and references without a state, as nothing was read."""
    findings = tuple(Finding(number, claim, None) for number, claim in enumerate(extraction.claims, start=1))
    return {
        "schema": SCHEMA,
        "article": _article(article),
        "run": None,
        "accounting": _accounting(extraction, findings),
        "references": [_reference(reference, None) for reference in article.references],
        "claims": [_claim(finding) for finding in findings],
        "sentences": [_sentence(sentence) for sentence in extraction.sentences],
        "notes": None,
    }


def _article(article: Article) -> Row:
    return {
        "title": article.title or None,
        "url": article.url or None,
        "sha256": article.sha256,
        "published": _iso(article.published),
        "text": article.text,
        "language": article.language or None,
        "authors": list(article.authors),
        "publisher": article.publisher or None,
        "notes": list(article.notes),
    }


def _run(run: Run) -> Row:
    engine = run.engine
    return {
        "id": run.id,
        "started": run.started.isoformat(),
        "finished": run.finished.isoformat() if run.finished else None,
        "engine": {
            "claimcheck": engine.claimcheck,
            "language_model": engine.language_model,
            "verifier": engine.verifier,
            "rules": engine.rules,
            "key": engine.key,
        },
        "issues": [{"where": issue.where, "cause": issue.cause} for issue in run.issues],
    }


def _accounting(extraction: Extraction, findings: tuple[Finding, ...]) -> Row:
    """Counts of sentences by bucket; ``claims_in`` and ``verdicts_out`` count claims."""
    sentences = extraction.sentences
    buckets = count_sentences(sentences)
    return {
        "sentences": len(sentences),
        "claims": buckets["claim"],
        "duplicates": buckets["duplicate"],
        "furniture": buckets["furniture"],
        "not_checkable": count_reasons(sentences),
        "claims_in": sum(finding.due for finding in findings),
        "verdicts_out": sum(finding.due and not finding.missing for finding in findings),
    }


def _reference(reference: Reference, source: Source | None) -> Row:
    document = source.document if source else None
    return {
        "n": reference.n,
        "further": reference.further,
        "title": reference.title or None,
        "publisher": reference.publisher or None,
        "url": reference.url or None,
        "state": str(source.state) if source else None,
        "captures": [_capture(capture) for capture in (source.captures if source else ())],
        "published": _iso((document.published if document else None) or reference.published),
        "document_title": (document.title or None) if document else None,
        "origin": str(source.origin) if source and source.origin else None,
        "candidates": [_candidate(candidate) for candidate in (source.candidates if source else ())],
    }


def _candidate(candidate: Candidate) -> Row:
    return {
        "url": candidate.url,
        "title": candidate.title or None,
        "provider": candidate.provider,
        "score": candidate.score,
        "why": candidate.why,
        "published": _iso(candidate.published),
        "chosen": candidate.chosen,
    }


def _capture(capture: Capture) -> Row:
    return {
        "url": capture.url or None,
        "final_url": capture.final_url or None,
        "outcome": str(capture.outcome),
        "status": capture.status or None,
        "sha256": capture.sha256 or None,
        "media_type": capture.media_type or None,
        "fetched": capture.fetched.isoformat(),
        "kind": str(capture.kind),
        "detail": capture.detail or None,
        "elapsed": capture.elapsed,
    }


def _claim(finding: Finding) -> Row:
    claim = finding.claim
    source = claim.source
    return {
        "id": claim.id,
        "text": claim.text,
        "source": {
            "exact": source.exact,
            "prefix": source.prefix,
            "suffix": source.suffix,
            "start": source.start,
            "end": source.end,
        },
        "section": list(claim.section),
        "block": claim.block,
        "kind": str(claim.kind),
        "modality": str(claim.modality),
        "worth": claim.worth,
        "duplicate_of": claim.duplicate_of or None,
        "mentions": [{"text": mention.text, "label": mention.label} for mention in claim.mentions],
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "dates": [_date(day) for day in claim.dates],
        "references": list(claim.references),
        "verdict": _verdict(finding.verdict, claim) if finding.verdict else None,
        "saying": _saying(claim),
    }


def _saying(claim: Claim) -> Row | None:
    said = claim.saying
    return {"speaker": said.speaker, "verb": said.verb, "quoted": said.quoted or None} if said else None


def _quantity(quantity: Quantity) -> Row:
    return {
        "text": quantity.text,
        "value": _number(quantity.value),
        "low": None if quantity.low is None else _number(quantity.low),
        "high": None if quantity.high is None else _number(quantity.high),
        "unit": quantity.unit or None,
        "currency": quantity.currency or None,
        "counted": quantity.counted or None,
        "approximate": quantity.approximate,
        "scope": quantity.scope or None,
        "bound": str(quantity.bound),
    }


def _date(day: PartialDate) -> Row:
    return {
        "text": day.text,
        "start": day.start.isoformat(),
        "end": day.end.isoformat(),
        "relation": day.relation or None,
    }


def _verdict(verdict: Verdict, claim: Claim) -> Row:
    return {
        "label": str(verdict.label),
        "confidence": verdict.confidence,
        "shortfall": str(verdict.shortfall) if verdict.shortfall else None,
        "rule": verdict.rule,
        "justification": verdict.justification,
        "evidence": [_evidence(evidence) for evidence in verdict.evidence],
        "due": _iso(claim.due),
    }


def _evidence(evidence: Evidence) -> Row:
    passage = evidence.passage
    quote = passage.selector
    return {
        "stance": str(evidence.stance),
        "score": evidence.score,
        "quote": quote.exact,
        "start": quote.start,
        "end": quote.end,
        "reference": passage.reference,
        "url": passage.url or None,
        "capture_sha256": passage.capture_sha256 or None,
        "kind": str(passage.kind),
        "rule": evidence.rule,
        "note": evidence.note or None,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "title": passage.title or None,
        "publisher": passage.publisher or None,
        "published": _iso(passage.published),
        "comparisons": [
            {"aspect": pair.aspect, "claim": pair.claim, "evidence": pair.evidence, "agrees": pair.agrees}
            for pair in evidence.comparisons
        ],
        "page": passage.page,
    }


def _sentence(sentence: Sentence) -> Row:
    return {
        "start": sentence.span.start,
        "end": sentence.span.end,
        "block": sentence.block,
        "bucket": str(sentence.bucket),
        "reason": sentence.reason or None,
        "claims": list(sentence.claims),
    }


def _note(note: Note) -> Row:
    places = [{"start": place.start, "end": place.end} for place in note.places]
    return {"kind": str(note.kind), "says": note.says, "places": places}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal) -> int | float:
    """A JSON number: whole values as integers, so that billions keep every digit."""
    return int(value) if value == value.to_integral_value() else float(value)
