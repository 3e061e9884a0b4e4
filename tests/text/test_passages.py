"""A document is cut into passages that can each be quoted, and nothing of it is lost."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.article import BlockKind
from claimcheck.model.evidence import CaptureKind, Document
from claimcheck.model.selector import locate
from claimcheck.text.layout import Draft, DraftCell, Run, lay_out
from claimcheck.text.passages import find_passages

Line = tuple[BlockKind, str]


def write_document(*drafts: Draft) -> Document:
    layout = lay_out(drafts)
    return Document(
        reference=2,
        capture_sha256="ab" * 32,
        url="https://paper.example/weir",
        kind=CaptureKind.PAGE,
        title="The weir",
        text=layout.text,
        blocks=layout.blocks,
        publisher="Holm Letter",
        published=date(2024, 5, 6),
    )


def line(kind: BlockKind, text: str, **more: object) -> Draft:
    return Draft(kind, [Run(text)], **more)  # type: ignore[arg-type]


WEIR = write_document(
    line(BlockKind.TITLE, "The weir"),
    line(BlockKind.PARAGRAPH, "The weir at Holm is 41 m wide. It cost 3.2 million crowns. Who paid?"),
    line(BlockKind.HEADING, "Fish", level=2),
    line(BlockKind.LIST_ITEM, "Trout pass in April"),
    line(BlockKind.LIST_ITEM, "Eels do not. Nobody knows why."),
    line(BlockKind.FURNITURE, "Read also: Ten weirs to see", why="teaser"),
    line(BlockKind.REFERENCE, "Holm, A. (2001). Weirs."),
    Draft(
        BlockKind.TABLE_ROW,
        cells=[DraftCell([Run("2023")], "Year"), DraftCell([Run("1,204. None in May.")], "Trout")],
        caption="Counted at the ladder",
    ),
)


def test_sentences_rows_and_items_are_passages() -> None:
    """A sentence is a passage, a table row is one whatever stops stand in it, and so is a list item's sentence."""
    assert [passage.text for passage in find_passages(WEIR)] == [
        "The weir at Holm is 41 m wide.",
        "It cost 3.2 million crowns.",
        "Who paid?",
        "Trout pass in April",
        "Eels do not.",
        "Nobody knows why.",
        "2023\t1,204. None in May.",
    ]


def test_a_passage_knows_where_it_stands() -> None:
    """Reference, capture, title, publisher and date come along, with the headings and the caption over it."""
    first, *_, row = find_passages(WEIR)
    assert (first.reference, first.url, first.kind) == (2, "https://paper.example/weir", CaptureKind.PAGE)
    assert (first.title, first.publisher, first.published) == ("The weir", "Holm Letter", date(2024, 5, 6))
    assert first.section == ()
    assert row.section == ("Fish", "Counted at the ladder")


def test_a_row_carries_its_cells_with_their_headers() -> None:
    """Each cell comes with the header over it, so that a figure is never read without what it counts."""
    assert find_passages(WEIR)[-1].cells == (("Year", "2023"), ("Trout", "1,204. None in May."))


def test_neighbours_end_at_a_heading() -> None:
    """What stands before and after a passage is context only under the same headings."""
    passages = find_passages(WEIR)
    assert (passages[0].before, passages[0].after) == ("", "It cost 3.2 million crowns.")
    assert (passages[2].before, passages[2].after) == ("It cost 3.2 million crowns.", "")
    assert (passages[3].before, passages[3].after) == ("", "Eels do not.")


def test_an_empty_document_has_no_passages() -> None:
    """Nothing to quote is no error."""
    assert find_passages(write_document()) == ()


lines = st.lists(
    st.tuples(
        st.sampled_from([BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.FURNITURE]),
        st.text(st.sampled_from("ab1.,!?  \n“”(3%€—é"), max_size=60),
    ),
    max_size=8,
)


@given(lines)
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_and_nothing_is_said_twice(written: list[Line]) -> None:
    """Passages stand in order without overlap, each is found where it says, and together they are the text that may
    hold evidence."""
    document = write_document(*(line(kind, text, level=2) for kind, text in written))
    passages = find_passages(document)
    ends = [0, *(passage.selector.end for passage in passages)]
    assert all(passage.selector.start >= end for passage, end in zip(passages, ends, strict=False))
    assert all(locate(document.text, passage.selector) == passage.selector.span for passage in passages)
    loud = "".join(block.span.of(document.text) for block in document.blocks if not block.silent)
    assert "".join("".join(passage.text.split()) for passage in passages) == "".join(loud.split())
