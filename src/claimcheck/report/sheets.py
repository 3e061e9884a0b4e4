"""One row a claim, for spreadsheets (CSV) and scripts (JSON Lines), in a fixed column order.

A spreadsheet takes a cell that begins with = + - @ for a formula, and an id of digits, or of digits and an e, for a
number. Such a cell gets an apostrophe before it, and so does one that begins with an apostrophe itself: ``parse_csv``
takes exactly one away, and every value comes back as it was.
"""

from __future__ import annotations

import csv
import io
import json
import re

from claimcheck.model.run import Run
from claimcheck.report.plain import find_proof
from claimcheck.report.rows import Row
from claimcheck.report.summary import Finding, find_findings

COLUMNS = {
    "run": "id of the run",
    "n": "number of the claim in reading order, from 1",
    "id": "id of the claim",
    "text": "the self-contained claim",
    "exact": "its words in the article",
    "start": "offset of those words in the article's text, in code points",
    "end": "where they end, exclusive",
    "section": "headings above it, outermost first (a JSON list)",
    "block": "number of the article's block",
    "kind": "quantity, role, event, attribution, capability or relation",
    "modality": "asserted, reported, planned, predicted, opinion or question",
    "worth": "how much it is worth checking, 0 to 1",
    "duplicate_of": "id of the claim that it repeats",
    "cites": "numbers of the references it cites (a JSON list)",
    "due": "last day of a plan's date",
    "label": "one of the four AVeriTeC labels; empty when no verdict is due",
    "confidence": "0 to 1",
    "shortfall": "why evidence is lacking",
    "rule": "the rule that decided",
    "justification": "why, in plain sentences",
    "stance": "of the proof, or else of the nearest passage: supports, refutes or neutral",
    "quote": "that passage, verbatim",
    "quote_start": "its offset in the document's text, in code points",
    "quote_end": "where it ends, exclusive",
    "reference": "number of the reference it is from",
    "publisher": "of that reference",
    "url": "of that reference",
    "source_kind": "page, pdf, archived or digest (a paraphrase, not the publisher's page)",
    "capture_sha256": "digest of the bytes that were read",
    "passages": "how many passages were weighed",
}
"""The columns in their order, each with what it holds. New ones are added at the end."""

_NUMBERS = frozenset({"n", "start", "end", "block", "quote_start", "quote_end", "reference", "passages"})
_FRACTIONS = frozenset({"worth", "confidence"})
_LISTS = frozenset({"section", "cites"})
_FORMULA = tuple("=+-@\t\r\n＝＋－＠'")
_NUMBER = re.compile(r"\s*\d[\d.,]*(?:[eE][+-]?\d+)?\s*%?\s*")


def describe_claims(run: Run) -> list[Row]:
    """One object a claim, its keys those of ``COLUMNS`` in that order; what is unused is null."""
    return [_describe(run, finding) for finding in find_findings(run)]


def render_jsonl(run: Run) -> str:
    """One JSON object a line, verbatim; '' when there are no claims."""
    return "".join(_line(row) for row in describe_claims(run))


def render_csv(run: Run) -> str:
    """A header line and a line a claim, all quoted, lines ended by CR LF (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in describe_claims(run):
        writer.writerow(_cell(value) for value in row.values())
    return out.getvalue()


def parse_csv(text: str) -> list[Row]:
    """What ``describe_claims`` gave, from what ``render_csv`` wrote. Raises ValueError on other columns."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != tuple(COLUMNS):
        raise ValueError(f"not the columns of a claim table: {reader.fieldnames}")
    return [{column: _value(column, cell) for column, cell in row.items()} for row in reader]


def _describe(run: Run, finding: Finding) -> Row:
    claim = finding.claim
    return {
        "run": run.id,
        "n": finding.number,
        "id": claim.id,
        "text": claim.text,
        "exact": claim.source.exact,
        "start": claim.source.start,
        "end": claim.source.end,
        "section": list(claim.section),
        "block": claim.block,
        "kind": str(claim.kind),
        "modality": str(claim.modality),
        "worth": claim.worth,
        "duplicate_of": claim.duplicate_of or None,
        "cites": list(claim.references),
        "due": claim.due.isoformat() if claim.due else None,
        **_describe_verdict(finding),
    }


def _describe_verdict(finding: Finding) -> Row:
    verdict = finding.verdict
    evidence = find_proof(verdict) or next(iter(verdict.evidence if verdict else ()), None)
    passage = evidence.passage if evidence else None
    return {
        "label": str(verdict.label) if verdict else None,
        "confidence": verdict.confidence if verdict else None,
        "shortfall": str(verdict.shortfall) if verdict and verdict.shortfall else None,
        "rule": (verdict.rule or None) if verdict else None,
        "justification": (verdict.justification or None) if verdict else None,
        "stance": str(evidence.stance) if evidence else None,
        "quote": passage.selector.exact if passage else None,
        "quote_start": passage.selector.start if passage else None,
        "quote_end": passage.selector.end if passage else None,
        "reference": passage.reference if passage else None,
        "publisher": (passage.publisher or None) if passage else None,
        "url": (passage.url or None) if passage else None,
        "source_kind": str(passage.kind) if passage else None,
        "capture_sha256": (passage.capture_sha256 or None) if passage else None,
        "passages": len(verdict.evidence) if verdict else None,
    }


def _line(row: Row) -> str:
    written = json.dumps(row, ensure_ascii=False, allow_nan=False)
    for separator in "\x85\u2028\u2029":  # some readers end a line at these too
        written = written.replace(separator, f"\\u{ord(separator):04x}")
    return written + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    written = str(value)
    live = written.lstrip(" \u00a0").startswith(_FORMULA)
    return f"'{written}" if live or (isinstance(value, str) and _NUMBER.fullmatch(written)) else written


def _value(column: str, cell: str) -> object:
    if not cell:
        return None
    if column in _NUMBERS:
        return int(cell)
    if column in _FRACTIONS:
        return float(cell)
    if column in _LISTS:
        return json.loads(cell)
    return cell.removeprefix("'")
