"""A row of a table whose label is in the claim: 'Roads with lamps | 70 km' for 'lamps stand along 70 kilometres of roads'.

A row says what its figure is of in two or three words, and never with a claim's verb. Where the claim has all of them, and the
row's figure is the only one that may be meant (one column, or one whose header the claim has, or the same in all), it is what the
claim is about: for the claim where it agrees, against it where it differs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.match.aspects import Aspect, agrees, contradicts
from claimcheck.match.coverage import cover
from claimcheck.match.guards import is_narrower, leaves_a_clause
from claimcheck.match.headers import header_fit
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.slots import Counterpart, Slot
from claimcheck.model.evidence import Comparison
from claimcheck.values.names import NameMatch, compare_names
from claimcheck.values.units import dimension

WEIGHT = 0.78
FEW = 2  # words of a label that a contradiction needs, digits of a figure that a label of one word needs
COVERED = 0.75  # share of the claim's words by row, headers and page from which another figure contradicts it
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_TOPIC = re.compile(r"\[([^\]]{2,60})\]\.?$")
_SMALL = frozenset(
    ["the", "an", "of", "in", "for", "to", "by", "per", "at", "on", "and", "with", "from", "total", "number", "share", "rate",
     "amount", "value", "figure", "level", "overall", "average", "percentage"]
)  # fmt: skip
"""Words of a label that any claim with such a figure may leave out."""
_IMPLIED = {
    "temperature": "temperature",
    "angle": "temperature",
    "length": "length height depth width",
    "mass": "weight mass load",
    "speed": "speed",
    "area": "area size",
    "duration": "duration time",
    "power": "output power capacity",
    "volume": "volume capacity",
}
"""What units of some dimension measure, so that a claim needn't say it."""


def compare_label(pair: Pair) -> list[Aspect]:
    """At most one finding, on the claim's figures."""
    if pair.passage.cells and (named := compare_named_cell(pair)):
        return named
    figures = [slot for slot in pair.slots if slot.aspect not in {"date", "rank"}]
    if len(pair.passage.cells) < FEW or not figures or not _is_plain(pair, figures) or not _is_of_page(pair):
        return []
    words = _label_words(pair)
    if not words or not _are_said(pair, words) or is_narrower(pair) or leaves_a_clause(pair):
        return []
    if len(figures) > 1:
        return _tell_all(pair, figures)
    part = _the_one(pair, figures[0])
    if part is None:
        return []
    row = Comparison(figures[0].aspect, figures[0].text, part.text, part.agrees)
    if part.agrees:
        digits = sum(map(str.isdigit, part.text))
        return [agrees("row-tells", WEIGHT, "", row)] if len(words) >= FEW or digits >= FEW else []
    if len(words) < FEW or not _is_told_of_page(pair) or cover(pair).near < COVERED:
        return []
    label = pair.passage.cells[0][1]
    return [contradicts("row-differs", WEIGHT, f"for “{label}” the table has “{part.text}”", row)]


def _tell_all(pair: Pair, figures: Sequence[Slot]) -> list[Aspect]:
    """'fell from 46 to 38 percent', where the row has both, in that order."""
    parts: list[Counterpart] = []
    for slot in figures:
        part = next((one for one in slot.counterparts if one.agrees and _in_cell(pair, one)), None)
        if part is None:
            return []
        parts.append(part)
    places = [part.span.start for part in parts]
    digits = sum(character.isdigit() for part in parts for character in part.text)
    if places != sorted(set(places)) or digits <= FEW:
        return []
    row = Comparison(figures[0].aspect, figures[0].text, parts[0].text, True)
    return [agrees("row-tells", WEIGHT, "", row)]


def _is_plain(pair: Pair, figures: Sequence[Slot]) -> bool:
    """Figures in digits, of which the claim is that it is so: 'had never sold anything dearer than 5 euros' is of no row."""
    mine = [one for one in pair.mine.quantities if any(one.span == slot.span for slot in figures)]
    bounded = len(mine) < len(figures) or any(one.low is None or one.high is None for one in mine)
    denied = any(token.dep_ == "neg" or token.lower_ in {"no", "none", "nobody"} for token in pair.mine.doc)
    more = any(token.dep_ in {"relcl", "advcl", "ccomp"} for token in pair.mine.doc)  # a row says one thing
    return not (bounded or denied or more) and all(any(map(str.isdigit, slot.text)) for slot in figures)


