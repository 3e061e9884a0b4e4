"""A page of any make is read into drafts, in time that grows with its length alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.article import Block, BlockKind
from claimcheck.text.html import MOST_TAGS, find_excess, read_page
from claimcheck.text.layout import Layout, lay_out
from claimcheck.text.zones import sort_drafts


def read(html: str, url: str = "") -> Layout:
    return lay_out(sort_drafts(read_page(html, url).drafts))


def kinds(html: str) -> list[tuple[str, str]]:
    layout = read(html)
    return [(block.kind.value, block.span.of(layout.text)) for block in layout.blocks]


def why(html: str, words: str) -> str:
    layout = read(html)
    block = next(block for block in layout.blocks if words in block.span.of(layout.text))
    return block.why if block.kind is BlockKind.FURNITURE else ""


PROSE = "<p>The port sold 5 tonnes of cod in May, which was twice as much as the year before. Nobody knows why.</p>"


def test_inline_markup_leaves_no_trace() -> None:
    """White space is collapsed across elements; nothing is glued together or torn apart."""
    assert kinds("<p>The <b>first</b>\n <i>year</i>,<span> 2024</span>: 5<sup>th</sup>&nbsp;place</p>") == [
        ("paragraph", "The first year, 2024: 5th place")
    ]
    assert kinds("<div>One.<p>Two.</p>Three.</div>") == [
        ("paragraph", "One."),
        ("paragraph", "Two."),
        ("paragraph", "Three."),
    ]


def test_a_space_inside_a_number_stays_apart() -> None:
    """A thin or no-break space between digits is part of the figure and is kept as a no-break space."""
    assert kinds("<p>12\u202f500 people</p>")[0][1] == "12\u00a0500 people"


def test_unclosed_elements_still_make_blocks() -> None:
    """Malformed pages are read as browsers read them."""
    html = "<h1>Title<p>One<p>Two<ul><li>Three<li>Four<li>Five<ul><li>Six</ul></ul><table><tr><th>A<th>B<tr><td>1<td>2"
    found = kinds(html)
    assert ("paragraph", "One") in found or ("title", "Title") in found
    assert [text for kind, text in found if kind == "list_item"] == ["Three", "Four", "Five", "Six"]
    assert ("table_row", "1\t2") in found


@pytest.mark.parametrize(
    "html", ["https://a.example/b", "page.html", '<?xml version="1.0" encoding="utf-16"?><p>page.html</p>']
)
def test_what_looks_like_something_else_is_still_a_page(html: str) -> None:
    """An address, a file's name, XML: no warning, no error."""
    assert kinds(html)[0][1] in {"https://a.example/b", "page.html"}


def test_what_is_hidden_is_not_text() -> None:
    """Scripts, templates and whatever is kept from the reader's eyes."""
    html = """<p>Seen.<span class="sr-only">A</span><span hidden>B</span><span style="display: none">C</span></p>
        <script>D</script><noscript>E</noscript><template>F</template><!-- G --><p aria-hidden="true">H</p>"""
    assert kinds(html) == [("paragraph", "Seen.")]


def test_heading_paths_follow_levels() -> None:
    """A heading closes those of its level and below; the title is not part of a path."""
    layout = read("<h1>T</h1><h2>A</h2><h3>B</h3><p>One.</p><h2>C</h2><h4>D</h4><p>Two.</p>")
    paths = {block.span.of(layout.text): block.section for block in layout.blocks}
    assert paths["One."] == ("A", "B")
    assert paths["Two."] == ("C", "D")
    assert paths["D"] == ("C",)


def test_links_are_absolute_and_lead_to_pages() -> None:
    """Relative addresses are joined to the page's own; other kinds of address are no links."""
    html = '<p><a href="/a">one</a> <a href="mailto:x@y">two</a> <a href="#top">three</a> <a href="http://[">four</a></p>'
    layout = read(html, "https://site.example/b/")
    assert [(link.span.of(layout.text), link.url) for link in layout.links] == [
        ("one", "https://site.example/a")
    ]


