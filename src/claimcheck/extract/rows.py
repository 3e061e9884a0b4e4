"""Table rows as sentences: one for each value, said of the row's subject under its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from claimcheck.extract.cells import (
    CODED,
    DAY,
    FIGURE,
    HAPPENED,
    MONEYED,
    TIMED,
    TIMES,
    UNITS,
    Value,
    be_of,
    lowered_header,
    read_money,
    say_held,
    say_odd,
    say_value,
)
from claimcheck.model.article import Article, Block, BlockKind

PERIODS = re.compile(
    r"^(?:period|term|tenure|years?|dates?|in office|since|until|from|time|term of office|years? in office|service|when)$",
    re.I,
)
ROLES = re.compile(
    r"^(?:current |former |previous )?(?:role|position|title|job|job title|office|post|function|occupation|responsibility)$",
    re.I,
)
PROPERTY = re.compile(
    r"\b(?:price|cost|charge|fee|fare|rate|tariff|length|width|height|weight|depth|speed|capacity|output|consumption|"
    r"payload|range|area|size|power|temperature|lifetime|warranty)\b|\bper \w+$|, an? \w+$",
    re.IGNORECASE,
)  # what a row is of, where its columns are the things
COMMON = re.compile(r"(?!How |What )[A-Z][a-z]+(?: [a-z]+)+")  # 'Steel hull'
ITEMS = re.compile(
    r"(?:charge|cost|detail|feature|figure|item|measure|metric|price|property|what)s?", re.IGNORECASE
)
MEASURED_IN = re.compile(
    r"(?:, (?:in )?|\((?:in )?)(?P<unit>(?:thousands?|millions?|billions?)(?: of)? [a-z]+(?: [a-z]+)?|(?:cubic |square )?(?:"
    r"metres|meters|kilometres|kilometers|miles|tonnes|tons|litres|liters|gallons|hectares|acres))\)?$"
)
RANKS = re.compile(r"^(?:#|no\.?|nr\.?|rank|ranking|place|pos\.?|)$", re.I)
NUMBERS = re.compile(r"^(?:#|no\.?|nr\.?|pos\.?)$", re.I)
EMPTY = re.compile(r"^(?:[-–—.*?]|n/?a|none|nil|unknown|tbd|tba|\.\.\.|…)?$", re.I)


def read_rows(article: Article) -> dict[int, tuple[str, ...] | None]:
    """Sentences that say what each table row says, by block; () when its subject or its headers are unknown, ``None`` when
    it is a row of headers itself."""
    told: dict[int, tuple[str, ...] | None] = {}
    run: list[Block] = []
    for block in (*article.blocks, None):
        if block is not None and len(run) == 1 and _heads(article, run[0], block):
            run.append(block)
            continue
        if (
            block is not None
            and block.kind is BlockKind.TABLE_ROW
            and (not run or len(run[-1].cells) == len(block.cells))
        ):
            run.append(block)
            continue
        told.update(_read_table(article, run))
        run = [block] if block is not None and block.kind is BlockKind.TABLE_ROW else []
    return told


def _heads(article: Article, first: Block, second: Block) -> bool:
    """Whether a row that is one cell shorter than the next has the headers of all columns but the first."""
    if second.kind is not BlockKind.TABLE_ROW or len(second.cells) != len(first.cells) + 1:
        return False
    texts = [clean(cell.span.of(article.text)) for cell in first.cells]
    return len(texts) > 1 and all(TIMED.match(text) for text in texts)


def _read_table(article: Article, run: list[Block]) -> Iterator[tuple[int, tuple[str, ...] | None]]:
    """The rows of one table; where no cell has a header, the first row may be the headers."""
    paths = _shorten_paths({clean(cell.header) for block in run for cell in block.cells})
    rows = [
        [Value(paths[clean(cell.header)], clean(cell.span.of(article.text))) for cell in block.cells]
        for block in run
    ]
    heads: list[str] | None = None
    if len(rows) > 1 and len(rows[0]) == len(rows[1]) - 1:
        rows[0] = [Value("", ""), *rows[0]]
    unit = _stated_unit(run[0]) if run else ""
    if len(rows) > 2 and len(rows[0]) > 1 and not any(value.header for row in rows for value in row):
        first, others = rows[0][1:], [value for row in rows[1:] for value in row[1:]]
        if all(TIMED.match(value.text) or not FIGURE.match(value.text) for value in first) and any(
            FIGURE.match(value.text) for value in others
        ):
            heads = [value.text for value in rows[0]]
    for place, (block, row) in enumerate(zip(run, rows, strict=True)):
        if heads is not None and place == 0:
            yield block.id, None
            continue
        values = (
            row
            if heads is None
            else [Value(header, value.text) for header, value in zip(heads, row, strict=True)]
        )
        yield (
            block.id,
            _read_row(
                _measure(_in_unit(values, unit), _measured_in(block)),
                lambda header: _is_named(article.text, header),
            ),
        )


def _shorten_paths(headers: set[str]) -> dict[str, str]:
    """Headers as they are said: of 'Town / Workers' the last part, with the others in brackets only where two end alike."""
    last = {header: header.rsplit(" / ", 1)[-1] for header in headers}
    ends = list(last.values())
    return {
        header: end if end == header or ends.count(end) == 1 else f"{end} ({header.rsplit(' / ', 1)[0]})"
        for header, end in last.items()
    }


def _is_named(text: str, header: str) -> bool:
    """Whether a header is a name: it has a model's letter and number, or the text has it with its capital in the middle of a
    sentence."""
    if CODED.search(header) and not TIMED.match(header):
        return True
    return bool(header[:1].isupper()) and re.search(rf"[a-z,] {re.escape(header)}\b", text) is not None


def _stated_unit(block: Block) -> str:
    """The unit of a table's money, from brackets in its caption or heading ('Key figures (SEK million)'), '' without any."""
    for title in (block.caption, *block.section[-1:]):
        match = re.search(r"\(([^()]{1,30})\)\s*:?$", title)
        if match and read_money(match[1]):
            return match[1]
    return ""


