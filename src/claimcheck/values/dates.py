"""Finds the dates of a text and compares two of them.

Atoms (a day, a month, a quarter, a season, a year ...) are found by one regular expression, then joined to ranges,
narrowed by 'early' or 'the end of', given a year (their own, their neighbour's, else the one nearest to the day of
publication) and the sense of the preposition before them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.model.claim import PartialDate
from claimcheck.model.selector import Span
from claimcheck.values.periods import MONTHS, Days, Period, When, days_of, nearest_year, part_of
from claimcheck.values.compare_dates import compare_dates
from claimcheck.values.relative import RELATIVE, read_relative
from claimcheck.values.years import is_year

__all__ = ["compare_dates", "find_calendar_spans", "find_dates"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![\w’'])"
)
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?![0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_DASH = r"\s?[-–—]\s?"
_ORDINAL = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:the\s)?)?"

_ATOM = re.compile(
    rf"""
    (?<![\w.,/-])(?P<iso>(?P<iy>[0-9]{{4}})-(?P<im>[01][0-9])(?:-(?P<id>[0-3][0-9]))?)(?:T[0-9:.]+Z?)?(?![\w-])
  | (?<![\w.,/-])(?P<numeric>(?P<n1>[0-9]{{1,2}})(?P<nsep>[./])(?P<n2>[0-9]{{1,2}})(?P=nsep)(?P<ny>[0-9]{{4}}))(?![\w/])
  | (?<![\w.,-])(?P<dmy>{_WEEKDAY}(?P<d1>{_DAY})(?:(?:{_DASH}|\sto\s|\sand\s)(?P<d2>{_DAY}))?(?:\sof)?\s(?P<m1>{_MONTH})
        (?:,?\s(?P<y1>{_YEAR}))?)
  | \b(?P<mdy>{_WEEKDAY}(?P<m2>{_MONTH})\s(?:the\s)?(?P<d3>{_DAY})(?![0-9.,]*[0-9%])(?:(?:{_DASH}|\sto\s|\sand\s)(?P<d4>{_DAY})(?![0-9]))?
        (?:,?\s(?P<y2>{_YEAR}))?)
  | \b(?P<month>(?P<m3>{_MONTH})(?:,?\s(?:of\s)?(?P<y3>{_YEAR})|\s(?P<w3>(?:this|last|next)\syear))?)
  | \b(?P<quarter>(?:Q(?P<q1>[1-4])|(?P<q2>[1-4])Q|(?i:(?P<q3>{_ORDINAL})[\s-]quarter))
        (?:\s?(?i:of\s|in\s|FY\s?|fiscal\s)?['’]?(?P<y4>{_YEAR}|(?<=['’Q])[0-9]{{2}}(?![0-9]))
          |\s(?i:of\s)?(?P<w4>(?:this|last|next)\syear))?)(?!\w)
  | \b(?P<half>(?:H(?P<h1>[12])|(?i:(?P<h2>first|second)[\s-]half))(?:\s(?i:of\s)?(?P<y5>{_YEAR})|(?P<w5>\sof\s(?:this|last|next)\syear)))
  | \b(?P<season>(?i:(?P<s1>spring|summer|autumn|fall|winter))\s(?:(?i:of|in)\s)?(?:(?P<y6>{_YEAR})(?:[/–-](?P<y6b>[0-9]{{2}})(?![0-9]))?
        |(?P<w6>(?:this|last|next)\syear)))
  | (?<![\w$€£¥.,/-])(?P<years>(?P<ya>{_YEAR})(?:/|[-–])(?P<yb>[0-9]{{2}}))(?![\w-])
  | (?<![\w$€£¥.,])(?:the\s)?(?P<decade>(?P<yd>(?:1[0-9]|20)[0-9]0)s)(?!\w)
  | \b(?P<century>(?P<c1>[12]?[0-9])(?:st|nd|rd|th)[\s-]century)
  | \b(?P<fiscal>(?:FY\s?|(?i:fiscal\s(?:year\s)?))(?P<yf>{_YEAR}))
  | (?<![\w$€£¥₹.,/−#-])(?P<year>{_YEAR})(?![\w%°]|[.,/:-][0-9])
  | {RELATIVE}
    """,
    re.VERBOSE,
)
_MAYBE = re.compile(
    r"[0-9]|day\b|(?i:\b(?:to(?:day|morrow|night)|yesterday|this|last|next|ago|past|coming)\b)|\b(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)"
)
_PART = re.compile(
    r"(?i:(?P<word>early|mid|late|end)(?:[\s-])(?:in\s)?"
    r"|(?:the\s)?(?:very\s)?(?P<of>end|close|beginning|start|middle|early\spart|latter\spart|early\sdays)\s(?:of\s)(?:the\s)?)$"
)
_PARTS = {
    "early": "early", "mid": "mid", "late": "late", "end": "end", "close": "end", "beginning": "start", "start": "start",
    "middle": "mid", "early part": "early", "latter part": "late", "early days": "early",
}  # fmt: skip
_RELATION = re.compile(
    r"(?i:\b(?P<word>no\slater\sthan|not\slater\sthan|not\sbefore|as\sof|up\sto|by|since|until|till|before|after|following|from|between|through"
    r"|in|on|during|at|within|throughout|starting|beginning|ending|dated|prior\sto)"
    r"(?:\s(?:in|on|from|the|about|around|at|late|until|of))?(?:\sthe)?\s)$"
)
_RELATIONS = {
    "no later than": "by", "not later than": "by", "not before": "after", "as of": "on", "up to": "until", "by": "by", "since": "since",
    "until": "until", "till": "until", "before": "before", "prior to": "before", "after": "after", "following": "after",
    "from": "since", "between": "from_to", "through": "until", "in": "on", "on": "on", "during": "on", "at": "on",
    "within": "on", "throughout": "on", "starting": "since", "beginning": "since", "ending": "until", "dated": "on",
}  # fmt: skip
_JOINING = re.compile(r"\s?(?:[-–—]|to|until|till|through|and)\s?(?:the\s)?(?:(?:early|mid|late|end)[\s-])?$")
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


@dataclass(frozen=True, slots=True)
class Atom:
    """One date expression: where it stands and what it says. ``days`` is set once it is a fixed interval."""

    start: int
    end: int
    when: When | None
    days: Days | None = None
    part: str = ""
    until: When | None = None  # the last day of "3–5 March"
    offset: int | None = None  # years from the year of publication: "October last year" is -1


def find_dates(text: str, published: date | None = None) -> tuple[PartialDate, ...]:
    """The dates of ``text`` in order, spans not overlapping.

    ``published`` settles "last Tuesday", "this spring" and a month or day without a year; without it they are left out.
    "between" and "from ... to" give one date with the relation 'from_to'.
    """
    if not _MAYBE.search(text):
        return ()
    atoms = [_give_year(atom, published) for atom in _share_years(text, _find_atoms(text, published))]
    return tuple(_join(text, [atom for atom in atoms if atom.days is not None]))


def find_calendar_spans(text: str) -> tuple[Span, ...]:
    """Where ``text`` has a date in numbers, months or years: digits there are no quantities."""
    if not _MAYBE.search(text):
        return ()
    return tuple(Span(atom.start, atom.end) for atom in _find_atoms(text, None) if atom.when is not None)


def _find_atoms(text: str, published: date | None) -> list[Atom]:
    found: list[Atom] = []
    for match in _ATOM.finditer(text):
        atom = _read_atom(text, match, published)
        if atom is not None:
            found.append(_with_part(text, atom))
    return found


def _read_atom(text: str, match: re.Match[str], published: date | None) -> Atom | None:
    kind = match.lastgroup or ""
    group = match.group
    start, end = match.span(kind) if kind in match.re.groupindex else match.span()
    when: When | None = None
    until: When | None = None
    offset = None
    name = _outer(match)
    start, end = match.span(name)
    match name:
        case "iso":
            if not 1 <= int(group("im")) <= 12:
                return None
            period = Period.DAY if group("id") else Period.MONTH
            when = When(period, int(group("iy")), int(group("im")), int(group("id") or 0))
        case "numeric":
            return _read_numeric(match)
        case "dmy" | "mdy":
            when, until = _read_day(match, name)
        case "month":
            if not group("y3") and not group("w3") and not _is_month(text, start, end):
                return None
            when = When(Period.MONTH, _year(group("y3")), _month(group("m3")))
            offset = _offset(group("w3"))
        case "quarter":
            number = int(group("q1") or group("q2") or 0) or _number(group("q3"))
            when, offset = When(Period.QUARTER, _year(group("y4")), number), _offset(group("w4"))
        case "half":
            number = int(group("h1") or 0) or _number(group("h2"))
            when, offset = When(Period.HALF, _year(group("y5")), number), _offset(group("w5"))
        case "season":
            season = group("s1").lower()
            when, offset = When(Period.SEASON, _year(group("y6")), season=season), _offset(group("w6"))
        case "years":
            first, last = int(group("ya")), int(group("yb"))
            if last != (first + 1) % 100:
                if "/" in group("years") or last <= first % 100:
                    return None
                days = (date(first, 1, 1), date(first - first % 100 + last, 12, 31))
                return Atom(start, end, When(Period.YEARS, first), days)
            when = When(Period.YEARS, first)
        case "decade":
            when = When(Period.DECADE, int(group("yd")))
        case "century":
            when = When(Period.CENTURY, (int(group("c1")) - 1) * 100 + 1)
        case "fiscal":
            when = When(Period.FISCAL, int(group("yf")))
        case "year":
            if not is_year(text, start, end):
                return None
            when = When(Period.YEAR, int(group("year")))
        case _:
            return _read_relative_atom(match, name, published)
    return Atom(start, end, when, until=until, offset=offset)


_OUTER = (
    "iso",
    "numeric",
    "dmy",
    "mdy",
    "month",
    "quarter",
    "half",
    "season",
    "years",
    "decade",
    "century",
    "fiscal",
    "year",
)


def _outer(match: re.Match[str]) -> str:
    """The name of the alternative that matched: groups of the relative ones begin with 'r_'."""
    for name in _OUTER:
        if match.group(name) is not None:
            return name
    return next(
        name for name, words in match.groupdict().items() if words is not None and name.startswith("r_")
    )


def _read_relative_atom(match: re.Match[str], name: str, published: date | None) -> Atom | None:
    days = read_relative(match, published) if published else None
    return Atom(*match.span(name), None, days) if days else None


def _read_numeric(match: re.Match[str]) -> Atom | None:
    """30.06.2025 is day first; 5/6/2025 may be either, and then stands for all days between the two."""
    first, second, year = int(match["n1"]), int(match["n2"]), int(match["ny"])
    orders = [(first, second)] if match["nsep"] == "." else [(first, second), (second, first)]
    days = []
    for day, month in orders:
        if 1 <= month <= 12 and (found := days_of(When(Period.DAY, year, month, day), year)):
            days.append(found[0])
    if not days:
        return None
    return Atom(*match.span("numeric"), When(Period.DAY, year), (min(days), max(days)))


def _read_day(match: re.Match[str], name: str) -> tuple[When, When | None]:
    day, last, month, year = (
        match.group("d1", "d2", "m1", "y1") if name == "dmy" else match.group("d3", "d4", "m2", "y2")
    )
    when = When(Period.DAY, _year(year), _month(month), _day(day))
    return when, replace(when, day=_day(last)) if last else None


def _day(written: str) -> int:
    return int(written.rstrip("stndrh"))


def _month(written: str) -> int:
    return MONTHS[written.rstrip(".").lower()]


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)


def _number(word: str) -> int:
    return _NUMBERS.get(word.lower()) or int(word[0])


def _offset(words: str | None) -> int | None:
    return {"last": -1, "this": 0, "next": 1}[words.split()[-2]] if words else None


def _is_month(text: str, start: int, end: int) -> bool:
    """Whether a month's name alone is one: 'in May' is, 'May said' and a verb at the head of a sentence aren't."""
    before = re.search(r"(?i)\b([a-z]+)[\s-]$", text[max(0, start - 16) : start])
    if before is None or (
        len(text[start:end].rstrip(".")) == 3 and text[start:end] not in ("May", "Jun.", "Jul.")
    ):
        return False
    return before.group(1).lower() in _BEFORE_MONTH


_BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "by",
        "until",
        "till",
        "from",
        "during",
        "before",
        "after",
        "through",
        "to",
        "of",
        "early",
        "mid",
        "late",
        "end",
        "last",
        "next",
        "this",
        "between",
        "and",
        "for",
        "each",
        "every",
        "late",
        "around",
        "about",
        "throughout",
        "following",
    ]
)


def _with_part(text: str, atom: Atom) -> Atom:
    found = _PART.search(text, max(0, atom.start - 28), atom.start)
    if found is None:
        return atom
    word = re.sub(r"\s", " ", (found["word"] or found["of"]).lower())
    if found.start() and text[found.start() - 1].isalnum():
        return atom
    return replace(atom, start=found.start(), part=_PARTS[word])


def _share_years(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """'from 3 March to 30 June 2025', 'March and April 2024': a neighbour's year is taken over, from behind first."""
    found = list(atoms)
    for at in range(len(found) - 2, -1, -1):
        later = found[at + 1]
        if (
            _lacks_year(found[at])
            and later.when
            and later.when.year
            and _JOINING.match(text[found[at].end : later.start])
        ):
            found[at] = _in_year(found[at], later.when.year)
    return found


def _lacks_year(atom: Atom) -> bool:
    return atom.when is not None and atom.when.year is None and atom.offset is None


def _in_year(atom: Atom, year: int) -> Atom:
    assert atom.when is not None  # callers have asked _lacks_year
    return replace(atom, when=replace(atom.when, year=year))


def _give_year(atom: Atom, published: date | None) -> Atom:
    """``atom`` with its days; unchanged when no year can be told."""
    if atom.when is None or atom.days is not None:
        return _narrow(atom)
    year = atom.when.year
    if year is None and published is not None:
        year = nearest_year(atom.when, published) if atom.offset is None else published.year + atom.offset
    days = days_of(atom.when, year) if year is not None else None
    if days is None or year is None:
        return atom
    if atom.until is not None:
        last = days_of(atom.until, year)
        days = (days[0], last[1] if last and last[1] >= days[0] else days[1])
    return _narrow(replace(atom, days=days))


def _narrow(atom: Atom) -> Atom:
    if atom.days is None or not atom.part or atom.days[0] == atom.days[1]:
        return atom
    return replace(atom, days=part_of(atom.days, atom.part))


def _join(text: str, atoms: Sequence[Atom]) -> list[PartialDate]:
    """The dates of ``atoms``, two of them joined where the words between and before them make a range."""
    found: list[PartialDate] = []
    at = 0
    while at < len(atoms):
        atom = atoms[at]
        assert atom.days is not None  # find_dates leaves the others out
        relation = _relation(text, atom.start)
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        if following and following.days and _is_range(text, atom, following):
            days = (atom.days[0], max(atom.days[1], following.days[1]))
            found.append(_as_date(text, atom.start, following.end, days, "from_to"))
            at += 2
            continue
        if atom.until is not None or relation == "from_to":
            relation = "from_to" if atom.until is not None else ""
        found.append(_as_date(text, atom.start, atom.end, atom.days, relation))
        at += 1
    return found


def _is_range(text: str, first: Atom, second: Atom) -> bool:
    if first.days is None or second.days is None or second.days[0] < first.days[0]:
        return False
    between = text[first.end : second.start].strip().lower()
    before = _relation_word(text, first.start)
    if between in ("-", "–", "—"):
        return True
    if between in ("to", "until", "till", "through", "up to"):
        return between != "to" or before in ("from", "") or first.when is not None
    return between == "and" and before == "between"


def _relation_word(text: str, start: int) -> str:
    found = _RELATION.search(text, max(0, start - 32), start)
    return re.sub(r"\s", " ", found["word"].lower()) if found else ""


def _relation(text: str, start: int) -> str:
    return _RELATIONS.get(_relation_word(text, start), "")


def _as_date(text: str, start: int, end: int, days: Days, relation: str) -> PartialDate:
    return PartialDate(text[start:end], Span(start, end), days[0], days[1], relation)
