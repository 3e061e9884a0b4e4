"""A list of addresses: a text file with one a line, an RSS or Atom feed, or a sitemap, also packed with gzip.

Whoever writes a feed may be hostile: nothing outside the bytes is read, a document that declares entities of its own is
refused, and what unpacks to too much is too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]  # it has no types of its own

from claimcheck.errors import UnreadableInput
from claimcheck.ingest.decoding import decode_text

LARGEST = 50_000_000  # bytes unpacked: the limit of the sitemap protocol
GZIP = b"\x1f\x8b"
STARTS_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\0", b"\xfe\xff\0<")
WIDE = (b"\xff\xfe", b"\xfe\xff")
BARE_AMPERSAND = re.compile(rb"&(?!#?\w+;)")
SHOWN = 80  # characters of an odd line or title


@dataclass(frozen=True, slots=True)
class Listing:
    """Addresses in the order written, each once, without fragments. ``sitemaps`` are further lists, named by a sitemap
    index. ``faults``: one line for each entry that has no address to read."""

    addresses: tuple[str, ...]
    sitemaps: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def read_listing(data: bytes, *, name: str, url: str = "") -> Listing:
    """The addresses in ``data``, which lay at ``url`` or in the file ``name``. Raises UnreadableInput."""
    data = _unpack(data, name) if data.startswith(GZIP) else data
    if data.lstrip().startswith(STARTS_XML):
        return _read_xml(data.lstrip(), name, url)
    return _read_lines(decode_text(data, name=name), name)


def _unpack(data: bytes, name: str) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise UnreadableInput(f"{name} is a damaged gzip file: {error}") from None
    if unpacker.unconsumed_tail:
        raise UnreadableInput(f"{name} unpacks to more than {LARGEST:,} bytes")
    if not unpacker.eof:
        raise UnreadableInput(f"{name} is a damaged gzip file: it ends too early")
    return unpacked


# --- lines ------------------------------------------------------------------------------------------------------------


def _read_lines(text: str, name: str) -> Listing:
    """One address a line; empty lines and those that begin with # say nothing."""
    found: dict[str, None] = {}
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        if address := _read_address(written):
            found[address] = None
        else:
            faults.append(f"{name}:{number}: not an http(s) address: {_shorten(written)}")
    if not found:
        raise UnreadableInput(f"{name} is no list of addresses: write one http(s) address a line")
    return Listing(tuple(found), faults=tuple(faults))


def _read_address(written: str, base: str = "") -> str:
    """The absolute address without its fragment, '' when it is none that can be fetched."""
    try:
        address = urldefrag(urljoin(base, written.strip())).url
        parts = urlsplit(address)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if fit and not re.search(r"\s", address) else ""


def _shorten(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


# --- feeds and sitemaps -----------------------------------------------------------------------------------------------


def _read_xml(data: bytes, name: str, url: str) -> Listing:
    root = _parse(data, name)
    sort = _local(root)
    entries = {
        "rss": ("item", "feed"),
        "RDF": ("item", "feed"),
        "feed": ("entry", "feed"),
        "urlset": ("url", "sitemap"),
        "sitemapindex": ("sitemap", "sitemap"),
    }
    if sort not in entries:
        raise UnreadableInput(f"{name} is neither an RSS or Atom feed nor a sitemap: it begins with <{sort}>")
    wanted, kind = entries[sort]
    found: dict[str, None] = {}
    faults: list[str] = []
    for number, entry in enumerate(_below(root, wanted), 1):
        written = _find_link(entry) if kind == "feed" else _text(entry, "loc")
        address = _read_address(written, urljoin(url, entry.base or "")) if written else ""
        if address:
            found[address] = None
        else:
            told = _shorten(written or _text(entry, "title"))
            faults.append(f"{name}: entry {number} has no http(s) address{f': {told}' if told else ''}")
    if sort == "sitemapindex":
        return Listing((), tuple(found), tuple(faults))
    return Listing(tuple(found), faults=tuple(faults))


def _parse(data: bytes, name: str) -> etree._Element:
    """The root element. Raises UnreadableInput for what is not well-formed, and for entities of the document's own."""
    if not data.startswith(WIDE):
        data = BARE_AMPERSAND.sub(b"&amp;", data)  # the commonest fault of feeds: addresses with a plain &
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(f"{name} is not well-formed XML: {error.msg}") from None
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise UnreadableInput(f"{name} declares entities of its own, which a feed has no use for; not read")
    return root


def _local(element: etree._Element) -> str:
    """An element's name without its namespace; '' for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _below(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in root.iter() if _local(element) == name)


def _text(entry: etree._Element, name: str) -> str:
    """The words of the entry's first child so named."""
    child = next((child for child in entry if _local(child) == name), None)
    return "" if child is None else "".join(str(part) for part in child.itertext()).strip()


def _find_link(entry: etree._Element) -> str:
    """Where a feed's entry leads: Atom's alternate link, RSS's link, or an identifier that is an address."""
    links = [child for child in entry if _local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    written = next((text for link in links if (text := (link.text or "").strip())), "")
    if written:
        return written
    permanent = next((child for child in entry if _local(child) == "guid"), None)
    if permanent is not None and permanent.get("isPermaLink", "true") != "false":
        return _text(entry, "guid")
    about = entry.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    return str(about or "")
