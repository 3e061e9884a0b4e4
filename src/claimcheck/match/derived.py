"""Figures that a sentence implies: the change between two values, a part of a whole as a share, all but some."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from claimcheck.match.metrics import Metric, read_metric
from claimcheck.match.periods import period_of
from claimcheck.match.reading import Reading, once
from claimcheck.model.claim import Bound, Quantity

_EXACT = frozenset({Bound.EXACT, Bound.ABOUT})
_BEFORE = frozenset(["from", "against", "than", "compared", "versus", "after", "instead of"])
_LEADING = re.compile(
    r"\b(from|against|than|to|after|instead of)\s(?:about\s|some\s|just\s|only\s)?$", re.IGNORECASE
)
_SLACK = Decimal("0.05")  # a computed change stands for five hundredths more or less of itself


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it is the figure of. ``computed`` tells how it was worked out, '' for one that is written;
    ``change`` that it is how much something rose or fell, and ``rising`` which of the two. ``elided`` is the metric with the
    noun that an earlier figure of the sentence has and this one may go without."""

    quantity: Quantity
    metric: Metric
    computed: str = ""
    change: bool = False
    rising: bool = False
    elided: Metric | None = None
    summed: bool = False  # two figures of one kind together


@once
def read_figures(reading: Reading) -> tuple[Figure, ...]:
    """The written figures, then the implied ones."""
    written = tuple(
        Figure(quantity, metric, elided=_name_elided(reading, quantity, metric))
        for quantity in reading.quantities
        for metric in (read_metric(reading, quantity.span),)
    )
    excepted = {quantity.span for quantity in reading.quantities if _is_excepted(reading, quantity)}
    kept = tuple(figure for figure in written if figure.quantity.span not in excepted)
    return (
        *kept,
        *_find_changes(reading, written),
        *_find_parts(reading, written),
        *_find_rests(reading, written),
        *_find_sums(reading, kept),
    )


def _name_elided(reading: Reading, quantity: Quantity, metric: Metric) -> Metric | None:
    """'sent out 2,400 parcels, and 2,100 were delivered': parcels, too. ``None`` where no noun may be left out."""
    token = reading.token_at(quantity.span)
    bare = not (quantity.unit or quantity.currency or quantity.counted)
    if not bare or token is None:
        return None
    among = token.dep_ == "pobj" and token.head.lower_ in {"including"}
    if not among and token.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return None
    before = [
        other
        for other in reading.quantities
        if other.counted and other.span.end <= quantity.span.start and not (other.unit or other.currency)
    ]
    noun = reading.token_at(before[-1].span) if before else None
    if noun is None or noun.head.pos_ not in {"NOUN", "VERB"}:
        return None
    counted = noun.head if noun.dep_ == "nummod" else noun
    return replace(metric, heads=(counted.lemma_.lower(), *metric.heads))


