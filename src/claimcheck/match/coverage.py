"""How much of what a claim says a passage speaks of at all: the plainest guard against verdicts on something else.

    coverage = weighed share of the claim's telling words (names, nouns, verbs, adjectives; no figures) that the passage has

A word counts in full where its stem stands in the passage, in part where a word of the same class lies near it in the
language model's vector space, and at nine tenths where only the passage's surroundings (title, headings, neighbours) have it.
Weights and thresholds were set by looking at 1,082 claims with their evidence (tests/match/traps.jsonl and the seeds among
them): of the refutations of article claims under `SAME_MATTER` half were wrong, of those over it one in eight.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, is_telling, once
from claimcheck.match.words import read_credit, telling_words

if TYPE_CHECKING:
    from spacy.tokens import Token
    from spacy.vocab import Vocab

WEIGHTS = {"PROPN": 1.0, "NOUN": 1.0, "VERB": 0.8, "ADJ": 0.6, "ADV": 0.4}
NEARBY = 0.9  # worth of a word that only the surroundings have
AKIN = 0.8  # ... of another word for the same happening
LIKENESS = 0.5  # least cosine of two words that count as alike in part

SAME_MATTER = 0.5  # least coverage by the passage's own words with which it may refute; of its names to support without figures
BESIDE = 0.6  # least coverage, surroundings included, under which it may refute all the same
SPOKEN = 0.3  # least coverage by its own words: "The price is 130 million." alone proves no sale


@dataclass(frozen=True, slots=True)
class Coverage:
    """``own``: by the passage itself; ``near``: its surroundings counted in; ``names``: the share of the claim's names that
    the passage itself has. All 0..1; 1 where the claim has no such words."""

    own: float
    near: float
    names: float


@once
def cover(both: Pair) -> Coverage:
    """The coverage of a claim by a passage."""
    return _cover(both, loosely=False)


@once
def cover_loosely(both: Pair) -> Coverage:
    """As ``cover``, with other words for the same kind of happening."""
    return _cover(both, loosely=True)


def _cover(both: Pair, *, loosely: bool) -> Coverage:
    theirs = telling(both.theirs)
    total = own = near = 0.0
    for word in share_words(both):
        akin = loosely and word.share < AKIN and is_akin(word.token, theirs)
        share = AKIN if akin else word.share
        total += word.weight
        own += word.weight * share
        near += word.weight * max(share, NEARBY * word.around)
    proper = [word.there for word in share_words(both) if word.token.pos_ == "PROPN"]
    names = sum(proper) / len(proper) if proper else 1.0
    return Coverage(own / total, near / total, names) if total else Coverage(1.0, 1.0, names)


class Share(NamedTuple):
    """A telling word of the claim: how far the passage has it (0..1), whether it has the very word, whether that stands
    around it."""

    token: Token
    weight: float
    share: float
    there: bool
    around: bool


@once
def share_words(both: Pair) -> tuple[Share, ...]:
    around = _stems_of(_surroundings(both))
    stems = {stem(token.lower_) for token in telling(both.theirs)}
    stems |= _stems_of(" ".join(both.theirs.referents.values()))
    found = []
    for token in _list_own(both.mine):
        root = stem(token.lower_)
        share = 1.0 if root in stems else _likeness(token, both.theirs)
        found.append(Share(token, WEIGHTS.get(token.pos_, 0.5), share, root in stems, root in around))
    return tuple(found)


@once
def _list_own(claim: Reading) -> list[Token]:
    """Its telling words but for those that say whose account it is."""
    credit = read_credit(claim, claim.doc[:].root)
    return [token for token in telling(claim) if token.i not in credit]


def is_same_matter(both: Pair, rule: str = "", *, refuting: bool = True) -> bool:
    """Whether the passage speaks of what the claim says, so that a difference in one point may count against all of it.
    ``rule`` is the difference's: the same digits of the same thing are no chance, so their page may tell of what."""
    covered = cover_loosely(both) if refuting else cover(both)
    if rule in _OF_WORDS or (rule in _OF_SAME and covered.near >= BESIDE):
        return True
    if covered.own >= SAME_MATTER:
        return True
    return (is_leaning(both) or not refuting) and covered.own >= SPOKEN and covered.near >= BESIDE


_OF_WORDS = frozenset(
    [
        "quote-of-other",
        "quote-cut",
        "quote-altered",
        "points-not-percent",
        "cell-differs",
        "same-term",
        "other-term",
        "other-holder",
    ]
)  # long stretches of the same words, both ends of the same change, a person's own office
_OF_SAME = frozenset(["unit-differs", "nobody-did"])


def is_leaning(both: Pair) -> bool:
    """The passage begins with a pronoun, or 'one of them': whom it speaks of stands before it."""
    first = both.theirs.text.split()[:3]
    return (
        bool(first)
        and bool(both.passage.before)
        and bool(_PRONOUNS & {word.lower().strip(",") for word in first})
    )


_PRONOUNS = frozenset(["he", "she", "it", "they", "them"])


@once
def telling(reading: Reading) -> list[Token]:
    return [token for token in reading.doc if token.i not in reading.valued and is_telling(token)]


def _surroundings(both: Pair) -> str:
    passage = both.passage
    headers = [header for header, _ in passage.cells]
    return " ".join(
        [passage.title, passage.publisher, *passage.section, passage.before, passage.after, *headers]
    )


def has_words(both: Pair, *, but: Set[int], page: str = "") -> bool:
    """Whether the passage, what stands over it, or more of its ``page`` has all of the claim's telling words, save those at
    some places."""
    around = _stems_of(f"{both.theirs.text} {both.theirs.near} {page}")
    words = telling_words(both.mine, both.mine.doc[:].root)
    return all(token.i in but or stem(token.lower_) in around for token in words)


def is_akin(token: Token, others: list[Token]) -> bool:
    """Another core word for the same kind of happening is there ('hurt' for 'injured', 'workforce' for 'employs'); 'nobody'
    speaks of all people."""
    known, lemma = lexicon(), token.lemma_.lower()
    if lemma in {"people", "person"} and any(other.lower_ in {"nobody", "no-one"} for other in others):
        return True
    mine = known.core.get(lemma, frozenset())
    return bool(mine) and any(mine & known.core.get(other.lemma_.lower(), frozenset()) for other in others)


@lru_cache(4_096)
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in re.findall(r"\w+", text.lower()))


def _likeness(token: Token, passage: Reading) -> float:
    """0..1 by the nearest word of the same class; names are alike only when they are the same."""
    if token.pos_ == "PROPN" or not token.has_vector:
        return 0.0
    same = _list_keys(passage, token.pos_)
    best = max((_cosine(token.vocab, token.orth, other) for other in same), default=0.0)
    return max(0.0, (best - 0.4) / 0.6) if best > LIKENESS else 0.0


@once
def _list_keys(reading: Reading, kind: str) -> list[int]:
    """Of the telling words of a class, those that the language model has."""
    return [token.orth for token in telling(reading) if token.pos_ == kind and token.has_vector]


@lru_cache(100_000)
def _cosine(vocab: Vocab, one: int, other: int) -> float:
    """Of two words, by their keys in the language model."""
    return float(vocab[one].similarity(vocab[other]))
