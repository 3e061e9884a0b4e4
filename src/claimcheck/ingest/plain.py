"""Plain text to a page: headline, headings, lists, tables, captions and quotations from the shape of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimcheck.ingest.columns import find_flattened, find_unnamed, read_columns
from claimcheck.ingest.headline import HASHES, find_title, strip_hashes
from claimcheck.ingest.lines import BULLET, Group, Unit, find_groups
from claimcheck.ingest.sources import attach_sources
from claimcheck.ingest.stacked import read_stacked
from claimcheck.model.article import BlockKind
from claimcheck.text.captions import split_credit
from claimcheck.text.furniture import count_sentences, ends_sentence, find_line, find_zone, is_prose
from claimcheck.text.grids import GridCell, draft_grid
from claimcheck.text.html import Page
from claimcheck.text.layout import Draft, DraftCell, Run
from claimcheck.text.marks import link_addresses
from claimcheck.text.metadata import Metadata
from claimcheck.text.zones import sort_drafts

_UNDERLINE = re.compile(r"(=|-){3,}")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=[A-ZÀ-Þ“‘\"'])")
_LABEL = re.compile(
    r"\[?(fig(ure|\.)?|chart|graph(ic)?|map|picture|image|(photo )?caption|illustration)\s?\d*\s?[:.–-]\s*\S",
    re.IGNORECASE,
)
_TABLE = re.compile(r"table\s?\d+\s?[:.–-]\s*\S", re.IGNORECASE)
_PICTURE = re.compile(
    r"\[(image|photo|picture|video|chart|graphic|map|illustration|embed|audio)\b[^\]]*\]", re.IGNORECASE
)
_SAID = re.compile(r"[“\"«„].{10,}[”\"»“][.,]?(\s*[—–-]+\s*\S.{1,100})?")
_SPOKEN = re.compile(r"[—–-]{1,2}\s?[A-ZÀ-Þ][^.!?]{2,100}")
_DECORATED = re.compile(r"(?P<sign>\*{1,3}|_{1,3}|={2,}|-{2,}|~{2,}|:{2,}) ?(?P<words>\w.*\w\W?) ?(?P=sign)")
LONGEST = 130  # code points of a heading
_CLOSING = re.compile(
    r"(in )?(conclusions?|summary|outlook|epilogue|references|sources|notes|bibliography)", re.IGNORECASE
)


def read_plain(text: str) -> Page:
    """Plain text as a page; its only metadata is the subject of a mail."""
    reader = _Reader(find_groups(text), text)
    drafts = reader.read()
    return Page(drafts, Metadata(title=reader.subject))


@dataclass(slots=True)
class _Reader:
    groups: list[Group]
    body: str
    drafts: list[Draft] = field(default_factory=list)
    subject: str = ""
    headed: bool = False  # whether headings stand by themselves between empty lines
    rule: str = ""  # owed before the next block

    def read(self) -> list[Draft]:
        title, self.subject = find_title(self.groups)
        self.headed = any(_stands_over(self.groups, place) for place in range(title + 1, len(self.groups)))
        for place, group in enumerate(self.groups):
            self.rule = f"{group.rule}\n\n" if group.rule else self.rule
            start = len(self.drafts)
            if place == title:
                self.read_title(group)
            else:
                self.read_group(place, group)
            if self.rule and len(self.drafts) > start:
                self.drafts[start].marker = self.rule + self.drafts[start].marker
                self.rule = ""
        link_addresses(self.drafts)
        attach_sources(self.drafts, bool)
        sort_drafts(self.drafts, flat=True)
        rank_headings(self.drafts, self.gaps())
        return self.drafts

    def gaps(self) -> dict[str, int]:
        """Empty lines before each group, by its first words."""
        return {group.units[0].text: group.gap for group in self.groups if group.units}

    def read_title(self, group: Group) -> None:
        first, *rest = group.units
        self.add(BlockKind.TITLE, strip_hashes(first.text))
        rest = [unit for unit in rest if not _UNDERLINE.fullmatch(unit.text)]
        for unit in rest:
            if is_prose(unit.text) or unit.marker or len(unit.text) > LONGEST or find_line(unit.text):
                self.read_unit(unit, lone=False)
            else:
                self.add(BlockKind.FURNITURE, unit.text, why="standfirst")

    def add(self, kind: BlockKind, text: str, *, level: int = 0, marker: str = "", why: str = "") -> None:
        draft = Draft(kind, [Run(text)], level=level, marker=marker)
        if why:
            draft.silence(why)
        self.drafts.append(draft)

    def read_group(self, place: int, group: Group) -> None:
        units, lines = group.units, group.lines
        start = 0
        if len(units) > 2 and len(lines) > 2 and _UNDERLINE.fullmatch(units[1].text) and not units[0].marker:
            self.read_unit(units[0], lone=True)
            self.read_unit(units[1], lone=True)
            self.read_group(place, Group(lines[2:], units[2:]))
            return
        if len(lines) > 2 and not _is_tabular(lines[0]) and _is_tabular(lines[1]):
            self.read_unit(units[0], lone=True)
            start, lines = 1, lines[1:]
        if self.read_table(lines):
            return
        if start == 0 and len(units) == 2 and self.read_pair(place, units[0], units[1]):
            return
        heads = _count_heads(units)
        for number, unit in enumerate(units[start:], start):
            following = units[number + 1] if number + 1 < len(units) else None
            lone = (
                number < heads
                or len(units) == 1
                or (number == 0 and following is not None and self.leads(unit, following))
            )
            self.read_unit(unit, lone=lone)

    def leads(self, unit: Unit, following: Unit) -> bool:
        """Whether the first line of a group is a heading over the rest of it."""
        if following.marker or _UNDERLINE.fullmatch(following.text):
            return True
        return bool(find_zone(unit.text)) or (
            is_prose(following.text) and len(following.text) > len(unit.text)
        )

    def read_table(self, lines: Sequence[str]) -> bool:
        """Read a group of lines as a table, if it is one."""
        grid = read_columns(lines)
        if grid is not None and not grid.heads and all(_is_counted(row) for row in grid.rows):
            for row in grid.rows:
                self.add(BlockKind.LIST_ITEM, " ".join(cell.text for cell in row))
            return True
        if grid is not None:
            self.drafts.extend(draft_grid(grid))
            return True
        lines = [line.strip() for line in lines]
        if all(BULLET.match(line) for line in lines):
            return False  # a list, even where its items have as many parts as a row
        stacked = read_stacked(lines, self.body)
        if stacked is not None:
            self.drafts.extend(draft_grid(stacked))
            return True
        found = find_flattened(lines, self.body)
        if found is not None:
            columns, rows = found
            self.add(BlockKind.FURNITURE, lines[0], why="table header")
            for line, cells in zip(lines[1:], rows, strict=True):
                self.drafts.append(_draft_row(line, cells, [column.name for column in columns]))
            return True
        unnamed = find_unnamed(lines)
        for line, cells in zip(lines, unnamed or [], strict=False):
            self.drafts.append(_draft_row(line, cells, [""] * len(cells)))
        return unnamed is not None

    def read_pair(self, place: int, first: Unit, second: Unit) -> bool:
        """Two lines alone: a picture's alternative text and its caption, where headings stand by themselves."""
        if (
            first.marker
            or second.marker
            or first.quoted
            or not _is_headline(first.text)
            or first.text.endswith("?")
        ):
            return False
        if not self.headed or find_line(first.text) or find_zone(first.text):
            return False
        caption, *credit = split_credit(Draft(BlockKind.CAPTION, [Run(second.text)]))
        if not is_prose(caption.text) or count_sentences(caption.text) > 2 or len(caption.text) > 320:
            return False
        self.add(BlockKind.FURNITURE, first.text, why="alt text")
        self.drafts += [caption, *credit]
        return True

    def read_unit(self, unit: Unit, *, lone: bool) -> None:
        """One line or paragraph. ``lone``: it stands by itself, as headings do."""
        text = unit.text
        if unit.quoted:
            self.add(BlockKind.QUOTATION, text, marker="> ")
        elif _UNDERLINE.fullmatch(text):
            self.underline(text)
        elif self.read_decorated(f"{unit.marker} {text}".strip()):
            return
        elif self.continues_quotation(f"{unit.marker} {text}".strip()):
            self.drafts[-1].runs.append(Run(f" {unit.marker} {text}"))
        elif unit.marker:
            self.read_item(unit, lone=lone)
        elif not self.read_picture(text):
            self.read_line(text, lone=lone)

    def read_decorated(self, text: str) -> bool:
        """A heading that is marked by signs before it or on both sides ("## Ports", "** Ports **")."""
        if match := HASHES.fullmatch(text):
            self.add(BlockKind.HEADING, match[2], level=len(match[1]), marker=f"{match[1]} ")
            return True
        match = _DECORATED.fullmatch(text)
        if match is None or not _is_headline(match["words"]):
            return False
        self.add(BlockKind.HEADING, match["words"], marker=f"{match['sign']} ")
        return True

    def read_picture(self, text: str) -> bool:
        """What stands for, or below, a picture, chart or table."""
        if _PICTURE.fullmatch(text):
            self.add(BlockKind.FURNITURE, text, why="alt text")
        elif _TABLE.match(text) and not is_prose(text):
            self.add(BlockKind.FURNITURE, text, why="table title")
        elif _LABEL.match(text):
            self.drafts += split_credit(Draft(BlockKind.CAPTION, [Run(text)]))
        else:
            return False
        return True

    def read_line(self, text: str, *, lone: bool) -> None:
        if _SAID.fullmatch(text) and len(re.findall('[“”"«»„]', text)) == 2:
            self.add(BlockKind.QUOTATION, text)
        elif lone and _is_headline(text):
            match = _NUMBERED.match(text)
            self.add(BlockKind.HEADING, text, level=2 + match[1].count(".") if match else 0)
        else:
            self.add(BlockKind.PARAGRAPH, text)

    def read_item(self, unit: Unit, *, lone: bool) -> None:
        """A list item; a numbered line by itself that is no sentence is a heading ("3. The port")."""
        numbered = lone and unit.marker[0].isdigit() and not unit.indent and not self.in_references()
        if numbered and _is_headline(unit.text) and len(unit.text.split()) <= 10:
            self.add(BlockKind.HEADING, unit.text, level=2, marker=f"{unit.marker} ")
        else:
            self.add(BlockKind.LIST_ITEM, unit.text, marker=f"{unit.marker} ")

    def in_references(self) -> bool:
        """Whether the last heading opens the list of references or notes."""
        last = next((draft for draft in reversed(self.drafts) if draft.kind is BlockKind.HEADING), None)
        return last is not None and find_zone(last.text) in {"references", "notes"}

    def underline(self, text: str) -> None:
        """A line under a line makes that one a heading."""
        last = self.drafts[-1] if self.drafts else None
        if (
            last is not None
            and last.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            and len(last.text) <= LONGEST
        ):
            last.kind, last.level = BlockKind.HEADING, 2 if text[0] == "=" else 3

    def continues_quotation(self, text: str) -> bool:
        """Whether a line names who said the quotation above it."""
        last = self.drafts[-1] if self.drafts else None
        return last is not None and last.kind is BlockKind.QUOTATION and bool(_SPOKEN.fullmatch(text))


