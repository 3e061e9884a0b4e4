"""A claim and a passage as the typed comparisons see them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from claimcheck.match.alignment import Alignment, align_claim, align_further
from claimcheck.match.headers import bind_by_header
from claimcheck.match.reading import Reading
from claimcheck.match.slots import Slot, find_slots
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Passage


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """``alignment`` is the claim's main clause beside the nearest clause of the passage; ``None`` where one has none. ``page``
    is more text of the same page: names in it may be what the passage is about."""

    claim: Claim
    passage: Passage
    mine: Reading
    theirs: Reading
    alignment: Alignment | None
    further: tuple[Alignment, ...]  # the same for the claim's other clauses ('... and killed four')
    slots: tuple[Slot, ...]
    page: str
    known: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)  # see `once`

    @property
    def same_matter(self) -> bool:
        """Grammar finds the same happening with the same parts in both."""
        return self.alignment is not None and self.alignment.same_matter


def pair(claim: Claim, passage: Passage, mine: Reading, theirs: Reading, page: str = "") -> Pair:
    """Align the two and lay their values side by side."""
    alignment = align_claim(mine, theirs)
    further = align_further(mine, theirs)
    slots = bind_by_header(find_slots(mine, theirs, alignment), mine.text, passage)
    return Pair(claim, passage, mine, theirs, alignment, further, slots, page)
