"""A site's robots.txt is asked for before anything else of it, and kept to; its pauses are kept, too."""

from __future__ import annotations

import asyncio
import itertools
import time
from dataclasses import replace

import pytest
from tests.fetch import hostile
from tests.fetch.hostile import Behaviour, answer, header_of, open_server, path_of, says

from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.policy import Policy
from claimcheck.fetch.robots import LARGEST
from claimcheck.model.evidence import Outcome

POLICY = Policy(timeout=3, silence=1, attempts=1, allow_private=True)

WRITTEN = {
    # robots.txt, path, whether it may be read
    "User-agent: *\nDisallow: /": ("/page", False),
    "User-agent: *\nDisallow:": ("/page", True),
    "User-agent: claimcheck\nDisallow: /": ("/page", False),
    "User-agent: CLAIMCHECK\nDisallow: /": ("/page", False),
    "User-agent: otherbot\nDisallow: /": ("/page", True),
    "User-agent: *\nDisallow: /\n\nUser-agent: claimcheck\nAllow: /": ("/page", True),
    "User-agent: *\nDisallow: /private/": ("/private/page", False),
    "User-agent: *\nDisallow: /private/\n": ("/public", True),
    "User-agent: *\nDisallow: /\nAllow: /news/": ("/news/1", True),
    "User-agent: *\nDisallow: /*.pdf$": ("/report.pdf", False),
    "User-agent: *\nDisallow: /*.pdf$\n": ("/report.pdf?x=1", True),
    "User-agent: *\nDisallow: /a%3cd.html": ("/a%3Cd.html", False),
    "User-agent: *\nDisallow: /*?session=": ("/page?session=7", False),
    "\ufeffUser-agent: *\nDisallow: /": ("/page", False),
    "# nothing but a remark": ("/page", True),
    "<!DOCTYPE html><title>Not found</title><p>Disallow: /": ("/page", True),
    "User-agent: *\nAllow: /" + "\n# long" * (LARGEST // 7) + "\nDisallow: /page": ("/page", True),
}


@pytest.mark.parametrize("written", WRITTEN, ids=lambda text: text[-40:])
def test_what_a_site_asks_is_done(written: str) -> None:
    """A page that a robots.txt closes to us is never asked for, and the outcome says so; any other is read."""
    path, allowed = WRITTEN[written]
    with open_server(says(), robots=says(body=written.encode(), kind="text/plain")) as server:
        fetched = fetch(server.url.rstrip("/") + path)
    assert fetched.capture.outcome is (Outcome.OK if allowed else Outcome.DISALLOWED_BY_ROBOTS)
    assert len(server.requests) == allowed
    assert allowed or "robots.txt" in fetched.capture.detail
    assert header_of(server.robots[0], "user-agent").startswith("claimcheck/")


ANSWERS: dict[str, tuple[Behaviour, Outcome]] = {
    "missing": (says("404 Not Found"), Outcome.OK),
    "gone": (says("410 Gone"), Outcome.OK),
    "forbidden": (says("403 Forbidden"), Outcome.OK),
    "no text": (says(kind="image/png"), Outcome.OK),
    "empty": (says(body=b""), Outcome.OK),
    "leads on for ever": (hostile.redirects("/robots.txt"), Outcome.OK),
    "fails": (says("500 Internal Server Error"), Outcome.DISALLOWED_BY_ROBOTS),
    "for later": (says("503 Service Unavailable"), Outcome.DISALLOWED_BY_ROBOTS),
    "no gzip": (hostile.encoded("gzip", b"none"), Outcome.DISALLOWED_BY_ROBOTS),
    "hangs up": (hostile.hangs_up, Outcome.CONNECT_FAILURE),
    "hangs": (hostile.hangs, Outcome.TIMEOUT),
    "leads inside": (hostile.redirects("http://169.254.169.254/robots.txt"), Outcome.BLOCKED_ADDRESS),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_a_robots_txt_that_is_none_decides_as_rfc_9309_has_it(name: str) -> None:
    """Missing, it allows everything; while it can't be had because the server fails, nothing is asked for."""
    behaviour, outcome = ANSWERS[name]
    with open_server(says(), robots=behaviour) as server:
        fetched = fetch(server.url)
    assert fetched.capture.outcome is outcome, fetched.capture
    assert len(server.requests) == (outcome is Outcome.OK)


def test_a_failing_robots_txt_may_heal() -> None:
    """It is tried again as a page is, and then the page is read."""
    answers = iter([answer("503 Service Unavailable"), answer("404 Not Found")])
    with open_server(says(), robots=lambda s, _: s.sendall(next(answers))) as server:
        assert fetch(server.url, replace(POLICY, attempts=2)).capture.outcome is Outcome.OK


@pytest.mark.parametrize("behaviour", [hostile.hangs_up, says("503 Service Unavailable")])
def test_a_site_that_does_not_answer_is_not_tried_anew_for_every_page(behaviour: Behaviour) -> None:
    """As many times as one fetch may try; then the other pages of the site end as the first did."""
    with open_server(says(), robots=behaviour) as server:
        fetched = asyncio.run(
            fetch_all([f"{server.url}{n}" for n in range(5)], replace(POLICY, timeout=9, attempts=2))
        )
    assert len({each.capture.outcome for each in fetched}) == 1 and fetched[0].capture.status == 0
    assert (len(server.robots), len(server.requests)) == (2, 0)


def test_it_is_asked_for_once_for_all_pages_of_a_site() -> None:
    """Also by several clients that work side by side."""

    async def run(url: str) -> None:
        await asyncio.gather(*(fetch_all([f"{url}{n}", f"{url}{n + 10}"]) for n in range(3)))

    with open_server(says()) as server:
        asyncio.run(run(server.url))
    assert (len(server.robots), len(server.requests)) == (1, 6)


def test_every_hop_asks_the_site_it_leads_to() -> None:
    """A redirect to a site that closes the page ends there."""
    closed = says(body=b"User-agent: *\nDisallow: /", kind="text/plain")
    with open_server(says(), robots=closed) as there, open_server(hostile.redirects(there.url)) as here:
        fetched = fetch(here.url)
    assert (fetched.capture.outcome, fetched.capture.final_url) == (Outcome.DISALLOWED_BY_ROBOTS, there.url)
    assert there.requests == [] and len(there.robots) == 1


@pytest.mark.parametrize(
    "written", ["Crawl-delay: 0.4", "Request-rate: 2/1", "Crawl-delay: 0.4\nRequest-rate: 1/1"]
)
def test_the_pause_between_pages_is_kept(written: str) -> None:
    """Three pages take two pauses, and the pause counts against nobody's deadline; other hosts go on meanwhile."""
    pause = 1.0 if "1/1" in written else 0.4
    moments: list[float] = []

    def behaviour(stream: object, head: bytes) -> None:
        moments.append(time.monotonic())
        stream.sendall(answer())  # type: ignore[attr-defined]

    rules = says(body=f"User-agent: *\n{written}".encode(), kind="text/plain")
    with open_server(behaviour, robots=rules) as slow, open_server(says()) as quick:
        began = time.monotonic()

        async def run() -> float:
            quickly = asyncio.create_task(fetch_all([quick.url]))
            pages = asyncio.create_task(
                fetch_all([f"{slow.url}{n}" for n in range(3)], replace(POLICY, timeout=0.3))
            )
            await quickly
            passed = time.monotonic() - began
            assert {each.capture.outcome for each in await pages} == {Outcome.OK}
            return passed

        assert asyncio.run(run()) < pause
    assert all(two - one >= pause - 0.01 for one, two in itertools.pairwise(moments))
    assert len(moments) == 3


def test_a_host_that_wants_too_long_a_pause_is_left_alone() -> None:
    """The first page is read; the next is not asked for, and its outcome says why."""
    rules = says(body=b"User-agent: *\nCrawl-delay: 3600", kind="text/plain")
    with open_server(says(), robots=rules) as server:
        first, second = asyncio.run(fetch_all([server.url, f"{server.url}2"]))
    assert [first.capture.outcome, second.capture.outcome] == [Outcome.OK, Outcome.RATE_LIMITED]
    assert "3600" in second.capture.detail
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_wait_that_is_asked_for_holds_for_the_whole_host(status: str) -> None:
    """After Retry-After no other page of the host is asked for before its time: a short one is waited for, a long one
    ends in rate_limited."""
    for seconds, outcome in ((1, Outcome.OK), (3600, Outcome.RATE_LIMITED)):
        moments: list[float] = []

        def behaviour(
            stream: object, head: bytes, seconds: int = seconds, moments: list[float] = moments
        ) -> None:
            moments.append(time.monotonic())
            busy = path_of(head) == "/busy"
            data = answer(status, {"Retry-After": str(seconds)}) if busy else answer()
            stream.sendall(data)  # type: ignore[attr-defined]

        with open_server(behaviour) as server:
            _, other = asyncio.run(fetch_all([f"{server.url}busy", f"{server.url}other"]))
        assert other.capture.outcome is outcome
        assert len(moments) == 1 if seconds == 3600 else moments[1] - moments[0] >= 0.99


def fetch(url: str, policy: Policy = POLICY) -> Fetched:
    return asyncio.run(fetch_all([url], policy))[0]


async def fetch_all(urls: list[str], policy: Policy = POLICY) -> list[Fetched]:
    async with open_client(policy) as client:
        return await asyncio.gather(*(fetch_capture(url, client, policy) for url in urls))
