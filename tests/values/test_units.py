"""The tables of units and currencies are sound, and conversion is exact."""

from __future__ import annotations

from decimal import Decimal

import pytest

from claimcheck.values.quantity import find_quantities
from claimcheck.values.units import convert, open_currencies, open_units


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1", "mi", "km", "1.609344"),
        ("40", "°C", "°F", "104"),
        ("5", "day", "h", "120"),
        ("1", "ha", "m²", "10000"),
        ("1", "gal", "L", "3.785411784"),
        ("2", "lb", "kg", "0.90718474"),
        ("1", "year", "month", "12"),
        ("1", "%", "‰", "10"),
        ("1", "m³", "L", "1000"),
    ],
)
def test_conversion(value: str, source: str, target: str, expected: str) -> None:
    found = convert(Decimal(value), source, target)
    assert found is not None
    assert abs(found - Decimal(expected)) < Decimal("1e-12")


def test_dimensions_do_not_mix() -> None:
    assert convert(Decimal(1), "km", "kg") is None
    assert convert(Decimal(1), "", "kg") is None


def test_every_unit_reads_back_from_each_of_its_spellings() -> None:
    """What the table lists is found after a number, and no spelling is listed twice."""
    names, units = open_units()
    seen: dict[tuple[str, ...], str] = {}
    for table in (names.exact, names.low):
        for spellings in table.values():
            for spelling, unit in spellings:
                assert seen.setdefault(spelling, unit.symbol) == unit.symbol
    for symbol in set(units) - {"rank", "ratio", "x", "K", "ct", "lb"}:
        written = next(" ".join(spelling) for spelling, symbol_ in seen.items() if symbol_ == symbol)
        space = "" if len(written) == 1 else " "
        found = find_quantities(f"It was 7{space}{written.replace(' / ', '/')}.")
        assert found, written
        assert found[0].unit == symbol, written


def test_currency_codes_are_three_letters() -> None:
    before, after = open_currencies()
    codes = {
        money.code
        for table in (before.exact, after.exact, after.low)
        for row in table.values()
        for _, money in row
    }
    assert all(len(code) == 3 and code.isupper() for code in codes)
