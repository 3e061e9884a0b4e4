"""Cues that a stretch of a page is not the article: the words of a line, of a heading, of a class name.

The cues themselves are in furniture.toml. Every function answers with what the stretch is taken for ("reading
time", "teaser"), '' when it is not taken for anything.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

SHORT = 400  # code points; a longer paragraph is never taken for furniture by how it begins
LINE = 220  # code points of the longest line that can be furniture as a whole
_NAME = (
    r"(?!(?:the|a|an|our|this|all|then|now|far|and|its|his|her|their|my)\b)"
    r"(?-i:[A-ZÀ-Þ][\w.’'-]*( (de|da|del|van|von|der|den|la|le|bin|al|el|ten|di|du|[A-ZÀ-Þ][\w.’'-]*)){0,4})"
)
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]*$")
_SENTENCE = re.compile(r"[.!?][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-ZÀ-Þ0-9])|[.!?…][\"'”’»)\]]*$")
_PARTS = re.compile(r"\s+[·•|—–/-]\s+|\s*[·•|]\s*|\s{2,}|\t")
_EDGE = re.compile(r"^[\s\-–—=*_~#>:|•·]+|[\s\-–—=*_~#<|•·]+$")
_STAMPS = frozenset({"reading time", "date", "byline"})
_ADDRESS = re.compile(r"\b(https?://|www\.)\S+")
_COUNT = re.compile(r"^(\d{1,2}|[ivx]{1,4})[.)]\s+", re.IGNORECASE)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


@lru_cache(maxsize=1)
def load_cues() -> dict[str, dict[str, list[str]]]:
    """The tables of furniture.toml as they are written."""
    return tomllib.loads((files("claimcheck.text") / "furniture.toml").read_text("utf-8"))


@lru_cache(maxsize=8)
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    cues = load_cues()
    parts: Mapping[str, str] = cues["pattern"]  # type: ignore[assignment]  # this one table maps to strings
    date = (
        rf"({parts['day']}?(\d{{1,2}}(st|nd|rd|th)?( of)? {parts['month']},? (19|20)\d\d|"
        rf"{parts['month']} \d{{1,2}}(st|nd|rd|th)?,? (19|20)\d\d|(19|20)\d\d-\d\d-\d\d|"
        rf"\d{{1,2}}[./]\d{{1,2}}[./](19|20)?\d\d|{parts['month']} (19|20)\d\d))"
    )
    filled = {"{date}": date, "{time}": parts["time"], "{name}": _NAME}
    made: list[tuple[str, re.Pattern[str]]] = []
    for why, patterns in cues[table].items():
        joined = "|".join(f"(?:{pattern})" for pattern in patterns)
        for word, pattern in filled.items():
            joined = joined.replace(word, pattern)
        made.append((why, re.compile(joined, re.IGNORECASE)))
    return tuple(made)


def find_line(text: str) -> str:
    """What a line is furniture for, wherever it stands; '' for a line that may be the article's."""
    text = text.strip()
    bare = _EDGE.sub("", _ADDRESS.sub("", text)).strip(" :()")
    if not text or not bare:
        return ""
    if len(text) <= LINE:
        why = (
            _whole("line", text)
            or _whole("line", _EDGE.sub("", text))
            or _whole("line", bare)
            or _stamp(text)
            or _menu(text)
        )
        if why and not (why == "credit" and is_prose(text)):
            return why
    if len(text) <= SHORT:
        return next((why for why, pattern in _patterns("start") if pattern.match(text)), "")
    return ""


def find_notice(text: str) -> str:
    """ "correction" for a paragraph that tells of an error in an earlier version of the article itself."""
    return (
        next((why for why, pattern in _patterns("notice") if pattern.match(text)), "")
        if len(text) <= SHORT
        else ""
    )


def find_zone(text: str) -> str:
    """What follows a heading of these words: "references", "notes", or a kind of furniture."""
    return _whole("zone", _bare(text)) if len(text) <= 90 else ""


def find_soft_zone(text: str) -> str:
    """As find_zone, for headings under which only lines that are no sentences are furniture."""
    return _whole("soft", _bare(text)) if len(text) <= 60 else ""


