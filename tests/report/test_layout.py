from dataclasses import replace

from tests.runs import build_article, build_claim, build_run

from claimcheck.model.article import Block, BlockKind
from claimcheck.model.run import Run
from claimcheck.model.selector import Span
from claimcheck.report.layout import Stretch, find_unplaced, lay_out
from claimcheck.report.summary import find_findings


def shown(stretches: tuple[Stretch, ...]) -> str:
    return " ".join(
        "".join(piece.text for piece in run)
        for stretch in stretches
        for group in stretch.groups
        for part in group.parts
        for run in part.runs
    )


def laid_out(run: Run) -> tuple[Stretch, ...]:
    return lay_out(run.article, find_findings(run))


def test_whole_article_is_shown() -> None:
    """Every word of the article is shown, furniture and headings too."""
    run = build_run()
    assert shown(laid_out(run)).split() == run.article.text.split()


def test_every_claim_stands_beside_its_words() -> None:
    """Each claim is in exactly one stretch: the one that shows its first words."""
    run = build_run()
    stretches = laid_out(run)
    placed = [finding.number for stretch in stretches for finding in stretch.findings]
    assert sorted(placed) == list(range(1, 10))
    assert find_unplaced(stretches, find_findings(run)) == ()


def test_heading_begins_a_stretch() -> None:
    """A heading begins a stretch once claims came before it, so that text stays beside its proof."""
    run = build_run()
    first, second = laid_out(run)
    assert [finding.number for finding in first.findings] == [1, 2, 3, 4, 5, 6]
    assert second.groups[0].parts[0].block.kind is BlockKind.HEADING


def test_long_section_is_split_between_paragraphs() -> None:
    """Without headings a long text is still cut, never inside a list."""
    filler = "A sentence that goes on for quite a while and says little. " * 15
    parts = [(BlockKind.PARAGRAPH, f"Claim {n}. {filler}") for n in range(6)]
    article = build_article("Long", [*parts, (BlockKind.LIST_ITEM, "one"), (BlockKind.LIST_ITEM, "two")])
    claims = tuple(build_claim(article, f"Claim {n}.") for n in range(6))
    run = build_run()
    run = replace(run, article=article, verdicts=(), extraction=replace(run.extraction, claims=claims))
    stretches = laid_out(run)
    assert [len(stretch.findings) for stretch in stretches] == [2, 2, 2]
    assert [group.kind for group in stretches[-1].groups] == ["text", "list"]


def test_words_between_blocks_are_shown() -> None:
    """Text that no block covers, and blocks that overlap, lose nothing and show nothing twice."""
    run = build_run()
    paragraph = run.article.blocks[3]
    inner = Block(99, BlockKind.QUOTATION, Span(paragraph.span.start + 4, paragraph.span.start + 8))
    blocks = (*run.article.blocks[:2], *run.article.blocks[3:], inner)
    broken = replace(run, article=replace(run.article, blocks=blocks))
    assert shown(laid_out(broken)).split() == run.article.text.split()


def test_table_rows_are_cells_under_their_headers() -> None:
    """Consecutive rows make one table; a row whose cells lie outside of it is shown whole."""
    run = build_run()
    table = next(group for stretch in laid_out(run) for group in stretch.groups if group.kind == "table")
    assert [len(part.runs) for part in table.parts] == [3, 3]
    assert table.parts[0].headers == ("Name", "Office", "From")
    rows = [replace(block, cells=run.article.blocks[6].cells) for block in run.article.blocks[7:8]]
    blocks = (*run.article.blocks[:7], *rows, *run.article.blocks[8:])
    broken = replace(run, article=replace(run.article, blocks=blocks))
    assert shown(laid_out(broken)).split() == run.article.text.split()


def test_claim_outside_the_text_is_unplaced() -> None:
    """A claim whose offsets lie beyond the article is not lost: it is told apart."""
    run = build_run()
    first = run.extraction.claims[0]
    astray = replace(first, source=replace(first.source, start=99_999, end=100_010))
    claims = (astray, *run.extraction.claims[1:])
    broken = replace(run, extraction=replace(run.extraction, claims=claims))
    assert [one.number for one in find_unplaced(laid_out(broken), find_findings(broken))] == [1]


def test_number_of_an_entry_stays_with_it() -> None:
    """Where reading leaves a list's numbers outside of its entries, each is shown with its entry all the same."""
    run = build_run()
    text = "Two rules:\n\n1. Be kind.\n2. Be brief.\n"
    starts = [text.index(words) for words in ("Two rules:", "Be kind.", "Be brief.")]
    kinds = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM)
    ends = (10, starts[1] + 8, starts[2] + 9)
    blocks = tuple(
        Block(n, kind, Span(*span)) for n, (kind, *span) in enumerate(zip(kinds, starts, ends, strict=True))
    )
    article = replace(run.article, text=text, blocks=blocks)
    (stretch,) = lay_out(article, ())
    assert [group.kind for group in stretch.groups] == ["text", "list"]
    assert [
        "".join(piece.text for run in part.runs for piece in run) for part in stretch.groups[1].parts
    ] == [
        "1. Be kind.",
        "2. Be brief.",
    ]
