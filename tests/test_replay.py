"""The upgrade gate: what today's engine would say of a stored run, before it is used."""

from __future__ import annotations

from dataclasses import replace

from tests.conftest import Checked

from claimcheck.model.verdict import Label, Shortfall
from claimcheck.replay import find_flips


def test_same_engine_flips_nothing(meta: Checked) -> None:
    """Stored bytes, read and judged anew by the engine that made the run, give every verdict again."""
    before = meta.desk.ledger.count_rows("verdict")
    flips, _ = find_flips(meta.desk, meta.run)
    assert flips == ()
    assert meta.desk.ledger.count_rows("verdict") == before


def test_other_engine_is_told(bridge: Checked) -> None:
    """A run of an older engine that called refuted claims open: each is a flip with the engine as its cause."""
    opened = tuple(
        replace(one, label=Label.NOT_ENOUGH, shortfall=Shortfall.WEAK) if one.label is Label.REFUTED else one
        for one in bridge.run.verdicts
    )
    older = replace(
        bridge.run, verdicts=opened, engine=replace(bridge.run.engine, key="older", rules="older")
    )
    flips, gold = find_flips(bridge.desk, older)
    assert len(flips) == sum(one.label is Label.REFUTED for one in bridge.run.verdicts) > 0
    assert {flip.causes for flip in flips} == {("another engine (rules)",)}
    assert all(flip.flipped for flip in flips)
    known = [gold[flip.after.claim.id] for flip in flips if flip.after and flip.after.claim.id in gold]
    assert known and all(known), "of the seed's refuted claims the gold standard accepts each"


def test_bytes_that_no_longer_read_are_a_state(vaccine: Checked) -> None:
    """A source that this engine can't read from its bytes becomes unreadable; what rested on it alone is a flip."""
    odd = tuple(
        replace(source, captures=tuple(replace(one, media_type="image/png") for one in source.captures))
        for source in vaccine.run.sources
    )
    flips, _ = find_flips(vaccine.desk, replace(vaccine.run, sources=odd))
    assert flips
    assert all(flip.after is None or flip.after.name != "Supported" for flip in flips)
    assert any("could not be read any more" in cause for flip in flips for cause in flip.causes)
