"""The upgrade gate: what today's engine would say of a stored run, before it is used."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import Checked

from claimcheck import replay
from claimcheck.model.verdict import Label, Shortfall, Verdict
from claimcheck.replay import find_flips


def test_same_engine_flips_nothing(checked: Checked) -> None:
    """Stored bytes, read and judged anew by the engine that made the run, give every verdict again."""
    before = checked.desk.ledger.count_rows("verdict")
    assert find_flips(checked.desk, checked.run) == ()
    assert checked.desk.ledger.count_rows("verdict") == before


def test_other_engine_is_told(bridge: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that judge otherwise show as flips, each with the engine as its cause; nothing is saved."""
    judge = replay.judge_claim

    def stricter(*given: object, **more: object) -> Verdict:
        verdict = judge(*given, **more)  # type: ignore[arg-type]
        if verdict.label is not Label.REFUTED:
            return verdict
        return replace(verdict, label=Label.NOT_ENOUGH, shortfall=Shortfall.WEAK)

    monkeypatch.setattr(replay, "judge_claim", stricter)
    older = replace(bridge.run, engine=replace(bridge.run.engine, key="older", rules="older"))
    flips = find_flips(bridge.desk, older)
    refuted = [one for one in bridge.run.verdicts if one.label is Label.REFUTED]
    assert len(flips) == len(refuted) > 0
    assert {flip.causes for flip in flips} == {("another engine (rules)",)}
    assert all(flip.flipped for flip in flips)


def test_damaged_or_vanished_text_is_a_state(vaccine: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source that the engine can't read any more becomes unreadable; what rested on it alone is told as a flip."""
    monkeypatch.setattr(replay, "read_capture", lambda fetched, reference: (fetched.capture, None))
    flips = find_flips(vaccine.desk, vaccine.run)
    assert flips
    assert all(flip.after is None or flip.after.name != "Supported" for flip in flips)
    assert any("could not be read any more" in cause for flip in flips for cause in flip.causes)
