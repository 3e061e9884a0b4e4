"""Names: each of the claim's is in the passage, is not, or is there with a letter or two changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from claimcheck.match.alignment import relate_names
from claimcheck.match.aspects import Aspect, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.makes import without_kind
from claimcheck.match.offices import office_words
from claimcheck.match.pair import Pair
from claimcheck.match.reading import Name
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.model.evidence import Comparison

_RUN = re.compile(
    r"(?:[A-Z][\w'’&.-]*|[A-Z]+)(?:\s+(?:(?:of|de|van|von|der|al|bin|and|&)\s+)?[A-Z0-9][\w'’&.-]*)*"
)


def compare_mentions(pair: Pair) -> list[Aspect]:
    """Findings on names that the passage and what stands around it don't have; none when all are there."""
    around = (*_find_runs(f"{pair.theirs.near}. {pair.page}"), pair.passage.publisher)
    found = [_compare_name(pair, name, around) for name in pair.mine.names if not _is_common(pair, name)]
    return [aspect for aspect in found if aspect is not None]


@lru_cache(1_024)
def _find_runs(text: str) -> tuple[str, ...]:
    return tuple(match.group() for match in _RUN.finditer(text))


def _compare_name(pair: Pair, name: Name, around: Iterable[str]) -> Aspect | None:
    inside = [other.text for other in pair.theirs.names]
    if any(relate_names(name.text, other) is Relation.SAME for other in inside):
        return None
    said = pair.theirs.text.lower()
    if name.text.lower() in said or without_kind(name.text) in without_kind(said):
        return None
    others = [
        other for other in inside if other not in name.text.split()
    ]  # 'the Board' is the Harbour Board for short
    near_miss = next(
        (other for other in others if relate_names(name.text, other) is Relation.NEAR_MISS), None
    )
    if near_miss is not None:
        row = Comparison("name", name.text, near_miss, False)
        note = f"the claim names “{name.text}”, the source “{near_miss}”: did it mean that?"
        if _else_alike(pair, name):
            return contradicts("name-near-miss", 0.8, note, row)
        return bars("name-near-miss", 0.9, note, row)
    if _comes_later(pair, name):
        return bars("name-missing", 0.9, f"the source names “{name.text}” only further on")
    if any(other and relate_names(name.text, other) is Relation.SAME for other in around):
        return None
    beside = f"{pair.theirs.near} {pair.page}".lower()
    if name.text.lower() in beside or without_kind(name.text) in without_kind(beside):
        return None
    weight = 0.5 if _leans(pair) or is_attribute(pair, name) else 0.95
    return bars("name-missing", weight, f"the passage doesn't name “{name.text}”")


def _comes_later(pair: Pair, name: Name) -> bool:
    """The page brings the name in only after the passage, and has it in no title or heading: the passage isn't about it."""
    if name.text.lower() in f"{pair.theirs.near} {pair.passage.publisher}".lower():
        return False
    place, named = pair.page.find(pair.passage.text), pair.page.find(name.text)
    return 0 <= place < named


def _is_common(pair: Pair, name: Name) -> bool:
    """A single capitalised word for an office or a body: 'Head', 'Council'."""
    token = pair.mine.doc[name.last]
    lemma = token.lemma_.lower()
    return name.first == name.last and (lemma in lexicon().generic or lemma in office_words()["nouns"])


def is_attribute(pair: Pair, name: Name) -> bool:
    """The name only tells which one is meant ('the Tarvin city council'): it takes no part of its own."""
    token = pair.mine.doc[name.last]
    governor = token.head
    while governor.pos_ == "ADP" and governor.dep_ != "ROOT":
        governor = governor.head
    return token.dep_ in {"compound", "nmod", "poss", "pobj"} and governor.pos_ in {"NOUN", "PROPN"}


def _else_alike(pair: Pair, name: Name) -> bool:
    """Whether everything but the name has a counterpart."""
    found = pair.alignment
    if found is None:
        return False
    missing = [token for token in found.missing if not name.first <= token.i <= name.last]
    matched = found.predicate in MATCHED or bool(MATCHED & {found.agent, found.patient})
    return not missing and matched


def _leans(pair: Pair) -> bool:
    """The passage's subject is a pronoun or 'the company': the name may stand before it."""
    found = pair.alignment
    return found is not None and Relation.UNKNOWN in {found.agent, found.patient}
