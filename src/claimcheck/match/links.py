"""Which word goes with which: the links of a sentence, and whether the claim's links are those of the evidence.

The same words don't make the same statement: "64 concerts, 18 of them abroad" has 'concerts' and 'abroad', but doesn't say
that 64 were abroad. A link is a governor, a role and a dependent; auxiliaries, prepositions and voice are folded in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

AGENT, PATIENT, OF, MODIFIER, CLAUSE = "agent", "patient", "of", "modifier", "clause"
_NEAR = {
    **dict.fromkeys(["in", "at", "on", "within", "during", "inside", "across", "upon", "near"], "in"),
    **dict.fromkeys(["into", "to", "towards", "toward", "onto"], "to"),
    **dict.fromkeys(["from", "out"], "from"),
    **dict.fromkeys(["about", "over"], "about"),
    **dict.fromkeys(["through", "via"], "through"),
    "of": OF,
    "by": AGENT,
}  # prepositions that can stand for each other; the others stand for themselves
_OPPOSED = frozenset(
    map(
        frozenset,
        [
            ("from", "to"),
            ("before", "after"),
            ("with", "without"),
            ("for", "against"),
            ("until", "since"),
            ("like", "unlike"),
        ],
    )
)


@dataclass(frozen=True, slots=True)
class Link:
    """``head`` and ``part`` are token indexes; ``role`` is one of the constants above or a preposition's kind."""

    head: int
    role: str
    part: int


def read_links(doc: Doc, frames: Iterable[Frame]) -> tuple[Link, ...]:
    """The links of a parsed text, those of clauses first."""
    found = [link for frame in frames for link in _links_of_frame(frame)]
    found += [
        link
        for token in doc
        if token.pos_ in {"NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON"}
        for link in _links_of_noun(token)
    ]
    found += [
        Link(token.i, CLAUSE, child.i)
        for token in doc
        for child in token.children
        if child.dep_ in {"xcomp", "ccomp", "pcomp"}
    ]
    return tuple(dict.fromkeys(found))


def _links_of_frame(frame: Frame) -> Iterator[Link]:
    head = frame.head.i
    for token in frame.agents:
        yield Link(head, AGENT, token.i)
    for token in frame.patients:
        yield Link(head, PATIENT, token.i)
        yield from (Link(head, role, part.i) for role, part in _prepositional(token) if role != OF)
    for role, token in _prepositional(frame.head):
        yield Link(head, role, token.i)
    for child in frame.head.children:
        if child.dep_ in {"advmod", "npadvmod", "prt"}:
            yield Link(head, MODIFIER, child.i)
    if frame.lemma in {"be", "become", "remain"}:
        subject, rest = (*frame.agents, *frame.patients[:0]), frame.patients
        for one in subject:
            yield from (Link(other.i, AGENT, one.i) for other in rest if other != one)


def _prepositional(token: Token) -> Iterator[tuple[str, Token]]:
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ != "according":
            yield from _objects(child, child.lower_)


def _objects(preposition: Token, word: str) -> Iterator[tuple[str, Token]]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            for token in (child, *(other for other in child.conjuncts if other.i > child.i)):
                yield _NEAR.get(word, word), token
        elif child.dep_ == "prep":
            yield from _objects(child, child.lower_)


def _links_of_noun(token: Token) -> Iterator[Link]:
    for child in token.children:
        if child.dep_ in {"amod", "compound", "nmod", "poss", "nummod", "advmod", "appos"}:
            role = OF if child.dep_ == "poss" else MODIFIER
            yield Link(token.i, role, child.i)
        elif child.dep_ == "acl" or child.dep_ == "relcl":
            yield Link(token.i, MODIFIER, child.i)
    for role, part in _prepositional(token):
        yield Link(token.i, role, part.i)


def roles_agree(mine: str, theirs: str) -> bool | None:
    """Whether two roles can be the same one; ``False`` where one excludes the other, ``None`` where grammar can't tell."""
    if mine == theirs or {mine, theirs} <= {OF, MODIFIER, "in", "for"}:
        return True
    if {mine, theirs} == {AGENT, PATIENT} or frozenset({mine, theirs}) in _OPPOSED:
        return False
    return None
