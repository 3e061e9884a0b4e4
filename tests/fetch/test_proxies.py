"""Behind a proxy that the environment names, pages are read through it, and the guard holds as far as it can."""

from __future__ import annotations

import asyncio
import contextlib
import select
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.fetch.hostile import PAGE, Server, answer, open_server, redirects, says
from tests.fetch.test_client import open_secure_server
from tests.fetch.test_guard import PUBLIC, Stub, resolve_by_table

from claimcheck.errors import UsageError
from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.guard import GuardedBackend
from claimcheck.fetch.policy import Policy
from claimcheck.model.evidence import Outcome

PUBLIC_POLICY = Policy(timeout=3, silence=2, attempts=1)


@contextlib.contextmanager
def open_proxy(target: int = 0, location: str = "") -> Iterator[Server]:
    """A proxy: it answers for every http address by itself, with the page or on to ``location``, and tunnels every
    https one to the ``target`` port."""

    def behaviour(stream: socket.socket, head: bytes) -> None:
        method, address = head.split(b" ")[:2]
        if method == b"CONNECT":
            stream.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            tunnel(stream, target)
        elif address.endswith(b"/robots.txt"):
            stream.sendall(answer("404 Not Found"))
        elif location:
            redirects(location)(stream, head)
        else:
            stream.sendall(answer())

    with open_server(behaviour) as server:
        yield server


def tunnel(stream: socket.socket, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as there:
        ends = {stream: there, there: stream}
        while True:
            for end in select.select(list(ends), [], [], 5)[0]:
                data = end.recv(65536)
                if not data:
                    return
                ends[end].sendall(data)


def asked(server: Server) -> list[str]:
    """What a proxy was asked for, robots.txt aside."""
    return [
        head.split(b" ")[1].decode()
        for head in server.requests
        if not head.split(b" ")[1].endswith(b"/robots.txt")
    ]


def fetch(
    url: str, policy: Policy = PUBLIC_POLICY, trust: ssl.SSLContext | None = None
) -> tuple[Fetched, list[str]]:
    """What came of it, and the addresses that were connected to directly."""

    async def run() -> Fetched:
        backend = GuardedBackend(allow_private=policy.allow_private, inner=stub, resolve=resolve_by_table)
        async with open_client(policy, backend=backend, trust=trust) as client:
            return await fetch_capture(url, client, policy)

    with open_server(says(body=b"<p>Read directly, without the proxy.")) as direct:
        stub = Stub(direct)
        return asyncio.run(run()), stub.dialled


@pytest.mark.parametrize("name", ["paper.example", "known-to-the-proxy-only.example"])
def test_a_page_is_read_through_the_proxy_by_its_name(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where this machine can't look names up; nothing is connected to directly."""
    with open_proxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        fetched, dialled = fetch(f"http://{name}/weir")
    assert (fetched.capture.outcome, fetched.body, dialled) == (Outcome.OK, PAGE, [])
    assert asked(proxy) == [f"http://{name}/weir"]


def test_an_https_page_is_read_through_a_tunnel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proxy carries bytes that it can't read: the certificate is the publisher's and is checked as ever."""
    with (
        open_secure_server(tmp_path, PUBLIC) as (url, trust),
        open_proxy(int(url.split(":")[2].strip("/"))) as proxy,
    ):
        monkeypatch.setenv("ALL_PROXY", proxy.url.removeprefix("http://").rstrip("/"))
        fetched, dialled = fetch(f"https://{PUBLIC}/weir", trust=trust)
        distrusted, _ = fetch(f"https://{PUBLIC}/weir")
    assert (fetched.capture.outcome, fetched.body, dialled) == (Outcome.OK, PAGE, [])
    assert distrusted.capture.outcome is Outcome.TLS_FAILURE
    assert set(asked(proxy)) == {f"{PUBLIC}:443"}


REFUSED = [
    "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/", "http://169.254.169.254/", "http://2130706433/",
    "http://localhost/", "http://inside.example/", "http://metadata.example/", "http://nat64.example/", "http://router.example/",
    "http://unheard-of/", "http://db.internal/", "http://printer.local/", "http://x.localhost/", "http://nas.home.arpa./",
    "http://paper.example:8080/", "http://user@paper.example/", "file:///etc/hostname",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_what_is_refused_never_reaches_the_proxy(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forbidden forms, names that this machine takes for forbidden addresses, and names that only a local network can
    know, asked for themselves or as the target of a redirect."""
    with open_proxy() as proxy, open_proxy(location=url) as leading:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        at_once, dialled = fetch(url)
        monkeypatch.setenv("HTTP_PROXY", leading.url)
        led, more = fetch("http://paper.example/")
    assert (at_once.capture.outcome, led.capture.outcome) == (Outcome.BLOCKED_ADDRESS,) * 2
    assert (asked(proxy), asked(leading), dialled + more) == ([], ["http://paper.example/"], [])


def test_a_private_address_that_is_allowed_is_none_of_the_proxy_s(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 is this machine, not the proxy's."""
    policy = Policy(timeout=3, attempts=1, allow_private=True)
    with open_proxy() as proxy:
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        for url in ("http://127.0.0.1:8123/", "http://inside.example/"):
            fetched, dialled = fetch(url, policy)
            assert b"Read directly" in fetched.body and dialled
    assert asked(proxy) == []


def test_what_no_proxy_names_is_read_directly_through_the_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    with open_proxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("NO_PROXY", "other.example,.paper.example,paper.example")
        fetched, dialled = fetch("http://paper.example/weir")
    assert b"Read directly" in fetched.body and set(dialled) == {PUBLIC} and asked(proxy) == []


def test_a_proxy_that_refuses_or_is_not_there_is_a_connect_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says which of the two it is."""
    with open_server(says("403 Forbidden")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        refused, _ = fetch(f"https://{PUBLIC}/")
    absent, dialled = fetch(f"https://{PUBLIC}/")
    assert refused.capture.outcome is absent.capture.outcome is Outcome.CONNECT_FAILURE
    assert "proxy refuses" in refused.capture.detail and dialled == []


@pytest.mark.parametrize(
    "written", ["socks5://a:hush@proxy.example:1080", "http://", "http://[::1", "ftp://proxy.example"]
)
def test_a_proxy_that_is_none_is_one_line(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It names the variable, and no password."""
    monkeypatch.setenv("HTTP_PROXY", written)
    with pytest.raises(UsageError, match=r"^HTTP_PROXY names no HTTP proxy[^\n]*$") as raised:
        fetch("http://paper.example/")
    assert "hush" not in str(raised.value)
