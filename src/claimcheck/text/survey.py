"""A first look over a page: which element holds the article, which is its headline, what is furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import Tag

from claimcheck.text.furniture import find_class, find_zone, is_block, is_content_box, is_prose
from claimcheck.text.notes import Notes, find_notes
from claimcheck.text.outline import HEADINGS, Outline, branch, class_names, find_host, holders_of, is_hidden

ALL = 0.9  # share of linked words in a list that is nothing but links
CARD = 500  # code points of the largest box that only shows another page
LEAF = 30  # elements in the largest thing that is looked at as one link
MOSTLY = 0.5  # an element with more of the article's text than this wraps it, whatever its class says
_LASTING = frozenset({"comments", "cookie notice", "teaser", "navigation"})  # so however large
_OUTER = frozenset({"html", "body", "main", "article"})
_LISTS = frozenset({"ul", "ol"})
_LINKED = frozenset({*_LISTS, *HEADINGS, "p", "li", "div", "td", "figcaption"})
_EDGES = {"header": "navigation", "footer": "navigation", "form": "form", "aside": "aside"}
_FIXED = {"nav": "navigation", "menu": "navigation", "dialog": "pop-up", "button": "button"}


@dataclass(slots=True)
class Survey:
    """``why`` says what an element (by ``id()``) is furniture for; what lies in it is so too.

    ``title`` is the article's own heading; ``listed`` whether a list of notes or references stands on the page.
    """

    outline: Outline
    notes: Notes
    title: Tag | None
    scope: Tag
    home: str = ""
    why: dict[int, str] = field(default_factory=dict)
    listed: bool = False


def survey_page(outline: Outline, title: str = "", home: str = "") -> Survey:
    """Look over a page whose own name for the article is ``title`` and whose host is ``home`` ('' when unknown)."""
    survey = Survey(outline, find_notes(outline), _find_title(outline, title), _find_scope(outline), home)
    held = holders_of((survey.title, survey.scope))
    _judge_outside(survey, held)
    _judge_headed(survey, held)
    covered: set[int] = set()
    for tag in outline.tags:
        if id(tag.parent) in covered:
            covered.add(id(tag))
            continue
        if id(tag) not in survey.why and (why := _judge_element(survey, tag, held)):
            survey.why[id(tag)] = why
        if id(tag) in survey.why:
            covered.add(id(tag))
    return survey


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _find_title(outline: Outline, title: str) -> Tag | None:
    """The heading that is the article's own: the one that says ``title``, else the first of the highest rank."""
    headings = [
        tag for tag in outline.tags if tag.name in HEADINGS and outline.weight[id(tag)] and not is_hidden(tag)
    ]
    wanted = _plain(title)
    for tag in headings:
        if wanted and _plain(outline.words(tag)) == wanted:
            return tag
    tops = [tag for tag in headings if tag.name == "h1"]
    inside = [tag for tag in tops if outline.lies_in(tag, "article", "main")]
    return next(iter(inside or tops), None)


def _find_scope(outline: Outline) -> Tag:
    """The element that holds the article: <article> if one has most of the text, else <main>, else the page."""

    def weigh(tag: Tag) -> int:
        return outline.weight[id(tag)]

    mains = [tag for tag in outline.tags if tag.name == "main" or tag.get("role") == "main"]
    outer = max(mains, key=weigh, default=outline.soup)
    articles = [tag for tag in outline.tags if tag.name == "article" and not outline.lies_in(tag, "article")]
    if articles:
        largest = max(articles, key=weigh)
        rest = sum(weigh(tag) for tag in articles) - weigh(largest)
        if weigh(largest) > max(rest, 0.4 * weigh(outer)):
            return largest
    return outer


def _judge_element(survey: Survey, tag: Tag, held: set[int]) -> str:
    """What an element is furniture for by its name, role and class; '' when it is not."""
    if tag.name in _OUTER or id(tag) in held or id(tag) in survey.notes.notes:
        return ""
    if tag.name in _FIXED:
        return _FIXED[tag.name]
    if tag.name == "pre":
        return "code" if any(inner.name == "code" for inner in branch(tag)) else ""
    if tag.name == "a" and sum(is_block(inner.name) for inner in branch(tag)) > 1:
        return "teaser"
    ident = "" if tag.name in HEADINGS else str(tag.get("id", ""))
    named = find_class(class_names(tag), ident, str(tag.get("role", "")))
    if not named and tag.name in _LINKED:
        named = _judge_links(survey, tag)
    if tag.name in _EDGES:
        return _judge_edge(survey, tag, named)
    if not named and (
        tag.get("itemprop") in {"author", "datePublished"} or "author" in tag.get_attribute_list("rel")
    ):
        named = "byline" if tag.name in {"p", "div", "li"} else ""
    return "" if named not in _LASTING and _wraps(survey, tag) else named