def _is_counted(row: Sequence[GridCell]) -> bool:
    """Whether a row is a figure and what it counts, set apart ("14   villages"): a list rather than a table."""
    return len(row) == 2 and row[0].text[:1].isdigit() and row[1].text[:1].islower()


def _is_tabular(line: str) -> bool:
    return "|" in line or "\t" in line.strip() or "   " in line.strip()


def _is_headline(text: str) -> bool:
    """Whether a line could be a heading: short, begins like one, and is no sentence."""
    if re.fullmatch(r"(19|20)\d\d(/\d\d|[–-](19|20)\d\d)?", text):
        return True
    if (
        not 1 < len(text) <= LONGEST
        or len(text.split()) > 18
        or not (text[0].isupper() or text[0].isdigit() or text[0] in "“‘\"'¿¡€$£#")
        or text[-1] in ",;"
    ):
        return False
    if text[-1] in "?!":
        return len(text.split()) <= 12 and count_sentences(text) <= 1
    if text[-1] == ":":
        return len(text.split()) <= 5
    if re.match(r"(sources?|data|via|credits?): ", text, re.IGNORECASE):
        return False
    return not ends_sentence(text) and any(letter.isalpha() for letter in text)


def _stands_over(groups: Sequence[Group], place: int) -> bool:
    """Whether a group is one line like a heading with written-out text below."""
    group = groups[place]
    if len(group.units) != 1 or group.units[0].marker or not _is_headline(group.units[0].text):
        return False
    following = groups[place + 1].units if place + 1 < len(groups) else []
    return not find_line(group.units[0].text) and bool(following) and count_sentences(following[0].text) >= 1


