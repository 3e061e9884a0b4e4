"""Entries of a reference list, split into title and publisher, with or without a separator between them.

Where the separator was lost, each place before a capital is weighed by what stands around it: an ellipsis, a lower-case
word, a name that the article knows, a publisher that other entries end with too. No split is better than a wrong
one: where no place stands out, the whole entry is the title.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from claimcheck.ingest.columns import stands_alone

_DATE = re.compile(
    r"[\s,;·|–—-]*\(?\b((published|posted|updated|accessed|retrieved|last accessed|as of)( on)?:? )?"
    r"((\d{1,2}(st|nd|rd|th)? )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? "
    r"(\d{1,2}(st|nd|rd|th)?,? )?|(?<=[,;·|–—(.-] )|(?<=\())"
    r"((19|20)\d\d|n\.d\.)(-\d\d-\d\d)?\)?[.\s]*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;·|–—-]*\(?(accessed|retrieved|archived)\b.{0,60}$|[\s,]*(pp?\. ?[\d–-]+|vol\. ?\d+.*)\.?$",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(?P<before>[^“\"«„]{0,120}?)[“\"«„](?P<title>[^”\"»]{6,300}?)[,.]?[”\"»“][,.]?\s*(?P<after>.*)$"
)
_SINGLE = re.compile(
    r"^(?P<before>[^‘]{3,120}?[.,)]\s*)['‘](?P<title>[^’]{8,300}?)[.,]?['’][,.]?(?P<after>(?=[\s,.]|$).*)$"
)
_ACADEMIC = re.compile(
    r"^[^()]{2,200}\((19|20)\d\d[a-z]?(, [^)]+)?\)[.,:]?\s+(?P<title>[^.?!]{8,300}[.?!])\s*(?P<after>.*)$"
)
_PARTS = re.compile(r"\s+[–—|·•]+\s+|\s+-+\s+|\s+//\s+")
_CAMEL = re.compile(r"[a-z][A-Z]|^[A-Z]{2,6}$|^[A-Z]{2}[a-z]+")
_CLOSED = ".,;:)]”’\"'"
_LINKS = frozenset({"of", "and", "for", "the", "&", "on", "de", "du", "la", "del", "und", "der"})
ENOUGH = 1.8  # weight that a boundary must have
CLEAR = 0.4  # by how much it must outweigh the next
SURE = 2.0  # weight of a boundary that stands for itself
PRIOR = 0.8  # added where at least half of the entries of a list have a sure boundary
LONGEST = 7  # words of a publisher


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry's words without its address, and those of them that are linked ('' when none are)."""

    text: str
    linked: str = ""


def split_entries(entries: Sequence[Entry], body: str) -> list[tuple[str, str]]:
    """Title and publisher ('' when it can't be told) of each entry of a list. ``body`` is the article's text."""
    texts = [strip_date(entry.text) for entry in entries]
    marked = [split_marked(text, entry.linked) for text, entry in zip(texts, entries, strict=True)]
    open_texts = [text for text, found in zip(texts, marked, strict=True) if found is None]
    tails = _count_tails(open_texts)
    known = {publisher.casefold() for found in marked if found for publisher in found[1:] if publisher}
    weighed = [_weigh_places(text, tails, known, body) for text in open_texts]
    sure = sum(bool(places) and places[0][0] >= SURE for places in weighed) + sum(
        bool(f and f[1]) for f in marked
    )
    prior = PRIOR if entries and 2 * sure >= len(entries) else 0.0 if 3 * sure >= len(entries) else -PRIOR
    split = iter(_cut(text, places, prior) for text, places in zip(open_texts, weighed, strict=True))
    answers = [found if found is not None else next(split) for found in marked]
    return [
        found if found[1] else (found[0] if found[0] != text else entry.text, "")
        for found, text, entry in zip(answers, texts, entries, strict=True)
    ]


def strip_date(text: str) -> str:
    """An entry without the date, page and access note at its end."""
    before = ""
    while before != text and len(text.split()) > 2:
        before = text
        cut = _TAIL.sub("", _DATE.sub("", text)) if len(_DATE.sub("", text).split()) >= 2 else text
        text = cut.rstrip(" ,;–—|·-") or text
    return f"{text})" if text.count("(") > text.count(")") else text


def split_marked(text: str, linked: str) -> tuple[str, str] | None:
    """Title and publisher of an entry that says where one ends: by a link, quotation marks, a year or a dash;
    ``None`` for one that does not."""
    text = text.strip(" .")
    if linked and linked.strip(" .") != text and linked in text:
        before, _, after = text.partition(linked)
        return _tidy(linked), _name_publisher(after) or _name_publisher(before.rstrip(" :,–—-"))
    match = _QUOTED.match(text)
    if match and (not match["before"].strip() or match["before"].rstrip()[-1:] in ",.:–—-"):
        before = match["before"].rstrip(" :,")
        return _tidy(match["title"]), _name_publisher(match["after"]) or _name_publisher(before)
    if match := _SINGLE.match(text):
        return _tidy(match["title"]), _name_publisher(match["after"])
    if match := _ACADEMIC.match(text):
        return _tidy(match["title"]), _name_publisher(match["after"])
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1 and (publisher := _name_publisher(parts[-1])):
        return _tidy(text[: text.rfind(parts[-1])].rstrip(" –—|·•-/")), publisher
    if match := re.match(r"^(.{8,}?)\s*\(([^()]{2,60})\)$", text):
        publisher = _name_publisher(match[2])
        return (_tidy(match[1]), publisher) if publisher else None
    return _split_stops(text) or _split_head(text)


