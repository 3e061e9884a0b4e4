"""Clauses whose sense is in a whole phrase: 'is in charge of it' leads it, 'fell short of expectations' underperformed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def fold_phrases(frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """The clauses, each such phrase read as the one verb that says the same, with what follows it as the object."""
    return tuple(_fold(frame) for frame in frames)


def _fold(frame: Frame) -> Frame:
    found = find_phrase(frame.head)
    if found is None:
        return frame
    words, sense = found
    turned = frame.negated and sense in _UNDONE  # 'did not live up to it'
    objects = _objects_of(words[-1]) or [part for word in words[:-1] for part in _objects_of(word)]
    taken = {part.i for part in (*objects, *words)}
    if sense.endswith(_BY):  # 'the works is in the hands of Dana Wirth'
        return replace(frame, lemma=sense.removesuffix(_BY), agents=tuple(objects), patients=frame.agents)
    return replace(
        frame,
        lemma=_UNDONE[sense] if turned else sense,
        negated=frame.negated and not turned,
        patients=(*(token for token in frame.patients if token.i not in taken), *objects),
        others=tuple(token for token in frame.others if token.i not in taken),
    )


_BY = "-by"
_UNDONE = {"fulfil": "underperform"}


def find_phrase(head: Token) -> tuple[list[Token], str] | None:
    """The words of the phrase that a verb begins, the verb first, and the verb that says the same; ``None`` for a plain verb."""
    for verb, *rest, sense in lexicon().phrases:
        if head.lemma_.lower() != verb:
            continue
        words = [head]
        for wanted in rest:
            found = next(
                (child for child in words[-1].children if wanted in {child.lower_, child.lemma_}), None
            )
            if found is None or found.i < head.i:
                break
            words.append(found)
        else:
            return words, sense
    return None


def _objects_of(word: Token) -> list[Token]:
    """What 'of' and 'to' behind the word name."""
    behind = [child for child in word.children if child.lower_ in {"of", "to"} and child.i > word.i]
    return [part for child in behind for part in child.children if part.dep_ in {"pobj", "pcomp"}]
