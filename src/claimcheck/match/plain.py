"""Passages in plain sentences: a table row as the statements that it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from claimcheck.model.claim import Quantity
from claimcheck.model.evidence import Passage
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

ANY_YEAR = date(2001, 12, 31)  # stands in where no year is known: then months and days alone are compared

_PLAIN_HEADERS = re.compile(
    r"^(?:item|name|figures?|values?|key|facts?|details?|numbers?|data|amount|description|)$", re.IGNORECASE
)
_VERBAL = re.compile(
    r"^(?:\w+ed|came|joined|known|born|led|built|made|held|works?|lives?|left|from)\b.*\b(?:from|at|by|for|in|to|as|on|with)$",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(r"^\w+ed$", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?:name|person|player|employee|member|candidate|speaker|author|artist|official|who|head|director|leader)s?$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^[^\w]*\d")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_LETTER = re.compile(r"\d [A-Z]$")
_BARE = re.compile(r"^(?P<minus>\(|-|−)?\+?(?P<figure>\d[\d.,\u202f\u00a0 ]*)\)?$")
"""A figure without a unit; in a brackets, as accounts are written, it is negative."""
_UNIT_WORDS = 5  # of a unit in a header at most
_SIGN = re.compile(
    r"^((?:US|A|C|NZ)?[$€£¥₹])\s*((?:m|mn|bn|k|tn|thousand|million|billion|trillion)?)\.?$", re.IGNORECASE
)


def write_plainly(passage: Passage) -> str:
    """The passage's words; of a row the sentences 'Doses given of Lower Sedge is 531,000.', one for each cell."""
    if not passage.cells:
        return passage.text
    (head, row), *cells = passage.cells
    row, cells = _fold_units(row, cells)
    if is_total(row):
        row = f"The total of {_name_table(passage)}" if _name_table(passage) else row
    if not head and len(cells) == 1 and cells[0][0] == row:
        return f"{row} is {cells[0][1]}."  # a key and its value
    if _FIGURE.match(row) and len(cells) == 1 and not _FIGURE.match(cells[0][1]):
        return f"The {cells[0][1]} is {row}."  # the value comes first
    return " ".join(_write_cell(head, row, header, cell) for header, cell in cells if cell) or row


_SCALES = frozenset(["thousand", "thousands", "million", "millions", "billion", "billions"])
_TOTAL = re.compile(r"^(?:grand\s+|sub)?(?:total|sum|altogether|in all|overall|together)s?$", re.IGNORECASE)


def is_total(label: str) -> bool:
    """'Total', 'Altogether': the row of the whole table."""
    return _TOTAL.match(label) is not None


def _name_table(passage: Passage) -> str:
    """What a table is of: its caption or heading, else the page's title."""
    name = passage.section[-1] if passage.section else passage.title
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


_UNIT_BEHIND = (
    re.compile(r"^(?P<label>.*?)\s*[(\[]\s*(?P<unit>[^()\[\]]+)[)\]]$"),
    re.compile(r"^(?P<label>.*),\s*(?P<unit>[^,]+)$"),
    re.compile(r"^(?P<label>.*)\s+in\s+(?P<unit>.+)$"),
)


def _fold_units(row: str, cells: Sequence[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """Units that stand over or beside bare figures, put behind them: 'Depth, m | 12' as 'Depth | 12 m', and 'Profit (€ million)
    | 96' as 'Profit | 96 million €'."""
    label, unit = _split_unit(row)
    beside = bool(unit) and all(_BARE.match(cell) for _, cell in cells if cell)
    folded = []
    for header, cell in cells:
        over, own = _split_unit(header)
        bare = _BARE.match(cell)
        figure = f"{'-' if bare['minus'] else ''}{bare['figure']}" if bare else ""
        written = _join_unit(figure, own or (unit if beside else "")) if bare else ""
        folded.append((over if written and own else header, written or cell))
    return (label if beside and any(a != b for a, b in zip(cells, folded, strict=True)) else row), folded


def _split_unit(label: str) -> tuple[str, str]:
    """A label and the unit at its end, '' for none: one that is a unit by itself has no label."""
    for found in (pattern.match(label) for pattern in _UNIT_BEHIND):
        if found is not None and _join_unit("2", found["unit"]):
            return found["label"], found["unit"]
    whole = _join_unit("2", label)
    found_whole = find_quantities(whole)[:1] if whole else ()
    return ("", label) if any(_tell(quantity) == whole for quantity in found_whole) else (label, "")


def _tell(quantity: Quantity) -> str:
    """A figure with the thing that it counts behind it."""
    return f"{quantity.text} {quantity.counted}".strip()


@lru_cache(4_096)
def _join_unit(figure: str, unit: str) -> str:
    """'€96 million', '12 m'; '' where the words behind the figure are no unit of it."""
    words, money = unit.split(), _SIGN.match(unit)
    if not words or len(words) > _UNIT_WORDS:
        return ""
    if money is not None:
        return f"{'-' if figure[0] == '-' else ''}{money[1]}{figure.lstrip('-')} {money[2]}".strip()
    written = f"{figure} {unit}"
    found = find_quantities(written)[:1]
    covers = len(found[0].text) >= len(f"{figure} {words[0]}") if found else False
    scaled = words[0].lower() in _SCALES
    told = covers and found[0].span.start == 0 and (found[0].unit or found[0].currency or scaled)
    return written if told else ""


def _write_cell(head: str, row: str, header: str, cell: str) -> str:
    cell += " " * bool(_LETTER.search(cell))  # so that the unit in '75 W' isn't taken for an initial
    if not header or _PLAIN_HEADERS.match(header):
        return f"{row} is {cell}."
    if any(day.text == header for day in find_dates(header, ANY_YEAR)):
        months = (
            f"{head} "
            if _YEAR.match(header) and find_dates(f"{head} {header}")[:1] and find_dates(head, ANY_YEAR)
            else ""
        )
        return f"In {months}{header}, {row} is {cell}."  # 'January to June' in the corner, and the year above
    if find_dates(row, ANY_YEAR) and not find_dates(header, ANY_YEAR):
        return f"{header} in {row} is {cell}."
    if _VERBAL.match(header):
        return f"{row} {header.lower()} {cell}."
    if _PARTICIPLE.match(header) and not any(word[:1].isupper() for word in row.split()[1:]):
        return f"{header} {row[:1].lower()}{row[1:]} is {cell}."
    if _PERSON.match(head):
        return f"{row}'s {header.lower()} is {cell}."
    return f"{header} of {row} is {cell}."


def write_premise(passage: Passage) -> str:
    """The passage as the verifier reads it: under its title, and after the sentence before it where it isn't a row."""
    text = write_plainly(passage)
    if not passage.cells and passage.before:
        text = f"{passage.before} {text}"
    return f"{passage.title} -- {text}" if passage.title else text
