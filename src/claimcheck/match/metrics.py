"""What a figure is the figure of: the noun counted, and the verb or noun that governs it.

In "raised $820 million at a valuation of $5.6 billion" the first amount belongs to 'raise', the second to 'valuation'.
A figure speaks to a claim only when it belongs to the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Metric:
    """``heads`` are the lemmas that govern the figure, nearest first, up to the verb; ``subject`` the stems of the words that
    tell whose figure it is; ``particle`` the preposition before it ('by', 'to', 'from'), '' when there is none."""

    heads: tuple[str, ...]
    verb: str
    particle: str
    subject: frozenset[str]


_STEPS = 6  # how far up a parse is followed
_FIGURES = frozenset(["NUM", "SYM"])
_MOVES = frozenset(["by", "to", "from"])


def read_metric(reading: Reading, span: Span) -> Metric:
    """The metric of the value at a stretch of the text."""
    inside = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None or not len(inside):
        return Metric((), "", "", frozenset())
    own, heads, particle, verb = {t.i for t in inside}, [], "", ""
    token: Token = inside.root
    for _ in range(_STEPS):
        if token.i not in own:
            if token.pos_ == "ADP":
                particle = particle or token.lower_
            elif token.pos_ in {"NOUN", "PROPN", "ADJ"}:
                heads.append(token.lemma_.lower())
            elif token.pos_ in {"VERB", "AUX"}:
                verb = token.lemma_.lower()
                heads.append(verb)
                break
        if token.dep_ == "ROOT":
            break
        token = token.head
    return Metric(tuple(heads), verb, particle, _read_subject(token, own))


def _read_subject(verb: Token, own: set[int]) -> frozenset[str]:
    found = set()
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass", "attr"}:
            found |= {
                stem(part.lower_)
                for part in child.subtree
                if part.i not in own and part.pos_ in {"NOUN", "PROPN"}
            }
    return frozenset(found)


def compare_metrics(mine: Metric, theirs: Metric) -> float:
    """0..1: how surely two figures are of the same thing. 0.5 where grammar can't tell."""
    if mine.particle in _MOVES and theirs.particle in _MOVES and mine.particle != theirs.particle:
        return 0.2  # 'fell by 4%' and 'fell to 4%'
    known = lexicon()
    own = {head for head in mine.heads if head not in known.light}
    other = {head for head in theirs.heads if head not in known.light}
    if own & other or any(known.akin(a, b) for a in own for b in other):
        return 1.0
    if mine.subject & (theirs.subject | {stem(head) for head in theirs.heads}):
        return 0.7
    if {stem(head) for head in mine.heads} & theirs.subject:
        return 0.7
    return 0.5 if not own or not other else 0.2
