"""The review site, served: to this computer alone, unless people sign in."""

from __future__ import annotations

import asyncio
import getpass
import ipaddress
import socket
from collections.abc import Callable

import anyio.to_thread
import uvicorn

from claimcheck.desk import Options
from claimcheck.errors import UsageError
from claimcheck.store import people
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.guard import LOCAL
from claimcheck.web.site import Person, Role, Site

THREADS = 4  # pages worked out at once
IDLE = 30  # seconds that a connection is kept; clients give theirs up after 5 or so, and must be the first to do so


def serve_site(
    ledger: Ledger,
    host: str,
    port: int,
    say: Callable[[str], None],
    *,
    auth: bool = False,
    options: Options | None = None,
) -> None:
    """Serve until stopped; ``say`` is told where. With ``auth`` people sign in; ``options`` say what may be fetched for
    them. Raises UsageError when nobody could,
    when others could come in without, or when the address is taken."""
    if not auth and not is_loopback(host):
        raise UsageError(f"{host} can be reached by others: add --auth, so that people sign in")
    with reading(ledger.database) as connection:
        if auth and not any(account.admitted for account in people.list_accounts(connection)):
            raise UsageError("nobody could sign in: claimcheck people add NAME --role admin")
    site = Site(ledger, Person(name_user(), Role.REVIEWER), signed=auth, options=options)
    local = LOCAL | {f"[{host}]" if ":" in host else host}
    app = build_app(site, frozenset() if auth else local)
    with open_socket(host, port) as listener:
        say(f"review site: http://{_show_host(host)}:{listener.getsockname()[1]}/ (Ctrl-C stops it)")
        config = uvicorn.Config(
            app, log_level="warning", lifespan="off", server_header=False, timeout_keep_alive=IDLE
        )
        asyncio.run(_serve(uvicorn.Server(config), listener))


async def _serve(server: uvicorn.Server, listener: socket.socket) -> None:
    """With few pages at work at once: more would only take turns, and each hold a connection to the database."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    await server.serve([listener])


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches an address. A name other than localhost is none of ours."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def name_user() -> str:
    """Who sits at this computer, for the reviews."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such variable, and no entry for this user id
        return "reviewer"


def open_socket(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError when the port is taken or not ours to take."""
    if not 0 <= port <= 65535:
        raise UsageError(f"there is no port {port}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise UsageError(f"can't serve on {host} port {port}: {error.strerror}") from None
    # else a page waits 40 ms for the browser's word that its headers came: asyncio sets this on its own sockets only
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _show_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host
