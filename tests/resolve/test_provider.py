"""Each service is asked as its documentation says and its answers are read, over real HTTP on loopback."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.resolve.services import KEY, TITLE, Services, open_services

from claimcheck.addresses import ask, trust_settings
from claimcheck.errors import UsageError
from claimcheck.fetch.client import open_client
from claimcheck.fetch.policy import Policy
from claimcheck.resolve.brave import Brave
from claimcheck.resolve.crossref import Crossref
from claimcheck.resolve.gdelt import GDELT
from claimcheck.resolve.mediawiki import MediaWiki
from claimcheck.resolve.provider import Hit, Provider, UnreadableAnswer, Wanted
from claimcheck.resolve.publishers import Publisher, SiteSearch, parse_publishers
from claimcheck.resolve.searxng import SearXNG
from claimcheck.resolve.wayback import Wayback

WANTED = Wanted(f"{TITLE}…", "Harbour Gazette", date(2024, 3, 20), date(2024, 6, 1), "desk@lookout.example")
POLICY = trust_settings(Policy(timeout=5, silence=3))
PUBLISHER = ("Harbour Gazette",)


@pytest.fixture
def services() -> Iterator[Services]:
    with open_services() as opened:
        yield opened


def find_provider(name: str, base: str) -> Provider:
    providers: dict[str, Provider] = {
        "searxng": SearXNG(base + "/"),
        "brave": Brave(KEY, f"{base}/res/v1/web/search"),
        "mediawiki": MediaWiki(f"{base}/w/api.php"),
        "gdelt": GDELT(f"{base}/doc"),
        "crossref": Crossref(f"{base}/works"),
        "posts": SiteSearch(Publisher(PUBLISHER, search=f"{base}/wp-json/wp/v2/posts?search={{query}}")),
        "links": SiteSearch(Publisher(PUBLISHER, search=f"{base}/site-search?q={{query}}")),
    }
    return providers[name]


def ask_one(provider: Provider) -> tuple[tuple[Hit, ...], str]:
    async def run() -> tuple[tuple[Hit, ...], str]:
        async with open_client(POLICY) as client:
            return await ask(provider, WANTED, client, POLICY)

    return asyncio.run(run())


NAMES = ["searxng", "brave", "mediawiki", "gdelt", "crossref", "posts", "links"]
DATED = {"searxng", "brave", "gdelt", "crossref", "posts"}


@pytest.mark.parametrize("name", NAMES)
def test_a_documented_answer_becomes_hits(services: Services, name: str) -> None:
    """The page's address and title, and its day where the service tells it."""
    hits, failure = ask_one(find_provider(name, services.base))
    assert failure == ""
    hit = next(hit for hit in hits if hit.url == services.page)
    assert TITLE in hit.title and "<" not in hit.title
    assert hit.published == (date(2024, 3, 20) if name in DATED else None)


@pytest.mark.parametrize("name", NAMES)
def test_a_service_is_asked_for_the_words_without_the_ellipsis(services: Services, name: str) -> None:
    ask_one(find_provider(name, services.base))
    ((_, query, _),) = services.asked
    words = next(
        query[key][0] for key in ("q", "gsrsearch", "query", "query.bibliographic", "search") if key in query
    )
    assert words.startswith("Lock gates replaced after forty years") and "…" not in words


@pytest.mark.parametrize("name", [name for name in NAMES if name != "links"])
def test_an_answer_in_another_shape_is_a_failure_not_a_hit(services: Services, name: str) -> None:
    """An error page with status 200 is told in one line; nothing is raised."""
    path = {"searxng": "/search", "brave": "/res/v1/web/search", "mediawiki": "/w/api.php", "gdelt": "/doc",
            "crossref": "/works", "posts": "/wp-json/wp/v2/posts"}[name]  # fmt: skip
    services.broken.add(path)
    hits, failure = ask_one(find_provider(name, services.base))
    assert hits == ()
    assert name == "posts" or "query was too short" in failure


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"{}", b'{"results": 3}', b'{"results": [1, {"url": 2}]}', b"\xff"]
)
def test_no_answer_breaks_a_provider(body: bytes) -> None:
    """Whatever comes, it is hits or UnreadableAnswer."""
    for name in NAMES:
        try:
            assert find_provider(name, "http://127.0.0.1:9").parse_answer(body) == ()
        except UnreadableAnswer as error:
            assert "\n" not in str(error)


