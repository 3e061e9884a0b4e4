"""Many articles: only what is new or changed, no failure that stops the others, nothing done twice, nothing lost."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.pages import serve_pages

from claimcheck import corpus, steps
from claimcheck.corpus import Done, Fate, Stage
from claimcheck.desk import Desk, Options, open_desk
from claimcheck.errors import Overtaken, UnreadableInput, UsageError
from claimcheck.model.run import ReferenceState, RunState
from claimcheck.report.rows import describe_run
from claimcheck.report.terminal import print_runs
from claimcheck.settings import Settings
from claimcheck.store.ledger import Taking

ROOT = Path(__file__).resolve().parents[1]
TOWER = "Tower\n\nThe tower is 300 metres tall and was built in 1889.\n"
MILL = "Mill\n\nThe mill employs 240 people. It opened in 1932.\n"
PAGE = """<!doctype html><html><head><title>{0}</title></head><body><article><h1>{0}</h1>
<p>The mill opened in 1932 and stands beside the river, a short walk from the railway station.</p>
<p>It employs 240 people there, most of them in the weaving shed, and exports cloth to nine countries.</p>
<p>Visitors are let in on the first Sunday of each month, when the old steam engine is run.</p>
</article></body></html>"""
WORKER = """
import asyncio, sys
from claimcheck.corpus import check_articles
from claimcheck.desk import Options, open_desk
from claimcheck.settings import Settings
from claimcheck.store.ledger import Taking
with open_desk(Settings.from_environment(), Options(allow_private=True)) as desk:
    asyncio.run(check_articles(desk, sys.argv[1]))
