"""Finds the figures of a text as values: ``find_quantities`` for a text, ``parse_quantity`` for one figure.

A small grammar in steps: tokens.py cuts the text, numerals.py reads bare numbers, measures.py adds currency and unit,
labels.py throws out numbers that count nothing, joins.py makes ranges and shares, bounds.py adds 'more than' and the
interval, nouns.py the thing counted and what a rate is per. Every step looks a bounded number of tokens around.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

from claimcheck.model.claim import Quantity
from claimcheck.model.selector import Span
from claimcheck.values.bounds import bound_after, with_bound
from claimcheck.values.dates import find_calendar_spans
from claimcheck.values.joins import join_figures
from claimcheck.values.labels import goes_on, is_label
from claimcheck.values.measures import Figure, read_figure
from claimcheck.values.nouns import find_counted, find_measured, find_scope, skip_phrase
from claimcheck.values.numberwords import NUMBER_WORDS, SMALL
from claimcheck.values.numerals import VULGAR, Form, is_european
from claimcheck.values.ranks import (
    RANK_WORDS,
    is_compared,
    is_factor,
    read_majority,
    read_multiple,
    read_rank,
)
from claimcheck.values.tokens import Shape, Token, read_tokens
from claimcheck.values.units import dimension, open_units
from claimcheck.values.wordlists import open_words

BOUNDLESS = Decimal("1e300")  # no figure of anything; other programs' numbers end at 1.8e308
_MAYBE = re.compile(
    r"[0-9½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞]"
    r"|(?i:\b(?:one|two|thr(?:ee|ice)|four|five|six|seven|eight|nine|ten|eleven|twel|thir|fif|twent|fort|hundred|thousand"
    r"|million|billion|trillion|dozen|lakh|crore|hal[fv]|quarter|first|second|doubl|twice|tripl|trebl|quadrup|most|majority"
    r"|minority|few|several|couple)|fold\b)"
)


@cache
def _begins() -> frozenset[str]:
    """What a figure that isn't written in digits may begin with."""
    return frozenset(chain(NUMBER_WORDS, RANK_WORDS, VULGAR))


