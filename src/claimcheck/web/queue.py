"""The queue's filters as they stand in an address, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from urllib.parse import parse_qsl, urlencode

from claimcheck.store.queue import Filters

PAGE = 50  # claims on one page of the queue
LONGEST = 300  # characters of a filter's value
NAMES = {
    "words": "q", "state": "state", "label": "label", "kind": "kind", "source": "source", "reviewer": "reviewer",
    "run": "run", "subject": "article", "flips": "flips",
}  # fmt: skip
"""Fields of Filters, and what they are called in an address."""


def read_filters(query: Mapping[str, str]) -> Filters:
    """Unknown names are left out; without a state, what is still to decide."""
    found = {name: query[short][:LONGEST] for name, short in NAMES.items() if short in query}
    flips = found.pop("flips", "") != ""
    state = found.pop("state", "todo")
    return Filters(**found, state="" if state == "all" else state, flips=flips)


def read_queue(written: str) -> Filters:
    """The filters in a query string that a form brought back; whatever else is in it is gone."""
    return read_filters(dict(parse_qsl(written[: 10 * LONGEST], max_num_fields=50)))


def write_filters(filters: Filters, **more: str) -> str:
    """The query string of these filters, '' for the queue as it is at first."""
    written = {NAMES[field.name]: getattr(filters, field.name) for field in fields(filters)}
    written["flips"] = "1" if filters.flips else ""
    written["state"] = {"todo": "", "": "all"}.get(filters.state, filters.state)
    return urlencode({name: value for name, value in {**written, **more}.items() if value})
