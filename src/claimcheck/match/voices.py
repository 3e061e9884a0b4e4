"""Verb beside verb: whether two clauses tell of the same happening, and how to turn them the same way."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon
from claimcheck.match.ranking import stem


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
WORTH = {
    Relation.SAME: 1.0, Relation.AKIN: 0.8, Relation.UNKNOWN: 0.5, Relation.ABSENT: 0.3, Relation.NEAR_MISS: 0.6,
    Relation.OPPOSED: 0.7, Relation.OTHER: 0.0,
}  # fmt: skip


def relate_predicates(mine: Frame, theirs: Frame) -> Relation:
    """By lemma and the groups of predicates.toml. A copula's predicate is what is said to be the case."""
    words, others = _predicate_words(mine), _predicate_words(theirs)
    known = lexicon()
    if words & others:
        return Relation.SAME
    way, other_way = _moves(mine), _moves(theirs)
    if way and other_way:
        return Relation.AKIN if way == other_way else Relation.OPPOSED
    if any(known.opposed(a, b) for a in words for b in others):
        return Relation.OPPOSED
    if (mine.lemma in _COPULAS) != (theirs.lemma in _COPULAS):  # who beats champions isn't one
        met = any(
            known.core.get(a, frozenset()) & known.core.get(b, frozenset()) for a in words for b in others
        )
        return Relation.AKIN if met else Relation.OTHER
    if any(known.akin(a, b) for a in words for b in others):
        return Relation.AKIN
    return Relation.OTHER


def _predicate_words(frame: Frame) -> frozenset[str]:
    lemma = frame.lemma.split()[0]
    if lemma not in {"be", "become", "remain"}:
        found = (
            [child.lemma_.lower() for child in frame.head.children if child.pos_ == "ADJ"]
            if lemma in _FINDING
            else []
        )
        return frozenset({lemma, frame.lemma, *found})
    return frozenset(token.lemma_.lower() for token in frame.patients) or frozenset({"be"})


_SHARES = frozenset(["%", "percent", "cent", "points", "point"])


_COPULAS = frozenset(["be", "become", "remain"])
_FINDING = frozenset(
    ["find", "declare", "deem", "rule", "plead"]
)  # 'found him guilty': what it is found to be counts


def _moves(frame: Frame) -> str:
    """'rise' or 'fall', where the clause says to or by what figure; '' otherwise."""
    way = lexicon().moving(frame.head.lemma_.lower())
    figures = way and any(
        (child.lower_ in {"to", "by", "from"} and any(part.like_num for part in child.subtree))
        or (child.dep_ in {"dobj", "npadvmod"} and any(part.lower_ in _SHARES for part in child.subtree))
        for child in frame.head.children
    )
    return way if figures else ""


def settle_voices(mine: Frame, theirs: Frame) -> tuple[Frame, Frame]:
    """Two clauses of one happening seen from two sides, turned the same way: 'thirty died' and 'the fire killed thirty', 'lost
    to Leeds' and 'Leeds beat them', 'bought it from the city' and 'the city sold it to him'."""
    if mine.lemma != theirs.lemma:
        mine, theirs = _unfold(mine, theirs), _unfold(theirs, mine)
        mine_turned, theirs_turned = _turn_round(mine), _turn_round(theirs)
        if mine_turned is not None and theirs_turned is not None and mine_turned.lemma == theirs_turned.lemma:
            return mine, theirs  # 'invested in' and 'put into' are seen from one side
        if mine_turned is not None and relate_predicates(mine_turned, theirs) in MATCHED:
            return mine_turned, theirs
        if theirs_turned is not None and relate_predicates(mine, theirs_turned) in MATCHED:
            return mine, theirs_turned
    if bool(mine.patients) == bool(theirs.patients) or relate_predicates(mine, theirs) is Relation.OTHER:
        return mine, theirs
    if not mine.patients and mine.lemma in lexicon().undergoing:
        return replace(mine, agents=(), patients=mine.agents), theirs
    if not theirs.patients and theirs.lemma in lexicon().undergoing:
        return mine, replace(theirs, agents=(), patients=theirs.agents)
    return mine, theirs


def _unfold(frame: Frame, other: Frame) -> Frame:
    """'imposed a ban on cars' as 'banned cars', and 'lifted its ban on cars' as its denial, beside a clause with the verb."""
    known, noun = lexicon(), next(iter(frame.patients), None)
    ended = bool({frame.lemma, frame.lemma.split()[0]} & known.undoing)
    if noun is None or noun.pos_ != "NOUN" or not (ended or frame.lemma in known.performing):
        return frame
    same = stem(noun.lower_) == stem(other.lemma) or known.core.get(
        noun.lemma_.lower(), frozenset()
    ) & known.core.get(other.lemma, frozenset())
    if not same:
        return frame
    below = [part for child in noun.children if child.dep_ == "prep" for part in child.children]
    objects = tuple(part for part in below if part.dep_ == "pobj")
    return replace(frame, lemma=other.lemma, patients=objects, negated=frame.negated != ended)


def _turn_round(frame: Frame) -> Frame | None:
    """The clause told of the other one: 'sold it to the bank' as 'the bank bought it'. ``None`` where no other one is named."""
    for verb, preposition, other in lexicon().converse:
        if frame.lemma != verb:
            continue
        named = [
            part
            for above in (frame.head, *frame.patients)
            for child in above.children
            if child.lower_ == preposition
            for part in child.children
            if part.dep_ == "pobj"
        ]
        rest = tuple(token for token in frame.others if token not in named)
        if not named:
            return None
        if verb == "lose":
            return replace(frame, lemma=other, agents=tuple(named), patients=frame.agents, others=rest)
        return replace(frame, lemma=other, agents=tuple(named), others=(*frame.agents, *rest))
    return None
