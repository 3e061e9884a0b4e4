"""Nothing that an article says may make us connect to where a publisher can't be."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator

import httpcore
import pytest
from tests.fetch.hostile import PAGE, Server, answer, header_of, open_server, path_of

from claimcheck.fetch.capture import Fetched
from claimcheck.fetch.client import fetch_capture, open_client
from claimcheck.fetch.guard import GuardedBackend, NameUnresolved, find_address_refusal, find_refusal
from claimcheck.fetch.policy import Policy
from claimcheck.model.evidence import Outcome

PUBLIC = "93.184.215.14"
PUBLIC_V6 = "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
NAMES = {
    "paper.example": [PUBLIC],
    "other.example": ["151.101.1.140"],
    "six.example": [PUBLIC_V6],
    "localhost": ["127.0.0.1", "::1"],
    "inside.example": ["10.1.2.3"],
    "router.example": ["192.168.1.1"],
    "metadata.example": ["169.254.169.254"],
    "loop6.example": ["::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "mixed.example": ["127.0.0.1", PUBLIC],
    "0x7f.0.0.1": ["127.0.0.1"],
}

REFUSED = [
    # loopback and private, in plain sight
    "http://127.0.0.1/", "http://127.1.2.3/", "http://10.0.0.1/", "http://172.16.0.1/", "http://172.31.255.255/",
    "http://192.168.0.1/", "http://0.0.0.0/", "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/",
    "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/",
    "http://[fd12:3456::1]/",
    # ranges where no publisher can be
    "http://192.0.0.8/", "http://192.0.2.1/", "http://198.51.100.7/", "http://203.0.113.9/", "http://198.18.0.1/",
    "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://[ff02::1]/", "http://[fec0::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[100::1]/", "http://[5f00::1]/",
    # loopback hidden in another range
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::127.0.0.1]/", "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b::127.0.0.1]/", "http://[64:ff9b:1::1]/", "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/",
    "http://[::ffff:0:127.0.0.1]/", "http://[2001:10::1]/",
    # loopback in an odd spelling
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://017700000001/",
    "http://127.1/", "http://127.0.1/", "http://127.0.0.1./", "http://0/", "http://127.000.000.001/", "http://0x7F.1/",
    # who is meant is unclear
    "http://user@paper.example/", "http://user:secret@paper.example/", "http://paper.example:secret@127.0.0.1/",
    "http://paper.example\\@127.0.0.1/", "http://paper.example/ http://127.0.0.1/", "http://paper.example\t/", "http://paper.example\n/",
    # other ports and schemes
    "http://paper.example:22/", "http://paper.example:8080/", "https://paper.example:6379/", "http://paper.example:0/",
    "ftp://paper.example/", "file:///etc/hostname", "gopher://paper.example/", "javascript:alert(1)",
    "data:text/html,x",
    "ws://paper.example/", "unix:///run/x.sock", "//paper.example/", "paper.example", "", "http://", "http:///x", "https://:443/",
    "http://[::1", "http://[not-an-address]/", "http://paper.example:99999/", "http://paper.example:http/",
]  # fmt: skip

ALLOWED = [
    "http://paper.example/", "https://paper.example/", "https://paper.example:443/x?y=z#here", "http://paper.example:80/",
    "HTTP://PAPER.EXAMPLE/", "https://93.184.215.14/", f"https://[{PUBLIC_V6}]/", "https://xn--bcher-kva.example/",
    "https://bücher.example/", "https://paper.example/a%20b", "https://paper.example/localhost/127.0.0.1",
    "https://127.0.0.1.paper.example/", "https://172.32.0.1/", "https://11.0.0.1/", "https://1e100.example/",
]  # fmt: skip


@pytest.mark.parametrize("url", REFUSED)
def test_what_no_publisher_can_be_is_refused(url: str) -> None:
    """A forbidden form of address is never connected to, and the capture says why."""
    fetched, dialled = fetch(url)
    assert fetched.capture.outcome is Outcome.BLOCKED_ADDRESS, fetched.capture
    assert fetched.capture.detail
    assert dialled == []


@pytest.mark.parametrize("url", ALLOWED)
def test_an_ordinary_address_is_not_refused(url: str) -> None:
    """The guard has no false alarms on the addresses that publishers use."""
    assert find_refusal(url) == ""


@pytest.mark.parametrize("name", [name for name in NAMES if "example" not in name or name[0] in "irmnl"])
def test_a_name_counts_by_its_addresses(name: str) -> None:
    """A name that leads to a refused address is refused; one with a public address beside it is read there."""
    fetched, dialled = fetch(f"http://{name}/")
    if name == "mixed.example":
        assert (fetched.capture.outcome, set(dialled)) == (Outcome.OK, {PUBLIC})
    else:
        assert (fetched.capture.outcome, dialled) == (Outcome.BLOCKED_ADDRESS, [])


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.9.8.7", "172.20.0.1", "192.168.7.7", "fd00::1"])
def test_a_policy_may_allow_loopback_and_private_addresses(address: str) -> None:
    """Tests and intranets can be read when the caller says so."""
    assert find_address_refusal(address)
    assert not find_address_refusal(address, allow_private=True)


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "0.0.0.0", "ff02::1", "nonsense"]
)
def test_no_policy_allows_the_rest(address: str) -> None:
    """Metadata services, hidden forms and broadcast stay refused even where private addresses are allowed."""
    assert find_address_refusal(address, allow_private=True)


def test_a_name_is_resolved_once_for_a_connection() -> None:
    """A name that turns into 127.0.0.1 after it was checked is still connected to where it was checked."""
    turns = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])  # robots.txt, the page

    async def resolve(host: str, port: int) -> list[str]:
        return next(turns)

    with open_server(lambda s, _: s.sendall(answer())) as server:
        stub = Stub(server)
        fetched = asyncio.run(fetch_through(stub, "http://rebinding.example/", resolve))
    assert fetched.capture.outcome is Outcome.OK
    assert stub.dialled == [PUBLIC] * 2


def test_the_server_is_asked_by_name() -> None:
    """Connecting to the checked address keeps the name in the Host header."""
    with open_server(lambda s, _: s.sendall(answer())) as server:
        asyncio.run(fetch_through(Stub(server), "http://paper.example/x"))
    assert header_of(server.requests[0], "host") == "paper.example"


CHAINS = [
    # hops, each the Location of the last; how it ends
    (["http://127.0.0.1/"], Outcome.BLOCKED_ADDRESS),
    (["http://localhost/"], Outcome.BLOCKED_ADDRESS),
    (["http://[::1]/"], Outcome.BLOCKED_ADDRESS),
    (["//127.0.0.1/"], Outcome.BLOCKED_ADDRESS),
    (["http://2130706433/"], Outcome.BLOCKED_ADDRESS),
    (["http://paper.example:8080/"], Outcome.BLOCKED_ADDRESS),
    (["http://user@paper.example/"], Outcome.BLOCKED_ADDRESS),
    (["file:///etc/hostname"], Outcome.BLOCKED_ADDRESS),
    (["ftp://paper.example/"], Outcome.BLOCKED_ADDRESS),
    (["javascript:alert(1)"], Outcome.BLOCKED_ADDRESS),
    (["http://inside.example/"], Outcome.BLOCKED_ADDRESS),
    (["http://other.example/a", "http://router.example/"], Outcome.BLOCKED_ADDRESS),
    (["/b", "/c", "http://metadata.example/"], Outcome.BLOCKED_ADDRESS),
    (["http://other.example/a", "http://paper.example/b", "http://nat64.example/"], Outcome.BLOCKED_ADDRESS),
    (["http://nosuch.example/"], Outcome.DNS_FAILURE),
    (["/b"], Outcome.OK),
    (["b"], Outcome.OK),
    (["?page=2"], Outcome.OK),
    (["//other.example/x"], Outcome.OK),
    (["http://other.example/a", "http://six.example/b", "http://paper.example/c"], Outcome.OK),
    (["/b", "/c", "/d", "/e"], Outcome.OK),
    (["/b", "/start"], Outcome.REDIRECT_LOOP),
    (["/start"], Outcome.REDIRECT_LOOP),
    (["/1", "/2", "/3", "/4", "/5", "/6", "/7"], Outcome.REDIRECT_LOOP),
]  # fmt: skip


@pytest.mark.parametrize(("hops", "outcome"), CHAINS)
def test_every_hop_is_checked(hops: list[str], outcome: Outcome) -> None:
    """A redirect leads nowhere that the first address could not have led."""
    places = iter(hops)

    def behaviour(stream: object, head: bytes) -> None:
        place = next(places, None) if outcome is not Outcome.REDIRECT_LOOP else next(places, hops[-1])
        data = answer() if place is None else answer("301 Moved", {"Location": place}, b"")
        stream.sendall(data)  # type: ignore[attr-defined]

    with open_server(behaviour) as server:
        stub = Stub(server)
        fetched = asyncio.run(fetch_through(stub, "http://paper.example/start"))
    assert fetched.capture.outcome is outcome, fetched.capture
    assert set(stub.dialled) <= {PUBLIC, PUBLIC_V6, "151.101.1.140"}
    assert fetched.capture.url == "http://paper.example/start"


def test_a_cookie_that_a_site_insists_on_is_carried_along_but_not_kept() -> None:
    """A site that sets a cookie and sends back to the same address is read; the next fetch starts without it."""

    def behaviour(stream: object, head: bytes) -> None:
        known = header_of(head, "cookie") == "seen=1"
        data = answer() if known else answer("302 Found", {"Location": "/x", "Set-Cookie": "seen=1"}, b"")
        stream.sendall(data)  # type: ignore[attr-defined]

    async def run(server: Server) -> list[Fetched]:
        policy = Policy(timeout=3, allow_private=True)
        async with open_client(policy) as client:
            return [await fetch_capture(f"{server.url}x", client, policy) for _ in range(2)]

    with open_server(behaviour) as server:
        fetched = asyncio.run(run(server))
    assert [one.body for one in fetched] == [PAGE, PAGE]
    assert [header_of(head, "cookie") for head in server.requests] == ["", "seen=1", "", "seen=1"]
    assert {path_of(head) for head in server.requests} == {"/x"}


class Stub(httpcore.AsyncNetworkBackend):
    """Notes each address that would be connected to, and connects to a server on loopback instead."""

    def __init__(self, server: Server | None) -> None:
        self.server, self.dialled = server, list[str]()
        self.real = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.dialled.append(host)
        if self.server is None:
            raise httpcore.ConnectError("nobody there")
        return await self.real.connect_tcp("127.0.0.1", self.server.port, timeout)


async def resolve_by_table(host: str, port: int) -> list[str]:
    if host not in NAMES:
        raise NameUnresolved(f"{host} can't be resolved")
    return NAMES[host]


async def fetch_through(stub: Stub, url: str, resolve: object = resolve_by_table) -> Fetched:
    policy = Policy(timeout=3, max_redirects=5, attempts=1)
    backend = GuardedBackend(inner=stub, resolve=resolve)  # type: ignore[arg-type]
    async with open_client(policy, backend=backend) as client:
        return await fetch_capture(url, client, policy)


@pytest.fixture(scope="module", autouse=True)
def _listening() -> Iterator[None]:
    """One server for all the single fetches of this file."""
    with open_server(lambda s, _: s.sendall(answer())) as server:
        LISTENING.append(server)
        yield


LISTENING: list[Server] = []


def fetch(url: str) -> tuple[Fetched, list[str]]:
    stub = Stub(LISTENING[0])
    return asyncio.run(fetch_through(stub, url)), stub.dialled
