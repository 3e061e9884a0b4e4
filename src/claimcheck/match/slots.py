"""The claim's figures and dates, each beside the evidence's figures and dates that could be its counterpart.

Whether a counterpart has the same value is arithmetic (values/). Whether it is a figure for the same thing is a
question of language: it is put to the verifier by writing the evidence's value into the claim. If the source says
the claim with *its* value, then the two are about the same thing, and the difference of the values is the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.model.claim import PartialDate, Quantity
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement, Finding
from claimcheck.values.compare import compare_quantities
from claimcheck.values.dates import compare_dates

TRIED = 3  # counterparts of one slot that are written into the claim


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A value of the evidence that could be the claim's. ``binding`` is 0..1: how far grammar alone binds it to what the
    claim is about (the same noun counted, the same verb, the same neighbours)."""

    text: str
    span: Span
    finding: Finding
    binding: float

    @property
    def agrees(self) -> bool:
        return self.finding.agreement is Agreement.AGREES


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of the claim with its possible counterparts, those that agree first, better bound before worse."""

    aspect: str  # 'amount', 'share', 'count', 'rank', 'date', ...
    text: str
    span: Span
    counterparts: tuple[Counterpart, ...]

    @property
    def agreeing(self) -> tuple[Counterpart, ...]:
        return tuple(part for part in self.counterparts if part.agrees)

    @property
    def differing(self) -> tuple[Counterpart, ...]:
        return tuple(part for part in self.counterparts if not part.agrees)


def find_slots(claim: Reading, passage: Reading) -> tuple[Slot, ...]:
    """The claim's values in reading order; a slot without counterparts is one on which the passage is silent."""
    slots = [_pair_figure(claim, passage, quantity) for quantity in claim.quantities]
    slots += [_pair_date(claim, passage, day) for day in claim.dates]
    return tuple(sorted(slots, key=lambda slot: slot.span.start))


def _pair_figure(claim: Reading, passage: Reading, mine: Quantity) -> Slot:
    found = []
    for theirs in passage.quantities:
        finding = compare_quantities(mine, theirs)
        if finding.agreement is Agreement.INCOMPARABLE and not _is_other_measure(mine, theirs, finding):
            continue
        found.append(Counterpart(theirs.text, theirs.span, finding, _bind(claim, mine, passage, theirs)))
    return Slot(_aspect(mine), mine.text, mine.span, _rank(found))


def _pair_date(claim: Reading, passage: Reading, mine: PartialDate) -> Slot:
    found = []
    for theirs in passage.dates:
        finding = compare_dates(mine, theirs)
        if finding.agreement is not Agreement.INCOMPARABLE:
            found.append(
                Counterpart(
                    theirs.text, theirs.span, finding, _bind_clauses(claim, mine.span, passage, theirs.span)
                )
            )
    return Slot("date", mine.text, mine.span, _rank(found))


def _rank(found: Sequence[Counterpart]) -> tuple[Counterpart, ...]:
    return tuple(sorted(found, key=lambda part: (not part.agrees, -part.binding)))


def _is_other_measure(mine: Quantity, theirs: Quantity, finding: Finding) -> bool:
    """The same number in another currency or unit ('96,000 tonnes', '96,000 m³'): a candidate for a mix-up."""
    return mine.value == theirs.value and finding.reason in {"currency", "unit", "dimension", "counted"}


def _aspect(quantity: Quantity) -> str:
    if quantity.currency:
        return "amount"
    names = {"%": "share", "pp": "share", "rank": "rank", "": "count"}
    return names.get(quantity.unit, "measure")


def _bind(claim: Reading, mine: Quantity, passage: Reading, theirs: Quantity) -> float:
    """The counted noun weighs as much as the clauses around the figures do."""
    clauses = _bind_clauses(claim, mine.span, passage, theirs.span)
    if not (mine.counted and theirs.counted):
        return clauses
    same = stem(mine.counted.split()[-1]) == stem(theirs.counted.split()[-1])
    return (clauses + same) / 2


def _bind_clauses(claim: Reading, mine: Span, passage: Reading, theirs: Span) -> float:
    """The share of the telling words around the claim's value that stand around the evidence's value."""
    wanted, there = _words_around(claim, mine), _words_around(passage, theirs)
    return len(wanted & there) / len(wanted) if wanted else 0.0


def _words_around(reading: Reading, span: Span) -> frozenset[str]:
    """Stems of the clause that the value stands in; of the whole text when there is none."""
    frame = reading.frame_of(span)
    if frame is None:
        return reading.stems
    words = {stem(token.lower_) for token in frame.head.subtree}
    words |= {stem(part.lower_) for token in frame.arguments for part in token.subtree}
    return reading.stems & words


def fit(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    """The text with each span replaced; spans must not overlap."""
    for span, words in sorted(changes, key=lambda change: -change[0].start):
        text = text[: span.start] + words + text[span.end :]
    return text


def find_fits(claim: str, slots: Sequence[Slot]) -> tuple[tuple[Counterpart | None, ...], ...]:
    """Ways to write the evidence's values into the claim, the likeliest first: every slot with its best counterpart,
    then each slot in turn with its next ones. ``None`` leaves a slot as it is. Empty when there is nothing to write."""
    best = tuple(slot.counterparts[0] if slot.counterparts else None for slot in slots)
    if not any(best):
        return ()
    fits = [best]
    for place, slot in enumerate(slots):
        for other in _alternatives(slot):
            fits.append((*best[:place], other, *best[place + 1 :]))
    return tuple(fits)


def _alternatives(slot: Slot) -> tuple[Counterpart, ...]:
    """Besides the best: the next one that agrees, and the best-bound ones that differ."""
    return (*slot.agreeing[1:2], *(part for part in slot.differing if part is not slot.counterparts[0]))[
        :TRIED
    ]


def write_fit(claim: str, slots: Sequence[Slot], parts: Sequence[Counterpart | None]) -> str:
    """The claim with the evidence's values in it."""
    return fit(
        claim, [(slot.span, part.text) for slot, part in zip(slots, parts, strict=True) if part is not None]
    )
