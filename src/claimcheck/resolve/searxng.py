"""A SearXNG instance: GET /search?q=…&format=json (the instance must allow the JSON format)."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.resolve.provider import (
    Hit,
    Request,
    Wanted,
    find_hits,
    parse_day,
    parse_json,
    read_list,
    read_words,
    render_url,
)


@dataclass(frozen=True, slots=True)
class SearXNG:
    """``instance`` is its root address."""

    instance: str
    name: str = "searxng"

    def render_request(self, wanted: Wanted) -> Request:
        query = f"{wanted.words} {wanted.publisher}".strip()
        return Request(render_url(f"{self.instance.rstrip('/')}/search", q=query, format="json"))

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        return find_hits(
            [
                Hit(
                    str(entry.get("url", "")),
                    read_words(entry.get("title")),
                    self.name,
                    parse_day(entry.get("publishedDate")),
                )
                for entry in read_list(parse_json(body), "results")
            ]
        )
