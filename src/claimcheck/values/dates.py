"""Finds the dates of a text.

Single expressions come from atoms.py. Here they are joined to ranges, given a year (their own, their neighbour's, else
one near the day of publication), narrowed by 'early' or 'the end of', and given the sense of the preposition before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from claimcheck.model.claim import PartialDate
from claimcheck.model.selector import Span
from claimcheck.values.atoms import MAYBE, Atom, find_atoms
from claimcheck.values.compare_dates import compare_dates
from claimcheck.values.periods import Days, Period, days_of, near_year, part_of
from claimcheck.values.relative import is_coming

__all__ = ["compare_dates", "find_calendar_spans", "find_dates"]

_RELATION = re.compile(
    r"(?i:\b(?P<word>no\slater\sthan|not\slater\sthan|not\sbefore|as\sof|up\sto|by|since|until|till|before|after|following"
    r"|from|between|through|in|on|during|at|within|throughout|starting|beginning|ending|dated|prior\sto)"
    r"(?:\s(?:in|on|from|about|around|at|until|of))?(?:\sthe)?\s)$"
)
_RELATIONS = {
    "no later than": "by", "not later than": "by", "not before": "since", "as of": "on", "up to": "until", "by": "by",
    "since": "since", "until": "until", "till": "until", "before": "before", "prior to": "before", "after": "after",
    "following": "after", "from": "since", "between": "from_to", "through": "until", "in": "on", "on": "on",
    "during": "on", "at": "on", "within": "on", "throughout": "on", "starting": "since", "beginning": "since",
    "ending": "until", "dated": "on",
}  # fmt: skip
_COUNTS = {"three": "3", "six": "6", "nine": "9", "twelve": "12"}
_MONTHS = {"quarter": 3, "half-year": 6, "half year": 6, "year": 12}
_STRETCH = re.compile(
    rf"(?i:\b(?:(?P<count>3|6|9|12|{'|'.join(_COUNTS)})\smonths|(?P<unit>quarter|half[-\s]year|year))"
    r"\s(?:to|through|ended|ending|that\sended)(?:\s(?:on|in|at))?(?:\sthe\send\sof)?\s(?:the\s)?)$"
)  # 'the three months to September', 'the year ended 31 March 2024'
FIRST, LAST = 1000, 9000  # years; programs write the first of year 1 where they know no date
_JOINING = re.compile(r"\s?(?:[-–—]|to|until|till|through|and|or)\s?(?:the\s)?$")
_TO = frozenset({"to", "until", "till", "through", "up to"})
_WEEKDAY_THEN_DAY = re.compile(r",?\s(?:(?:morning|afternoon|evening|night|noon),?\s)?(?:the\s)?$")


@lru_cache(4_096)  # ranking, comparing and judging ask for those of one sentence
def find_dates(text: str, published: date | None = None) -> tuple[PartialDate, ...]:
    """The dates of ``text`` in order, spans not overlapping.

    ``published`` settles "last Tuesday", "this spring" and a month or day without a year; without it they are left out, and
    so they are where its year is none that anything was published in (outside FIRST..LAST).
    "2014–2022", "between ... and", "from ... to" are one date with the relation 'from_to'.
    """
    if not MAYBE.search(text):
        return ()
    if published is not None and not FIRST <= published.year <= LAST:
        published = None
    atoms = _share_years(text, find_atoms(text, published))
    placed = [_give_days(text, atom, published) for atom in atoms]
    return tuple(_join(text, [atom for atom in _without_weekdays(text, placed) if atom.days is not None]))


def find_calendar_spans(text: str) -> tuple[Span, ...]:
    """Where ``text`` has a date in numbers, months or years: digits there are no quantities."""
    if not MAYBE.search(text):
        return ()
    return tuple(Span(atom.start, atom.end) for atom in find_atoms(text, None) if atom.when is not None)


def _share_years(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """'from 3 March to 30 June 2025', 'March and April 2024': a neighbour's year is taken over."""
    found = list(atoms)
    for at in range(len(found) - 2, -1, -1):
        later, year = found[at + 1], _known_year(found[at + 1])
        if found[at].lacks_year and year and _JOINING.match(text[found[at].end : later.start]):
            found[at] = _in_year(found[at], year)
    return found


