"""Which passages may bear on a claim: BM25 over their words, with a say for names, values, dates and citations.

A passage is read with its surroundings: its neighbours, the headings over it, its table's headers and its page's title
count as well, but for less than its own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Passage

SATURATION = 1.2  # BM25's k1: how soon a repeated word stops adding
LENGTH = 0.6  # BM25's b: how much a long passage is held back
OWN, HEADER, NEAR, ABOVE, PAGE = 1.0, 0.6, 0.35, 0.4, 0.25  # weight of a word by where it stands
CITED = 1.15  # factor for passages of a reference that the claim itself cites

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’]\w+)?")
_ENDING = re.compile(
    r"(?<=\w{3})(?:ings?|edly|ed|ies|ied|iest|ier|ers?|ors?|es|ly|ments?|ations?|ions?|s|y|e)$"
)
_CUT = re.compile(r"(?<=[.!?])[”\"')\]]*\s+(?=[A-Z0-9“\"'(\[])|\n+")
_EMPTY = frozenset(
    "a an the and or but if of in on at to for from by with as is are was were be been being it its this that these"
    " those he she they them his her their there which who whom whose has have had do does did not no so than then"
    " into over under about after before between also more most some such very will would can could may might".split()
)


def read_terms(text: str) -> list[str]:
    """The words of a text that say something, lower case and without endings, in order."""
    return [stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY]


def stem(word: str) -> str:
    """A lower-case word without possessive and the commonest endings; figures stay as they are."""
    word = re.sub(r"['’]\w+$", "", word)
    if not word.isalpha() or len(word) < 4:
        return word
    return _ENDING.sub("", word)


class Bm25:
    """An inverted index of texts given as weighted words. Texts are known by their place."""

    def __init__(self, texts: Iterable[dict[str, float]]) -> None:
        self._postings: dict[str, list[tuple[int, float]]] = {}
        lengths: list[float] = []
        for place, text in enumerate(texts):
            lengths.append(sum(text.values()))
            for term, weight in text.items():
                self._postings.setdefault(term, []).append((place, weight))
        mean = sum(lengths) / len(lengths) if lengths else 1.0
        self._floors = [SATURATION * (1 - LENGTH + LENGTH * length / (mean or 1.0)) for length in lengths]

    def rank(self, query: Iterable[str]) -> dict[int, float]:
        """Scores above 0 by place; texts that share no word with the query are left out."""
        scores: dict[int, float] = {}
        for term in set(query):
            postings = self._postings.get(term, ())
            rarity = log(1 + (len(self._floors) - len(postings) + 0.5) / (len(postings) + 0.5))
            for place, weight in postings:
                gain = rarity * weight * (SATURATION + 1) / (weight + self._floors[place])
                scores[place] = scores.get(place, 0.0) + gain
        return scores


class PassageIndex:
    """All passages of an article's documents, ready to be ranked for claim after claim."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = tuple(passages)
        self.words = Bm25(_weigh_terms(passage) for passage in self.passages)


def _weigh_terms(passage: Passage) -> dict[str, float]:
    headers = " ".join(header for header, _ in passage.cells)
    terms: Counter[str] = Counter()
    for text, weight in (
        (passage.text, OWN),
        (headers, HEADER),
        (passage.before, NEAR),
        (passage.after, NEAR),
        (" ".join(passage.section), ABOVE),
        (passage.title, PAGE),
    ):
        for term in read_terms(text):
            terms[term] += weight  # type: ignore[assignment]
    return dict(terms)


def rank_passages(claim: Claim, index: PassageIndex, limit: int = 10) -> tuple[Passage, ...]:
    """Up to ``limit`` passages that may bear on the claim, the likeliest first. Empty when none shares a word with it."""
    scores = index.words.rank(read_terms(claim.text))
    for place in scores:
        if index.passages[place].reference in claim.references:
            scores[place] *= CITED
    best = sorted(scores, key=lambda place: (-scores[place], place))[:limit]
    return tuple(index.passages[place] for place in best)


def gather_sentences(claim: str, evidence: str, words: int) -> str:
    """The sentences of ``evidence`` that share most with ``claim``, in their order, up to about ``words`` words."""
    sentences = [part for part in _CUT.split(evidence) if part and part.strip()]
    scores = Bm25(Counter(read_terms(part)) for part in sentences).rank(read_terms(claim))
    kept: list[int] = []
    left = words
    for place in sorted(range(len(sentences)), key=lambda place: (-scores.get(place, 0.0), place)):
        left -= len(sentences[place].split())
        if left < 0 and kept:
            break
        kept.append(place)
    return " ".join(sentences[place] for place in sorted(kept))
