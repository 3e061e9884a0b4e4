"""What the values come to: which agree, which contradict, and on which the passage is silent.

A value contradicts only when it is bound: its metric is the claim's, its period is not another, and the clause that it
stands in is about the claim's subject. Another figure for another thing is silence.
"""

from __future__ import annotations

import re
from datetime import timedelta

from claimcheck.match.alignment import Alignment
from claimcheck.match.apart import AGO, is_set_apart
from claimcheck.match.aspects import Aspect, agrees, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.metrics import read_metric
from claimcheck.match.pair import Pair
from claimcheck.match.periods import date_claim, date_passage
from claimcheck.match.ranking import stem
from claimcheck.match.slots import Counterpart, Slot, frame_at
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.model.evidence import Comparison

BOUND = 0.55  # least binding of a value that agrees
SETTLED = 0.7  # binding from which it does not matter that the clause is put another way
FIRMLY = 0.65  # least binding of a value that contradicts
SAME_SUBJECT = 0.6  # ... in a clause about the same one
COVERED = 0.5  # least share of the claim's words around a value that contradicts
COUNTED = 0.75  # ... and around a count, whose noun says little
SPOKEN_FOR = 0.35  # least binding of a value to the claim's other one that it bears out
RECENT = 21  # days after an event within which a page may report it without its date
CLEARLY = 0.2  # ... where that one is bound as well
DIGITS = 2  # significant digits that are no chance when they stand under another unit
WHOLLY = 0.99  # coverage of a claim that the source tells word for word
IN_OTHER_UNIT = 0.5  # least binding of a value in another unit that contradicts
AHEAD = 0.15  # how much better bound than an agreeing value a contradicting one must be


def compare_values(pair: Pair) -> list[Aspect]:
    """One finding for each figure and date of the claim."""
    return [_compare_slot(pair, slot) for slot in pair.slots]


def _compare_slot(pair: Pair, slot: Slot) -> Aspect:
    same, other = slot.best(agreeing=True), find_rival(pair, slot)
    if same is not None and AGO.search(pair.mine.text) and not AGO.search(pair.theirs.text):
        return bars("held-once", 0.9, "the source tells of another time than the claim")
    then = same is not None and other is not None and _is_of_before(pair, same)
    if (
        same is not None
        and same.binding >= BOUND
        and (other is None or other.binding < same.binding + (0 if then else AHEAD))
    ):
        return _agree(slot, same)
    clear = (
        same is None
        or same.binding < BOUND - 0.05
        or (other is not None and other.binding >= same.binding + CLEARLY)
    )
    if (
        other is not None
        and clear
        and not (
            slot.aspect == "date" and other.text.lower() == slot.text.lower()
        )  # a Friday of another week
        and not (same is not None and _PART.search(pair.theirs.text[: same.span.start]))
        and _is_firm(other)
        and _is_about(pair, slot, other)
        and not is_set_apart(pair, other)
    ):
        return _contradict(slot, other)
    if other is not None and same is None and _is_in_other_unit(pair, slot, other):
        return _contradict(slot, other, "unit-differs")
    if slot.aspect == "date" and _told_by_publication(pair, slot):
        return bars("date-by-publication", 0.4, "the page was published at that time")
    near = same if same is not None and (other is None or same.binding >= other.binding) else other
    if near is not None:
        note = f"the passage has “{near.text}”, but not plainly for what the claim is about"
        return bars("value-elsewhere", 0.6, note, Comparison(slot.aspect, slot.text, near.text, near.agrees))
    return bars("value-missing", 0.9, f"the passage gives nothing to compare with “{slot.text}”")


def _is_of_before(pair: Pair, part: Counterpart) -> bool:
    """'..., before, it had 43': the clause says that it was so once, and the claim doesn't."""
    start = max(pair.theirs.text.rfind(mark, 0, part.span.start) for mark in (";", ".", " but ", " and "))
    clause = pair.theirs.text[start + 1 : part.span.start]
    return bool(_ONCE.search(clause)) and not _ONCE.search(pair.mine.text)


