"""Pages that answer 200 and are not what was asked for: error pages, bot checks, consent pages, paywalls, shells.

A page is taken for one of them only when it says so and says little else. A news item about captchas, or an article
below a cookie banner, has text of its own; where the two can't be told apart, reading the page is the smaller error,
since a wall holds nothing that could be quoted for or against a claim.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from urllib.parse import urlsplit

from claimcheck.model.evidence import Capture, Outcome

LITTLE = 120  # words of main text; a page with more has something to say besides its signs
FEW = 60  # words; with more, only a title or heading counts as a sign
NOTHING = 12  # words of main text; with fewer, the whole visible page is searched for signs
STRANGE = 40  # words; with more, a page may be the source under another title
CUT = 150  # words; a page that says it isn't free, and has fewer, is a teaser
EMPTY = 3  # words
TITLE_PARTS = re.compile(r"\s+[|–—·»-]\s+")
QUOTED = re.compile(
    r"“[^”]{0,999}”|\"[^\"]{0,999}\"|„[^“]{0,999}“|«[^»]{0,999}»"
)  # a wall doesn't quote itself
CUT_OFF = re.compile(r"(…|\.\.\.|\[…\])\W*$")
OFFER = re.compile(r"\b(?:subscri(?:be|ption)|become a member|unlock)\b", re.IGNORECASE)
TRACKING = re.compile(
    r"(?:^|&)(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid)=[^&]*"
)  # names no page
FRONT = re.compile(r"/?(index\.\w+|home(page)?/?|[a-z]{2}(-[a-z]{2})?/?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a body yields no Document: the outcome that its capture gets, and one plain line."""

    outcome: Outcome
    detail: str


@dataclass(frozen=True, slots=True)
class Look:
    """A page as a visitor sees it. ``main`` has the paragraphs of the main text, ``visible`` all lines shown.

    ``unscripted`` is what is shown to a browser without scripts. ``free`` is the page's own word on whether it can
    be read without paying, ``None`` when it doesn't say. ``password``: whether it asks for one.
    """

    title: str
    headings: tuple[str, ...]
    main: tuple[str, ...]
    visible: tuple[str, ...]
    unscripted: tuple[str, ...] = ()
    scripts: int = 0
    free: bool | None = None
    password: bool = False

    @property
    def words(self) -> int:
        """How many words the main text has."""
        return _count(self.main)


def find_wall(look: Look) -> Unread | None:
    """What the page is instead of the source; ``None`` when it is to be read."""
    lines = [part for line in (look.title, *look.headings) for part in (line, *TITLE_PARTS.split(line))]
    shown = look.main if look.words >= NOTHING else (*look.visible, *look.main)
    for outcome in (Outcome.WALL, Outcome.SOFT_404):
        sign = _find_line(outcome, lines) if look.words < LITTLE else ""
        if sign := sign or (_find_text(outcome, shown) if look.words < FEW else ""):
            return Unread(outcome, f"the page says {sign!r}")
    if look.password and look.words < NOTHING:
        return Unread(Outcome.WALL, "the page asks for a password")
    if look.words < CUT and (sign := _find_text(Outcome.PAYWALL, (*look.main, *look.visible))):
        return Unread(Outcome.PAYWALL, f"the page says {sign!r}")
    broken = look.words < CUT and bool(look.main) and CUT_OFF.search(look.main[-1]) is not None
    if look.free is False and (look.words < CUT // 2 or broken):
        return Unread(Outcome.PAYWALL, "the page declares that it can't be read freely, and breaks off")
    if broken and any(OFFER.search(line) for line in look.visible):
        return Unread(Outcome.PAYWALL, "the text breaks off beside an offer to subscribe")
    return _find_void(look, lines)


def find_stranger(look: Look, title: str) -> Unread | None:
    """A very short page without a single word of the ``title`` that it was cited by: whatever it is, it isn't that.

    Titles of fewer than three words to go by, such as the words of a link, tell nothing.
    """
    wanted = {word for word in re.findall(r"\w+", title.casefold()) if len(word) > 3}
    shown = " ".join((look.title, *look.headings, *look.main)).casefold()
    if len(wanted) < 3 or look.words >= STRANGE or any(word in shown for word in wanted):
        return None
    return Unread(Outcome.SOFT_404, f"a short page with nothing of the title {title[:80]!r}")


def find_lost_path(url: str, final_url: str) -> Unread | None:
    """A redirect from a page to the front page of the same site: the page is gone."""
    asked, found = urlsplit(url), urlsplit(final_url)
    same = _site(asked.hostname) == _site(found.hostname)
    deep = not FRONT.fullmatch(asked.path) or bool(asked.query)
    if same and deep and FRONT.fullmatch(found.path) and not found.query:
        return Unread(Outcome.SOFT_404, f"redirected to the site's front page, {final_url}")
    return None


def find_repeated(captures: Iterable[Capture]) -> frozenset[Capture]:
    """Those whose bytes came from another address of their site as well: whatever they show, it isn't both pages.

    A PDF is no wall: sites offer the same one at several addresses.
    """
    seen: dict[tuple[str, str], dict[str, set[Capture]]] = {}
    for capture in captures:
        if capture.sha256 and capture.status and capture.media_type != "application/pdf":
            parts = urlsplit(capture.final_url)
            path = re.sub(r"(/index\.\w+|/)$", "", parts.path)
            place = f"{path}?{TRACKING.sub('', parts.query).strip('&')}"
            site = f"{_site(parts.hostname)}:{parts.port or ''}"
            seen.setdefault((site, capture.sha256), {}).setdefault(place, set()).add(capture)
    return frozenset(
        one for places in seen.values() if len(places) > 1 for found in places.values() for one in found
    )


def _find_void(look: Look, lines: list[str]) -> Unread | None:
    """A page without text: because it needs scripts, or for no reason that it tells."""
    if look.words >= LITTLE // 2:
        return None
    said = _find_line(Outcome.SCRIPT_SHELL, lines) or (
        _find_text(Outcome.SCRIPT_SHELL, (*look.visible, *look.unscripted)) if look.words < NOTHING else ""
    )
    if said and look.words < LITTLE // 2:
        return Unread(Outcome.SCRIPT_SHELL, f"the page says {said!r}")
    if look.words > EMPTY:
        return None
    if look.scripts and _count(look.visible) < LITTLE:
        return Unread(Outcome.SCRIPT_SHELL, "no text without its scripts")
    return Unread(Outcome.EMPTY, "no text")


def _find_line(outcome: Outcome, lines: Iterable[str]) -> str:
    return next((line for line in lines if _signs(outcome, "line").fullmatch(_plain(line))), "")


def _find_text(outcome: Outcome, paragraphs: Iterable[str]) -> str:
    spoken = (QUOTED.sub(" ", _plain(paragraph)) for paragraph in paragraphs)
    found = (_signs(outcome, "text").search(paragraph) for paragraph in spoken)
    return next((match[0] for match in found if match), "")


@lru_cache(maxsize=16)
def _signs(outcome: Outcome, place: str) -> re.Pattern[str]:
    """The signs of one outcome as one expression; one that matches nothing when there are none."""
    signs: list[str] = _load_signs()[outcome.value][place]
    return re.compile("|".join(f"(?:{sign})" for sign in signs) or r"(?!)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _load_signs() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("claimcheck.fetch") / "signs.toml").read_text("utf-8"))


def _plain(text: str) -> str:
    return text.replace("'", "’").strip()


def _count(paragraphs: Iterable[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.").removeprefix("m.")
