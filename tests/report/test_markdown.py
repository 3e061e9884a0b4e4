from dataclasses import replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.runs import HOSTILE, build_hostile_run, build_run

from claimcheck.model.run import Run
from claimcheck.report.markdown import render_markdown

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def read(run: Run) -> list[Token]:
    return [
        token for block in READER.parse(render_markdown(run)) for token in (block, *(block.children or ()))
    ]


@pytest.mark.parametrize("run", [build_run(), build_hostile_run()], ids=["plain", "hostile"])
def test_tables_hold(run: Run) -> None:
    """Whatever the cells hold, each table has its columns and a row for each claim and reference."""
    tokens = read(run)
    rows = sum(token.type == "tr_open" for token in tokens)
    cells = sum(token.type in ("td_open", "th_open") for token in tokens)
    claims, sources = len(run.extraction.claims) + 1, len(run.sources) + 1
    assert rows == claims + sources
    assert cells == claims * 5 + sources * 4


def test_nothing_from_outside_is_markup() -> None:
    """Hostile text makes no tag, no picture, no emphasis, no code and no link, and is read as it was written."""
    tokens = read(build_hostile_run())
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_inline", "html_block", "image", "link_open", "code_inline", "em_open", "s_open"}
    texts = [token.content for token in tokens if token.type == "inline"]
    plain = " ".join(HOSTILE.replace("\x1b", " ").replace("\u202e", " ").split())
    assert any(plain in text.replace("\\", "") for text in texts)


def test_links() -> None:
    """Only http and https addresses become links."""
    tokens = read(build_run())
    addresses = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    assert addresses == {f"https://source-{n}.example/story" for n in range(1, 5)}


def test_address_cannot_break_out() -> None:
    """An address with brackets and quotes stays one address."""
    run = build_run()
    source = run.sources[0]
    odd = replace(source.reference, url='https://x.example/a>b)(c"|[d]')
    run = replace(run, sources=(replace(source, reference=odd), *run.sources[1:]))
    addresses = {str(token.attrs["href"]) for token in read(run) if token.type == "link_open"}
    assert "https://x.example/a%3Eb%29%28c%22%7C%5Bd%5D" in addresses


def test_every_claim_and_quote_is_there() -> None:
    """Every claim has a heading, every passage its words, every issue a line."""
    run = build_run()
    text = render_markdown(run)
    for claim in run.extraction.claims:
        assert f". {claim.text}\n" in text
    for verdict in run.verdicts:
        assert all(evidence.passage.text in text for evidence in verdict.evidence)
    assert "403 Forbidden" in text


def test_digest_is_told() -> None:
    """A quote from a digest says that it is a paraphrase."""
    text = render_markdown(build_run())
    assert "**digest, a paraphrase**" in text
    assert "not the publisher's page" in text


@pytest.mark.parametrize(
    "opening", ["# x", "- x", "+ x", "1. x", "12) x", "= x", "> x", "---", "| a", "$5 to $6", "&lt;"]
)
def test_lines_cannot_open_blocks(opening: str) -> None:
    """A justification that begins like a list, a heading or a rule stays a paragraph."""
    run = build_run()
    verdict = replace(run.verdicts[3], justification=opening)
    tokens = READER.parse(render_markdown(replace(run, verdicts=(verdict,))))
    inline = [token for token in tokens if token.type == "inline" and "(rule" in token.content]
    assert len(inline) == 1
    text = "".join(child.content for child in inline[0].children or ())
    assert text.startswith(opening)
    assert inline[0].level == 1


def test_missing_verdict_is_loud() -> None:
    """A verdict that is due and missing is said at the head."""
    assert "Without a verdict, though one is due: 1." in render_markdown(
        replace(build_run(), verdicts=build_run().verdicts[1:])
    )
