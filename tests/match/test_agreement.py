"""Typed comparison and the verifier watch each other."""

from __future__ import annotations

import pytest

from claimcheck import check_claim
from claimcheck.match.agreement import is_unseen
from claimcheck.match.decisions import Decision
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
