"""From readings to drafts: each claim's words, self-contained, and the stretch of the article it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from claimcheck.extract.anaphora import Discourse
from claimcheck.extract.anchors import is_adrift, leans
from claimcheck.extract.asides import split_asides
from claimcheck.extract.checkable import assess
from claimcheck.extract.clauses import split_clauses, whole_part
from claimcheck.extract.context import acts_on_clause, fill_in, measured, takes_up, with_year
from claimcheck.extract.draft import Part, Unit, write_out
from claimcheck.extract.inflection import owned
from claimcheck.extract.items import with_holder
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register, find_mentions
from claimcheck.extract.misreadings import is_torn, is_verbless
from claimcheck.extract.offices import CITY, COMPANY
from claimcheck.extract.reading import Line
from claimcheck.extract.referents import Link
from claimcheck.extract.relatives import OWN
from claimcheck.extract.sayings import find_speakers
from claimcheck.extract.swaps import swaps_for, unresolved
from claimcheck.extract.tails import Reading, parses
from claimcheck.extract.titled import with_title
from claimcheck.model.article import Block
from claimcheck.model.selector import Span
from claimcheck.text.wording import Cue, opens_with
from claimcheck.values.dates import find_dates

LONGEST_SAID = 20  # words of a claim that 'this' may be replaced by
POINTS = re.compile(r"\b(?:we|our|us|it|its|they|them|their|this|these|that|those|the|here)\b", re.IGNORECASE)
TOLD = re.compile(r"\btold (?:me|us)\b(?! about)")  # the interviewer is no part of what was said


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making.

    ``unclear`` when it speaks of something that it doesn't name; ``whole`` when it is a part that certainly has a subject
    and a tensed verb, whatever a second parse says.
    """

    text: str
    span: Span
    block: Block
    line: int
    question: bool = False
    unclear: bool = False
    whole: bool = False
    headless: bool = False  # the subject is what isn't named
    leans: str = ""  # 'barely' when it speaks of 'the plant', 'partly' of 'the state railways'
    adrift: bool = False  # a pronoun of it was left open, or 'that' is its subject
    label: str = ""  # the words before the colon of its list item: 'Open day'
    free: bool = False  # it is a sentence of the article's story, no row and no labelled item
    speaker: str = ""  # who a pronoun before the verb of saying stands for
    reason: str = ""  # why it is none after all


