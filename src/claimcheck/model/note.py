"""What is odd in an article by itself, without any source. A note is for a person to look at; it is no verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimcheck.model.selector import Span


class NoteKind(StrEnum):
    """What does not fit together."""

    FIGURE = "figure"  # one thing, two figures
    SUM = "sum"  # parts, shares or a percentage that don't add up
    COUNT = "count"  # a list that has more or fewer entries than the text says
    ROLE = "role"  # one person, two roles
    NAME = "name"  # one name, two spellings
    DATE = "date"  # a plan whose date is past


@dataclass(frozen=True, slots=True)
class Note:
    """``says`` is one plain sentence with the figures in it. ``places`` are the stretches of the article's text that
    don't fit together, in reading order; one stretch where it disagrees with itself."""

    kind: NoteKind
    says: str
    places: tuple[Span, ...]
