"""Entries of a reference list, split into title and publisher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's words without its address, and those of them that are linked ('' when none are)."""

    text: str
    linked: str = ""


def split_entries(entries: Sequence[Entry], body: str) -> list[tuple[str, str]]:
    """Title and publisher of each entry."""
    return [(entry.linked or entry.text, "") for entry in entries]
