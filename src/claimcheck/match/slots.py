"""The claim's figures and dates, each beside the evidence's figures and dates that could be its counterpart.

Whether a counterpart has the same value is arithmetic (values/). Whether it is a value of the same thing is grammar: what
governs it, which statement of the sentence it stands in, and which period it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment, relate_all, things
from claimcheck.match.derived import find_series, read_figures
from claimcheck.match.directions import are_opposite, may_move, read_direction, tells_change
from claimcheck.match.frames import Frame, Standing, is_cut_off
from claimcheck.match.lexicon import lexicon
from claimcheck.match.metrics import (
    Metric,
    compare_metrics,
    compare_uncounted,
    describing_verb,
    is_of_base,
    moves_apart,
    read_metric,
    said_of_itself,
)
from claimcheck.match.periods import (
    OTHER_PERIOD,
    date_claim,
    date_passage,
    ends_year,
    in_year_of,
    is_part_of,
    is_standard,
    is_step,
    period_of,
    sentence_around,
    weigh_period,
)
from claimcheck.match.ranking import stem
from claimcheck.match.rates import (
    TOGETHER,
    is_added,
    is_difference,
    is_of_other_rate,
    lend_unit,
    plain_rate,
)
from claimcheck.match.reading import Reading, once
from claimcheck.match.voices import MATCHED, Relation, relate_predicates, settle_voices
from claimcheck.match.words import cover, statement_at, telling_words
from claimcheck.model.claim import Bound, PartialDate, Quantity
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement, Finding, agrees, differs
from claimcheck.values.compare import compare_quantities
from claimcheck.values.dates import compare_dates
from claimcheck.values.nouns import is_generic

if TYPE_CHECKING:
    from spacy.tokens import Token

ELSEWHERE = (
    0.45  # factor for a value in another statement of the sentence than the one that the claim is about
)
OTHER_SUBJECT = 0.65  # factor for a figure in a clause about something else than the claim's
OTHER_RATE = 0.8  # factor where one is a rate ('a year') and the other isn't
PLANNED = 0.3  # factor for a planned figure where the claim is of a fact
TARGETED = 0.5  # factor for an achieved figure where the claim is of a plan
PRESUPPOSED = 0.8  # least sameness of what someone has and what is spoken of as theirs
RANKED = 0.4  # share of the claim's words from which a rank is one of the same ranking


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A value of the evidence that could be the claim's. ``binding`` is 0..1: how surely it is of the same thing, half from
    what governs it, half from the words around it; less for another period or another clause."""

    text: str
    span: Span
    finding: Finding
    binding: float
    subject: Relation = Relation.UNKNOWN  # of the clause that it stands in, to the claim's
    cover: float = 1.0  # share of the claim's words around it

    @property
    def agrees(self) -> bool:
        return self.finding.agreement is Agreement.AGREES


@dataclass(frozen=True, slots=True)
class Slot:
    """One value of the claim with its possible counterparts, the best bound first; agreeing ones before others alike."""

    aspect: str  # 'amount', 'share', 'count', 'rank', 'measure', 'date'
    text: str
    span: Span
    counterparts: tuple[Counterpart, ...]
    capped: bool = False  # 'fewer than', 'up to'

    def best(self, *, agreeing: bool) -> Counterpart | None:
        """The best-bound counterpart that agrees, or that doesn't."""
        return next((part for part in self.counterparts if part.agrees is agreeing), None)


def find_slots(claim: Reading, passage: Reading, alignment: Alignment | None) -> tuple[Slot, ...]:
    """The claim's values in reading order; a slot without counterparts is one on which the passage is silent."""
    days = date_claim(claim, passage)
    own = [day for day in days if not is_standard(claim, day.span)]  # '4% lower than a year ago' is of now
    figures = [one for one in claim.quantities if not (days and is_step(claim, one.span))]
    slots = [_pair_figure(claim, passage, quantity, own) for quantity in figures]
    dates = [_pair_date(claim, passage, day, alignment) for day in days]
    slots += _date_by_figure(passage, slots, dates)
    return tuple(sorted(slots, key=lambda slot: slot.span.start))


