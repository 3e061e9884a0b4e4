"""Two figures of the claim that the passage has as well, each with what the other goes with.

'Pay rose 9% in energy and 1% in teaching' is not borne out by 'rose 1% in energy and 9% in teaching': every value and every
word is there. What a figure goes with is the nearest word, name or date of its own: one that the other figure isn't nearer to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Aspect, contradicts
from claimcheck.match.pair import Pair
from claimcheck.match.reading import is_telling
from claimcheck.match.words import find_counterparts
from claimcheck.model.evidence import Comparison

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 8  # tokens from a figure to what it goes with


def compare_crossed(pair: Pair) -> list[Aspect]:
    """`crossed`, where each of two figures stands with the other's companion."""
    figures = [
        (slot, part)
        for slot in pair.slots
        if slot.aspect != "date" and (part := slot.best(agreeing=True)) is not None
    ]
    for (one, here), (other, there) in combinations(figures, 2):
        if one.aspect != other.aspect or here.span == there.span:
            continue
        mine = [pair.mine.token_at(span) for span in (one.span, other.span)]
        theirs = [pair.theirs.token_at(span) for span in (here.span, there.span)]
        at, to, place, goal = (None if token is None else token.i for token in (*mine, *theirs))
        if at is None or to is None or place is None or goal is None:
            continue
        if _is_crossed(_companions(pair, at, to), _companions(pair, to, at), place, goal):
            row = Comparison(one.aspect, one.text, there.text, False)
            note = f"in the source “{here.text}” and “{there.text}” go the other way round"
            return [contradicts("crossed", 0.85, note, row)]
    return []


def _companions(pair: Pair, at: int, to: int) -> list[list[int]]:
    """Where the passage has the words that go with the claim's figure at ``at`` and not with that at ``to``."""
    everywhere = frozenset(range(len(pair.theirs.doc)))
    found = []
    for token in pair.mine.doc[max(0, at - REACH) : at + REACH + 1]:
        if token.i in pair.mine.valued or not (is_telling(token) or token.ent_type_ == "DATE"):
            continue
        if abs(token.i - at) >= abs(token.i - to) or _lies_beyond(token, at, to):
            continue
        there = [other.i for other in find_counterparts(token, pair.mine, pair.theirs, everywhere)]
        if there:
            found.append(there)
    return found


def _lies_beyond(token: Token, at: int, to: int) -> bool:
    """On the far side of the other figure."""
    return min(at, token.i) < to < max(at, token.i)


def _is_crossed(mine: list[list[int]], theirs: list[list[int]], here: int, there: int) -> bool:
    """``mine`` and ``theirs``: the companions of the two figures, which the passage has at ``here`` and ``there``."""
    own = [places for places in mine if places not in theirs]
    other = [places for places in theirs if places not in mine]
    if not own or not other:
        return False
    return all(_is_nearer(places, there, here) for places in own) and all(
        _is_nearer(places, here, there) for places in other
    )


def _is_nearer(places: Sequence[int], one: int, other: int) -> bool:
    return min(abs(place - one) for place in places) < min(abs(place - other) for place in places)
