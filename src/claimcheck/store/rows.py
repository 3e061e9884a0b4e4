"""The model's dataclasses as the tables' rows, and back. Where a row is keyed by content, its key is made here."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from claimcheck.model.article import Article, Reference
from claimcheck.model.claim import Claim, Sentence
from claimcheck.model.evidence import Capture, Document, Evidence, Stance
from claimcheck.model.verdict import DECISIVE, Label, Verdict
from claimcheck.store.packing import digest, pack_columns, unpack

type Columns = dict[str, Any]

LIFTED = ("reference", "capture_sha256", "url", "kind")  # fields of a passage that are columns of evidence
PROOF_STANCES = {
    Label.SUPPORTED: {Stance.SUPPORTS},
    Label.REFUTED: {Stance.REFUTES},
    Label.CONFLICTING: {Stance.SUPPORTS, Stance.REFUTES},
}


def article_row(article: Article) -> Columns:
    columns = pack_columns(article)
    del columns["references"]  # rows of their own
    return {"key": digest(article), **columns}


def reference_row(article_key: str, reference: Reference) -> Columns:
    return {"article_key": article_key, **pack_columns(reference)}


def read_article_row(row: Mapping[str, Any], references: list[Columns]) -> Article:
    return unpack(Article, {**row, "references": references})


def claim_row(article_sha256: str, claim: Claim) -> Columns:
    columns = pack_columns(claim)
    source = columns.pop("source")
    return {
        "key": digest(claim),
        "article_sha256": article_sha256,
        **{name: source[name] for name in ("exact", "prefix", "suffix")},
        "starts": source["start"],
        "ends": source["end"],
        "cites": columns.pop("references"),
        **columns,
    }


def read_claim_row(row: Mapping[str, Any]) -> Claim:
    source = {**row, "start": row["starts"], "end": row["ends"]}
    return unpack(Claim, {**row, "source": source, "references": row["cites"]})


def sentence_row(extraction_key: str, n: int, sentence: Sentence) -> Columns:
    columns = pack_columns(sentence)
    span = columns.pop("span")
    return {"extraction_key": extraction_key, "n": n, "starts": span["start"], "ends": span["end"], **columns}


def read_sentence_row(row: Mapping[str, Any]) -> Sentence:
    return unpack(Sentence, {**row, "span": {"start": row["starts"], "end": row["ends"]}})


def capture_row(capture: Capture) -> Columns:
    columns = pack_columns(capture)
    return {"key": digest(capture), **columns, "sha256": capture.sha256 or None}


def read_capture_row(row: Mapping[str, Any]) -> Capture:
    return unpack(Capture, {**row, "sha256": row["sha256"] or ""})


def document_row(document: Document) -> Columns:
    """Without the reference that it was read for: two articles that cite one page share the row."""
    columns = pack_columns(document)
    del columns["reference"]
    text_sha256 = hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    return {"key": document_key(document), "text_sha256": text_sha256, **columns}


def document_key(document: Document) -> str:
    return digest(replace(document, reference=0))


def read_document_row(row: Mapping[str, Any], reference: int) -> Document:
    return unpack(Document, {**row, "reference": reference})


def find_proof(verdict: Verdict) -> int | None:
    """The first evidence whose stance is what the label says; ``None`` for Not Enough Evidence, or where none fits."""
    if verdict.label not in DECISIVE:
        return None
    fitting = PROOF_STANCES[verdict.label]
    return next((n for n, evidence in enumerate(verdict.evidence) if evidence.stance in fitting), None)


def verdict_row(
    verdict: Verdict, *, claim_key: str, engine_key: str, inputs_key: str, run_id: str
) -> Columns:
    columns = pack_columns(verdict, but={"claim", "evidence"})  # evidence has rows of its own
    proof = find_proof(verdict)
    return {
        "id": digest((claim_key, engine_key, inputs_key)),
        "claim_key": claim_key,
        "engine_key": engine_key,
        "inputs_key": inputs_key,
        "run_id": run_id,
        "proof": proof,
        "proof_stance": None if proof is None else verdict.evidence[proof].stance.value,
        "seal": digest(verdict),
        **columns,
    }


def read_verdict_row(row: Mapping[str, Any], claim_id: str, evidence: list[Columns]) -> Verdict:
    """``evidence`` is ``read_evidence_row`` of its rows, in their order."""
    return unpack(Verdict, {**row, "claim": claim_id, "evidence": evidence})


def evidence_row(verdict_id: str, n: int, evidence: Evidence, of_document: str) -> Columns:
    columns = pack_columns(evidence)
    passage = columns.pop("passage")
    selector = passage.pop("selector")
    return {
        "verdict_id": verdict_id,
        "n": n,
        "document_key": of_document,
        "quote": selector["exact"],
        "prefix": selector["prefix"],
        "suffix": selector["suffix"],
        "starts": selector["start"],
        "ends": selector["end"],
        **{name: passage.pop(name) for name in LIFTED},
        "passage": passage,
        **columns,
    }


def read_evidence_row(row: Mapping[str, Any]) -> Columns:
    """Nested again, as ``unpack`` reads it."""
    selector = {
        "exact": row["quote"],
        "prefix": row["prefix"],
        "suffix": row["suffix"],
        "start": row["starts"],
        "end": row["ends"],
    }
    passage = {**row["passage"], **{name: row[name] for name in LIFTED}, "selector": selector}
    return {**row, "passage": passage}
