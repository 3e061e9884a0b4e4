from dataclasses import replace

import pytest
from tests.runs import build_run

from claimcheck.model.claim import Bucket
from claimcheck.model.evidence import Stance
from claimcheck.report.page import (
    build_cards,
    build_chart,
    build_matrix,
    find_bearing,
    find_urgent,
    group_sentences,
    say_contrast,
    split_values,
)
from claimcheck.report.summary import find_findings

RUN = build_run()
FINDINGS = find_findings(RUN)
CARDS = build_cards(FINDINGS, RUN.sources)


def test_quote_stands_in_its_surroundings() -> None:
    """A quote's words join up to the exact passage; what stands before and after is kept apart."""
    quote = CARDS[2].quotes[0]
    assert "".join(text for text, _ in quote.words) == quote.evidence.passage.selector.exact
    assert (quote.before, quote.after) == ("Repairs cost a lot.", "Work ended in 1998.")


def test_surroundings_from_the_selector() -> None:
    """Without neighbours, the selector's context is shown from the next whole word on, never from another line."""
    verdict = RUN.verdicts[1]
    proof = verdict.evidence[0]
    selector = replace(proof.passage.selector, prefix="nu\nHome\nalf a word before ", suffix=" and aft")
    bare = replace(proof, passage=replace(proof.passage, selector=selector, before="", after=""))
    run = replace(RUN, verdicts=(replace(verdict, evidence=(bare,)),))
    quote = build_cards(find_findings(run), run.sources)[2].quotes[0]
    assert (quote.before, quote.after) == ("a word before", "and")


def test_conflict_shows_both_sides() -> None:
    """A conflicting verdict shows the first passage of each side without unfolding anything."""
    assert [quote.evidence.stance for quote in CARDS[8].quotes] == [Stance.SUPPORTS, Stance.REFUTES]


def test_undecided_claims_show_no_proof() -> None:
    """Where evidence falls short, no passage is put forward as proof; all are kept as weighed."""
    assert CARDS[3].quotes == ()
    assert len(CARDS[3].others) == 1


def test_no_passage_is_lost() -> None:
    """Every passage of a verdict is on its card, in front or folded."""
    for finding in FINDINGS:
        card = CARDS[finding.number]
        expected = len(finding.verdict.evidence) if finding.verdict else 0
        assert len(card.quotes) + len(card.others) == expected


def test_comparisons() -> None:
    """Compared values stand in one table: the article's beside each source's."""
    table = CARDS[2].comparisons
    assert table.aspects == (("amount", "€820 billion"),)
    ((_, (pair,)),) = table.columns
    assert pair is not None
    assert pair.evidence == "€820 million"


@pytest.mark.parametrize(
    ("text", "values", "bold"),
    [
        ("It cost €82 million, not €82.", ["€82", "€82 million"], ["€82 million", "€82"]),
        ("In 1998 and 19980.", ["1998"], ["1998"]),
        ("A (b) c", ["(b)"], ["(b)"]),
        ("Nothing here", ["", " "], []),
        ("may or MAY", ["May"], ["may", "MAY"]),
    ],
)
def test_values_in_a_quote(text: str, values: list[str], bold: list[str]) -> None:
    """Compared values are found as whole words, the longest first; the quote stays verbatim."""
    found = split_values(text, values)
    assert "".join(part for part, _ in found) == text
    assert [part for part, is_value in found if is_value] == bold


def test_chart_holds_every_claim_once() -> None:
    """Each claim has one square, in the row of its section, in the article's order."""
    rows = build_chart(FINDINGS)
    assert [square.finding.number for row in rows for square in row.squares] == list(range(1, 10))
    assert [row.section for row in rows] == [("What it cost",), ("Who kept it",)]


def test_chart_wraps() -> None:
    """A section with many claims goes on in the next row of squares."""
    (row,) = build_chart([replace(FINDINGS[0], number=n) for n in range(1, 31)])
    assert (row.width, row.height) == (12, 3)
    assert len({(square.x, square.y) for square in row.squares}) == 30


def test_matrix() -> None:
    """A cell tells support, refutation, silence and not having been read apart; opinions have no row."""
    rows = {
        finding.number: [cell.glyph for cell in cells]
        for finding, cells in build_matrix(FINDINGS, RUN.sources)
    }
    assert list(rows) == [1, 2, 3, 5, 7, 8]
    assert rows[1] == ["", "✓", "", ""]
    assert rows[2] == ["✗", "", "?", ""]
    assert rows[3] == ["·", "", "", ""]
    assert rows[8] == ["", "", "", "±"]


def test_silent_source_that_is_cited() -> None:
    """A source that was cited and read and says nothing is shown as such, unlike one that could not be read."""
    cost = replace(FINDINGS[1], claim=replace(FINDINGS[1].claim, references=(1, 2, 3)))
    ((_, cells),) = build_matrix([cost], RUN.sources)
    assert [(cell.glyph, cell.cited) for cell in cells] == [
        ("✗", True),
        ("○", True),
        ("?", True),
        ("", False),
    ]


def test_bearing() -> None:
    """A source names the claims that it supports and refutes, a repeated claim once."""
    assert find_bearing(FINDINGS, 2) == {Stance.SUPPORTS: (1,), Stance.REFUTES: ()}
    assert find_bearing(FINDINGS, 4) == {Stance.SUPPORTS: (8,), Stance.REFUTES: (8,)}


def test_urgent() -> None:
    """What is refuted comes first, then what is in conflict, then a verdict that is missing."""
    missing = tuple(replace(one, verdict=None) if one.number == 1 else one for one in FINDINGS)
    assert [one.number for one in find_urgent(missing)] == [2, 8, 1]
    assert say_contrast(FINDINGS[1]) == "Gazette 1: €820 million"
    assert say_contrast(FINDINGS[7]) == "Gazette 4: “The one at Ness is 44 metres.”"
    assert say_contrast(FINDINGS[3]) == ""


def test_sentences_without_claims_are_all_listed() -> None:
    """Sentences are listed by bucket and reason; none is left out, none with a claim is among them."""
    groups = group_sentences(RUN.extraction.sentences)
    listed = [sentence for _, _, sentences in groups for sentence in sentences]
    assert {bucket for bucket, _, _ in groups} == {Bucket.NOT_CHECKABLE, Bucket.DUPLICATE, Bucket.FURNITURE}
    assert len(listed) == sum(sentence.bucket is not Bucket.CLAIM for sentence in RUN.extraction.sentences)
