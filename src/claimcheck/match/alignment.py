"""A clause of the claim laid beside a clause of the evidence: predicate, who acts, what is acted on, what is denied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.match.clauses import Statement
from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon
from claimcheck.match.makes import is_same_make, read_label
from claimcheck.match.offices import office_words
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, main_frame, once
from claimcheck.match.voices import MATCHED, WORTH, Relation, relate_predicates, settle_voices
from claimcheck.match.words import find_counterparts, find_misplaced, telling_words, weigh_word
from claimcheck.values.names import NameMatch, compare_names, is_short_for

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Alignment:
    """``missing`` are the claim's telling words without a counterpart in the statement, ``misplaced`` those whose counterpart
    belongs to other words there; ``coverage`` is the share that has one, names counting double. ``swapped``: agent and
    patient have changed places."""

    mine: Frame
    statement: Statement
    theirs: Frame
    predicate: Relation
    agent: Relation
    patient: Relation
    missing: tuple[Token, ...]
    coverage: float
    swapped: bool = False
    misplaced: tuple[Token, ...] = ()

    @property
    def closeness(self) -> float:
        """0..1: how far both clauses are about the same happening."""
        parts = 2 * WORTH[self.predicate] + WORTH[self.agent] + WORTH[self.patient] + 2 * self.coverage
        return parts / 6

    @property
    def same_matter(self) -> bool:
        """The same happening (or its opposite) to the same things, as far as grammar can tell."""
        return (
            self.predicate in MATCHED | {Relation.OPPOSED}
            and Relation.OTHER not in {self.agent, self.patient}
            and MATCHED & {self.agent, self.patient} != frozenset()
        )


@dataclass(frozen=True, slots=True)
class Beside:
    """Two clauses turned the same way, and how their parts stand to each other, whatever statement the second is in."""

    mine: Frame
    theirs: Frame
    turned: bool
    predicate: Relation
    agent: Relation
    patient: Relation


def _lay_beside(mine: Frame, claim: Reading, theirs: Frame, passage: Reading) -> Beside:
    given = mine, theirs
    mine, theirs = settle_voices(mine, theirs)
    theirs = _turn_identity(mine, claim, theirs, passage)
    return Beside(
        mine,
        theirs,
        turned=(mine, theirs) != given,
        predicate=relate_predicates(mine, theirs),
        agent=relate_all(things(mine.agents, claim), claim, things(theirs.agents, passage), passage),
        patient=relate_all(
            things((*mine.patients, *mine.others), claim),
            claim,
            things((*theirs.patients, *theirs.others), passage),
            passage,
        ),
    )


def _align(
    found: Beside, statement: Statement, passage: Reading, words: Mapping[Token, Sequence[Token]]
) -> tuple[Alignment, dict[int, list[Token]]]:
    """The two as far as it takes to tell how close they are, and what in the statement can stand for the claim's words.
    ``words`` are the claim's telling ones, each with what can stand for it anywhere in the passage."""
    counterparts = {
        token.i: [other for other in others if other.i in statement.tokens or other.i in passage.referents]
        for token, others in words.items()
    }
    if found.predicate in MATCHED and counterparts.get(found.mine.head.i) == []:
        counterparts[found.mine.head.i] = [
            found.theirs.head
        ]  # 'sold' and 'bought', once they are turned the same way
    total = sum(weigh_word(token) for token in words)
    missing = tuple(token for token in words if not counterparts[token.i])
    return Alignment(
        mine=found.mine,
        statement=statement,
        theirs=found.theirs,
        predicate=found.predicate,
        agent=found.agent,
        patient=found.patient,
        missing=missing,
        coverage=1 - sum(weigh_word(token) for token in missing) / total if total else 1.0,
    ), counterparts


def _turn_identity(mine: Frame, claim: Reading, theirs: Frame, passage: Reading) -> Frame:
    """'The capital of Norway is Oslo' beside 'Oslo is the capital of Norway'."""
    if not mine.lemma == theirs.lemma == "be" or not (mine.patients and theirs.patients):
        return theirs
    straight = relate_all(mine.agents, claim, theirs.agents, passage)
    crossed = relate_all(mine.agents, claim, theirs.patients, passage)
    if straight in MATCHED or crossed is not Relation.SAME:
        return theirs
    return replace(theirs, agents=theirs.patients, patients=theirs.agents)


