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
    """What governs a figure, nearest first, up to the verb, by lemma. ``particle`` is the preposition before the figure
    ('by', 'to', 'of'), '' when there is none; ``subject`` are the stems of the words that tell whose figure it is."""

    heads: tuple[str, ...]
    verb: str
    particle: str
    subject: frozenset[str]

    @property
    def telling(self) -> tuple[str, ...]:
        """The heads that tell one metric from another."""
        return tuple(head for head in self.heads if head not in lexicon().light)


_STEPS = 7  # how far up a parse is followed
_MOVES = {"by": "by", "to": "to", "from": "from"}


def read_metric(reading: Reading, span: Span) -> Metric:
    """The metric of the value at a stretch of the text."""
    inside = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None or not len(inside):
        return Metric((), "", "", frozenset())
    own, heads, particle, verb = {t.i for t in inside}, [], "", ""
    token: Token = inside.root
    for _ in range(_STEPS):
        if token.i not in own:
            if token.pos_ in {"ADP", "SCONJ"}:
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
    return Metric(tuple(heads), verb, particle, _read_subject(reading, token, own))


def _read_subject(reading: Reading, verb: Token, own: set[int]) -> frozenset[str]:
    frame = next((frame for frame in reading.frames if frame.head.i == verb.i), None)
    given = list(frame.agents or frame.patients[:1]) if frame else []
    parts = [part for token in given for part in token.subtree]
    words = [part.lower_ for part in parts if part.i not in own and part.pos_ in {"NOUN", "PROPN"}]
    words += [word for token in given for word in reading.referents.get(token.i, "").lower().split()]
    return frozenset(stem(word) for word in words)


def compare_metrics(mine: Metric, theirs: Metric) -> float:
    """0..1: how surely two figures are of the same thing; 0.5 where grammar can't tell."""
    if _MOVES.get(mine.particle, "") != _MOVES.get(theirs.particle, "") and _move_apart(mine, theirs):
        return 0.1  # 'fell by 4%' and 'fell to 4%'
    if _nearest(mine, theirs):
        return 1.0
    own, other = mine.telling, theirs.telling
    if any(_akin(a, b) for a in own for b in other):
        return 0.7 if _akin(own[0], other[0]) or own[0] not in mine.heads[:1] else 0.55
    subject = mine.subject & theirs.subject
    crossed = (mine.subject & {stem(head) for head in theirs.heads}) | (
        theirs.subject & {stem(head) for head in mine.heads}
    )
    if crossed or (subject and not (own and other)):
        return 0.7
    if mine.verb == theirs.verb and mine.verb not in {"", "be", "have", "do"}:
        return 0.7
    return 0.5 if not own or not other else 0.2


def _move_apart(mine: Metric, theirs: Metric) -> bool:
    return {mine.particle, theirs.particle} <= {"by", "to", "from"} and "" not in {mine.particle, theirs.particle}


def _nearest(mine: Metric, theirs: Metric) -> bool:
    """The first telling word over either figure is the same, or means the same."""
    own, other = mine.telling[:1], theirs.telling[:1]
    return bool(own and other) and _akin(own[0], other[0])


def _akin(one: str, other: str) -> bool:
    return stem(one) == stem(other) or lexicon().akin(one, other)
