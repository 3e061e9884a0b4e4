"""What to look at again, in what order, and what comes of it.

Plans whose day has come go first, then articles a source of which is known to be gone or changed, then figures that
change, then whatever was looked at longest ago. An address that keeps failing is tried less and less often; so are those
that say they are gone. A part of the places is kept for what nobody has seen for longest, so that nothing is forgotten
however much is urgent.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import batched
from pathlib import Path

from claimcheck import corpus
from claimcheck.corpus import Done, Work
from claimcheck.desk import Desk
from claimcheck.errors import UsageError
from claimcheck.fetch.client import open_client
from claimcheck.further import add_further
from claimcheck.report.watch import GONE, Fate, Watched
from claimcheck.store.database import reading
from claimcheck.store.ledger import Lease
from claimcheck.store.looking import Checked, Look, stream_checked
from claimcheck.watching import watch_article, watch_source

VOLATILE = 7.0  # an article with figures that change is looked at so many times as often
LONGEST = 5  # doublings of the wait for an address that says it is gone
AT_ONCE = 100  # picks compared at a time
SHORTEST = 2  # doublings for any other failure: it may be over soon
TOLD = frozenset({Fate.CHANGED, Fate.MOVED, Fate.GONE, Fate.READABLE})
"""Fates after which the article is checked again."""


class Reason(StrEnum):
    """Why an article is looked at again, the most urgent first."""

    DUE = "a plan is due"
    VANISHED = "a source is gone"
    VOLATILE = "figures that change"
    AGE = "its time has come"
    UNSEEN = "not seen for longest"


@dataclass(frozen=True, slots=True)
class Pick:
    """An article to look at again. ``urls`` are the addresses whose turn it is; ``seen`` is when the one that was seen
    longest ago was last read, ``tried`` when any was last tried."""

    run_id: str
    title: str
    url: str
    reason: Reason
    urls: tuple[str, ...]
    seen: datetime
    tried: datetime


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What came of a pick: what was seen, and the new run over the article where there was a reason for one."""

    pick: Pick
    watched: tuple[Watched, ...]
    done: Done | None

    @property
    def news(self) -> tuple[Watched, ...]:
        return tuple(one for one in self.watched if one.fate in TOLD)


# --- what to look at, without looking ---------------------------------------------------------------------------------


def choose(picks: Iterable[Pick], *, limit: int, share: float) -> tuple[Pick, ...]:
    """Of the articles whose turn it is, ``limit`` at most, the most urgent first. ``share`` of the places (0..1, rounded
    up) goes to those that were seen longest ago, whatever is more urgent. ``picks`` may be more than memory holds."""
    order = {reason: rank for rank, reason in enumerate(Reason)}
    urgent: list[Pick] = []
    oldest: list[Pick] = []
    for some in batched(picks, AT_ONCE):
        urgent = sorted([*urgent, *some], key=lambda pick: (order[pick.reason], pick.seen, pick.run_id))[
            :limit
        ]
        oldest = sorted([*oldest, *some], key=lambda pick: (pick.seen, pick.run_id))[:limit]
    kept = min(math.ceil(limit * share), limit)
    first = urgent[: limit - kept]
    rest = [pick for pick in oldest if pick not in first]
    return (*first, *(replace(pick, reason=Reason.UNSEEN) if late(pick) else pick for pick in rest[:kept]))


def late(pick: Pick) -> bool:
    """Whether it comes by its age alone."""
    return pick.reason in (Reason.AGE, Reason.VOLATILE)


def consider(one: Checked, looks: Mapping[str, Look], now: datetime, days: float) -> Pick | None:
    """Whether an article's turn has come; None when it has not."""
    wait = timedelta(days=days / VOLATILE if one.volatile else days)
    known = [looks[url] for url in one.urls if url in looks]
    ripe = tuple(url for url in one.urls if is_ripe(looks.get(url), now, wait))
    seen = min((look.seen or one.started for look in known), default=one.started)
    tried = max((look.tried for look in known), default=one.started)
    reason = find_reason(one, known, ripe, now)
    return None if reason is None else Pick(one.run_id, one.title, one.url, reason, ripe, seen, tried)


