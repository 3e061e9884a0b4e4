"""Sums, shares and percentages that do not add up by the article's own figures. Intervals of the written precision are
set side by side, so that rounding is never a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from claimcheck.consistency.lines import Column, Line, alike, ends_of, is_plain, say_number
from claimcheck.consistency.words import open_list, read_terms, read_words
from claimcheck.model.claim import Quantity
from claimcheck.model.note import Note, NoteKind
from claimcheck.model.selector import Span

type Interval = tuple[Decimal, Decimal]

HUNDRED = Decimal(100)
_TO = re.compile(r"\s*(?:%|per ?cent|percentage points)?\s*to\s+(?:about |some |nearly )?", re.IGNORECASE)
_OF = re.compile(r"\s*(?:out )?of (?:the |its |their |all )?", re.IGNORECASE)
_OVER = re.compile(
    r"\s*(?:above|over|more than|higher than|below|under|less than|lower than)\b", re.IGNORECASE
)
_FIRST = re.compile(r"\b(?:original(?:ly)?|initial(?:ly)?|first)\b", re.IGNORECASE)


def find_sums(lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Note]:
    """All notes of this kind."""
    for line in lines:
        yield from _changes(line)
        yield from _shares(line)
    yield from _overruns(lines)
    for column in columns:
        yield from _totals(column)
        yield from _told_totals(column, lines)


def _changes(line: Line) -> Iterator[Note]:
    """'from A to B, an increase of C'."""
    for first, second, near in _neighbours(line):
        between = line.text[first.span.end : second.span.start]
        led = line.text[: first.span.start].rstrip().lower().endswith("from")
        if (
            not led
            or not _TO.fullmatch(between)
            or not alike(first, second)
            or not _both_plain(first, second)
        ):
            continue
        for told in near:
            if not is_plain(told) or not _tells_change(line, told, first, second):
                continue
            wrong = _say_change(first, second, told)
            if wrong:
                start = min(first.span.start, told.span.start)
                end = max(second.span.end, told.span.end)
                place = Span(line.span.start + start, line.span.start + end)
                yield Note(NoteKind.SUM, wrong, (place,))


def _neighbours(line: Line) -> Iterator[tuple[Quantity, Quantity, tuple[Quantity, ...]]]:
    """Each figure with the next, and the two before and after them: a figure that tells of both stands beside them."""
    figures = line.figures
    for place, (first, second) in enumerate(pairwise(figures)):
        yield first, second, (*figures[max(0, place - 2) : place], *figures[place + 2 : place + 4])


def _tells_change(line: Line, told: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether a word of rising or falling stands right before ``told``, which lies beside 'from A to B'."""
    before = read_words(line.text[max(0, told.span.start - 30) : told.span.start])[-3:]
    beside = 0 <= told.span.start - second.span.end <= 40 or 0 <= first.span.start - told.span.end <= 20
    words = open_list("rising") | open_list("falling")
    return beside and any(word in words for word in before)


def _say_change(first: Quantity, second: Quantity, told: Quantity) -> str:
    """What is wrong with ``told``, '' when it is right, or when it can't be told."""
    points = _spread(ends_of(first), ends_of(second))
    wanted = ends_of(told)
    if told.unit == "%" and not told.currency:
        relative = _relative(first, second)
        if relative is None or _meet(relative, wanted):
            return ""
        exact = abs(second.value - first.value) / abs(first.value) * HUNDRED
        if first.unit == "%" and _meet(points, wanted):
            return (
                f"From {first.text} to {second.text} is {say_number(abs(second.value - first.value))} percentage"
                f" points, or {say_number(exact)} percent; the text says “{told.text}”."
            )
        return (
            f"From {first.text} to {second.text} is {say_number(exact)} percent; the text says “{told.text}”."
        )
    same = (told.unit == "pp" and first.unit == "%") or alike(first, told)
    if not same or _meet(points, wanted):
        return ""
    return (
        f"From {first.text} to {second.text} is a change of {say_number(abs(second.value - first.value))};"
        f" the text says “{told.text}”."
    )


def _shares(line: Line) -> Iterator[Note]:
    """'A of B, or C percent' and 'C percent (A of B)'."""
    for first, second, near in _neighbours(line):
        between = line.text[first.span.end : second.span.start]
        counts = not first.unit and not second.unit and alike(first, second) and _both_plain(first, second)
        if not counts or not _OF.fullmatch(between) or not 0 < first.value <= second.value:
            continue
        low, high = ends_of(first)[0] / ends_of(second)[1], ends_of(first)[1] / ends_of(second)[0]
        for told in near:
            after = line.text[second.span.end : told.span.start]
            before = line.text[told.span.end : first.span.start]
            beside = re.fullmatch(r"\s*\w*,? or |\s*\w*\s?\(", after) or re.fullmatch(r"\s*\(|, or ", before)
            if told.unit != "%" or not is_plain(told) or not beside:
                continue
            if not _meet((low * HUNDRED, high * HUNDRED), ends_of(told)):
                exact = say_number(first.value / second.value * HUNDRED)
                says = f"{first.text} of {second.text} is {exact} percent; the text says “{told.text}”."
                yield Note(NoteKind.SUM, says, (line.span,))


