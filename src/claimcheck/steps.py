"""The steps of a run, in their order. Each loads its input from the ledger, calls a room, and saves what came.

    read_input, begin_run, extract_claims, read_references, settle_references, judge_claims, finish_run

`check` runs them in one process, corpus.py under a lease, stage by stage. A step takes the desk, a run's id and plain
values, so that it can be run anywhere and again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from claimcheck.desk import Desk
from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.extract.claims import find_claims
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.walls import find_repeated
from claimcheck.further import add_further
from claimcheck.ingest.article import read_article
from claimcheck.ingest.references import apply_references, parse_references
from claimcheck.judge.rules import judge_claim
from claimcheck.match.ranking import PassageIndex, rank_passages
from claimcheck.match.reader import Reader
from claimcheck.match.stance import weigh_claims
from claimcheck.model.article import Article, Reference
from claimcheck.model.claim import UNCHECKABLE, Claim, Extraction
from claimcheck.model.evidence import Capture, Document, Evidence
from claimcheck.model.run import Issue, Run, Source
from claimcheck.model.verdict import Verdict
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.formats import BESIDE, render
from claimcheck.report.terminal import print_run
from claimcheck.sources import Reading, read_instead, read_source
from claimcheck.store.ledger import Mark
from claimcheck.text.passages import find_passages
from claimcheck.text.syntax import open_language

if TYPE_CHECKING:
    from claimcheck.fetch.client import Client

PASSAGES = 10  # weighed closely for each claim
AT_ONCE = 8  # claims weighed together: enough for the models to work evenly, few enough to be told between

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how much of it is done, and how much there is."""


def quiet(step: str, done: int, total: int) -> None:
    """The progress report of a caller who wants none."""


async def check(desk: Desk, source: str, *, references: Path | None = None, report: Progress = quiet) -> Run:
    """All steps over one article, without an orchestrator.

    Raises ClaimcheckError; nothing is written when the input is bad.
    """
    article = await read_input(desk, source, references)
    run_id = begin_run(desk, article)
    report("claims", 0, 1)
    extract_claims(desk, run_id)
    report("claims", 1, 1)
    await read_references(desk, run_id, report)
    await settle_references(desk, run_id)
    judge_claims(desk, run_id, report)
    return finish_run(desk, run_id)


async def read_input(desk: Desk, source: str, references: Path | None = None) -> Article:
    """The article at a path or address, with addresses and digests from its references.toml, if there is one.

    ``references`` names that file; without it, the one beside the article is taken. Raises UnreadableInput.
    """
    if source.startswith(("http://", "https://")):
        article, sidecar = await fetch_article(desk, source), references
    else:
        path = Path(source)
        article, beside = read_article(load_bytes(path), name=path.name), path.parent / "references.toml"
        sidecar = references or (beside if beside.exists() else None)
    if sidecar is None:
        return article
    return apply_references(article, parse_references(load_text(sidecar), path=sidecar))


async def extract_only(desk: Desk, source: str) -> tuple[Article, Extraction]:
    """An article and its claims; nothing is stored, no reference is read."""
    article = await read_input(desk, source)
    return article, find_claims(article, open_language(desk.settings.language_model))


async def fetch_article(desk: Desk, address: str) -> Article:
    """The article at an http(s) address."""
    if desk.options.offline:
        raise UsageError(f"{address} can't be read with --offline; give the article as a file")
    async with open_client(desk.policy) as client:
        fetched = await fetch_capture(address, client, desk.policy)
    capture = fetched.capture
    if not capture.read:
        raise UnreadableInput(f"{address} could not be read: {capture.outcome} {capture.detail}".rstrip())
    return read_article(
        fetched.body, name=address, media_type=capture.media_type or None, url=capture.final_url
    )


def load_bytes(path: Path) -> bytes:
    """A file's bytes, or UnreadableInput in one line."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UnreadableInput(f"{path}: no such file") from None
    except IsADirectoryError:
        raise UnreadableInput(f"{path} is a folder; name the article in it") from None
    except OSError as error:
        raise UnreadableInput(f"{path} can't be read: {error.strerror}") from None


def load_text(path: Path) -> str:
    """A UTF-8 file's text, or UnreadableInput in one line."""
    try:
        return load_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8 at byte {error.start}; save it as UTF-8") from None


def begin_run(desk: Desk, article: Article) -> str:
    """Write the article down, with the sources that people added to it, and open a run over it; returns its id."""
    article = add_further(desk, article)
    run_id = desk.ledger.begin_run(article, desk.engine, datetime.now(UTC), as_of=desk.options.as_of)
    for note in article.notes:
        desk.ledger.save_issue(run_id, Issue("ingest", note))
    return run_id


def extract_claims(desk: Desk, run_id: str) -> int:
    """Find the claims of the run's article; returns how many."""
    article = desk.ledger.load_run_article(run_id)
    extraction = find_claims(article, open_language(desk.settings.language_model))
    desk.ledger.save_extraction(run_id, extraction)
    return len(extraction.claims)


