"""Many articles: those of a folder, a list of addresses, a feed or a sitemap that are new or have changed.

Each goes through the steps of a run under a lease, stage by stage. A stage that is done is marked so in the ledger, so
that whoever takes the run up after a crash goes on from there, and gets what an unbroken run would have got. One bad
article never stops the others; each failure is a line with its name.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path

from claimcheck import steps
from claimcheck.background import load_background
from claimcheck.desk import Desk
from claimcheck.errors import ClaimcheckError, Overtaken, UnreadableInput, UsageError
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.further import add_further
from claimcheck.ingest.feeds import Listing, read_listing
from claimcheck.ingest.references import parse_references
from claimcheck.model.article import Article, Reference
from claimcheck.model.run import Issue
from claimcheck.sources import open_thread
from claimcheck.steps import Progress, quiet
from claimcheck.store.ledger import Bid, Mark, Taking
from claimcheck.store.ledger import Lease as Lease

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".md", ".markdown", ".mdown", ".pdf"})
SIDECAR = "references.toml"
FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/xml",
        "text/xml",
        "application/gzip",
        "application/x-gzip",
    }
)
BEATS = 3  # signs of life in the time of one lease


class Stage(StrEnum):
    """The stages of a run, in their order."""

    EXTRACT = "extract claims"
    REFERENCES = "read references"
    JUDGE = "judge claims"
    FINISH = "finish run"


class Fate(StrEnum):
    """What became of one article."""

    CHECKED = "checked"
    RESUMED = "checked, after a crash"
    UNCHANGED = "unchanged"
    HELD = "left to another worker"
    FAILED = "failed"


NEWS = (Fate.CHECKED, Fate.RESUMED)


@dataclass(frozen=True, slots=True)
class Done:
    """One article of a corpus and what became of it; ``detail`` says why it failed or was left."""

    source: str
    fate: Fate
    run_id: str = ""
    detail: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.source, str(self.fate), self.detail or self.run_id) if part)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Paths and addresses of articles, and what in the place could not be followed, a failure each."""

    sources: tuple[str, ...]
    failures: tuple[Done, ...] = ()


type Take = Callable[[str], Awaitable[Lease]]
type Work = Callable[[Lease, Stage], Awaitable[None]]


# --- what is there ----------------------------------------------------------------------------------------------------


async def list_articles(desk: Desk, place: str) -> Corpus:
    """The articles of a folder, or of a list, feed or sitemap at a path or address. Raises UnreadableInput, and UsageError
    on an empty place, which would be the folder that a worker happens to run in."""
    if not place:
        raise UsageError(
            "no place to look for articles: name a folder, list, feed or sitemap (CLAIMCHECK_CORPUS)"
        )
    if Path(place).is_dir():
        return Corpus(tuple(str(path) for path in list_files(Path(place))))
    listing = await load_listing(desk, place)
    addresses, faults = dict.fromkeys(listing.addresses), list(listing.faults)
    seen, waiting = {place}, list(listing.sitemaps)
    failures: list[Done] = []
    while waiting:
        sitemap = waiting.pop(0)
        if sitemap in seen:
            continue
        seen.add(sitemap)
        try:
            further = await load_listing(desk, sitemap)
        except ClaimcheckError as error:
            failures.append(Done(sitemap, Fate.FAILED, detail=str(error)))
            continue
        addresses |= dict.fromkeys(further.addresses)
        faults += further.faults
        waiting += further.sitemaps
    failures += [Done(place, Fate.FAILED, detail=fault) for fault in faults]
    return Corpus(tuple(addresses), tuple(failures))


def list_files(folder: Path) -> list[Path]:
    """The articles below a folder, by name. In a folder with an ``article.*`` only that is one: what lies beside and
    below belongs to it. Digests that a references.toml names, readmes and hidden files are none."""
    entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    files = [entry for entry in entries if entry.is_file() and entry.suffix.lower() in SUFFIXES]
    own = [file for file in files if file.stem == "article"]
    if own:
        return own
    digests: set[Path] = set()
    sidecar = folder / SIDECAR
    if sidecar.is_file():
        references = parse_references(steps.load_text(sidecar), path=sidecar)
        digests = {Path(one.digest).resolve() for one in references if one.digest}
    found = [file for file in files if file.stem.lower() != "readme" and file.resolve() not in digests]
    for entry in entries:
        if entry.is_dir() and not entry.is_symlink():  # a link may lead back up
            found += [file for file in list_files(entry) if file.resolve() not in digests]
    return found


