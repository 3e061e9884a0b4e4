"""What a report says beyond its run: the run before, people's decisions, verdicts as of the article's day."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import Checked
from tests.runs import NOON, build_evidence, build_run, build_source

from claimcheck.background import judge_then, load_background
from claimcheck.desk import Options, open_desk
from claimcheck.model.evidence import Comparison, Stance
from claimcheck.model.run import Run
from claimcheck.model.verdict import Label, Review, Verdict
from claimcheck.settings import Settings
from claimcheck.steps import check
from claimcheck.store.standing import SECOND_LOOK, UNDONE

ARTICLE = """# The weir

The weir was built in 1931. [1] It holds 40 fish ladders, the keeper says. By June 2020 the town will add a lock.

1. [River Post](https://post.example/weir)
"""


def test_runs_over_one_article(tmp_path: Path) -> None:
    """A second run finds the first before it, with its plan's date past in both; the first has none before it."""
    path = tmp_path / "article.md"
    path.write_text(ARTICLE, "utf-8")
    with open_desk(Settings(db=f"sqlite:///{tmp_path / 'ledger.db'}"), Options(offline=True)) as desk:
        first, second = (asyncio.run(check(desk, str(path))) for _ in range(2))
        assert load_background(desk, first).before is None
        background = load_background(desk, second)
        assert background.before == first
        assert [note.says for note in background.notes] == [
            "Planned for 30 June 2020 at the latest, and that day is past."
        ]


def test_edited_file_is_known_by_its_title(tmp_path: Path) -> None:
    """A draft that was edited has no address and other bytes: it is set beside its former self, and not beside another
    article that only bears its title."""
    path = tmp_path / "article.md"
    with open_desk(Settings(db=f"sqlite:///{tmp_path / 'ledger.db'}"), Options(offline=True)) as desk:
        made = []
        for text in (
            ARTICLE,
            ARTICLE.replace("40 fish", "44 fish"),
            "# The weir\n\nAna Teal founded the club in 1902.\n",
        ):
            path.write_text(text, "utf-8")
            made.append(asyncio.run(check(desk, str(path))))
        first, edited, other = made
        assert load_background(desk, edited).before == first
        assert load_background(desk, other).before is None


def test_decisions_of_a_run(meta: Checked) -> None:
    """The latest review of each claim counts and stands beside the verdict it was made on; what was undone is none, and
    a request for a second look does not stand."""
    ledger, run = meta.desk.ledger, meta.run
    one, two, three = (verdict.claim for verdict in run.verdicts[:3])

    def review(claim: str, label: Label | None, reason: str, minutes: int) -> None:
        moment = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=minutes)
        ledger.append_review(Review(claim, "Ana", moment, label, reason, "Seen."), run.id)

    review(one, Label.SUPPORTED, "other", 1)
    review(one, Label.REFUTED, "other", 2)
    review(two, None, SECOND_LOOK, 3)
    review(three, Label.REFUTED, "other", 4)
    review(three, None, UNDONE, 5)
    found = ledger.load_decisions(run.id)
    assert [(one.review.claim, one.review.label, one.stands) for one in found] == [
        (one, Label.REFUTED, True),
        (two, None, False),
    ]
    assert load_background(meta.desk, run).decisions == found
    review(one, None, UNDONE, 6)
    review(two, None, UNDONE, 7)
    assert ledger.load_decisions(run.id) == ()


def seen_from(published: date | None) -> Run:
    """The built run, its second claim refuted by a page of 1 March 2026."""
    run = build_run()
    return replace(run, article=replace(run.article, published=published))


def test_as_of_the_articles_day() -> None:
    """What was published after the article does not count as of its day: the verdict then is another, and is given."""
    (then, *_) = [
        one for one in judge_then(seen_from(date(2026, 2, 1))) if one.claim == build_run().verdicts[1].claim
    ]
    assert then.label is Label.NOT_ENOUGH
    assert build_run().verdicts[1].label is Label.REFUTED


def test_no_pair_without_a_difference() -> None:
    """Where the article's day is unknown, or the verdict is the same on it, there is no pair."""
    assert judge_then(seen_from(None)) == ()
    run = seen_from(date(2026, 3, 10))
    proof = build_evidence(
        build_source(1, "The council approved €820 million."),
        "The council approved €820 million.",
        Stance.REFUTES,
        Comparison("amount", "€820 billion", "€820 million", False),
    )
    refuted = Verdict(run.verdicts[1].claim, Label.REFUTED, 0.97, "refuted", "", (proof,))
    assert judge_then(replace(run, verdicts=(refuted,))) == ()


@pytest.mark.parametrize("day", [None, NOON.date()])
def test_same_run_same_background(meta: Checked, day: date | None) -> None:
    """Today is the run's day: no clock is read."""
    dated = replace(meta.run, article=replace(meta.run.article, published=day))
    assert load_background(meta.desk, dated) == load_background(meta.desk, dated)
