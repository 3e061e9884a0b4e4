"""From units to drafts: each claim's words, self-contained, and the stretch of the article it rests on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.extract.anaphora import Discourse, Link, swaps_for, unresolved
from claimcheck.extract.asides import split_asides
from claimcheck.extract.clauses import split_clauses, whole_part
from claimcheck.extract.draft import Part, Unit, write_out
from claimcheck.extract.reading import Line, Reading
from claimcheck.extract.sayings import find_saying
from claimcheck.model.article import Block
from claimcheck.model.selector import Span
from claimcheck.text.wording import Cue, opens_with

BARE = frozenset(
    {"and", "but", "or", "so", "yet", "and yet", "and so", "and then", "but then", "nor", "still"}
)
"""Connectives that need no comma after them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making. ``unclear`` when it speaks of something that it doesn't name; ``whole`` when it is a part
    that certainly has a subject and a tensed verb, whatever a second parse says."""

    text: str
    span: Span
    block: Block
    line: int
    question: bool = False
    unclear: bool = False
    whole: bool = False


def draft_lines(lines: Sequence[Line], readings: Sequence[Reading], discourse: Discourse) -> list[Draft]:
    """Drafts of all lines, in reading order."""
    made: dict[int, list[Draft]] = {}
    speakers: dict[Span, str] = {}
    for place, line in enumerate(lines):
        discourse.turn(line.block.id, line.block.section)
        if line.label is not None and line.label.names:
            discourse.name(line.label.text, line.label.plural)
        if line.stated:
            made[place] = [Draft(text, line.span, line.block, place) for text in line.stated]
        elif line.speech is None:
            made[place] = _draft_units(line, place, readings[place], discourse, speakers)
    for place, line in enumerate(lines):
        if line.speech is not None:
            made[place] = [_spoken(line, place, speakers.get(line.speech.by, "") if line.speech.by else "")]
    return [draft for place in sorted(made) for draft in made[place] if draft.text]


def _spoken(line: Line, place: int, speaker: str) -> Draft:
    """A sentence of a longer quotation: '<speaker> said: “...”'."""
    words = line.text.strip().strip('“”"')
    text = f"{speaker[:1].upper()}{speaker[1:]} said: “{words}”" if speaker else words
    return Draft(text, line.span, line.block, place, unclear=not speaker)


def _draft_units(
    line: Line, place: int, reading: Reading, discourse: Discourse, speakers: dict[Span, str]
) -> list[Draft]:
    """Drafts of one line: of its halves, or of the whole when a half can't be understood without the other."""
    if line.question:
        discourse.read(reading.whole)
        return [Draft(reading.whole.text, reading.whole.span, line.block, place, question=True)]
    drafts: list[Draft] = []
    for number, unit in enumerate(reading.halves):
        links = discourse.read(unit, 1.0 if number == 0 else 0.4)
        saying = find_saying(unit.doc, unit.text)
        if saying is not None:
            speakers[line.span] = _resolved(unit, saying.speaker, links)
        made = _draft_unit(unit, links, line, place)
        if number and any(draft.unclear for draft in made):
            links = discourse.read(reading.whole, 0.0)
            return _draft_unit(reading.whole, links, line, place, split=False)
        drafts.extend(made)
    return drafts


def _draft_unit(
    unit: Unit, links: dict[int, Link], line: Line, place: int, *, split: bool = True
) -> list[Draft]:
    clauses = split_clauses(unit) if split else [whole_part(unit)]
    parts = [part for clause in clauses for part in split_asides(clause)]
    return [_draft(part, links, line, place, len(parts) > 1) for part in parts if part.pieces]


def _draft(part: Part, links: dict[int, Link], line: Line, place: int, whole: bool) -> Draft:
    text = without_connective(write_out(part, swaps_for(part, links)))
    unclear = next(unresolved(part, links), None) is not None
    return Draft(text, part.span, line.block, place, unclear=unclear, whole=whole)


def _resolved(unit: Unit, speaker: str, links: dict[int, Link]) -> str:
    """The speaker's name where the sentence has a pronoun or a short form."""
    for token in unit.doc:
        if (
            token.i in links
            and links[token.i].words
            and unit.text[token.idx :].startswith(speaker.split()[-1])
        ):
            return links[token.i].referent.name
    return speaker


def without_connective(text: str) -> str:
    """A sentence without a connective at its head: 'However, X fell' is 'X fell'; 'Further talks failed' stays."""
    length = opens_with(text, Cue.CONNECTIVE)
    if not length:
        return text
    rest = text[length:]
    if not rest.startswith(",") and text[:length].lower() not in BARE:
        return text
    rest = rest.lstrip(" ,")
    if len(rest.split()) < 3 or re.match(r"(?:of|than|to|for|as)\b", rest):
        return text
    return without_connective(rest[:1].upper() + rest[1:])
