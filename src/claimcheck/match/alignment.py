"""A clause of the claim laid beside a clause of the evidence: predicate, who acts, what is acted on, what is denied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from claimcheck.match.clauses import Statement
from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, is_telling
from claimcheck.values.names import NameMatch, compare_names

if TYPE_CHECKING:
    from spacy.tokens import Token


class Relation(StrEnum):
    """How a part of the claim stands to its counterpart in the evidence."""

    SAME = "same"
    AKIN = "akin"  # another word for it
    UNKNOWN = "unknown"  # a pronoun or 'the company' where the claim has a name: may be the same
    ABSENT = "absent"  # one side has no such part
    NEAR_MISS = "near_miss"  # a name one or two letters off
    OPPOSED = "opposed"  # a word of the opposite sense
    OTHER = "other"


MATCHED = frozenset({Relation.SAME, Relation.AKIN})
_WORTH = {
    Relation.SAME: 1.0, Relation.AKIN: 0.8, Relation.UNKNOWN: 0.5, Relation.ABSENT: 0.3, Relation.NEAR_MISS: 0.6,
    Relation.OPPOSED: 0.7, Relation.OTHER: 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alignment:
    """``missing`` are the claim's telling words without a counterpart in the statement; ``coverage`` the share of those
    that have one, names counting double. ``swapped``: agent and patient have changed places."""

    mine: Frame
    statement: Statement
    theirs: Frame
    predicate: Relation
    agent: Relation
    patient: Relation
    swapped: bool
    missing: tuple[Token, ...] = field(default=())
    coverage: float = 0.0

    @property
    def closeness(self) -> float:
        """0..1: how far both clauses are about the same happening."""
        parts = 2 * _WORTH[self.predicate] + _WORTH[self.agent] + _WORTH[self.patient] + 2 * self.coverage
        return parts / 6

    @property
    def same_matter(self) -> bool:
        """The same happening (or its opposite) to the same things, as far as grammar can tell."""
        return (
            self.predicate in MATCHED | {Relation.OPPOSED}
            and Relation.OTHER not in {self.agent, self.patient}
            and MATCHED & {self.agent, self.patient} != frozenset()
        )


def align(mine: Frame, claim: Reading, statement: Statement, theirs: Frame, passage: Reading) -> Alignment:
    """Lay one clause of the claim beside one of the evidence."""
    agent = relate_all(things(mine.agents, claim), claim, things(theirs.agents, passage), passage)
    patient = relate_all(
        things((*mine.patients, *mine.others), claim),
        claim,
        things((*theirs.patients, *theirs.others), passage),
        passage,
    )
    missing, coverage = find_missing(mine, claim, statement, passage)
    return Alignment(
        mine=mine,
        statement=statement,
        theirs=theirs,
        predicate=relate_predicates(mine, theirs),
        agent=agent,
        patient=patient,
        swapped=_is_swapped(mine, claim, theirs, passage),
        missing=missing,
        coverage=coverage,
    )


def relate_predicates(mine: Frame, theirs: Frame) -> Relation:
    """By lemma and the groups of predicates.toml. A copula's predicate is what is said to be the case."""
    words, others = _predicate_words(mine), _predicate_words(theirs)
    known = lexicon()
    if words & others:
        return Relation.SAME
    if any(known.opposed(a, b) for a in words for b in others):
        return Relation.OPPOSED
    if any(known.akin(a, b) for a in words for b in others):
        return Relation.AKIN
    return Relation.OTHER


def _predicate_words(frame: Frame) -> frozenset[str]:
    lemma = frame.lemma.split()[0]
    if lemma not in {"be", "become", "remain"}:
        return frozenset({lemma, frame.lemma})
    complements = [token for token in frame.patients if token.i > frame.head.i]
    return frozenset(token.lemma_.lower() for token in complements) or frozenset({"be"})


def things(tokens: Iterable[Token], reading: Reading) -> tuple[Token, ...]:
    """The things among a clause's arguments: of 'two thirds of the respondents' the respondents; bare figures and dates
    are none."""
    valued = _tokens_of_values(reading)
    found = []
    for token in tokens:
        if token.i not in valued:
            found.append(token)
        elif token.pos_ == "NOUN" or any(child.lower_ == "of" for child in token.children):
            found += [
                part
                for child in token.children
                if child.lower_ == "of"
                for part in child.children
                if part.dep_ == "pobj"
            ]
    return tuple(found)


def relate_all(mine: Sequence[Token], claim: Reading, theirs: Sequence[Token], passage: Reading) -> Relation:
    """The best relation between any two of the phrases; ABSENT when a side has none."""
    found = [relate(a, claim, b, passage) for a in mine for b in theirs]
    return max(found, key=lambda relation: _WORTH[relation], default=Relation.ABSENT)


def relate(mine: Token, claim: Reading, theirs: Token, passage: Reading) -> Relation:
    """Two phrases by their heads: names as names, nouns by stem and kind of happening, pronouns as unknown."""
    ours, others = names_of(mine, claim), names_of(theirs, passage)
    if ours and others:
        return max((relate_names(a, b) for a in ours for b in others), key=lambda relation: _WORTH[relation])
    if theirs.pos_ == "PRON" or mine.pos_ == "PRON":
        return Relation.UNKNOWN
    if stem(mine.lower_) == stem(theirs.lower_):
        return Relation.SAME
    if ours or others:
        return Relation.UNKNOWN
    if lexicon().akin(mine.lemma_.lower(), theirs.lemma_.lower()):
        return Relation.AKIN
    return Relation.OTHER


