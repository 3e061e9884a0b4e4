"""Plan against fact, past against present, asked against said."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.match.alignment import Alignment
from claimcheck.match.aspects import Aspect, bars, contradicts
from claimcheck.match.frames import Frame, Standing
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.periods import date_claim, date_passage
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.match.slots import Slot, frame_at
from claimcheck.match.voices import Relation
from claimcheck.model.claim import PartialDate
from claimcheck.model.evidence import Comparison

OF_LATE = timedelta(days=366)  # before a page was published: a count of then is its latest
_NOW = frozenset(["already", "now", "currently", "today", "presently", "still"])


def compare_modality(pair: Pair) -> list[Aspect]:
    """Findings on how the two clauses are put forward, where they are about the same happening."""
    found = pair.alignment
    if found is None:
        return []
    then = _compare_then(pair, found)
    if not found.same_matter:
        return then
    return [*_compare_standing(pair, found), *_compare_time(pair, found), *then]


def _compare_then(pair: Pair, found: Alignment) -> list[Aspect]:
    """'has 120 beds' where the source says how many there were in a year that it names."""
    if (
        pair.mine.dates
        or found.mine.head.tag_ not in {"VBZ", "VBP"}
        or found.mine.standing is not Standing.FACT
    ):
        return []
    figures = [slot.best(agreeing=True) for slot in pair.slots if slot.aspect not in {"date", "rank"}]
    frames = [frame_at(pair.theirs, part.span) for part in figures if part is not None]
    for frame in frames:
        if frame is None or frame.head.tag_ != "VBD" or not _is_dated(pair.theirs, frame):
            continue
        return [bars("held-once", 0.7, "the source tells how it was at a time of the past")]
    return []


def _is_dated(reading: Reading, frame: Frame) -> bool:
    """A year stands with the clause's verb: 'in 1990'."""
    inside = {
        token.i
        for child in frame.head.children
        if child.dep_ in {"prep", "npadvmod"}
        for token in child.subtree
    }
    return any(
        (token := reading.token_at(day.span)) is not None
        and token.i in inside
        and _YEAR.search(day.text) is not None
        and not _is_of_late(day, reading.published)
        for day in date_passage(reading)
    )


def _is_of_late(day: PartialDate, published: date | None) -> bool:
    """'had 300 employees on 1 June', on a page of July: that is how it stands."""
    return published is not None and timedelta(0) <= published - day.end <= OF_LATE


_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")


def _compare_standing(pair: Pair, found: Alignment) -> list[Aspect]:
    mine, theirs = _standing(found.mine), _standing(found.theirs)
    if mine == theirs or mine in {Standing.POSSIBLE}:
        return []
    row = Comparison("standing", _describe(mine), _describe(theirs), False)
    if theirs is Standing.DENIED:
        return [bars("denied", 0.9, "the source reports it only as something that is denied", row)]
    if theirs is Standing.OPEN:
        return [bars("left-open", 0.9, "the source leaves it open", row)]
    if theirs is Standing.POSSIBLE:
        return [bars("possible-only", 0.8, "the source calls it possible, not certain", row)]
    if mine is Standing.FACT and theirs is Standing.PLAN:
        done = _is_done(found.mine) or _is_planned_later(pair, found)
        if (
            found.predicate is Relation.SAME
            and done
            and found.mine.negated == found.theirs.negated
            and not _is_asked(found.theirs)
            and _has_its_figures(pair)
        ):
            return [
                contradicts("plan-not-fact", 0.85, "what the claim calls done is planned in the source", row)
            ]
        return [bars("plan-not-fact", 0.9, "the source tells of a plan, not of what came of it", row)]
    if mine is Standing.PLAN and theirs is Standing.FACT and found.theirs.head.tag_ in {"VBD", "VBN"}:
        return []  # what was planned has happened
    if mine is Standing.DENIED:
        return [contradicts("not-denied", 0.75, "the source doesn't say that it was denied", row)]
    return []


def _is_asked(frame: Frame) -> bool:
    """'How much the owners will give is left to another report' tells of no plan."""
    return any(token.tag_ in {"WP", "WDT", "WRB"} or token.lower_ == "whether" for token in frame.head.lefts)


def _has_its_figures(pair: Pair) -> bool:
    """The figures that the claim calls paid or built are those of the plan."""
    figures = (slot for slot in pair.slots if slot.aspect not in {"date", "rank"})
    return all(slot.best(agreeing=True) is not None for slot in figures)


def _is_planned_later(pair: Pair, found: Alignment) -> bool:
    """'opened in 2021', where the source has it 'to open in May 2027': with the years, or weekdays may be any."""
    mine = [day for day in date_claim(pair.mine, pair.theirs) if _YEAR.search(day.text)]
    theirs = [
        day
        for day in date_passage(pair.theirs)
        if _YEAR.search(day.text)
        and (token := pair.theirs.token_at(day.span)) is not None
        and token.i in found.statement.tokens
    ]
    return bool(mine and theirs) and max(day.end for day in mine) < min(day.start for day in theirs)


