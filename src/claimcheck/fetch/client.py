"""Reading one address over HTTP, with one named outcome for whatever the server does.

    async with open_client(policy) as client:
        fetched = await fetch_capture("https://example.org/report", client, policy)

Nothing that a server, network or address does is raised: it is ``fetched.capture.outcome``, with a line of
detail.
"""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin

import httpx
import stamina

from claimcheck.fetch.capture import READABLE, Fetched, find_media_type, find_outcome
from claimcheck.fetch.courtesy import HostBusy, Turns, find_retry_after, open_turns
from claimcheck.fetch.decoding import ACCEPTED, TooMuch, Undecodable, UnknownEncoding, decode_body
from claimcheck.fetch.guard import AddressRefused, GuardedBackend, NameUnresolved, find_refusal
from claimcheck.fetch.policy import Policy
from claimcheck.fetch.robots import UNBOUND, Rulebook, Rules, locate_robots, open_rulebook, read_rules
from claimcheck.fetch.transport import Transport, load_proxies, open_trust
from claimcheck.model.evidence import Capture, CaptureKind, Outcome

HEALABLE = frozenset({Outcome.CONNECT_FAILURE, Outcome.TIMEOUT, Outcome.RATE_LIMITED})
HEALABLE_STATUSES = frozenset({502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
ASKED_TO_WAIT = frozenset({429, 503})  # statuses whose Retry-After holds for the whole host
ROBOTS_REDIRECTS = 5  # RFC 9309


@dataclass(frozen=True, slots=True)
class Client:
    """An open HTTP transport with its manners. Made by ``open_client``.

    There is no httpx.AsyncClient in it: redirects, cookies and retries are ours, and it would read a redirect's
    target before the guard has.
    """

    transport: Transport
    turns: Turns
    rulebook: Rulebook


class _Failed(Exception):
    """One attempt's end before a full answer."""

    def __init__(self, outcome: Outcome, detail: str, *, status: int = 0) -> None:
        super().__init__(detail)
        self.outcome, self.detail, self.status = outcome, detail, status


class _Healable(Exception):
    """An outcome that another attempt may better; ``wait`` is what the server asked for."""

    def __init__(self, fetched: Fetched, wait: float | None) -> None:
        super().__init__(fetched.capture.detail)
        self.fetched, self.wait = fetched, wait


@asynccontextmanager
async def open_client(
    policy: Policy,
    *,
    backend: GuardedBackend | None = None,
    trust: ssl.SSLContext | None = None,
) -> AsyncIterator[Client]:
    """A client that connects only where ``policy`` allows, by the proxies that the environment names. Tests give their
    own ``backend`` and ``trust``. Raises UsageError when the environment names a proxy that is none."""
    stamina.instrumentation.set_on_retry_hooks([])  # a retry shows in the capture, not on the terminal
    backend = backend or GuardedBackend(allow_private=policy.allow_private)
    async with Transport(backend, trust or open_trust(), load_proxies()) as transport:
        yield Client(transport, open_turns(policy.at_once), open_rulebook())


async def fetch_capture(
    url: str,
    client: Client,
    policy: Policy,
    *,
    kind: CaptureKind = CaptureKind.PAGE,
    earlier: Capture | None = None,
) -> Fetched:
    """One attempt to read ``url``, retried while that can heal within the deadline.

    ``earlier`` is a capture of the same address: the server is then asked whether anything changed, and
    NOT_MODIFIED means that it didn't. A PDF becomes kind PDF, unless ``kind`` says ARCHIVED.
    """
    return await _Fetch(url, client, policy, kind, earlier).run()


class _Fetch:
    """The state of one fetch: where it got to, by when it must end, what was heard last."""

    def __init__(
        self, url: str, client: Client, policy: Policy, kind: CaptureKind, earlier: Capture | None
    ) -> None:
        self.url, self.client, self.policy, self.kind, self.earlier = url, client, policy, kind, earlier
        self.at = url
        self.waited = 0.0
        self.hopeless = False  # its site was tried several times and closed to us
        self.clock = asyncio.get_running_loop().time
        self.began = self.clock()
        self.deadline = asyncio.timeout(policy.timeout)

    async def run(self) -> Fetched:
        last: Fetched | None = None
        try:
            async with self.deadline:
                async for attempt in stamina.retry_context(
                    on=self._wait_before_next,
                    attempts=self.policy.attempts,
                    timeout=None,
                    wait_max=2.0,
                    wait_jitter=0.2,
                ):
                    with attempt:
                        last = None
                        fetched = await self._attempt()
                        await self._note_wait(fetched.capture)
                        if _is_healable(fetched) and not self.hopeless:
                            last = fetched
                            raise _Healable(fetched, find_retry_after(dict(fetched.capture.headers)))
                        return fetched
        except _Healable as failed:
            return failed.fetched
        except TimeoutError:
            return last or self._end(Outcome.TIMEOUT, f"no complete answer in {self.policy.timeout:g} s")
        raise AssertionError("a retry context ends by return or raise")

    def _wait_before_next(self, error: Exception) -> bool | float:
        """Whether to try again: stamina's hook. A wait past the deadline is no use to anyone."""
        if not isinstance(error, _Healable):
            return False
        if error.wait is None:
            return error.fetched.capture.outcome is not Outcome.RATE_LIMITED
        return error.wait if error.wait < self._left() else False

    async def _note_wait(self, capture: Capture) -> None:
        """Keep everybody off a host for as long as it asked for."""
        seconds = find_retry_after(dict(capture.headers))
        if capture.status in ASKED_TO_WAIT and seconds:
            await self.client.turns.close(httpx.URL(capture.final_url), seconds, self.policy.neighbours)

    async def _attempt(self) -> Fetched:
        self.at = self.url
        try:
            return await self._follow()
        except _Failed as failed:
            return self._end(failed.outcome, failed.detail, status=failed.status)
        except AddressRefused as error:
            return self._end(Outcome.BLOCKED_ADDRESS, str(error))
        except NameUnresolved as error:
            return self._end(Outcome.DNS_FAILURE, str(error))
        except httpx.TimeoutException as error:
            return self._end(
                Outcome.TIMEOUT, f"{type(error).__name__}: nothing heard for {self.policy.silence:g} s"
            )
        except httpx.ProxyError as error:
            return self._end(Outcome.CONNECT_FAILURE, f"the proxy refuses: {error}")
        except httpx.ConnectError as error:
            outcome = Outcome.TLS_FAILURE if _is_tls(error) else Outcome.CONNECT_FAILURE
            return self._end(outcome, str(error) or type(error).__name__)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self._end(
                Outcome.CONNECT_FAILURE, f"no complete HTTP answer: {error or type(error).__name__}"
            )

    async def _follow(self) -> Fetched:
        """The answer at the end of the redirects. Raises _Failed, AddressRefused, NameUnresolved, httpx errors."""
        seen: set[tuple[str, str]] = set()
        cookies = httpx.Cookies()
        while len(seen) <= self.policy.max_redirects:
            if refusal := find_refusal(self.at, allow_private=self.policy.allow_private):
                raise _Failed(Outcome.BLOCKED_ADDRESS, refusal)
            rules = await self._find_rules()
            if not rules.allow(self.at):
                raise _Failed(Outcome.DISALLOWED_BY_ROBOTS, f"{locate_robots(self.at)} asks not to read it")
            request = self._request(cookies)
            visit = (self.at, request.headers.get("cookie", ""))  # coming back with a cookie is no loop yet
            if visit in seen:
                raise _Failed(Outcome.REDIRECT_LOOP, f"redirected back to {self.at}")
            seen.add(visit)
            step = await self._send(request, cookies, rules.pause)
            if isinstance(step, Fetched):
                return step
            self.at = step
        raise _Failed(Outcome.REDIRECT_LOOP, f"more than {self.policy.max_redirects} redirects")

    async def _find_rules(self) -> Rules:
        """What the site of the address at hand allows. Raises _Failed when that can't be known."""
        place, book = locate_robots(self.at), self.client.rulebook
        if not self.policy.robots:
            return UNBOUND
        left, spent = self._left(), 0.0
        async with self._off_the_clock(), book.lock(place):
            rules = book.find(place)
            if rules is None:
                policy = replace(self.policy, robots=False, timeout=left, max_redirects=ROBOTS_REDIRECTS)
                fetched = await fetch_capture(place, self.client, policy)
                rules, spent = read_rules(fetched), fetched.capture.elapsed
                book.keep(place, rules)
        self._put_on_the_clock(spent)
        if rules.closed is not None:
            self.hopeless = True
            raise _Failed(rules.closed, rules.detail)
        return rules

    async def _send(self, request: httpx.Request, cookies: httpx.Cookies, pause: float) -> Fetched | str:
        """The answer of one hop, or the address that it redirects to."""
        async with self._take_turn(request.url, pause):
            response = await self.client.transport.send(request)
            response.request = request
            try:
                cookies.extract_cookies(response)
                if response.status_code in REDIRECTS:
                    return _find_location(self.at, response)
                return await self._read(response)
            finally:
                await response.aclose()

    def _request(self, cookies: httpx.Cookies) -> httpx.Request:
        headers = {
            "User-Agent": self.policy.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Language": "en,*;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }
        if self.earlier is not None and self.earlier.sha256:
            known = {name.lower(): value for name, value in self.earlier.headers}
            for header, condition in (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since")):
                if header in known:
                    headers[condition] = known[header]
        silence = httpx.Timeout(self.policy.silence).as_dict()
        request = httpx.Request("GET", self.at, headers=headers, extensions={"timeout": silence})
        cookies.set_cookie_header(request)
        return request

    @asynccontextmanager
    async def _take_turn(self, url: httpx.URL, pause: float) -> AsyncIterator[None]:
        """Holds the host's turn. Raises _Failed when the host asks for too long a pause."""
        async with AsyncExitStack() as stack:
            try:
                async with self._off_the_clock():
                    turn = self.client.turns.take(
                        url,
                        pause=pause,
                        patience=self.policy.patience,
                        counted=self.policy.robots,
                        neighbours=self.policy.neighbours,
                    )
                    await stack.enter_async_context(turn)
            except HostBusy as busy:
                raise _Failed(Outcome.RATE_LIMITED, f"the host {busy}") from busy
            yield

    @asynccontextmanager
    async def _off_the_clock(self) -> AsyncIterator[None]:
        """The deadline stands still meanwhile: time spent waiting for others isn't the server's."""
        left, began = self._left(), self.clock()
        self.deadline.reschedule(None)
        try:
            yield
        finally:
            self.waited += self.clock() - began
            self.deadline.reschedule(self.clock() + left)

    def _put_on_the_clock(self, seconds: float) -> None:
        """Count time off the clock after all: the server took it."""
        self.waited -= seconds
        self.deadline.reschedule(self.clock() + max(0.0, self._left() - seconds))

    def _left(self) -> float:
        """Seconds to the deadline."""
        when = self.deadline.when()
        return self.policy.timeout if when is None else when - self.clock()

    async def _read(self, response: httpx.Response) -> Fetched:
        status = response.status_code
        outcome = find_outcome(status)
        if outcome is Outcome.NOT_MODIFIED and self.earlier is None:
            outcome = Outcome.SERVER_ERROR
        if outcome is not Outcome.OK:
            return self._end(outcome, f"HTTP {status} {response.reason_phrase}".strip(), response=response)
        declared = response.headers.get("content-type", "")
        if declared.partition(";")[0].strip().lower() not in READABLE | self.policy.also:
            return self._end(Outcome.UNSUPPORTED_TYPE, f"media type {declared[:80]!r}", response=response)
        body = await self._read_body(response)
        return self._end(outcome, "", response=response, body=body)

    async def _read_body(self, response: httpx.Response) -> bytes:
        limit, status = self.policy.max_bytes, response.status_code
        if int(response.headers.get("content-length", 0)) > limit:  # h11 lets nothing but digits through
            raise _Failed(Outcome.TOO_LARGE, f"announces more than {limit:,} bytes", status=status)
        wire = bytearray()
        async for part in response.aiter_raw():
            wire += part
            if len(wire) > limit:
                raise _Failed(Outcome.TOO_LARGE, f"more than {limit:,} bytes", status=status)
        try:
            return decode_body(bytes(wire), response.headers.get("content-encoding", ""), limit)
        except TooMuch:
            raise _Failed(Outcome.TOO_LARGE, f"decodes to more than {limit:,} bytes", status=status) from None
        except Undecodable as error:
            raise _Failed(Outcome.PARSE_FAILURE, f"body can't be decoded: {error}", status=status) from error
        except UnknownEncoding as error:
            raise _Failed(Outcome.UNSUPPORTED_TYPE, str(error), status=status) from error

    def _end(
        self,
        outcome: Outcome,
        detail: str,
        *,
        status: int = 0,
        response: httpx.Response | None = None,
        body: bytes = b"",
    ) -> Fetched:
        if outcome is Outcome.OK and not body.strip():
            outcome, detail, body = Outcome.EMPTY, "the answer has no body", b""
        capture = Capture(
            url=self.url,
            final_url=self.at,
            outcome=outcome,
            fetched=datetime.now(UTC),
            kind=self.kind,
            status=response.status_code if response else status,
            sha256=hashlib.sha256(body).hexdigest() if body else "",
            headers=tuple(response.headers.multi_items()) if response else (),
            detail=" ".join(detail.split())[:300],
            elapsed=round(self.clock() - self.began - self.waited, 3),
            request=_find_sent(response.request) if response else (),
        )
        if outcome is Outcome.NOT_MODIFIED and self.earlier is not None:
            return Fetched(replace(capture, sha256=self.earlier.sha256, media_type=self.earlier.media_type))
        media_type = find_media_type(response.headers.get("content-type", ""), body) if response else ""
        is_pdf = media_type == "application/pdf" and self.kind is CaptureKind.PAGE
        return Fetched(
            replace(capture, media_type=media_type, kind=CaptureKind.PDF if is_pdf else self.kind), body
        )


def _find_sent(request: httpx.Request) -> tuple[tuple[str, str], ...]:
    """The headers that a request was sent with; cookies are the session's own and nobody else's business."""
    return tuple((name, value) for name, value in request.headers.multi_items() if name.lower() != "cookie")


def _is_healable(fetched: Fetched) -> bool:
    return fetched.capture.outcome in HEALABLE or fetched.capture.status in HEALABLE_STATUSES


def _find_location(at: str, response: httpx.Response) -> str:
    """Where a redirect leads from ``at``; whether one may go there is the guard's to say."""
    location = response.headers.get("location", "").strip().replace(" ", "%20")
    if not location:
        raise _Failed(Outcome.SERVER_ERROR, "a redirect that names no address", status=response.status_code)
    try:
        return str(urldefrag(urljoin(at, location)).url)
    except ValueError as error:
        detail = f"redirects to no address: {error}"
        raise _Failed(Outcome.SERVER_ERROR, detail, status=response.status_code) from error


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
