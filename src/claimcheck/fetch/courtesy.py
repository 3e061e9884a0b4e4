"""Manners towards other people's servers: one request at a time to each host, waits as long as they ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from weakref import WeakKeyDictionary

import httpx


class Turns:
    """One turn at a time for each host; hosts don't wait for each other."""

    def __init__(self) -> None:
        self._locks: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def take(self, url: httpx.URL) -> AsyncIterator[float]:
        """Waits for the turn of ``url``'s host and holds it; yields the seconds waited."""
        lock = self._locks.setdefault(url.netloc.decode("ascii"), asyncio.Lock())
        clock = asyncio.get_running_loop().time
        began = clock()
        async with lock:
            yield clock() - began


_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def open_turns() -> Turns:
    """The turns of the running event loop, shared by all clients in it: a flow opens one client for each task, and
    a host must not notice."""
    return _TURNS.setdefault(asyncio.get_running_loop(), Turns())


def find_retry_after(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """Seconds that a Retry-After header asks to wait, 0 when its date is past; ``None`` when unreadable."""
    written = headers.get("retry-after", "").strip()
    if written.isascii() and written.isdigit():
        return float(written[:9])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
