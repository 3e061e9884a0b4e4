"""Units and currencies, read once from units.toml and currencies.toml, and the conversion between units."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from claimcheck.values.tokens import Token, read_tokens


@dataclass(frozen=True, slots=True)
class Unit:
    """``value * factor + offset`` is the value in the base unit of ``dimension``."""

    symbol: str
    dimension: str
    factor: Decimal
    offset: Decimal = Decimal(0)

    def base(self, value: Decimal) -> Decimal:
        """``value`` of this unit in the base unit of its dimension."""
        return value * self.factor + self.offset


@dataclass(frozen=True, slots=True)
class Money:
    """A way to write a currency: its ISO 4217 code, and the fraction of it that is meant (0.01 for cents)."""

    code: str
    part: Decimal = Decimal(1)


UNNAMED = "XXX"
"""ISO 4217's code for 'no particular currency': cents whose dollar or euro isn't said."""

type Spelling = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names[T]:
    """What a spelling stands for, by the spelling's first token. ``exact`` is compared with case, ``low`` without."""

    exact: Mapping[str, Sequence[tuple[Spelling, T]]]
    low: Mapping[str, Sequence[tuple[Spelling, T]]]

    def match(self, tokens: Sequence[Token], at: int) -> tuple[T, int] | None:
        """The longest spelling at token ``at`` and the index after it. Hyphens inside a spelling are passed over."""
        if at >= len(tokens):
            return None
        best: tuple[T, int] | None = None
        for candidates, low in (
            (self.exact.get(tokens[at].text), False),
            (self.low.get(tokens[at].low), True),
        ):
            for spelling, meant in candidates or ():
                end = _matches(tokens, at, spelling, low)
                if end and (best is None or end > best[1]):
                    best = (meant, end)
        return best


def _matches(tokens: Sequence[Token], at: int, spelling: Spelling, low: bool) -> int:
    """The index after ``spelling`` at ``at``, 0 when it doesn't stand there."""
    for part in spelling:
        if at < len(tokens) and tokens[at].text == "-" and tokens[at].glued and part != "-":
            at += 1
        if at >= len(tokens) or (tokens[at].low if low else tokens[at].text) != part:
            return 0
        at += 1
    return at


def _spelled(name: str) -> Spelling:
    return tuple(token.text for token in read_tokens(name))


def _plural(word: str) -> str:
    irregular = {"foot": "feet", "inch": "inches", "century": "centuries", "penny": "pence", "real": "reais"}
    if word in irregular:
        return irregular[word]
    return word if word.endswith(("s", "z", "hertz")) else word + "s"


def _inflected(name: str) -> Iterable[str]:
    """The name in singular and plural: 'kilometre per hour' and 'kilometre an hour' have it before 'per' and 'an'."""
    yield name
    head, per, rest = next(
        (parts for link in (" per ", " an ", " a ") if (parts := name.partition(link))[1]), (name, "", "")
    )
    words = head.split()
    words[-1] = _plural(words[-1])
    yield " ".join(words) + per + rest


def _index[T](entries: Iterable[tuple[str, T]]) -> dict[str, list[tuple[Spelling, T]]]:
    found: dict[str, list[tuple[Spelling, T]]] = defaultdict(list)
    for name, meant in entries:
        spelling = _spelled(name)
        found[spelling[0]].append((spelling, meant))
    return dict(found)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("claimcheck.values") / name).read_text("utf-8"))


@cache
def open_units() -> tuple[Names[Unit], Mapping[str, Unit]]:
    """Units by how they are written, and by symbol."""
    exact: list[tuple[str, Unit]] = []
    low: list[tuple[str, Unit]] = []
    by_symbol: dict[str, Unit] = {}
    for dimension, rows in _table("units.toml").items():
        for symbol, row in rows.items():
            unit = Unit(symbol, dimension, Decimal(row.get("factor", "1")), Decimal(row.get("offset", "0")))
            by_symbol[symbol] = unit
            exact += [(written, unit) for written in row.get("symbols", [])]
            low += [(form.lower(), unit) for name in row.get("names", []) for form in _inflected(name)]
    return Names(_index(exact), _index(low)), by_symbol


@cache
def open_currencies() -> tuple[Names[Money], Names[Money]]:
    """Currencies as written before a number ('$', 'US$', 'EUR') and after it ('€', 'EUR', 'euros', 'cents')."""
    table = _table("currencies.toml")
    before: list[tuple[str, Money]] = []
    after: list[tuple[str, Money]] = []
    words: list[tuple[str, Money]] = []
    for code, row in table.items():
        money = Money(code)
        before += [(sign, money) for sign in (*row.get("signs", []), code) if code != UNNAMED]
        after += [(sign, money) for sign in (*row.get("signs", []), code) if code != UNNAMED]
        words += [(form.lower(), money) for name in row.get("names", []) for form in _inflected(name)]
        part = Money(code, Decimal("0.01"))
        words += [(form.lower(), part) for name in row.get("cents", []) for form in _inflected(name)]
        after += [(sign, part) for sign in row.get("cent_signs", [])]
    return Names(_index(before), {}), Names(_index(after), _index(words))


def convert(value: Decimal, source: str, target: str) -> Decimal | None:
    """``value`` of unit ``source`` in ``target``, ``None`` when their dimensions differ or a symbol is unknown."""
    units = open_units()[1]
    old, new = units.get(source), units.get(target)
    if old is None or new is None or old.dimension != new.dimension:
        return None
    return (old.base(value) - new.offset) / new.factor


def dimension(symbol: str) -> str:
    """The dimension of a canonical symbol, '' for a bare count or an unknown one."""
    unit = open_units()[1].get(symbol)
    return unit.dimension if unit else ""
