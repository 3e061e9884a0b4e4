"""A parsed page, measured: the place, size and amount of text of each element.

Two passes over the elements in document order, whatever their nesting; nothing here climbs or descends the tree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from claimcheck.text.furniture import is_unseen

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
HOME = 12  # links to one host that make it the page's own
BRANCH = 400  # elements that a look into one element takes in at most
_WATCHED = frozenset({"article", "main", "blockquote", "sup", "table"})
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Outline:
    """``weight`` and ``linked`` are the code points of text below an element, and those of them in links. Keys are
    ``id()`` of the elements, which live as long as the page."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self.tags = [element for element in soup.descendants if isinstance(element, Tag)]
        self.order = {id(tag): place for place, tag in enumerate(self.tags)}
        self.weight: dict[int, int] = {}
        self.linked: dict[int, int] = {}
        self.size: dict[int, int] = {}  # elements below, the element itself included
        self.around: dict[int, frozenset[str]] = {}  # which watched elements it lies in
        self._measure()

    def _measure(self) -> None:
        for element in reversed([self.soup, *self.soup.descendants]):
            key, parent = id(element), element.parent
            if isinstance(element, Tag):
                self._close(element, key)
            elif is_words(element):
                self.weight[key] = len(str(element).strip())
            if parent is not None:
                for table in (self.weight, self.linked, self.size):
                    table[id(parent)] = table.get(id(parent), 0) + table.get(key, 0)
        for tag in self.tags:
            lying = self.around.get(id(tag.parent), frozenset()) if tag.parent is not None else frozenset()
            if tag.parent is not None and tag.parent.name in _WATCHED and tag.parent.name not in lying:
                lying |= {tag.parent.name}
            self.around[id(tag)] = lying

    def _close(self, tag: Tag, key: int) -> None:
        """Settle an element's figures, those below it being known."""
        for table in (self.weight, self.linked, self.size):
            table.setdefault(key, 0)
        self.size[key] += 1
        if is_unseen(tag.name):
            self.weight[key] = self.linked[key] = 0
        elif tag.name == "a" and tag.has_attr("href"):
            self.linked[key] = self.weight[key]

    def lies_in(self, tag: Tag, *names: str) -> bool:
        """Whether the element lies in one of these (of those that are watched)."""
        return not self.around[id(tag)].isdisjoint(names)

    def holds(self, tag: Tag, places: list[int]) -> bool:
        """Whether one of ``places`` (sorted) is the element's or lies below it."""
        first = self.order.get(id(tag), -1)
        return bisect_right(places, first + self.size[id(tag)] - 1) > bisect_right(places, first - 1)

    def words(self, tag: Tag) -> str:
        """The text of a small element with its white space collapsed; '' for a large one."""
        return " ".join(tag.get_text(" ").split()) if self.size[id(tag)] <= 40 else ""


def find_host(url: str) -> str:
    """The host of an absolute address without 'www.'; '' for any other."""
    try:
        parts = urlsplit(url.strip())
        return (
            (parts.netloc or "").lower().removeprefix("www.") if parts.scheme in {"", "http", "https"} else ""
        )
    except ValueError:
        return ""


def find_home(outline: Outline, url: str) -> str:
    """The host of the page: that of ``url``, else the one that most of the page's absolute links lead to."""
    if url:
        return find_host(url)
    hosts = Counter(find_host(str(tag.get("href", ""))) for tag in outline.tags if tag.name == "a")
    del hosts[""]
    host, often = max(hosts.items(), key=lambda item: item[1], default=("", 0))
    return host if often >= HOME and 2 * often > hosts.total() else ""


def branch(tag: Tag) -> Iterator[Tag]:
    """The first elements below ``tag``, in their order, at most BRANCH nodes into it. By hand, since the library looks for the
    last node below before it gives the first: quadratic in elements that were never closed."""
    open_ones, seen = [iter(tag.contents)], 0
    while open_ones and seen < BRANCH:
        element = next(open_ones[-1], None)
        if element is None:
            open_ones.pop()
            continue
        seen += 1
        if isinstance(element, Tag):
            yield element
            open_ones.append(iter(element.contents))


def is_words(element: object) -> bool:
    """Whether a node is text of the page and no comment, declaration or the like."""
    return isinstance(element, NavigableString) and not isinstance(element, PreformattedString)


def is_hidden(tag: Tag) -> bool:
    """Whether an element prints nothing, or is kept from the reader's eyes."""
    if tag.has_attr("hidden") or tag.get("aria-hidden") == "true" or is_unseen(tag.name, class_names(tag)):
        return True
    return "style" in tag.attrs and bool(_HIDING.search(str(tag["style"])))


def class_names(tag: Tag) -> list[str]:
    return [str(name) for name in tag.get_attribute_list("class") if name]


def class_words(tag: Tag) -> frozenset[str]:
    """The class names of an element in lower case, without hyphens and underscores."""
    return frozenset(re.sub("[-_]", "", name.lower()) for name in class_names(tag))


def holders_of(tags: Iterable[Tag | None]) -> set[int]:
    """The given elements and everything around them."""
    return {id(around) for tag in tags if tag is not None for around in (tag, *tag.parents)}
