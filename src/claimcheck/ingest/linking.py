"""From links, marks and list entries to an article's references and the citations that point to them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from claimcheck.ingest.entries import Entry, split_entries
from claimcheck.model.article import Block, BlockKind, Citation, CitationKind, Link, Reference
from claimcheck.text.furniture import find_line
from claimcheck.text.layout import Layout

_LISTED = re.compile(r"entry \d+")
_POINTER = re.compile(r"^[(\[]?[\w/ ]{2,30}(:|→|»|$)\s*")
_KINDS = {"note": CitationKind.FOOTNOTE, "source": CitationKind.LINK}  # by the first word of a mark's label
_POINTING = re.compile(
    r"\s*\b(available (at|from|online)|online at|url|doi|link|\[online\])\b:?(?=\W*(accessed|$))",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"[\[(]?(?:\d{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡])[\])]?"
)  # a linked mark, no words of the sentence
_POINTERS = frozenset(
    {"here", "link", "source", "pdf", "this", "read more", "website", "full text", "report", "online"}
)


@dataclass(slots=True)
class _Ledger:
    """References found so far; ``numbers`` maps an address to its reference."""

    site: str
    references: list[Reference] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    entries: dict[int, list[int]] = field(default_factory=dict)  # block -> references that it names

    def add(self, title: str, url: str = "", publisher: str = "", block: int | None = None) -> int:
        """The number of the reference at ``url``, or of a new one."""
        key = urldefrag(url).url
        if key and key in self.numbers:
            return self.numbers[key]
        n = len(self.references) + 1
        self.references.append(Reference(n, title, publisher, url, block=block))
        if key:
            self.numbers[key] = n
        return n

    def leads_out(self, url: str) -> bool:
        """Whether an address is on another site than the article's own."""
        return not self.site or find_site(url) != self.site


def find_references(layout: Layout, site: str = "") -> tuple[tuple[Reference, ...], tuple[Citation, ...]]:
    """The article's references and citations. Entries of a reference list come first and in its order, then linked
    pages in the order of reading; one address is one reference. ``site`` is the article's own, '' when unknown (see
    find_site)."""
    ledger = _Ledger(site)
    links = _links_of_blocks(layout)
    _add_entries(ledger, layout, links)
    citations: list[Citation] = []
    for block in layout.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.kind is BlockKind.REFERENCE and block.id not in ledger.entries:
            _add_note(ledger, layout, block, links[block.id])
        for link in links[block.id]:
            words = link.span.of(layout.text)
            if block.kind is not BlockKind.REFERENCE and ledger.leads_out(link.url) and not find_line(words):
                mark = _MARK.fullmatch(words.strip())
                n = ledger.add("" if mark or "://" in words else words, link.url)
                citations.append(Citation(link.span, n, CitationKind.MARK if mark else CitationKind.LINK))
    citations += _cite_marks(ledger, layout, citations)
    return tuple(ledger.references), tuple(
        sorted(citations, key=lambda citation: (citation.span, citation.reference))
    )


def find_site(url: str) -> str:
    """The host that an address belongs to, without 'www.'. A bare number or local name is no publisher: there the
    first segment of the path counts as well."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
        port = parts.port
    except ValueError:
        return ""
    if host == "localhost" or _is_number(host):
        segment = parts.path.strip("/").split("/")[0] if parts.path.count("/") > 1 else ""
        return f"{host}:{port}/{segment}"
    return host


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _links_of_blocks(layout: Layout) -> list[list[Link]]:
    found: list[list[Link]] = [[] for _ in layout.blocks]
    place = 0
    for link in layout.links:
        while layout.blocks[place].span.end <= link.span.start:
            place += 1
        found[place].append(link)
    return found


def _add_entries(ledger: _Ledger, layout: Layout, links: Sequence[Sequence[Link]]) -> None:
    """The reference list, split with a look at the whole list and at the names in the article's text."""
    labels = {id_: label for label, ids in layout.labels.items() for id_ in ids}
    listed = [
        block
        for block in layout.blocks
        if block.kind is BlockKind.REFERENCE and _LISTED.fullmatch(labels.get(block.id, ""))
    ]
    body = "\n".join(block.span.of(layout.text) for block in layout.blocks if not block.silent)
    found = split_entries([_describe(layout, block, links[block.id]) for block in listed], body)
    for block, (title, publisher) in zip(listed, found, strict=True):
        out = [link.url for link in links[block.id] if ledger.leads_out(link.url)]
        first = ledger.add(title, out[0] if out else "", publisher, block.id)
        ledger.entries[block.id] = [first, *(ledger.add("", url, block=block.id) for url in out[1:])]


def _describe(layout: Layout, block: Block, links: Sequence[Link]) -> Entry:
    """An entry's words, with what in it is linked; addresses that are written out are no words."""
    text = block.span.of(layout.text)
    linked = ""
    for link in reversed(links):
        start, end = link.span.start - block.span.start, link.span.end - block.span.start
        words = text[start:end]
        if "://" in words or words.startswith("www.") or words.casefold().strip(" []().") in _POINTERS:
            text = f"{text[:start]} {text[end:]}"
        else:
            linked = words
    text = _POINTING.sub("", " ".join(text.split()))
    return Entry(re.sub(r"[\s,;:(–—-]*(?=\.?$)", "", text), linked)


def _add_note(ledger: _Ledger, layout: Layout, block: Block, links: Sequence[Link]) -> None:
    """A footnote that only names its source, or sources."""
    entry = _describe(layout, block, links)
    if any(label.startswith("source") and block.id in ids for label, ids in layout.labels.items()):
        entry = Entry(_POINTER.sub("", entry.text).strip(" .()[]"), entry.linked)
    out = [link for link in links if ledger.leads_out(link.url)]
    if len(out) > 1:
        numbers = [ledger.add(link.span.of(layout.text), link.url, block=block.id) for link in out]
    else:
        ((title, publisher),) = split_entries([entry], "")
        numbers = [ledger.add(title, out[0].url if out else "", publisher, block.id)]
    ledger.entries[block.id] = numbers


def _cite_marks(ledger: _Ledger, layout: Layout, linked: Sequence[Citation]) -> list[Citation]:
    """What each mark cites: its entry in the list, or what its footnote names and links to."""
    by_block: dict[int, list[int]] = {}
    place = 0
    for citation in linked:
        while layout.blocks[place].span.end <= citation.span.start:
            place += 1
        by_block.setdefault(place, []).append(citation.reference)
    found: list[Citation] = []
    for mark in layout.marks:
        kind = _KINDS.get(mark.label.split(" ")[0], CitationKind.MARK)
        numbers = [
            n
            for id_ in layout.labels.get(mark.label, ())
            for n in (*ledger.entries.get(id_, ()), *by_block.get(id_, ()))
        ]
        found.extend(Citation(mark.span, n, kind) for n in dict.fromkeys(numbers))
    return found
