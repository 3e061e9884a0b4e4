"""The table of rules, asked from the top: what evidence amounts to, and when to abstain."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.judge.rules import ABSTENTIONS, FIRM, RULES, judge_claim
from claimcheck.model.article import Reference
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import CaptureKind, Evidence, Passage, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import Label, Shortfall

CLAIM = Claim(
    "c1",
    "The dam is 84 metres high.",
    select("The dam is 84 metres high.", Span(0, 26)),
    0,
    (),
    Kind.QUANTITY,
    Modality.ASSERTED,
    0.8,
)


def said(
    words: str,
    stance: Stance,
    score: float = 0.9,
    *,
    reference: int = 1,
    published: date | None = None,
    kind: CaptureKind = CaptureKind.PAGE,
) -> Evidence:
    """Evidence of its own page and publisher for each reference number."""
    passage = Passage(
        reference,
        f"{reference:064x}",
        f"http://p{reference}.example/page",
        kind,
        select(words, Span(0, len(words))),
        0,
        title=f"Report {reference}",
        publisher=f"Publisher {reference}",
        published=published,
    )
    return Evidence(passage, stance, score, "by hand")


PRO = said("The wall rises 84 metres from its foundations.", Stance.SUPPORTS)
CON = said("Engineers give its height as 61 metres only.", Stance.REFUTES, reference=2)


def test_firm_support_is_borne_out_and_quoted() -> None:
    """One firm passage that says so, and nothing against it: Supported, the quote in the justification."""
    verdict = judge_claim(CLAIM, [PRO], ())
    assert (verdict.label, verdict.rule, verdict.shortfall) == (Label.SUPPORTED, "supported", None)
    assert "84 metres from its foundations" in verdict.justification
    assert verdict.evidence[0] == PRO


def test_firm_contradiction_refutes() -> None:
    """One firm passage against the claim: Refuted."""
    assert judge_claim(CLAIM, [CON], ()).label is Label.REFUTED


def test_two_independent_origins_that_disagree_conflict() -> None:
    """Support here and refutation there, both firm: Conflicting, with both quotes first."""
    verdict = judge_claim(CLAIM, [PRO, CON], ())
    assert verdict.label is Label.CONFLICTING
    assert [item.stance for item in verdict.evidence[:2]] == [Stance.SUPPORTS, Stance.REFUTES]


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.REFUTES])
def test_evidence_that_is_not_firm_settles_nothing(stance: Stance) -> None:
    """A leaning passage is no proof: Not Enough Evidence, because it is weak."""
    verdict = judge_claim(CLAIM, [said("It may be about that high.", stance, FIRM - 0.05)], ())
    assert (verdict.label, verdict.shortfall) == (Label.NOT_ENOUGH, Shortfall.WEAK)


def test_what_was_published_after_the_day_asked_about_does_not_count() -> None:
    """`as_of` sets later evidence aside."""
    late = said("The wall rises 84 metres.", Stance.SUPPORTS, published=date(2026, 5, 1))
    assert judge_claim(CLAIM, [late], (), as_of=date(2026, 4, 1)).label is Label.NOT_ENOUGH
    assert judge_claim(CLAIM, [late], (), as_of=date(2026, 6, 1)).label is Label.SUPPORTED


@pytest.mark.parametrize(
    ("states", "shortfall"),
    [
        ((), Shortfall.UNCITED),
        ((ReferenceState.UNRESOLVED,), Shortfall.UNRESOLVED),
        ((ReferenceState.UNREACHABLE, ReferenceState.UNRESOLVED), Shortfall.UNREACHABLE),
        ((ReferenceState.UNREADABLE, ReferenceState.UNREACHABLE), Shortfall.UNREADABLE),
    ],
)
def test_an_unread_source_never_counts_against_a_claim(
    states: tuple[ReferenceState, ...], shortfall: Shortfall
) -> None:
    """Nothing read, nothing decided: the shortfall names what came nearest to being read."""
    sources = [Source(Reference(n, f"Report {n}"), state) for n, state in enumerate(states, 1)]
    verdict = judge_claim(CLAIM, [], sources)
    assert (verdict.label, verdict.shortfall) == (Label.NOT_ENOUGH, shortfall)


def test_a_digest_is_worth_less_than_a_page() -> None:
    """The same words in a digest give the same label with less confidence."""
    digest = said("The wall rises 84 metres from its foundations.", Stance.SUPPORTS, kind=CaptureKind.DIGEST)
    on_page, in_digest = judge_claim(CLAIM, [PRO], ()), judge_claim(CLAIM, [digest], ())
    assert on_page.label is in_digest.label is Label.SUPPORTED
    assert in_digest.confidence < on_page.confidence


def test_an_abstention_is_never_sure_of_itself() -> None:
    """Not Enough Evidence after reading says little: its confidence stays at or under one half."""
    verdict = judge_claim(CLAIM, [said("The dam is old.", Stance.NEUTRAL, 0.2)], ())
    assert verdict.label is Label.NOT_ENOUGH
    assert verdict.confidence <= 0.5
    assert set(ABSTENTIONS) <= {rule.name for rule in RULES}


def test_rules_have_names_of_their_own() -> None:
    """A verdict names one rule, so names are unique; the last rule always answers."""
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert judge_claim(CLAIM, [], ()).rule in names
