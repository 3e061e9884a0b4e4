"""Crossref's works: papers, books and reports that have a DOI."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from claimcheck.resolve.provider import (
    Hit,
    Request,
    Wanted,
    find_hits,
    parse_json,
    read_list,
    read_words,
    render_url,
)

ENDPOINT = "https://api.crossref.org/works"
FIELDS = "DOI,URL,title,subtitle,container-title,publisher,issued"


@dataclass(frozen=True, slots=True)
class Crossref:
    endpoint: str = ENDPOINT
    name: str = "crossref"

    def render_request(self, wanted: Wanted) -> Request:
        """With a contact it answers from its more reliable pool."""
        query: dict[str, str | int] = {
            "query.bibliographic": f"{wanted.words} {wanted.publisher}".strip(),
            "rows": 10,
            "select": FIELDS,
        }
        contact = wanted.contact.removeprefix("mailto:")
        return Request(render_url(self.endpoint, **query, mailto=contact if "@" in contact else ""))

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        return find_hits([self._read(entry) for entry in read_list(parse_json(body), "message", "items")])

    def _read(self, entry: Mapping[str, Any]) -> Hit:
        url = str(entry.get("URL") or "") or (f"https://doi.org/{entry['DOI']}" if entry.get("DOI") else "")
        title, subtitle = _first(entry.get("title")), _first(entry.get("subtitle"))
        if subtitle and subtitle.casefold() not in title.casefold():
            title = f"{title}: {subtitle}"
        site = _first(entry.get("container-title")) or read_words(entry.get("publisher"))
        return Hit(url, title, self.name, _read_day(entry.get("issued")), site)


def _first(texts: object) -> str:
    return read_words(texts[0]) if isinstance(texts, list) and texts else ""


def _read_day(issued: object) -> date | None:
    """A full day only: of a month or year it says too little to hold against a page."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or len(first) != 3 or not all(isinstance(part, int) for part in first):
        return None
    try:
        return date(*first)
    except ValueError:
        return None