def things(tokens: Iterable[Token], reading: Reading) -> tuple[Token, ...]:
    """The things among a clause's arguments: of 'two thirds of the respondents' the respondents; bare figures and dates
    are none."""
    found = []
    for token in tokens:
        if token.lemma_.lower() in _STAKES:  # a stake is always one in something, which may go without saying
            held = [child for child in token.children if child.lower_ in {"in", "of"}]
            found += [part for phrase in held for part in phrase.children if part.dep_ == "pobj"]
            continue
        phrases = [child for child in token.children if child.lower_ == "of"]
        parts = [part for phrase in phrases for part in phrase.children if part.dep_ == "pobj"]
        counting = token.i in reading.valued or token.pos_ in {"DET", "PRON", "ADJ", "NUM"}
        if parts and (counting or token.lemma_.lower() in _TALLIES):
            found += parts
        elif token.i not in reading.valued:
            found.append(token)
    return tuple(found)


_TALLIES = frozenset(["number", "total", "count", "tally"])
_STAKES = frozenset(["stake", "shareholding", "holding"])


def relate_all(mine: Sequence[Token], claim: Reading, theirs: Sequence[Token], passage: Reading) -> Relation:
    """The best relation between any two of the phrases; ABSENT when a side has none."""
    found = [relate(a, claim, b, passage) for a in mine for b in theirs]
    return max(found, key=lambda relation: WORTH[relation], default=Relation.ABSENT)


def relate(mine: Token, claim: Reading, theirs: Token, passage: Reading) -> Relation:
    """Two phrases by their heads: names as names, nouns by stem and kind of happening, pronouns as unknown."""
    return _relate(passage, claim, mine.i, theirs.i)


@once
def _relate(passage: Reading, claim: Reading, i: int, j: int) -> Relation:
    mine, theirs = claim.doc[i], passage.doc[j]
    ours, others = names_of(mine, claim), names_of(theirs, passage)
    labels = read_label(mine), read_label(theirs)
    if mine.lower_ == theirs.lower_ and all(labels) and labels[0] != labels[1]:
        return Relation.OTHER  # 'line 4' and 'line 2'
    if is_same_make(mine, theirs):
        return Relation.SAME
    if ours and _speaks_of_itself(theirs) and any(name.lower() in passage.publisher.lower() for name in ours):
        return Relation.SAME
    if ours and others:
        return max((relate_names(a, b) for a in ours for b in others), key=lambda relation: WORTH[relation])
    if theirs.lower_ in _NOTHING or mine.lower_ in _NOTHING:
        return Relation.AKIN  # 'nobody was hurt' speaks of everyone
    if mine.pos_ == "PRON" or (
        theirs.pos_ == "PRON" and not _stands_for_other(theirs, mine, others, passage)
    ):
        return Relation.UNKNOWN
    if stem(mine.lower_) == stem(theirs.lower_):
        return Relation.SAME
    if _share_words(mine, theirs):
        return Relation.UNKNOWN  # 'the mine' and 'output at the mine'
    if ours:
        return Relation.UNKNOWN if _may_stand_for(theirs, ours, passage) else Relation.OTHER
    if others:
        return Relation.UNKNOWN if mine.lemma_.lower() in lexicon().generic else Relation.OTHER
    known, a, b = lexicon(), mine.lemma_.lower(), theirs.lemma_.lower()
    if known.core.get(a, frozenset()) & known.core.get(b, frozenset()):
        return Relation.AKIN
    return Relation.OTHER


def _stands_for_other(pronoun: Token, mine: Token, others: Sequence[str], passage: Reading) -> bool:
    """The pronoun stands for someone with a name, and the claim's word is no part of how that one is called."""
    called = {stem(word) for word in passage.referents.get(pronoun.i, "").lower().split()}
    return bool(others) and stem(mine.lower_) not in called


def _speaks_of_itself(token: Token) -> bool:
    """'we', 'our teams': whoever publishes the page."""
    return token.lower_ in {"we", "us"} or any(child.lower_ == "our" for child in token.children)


