"""What a site asks of programs that read it: its robots.txt, after RFC 9309, and the pause it wants between requests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import httpx
from protego import Protego

from claimcheck.fetch.capture import Fetched
from claimcheck.model.evidence import Outcome

TOKEN = "claimcheck"  # the name that a robots.txt calls us by
LARGEST = 512_000  # bytes that are read of one: RFC 9309 wants no less than 500 KiB
KEPT = 3600.0  # seconds after which it is asked for again; RFC 9309 allows a day
CLOSED = 60.0  # the same for one that couldn't be read, tries again included
UNRULED = frozenset({Outcome.EMPTY, Outcome.UNSUPPORTED_TYPE, Outcome.REDIRECT_LOOP})
"""Outcomes by which a site has no robots.txt; so has one that answers with any status from 400 to 499."""

UNHEARD = frozenset(
    {
        Outcome.DNS_FAILURE,
        Outcome.CONNECT_FAILURE,
        Outcome.TLS_FAILURE,
        Outcome.TIMEOUT,
        Outcome.BLOCKED_ADDRESS,
        Outcome.RATE_LIMITED,
    }
)
"""What a robots.txt may end in that is as true of the pages themselves."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows; everything, without ``written``. ``closed``: nothing for now, and that is the outcome of
    its pages, ``detail`` the reason."""

    written: Protego | None = None
    closed: Outcome | None = None
    detail: str = ""

    def allow(self, url: str) -> bool:
        """Whether the page may be asked for."""
        return self.written is None or bool(self.written.can_fetch(url, TOKEN))

    @property
    def pause(self) -> float:
        """Seconds to let pass between two requests."""
        if self.written is None:
            return 0.0
        rate = self.written.request_rate(TOKEN)
        return max(self.written.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate else 0.0)


UNBOUND = Rules()


class Rulebook:
    """The rules of the sites met so far, by the address of their robots.txt, and a lock for each: it is asked for once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Rules]] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    def find(self, place: str) -> Rules | None:
        """The rules that still hold; ``None`` when they must be asked for."""
        until, rules = self._known.get(place, (float("-inf"), None))
        return rules if asyncio.get_running_loop().time() < until else None

    def keep(self, place: str, rules: Rules) -> None:
        until = asyncio.get_running_loop().time() + (CLOSED if rules.closed else KEPT)
        self._known[place] = until, rules

    def lock(self, place: str) -> asyncio.Lock:
        return self._locks.setdefault(place, asyncio.Lock())


_RULEBOOKS: WeakKeyDictionary[asyncio.AbstractEventLoop, Rulebook] = WeakKeyDictionary()


def open_rulebook() -> Rulebook:
    """The rulebook of the running event loop, shared by all clients in it."""
    return _RULEBOOKS.setdefault(asyncio.get_running_loop(), Rulebook())


def locate_robots(url: str) -> str:
    """The address of the robots.txt that speaks for ``url``."""
    return str(httpx.URL(url).copy_with(raw_path=b"/robots.txt", fragment=None))


def read_rules(fetched: Fetched) -> Rules:
    """What an attempt to read a robots.txt tells.

    As RFC 9309 has it: a site without one (status 400 to 499) allows everything, one that can't be reached or fails
    (500 to 599) allows nothing for now.
    """
    capture = fetched.capture
    if capture.outcome is Outcome.OK:
        return Rules(Protego.parse(fetched.body[:LARGEST].decode("utf-8-sig", "replace")))
    if 400 <= capture.status < 500 or capture.outcome in UNRULED:
        return UNBOUND
    outcome = capture.outcome if capture.outcome in UNHEARD else Outcome.DISALLOWED_BY_ROBOTS
    return Rules(closed=outcome, detail=f"{capture.url} can't be read: {capture.detail}")
