from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from tests.runs import build_run

from claimcheck.model.evidence import CaptureKind
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Shortfall
from claimcheck.report.plain import (
    KINDS,
    SHORTFALLS,
    STATES,
    find_proof,
    plain,
    say_day,
    say_moment,
    visible,
    web_address,
)


def test_one_line() -> None:
    """Text for one line has no controls, no reordering marks and no runs of blanks; letters of any script stay."""
    assert plain(" a\r\n\tb\x1b[31m\u202ec\x00\x9b 東京 é ") == "a b [31m c 東京 é"


def test_verbatim_text_shows_what_would_steer() -> None:
    """Verbatim text keeps its line ends and marks each control by one sign, so that its length stays."""
    assert visible("a\n\tb\u202ec\x1b\x00\u200f") == "a\n\tb\ufffdc\ufffd\ufffd\u200f"


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "HTTP://A.example"])
def test_web_address(url: str) -> None:
    """Only http and https are offered as links."""
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["", "javascript:alert(1)", " https://a.example", "data:text/html,x", "file:///etc/passwd", "https:", "https:///x",
     "//a.example", "https://a.example/\u202e", "java\nscript:x"],
)  # fmt: skip
def test_no_address(url: str) -> None:
    """Anything else, or one with controls, is text."""
    assert web_address(url) == ""


def test_days_and_moments() -> None:
    """Days are written out without leading zeros, moments in UTC."""
    assert say_day(date(2026, 3, 4)) == "4 March 2026"
    assert say_moment(datetime(2026, 3, 4, 9, 5, tzinfo=UTC)) == "4 March 2026, 09:05 UTC"
    assert (
        say_moment(datetime(2026, 3, 4, 0, 5, tzinfo=timezone(timedelta(hours=2))))
        == "3 March 2026, 22:05 UTC"
    )
    assert say_moment(datetime(2026, 3, 4, 9, 5)) == "4 March 2026, 09:05 UTC"


def test_every_word_of_the_model_is_explained() -> None:
    """Each kind, state and shortfall has its words."""
    assert set(KINDS) == set(CaptureKind)
    assert set(STATES) == set(ReferenceState)
    assert set(SHORTFALLS) == set(Shortfall)


def test_proof() -> None:
    """The proof is the first passage that takes a side; a verdict without one has none."""
    run = build_run()
    assert find_proof(run.verdicts[1]) is run.verdicts[1].evidence[0]
    assert find_proof(run.verdicts[2]) is None
    assert find_proof(None) is None