def _measured_in(block: Block) -> str:
    """The unit that a table's title ends in: 'Water taken, million cubic metres'; '' without any."""
    match = MEASURED_IN.search(block.caption.strip())
    return match["unit"] if match is not None else ""


def _measure(values: list[Value], unit: str) -> list[Value]:
    """Plain figures under years with the table's unit to them."""
    return [
        Value(value.header, f"{value.text} {unit}")
        if unit and TIMED.match(value.header) and re.fullmatch(r"[\d.,]+", value.text)
        else value
        for value in values
    ]


def _in_unit(values: list[Value], unit: str) -> list[Value]:
    """Plain figures of a row that tells of money, with the table's unit to them; all others as they are."""
    label = next((value.text for value in values if value.text), "")
    if not unit or not MONEYED.search(label) or UNITS.match(label):
        return values
    return [
        Value(value.header, f"{value.text} {read_money(unit)}")
        if re.fullmatch(r"-?[\d.,  ]+", value.text)
        else value
        for value in values
    ]


def _read_row(values: list[Value], is_named: Callable[[str], bool]) -> tuple[str, ...]:
    if (
        len(values) == 2
        and not values[0].header
        and not values[1].header
        and values[1].text
        and not EMPTY.match(values[1].text)
    ):
        return (_pair(values[0].text, values[1].text),)
    if len(values) == 2 and values[0].text == values[1].header and not values[0].header and values[1].text:
        return (_pair(values[0].text, values[1].text),)
    place = _subject(values)
    if place is None:
        return ()
    rest = [
        value for i, value in enumerate(values) if i != place and not EMPTY.match(value.text) and value.header
    ]
    rest = [value for value in rest if not NUMBERS.match(value.header)]
    label = _numbered(values[place])
    if TIMES.search(label.header) and rest and all(TIMED.match(value.header) for value in rest):
        label = Value("", label.text)  # 'Year' names the headers beside it
    if place == 0 and rest and _is_of_columns(label, rest, is_named):
        return tuple(
            say_odd(name, value) or say_value(name, value)
            for name, value in ((_name(one.header), Value(label.text, one.text)) for one in rest)
        )
    return tuple(_sentences(label, rest))


def _is_of_columns(label: Value, rest: list[Value], is_named: Callable[[str], bool]) -> bool:
    """Whether the columns are the things and the row what is told of them: 'Length overall | Steel hull | Wooden hull'."""
    if label.header and not ITEMS.fullmatch(label.header):
        return False
    if not label.header and all(is_named(value.header) for value in rest):
        return True
    return (
        PROPERTY.search(label.text) is not None
        and len(rest) > 1
        and all(COMMON.fullmatch(value.header) and not PROPERTY.search(value.header) for value in rest)
    )


def _name(header: str) -> Value:
    """A column's header as what a sentence is about: 'The steel hull', 'Orbex X3'."""
    return Value("", f"The {lowered_header(header)}" if COMMON.fullmatch(header) else header)


def _numbered(label: Value) -> Value:
    """'A' under 'Trench' as 'Trench A', '3' under 'Stage' as 'Stage 3'."""
    if re.fullmatch(r"(?:1[89]|20)\d\d", label.text) and len(label.header.split()) == 1:
        return Value("Year", label.text)  # under 'Edition' or 'Season'
    bare = re.fullmatch(r"[A-Z]|[IVX]{1,4}|\d{1,2}[a-z]?", label.text) and re.fullmatch(
        r"[A-Z][a-z]+", label.header
    )
    named = bool(bare) and not TIMES.search(label.header) and not RANKS.match(label.header)
    return Value("", f"{label.header} {label.text}") if named else label


def clean(text: str) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"\[\d+\]", "", text)).strip()
    return re.sub(r"^\(([$€£¥]?\d[\d.,]*%?)\)$", r"-\1", text)  # an accountant's minus


def _pair(label: str, text: str) -> str:
    if HAPPENED.fullmatch(label) and DAY.fullmatch(text):
        return f"It was {label.lower()} in {text}."  # what the table is about
    return f"The {lowered_header(label.rstrip(':'))} {be_of(label, text)} {text}."


def _subject(values: list[Value]) -> int | None:
    """The column that the row is about: the first that is neither a rank nor empty nor a bare figure."""
    for i, value in enumerate(values):
        if EMPTY.match(value.text) or (RANKS.match(value.header) and value.header):
            continue
        dated = i == 0 and re.fullmatch(r"(?:1[89]|20)\d\d", value.text)
        if FIGURE.match(value.text) and not TIMES.search(value.header) and not dated:
            continue
        return i
    return None


def _sentences(subject: Value, rest: list[Value]) -> list[str]:
    made: list[str] = []
    role = next((value for value in rest if ROLES.match(value.header)), None)
    period = next((value for value in rest if PERIODS.match(value.header)), None)
    if role is not None and period is not None:
        made.append(say_held(subject.text, role.text, period))
        rest = [value for value in rest if value is not role and value is not period]
    made += [say_odd(subject, value) or say_value(subject, value) for value in rest]
    return made
