"""How a request gets to its server: directly through the guard, or by a proxy that the environment names.

A proxy looks names up itself, so what the guard promises there is less: see docs/fetching.md.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import lru_cache
from typing import Self
from urllib.request import getproxies_environment
from urllib.request import proxy_bypass_environment as is_excepted  # type: ignore[attr-defined]  # typeshed lacks it

import httpcore
import httpx

from claimcheck.errors import UsageError
from claimcheck.fetch.guard import GuardedBackend, NameUnresolved, find_address_refusal, find_inner_name

SCHEMES = ("http", "https")


class Transport:
    """Sends each request by the route that its address calls for. Raises AddressRefused, NameUnresolved, httpx errors."""

    def __init__(self, guard: GuardedBackend, trust: ssl.SSLContext, proxies: Mapping[str, str]) -> None:
        self._guard, self._named = guard, proxies
        self._direct = _Direct(guard, trust)
        self._proxied = {
            scheme: httpx.AsyncHTTPTransport(verify=trust, http2=True, proxy=proxy)
            for scheme in SCHEMES
            if (proxy := read_proxy(proxies, scheme)) is not None
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *failure: object) -> None:
        for route in (self._direct, *self._proxied.values()):
            await route.aclose()

    async def send(self, request: httpx.Request) -> httpx.Response:
        """The answer, of which only the head has been read."""
        route = await self._find_route(request.url)
        return await route.handle_async_request(request)

    async def _find_route(self, url: httpx.URL) -> httpx.AsyncBaseTransport:
        """The proxy, unless the address is excepted from it or is a private one: there is none behind a proxy but its
        own. Raises AddressRefused for a name that this machine takes for a refused address."""
        proxied = self._proxied.get(url.scheme)
        port = url.port or (443 if url.scheme == "https" else 80)
        if proxied is None or is_excepted(f"{url.host}:{port}", dict(self._named)):
            return self._direct
        try:
            addresses = await self._guard.find_addresses(url.host, port)
        except NameUnresolved:
            self._guard.refuse_inner_name(url.host)
            return proxied  # where only the proxy knows names
        inside = any(find_address_refusal(address) for address in addresses) or find_inner_name(url.host)
        return self._direct if inside else proxied


class _Direct(httpx.AsyncHTTPTransport):
    """httpx's own transport over a pool that uses our network backend, which httpx offers no argument for."""

    def __init__(self, backend: httpcore.AsyncNetworkBackend, trust: ssl.SSLContext) -> None:
        super().__init__(verify=trust)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=trust,
            max_connections=100,
            max_keepalive_connections=20,
            keepalive_expiry=5.0,
            http1=True,
            http2=True,
            network_backend=backend,
        )


def load_proxies() -> dict[str, str]:
    """What HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say, by 'http', 'https', 'all' and 'no'."""
    return getproxies_environment()


def read_proxy(proxies: Mapping[str, str], scheme: str) -> httpx.Proxy | None:
    """The proxy for addresses of a scheme, ``None`` without one. Raises UsageError, in which no password is repeated."""
    written = proxies.get(scheme) or proxies.get("all") or ""
    if not written:
        return None
    try:
        proxy = httpx.Proxy(written if "://" in written else f"http://{written}")
    except (ValueError, httpx.InvalidURL):
        proxy = None
    if proxy is None or proxy.url.scheme not in SCHEMES or not proxy.url.host:
        name = f"{scheme if proxies.get(scheme) else 'all'}_proxy".upper()
        raise UsageError(f"{name} names no HTTP proxy; give it as http://host:port, or unset it")
    return proxy


@lru_cache(maxsize=1)
def open_trust() -> ssl.SSLContext:
    """The certificates that vouch for public sites; reading them takes longer than a short fetch."""
    return httpx.create_ssl_context()
