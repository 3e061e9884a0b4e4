"""What a page says about itself: JSON-LD, meta elements, the language and the canonical address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_ARTICLE = re.compile(r"(Article|BlogPosting|Report|Review|NewsItem)$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(
    r"\b(?P<day>\d{1,2})(st|nd|rd|th)?( of)? (?P<month>[A-Z][a-z]{2,8})\.?,? (?P<year>(19|20)\d\d)\b"
    r"|\b(?P<month2>[A-Z][a-z]{2,8})\.? (?P<day2>\d{1,2})(st|nd|rd|th)?,? (?P<year2>(19|20)\d\d)\b"
)
_SITE = re.compile(r"\s+([|–—·»:-]|::)\s+[^|–—·»]{2,60}$")
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "citation_publication_date", "parsely-pub-date", "publish-date", "pubdate", "sailthru.date", "og:published_time",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "citation_title", "parsely-title", "headline")
_AUTHORS = ("author", "article:author", "dc.creator", "citation_author", "parsely-author", "byl")
_PUBLISHERS = ("og:site_name", "dc.publisher", "citation_journal_title", "application-name", "publisher")


@dataclass(frozen=True, slots=True)
class Metadata:
    """'' and empty where the page does not say. ``url`` is the canonical address, absolute."""

    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: date | None = None
    language: str = ""
    url: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


def read_metadata(soup: BeautifulSoup, url: str = "") -> Metadata:
    """The page's own account of itself; JSON-LD goes before meta elements, those before the title element."""
    linked, notes = _read_linked_data(soup)
    metas = _read_metas(soup)
    html = soup.find("html")
    language = (_attribute(html, "lang") if isinstance(html, Tag) else "") or linked.language
    found = Metadata(
        title=linked.title or _first(metas, _TITLES) or _page_title(soup),
        authors=linked.authors
        or tuple(name for name in metas.get(_author_key(metas), []) if "://" not in name),
        publisher=linked.publisher or _first(metas, _PUBLISHERS),
        published=linked.published or parse_day(_first(metas, _PUBLISHED)) or _read_time(soup),
        language=language or _first(metas, ("content-language", "og:locale", "dc.language")),
        url=_canonical(soup, metas, url) or linked.url,
        description=_first(metas, ("description", "og:description")) or linked.description,
        notes=notes,
    )
    return replace(found, language=found.language.replace("_", "-"))


def parse_day(text: str) -> date | None:
    """The day that an ISO date or timestamp begins with; ``None`` when it begins with no day, or with the zero of
    calendars (0001-01-01) that programs write where they know none."""
    match = _DAY.match(text.strip())
    if match is None or int(match[1]) == 1:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_written_day(text: str) -> date | None:
    """The first day in a line such as "Published on 5 August 2025" or "August 5, 2025"; ``None`` when there is none."""
    iso = re.search(r"(19|20)\d\d-\d\d-\d\d", text)
    if iso and (day := parse_day(iso[0])) is not None:
        return day
    for match in _WRITTEN.finditer(text):
        month = (match["month"] or match["month2"])[:3].lower()
        if month in _MONTHS:
            number = int(match["day"] or match["day2"])
            try:
                return date(int(match["year"] or match["year2"]), _MONTHS.index(month) + 1, number)
            except ValueError:
                continue
    return None


def _read_linked_data(soup: BeautifulSoup) -> tuple[Metadata, tuple[str, ...]]:
    notes: list[str] = []
    for script in soup.find_all("script", type=re.compile(r"ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            notes.append("a JSON-LD block could not be read")
            continue
        for node in _nodes(data):
            kinds = node.get("@type", "")
            if any(_ARTICLE.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                found = _read_node(node)
                if found.title:
                    return found, tuple(notes)
    return Metadata(), tuple(notes)


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a JSON-LD block: itself, the members of a list, those of an @graph."""
    queue = [data]
    while queue:
        node = queue.pop(0)
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(
                value for key, value in node.items() if key in {"@graph", "mainEntity", "mainEntityOfPage"}
            )


def _read_node(node: Mapping[str, Any]) -> Metadata:
    return Metadata(
        title=next(iter(_names(node.get("headline") or node.get("name"))), ""),
        authors=_names(node.get("author")) or _names(node.get("creator")),
        publisher=next(iter(_names(node.get("publisher"))), ""),
        published=parse_day(str(node.get("datePublished") or node.get("dateCreated") or "")),
        language=next(iter(_names(node.get("inLanguage"))), ""),
        url=node["url"] if isinstance(node.get("url"), str) else "",
        description=next(iter(_names(node.get("description"))), ""),
    )


def _names(value: object) -> tuple[str, ...]:
    """Names in a JSON-LD value: a string, an object with a name, or a list of either."""
    if isinstance(value, str):
        return (" ".join(unescape(value).split()),) if value.strip() else ()
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return tuple(
            dict.fromkeys(name for entry in value if not isinstance(entry, list) for name in _names(entry))
        )
    return ()


def _read_metas(soup: BeautifulSoup) -> dict[str, list[str]]:
    """Contents of the meta elements by lower-case name or property, in order."""
    metas: dict[str, list[str]] = {}
    for meta in soup.find_all("meta"):
        key = _attribute(meta, "property") or _attribute(meta, "name") or _attribute(meta, "itemprop")
        content = " ".join(_attribute(meta, "content").split())
        if key and content:
            metas.setdefault(key.lower(), []).append(content)
    return metas


def _first(metas: Mapping[str, list[str]], keys: tuple[str, ...]) -> str:
    return next((metas[key][0] for key in keys if key in metas), "")


def _author_key(metas: Mapping[str, list[str]]) -> str:
    return next((key for key in _AUTHORS if key in metas), "")


def _page_title(soup: BeautifulSoup) -> str:
    """The title element's words, without the name of the site after them."""
    title = soup.find("title")
    return _SITE.sub("", " ".join(title.get_text().split())) if isinstance(title, Tag) else ""


def _read_time(soup: BeautifulSoup) -> date | None:
    """The day of a <time> that is marked as the day of publication."""
    for element in soup.find_all(True, attrs={"itemprop": "datePublished"}):
        found = parse_day(_attribute(element, "datetime") or _attribute(element, "content"))
        if found is not None:
            return found
    stamped = soup.find("time", attrs={"pubdate": True})
    return parse_day(_attribute(stamped, "datetime")) if isinstance(stamped, Tag) else None


def _canonical(soup: BeautifulSoup, metas: Mapping[str, list[str]], url: str) -> str:
    link = soup.find("link", rel="canonical")
    written = _attribute(link, "href") if isinstance(link, Tag) else ""
    found = urljoin(url, written or _first(metas, ("og:url",)))
    return found if urlsplit(found).scheme in {"http", "https"} else ""


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value if isinstance(value, str) else " ".join(value) if value else ""