def _split_head(text: str) -> tuple[str, str] | None:
    """An entry that begins with its publisher: "Port Authority, Annual report 2024"."""
    match = re.match(r"^(?P<head>[^.,:]{3,60})[.,:]\s+(?P<title>\S.{5,})$", text)
    if match is None:
        return None
    words = match["head"].split()
    if (
        not 2 <= len(words) <= 5
        or not _is_name(words)
        or words[-1].lower().strip("’'") not in _lists()["ends"]
    ):
        return None
    return _tidy(match["title"]), match["head"]


def _split_stops(text: str) -> tuple[str, str] | None:
    """An entry whose parts are set apart by full stops or commas: the publisher is the last part, if it is a name."""
    for sign in (". ", ", "):
        title, found, last = text.rpartition(sign)
        words = last.split()
        if not found or not 1 <= len(words) <= LONGEST or len(title.split()) < 3 or not _is_name(words):
            continue
        if sign == ". " and not re.search(r"\b([A-Z]|No|St|Mr|Mrs|Ms|Dr|vs|Jr|Inc|U\.S)$", title):
            return _tidy(title), last.strip(" .")
        if sign == ", " and words[-1].lower().strip(".’'") in _lists()["ends"]:
            return _tidy(title), last.strip(" .")
    return None


def _tidy(text: str) -> str:
    """A title without the separators and quotation marks around it."""
    text = text.strip() if text.rstrip().endswith(("…", "...")) else text.strip(" ,.;:–—|·-")
    quoted = len(text) > 2 and f"{text[0]}{text[-1]}" in {'""', "“”", "„“", "«»", "‘’", "''"}
    return text[1:-1].strip(" ,.") if quoted else text


def _name_publisher(text: str) -> str:
    """The first part of what follows (or precedes) a title that is a name and no date or page."""
    for part in re.split(r"[,;|()]|\.\s|\s[–—-]\s", text):
        part = strip_date(part.strip(' .,:;–—-“”"')).strip(" .")
        part = re.sub(r"^[A-ZÀ-Þ][\w ]{2,30}: (?=[A-ZÀ-Þ])", "", part)  # the place of a publishing house
        words = part.split()
        if 1 <= len(words) <= LONGEST and _is_name(words) and not re.fullmatch(r"[\d\s./:-]+|[A-Z]\.?", part):
            return part if not _DATE.fullmatch(part) else ""
    return ""


def _is_name(words: Sequence[str]) -> bool:
    """Whether words could be a publisher's name: capitals at both ends, and only small linking words without one."""
    plain = [word.strip(_CLOSED + "(“‘[") for word in words]
    if not plain[0] or not plain[-1] or not (plain[0][0].isupper() or _CAMEL.search(plain[0])):
        return False
    if not plain[-1][0].isupper() and not plain[-1][0].isdigit():
        return False
    return all(word[:1].isupper() or word[:1].isdigit() or word in _LINKS for word in plain)


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    tables = tomllib.loads((files("claimcheck.ingest") / "publishers.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in tables.items()}


def _count_tails(texts: Sequence[str]) -> Counter[str]:
    """In how many entries each run of last words stands at the end."""
    counts: Counter[str] = Counter()
    for text in texts:
        words = text.casefold().split()
        counts.update(" ".join(words[-length:]) for length in range(1, min(LONGEST, len(words) - 1) + 1))
    return counts


def _weigh_places(text: str, tails: Counter[str], known: set[str], body: str) -> list[tuple[float, int]]:
    """The places (numbers of words) where a publisher could begin, with their weights, heaviest first."""
    words = text.split()
    found: list[tuple[float, int]] = []
    for place in range(max(2, len(words) - LONGEST), len(words)):
        if _is_name(words[place:]):
            weight = _weigh_before(words, place, body) + _weigh_name(words[place:], tails, known, body)
            found.append((weight, place))
    return sorted(found, reverse=True)


def _weigh_before(words: Sequence[str], place: int, body: str) -> float:
    """What the end of the title says for a boundary there."""
    last, first = words[place - 1], words[place]
    if last.endswith("…") or last.endswith("..."):
        return 3.0
    if last[-1] in "?!":
        return 2.5
    bare = last.strip(_CLOSED)
    if bare.lower() in _lists()["function"] or last[-1] in ",:&":
        return -3.0
    if bare[:1].islower():
        return 2.0
    weight = 0.5 if last[-1] in '”’"»)' else 0.0
    if f"{bare} {first.strip(_CLOSED)}" in body:
        return weight - 2.0
    return weight + 1.0 * (
        place > 1 and f"{words[place - 2]} {bare}" in body and words[place - 2][:1].isupper()
    )


def _weigh_name(words: Sequence[str], tails: Counter[str], known: set[str], body: str) -> float:
    """What the words themselves say for being a publisher's name."""
    name = " ".join(words)
    plain = name.casefold().strip(" .")
    ends = words[-1].lower().strip(".’'") in _lists()["ends"]
    repeated = tails[name.casefold()] > 1 or plain in known
    weight = 1.5 * ends + 3.0 * repeated - 0.1 * (len(words) - 1)
    weight += 1.0 * any(plain.startswith(f"{start} ") for start in _lists()["starts"])
    weight += 0.8 * (len(words) == 1 and bool(_CAMEL.search(words[0])))
    if not ends and not repeated and stands_alone(name, body):
        return weight - 1.5
    return weight + 0.7 * (ends and len(words) > 1 and stands_alone(words[0], body))


def _cut(text: str, places: Sequence[tuple[float, int]], prior: float) -> tuple[str, str]:
    if not places or places[0][0] + prior < ENOUGH:
        return text, ""
    if len(places) > 1 and places[0][0] - places[1][0] < CLEAR:
        return text, ""
    words = text.split()
    place = places[0][1]
    return " ".join(words[:place]), " ".join(words[place:])
