"""The shape of lines tells what they are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.text.sheets import write_pdf

from claimcheck.errors import UnreadableInput
from claimcheck.ingest.article import read_article
from claimcheck.model.article import Article

BODY = "The port sold 5 tonnes of cod. Nobody knows why it sold so much of it."


def read(text: str) -> Article:
    return read_article(text.encode(), name="a.txt")


def kinds(text: str) -> list[tuple[str, str]]:
    article = read(text)
    return [(block.kind.value, block.span.of(article.text)) for block in article.blocks]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    """Whatever the margin; a heading above and a list below stay apart."""
    words = (
        "The port sold 5 tonnes of cod in the spring of 2023 and nobody knows why it sold so very much of it. "
        * 4
    )
    for width in (50, 72, 90):
        lines, line = [], ""
        for word in words.split():
            if len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        text = "A Headline\n\n" + "\n".join([*lines, line]) + "\n\n- one item that is short\n- another"
        assert kinds(text) == [
            ("title", "A Headline"),
            ("paragraph", words.strip()),
            ("list_item", "one item that is short"),
            ("list_item", "another"),
        ]


def test_the_text_differs_in_white_space_only() -> None:
    """Bullets, numbers and rules stay where they stood, between the blocks."""
    text = f"A Headline\r\n\r\n{BODY}\r\n\r\n  * one\r\n  * two\r\n\r\n-----\r\n\r\n1. three\r\n2. four\r\n"
    assert read(text).text.split() == text.split()


def test_headings_nest_by_number_and_by_capitals() -> None:
    """Where nothing tells the rank of headings, all have one rank."""
    article = read(f"Title Here\n\n1. Ports\n\n1.1 Cod\n\n{BODY}\n\n2. Ships\n\n{BODY} Still.")
    paths = {block.span.of(article.text): block.section for block in article.blocks}
    assert paths[BODY] == ("Ports", "1.1 Cod")
    assert paths[f"{BODY} Still."] == ("Ships",)
    article = read(f"Title Here\n\nTHE PORTS\n\nCod and eel\n\n{BODY}\n\nTHE SHIPS\n\n{BODY} Still.")
    assert [block.section for block in article.blocks if not block.silent] == [
        ("THE PORTS", "Cod and eel"),
        ("THE SHIPS",),
    ]
    article = read(f"Title Here\n\nOn ports\n\n{BODY}\n\nOn ships\n\n{BODY} Still.")
    assert [block.section for block in article.blocks if not block.silent] == [("On ports",), ("On ships",)]


@pytest.mark.parametrize("rule", ["=========", "---------"])
def test_an_underlined_line_is_a_heading(rule: str) -> None:
    """The line under it belongs to no block."""
    found = kinds(f"Title Here\n\n{BODY}\n\nOn ports\n{rule}\n{BODY}")
    assert ("heading", "On ports") in found
    assert not any(rule in text for _, text in found)


def test_a_picture_s_words_are_told_from_its_caption() -> None:
    """The line for those who can't see it is silent; the caption may hold a claim."""
    text = f"Title Here\n\nOn ports\n\n{BODY}\n\nShips in the old port at dusk\nThe port had 40 ships in 1911.\n\n{BODY}"
    assert kinds(text)[3:5] == [
        ("furniture", "Ships in the old port at dusk"),
        ("caption", "The port had 40 ships in 1911."),
    ]
    assert ("caption", "Figure 2: Ships by year.") in kinds(
        f"Title Here\n\n{BODY}\n\nFigure 2: Ships by year.\n\n{BODY}"
    )


def test_a_quotation_keeps_its_speaker() -> None:
    """Set apart by its marks or by signs before its lines."""
    assert kinds(f"Title Here\n\n{BODY}\n\n“We never sold so much cod.”\n— Ann Lee, skipper\n\n{BODY}")[
        2
    ] == (
        "quotation",
        "“We never sold so much cod.” — Ann Lee, skipper",
    )
    assert kinds(f"Title Here\n\n{BODY}\n\n> We never sold\n> so much.\n\n{BODY}")[2] == (
        "quotation",
        "We never sold so much.",
    )