def heads_summary(text: str) -> bool:
    """Whether a heading stands over the article in short ("Key points")."""
    return len(text) <= 80 and bool(_whole("summary", _bare(text)))


def _bare(text: str) -> str:
    """A heading without its number and decoration."""
    return _COUNT.sub("", _EDGE.sub("", text))


def find_class(names: Iterable[str], ident: str = "", role: str = "") -> str:
    """What an element is furniture for by its class names, its id and its role.

    An id can be made from the words of a heading ("social-housing"), so each of its words must be one for furniture
    or for boxes.
    """
    tokens = _words("token")
    words = _split_class(ident)
    if words and not all(
        word in tokens or word in _words("shape") or word.isdigit() for word in _parts(ident)
    ):
        words = []
    found = (
        tokens[word]
        for word in (*(w for name in names for w in _split_class(name)), *words)
        if word in tokens
    )
    return next(found, "") or _words("role").get(role.strip().lower(), "")


def is_content_box(names: Iterable[str]) -> bool:
    """Whether class names mark a box that stands beside the text and belongs to it."""
    return any(word in _words("content") for name in names for word in _split_class(name))


def is_unseen(name: str, names: Iterable[str] = ()) -> bool:
    """Whether an element of this name, or with one of these classes, prints nothing."""
    hidden = _words("hidden")
    return hidden.get(name) == "element" or any(hidden.get(word) == "class" for word in names)


def is_block(name: str) -> bool:
    """Whether an element of this name begins and ends a block."""
    return name in _words("block")


def _parts(name: str) -> list[str]:
    """A class name or id in lower-case words."""
    return [word.lower() for part in re.split(r"[\s_:/-]+", name) for word in _WORDS.findall(part)]


def _split_class(name: str) -> list[str]:
    """'c-shareBar__list' as 'c', 'sharebar', 'share', 'bar', 'list'; and two neighbours in one ('read-more')."""
    parts = [part for part in re.split(r"[\s_:/-]+", name) if part]
    pairs = [(a + b).lower() for a, b in pairwise(parts)]
    return pairs + [
        word
        for part in parts
        for word in (part.lower(), *(word.lower() for word in _WORDS.findall(part) if word != part))
    ]


@lru_cache(maxsize=8)
def _words(table: str) -> dict[str, str]:
    return {word: why for why, words in load_cues()[table].items() for word in words}


def _whole(table: str, text: str) -> str:
    return next((why for why, pattern in _patterns(table) if pattern.fullmatch(text)), "")


def _stamp(text: str) -> str:
    """A line of several parts ("By A. Name | 5 August 2025 | 7 min read"), each short and one of them a stamp."""
    parts = [part for part in _PARTS.split(_EDGE.sub("", text)) if part and part.strip()]
    if len(parts) < 2 or len(parts) > 8:
        return ""
    found = [_whole("line", part.strip()) for part in parts]
    rest = [part for part, why in zip(parts, found, strict=True) if not why]
    if not any(why in _STAMPS for why in found) or any(_ENDS.search(part) for part in rest):
        return ""
    return (
        next(why for why in found if why in _STAMPS) if all(len(part.split()) <= 4 for part in rest) else ""
    )


def _menu(text: str) -> str:
    """A line of four short labels or more, with bars or dots between them."""
    parts = [part.split() for part in re.split(r"\s*[|·•∙›»]\s*", text) if part.strip()]
    if len(parts) < 4 or ends_sentence(text) or any(len(part) > 4 for part in parts):
        return ""
    return "" if any(letter.isdigit() for letter in text) else "navigation"


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does: full stop, question or exclamation mark, ellipsis."""
    return bool(_ENDS.search(text.rstrip()))


def count_sentences(text: str) -> int:
    """Roughly how many sentences a text has; 0 when it ends without sentence punctuation and has none inside."""
    return len(_SENTENCE.findall(text.rstrip()))


def is_prose(text: str) -> bool:
    """Whether a text is written out in sentences, rather than a headline, label or menu entry."""
    return ends_sentence(text) and len(text.split()) >= 6
