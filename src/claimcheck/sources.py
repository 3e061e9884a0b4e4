"""One reference, read: its address first, then an earlier capture, then the digest shipped for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimcheck.desk import Desk
from claimcheck.fetch.capture import Fetched, load_digest
from claimcheck.fetch.client import Client, fetch_capture
from claimcheck.fetch.document import read_capture
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, CaptureKind, Outcome
from claimcheck.model.run import ReferenceState, Source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

UNREADABLE = frozenset(
    {
        Outcome.WALL,
        Outcome.PAYWALL,
        Outcome.SOFT_404,
        Outcome.SCRIPT_SHELL,
        Outcome.EMPTY,
        Outcome.PARSE_FAILURE,
        Outcome.UNSUPPORTED_TYPE,
    }
)
"""Outcomes where bytes came, but no text of the source could be read from them."""

STATES = {
    CaptureKind.PAGE: ReferenceState.READ,
    CaptureKind.PDF: ReferenceState.READ,
    CaptureKind.ARCHIVED: ReferenceState.ARCHIVED,
    CaptureKind.DIGEST: ReferenceState.DIGEST,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, and the bytes of each attempt to read it in the order they were made."""

    source: Source
    attempts: tuple[Fetched, ...]


async def read_source(desk: Desk, reference: Reference, client: Client) -> Reading:
    """Try everything that may yield a reference's text; the first text is the document.

    Never raises for what a server does or a page holds: that is an Outcome in a Capture.
    """
    attempts: list[Fetched] = []
    async for fetched in find_copies(desk, reference, client):
        capture, document = read_capture(fetched, reference)
        attempts.append(replace(fetched, capture=capture))
        if document is not None:
            captures = tuple(attempt.capture for attempt in attempts)
            source = Source(reference, STATES[capture.kind], captures, document)
            return Reading(source, tuple(attempts))
    captures = tuple(attempt.capture for attempt in attempts)
    return Reading(Source(reference, name_failure(reference, captures), captures), tuple(attempts))


async def find_copies(desk: Desk, reference: Reference, client: Client) -> AsyncIterator[Fetched]:
    """Copies of a reference, best first; a later one is only looked for when the earlier ones did not serve."""
    if reference.url:
        yield (
            note_offline(reference)
            if desk.options.offline
            else await fetch_capture(reference.url, client, desk.policy)
        )
        earlier = desk.ledger.latest_capture(reference.url)
        if earlier is not None and earlier.sha256:
            yield Fetched(earlier, desk.ledger.load_body(earlier.sha256))
    if reference.digest:
        yield load_digest(reference)


def note_offline(reference: Reference) -> Fetched:
    """The record of an attempt that was not made because the caller asked for none."""
    capture = Capture(
        url=reference.url,
        final_url=reference.url,
        outcome=Outcome.NOT_ATTEMPTED,
        fetched=datetime.now(UTC),
        detail="offline",
    )
    return Fetched(capture, b"")


def name_failure(reference: Reference, captures: tuple[Capture, ...]) -> ReferenceState:
    """Why a reference was not read."""
    if any(capture.outcome in UNREADABLE for capture in captures):
        return ReferenceState.UNREADABLE
    return ReferenceState.UNREACHABLE if reference.url else ReferenceState.UNRESOLVED
