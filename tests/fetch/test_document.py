"""A page's Document holds what the source says, and nothing that only stands beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.sheets import write_pdf

from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.document import read_capture, read_document
from claimcheck.model.article import Block, BlockKind, Reference
from claimcheck.model.evidence import Capture, CaptureKind, Document, Outcome
from claimcheck.text.passages import find_passages

PAGES = Path(__file__).parent / "pages"
GOOD = sorted((PAGES / "good").glob("*.html"), key=lambda path: path.stem)
BAD = sorted(path for path in PAGES.glob("*/*.html") if path.parent.name != "good")
URL = "https://paper.example/2024/weir"
CAPTURE = Capture(URL, URL, Outcome.OK, datetime(2025, 2, 4, tzinfo=UTC), status=200, media_type="text/html")
REFERENCE = Reference(7, "As cited", publisher="As named", published=date(2020, 1, 1))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_the_main_text_is_kept(path: Path) -> None:
    """Everything that a page's author marked to be kept is in a block that may hold evidence; no false alarm."""
    document = read_page(path)
    loud = find_loud(document)
    for element in BeautifulSoup(path.read_bytes(), "lxml").select("[data-keep]"):
        for mark in element.select("sup"):
            mark.extract()
        wanted = " ".join(element.get_text(" " if element.name == "tr" else "").split())
        assert any(wanted in words for words in loud), wanted


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_what_stands_beside_the_main_text_is_no_evidence(path: Path) -> None:
    """Menus, teasers, comments, notices and promotion are in no block that may hold evidence, nor in the text."""
    document = read_page(path)
    loud = find_loud(document)
    for element in BeautifulSoup(path.read_bytes(), "lxml").select("[data-drop]"):
        unwanted = " ".join(element.get_text().split())
        assert not any(unwanted in words for words in loud), unwanted