def test_a_refused_key_is_a_failure_that_keeps_the_key_to_itself(services: Services) -> None:
    """The key is in one header and nowhere else: not in the address, not in what is printed, not in the failure."""
    provider = Brave(KEY + "x", f"{services.base}/res/v1/web/search")
    hits, failure = ask_one(provider)
    assert hits == () and "422" in failure
    request = provider.render_request(WANTED)
    assert all(KEY not in text for text in (failure, repr(provider), repr(request), request.url))
    assert services.asked[0][2]["X-Subscription-Token"] == KEY + "x"


def test_a_service_that_is_not_there_is_a_failure() -> None:
    hits, failure = ask_one(SearXNG("http://127.0.0.1:9"))
    assert hits == () and failure.startswith("searxng: connect_failure")


def test_days_are_told_to_services_that_take_them() -> None:
    """GDELT looks around the page's own day, else in the month before the article; Crossref is told who calls."""
    own = GDELT().render_request(WANTED).url
    assert "startdatetime=20240317000000" in own and "enddatetime=20240323000000" in own
    before = GDELT().render_request(Wanted("Some title", before=date(2024, 6, 1))).url
    assert "startdatetime=20240502000000" in before
    assert "datetime" not in GDELT().render_request(Wanted("Some title")).url
    assert "mailto=desk%40lookout.example" in Crossref().render_request(WANTED).url


def test_gdelts_tokens_are_put_together_again() -> None:
    title = "Maren ' s bill rises to $ 14 . 3 million , again"
    body = json.dumps({"articles": [{"url": "https://a.example/x", "title": title}]}).encode()
    (hit,) = GDELT().parse_answer(body)
    assert hit.title == "Maren's bill rises to $14.3 million, again"


def test_an_archived_copy_is_the_page_without_the_archives_frame(services: Services) -> None:
    """The nearest copy's address asks for the stored bytes; none, or one of an error page, is ''."""
    body = (
        b'{"url": "a.example", "archived_snapshots": {"closest": {"available": true, "status": "200",'
        b' "timestamp": "20240321000000", "url": "http://web.archive.org/web/20240321000000/http://a.example/"}}}'
    )
    service = Wayback()
    assert service.parse_answer(body) == "http://web.archive.org/web/20240321000000id_/http://a.example/"
    assert service.parse_answer(body.replace(b'"200"', b'"404"')) == ""
    assert service.parse_answer(b'{"archived_snapshots": {}}') == ""
    with pytest.raises(UnreadableAnswer):
        service.parse_answer(b"{}")
    assert "timestamp=20240320" in service.render_request("http://a.example/", date(2024, 3, 20)).url


def test_a_publishers_file_says_what_is_wrong_with_it() -> None:
    """Names, domains and searches are read; a fault is one line with the file."""
    path = Path("publishers.toml")
    text = '[[publisher]]\nname = "A"\ndomains = ["www.a.example"]\nsearch = "https://a.example/?s={query}"\n'
    assert parse_publishers(text, path=path) == (
        Publisher(("A",), ("a.example",), "https://a.example/?s={query}"),
    )
    for fault in ("[[publisher]]\n", '[[publisher]]\nname = 3\n', '[[publisher]]\nname = "A"\nsearch = "x"\n',
                  '[[publisher]]\nname = "A"\ndomains = "a"\n', "publisher = 3\n", "[["):  # fmt: skip
        with pytest.raises(UsageError, match=r"publishers\.toml"):
            parse_publishers(fault, path=path)


@pytest.mark.parametrize("body", [b"<b>" * 40_000, b"[" * 100_000, b'[{"link": ' + b"9" * 6_000 + b"}]"])
def test_an_answer_that_nobody_would_give_is_refused(body: bytes) -> None:
    """More tags than a page of links has, brackets without end, thousands of digits: named, at once."""
    with pytest.raises(UnreadableAnswer):
        SiteSearch(Publisher(("Gazette",), search="https://gazette.example/?q={query}")).parse_answer(body)
