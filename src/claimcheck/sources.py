"""One reference, read: its address first, then an earlier capture, an archived copy, the digest shipped for it."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from claimcheck.addresses import Address, find_address, find_archived
from claimcheck.desk import Desk
from claimcheck.fetch.capture import Fetched, load_digest
from claimcheck.fetch.client import Client, fetch_capture
from claimcheck.fetch.document import read_capture
from claimcheck.model.article import Article, Reference
from claimcheck.model.evidence import Capture, CaptureKind, Document, Outcome
from claimcheck.model.run import AddressOrigin, Issue, ReferenceState, Source
from claimcheck.resolve.scoring import find_mismatch

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

REPEATED = "the same bytes came from another address of its site, so they are neither page"

STATES = {
    CaptureKind.PAGE: ReferenceState.READ,
    CaptureKind.PDF: ReferenceState.READ,
    CaptureKind.ARCHIVED: ReferenceState.ARCHIVED,
    CaptureKind.DIGEST: ReferenceState.DIGEST,
}


@cache
def open_thread(purpose: str, process: int) -> ThreadPoolExecutor:
    """The one thread of a process for what keeps a core busy: several would do it no sooner, and wait for each other's turns
    besides. A forked process has none of its parent's threads, so it gets its own."""
    return ThreadPoolExecutor(1, f"{purpose}-{process}")


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, the bytes of each attempt to read it in the order they were made, and what was odd."""

    source: Source
    attempts: tuple[Fetched, ...]
    issues: tuple[Issue, ...] = ()


async def read_source(desk: Desk, article: Article, reference: Reference, client: Client) -> Reading:
    """Find a reference's address, and try everything that may yield its text; the first text is the document.

    Never raises for what a server does or a page holds: that is an Outcome in a Capture.
    """
    address = await find_address(desk, article, reference)
    where = f"reference {reference.n}"
    issues = [Issue(where, f"no answer from {failure}") for failure in address.failures]
    if address.origin is None and address.candidates:
        issues.append(Issue(where, f"none of {len(address.candidates)} candidates is clearly the one"))
    copies = find_copies(desk, address.reference, client, issues)
    attempts, document, mismatch = await read_copies(article, address, copies)
    if mismatch:
        issues.append(Issue(where, mismatch))
        address = reject_address(address, reference)
        copies = find_copies(desk, address.reference, client, issues)
        more, document, _ = await read_copies(article, address, copies)
        attempts += more
    return put_together(address, attempts, document, issues)


async def read_instead(
    desk: Desk, article: Article, source: Source, repeated: frozenset[Capture], client: Client
) -> Reading:
    """A reference whose page turned out to be a wall, read from another copy where there is one. ``repeated`` are
    captures whose bytes came from several addresses of their site."""
    walls = frozenset(capture.sha256 for capture in source.captures if capture in repeated)
    reference, issues = source.reference, [Issue(f"reference {source.reference.n}", REPEATED)]
    struck = [
        Fetched(
            replace(capture, outcome=Outcome.WALL, detail=REPEATED) if capture.sha256 in walls else capture
        )
        for capture in source.captures
    ]
    address = Address(reference, source.origin, source.candidates)
    copies = find_stand_ins(desk, reference, client, load_earlier(desk, reference, walls), issues, walls)
    more, document, _ = await read_copies(article, address, copies)
    return put_together(address, [*struck, *more], document, issues)


def put_together(
    address: Address, attempts: list[Fetched], document: Document | None, issues: list[Issue]
) -> Reading:
    """What became of a reference after these attempts."""
    captures = tuple(attempt.capture for attempt in attempts)
    state = STATES[document.kind] if document else name_failure(address.reference, captures)
    source = Source(address.reference, state, captures, document, address.candidates, address.origin)
    return Reading(source, tuple(attempts), tuple(issues))


async def read_copies(
    article: Article, address: Address, copies: AsyncIterator[Fetched]
) -> tuple[list[Fetched], Document | None, str]:
    """Every attempt to read a reference up to the first that gave its text, and that text; or why the page that a
    search found isn't the one after all."""
    attempts: list[Fetched] = []
    async for fetched in copies:
        capture, document = await read_fetched(fetched, address.reference)
        attempts.append(replace(fetched, capture=capture))
        if document is None:
            continue
        if address.origin is AddressOrigin.FOUND and capture.kind is not CaptureKind.DIGEST:
            mismatch = find_mismatch(address.reference, article, document, capture.final_url)
            if mismatch:
                return attempts, None, f"what was found at {capture.url} is not the one: {mismatch}"
        return attempts, document, ""
    return attempts, None, ""


