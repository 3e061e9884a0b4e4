"""Manners towards other people's servers: one request at a time to each host, and pauses as long as they ask for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from weakref import WeakKeyDictionary

import httpx


class HostBusy(Exception):
    """A host wants to be left alone for longer than we are willing to wait. Caught inside this room only."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asks for {seconds:.0f} s without requests")
        self.seconds = seconds


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
        self, url: httpx.URL, *, pause: float = 0.0, patience: float = float("inf"), counted: bool = True
    ) -> AsyncIterator[None]:
        """Waits for the turn of ``url``'s host and holds it.

        ``pause``: seconds between the end of one request and the next. Raises HostBusy when more than ``patience``
        seconds are left of that, or of a time that the host asked for. No pause follows a request that isn't ``counted``.
        """
        host = self._hosts.setdefault(url.netloc.decode("ascii"), _Host())
        clock = asyncio.get_running_loop().time
        async with host.lock:
            rest = max(host.left + pause, host.closed_until) - clock()
            if rest > patience:
                raise HostBusy(rest)
            await asyncio.sleep(max(0.0, rest))
            async with self._slots:  # taken last: who waits for a host keeps none from others
                try:
                    yield
                finally:
                    host.left = clock() if counted else host.left

    def close(self, url: httpx.URL, seconds: float) -> None:
        """Leave a host alone for so long, because it asked for that."""
        host = self._hosts.setdefault(url.netloc.decode("ascii"), _Host())
        host.closed_until = max(host.closed_until, asyncio.get_running_loop().time() + seconds)


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
