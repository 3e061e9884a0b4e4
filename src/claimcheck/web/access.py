"""Signing in and out, what each role may do, and the page on which an admin lets people in."""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from claimcheck.errors import UsageError
from claimcheck.store import people
from claimcheck.store.database import reading, writing
from claimcheck.store.ledger import Ledger
from claimcheck.store.people import Account
from claimcheck.web.guard import SAFE
from claimcheck.web.passwords import NOBODY, hash_password, is_password
from claimcheck.web.rendering import render_page
from claimcheck.web.site import Person, Role, Site

router = APIRouter(include_in_schema=False)

OPEN = ("/login", "/static/", "/api/")  # the API has tokens of its own
STAY = timedelta(hours=12)
TRIES, WINDOW = 5, 15 * 60  # failed tries by name, seconds
TRIES_BY_HOST = 30
LONGEST_NAME = 60


class Tries:
    """Counts failed tries to sign in, by name and by the caller's address; kept in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._failed: dict[str, list[float]] = defaultdict(list)
        self._lock = threading.Lock()

    def count(self, key: str) -> int:
        with self._lock:
            recent = [moment for moment in self._failed.pop(key, []) if moment > self.clock() - WINDOW]
            if recent:
                self._failed[key] = recent
            return len(recent)

    def note(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._failed[key].append(self.clock())


async def identify(request: Request, onward: Callable[[Request], Awaitable[Response]]) -> Response:
    """Say who is asking, and turn back who may not."""
    site: Site = request.app.state.site
    path, changes = request.url.path, request.method not in SAFE
    person = await run_in_threadpool(find_person, site, request.state.session) if site.signed else site.host
    request.state.person = person
    if path == OPEN[0] or path.startswith(OPEN[1:]):
        return await onward(request)
    if person is None:
        if changes:
            return PlainTextResponse("sign in first\n", 403)
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?back={quote(back, safe='')}", 303)
    if not person.role.covers(find_required(path, changes=changes)):
        return PlainTextResponse("your role does not cover this\n", 403)
    return await onward(request)


def find_required(path: str, *, changes: bool) -> Role:
    """The least role that a request needs."""
    if path.startswith("/people"):
        return Role.ADMIN
    return Role.REVIEWER if changes and path != "/logout" else Role.READER


def find_person(site: Site, session: str) -> Person | None:
    with reading(site.ledger.database) as connection:
        account = people.find_session(connection, session, datetime.now(UTC))
    return Person(account.name, Role(account.role)) if account else None


@router.get("/login")
def show_login(request: Request) -> Response:
    if request.state.person is not None:
        return RedirectResponse("/", 303)
    return render_page(request, "login.html", back=request.query_params.get("back", "/"), refusal="")


@router.post("/login")
def sign_in(request: Request) -> Response:
    """A new session for who knows their password. Which of name and password was wrong is not told."""
    site: Site = request.app.state.site
    form, tries = request.state.form, request.app.state.tries
    name, back = form.get("name", "")[:LONGEST_NAME], form.get("back", "/")
    host = request.client.host if request.client else ""
    if tries.count(f"name {name}") >= TRIES or tries.count(f"host {host}") >= TRIES_BY_HOST:
        return _refuse_login(request, 429, back, "Too many failed tries: wait a quarter of an hour.")
    with reading(site.ledger.database) as connection:
        account = people.find_account(connection, name)
    fits = is_password(form.get("password", ""), account.password if account else NOBODY)
    if account is None or not account.admitted or not fits:
        tries.note(f"name {name}", f"host {host}")
        return _refuse_login(request, 403, back, "That name and password do not fit together.")
    now, session = datetime.now(UTC), secrets.token_urlsafe(32)
    with writing(site.ledger.database) as connection:
        people.append_session(connection, session, account.name, now, now + STAY)
    request.state.rotate = session
    return RedirectResponse(read_way_back(back), 303)


@router.post("/logout")
def sign_out(request: Request) -> Response:
    site: Site = request.app.state.site
    with writing(site.ledger.database) as connection:
        people.end_session(connection, request.state.session)
    request.state.rotate = secrets.token_urlsafe(32)
    return RedirectResponse("/login" if site.signed else "/", 303)


def read_way_back(written: str) -> str:
    """A path of this site; the queue for anything else."""
    return written if re.fullmatch(r"/(?:[\w\-.~%&=+?][\w\-./~%&=+?]*)?", written, re.ASCII) else "/"


def _refuse_login(request: Request, status: int, back: str, refusal: str) -> HTMLResponse:
    return render_page(request, "login.html", status, back=back, refusal=refusal)


# --- letting people in ------------------------------------------------------------------------------------------------


@router.get("/people")
def show_people(request: Request) -> Response:
    return render_people(request)


def render_people(request: Request, status: int = 200, refusal: str = "", token: str = "") -> HTMLResponse:
    """``token`` is one that was just made: it is shown this once."""
    site: Site = request.app.state.site
    with reading(site.ledger.database) as connection:
        accounts = people.list_accounts(connection)
    return render_page(
        request, "people.html", status, accounts=accounts, roles=list(Role), refusal=refusal, made=token
    )


@router.post("/people")
def change_person(request: Request) -> Response:
    """Let a person in, give a person another role or password, make a token, or shut a person out."""
    site: Site = request.app.state.site
    form = request.state.form
    name = form.get("name", "").strip()
    try:
        if form.get("action") == "token":
            return render_people(request, token=make_token(site.ledger, name))
        if name == request.state.person.name and _lowers(form):
            raise UsageError("Nobody takes their own role away: another admin has to.")
        admit(
            site.ledger,
            name,
            form.get("role", ""),
            form.get("password", ""),
            admitted=form.get("action") != "shut-out",
        )
    except UsageError as error:
        return render_people(request, 422, refusal=str(error))
    return RedirectResponse("/people", 303)


def _lowers(form: Mapping[str, str]) -> bool:
    return form.get("action") == "shut-out" or form.get("role", "") not in ("", Role.ADMIN)


def admit(ledger: Ledger, name: str, role: str, password: str, *, admitted: bool = True) -> None:
    """Keep what is said of a person; an empty role or password stays as it was. Raises UsageError."""
    with writing(ledger.database) as connection:
        known = people.find_account(connection, name)
        if known is None and not (role and password and admitted):
            raise UsageError("a new person needs a name, a role and a password")
        if not re.fullmatch(r"[\w.\-@ ]{1,60}", name) or name != name.strip():
            raise UsageError("a name has up to 60 letters, digits, spaces or . - @ _")
        if role and role not in set(Role):
            raise UsageError(f"a role is one of {', '.join(Role)}")
        hashed = hash_password(password) if password else known.password if known else ""
        role = role or (known.role if known else "")
        people.save_account(connection, Account(name, role, hashed, admitted, datetime.now(UTC)))


def make_token(ledger: Ledger, name: str) -> str:
    """A new token for the API. Raises UsageError when there is no such person."""
    token = f"cc_{secrets.token_urlsafe(32)}"
    with writing(ledger.database) as connection:
        account = people.find_account(connection, name)
        if account is None or not account.admitted:
            raise UsageError(f"nobody called {name} is admitted")
        people.append_token(connection, token, name, datetime.now(UTC))
    return token
