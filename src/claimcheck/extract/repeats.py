"""The same claim made twice: linked, so that it is checked once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.model.claim import Claim
from claimcheck.text.wording import Cue, has_cue

if TYPE_CHECKING:
    from spacy.tokens import Doc

ALIKE = 0.85  # share of content words that two claims of the same figures must have in common
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})


def link_repeats(claims: Sequence[Claim], docs: Sequence[Doc]) -> list[Claim]:
    """The claims, each later one that says what an earlier one says pointing to it."""
    first: dict[tuple[object, ...], list[tuple[Claim, frozenset[str]]]] = {}
    linked: list[Claim] = []
    for claim, doc in zip(claims, docs, strict=True):
        words = frozenset(
            token.lemma_.lower() for token in doc if token.pos_ in CONTENT and not token.is_stop
        )
        alike = first.setdefault(_values(claim), [])
        known = next((earlier for earlier, said in alike if _same(words, said)), None)
        if known is None:
            alike.append((claim, words))
        linked.append(replace(claim, duplicate_of=known.id) if known is not None else claim)
    return linked


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