@pytest.mark.parametrize("path", BAD, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_page_that_is_not_the_source_is_called_what_it_is(path: Path) -> None:
    """Error pages, walls, paywalls, shells and empty pages that answer 200 are no sources."""
    cited = replace(REFERENCE, title="Otters return to the northern canals")
    capture, document = read_capture(Fetched(CAPTURE, path.read_bytes()), cited)
    assert document is None
    assert capture.outcome == path.parent.name
    assert capture.detail


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_blocks_index_the_text(path: Path) -> None:
    """Blocks come in order without overlap, are numbered from 0, and cells lie in the text."""
    document = read_page(path)
    end = 0
    for number, block in enumerate(document.blocks):
        assert block.id == number
        assert end <= block.span.start < block.span.end <= len(document.text)
        assert all(cell.span.end <= len(document.text) for cell in block.cells)
        end = block.span.end


def test_a_fact_sheet_reads_as_rows() -> None:
    """Each term of a list of terms is a row with its value; a second value stands beside the first."""
    document = read_page(PAGES / "good" / "dl-factsheet.html")
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    assert [[cell.span.of(document.text) for cell in row.cells] for row in rows] == [
        ["Length of the east tube", "3,412 m"],
        ["Length of the west tube", "3,398 m"],
        ["Clear height", "4.5 m"],
        ["Start of work", "14 March 2017"],
        ["Opening", "9 October 2023"],
        ["Builders", "Harl and Sons", "Tiefbau Rehm"],
    ]
    assert rows[0].section == ("Dimensions",)


def test_headers_reach_over_the_columns_they_cover() -> None:
    """A figure in a table has all the headers over it, and a label that reaches down belongs to each of its rows."""
    document = read_page(PAGES / "good" / "table-rowspan.html")
    rows = [block for block in document.blocks if block.kind is BlockKind.TABLE_ROW]
    second = [(cell.header, cell.span.of(document.text)) for cell in rows[1].cells]
    assert second[0] == ("Reservoir", "Ostra")
    assert second[-1] == ("2023 / Second half", "407.7")
    assert rows[0].caption == "Mean levels, 2022 and 2023"


def test_headings_become_the_section_of_what_follows() -> None:
    """A block's section is the path of headings over it, without the page's title."""
    document = read_page(PAGES / "good" / "government-notice.html")
    assert find_block(document, "Send form FD-7").section == ("How much is paid",)
    assert find_block(document, "Who may apply for").section == ()


@pytest.mark.parametrize(
    ("page", "title", "publisher", "authors", "published", "language"),
    [
        (
            "wordpress-news",
            "Ferry line cuts winter sailings",
            "Northern Tide",
            ("Maud Ekdahl",),
            date(2024, 11, 18),
            "en",
        ),
        ("press-release", "Halden Optics Opens Plant in Varde", "As named", (), date(2022, 5, 17), "en"),
        ("government-notice", "Flood defence grants: guidance", "As named", (), date(2021, 9, 30), "en"),
        ("table-rowspan", "Reservoir levels by quarter", "Water Board", (), date(2020, 1, 1), "en"),
    ],
)
def test_a_page_says_who_published_it_and_when(
    page: str, title: str, publisher: str, authors: tuple[str, ...], published: date, language: str
) -> None:
    """The page's own metadata count; what it doesn't say is taken from the reference, never from a table's figures."""
    document = read_page(PAGES / "good" / f"{page}.html")
    assert (document.title, document.publisher, document.authors) == (title, publisher, authors)
    assert (document.published, document.language[:2]) == (published, language)
    assert document.extractor.startswith("trafilatura ")
    assert (document.reference, document.url) == (7, URL)


def test_a_date_in_the_byline_is_the_last_resort() -> None:
    """Where neither page nor reference has a date in its metadata, the byline's is taken, and no other."""
    bare = replace(REFERENCE, published=None)
    assert read_page(PAGES / "good" / "comments-below.html", bare).published == date(2023, 6, 3)
    assert read_page(PAGES / "good" / "figures-only.html", bare).published is None


@pytest.mark.parametrize(
    ("encoding", "declared", "inside"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "", ""),
        ("utf-8-sig", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html; charset=iso-8859-1", ""),
        ("cp1252", "text/html", '<meta charset="windows-1252">'),
        ("cp1250", "", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">'),
        ("utf-16", "", ""),
        ("utf-8", "text/html; charset=nonsense", ""),
    ],
)
def test_a_page_is_read_in_its_own_character_set(encoding: str, declared: str, inside: str) -> None:
    """Byte-order mark, server and page are believed in this order, unless the bytes speak against it."""
    words = "Die Brücke „Süd“ kostete 14 Millionen – mehr als geplant war, sagte der Präsident."
    html = (
        f"<!DOCTYPE html><html><head>{inside}<title>Brücke</title></head><body><h1>Brücke</h1><p>{words}</p>"
    )
    capture = replace(CAPTURE, headers=(("content-type", declared),) if declared else ())
    document = read_document(html.encode(encoding), capture, REFERENCE)
    assert isinstance(document, Document)
    assert words in document.text


def test_a_digest_is_read_without_its_notice() -> None:
    """The line that calls a page a digest is no evidence; the rest is read, and its kind says what it is."""
    html = """<html><head><meta name="digest-of" content="A: B"><title>B | A (digest)</title>
<meta property="article:published_time" content="2025-07-30"></head><body>
<p class="digest-notice">Digest compiled from <a href="https://a.example/">a</a>, in the compiler's own words.</p>
<article><h1>B</h1><p>The weir is 41 m wide.</p></article></body></html>"""
    document = read_document(html.encode(), replace(CAPTURE, kind=CaptureKind.DIGEST), REFERENCE)
    assert isinstance(document, Document)
    assert document.kind is CaptureKind.DIGEST
    assert document.published == date(2025, 7, 30)
    assert "compiler" not in document.text
    assert find_loud(document) == ["The weir is 41 m wide."]


def test_a_pdf_is_read_by_its_pages() -> None:
    """A quote from a PDF says on which page it stands; the reference's title goes before the file's own."""
    data = write_pdf([["The weir is 41 m wide."], ["It was built in 1987."]], info="/Title (untitled.doc)")
    document = read_document(
        data, replace(CAPTURE, media_type="application/pdf", kind=CaptureKind.PDF), REFERENCE
    )
    assert isinstance(document, Document)
    assert [(block.section, block.span.of(document.text)) for block in document.blocks] == [
        (("page 1",), "The weir is 41 m wide."),
        (("page 2",), "It was built in 1987."),
    ]
    assert document.title == "As cited"
    assert document.extractor.startswith("pypdfium2 ")


@pytest.mark.parametrize(
    ("body", "media_type", "outcome"),
    [
        (write_pdf([["x"]], encrypted=True), "application/pdf", Outcome.PARSE_FAILURE),
        (b"%PDF-1.4 broken", "application/pdf", Outcome.PARSE_FAILURE),
        (write_pdf([[]]), "application/pdf", Outcome.EMPTY),
        (b"\n\n", "text/plain", Outcome.EMPTY),
        (b"{}", "application/json", Outcome.UNSUPPORTED_TYPE),
    ],
)
def test_what_cannot_be_read_has_its_outcome(body: bytes, media_type: str, outcome: Outcome) -> None:
    """A body that yields no text says why."""
    assert read_document(body, replace(CAPTURE, media_type=media_type), REFERENCE) is outcome


def test_plain_text_and_markdown_are_read_by_paragraphs() -> None:
    """Lines of a paragraph are joined; headings and list items are known by their marks."""
    body = b"# The weir\n\nThe weir is\n41 m wide.\n\n## Fish\n- Trout\n  and char\n- Eels\n"
    document = read_document(body, replace(CAPTURE, media_type="text/markdown"), REFERENCE)
    assert isinstance(document, Document)
    assert [(block.kind, block.section, block.span.of(document.text)) for block in document.blocks] == [
        (BlockKind.HEADING, (), "The weir"),
        (BlockKind.PARAGRAPH, ("The weir",), "The weir is 41 m wide."),
        (BlockKind.HEADING, ("The weir",), "Fish"),
        (BlockKind.LIST_ITEM, ("The weir", "Fish"), "Trout and char"),
        (BlockKind.LIST_ITEM, ("The weir", "Fish"), "Eels"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>The weir is 41 m wide and was built in 1987 by the town.",
        "<div><div><p>The weir is 41 m wide and was built in 1987 by the town.<div></p></span>",
        "The weir is 41 m wide and was built in 1987 by the town.",
        "<div>" * 3000 + "<p>The weir is 41 m wide and was built in 1987 by the town.</p>",
        "<!DOCTYPE html>\x00<p>The weir is 41 m wide and was built in 1987 by the town.</p>",
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>'
        "The weir is 41 m wide and was built in 1987 by the town.</p></body></html>",
    ],
)
def test_broken_markup_is_read_all_the_same(html: str) -> None:
    """However badly a page is written, its text is read."""
    document = read_document(html.encode(), CAPTURE, REFERENCE)
    assert isinstance(document, Document), document
    assert "The weir is 41 m wide" in document.text


@pytest.mark.parametrize(
    ("asked", "landed", "lost"),
    [
        ("https://paper.example/2019/vote", "https://paper.example/", True),
        ("https://www.paper.example/2019/vote", "https://paper.example/index.html", True),
        ("https://paper.example/?p=211", "https://paper.example/en/", True),
        ("https://paper.example/2019/vote", "https://paper.example/2019/vote-on-the-bridge", False),
        ("https://paper.example/", "https://paper.example/home", False),
        ("https://short.example/x7", "https://paper.example/", False),
        ("https://paper.example/2019/vote", "https://paper.example/?article=211", False),
    ],
)
def test_a_page_that_leads_to_the_front_page_is_gone(asked: str, landed: str, lost: bool) -> None:
    """A redirect from an article to the same site's front page is soft_404, whatever stands there."""
    page = (PAGES / "good" / "short-brief.html").read_bytes()
    found = read_document(page, replace(CAPTURE, url=asked, final_url=landed), REFERENCE)
    assert (found is Outcome.SOFT_404) is lost


def read_page(path: Path, reference: Reference = REFERENCE) -> Document:
    document = read_document(path.read_bytes(), CAPTURE, reference)
    assert isinstance(document, Document), document
    return document


def find_loud(document: Document) -> list[str]:
    return [" ".join(block.span.of(document.text).split()) for block in document.blocks if not block.silent]


def find_block(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in block.span.of(document.text))


TAGS = ["p", "div", "table", "tr", "td", "th", "li", "ul", "dl", "dt", "dd", "h2", "a", "sup"]
MORE = ("", ' class="comment"', ' rowspan="9"', ' href="http://[x"', " hidden")
SAID = [
    "The weir is 41 m wide.",
    "[1]",
    "References",
    "12 May 2024",
    "Page not found",
    "\x00",
    "é",
    "&#0;",
    " ",
]
ODD = [
    "</div>",
    "</table>",
    "</p>",
    "<!--",
    "-->",
    '<base href="http://[x">',
    "<title>",
    "<script>",
    '{"@type": "Article"',
]
PIECES = [f"<{tag}{more}>" for tag in TAGS for more in MORE] + SAID + ODD


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 40))
@settings(max_examples=60, deadline=None)
def test_no_page_is_too_broken(html: str, cut: int) -> None:
    """Whatever bytes a server sends, the answer is a Document whose passages can be found, or an outcome."""
    found = read_document(html.encode()[cut:], CAPTURE, REFERENCE)
    if isinstance(found, Document):
        assert all(passage.selector.span.of(found.text) == passage.text for passage in find_passages(found))
    else:
        assert found in {Outcome.EMPTY, Outcome.SOFT_404, Outcome.WALL, Outcome.SCRIPT_SHELL, Outcome.PAYWALL}