def _find_changes(reading: Reading, figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """'rose from 61 to 74 per cent' is by 13 points, or 21 per cent; 'to 3.1% from 3.6%'; '31, down from 36'."""
    for one, other in pairwise(figures):
        for old, new in ((one, other), (other, one)):
            if _is_old(reading, old.quantity) and not _is_old(reading, new.quantity) and _is_pair(old, new):
                yield from _change(old.quantity, new)
    for old, new in find_series(reading, figures):
        yield from _change(old.quantity, new)


def find_series(reading: Reading, figures: Iterable[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Neighbouring figures of one thing that the text dates, the older one first: '18 in 2021 and 16 in 2022'."""
    for one, other in pairwise(figures):
        dates = [period_of(reading, figure.quantity) for figure in (one, other)]
        if dates[0] is None or dates[1] is None or not _is_pair(one, other) or dates[0] == dates[1]:
            continue
        counted = other.quantity.counted in {"", one.quantity.counted}
        if counted and one.metric.verb == other.metric.verb and dates[0].end != dates[1].end:
            yield (one, other) if dates[0].end < dates[1].end else (other, one)


def _is_old(reading: Reading, quantity: Quantity) -> bool:
    before = _LEADING.search(reading.text[: quantity.span.start])
    if before is not None:  # '40,000 to 80,000' is often parsed as one number
        return before[1].lower() in _BEFORE
    token = reading.token_at(quantity.span)
    above = (
        [] if token is None else [word for word in (token, *token.ancestors) if word.pos_ in {"ADP", "SCONJ"}]
    )
    return bool(above) and above[0].lower_ in _BEFORE


def _is_pair(old: Figure, new: Figure) -> bool:
    same_kind = (old.quantity.unit, old.quantity.currency) == (new.quantity.unit, new.quantity.currency)
    exact = {old.quantity.bound, new.quantity.bound} <= _EXACT
    close = abs(old.quantity.span.start - new.quantity.span.start) < 80
    return same_kind and exact and close and old.quantity.unit != "rank" and old.quantity.value > 0


def _change(old: Quantity, new: Figure) -> Iterator[Figure]:
    difference = abs(new.quantity.value - old.value)
    if not difference:
        return
    metric, rising = replace(new.metric, particle="by"), new.quantity.value > old.value
    how = f"{new.quantity.text} against {old.text}"
    points = replace(new.quantity, unit="pp") if new.quantity.unit == "%" else new.quantity
    yield Figure(_computed(points, difference, how), metric, how, change=True, rising=rising)
    if new.quantity.value > old.value:
        times = new.quantity.value / old.value
        multiple = replace(new.quantity, unit="x", currency="", counted="")
        yield Figure(_computed(multiple, times, how), metric, how, change=True, rising=True)
    if new.quantity.unit != "%" or old.value >= 1:
        share = difference / old.value * 100
        yield Figure(
            _computed(replace(new.quantity, unit="%", currency=""), share, how),
            metric,
            how,
            change=True,
            rising=rising,
        )


def _find_parts(reading: Reading, figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """'three of the eleven witnesses' are 27 per cent of them."""
    for part, whole in pairwise(figures):
        if not whole.metric.base or part.quantity.unit or whole.quantity.unit or part.quantity.currency:
            continue
        if whole.quantity.value > part.quantity.value > 0 and not _is_excepted(reading, part.quantity):
            share = part.quantity.value / whole.quantity.value * 100
            how = f"{part.quantity.text} of {whole.quantity.text}"
            quantity = replace(part.quantity, unit="%", counted=whole.quantity.counted)
            yield Figure(_computed(quantity, share, how), part.metric, how)


def _find_sums(reading: Reading, figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """'Northbank kept 120 branches and Southbank 90' are 210 in all."""
    for one, other in pairwise(figures):
        between = reading.text[one.quantity.span.end : other.quantity.span.start]
        counted = other.quantity.counted in {"", one.quantity.counted}
        if not _is_pair(one, other) or not counted or not _JOINED.search(between) or other.metric.base:
            continue
        if one.quantity.unit in {"%", "pp", "x", "ratio"} or _PARTING.search(between):
            continue
        total = one.quantity.value + other.quantity.value
        how = f"{one.quantity.text} and {other.quantity.text}"
        metric = replace(one.metric, subject=one.metric.subject | other.metric.subject)
        yield Figure(_computed(one.quantity, total, how), metric, how, summed=True)


_JOINED = re.compile(r"\b(?:and|plus)\b|[,;]")
_PARTING = re.compile(
    r"\b(?:including|of (?:them|whom|which|these|those|the)|from|to|than|by|against)\b|[.!?]\s"
)


def _find_rests(reading: Reading, figures: tuple[Figure, ...]) -> Iterator[Figure]:
    """'all but two of the 27' are 25."""
    for part, whole in pairwise(figures):
        if _is_excepted(reading, part.quantity) and not (part.quantity.unit or whole.quantity.unit):
            rest = whole.quantity.value - part.quantity.value
            if rest > 0:
                how = f"all but {part.quantity.text} of {whole.quantity.text}"
                quantity = replace(whole.quantity, span=part.quantity.span)
                yield Figure(_computed(quantity, rest, how), replace(whole.metric, base=False), how)


def _is_excepted(reading: Reading, quantity: Quantity) -> bool:
    """'all but two'."""
    before = reading.text[: quantity.span.start].lower().rstrip()
    return before.endswith("all but")


def _computed(quantity: Quantity, value: Decimal, how: str) -> Quantity:
    return replace(
        quantity,
        value=value,
        low=value * (1 - _SLACK),
        high=value * (1 + _SLACK),
        bound=Bound.ABOUT,
        text=how,
    )
