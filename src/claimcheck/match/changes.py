"""A change told by its two ends: 'fell from 4.7% in 2021 to 1.9% in 2023' beside 'in 2021 it was 4.7%; in 2023, 1.9%'.

The source needn't have a word for rising or falling: that it was the one and is the other says so. Which of its values is the
older one it tells by dates, by words of time beside them ('before', 'now'), or by 'from', 'against' and 'than'.
"""

from __future__ import annotations

import re

from claimcheck.match.aspects import Aspect, agrees, bars, contradicts
from claimcheck.match.derived import find_series, read_figures
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.periods import date_claim, period_of
from claimcheck.match.reading import Reading, main_frame
from claimcheck.match.slots import Counterpart, Slot
from claimcheck.model.claim import PartialDate
from claimcheck.model.evidence import Comparison
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.dates import compare_dates

DATED = 0.9  # least binding of the claim's dates to those of a series
TOLD = 0.8  # weight of a change told by both its ends

_FROM = re.compile(r"\bfrom\s+(?:\w+\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:\w+\s+)?$", re.IGNORECASE)
_PART = re.compile(r"[;,:.](?=\s)|\s(?:and|but|while|whereas)\s")
_EARLIER = re.compile(
    r"\b(?:before|earlier|previously|formerly|originally|initially|once|then|had been|from|against|than|compared|versus|"
    r"last year|ago|at first|was|were|stood)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:now|today|currently|by now|since|after(?:wards)?|later|latest|this year|in the end|is|are|has|have|stands)\b",
    re.IGNORECASE,
)


def compare_changes(pair: Pair) -> list[Aspect]:
    """One finding where the claim says 'from A to B' and the passage has both values and tells which was first."""
    ends = find_ends(pair)
    if ends is None:
        return _compare_ways(pair)
    (old, new), (first, last) = ends
    row = Comparison("change", f"{old.text} to {new.text}", f"{first.text}, then {last.text}", True)
    if _are_of_other_times(pair, (old, new), (first, last)):
        return []
    wrong = _find_wrong_difference(pair, (old, new))
    if wrong is not None:
        return [wrong]
    if _is_before(pair.theirs, first, last):
        return [agrees("change-told", TOLD, "the source has the value before and the one after", row)]
    if _is_before(pair.theirs, last, first):
        row = Comparison("change", row.claim, f"{last.text}, then {first.text}", False)
        return [contradicts("change-reversed", TOLD, "in the source the change goes the other way", row)]
    return []


def _find_wrong_difference(pair: Pair, ends: tuple[Slot, Slot]) -> Aspect | None:
    """'from 30 to 45 percent, an increase of 15 percent': both ends are right, and the difference is one of points. Any other
    figure of the claim that the source lacks bars it."""
    for slot in pair.slots:
        if slot in ends or slot.aspect not in _KINDS or slot.best(agreeing=True) is not None:
            continue
        points = next((p for p in slot.counterparts if p.finding.reason == "percent-vs-points"), None)
        row = Comparison(slot.aspect, slot.text, points.text if points is not None else "", False)
        if points is not None:
            return contradicts("points-not-percent", TOLD, f"“{slot.text}” are points: {points.text}", row)
        return bars("value-missing", 0.9, f"the passage gives nothing to compare with “{slot.text}”")
    return None


_KINDS = frozenset(["share", "points", "amount", "count", "multiple"])


def _compare_ways(pair: Pair) -> list[Aspect]:
    """'fell between 2021 and 2022' beside '18 in 2021 and 16 in 2022'."""
    told = main_frame(pair.mine)
    way = next(iter({"rise", "fall"} & lexicon().core.get(told.lemma, frozenset())), "") if told else ""
    dates = [slot.best(agreeing=True) for slot in pair.slots]
    if (
        not way
        or told is None
        or told.negated
        or not dates
        or any(slot.aspect != "date" for slot in pair.slots)
    ):
        return []
    written = [figure for figure in read_figures(pair.theirs) if not figure.computed]
    series = list(find_series(pair.theirs, written))
    if len(series) != 1 or any(part is None or part.binding < DATED for part in dates):
        return []
    old, new = (figure.quantity for figure in series[0])
    rises = new.value > old.value
    row = Comparison("change", told.head.text, f"{old.text}, then {new.text}", rises is (way == "rise"))
    if old.value == new.value:
        return []
    if row.agrees:
        return [agrees("change-told", TOLD, "the source has the value before and the one after", row)]
    return [contradicts("change-reversed", TOLD, "in the source the change goes the other way", row)]


def find_ends(pair: Pair) -> tuple[tuple[Slot, Slot], tuple[Counterpart, Counterpart]] | None:
    """The claim's two slots, the old value's first, and what agrees with each in the passage."""
    text = pair.mine.text
    figures = [slot for slot in pair.slots if slot.aspect not in {"date", "rank"}]
    old = next((slot for slot in figures if _FROM.search(text[: slot.span.start])), None)
    new = next((slot for slot in figures if _TO.search(text[: slot.span.start])), None)
    if old is None or new is None:
        return None
    first, last = old.best(agreeing=True), new.best(agreeing=True)
    if first is None or last is None or first.span == last.span:
        return None
    return (old, new), (first, last)


def _are_of_other_times(pair: Pair, mine: tuple[Slot, Slot], theirs: tuple[Counterpart, Counterpart]) -> bool:
    """Both sides date an end of the change, and differently."""
    for slot, part in zip(mine, theirs, strict=True):
        own, other = (
            _dated(pair.mine, slot.span, date_claim(pair.mine, pair.theirs)),
            _period(pair.theirs, part.span),
        )
        if own is not None and other is not None and compare_dates(own, other).agreement is Agreement.DIFFERS:
            return True
    return False


def _dated(reading: Reading, span: Span, days: tuple[PartialDate, ...]) -> PartialDate | None:
    """The claim's date right behind a value, with no other value between."""
    later = [day for day in days if day.span.start >= span.end]
    nearest = min(later, key=lambda day: day.span.start, default=None)
    if nearest is None or any(
        span.end <= figure.span.start < nearest.span.start for figure in reading.quantities
    ):
        return None
    return nearest


def _period(reading: Reading, span: Span) -> PartialDate | None:
    figure = next((quantity for quantity in reading.quantities if quantity.span == span), None)
    return None if figure is None else period_of(reading, figure)


def _is_before(passage: Reading, first: Counterpart, last: Counterpart) -> bool:
    """Whether the passage tells that the first value is the older one."""
    ends = [bool(_FROM.search(passage.text[: part.span.start])) for part in (first, last)]
    if ends[0] != ends[1]:
        return ends[0]
    dates = _period(passage, first.span), _period(passage, last.span)
    if dates[0] is not None and dates[1] is not None and dates[0].start != dates[1].start:
        return dates[0].start < dates[1].start
    early, late = (_part_around(passage.text, part.span) for part in (first, last))
    return (
        early != late
        and bool(_EARLIER.search(early))
        and not _EARLIER.search(late)
        and (bool(_LATER.search(late)) or not _LATER.search(early))
    )


def _part_around(text: str, span: Span) -> str:
    """The stretch between marks and joining words that a value stands in."""
    cuts = [match.end() for match in _PART.finditer(text)]
    start = max((cut for cut in cuts if cut <= span.start), default=0)
    end = min((cut for cut in cuts if cut > span.end), default=len(text))
    return text[start:end]
