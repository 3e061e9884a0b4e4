"""A web page as drafts of blocks: structure, links, footnotes, tables, and what on it is furniture.

The tree is walked with a stack of our own, so that no depth of nesting is too deep.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from claimcheck.model.article import BlockKind
from claimcheck.text.breaks import BREAK, cut_bullet, is_headline, is_slanted, split_lines
from claimcheck.text.captions import split_credit
from claimcheck.text.furniture import ends_sentence, is_block
from claimcheck.text.grids import Grid, GridCell, draft_grid, find_grids
from claimcheck.text.layout import Draft, Run, clean
from claimcheck.text.marks import number_labels
from claimcheck.text.metadata import Metadata, read_metadata
from claimcheck.text.outline import HEADINGS, Outline, class_words, find_home, is_hidden, is_words
from claimcheck.text.survey import Survey, survey_page

_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
}
_POWER = re.compile(r"(\d|\s|\b(km|m|cm|mm|dm|ft|mi|yd|in|s|sq))$", re.IGNORECASE)  # before an exponent
_DECLARED = re.compile(r"^\s*<\?xml[^>]*>")
_BODY = re.compile(r"<(?:body|frameset)\b", re.IGNORECASE)
_HEAD = re.compile(
    r"(?:\s+|<!--.*?-->|<!doctype[^>]*>|</?(?:html|head|meta|link|base)\b[^>]*>"
    r"|<(title|script|style|noscript|template)\b[^>]*>.*?</\1\s*>)*+",
    re.IGNORECASE | re.DOTALL,
)
LABEL = 20  # words of the longest label
MOST_TAGS = 150_000  # of a page that is read; articles have some thousands
_CAPTIONS = frozenset(
    {"caption", "wpcaptiontext", "imagecaption", "photocaption", "figcaption", "captiontext"}
)
_TEXT = frozenset(
    {"p", "li", "td", "th", "dd", "dt", "blockquote", "figcaption", "caption", "pre", "address"}
)
_STRONG = frozenset({"b", "strong"})
_SLANTED = frozenset({"i", "em", "small"})
_SHORT = frozenset({BlockKind.HEADING, BlockKind.TITLE, BlockKind.CAPTION})
"""Kinds of block in which a piece of furniture is a block of its own (a credit, an "edit" button)."""
_NUMBERED = re.compile(r"\[?\s*(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*)\s*\]?")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's drafts in reading order, and its own account of itself."""

    drafts: list[Draft]
    metadata: Metadata
    home: str = ""  # the site's host, as far as it can be told


def find_excess(html: str, most: int = MOST_TAGS) -> str:
    """Why a page is too large to be read, in one line; '' when it isn't. Some megabytes of bare tags would otherwise
    take minutes and gigabytes."""
    return f"more than {most:,} tags" if html.count("<") > most else ""


def read_page(html: str, url: str = "") -> Page:
    """``html``, which was found at ``url`` ('' when it came from a file), as drafts. Any string is a page."""
    # without the declaration, and with a space: the parser warns of XML, and of pages that look like an address
    soup = BeautifulSoup(_open_body(_DECLARED.sub("", html)) + " \n", "lxml")
    metadata = read_metadata(soup, url)
    outline = Outline(soup)
    home = find_home(outline, metadata.url or url)
    survey = survey_page(outline, metadata.title, home)
    walk = _Walk(survey, find_grids(survey.outline), _find_root(soup, url))
    walk.read(soup)
    soup.decompose()  # its elements point at each other, and would stay while the page is read a second time
    if survey.title is None:
        _find_lost_title(walk.drafts, metadata.title)
    _silence_labels(walk)
    return Page(walk.drafts, metadata, home)


def _open_body(html: str) -> str:
    """``html`` with the <body> that HTML lets one leave out: before an <article> the parser misses it, and takes all
    of the page's text for a part of its head."""
    if _BODY.search(html):
        return html
    head = _HEAD.match(html)
    assert head is not None  # it matches nothing, too
    return f"{html[: head.end()]}<body>{html[head.end() :]}"


def _silence_labels(walk: _Walk) -> None:
    """Labels among the text, on a page that keeps its text in elements for text."""
    loose = sum(len(draft.text) for draft in walk.loose if ends_sentence(draft.text))
    said = sum(len(draft.text) for draft in walk.drafts if draft.kind is BlockKind.PARAGRAPH)
    for draft in walk.loose if 2 * loose < said else ():
        if draft.kind is BlockKind.PARAGRAPH and _is_label(draft.text):
            draft.silence("label")


def _is_label(text: str) -> bool:
    """Whether a line that no element for text holds is a label, a name or another page's headline: no sentence, no
    figure, nothing said of something ("Mayor: A. Name")."""
    plain = (
        not ends_sentence(text)
        and ":" not in text
        and not text.endswith(",")
        and not any(letter.isdigit() for letter in text)
    )
    return plain and len(text.split()) <= LABEL


