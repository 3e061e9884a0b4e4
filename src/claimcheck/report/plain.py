"""Words for readers, safe to print anywhere: one line, no controls, dates written out, links that are links."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from claimcheck.model.evidence import CaptureKind, Evidence, Outcome, Stance
from claimcheck.model.run import AddressOrigin, ReferenceState, Source
from claimcheck.model.verdict import Shortfall, Verdict

KINDS = {
    CaptureKind.PAGE: "page",
    CaptureKind.PDF: "PDF",
    CaptureKind.ARCHIVED: "archived copy",
    CaptureKind.DIGEST: "digest",
}
STATES = {
    ReferenceState.READ: "read",
    ReferenceState.ARCHIVED: "read from an archived copy",
    ReferenceState.DIGEST: "read as a digest only",
    ReferenceState.UNREADABLE: "fetched, but no text could be read",
    ReferenceState.UNREACHABLE: "could not be fetched",
    ReferenceState.UNRESOLVED: "no address known",
}
ORIGINS = {
    AddressOrigin.GIVEN: "",
    AddressOrigin.FOUND: "address found by a search",
    AddressOrigin.PINNED: "address fixed by a person",
}
SHORTFALLS = {
    Shortfall.UNCITED: "the article cites nothing for it",
    Shortfall.UNRESOLVED: "its sources have no known address",
    Shortfall.UNREACHABLE: "its sources could not be fetched",
    Shortfall.UNREADABLE: "its sources were fetched, but not readable",
    Shortfall.SILENT: "what was read says nothing of it",
    Shortfall.WEAK: "what was read does not settle it",
}
DIGEST_NOTICE = "A digest is a paraphrase shipped for offline use, not the publisher's page."

# C0 and C1 controls steer terminals; the bidirectional ones reorder what a reader sees.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """``text`` verbatim but for controls that would steer or reorder what is shown: each becomes U+FFFD."""
    return _HIDDEN.sub("\ufffd", text)


def plain(text: str) -> str:
    """``text`` on one line: controls become spaces, runs of white space one space."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def web_address(url: str) -> str:
    """``url`` when it may be offered as a link (http, https), else ''."""
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) and not _UNSAFE.search(url) else ""


def say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def say_moment(moment: datetime) -> str:
    """Day and minute in UTC; a moment without a zone is taken to be UTC."""
    there = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{say_day(there)}, {there:%H:%M} UTC"


def say_outcome(outcome: Outcome) -> str:
    return str(outcome).replace("_", " ")


def name_source(source: Source) -> str:
    """The publisher, else the title, else the number."""
    reference = source.reference
    return plain(reference.publisher or reference.title) or f"reference {reference.n}"


def name_origin(evidence: Evidence) -> str:
    """Where a quote is from: publisher, date, and what kind of copy was read."""
    passage = evidence.passage
    name = plain(passage.publisher or passage.title) or f"reference {passage.reference}"
    day = [say_day(passage.published)] if passage.published else []
    page = [f"page {passage.page}"] if passage.page else []
    return ", ".join([name, *day, KINDS[passage.kind], *page])


def find_proof(verdict: Verdict | None) -> Evidence | None:
    """The evidence that carries a verdict: the first that takes a side, ``None`` when none does."""
    if verdict is None:
        return None
    return next((evidence for evidence in verdict.evidence if evidence.stance is not Stance.NEUTRAL), None)
