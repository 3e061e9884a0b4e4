"""Which addresses may be read at all.

A reference's address comes out of an article that anyone may have written, so it must never reach into the
machine or the network that we run on. Three things guard against that: the written form of a URL is checked
(``find_refusal``), every address that its name resolves to is checked (``find_address_refusal``), and the
connection is made to the checked address and no other, so that a name can't change its mind in between
(``GuardedBackend``).

``ipaddress.is_global`` won't do: it takes NAT64 and 6to4 forms of 127.0.0.1, and multicast, for public.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpcore
import httpx

PRIVATE = tuple(
    ip_network(text)
    for text in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7")
)
"""Loopback and private ranges: refused unless the policy allows them."""

DENIED: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(text), why)
    for text, why in (
        ("0.0.0.0/8", "an unspecified address"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("169.254.0.0/16", "a link-local address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.31.196.0/24", "a reserved address"),
        ("192.52.193.0/24", "a reserved address"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.175.48.0/24", "a reserved address"),
        ("198.18.0.0/15", "a benchmarking address"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::ffff:0:0/96", "an IPv4-mapped address"),
        ("::ffff:0:0:0/96", "an IPv4-translated address"),
        ("::/96", "an IPv4-compatible address"),
        ("64:ff9b::/96", "a NAT64 address"),
        ("64:ff9b:1::/48", "a NAT64 address"),
        ("2001::/32", "a Teredo address"),
        ("2001:db8::/32", "a documentation address"),
        ("2001::/23", "a reserved address"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "a documentation address"),
        ("fe80::/10", "a link-local address"),
        ("fec0::/10", "a site-local address"),
        ("ff00::/8", "a multicast address"),
    )
)
"""Never connected to, whatever the policy: none of them is a place where a publisher can be."""

GLOBAL_V6 = ip_network("2000::/3")  # all that is given out of IPv6; the rest is reserved
INNER = (".localhost", ".local", ".internal", ".intranet", ".localdomain", ".lan", ".corp", ".home.arpa")
PORTS = {"http": 80, "https": 443}

# What inet_aton takes for an address though it is not four plain decimal numbers: 2130706433, 0x7f.1.
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*\.?", re.IGNORECASE)
DOTTED = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")

Resolver = Callable[[str, int], Awaitable[list[str]]]


class AddressRefused(Exception):
    """The guard won't connect there; the text is the reason in one line. Caught inside this room only."""


class NameUnresolved(Exception):
    """The name has no address. Caught inside this room only."""


def find_address_refusal(address: str, *, allow_private: bool = False) -> str:
    """Why ``address`` (an IP literal) must not be connected to; '' when it may be."""
    try:
        ip = ip_address(address)
    except ValueError:
        return f"not an IP address: {address}"
    if isinstance(ip, IPv6Address) and ip.scope_id is not None:
        return f"{address} names a network interface"
    if _within(ip, PRIVATE):
        return "" if allow_private else f"{address} is a loopback or private address"
    for network, why in DENIED:
        if ip.version == network.version and ip in network:
            return f"{address} is {why}"
    if ip.version == 6 and ip not in GLOBAL_V6:
        return f"{address} is a reserved address"
    return ""


def find_refusal(url: str, *, allow_private: bool = False) -> str:
    """Why ``url``, as written, must not be fetched; '' when it may be. Names are not resolved here.

    The URL is read by the same parser that connects, so that there is no form the two understand differently.
    """
    if any(ord(character) <= 32 or ord(character) == 127 or character == "\\" for character in url):
        return "the address contains a space, control character or backslash"
    try:
        parsed = httpx.URL(url)
        port = parsed.port
    except (httpx.InvalidURL, ValueError) as error:
        return f"not a valid address: {error}"
    if parsed.scheme not in PORTS:
        return f"scheme {parsed.scheme or 'missing'!r}: only http and https are fetched"
    if not parsed.host:
        return "the address names no host"
    if parsed.userinfo:
        return "the address carries a user name or password"
    if port is not None and port != PORTS[parsed.scheme] and not allow_private and port not in PORTS.values():
        return f"port {port}: only 80 and 443 are fetched"
    return _find_host_refusal(parsed.host, allow_private=allow_private)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name once, drops the addresses that are refused, and connects to one that was checked.

    TLS still verifies the name: only the TCP connection is made by address. ``inner`` makes the connections
    and ``resolve`` looks names up; tests replace both.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        inner: httpcore.AsyncNetworkBackend | None = None,
        resolve: Resolver | None = None,
    ) -> None:
        self._allow_private = allow_private
        self._inner = inner or httpcore.AnyIOBackend()
        self._resolve = resolve or resolve_name

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in await self.find_addresses(host, port):
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or NameUnresolved(f"{host} has no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressRefused(f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def find_addresses(self, host: str, port: int) -> list[str]:
        """The addresses of ``host`` that may be connected to. Raises AddressRefused, NameUnresolved.

        A network with DNS64 adds refused ones to public names, hence one refused address doesn't condemn the others.
        """
        found = [host] if _is_literal(host) else await self._resolve(host, port)
        reasons = {
            address: find_address_refusal(address, allow_private=self._allow_private) for address in found
        }
        allowed = [address for address, reason in reasons.items() if not reason]
        if found and not allowed:
            raise AddressRefused(f"{host}: {next(iter(reasons.values()))}")
        return allowed

    def refuse_inner_name(self, host: str) -> None:
        """Raises AddressRefused for a name that, by its form, only a local network can know."""
        if not self._allow_private and find_inner_name(host):
            raise AddressRefused(f"{host} is a name of a local network")


async def resolve_name(host: str, port: int) -> list[str]:
    """The IP addresses of ``host`` from the system's resolver, in its order. Raises NameUnresolved."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameUnresolved(f"{host} can't be resolved: {error}") from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def find_inner_name(host: str) -> bool:
    """Whether no public name looks so: it has no dot, or ends as names of machines and local networks do."""
    name = host.rstrip(".").lower()
    return not _is_literal(name) and ("." not in name or name.endswith(INNER))


def _find_host_refusal(host: str, *, allow_private: bool) -> str:
    if _is_literal(host):
        return find_address_refusal(host, allow_private=allow_private)
    if NUMERIC.fullmatch(host):
        return f"{host} is an IP address in an odd form"
    return ""


def _is_literal(host: str) -> bool:
    return ":" in host or DOTTED.fullmatch(host) is not None


def _within(ip: IPv4Address | IPv6Address, networks: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(ip.version == network.version and ip in network for network in networks)
