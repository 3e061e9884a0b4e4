"""What every search service has in common: the request for a wanted page, and the hits in the service's answer.

A provider is pure: it renders a request and reads an answer; the edge fetches in between.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

MOST = 20  # hits asked for

_TAG = re.compile(r"<[^<>]{1,200}>")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")


class UnreadableAnswer(ValueError):
    """A service answered with something other than its documentation says. The text is one line."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The page that is looked for. ``published`` is its own day; ``before`` is the day of the article that cites it,
    by which it was there. ``contact`` is an address for services that ask who calls."""

    title: str
    publisher: str = ""
    published: date | None = None
    before: date | None = None
    contact: str = ""

    @property
    def words(self) -> str:
        """The title without a trailing ellipsis."""
        return _ELLIPSIS.sub("", self.title)


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. ``headers`` may hold a key, so they are not printed."""

    url: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that a service names. ``site`` is the name it gives for the site, ''  when it gives none."""

    url: str
    title: str
    provider: str
    published: date | None = None
    site: str = ""


class Provider(Protocol):
    """A search service, as it is set up."""

    @property
    def name(self) -> str: ...

    def render_request(self, wanted: Wanted) -> Request: ...

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        """Hits in the service's own order; empty when it found nothing. Raises UnreadableAnswer."""
        ...


def render_url(base: str, **query: str | int) -> str:
    """``base`` with a query; one that it has already is kept."""
    sign = "&" if urlsplit(base).query else "?"
    return f"{base}{sign}{urlencode({name: value for name, value in query.items() if value != ''})}"


def parse_json(body: bytes) -> Any:
    """The JSON in ``body``. Raises UnreadableAnswer with the beginning of what came instead."""
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        said = " ".join(body[:120].decode("utf-8", "replace").split())
        raise UnreadableAnswer(f"no JSON but: {said}") from None


def read_list(answer: Any, *path: str) -> Sequence[Mapping[str, Any]]:
    """The objects in the list at ``path``; a missing one is empty. Raises UnreadableAnswer where the answer has
    another shape."""
    for key in path:
        if not isinstance(answer, Mapping):
            raise UnreadableAnswer(f"no object around {key!r}")
        answer = answer.get(key)
        if answer is None:
            return ()
    if not isinstance(answer, list):
        raise UnreadableAnswer(f"{'.'.join(path)} is no list")
    return [entry for entry in answer if isinstance(entry, Mapping)]


def read_words(value: Any) -> str:
    """A text without markup and character references, on one line; '' for anything but a text."""
    return " ".join(html.unescape(_TAG.sub("", value)).split()) if isinstance(value, str) else ""


def parse_day(value: Any) -> date | None:
    """The day at the beginning of 2025-07-30T12:00:00Z or 20250730T120000Z; ``None`` when there is none."""
    match = _DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def find_hits(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Those that have a web address and a title."""
    return tuple(hit for hit in hits if hit.title and is_address(hit.url))


def is_address(url: str) -> bool:
    """Whether ``url`` is an http(s) address that can be taken apart."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