def find_reason(one: Checked, known: Sequence[Look], ripe: Sequence[str], now: datetime) -> Reason | None:
    if any(is_due(day, one.started, now) for day in one.due):
        return Reason.DUE
    if any(look.outcome in GONE and look.url in one.read and look.tried > one.finished for look in known):
        return Reason.VANISHED
    if ripe:
        return Reason.VOLATILE if one.volatile else Reason.AGE
    return None


def is_due(day: date, started: datetime, now: datetime) -> bool:
    """A plan's day has come, and the article was not checked since: once on its last day or later."""
    return started.date() < day <= now.date()


def is_ripe(look: Look | None, now: datetime, wait: timedelta) -> bool:
    """Whether an address may be tried again. Each failure in a row doubles the wait, to a limit."""
    if look is None:
        return True
    doublings = min(look.failures, LONGEST if look.outcome in GONE else SHORTEST)
    return bool(now - look.tried >= wait * 2**doublings)


# --- looking ----------------------------------------------------------------------------------------------------------


def pick_articles(desk: Desk, now: datetime) -> tuple[Pick, ...]:
    """The articles of the ledger whose turn it is, as the settings say. Raises UsageError on settings that make no
    sense."""
    settings = desk.settings
    if not (0 <= settings.recheck_share <= 1):
        raise UsageError("CLAIMCHECK_RECHECK_SHARE must be 0 to 1")
    return choose(stream_due(desk, now), limit=settings.recheck_limit, share=settings.recheck_share)


def stream_due(desk: Desk, now: datetime) -> Iterator[Pick]:
    """Every article of the ledger whose turn it is, those checked last first. Raises UsageError on settings that make
    no sense."""
    days = desk.settings.recheck_days
    if days <= 0:
        raise UsageError("CLAIMCHECK_RECHECK_DAYS must be more than 0")
    with reading(desk.ledger.database) as connection:
        for one, looks in stream_checked(connection):
            pick = consider(one, looks, now, days)
            if pick is not None:
                yield pick


async def look_again(desk: Desk, pick: Pick) -> tuple[Watched, ...]:
    """What became of the article, where it has an address, and of the sources whose turn it is."""
    run = await asyncio.to_thread(desk.ledger.load_run, pick.run_id)
    async with open_client(desk.policy) as client:
        article = await watch_article(desk, run, run.article.url, client)
        sources = [source for source in run.sources if source.reference.url in pick.urls]
        rest = await asyncio.gather(*(watch_source(desk, run, source, client) for source in sources))
    return (*([article] if article else []), *rest)


def wants_run(pick: Pick, watched: Sequence[Watched]) -> bool:
    """Whether the article is to be checked again: its plan is due, or something is no longer as it was."""
    return pick.reason in (Reason.DUE, Reason.VANISHED) or any(one.fate in TOLD for one in watched)


async def recheck(desk: Desk, pick: Pick, out: Path | None = None, *, work: Work | None = None) -> Rechecked:
    """Look at a picked article again; check it anew where that is called for. An orchestrator gives its own ``work``."""
    watched = await look_again(desk, pick)
    if not wants_run(pick, watched):
        return Rechecked(pick, watched, None)
    edited = any(one.url == pick.url and one.fate in (Fate.CHANGED, Fate.MOVED) for one in watched)

    async def take(source: str) -> Lease:
        if pick.url and edited:
            return await corpus.take_article(desk, source)
        return await asyncio.to_thread(take_again, desk, pick.run_id)

    stage: Work = work or (
        lambda lease, stage: corpus.run_stage(desk, lease, stage, out and out / lease.run_id)
    )
    return Rechecked(pick, watched, await corpus.check_article(desk, pick.url or pick.title, take, stage))


def take_again(desk: Desk, run_id: str) -> Lease:
    """A lease on a new run over the article of ``run_id``, unless someone has made one meanwhile."""
    article = add_further(desk, desk.ledger.load_run_article(run_id))
    bid = replace(corpus.make_bid(desk), after=run_id)
    return desk.ledger.take_run(article, desk.engine, bid)
