"""What stands before every page: the right host, the right origin, the token of the form, and strict headers.

It is middleware, so that no route can forget it. A request that changes something needs a session cookie, a body of a
known kind and size, an Origin that is this site's own, and the token that belongs to the session.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "claimcheck"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_FORM = 100_000  # bytes; a note is a few lines
MAX_FIELDS = 50
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a browser would send "Origin: null" with our own forms
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


class Refusal(Exception):
    """A request that is not let in, with the status and one line on why."""

    def __init__(self, status: int, line: str) -> None:
        super().__init__(line)
        self.status = status


class Guard:
    """``hosts`` are the names by which the site may be called, without port; empty lets any through, which is safe only
    where everyone signs in."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOCAL) -> None:
        self.app, self.hosts = app, hosts
        self.secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        session, fresh = read_session(Headers(scope=scope))
        scope.setdefault("state", {}).update(
            session=session, token=self._token(session), form={}, rotate=None
        )
        dressed = _dress(send, scope, session if fresh else None)
        try:
            form = await self._admit(scope, receive)
        except Refusal as refusal:
            await PlainTextResponse(f"{refusal}\n", refusal.status)(scope, receive, dressed)
            return
        scope["state"]["form"] = form
        await self.app(scope, receive, dressed)

    async def _admit(self, scope: Scope, receive: Receive) -> Mapping[str, str]:
        """The form that a request brings, empty where it changes nothing. Raises Refusal."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self.hosts and host.rpartition(":")[0] not in self.hosts and host not in self.hosts:
            raise Refusal(421, "this site is not called by that name")
        if scope["method"] in SAFE:
            return {}
        if headers.get("origin") != f"{scope['scheme']}://{host}":
            raise Refusal(403, "this form was not sent from this site")
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise Refusal(403, "this form was not sent from this site")
        if headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
            raise Refusal(415, "a form is expected")
        form = read_form(await _read_body(receive))
        if not hmac.compare_digest(form.get("token", "").encode(), scope["state"]["token"].encode()):
            raise Refusal(403, "this form is out of date: go back, reload the page and send it again")
        return form

    def _token(self, session: str) -> str:
        return hmac.new(self.secret, session.encode(), hashlib.sha256).hexdigest()


def read_session(headers: Headers) -> tuple[str, bool]:
    """The session's secret from its cookie, or a new one; and whether it is new."""
    try:
        cookie = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        cookie = None
    known = cookie is not None and len(cookie.value) >= 32
    return (cookie.value, False) if cookie is not None and known else (secrets.token_urlsafe(32), True)


def read_form(body: bytes) -> dict[str, str]:
    """Fields by name, the last of a name counts. Raises Refusal on what is no form in UTF-8."""
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict"
        )
    except ValueError:
        raise Refusal(400, "this form can't be read") from None
    return {name: value.replace("\r\n", "\n").replace("\0", "") for name, value in pairs}


async def _read_body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Refusal(400, "the form did not arrive whole")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > MAX_FORM:
            raise Refusal(413, "this form is too large")
    return body


def _dress(send: Send, scope: Scope, new: str | None) -> Callable[[Message], Awaitable[None]]:
    """Adds the headers, and the cookie of a session that is new or was changed by signing in or out."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            session = scope["state"].get("rotate") or new
            if session:
                secure = "; Secure" if scope["scheme"] == "https" else ""
                headers.append("set-cookie", f"{COOKIE}={session}; HttpOnly; SameSite=Lax; Path=/{secure}")
        await send(message)

    return dressed
