from __future__ import annotations

import re

import pytest
from tests.runs import build_run
from tests.web.conftest import RUN
from tests.web.serving import Stage, Visitor
from tests.web.test_guard import FORM, count_written, list_posts

from claimcheck.errors import UsageError
from claimcheck.store import people
from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger
from claimcheck.web import passwords
from claimcheck.web.access import TRIES, WINDOW, Tries, admit, make_token, read_way_back
from claimcheck.web.app import build_app
from claimcheck.web.passwords import hash_password, is_password
from claimcheck.web.server import serve_site
from claimcheck.web.site import Person, Role, Site

COST = build_run().extraction.claims[1].id
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing as slowly as it has to be would take most of the tests' time."""
    monkeypatch.setattr(passwords, "COST", 2**4)


@pytest.fixture
def door(ledger: Ledger, stage: Stage) -> str:
    """A site on which Ana is admin, Ida reviewer, Rob reader."""
    for name, role in (("Ana", "admin"), ("Ida", "reviewer"), ("Rob", "reader")):
        admit(ledger, name, role, PASSWORD)
    stage.app = build_app(Site(ledger, Person("", Role.READER), signed=True), frozenset())
    return stage.address


def token_of(visitor: Visitor, path: str) -> str:
    found = re.search(r'name="token" value="(\w+)"', visitor.read(path).text)
    assert found is not None
    return found[1]


def sign_in(address: str, name: str, password: str = PASSWORD, back: str = "/") -> tuple[Visitor, int, str]:
    """A visitor who tried to sign in, the answer's status, and where it led."""
    visitor = Visitor(address)
    form = {"token": token_of(visitor, "/login"), "name": name, "password": password, "back": back}
    answer = visitor.send("/login", form)
    return visitor, answer.status_code, answer.url.path


@pytest.mark.parametrize("path", ["/", f"/claims/{COST}", f"/runs/{RUN}", "/articles", "/people", "/nowhere"])
def test_nobody_reads_without_signing_in(door: str, path: str) -> None:
    """Every page leads to the door, and from there back to where one wanted to go."""
    visitor = Visitor(door)
    answer = visitor.read(path)
    assert answer.url.path == "/login"
    assert "Skerry" not in answer.text
    assert visitor.client.get(f"/bodies/{'0' * 64}", follow_redirects=False).status_code == 303
    visitor.close()


def test_who_signs_in_reads_and_signs_out(door: str) -> None:
    visitor, status, path = sign_in(door, "Ida", back=f"/claims/{COST}")
    assert (status, path) == (200, f"/claims/{COST}")
    before = visitor.client.cookies["claimcheck"]
    visitor.send("/logout", {"token": token_of(visitor, "/")})
    assert visitor.client.cookies["claimcheck"] != before
    assert visitor.read("/").url.path == "/login"
    visitor.client.cookies.set("claimcheck", before)
    assert visitor.read("/").url.path == "/login"
    visitor.close()


def test_signing_in_changes_the_cookie(door: str) -> None:
    """A cookie that someone else planted before is worth nothing afterwards."""
    visitor = Visitor(door)
    visitor.read("/login")
    planted = visitor.client.cookies["claimcheck"]
    form = {"token": token_of(visitor, "/login"), "name": "Ida", "password": PASSWORD}
    visitor.send("/login", form)
    assert visitor.client.cookies["claimcheck"] != planted
    visitor.close()


@pytest.mark.parametrize(
    ("name", "password"), [("Ida", "wrong horse battery"), ("Nobody", PASSWORD), ("", "")]
)
def test_what_does_not_fit_is_refused_alike(door: str, name: str, password: str) -> None:
    visitor, status, _ = sign_in(door, name, password)
    assert status == 403
    assert visitor.read("/").url.path == "/login"
    visitor.close()


def test_trying_is_limited(door: str) -> None:
    """After some failures even the right password has to wait."""
    for _ in range(TRIES):
        sign_in(door, "Ida", "wrong horse battery")[0].close()
    visitor, status, _ = sign_in(door, "Ida")
    assert status == 429
    visitor.close()
    other, status, _ = sign_in(door, "Ana")
    assert status == 200
    other.close()


def test_tries_are_forgotten_in_time() -> None:
    now = 0.0
    tries = Tries(lambda: now)
    tries.note("name Ida")
    assert tries.count("name Ida") == 1
    now = WINDOW + 1.0
    assert tries.count("name Ida") == 0


