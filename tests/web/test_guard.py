from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from tests.runs import build_run
from tests.web.conftest import RUN
from tests.web.serving import Visitor

from claimcheck.store.ledger import Ledger
from claimcheck.web.app import build_app
from claimcheck.web.guard import SAFE
from claimcheck.web.site import Person, Role, Site

COST = build_run().extraction.claims[1].id
FORM = {"action": "accept", "n": "1", "url": "https://example.org/"}


def list_posts() -> list[str]:
    """Every path that takes anything but GET."""
    from claimcheck.web import attaching, deciding, pages, quality

    routers = (pages.router, deciding.router, attaching.router, quality.router)
    routes = [route for router in routers for route in router.routes]
    return [
        route.path.format(claim_id=COST, run_id=RUN)
        for route in routes
        if isinstance(route, APIRoute) and not route.methods <= SAFE
    ]


def count_written(ledger: Ledger) -> int:
    return sum(ledger.count_rows(table) for table in ("review", "pin", "attachment", "further"))


def test_the_walk_knows_every_route(shelf: Ledger) -> None:
    """No route that changes something is mounted past the routers that are walked here."""
    app = build_app(Site(shelf, Person("Ida", Role.REVIEWER)))
    assert isinstance(app, FastAPI)
    loose = [route for route in app.routes if getattr(route, "methods", None) and not route.methods <= SAFE]
    assert len(loose) <= len(list_posts())
    assert list_posts()


@pytest.mark.parametrize("path", list_posts())
@pytest.mark.parametrize(
    ("headers", "changed"),
    [
        ({}, {"token": ""}),
        ({}, {"token": "0" * 64}),
        ({"origin": ""}, {}),
        ({"origin": "null"}, {}),
        ({"origin": "https://evil.example"}, {}),
        ({"origin": "http://127.0.0.1:1"}, {}),
        ({"sec_fetch_site": "cross-site"}, {}),
        ({"cookie": ""}, {"token": "stolen"}),
        ({"host": "evil.example"}, {}),
        ({"content_type": "text/plain"}, {}),
        ({"content_type": "application/json"}, {}),
    ],
    ids=str,
)
def test_every_post_is_refused_unless_it_is_ours(
    reader: Visitor, shelf: Ledger, path: str, headers: dict[str, str], changed: dict[str, str]
) -> None:
    """Without the session's token, from elsewhere, by another name, or as another kind of body: refused, unread."""
    form = reader.form(f"/claims/{COST}") | FORM | changed
    assert reader.send(path, form, **headers).status_code in (403, 415, 421)
    assert count_written(shelf) == 0


def test_a_token_of_another_session_is_refused(reader: Visitor, shelf: Ledger) -> None:
    other = Visitor(reader.address)
    form = other.form(f"/claims/{COST}") | FORM
    other.close()
    reader.read("/")
    assert reader.send(f"/claims/{COST}/reviews", form).status_code == 403
    assert count_written(shelf) == 0


def test_large_and_broken_bodies_are_refused(reader: Visitor) -> None:
    form = reader.form(f"/claims/{COST}") | FORM
    path = f"/claims/{COST}/reviews"
    assert reader.send(path, form | {"note": "x" * 200_000}).status_code == 413
    assert reader.send(path, form | {f"n{n}": "" for n in range(80)}).status_code == 400
    headers = {"origin": reader.address, "content-type": "application/x-www-form-urlencoded"}
    assert reader.client.post(path, content=b"token=%ff%fe", headers=headers).status_code == 400
    assert reader.client.post(path, content="token=é".encode(), headers=headers).status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil"]
)
def test_the_site_answers_only_to_its_own_name(reader: Visitor, host: str) -> None:
    """A page elsewhere that makes its own name lead here (DNS rebinding) reads nothing."""
    answer = reader.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "Skerry" not in answer.text


@pytest.mark.parametrize("path", ["/", f"/claims/{COST}", "/nowhere", "/static/review.js", "/claims/nothing"])
def test_every_answer_has_strict_headers(reader: Visitor, path: str) -> None:
    answer = reader.read(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    if answer.headers["content-type"].startswith("text/html"):
        assert "style=" not in answer.text
        assert "<style" not in answer.text
        assert " onclick" not in answer.text


def test_the_session_cookie_is_out_of_reach(reader: Visitor) -> None:
    fresh = Visitor(reader.address)
    cookie = fresh.read("/").headers["set-cookie"]
    fresh.close()
    reader.read("/")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "set-cookie" not in reader.read("/").headers


def test_behind_tls_the_cookie_is_for_tls_only(reader: Visitor) -> None:
    """A proxy on this computer that ends TLS says so: the cookie is Secure, and a plain origin is no longer ours."""
    fresh = Visitor(reader.address)
    fresh.client.headers["x-forwarded-proto"] = "https"
    assert "; Secure" in fresh.read("/").headers["set-cookie"]
    form = fresh.form(f"/claims/{COST}") | {"action": ""}
    assert fresh.send(f"/claims/{COST}/reviews", form).status_code == 403
    fresh.close()


def test_stored_bytes_are_a_download_whatever_they_are(reader: Visitor) -> None:
    """A captured page is never shown as a page of this site."""
    digest = build_run().sources[0].captures[0].sha256
    answer = reader.read(f"/bodies/{digest}")
    assert answer.text.startswith("Repairs cost a lot.")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert reader.read("/bodies/..%2f..%2fetc%2fpasswd").status_code == 404
    assert reader.read(f"/bodies/{'0' * 64}").status_code == 404
