"""One reference read, and all of a run's set beside each other: what stands in for what, and what a wall is."""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from tests.fetch.hostile import answer, open_server, routes, says
from tests.text.sheets import write_pdf

from claimcheck import steps
from claimcheck.desk import Options, open_desk
from claimcheck.fetch.client import open_client
from claimcheck.model.article import Article, Reference
from claimcheck.model.evidence import CaptureKind, Outcome
from claimcheck.model.run import ReferenceState, Source
from claimcheck.settings import Settings
from claimcheck.sources import open_thread, read_source
from claimcheck.text.passages import find_passages

PAGE = (
    "<!DOCTYPE html><title>{0}</title><h1>{0}</h1><p>"
    + "The weir at Holm was rebuilt in 1987 with stones. " * 8
)
SAME = PAGE.format("Welcome, dear reader")
TITLES = ("The weir at Holm", "The otters of Holm", "The bells of Holm")
ONLINE, OFFLINE = Options(allow_private=True), Options(offline=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(db=f"sqlite:///{tmp_path / 'ledger.db'}", timeout=5)


def read_all(
    settings: Settings, references: Sequence[Reference], options: Options = ONLINE
) -> tuple[tuple[Source, ...], list[str]]:
    """The sources of a run over an article that cites them, as they stand before it is judged; and its issues."""
    text = "The weir was rebuilt."
    article = Article(
        "Holm", text, hashlib.sha256(text.encode()).hexdigest(), (), references=tuple(references)
    )
    with open_desk(settings, options) as desk:
        run_id = steps.begin_run(desk, article)

        async def run() -> None:
            await steps.read_references(desk, run_id)
            await steps.settle_references(desk, run_id)
            assert await steps.settle_references(desk, run_id) == 0

        asyncio.run(run())
        assert desk.ledger.verify() == []
        issues = [issue.cause for issue in desk.ledger.load_run(run_id).issues]
        return desk.ledger.load_sources(run_id), issues


def test_the_same_bytes_at_two_addresses_of_a_site_are_a_wall(settings: Settings, tmp_path: Path) -> None:
    """Neither is read, though the page looks like one; each falls back on its digest. Another site's copy of these
    bytes, and another page of the first site, are read. The same again offline, from what was captured."""
    digest = tmp_path / "digest.html"
    digest.write_text(PAGE.format(TITLES[0]), "utf-8")
    site = routes(
        {f"/{n}": answer(body=SAME.encode()) for n in range(2)}
        | {"/2": answer(body=PAGE.format(TITLES[2]).encode())}
    )
    with open_server(site) as here, open_server(says(body=SAME.encode())) as there:
        references = [
            Reference(1, TITLES[0], url=f"{here.url}0", digest=str(digest)),
            Reference(2, TITLES[1], url=f"{here.url}1"),
            Reference(3, TITLES[2], url=f"{here.url}2"),
            Reference(4, TITLES[1], url=there.url),
        ]
        sources, issues = read_all(settings, references)
    again, _ = read_all(settings, references, OFFLINE)
    states = [ReferenceState.DIGEST, ReferenceState.UNREADABLE, ReferenceState.READ, ReferenceState.READ]
    assert [source.state for source in sources] == [source.state for source in again] == states
    outcomes = [[(capture.kind, capture.outcome) for capture in source.captures] for source in sources]
    assert outcomes[0] == [(CaptureKind.PAGE, Outcome.WALL), (CaptureKind.DIGEST, Outcome.OK)]
    assert outcomes[1] == [(CaptureKind.PAGE, Outcome.WALL)]
    assert len(issues) == 2 and all("same bytes" in issue for issue in issues)


def test_a_capture_from_before_the_wall_stands_in_for_the_page(settings: Settings) -> None:
    """What a site answers to everything today does not undo what was read of it yesterday."""
    pages = [PAGE.format(title) for title in TITLES[:2]]
    table = {f"/{n}": answer(body=page.encode()) for n, page in enumerate(pages)}
    with open_server(lambda stream, head: routes(table)(stream, head)) as site:
        references = [Reference(n + 1, TITLES[n], url=f"{site.url}{n}") for n in range(2)]
        before, _ = read_all(settings, references)
        table |= dict.fromkeys(table, answer(body=SAME.encode()))
        after, _ = read_all(settings, references)
    assert [source.document for source in after] == [source.document for source in before]
    assert [source.captures[0].outcome for source in after] == [Outcome.WALL] * 2


def test_a_page_that_robots_may_not_read_has_its_digest(settings: Settings, tmp_path: Path) -> None:
    """The ledger says that the site asked not to be read, and by what the reference was read instead."""
    digest = tmp_path / "digest.html"
    digest.write_text(PAGE.format(TITLES[0]), "utf-8")
    closed = says(body=b"User-agent: *\nDisallow: /", kind="text/plain")
    with open_server(says(), robots=closed) as site:
        given = Reference(1, TITLES[0], url=site.url)
        (bare,), _ = read_all(settings, [given])
        (source,), _ = read_all(settings, [replace(given, digest=str(digest))])
    assert (bare.state, source.state) == (ReferenceState.UNREACHABLE, ReferenceState.DIGEST)
    assert (
        source.captures[0].outcome is Outcome.DISALLOWED_BY_ROBOTS
        and "robots.txt" in source.captures[0].detail
    )


def test_a_quote_from_a_pdf_has_its_page(settings: Settings) -> None:
    """Counted from 1; the reader of the bytes is named with its version."""
    pages = [["The weir at Holm, a report."], ["The weir was rebuilt in 1987."]]
    with open_server(says(kind="application/pdf", body=write_pdf(pages))) as site:
        (source,), _ = read_all(settings, [Reference(1, "Report", url=site.url)])
    assert source.document is not None and source.document.extractor.startswith("pypdfium2 ")
    assert {passage.text: passage.page for passage in find_passages(source.document)} == {
        "The weir at Holm, a report.": 1,
        "The weir was rebuilt in 1987.": 2,
    }


def test_waiting_for_one_host_keeps_no_other_waiting(settings: Settings) -> None:
    """A dozen references to a slow host come first; the pages of other hosts don't wait for them, though only four may
    be under way at once."""
    slow_pause = says(body=b"User-agent: *\nCrawl-delay: 0.1", kind="text/plain")
    order: list[str] = []

    def serve(name: str) -> object:
        def behaviour(stream: object, head: bytes) -> None:
            order.append(name)
            stream.sendall(answer())  # type: ignore[attr-defined]

        return behaviour

    with ExitStack() as stack:
        slow = stack.enter_context(open_server(serve("slow"), robots=slow_pause))  # type: ignore[arg-type]
        quick = [stack.enter_context(open_server(serve("quick"))) for _ in range(6)]  # type: ignore[arg-type]
        urls = [*(f"{slow.url}{n}" for n in range(12)), *(server.url for server in quick)]
        references = [Reference(n, "", url=url) for n, url in enumerate(urls, 1)]
        read_all(replace(settings, fetches=4), references)
    assert order.count("slow") == 12
    assert max(place for place, name in enumerate(order) if name == "quick") < 12


def test_a_fresh_capture_is_read_without_asking_its_server(settings: Settings) -> None:
    """As it stood, whatever stands there now; once it is no longer fresh, the server is asked."""
    table = {"/": answer(body=PAGE.format(TITLES[0]).encode())}
    with open_server(lambda stream, head: routes(table)(stream, head)) as site:
        references = [Reference(1, TITLES[0], url=site.url)]
        (first,), _ = read_all(settings, references)
        table["/"] = answer(body=PAGE.format(TITLES[1]).encode())
        (fresh,), _ = read_all(replace(settings, fresh=60), references)
        (stale,), _ = read_all(settings, references)
    assert fresh == first
    assert stale.document is not None and stale.document.title == TITLES[1]


def test_other_work_goes_on_while_a_page_is_read(settings: Settings) -> None:
    """Reading a large page is a thread's work: what else the loop has to do, requests above all, waits for no page."""
    rows = "".join(
        f"<li><b>{n}</b> stones of the weir at Holm <i>were cut</i> by hand.</li>" for n in range(4_000)
    )
    article = Article("Holm", "The weir.", hashlib.sha256(b"The weir.").hexdigest(), ())
    gaps: list[float] = []

    async def tick() -> None:
        while True:
            before = asyncio.get_running_loop().time()
            await asyncio.sleep(0.001)
            gaps.append(asyncio.get_running_loop().time() - before)

    async def read(url: str) -> None:
        with open_desk(settings, ONLINE) as desk:
            async with open_client(desk.policy) as client:
                ticking = asyncio.create_task(tick())
                reading = await read_source(desk, article, Reference(1, TITLES[0], url=url), client)
                ticking.cancel()
        assert reading.source.state is ReferenceState.READ

    with open_server(says(body=PAGE.format(TITLES[0]).encode() + f"<ul>{rows}</ul>".encode())) as site:
        asyncio.run(read(site.url))
    assert sum(gaps) > 0.3, "the page is read too quickly to tell"
    assert max(gaps) < sum(gaps) / 3


def test_a_forked_process_has_a_thread_of_its_own() -> None:
    """A process that was forked after its parent read something reads on: it doesn't wait for a thread it hasn't got."""
    assert open_thread("reading", os.getpid()).submit(int, "1").result(5) == 1
    child = os.fork()
    if not child:
        done = open_thread("reading", os.getpid()).submit(int, "2")
        os._exit(0 if done.result(5) == 2 else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
