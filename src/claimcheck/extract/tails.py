"""Readings of a line: whole, in halves, and with a participle at its end set free where it confuses the parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.draft import SUBJECTS, Unit, auxiliaries, finite, root_of, subject
from claimcheck.extract.inflection import like
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.misreadings import misread
from claimcheck.model.selector import Span
from claimcheck.text.syntax import read_sentences

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as a whole, and its halves where a semicolon, colon, dash or conjunction joins whole clauses."""

    whole: Unit
    halves: tuple[Unit, ...]


def stands(doc: Doc) -> bool:
    """Whether a parse is of a whole clause, a misread verb forgiven."""
    root = root_of(doc)
    return parses(doc) or (root is not None and doc[0].tag_ not in {"WDT", "WP"} and misread(root))


def parses(doc: Doc) -> bool:
    """Whether a parse has a tensed verb for its root, with a subject of its own, and neither 'which' nor 'that' before it."""
    root = root_of(doc)
    if root is None or doc[0].tag_ in {"WDT", "WP"} or root.pos_ not in {"VERB", "AUX"} or not finite(root):
        return False
    if any(token.tag_ == "WRB" and token.head == root for token in doc[:2]):
        return False  # 'How the price grew', 'especially when it rained'
    if any(token.tag_ == "IN" and token.dep_ == "mark" and token.head == root for token in doc[:3]):
        return False  # 'After it closed', 'first after it closed'
    return any(child.dep_ in SUBJECTS for child in root.children)


def free_tails(readings: Sequence[Reading], nlp: Language) -> list[Reading]:
    """Readings in which ', establishing ...' at the end, where the parser hung it on the wrong verb, is a half of its own."""
    found = {
        place: tail for place, reading in enumerate(readings) if (tail := _loose_tail(reading)) is not None
    }
    fronts = read_sentences(
        nlp, [readings[place].halves[-1].text[: tail.nbor(-1).idx] for place, tail in found.items()]
    )
    fronted = {
        place: doc for place, doc in zip(found, fronts, strict=True) if stands(doc) and _named_lead(doc)
    }
    said = {place: _say(readings[place].halves[-1], found[place], doc) for place, doc in fronted.items()}
    freed = list(readings)
    for place, doc in zip(said, read_sentences(nlp, said.values()), strict=True):
        last, tail = readings[place].halves[-1], found[place]
        cut = last.span.end if last.restated else last.span.start + tail.nbor(-1).idx
        front = Unit(
            last.text[: tail.nbor(-1).idx],
            fronted[place],
            Span(last.span.start, cut),
            last.block,
            last.restated,
        )
        end = last.span if last.restated else Span(last.span.start + tail.idx, last.span.end)
        back = Unit(said[place], doc, end, last.block, restated=True)
        freed[place] = Reading(readings[place].whole, (*readings[place].halves[:-1], front, back))
    return freed


def _loose_tail(reading: Reading) -> Token | None:
    """The last participle after a comma, when it hangs on a verb that comes later, or on none."""
    doc = reading.halves[-1].doc
    for token in reversed(doc):
        if (
            token.tag_ != "VBG"
            or token.i < 4
            or token.nbor(-1).text != ","
            or token.lower_ in lexicon("no_act")
            or len(doc) - token.i < 4
        ):
            continue
        if auxiliaries(token) or not token.text.islower():
            continue
        if any(other.text == '"' for other in doc[token.i :]):
            return None
        return token if token.head.i > token.i or token.dep_ in {"csubj", "ccomp", "dep"} else None
    return None


def _named_lead(doc: Doc) -> bool:
    root = root_of(doc)
    return root is not None and subject(root) is not None


def _say(unit: Unit, tail: Token, front: Doc) -> str:
    """The tail with the front's subject and in its tense."""
    root = root_of(front)
    lead = subject(root) if root is not None else None
    if root is None or lead is None:
        return unit.text
    words = unit.text[lead.left_edge.idx : lead.idx + len(lead)]
    return f"{words[0].upper()}{words[1:]} {like(tail, root)} {unit.text[tail.idx + len(tail) :].lstrip()}"