@dataclass(slots=True)
class Drafter:
    """Goes through an article's readings in order.

    Of the sentences before in the same block, ``before`` is the last, ``dated`` the last with a date, ``figure`` what the
    last figure measured, ``said`` the last when it made one claim of few words. ``label`` is what the block begins with before
    a colon.
    """

    discourse: Discourse
    published: date | None
    before: str = ""
    dated: str = ""
    figure: str = ""
    said: str = ""
    label: str = ""
    speakers: dict[Span, str] = field(default_factory=dict)

    def draft(self, lines: Sequence[Line], readings: Sequence[Reading]) -> list[Draft]:
        """Drafts of all lines, in reading order."""
        made: dict[int, list[Draft]] = {}
        for place, line in enumerate(lines):
            if place == 0 or line.block.id != lines[place - 1].block.id:
                self._turn(line)
            if line.label is not None:
                self.label = line.label.rubric
            if line.context:
                self.discourse.read(readings[place].whole)
            elif line.stated:
                made[place] = [
                    Draft(
                        with_title(text, line.block.caption, self.discourse.topics, self.discourse.register),
                        line.span,
                        line.block,
                        place,
                        whole=True,
                        leans="barely" if re.search(r"\bthe figure (?:under|for)\b", text) else "partly",
                    )
                    for text in line.stated
                ]
            elif line.speech is None:
                made[place] = list(self._draft_line(line, place, readings[place]))
                self._remember(line, made[place])
        for place, line in enumerate(lines):
            if line.speech is not None:
                speaker = self.speakers.get(line.speech.by, "") if line.speech.by is not None else ""
                speaker = self._speaker_of(line) or speaker
                made[place] = [
                    replace(_spoken(line, place, speaker), reason=self._nothing(line, readings[place]))
                ]
        return [draft for place in sorted(made) for draft in made[place] if draft.text]

    def _speaker_of(self, line: Line) -> str:
        """Who speaks in a turn of an interview: as its label says, else the person that the article is about."""
        if line.speaker is None:
            return ""
        topic = self.discourse.topics.get("PERSON")
        return line.speaker or (topic.name if topic is not None else "")

    def _nothing(self, line: Line, reading: Reading) -> str:
        """Why a turn of an interview says nothing to check, though that it was said could be; '' when it does."""
        if line.speaker is None or line.question:
            return ""
        doc = reading.whole.doc
        reason = assess(doc, find_mentions(doc, line.text, self.discourse.register)).reason
        figures = any(token.like_num for token in doc)
        return reason if reason and not (reason == "first person" or figures) else ""

    def _turn(self, line: Line) -> None:
        self.before = self.dated = self.figure = self.said = ""
        self.label = ""
        self.discourse.turn(line.block.id, line.block.section, apart=line.label is not None)
        if line.label is not None and line.label.names and line.restated:
            self.discourse.name(line.label.text, line.label.plural)

    def _remember(self, line: Line, drafts: Sequence[Draft]) -> None:
        self.before = line.text
        told = drafts[0].text if drafts else line.text
        self.dated = told if find_dates(told, self.published) else self.dated
        short = len(drafts) == 1 and not drafts[0].question and len(drafts[0].text.split()) <= LONGEST_SAID
        self.said = _inside(drafts[0].text, self.discourse.register) if short else ""

    def _draft_line(self, line: Line, place: int, reading: Reading) -> Iterator[Draft]:
        """Drafts of a line's halves, or of the whole when a half can't be understood without the other."""
        if line.question:
            self.discourse.read(reading.whole)
            yield Draft(reading.whole.text, reading.whole.span, line.block, place, question=True)
            return
        drafts: list[Draft] = []
        for number, unit in enumerate(reading.halves):
            step = 1.0 if number == 0 else 0.4
            told = {"split": not (line.lead and line.restated), "half": len(reading.halves) > 1}
            made = self._draft_unit(unit, line, place, step, **told)
            if number and any(draft.unclear and draft.headless for draft in made):
                drafts = self._draft_unit(reading.whole, line, place, 0.0, split=False)
                break
            drafts.extend(made)
        yield from drafts

    def _draft_unit(
        self, unit: Unit, line: Line, place: int, step: float, *, split: bool = True, half: bool = False
    ) -> list[Draft]:
        links = self.discourse.read(unit, step)
        if self.figure and takes_up(unit):
            links[0] = Link("the figure", (0,), self.figure, self.figure)
        elif self.said and acts_on_clause(unit):
            links[0] = Link("the clause", (0,), f"that {self.said}")
        self.figure = measured(unit, links) or self.figure
        self._note_speaker(unit, line, links)
        clauses = split_clauses(unit) if split else [whole_part(unit)]
        parts = [part for clause in clauses for part in split_asides(clause) if part.pieces]
        parts = [told for part in parts if (told := self._with_owner(part)) is not None]
        if _loses_figures(unit, parts) or any(is_torn(token) or is_verbless(token) for token in unit.doc):
            parts = [whole_part(unit)]
        if _leans(parts, links):  # a part speaks of what only another one names
            parts = split_asides(whole_part(unit))
            parts = parts if not _leans(parts, links) else [whole_part(unit)]
        whole = half or len(clauses) > 1 or parses(unit.doc)
        return [self._finish(part, links, line, place, whole or part.aside) for part in parts]

    def _note_speaker(self, unit: Unit, line: Line, links: Mapping[int, Link]) -> None:
        """Remember who speaks in this line, by the full name."""
        found = next(find_speakers(unit.doc), None)
        if found is not None:
            speaker = found[1]
            link = links.get(speaker.i)
            self.speakers[line.span] = (
                link.name if link is not None and link.name else unit.words(speaker.left_edge.i, speaker.i)
            )

    def _is_of(self, line: Line, text: str) -> bool:
        """Whether a name before a colon tells what the sentence is of, and the sentence doesn't say it itself."""
        if line.label is None or line.restated or not line.label.names:
            return False
        known = self.discourse.register.label_of(line.label.text) in {
            "GPE",
            "ORG",
            "PERSON",
            "PRODUCT",
            "LOC",
        }
        label = line.label.text
        register = self.discourse.register
        rubric = (
            " " in label and register.label_of(label) == "ORG" and register.counts[label] < 2
        )  # 'Social Feed:'
        return known and not (line.label.common or rubric) and label not in text

    def _with_owner(self, part: Part) -> Part | None:
        """An office's part with the company or city it belongs to; ``None`` when that isn't known."""
        for mark, label in ((COMPANY, "ORG"), (CITY, "GPE")):
            if mark in part.pieces:
                owner = self.discourse.topics.get(label)
                if owner is None:
                    return None
                return replace(
                    part, pieces=tuple(owned(owner.name) if piece == mark else piece for piece in part.pieces)
                )
        return part

    def _finish(self, part: Part, links: dict[int, Link], line: Line, place: int, whole: bool) -> Draft:
        text = TOLD.sub("said", without_connective(write_out(part, swaps_for(part, links))))
        open_words = list(unresolved(part, links))
        headless = any(token.dep_ in {"nsubj", "nsubjpass"} for token in open_words)
        text = with_year(fill_in(text, self.before, self.dated, self.published), line.text)
        if self._is_of(line, text):
            text = with_holder(line.label.text, text)  # type: ignore[union-attr]  # it has a label
            return Draft(text, line.span, line.block, place, False, bool(open_words), True, headless)
        made = Draft(text, part.span, line.block, place, False, bool(open_words), whole, headless)
        return replace(
            made,
            label=self.label,
            free=True,
            adrift=is_adrift(part, links, open_words),
            leans=leans(part, links),
            speaker=self.speakers.get(line.span, ""),
        )