def _judge_links(survey: Survey, tag: Tag) -> str:
    """Nothing but links inside the site is a menu or a teaser; inside the page, its contents."""
    outline = survey.outline
    weight = outline.weight[id(tag)]
    if not weight or outline.linked[id(tag)] < ALL * weight:
        return ""
    listed = tag.name in _LISTS
    if not listed and outline.size[id(tag)] > LEAF:
        return ""
    hrefs = [str(link.get("href", "")) for link in branch(tag) if link.name == "a"]
    if len(hrefs) < 1 + listed:
        return ""
    if all(href.startswith("#") for href in hrefs):
        return "table of contents" if listed else ""
    inside = all(_stays(survey, href) for href in hrefs)
    return "" if not inside else "navigation" if listed or len(hrefs) > 1 else "teaser"


def _stays(survey: Survey, href: str) -> bool:
    """Whether a link leads to another page of the same site."""
    if href.startswith(("#", "mailto:", "tel:")):
        return False
    host = find_host(href)
    return not host or host == survey.home


def _wraps(survey: Survey, tag: Tag) -> bool:
    """Whether most of the article's text lies in an element."""
    weight = survey.outline.weight
    return weight[id(tag)] > MOSTLY * max(1, weight[id(survey.scope)])


def _judge_edge(survey: Survey, tag: Tag, named: str) -> str:
    """Headers, footers, forms and asides, which are furniture unless they hold what the article needs."""
    if named in _LASTING:
        return named
    if _wraps(survey, tag) or survey.outline.lies_in(tag, "blockquote"):
        return ""
    if survey.outline.holds(tag, survey.notes.places) or is_content_box(class_names(tag)):
        return ""
    if tag.name == "aside" and not named:
        return _judge_aside(survey.outline, tag)
    return named or _EDGES[tag.name]


def _judge_aside(outline: Outline, tag: Tag) -> str:
    """An aside is a box of the article when it is written out in sentences and not a list of links."""
    if outline.linked[id(tag)] > MOSTLY * outline.weight[id(tag)]:
        return "teaser"
    prose = any(is_prose(outline.words(part)) for part in branch(tag) if part.name in {"p", "li"})
    return "" if prose else "aside"


def _judge_headed(survey: Survey, held: set[int]) -> None:
    """A box that begins with a heading like "Related stories" is furniture as a whole, and so is a small one whose
    heading is a link to another page of the site."""
    for tag in survey.outline.tags:
        if tag.name not in HEADINGS or id(tag) in held:
            continue
        why = find_zone(survey.outline.words(tag))
        if why in {"references", "notes"}:
            survey.listed = True
            continue
        box = tag.parent
        if not why and box is not None and _is_card(survey, tag, box):
            why = "teaser"
        if why and box is not None and box.name not in _OUTER and id(box) not in held and _begins(tag):
            survey.why.setdefault(id(box), why)


def _is_card(survey: Survey, tag: Tag, box: Tag) -> bool:
    outline = survey.outline
    weight = outline.weight[id(tag)]
    link = next((inner for inner in branch(tag) if inner.name == "a"), None)
    if link is None or not weight or outline.linked[id(tag)] < weight or outline.weight[id(box)] > CARD:
        return False
    return _stays(survey, str(link.get("href", "")))


def _begins(tag: Tag) -> bool:
    """Whether nothing with words in it stands before an element in its box."""
    return not any(
        (element.get_text() if isinstance(element, Tag) else str(element)).strip()
        for element in tag.previous_siblings
    )


def _judge_outside(survey: Survey, held: set[int]) -> None:
    """What lies beside the article's own element is the page's, unless notes or the headline are kept there."""
    inner = survey.scope
    while (parent := inner.parent) is not None:
        for element in parent.children:
            if not isinstance(element, Tag) or element is inner or id(element) in held:
                continue
            if not survey.outline.holds(element, survey.notes.places):
                survey.why[id(element)] = _judge_element(survey, element, held) or "page"
        inner = parent
