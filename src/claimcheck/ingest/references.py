"""references.toml, which stands beside an article: addresses and digests of its references, and further sources."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from claimcheck.errors import BrokenReferences
from claimcheck.model.article import Article, Reference

_TABLE = re.compile(r"^\s*\[\[\s*[\"']?(?P<name>[\w-]+)[\"']?\s*\]\]")
_LINE = re.compile(r"\s*\(at line (\d+), column (\d+)\)")
TABLES = ("reference", "further")


def parse_references(text: str, *, path: Path) -> tuple[Reference, ...]:
    """The tables of a references.toml: ``[[reference]]`` by number, then ``[[further]]`` numbered after them.

    Each has a ``title``, and may have ``publisher``, ``url``, ``published`` and ``digest`` (a path below the folder of
    ``path``, which must exist); a reference may have its number ``n``. Other keys are ignored. Raises BrokenReferences
    with file, line and fault.
    """
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise BrokenReferences(
            f"{path}: brackets within brackets within brackets; give plain values"
        ) from None
    except ValueError as error:  # bad syntax, or a number of thousands of digits
        raise BrokenReferences(_place_syntax(str(error), text, path)) from None
    lines = _find_lines(text)
    for name, value in document.items():
        if name not in TABLES or not isinstance(value, list):
            line = _line_of(text, name)
            raise BrokenReferences(f"{path}:{line}: {name!r} is not [[reference]] or [[further]]")
    own = _read_tables(document.get("reference", []), lines["reference"], path, further=False)
    further = _read_tables(document.get("further", []), lines["further"], path, further=True)
    last = max((reference.n for reference in own), default=0)
    return (*own, *(replace(reference, n=last + place) for place, reference in enumerate(further, 1)))


def _place_syntax(message: str, text: str, path: Path) -> str:
    match = _LINE.search(message)
    line = match[1] if match else text.count("\n") + 1
    return f"{path}:{line}: {_LINE.sub('', message).replace(' (at end of document)', ' at the end')}"


def _find_lines(text: str) -> dict[str, list[int]]:
    """Line numbers of the table headers, in order."""
    lines: dict[str, list[int]] = {name: [] for name in TABLES}
    for number, line in enumerate(text.split("\n"), 1):
        match = _TABLE.match(line)
        if match and match["name"] in lines:
            lines[match["name"]].append(number)
    return lines


def _line_of(text: str, name: str) -> int:
    pattern = re.compile(rf"^\s*\[*\s*[\"']?{re.escape(name)}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if pattern.match(line)), 1)


def _read_tables(
    tables: Sequence[Any], lines: Sequence[int], path: Path, *, further: bool
) -> tuple[Reference, ...]:
    found: dict[int, Reference] = {}
    for place, table in enumerate(tables):
        line = lines[place] if place < len(lines) else 1
        try:
            reference = _read_table(table, place + 1, path.parent, further=further)
            if reference.n in found:
                raise ValueError(f"n = {reference.n} is given twice")
        except ValueError as error:
            name = TABLES[further]
            raise BrokenReferences(f"{path}:{line}: [[{name}]] {place + 1}: {error}") from None
        found[reference.n] = reference
    return tuple(found[n] for n in sorted(found))


def _read_table(table: Any, place: int, folder: Path, *, further: bool) -> Reference:
    """One table; ``place`` counts from 1 and is its number unless it gives one. Raises ValueError with the fault."""
    if not isinstance(table, Mapping):
        raise ValueError("is not a table")
    n = place if further else table.get("n", place)
    if not isinstance(n, int) or isinstance(n, bool) or n < 1:
        raise ValueError(f"n must be a whole number from 1, not {n!r}")
    title = _read_text(table, "title")
    if not title:
        raise ValueError("has no title")
    return Reference(
        n=n,
        title=title,
        publisher=_read_text(table, "publisher"),
        url=_read_address(_read_text(table, "url")),
        digest=_find_digest(_read_text(table, "digest"), folder),
        published=_read_day(table.get("published")),
        further=further,
    )


def _read_text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a text in quotes, not {value!r}")
    return " ".join(value.split())


def _read_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = not url or (parts.scheme in {"http", "https"} and bool(parts.hostname))
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"url is no http(s) address: {url!r}")
    return url


def _find_digest(written: str, folder: Path) -> str:
    """The absolute path of a digest, which must be a file that lies below ``folder``."""
    if not written:
        return ""
    root = folder.resolve()
    target = (root / written).resolve()
    if Path(written).is_absolute() or not target.is_relative_to(root):
        raise ValueError(f"digest must lie in the folder of this file: {written!r}")
    if not target.is_file():
        raise ValueError(f"digest does not exist: {written!r}")
    return str(target)


def _read_day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        raise ValueError(f"published must be a day like 2025-07-30, not {value!r}") from None


def apply_references(article: Article, entries: Iterable[Reference]) -> Article:
    """The article with what ``entries`` (of its references.toml) know about its references, and with the further ones.

    An entry belongs to the reference that has its address, or whose words begin with its title, or failing that its
    number. Entries that belong to none are added; further ones come last. Citations keep their numbers.
    """
    references = list(article.references)
    notes = list(article.notes)
    further: list[Reference] = []
    taken: set[int] = set()
    for entry in entries:
        if entry.further:
            further.append(entry)
            continue
        place = _find_place(references, entry, article, taken)
        if place is None:
            if article.references:
                notes.append(f"references.toml: “{entry.title}” is not among the article's own references")
            references.append(replace(entry, n=len(references) + 1))
            taken.add(len(references) - 1)
            continue
        taken.add(place)
        references[place] = _merge(references[place], entry)
    start = len(references)
    references += [replace(entry, n=start + place) for place, entry in enumerate(further, 1)]
    return replace(article, references=tuple(references), notes=tuple(notes))


def _find_place(
    references: Sequence[Reference], entry: Reference, article: Article, taken: set[int]
) -> int | None:
    """Where in ``references`` the one is that an entry describes."""
    free = [place for place in range(len(article.references)) if place not in taken]
    for place in free:
        if entry.url and references[place].url == entry.url:
            return place
    title = _plain(entry.title)
    for place in sorted(free, key=lambda place: abs(place + 1 - entry.n)):
        if _plain(_words_of(references[place], article)).startswith(title):
            return place
    for place in free:
        if references[place].n == entry.n and _alike(_words_of(references[place], article), entry):
            return place
    return None


def _words_of(reference: Reference, article: Article) -> str:
    """All that the article says of a reference: its entry in the list, or the linked words."""
    if reference.block is None:
        return reference.title
    return article.blocks[reference.block].span.of(article.text)


def _alike(words: str, entry: Reference) -> bool:
    """Whether two titles share most of their words."""
    ours, theirs = set(_plain(words).split()), set(_plain(entry.title).split())
    return bool(theirs) and len(ours & theirs) >= 0.6 * len(theirs)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold().replace("’", "'").replace("'", "")))


def _merge(reference: Reference, entry: Reference) -> Reference:
    return replace(
        reference,
        title=entry.title,
        publisher=entry.publisher or reference.publisher,
        url=entry.url or reference.url,
        digest=entry.digest or reference.digest,
        published=entry.published or reference.published,
    )
