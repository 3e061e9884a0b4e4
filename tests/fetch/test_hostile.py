"""Whatever a server does has a name, and none of it takes longer than the deadline."""

from __future__ import annotations

import asyncio
import gzip
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import pytest
from tests.fetch import hostile
from tests.fetch.hostile import PAGE, Behaviour, answer, encoded, redirects, says

from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.policy import Policy
from claimcheck.model.evidence import Outcome

POLICY = Policy(
    timeout=1.2, silence=0.7, max_bytes=1_000_000, max_redirects=5, attempts=1, allow_private=True
)
BOMB = 60_000_000

HOSTILE: dict[str, tuple[Behaviour, Outcome]] = {
    "never answers": (hostile.hangs, Outcome.TIMEOUT),
    "drips its headers": (hostile.slow_head, Outcome.TIMEOUT),
    "drips its body": (hostile.slow_body, Outcome.TIMEOUT),
    "stalls in the body": (hostile.stalls_in_body, Outcome.TIMEOUT),
    "sends interim answers for ever": (hostile.endless_interim, Outcome.TIMEOUT),
    "sends a body without end": (hostile.endless_body, Outcome.TOO_LARGE),
    "sends headers without end": (hostile.endless_headers, Outcome.CONNECT_FAILURE),
    "announces too much": (says(length=5_000_000_000), Outcome.TOO_LARGE),
    "sends less than announced": (says(length=len(PAGE) + 500), Outcome.CONNECT_FAILURE),
    "announces nonsense": (says(headers={"Content-Length": "many"}), Outcome.CONNECT_FAILURE),
    "announces two lengths": (says(headers={"Content-Length": "10, 20"}), Outcome.CONNECT_FAILURE),
    "breaks a chunk": (hostile.breaks_chunk, Outcome.CONNECT_FAILURE),
    "hangs up": (hostile.hangs_up, Outcome.CONNECT_FAILURE),
    "resets the connection": (hostile.resets, Outcome.CONNECT_FAILURE),
    "speaks another protocol": (
        lambda s, _: s.sendall(b"220 mail.example ESMTP\r\n"),
        Outcome.CONNECT_FAILURE,
    ),
    "answers with bytes": (lambda s, _: s.sendall(bytes(range(256)) * 8), Outcome.CONNECT_FAILURE),
    "invents a status": (says("999 Denied"), Outcome.SERVER_ERROR),
    "gzip bomb": (encoded("gzip", hostile.gzip_bomb(BOMB)), Outcome.TOO_LARGE),
    "deflate bomb": (encoded("deflate", hostile.zlib_bomb(BOMB)), Outcome.TOO_LARGE),
    "brotli bomb": (encoded("br", hostile.brotli_bomb(BOMB)), Outcome.TOO_LARGE),
    "zstd bomb": (encoded("zstd", hostile.zstd_bomb(BOMB)), Outcome.TOO_LARGE),
    "bomb in a bomb": (encoded("gzip, gzip", gzip.compress(hostile.gzip_bomb(BOMB))), Outcome.TOO_LARGE),
    "gzip that is none": (encoded("gzip", PAGE), Outcome.PARSE_FAILURE),
    "gzip that breaks off": (encoded("gzip", gzip.compress(PAGE)[:-9]), Outcome.PARSE_FAILURE),
    "brotli that is none": (encoded("br", b"\xff" * 50), Outcome.PARSE_FAILURE),
    "zstd that is none": (encoded("zstd", PAGE), Outcome.PARSE_FAILURE),
    "an encoding nobody knows": (encoded("rot13", PAGE), Outcome.UNSUPPORTED_TYPE),
    "twenty encodings": (encoded(", ".join(["gzip"] * 20), PAGE), Outcome.UNSUPPORTED_TYPE),
    "redirects to itself": (redirects("/"), Outcome.REDIRECT_LOOP),
    "redirects for ever": (redirects("/step/{n}"), Outcome.REDIRECT_LOOP),
    "redirects nowhere": (says("302 Found", body=b""), Outcome.SERVER_ERROR),
    "redirects to nonsense": (redirects("http://[::1"), Outcome.SERVER_ERROR),
    "redirects to a file": (redirects("file:///etc/hostname"), Outcome.BLOCKED_ADDRESS),
    "redirects to the cloud's own data": (
        redirects("http://169.254.169.254/latest"),
        Outcome.BLOCKED_ADDRESS,
    ),
    "an empty page": (says(body=b""), Outcome.EMPTY),
    "no content": (lambda s, _: s.sendall(b"HTTP/1.1 204 No Content\r\n\r\n"), Outcome.EMPTY),
    "blank": (says(body=b"  \n "), Outcome.EMPTY),
    "a picture": (says(kind="image/png", body=b"\x89PNG"), Outcome.UNSUPPORTED_TYPE),
    "a part nobody asked for": (says("206 Partial Content"), Outcome.SERVER_ERROR),
    "unchanged since never": (says("304 Not Modified", body=b""), Outcome.SERVER_ERROR),
    "switches protocols": (says("101 Switching Protocols", body=b""), Outcome.CONNECT_FAILURE),
}


