"""A block is main text when nothing speaks against it and another reader, or its place, speaks for it."""

from __future__ import annotations

from claimcheck.fetch.main_text import find_main
from claimcheck.model.article import BlockKind
from claimcheck.text.layout import Draft, DraftCell, Run

FIRST = "The weir at Holm was rebuilt in 1987 by the town."
SECOND = "It is 41 metres wide and cost 3.2 million crowns."
THIRD = "Trout have passed it since a ladder was added in 2004."


def line(text: str, kind: BlockKind = BlockKind.PARAGRAPH, why: str = "") -> Draft:
    return Draft(kind, [Run(text)], why=why)


def row(*cells: str) -> Draft:
    return Draft(BlockKind.TABLE_ROW, cells=[DraftCell([Run(cell)]) for cell in cells])


def kept(drafts: list[Draft], main: str) -> list[str]:
    return [draft.text for draft in find_main(drafts, main)]


def test_what_both_readers_take_is_kept() -> None:
    """Order, spaces and a few foreign marks in the other reader's text make no difference."""
    main = f"{SECOND}\n{FIRST.replace('1987', '1987[1]')}"
    assert kept([line(FIRST), line(SECOND)], main) == [FIRST, SECOND]


def test_prose_between_main_text_is_kept_and_beyond_it_is_not() -> None:
    """A paragraph that the other reader lost is kept where the main text surrounds it."""
    assert kept([line(FIRST), line(SECOND), line(THIRD)], f"{FIRST} {THIRD}") == [FIRST, SECOND, THIRD]
    assert kept([line(FIRST), line(SECOND), line(THIRD)], f"{FIRST} {SECOND}") == [FIRST, SECOND]


def test_rows_at_the_edge_of_the_main_text_are_kept() -> None:
    """Figures are what the other reader loses most; a row beside the main text stays."""
    assert kept([row("Width", "41 m"), line(FIRST), row("Cost", "3.2 million")], FIRST) == [
        "Width 41 m",
        FIRST,
        "Cost 3.2 million",
    ]


def test_furniture_stays_furniture_whatever_the_other_reader_says() -> None:
    """A teaser that was taken for main text is no evidence; a line under the headline is."""
    teaser = line(SECOND, BlockKind.FURNITURE, "teaser")
    standfirst = line(THIRD, BlockKind.FURNITURE, "standfirst")
    assert kept([line(FIRST), teaser, standfirst], f"{FIRST} {SECOND} {THIRD}") == [FIRST, THIRD]


def test_a_line_that_is_all_link_is_no_evidence() -> None:
    """Its words are those of another page's headline."""
    link = Draft(BlockKind.PARAGRAPH, [Run(SECOND, "https://paper.example/weir")])
    cited = Draft(
        BlockKind.PARAGRAPH,
        [Run("Trout pass, ", ""), Run("the board says", "https://paper.example/b"), Run(".")],
    )
    assert kept([line(FIRST), link, cited], f"{FIRST} {SECOND} Trout pass, the board says.") == [
        FIRST,
        "Trout pass, the board says.",
    ]


def test_without_another_reader_what_is_written_out_is_kept() -> None:
    """Where the other reader finds nothing, sentences and rows are main text and labels are not."""
    assert kept([line("Home"), line(FIRST), row("Width", "41 m"), line("Contact us")], "") == [
        FIRST,
        "Width 41 m",
    ]


def test_a_menu_opens_nothing() -> None:
    """'Comment' among a newspaper's sections is no heading over readers' comments, with a headline below it or without."""
    menu = [line(word, BlockKind.FURNITURE, "navigation") for word in ("News", "Comment", "Sport")]
    above, below = (Draft(BlockKind.HEADING, [Run(word)], level=2) for word in ("Comments", "Comments"))
    headline = [line("The weir at Holm", BlockKind.TITLE)]
    main = f"{FIRST} {SECOND}"
    assert kept([*menu, line(FIRST), line(SECOND)], main) == [FIRST, SECOND]
    assert kept([above, *headline, line(FIRST), line(SECOND)], main)[-2:] == [FIRST, SECOND]
    assert kept([line(FIRST), below, line(SECOND)], main) == [FIRST]