def _overruns(lines: Sequence[Line]) -> Iterator[Note]:
    """'That is C percent above the sum first approved', after amounts in the same paragraph."""
    for place, line in enumerate(lines):
        if len(line.figures) != 1 or not re.match(r"(?:That|This) (?:is|was|makes|means)\b", line.text):
            continue
        told = line.figures[0]
        if told.unit != "%" or not is_plain(told) or not _OVER.match(line.text, told.span.end):
            continue
        earlier = [
            (one, figure)
            for one in lines[max(0, place - 6) : place]
            if one.block.id == line.block.id
            for figure in one.figures
            if figure.currency and is_plain(figure)
        ]
        if len(earlier) < 2 or len({figure.currency for _, figure in earlier}) > 1:
            continue
        yield from _judge_overrun(line, told, earlier)


def _judge_overrun(line: Line, told: Quantity, earlier: Sequence[tuple[Line, Quantity]]) -> Iterator[Note]:
    """With 'originally' the first amount is the one meant; without it, any two may be."""
    last_line, last = earlier[-1]
    bases = earlier[:1] if _FIRST.search(line.text) else earlier[:-1]
    found = [(one, base, _relative(base, last)) for one, base in bases]
    if any(change is None or _meet(change, ends_of(told)) for _, _, change in found):
        return
    first_line, base, _ = found[0]
    exact = say_number(abs(last.value - base.value) / abs(base.value) * HUNDRED)
    says = f"From {base.text} to {last.text} is {exact} percent; the text says “{told.text}”."
    yield Note(NoteKind.SUM, says, (_place(first_line, base), _place(last_line, last), _place(line, told)))


def _totals(column: Column) -> Iterator[Note]:
    """A row that calls itself the total of those above it."""
    *parts, (name, span, told) = column.cells
    if told is None or not is_plain(told) or not set(read_words(name)) & open_list("whole") or len(parts) < 2:
        return
    summed = _add([figure for _, _, figure in parts])
    if summed is None or told.unit or not all(alike(told, one) for _, _, one in parts if one):
        return
    if not _meet(summed, ends_of(told)):
        exact = say_number(sum((one.value for _, _, one in parts if one), Decimal(0)))
        says = f"The rows of “{column.header}” add up to {exact}; the row “{name}” says {told.text}."
        yield Note(NoteKind.SUM, says, (Span(parts[0][1].start, parts[-1][1].end), span))


def _told_totals(column: Column, lines: Sequence[Line]) -> Iterator[Note]:
    """A sentence that gives, for what a column counts, a figure over all its rows: 'In all, 900 doses were given'."""
    terms = read_terms(column.header)
    summed = _add([figure for _, _, figure in column.cells])
    names = {word for name, _, _ in column.cells for word in read_words(name)}
    if len(terms) < 2 or summed is None or names & open_list("whole"):
        return
    values = [figure for _, _, figure in column.cells if figure]
    for line in lines:
        for told in line.figures:
            fits = is_plain(told) and alike(values[0], told) and told.value > max(one.value for one in values)
            if fits and _counts_all(line, told, terms) and not _meet(summed, ends_of(told)):
                exact = say_number(sum((one.value for one in values), Decimal(0)))
                says = f"The rows of “{column.header}” add up to {exact}; the text says “{told.text} {told.counted}”."
                table = Span(column.cells[0][1].start, column.cells[-1][1].end)
                yield Note(NoteKind.SUM, says, tuple(sorted((_place(line, told), table))))


def _counts_all(line: Line, told: Quantity, terms: frozenset[str]) -> bool:
    """Whether a figure is of what a column's header says and of nothing narrower: the clause around it has no other
    words, such as a place, a group or a row's name."""
    start = max(line.text.rfind(mark, 0, told.span.start) for mark in ",;:(") + 1
    ends = [at for mark in (", ", ";", ":", ")") if (at := line.text.find(mark, told.span.end)) >= 0]
    clause = (
        f"{line.text[start : told.span.start]} {line.text[told.span.end : min(ends, default=len(line.text))]}"
    )
    narrow = set(read_words(line.text)) & open_list("apart")
    return bool(terms & read_terms(told.counted)) and not narrow and read_terms(clause) == terms


def _add(figures: Sequence[Quantity | None]) -> Interval | None:
    """The interval of a sum of counts or amounts; ``None`` where a cell has none, or they can't be added."""
    known = [one for one in figures if one is not None and is_plain(one)]
    if (
        len(known) < len(figures)
        or not known
        or known[0].unit
        or not all(alike(known[0], one) for one in known)
    ):
        return None
    ends = [ends_of(one) for one in known]
    return sum((low for low, _ in ends), Decimal(0)), sum((high for _, high in ends), Decimal(0))


def _both_plain(first: Quantity, second: Quantity) -> bool:
    return is_plain(first) and is_plain(second)


def _spread(first: Interval, second: Interval) -> Interval:
    """How far apart two figures may lie, without sign."""
    low, high = second[0] - first[1], second[1] - first[0]
    if low >= 0:
        return low, high
    return (-high, -low) if high <= 0 else (Decimal(0), max(-low, high))


def _relative(first: Quantity, second: Quantity) -> Interval | None:
    """The change from one figure to another in percent of the first, without sign; ``None`` from about nothing."""
    low, high = ends_of(first)
    if low <= 0:
        return None
    rising = second.value >= first.value
    least, most = ends_of(second)
    ratios = (least / high, most / low)
    least_change, most_change = (ratios[0] - 1) * HUNDRED, (ratios[1] - 1) * HUNDRED
    return (least_change, most_change) if rising else (-most_change, -least_change)


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _place(line: Line, figure: Quantity) -> Span:
    return Span(line.span.start + figure.span.start, line.span.start + figure.span.end)
