"""A PDF is read as its pages' paragraphs, without what the layout put between them."""

from __future__ import annotations

import zlib
from datetime import date

import pytest
from tests.text.sheets import write_pdf

from claimcheck.errors import UnreadableInput
from claimcheck.text.pdf import LARGEST_STREAM, Pdf, join_lines, read_pdf

BODY = [
    "The survey of the river began in April 2021 and took eleven months. It covered",
    "212 kilometres of bank in three provinces, at a cost of 4.2 million crowns.",
    "Otters were found at 61 places.",
]


def test_lines_become_paragraphs() -> None:
    """Lines of one paragraph are joined with a space; a short line ends it."""
    pdf = read_pdf(
        write_pdf(
            [
                [
                    "Summary",
                    *BODY,
                    "A second survey is planned for the spring of 2026, the institute said in its",
                    "note.",
                ]
            ]
        )
    )
    assert pdf.pages == (
        (
            "Summary",
            " ".join(BODY),
            "A second survey is planned for the spring of 2026, the institute said in its note.",
        ),
    )


def test_running_heads_and_page_numbers_are_no_text() -> None:
    """What stands at the edge of every page, or is a page number, is left out; the same words inside stay."""
    pages = [["River Institute  Report 7/2022", *BODY, f"Page {n} of 4"] for n in range(1, 5)]
    pages[2].insert(2, "River Institute Report 7/2022")
    text = read_pdf(write_pdf(pages)).pages
    assert all("Page" not in paragraph for page in text for paragraph in page)
    assert sum("River Institute" in paragraph for page in text for paragraph in page) == 1


def test_the_title_and_who_wrote_it_stand_alone() -> None:
    """However wide they are set, the text below them is no part of them."""
    head = ["A long title over two", "columns", "By Ann Roe, Science Editor", "The lake was drained in"]
    assert join_lines([*head, "2019."], "A long title over two columns") == (
        "A long title over two columns",
        "By Ann Roe, Science Editor",
        "The lake was drained in 2019.",
    )


def test_a_word_cut_at_the_line_end_is_whole_again() -> None:
    """A hyphen that the line's end made goes; one that belongs to the word, or joins figures, stays."""
    assert join_lines(["the vaccin-", "ation went on"]) == ("the vaccination went on",)
    assert join_lines(["talks on the Anglo-", "Danish border"]) == ("talks on the Anglo-Danish border",)
    assert join_lines(["in the season 2023-", "24 it rose"]) == ("in the season 2023-24 it rose",)


def test_a_paragraph_may_run_over_the_page() -> None:
    """A sentence that goes on overleaf is one sentence, on the page where it begins."""
    first = "The last count, made in the wet autumn of 2023 from boats and from the bridges,"
    pdf = read_pdf(
        write_pdf(
            [
                [*BODY, first],
                ["found 88 places. Nothing else was counted in that year, as money had run out."],
            ]
        )
    )
    assert pdf.pages[0][-1].endswith(
        "bridges, found 88 places. Nothing else was counted in that year, as money had run out."
    )
    assert pdf.pages[1] == ()


def test_list_items_stay_apart() -> None:
    """A line that begins with a bullet or number is a paragraph of its own."""
    assert join_lines(
        ["1. Bank walls, 3,100 metres", "2. Weirs, 14 in number now", "3. Fish ladders, none"]
    ) == (
        "1. Bank walls, 3,100 metres",
        "2. Weirs, 14 in number now",
        "3. Fish ladders, none",
    )


def test_the_files_own_title_author_and_date_are_kept() -> None:
    """Metadata come from the file; a date that is none is left out."""
    info = "/Title (River survey) /Author (Ada Holm) /CreationDate (D:20220315101500Z)"
    pdf = read_pdf(write_pdf([BODY], info=info))
    assert (pdf.title, pdf.author, pdf.created) == ("River survey", "Ada Holm", date(2022, 3, 15))
    assert read_pdf(write_pdf([BODY], info="/CreationDate (D:20229915)")).created is None


def test_a_scan_has_no_text() -> None:
    """Pages without text are empty, and told from pages that were not read."""
    assert read_pdf(write_pdf([[], []])) == Pdf(pages=((), ()))
    assert read_pdf(write_pdf([[], []])).empty


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "broken"),
        (b"%PDF-1.7 and nothing more", "broken"),
        (write_pdf([BODY])[:300], "broken"),
        (write_pdf([BODY], encrypted=True), "encrypted"),
    ],
)
def test_a_pdf_that_cannot_be_opened_says_so_in_one_line(data: bytes, why: str) -> None:
    """Broken and encrypted files are told apart."""
    with pytest.raises(UnreadableInput, match=why) as caught:
        read_pdf(data)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_pdf_that_unpacks_to_gigabytes_is_refused(layers: int) -> None:
    """Before the library unpacks it, which has no limit of its own."""
    content = bytes(LARGEST_STREAM + 1)
    for _ in range(layers):
        content = zlib.compress(content, 1)
    filters = " ".join(["/FlateDecode"] * layers)
    data = (
        b"%PDF-1.7\n1 0 obj\n<< /Filter [" + filters.encode() + b"] >>\nstream\n" + content + b"\nendstream\n"
    )
    with pytest.raises(UnreadableInput, match="unpacks to more than 100 MB"):
        read_pdf(data)
