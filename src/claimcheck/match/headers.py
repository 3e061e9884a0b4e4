"""Which of a row's figures a claim is about: the one under the header that says most of what the claim says.

'Planned (t) | Made (t)' over '640 | 590': a claim of what was made is about the second.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.match.ranking import stem
from claimcheck.match.slots import Counterpart, Slot
from claimcheck.model.evidence import Passage

OTHER_HEADER = 0.4  # factor for a figure under a header that says less of the claim than another of its kind
OWN_HEADER = 0.8  # least binding under a header whose words are all the claim's, as the row's label is
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SMALL = frozenset(
    ["the", "a", "an", "of", "in", "for", "to", "by", "per", "at", "on", "and", "with", "from"]
)


def bind_by_header(slots: Sequence[Slot], claim: str, passage: Passage) -> tuple[Slot, ...]:
    """The slots again; in a row, counterparts under a header that fits the claim less well than another's are bound less."""
    if len(passage.cells) <= 2:
        return tuple(slots)
    said = _words_of(claim)
    return tuple(slot if slot.aspect == "date" else _bind(slot, said, passage) for slot in slots)


def header_fit(part: Counterpart, claim: str, passage: Passage) -> float:
    """0..1: the share of the words of the header over a row's figure that the claim has."""
    return _find_fit(part, _words_of(claim), passage)


def _words_of(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"\w+", text.lower())}


def _bind(slot: Slot, said: set[str], passage: Passage) -> Slot:
    fits = [_find_fit(part, said, passage) for part in slot.counterparts]
    best = max(fits, default=0.0)
    own = OWN_HEADER if best == 1.0 and min(fits) < 1.0 and _words_of(passage.cells[0][1]) <= said else 0.0
    parts = [
        replace(part, binding=part.binding * OTHER_HEADER if fit < best else max(part.binding, own))
        for part, fit in zip(slot.counterparts, fits, strict=True)
    ]
    return replace(slot, counterparts=tuple(sorted(parts, key=lambda part: (-part.binding, not part.agrees))))


def _find_fit(part: Counterpart, said: set[str], passage: Passage) -> float:
    """0..1: the share of the words of the figure's header that the claim has; 0 where it stands in no cell."""
    headers = [header for header, cell in passage.cells[1:] if _has(part.text, cell) or _has(cell, part.text)]
    return max((_share_said(header, said) for header in headers), default=0.0)


def _has(text: str, figure: str) -> bool:
    """The figure stands in the text whole: '4' doesn't in '14' or '4.2'."""
    return bool(figure) and re.search(rf"(?<![\d.,]){re.escape(figure)}(?!\d|[.,]\d)", text) is not None


def _share_said(header: str, said: set[str]) -> float:
    words = re.findall(r"[^\W\d_]{2,}", _BRACKETS.sub("", header).lower())
    stems = {stem(word) for word in words if word not in _SMALL}
    return len(stems & said) / len(stems) if stems else 0.0