async def load_listing(desk: Desk, place: str) -> Listing:
    """A list of addresses from a path or address. Raises UnreadableInput."""
    if not place.startswith(("http://", "https://")):
        return read_listing(steps.load_bytes(Path(place)), name=place)
    if desk.options.offline:
        raise UsageError(f"{place} can't be read offline; give a folder")
    policy = replace(desk.policy, also=FEED_TYPES)
    async with open_client(policy) as client:
        fetched = await fetch_capture(place, client, policy)
    capture = fetched.capture
    if not fetched.body:
        raise UnreadableInput(f"{place} could not be read: {capture.outcome} {capture.detail}".rstrip())
    return read_listing(fetched.body, name=place, url=capture.final_url)


# --- all of them ------------------------------------------------------------------------------------------------------


async def check_articles(
    desk: Desk, place: str, out: Path | None = None, *, take: Take | None = None, work: Work | None = None
) -> tuple[Done, ...]:
    """Check what is new or changed at ``place``; what became of each, in order. An orchestrator gives its own ``take``
    and ``work``, which call ``take_article`` and ``run_stage``. Raises UnreadableInput when the place can't be read."""
    corpus = await list_articles(desk, place)
    sources = [source for source in corpus.sources if out is None or not is_below(source, out)]
    gate = asyncio.Semaphore(max(1, desk.settings.articles))

    async def check_one(source: str) -> Done:
        async with gate:
            return await check_article(
                desk,
                source,
                take or (lambda source: take_article(desk, source)),
                work or (lambda lease, stage: run_stage(desk, lease, stage, out and out / lease.run_id)),
            )

    results = await asyncio.gather(*map(check_one, sources), return_exceptions=True)
    done = [
        Done(source, Fate.FAILED, detail=tell(found)) if isinstance(found, BaseException) else found
        for source, found in zip(sources, results, strict=True)
    ]
    return (*done, *corpus.failures)


def is_below(source: str, out: Path) -> bool:
    """Whether it is a report of ours, which was written into the folder of the articles."""
    return not source.startswith(("http://", "https://")) and Path(source).resolve().is_relative_to(
        out.resolve()
    )


async def check_article(desk: Desk, source: str, take: Take, work: Work) -> Done:
    """One article through what is left of its stages, if it is to be checked at all. Raises what the stages raise."""
    lease = await take(source)
    if lease.taking is Taking.DONE:
        return Done(source, Fate.UNCHANGED, lease.run_id)
    if not lease.mine:
        until = f" until {lease.until:%H:%M:%S} UTC or longer" if lease.until else ""
        return Done(
            source, Fate.HELD, lease.run_id, f"{lease.holder} is at work on run {lease.run_id}{until}"
        )
    async with holding(desk, lease):
        for stage in Stage:
            await work(lease, stage)
    return Done(source, Fate.RESUMED if lease.taking is Taking.RESUMED else Fate.CHECKED, run_id=lease.run_id)


def tell(error: BaseException) -> str:
    """An error in one line; what was not raised on purpose says its kind."""
    words = " ".join(str(error).split())
    return words if isinstance(error, ClaimcheckError) else f"{type(error).__name__}: {words}"


# --- one of them ------------------------------------------------------------------------------------------------------


async def take_article(
    desk: Desk, source: str, references: Path | None = None, *, anew: bool = False
) -> Lease:
    """Read an article and take a lease on the run over it; ``anew`` also where it was checked already. Raises
    UnreadableInput; nothing is stored then."""
    article = await steps.read_input(desk, source, references)
    return await asyncio.to_thread(take_run, desk, article, anew=anew)


def take_run(desk: Desk, article: Article, *, anew: bool = False) -> Lease:
    """A lease on the run over an article, and what was odd in reading it."""
    whole, bid = add_further(desk, article), make_bid(desk)
    lease = desk.ledger.take_run(whole, desk.engine, bid)
    if anew and lease.taking is Taking.DONE:
        lease = desk.ledger.take_run(whole, desk.engine, replace(bid, after=lease.run_id))
    for note in article.notes if lease.mine else ():
        desk.ledger.save_issue(lease.run_id, Issue("ingest", note))
    return lease


