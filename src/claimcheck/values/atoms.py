"""Single date expressions ("18 May 2024", "Q2", "winter 2023/24", "last Tuesday") and what each says.

One regular expression finds them all; its alternatives are readers' names. Nothing in it repeats without a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.values.periods import MONTHS, Days, Period, When, days_of
from claimcheck.values.relative import RELATIVE, read_relative
from claimcheck.values.wordlists import open_words
from claimcheck.values.years import is_year

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun[e.]?|Jul[y.]?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![\w’'])"
)
_YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})(?![0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–—]\s?|\sto\s|\sand\s)"
_WHICH = r"(?:this|last|next|the)\syear"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:the\s)?)?"
_NTH = r"first|second|third|fourth|1st|2nd|3rd|4th"

ATOM = re.compile(
    rf"""
    (?<!\w)(?=[\w'’])(?:  # inside a word nothing begins: this one look saves most of the time
    (?<![\w.,/-])(?P<iso>(?P<iy>[0-9]{{4}})-(?P<im>[01][0-9])(?:-(?P<id>[0-3][0-9]))?)(?:T[0-9:.]{{4,16}}Z?)?(?![\w-])
  | (?<![\w.,/-])(?P<numeric>(?P<n1>[0-9]{{1,2}})(?P<ns>[./])(?P<n2>[0-9]{{1,2}})(?P=ns)(?P<ny>[0-9]{{4}}))(?![\w/])
  | (?<![\w.,-])(?P<dmy>{_WEEKDAY}(?P<d1>{_DAY})(?:{_TO}(?P<d2>{_DAY}))?(?:\sof)?\s(?P<m1>{_MONTH})
        (?:,?\s(?P<y1>{_YEAR})|\s(?P<w1>{_WHICH}))?)
  | \b(?P<mdy>{_WEEKDAY}(?P<m2>{_MONTH})\s(?:the\s)?(?P<d3>{_DAY})(?![0-9.,]{{0,9}}[0-9%])
        (?:{_TO}(?P<d4>{_DAY})(?![0-9]|\s{_MONTH}))?(?:,?\s(?P<y2>{_YEAR})|\s(?P<w2>{_WHICH}))?)
  | \b(?P<month>(?P<m3>{_MONTH})(?:,?\s(?:of\s)?(?P<y3>{_YEAR})|\s(?:of\s)?(?P<w3>{_WHICH}))?)
  | \b(?P<quarter>(?:Q(?P<q1>[1-4])|(?P<q2>[1-4])Q|(?i:(?P<q3>{_NTH})[\s-]quarter)
          |(?i:(?P<q5>first|last)\s(?:three|3)\smonths(?=\sof\s(?:{_YEAR}|{_WHICH}))))
        (?:\s?(?i:(?:of|in)\s)?(?:FY\s?|fiscal\s)?['’]?(?P<y4>{_YEAR}|(?<=['’QY])[0-9]{{2}}(?![0-9]))
          |\s(?i:of\s)?(?P<w4>{_WHICH}))?)(?!\w)
  | \b(?P<half>(?:H(?P<h1>[12])|(?i:(?P<h2>first|second)[\s-]half|(?P<h3>first|last)\s(?:six|6)\smonths))
        (?:\s(?i:of\s)?(?P<y5>{_YEAR})|\sof\s(?P<w5>{_WHICH})))
  | \b(?P<season>(?i:(?P<s1>spring|summer|autumn|fall|winter))\s(?i:(?:of|in)\s)?
        (?:(?P<y6>{_YEAR})(?:[/–-][0-9]{{2}}(?![0-9]))?|(?P<w6>{_WHICH})))
  | (?<![\w.,/-])(?P<era>[0-9]{{1,4}}(?:(?:\s?[-–]\s?|\sand\s|\sor\s)[0-9]{{1,4}})?
        \s?(?:BCE?|B\.C\.|CE|AD|A\.D\.))(?!\w)
  | (?<![\w$€£¥.,/-])(?P<years>(?P<ya>{_YEAR})(?P<yj>[/–-])(?P<yb>{_YEAR}|[0-9]{{2}}))(?![\w-])
  | (?<![\w$€£¥.,])(?P<decade>(?:(?P<yd>(?:1[0-9]|20)[0-9]0)['’]?|['’](?P<ye>[0-9]0))s)(?!\w)
  | (?<=\s)(?P<short>['’](?P<ys>[0-9]{{2}}))(?![\w'’.,]*[\w%])
  | (?<![\w])(?P<century>(?P<c1>[12]?[0-9])(?:st|nd|rd|th)[\s-]century)
  | \b(?P<fiscal>(?:FY\s?|(?i:fiscal\s(?:year\s)?))['’]?(?P<yf>{_YEAR}|(?<=FY)[0-9]{{2}}(?![0-9])))
  | (?<![\w$€£¥₹.,/−#-])(?P<year>{_YEAR})(?![\w%°]|[.,/:-][0-9])
  | {RELATIVE}
    )""",
    re.VERBOSE,
)
MAYBE = re.compile(
    r"[0-9]|day\b|(?i:\b(?:to(?:day|night|morrow)|yesterday|this|last|next|ago|past|coming|the\syear)\b)"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec)"
)
_PART = re.compile(
    r"(?i:(?P<word>early|mid|late|end)[\s-](?:in\s)?"
    r"|(?:the\s)?(?:very\s)?(?P<of>end|close|beginning|start|middle|early\spart|latter\spart|early\sdays|first\sday|last\sday)\sof\s(?:the\s)?)$"
)
_PARTS = {
    "early": "early", "mid": "mid", "late": "late", "end": "end", "close": "end", "beginning": "start",
    "start": "start", "middle": "mid", "early part": "early", "latter part": "late", "early days": "early",
    "first day": "first day", "last day": "last day",
}  # fmt: skip
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_NEW_CENTURY = 39  # the last year that is written '39 for 2039
_ALONE = frozenset({"January", "February", "July", "September", "October", "November", "December"})
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[\s-]$")


@dataclass(frozen=True, slots=True)
class Atom:
    """One date expression: where it stands and what it says. ``days`` is set once it is a fixed interval.

    ``part`` narrows it ('early', 'end'), ``until`` is the last day of "3–5 March", ``offset`` the years from the year
    of publication ("October last year": -1). ``when`` is ``None`` for an expression that only has a relative sense.
    """

    start: int
    end: int
    when: When | None
    days: Days | None = None
    part: str = ""
    until: When | None = None
    offset: int | None = None

    @property
    def lacks_year(self) -> bool:
        return self.days is None and self.offset is None and self.when is not None and self.when.year is None


def find_atoms(text: str, published: date | None) -> list[Atom]:
    """The date expressions of ``text`` in order; relative ones only when ``published`` is known."""
    found: list[Atom] = []
    for match in ATOM.finditer(text):
        name = match.lastgroup or ""
        atom = _READERS[name](text, match) if name in _READERS else _read_relative(match, name, published)
        if atom is not None:
            found.append(_with_part(text, atom))
    return found


def _read_iso(_text: str, match: re.Match[str]) -> Atom | None:
    year, month = int(match["iy"]), int(match["im"])
    if not match["id"] and month > max(9, year % 100):  # 2010-12 and 1910-14 are years
        last = year - year % 100 + month
        return replace(
            _atom(match, "iso", When(Period.YEARS, year)), days=(date(year, 1, 1), date(last, 12, 31))
        )
    if not 1 <= month <= 12:
        return None
    period = Period.DAY if match["id"] else Period.MONTH
    when = When(period, year, month, int(match["id"] or 0))
    return _atom(match, "iso", when)


def _read_numeric(_text: str, match: re.Match[str]) -> Atom | None:
    """30.06.2025 is day first; 5/6/2025 may be either, and then stands for all days between the two."""
    first, second, year = int(match["n1"]), int(match["n2"]), int(match["ny"])
    orders = [(first, second)] if match["ns"] == "." else [(first, second), (second, first)]
    found = [
        days[0]
        for day, month in orders
        if 1 <= month <= 12 and (days := days_of(When(Period.DAY, year, month, day), year))
    ]
    if not found:
        return None
    return Atom(*match.span("numeric"), When(Period.DAY, year), (min(found), max(found)))


def _read_day(match: re.Match[str], name: str, groups: tuple[str, ...]) -> Atom:
    day, last, month, year, which = match.group(*groups)
    when = When(Period.DAY, _year(year), _month(month), _day(day))
    atom = _atom(match, name, when, which)
    return replace(atom, until=replace(when, day=_day(last))) if last else atom


def _read_dmy(_text: str, match: re.Match[str]) -> Atom:
    return _read_day(match, "dmy", ("d1", "d2", "m1", "y1", "w1"))


def _read_mdy(_text: str, match: re.Match[str]) -> Atom:
    return _read_day(match, "mdy", ("d3", "d4", "m2", "y2", "w2"))


def _read_month(text: str, match: re.Match[str]) -> Atom | None:
    when = When(Period.MONTH, _year(match["y3"]), _month(match["m3"]))
    if not match["y3"] and not match["w3"] and not _is_month(text, match):
        return None
    return _atom(match, "month", when, match["w3"])


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month's name alone is one: 'in May' is; 'May said', 'Theresa May', 'March on!' aren't."""
    start, end = match.span("month")
    name = match["month"]
    if name in _ALONE or (text[end : end + 1] in "–-" and ATOM.match(text, end + 1)):
        return True
    if len(name.rstrip(".")) == 3 and name not in ("May", "Jun.", "Jul."):
        return False
    if (
        text[end : end + 4] == " to "
        and (following := ATOM.match(text, end + 4))
        and following.lastgroup == "month"
    ):
        return True
    before = _WORD_BEFORE.search(text, max(0, start - 16), start)
    return before is not None and before[1].lower() in open_words("month_before")


def _read_quarter(_text: str, match: re.Match[str]) -> Atom:
    number = int(match["q1"] or match["q2"] or _outer(match["q5"], 4) or _number(match["q3"]))
    return _atom(match, "quarter", When(Period.QUARTER, _year(match["y4"]), number), match["w4"])


def _read_half(_text: str, match: re.Match[str]) -> Atom:
    number = int(match["h1"] or _outer(match["h3"], 2) or _number(match["h2"]))
    return _atom(match, "half", When(Period.HALF, _year(match["y5"]), number), match["w5"])


def _outer(word: str | None, last: int) -> int:
    """The first or the last of so many; 0 for no word."""
    return {"first": 1, "last": last}.get((word or "").lower(), 0)


def _read_season(_text: str, match: re.Match[str]) -> Atom:
    when = When(Period.SEASON, _year(match["y6"]), season=match["s1"].lower())
    return _atom(match, "season", when, match["w6"])


def _read_years(_text: str, match: re.Match[str]) -> Atom | None:
    """2023/24 and 2023–24 are one season; 2019–23 are the years from one to the other."""
    first, last = int(match["ya"]), int(match["yb"])
    when = When(Period.YEARS, first)
    if len(match["yb"]) == 2:
        if last == (first + 1) % 100:
            return _atom(match, "years", when)
        last += first - first % 100
    if match["yj"] == "/" or last <= first:
        return None
    days = (date(first, 1, 1), date(last, 12, 31))
    return replace(_atom(match, "years", when), days=days, until=when)


def _read_decade(_text: str, match: re.Match[str]) -> Atom:
    year = int(match["yd"] or 0) or _full_year(int(match["ye"]))
    return _atom(match, "decade", When(Period.DECADE, year))


def _read_short(_text: str, match: re.Match[str]) -> Atom:
    return _atom(match, "short", When(Period.YEAR, _full_year(int(match["ys"]))))


def _full_year(short: int) -> int:
    """'96 is 1996, '19 is 2019."""
    return short + (2000 if short <= _NEW_CENTURY else 1900)


def _read_century(_text: str, match: re.Match[str]) -> Atom | None:
    year = (int(match["c1"]) - 1) * 100 + 1
    return _atom(match, "century", When(Period.CENTURY, year)) if year > 0 else None


def _read_fiscal(_text: str, match: re.Match[str]) -> Atom:
    return _atom(match, "fiscal", When(Period.FISCAL, _year(match["yf"])))


def _read_era(_text: str, match: re.Match[str]) -> Atom:
    """A year before Christ is on no calendar here: it is a date without days."""
    return _atom(match, "era", When(Period.ERA))


def _read_year(text: str, match: re.Match[str]) -> Atom | None:
    if not is_year(text, *match.span("year")):
        return None
    return _atom(match, "year", When(Period.YEAR, int(match["year"])))


_READERS: dict[str, Callable[[str, re.Match[str]], Atom | None]] = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "dmy": _read_dmy,
    "mdy": _read_mdy,
    "month": _read_month,
    "quarter": _read_quarter,
    "half": _read_half,
    "season": _read_season,
    "era": _read_era,
    "years": _read_years,
    "decade": _read_decade,
    "short": _read_short,
    "century": _read_century,
    "fiscal": _read_fiscal,
    "year": _read_year,
}


def _read_relative(match: re.Match[str], name: str, published: date | None) -> Atom | None:
    days = read_relative(match, published) if published else None
    return Atom(*match.span(name), None, days) if days else None


def _atom(match: re.Match[str], name: str, when: When, which: str | None = None) -> Atom:
    offset = {"last": -1, "this": 0, "the": 0, "next": 1}[which.split()[0]] if which else None
    return Atom(*match.span(name), when, offset=offset)


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


def _with_part(text: str, atom: Atom) -> Atom:
    """``atom`` grown over 'early', 'the end of' ... before it."""
    found = _PART.search(text, max(0, atom.start - 28), atom.start)
    if found is None or (found.start() and text[found.start() - 1].isalnum()):
        return atom
    word = " ".join((found["word"] or found["of"]).lower().split())
    return replace(atom, start=found.start(), part=_PARTS[word])
