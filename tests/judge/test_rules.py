"""Laws of the judgement: from weighed evidence to a label with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.judge.origins import share_text
from claimcheck.judge.rules import RULES, judge_claim
from claimcheck.model.article import Reference
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import CaptureKind, Comparison, Evidence, Passage, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.selector import Span, select
from claimcheck.model.verdict import Label, Shortfall
from claimcheck.values.dates import find_dates


def claim(text: str = "The pier cost €4 million.", kind: Kind = Kind.QUANTITY) -> Claim:
    return Claim(
        id="c", text=text, source=select(text, Span(0, len(text))), block=0, section=(), kind=kind,
        modality=Modality.ASSERTED, worth=1.0, dates=find_dates(text),
    )  # fmt: skip


def evidence(
    stance: Stance, score: float = 0.9, *, text: str = "The pier cost €4 million.", n: int = 1, day: date | None = None,
    publisher: str = "", kind: CaptureKind = CaptureKind.PAGE, rows: tuple[Comparison, ...] = (),
) -> Evidence:  # fmt: skip
    whole = select(text, Span(0, len(text)))
    place = Passage(n, f"s{n}", "", kind, whole, 0, publisher=publisher or f"Paper {n}", published=day)
    return Evidence(place, stance, score, "test", rows)


def source(state: ReferenceState, n: int = 1) -> Source:
    return Source(Reference(n=n, title=f"Page {n}", publisher=f"Paper {n}"), state)


def test_an_unreachable_reference_never_counts_against_a_claim() -> None:
    """What could not be read changes neither label nor confidence, and is named."""
    alone = judge_claim(claim(), [evidence(Stance.SUPPORTS)], [source(ReferenceState.READ)])
    unread = [source(ReferenceState.READ), source(ReferenceState.UNREACHABLE, 2)]
    beside = judge_claim(claim(), [evidence(Stance.SUPPORTS)], unread)
    assert (alone.label, alone.confidence) == (beside.label, beside.confidence)
    assert "Paper 2" in beside.justification


@pytest.mark.parametrize(
    ("states", "shortfall"),
    [
        ([], Shortfall.UNCITED),
        ([ReferenceState.UNRESOLVED], Shortfall.UNRESOLVED),
        ([ReferenceState.UNRESOLVED, ReferenceState.UNREACHABLE], Shortfall.UNREACHABLE),
        ([ReferenceState.UNREACHABLE, ReferenceState.UNREADABLE], Shortfall.UNREADABLE),
        ([ReferenceState.READ, ReferenceState.UNREACHABLE], Shortfall.SILENT),
        ([ReferenceState.DIGEST], Shortfall.SILENT),
    ],
)
def test_a_shortfall_tells_how_near_we_came(states: list[ReferenceState], shortfall: Shortfall) -> None:
    """Without evidence the verdict is Not Enough, with the cause nearest to a reading."""
    verdict = judge_claim(claim(), [], [source(state, n) for n, state in enumerate(states, 1)])
    assert (verdict.label, verdict.shortfall) == (Label.NOT_ENOUGH, shortfall)


def test_near_misses_are_weak_not_silent() -> None:
    """Something that bears on a claim without settling it is shown."""
    verdict = judge_claim(claim(), [evidence(Stance.NEUTRAL, 0.3)], [source(ReferenceState.READ)])
    assert verdict.shortfall is Shortfall.WEAK
    assert verdict.evidence


def test_independent_origins_on_both_sides_conflict() -> None:
    """Two publishers, each firm, on different sides; the proof has both."""
    sides = [
        evidence(Stance.SUPPORTS),
        evidence(Stance.REFUTES, text="The pier cost €9 million, the audit found.", n=2),
    ]
    verdict = judge_claim(claim(), sides, [])
    assert verdict.label is Label.CONFLICTING
    assert {item.stance for item in verdict.evidence[:2]} == {Stance.SUPPORTS, Stance.REFUTES}


def test_one_text_printed_twice_is_one_witness() -> None:
    """Syndicated copies make no verdict surer."""
    text = "The pier cost €4 million, the harbour board said in a statement on Friday."
    one = judge_claim(claim(), [evidence(Stance.SUPPORTS, text=text)], [])
    two = judge_claim(
        claim(), [evidence(Stance.SUPPORTS, text=text), evidence(Stance.SUPPORTS, text=text, n=2)], []
    )
    other = "An audit puts what was paid for the pier at €4 million."
    real = judge_claim(
        claim(), [evidence(Stance.SUPPORTS, text=text), evidence(Stance.SUPPORTS, text=other, n=2)], []
    )
    assert one.confidence == two.confidence < real.confidence
    assert share_text(text, text.replace("Friday", "Saturday"))


def test_evidence_from_before_the_event_does_not_decide() -> None:
    """A page can't report what happened after it was published."""
    text = "The pier opened on 4 May 2023."
    early = [
        evidence(Stance.SUPPORTS, text=text, day=date(2021, 1, 5)),
        evidence(Stance.NEUTRAL, 0.1, n=2, day=date(2024, 1, 1)),
    ]
    assert judge_claim(claim(text, Kind.EVENT), early, []).label is Label.NOT_ENOUGH


def test_a_newer_source_overtakes_an_older_one_on_a_state() -> None:
    """Who holds an office now is told by the newest page; what happened is not."""
    text = "Ana Reyes chairs the port."
    pages = [
        evidence(Stance.SUPPORTS, text=text, day=date(2020, 1, 1)),
        evidence(
            Stance.REFUTES, text="Ana Reyes stepped down as chair of the port.", n=2, day=date(2024, 1, 1)
        ),
    ]
    assert judge_claim(claim(text, Kind.ROLE), pages, []).label is Label.REFUTED
    assert judge_claim(claim(text, Kind.EVENT), pages, []).label is Label.CONFLICTING


def test_a_refutation_lays_the_two_values_side_by_side() -> None:
    """The reader sees the quote, the claim's value and the source's."""
    row = Comparison("amount", "€4 million", "€9 million", False)
    verdict = judge_claim(claim(), [evidence(Stance.REFUTES, text="It cost €9 million.", rows=(row,))], [])
    assert verdict.label is Label.REFUTED
    assert all(part in verdict.justification for part in ("It cost €9 million.", "€4 million", "€9 million"))


def test_a_digest_is_called_one() -> None:
    """A paraphrase shipped for offline use is never passed off as the page."""
    verdict = judge_claim(claim(), [evidence(Stance.SUPPORTS, kind=CaptureKind.DIGEST)], [])
    assert "digest" in verdict.justification


def test_every_case_meets_a_rule() -> None:
    """The last rule has no condition, and names are unique."""
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert RULES[-1].name == "silent"
