"""GDELT's document API in the mode ArtList: news pages by their words, with the day on which each was seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

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

ENDPOINT = "https://api.gdeltproject.org/api/v2/doc/doc"
MOST = 75
BEFORE, AFTER = timedelta(days=30), timedelta(days=3)  # around the day of the page, or of the article

_WORD = re.compile(r"[^\W_]{3,}(?:[’'-][^\W_]+)*")
_APART = (
    (re.compile(r"\s+(['’])\s*(?=\w{1,2}\b)"), r"\1"),
    (re.compile(r"(?<=\d)\s*([.,])\s+(?=\d)"), r"\1"),
)
_GAP = re.compile(r"\s+(?=[,.;:!?%)])|(?<=[($£€])\s+")


@dataclass(frozen=True, slots=True)
class GDELT:
    endpoint: str = ENDPOINT
    name: str = "gdelt"

    def render_request(self, wanted: Wanted) -> Request:
        """All words of at least three letters: it refuses shorter ones, and a phrase would miss other punctuation."""
        words = " ".join(_WORD.findall(wanted.words)[:10])
        start, end = _find_window(wanted)
        return Request(
            render_url(
                self.endpoint,
                query=words,
                mode="ArtList",
                format="json",
                maxrecords=MOST,
                sort="HybridRel",
                startdatetime=start,
                enddatetime=end,
            )
        )

    def parse_answer(self, body: bytes) -> tuple[Hit, ...]:
        return find_hits(
            [
                Hit(
                    str(entry.get("url", "")),
                    _close_up(read_words(entry.get("title"))),
                    self.name,
                    parse_day(entry.get("seendate")),
                )
                for entry in read_list(parse_json(body), "articles")
            ]
        )


def _find_window(wanted: Wanted) -> tuple[str, str]:
    """Its days as YYYYMMDDHHMMSS; '' for both when nothing is known, which leaves it to the service."""
    if wanted.published is not None:
        return _stamp(wanted.published - AFTER), _stamp(wanted.published + AFTER)
    if wanted.before is not None:
        return _stamp(wanted.before - BEFORE), _stamp(wanted.before + AFTER)
    return "", ""


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}000000"


def _close_up(title: str) -> str:
    """GDELT gives titles in separate tokens: "The city ' s bill rises to 2 . 5 million"."""
    for pattern, together in _APART:
        title = pattern.sub(together, title)
    return _GAP.sub("", title)