def _is_of_page(pair: Pair) -> bool:
    """All that the claim names is named by the row or over it, and its dates are the row's or the page's."""
    near = f"{pair.theirs.near} {pair.theirs.text} {pair.passage.title} {pair.passage.publisher} {pair.page} "
    near += f"{' '.join(pair.passage.section)} {' '.join(header for header, _ in pair.passage.cells)}"
    named = [name.text for name in pair.mine.names]
    dated = all(slot.best(agreeing=True) is not None for slot in pair.slots if slot.aspect == "date")
    return dated and all(name.lower() in near.lower() for name in named)


def _is_told_of_page(pair: Pair) -> bool:
    """The claim, or what its article is about, is named on the page."""
    topic = _TOPIC.search(pair.claim.text)
    near = f"{pair.theirs.near} {pair.passage.title} {pair.passage.publisher} {pair.page}".lower()
    return bool(pair.mine.names) or (topic is not None and topic[1].removeprefix("the ").lower() in near)


def _label_words(pair: Pair) -> list[str]:
    label = _BRACKETS.sub("", pair.passage.cells[0][1]).lower()
    return [word for word in re.findall(r"[^\W\d_]{3,}", label) if word not in _SMALL]


def _are_said(pair: Pair, words: list[str]) -> bool:
    """The claim has each word, another for it, or a unit that measures it."""
    mine = {token.lemma_.lower() for token in pair.mine.words}
    stems = {stem(token.lower_) for token in pair.mine.words} | {stem(word) for word in mine}
    implied = {word for one in pair.mine.quantities for word in _IMPLIED.get(dimension(one.unit), "").split()}
    if any(one.currency for one in pair.mine.quantities):
        implied |= {"price", "cost", "costs", "fee", "fare"}
    said = [stem(word) in stems or any(lexicon().akin(word, other) for other in mine) for word in words]
    return any(said) and all(there or word in implied for there, word in zip(said, words, strict=True))


def _in_cell(pair: Pair, part: Counterpart) -> bool:
    return any(part.text in cell for _, cell in pair.passage.cells[1:])


def _the_one(pair: Pair, slot: Slot) -> Counterpart | None:
    """The figure of the row that the claim's must be."""
    parts = [part for part in slot.counterparts if _in_cell(pair, part)]
    if len(parts) == 1 or (parts and all(part.agrees for part in parts)):
        return parts[0]
    fits = [part for part in parts if header_fit(part, pair.mine.text, pair.passage) == 1.0]
    return fits[0] if len(fits) == 1 else None


_OWNED = re.compile(
    r"(?P<label>[^.:;]{2,60}?)['’]s? (?P<head>[a-z][\w-]*(?: [a-z][\w-]*){0,3}) (?:is|are|was|were) "
    r"(?P<value>[A-ZÀ-Þ][^.:;,\d]{2,60}|(?:1\d|20)\d\d)\.?"
)
_DATED = frozenset([stem("year"), stem("date")])


def compare_named_cell(pair: Pair) -> list[Aspect]:
    """'Night at Sea's painter is N', where the row of 'Night at Sea' has N, or under 'Painter' another name; so for a year."""
    match = _OWNED.fullmatch(pair.mine.text.strip())
    bare = [_plain(cell) for _, cell in pair.passage.cells]
    label = _plain(match["label"]) if match is not None else ""
    if match is None or label not in bare:
        return []
    value, heads = match["value"].strip(), {stem(word) for word in match["head"].split()}
    for (header, cell), words in zip(pair.passage.cells, bare, strict=True):
        named = {stem(word) for word in re.findall(r"\w+", header.lower())}
        dated = value.isdigit() and bool(heads & _DATED and named & _DATED)
        under = (heads <= named or dated) and words != label
        row = Comparison(header, value, cell, words == _plain(value))
        if row.agrees and (under or not value.isdigit()):
            return [agrees("row-tells", WEIGHT, "", row)]
        if under and not row.agrees and _excludes(value, cell):
            return [contradicts("cell-differs", WEIGHT, f"under “{header}” the row has “{cell}”", row)]
    return []


def _excludes(value: str, cell: str) -> bool:
    """Another year, or the name of somebody else."""
    if value.isdigit():
        return re.fullmatch(r"(?:1\d|20)\d\d", cell) is not None
    return cell[:1].isupper() and compare_names(value, cell) is NameMatch.DIFFERENT


def _plain(text: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", text.strip(" “”\"'‘’").casefold())