@lru_cache(4_096)  # ranking, comparing and judging ask for those of one sentence
def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text`` in order; spans never overlap. Dates, times, versions and numbers in names are none.

    A fraction ("two thirds", "nine in ten") is a percentage: unit '%'. "A to B" and "A–B" are one RANGE whose value is
    the middle; "from A to B" is two figures unless it plainly ranges. "doubled" has unit 'x', "second-largest" 'rank',
    "two to one" 'ratio' (the first over the second). Cents without a country have the currency 'XXX'.
    """
    if not _MAYBE.search(text):
        return ()
    tokens = read_tokens(text)
    figures = join_figures(tokens, _read_figures(tokens, text))
    found: list[Quantity] = []
    floor = 0
    for figure in figures:
        finished = _finish(tokens, figure, floor)
        floor = finished.end
        if abs(finished.value) < BOUNDLESS:
            found.append(_as_quantity(text, tokens, finished))
    return tuple(found)


def parse_quantity(text: str) -> Quantity | None:
    """The one figure that ``text`` is, ``None`` when it holds none or several."""
    found = find_quantities(text)
    return found[0] if len(found) == 1 else None


def _read_figures(tokens: Sequence[Token], text: str) -> list[Figure]:
    masked = _mask(tokens, find_calendar_spans(text))
    european, begins = is_european(text), _begins()
    figures: list[Figure] = []
    label: Figure | None = None
    at = 0
    while at < len(tokens):
        token = tokens[at]
        figure = None
        if not masked[at] and (token.shape is Shape.NUMBER or token.low in begins):
            figure = (
                read_rank(tokens, at)
                or read_multiple(tokens, at)
                or read_majority(tokens, at)
                or read_figure(tokens, at, european)
            )
        if figure is None:
            at += 1
            continue
        at = figure.end
        if is_compared(tokens, at) and figure.bare:
            figure, at = replace(figure, unit="x", end=at + 1), at + 1
        elif is_factor(tokens, figure):
            figure = replace(figure, unit="x")
        inches = bool(figures) and figures[-1].unit == "ft" and figures[-1].end == figure.first  # '6ft 2in'
        inches = inches and tokens[figure.end : figure.end + 1] != [] and tokens[figure.end].low == "in"
        if not inches and (is_label(tokens, figure) or goes_on(tokens, label, figure)):
            label = figure
            ordinal = figure.form is Form.SHARE and tokens[at - 1].low not in ("half", "quarter")
            at = figure.first + 1 if ordinal else at
        elif not (figures and figure.first < figures[-1].end):
            figures.append(figure)
    return figures


def _mask(tokens: Sequence[Token], spans: Sequence[Span]) -> list[bool]:
    """For each token, whether it belongs to a date."""
    masked = [False] * len(tokens)
    at = 0
    for span in spans:
        while at < len(tokens) and tokens[at].end <= span.start:
            at += 1
        while at < len(tokens) and tokens[at].start < span.end:
            masked[at] = True
            at += 1
    return masked


def _finish(tokens: Sequence[Token], figure: Figure, floor: int) -> Figure:
    """``figure`` with bound, interval, thing counted and rate."""
    figure = _with_age(tokens, figure)
    end = figure.end
    figure = with_bound(tokens, figure, floor)
    if figure.unit in ("rank", "ratio", "x") or figure.counted == "age":
        return figure
    if figure.bare and not figure.counted:
        figure = _with_counted(tokens, figure)
    elif not figure.counted and not figure.currency and dimension(figure.unit) not in ("duration", "length"):
        figure = replace(figure, counted=find_measured(tokens, figure.end))
    of_what = figure.counted or (
        find_measured(tokens, figure.end) if figure.unit else ""
    )  # '4 metres of ice a year'
    after = skip_phrase(tokens, figure.end, of_what) if of_what else figure.end
    figure = bound_after(tokens, figure, after) if after > end else figure
    scope = find_scope(tokens, figure.end, bool(figure.currency)) if after > figure.end else ""
    figure = replace(figure, scope=scope or find_scope(tokens, after, bool(figure.currency)))
    return _as_equivalent(tokens, figure)


def _as_equivalent(tokens: Sequence[Token], figure: Figure) -> Figure:
    """'equivalent to 600,000 H100s' counts H100 equivalents."""
    before = [token.low for token in tokens[max(0, figure.first - 2) : figure.first]]
    if figure.counted and before in (["equivalent", "to"], ["equivalent", "of"]):
        return replace(figure, counted=f"{figure.counted} equivalents")
    return figure


def _with_counted(tokens: Sequence[Token], figure: Figure) -> Figure:
    """``figure`` with the thing it counts; '18 wonderful years' are a duration."""
    counted = find_counted(tokens, figure.end, figure.value)
    adjective, _, noun = counted.rpartition(" ")
    found = open_units()[0].match(read_tokens(noun), 0) if adjective else None
    if found is None or found[0].dimension != "duration" or " " in adjective:
        return replace(figure, counted=counted)
    if adjective in SMALL:
        return figure  # 'up from 430 two years before'

    return replace(figure, unit=found[0].symbol, end=skip_phrase(tokens, figure.end, counted))


def _with_age(tokens: Sequence[Token], figure: Figure) -> Figure:
    """'24-year-old', 'aged 24', 'Ann Lee, 24,': an age in years, counted 'age'."""
    at = figure.end
    if figure.unit and dimension(figure.unit) == "duration":
        end = at + (at < len(tokens) and tokens[at].text == "-")
        if end < len(tokens) and tokens[end].low == "old":
            return replace(figure, end=end + 1, counted="age")
        if [token.low for token in tokens[at : at + 2]] == ["of", "age"]:
            return replace(figure, end=at + 2, counted="age")
        return figure
    if not figure.bare or figure.scaled or not 0 < figure.value < 130 or figure.form is Form.SHARE:
        return figure
    before = [token.low for token in tokens[max(0, figure.first - 3) : figure.first]]
    aged = before[-1:] in (["aged"], ["age"], ["ages"]) or before[-2:] == ["age", "of"]
    aged = (
        aged
        or _is_at_age(tokens, figure)
        or (_is_group(before) and not find_counted(tokens, figure.end, figure.value))
    )
    return replace(figure, unit="year", counted="age") if aged or _is_aside(tokens, figure) else figure


def _is_group(before: Sequence[str]) -> bool:
    """'children under' and 'people over' before a number that counts nothing: it is their age."""
    return (
        len(before) >= 2
        and before[-1] in {"under", "over", "below", "above"}
        and before[-2] in open_words("aging")
    )


def _is_at_age(tokens: Sequence[Token], figure: Figure) -> bool:
    """'At 26, Ann Lee is': before a comma and a name, at the beginning."""
    after = tokens[figure.end : figure.end + 2]
    starts = figure.first == 1 or (figure.first > 1 and tokens[figure.first - 2].text in ".;")
    named = len(after) == 2 and after[0].text == "," and after[1].text[:1].isupper()
    return starts and tokens[figure.first - 1].low == "at" and named and figure.value > 14


def _is_aside(tokens: Sequence[Token], figure: Figure) -> bool:
    """'Ann Lee, 24, was', 'Ann Lee, seventy-one and': a number set off after a name."""
    if figure.first < 2 or figure.form not in {Form.DIGITS, Form.WORDS} or not figure.value > 14:
        return False
    name, comma = tokens[figure.first - 2 : figure.first]
    named = comma.text == "," and name.shape is Shape.WORD and name.text[0].isupper()
    after = tokens[figure.end : figure.end + 1]
    ends = {","} if figure.form is Form.DIGITS else {",", "and"}
    return named and bool(after) and after[0].low in ends


def _as_quantity(text: str, tokens: Sequence[Token], figure: Figure) -> Quantity:
    span = Span(tokens[figure.first].start, tokens[figure.end - 1].end)
    return Quantity(
        text=span.of(text),
        span=span,
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        currency=figure.currency,
        counted=figure.counted,
        scope=figure.scope,
        bound=figure.bound,
    )