def _date_by_figure(passage: Reading, figures: Sequence[Slot], dates: Sequence[Slot]) -> list[Slot]:
    """In a row or a passage of several sentences the date of the claim's figure is the one in the figure's own sentence."""
    best = [slot.counterparts[0] for slot in figures if slot.counterparts]
    place_of = max(best, key=lambda part: part.binding).span.start if best else 0
    start, end = sentence_around(passage.text, place_of)
    if not best or end - start == len(passage.text):
        return list(dates)

    def place(part: Counterpart) -> Counterpart:
        inside = start <= part.span.start < end
        return replace(part, binding=1.0 if inside else min(part.binding, ELSEWHERE))

    return [
        replace(slot, counterparts=_rank(map(place, slot.counterparts)))
        if any(start <= part.span.start < end for part in slot.counterparts)
        else slot
        for slot in dates
    ]


def _pair_figure(claim: Reading, passage: Reading, mine: Quantity, days: Sequence[PartialDate]) -> Slot:
    metric, words = read_metric(claim, mine.span), _words_for(claim, mine)
    direction = read_direction(claim, mine.span, metric) if mine.unit in {"%", "pp"} else ""
    found = []
    for figure in read_figures(passage):
        theirs = lend_unit(mine, _turn(passage, figure.quantity), row=passage.row)
        apart = is_difference(claim, mine)
        if figure.change and not (apart or tells_change(metric)):
            continue
        if figure.summed and not TOGETHER.search(claim.text):
            continue
        if apart and not (figure.change or is_difference(passage, theirs)):
            continue
        finding = compare_quantities(
            plain_rate(claim, mine),
            plain_rate(passage, theirs),
            same_thing=_counts_alike(mine, metric, theirs, figure.metric),
        )
        if finding.agreement is Agreement.INCOMPARABLE:
            continue
        if {mine.unit, theirs.unit} == {"%", "pp"} and not (
            tells_change(metric) and (figure.change or tells_change(figure.metric))
        ):
            continue  # a level and a change of it
        if is_of_other_rate(claim, mine, passage, theirs) or is_added(claim, mine) != is_added(
            passage, theirs
        ):
            continue
        turned = figure.change and not may_move(metric, rising=figure.rising)
        if turned or are_opposite(direction, read_direction(passage, theirs.span, figure.metric)):
            finding = differs("direction")
        close = cover(words, claim, passage, statement_at(passage, theirs.span))
        counted = finding.reason == "other thing counted"
        compare = compare_uncounted if counted else compare_metrics
        same = max(compare(metric, other) for other in (figure.metric, figure.elided) if other is not None)
        presupposed = is_presupposed(claim, mine.span, passage, theirs.span)
        if moves_apart(metric, figure.metric) or (is_of_base(metric, figure.metric) and not presupposed):
            # 'fell to 48%' and 'fell by 48%': the words around them are alike and prove nothing
            close = min(close, same)
        if mine.unit == "rank":
            same = max(same, 0.9) if close >= RANKED else same
        if presupposed:
            same = max(same, PRESUPPOSED)
        binding = (same + close) / 2
        binding *= weigh_period(days, passage, theirs) * _weigh_standing(
            claim, mine.span, passage, theirs.span
        )
        binding *= (
            OTHER_RATE
            if mine.scope != theirs.scope and "" in {mine.scope, theirs.scope} and not mine.currency
            else 1.0
        )
        subject = relate_subjects(claim, mine.span, passage, theirs.span)
        binding *= OTHER_SUBJECT if subject is Relation.OTHER else 1.0
        found.append(Counterpart(theirs.text, theirs.span, finding, binding, subject, close))
    capped = mine.bound in {Bound.LESS_THAN, Bound.AT_MOST}
    return Slot(name_aspect(mine), mine.text, mine.span, _rank(found), capped)


def _counts_alike(mine: Quantity, metric: Metric, theirs: Quantity, other: Metric) -> bool | None:
    """'lead pipes' and 'lead tubes' may be one thing, 'employs 300 people' and '300 employees' are; otherwise the nouns
    themselves decide."""
    first, second = set(mine.counted.split()[:-1]), set(theirs.counted.split()[:-1])
    if any(len(word) > 2 and word in second for word in first) and mine.value != theirs.value:
        return True
    told = _tells_whom(mine, metric, other) or _tells_whom(theirs, other, metric)
    return True if told else None


def _tells_whom(figure: Quantity, metric: Metric, other: Metric) -> bool:
    """'employs 300 people', 'killed 34 people': the verb says what the other side's noun does ('employees', 'deaths')."""
    people = is_generic(figure.counted) and not (figure.unit or figure.currency)
    return people and bool(other.heads) and lexicon().akin(metric.verb, other.heads[0])


