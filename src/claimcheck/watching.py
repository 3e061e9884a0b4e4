"""A run's sources and its article, looked at again: what became of each since, and which of its quotes are lost.

Nothing of the run changes. What is read is kept, so that the next run over the article needn't fetch it again.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.desk import Desk
from claimcheck.errors import UsageError
from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.document import read_capture
from claimcheck.ingest.article import read_article
from claimcheck.model.run import Run, Source
from claimcheck.report.watch import (
    Watched,
    compare_articles,
    compare_looks,
    find_look,
    find_quotes,
    miss_article,
)
from claimcheck.sources import fetch_again, load_earlier, read_fetched
from claimcheck.steps import Progress, load_bytes, quiet

if TYPE_CHECKING:
    from claimcheck.fetch.client import Client


async def watch_run(
    desk: Desk, run_id: str, *, article: str = "", report: Progress = quiet
) -> tuple[Watched, ...]:
    """What became of a run's article, if it can be looked at, and of each source with an address, in that order.

    ``article`` is the path or address to look for the article at; without it, the address that the run knows. Raises
    UsageError offline, UnreadableInput when a file can't be read; what a server does is a Fate.
    """
    if desk.options.offline:
        raise UsageError("offline nothing can be watched")
    run = desk.ledger.load_run(run_id)
    sources = [source for source in run.sources if source.reference.url]
    done = 0
    async with open_client(desk.policy) as client:
        first = await watch_article(desk, run, article or run.article.url, client)

        async def watch_one(source: Source) -> Watched:
            nonlocal done
            watched = await watch_source(desk, run, source, client)
            done += 1
            report("sources", done, len(sources))
            return watched

        rest = await asyncio.gather(*map(watch_one, sources))
    return (*([first] if first else []), *rest)


async def watch_source(desk: Desk, run: Run, source: Source, client: Client) -> Watched:
    """One source of ``run``, set beside what was read for it then."""
    reference = source.reference
    fetched = await fetch_again(
        desk, reference, client, await asyncio.to_thread(load_earlier, desk, reference)
    )
    capture, document = await read_fetched(fetched, reference)
    await asyncio.to_thread(desk.ledger.save_look, capture, fetched.body or None)
    now = Source(reference, source.state, (capture,), document, origin=source.origin)
    before = await asyncio.to_thread(read_again, desk, source)
    return compare_looks(before, now, find_quotes(run, reference.n))


def read_again(desk: Desk, source: Source) -> Source:
    """The source with its document as today's reader takes it from the bytes of then: a better reader is no change."""
    look = find_look(source)
    if look is None or not look.read or not look.sha256:
        return source
    _, document = read_capture(Fetched(look, desk.ledger.load_body(look.sha256)), source.reference)
    return replace(source, document=document or source.document)


async def watch_article(desk: Desk, run: Run, place: str, client: Client) -> Watched | None:
    """The article of ``run`` at a path or address; ``None`` without one."""
    if not place:
        return None
    if not place.startswith(("http://", "https://")):
        path = Path(place)
        return compare_articles(run, read_article(load_bytes(path), name=path.name))
    fetched = await fetch_capture(place, client, desk.policy)
    capture = fetched.capture
    if not capture.read:
        return miss_article(place, capture)
    media_type = capture.media_type or None
    return compare_articles(
        run, read_article(fetched.body, name=place, media_type=media_type, url=capture.final_url)
    )