_NAMES = {
    NameMatch.SAME: Relation.SAME,
    NameMatch.NEAR_MISS: Relation.NEAR_MISS,
    NameMatch.DIFFERENT: Relation.OTHER,
}


def relate_names(mine: str, theirs: str) -> Relation:
    return _NAMES[compare_names(mine, theirs)]


def names_of(token: Token, reading: Reading) -> tuple[str, ...]:
    """The names in a phrase that stand for the phrase itself: its head, a name put beside it, or what a pronoun means."""
    meant = reading.referents.get(token.i, "")
    if meant:
        return (meant,) if meant[:1].isupper() else ()
    heads = {token.i, *(child.i for child in token.children if child.dep_ == "appos")}
    return tuple(name.text for name in reading.names if any(name.first <= i <= name.last for i in heads))


def _is_swapped(mine: Frame, claim: Reading, theirs: Frame, passage: Reading) -> bool:
    """The claim's agent is the evidence's patient and the other way round, and neither stands in both places."""
    if not (mine.agents and theirs.agents):
        return False
    my_rest = things((*mine.patients, *mine.others), claim)
    their_rest = things((*theirs.patients, *theirs.others), passage)
    crossed = [
        relate_all(mine.agents, claim, their_rest, passage),
        relate_all(my_rest, claim, theirs.agents, passage),
    ]
    straight = relate_all(mine.agents, claim, theirs.agents, passage)
    return all(relation is Relation.SAME for relation in crossed) and straight is Relation.OTHER


def find_missing(
    mine: Frame, claim: Reading, statement: Statement, passage: Reading
) -> tuple[tuple[Token, ...], float]:
    """The claim clause's telling words that the statement has no counterpart for, and the share of those that have."""
    valued = _tokens_of_values(claim)
    words = [token for token in mine.head.subtree if is_telling(token) and token.i not in valued]
    there = [passage.doc[i] for i in statement.tokens]
    stems = {stem(word) for word in statement.text.lower().replace("'s", " ").split()} | {
        stem(t.lower_) for t in there
    }
    lemmas = {token.lemma_.lower() for token in there}
    missing = [token for token in words if not _has_counterpart(token, stems, lemmas)]
    missing = [token for token in missing if not _named_alike(token, claim, there, passage)]
    weight = sum(_word_weight(token) for token in words)
    lost = sum(_word_weight(token) for token in missing)
    return tuple(missing), 1.0 if not weight else 1 - lost / weight


def _word_weight(token: Token) -> float:
    return {"PROPN": 2.0, "NOUN": 1.0, "VERB": 1.0}.get(token.pos_, 0.7)


def _has_counterpart(token: Token, stems: set[str], lemmas: set[str]) -> bool:
    if stem(token.lower_) in stems or token.lemma_.lower() in lemmas:
        return True
    known, lemma = lexicon(), token.lemma_.lower()
    return lemma in known.any and any(known.akin(lemma, other) for other in lemmas if other in known.any)


def _named_alike(token: Token, claim: Reading, there: Iterable[Token], passage: Reading) -> bool:
    """The token is part of a name that the statement has in another form."""
    indexes = {other.i for other in there}
    mine = [name for name in claim.names if name.first <= token.i <= name.last]
    theirs = [name for name in passage.names if indexes & set(range(name.first, name.last + 1))]
    return any(relate_names(a.text, b.text) is Relation.SAME for a in mine for b in theirs)


def _tokens_of_values(reading: Reading) -> set[int]:
    spans = [*(quantity.span for quantity in reading.quantities), *(day.span for day in reading.dates)]
    found: set[int] = set()
    for span in spans:
        tokens = reading.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is not None:
            found |= {token.i for token in tokens}
    return found


def align_claim(claim: Reading, passage: Reading) -> Alignment | None:
    """The claim's main clause beside the clause of the passage that is nearest to it; ``None`` without clauses."""
    mine = main_frame(claim)
    if mine is None:
        return None
    found = [
        align(mine, claim, statement, frame, passage)
        for statement in passage.statements
        for frame in passage.frames
        if frame.head.i in statement.tokens
    ]
    return max(found, key=lambda alignment: alignment.closeness, default=None)


def main_frame(reading: Reading) -> Frame | None:
    """The clause that is claimed: what is said, where the claim is that someone says it; what is planned, where it is
    that someone plans it."""
    top = next((frame for frame in reading.frames if frame.head.dep_ == "ROOT"), None)
    if top is None:
        return next(iter(reading.frames), None)
    known = lexicon()
    for below in reading.frames:
        if below.head.head != top.head or below.head.dep_ not in {"ccomp", "xcomp"}:
            continue
        governs = (
            known.saying
            | known.planning
            | {"use", "have", "begin", "start", "continue", "be", "fail", "manage"}
        )
        if top.lemma in governs:
            return below
    return top
