"""What something is called, read as what it is: 'the ferry was named the Tern' and 'the plan, titled Clean Coast'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def fold_titles(frames: Iterable[Frame]) -> tuple[Frame, ...]:
    """The clauses, with each that only gives a thing its name turned into 'the thing is the name'. Who gave the name is lost, so
    a clause that says it stays as it is."""
    return tuple(_fold(frame) for frame in frames)


def _fold(frame: Frame) -> Frame:
    found = _read_naming(frame)
    if found is None:
        return frame
    things, names = found
    spelt = [part for name in names for part in _spell_out(frame, name)]
    rest = tuple(token for token in frame.others if token not in names)
    return replace(frame, lemma="be", agents=things, patients=(*names, *spelt), others=rest)


def _read_naming(frame: Frame) -> tuple[tuple[Token, ...], tuple[Token, ...]] | None:
    """The things named and their names; ``None`` for other clauses, and where the naming is dated: that is a happening."""
    if any(token.ent_type_ == "DATE" for token in frame.others):
        return None
    lemma = frame.head.lemma_.lower()
    if lemma in lexicon().naming and not frame.agents and frame.patients:
        things = tuple(token for token in frame.patients if token.dep_ != "oprd")
        names = tuple(token for token in frame.patients if token.dep_ == "oprd" and _is_name(token))
        if not names:
            names = tuple(
                token for token in frame.others if token.head.lower_ in {"as", "to"} and _is_name(token)
            )
    elif lemma == "know" and not frame.agents:
        things = frame.patients
        names = tuple(token for token in frame.others if token.head.lower_ == "as" and _is_name(token))
    elif lemma == "stand" and not frame.patients:
        things = tuple(token for token in frame.agents if token.text.isupper())
        names = tuple(token for token in frame.others if token.head.lower_ == "for")
    else:
        return None
    if not things or not names or any(token.ent_type_ == "PERSON" for token in things):
        return None
    return things, names


def _is_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper()


def _spell_out(frame: Frame, name: Token) -> list[Token]:
    """'called WHO, short for World Health Organization': what the letters are short for."""
    short = [child for above in (frame.head, name) for child in above.children if child.lower_ == "short"]
    return [
        part
        for token in short
        for child in token.children
        if child.lower_ == "for"
        for part in child.children
    ]