def _count_heads(units: Sequence[Unit]) -> int:
    """How many lines at the head of a group of three or more stand over its text ("TOP STORY", then a headline)."""
    if len(units) < 3:
        return 0
    for number, unit in enumerate(units):
        if unit.marker or find_line(unit.text) or not _is_headline(unit.text) or unit.text.endswith("?"):
            return number if 0 < number <= 2 and is_prose(unit.text) and not unit.marker else 0
    return 0


def _draft_row(line: str, cells: list[str] | None, names: Sequence[str]) -> Draft:
    """A row with its cells, or the whole line where they can't be told."""
    if cells is None:
        return Draft(BlockKind.TABLE_ROW, [Run(line)])
    drafted = [DraftCell([Run(cell)], name, joint=" ") for cell, name in zip(cells, names, strict=True)]
    return Draft(BlockKind.TABLE_ROW, cells=drafted)


def rank_headings(drafts: Sequence[Draft], gaps: dict[str, int]) -> None:
    """Levels of headings that were not told by hashes, numbers or underlines: capitals or more space make the outer
    ones; the first, the closing ones, and one right above another are outer too. Without such signs all are equal."""
    headings = [draft for draft in drafts if draft.kind is BlockKind.HEADING and not draft.level]
    capitals = [draft.text.isupper() for draft in headings]
    spaced = [gaps.get(draft.text, 1) >= 2 for draft in headings]
    signs = capitals if any(capitals) and not all(capitals) else spaced
    nested = sum(signs) >= 2 and not all(signs)
    doubled = {id(a) for a, b in pairwise(drafts) if a.kind is b.kind is BlockKind.HEADING}
    for place, (draft, sign) in enumerate(zip(headings, signs, strict=True)):
        outer = sign or not nested or place == 0 or bool(_CLOSING.fullmatch(draft.text.strip(" :")))
        draft.level = 2 if outer or id(draft) in doubled else 3
