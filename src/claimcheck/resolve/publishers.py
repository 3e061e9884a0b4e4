"""What an editor knows about publishers: a TOML file of their domains and of their own site search."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from claimcheck.errors import UsageError
from claimcheck.resolve.provider import (
    Hit,
    Request,
    UnreadableAnswer,
    Wanted,
    find_hits,
    parse_day,
    parse_json,
    read_words,
)
from claimcheck.text.html import find_excess, read_page

PLACE = "{query}"
MOST_TAGS = 30_000  # of a page of search results: some tens of links and what stands around them


@dataclass(frozen=True, slots=True)
class Publisher:
    """``domains`` are its sites, without www; empty when unknown. ``search`` is the address of its site search with
    ``{query}`` in it, '' when it has none."""

    names: tuple[str, ...]
    domains: tuple[str, ...] = ()
    search: str = ""


def parse_publishers(text: str, *, path: Path) -> tuple[Publisher, ...]:
    """The ``[[publisher]]`` tables of a file: ``name`` or ``names``, ``domains``, ``search``. Raises UsageError."""
    try:
        tables = tomllib.loads(text).get("publisher", [])
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: {error}") from None
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{path}: publishers are [[publisher]] tables")
    return tuple(
        _read_table(table, f"{path}: [[publisher]] {place}") for place, table in enumerate(tables, 1)
    )


def _read_table(table: dict[str, Any], where: str) -> Publisher:
    names = [*_read_texts(table, "names", where), *([table["name"]] if "name" in table else [])]
    if not names or not all(isinstance(name, str) and name for name in names):
        raise UsageError(f"{where} has no name")
    search = table.get("search", "")
    if not isinstance(search, str) or (search and PLACE not in search):
        raise UsageError(f"{where}: search must be an address with {PLACE} in it")
    domains = [domain.lower().removeprefix("www.") for domain in _read_texts(table, "domains", where)]
    return Publisher(tuple(names), tuple(domains), search)


def _read_texts(table: dict[str, Any], key: str, where: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise UsageError(f"{where}: {key} must be a list of texts")
    return value


def find_publisher(name: str, known: Iterable[Publisher]) -> Publisher | None:
    """The publisher of this name, in any writing of capitals and punctuation; ``None`` when it isn't known."""
    plain = _plain(name)
    return next((one for one in known if plain and plain in map(_plain, one.names)), None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()).removeprefix("the")


@dataclass(frozen=True, slots=True)
class SiteSearch:
    """A publisher's own search: WordPress's REST answers (posts or search), or a page of links."""

    publisher: Publisher
    name: str = "site search"

    def render_request(self, wanted: Wanted) -> Request:
        return Request(self.publisher.search.replace(PLACE, quote_plus(wanted.words)))

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        if body.lstrip()[:1] in (b"[", b"{"):
            return self._read_posts(parse_json(body))
        return self._read_links(body.decode("utf-8", "replace"))

    def _read_posts(self, answer: Any) -> tuple[Hit, ...]:
        if not isinstance(answer, list):
            raise UnreadableAnswer("no list of posts")
        hits = []
        for post in answer:
            if isinstance(post, dict):
                title = post.get("title")
                title = title.get("rendered") if isinstance(title, dict) else title
                url = str(post.get("link") or post.get("url") or "")
                hits.append(self._hit(url, read_words(title), post.get("date")))
        return find_hits(hits)

    def _read_links(self, html: str) -> tuple[Hit, ...]:
        if excess := find_excess(html, MOST_TAGS):
            raise UnreadableAnswer(excess)
        page = read_page(html, self.publisher.search)
        found: dict[str, str] = {}
        for draft in page.drafts:
            runs = [*draft.runs, *(run for cell in draft.cells for run in cell.runs)]
            for url, linked in groupby(runs, key=lambda run: run.url):
                title = " ".join("".join(run.text for run in linked).split())
                if url and len(title) > len(found.get(url, "")):
                    found[url] = title
        return find_hits([self._hit(url, title, None) for url, title in found.items()])

    def _hit(self, url: str, title: str, day: object) -> Hit:
        return Hit(url, title, self.name, parse_day(day), self.publisher.names[0])