def _share_words(mine: Token, theirs: Token) -> bool:
    """One noun stands in the phrase of the other; but 'the ferry's predecessor' is another ferry."""
    if {mine.lemma_.lower(), theirs.lemma_.lower()} & (lexicon().relational | office_words()["nouns"]):
        return False
    first, second = ({stem(part.lower_) for part in _own_phrase(token)} for token in (mine, theirs))
    if stem(mine.lower_) in second or stem(theirs.lower_) in first:
        return True
    kinds = [
        {c.lower_ for c in token.children if c.dep_ == "compound" and len(c) > 2} for token in (mine, theirs)
    ]
    return bool(kinds[0] & kinds[1])  # 'lead pipes' and 'lead tubes'


_PART_OF = frozenset(
    ["of", "at", "in", "from", "for", "on", "to"]
)  # but 'the park around the lake' is no lake


def _own_phrase(token: Token) -> list[Token]:
    near = [
        child
        for child in token.children
        if child.dep_ in {"compound", "poss", "nmod"} or (child.dep_ == "prep" and child.lower_ in _PART_OF)
    ]
    return [
        *near,
        *(part for child in near if child.dep_ == "prep" for part in child.children if part.dep_ == "pobj"),
    ]


def _may_stand_for(noun: Token, names: Sequence[str], passage: Reading) -> bool:
    """'the company' may be the one that the claim names, and 'the crossing' the bridge that the page is about; 'a company'
    and 'companies' may not."""
    if noun.tag_ in {"NNS", "NNPS"} or any(child.lower_ in _INDEFINITE for child in noun.children):
        return False
    if _comes_later(noun, names, passage):
        return False
    word, around = noun.lemma_.lower(), passage.near.lower()
    if any(
        f"{word} and {name.lower()}" in around or f"{name.lower()} and the {word}" in around for name in names
    ):
        return False  # two, beside each other
    if word in lexicon().generic:
        kinds = {name.split()[-1].lower() for name in names} & lexicon().generic
        return not kinds or word in kinds
    return any(child.lower_ in {"the", "this"} for child in noun.children) and any(
        name.lower() in around for name in names
    )


def _comes_later(noun: Token, names: Sequence[str], passage: Reading) -> bool:
    """The name is brought in after the noun, as someone else: 'the hospital led it; Larkspur paid'."""
    places = [
        found.first
        for found in passage.names
        for name in names
        if relate_names(name, found.text) is Relation.SAME
    ]
    return bool(places) and min(places) > noun.i and not any(noun.i < place <= noun.i + 3 for place in places)


_NOTHING = frozenset(["nobody", "none", "no-one"])
_INDEFINITE = frozenset(["a", "an", "another", "each", "every", "some", "any", "no"])


_NAMES = {
    NameMatch.SAME: Relation.SAME,
    NameMatch.NEAR_MISS: Relation.NEAR_MISS,
    NameMatch.DIFFERENT: Relation.OTHER,
}


def relate_names(mine: str, theirs: str) -> Relation:
    """As ``compare_names``; names that differ in a number ('Aster 4', 'Aster 5') are two things, not a slip."""
    if _NUMBER.findall(mine) != _NUMBER.findall(theirs) and _NUMBER.search(mine) and _NUMBER.search(theirs):
        return Relation.OTHER
    if is_short_for(theirs, mine) or is_short_for(mine, theirs):
        return Relation.UNKNOWN
    return _NAMES[compare_names(mine, theirs)]


_NUMBER = re.compile(r"\d+")


def names_of(token: Token, reading: Reading) -> tuple[str, ...]:
    """The names in a phrase that stand for the phrase itself: its head, a name put beside it, or what a pronoun means."""
    return _names_at(reading, token.i)


@once
def _names_at(reading: Reading, i: int) -> tuple[str, ...]:
    token, meant = reading.doc[i], reading.referents.get(i, "")
    if meant:
        named = _NAMED.match(meant)
        return (named.group(1),) if named else ()
    heads = {token.i, *(child.i for child in token.children if child.dep_ == "appos")}
    if token.pos_ == "NOUN" and token.lemma_.lower() in lexicon().generic:  # 'the Aster 4 telescope'
        heads |= {child.i for child in token.children if child.dep_ in {"compound", "nmod"}}
    return tuple(name.text for name in reading.names if any(name.first <= i <= name.last for i in heads))


_NAMED = re.compile(
    r"(?:(?!of\b|in\b|at\b|for\b|from\b)[a-z][\w-]*\s+)*([A-Z].*)$"
)  # 'chief executive Ann Lee': Ann Lee