def _standing(frame: Frame) -> Standing:
    """A verb of planning with a thing instead of a clause ('expects 9,000 lorries') makes its object a plan too."""
    if frame.standing is Standing.FACT and frame.lemma in lexicon().forecasting:
        return Standing.PLAN
    return frame.standing


def _is_done(frame: Frame) -> bool:
    """'already runs', 'has cut': the claim says that it is so now."""
    helpers = {child.lower_ for child in frame.head.children}
    perfect = bool(helpers & {"has", "have"}) and frame.head.tag_ == "VBN"
    return perfect or bool(helpers & _NOW)


def _compare_time(pair: Pair, found: Alignment) -> list[Aspect]:
    """A source that says 'no longer' or 'once' against a claim of the present; and the other way round."""
    if _is_over(found):
        row = Comparison("time", "now", "until then", False)
        return [contradicts("former-not-current", 0.8, "the source says until when it was so", row)]
    if (
        found.mine.lemma == found.theirs.lemma == "have"
        and _is_present(found.mine)
        and _is_before(found.theirs)
    ):
        return [bars("held-once", 0.7, "the source tells of the past only")]
    if found.mine.former == found.theirs.former or found.mine.negated or found.theirs.negated:
        return []
    row = Comparison(
        "time",
        "former" if found.mine.former else "current",
        "former" if found.theirs.former else "current",
        False,
    )
    if found.theirs.former and is_limited(pair, found):
        return [bars("narrower", 0.7, "the source says so of some only")]
    if found.theirs.former and _is_present(found.mine):
        return [contradicts("former-not-current", 0.85, "the source says that it is so no longer", row)]
    if found.mine.former and _is_present(found.theirs):
        if any(slot.aspect != "date" and not _is_inside(pair, slot, found) for slot in pair.slots):
            return []  # 'used to have 43' and 'has 38'
        if found.mine.lemma == "be" and any(word.pos_ in {"NOUN", "PROPN"} for word in found.missing):
            return []  # 'was formerly sales director' and 'is managing director'
        return [contradicts("current-not-former", 0.75, "the source says that it is still so", row)]
    return []


def _is_inside(pair: Pair, slot: Slot, found: Alignment) -> bool:
    """The figure that agrees stands in the clause that was aligned."""
    part = slot.best(agreeing=True)
    return part is not None and pair.theirs.frame_of(part.span) == found.theirs


def is_limited(pair: Pair, found: Alignment) -> bool:
    """The source denies it for some only, whom the claim doesn't name: 'no longer recommended for children'."""
    said = {stem(token.lower_) for token in pair.mine.words}
    groups = [
        part
        for word in (found.theirs.head, *found.theirs.patients)
        for child in word.children
        if child.dep_ == "prep" and child.lower_ in {"for", "among", "in", "to"}
        for part in child.children
        if part.dep_ == "pobj" and (part.tag_ == "NNS" or part.ent_type_ in {"GPE", "LOC", "NORP"})
    ]
    return any(stem(part.lower_) not in said and part.ent_type_ != "DATE" for part in groups)


def _is_over(found: Alignment) -> bool:
    """A state of the present in the claim, of a past with an end in the source: 'was closed until 1991'."""
    if (
        not _is_present(found.mine)
        or _is_present(found.theirs)
        or found.mine.lemma not in _STATES | {found.theirs.lemma}
    ):
        return False
    stative = found.theirs.lemma in _STATES or any(
        child.lemma_ == "be" for child in found.theirs.head.children
    )
    ends = any(
        child.lower_ in {"until", "till"}
        for token in (found.theirs.head, *found.theirs.head.subtree)
        for child in token.children
    )
    return stative and ends


def _is_before(frame: Frame) -> bool:
    """'had 120 rooms before the fire'."""
    return frame.head.tag_ == "VBD" and any(
        child.lower_ in {"before", "until"} for child in frame.head.children
    )


_STATES = frozenset(["be", "remain", "live", "work", "stay", "own", "hold"])


def _is_present(frame: Frame) -> bool:
    helpers = [child for child in frame.head.children if child.dep_ in {"aux", "auxpass"}]
    first = min([*helpers, frame.head], key=lambda token: token.i)
    return first.tag_ in {"VBZ", "VBP"}


def _describe(standing: Standing) -> str:
    return {
        Standing.FACT: "a fact", Standing.PLAN: "a plan", Standing.POSSIBLE: "a possibility", Standing.OPEN: "left open",
        Standing.DENIED: "denied",
    }[standing]  # fmt: skip
