"""How much something has changed, told behind a comma: ', an increase of 13 percent', ', up 20 percent from 2023'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, Piece, auxiliaries, subject, subtree
from claimcheck.extract.framing import VALUES, Frame, figured, frame_of, tells_time
from claimcheck.extract.inflection import be, past
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.stretches import Aside, bare, commas_around, is_comma

if TYPE_CHECKING:
    from spacy.tokens import Token

BY = {
    "climb": "climb", "cut": "fall", "decline": "decline", "decrease": "decrease", "dip": "dip", "drop": "drop", "fall": "fall",
    "gain": "rise", "growth": "grow", "improvement": "improve", "increase": "increase", "jump": "jump", "leap": "leap",
    "reduction": "fall", "rise": "rise", "slump": "slump", "surge": "surge",
}  # fmt: skip
"""What it does when there is 'an increase' or 'a drop' of it."""


def find_changes(part: Part, token: Token) -> Iterator[Aside]:
    """Asides that tell a change, or the same in another measure."""
    if token.lemma_.lower() in BY and token.dep_ in {"appos", "npadvmod"}:
        yield from _increase(part, token)
    elif token.lower_ in {"up", "down"} and token.dep_ in {"advmod", "amod"}:
        yield from _up(part, token)
    elif token.dep_ == "conj":
        yield from _or(part, token)
    elif token.lower_ == "compared":
        yield from _compared(part, token)


def _increase(part: Part, noun: Token) -> Iterator[Aside]:
    """'X rose from 61 to 74, an increase of 13 percent' gives 'X increased by 13 percent'."""
    of = next((child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of"), None)
    own = subtree(noun) & part.tokens
    if of is None or noun.left_edge.lower_ not in {"a", "an"} or not figured(of) or not _closes(part, own):
        return
    frame = frame_of(part, noun)
    thing = _changed(part, frame) if frame is not None else None
    if frame is None or thing is None:
        return
    verb = past(BY[noun.lemma_.lower()])
    amount = sorted(subtree(of) & part.tokens - {of.i})
    rest = [i for i in sorted(own) if i > max(amount)]
    pieces = (*_when(part, frame, own), *sorted(bare(part, thing) - own), verb, "by", *amount, *rest)
    yield Part(part.unit, frame.tell(*pieces), frame.verb.i, aside=True), own | commas_around(part, own)


def _up(part: Part, token: Token) -> Iterator[Aside]:
    """'Revenue was $2 billion, up 20 percent from 2023' gives 'Revenue was up 20 percent from 2023'."""
    own = subtree(token) & part.tokens
    frame = frame_of(part, token)
    if frame is None or token.head != frame.verb or not figured(token) or not _closes(part, own):
        return
    thing = _changed(part, frame)
    if thing is not None:
        named = sorted(bare(part, thing) - own)
        pieces = (*_when(part, frame, own), *named, be(thing, past=frame.past), *sorted(own))
        yield Part(part.unit, frame.tell(*pieces), frame.verb.i, aside=True), own | commas_around(part, own)


def _closes(part: Part, own: frozenset[int]) -> bool:
    """Whether it follows a comma and nothing of the sentence but a full stop follows it, or another comma."""
    doc = part.unit.doc
    end = max(own) + 1
    after = end >= len(doc) or end not in part.tokens or is_comma(part, end) or doc[end].text in {".", ";"}
    return bool(own) and is_comma(part, min(own) - 1) and after


def _changed(part: Part, frame: Frame) -> Token | None:
    """What has changed: the subject that rose or came to a figure, or the object that was raised; ``None`` when unsure."""
    verb, lead = frame.verb, subject(frame.verb)
    held = next((one for one in verb.children if one.dep_ in {"dobj", "attr"} and one.i in part.tokens), None)
    if lead is None or lead.lower_ in {"there", "this", "that", "which", "who"}:
        return None
    lemma = verb.lemma_.lower()
    if held is None:
        return lead if lemma in lexicon("changing") else None
    if held.ent_type_ not in VALUES or _counted(held):
        return held if lemma in lexicon("changing") else None
    return lead if lemma in lexicon("changing") | lexicon("reaching") | {"be", "average"} else None


def _counted(held: Token) -> bool:
    """Whether a figure counts something else than the subject: '4,000 units'."""
    return held.pos_ == "NOUN" and held.ent_type_ == "CARDINAL"


def _when(part: Part, frame: Frame, own: frozenset[int]) -> tuple[Piece, ...]:
    """The time of the clause, put first: 'in 2024,'."""
    for child in frame.verb.children:
        below = subtree(child) & part.tokens
        if child.dep_ != "prep" or child.lower_ not in {"in", "during", "on", "for"} or below & own:
            continue
        if any(tells_time(part.unit.doc[i]) for i in below):
            return (*sorted(below), ",")
    return ()


def _or(part: Part, token: Token) -> Iterator[Aside]:
    """'3 million shares, or 12 percent of the firm' is one amount told twice: the clause with the one, and with the other."""
    first = token.head
    link = next((child for child in first.children if child.dep_ == "cc" and child.i < token.i), None)
    frame = frame_of(part, token)
    if frame is None or link is None or link.lower_ != "or" or not is_comma(part, link.i - 1):
        return
    share = token.ent_type_ == "PERCENT" or token.lower_ in lexicon("share")
    if first.head != frame.verb or not share or not figured(token) or not figured(first):
        return
    if not any(child.lower_ == "of" for child in token.children):
        return
    whole, put = subtree(first) & part.tokens, sorted(subtree(token) & part.tokens)
    pieces: list[Piece] = []
    for piece in part.pieces:
        if piece not in whole:
            pieces.append(piece)
        elif piece == min(whole):
            pieces.extend(put)
    gone = {*put, link.i, link.i - 1}
    gone |= {put[-1] + 1} if put[-1] + 1 in part.tokens and is_comma(part, put[-1] + 1) else set()
    yield Part(part.unit, tuple(pieces), part.head, aside=True), frozenset(gone)


def _compared(part: Part, token: Token) -> Iterator[Aside]:
    """'Profit was $2 billion, compared with $1 billion in 2022' gives 'Profit was $1 billion in 2022'."""
    link = next((child for child in token.children if child.lower_ in {"with", "to"}), None)
    other = (
        next((child for child in link.children if child.dep_ == "pobj"), None) if link is not None else None
    )
    own, frame = subtree(token) & part.tokens, frame_of(part, token)
    if frame is None or other is None or not figured(other) or not _closes(part, own):
        return
    held = next(
        (one for one in frame.verb.children if one.dep_ in {"dobj", "attr"} and one.i in part.tokens), None
    )
    years = [below for below in other.subtree if below.like_num and tells_time(below)]
    if (
        held is None
        or not figured(held)
        or not years
        or held.i > token.i
        or token.head not in {held, frame.verb}
    ):
        return
    lead = subject(frame.verb)
    if lead is None or frame.verb.lemma_.lower() in lexicon("changing"):
        return
    helpers = [aux.i for aux in auxiliaries(frame.verb)]
    pieces = (*sorted(bare(part, lead)), *helpers, frame.verb.i, *sorted(subtree(other) & part.tokens))
    yield Part(part.unit, frame.tell(*pieces), frame.verb.i, aside=True), own | commas_around(part, own)
