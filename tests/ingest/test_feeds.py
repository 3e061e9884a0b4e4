"""Lists of addresses: what a feed, a sitemap or a text file names, and nothing that a hostile one wants."""

from __future__ import annotations

import gzip
import time
from pathlib import Path

import pytest

from claimcheck.errors import UnreadableInput
from claimcheck.ingest.feeds import Listing, read_listing

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<link>https://news.example/</link><atom:link href="https://news.example/feed" rel="self"/>
<item><title>One</title><link>https://news.example/one?a=1&b=2#top</link></item>
<item><title>Two</title><link><![CDATA[ https://news.example/two ]]></link></item>
<item><title>Three</title><guid>https://news.example/three</guid></item>
<item><title>Four</title><guid isPermaLink="false">tag:4</guid></item>
<item><title>One again</title><link>https://news.example/one?a=1&amp;b=2</link></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/a/">
<link href="/"/><entry><title>One</title><link rel="replies" href="one/replies"/><link href="one"/></entry>
<entry><link rel="alternate" href="https://news.example/two"/></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><link>https://news.example/</link></channel>
<item rdf:about="https://news.example/one"><title>One</title></item></rdf:RDF>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- all -->
<url><loc> https://news.example/one </loc><lastmod>2026-03-14</lastmod></url><url><loc>/two</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/march.xml.gz</loc></sitemap></sitemapindex>"""
LIST = (
    "# March\n\nhttps://news.example/one\r\n  https://news.example/two  \nnot an address\nfile:///etc/hosts\n"
)


def read(text: str | bytes) -> Listing:
    data = text.encode() if isinstance(text, str) else text
    return read_listing(data, name="feed", url="https://news.example/feed")


def paths(listing: Listing) -> list[str]:
    return [address.removeprefix("https://news.example/") for address in listing.addresses]


@pytest.mark.parametrize(
    ("text", "wanted", "faults"),
    [
        (RSS, ["one?a=1&b=2", "two", "three"], ["feed: entry 4 has no http(s) address: Four"]),
        (ATOM, ["a/one", "two"], []),
        (RDF, ["one"], []),
        (SITEMAP, ["one", "two"], []),
        (
            LIST,
            ["one", "two"],
            [
                "feed:5: not an http(s) address: not an address",
                "feed:6: not an http(s) address: file:///etc/hosts",
            ],
        ),
    ],
    ids=["rss", "atom", "rdf", "sitemap", "list"],
)
def test_every_entry_is_an_address_or_a_fault(text: str, wanted: list[str], faults: list[str]) -> None:
    """Addresses come in their order, absolute, each once, without fragments; an entry without one is named."""
    listing = read(text)
    assert paths(listing) == wanted
    assert list(listing.faults) == faults


def test_an_index_names_further_sitemaps() -> None:
    """The sitemaps of an index are no articles."""
    assert read(INDEX) == Listing((), ("https://news.example/march.xml.gz",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_packed_and_wide_lists_are_read_alike(encoding: str) -> None:
    """gzip and a byte order mark change nothing."""
    assert read(gzip.compress(SITEMAP.encode(encoding))) == read(SITEMAP)
    assert read(("\n" + SITEMAP).encode()) == read(SITEMAP)


def test_a_hostile_feed_is_harmless(tmp_path: Path) -> None:
    """Entities that multiply or read a file are refused at once; what unpacks to too much is too."""
    secret = tmp_path / "secret"
    secret.write_text("https://news.example/secret")
    grown = '<!ENTITY a0 "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    item = "<rss><channel><item><link>{}</link></item></channel></rss>"
    began = time.perf_counter()
    for declared, used in ((grown, "a11"), (f'<!ENTITY x SYSTEM "{secret.as_uri()}">', "x")):
        for encoding in ("utf-8", "utf-16"):
            with pytest.raises(UnreadableInput, match=r"feed (declares|is not)"):
                read(f"<!DOCTYPE rss [{declared}]>{item.format(f'&{used};')}".encode(encoding))
            with pytest.raises(UnreadableInput, match=r"feed (declares|is not)"):
                attribute = f'<feed><entry><link href="&{used};"/></entry></feed>'
                read(f"<!DOCTYPE feed [{declared}]>{attribute}".encode(encoding))
    with pytest.raises(UnreadableInput, match="more than"):
        read(gzip.compress(b" " * 60_000_000))
    with pytest.raises(UnreadableInput, match="not well-formed"):
        read("<rss>" * 100_000)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"A story about a bridge.", "no list"),
        (b"<html><body>x</body></html>", "neither an RSS"),
        (b"<rss><channel>", "not well-formed"),
        (b"\x1f\x8b\x08", "ends too early"),
        (b"\x1f\x8bnot gzip", "damaged"),
        (b"\x89PNG\r\n", "PNG"),
    ],
)
def test_what_is_no_list_is_said_in_a_line(data: bytes, told: str) -> None:
    """Whatever isn't a list of addresses is refused with its name and the reason."""
    with pytest.raises(UnreadableInput, match=told) as caught:
        read(data)
    assert "feed" in str(caught.value)
    assert "\n" not in str(caught.value)