async def read_fetched(fetched: Fetched, reference: Reference) -> tuple[Capture, Document | None]:
    """As ``read_capture``, while other things go on."""
    return await asyncio.get_running_loop().run_in_executor(
        open_thread("reading", os.getpid()), read_capture, fetched, reference
    )


def reject_address(address: Address, reference: Reference) -> Address:
    """The same search with nothing found: the chosen page turned out to be another one."""
    candidates = tuple(
        replace(one, chosen=False, score=0.0, why=f"{one.why}; read, and not the one") if one.chosen else one
        for one in address.candidates
    )
    return replace(address, reference=reference, origin=None, candidates=candidates, failures=())


async def find_copies(
    desk: Desk, reference: Reference, client: Client, issues: list[Issue]
) -> AsyncIterator[Fetched]:
    """Copies of a reference, best first; a later one is only looked for when the earlier ones did not serve."""
    earlier = None
    if reference.url:
        earlier = load_earlier(desk, reference)
        if desk.options.offline:
            yield note_offline(reference)
        elif earlier is None or not is_fresh(desk, earlier.capture):
            yield await fetch_again(desk, reference, client, earlier)
    async for copy in find_stand_ins(desk, reference, client, earlier, issues):
        yield copy


async def find_stand_ins(
    desk: Desk,
    reference: Reference,
    client: Client,
    earlier: Fetched | None,
    issues: list[Issue],
    walls: frozenset[str] = frozenset(),
) -> AsyncIterator[Fetched]:
    """What may be read in place of a reference's page: an earlier capture, an archived copy that is none of the
    ``walls``, the digest."""
    if earlier is not None:
        yield earlier
    if reference.url:
        async for archived in find_archived_copies(desk, reference, client, issues):
            if archived.capture.sha256 not in walls:
                yield archived
    if reference.digest:
        yield load_digest(reference)


async def find_archived_copies(
    desk: Desk, reference: Reference, client: Client, issues: list[Issue]
) -> AsyncIterator[Fetched]:
    """The copy in a web archive, where one is set up; then the one that was captured before."""
    if desk.settings.wayback and not desk.options.offline:
        archived, failure = await find_archived(desk, reference)
        if failure:
            issues.append(Issue(f"reference {reference.n}", f"no answer from {failure}"))
        if archived:
            yield await fetch_capture(archived, client, desk.policy, kind=CaptureKind.ARCHIVED)
    earlier = desk.ledger.latest_archived(reference.url)
    if earlier is not None:
        yield Fetched(earlier, desk.ledger.load_body(earlier.sha256))


def load_earlier(desk: Desk, reference: Reference, walls: frozenset[str] = frozenset()) -> Fetched | None:
    """The latest capture of a reference's address that was read and is none of the ``walls``, with its bytes."""
    capture = desk.ledger.latest_capture(reference.url, walls)
    return Fetched(capture, desk.ledger.load_body(capture.sha256)) if capture and capture.sha256 else None


async def fetch_again(desk: Desk, reference: Reference, client: Client, earlier: Fetched | None) -> Fetched:
    """The page, asked for only if it has changed since an earlier capture; else the server's word and those bytes."""
    former = earlier.capture if earlier else None
    fetched = await fetch_capture(reference.url, client, desk.policy, earlier=former)
    if earlier is None or fetched.capture.outcome is not Outcome.NOT_MODIFIED:
        return fetched
    fresh = {name.lower() for name, _ in fetched.capture.headers}
    kept = [
        header for header in earlier.capture.headers if header[0].lower() not in fresh
    ]  # as RFC 9111 has it
    capture = replace(fetched.capture, kind=earlier.capture.kind, headers=(*fetched.capture.headers, *kept))
    return Fetched(capture, earlier.body)


def is_fresh(desk: Desk, capture: Capture) -> bool:
    """Whether its server needn't be asked again yet."""
    return datetime.now(UTC) - capture.fetched < timedelta(seconds=desk.settings.fresh)


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
