"""The Wayback Machine's availability API: the archived copy of an address that is nearest to a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from claimcheck.resolve.provider import Request, UnreadableAnswer, parse_json, render_url

ENDPOINT = "https://archive.org/wayback/available"

_STAMPED = re.compile(r"/web/(\d{4,14})/")


@dataclass(frozen=True, slots=True)
class Wayback:
    endpoint: str = ENDPOINT
    name: str = "wayback"

    def render_request(self, url: str, day: date | None) -> Request:
        return Request(render_url(self.endpoint, url=url, timestamp=f"{day:%Y%m%d}" if day else ""))

    def parse_answer(self, body: bytes) -> str:
        """The address of the page as it was archived, without the archive's own frame; '' when there is none. Raises
        UnreadableAnswer."""
        answer = parse_json(body)
        if not isinstance(answer, Mapping) or not isinstance(answer.get("archived_snapshots"), Mapping):
            raise UnreadableAnswer("no archived_snapshots in the answer")
        closest = answer["archived_snapshots"].get("closest")
        if not isinstance(closest, Mapping) or closest.get("available") is not True:
            return ""
        if str(closest.get("status", "200")) != "200":
            return ""
        return _STAMPED.sub(r"/web/\1id_/", str(closest.get("url", "")), count=1)
