"""What a sentence names only to say that it is not that: 'by the state, not by the city', 'from video instead of text'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Aspect, contradicts
from claimcheck.match.frames import Frame
from claimcheck.match.ranking import stem
from claimcheck.match.voices import MATCHED
from claimcheck.model.evidence import Comparison

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimcheck.match.pair import Pair

_INSTEAD = frozenset([("instead", "of"), ("rather", "than"), ("opposed", "to")])
_JOINTS = frozenset([",", ";", "and", "but", "–", "—", "-", "("])
_ONLY = frozenset(
    [
        "only",
        "just",
        "merely",
        "solely",
        "simply",
        "all",
        "every",
        "always",
        "necessarily",
        "even",
        "yet",
        "least",
    ]
)


def find_contrasted(doc: Doc) -> frozenset[int]:
    """The indexes of all words of such phrases; a clause that follows goes with what the sentence does name."""
    return frozenset(
        part.i
        for token in doc
        if token.pos_ in {"NOUN", "PROPN"} and _is_contrasted(token)
        for part in _phrase_of(token)
    )


def _phrase_of(noun: Token) -> Iterator[Token]:
    yield noun
    for child in noun.children:
        if child.dep_ not in {"relcl", "acl", "appos", "conj", "punct"}:
            yield from child.subtree


def drop_contrasted(frames: Iterable[Frame], contrasted: frozenset[int]) -> tuple[Frame, ...]:
    """The clauses without them: none of them acts or is acted on."""
    if not contrasted:
        return tuple(frames)
    return tuple(
        replace(
            frame,
            agents=_others_than(frame.agents, contrasted),
            patients=_others_than(frame.patients, contrasted),
            others=_others_than(frame.others, contrasted),
        )
        for frame in frames
    )


def _others_than(tokens: tuple[Token, ...], contrasted: frozenset[int]) -> tuple[Token, ...]:
    return tuple(token for token in tokens if token.i not in contrasted)


def _is_contrasted(noun: Token) -> bool:
    """By the words right before its phrase."""
    doc, first = noun.doc, noun.left_edge.i
    before = tuple(token.lower_ for token in doc[max(0, first - 3) : first])
    if before[-2:] in _INSTEAD:
        return True
    if before and doc[first - 1].pos_ == "ADP":
        before, first = tuple(token.lower_ for token in doc[max(0, first - 4) : first - 1]), first - 1
    return (
        before[-1:] == ("not",)
        and before[-2:-1] != ()
        and before[-2] in _JOINTS
        and doc[first].lower_ not in _ONLY
    )


def compare_contrasted(pair: Pair) -> list[Aspect]:
    """All that the source's statement lacks of the claim's it names itself, to say that it is not that."""
    found = pair.alignment
    if found is None or found.predicate not in MATCHED or found.mine.negated or found.theirs.negated:
        return []
    if not found.missing or not (MATCHED & {found.agent, found.patient}):
        return []
    denied = {stem(pair.theirs.doc[i].lower_): pair.theirs.doc[i] for i in pair.theirs.contrasted}
    if any(word.i in pair.mine.contrasted or stem(word.lower_) not in denied for word in found.missing):
        return []
    mine, theirs = found.missing[0], denied[stem(found.missing[0].lower_)]
    row = Comparison("which", mine.text, f"not {theirs.text}", False)
    return [contradicts("set-against", 0.85, f"the source says that it is not “{theirs.text}”", row)]
