"""Judging given evidence: what a verdict may rest on, what a file of pairs may hold, and how it is scored."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import claimcheck
from claimcheck.errors import UnreadableInput
from claimcheck.match.verifier import Scores, Verifier, open_verifier
from claimcheck.model.evidence import CaptureKind, Evidence, Passage, Stance
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import DECISIVE, Label, Shortfall, Verdict
from claimcheck.pairs import (
    Pair,
    ScoredPair,
    check_claim,
    label_verdict,
    read_pairs,
    report_pairs,
    score_pairs,
    summarize,
)

DAM = "The dam at Tarvin, finished in 1931, is 84 metres high. It holds 12 million cubic metres of water."
HELD_OUT = Path(__file__).parent / "match" / "traps_held_out.jsonl"
PAIRS = [
    Pair("same", "The dam at Tarvin is 84 metres high.", (DAM,), "supports"),
    Pair("other", "The dam at Tarvin is 48 metres high.", (DAM,), "refutes"),
    Pair("silent", "Helga Brandt won the chess final.", (DAM,), "nei"),
]


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return open_verifier()


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), "utf-8")
    return path


def evidence(stance: Stance, score: float) -> Evidence:
    passage = Passage(1, "", "", CaptureKind.PAGE, select(DAM, Span(0, len(DAM))), 0)
    return Evidence(passage, stance, score, "by hand")


def verdict(label: Label, *items: Evidence, confidence: float = 0.9) -> Verdict:
    shortfall = Shortfall.WEAK if label is Label.NOT_ENOUGH else None
    return Verdict("c", label, confidence, "by hand", "", items, shortfall)


def scored(gold: str, label: str) -> ScoredPair:
    scores = Scores(0, 0, 1)
    return ScoredPair(Pair("p", "c", ("e",), gold), label, scores, verdict(Label.NOT_ENOUGH), scores)


def test_the_package_offers_the_judgement() -> None:
    assert claimcheck.check_claim is check_claim


def test_a_decisive_verdict_quotes_the_given_text() -> None:
    """The proof stands verbatim in the text it names, with that text's place and digest."""
    found = check_claim("The dam at Tarvin is 84 metres high.", ["Nothing of note.", DAM])
    assert found.label is Label.SUPPORTED
    quote = found.evidence[0].passage
    assert DAM[quote.selector.start : quote.selector.end] == quote.text
    assert quote.reference == 2
    assert quote.capture_sha256 == hashlib.sha256(DAM.encode()).hexdigest()


def test_an_unrelated_text_settles_nothing() -> None:
    found = check_claim("Helga Brandt won the chess final.", [DAM])
    assert found.label is Label.NOT_ENOUGH
    assert found.shortfall in {Shortfall.SILENT, Shortfall.WEAK}


@pytest.mark.parametrize("given", [[], [""], [" \n \n"]], ids=["none", "empty", "blank"])
def test_no_evidence_is_never_a_reason_for_or_against(given: list[str]) -> None:
    found = check_claim("The dam at Tarvin is 84 metres high.", given)
    assert found.label is Label.NOT_ENOUGH
    assert found.evidence == ()


def test_proof_in_a_long_text_is_found() -> None:
    """More sentences than are weighed closely: the ones that matter are chosen first."""
    padding = [f"Item {n}: the council spoke about parks, roads and schools." for n in range(80)]
    found = check_claim("The dam at Tarvin is 84 metres high.", ["\n".join([*padding, DAM, *padding])])
    assert found.label is Label.SUPPORTED


def test_pairs_are_judged_each_on_its_own(verifier: Verifier) -> None:
    """What stands beside a pair in a file changes neither its label nor its scores."""
    together = list(score_pairs(PAIRS, verifier))
    alone = [next(score_pairs([pair], verifier)) for pair in PAIRS]
    assert [(row.label, row.scores) for row in together] == [(row.label, row.scores) for row in alone]
    assert [row.pair for row in together] == PAIRS


def test_scores_are_chances_and_agree_with_the_label(verifier: Verifier) -> None:
    """The three sum to 1 and the label has the greatest; a verdict of check_claim says the same."""
    for row in score_pairs(PAIRS, verifier):
        assert sum(row.scores) == pytest.approx(1)
        assert max(row.scores) == row.scores._asdict()[row.label]
        assert label_verdict(check_claim(row.pair.claim, row.pair.evidence)) == row.label


def test_plain_pairs_are_judged_right(verifier: Verifier) -> None:
    assert [row.label for row in score_pairs(PAIRS, verifier)] == ["supports", "refutes", "nei"]


def test_pairs_that_no_rule_was_written_on_are_seldom_swapped(verifier: Verifier) -> None:
    """On hand-written pairs kept apart from all fitting, supports and refutes are swapped in at most 3 of 100."""
    figures = summarize(list(score_pairs(read_pairs(HELD_OUT), verifier)), 1.0)
    assert figures["labelled"] > 100
    assert figures["confident_wrong"] <= 0.03 * figures["labelled"]


def test_a_report_is_one_line_a_pair_and_a_summary(verifier: Verifier) -> None:
    """Each line is a JSON object; the rule that decided is named."""
    *rows, last = map(json.loads, report_pairs(PAIRS, verifier))
    assert [row["id"] for row in rows] == [pair.id for pair in PAIRS]
    assert all(set(row) == {"id", "label", "gold", "scores", "rule"} and row["rule"] for row in rows)
    assert last["summary"]["pairs"] == len(PAIRS)