def _loses_figures(unit: Unit, parts: Sequence[Part]) -> bool:
    """Whether a number of the unit stands in none of its parts, though what was left out isn't the writer's own colour."""
    kept = frozenset(i for part in parts for i in part.tokens)
    lost = [
        token
        for token in unit.doc
        if token.i not in kept and (token.tag_ == "CD" or (token.like_num and token.tag_ != "PRP"))
    ]
    return bool(lost) and not any(token.i not in kept and token.lower_ in OWN for token in unit.doc)


def _leans(parts: Sequence[Part], links: Mapping[int, Link]) -> bool:
    """Whether a part after the first has a pronoun that nothing was found for, where the first has none."""
    return (
        len(parts) > 1
        and not any(unresolved(parts[0], links))
        and any(token for part in parts[1:] for token in unresolved(part, links))
    )


def _inside(text: str, register: Register) -> str:
    """A sentence as it stands inside another: no full stop, no capital unless a name opens it."""
    text = text.rstrip(".")
    named = next((start for start, _, _ in register.find(text)), -1) == 0
    return text if named or re.match(r"I\b|[A-Z][A-Z0-9]|[\"'“‘]", text) else text[:1].lower() + text[1:]


def _spoken(line: Line, place: int, speaker: str) -> Draft:
    """A sentence of a longer quotation: '<speaker> said: “...”'."""
    words = line.text.strip().strip('“”"')
    text = f"{speaker[:1].upper()}{speaker[1:]} said: “{words}”" if speaker else words
    span = line.span if line.restated else Span(line.offset, line.span.end)
    told = bool(speaker) and POINTS.search(words) is not None
    return Draft(
        text,
        span,
        line.block,
        place,
        question=line.question,
        unclear=not speaker,
        leans="barely" if told else "",
    )


def without_connective(text: str) -> str:
    """A sentence without a connective at its head: 'However, X fell' is 'X fell'; 'Further talks failed' stays."""
    length = opens_with(text, Cue.CONNECTIVE)
    if not length:
        return text
    rest = text[length:]
    if not rest.startswith((",", ":")) and text[:length].lower() not in lexicon("bare_connective"):
        return text
    rest = rest.lstrip(" ,:")
    if len(rest.split()) < 3 or re.match(r"(?:of|than|to|for|as|far|long|many|much)\b", rest):
        return text
    return without_connective(rest[:1].upper() + rest[1:])
