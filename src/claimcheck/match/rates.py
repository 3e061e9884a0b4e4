"""What a figure is per, or on top of: rates beside totals, working days beside weekdays, 'eleven more' beside eleven."""

from __future__ import annotations

import re
from dataclasses import replace

from claimcheck.match.reading import Reading
from claimcheck.model.claim import Quantity
from claimcheck.values.agreement import Agreement
from claimcheck.values.compare import compare_quantities
from claimcheck.values.units import dimension

RATE = 60  # characters after a figure in which its rate stands


def is_of_other_rate(claim: Reading, mine: Quantity, passage: Reading, theirs: Quantity) -> bool:
    """'4 metres a year' beside '4 metres since 2015, 60 centimetres a year'; '25 million in total' beside '25 million a week';
    'each weighs 20 tonnes' beside 'both together 20 tonnes'."""
    if theirs.scope and not mine.scope:
        return bool(_TOTAL.search(claim.text))
    if _EACH.search(claim.text) and TOGETHER.search(passage.text) and not _EACH.search(passage.text):
        return True
    alike = (
        other for other in passage.quantities if (other.unit or other.currency) and other.scope == mine.scope
    )
    return (
        bool(mine.scope)
        and not theirs.scope
        and any(compare_quantities(mine, other).agreement is not Agreement.INCOMPARABLE for other in alike)
    )


_EACH = re.compile(r"\b(?:each|apiece)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:in total|in all|altogether|all told|so far|overall)\b", re.IGNORECASE)


def is_added(reading: Reading, figure: Quantity) -> bool:
    """'eleven more', 'a further 200': on top of others, so that it isn't how many there are."""
    if figure.unit or figure.currency:
        return False
    before, after = reading.text[: figure.span.start], reading.text[figure.span.end :]
    return bool(_ADDED_BEFORE.search(before) or _ADDED_AFTER.match(after))


_ADDED_BEFORE = re.compile(r"\b(?:another|further|additional|extra)\s+(?:\w+\s+)?$", re.IGNORECASE)
_ADDED_AFTER = re.compile(
    r"\s+(?:more|others|further|additional|extra|other)\b(?!\s+(?:than|\w+ly\b))", re.IGNORECASE
)


def is_difference(reading: Reading, figure: Quantity) -> bool:
    """'15 more than last year', 'seven points below the limit': how far apart two figures are, and neither of them. How far
    above the street a balcony hangs is a height."""
    after = reading.text[figure.span.end :]
    return bool(_DIFFERENCE.match(after)) and not (dimension(figure.unit) == "length" and _ABOVE.match(after))


_ABOVE = re.compile(
    r"\s+(?:above|below|over|under|behind|ahead of)\s+(?:the|an?|its|their)\s+"
    r"(?!(?:\w+\s+)?(?:average|limit|target|record|norm|forecast|plan|minimum|maximum|mean|median|rule|standard|old|last|usual)\b)",
    re.IGNORECASE,
)


_DIFFERENCE = re.compile(
    r"\s+(?:(?!(?:and|or|but|while|at|no)\b)[\w-]+\s+){0,2}?"
    r"(?:more|fewer|less|higher|lower|above|below|over|under|ahead of|behind|up|down|short of)\s+"
    r"(?:than(?!\s+\d)|on|the|an?|in|that|what|last|its|their)\b",
    re.IGNORECASE,
)


TOGETHER = re.compile(
    r"\b(?:together|between them|combined|altogether|in all|in total|all told|a total of|both|the two|jointly)\b",
    re.IGNORECASE,
)
"""Words by which a figure is of several things at once."""


def lend_unit(mine: Quantity, theirs: Quantity, *, row: bool) -> Quantity:
    """A bare figure of a row, whose unit stands somewhere above the table, may be in the claim's, where the two are near each
    other: '7,300' beside '7,300 tonnes'."""
    bare = not (theirs.unit or theirs.currency or theirs.counted)
    if (
        not row
        or not bare
        or not (mine.unit or mine.currency)
        or mine.unit in {"%", "pp", "rank", "x", "ratio"}
    ):
        return theirs
    near = 0 < theirs.value <= mine.value * _NEAR and mine.value <= theirs.value * _NEAR
    return replace(theirs, unit=mine.unit, currency=mine.currency, scope=mine.scope) if near else theirs


_NEAR = 2  # how many times the one may be the other


def plain_rate(reading: Reading, figure: Quantity) -> Quantity:
    """A working day and a weekday are one rate."""
    words = reading.text[figure.span.end : figure.span.end + RATE]
    return replace(figure, scope="weekday") if figure.scope == "day" and _WORKDAY.search(words) else figure


_WORKDAY = re.compile(r"\b(?:an?|every|each|per)\s+(?:\w+\s+)?(?:working|business) day\b", re.IGNORECASE)
