"""What a sentence borrows from the one before: its time, the thing its figure counts, the figure that 'that' takes up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Unit, subject
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import Link, describe, read_phrase
from claimcheck.model.claim import PartialDate
from claimcheck.text.wording import Cue, has_cue
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

THEN = re.compile(
    r"\b(?P<at>at (?:the|that) time|at that (?:point|stage))\b"
    r"|\b(?P<span>(?:in|during|over) (?:that|this) (?:time|period))\b,?"
    r"|\b(?P<year>(?:in |during )?(?:that|the same) year)\b"
    r"|\b(?P<month>(?:in )?(?:that|the same) month)\b",
    re.IGNORECASE,
)
LATER = re.compile(
    r"(?<!on )(?<!than )(?<!from )(?<!of )(?<!in )(?<!with )(?<!to )\b"
    r"(?:(?P<n>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) years? (?P<way>later|earlier|before)"
    r"|(?:in )?the (?P<next>next|following|previous) year|(?P<before>(?:the |(?<!the ))year before(?=[,.;])))(?=[ ,.;])",
    re.IGNORECASE,
)
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
COUNTLESS = re.compile(
    r"\b(?:goal|target|aim|total|figure|number|tally|toll|plan|estimate|forecast|count)s?"
    r" (?:had been|has been|have been|was|were|is|are|stood at|reached|rose to|fell to)"
    r" (?P<figure>[\w ]{0,20}?\d[\d.,]*(?: (?:million|billion|thousand))?)(?=[,.;]|$)",
    re.IGNORECASE,
)
MONTH = re.compile(
    r"\b(?:in|on|by|until|since) (?:\d{1,2} )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d{1,2})?\b(?!,? \d{4})"
)
YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
ASIDE_YEAR = re.compile(rf",[^,;]*{YEAR.pattern}[^,;]*,")
"""'N, which opened in 2007, closed in February' tells of no February 2007."""
AMOUNTS = frozenset({"MONEY", "QUANTITY", "CARDINAL", "PERCENT"})


def fill_in(text: str, before: str, dated: str, published: date | None) -> str:
    """``text`` with what it takes for granted from ``before``, the sentence before it in the same block, and from ``dated``,
    the last one there with a date. Either may be ''."""
    return _counted(_later(_dated(text, dated, published), dated, published), before)


def with_year(text: str, line: str) -> str:
    """'The second followed in November' as 'in November 2020' where the sentence that it was split from names one year before."""
    match = MONTH.search(text)
    if match is None or YEAR.search(text) or has_cue(text, Cue.PLANNED):
        return text  # what is planned for July is planned for no July gone by
    at = line.find(match[0])
    years = set(YEAR.findall(line[:at])) if at > 0 else set()
    if len(years) != 1 or ASIDE_YEAR.search(line[:at]):
        return text
    return f"{text[: match.end()]}{',' if match[0][-1].isdigit() else ''} {years.pop()}{text[match.end() :]}"


def _dated(text: str, before: str, published: date | None) -> str:
    """'at the time' and 'that year' as the date of the sentence before, when it has exactly one and this has none."""
    match = THEN.search(text)
    if match is None or find_dates(text, published):
        return text
    known = find_dates(before, published)
    if known and not match["span"] and known[0].relation not in {"on", "in", "by"}:
        return text  # 'the treaty of 1957' tells of no time that something happened at
    if len(known) != 1 or not re.search(r"\d", known[0].text):
        return text
    said = _said(known[0], match)
    if not said:
        return text
    if match.start() == 0:
        said = said[0].upper() + said[1:] + ("," if text[match.end() :].lstrip()[:1].isdigit() else "")
    return text[: match.start()] + said + text[match.end() :]


def _later(text: str, before: str, published: date | None) -> str:
    """'Two years later' and 'the next year' as a year, when the sentence before has exactly one date and this one no other."""
    match = LATER.search(text)
    if (
        match is None
        or YEAR.search(text)
        or find_dates(text[: match.start()] + text[match.end() :], published)
    ):
        return text
    known = find_dates(before, published)
    if len(known) != 1 or known[0].relation not in {"", "on", "in", "by"} or not YEAR.search(known[0].text):
        return text
    inside = before[: known[0].span.start].count(",") and before[known[0].span.end :].count(",")
    if inside:
        return text  # 'N, founded in 1988, builds ...' tells of no time that something is told of
    start, end = known[0].start, known[0].end
    if start.year != end.year:
        return text
    years = NUMBERS.get(match["n"].lower()) or int(match["n"]) if match["n"] else 1
    back = match["before"] or (match["way"] or match["next"] or "").lower() in {
        "earlier",
        "before",
        "previous",
    }
    said = f"in {start.year - years if back else start.year + years}"
    said = said.capitalize() if match.start() == 0 else said
    return text[: match.start()] + said + text[match.end() :]


def _said(known: PartialDate, match: re.Match[str]) -> str:
    days = (known.end - known.start).days + 1
    if match["span"]:
        return f"from {known.text}" if known.relation == "from_to" else ""
    if match["year"]:
        return f"in {known.start.year}" if known.start.year == known.end.year else ""
    if known.relation not in {"", "on", "in", "by"} or days > 366:
        return ""
    if match["month"] and days > 31:
        return ""
    return f"{'on' if days == 1 else 'in'} {known.text}"


def _counted(text: str, before: str) -> str:
    """'The goal had been 2.8 million' counts what the sentence before counts."""
    match = COUNTLESS.search(text)
    if match is None or find_dates(match["figure"]):
        return text
    mine = [quantity for quantity in find_quantities(text) if quantity.span.start >= match.start("figure")]
    if len(mine) != 1 or mine[0].counted or mine[0].unit or mine[0].currency:
        return text
    nouns = {known.counted for known in find_quantities(before) if known.counted and not known.unit}
    if len(nouns) != 1:
        return text
    (noun,) = nouns
    return f"{text[: match.end('figure')]} {noun}{text[match.end('figure') :]}"


def measured(unit: Unit, links: Mapping[int, Link]) -> str:
    """What the last figure of a unit measures, with the figure: 'the final cost of €12 million'; '' when unclear."""
    for ent in reversed(unit.doc.ents):
        if ent.label_ not in AMOUNTS or ent.root.dep_ in {"nummod", "compound", "amod"}:
            continue
        noun = _measured_noun(ent.root)
        if noun is None and ent.label_ != "CARDINAL" and ent.root.dep_ in {"dobj", "attr", "pobj"}:
            rate = [child.i for child in ent.root.children if child.dep_ == "npadvmod" and child.i >= ent.end]
            signed = ent.start > 0 and unit.doc[ent.start - 1].text in "$€£¥"
            return unit.words(ent.start - signed, max(rate, default=ent.end - 1))
        if noun is None or noun.pos_ not in {"NOUN", "PROPN"} or noun.i in range(ent.start, ent.end):
            return ""
        link = links.get(noun.i)
        plain = describe(unit, read_phrase(noun))
        said = link.name if link is not None and link.words else plain
        return f"{said} of {unit.words(ent.start, ent.end - 1)}"
    return ""


def _measured_noun(figure: Token) -> Token | None:
    verb = figure.head if figure.dep_ != "pobj" else figure.head.head
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if figure.dep_ == "attr" or (figure.dep_ == "dobj" and verb.lemma_ in lexicon("reaching")):
        return subject(verb)
    if figure.dep_ == "pobj" and figure.head.lower_ in {"at", "to"}:
        return next((child for child in verb.children if child.dep_ == "dobj"), None) or subject(verb)
    return None


def acts_on_clause(unit: Unit) -> bool:
    """Whether a unit says what the sentence before leads to or shows: 'This reflects ...', 'That meant ...'."""
    first = unit.doc[0] if len(unit.doc) > 2 else None
    if first is None or first.lower_ not in {"that", "this"} or first.dep_ != "nsubj":
        return False
    return first.head.dep_ == "ROOT" and first.head.lemma_ in lexicon("clausal")


def takes_up(unit: Unit) -> bool:
    """Whether a unit says something of the last figure: 'That is 12 percent above the sum ...'."""
    first = unit.doc[0] if len(unit.doc) > 2 else None
    if first is None or first.lower_ not in {"that", "this"} or first.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    return unit.doc[1].lemma_ in {"be", "represent", "compare", "equal", "mark"} and bool(
        re.search(
            r"\d.*\b(?:above|below|more|less|higher|lower|over|under|up|down|times|of|than)\b|\b(?:twice|double|half|triple)\b",
            unit.doc.text,
        )
    )