def _is_swapped(mine: Frame, claim: Reading, theirs: Frame, passage: Reading) -> bool:
    """The claim's agent is the evidence's patient and the other way round, and neither stands in both places."""
    if not (mine.agents and theirs.agents):
        return False
    if not mine.patients and relate_predicates(mine, theirs) is not Relation.SAME:
        return False  # 'thirty people died in the fire' and 'the fire killed thirty people'
    known, a, b = lexicon(), mine.lemma.split()[0], theirs.lemma.split()[0]
    shared = known.any.get(a, frozenset()) & known.any.get(b, frozenset())
    shared &= known.core.get(a, frozenset()) | known.core.get(b, frozenset())
    if mine.lemma != theirs.lemma and not shared - {"rise", "fall"}:
        return False  # 'raised $40 from investors' and 'investors put in $40'
    compared = _comparatives(mine)
    if (mine.lemma in lexicon().symmetric and not compared) or compared != _comparatives(theirs):
        return False
    wide = relate_predicates(mine, theirs) is Relation.SAME
    my_rest = things(_other_side(mine, wide=wide), claim)
    their_rest = things(_other_side(theirs, wide=wide), passage)
    crossed = [
        relate_all(mine.agents, claim, their_rest, passage),
        relate_all(my_rest, claim, theirs.agents, passage),
    ]
    straight = relate_all(mine.agents, claim, theirs.agents, passage)
    return all(relation is Relation.SAME for relation in crossed) and straight is Relation.OTHER


def _other_side(frame: Frame, *, wide: bool) -> Iterator[Token]:
    """Whatever a clause sets against the one who acts: objects, and ``wide`` 'trams from the works', 'faster than wages'."""
    yield from (*frame.patients, *frame.others)
    if not wide:
        return
    for above in (*frame.patients, *_comparatives_of(frame)):
        for preposition in above.children:
            if preposition.lower_ in _BETWEEN:
                yield from (part for part in preposition.children if part.dep_ == "pobj")


_BETWEEN = frozenset(["from", "to", "of", "than", "against", "over"])


def _comparatives_of(frame: Frame) -> list[Token]:
    near = [*frame.head.children, *(child for token in frame.patients for child in token.children)]
    return [token for token in near if token.tag_ in {"JJR", "RBR"}]


def _comparatives(frame: Frame) -> frozenset[str]:
    """'more', 'faster': the words themselves, since 'slower' turns a comparison round."""
    return frozenset(token.lower_ for token in _comparatives_of(frame))


def align_claim(claim: Reading, passage: Reading) -> Alignment | None:
    """The claim's main clause beside the clause of the passage that is nearest to it; ``None`` without clauses."""
    mine = main_frame(claim)
    return None if mine is None else _align_nearest(mine, claim, passage)


def align_further(claim: Reading, passage: Reading) -> tuple[Alignment, ...]:
    """The same for what the claim says besides, in clauses joined to its main one."""
    top = main_frame(claim)
    joined = [
        frame
        for frame in claim.frames
        if frame.head.dep_ == "conj" and top is not None and frame.head != top.head
    ]
    found = [_align_nearest(frame, claim, passage) for frame in joined]
    return tuple(alignment for alignment in found if alignment is not None)


def _align_nearest(mine: Frame, claim: Reading, passage: Reading) -> Alignment | None:
    everywhere = frozenset(range(len(passage.doc)))
    words = {
        token: find_counterparts(token, claim, passage, everywhere)
        for token in telling_words(claim, mine.head)
    }
    laid = [(frame.head.i, _lay_beside(mine, claim, frame, passage)) for frame in passage.frames]
    found = [
        (beside, *_align(beside, statement, passage, words))
        for statement in passage.statements
        for head, beside in laid
        if head in statement.tokens
    ]
    if not found:
        return None
    beside, nearest, counterparts = max(found, key=lambda one: one[1].closeness)
    misplaced = find_misplaced(tuple(words), claim, passage, counterparts)
    return replace(
        nearest,
        swapped=_is_swapped(beside.mine, claim, beside.theirs, passage),
        misplaced=tuple(word for word in misplaced if not beside.turned or word not in beside.mine.arguments),
    )
