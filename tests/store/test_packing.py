from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.model.claim import Bound, Claim, Kind, Mention, Modality, PartialDate, Quantity, Saying
from claimcheck.model.evidence import Capture, CaptureKind, Outcome
from claimcheck.model.selector import Selector, Span
from claimcheck.store.packing import digest, pack, pack_columns, unpack

WORDS = st.text(max_size=12)
PLACES = st.integers(0, 10**6)
SPANS = st.builds(lambda start, length: Span(start, start + length), PLACES, PLACES)
FIGURES = st.decimals(allow_nan=False, allow_infinity=False)
DAYS = st.dates()
MOMENTS = st.datetimes(
    min_value=datetime(1990, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=-5))])
)
QUANTITIES = st.builds(
    Quantity, WORDS, SPANS, FIGURES, st.none() | FIGURES, st.none() | FIGURES, WORDS, WORDS, WORDS, WORDS,
    st.sampled_from(Bound),
)  # fmt: skip
CLAIMS = st.builds(
    Claim, WORDS, WORDS, st.builds(Selector, WORDS, WORDS, WORDS, PLACES, PLACES), PLACES,
    st.lists(WORDS, max_size=2).map(tuple), st.sampled_from(Kind), st.sampled_from(Modality), st.floats(0, 1),
    st.lists(st.builds(Mention, WORDS, WORDS, SPANS), max_size=2).map(tuple),
    st.lists(QUANTITIES, max_size=2).map(tuple),
    st.lists(st.builds(PartialDate, WORDS, SPANS, DAYS, DAYS, WORDS), max_size=2).map(tuple),
    st.none() | st.builds(Saying, WORDS, WORDS, WORDS),
    st.lists(PLACES, max_size=3).map(tuple), WORDS, st.none() | DAYS,
)  # fmt: skip
CAPTURES = st.builds(
    Capture, WORDS, WORDS, st.sampled_from(Outcome), MOMENTS, st.sampled_from(CaptureKind), PLACES, WORDS, WORDS,
    st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple), WORDS, st.floats(0, 100),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(CLAIMS | CAPTURES)
def test_what_was_packed_comes_back_equal(value: Claim | Capture) -> None:
    """Through JSON text and back, a dataclass equals itself, and so does its key."""
    back = unpack(type(value), json.loads(json.dumps(pack(value))))
    assert back == value
    assert digest(back) == digest(value)
    assert unpack(type(value), pack_columns(value)) == value


@settings(max_examples=40, deadline=None)
@given(CLAIMS, CLAIMS)
def test_equal_keys_mean_equal_content(one: Claim, other: Claim) -> None:
    """Two values share a key only when they pack alike."""
    assert (digest(one) == digest(other)) == (pack(one) == pack(other))


@dataclass(frozen=True)
class Older:
    name: str


@dataclass(frozen=True)
class Newer:
    name: str
    nick: str = ""
    seen: date | None = None
    marks: tuple[int, ...] = ()


def test_a_field_added_with_an_empty_default_changes_no_key() -> None:
    """Rows written before a field existed keep their keys and can still be read."""
    assert digest(Newer("a")) == digest(Older("a"))
    assert unpack(Newer, pack(Older("a"))) == Newer("a")


def test_a_default_that_is_not_empty_is_always_written() -> None:
    """Should such a default change one day, old rows still say what they said."""
    capture = Capture("u", "u", Outcome.OK, datetime(2026, 1, 1, tzinfo=UTC))
    assert pack(capture)["kind"] == "page"
    assert pack(capture)["status"] == 0


def test_the_same_instant_in_another_zone_has_the_same_key() -> None:
    capture = Capture("u", "u", Outcome.OK, datetime(2026, 1, 1, 12, tzinfo=UTC))
    elsewhere = replace(capture, fetched=capture.fetched.astimezone(timezone(timedelta(hours=9))))
    assert digest(capture) == digest(elsewhere)


def test_half_a_character_still_has_a_key() -> None:
    """A lone surrogate, as a hostile page may hold, is no reason to fail before the database has its say."""
    assert digest("\ud800") != digest("\ud801")


@pytest.mark.parametrize("odd", [object(), {1}, b"bytes", 1j], ids=lambda odd: type(odd).__name__)
def test_other_types_are_refused(odd: object) -> None:
    with pytest.raises(TypeError):
        pack(odd)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        pack(datetime(2026, 1, 1))


def test_figures_keep_every_digit() -> None:
    exact = Decimal("14300000000.000000000000000001")
    back = unpack(Quantity, pack(Quantity("x", Span(0, 1), exact, None, None)))
    assert back.value == exact