def _turn(passage: Reading, figure: Quantity) -> Quantity:
    """'never more than 60' is at most 60."""
    frame = passage.frame_of(figure.span) if figure.bound in {Bound.MORE_THAN, Bound.AT_LEAST} else None
    if frame is None or not any(
        frame.negated and frame.head.i == above for above in _above(passage, figure.span)
    ):
        return figure
    return replace(figure, low=None, high=figure.value, bound=Bound.AT_MOST, text=f"not {figure.text}")


def _above(passage: Reading, span: Span) -> list[int]:
    token = passage.token_at(span)
    return [] if token is None else [token.i, *(other.i for other in token.ancestors)]


def _pair_date(claim: Reading, passage: Reading, mine: PartialDate, alignment: Alignment | None) -> Slot:
    found = []
    for theirs in date_passage(passage):
        if ends_year(claim.text, mine.span) != ends_year(passage.text, theirs.span):
            continue  # a month, and the year that ends with it
        finding = compare_dates(mine, in_year_of(mine, theirs, passage))
        if finding.agreement is not Agreement.INCOMPARABLE:
            binding = _weigh_clause(claim, passage, mine.span, theirs.span, alignment)
            binding *= ELSEWHERE if finding.agrees and is_part_of(theirs, mine) else 1.0
            found.append(Counterpart(theirs.text, theirs.span, finding, binding))
    if mine.start.year != mine.end.year:
        found += _span_series(passage, mine)
    return Slot("date", mine.text, mine.span, _rank(found))


def _span_series(passage: Reading, mine: PartialDate) -> Iterator[Counterpart]:
    """'from 2019 to 2023' beside figures that are dated 2019 and 2023."""
    written = [figure for figure in read_figures(passage) if not figure.computed]
    for old, new in find_series(passage, written):
        first, last = (period_of(passage, figure.quantity) for figure in (old, new))
        if first is not None and last is not None and first.start == mine.start and last.end == mine.end:
            yield Counterpart(f"{first.text}, {last.text}", first.span, agrees("series"), 1.0)


def _weigh_clause(
    claim: Reading, passage: Reading, mine: Span, theirs: Span, alignment: Alignment | None
) -> float:
    """A date belongs to the clause that it stands in: 'closed until 1991, when the new one was opened'."""
    if is_standard(passage, theirs) != is_standard(claim, mine):
        return OTHER_PERIOD
    own, frame = claim.frame_of(mine), passage.frame_of(theirs)
    if alignment is None or frame is None or frame.head == alignment.theirs.head:
        return 1.0
    if own is not None and relate_predicates(own, frame) in MATCHED:
        return 1.0
    if is_cut_off(frame.head, alignment.theirs.head):
        return ELSEWHERE
    if frame.head in alignment.theirs.head.subtree and frame.head.dep_ in {"xcomp", "ccomp", "pcomp"}:
        return 1.0
    if alignment.theirs.head in frame.head.subtree and alignment.theirs.head.dep_ in {"xcomp", "ccomp"}:
        return 0.7
    return ELSEWHERE


def _rank(found: Iterable[Counterpart]) -> tuple[Counterpart, ...]:
    return tuple(sorted(found, key=lambda part: (-part.binding, not part.agrees)))


def relate_subjects(claim: Reading, mine: Span, passage: Reading, theirs: Span) -> Relation:
    """What the clauses around two figures say something of: the same, another, or grammar can't tell."""
    own, other = frame_at(claim, mine), frame_at(passage, theirs)
    if own is None or other is None:
        return Relation.UNKNOWN
    own, other = settle_voices(own, other)
    counted = {
        stem(token.lower_) for token in (claim.token_at(mine), passage.token_at(theirs)) if token is not None
    }
    money = any(figure.currency for figure in claim.quantities if figure.span == mine)
    if len(counted) == 1 and not money and _takes_part(own, claim, other, passage):
        return Relation.SAME  # 'the tunnel carries 9,000 lorries' and '7,000 lorries use the tunnel'
    for mine_side, their_side in ((own.agents, other.agents), (own.patients, other.patients)):
        first, second = things(mine_side, claim), things(their_side, passage)
        if first and second:
            relation = relate_all(first, claim, second, passage)
            return (
                Relation.AKIN
                if relation is Relation.OTHER
                and (_is_metric(claim, mine, second) or _is_told_by_verb(passage, theirs, first))
                else relation
            )
    return Relation.UNKNOWN


def _takes_part(own: Frame, claim: Reading, other: Frame, passage: Reading) -> bool:
    """The claim's subject is in the evidence's clause, whatever its part there."""
    subjects, parts = things(own.agents or own.patients[:1], claim), things(other.arguments, passage)
    return relate_all(subjects, claim, parts, passage) in MATCHED


