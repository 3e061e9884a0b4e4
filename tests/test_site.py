"""The test site behaves like a publisher's server: real HTTP, real redirects, nothing outside its folder."""

from __future__ import annotations

import hashlib
import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

from tests.site import SEEDS, open_site


def ask(base: str, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_seed_is_served_and_its_addresses_are_filled_in(tmp_path: Path) -> None:
    """Every page named in the written references.toml answers 200, and no placeholder is left."""
    with open_site("harbour-bridge", tmp_path) as site:
        assert site.article is not None and site.article.read_bytes()
        references = (tmp_path / "references.toml").read_text("utf-8")
        assert "{{BASE}}/" not in references and site.base in references
        status, headers, body = ask(site.base, "/audit-office/final-account.html")
        assert status == 200 and headers["Content-Type"].startswith("text/html") and b"638" in body
        assert ask(site.base, "/nowhere.html")[0] == 404
        assert ask(site.base, "/../gold.json")[0] == 404
        assert site.requests[0] == "/audit-office/final-account.html"


def test_routes_give_statuses_redirects_and_headers(tmp_path: Path) -> None:
    """A route goes before a file of the same path."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "wall.html").write_text("<p>Subscribe</p>")
    routes = {
        "/gone": {"status": 410},
        "/moved": {"status": 301, "location": "/wall.html"},
        "/slow": {"status": 429, "headers": {"Retry-After": "3"}},
        "/paid": {"file": "wall.html", "status": 402},
    }
    (tmp_path / "routes.json").write_text(json.dumps(routes))
    with open_site(tmp_path) as site:
        assert ask(site.base, "/gone")[0] == 410
        assert ask(site.base, "/moved")[1]["Location"] == "/wall.html"
        assert ask(site.base, "/slow")[1]["Retry-After"] == "3"
        assert ask(site.base, "/paid")[::2] == (402, b"<p>Subscribe</p>")


def test_the_seed_article_is_kept_byte_for_byte() -> None:
    """The seed is the text that was handed over, not a tidied copy."""
    found = hashlib.sha256((SEEDS / "meta-superintelligence" / "article.txt").read_bytes()).hexdigest()
    assert found == "fb0c8a16e08180a0a2e2f9fd91762a2a8f8aa373c8c735a33e7bab1dd4d82da4"