async def read_references(desk: Desk, run_id: str, report: Progress = quiet) -> None:
    """Read every reference of the run side by side; a host is asked one thing at a time."""
    article = desk.ledger.load_run_article(run_id)
    done = 0
    async with open_client(desk.policy) as client:

        async def read_one(reference: Reference) -> None:
            nonlocal done
            await read_reference(desk, run_id, article, reference, client)
            done += 1
            report("sources", done, len(article.references))

        await asyncio.gather(*map(read_one, article.references))


async def read_reference(
    desk: Desk, run_id: str, article: Article, reference: Reference, client: Client, holder: str = ""
) -> None:
    """Read a reference of the run's article and keep every attempt. A ``holder`` of the run's lease has it marked as read."""
    reading = await read_source(desk, article, reference, client)
    await asyncio.to_thread(save_reading, desk, run_id, reading, holder)


def save_reading(desk: Desk, run_id: str, reading: Reading, holder: str = "") -> None:
    """Keep every attempt with its bytes, what became of the reference, and what was odd."""
    bodies = {attempt.capture.sha256: attempt.body for attempt in reading.attempts if attempt.body}
    mark = Mark(name_reading(reading.source.reference), holder, datetime.now(UTC)) if holder else None
    desk.ledger.save_source(run_id, reading.source, bodies, reading.issues, mark)


def name_reading(reference: Reference) -> str:
    """What the reading of a reference is marked as done by."""
    return f"reference {reference.n}"


async def settle_references(desk: Desk, run_id: str) -> int:
    """After all references were read: give up pages that came byte for byte the same from two addresses of a site, and
    read those references from another copy where there is one. Returns how many there were."""
    sources = await asyncio.to_thread(desk.ledger.load_sources, run_id)
    repeated = find_repeated(capture for source in sources for capture in source.captures if capture.read)
    struck = [source for source in sources if is_struck(source, repeated)]
    if struck:
        article = await asyncio.to_thread(desk.ledger.load_run_article, run_id)
        async with open_client(desk.policy) as client:
            for source in struck:
                reading = await read_instead(desk, article, source, repeated, client)
                await asyncio.to_thread(save_reading, desk, run_id, reading)
    return len(struck)


def is_struck(source: Source, captures: Collection[Capture]) -> bool:
    """Whether the document of a source was read from one of these captures."""
    read = source.document.capture_sha256 if source.document else ""
    return any(capture.sha256 == read for capture in source.captures if capture in captures)


def judge_claims(desk: Desk, run_id: str, report: Progress = quiet) -> int:
    """Weigh the evidence for every claim of the run and judge it; returns how many verdicts were saved."""
    sources = desk.ledger.load_sources(run_id)
    claims = [
        claim for claim in desk.ledger.load_extraction(run_id).claims if claim.modality not in UNCHECKABLE
    ]
    documents = [source.document for source in sources if source.document is not None]
    report("verdicts", 0, len(claims))
    verdicts: list[Verdict] = []
    for claim, evidence in zip(claims, weigh_documents(desk, claims, documents), strict=True):
        verdicts.append(judge_claim(claim, evidence, sources, as_of=desk.options.as_of))
        report("verdicts", len(verdicts), len(claims))
    desk.ledger.save_verdicts(run_id, verdicts)
    return len(verdicts)


def weigh_documents(
    desk: Desk, claims: list[Claim], documents: list[Document]
) -> Iterator[tuple[Evidence, ...]]:
    """The evidence that the documents hold for each claim, in the order of the claims, some at a time."""
    index = PassageIndex([passage for document in documents for passage in find_passages(document)])
    nlp = open_language(desk.settings.language_model)
    reader = Reader(nlp)
    for some in batched(claims, AT_ONCE):
        pairs = [(claim, rank_passages(claim, index, limit=PASSAGES)) for claim in some]
        yield from weigh_claims(pairs, desk.verifier, nlp, reader)


def finish_run(desk: Desk, run_id: str) -> Run:
    """Close the run and return all of it."""
    close_run(desk, run_id)
    return desk.ledger.load_run(run_id)


def close_run(desk: Desk, run_id: str) -> None:
    """Say that the run has come to its end."""
    desk.ledger.finish_run(run_id, datetime.now(UTC))


def save_reports(run: Run, folder: Path, background: Background = NOTHING) -> Path:
    """The run's report as report.html, .md, .csv, .jsonl and .json in a folder; returns the HTML one's path."""
    for format in BESIDE:
        save_bytes(folder / f"report.{format}", render(run, format, background))
    return folder / "report.html"


def save_text(path: Path, text: str) -> None:
    """A UTF-8 file, its folder made where needed. Raises UsageError when it can't be written."""
    save_bytes(path, text.encode())


def save_bytes(path: Path, content: bytes) -> None:
    """A file, its folder made where needed. Raises UsageError when it can't be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{path} can't be written: {error.strerror}") from None


def show_run(desk: Desk, run_id: str) -> None:
    """The table of a run's verdicts on standard output."""
    print_run(desk.ledger.load_run(run_id), Console())