_ONCE = re.compile(
    r"\b(?:before|previously|formerly|earlier|until then|at first|originally|used to)\b", re.IGNORECASE
)
_PART = re.compile(
    r"\b(?:including|among (?:them|whom|which)|of (?:them|whom|which|these|those))\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)  # '297 species, among them 14': the 14 are of them, whatever the claim says of 14


def _is_firm(part: Counterpart) -> bool:
    """Bound firmly enough to contradict; a little less will do where grammar finds the same subject and most words."""
    return part.binding >= (
        SAME_SUBJECT if part.subject is Relation.SAME and part.cover >= COUNTED else FIRMLY
    )


def find_rival(pair: Pair, slot: Slot) -> Counterpart | None:
    """The best bound value that differs and is not what another value of the claim is of."""
    differing = (part for part in slot.counterparts if not part.agrees)
    return next((part for part in differing if not is_spoken_for(pair, slot, part, first=True)), None)


def is_spoken_for(pair: Pair, slot: Slot, part: Counterpart, *, first: bool = False) -> bool:
    """Whether the value bears out another of the claim's: it is what that one is of, and contradicts no other. ``first``:
    nothing may be better bound to that one: 'wages rose 5%, prices 3%' doesn't bear out 'wages 3%, prices 5%'."""
    return any(
        one.span == part.span and one.agrees and one.binding >= SPOKEN_FOR and not (first and place)
        for other in pair.slots
        if other is not slot
        for place, one in enumerate(other.counterparts)
    )


def _told_by_publication(pair: Pair, slot: Slot) -> bool:
    """A page of the days after an event tells of it without the date."""
    published = pair.passage.published
    day = next((day for day in date_claim(pair.mine, pair.theirs) if day.span == slot.span), None)
    if published is None or day is None or slot.counterparts or pair.theirs.dates:
        return False
    return day.start <= published <= day.end + timedelta(days=RECENT)


def _agree(slot: Slot, part: Counterpart) -> Aspect:
    row = Comparison(slot.aspect, slot.text, part.text, True)
    return agrees("value-agrees", part.binding, f"“{part.text}” agrees with “{slot.text}”", row)


def _is_in_other_unit(pair: Pair, slot: Slot, part: Counterpart) -> bool:
    """The same digits, and enough of them, of the same thing: '61,000 tonnes of gravel' and 'Gravel: 61,000 m³'."""
    digits = [re.sub(r"\D", "", text) for text in (slot.text, part.text)]
    if part.finding.reason not in {"unit", "currency"} or digits[0] != digits[1] or len(digits[0]) < DIGITS:
        return False
    return part.binding >= IN_OTHER_UNIT and part.cover >= COVERED and part.subject is not Relation.OTHER


def _contradict(slot: Slot, part: Counterpart, rule: str = "") -> Aspect:
    row = Comparison(slot.aspect, slot.text, part.text, False)
    reason = _REASONS.get(part.finding.reason, "the source has")
    note = f"the claim has “{slot.text}”, {reason} “{part.text}”"
    return contradicts(rule or f"{slot.aspect}-differs", 0.6 + 0.35 * part.binding, note, row)


_REASONS = {
    "currency": "the source has another currency,",
    "unit": "the source has another unit,",
    "scale": "the source has another scale,",
    "percent-vs-points": "the source tells points from per cent,",
    "direction": "in the source it goes the other way:",
}


def _is_about(pair: Pair, slot: Slot, part: Counterpart) -> bool:
    """Whether the clause that the value stands in is about the same thing, so that it can contradict."""
    found = pair.alignment
    if found is not None and (found.theirs.negated or found.mine.negated):
        return False
    if _is_of_speaker(pair, part) or (slot.aspect == "share" and _is_of_other_share(pair, part)):
        return False
    if slot.aspect == "date":
        once = may_differ(pair) or _are_both_since(pair, slot, part)
        told = once and found is not None and found.predicate in MATCHED and not _sets_apart(pair)
        return told and pair.same_matter and not is_beside_perfect(pair, part)
    if slot.aspect == "count" and (part.cover < COUNTED or part.binding < COUNTED):
        return False
    if not (pair.theirs.frames or pair.passage.cells) and not _is_headed(pair, slot):
        return False
    return part.subject is not Relation.OTHER and part.cover >= COVERED


def _sets_apart(pair: Pair) -> bool:
    """'fewer in 2023 than in 2022': what the source says of one of them contradicts nothing."""
    return len(pair.mine.dates) > 1 and any(token.lower_ == "than" for token in pair.mine.doc)


def is_beside_perfect(pair: Pair, part: Counterpart) -> bool:
    """'have named their squad for the cup in the west in November': a perfect takes no date in the past, so it is the cup's."""
    frame = frame_at(pair.theirs, part.span)
    before = pair.theirs.text[: part.span.start].split()
    return (
        frame is not None
        and frame.head.tag_ == "VBN"
        and any(child.lower_ in {"has", "have"} for child in frame.head.children)
        and before[-1:] != []
        and before[-1].lower() in {"in", "on", "at"}
    )


def _is_of_speaker(pair: Pair, part: Counterpart) -> bool:
    """'We gave eight million': of whoever says so, and nobody knows that the claim is of the same."""
    frame = frame_at(pair.theirs, part.span)
    own = frame is not None and any(
        token.lower_ in {"we", "i"} and token.i not in pair.theirs.referents for token in frame.agents
    )
    return own and part.subject is not Relation.SAME


def _is_of_other_share(pair: Pair, part: Counterpart) -> bool:
    """A row's share is of what its header says, and the claim says nothing of that: 'Trams | 91%' under 'On time'."""
    headers = [header for header, text in pair.passage.cells if part.text in text]
    said = {stem(word) for word in re.findall(r"\w+", pair.mine.text.lower())}
    words = re.findall(r"[a-z]{5,}", " ".join(headers).lower())  # shorter ones tell little
    return bool(words) and not {stem(word) for word in words} <= said


def _is_headed(pair: Pair, slot: Slot) -> bool:
    """A note without a verb ('Series C: $2 billion') is of what the claim's figure is of when it says so, or its headings do."""
    metric, known = read_metric(pair.mine, slot.span), lexicon()
    words = re.findall(r"\w+", f"{pair.theirs.text} {pair.theirs.near}".lower())
    return any(
        stem(head) == stem(word) or known.akin(head, word) for head in metric.telling for word in words
    )


def may_differ(pair: Pair) -> bool:
    """Whether another date contradicts: for what goes on or comes again, and for figures, it is only another period."""
    found = pair.alignment
    return (
        found is not None
        and (_happens_once(found.mine.lemma) or _is_told_alike(found))
        and not _has_figures(pair)
    )


def _is_told_alike(found: Alignment) -> bool:
    """The very same is told of the past, word for word: then only the date tells the two apart, and one is wrong."""
    past = {found.mine.head.tag_, found.theirs.head.tag_} <= {"VBD", "VBN"}
    alike = found.predicate is Relation.SAME and Relation.OTHER not in {found.agent, found.patient}
    return past and alike and found.coverage >= WHOLLY and not found.misplaced


def _are_both_since(pair: Pair, slot: Slot, part: Counterpart) -> bool:
    """'has stood since 1972' and 'has stood since 1992'."""
    mine = next((day for day in date_claim(pair.mine, pair.theirs) if day.span == slot.span), None)
    theirs = next((day for day in date_passage(pair.theirs) if day.span == part.span), None)
    return mine is not None and theirs is not None and mine.relation == theirs.relation == "since"


def _has_figures(pair: Pair) -> bool:
    return any(slot.aspect != "date" for slot in pair.slots)


def _happens_once(lemma: str) -> bool:
    """Another date for what happens once is a contradiction; for what goes on or comes again it is another period."""
    word = lemma.split()[0]
    return word in lexicon().once or bool(lexicon().once & {lemma})