"""


class Site:
    """Pages on loopback: path to (media type, text). The first request for a path in ``hanging`` gets no answer."""

    def __init__(self) -> None:
        self.base = ""
        self.pages: dict[str, tuple[str, str]] = {}
        self.hanging: dict[str, threading.Event] = {}
        self.asked: list[str] = []

    def answer(self, path: str) -> tuple[str, str] | None:
        self.asked.append(path)
        if path in self.hanging:
            self.hanging.pop(path).wait(30)
            return None
        return self.pages.get(path, ("text/html", ""))


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    with serve_pages(served.answer) as port:
        served.base = f"http://127.0.0.1:{port}"
        yield served


@contextmanager
def at(folder: Path, *, offline: bool = True, name: str = "ledger", lease: float = 60.0) -> Iterator[Desk]:
    settings = Settings(db=f"sqlite:///{folder / name}.db", lease=lease)
    with open_desk(settings, Options(offline=offline, allow_private=not offline)) as desk:
        yield desk


def check(desk: Desk, place: Path | str, out: Path | None = None) -> list[tuple[str, Fate]]:
    done = asyncio.run(corpus.check_articles(desk, str(place), out))
    return [(Path(one.source).name, one.fate) for one in done]


def export(desk: Desk, run_id: str) -> dict[str, Any]:
    """All that a run says, but for its name and its moments."""
    said = describe_run(desk.ledger.load_run(run_id))
    for name in ("id", "started", "finished"):
        del said["run"][name]
    for reference in said["references"]:
        for capture in reference["captures"]:
            del capture["fetched"], capture["elapsed"]
    return said


def wait_for(what: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_new_and_changed_articles_only(tmp_path: Path) -> None:
    """What was checked stays unchanged until its bytes or references change; a bad article is a line, not the end."""
    place = tmp_path / "articles"
    (place / "below").mkdir(parents=True)
    (place / "empty.txt").write_text("")
    (place / "mill.txt").write_text(MILL)
    (place / "below" / "tower.md").write_text(TOWER)
    (place / "notes.csv").write_text("not,an,article")
    with at(tmp_path) as desk:
        first = [("empty.txt", Fate.FAILED), ("mill.txt", Fate.CHECKED), ("tower.md", Fate.CHECKED)]
        assert check(desk, place, tmp_path / "out") == first
        assert len(list(tmp_path.glob("out/*/report.html"))) == 2
        unchanged = [(name, Fate.UNCHANGED if fate is Fate.CHECKED else fate) for name, fate in first]
        assert check(desk, place) == unchanged
        (place / "mill.txt").write_text(MILL.replace("240", "250"))
        (place / "below" / "references.toml").write_text('[[further]]\ntitle = "Height of the tower"\n')
        assert check(desk, place) == first
        assert check(desk, place) == unchanged
        assert [line.state for line in desk.ledger.list_runs()] == [RunState.FINISHED] * 4


def test_a_folder_with_an_article_is_that_article(tmp_path: Path) -> None:
    """Beside an article.* nothing else is one, nor are digests that a references.toml names."""
    for name in (
        "one/article.txt",
        "one/digests/d.txt",
        "one/site/page.html",
        "two/story.md",
        "two/kept/d.txt",
        "README.md",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(MILL)
    (tmp_path / "two" / "references.toml").write_text('[[reference]]\ntitle = "T"\ndigest = "kept/d.txt"\n')
    found = corpus.list_files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["one/article.txt", "two/story.md"]


def test_feeds_and_sitemaps_are_followed(tmp_path: Path, site: Site) -> None:
    """Each article of a feed is checked; one that is gone, and a sitemap that is, are failures with their names."""
    site.pages["/mill"] = ("text/html", PAGE.format("Mill"))
    item = "<item><link>/{}</link></item>"
    feed = f"<rss><channel>{item.format('mill')}{item.format('gone')}</channel></rss>"
    site.pages["/feed"] = ("application/rss+xml", feed)
    site.pages["/index"] = (
        "text/xml",
        "<sitemapindex><sitemap><loc>/map</loc></sitemap><sitemap><loc>/none</loc></sitemap><sitemap><loc>/index</loc></sitemap></sitemapindex>",
    )
    site.pages["/map"] = ("application/xml", "<urlset><url><loc>/mill</loc></url></urlset>")
    with at(tmp_path, offline=False) as desk:
        assert check(desk, f"{site.base}/feed") == [("mill", Fate.CHECKED), ("gone", Fate.FAILED)]
        assert check(desk, f"{site.base}/index") == [("mill", Fate.UNCHANGED), ("none", Fate.FAILED)]
        site.pages["/mill"] = ("text/html", PAGE.format("The mill"))
        assert check(desk, f"{site.base}/index") == [("mill", Fate.CHECKED), ("none", Fate.FAILED)]
        with pytest.raises(UnreadableInput, match="could not be read"):
            check(desk, f"{site.base}/nowhere")


def test_no_place_is_not_this_folder(tmp_path: Path) -> None:
    """A deployment without a corpus checks nothing, instead of whatever lies where its worker runs."""
    with at(tmp_path) as desk, pytest.raises(UsageError, match="CLAIMCHECK_CORPUS"):
        check(desk, "")


def test_two_workers_on_one_article(tmp_path: Path) -> None:
    """One works, the other leaves and says to whom; both at once is no different."""
    (tmp_path / "mill.txt").write_text(MILL)
    source = str(tmp_path / "mill.txt")
    with at(tmp_path) as desk, at(tmp_path) as other:

        async def both() -> list[tuple[Done, ...]]:
            return await asyncio.gather(*(corpus.check_articles(one, source_list) for one in (desk, other)))

        source_list = str(tmp_path)
        (one,), (two,) = asyncio.run(both())
        assert {one.fate, two.fate} == {Fate.CHECKED, Fate.HELD}
        left = one if one.fate is Fate.HELD else two
        assert f"is at work on run {left.run_id} until" in str(left)
        assert str(left).startswith(source)
        assert len(desk.ledger.list_runs()) == 1


def test_an_article_is_checked_anew_on_demand(tmp_path: Path) -> None:
    """Who asks for an article that was checked already gets a new run; but nobody gets one on which somebody is at work."""
    (tmp_path / "mill.txt").write_text(MILL)
    source = str(tmp_path / "mill.txt")
    with at(tmp_path) as desk, at(tmp_path) as other:
        assert check(desk, tmp_path) == [("mill.txt", Fate.CHECKED)]
        assert asyncio.run(corpus.take_article(desk, source)).taking is Taking.DONE
        anew = asyncio.run(corpus.take_article(desk, source, anew=True))
        assert anew.taking is Taking.BEGUN
        held = asyncio.run(corpus.take_article(other, source, anew=True))
        assert (held.taking, held.run_id, held.holder) == (Taking.HELD, anew.run_id, anew.holder)


def test_a_worker_that_lost_its_lease_writes_no_more(tmp_path: Path) -> None:
    """A worker that slept past its lease is overtaken: it stops at the next stage, and the other one's run stands."""
    (tmp_path / "mill.txt").write_text(MILL)
    with at(tmp_path, lease=0.01) as sleeper, at(tmp_path) as other:
        lease = asyncio.run(corpus.take_article(sleeper, str(tmp_path / "mill.txt")))
        time.sleep(0.02)
        assert check(other, tmp_path) == [("mill.txt", Fate.RESUMED)]
        with pytest.raises(Overtaken, match="taken over"):
            asyncio.run(corpus.run_stage(sleeper, lease, Stage.EXTRACT))
        assert [line.state for line in other.ledger.list_runs()] == [RunState.FINISHED]


