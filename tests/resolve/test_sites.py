"""What an address tells by itself."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.resolve.sites import (
    Belonging,
    compare_site,
    find_day,
    find_list,
    find_original,
    find_page,
    find_site,
    find_variant,
)


@pytest.mark.parametrize(
    ("publisher", "url", "belonging"),
    [
        ("The Harbour Gazette", "https://www.harbourgazette.example/a", Belonging.SAME),
        ("Harbour Gazette", "https://harbour-gazette.example/a", Belonging.SAME),
        ("Harbour Gazette", "https://thehgazette.example/a", Belonging.SAME),
        ("The Old York Times", "https://www.oytimes.example/a", Belonging.SAME),
        ("Old Wall Journal", "https://owj.example/a", Belonging.SAME),
        ("Coastal Press", "https://cpnews.example/a", Belonging.LIKELY),
        ("World Harbour Organization", "https://www.who.example/a", Belonging.SAME),
        ("Office for National Soundings", "https://www.ons.gov.uk/a", Belonging.SAME),
        ("harbourgazette.example", "https://www.harbourgazette.example/a", Belonging.SAME),
        ("Harbour Gazette", "https://harbourgazette.substack.com/p/a", Belonging.SAME),
        ("Harbour Gazette", "http://127.0.0.1:8000/harbour-gazette/a.html", Belonging.SAME),
        ("", "https://harbourgazette.example/a", Belonging.UNTOLD),
        ("Harbour Gazette", "https://gazette.example/a", Belonging.OTHER),
        ("Harbour Gazette", "https://harbour.example/harbour-gazette/a", Belonging.OTHER),
        ("Harbour Gazette", "https://notharbourgazette.example/a", Belonging.OTHER),
        ("Times", "https://oytimes.example/a", Belonging.OTHER),
        ("Tide", "https://t.example/a", Belonging.OTHER),
        ("Harbour Gazette", "https://harbourgazette.newsbay.example/a", Belonging.HOSTED),
        ("Tools at Meridian", "https://tools.meridian.example/a", Belonging.SAME),
        ("The Harbour Gazette (Coastal Press)", "https://harbourgazette.example/a", Belonging.SAME),
        ("Küstenzeitung", "https://kuestenzeitung.example/a", Belonging.SAME),
        ("Küstenzeitung", "https://kustenzeitung.example/a", Belonging.SAME),
    ],
)
def test_a_domain_spells_its_publisher_or_does_not(publisher: str, url: str, belonging: Belonging) -> None:
    assert compare_site(publisher, url) is belonging


@pytest.mark.parametrize(
    ("url", "listed"),
    [
        ("https://a.example", True),
        ("https://a.example/index.html", True),
        ("https://a.example/en/", True),
        ("https://a.example/tag/ships", True),
        ("https://a.example/2025/topics/ships/", True),
        ("https://a.example/author/j-doe", True),
        ("https://a.example/search?q=ships", True),
        ("https://a.example/?s=ships", True),
        ("https://a.example/latest", True),
        ("https://a.example/topics/why-the-ships-came-late-again", False),
        ("https://a.example/?p=1234", True),
        ("https://a.example/news/ships", False),
        ("https://a.example/a.pdf", False),
    ],
)
def test_fronts_and_lists_are_no_pages_of_their_own(url: str, listed: bool) -> None:
    assert bool(find_list(url)) is listed


def test_one_page_has_many_addresses() -> None:
    """Scheme, www, tracking, print and mobile make no other page; a number in the path names it whatever the words."""
    same = [
        "https://www.a.example/ships-late",
        "http://m.a.example/ships-late/?utm_source=x&fbclid=1#top",
        "https://a.example/ships-late/amp",
    ]
    assert len({find_page(url) for url in same}) == 1
    assert find_page("https://a.example/old-8123456") == find_page("https://a.example/b/new-8123456")
    assert find_page("https://a.example/x?id=1") != find_page("https://a.example/x?id=2")
    assert find_page("https://a.example/20250301/x") != find_page("https://a.example/20250301/y")


def test_sites_copies_days_and_kinds() -> None:
    assert find_site("https://news.a.co.uk/x") == "a.co.uk"
    assert find_site("https://b.blogspot.com/x") == "b.blogspot.com"
    assert find_site("http://127.0.0.1:81/x") != find_site("http://127.0.0.1:82/x")
    assert (
        find_original("https://web.archive.org/web/20250301id_/https://a.example/x") == "https://a.example/x"
    )
    assert find_day("https://a.example/2025/03/01/x") == date(2025, 3, 1)
    assert find_day("https://a.example/2025/02/31/x") is None
    assert find_variant("https://a.example/live/x", "") == "live"
    assert find_variant("https://a.example/x", "Watch: the launch") == "video"
    assert find_variant("https://a.example/living-well", "Liverpool wins") == ""