@once
def frame_at(reading: Reading, span: Span) -> Frame | None:
    """The clause that tells what the counted ones did, else the one that the value stands in."""
    token = reading.token_at(span)
    verb = describing_verb(token) if token is not None else None
    frame = next(
        (frame for frame in reading.frames if verb is not None and frame.head == verb), reading.frame_of(span)
    )
    below = said_of_itself(reading, frame)
    return frame if below is None or frame is None else replace(below, agents=frame.agents)


def _is_metric(claim: Reading, mine: Span, subjects: tuple[Token, ...]) -> bool:
    """'a pier with a total length of 230 metres' and 'Total length: 230 m'."""
    heads = {stem(head) for head in read_metric(claim, mine).telling}
    return any(stem(token.lower_) in heads for token in subjects)


def _is_told_by_verb(passage: Reading, theirs: Span, subjects: tuple[Token, ...]) -> bool:
    """'the bill came to $2 million' and 'it cost them $2 million'."""
    verb = read_metric(passage, theirs).verb
    return any(lexicon().akin(token.lemma_.lower(), verb) for token in subjects)


def _weigh_standing(claim: Reading, mine: Span, passage: Reading, theirs: Span) -> float:
    """A figure of a plan, a target or a forecast is none of what came of it, and the other way round."""
    planned, other = is_planned(claim, mine), is_planned(passage, theirs)
    if other and not planned and not is_presupposed(claim, mine, passage, theirs):
        return PLANNED
    return TARGETED if planned and not other else 1.0


def is_presupposed(claim: Reading, mine: Span, passage: Reading, theirs: Span) -> bool:
    """'has 160 branches', 'there are 160', where the source speaks of '22 of its 160 branches': whatever happens to them, they
    are there."""
    frame, token = claim.frame_of(mine), passage.token_at(theirs)
    if frame is None or token is None or token.dep_ != "nummod":
        return False
    if frame.lemma == "be" and any(child.dep_ == "expl" for child in frame.head.children):
        return any(child.dep_ == "poss" or child.lower_ == "the" for child in token.head.children)
    owned = any(child.dep_ == "poss" for child in token.head.children)
    return owned and frame.lemma in {"have", "own", "operate", "run", "employ"}


@once
def is_planned(reading: Reading, span: Span) -> bool:
    frame = reading.frame_of(span)
    if frame is None:
        return False
    known = lexicon()
    if frame.standing is not Standing.FACT or frame.lemma in known.forecasting:
        return True
    money = (q for q in reading.quantities if q.currency or q.counted.endswith("crowns"))  # whose they are
    if frame.lemma in known.budgeting and any(q.span == span for q in money):
        return True  # 'allowed €5 million for the roof'
    around = [*frame.agents, *frame.patients]
    return any(token.lemma_.lower() in known.target_nouns for token in around)


def _words_for(claim: Reading, mine: Quantity) -> list[Token]:
    """The claim's words without those that go with another of its figures: '90% in the north and 60% in the south'."""
    stretches = [
        (other.span.end, _segment_end(claim.text, other.span.end, claim.quantities))
        for other in claim.quantities
        if other != mine and other.unit == mine.unit and other.unit
    ]
    return [word for word in _words_of(claim) if not any(start <= word.idx < end for start, end in stretches)]


def _segment_end(text: str, start: int, figures: Sequence[Quantity]) -> int:
    """Where what goes with a figure ends: at the next 'and', comma or figure."""
    stops = [place for mark in (" and ", ",", " or ") if (place := text.find(mark, start)) >= 0]
    return min([*stops, *(figure.span.start for figure in figures if figure.span.start >= start), len(text)])


@once
def _words_of(claim: Reading) -> list[Token]:
    return [word for sentence in claim.doc.sents for word in telling_words(claim, sentence.root)]


def name_aspect(quantity: Quantity) -> str:
    """What to call a figure before a reader."""
    if quantity.currency:
        return "amount"
    return {"%": "share", "pp": "points", "rank": "rank", "": "count", "ratio": "ratio", "x": "multiple"}.get(
        quantity.unit, "measure"
    )


def rewrite(text: str, changes: Sequence[tuple[Span, str]]) -> str:
    """The text with each span replaced; spans must not overlap."""
    for span, words in sorted(changes, key=lambda change: -change[0].start):
        text = text[: span.start] + words + text[span.end :]
    return text
