"""The Brave Search API: GET /res/v1/web/search with the key in X-Subscription-Token."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from claimcheck.resolve.provider import (
    MOST,
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

ENDPOINT = "https://api.search.brave.com/res/v1/web/search"
LONGEST = 400  # characters that it takes as a query


@dataclass(frozen=True, slots=True)
class Brave:
    key: str = field(repr=False)
    endpoint: str = ENDPOINT
    name: str = "brave"

    def render_request(self, wanted: Wanted) -> Request:
        query = f"{wanted.words} {wanted.publisher}".strip()[:LONGEST]
        headers = (("X-Subscription-Token", self.key), ("Accept", "application/json"))
        return Request(render_url(self.endpoint, q=query, count=MOST, result_filter="web"), headers)

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        return find_hits(
            [
                Hit(
                    str(entry.get("url", "")),
                    read_words(entry.get("title")),
                    self.name,
                    parse_day(entry.get("page_age")),
                    _read_site(entry),
                )
                for entry in read_list(parse_json(body), "web", "results")
            ]
        )


def _read_site(entry: Mapping[str, Any]) -> str:
    profile = entry.get("profile")
    return read_words(profile.get("name")) if isinstance(profile, Mapping) else ""
