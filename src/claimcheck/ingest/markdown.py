"""Markdown to a page: rendered as HTML and read as such, so that both have one set of rules."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from claimcheck.text.html import Page, read_page
from claimcheck.text.metadata import Metadata, parse_day

_FENCED = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([\w-]+)[ \t]*:[ \t]*(.*)$")
_TASK = re.compile(r"^(\s*(?:[-*+]|\d+[.)]) )\[[ xX]\] ", re.MULTILINE)
_NUMBER = re.compile(
    r"(<a href=\"[^\"]*\">)(\d{1,3})(</a>)"
)  # a linked number is a mark, told from a decimal by brackets
_ITEM = re.compile(r"^[ \t]*-[ \t]+(.+)$")


def read_markdown(text: str, url: str = "") -> Page:
    """Markdown with tables, footnotes, reference links, HTML, and front matter (YAML in ---, TOML in +++)."""
    fields, body = split_front_matter(text)
    page = read_page(_NUMBER.sub(r"\1[\2]\3", _renderer().render(_TASK.sub(r"\1", body))), url)
    return replace(page, metadata=_describe(fields, page.metadata))


@lru_cache(maxsize=1)
def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.add_render_rule("footnote_caption", _caption)
    return markdown


def _caption(_renderer: RendererHTML, tokens: Sequence[Token], place: int, *_: object) -> str:
    """'[2]' for every mark of the second footnote, where the plugin writes '[2:1]' for one that comes again."""
    return f"[{tokens[place].meta['id'] + 1}]"


def split_front_matter(text: str) -> tuple[dict[str, list[str]], str]:
    """The fields before a Markdown text, lower case, each a list of values; and the text after them."""
    match = _FENCED.match(text)
    if match is None:
        return {}, text
    fields = _read_toml(match[2]) if match[1] == "+++" else _read_fields(match[2])
    return (fields, text[match.end() :]) if fields else ({}, text)


def _read_toml(text: str) -> dict[str, list[str]]:
    try:
        table = tomllib.loads(text)
        return {
            key.lower(): [str(part) for part in value] if isinstance(value, list) else [str(value)]
            for key, value in table.items()
            if not isinstance(value, Mapping)
        }
    except (ValueError, RecursionError):  # bad syntax, thousands of digits, brackets within brackets
        return {}


def _read_fields(text: str) -> dict[str, list[str]]:
    """The plain part of YAML that front matter is written in: fields with a value, a [list] or a list of lines."""
    fields: dict[str, list[str]] = {}
    key = ""
    for line in text.splitlines():
        if match := _FIELD.match(line):
            key, written = match[1].lower(), match[2].strip()
            inner = written[1:-1].split(",") if written[:1] == "[" and written[-1:] == "]" else [written]
            fields[key] = [part for piece in inner if (part := _unquote(piece))]
        elif key and (item := _ITEM.match(line)):
            fields[key].append(_unquote(item[1]))
    return fields


def _unquote(written: str) -> str:
    written = written.strip()
    quoted = len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'"
    return written[1:-1] if quoted else written


def _describe(fields: Mapping[str, list[str]], found: Metadata) -> Metadata:
    """What front matter says, over what the rendered page says."""

    def first(*names: str) -> str:
        return next((fields[name][0] for name in names if fields.get(name)), "")

    address = first("canonical_url", "canonical", "url", "permalink")
    return replace(
        found,
        title=first("title", "headline") or found.title,
        authors=tuple(fields.get("author") or fields.get("authors") or fields.get("by") or found.authors),
        published=parse_day(first("date", "published", "publishdate", "pubdate")) or found.published,
        publisher=first("publisher", "publication", "site", "source") or found.publisher,
        language=first("lang", "language") or found.language,
        url=address if address.startswith(("http://", "https://")) else found.url,
        description=first("description", "summary", "subtitle") or found.description,
    )
