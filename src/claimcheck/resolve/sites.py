"""What an address alone tells: whose site it is on, whether it is a page of its own or a list of pages, and which other
addresses are the same page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from claimcheck.resolve.provider import is_address
from claimcheck.resolve.publishers import Publisher
from claimcheck.resolve.titles import load_web

_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/(https?://.+)$")
_DATED = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D)")
_IDENTIFIER = re.compile(r"(?<!\d)(?!(?:19|20)\d{6}(?!\d))\d{6,}(?!\d)")
_FRONT = re.compile(r"(?:index|home|default|main|front)(?:\.\w{2,5})?", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)


class Belonging(StrEnum):
    """Whether an address is on the site of the publisher that a reference names."""

    SAME = "same"
    LIKELY = "likely"  # by two initials
    HOSTED = "hosted"  # by a subdomain of a site that doesn't spell it
    UNTOLD = "untold"  # the reference names no publisher
    OTHER = "other"


def find_original(url: str) -> str:
    """The address that an archived copy is of; any other as it is."""
    match = _ARCHIVED.match(url)
    return match[1] if match and is_address(match[1]) else url


def find_site(url: str) -> str:
    """The domain that was given out, or the subdomain on a host where each is a site of its own."""
    host = _host(url)
    if re.fullmatch(r"[\d.]+|\[.*\]|localhost", host):
        return urlsplit(url).netloc
    labels = host.split(".")
    web = load_web()
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in web["registries"]
    domain = ".".join(labels[-3 if deep else -2 :])
    return host if domain in web["shared"] else domain


def find_page(url: str) -> str:
    """A key that addresses of one page share: it leaves out scheme, www, tracking, and what makes a page a printed or
    mobile one; where the path has a long number, the words around it don't count."""
    parts = urlsplit(url)
    path = re.sub(r"/(?:amp|print|mobile)(?=/|$)", "", parts.path).rstrip("/")
    numbers = _IDENTIFIER.findall(path)
    if numbers:
        return f"{find_site(url)}#{numbers[-1]}"
    dropped = load_web()["tracking"]
    query = [
        (key, value)
        for key, value in parse_qsl(parts.query)
        if key.lower() not in dropped and not key.lower().startswith("utm_")
    ]
    path = re.sub(r"/(?:index|default)\.\w{2,5}$", "", path)
    return f"{_bare_host(url)}{path}?{urlencode(sorted(query))}".rstrip("?")


def find_list(url: str) -> str:
    """Why an address is no page of its own, in a plain phrase; '' when it may be one."""
    parts = urlsplit(url)
    steps = [step.lower() for step in parts.path.split("/") if step]
    web = load_web()
    asked = {key.lower() for key, _ in parse_qsl(parts.query)}
    if asked & set(web["queries"]):
        return "a search page"
    if not steps or (len(steps) == 1 and (_FRONT.fullmatch(steps[0]) or _LANGUAGE.fullmatch(steps[0]))):
        return "" if asked and steps else "a front page"
    if any(step in web["lists"] for step in steps[:-1]) and not _is_slug(steps[-1]):
        return "a list of pages"
    if steps[-1].rpartition(".")[0] in web["lists"] or steps[-1] in web["lists"]:
        return "a list of pages"
    return ""


def find_variant(url: str, title: str) -> str:
    """Which other kind of page than an article this is (live, video ...); '' for an article."""
    web = load_web()
    steps = {step.lower() for step in urlsplit(url).path.split("/")[:-1]}
    plain = title.casefold()
    for kind, parts in web["variants"].items():
        if steps & set(parts) or any(words in plain for words in web["titles"][kind]):
            return str(kind)
    last = urlsplit(url).path.rpartition("/")[2].lower()
    if last.startswith("live-") or "-live-updates" in last or last.endswith(("-live", "-live-blog")):
        return "live"
    return ""


def find_day(url: str) -> date | None:
    """The day in an address's path; ``None`` when there is none."""
    match = _DATED.search(urlsplit(url).path + "/")
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def compare_site(publisher: str, url: str, site: str = "", known: Publisher | None = None) -> Belonging:
    """Whether ``url`` is on ``publisher``'s site. ``site`` is the site's own name, where a service gives it; ``known``
    is what an editor knows of the publisher, and decides."""
    host = _bare_host(url)
    if known is not None and known.domains:
        mine = any(host == domain or host.endswith(f".{domain}") for domain in known.domains)
        return Belonging.SAME if mine else Belonging.OTHER
    words = _split(publisher)
    if not words:
        return Belonging.UNTOLD
    if _significant(_split(site)) == _significant(words) and site:
        return Belonging.SAME
    if publisher.strip().lower().removeprefix("www.") in (host, find_site(url)):
        return Belonging.SAME
    return max(
        (_spell_all(spelling, url) for spelling in (words, _split(publisher.translate(_UMLAUTS)))),
        key=_RANK.index,
    )


