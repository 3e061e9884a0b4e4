"""The same claim made twice: linked, so that it is checked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from claimcheck.model.claim import Claim
from claimcheck.text.wording import Cue, has_cue

if TYPE_CHECKING:
    from spacy.tokens import Doc

ALIKE = 0.85  # share of content words that two claims of the same figures must have in common
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def link_repeats(claims: Sequence[Claim], docs: Sequence[Doc]) -> list[Claim]:
    """The claims, each later one that says what an earlier one says pointing to it."""
    said = [_content(doc) for doc in docs]
    common = Counter(word for words in said for word in words)
    index: dict[tuple[object, ...], list[int]] = {}
    linked: list[Claim] = []
    for place, (claim, words) in enumerate(zip(claims, said, strict=True)):
        keys = [(*_values(claim), word) for word in _telling(words, common)] or [_values(claim)]
        earlier = sorted({other for key in keys for other in index.get(key, [])})
        first = next((other for other in earlier if _same(words, said[other])), None)
        if first is None:
            for key in keys:
                index.setdefault(key, []).append(place)
        linked.append(claim if first is None else replace(claim, duplicate_of=claims[first].id))
    return linked


def _content(doc: Doc) -> frozenset[str]:
    return frozenset(token.lemma_.lower() for token in doc if token.pos_ in CONTENT and not token.is_stop)


def _telling(words: frozenset[str], common: Counter[str]) -> list[str]:
    """The rarest words, so many that two sets alike enough must have one of them in common."""
    ranked = sorted(words, key=lambda word: (common[word], word))
    return ranked[: len(ranked) - ceil(ALIKE * len(ranked)) + 1]


def _values(claim: Claim) -> tuple[object, ...]:
    """What two claims must share exactly: figures, dates, denial, speaker."""
    figures = tuple(
        sorted((quantity.value, quantity.unit, quantity.currency) for quantity in claim.quantities)
    )
    days = tuple(sorted((found.start, found.end) for found in claim.dates))
    return (figures, days, has_cue(claim.text, Cue.NEGATION), claim.saying.speaker if claim.saying else "")


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return one == other
    return len(one & other) / len(one | other) >= ALIKE