def _known_year(atom: Atom) -> int | None:
    return atom.when.year if atom.when else None


def _in_year(atom: Atom, year: int) -> Atom:
    return replace(atom, when=replace(atom.when, year=year)) if atom.when else atom


def _give_days(text: str, atom: Atom, published: date | None) -> Atom:
    """``atom`` with its days; unchanged when no year can be told."""
    if atom.when is None or atom.days is not None:
        return _narrow(atom)
    year = atom.when.year
    if year is None and published is not None:
        if atom.offset is not None:
            year = published.year + atom.offset
        else:
            year = near_year(atom.when, published, coming=is_coming(text, atom.start))
    days = days_of(atom.when, year) if year is not None else None
    if days is None or year is None:
        return atom
    if atom.until is not None and (last := days_of(atom.until, year)):
        days = (days[0], max(days[1], last[1]))
    return _narrow(replace(atom, days=days))


def _narrow(atom: Atom) -> Atom:
    if atom.days is None or not atom.part or atom.days[0] == atom.days[1]:
        return atom
    return replace(atom, days=part_of(atom.days, atom.part))


def _without_weekdays(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """'Saturday morning, 18 May 2024' is one day: the weekday before a full date says nothing more."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        dated = last and last.when is None and atom.when and atom.when.period is Period.DAY
        if last and dated and _WEEKDAY_THEN_DAY.match(text[last.end : atom.start]):
            found.pop()
        found.append(atom)
    return found


def _join(text: str, atoms: Sequence[Atom]) -> list[PartialDate]:
    """The dates of ``atoms``, two of them joined where the words between and before them make a range."""
    found: list[PartialDate] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        days = _range(text, atom, following) if following else None
        if following and days:
            found.append(_as_date(text, atom.start, following.end, days, "from_to"))
            at += 2
            continue
        relation = _relation(text, atom.start)
        if atom.until is not None:
            relation = "from_to"
        elif relation == "from_to":  # between, without an end
            relation = ""
        if atom.days is not None:
            found.append(_as_date(text, atom.start, atom.end, atom.days, relation))
        at += 1
    return found


def _range(text: str, first: Atom, second: Atom) -> Days | None:
    """The days from ``first`` to ``second`` when the words between them make them one range."""
    if first.days is None or second.days is None or second.days[0] < first.days[0]:
        return None
    days = (first.days[0], max(first.days[1], second.days[1]))
    between = text[first.end : second.start].strip().lower()
    if between in ("-", "–", "—"):
        return days
    word = _relation_word(text, first.start)
    if between in _TO:
        return days if between != "to" or word == "from" or _same_kind(first, second) else None
    return days if between == "and" and word == "between" else None


def _same_kind(first: Atom, second: Atom) -> bool:
    return bool(first.when and second.when and first.when.period is second.when.period)


def _relation_word(text: str, start: int) -> str:
    found = _RELATION.search(text, max(0, start - 32), start)
    return " ".join(found["word"].lower().split()) if found else ""


def _relation(text: str, start: int) -> str:
    return _RELATIONS.get(_relation_word(text, start), "")


def _months_before(last: date, months: int) -> date:
    """The first day of so many months that end with a day: 1 July for the three up to 30 September."""
    day = last + timedelta(1)
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def _as_date(text: str, start: int, end: int, days: Days, relation: str) -> PartialDate:
    if (back := _STRETCH.search(text, max(0, start - 48), start)) is not None:
        count = back["count"]
        months = _MONTHS[back["unit"].lower()] if count is None else int(_COUNTS.get(count.lower(), count))
        return PartialDate(
            text[start:end], Span(start, end), _months_before(days[1], months), days[1], "from_to"
        )
    return PartialDate(text[start:end], Span(start, end), days[0], days[1], relation)