def make_bid(desk: Desk) -> Bid:
    """What this process, now, asks for a run."""
    options = desk.options
    chosen = {"offline": options.offline, "private": options.allow_private}
    return Bid(
        holder=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}",
        now=datetime.now(UTC),
        seconds=desk.settings.lease,
        as_of=options.as_of,
        terms=" ".join(name for name, given in chosen.items() if given),
    )


@asynccontextmanager
async def holding(desk: Desk, lease: Lease) -> AsyncIterator[None]:
    """Keeps the lease alive meanwhile, and lets go of it at the end: done, or failed with its cause as an Issue."""

    async def beat() -> None:
        while await asyncio.to_thread(renew, desk, lease):
            await asyncio.sleep(desk.settings.lease / BEATS)

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        failure = sys.exception()
        beating.cancel()
        with suppress(asyncio.CancelledError, ClaimcheckError):
            await beating
        if failure is not None and not isinstance(failure, Overtaken):
            desk.ledger.save_issue(lease.run_id, Issue("run", f"stopped: {tell(failure)}"))
        desk.ledger.release_run(lease.run_id, lease.holder, datetime.now(UTC), done=failure is None)


def renew(desk: Desk, lease: Lease) -> bool:
    """A sign of life; False when someone else has taken the run."""
    return desk.ledger.renew_run(lease.run_id, lease.holder, datetime.now(UTC), desk.settings.lease)


async def run_stage(
    desk: Desk, lease: Lease, stage: Stage, out: Path | None = None, report: Progress = quiet
) -> None:
    """Do one stage, unless it is done. ``out`` is a folder for the reports of this run; ``report`` is called from whichever
    thread is at work. Raises Overtaken when the lease was lost, before anything is written."""
    if not await asyncio.to_thread(renew, desk, lease):
        raise Overtaken(f"run {lease.run_id} was taken over by another worker")
    if stage in await asyncio.to_thread(desk.ledger.list_done, lease.run_id):
        return
    match stage:
        case Stage.EXTRACT:
            await compute(steps.extract_claims, desk, lease.run_id)
        case Stage.REFERENCES:
            await read_references(desk, lease, report)
        case Stage.JUDGE:
            await compute(partial(steps.judge_claims, report=report), desk, lease.run_id)
        case Stage.FINISH:
            await asyncio.to_thread(finish_run, desk, lease.run_id, out)
    await asyncio.to_thread(save_done, desk, lease, stage)


async def compute(step: Callable[[Desk, str], int], desk: Desk, run_id: str) -> int:
    """A step that uses the models, one at a time in this process; returns what it gives."""
    models = open_thread("computing", os.getpid())  # threads can't share them; fetching goes on beside it
    return await asyncio.get_running_loop().run_in_executor(models, step, desk, run_id)


def finish_run(desk: Desk, run_id: str, out: Path | None) -> None:
    """Close a run, and write its reports where they are wanted."""
    steps.close_run(desk, run_id)
    if out is not None:
        run = desk.ledger.load_run(run_id)
        steps.save_reports(run, out, load_background(desk, run))


def save_done(desk: Desk, lease: Lease, name: str) -> None:
    """Mark a stage as done."""
    desk.ledger.save_done(lease.run_id, Mark(name, lease.holder, datetime.now(UTC)))


async def read_references(desk: Desk, lease: Lease, report: Progress = quiet) -> None:
    """Read the references that are not marked as read, side by side, and mark each."""
    done = await asyncio.to_thread(desk.ledger.list_done, lease.run_id)
    article = await asyncio.to_thread(desk.ledger.load_run_article, lease.run_id)
    unread = [one for one in article.references if steps.name_reading(one) not in done]
    read = len(article.references) - len(unread)
    async with open_client(desk.policy) as client, asyncio.TaskGroup() as group:

        async def read_one(reference: Reference) -> None:
            nonlocal read
            await steps.read_reference(desk, lease.run_id, article, reference, client, lease.holder)
            read += 1
            report("sources", read, len(article.references))

        for reference in unread:
            group.create_task(read_one(reference))
    await steps.settle_references(desk, lease.run_id)
