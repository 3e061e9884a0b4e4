"""What became of a page between two looks at its address: unchanged, changed, moved or gone, and which of the quotes
that verdicts rest on are no longer in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from claimcheck.model.article import Article
from claimcheck.model.evidence import Capture, CaptureKind, Document, Outcome
from claimcheck.model.run import Run, Source
from claimcheck.report.plain import name_source, say_outcome


class Fate(StrEnum):
    """``READABLE``: it could not be read before. ``UNSEEN``: it can't be read now, or never was; that says nothing about
    the page."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"
    READABLE = "readable now"
    UNSEEN = "unseen"


GONE = frozenset({Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404})
"""Outcomes by which a server says that a page is no longer there. Any other failure is ours, or for a while."""

ARTICLE = "the article"
LIVE = frozenset({CaptureKind.PAGE, CaptureKind.PDF})


@dataclass(frozen=True, slots=True)
class Watched:
    """One address, looked at twice. ``quotes`` are those that were in the page and are not in it now, verbatim; empty
    unless it was read both times. ``detail`` says where it moved, or why it was not seen."""

    name: str
    url: str
    fate: Fate
    quotes: tuple[str, ...] = ()
    detail: str = ""


def compare_looks(before: Source, after: Source, quotes: Iterable[str] = ()) -> Watched:
    """The same address in two runs. ``quotes`` are those that the earlier run's verdicts took from the page."""
    name, url = name_source(after), after.reference.url
    first, second = find_look(before), find_look(after)
    if second is not None and second.outcome in GONE and first is not None and first.read:
        return Watched(name, url, Fate.GONE, detail=say_outcome(second.outcome))
    if second is None or not second.read:
        return Watched(name, url, Fate.UNSEEN, detail=_say_unseen(second))
    if first is None or not first.read:
        return Watched(name, url, Fate.READABLE, detail=_say_before(first))
    lost = find_lost(quotes, before.document, after.document)
    if _bare(first.final_url) != _bare(second.final_url):
        return Watched(name, url, Fate.MOVED, lost, second.final_url)
    same = first.sha256 == second.sha256 or _text(before.document) == _text(after.document)
    return Watched(name, url, Fate.UNCHANGED if same else Fate.CHANGED, () if same else lost)


def find_look(source: Source) -> Capture | None:
    """The attempt to read the live page; ``None`` when none was made. A digest or an earlier capture is no look."""
    return next((capture for capture in source.captures if capture.kind in LIVE), None)


def find_lost(quotes: Iterable[str], before: Document | None, after: Document | None) -> tuple[str, ...]:
    """Which quotes stood in the one text and don't in the other, line breaks aside."""
    old, new = _text(before), _text(after)
    if not old or not new:
        return ()
    distinct = dict.fromkeys(quotes)
    return tuple(quote for quote in distinct if _flat(quote) in old and _flat(quote) not in new)


def watch_sources(old: Run, new: Run) -> tuple[Watched, ...]:
    """Every address that both runs cite, in the new run's order."""
    before = {source.reference.url: source for source in old.sources if source.reference.url}
    return tuple(
        compare_looks(before[url], source, find_quotes(old, before[url].reference.n))
        for source in new.sources
        if (url := source.reference.url) in before
    )


def compare_articles(old: Run, now: Article) -> Watched:
    """The article that a run was over and another reading of it; its quotes are the sentences that claims were read
    from."""
    text = _flat(now.text)
    same = _flat(old.article.text) == text
    said = () if same else dict.fromkeys(claim.source.exact for claim in old.extraction.claims)
    lost = tuple(exact for exact in said if _flat(exact) not in text)
    if old.article.url and now.url and _bare(old.article.url) != _bare(now.url):
        return Watched(ARTICLE, old.article.url, Fate.MOVED, lost, now.url)
    return Watched(ARTICLE, now.url, Fate.UNCHANGED if same else Fate.CHANGED, lost)


def miss_article(url: str, capture: Capture) -> Watched:
    """The article whose address can't be read now: taken down, or not seen for another reason."""
    fate = Fate.GONE if capture.outcome in GONE else Fate.UNSEEN
    return Watched(ARTICLE, url, fate, detail=say_outcome(capture.outcome))


def describe_watched(watched: Iterable[Watched]) -> list[dict[str, Any]]:
    """As JSON: one object an address, in order."""
    return [asdict(one) for one in watched]


def find_quotes(run: Run, n: int) -> tuple[str, ...]:
    """What a run's verdicts quote from reference ``n``, the takers of a side first."""
    evidence = [
        one for verdict in run.verdicts for one in verdict.evidence
        if one.passage.reference == n and one.passage.kind is not CaptureKind.DIGEST
    ]  # fmt: skip
    ordered = sorted(evidence, key=lambda one: one.stance == "neutral")
    return tuple(dict.fromkeys(one.passage.selector.exact for one in ordered))


def _say_unseen(look: Capture | None) -> str:
    if look is None or look.outcome is Outcome.NOT_ATTEMPTED:
        return "not looked at this time"
    return f"{say_outcome(look.outcome)} this time"


def _say_before(look: Capture | None) -> str:
    if look is None or look.outcome is Outcome.NOT_ATTEMPTED:
        return "not looked at before"
    return f"{say_outcome(look.outcome)} before"


def _text(document: Document | None) -> str:
    return _flat(document.text) if document else ""


def _flat(text: str) -> str:
    return " ".join(text.split())


def _bare(url: str) -> str:
    """An address without what makes no other page: scheme, www, fragment, a last slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0], flags=re.IGNORECASE).rstrip("/")
