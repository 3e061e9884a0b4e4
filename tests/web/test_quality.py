from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.runs import NOON, build_run
from tests.web.conftest import RUN
from tests.web.serving import HIDDEN, Visitor

from claimcheck.model.claim import Kind
from claimcheck.model.verdict import Label, Review
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger
from claimcheck.store.quality import Decision, list_blind, list_decisions
from claimcheck.web.quality import count_answers, draw_bins, measure_share, split_shares

RELIT, COST, FIFTH = (claim.id for claim in build_run().extraction.claims[:3])


def spread_decisions(ledger: Ledger) -> None:
    """Some decisions, so that every part of the quality page has something to show."""
    for claim_id, label, reason in (
        (COST, Label.REFUTED, "accepted"),
        (FIFTH, Label.SUPPORTED, "proof-overlooked"),
        (RELIT, Label.SUPPORTED, "blind"),
    ):
        ledger.append_review(Review(claim_id, "Ida", NOON, label, reason, "Why."), RUN)


def decision(
    machine: Label, person: Label | None, confidence: float = 0.9, rule: str = "r", count: int = 1
) -> Decision:
    return Decision(machine, person, confidence, rule, Kind.EVENT, count)


decisions = st.lists(
    st.builds(
        decision, st.sampled_from(Label), st.one_of(st.none(), st.sampled_from(Label)), st.floats(0, 1),
        st.sampled_from("abc"), st.integers(1, 5),
    ),
    min_size=1,
    max_size=30,
)  # fmt: skip


@given(decisions)
@settings(max_examples=60, deadline=None)
def test_every_decision_is_counted_once(found: list[Decision]) -> None:
    """By rule, by label and by confidence, the counts add up; a share lies within its interval, and that in 0..1."""
    claims = sum(one.count for one in found)
    assert sum(share.count for share in split_shares(found, lambda one: one.rule)) == claims
    assert sum(sum(row.values()) for row in count_answers(found).values()) == claims
    assert sum(one.share.count for one in draw_bins(found)) == claims
    whole = measure_share("all", found)
    assert 0 <= whole.low <= whole.share + 1e-9
    assert whole.share - 1e-9 <= whole.high <= 1


def test_few_decisions_say_little() -> None:
    """One agreement of one is no certainty."""
    one = measure_share("all", [decision(Label.REFUTED, Label.REFUTED)])
    assert one.share == 1
    assert one.low == pytest.approx(0.207, abs=0.001)


def test_only_the_last_word_counts(visitor: Visitor, ledger: Ledger) -> None:
    """Changed decisions count once; second looks, and what was taken back, not at all."""
    visitor.decide(COST, "accept")
    visitor.decide(COST, "Supported", reason="context", note="Why.")
    visitor.decide(RELIT, "not-a-claim")
    visitor.decide(FIFTH, "second-look")
    with reading(ledger.database) as connection:
        found = list_decisions(connection)
    assert [(one.machine, one.person) for one in found] == [
        (Label.REFUTED, Label.SUPPORTED), (Label.SUPPORTED, None),
    ]  # fmt: skip
    assert "agreed with 0 of 2 verdicts" in visitor.read("/quality").text
    visitor.decide(COST, "undo")
    assert "agreed with 0 of 1 verdicts" in visitor.read("/quality").text


def test_before_anyone_decided_there_is_nothing_to_show(reader: Visitor) -> None:
    assert "Nobody has decided" in reader.read("/quality").text


def draw(visitor: Visitor) -> dict[str, str]:
    """The form of the claim that is drawn."""
    return dict(HIDDEN.findall(visitor.read("/quality/sample").text))


def test_a_passed_claim_is_judged_blind(visitor: Visitor, ledger: Ledger) -> None:
    """Drawn by lot, shown with its passages and without label, stance, rule or justification; the answer is stored
    beside the machine's, which is told afterwards."""
    page = visitor.read("/quality/sample").text
    assert "The lamp was lit again on 4 May 1998." in page
    main = page[page.index("<main") : page.index("<form method=")]
    for told in ("tag s", "supports", "date-agrees", "gives 4 May", "0.91"):
        assert told not in main
    form = draw(visitor)
    assert form["claim"] == RELIT
    answer = visitor.send("/quality/sample", {**form, "action": "Refuted"})
    (review,) = ledger.load_reviews(RELIT)
    assert (review.label, review.reason) == (Label.REFUTED, "blind")
    assert "You said <b>Refuted</b>, the machine" in answer.text
    assert "No passed claim is left" in answer.text
    assert (
        "Of 1 passed claim drawn by lot and judged blind, people also called 0 supported"
        in visitor.read("/quality").text
    )


def test_a_blind_answer_outlives_what_is_decided_afterwards(visitor: Visitor, ledger: Ledger) -> None:
    """Whoever sees the machine's answer and then agrees does not improve the sample."""
    visitor.send("/quality/sample", {**draw(visitor), "action": "Not Enough Evidence"})
    visitor.decide(RELIT, "accept")
    with reading(ledger.database) as connection:
        assert [one.agrees for one in list_blind(connection)] == [False]
        assert [one.agrees for one in list_decisions(connection)] == [True]


@pytest.mark.parametrize(
    ("fields", "status"), [({"action": "maybe"}, 422), ({"seen": "7", "action": "Refuted"}, 409)]
)
def test_a_broken_blind_answer_stores_nothing(
    visitor: Visitor, ledger: Ledger, fields: dict[str, str], status: int
) -> None:
    assert visitor.send("/quality/sample", draw(visitor) | fields).status_code == status
    assert ledger.load_reviews(RELIT) == ()
