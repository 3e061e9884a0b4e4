"""Verdicts on hand-written minimal pairs: floors that only go up, ceilings that only go down, on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from claimcheck.match.verifier import open_verifier
from claimcheck.pairs import Pair, ScoredPair, read_pairs, score_pairs

TRAPS = Path(__file__).parent / "traps.jsonl"
NEAR = Path(__file__).parent / "near_misses.jsonl"
PLAIN = Path(__file__).parent / "plain_pairs.jsonl"
PLAINLY = 0.55  # least share of right labels on plain sentences; in first readings it was 32 to 54 per cent
RIGHT = 0.50  # least share of right labels (always the commonest: 0.42); traded down from 0.52 for half of the wrong ones
WRONG = 0.0125  # greatest share of supports for refutes or the reverse


@pytest.fixture(scope="module")
def scored() -> Sequence[ScoredPair]:
    return list(score_pairs(read_pairs(TRAPS), open_verifier()))


def is_wrong(row: ScoredPair) -> bool:
    return {row.label, row.pair.gold} == {"supports", "refutes"}


def test_more_traps_are_seen_through_than_before(scored: Sequence[ScoredPair]) -> None:
    """The share of right labels stays at or over its floor."""
    assert sum(row.label == row.pair.gold for row in scored) / len(scored) >= RIGHT


def test_confident_wrong_labels_stay_rare(scored: Sequence[ScoredPair]) -> None:
    """Supports for refutes, or the reverse, stays under its ceiling: abstaining is cheap, being wrong is not."""
    assert sum(map(is_wrong, scored)) / len(scored) <= WRONG


def test_a_near_miss_is_never_taken_for_the_thing() -> None:
    """One word away from the claim ('was nominated for', 'the second tallest', 'up to', 'by' for 'to') the label is the right one
    or none; a pair that is known to be judged wrongly is marked so, and leaves the mark once it isn't."""
    rows = list(score_pairs(read_pairs(NEAR), open_verifier()))
    wrong = {row.pair.id for row in rows if row.label not in {row.pair.gold, "nei"}}
    assert wrong == {row.pair.id for row in rows if row.pair.trait == "known wrong"}
    assert (
        sum(row.label == row.pair.gold for row in rows) / len(rows) >= 0.57
    )  # 0.59 before decisions had to be shared


def test_plain_sentences_are_never_judged_wrongly() -> None:
    """Two short sentences that any reader can set side by side get the right label or none, most of them the right one."""
    rows = list(score_pairs(read_pairs(PLAIN), open_verifier()))
    assert {row.pair.id for row in rows if row.label not in {row.pair.gold, "nei"}} == set()
    assert sum(row.label == row.pair.gold for row in rows) / len(rows) >= PLAINLY


def judge(claim: str, evidence: str) -> str:
    (row,) = score_pairs([Pair("own", claim, (evidence,), "nei")], open_verifier())
    return row.label


SALE = "Ostrand Mills sold its yarn division to the family firm Kerrow for £38 million in March 2022."


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Ostrand Mills sold its yarn division to Kerrow for £38m.", "supports"),
        ("Ostrand Mills sold its yarn division for £38 billion.", "refutes"),
        ("Ostrand Mills sold its yarn division for €38 million.", "refutes"),
        ("Kerrow employs 900 people.", "nei"),
        ("Ostrand Mills was founded in 1911.", "nei"),
    ],
)
def test_a_figure_counts_by_value_currency_and_thing(claim: str, label: str) -> None:
    """The same value in any writing agrees; another scale or currency contradicts; another thing is silence."""
    assert judge(claim, SALE) == label


def test_another_matter_never_refutes() -> None:
    """A passage about something else is silent, however different its figures are."""
    other = "The ferry to Ellis Point carries 38 cars and leaves four times a day."
    assert judge("Ostrand Mills sold its yarn division for £38 million.", other) == "nei"
