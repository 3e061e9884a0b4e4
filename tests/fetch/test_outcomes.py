"""Every named outcome can happen, each from a real server: none is a word that nothing ever says."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.fetch import hostile
from tests.fetch.hostile import Behaviour, answer, header_of, open_server, redirects, says

from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.document import read_capture
from claimcheck.fetch.guard import GuardedBackend, NameUnresolved
from claimcheck.fetch.policy import Policy
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Outcome
from claimcheck.sources import note_offline

PAGES = Path(__file__).parent / "pages"
POLICY = Policy(timeout=1, silence=0.7, max_bytes=100_000, attempts=1, allow_private=True)


SAYS = says()


@dataclass(frozen=True)
class Case:
    """A server, and how it is asked: ``url`` in place of its own address, with {port}."""

    behaviour: Behaviour = SAYS
    url: str = ""
    robots: Behaviour | None = None


def page(name: str) -> Case:
    return Case(says(body=(PAGES / name).read_bytes()))


def status(line: str) -> Case:
    return Case(says(line))


def unchanged(stream: object, head: bytes) -> None:
    same = header_of(head, "if-none-match") == '"v1"'
    data = answer("304 Not Modified", body=b"") if same else answer(headers={"ETag": '"v1"'})
    stream.sendall(data)  # type: ignore[attr-defined]


CASES = {
    Outcome.OK: page("good/press-release.html"),
    Outcome.NOT_MODIFIED: Case(unchanged),
    Outcome.DISALLOWED_BY_ROBOTS: Case(robots=says(body=b"User-agent: *\nDisallow: /", kind="text/plain")),
    Outcome.UNAUTHORIZED: status("401 Unauthorized"),
    Outcome.PAYMENT_REQUIRED: status("402 Payment Required"),
    Outcome.FORBIDDEN: status("403 Forbidden"),
    Outcome.NOT_FOUND: status("404 Not Found"),
    Outcome.GONE: status("410 Gone"),
    Outcome.RATE_LIMITED: status("429 Too Many Requests"),
    Outcome.UNAVAILABLE_FOR_LEGAL_REASONS: status("451 Unavailable For Legal Reasons"),
    Outcome.CLIENT_ERROR: status("418 Teapot"),
    Outcome.SERVER_ERROR: status("500 Internal Server Error"),
    Outcome.DNS_FAILURE: Case(url="http://nosuch.example:{port}/"),
    Outcome.CONNECT_FAILURE: Case(hostile.hangs_up),
    Outcome.TLS_FAILURE: Case(
        lambda s, _: s.sendall(b"\x16\x03\x01" + b"x" * 400), url="https://127.0.0.1:{port}/"
    ),
    Outcome.TIMEOUT: Case(hostile.hangs),
    Outcome.REDIRECT_LOOP: Case(redirects("/")),
    Outcome.BLOCKED_ADDRESS: Case(redirects("http://169.254.169.254/")),
    Outcome.TOO_LARGE: Case(hostile.encoded("gzip", gzip.compress(bytes(200_000)))),
    Outcome.UNSUPPORTED_TYPE: Case(says(kind="image/png", body=b"\x89PNG")),
    Outcome.WALL: page("wall/just-a-moment.html"),
    Outcome.PAYWALL: page("paywall/teaser-and-offer.html"),
    Outcome.SOFT_404: page("soft_404/plain.html"),
    Outcome.SCRIPT_SHELL: page("script_shell/react-root.html"),
    Outcome.EMPTY: page("empty/blank-body.html"),
    Outcome.PARSE_FAILURE: Case(says(kind="application/pdf", body=b"%PDF-1.7 and no more")),
}


@pytest.mark.parametrize("outcome", CASES)
def test_an_outcome_that_a_server_can_cause(outcome: Outcome) -> None:
    """What was fetched and then read ends in this outcome; with a reason, and without a document unless it was read."""
    case = CASES[outcome]
    with open_server(case.behaviour, robots=case.robots) as server:
        fetched = asyncio.run(fetch_twice(case.url.format(port=server.port) or server.url))
    capture, document = read_capture(fetched, Reference(1, ""))
    assert capture.outcome is outcome, capture
    assert (document is not None) == (outcome is Outcome.OK)
    assert capture.detail or capture.read


def test_every_outcome_can_happen() -> None:
    """Those of a server, and the one of a fetch that was not to be made."""
    offline = note_offline(Reference(1, "", url="https://paper.example/")).capture.outcome
    assert set(CASES) | {offline} == set(Outcome)


async def fetch_twice(url: str) -> Fetched:
    """The first answer; the second where the first gave a tag to ask with."""

    async def resolve(host: str, port: int) -> list[str]:
        raise NameUnresolved(f"{host} can't be resolved")

    backend = GuardedBackend(allow_private=True, resolve=resolve)
    async with open_client(POLICY, backend=backend) as client:
        fetched = await fetch_capture(url, client, POLICY)
        if "etag" in dict(fetched.capture.headers):
            return await fetch_capture(url, client, POLICY, earlier=fetched.capture)
        return fetched
