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
UNRULED = frozenset({Outcome.EMPTY, Outcome.UNSUPPORTED_TYPE, Outcome.REDIRECT_LOOP})
"""Outcomes by which a site has no robots.txt; so has one that answers with any status from 400 to 499."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows; everything, without ``written``."""

    written: Protego | None = None

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
        learnt, rules = self._known.get(place, (float("-inf"), None))
        return rules if asyncio.get_running_loop().time() - learnt < KEPT else None

    def keep(self, place: str, rules: Rules) -> None:
        self._known[place] = asyncio.get_running_loop().time(), rules

    def lock(self, place: str) -> asyncio.Lock:
        return self._locks.setdefault(place, asyncio.Lock())


_RULEBOOKS: WeakKeyDictionary[asyncio.AbstractEventLoop, Rulebook] = WeakKeyDictionary()


def open_rulebook() -> Rulebook:
    """The rulebook of the running event loop, shared by all clients in it."""
    return _RULEBOOKS.setdefault(asyncio.get_running_loop(), Rulebook())


def locate_robots(url: str) -> str:
    """The address of the robots.txt that speaks for ``url``."""
    return str(httpx.URL(url).copy_with(raw_path=b"/robots.txt", fragment=None))


def read_rules(fetched: Fetched) -> Rules | None:
    """What an attempt to read a robots.txt tells; ``None`` when it tells nothing, and nothing may be asked for then.

    As RFC 9309 has it: a site without one (status 400 to 499) allows everything, one that can't be reached or fails
    (500 to 599) allows nothing for now.
    """
    capture = fetched.capture
    if capture.outcome is Outcome.OK:
        return Rules(Protego.parse(fetched.body[:LARGEST].decode("utf-8-sig", "replace")))
    if 400 <= capture.status < 500 or capture.outcome in UNRULED:
        return UNBOUND
    return None