def test_a_link_cut_by_markup_is_one_link() -> None:
    """Its span covers all of its words and no space around them."""
    layout = read('<p>In <a href="https://a.example/"> the <b>best</b> year </a> of all.</p>')
    assert [link.span.of(layout.text) for link in layout.links] == ["the best year"]


@pytest.mark.parametrize(
    ("html", "words", "expected"),
    [
        (f"<article><h1>T</h1>{PROSE}<div class='share-bar'>Tell a friend</div></article>", "Tell", "share bar"),
        (f"<article><h1>T</h1>{PROSE}<div class='c-newsletterBox'>Join us</div></article>", "Join", "newsletter box"),
        (f"<article><h1>T</h1>{PROSE}</article><footer>About us</footer>", "About us", "navigation"),
        (f"<article>{PROSE}<aside><h2>More stories</h2><p>Cod is up 40%.</p></aside></article>", "Cod is", "teaser"),
        (f"<article>{PROSE}</article><section id='comments'><p>It was 9 tonnes.</p></section>", "9 t", "comments"),
        (f"<main><h1>T</h1>{PROSE}<h2>Related stories</h2><p>Cod is up 40% this year.</p></main>", "Cod is", "teaser"),
        (f"<main><h1>T</h1><p>By Ann Lee</p>{PROSE}</main>", "Ann Lee", "byline"),
        (f"<main><h1>T</h1><p>Five tonnes of trouble.</p><p>By Ann Lee</p>{PROSE}</main>", "trouble", "standfirst"),
    ],
)  # fmt: skip
def test_furniture_says_what_it_is(html: str, words: str, expected: str) -> None:
    """By element, class, heading or place."""
    assert why(html, words) == expected


@pytest.mark.parametrize(
    "html",
    [
        f"<body class='has-sidebar comments-open share-buttons'><div class='sidebar-layout'>{PROSE}</div></body>",
        f"<article class='tag-share-prices category-newsletter'>{PROSE}</article>",
        f"<form id='aspnet'><div>{PROSE}</div></form>",
        f"<main><h1>T</h1>{PROSE}<p class='market-share'>Its share is 14 percent of the market now.</p></main>",
        f"<main><h1>T</h1>{PROSE}<aside class='factbox'><p>The port opened in 1911.</p></aside></main>",
    ],
)
def test_wrappers_are_not_furniture(html: str) -> None:
    """A class that merely mentions furniture takes no text away where the element holds the article."""
    assert all(kind != "furniture" or "share is" in text for kind, text in kinds(html))


def test_a_page_of_layout_tables_is_no_table() -> None:
    """Tables that only place things on the page give paragraphs; tables of data give rows."""
    html = f"<table><tr><td>{PROSE}</td><td><p>Two.</p></td></tr></table>"
    html += "<table><tr><td>Cod</td><td>5</td></tr><tr><td>Eel</td><td>7</td></tr></table>"
    assert [kind for kind, _ in kinds(html)] == ["paragraph", "paragraph", "table_row", "table_row"]


def test_a_caption_and_its_credit_part_ways() -> None:
    """The credit is furniture; the caption may hold a claim."""
    html = "<figure><figcaption>The port in 1911, with 40 ships. Photo: A. Lee / City Archive</figcaption></figure>"
    assert kinds(html) == [
        ("caption", "The port in 1911, with 40 ships."),
        ("furniture", "Photo: A. Lee / City Archive"),
    ]


def test_a_bold_line_is_a_heading() -> None:
    """Unless it is a sentence."""
    found = kinds("<p><b>What it cost</b></p><p>5 million.</p><p><b>It opened in 1911.</b></p>")
    assert [kind for kind, _ in found] == ["heading", "paragraph", "paragraph"]