def test_a_list_of_people_is_no_table() -> None:
    """Items with as many parts as a row has cells stay items when each has its bullet, the first one too."""
    people = [
        "• Ann Lee, chief technology officer, formerly head of engines at Red Star",
        "• Bo Di, chief financial officer, formerly treasurer at Red Star",
        "• Cy Orr, head of safety, formerly at the Blue Line Authority",
        "• Di Fox, vice president for sales, formerly at Blue Line",
    ]
    found = kinds(f"Title Here\n\n{BODY}\n\nNew at the firm\n\n" + "\n".join(people) + f"\n\n{BODY}")
    assert [text for kind, text in found if kind == "list_item"] == [line[2:] for line in people]


def test_key_points_are_no_table_of_contents() -> None:
    """A list above the text that says the article in short is part of it; one that asks is not."""
    points = "• The port sold 5 tonnes in 2023\n• It closed in 1980"
    assert [kind for kind, _ in kinds(f"Title Here\n\nKey points\n\n{points}\n\n{BODY}")[2:4]] == [
        "list_item"
    ] * 2
    teasers = "• How the port came to be\n• Why it closed"
    assert [kind for kind, _ in kinds(f"Title Here\n\nIn short lines\n\n{teasers}\n\n{BODY}")[2:4]] == [
        "furniture"
    ] * 2


def test_teasers_in_the_midst_end_where_the_text_goes_on() -> None:
    """What follows them is the article again."""
    long = f"{BODY} {BODY} {BODY} {BODY}"
    text = f"Title Here\n\n{long}\n\nRelated articles\n\nEel for 40 crowns\n\n{long} Still."
    found = {words: kind for kind, words in kinds(text)}
    assert found["Eel for 40 crowns"] == "furniture"
    assert found[f"{long} Still."] == "paragraph"


def test_a_list_under_read_more_points_elsewhere() -> None:
    """Headlines listed under the words are no part of the article; sentences under a button that says so are."""
    found = {
        words: kind
        for kind, words in kinds(f"Title Here\n\n{BODY}\n\nRead more\n\n- Eel for 40 crowns\n\n{BODY} Still.")
    }
    assert found["Eel for 40 crowns"] == "furniture"
    assert found[f"{BODY} Still."] == "paragraph"
    found = {
        words: kind
        for kind, words in kinds(
            f"Title Here\n\n{BODY}\n\nRead more\n\n- Eel cost 40 crowns in 2023.\n\n{BODY}"
        )
    }
    assert found["Eel cost 40 crowns in 2023."] == "list_item"


def test_time_grows_with_length_alone() -> None:
    """Eight times the text takes less than sixteen times as long."""
    part = f"On ports\n\n{BODY}\n\n• one\n• two\n\nName Role Team\nAnn Lee Mayor Red Star\nBo Di Chief Engineer Blue Line\n\n"

    def seconds(text: str) -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    one = min(seconds(part * 60) for _ in range(3))
    assert min(seconds(part * 480) for _ in range(2)) < 16 * one


@given(st.text(alphabet="Ab1. \n\t•-*#>|[]:/“”…©", max_size=120))
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Blocks are in order and hold every letter and digit that isn't a list's marker."""
    try:
        article = read(text)
    except UnreadableInput:
        return
    end = 0
    for block in article.blocks:
        assert block.span.start >= end and block.span.of(article.text).strip()
        end = block.span.end


def test_a_pdf_is_read_as_the_text_on_its_pages() -> None:
    """Headline, paragraphs and what the file says of itself."""
    data = write_pdf([["Cod in the old port", "", BODY, "", BODY + " Still."]], info="/Author (Ann Lee)")
    article = read_article(data, name="a.pdf")
    assert article.media_type == "application/pdf"
    assert article.authors == ("Ann Lee",)
    assert BODY in article.text
    with pytest.raises(UnreadableInput, match=r"a\.pdf"):
        read_article(data[:200], name="a.pdf")
    with pytest.raises(UnreadableInput, match="scan"):
        read_article(write_pdf([[]]), name="a.pdf")
