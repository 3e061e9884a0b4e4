"""Participles that stand aside: 'The bridge, built in 1928, ...' and 'Founded in 1987, the firm ...'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import NAMES, SUBJECTS, Part, Piece, auxiliaries, subject, subtree
from claimcheck.extract.framing import Frame, frame_of
from claimcheck.extract.inflection import be
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.stretches import Aside, bare, between_commas, commas_around, is_clear, is_comma

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_participles(part: Part, token: Token) -> Iterator[Aside]:
    """A past participle with a figure, a date or a name, told of the noun before it or of the subject after it."""
    if (
        token.tag_ != "VBN"
        or auxiliaries(token)
        or token.lemma_.lower() in lexicon("spoken") | lexicon("no_act")
    ):
        return
    own = subtree(token) & part.tokens
    while own and is_comma(part, max(own)):
        own -= {max(own)}
    if not own or min(own) != token.i or not _tells(part, own):
        return
    if token.dep_ == "acl":
        yield from _behind(part, token, own)
    elif token.dep_ == "advcl" and token.i == min(part.tokens):
        yield from _opening(part, token, own)


def _tells(part: Part, own: frozenset[int]) -> bool:
    doc = part.unit.doc
    return len(own) >= 3 and any(
        doc[i].like_num or doc[i].ent_type_ in NAMES | {"DATE"} or doc[i].pos_ == "PROPN" for i in own
    )


def _behind(part: Part, token: Token, own: frozenset[int]) -> Iterator[Aside]:
    noun, frame = token.head, frame_of(part, token.head)
    if frame is None or noun.pos_ not in {"NOUN", "PROPN"} or not between_commas(part, own):
        return
    denied = any(child.lower_ in {"no", "not"} for child in noun.children)
    several = token.i > 1 and token.nbor(-2).tag_ == "NNS" and noun.tag_ == "NN" and noun.dep_ in SUBJECTS
    if denied or not (several or is_clear(noun, token, token)):
        return
    front = tuple(i for i in sorted(bare(part, noun)) if i < token.i)
    named: tuple[Piece, ...] = tuple(
        "the" if part.unit.doc[i].lower_ in {"a", "an"} and part.unit.doc[i].head == noun else i
        for i in front
    )
    pieces = frame.tell(*named, _be(token, noun, frame), *sorted(own))
    yield Part(part.unit, pieces, token.i, aside=True), own | commas_around(part, own)


def _opening(part: Part, token: Token, own: frozenset[int]) -> Iterator[Aside]:
    lead, frame = subject(token.head), frame_of(part, token)
    end = max(own) + 1
    if lead is None or lead.dep_ == "expl" or not is_comma(part, end) or lead.left_edge.i != end + 1:
        return
    if token.head.i != part.head or frame_of(part, lead) is None:
        return
    frame = frame_of(part, lead)
    if frame is None:
        return
    said = frame.tell(*sorted(bare(part, lead)), _be(token, lead, frame), *sorted(own))
    yield Part(part.unit, said, token.i, aside=True), own | {end}


def _be(token: Token, noun: Token, frame: Frame) -> str:
    """'is based in X' today, 'was built in 1928' then."""
    lasting = token.lemma_.lower() in lexicon("lasting") and not any(
        below.ent_type_ in {"DATE", "TIME"} for below in token.subtree
    )
    past = not lasting or (frame.past and token.lemma_.lower() not in lexicon("placed"))
    if token.dep_ == "acl" and noun.tag_ in {
        "NN",
        "NNP",
    }:  # told of the noun alone: 'the wing, built in 1959, and the hall'
        return "was" if past else "is"
    return be(noun, past=past)