@pytest.mark.parametrize(
    ("pro", "con", "label"), [(0.9, 0.6, "supports"), (0.6, 0.9, "refutes"), (0.9, 0.8, "nei")]
)
def test_a_conflict_goes_to_the_side_that_is_clearly_stronger(pro: float, con: float, label: str) -> None:
    sides = evidence(Stance.SUPPORTS, pro), evidence(Stance.REFUTES, con)
    assert label_verdict(verdict(Label.CONFLICTING, *sides)) == label


def test_every_label_of_a_verdict_has_a_pair_label() -> None:
    for label in Label:
        sides = (evidence(Stance.SUPPORTS, 0.9), evidence(Stance.REFUTES, 0.9)) if label in DECISIVE else ()
        assert label_verdict(verdict(label, *sides)) in {"supports", "refutes", "nei"}


def test_a_summary_counts_what_matters() -> None:
    """Swapped sides are confident errors; nei in their place is an abstention, not an error of that kind."""
    rows = [
        scored("supports", "supports"),
        scored("supports", "refutes"),
        scored("refutes", "supports"),
        scored("refutes", "nei"),
        scored("nei", "nei"),
        scored("nei", "refutes"),
        scored("", "supports"),
    ]
    figures = summarize(rows, 2.0)
    assert figures["pairs"] == 7
    assert figures["labelled"] == 6
    assert figures["accuracy"] == pytest.approx(2 / 6, abs=1e-4)
    assert figures["balanced_accuracy"] == pytest.approx((1 / 2 + 0 + 1 / 2) / 3, abs=1e-4)
    assert figures["macro_f1"] == pytest.approx((0.5 + 0 + 0.5) / 3, abs=1e-4)
    assert figures["confident_wrong"] == 2
    assert figures["decided_without_evidence"] == 1
    assert figures["abstained"] == 1
    assert figures["commonest"] == pytest.approx(1 / 3, abs=1e-4)
    assert figures["pairs_per_second"] == 3.5


def test_not_supported_stands_for_refuted_and_for_undecided() -> None:
    rows = [
        scored("supports", "supports"),
        scored("not_supported", "refutes"),
        scored("not_supported", "nei"),
    ]
    figures = summarize(rows, 1.0)
    assert figures["accuracy"] == figures["macro_f1"] == figures["balanced_accuracy"] == 1.0
    assert figures["confident_wrong"] == 0


def test_a_summary_of_unlabelled_pairs_has_no_shares() -> None:
    figures = summarize([scored("", "nei")], 1.0)
    assert figures["accuracy"] is None
    assert figures["pairs_per_second"] == 1.0


def test_pairs_are_read_in_order(tmp_path: Path) -> None:
    """Evidence may be one text or several; blank lines and unknown keys are passed over; a label may be missing."""
    path = write(
        tmp_path / "pairs.jsonl",
        '\ufeff{"id": "a", "claim": "c", "evidence": "e", "label": "nei", "more": 1}',
        "",
        '{"claim": "c", "evidence": ["e", "f"], "trait": "two"}',
    )
    first, second = read_pairs(path)
    assert first == Pair("a", "c", ("e",), "nei")
    assert (second.evidence, second.gold, second.trait) == (("e", "f"), "", "two")
    assert "line 3" in second.id


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"evidence": "e", "label": "nei"}', "'claim' must be"),
        ('{"claim": " ", "evidence": "e", "label": "nei"}', "'claim' must be"),
        ('{"claim": "c", "evidence": 1, "label": "nei"}', "'evidence' must be"),
        ('{"claim": "c", "evidence": "e", "label": "maybe"}', "'label' must be"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, line: str, fault: str) -> None:
    path = write(tmp_path / "pairs.jsonl", '{"id": 1, "claim": "c", "evidence": "e", "label": "nei"}', line)
    with pytest.raises(UnreadableInput, match="line 2: ") as caught:
        read_pairs(path)
    assert fault in str(caught.value)


def test_files_that_hold_no_pairs_are_refused(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "missing", tmp_path, tmp_path / "binary", write(tmp_path / "empty", "", " ")):
        with pytest.raises(UnreadableInput, match=path.name):
            read_pairs(path)


def test_leaning_counts_what_an_abstention_would_have_said() -> None:
    """Every pair is decided by its score for the figure, abstentions too, and the verifier's own reading is measured on the same
    pairs; without both sides there is nothing to balance."""
    rows = [
        ScoredPair(
            Pair("p", "c", ("e",), gold),
            "nei",
            Scores(ours, 0, 1),
            verdict(Label.NOT_ENOUGH),
            Scores(own, 0, 1),
        )
        for gold, ours, own in (
            ("supports", 0.4, 0.1),
            ("supports", 0.1, 0.9),
            ("refutes", 0.1, 0.2),
            ("nei", 0.1, 0.8),
        )
    ]
    figures = summarize(rows, 1.0)
    assert (figures["leaning"], figures["verifier_alone"]) == (0.75, 0.5)
    assert summarize(rows[:2], 1.0)["leaning"] is None