@pytest.mark.parametrize("path", [*list_posts(), "/people"])
def test_every_post_needs_its_role(door: str, ledger: Ledger, path: str) -> None:
    """Signed out or with too small a role, nothing is changed; and a reader is not offered what they can't do."""
    form = FORM | {"seen": "0", "run": RUN, "name": "Rob", "role": "admin"}
    stranger = Visitor(door)
    assert stranger.send(path, {**form, "token": token_of(stranger, "/login")}).status_code == 403
    small, _, _ = sign_in(door, "Ida" if path == "/people" else "Rob")
    assert small.send(path, {**form, "token": token_of(small, "/")}).status_code == 403
    assert count_written(ledger) == 0
    with reading(ledger.database) as connection:
        assert [account.role for account in people.list_accounts(connection)] == [
            "admin",
            "reviewer",
            "reader",
        ]
    assert 'id="decide"' not in small.read(f"/claims/{COST}").text or path == "/people"
    stranger.close()
    small.close()


def test_a_review_bears_the_name_of_who_signed_in(door: str, ledger: Ledger) -> None:
    visitor, _, _ = sign_in(door, "Ida")
    visitor.decide(COST, "accept")
    assert ledger.load_reviews(COST)[0].reviewer == "Ida"
    assert visitor.read("/people").status_code == 403
    visitor.close()


def test_an_admin_lets_in_and_shuts_out(door: str, ledger: Ledger) -> None:
    """Whoever is shut out is out at once, with their tokens; nobody does it to themselves."""
    admin, _, _ = sign_in(door, "Ana")
    token = token_of(admin, "/people")
    new = {"token": token, "action": "admit", "name": "Kim", "role": "reader", "password": PASSWORD}
    assert "Kim" in admin.send("/people", new).text
    kim, status, _ = sign_in(door, "Kim")
    assert status == 200
    made = admin.send("/people", {"token": token, "action": "token", "name": "Kim"}).text
    secret = re.search(r"cc_[\w-]+", made)
    assert secret is not None
    with reading(ledger.database) as connection:
        assert people.find_token(connection, secret[0]) is not None
    admin.send("/people", {"token": token, "action": "shut-out", "name": "Kim"})
    assert kim.read("/").url.path == "/login"
    with reading(ledger.database) as connection:
        assert people.find_token(connection, secret[0]) is None
    again, status, _ = sign_in(door, "Kim")
    assert status == 403
    again.close()
    for change in ({"action": "shut-out"}, {"action": "admit", "role": "reader"}):
        assert admin.send("/people", {"token": token, "name": "Ana", **change}).status_code == 422
    kim.close()
    admin.close()


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [("", "reader", PASSWORD), ("<b>", "reader", PASSWORD), ("a" * 61, "reader", PASSWORD),
     (" Kim", "reader", PASSWORD), ("Kim", "king", PASSWORD), ("Kim", "", PASSWORD), ("Kim", "reader", ""),
     ("Kim", "reader", "short")],
)  # fmt: skip
def test_who_can_not_be_let_in(ledger: Ledger, name: str, role: str, password: str) -> None:
    with pytest.raises(UsageError):
        admit(ledger, name, role, password)
    assert ledger.count_rows("person") == 0


def test_tokens_are_for_those_who_are_admitted(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="nobody called"):
        make_token(ledger, "Kim")


def test_passwords_are_salted_and_hashed() -> None:
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)
    assert one != other
    assert PASSWORD not in one
    assert is_password(PASSWORD, one)
    assert is_password(PASSWORD, other)
    assert not is_password(PASSWORD + " ", one)
    assert not is_password("", passwords.NOBODY)


@pytest.mark.parametrize(
    "written",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/a\r\nx: y",
        "javascript:alert(1)",
        "",
        "/@evil",
        "a",
    ],
)
def test_the_way_back_stays_on_this_site(written: str) -> None:
    assert read_way_back(written) == "/"


def test_the_way_back_is_kept() -> None:
    assert read_way_back("/claims/c1?q=a%20b&state=all") == "/claims/c1?q=a%20b&state=all"


def test_a_site_on_which_nobody_could_sign_in_is_not_served(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="nobody could sign in"):
        serve_site(ledger, "127.0.0.1", 0, print, auth=True)