def test_a_failed_run_says_why_and_is_taken_up_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that raises ends its article with a named line and an Issue; the next time it goes on from there."""
    (tmp_path / "mill.txt").write_text(MILL)
    (tmp_path / "tower.txt").write_text(TOWER)
    judge = steps.judge_claims

    def trip(desk: Desk, run_id: str, report: steps.Progress) -> int:
        if desk.ledger.load_run_article(run_id).title == "Mill":
            raise RuntimeError("tripped")
        return judge(desk, run_id)

    with at(tmp_path) as desk:
        monkeypatch.setattr(steps, "judge_claims", trip)
        assert check(desk, tmp_path) == [("mill.txt", Fate.FAILED), ("tower.txt", Fate.CHECKED)]
        (failed,) = (line for line in desk.ledger.list_runs() if line.state is RunState.FAILED)
        assert [issue.cause for issue in desk.ledger.load_run(failed.id).issues] == [
            "stopped: RuntimeError: tripped"
        ]
        monkeypatch.undo()
        assert check(desk, tmp_path) == [("mill.txt", Fate.RESUMED), ("tower.txt", Fate.UNCHANGED)]


@pytest.mark.parametrize("stages", range(len(Stage) + 1))
def test_a_run_broken_off_after_any_stage_ends_the_same(tmp_path: Path, stages: int) -> None:
    """Whoever takes a run up goes on after the last stage that is done, and exports what an unbroken run does."""
    (place := tmp_path / "articles").mkdir()
    (place / "mill.txt").write_text(MILL)
    with at(tmp_path, lease=0.5) as desk, at(tmp_path, name="whole") as whole:
        lease = asyncio.run(corpus.take_article(desk, str(place / "mill.txt")))
        for stage in list(Stage)[:stages]:
            asyncio.run(corpus.run_stage(desk, lease, stage))
        wait_for(lambda: desk.ledger.list_runs()[0].state is RunState.CRASHED)
        (done,) = asyncio.run(corpus.check_articles(desk, str(place), tmp_path / "out"))
        assert (done.fate, done.run_id) == (Fate.RESUMED, lease.run_id)
        (unbroken,) = asyncio.run(corpus.check_articles(whole, str(place)))
        assert export(desk, done.run_id) == export(whole, unbroken.run_id)


def test_killed_in_the_middle(tmp_path: Path, site: Site) -> None:
    """kill -9 while a reference is being read: held until the lease ends, then crashed, then finished by the next
    worker without reading again what was read, with the same export as an unbroken run."""
    place, went_on = tmp_path / "articles", threading.Event()
    place.mkdir()
    links = " ".join(f"[{name}]({site.base}/{name})" for name in ("one", "two"))
    (place / "mill.md").write_text(f"# Mill\n\nThe mill opened in 1932 and employs 240 people {links}.\n")
    site.pages |= {f"/{name}": ("text/html", PAGE.format(name)) for name in ("one", "two")}
    site.hanging["/two"] = went_on
    with at(tmp_path, offline=False, lease=4.0) as desk, at(tmp_path, offline=False, name="whole") as whole:
        assert desk.engine.key  # the models are warm
        environment = os.environ | {"CLAIMCHECK_DB": desk.settings.db, "CLAIMCHECK_LEASE": "4"}
        worker = subprocess.Popen([sys.executable, "-c", WORKER, str(place)], env=environment, cwd=ROOT)
        wait_for(lambda: "/two" in site.asked)
        (running,) = desk.ledger.list_runs()
        assert running.state is RunState.RUNNING
        wait_for(lambda: "reference 1" in desk.ledger.list_done(running.id))  # read, and kept
        worker.send_signal(signal.SIGKILL)
        assert worker.wait() == -signal.SIGKILL
        went_on.set()
        assert check(desk, place) == [("mill.md", Fate.HELD)]
        wait_for(lambda: desk.ledger.list_runs()[0].state is RunState.CRASHED, 10)
        with (console := Console(width=200)).capture() as shown:
            print_runs(desk.ledger.list_runs(), console)
        assert "(crashed)  Mill" in shown.get()
        assert check(desk, place) == [("mill.md", Fate.RESUMED)]
        assert [path for path in site.asked if path != "/robots.txt"] == ["/one", "/two", "/two"]
        (unbroken,) = asyncio.run(corpus.check_articles(whole, str(place)))
        assert export(desk, running.id) == export(whole, unbroken.run_id)
        states = [source.state for source in desk.ledger.load_run(running.id).sources]
        assert states == [ReferenceState.READ] * 2
        assert desk.ledger.verify() == []


def test_a_lease_is_kept_while_its_holder_lives(tmp_path: Path) -> None:
    """The heartbeat outlasts any number of leases."""
    (tmp_path / "mill.txt").write_text(MILL)
    with at(tmp_path, lease=0.6) as desk:

        async def linger() -> None:
            lease = await corpus.take_article(desk, str(tmp_path / "mill.txt"))
            async with corpus.holding(desk, lease):
                await asyncio.sleep(1.5)
                assert desk.ledger.list_runs()[0].state is RunState.RUNNING

        asyncio.run(linger())
        assert desk.ledger.list_runs()[0].started > datetime.now(UTC) - timedelta(minutes=1)
