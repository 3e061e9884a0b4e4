"""How long it takes to fetch and read pages of many hosts, for tests/bench.py."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

from tests.fetch.hostile import Behaviour, answer, open_server

from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.document import read_capture
from claimcheck.fetch.policy import Policy
from claimcheck.model.article import Reference

HOSTS, PAGES = 20, 200
ANSWER = 0.05  # seconds that a server takes
PAGE = (
    b"<!DOCTYPE html><title>Weir</title><h1>Weir</h1>"
    + b"<p>The weir at Holm was rebuilt in 1987 with stones.</p>" * 40
)
POLICY = Policy(allow_private=True)


class Counter:
    """How many requests are under way, at a host and in all; ``most`` of each."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.here = [0] * HOSTS
        self.most_here = self.most = 0

    def serve(self, host: int) -> Behaviour:
        def behaviour(stream: socket.socket, head: bytes) -> None:
            with self.lock:
                self.here[host] += 1
                self.most_here, self.most = max(self.most_here, *self.here), max(self.most, sum(self.here))
            time.sleep(ANSWER)
            with self.lock:
                self.here[host] -= 1
            stream.sendall(answer(body=PAGE))

        return behaviour


async def fetch_all(urls: list[str], policy: Policy) -> int:
    """How many of the pages were read; fetched side by side as ``policy`` allows."""

    async def read(url: str) -> bool:
        fetched = await fetch_capture(url, client, policy)
        return read_capture(fetched, Reference(1, ""))[1] is not None

    async with open_client(policy) as client:
        return sum(await asyncio.gather(*map(read, urls)))


def measure_fetching() -> Iterator[tuple[str, str, str]]:
    """The pages of many hosts, first all of them one after the other, then side by side; no host first in the list."""
    counter = Counter()
    with ExitStack() as stack:
        servers = [stack.enter_context(open_server(counter.serve(host))) for host in range(HOSTS)]
        urls = [f"{server.url}{n}" for server in servers for n in range(PAGES // HOSTS)]
        taken = []
        for at_once in (1, POLICY.at_once, HOSTS):
            began = time.perf_counter()
            read = asyncio.run(fetch_all(urls, replace(POLICY, at_once=at_once)))
            taken.append(time.perf_counter() - began)
            ratio = f"{taken[0] / taken[-1]:.1f} times as fast as one at a time" if at_once > 1 else ""
            what = f"{read} of {PAGES} pages of {HOSTS} hosts, {at_once} at once"
            yield what, f"{PAGES / taken[-1]:.0f} pages/s", ratio
    yield "requests under way at most, at one host", str(counter.most_here), "target 1"
    yield "requests under way at most, in all", str(counter.most), ""