def _find_lost_title(drafts: list[Draft], title: str) -> None:
    """On a page without a heading for it, the headline is the first line that the page's title begins with."""
    for draft in drafts[:60]:
        text = draft.text
        if (
            draft.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING}
            and len(text.split()) >= 3
            and title.startswith(text)
        ):
            draft.kind, draft.level = BlockKind.TITLE, 0
            return


def _find_root(soup: BeautifulSoup, url: str) -> str:
    """What the page's relative addresses are relative to."""
    base = soup.find("base", href=True)
    try:
        return urljoin(url, str(base["href"])) if isinstance(base, Tag) else url
    except ValueError:  # brackets that are no IPv6 address
        return url


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the elements around the present place amount to."""

    kind: BlockKind = BlockKind.PARAGRAPH
    why: str = ""
    level: int = 0
    url: str = ""
    label: str = ""
    strong: bool = False
    slanted: bool = False
    held: bool = False  # in an element for text: a paragraph, list item or cell
    quote: int = 0  # id() of the quotation around, 0 outside one


@dataclass(slots=True)
class _Walk:
    survey: Survey
    grids: set[int]
    root: str
    drafts: list[Draft] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    frame: _Frame = _Frame()
    quote: int = 0  # the quotation that the last draft stands in
    pictured: bool = False  # whether a picture stands in this block
    loose: list[Draft] = field(default_factory=list)  # paragraphs that no element for text holds
    grid: Grid | None = None
    outer: _Frame = _Frame()  # around the grid

    def read(self, soup: Tag) -> None:
        """Walk the whole tree in document order."""
        stack: list[tuple[object, _Frame | None]] = [(soup, None)]
        while stack:
            node, frame = stack.pop()
            if frame is not None and isinstance(node, Tag):
                self.leave(node, frame)
            elif is_words(node):
                self.add_words(str(node))
            elif isinstance(node, Tag) and node.name == "img":
                self.pictured = True
            elif isinstance(node, Tag) and not is_hidden(node):
                stack.append((node, self.frame))
                if self.enter(node):
                    stack.extend((child, None) for child in reversed(node.contents))
        self.flush()

    def enter(self, tag: Tag) -> bool:
        """Open an element; False when what is in it has been dealt with."""
        key = id(tag)
        if tag.name == "br":
            self.runs.append(BREAK)
            return False
        if key in self.survey.notes.backlinks:
            return False
        if tag.name == "sup" and self.add_mark(tag):
            return False
        if key in self.survey.notes.marks:
            self.runs.append(Run("", notes=(self.survey.notes.marks[key],)))
            return False
        if is_block(tag.name) or (key in self.survey.why and self.frame.kind in _SHORT):
            self.flush()
        if key in self.grids and self.grid is None:
            self.grid, self.outer = Grid(terms=tag.name == "dl"), self.frame
        elif self.grid is not None:
            self.enter_grid(tag)
        self.frame = self.find_frame(tag)
        return True

    def find_frame(self, tag: Tag) -> _Frame:
        """The frame inside an element."""
        name, frame = tag.name, self.frame
        why = frame.why or self.survey.why.get(id(tag), "")
        if why != frame.why:
            frame = replace(frame, why=why)
        if name == "a":
            frame = replace(frame, url=self.find_address(str(tag.get("href", ""))) or frame.url)
        elif name in HEADINGS or tag.get("role") == "heading":
            frame = replace(frame, kind=BlockKind.HEADING, level=_level(tag), label="")
            if tag is self.survey.title:
                frame = replace(frame, kind=BlockKind.TITLE, why="")
        elif frame.kind is BlockKind.PARAGRAPH and _CAPTIONS & class_words(tag):
            frame = replace(frame, kind=BlockKind.CAPTION)
        elif name in _KINDS or "pullquote" in class_words(tag):
            frame = replace(frame, kind=self.find_kind(tag))
            frame = replace(frame, quote=id(tag)) if frame.kind is BlockKind.QUOTATION else frame
        elif name in _STRONG:
            frame = replace(frame, strong=True)
        elif name in _SLANTED:
            frame = replace(frame, slanted=True)
        if is_block(name):
            frame = replace(frame, held=name in _TEXT)
        if (label := self.survey.notes.notes.get(id(tag))) is not None:
            frame = replace(frame, kind=BlockKind.FOOTNOTE, label=label)
        return frame

    def find_kind(self, tag: Tag) -> BlockKind:
        """The kind of blocks in a list item, quotation or caption; a note stays a note."""
        return (
            self.frame.kind
            if self.frame.kind is BlockKind.FOOTNOTE
            else _KINDS.get(tag.name, BlockKind.QUOTATION)
        )

    def leave(self, tag: Tag, frame: _Frame) -> None:
        if is_block(tag.name) or (id(tag) in self.survey.why and frame.kind in _SHORT):
            self.flush()
        self.frame = frame
        if self.grid is not None and id(tag) in self.grids:
            drafts = draft_grid(self.grid, self.outer.why)
            self.grid = None
            self.drafts.extend(drafts)

    def add_words(self, text: str) -> None:
        if self.grid is not None and self.grid.rows and not self.grid.rows[-1] and not text.strip():
            return
        self.runs.append(Run(text, self.frame.url, strong=self.frame.strong, slanted=self.frame.slanted))

    def add_mark(self, tag: Tag) -> bool:
        """A raised number that is no anchor: a mark, if the page has a list that it can point to."""
        match = (
            _NUMBERED.fullmatch(tag.get_text().strip()) if self.survey.listed and not tag.find("a") else None
        )
        if match is None or not self.runs or _POWER.search(self.runs[-1].text[-12:]):
            return False
        self.runs.append(Run("", notes=number_labels(match[1])))
        return True

    def find_address(self, href: str) -> str:
        """The absolute http(s) address that a link leads to; '' for one inside the page or of another kind."""
        href = href.strip()
        try:
            found = urljoin(self.root, href)
            return found if urlsplit(found).scheme in {"http", "https"} and not href.startswith("#") else ""
        except ValueError:  # brackets that are no IPv6 address
            return ""

    def enter_grid(self, tag: Tag) -> None:
        assert self.grid is not None
        if tag.name == "tr" and not self.grid.terms:
            if tag.find_parent(("thead", "table")).name == "thead":  # type: ignore[union-attr]  # it lies in a table
                self.grid.heads.add(len(self.grid.rows))
            self.grid.rows.append([])
        elif tag.name in {"dt", "dd"} and self.grid.terms:
            if tag.name == "dt" or not self.grid.rows:
                self.grid.rows.append([])
            self.grid.rows[-1].append(GridCell([], tag.name == "dt"))
        elif tag.name in {"td", "th"}:
            if not self.grid.rows:
                self.grid.rows.append([])
            cell = GridCell([], tag.name == "th", _count(tag, "colspan"), _count(tag, "rowspan"))
            self.grid.rows[-1].append(cell)

    def flush(self) -> None:
        """End the block that is being read, if there are words in it."""
        runs, self.runs = self.runs, []
        if not any(clean(run.text).strip() or run.notes for run in runs):
            return
        pictured, self.pictured = self.pictured, False
        if self.grid is not None:
            self.flush_cell(self.grid, runs)
            return
        for part in split_lines(runs):
            draft = self.draft(part, pictured=pictured)
            if self.names_speaker(draft):
                self.drafts[-1].runs += [Run(" "), *draft.runs]
            else:
                self.quote = self.frame.quote
                self.drafts.extend(split_credit(draft) if draft.kind is BlockKind.CAPTION else [draft])

    def draft(self, runs: list[Run], *, pictured: bool) -> Draft:
        """The draft of one block. A paragraph may turn out a heading, a list item or a picture's caption."""
        frame = self.frame
        draft = Draft(frame.kind, runs, level=frame.level, label=frame.label)
        if frame.why:
            draft.silence(frame.why)
        elif frame.kind is BlockKind.CAPTION and is_slanted(runs) and not ends_sentence(draft.text):
            if self.drafts and self.drafts[-1].kind is BlockKind.CAPTION:
                draft.silence("credit")
        elif frame.kind is not BlockKind.PARAGRAPH:
            return draft
        elif is_headline(runs):
            draft.kind, draft.level = BlockKind.HEADING, 6
        elif pictured and is_slanted(runs):
            draft.kind = BlockKind.CAPTION
        else:
            draft.marker, draft.runs = cut_bullet(runs)
            draft.kind = BlockKind.LIST_ITEM if draft.marker else BlockKind.PARAGRAPH
            if not frame.held:
                self.loose.append(draft)
        return draft

    def names_speaker(self, draft: Draft) -> bool:
        """Whether a line in a quotation ("— A. Name, mayor") says whose words the block before it are."""
        if draft.kind is not BlockKind.QUOTATION or not self.drafts or len(draft.text) > 120:
            return False
        if self.drafts[-1].kind is not BlockKind.QUOTATION or self.quote != self.frame.quote:
            return False
        return draft.text[:1] in {"—", "–", "-"} or not ends_sentence(draft.text)

    def flush_cell(self, grid: Grid, runs: list[Run]) -> None:
        """Words inside a table of data belong to the cell, or to the caption, that they stand in."""
        if grid.rows and grid.rows[-1] and self.frame.kind is not BlockKind.CAPTION:
            cell = grid.rows[-1][-1]
            cell.bold = all(run.strong for run in runs if run.text.strip())
            cell.runs.extend([Run(" "), *runs] if cell.runs else runs)
        else:
            grid.caption.extend([Run(" "), *runs] if grid.caption else runs)


def _level(tag: Tag) -> int:
    if tag.name in HEADINGS:
        return int(tag.name[1])
    return _read_number(tag, "aria-level", 2)


def _count(tag: Tag, name: str) -> int:
    return min(1000, _read_number(tag, name, 1))


def _read_number(tag: Tag, name: str, usual: int) -> int:
    """A number above 0 in an attribute; ``usual`` where it holds none, or one that nobody means."""
    written = str(tag.get(name, "")).strip()
    return int(written) if re.fullmatch(r"0*[1-9][0-9]{0,5}", written, re.ASCII) else usual
