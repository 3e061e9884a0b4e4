"""Which way a figure goes: 'rose by 8%', 'down 8%', 'an 8% drop', '12% longer'. The same figure the other way is another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.metrics import Metric
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

RISE, FALL = "rise", "fall"
_BEFORE = {"up": RISE, "down": FALL, "plus": RISE, "minus": FALL}
_AFTER = {
    **dict.fromkeys(["more", "high", "great", "large", "big", "up", "above"], RISE),
    **dict.fromkeys(["less", "few", "low", "small", "down", "below"], FALL),
}
_FORMS = {
    **dict.fromkeys(
        ["rose", "risen", "grew", "grown", "excess", "exceed", "surplus", "overrun", "over"], RISE
    ),
    **dict.fromkeys(
        ["fell", "fallen", "shrank", "sank", "sunk", "lost", "shortfall", "deficit", "under"], FALL
    ),
}
"""Forms that no ending tells, and words of what is too much or too little."""
_LOOSE = frozenset(
    [
        "put", "add", "advance", "contract", "short", "sink", "above", "below", "more", "less", "few", "up", "down", "lose",
        "ease", "slow", "narrow", "improve", "high", "low", "widen", "lengthen", "shorten", "accelerate", "expand",
    ]
)  # fmt: skip
"""Words of rising and falling that may tell of something else: losing may be of votes, easing of a burden."""


def tells_change(metric: Metric) -> bool:
    """'rose by 13 points', 'was 12% lower': the figure is how much something changed."""
    return bool(_kinds(metric)) and metric.particle not in {"to", "from"}


def may_move(metric: Metric, *, rising: bool) -> bool:
    """Whether the claim may tell of a change in that direction."""
    found = _kinds(metric)
    return len(found) != 1 or found == {RISE if rising else FALL}


def _kinds(metric: Metric) -> set[str]:
    known = lexicon().any
    return {RISE, FALL} & {name for head in metric.heads for name in known.get(head, ())}


def read_direction(reading: Reading, span: Span, metric: Metric) -> str:
    """'rise' or 'fall', or the plain form of another comparative behind the figure ('long' of '12% longer'); '' for a level
    and where the sentence doesn't tell."""
    inside = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None or not len(inside) or metric.particle in {"to", "from"}:
        return ""
    before = next((_BEFORE[token.lower_] for token in _nearest(inside[0], -1) if token.lower_ in _BEFORE), "")
    return before or _read_after(inside[-1]) or _read_verb(metric)


def find_directions(text: str) -> set[str]:
    """Which ways anything goes in a text, by its bare words: 'rise', 'fall'."""
    known = _list_stems()
    return {known[root] for word in re.findall(r"[a-z]+", text.lower()) if (root := stem(word)) in known}


@cache
def _list_stems() -> dict[str, str]:
    """The stem of each word of rising and falling, irregular forms among them."""
    groups = lexicon().groups
    listed = {word: name for name in (RISE, FALL) for word in groups[name].core | groups[name].also}
    return {stem(word): name for word, name in {**listed, **_AFTER, **_BEFORE, **_FORMS}.items()}


def _nearest(token: Token, step: int) -> list[Token]:
    """The next two tokens on one side."""
    places = [token.i + step, token.i + 2 * step]
    return [token.doc[i] for i in places if 0 <= i < len(token.doc)]


def _read_after(last: Token) -> str:
    known = lexicon().core
    for token in _nearest(last, 1)[:1]:
        word = token.lemma_.lower()
        if token.tag_ in {"JJR", "RBR"} or token.lower_ in {"up", "down"}:
            return _AFTER.get(word, word)
        kinds = {RISE, FALL} & known.get(word, frozenset()) if token.pos_ == "NOUN" else set()
        if len(kinds) == 1:
            return str(kinds.pop())
    return ""


def _read_verb(metric: Metric) -> str:
    known = lexicon().any
    kinds = {
        name
        for head in metric.heads
        if head not in _LOOSE
        for name in known.get(head, ())
        if name in {RISE, FALL}
    }
    return kinds.pop() if len(kinds) == 1 else ""


def are_opposite(one: str, other: str) -> bool:
    """Whether two directions exclude each other; '' excludes none."""
    return {one, other} == {RISE, FALL} or lexicon().exclude(one, other)
