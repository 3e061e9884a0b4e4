"""Which passages may bear on a claim: BM25 over their words, with a say for names, values, dates and citations.

A passage is read with its surroundings: its neighbours, the headings over it, its table's headers and its page's title
count as well, but for less than its own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

from claimcheck.model.claim import Claim, PartialDate, Quantity
from claimcheck.model.evidence import Passage
from claimcheck.text.sentences import find_sentences
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities
from claimcheck.values.units import open_units

SATURATION = 1.2  # BM25's k1: how soon a repeated word stops adding
LENGTH = 0.6  # BM25's b: how much a long passage is held back
OWN, HEADER, NEAR, ABOVE, PAGE = 1.0, 0.6, 0.2, 0.4, 0.15  # weight of a word by where it stands
VALUE, KIND, DAY = (
    1.0,
    0.5,
    0.5,
)  # weight of the same value, of a value of the same kind, of the same month or year
CITED = 1.15  # factor for passages of a reference that the claim itself cites
CLIP = 6  # letters of a word that are compared: longer words of one family part only after that

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’]\w+)?")
_ENDING = re.compile(
    r"(?<=\w{3})(?:ings?|edly|ed|ies|ied|iest|ier|ers?|ors?|es|ly|ments?|ations?|ions?|s|(?<![aeou])y|e)$"
)
_EMPTY = frozenset(
    """a an the and or but if of in on at to for from by with as is are was were be been being it its this that these
    those he she they them his her their there which who whom whose has have had do does did not no so than then
    into over under about after before between also more most some such very will would can could may might
    """.split()  # noqa: SIM905  # a list of sixty quoted words reads worse
)


def read_terms(text: str) -> list[str]:
    """The words of a text that say something, lower case and without endings, in order."""
    return [stem(word)[:CLIP] for word in _WORD.findall(text.lower()) if word not in _EMPTY]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A lower-case word without possessive and the commonest ending; figures stay as they are."""
    word = re.sub(r"['’]\w+$", "", word)
    if not word.isalpha() or len(word) < 4:
        return word
    return _ENDING.sub("", word)


def read_values(quantities: Iterable[Quantity], dates: Iterable[PartialDate]) -> dict[str, float]:
    """Values as weighted words of their own, so that "1.76 km" meets "1,760 metres" and "27 votes" meets
    "twenty-seven": one word for the kind of value, one for the value to two digits, one each for year and month."""
    terms: dict[str, float] = {}
    for quantity in quantities:
        kind, value = quantity.unit, quantity.value
        if quantity.currency:
            kind = "money"
        elif kind in open_units()[1]:
            unit = open_units()[1][kind]
            kind, value = unit.dimension, unit.base(value)
        terms[f"#{kind}"] = KIND
        terms[f"#{kind}={value:.1e}"] = VALUE
    for day in dates:
        if day.start.year == day.end.year:
            terms[f"@{day.start:%Y}"] = DAY
            if day.start.month == day.end.month:
                terms[f"@{day.start:%Y-%m}"] = DAY
    return terms


class Bm25:
    """An inverted index of texts given as weighted words. Texts are known by their place."""

    def __init__(self, texts: Iterable[Mapping[str, float]]) -> None:
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
        for term in dict.fromkeys(query):
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
    terms = read_values(find_quantities(passage.text), find_dates(passage.text, passage.published))
    for text, weight in (
        (passage.text, OWN),
        (" ".join(header for header, _ in passage.cells), HEADER),
        (passage.before, NEAR),
        (passage.after, NEAR),
        (" ".join(passage.section), ABOVE),
        (passage.title, PAGE),
    ):
        for term in read_terms(text):
            terms[term] = terms.get(term, 0.0) + weight
    return terms


def rank_passages(claim: Claim, index: PassageIndex, limit: int = 10) -> tuple[Passage, ...]:
    """Up to ``limit`` passages that may bear on the claim, the likeliest first. Empty when none shares a word with
    it."""
    query = [*read_terms(claim.said), *read_values(claim.quantities, claim.dates)]
    scores = index.words.rank(query)
    for place in scores:
        if index.passages[place].reference in claim.references:
            scores[place] *= CITED
    best = sorted(scores, key=lambda place: (-scores[place], place))[:limit]
    return tuple(index.passages[place] for place in best)


def gather_sentences(claim: str, evidence: str, words: int) -> str:
    """The sentences of ``evidence`` that share most with ``claim``, in their order, up to about ``words`` words."""
    lines = evidence.splitlines()
    sentences = [span.of(line) for line in lines for span in find_sentences(line) if span.of(line).strip()]
    index = Bm25(Counter(read_terms(sentence)) for sentence in sentences)
    scores = index.rank(read_terms(claim))
    kept: list[int] = []
    left = words
    for place in sorted(range(len(sentences)), key=lambda place: (-scores.get(place, 0.0), place)):
        left -= len(sentences[place].split())
        if left < 0 and kept:
            break
        kept.append(place)
    return " ".join(sentences[place] for place in sorted(kept))