_RANK = [Belonging.OTHER, Belonging.HOSTED, Belonging.LIKELY, Belonging.SAME]
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"}
)


def _spell_all(words: Sequence[str], url: str) -> Belonging:
    """How the best of an address's labels spells a publisher's name; a subdomain alone may be anybody's."""
    own, under = _labels(url)
    best = max((_spell(words, label) for label in own), key=_RANK.index)
    if best is Belonging.OTHER and any(_spell(words, label) is not Belonging.OTHER for label in under):
        return Belonging.HOSTED
    return best


def _spell(words: Sequence[str], label: str) -> Belonging:
    """Whether a label of a host spells a publisher's name: its words or initials in order, loose words as it likes."""
    loose = frozenset(load_web()["loose"])
    if all(word in loose for word in words):
        loose = frozenset()
    best = Belonging.OTHER
    # (place in the label, place in the words, whole words used, initials used)
    states = {(0, 0, 0, 0)}
    seen: set[tuple[int, int, int, int]] = set()
    while states:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        at, word, whole, initials = state
        if at == len(label) and all(left in loose for left in words[word:]):
            best = max(best, _name_spelling(whole, initials), key=_RANK.index)
        rest = label[at:]
        for extra in _EXTRAS:
            if rest.startswith(extra) and (at or extra == "the"):
                states.add((at + len(extra), word, whole, initials))
        if word < len(words):
            if words[word] in loose:
                states.add((at, word + 1, whole, initials))
            if rest.startswith(words[word]):
                weight = int(words[word] not in loose)
                states.add((at + len(words[word]), word + 1, whole + weight, initials))
            if rest[:1] == words[word][0]:
                states.add((at + 1, word + 1, whole, initials + 1))
    return best


_EXTRAS = ("the", "news", "online", "mag", "magazine", "media", "daily", "tv", "hq", "group", "press")


def _name_spelling(whole: int, initials: int) -> Belonging:
    if whole or initials > 2:
        return Belonging.SAME
    return Belonging.LIKELY if initials == 2 else Belonging.OTHER


def _labels(url: str) -> tuple[list[str], list[str]]:
    """What in an address may name its site: its own label, all labels in one, the first part of the path on a shared
    host; and the labels of subdomains."""
    host, site, loose = _bare_host(url), find_site(url), load_web()["labels"]
    suffix = len(site.split(".")) - 1 if ".".join(host.split(".")[-2:]) not in load_web()["shared"] else 2
    labels = host.split(".")[:-suffix] or [host]
    first = urlsplit(url).path.strip("/").partition("/")[0]
    own = [labels[-1], "".join(labels), *_shared(host, first)]
    under = [label for label in labels[:-1] if label not in loose]
    return [_letters(label) for label in own], [_letters(label) for label in under]


def _letters(label: str) -> str:
    return re.sub(r"[^a-z0-9]", "", label.lower())


def _shared(host: str, first: str) -> list[str]:
    alone = re.fullmatch(r"[\d.]+|localhost", host.partition(":")[0]) is not None
    return [first] if first and (alone or host in load_web()["shared"]) else []


def _significant(words: Sequence[str]) -> list[str]:
    loose = load_web()["loose"]
    return [word for word in words if word not in loose] or list(words)


@cache
def _split(name: str) -> tuple[str, ...]:
    """A publisher's name as words of plain letters and figures: "U.S. Census Bureau" is us, census, bureau.
    What stands in brackets after it is left out."""
    name = re.sub(r"\s*\([^()]*\)\s*$", "", name) or name
    bare = unicodedata.normalize("NFKD", name.casefold().replace("’", "").replace("'", ""))
    bare = re.sub(
        r"\b(?:[a-z]\.){2,}",
        lambda match: match[0].replace(".", ""),
        "".join(sign for sign in bare if not unicodedata.combining(sign)),
    )
    return tuple(re.findall(r"[a-z0-9]+", bare))


def _is_slug(step: str) -> bool:
    return step.count("-") >= 3 or bool(_IDENTIFIER.search(step)) or step.endswith((".html", ".htm", ".pdf"))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _bare_host(url: str) -> str:
    """The host without www and its like; with its port where one is written."""
    host, loose = _host(url), load_web()["labels"]
    while host.count(".") > 1 and host.partition(".")[0] in loose:
        host = host.partition(".")[2]
    try:
        port = urlsplit(url).port
    except ValueError:
        port = None
    return f"{host}:{port}" if port else host
