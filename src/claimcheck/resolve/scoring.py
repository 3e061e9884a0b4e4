"""Which of the pages that a search brought is the one that a reference names, if any can be told.

A wrong address is worse than none: a page is chosen only over a threshold and well ahead of every other page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.model.article import Article, Reference
from claimcheck.model.evidence import Document
from claimcheck.model.run import Candidate
from claimcheck.resolve.provider import Hit, find_hits, is_address
from claimcheck.resolve.publishers import Publisher, find_publisher
from claimcheck.resolve.sites import (
    Belonging,
    compare_site,
    find_day,
    find_list,
    find_original,
    find_page,
    find_site,
    find_variant,
)
from claimcheck.resolve.titles import Likeness, compare_slug, compare_titles, is_common, read_plain

THRESHOLD = 0.84
MARGIN = 0.08  # ahead of the best other page
NEAR, FAR = 3, 45  # days between a page's day and the one that the reference gives
LATE = 3  # days after the article: days of time zones and updates
COMMON = 0.8  # a title that many pages have, unless the day confirms it
VARIANT = 0.7
OFF_DAY, UNSURE_DAY, NO_DAY = 0.6, 0.93, 0.98
MOST = 20  # candidates that are kept
WINDOW = 8  # words in a row that two texts share when one copies the other
COPIED = 0.5  # share of the article's windows in a page

WORTH = {
    Belonging.SAME: 1.0,
    Belonging.LIKELY: 0.95,
    Belonging.HOSTED: 0.85,
    Belonging.UNTOLD: 0.9,
    Belonging.OTHER: 0.6,
}
WORDS = {
    Belonging.SAME: "its publisher's site",
    Belonging.LIKELY: "perhaps its publisher's site",
    Belonging.HOSTED: "a subdomain that may be its publisher's",
    Belonging.UNTOLD: "no publisher to compare",
    Belonging.OTHER: "another publisher's site",
}


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    page: str


def rank_candidates(
    reference: Reference, article: Article, hits: Iterable[Hit], known: Sequence[Publisher] = ()
) -> tuple[Candidate, ...]:
    """The pages among ``hits``, best first, one candidate a page; the chosen one is marked, if one can be told."""
    publisher = find_publisher(reference.publisher, known)
    if not is_address(article.url):
        article = replace(article, url="")
    pages: dict[str, _Weighed] = {}
    for hit in find_hits(tuple(hits)):
        weighed = _weigh(reference, article, replace(hit, url=find_original(hit.url)), publisher)
        pages[weighed.page] = _join(pages.get(weighed.page), weighed)
    ranked = sorted(pages.values(), key=lambda one: (-one.candidate.score, one.candidate.url))
    candidates = [one.candidate for one in ranked[:MOST]]
    if candidates and _stands_out(candidates):
        candidates[0] = replace(candidates[0], chosen=True)
    return tuple(candidates)


def _stands_out(candidates: Sequence[Candidate]) -> bool:
    second = candidates[1].score if len(candidates) > 1 else 0.0
    return candidates[0].score >= THRESHOLD and candidates[0].score - second >= MARGIN


def _join(former: _Weighed | None, new: _Weighed) -> _Weighed:
    """One candidate for two hits on a page: the better one, with the names of both services."""
    if former is None:
        return new
    best = former if former.candidate.score >= new.candidate.score else new
    names = dict.fromkeys([*former.candidate.provider.split(", "), new.candidate.provider])
    return replace(best, candidate=replace(best.candidate, provider=", ".join(names)))


def _weigh(reference: Reference, article: Article, hit: Hit, publisher: Publisher | None) -> _Weighed:
    day = hit.published or find_day(hit.url)
    score, why = 0.0, _find_bar(reference, article, hit)
    if not why:
        score, why = _weigh_page(reference, article, hit, day, publisher)
    candidate = Candidate(hit.url, hit.title, hit.provider, round(score, 3), why, day)
    return _Weighed(candidate, find_page(hit.url))


def _find_bar(reference: Reference, article: Article, hit: Hit) -> str:
    """Why a page can't be the one, whatever its title; '' when it may be."""
    if article.url and find_site(hit.url) == find_site(article.url):
        return "the article's own site"
    ours = compare_titles(reference.title, article.title).score
    if article.title and ours < THRESHOLD <= compare_titles(article.title, hit.title, (hit.site,)).score:
        return "a copy of the article"
    return find_list(hit.url)


def _weigh_page(
    reference: Reference, article: Article, hit: Hit, day: date | None, publisher: Publisher | None
) -> tuple[float, str]:
    belonging = compare_site(reference.publisher, hit.url, hit.site, publisher)
    likeness = _compare_title(reference, hit)
    worth, when = _weigh_day(reference, article, day)
    score, why = likeness.score * WORTH[belonging] * worth, [likeness.why, WORDS[belonging]]
    if when:
        why.append(when)
    if is_common(reference.title) and worth < 1:
        score = min(score, COMMON)
        why.append("a title that many pages have")
    variant = find_variant(hit.url, hit.title)
    if variant != find_variant(reference.url, reference.title):
        score *= VARIANT
        why.append(f"of another kind: {variant or 'an article'}")
    return score, "; ".join(why)


def _compare_title(reference: Reference, hit: Hit) -> Likeness:
    names = (hit.site, reference.publisher, find_site(hit.url), find_site(hit.url).partition(".")[0])
    title = compare_titles(reference.title, hit.title, names)
    return max(title, compare_slug(reference.title, hit.url), key=lambda likeness: likeness.score)


def _weigh_day(reference: Reference, article: Article, day: date | None) -> tuple[float, str]:
    """What a page's day is worth, 0..1, and a plain phrase where it says something."""
    if day is None:
        return NO_DAY, ""
    if reference.published is not None:
        apart = abs((day - reference.published).days)
        if apart <= NEAR:
            return 1.0, "its day"
        return (UNSURE_DAY if apart <= FAR else OFF_DAY), f"{apart} days off"
    if article.published is not None and (day - article.published).days > LATE:
        return OFF_DAY, "later than the article"
    return NO_DAY, ""


def find_mismatch(reference: Reference, article: Article, document: Document, url: str) -> str:
    """Why a page that was found and read is not the one after all, in a plain phrase; '' when it bears it out.
    ``url`` is where the page was at last, redirects followed."""
    if listed := find_list(url):
        return f"it leads to {listed}"
    if article.url and find_site(url) == find_site(article.url):
        return "it leads to the article's own site"
    hit = Hit(url, document.title, "", document.published, document.publisher)
    headings = [block.span.of(document.text) for block in document.blocks[:3]]
    likeness = max(
        (_compare_title(reference, replace(hit, title=title)) for title in (document.title, *headings)),
        key=lambda one: one.score,
    )
    if likeness.score < THRESHOLD:
        return f"the page is titled “{document.title}”"
    if is_copy(document.text, article.text):
        return "the page is a copy of the article"
    return ""


def is_copy(text: str, article: str) -> bool:
    """Whether ``text`` holds most of an article word for word."""
    whole = _windows(article)
    return bool(whole) and len(whole & _windows(text)) > COPIED * len(whole)


def _windows(text: str) -> set[tuple[str, ...]]:
    words = read_plain(text).split()
    return {tuple(words[at : at + WINDOW]) for at in range(len(words) - WINDOW + 1)}
