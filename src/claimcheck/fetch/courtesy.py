"""Manners towards other people's servers: one request at a time to each host, and pauses as long as they ask for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from weakref import WeakKeyDictionary

import httpx

LOOK = 0.1  # seconds between two looks at a host that a neighbour is asking


class HostBusy(Exception):
    """A host wants to be left alone for longer than we are willing to wait. Caught inside this room only."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asks for {seconds:.0f} s without requests")
        self.seconds = seconds


class Neighbours(Protocol):
    """Other processes that ask the same hosts, and with which we take turns. Called in threads."""

    def take(self, host: str) -> tuple[float, bool]:
        """(0, True) when the host is ours now; else the seconds until it may be, and whether that is only because a
        neighbour is asking it."""

    def leave(self, host: str, seconds: float) -> None:
        """Give a host back, which nobody is to ask anything for so many seconds."""

    def close(self, host: str, seconds: float) -> None:
        """Nobody is to ask a host anything for so many seconds, because it said so."""


@dataclass(slots=True)
class _Host:
    """Times are those of the loop's clock; ``left``: when it was last asked something, -inf if never."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    left: float = float("-inf")
    closed_until: float = float("-inf")


class Turns:
    """One turn at a time for each host; hosts don't wait for each other, up to ``at_once`` requests in all."""

    def __init__(self, at_once: int) -> None:
        self._hosts: dict[str, _Host] = {}
        self._slots = asyncio.Semaphore(max(1, at_once))

    @asynccontextmanager
    async def take(
        self,
        url: httpx.URL,
        *,
        pause: float = 0.0,
        patience: float = float("inf"),
        counted: bool = True,
        neighbours: Neighbours | None = None,
    ) -> AsyncIterator[None]:
        """Waits for the turn of ``url``'s host and holds it.

        ``pause``: seconds between the end of one request and the next. Raises HostBusy when more than ``patience``
        seconds are left of that, or of a time that the host asked for. No pause follows a request that isn't ``counted``.
        """
        name = url.netloc.decode("ascii")
        host = self._hosts.setdefault(name, _Host())
        clock = asyncio.get_running_loop().time
        async with host.lock:
            rest = max(host.left + pause, host.closed_until) - clock()
            if rest > patience:
                raise HostBusy(rest)
            await asyncio.sleep(max(0.0, rest))
            if neighbours is not None:
                await _wait_for(neighbours, name, patience)
            try:
                async with self._slots:  # taken last: who waits for a host keeps none from others
                    yield
            finally:
                host.left = clock() if counted else host.left
                if neighbours is not None:
                    await asyncio.shield(asyncio.to_thread(neighbours.leave, name, pause if counted else 0.0))

    async def close(self, url: httpx.URL, seconds: float, neighbours: Neighbours | None = None) -> None:
        """Leave a host alone for so long, because it asked for that."""
        name = url.netloc.decode("ascii")
        host = self._hosts.setdefault(name, _Host())
        host.closed_until = max(host.closed_until, asyncio.get_running_loop().time() + seconds)
        if neighbours is not None:
            await asyncio.to_thread(neighbours.close, name, seconds)


async def _wait_for(neighbours: Neighbours, host: str, patience: float) -> None:
    """Until a host is ours. Raises HostBusy when it asked, of a neighbour, for a longer pause than ``patience``."""
    while True:
        rest, taken = await asyncio.to_thread(neighbours.take, host)
        if rest <= 0:
            return
        if rest > patience and not taken:
            raise HostBusy(rest)
        await asyncio.sleep(min(rest, LOOK) if taken else rest)


_TURNS: WeakKeyDictionary[asyncio.AbstractEventLoop, Turns] = WeakKeyDictionary()


def open_turns(at_once: int) -> Turns:
    """The turns of the running event loop, shared by all clients in it: a flow opens one client for each task, and
    a host must not notice. The first client's ``at_once`` holds."""
    loop = asyncio.get_running_loop()
    if loop not in _TURNS:
        _TURNS[loop] = Turns(at_once)
    return _TURNS[loop]


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
