"""Typed comparison and the verifier watch each other."""

from __future__ import annotations

import pytest

from claimcheck import check_claim
from claimcheck.match.agreement import is_unread, is_unseen, leaves_a_turn
from claimcheck.match.aspects import Decision
from claimcheck.match.pair import Pair, pair
from claimcheck.match.reader import Reader
from claimcheck.match.verifier import Scores
from claimcheck.model.evidence import CaptureKind, Passage, Stance
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import Label
from claimcheck.pairs import read_claim
from claimcheck.text.syntax import open_language

LONG = (
    "The county's hospitals, which the audit visited in May and June, had 412 beds in all, 96 of them in the new wing, "
    "where 31 nurses worked."
)
SHORT = "The new wing has 96 beds."
BLIND, SEEING = Scores(0.5, 0.1, 0.4), Scores(0.2, 0.6, 0.2)


def set_side_by_side(claim: str, text: str, *, cells: tuple[tuple[str, str], ...] = ()) -> Pair:
    nlp = open_language()
    passage = Passage(1, "s", "", CaptureKind.PAGE, select(text, Span(0, len(text))), 0, cells=cells)
    read, reader = read_claim(claim, nlp), Reader(nlp)
    reader.parse([claim, text])
    return pair(read, passage, reader.read_claim(read), reader.read_passage(passage), text)


@pytest.mark.parametrize(
    ("text", "rule", "scores", "unseen"),
    [
        (LONG, "negated", [BLIND], True),
        (LONG, "count-differs", [BLIND], True),
        (LONG, "negated", [BLIND, SEEING], False),  # one reading is enough
        (LONG, "negated", [], False),  # it wasn't asked
        (SHORT, "negated", [BLIND], False),  # grammar doesn't err there
        (LONG, "rank-differs", [BLIND], False),  # ranks are what the verifier reads badly
    ],
)
def test_a_contradiction_in_a_long_sentence_has_to_be_seen_by_the_verifier(
    text: str, rule: str, scores: list[Scores], unseen: bool
) -> None:
    """What only grammar finds in a sentence with several figures stays open, save where the verifier is no judge."""
    both = set_side_by_side("The visitors were told that the old wing has 120 beds and a garden.", text)
    assert is_unseen(both, Decision(Stance.REFUTES, 0.9, rule, ""), scores) is unseen


def test_a_support_needs_no_second_opinion_here() -> None:
    """The guard is for contradictions alone."""
    both = set_side_by_side("The new wing has 96 beds.", LONG)
    assert not is_unseen(both, Decision(Stance.SUPPORTS, 0.9, "aligned", ""), [BLIND])


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Each of the two towers weighs 20 tonnes.", "Both towers together weigh 20 tonnes."),
        ("The city has banned cars from the centre.", "The city is considering a ban on cars in the centre."),
        (
            "Ada Lindqvist said of the ferry: “It was slow, and it was loud.”",
            "“It was slow, and it was loud,” she says about it.",
        ),
    ],
)
def test_what_leaves_it_open_is_no_proof(claim: str, text: str) -> None:
    """A figure of both together, a ban that is considered, and words whose speaker stands elsewhere prove nothing."""
    assert check_claim(claim, [text]).label is Label.NOT_ENOUGH


@pytest.mark.parametrize(
    ("text", "rule", "chance", "unread"),
    [
        (LONG, "aligned", 0.1, True),
        (LONG, "aligned", 0.3, False),
        (LONG, "aligned", 0.0, False),  # it wasn't asked
        (SHORT, "aligned", 0.1, False),  # grammar doesn't err there
        (LONG, "quote-said", 0.1, False),  # quotations are compared word by word
    ],
)
def test_a_support_in_a_long_sentence_has_to_be_read_by_the_verifier(
    text: str, rule: str, chance: float, unread: bool
) -> None:
    """What only grammar reads out of a sentence with several figures stays open, too."""
    both = set_side_by_side("The visitors were told that the old wing has 120 beds and a garden.", text)
    assert is_unread(both, rule, chance) is unread


@pytest.mark.parametrize(
    ("claim", "text", "chance", "left"),
    [
        ("All of the lakes had clean water.", "Of the 27 lakes, 24 had clean water.", 0.2, True),
        ("All of the lakes had clean water.", "Every lake had clean water.", 0.2, False),
        (
            "All of the lakes had clean water.",
            "Of the 27 lakes, 24 had clean water.",
            0.6,
            False,
        ),  # it reads it so
        ("Sales fell after the strike.", "Sales fell, and there was a strike.", 0.2, True),
        ("Sales fell after the strike.", "Sales fell following the strike.", 0.2, False),
        ("Sales fell because of the strike.", "Sales fell in the year of the strike.", 0.2, True),
        ("The city paid for it all.", "The city paid for it.", 0.2, False),  # no word for how many
    ],
)
def test_a_claim_turns_on_its_small_words(claim: str, text: str, chance: float, left: bool) -> None:
    """'all', 'after' and 'because' have to be in the source, or in what the verifier reads there."""
    assert leaves_a_turn(set_side_by_side(claim, text), "values-agree", chance) is left


@pytest.mark.parametrize(
    ("claim", "text", "label"),
    [
        ("Vera Moss is the youngest judge of the supreme court.", "Vera Moss is a judge of the supreme court.", Label.NOT_ENOUGH),
        ("Vera Moss is a judge of the supreme court.", "Vera Moss is a judge of the supreme court.", Label.SUPPORTED),
        ("“We sell Tuesday evenings,” says Vera Moss.", "“We sell Tuesday evenings,” says Moss, meaning films.", Label.SUPPORTED),
        ("The insurers paid €58 million.", "Between 2020 and 2025 we paid €31 million, the fund writes.", Label.NOT_ENOUGH),
        ("Northgate has a loan of €150 million.", "Northgate has applied for a loan of €150 million.", Label.NOT_ENOUGH),
        ("The insurer has since paid €5 million.", "What the insurers will pay is no subject of this inquiry.", Label.NOT_ENOUGH),
        ("The reading room has 460 seats.", "2.2 The reading room has seats for all.", Label.NOT_ENOUGH),
        ("No woman had led the bank before.", "On 1 May Vera Moss became the first woman to lead the bank.", Label.NOT_ENOUGH),
        ("The trial was stopped early.", "The trial was not stopped early.", Label.REFUTED),
        ("Work on the dam began in 2021.", "Work on the dam will begin in March 2027.", Label.REFUTED),
        ("The warden said the yard should repair it.",
         "The union called it a wreck; the warden replied only that the yard had to wait and should repair it.", Label.SUPPORTED),
    ],
)  # fmt: skip
def test_more_than_the_source_says(claim: str, text: str, label: Label) -> None:
    """An office with more besides, a denial that is none, a plan of a later year, and what someone only replied."""
    assert check_claim(claim, [text]).label is label
