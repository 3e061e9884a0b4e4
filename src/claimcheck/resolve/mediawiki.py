"""A MediaWiki's search: the action API with generator=search, so that each hit comes with its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.resolve.provider import (
    Hit,
    Request,
    UnreadableAnswer,
    Wanted,
    find_hits,
    parse_json,
    read_list,
    read_words,
    render_url,
)


@dataclass(frozen=True, slots=True)
class MediaWiki:
    """``api`` is the address of its api.php."""

    api: str
    name: str = "mediawiki"

    def render_request(self, wanted: Wanted) -> Request:
        return Request(
            render_url(
                self.api,
                action="query",
                generator="search",
                gsrsearch=wanted.words,
                gsrlimit=10,
                prop="info",
                inprop="url",
                meta="siteinfo",
                format="json",
                formatversion=2,
            )
        )

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        answer = parse_json(body)
        if isinstance(answer, Mapping) and isinstance(answer.get("error"), Mapping):
            raise UnreadableAnswer(read_words(answer["error"].get("info")) or "an error without a reason")
        pages = sorted(read_list(answer, "query", "pages"), key=_place)
        site = _read_site(answer)
        return find_hits(
            [
                Hit(
                    str(page.get("canonicalurl") or page.get("fullurl") or ""),
                    read_words(page.get("title")),
                    self.name,
                    None,
                    site,
                )
                for page in pages
            ]
        )


def _place(page: Mapping[str, object]) -> int:
    index = page.get("index")
    return index if isinstance(index, int) else 0


def _read_site(answer: Mapping[str, object]) -> str:
    query = answer.get("query")
    general = query.get("general") if isinstance(query, Mapping) else None
    return read_words(general.get("sitename")) if isinstance(general, Mapping) else ""
