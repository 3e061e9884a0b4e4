"""What is looked at again: due plans first, failing addresses less and less, the long unseen always; and what comes of
it."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.runs import NOON, build_run
from tests.test_corpus import PAGE, Site, at, check, site

from claimcheck.corpus import Fate as Became
from claimcheck.desk import Desk
from claimcheck.errors import UsageError
from claimcheck.model.article import Reference
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture, Outcome
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.verdict import Label
from claimcheck.rechecking import (
    Pick,
    Reason,
    Rechecked,
    choose,
    consider,
    is_ripe,
    pick_articles,
    recheck,
    stream_due,
)
from claimcheck.report.watch import Fate
from claimcheck.store import looking, saving
from claimcheck.store.database import writing
from claimcheck.store.looking import Checked, Look

__all__ = ["site"]
WEEK = 7.0
ARTICLE = """<!doctype html><html><head><title>The mill</title></head><body><article><h1>The mill</h1>
<p>The <a href="{0}/staff">mill employs 240 people</a> there, most of them in the weaving shed.</p>
<p>The <a href="{0}/opened">mill opened in 1932</a> and stands beside the river, near the railway station.</p>
</article></body></html>"""


def checked(
    name: str, *urls: str, days: float = 30, due: tuple[date, ...] = (), volatile: int = 0
) -> Checked:
    """An article that was checked so many days ago."""
    then = NOON - timedelta(days=days)
    return Checked(name, then, then, name, f"https://{name}.example", due, volatile, urls, frozenset(urls))


def look(
    url: str, days: float, outcome: Outcome = Outcome.OK, failures: int = 0, seen: float | None = None
) -> Look:
    """Last tried so many days ago; ``seen`` says when it was last read, where that is not the same."""
    tried = NOON - timedelta(days=days)
    read = tried if outcome is Outcome.OK else None if seen is None else NOON - timedelta(days=seen)
    return Look(url, tried, read, failures, outcome)


def pick(
    articles: list[Checked], *looks: Look, limit: int = 10, share: float = 0.0
) -> list[tuple[str, Reason]]:
    seen = {one.url: one for one in looks}
    turns = (turn for one in articles if (turn := consider(one, seen, NOON, WEEK)))
    found = choose(turns, limit=limit, share=share)
    return [(one.run_id, one.reason) for one in found]


def test_the_order_of_urgency() -> None:
    """Plans whose day has come, sources known to be gone, figures that change, age; nothing before its time."""
    articles = [
        checked("old", "a"),
        checked("figures", "b", volatile=2),
        checked("gone", "c"),
        checked("plan", due=(date(2026, 3, 14),)),
        checked("fresh", "d"),
    ]
    looks = [look("a", 8), look("b", 2), look("c", 1, Outcome.NOT_FOUND, 1), look("d", 2)]
    assert pick(articles, *looks) == [
        ("plan", Reason.DUE), ("gone", Reason.VANISHED), ("figures", Reason.VOLATILE), ("old", Reason.AGE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("due", "days", "picked"), [(0, 3, True), (1, 3, False), (-5, 3, False), (-5, 6, True), (0, 0, False)]
)
def test_a_plan_is_due_once(due: int, days: int, picked: bool) -> None:
    """From its last day on, unless the article was checked on that day or later."""
    plan = checked("plan", days=days, due=(NOON.date() + timedelta(days=due),))
    assert bool(pick([plan])) is picked


@pytest.mark.parametrize(
    ("outcome", "waits"),
    [(Outcome.NOT_FOUND, [14, 28, 56, 112, 224, 224]), (Outcome.TIMEOUT, [14, 28, 28, 28, 28, 28])],
)
def test_each_failure_doubles_the_wait(outcome: Outcome, waits: list[int]) -> None:
    """To 32 times for a page that is gone, to four times for what may pass; a look that succeeds ends it."""
    for failures, days in enumerate(waits, 1):
        failing = look("a", 0, outcome, failures)
        for shift, ripe in ((-0.1, False), (0, True)):
            assert is_ripe(failing, NOON + timedelta(days=days + shift), timedelta(days=WEEK)) is ripe
    assert is_ripe(look("a", 7), NOON, timedelta(days=WEEK))


def test_what_was_never_tried_is_tried() -> None:
    assert pick([checked("new", "a")]) == [("new", Reason.AGE)]


def test_a_share_is_kept_for_what_was_not_seen_for_longest() -> None:
    """However much is urgent: with a fifth of ten places, two go to the oldest. Failed tries are no look: the last that
    succeeded counts."""
    urgent = [checked(f"plan{n}", days=20, due=(NOON.date(),)) for n in range(20)]
    old = [checked("older", "a", days=90), checked("old", "b", days=80), checked("younger", "c", days=10)]
    looks = [look("a", 60, Outcome.TIMEOUT, 1, seen=90), look("b", 70), look("c", 9)]
    found = pick([*urgent, *old], *looks, share=0.2)
    assert len(found) == 10
    assert found[-2:] == [("older", Reason.UNSEEN), ("old", Reason.UNSEEN)]
    assert {reason for _, reason in found[:-2]} == {Reason.DUE}
    assert len(pick(urgent, share=0.2)) == 10, "what nobody else needs is not left empty"


def look_again(desk, now: datetime) -> list[Rechecked]:  # type: ignore[no-untyped-def]  # a Desk
    async def all_of(picks: tuple[Pick, ...]) -> list[Rechecked]:
        return [await recheck(desk, one) for one in picks]

    return asyncio.run(all_of(pick_articles(desk, now)))


def test_a_source_that_changed_brings_a_new_run(tmp_path: Path, site: Site) -> None:
    """Nothing new, no run; another figure, and the verdict flips; a page that is gone keeps its verdict from the earlier
    capture, and is tried again later than the others. (Looks are made now, however late it is said to be.)"""
    elsewhere = site.base.replace("127.0.0.1", "localhost")  # a link within a site is no citation
    site.pages["/article"] = ("text/html", ARTICLE.format(elsewhere))
    site.pages["/staff"] = ("text/html", PAGE.format("The mill"))
    site.pages["/opened"] = ("text/html", PAGE.format("Opening of the mill").replace("240 people", "weavers"))
    site.pages["/list"] = ("text/plain", f"{site.base}/article\n")
    with at(tmp_path, offline=False) as desk:
        assert check(desk, f"{site.base}/list") == [("article", Became.CHECKED)]
        now = desk.ledger.list_runs()[0].started
        assert look_again(desk, now + timedelta(hours=1)) == []
        (same,) = look_again(desk, now + timedelta(days=9))
        assert {one.fate for one in same.watched} == {Fate.UNCHANGED} and same.done is None
        assert len(desk.ledger.list_runs()) == 1

        site.pages["/staff"] = ("text/html", PAGE.format("The mill").replace("240 people", "410 people"))
        (changed,) = look_again(desk, now + timedelta(days=18))
        assert [one.url for one in changed.news] == [f"{elsewhere}/staff"]
        assert changed.done is not None and changed.done.fate is Became.CHECKED
        labels = {one.label for one in desk.ledger.load_verdicts(changed.done.run_id)}
        assert Label.REFUTED in labels
        assert Label.REFUTED not in {one.label for one in desk.ledger.load_verdicts(same.pick.run_id)}

        del site.pages["/opened"]
        (gone,) = look_again(desk, now + timedelta(days=27))
        assert [(one.url, one.fate) for one in gone.news] == [(f"{elsewhere}/opened", Fate.GONE)]
        assert gone.done is not None and len(desk.ledger.list_runs()) == 3
        (later,) = look_again(desk, now + timedelta(days=2))
        assert later.pick.urls == (f"{elsewhere}/staff",) and later.done is None


def test_settings_that_make_no_sense_are_named(tmp_path: Path) -> None:
    with at(tmp_path) as desk:
        desk.settings = replace(desk.settings, recheck_share=2.0)
        with pytest.raises(UsageError, match="CLAIMCHECK_RECHECK_SHARE"):
            pick_articles(desk, NOON)


def fill(desk: Desk, articles: int) -> None:
    """So many articles that were checked long ago, each with a claim and a source that was read."""
    run = build_run()
    claim = run.extraction.claims[0]
    with writing(desk.ledger.database) as connection:
        for n in range(articles):
            article = replace(run.article, sha256=f"{n:064x}", url=f"https://news.example/{n}")
            saving.save_run(connection, f"run-{n:06}", article, run.engine, NOON, None)
            own = replace(claim, id=f"c{n:06x}")
            saving.save_extraction(connection, f"run-{n:06}", Extraction((own,), ()))
            saving.save_finish(connection, f"run-{n:06}", NOON)
            url = f"https://source.example/{n}"
            capture = Capture(url, url, Outcome.OK, NOON)
            made = Source(Reference(1, "T", "P", url), ReferenceState.READ, (capture,))
            saving.save_source(connection, f"run-{n:06}", made, {})


def test_memory_stays_flat_however_many_articles_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going through the ledger, as much is held at the end as at the first quarter, and each article comes once."""
    monkeypatch.setattr(looking, "MANY", 20)
    held, due = {}, []
    with at(tmp_path) as desk:
        fill(desk, 400)
        pick_articles(desk, NOON)  # what is loaded once
        tracemalloc.start()
        for n, one in enumerate(stream_due(desk, NOON + timedelta(days=60))):
            due.append(one.run_id)
            if n in (100, 380):
                gc.collect()
                held[n] = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        assert held[380] - held[100] < 280 * 100, "less than a hundred bytes for an article, its id included"
        assert held[380] < 400 * 300, "by far not all of them at a time"
        assert sorted(due) == [f"run-{n:06}" for n in range(400)]
        assert len(pick_articles(desk, NOON + timedelta(days=60))) == desk.settings.recheck_limit