@pytest.fixture(scope="module")
def endings() -> Iterator[dict[str, tuple[Fetched, float]]]:
    """How each hostile server's fetch ended, and after how many seconds; all are fetched at once."""

    async def fetch_all(urls: dict[str, str]) -> dict[str, tuple[Fetched, float]]:
        async with open_client(POLICY) as client:

            async def fetch(url: str) -> tuple[Fetched, float]:
                began = time.monotonic()
                return await fetch_capture(url, client, POLICY), time.monotonic() - began

            found = await asyncio.gather(*(fetch(url) for url in urls.values()))
            return dict(zip(urls, found, strict=True))

    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(hostile.open_server(behaviour))
            for name, (behaviour, _) in HOSTILE.items()
        }
        yield asyncio.run(fetch_all({name: server.url for name, server in servers.items()}))


@pytest.mark.parametrize("name", HOSTILE)
def test_each_misbehaviour_has_its_outcome_within_the_deadline(
    name: str, endings: dict[str, tuple[Fetched, float]]
) -> None:
    """A hostile server ends in one named outcome with a reason, no body, and within the deadline plus a second."""
    fetched, seconds = endings[name]
    assert fetched.capture.outcome is HOSTILE[name][1], fetched.capture
    assert fetched.capture.detail
    assert fetched.body == b"" and fetched.capture.sha256 == ""
    assert seconds < POLICY.timeout + 1


STATUSES = {
    "401 Unauthorized": Outcome.UNAUTHORIZED,
    "402 Payment Required": Outcome.PAYMENT_REQUIRED,
    "403 Forbidden": Outcome.FORBIDDEN,
    "404 Not Found": Outcome.NOT_FOUND,
    "410 Gone": Outcome.GONE,
    "418 Teapot": Outcome.CLIENT_ERROR,
    "429 Too Many Requests": Outcome.RATE_LIMITED,
    "451 Unavailable For Legal Reasons": Outcome.UNAVAILABLE_FOR_LEGAL_REASONS,
    "500 Internal Server Error": Outcome.SERVER_ERROR,
    "503 Service Unavailable": Outcome.SERVER_ERROR,
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_has_its_outcome(status: str) -> None:
    """An HTTP status that refuses is named after what it refuses, and its page is never taken for the source."""
    fetched = fetch(says(status))
    assert fetched.capture.outcome is STATUSES[status]
    assert fetched.capture.status == int(status[:3])
    assert not fetched.body


def test_what_can_heal_is_tried_again() -> None:
    """A server that is busy twice and then answers has answered."""
    answers = iter([answer("503 Service Unavailable"), answer("502 Bad Gateway"), answer()])
    fetched = fetch(lambda s, _: s.sendall(next(answers)), replace(POLICY, timeout=5, attempts=3))
    assert fetched.capture.outcome is Outcome.OK


def test_what_cannot_heal_is_asked_once() -> None:
    """A missing page is not asked for again."""
    seen: list[bytes] = []

    def behaviour(stream: object, head: bytes) -> None:
        seen.append(head)
        stream.sendall(answer("404 Not Found"))  # type: ignore[attr-defined]

    assert fetch(behaviour, replace(POLICY, attempts=3)).capture.outcome is Outcome.NOT_FOUND
    assert len(seen) == 1


def test_a_server_that_asks_for_time_is_given_it() -> None:
    """Retry-After is waited for when it ends before the deadline."""
    answers = iter([answer("429 Too Many Requests", {"Retry-After": "1"}), answer()])
    began = time.monotonic()
    fetched = fetch(lambda s, _: s.sendall(next(answers)), replace(POLICY, timeout=5, attempts=2))
    assert fetched.capture.outcome is Outcome.OK
    assert time.monotonic() - began >= 1


def test_a_server_that_asks_for_too_much_time_is_left_alone() -> None:
    """A Retry-After beyond the deadline ends the fetch at once."""
    began = time.monotonic()
    fetched = fetch(
        says("429 Too Many Requests", {"Retry-After": "3600"}), replace(POLICY, timeout=5, attempts=3)
    )
    assert fetched.capture.outcome is Outcome.RATE_LIMITED
    assert time.monotonic() - began < 1


def fetch(behaviour: Behaviour, policy: Policy = POLICY) -> Fetched:
    async def run(url: str) -> Fetched:
        async with open_client(policy) as client:
            return await fetch_capture(url, client, policy)

    with hostile.open_server(behaviour) as server:
        return asyncio.run(run(server.url))
