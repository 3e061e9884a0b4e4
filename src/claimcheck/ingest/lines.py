"""Lines of a plain text, gathered: groups between empty lines, lines that were only wrapped made one again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles

from claimcheck.text.furniture import ends_sentence

BULLET = re.compile(
    r"(?P<marker>[•‣▪▸►◦●○■□·✓✔➤➔→*+-]|[–—](?=\s)|\(?\d{1,3}[.)]|\[\d{1,3}\]|(?!\(c\)\s+(?:19|20)\d)\(?[a-z]\))\s+(?=\S)"
)
RULE = re.compile(r"[\s\-–—=_*~#•·.+⁂]{3,}|[*⁂§]")
_ADDRESS = re.compile(r"<?(https?://|www\.)\S+>?")
NARROW, WIDE = 45, 100  # code points between which a text that is wrapped by hand has its margin
RAGGED = 0.8  # share of the margin that a line must fill to go on in the next, unless it ends a sentence
LEADING_ON = re.compile(
    r"an?|the|this|that|their|its|his|her|our|my|and|or|nor|but|if|than|as|at|by|for|from|in|into|of|on|to|with|"
    r"is|are|was|were|be|been|has|have|had|will|would|which|who|whose"
)
LONGER = 0.1  # share of prose lines that may be longer than the margin


@dataclass(slots=True)
class Unit:
    """One line, or several that were wrapped. ``marker`` is the bullet or number that it began with."""

    text: str
    indent: int = 0
    marker: str = ""
    quoted: bool = False  # with ">" before it


@dataclass(slots=True)
class Group:
    """Units without an empty line between them, and the ``lines`` as written. ``gap`` is the number of empty lines
    before, ``rule`` a line of dashes or stars there."""

    lines: list[str] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    gap: int = 0
    rule: str = ""


def find_groups(text: str) -> list[Group]:
    """The text's groups in order."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = find_margin(lines)
    groups: list[Group] = []
    gap, rule = 0, ""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not (RULE.fullmatch(line.strip()) and not _underlines(block, line)):
            block.append(line)
            continue
        if block:
            groups.append(Group(block, list(_find_units(block, width)), gap, rule))
            block, gap, rule = [], 0, ""
        gap += not line.strip()
        rule = line.strip() or rule
    if rule and groups:
        groups.append(Group(gap=gap, rule=rule))
    return groups


def _underlines(block: list[str], line: str) -> bool:
    """Whether a line of dashes stands under a heading, or between the header and the rows of a table."""
    signs = set(line.strip())
    if not block or len(signs) > 4 or not signs <= set("-=+| :"):
        return False
    return abs(len(line.strip()) - len(block[-1].strip())) <= 4 or "|" in block[-1] or " " in line.strip()


def find_margin(lines: list[str]) -> int:
    """The margin at which a text was wrapped by hand, in code points; 0 when it was not."""
    prose = [len(line) for line in lines if len(line) >= NARROW and " " in line.strip()]
    fitting = [length for length in prose if length <= WIDE]
    if len(fitting) < 4 or len(prose) - len(fitting) > LONGER * len(prose):
        return 0
    margin = round(quantiles(fitting, n=20)[-1])
    near = sum(length >= margin - 15 for length in fitting)
    return max(fitting) if near >= 0.5 * len(fitting) else 0


def _find_units(lines: list[str], width: int) -> Iterator[Unit]:
    unit: Unit | None = None
    last = ""
    for line in lines:
        quoted = line.lstrip().startswith(">")
        bare = re.sub(r"^(\s*>)+\s?", "", line) if quoted else line
        text, indent = bare.strip(), len(bare) - len(bare.lstrip())
        match = BULLET.match(text)
        if (
            unit is not None
            and match is None
            and _continues(unit, Unit(text, indent, "", quoted), last, width)
        ):
            unit.text = f"{unit.text} {text}".strip()
            last = line
            continue
        if unit is not None and unit.text:
            yield unit
        marker = match["marker"] if match else ""
        unit = Unit(text[match.end() :] if match else text, indent, marker, quoted)
        last = line
    if unit is not None and unit.text:
        yield unit


def _goes_on(last: str, text: str) -> bool:
    """Whether a line breaks off in the midst of a sentence: the next begins small, or it ends on a word that leads on."""
    return text[0].islower() or LEADING_ON.fullmatch(last.split()[-1]) is not None


def _continues(unit: Unit, line: Unit, last: str, width: int) -> bool:
    """Whether a line belongs to the unit above it; ``last`` is the line before it, as written."""
    if unit.quoted != line.quoted or not line.text:
        return False
    hangs = bool(unit.marker) and line.indent > unit.indent
    wrapped = width > 0 and (
        len(last) + 1 + len(line.text.split(" ")[0]) > width
        or (len(last) > RAGGED * width and not ends_sentence(last))
        or (len(last) > 0.6 * width and line.text[0].islower())
    )
    wrapped = wrapped or (len(last) >= NARROW and not ends_sentence(last) and _goes_on(last, line.text))
    addressed = bool(_ADDRESS.fullmatch(line.text)) and not _ADDRESS.match(unit.text)
    return hangs or wrapped or addressed or (unit.quoted and bool(unit.text))