def test_lines_set_apart_by_breaks_are_blocks_when_they_are_a_list() -> None:
    """A single break inside a sentence is a space."""
    assert kinds("<p>• One ton<br>• Two tons<br>• Three tons</p>") != [
        ("paragraph", "• One ton • Two tons • Three tons")
    ]
    assert kinds("<p>It opened<br>in 1911.</p>") == [("paragraph", "It opened in 1911.")]
    assert [text for _, text in kinds("<p>It opened in 1911.<br><br>It closed in 1980.</p>")] == [
        "It opened in 1911.",
        "It closed in 1980.",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 50_000 + "deep",
        "<b>" * 10_000 + "deep",
        "<ul><li>" * 5_000 + "deep",
        "<blockquote>" * 10_000 + "deep",
        "<table><tr><td>" * 4_000 + "deep",
        "<h1>" * 10_000 + "deep",
        "<aside><p>" * 5_000 + "deep",
        "<article>" * 10_000 + "deep",
        "<dl><dt>" * 5_000 + "deep",
        "<nav>" * 10_000 + "deep",
        "<footer>" * 10_000 + "deep",
    ],
    ids=lambda html: html[:12],
)
def test_no_nesting_is_too_deep(html: str) -> None:
    """Tens of thousands of open tags are read like any others."""
    start = time.process_time()
    assert read(html).text == "deep"
    assert time.process_time() - start < 10


def seconds(html: str) -> float:
    start = time.process_time()
    read(html)
    return time.process_time() - start


def test_time_grows_with_length_alone() -> None:
    """Eight times the page takes less than sixteen times as long."""
    part = (
        PROSE
        + "<ul><li>One</li><li>Two <a href='#n1'>1</a></li></ul><h2>H</h2><table><tr><th>A</th><td>1</td></tr></table>"
    )
    one = min(seconds(part * 80) for _ in range(3))
    assert min(seconds(part * 640) for _ in range(2)) < 16 * one


@given(st.text(alphabet="<>/=\"' abtdhrliup&;#19\n\u00a0", max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_string_is_a_page(html: str) -> None:
    """Whatever comes, blocks are in order and hold all that is visible."""
    layout = read(html)
    end = 0
    for block in layout.blocks:
        assert block.span.start >= end and block.span.of(layout.text).strip()
        end = block.span.end


def test_blocks_are_numbered_in_order() -> None:
    """A block's id is its place."""
    blocks: tuple[Block, ...] = read(PROSE * 3).blocks
    assert [block.id for block in blocks] == [0, 1, 2]


def test_a_flood_of_tags_is_too_large() -> None:
    """Bare tags by the megabyte are refused before they are read; the same bytes as words are not."""
    assert find_excess("<b>" * (MOST_TAGS + 1)) == "more than 150,000 tags"
    assert find_excess("<p>word</p>" * (MOST_TAGS // 2)) == ""
    assert find_excess("word " * MOST_TAGS) == ""


@pytest.mark.parametrize("tag", ["article", "main", "section", "header", "div", "p", "x-page"])
@pytest.mark.parametrize(
    "head", ["", "<title>A</title>", "<!-- a --><meta charset=utf-8><script>a</script>", "<head></head>"]
)
def test_a_body_need_not_be_opened(tag: str, head: str) -> None:
    """HTML lets the <body> tag be left out, whatever the text begins with."""
    assert kinds(f"<!DOCTYPE html>{head}<{tag}>The weir is 41 m wide.</{tag}>") == [
        ("paragraph", "The weir is 41 m wide.")
    ]


@pytest.mark.parametrize("span", ["²", "9" * 6000, "-1", "0", "٣", "many"])
def test_a_span_that_is_no_number_is_one_column(span: str) -> None:
    """Whatever a page writes for it: the cells are read as they stand."""
    html = f"<table><tr><td colspan='{span}'>weir</td><td>41</td></tr></table><div role=heading aria-level='{span}'>Holm</div>"
    words = [cell.text for draft in read_page(html).drafts for cell in draft.cells]
    assert words == ["weir", "41"] or "weir" in " ".join(draft.text for draft in read_page(html).drafts)
