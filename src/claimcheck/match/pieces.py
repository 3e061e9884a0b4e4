"""Which words of a sentence go with which of its figures: '94% effective against illness but 61% against infection'.

A sentence with two figures of a kind is cut at its joints. Where a word of the claim stands only in another figure's piece,
and the piece of the figure that agrees has something else in that place, the two don't go together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from claimcheck.match.alignment import relate_names
from claimcheck.match.aspects import Aspect, agrees, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.periods import date_passage
from claimcheck.match.plain import ANY_YEAR, is_total
from claimcheck.match.ranking import stem
from claimcheck.match.slots import Counterpart, Slot
from claimcheck.match.voices import Relation
from claimcheck.match.words import find_counterparts, telling_words
from claimcheck.model.claim import Quantity
from claimcheck.model.evidence import Comparison
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.compare import compare_quantities
from claimcheck.values.dates import find_dates

if TYPE_CHECKING:
    from spacy.tokens import Token

_JOINT = re.compile(
    r"[;,:.()](?=\s|$)|\s[–—-]\s|\s(?:and|but|while|whereas)\s|\s(?:against|versus|compared with)\s(?=\S*\d)",
    re.IGNORECASE,
)
_BASE = re.compile(r"\bof (?:the|its|all|their|these|those)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OF_WHOLE = re.compile(r"\b(?:including|among|of (?:them|whom|which|these|those))\b", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|of what|compared (?:to|with)|unlike|as (?:much|many|high|low|large|big|long|fast) as) (?![\W\d])[^,;.\[\]]*",
    re.IGNORECASE,
)
_ROW = 2  # cells, the label counted
WHOLLY = 0.99  # coverage from which the sentence has all of the claim's words


def compare_pieces(pair: Pair) -> list[Aspect]:
    """One finding for a figure of the claim that the passage has with other words or another date than the claim."""
    cell = (_find_other_cell(pair) or _compare_cell(pair)) if pair.passage.cells else None
    if cell is not None:
        return [cell]
    if _is_of_other_row(pair):
        label = pair.passage.cells[0][1]
        return [bars("other-row", 0.9, f"the row is of “{label}”, of which the claim says nothing")]
    for slot in pair.slots:
        part = slot.best(agreeing=True)
        figure = next((q for q in pair.theirs.quantities if part is not None and q.span == part.span), None)
        if slot.aspect in {"date", "rank"} or part is None or figure is None:
            continue
        own, rivals = _pieces(pair, figure)
        claimed = {
            one.span for other in pair.slots for one in other.counterparts if one.agrees and other is not slot
        }
        rivals = [(rival, piece) for rival, piece in rivals if rival.span not in claimed]
        if rivals:
            finding = _compare_dates(pair, part, own, rivals) or _compare_words(pair, slot, part, own, rivals)
            if finding is not None:
                return [finding]
    return []


def _find_other_cell(pair: Pair) -> Aspect | None:
    """'X led the round' where the row has X under 'Other investors' and another name under 'Lead investor'."""
    heads = {stem(one.head.lemma_.lower()) for one in pair.mine.frames}
    acting = {token.i for one in pair.mine.frames for token in one.agents}
    for name in pair.mine.names:
        if not acting & set(range(name.first, name.last + 1)):
            continue
        for header, cell in pair.passage.cells[1:]:
            told = heads & {stem(word) for word in re.findall(r"\w+", header.lower())}
            elsewhere = any(name.text in other for _, other in pair.passage.cells if other != cell)
            if told and elsewhere and name.text not in cell and cell[:1].isupper():
                row = Comparison(header, name.text, cell, False)
                return contradicts("other-cell", 0.8, f"under “{header}” the row has “{cell}”", row)
    return None


def _compare_cell(pair: Pair) -> Aspect | None:
    """'The bridge was built by X', where the bridge's own row has X, or another name, under 'Builder' or 'Built by'."""
    label = pair.passage.cells[0][1]
    if not re.search(r"[A-Z\d]", label) or not re.search(rf"\b{re.escape(label)}\b", pair.mine.text):
        return None
    for frame in pair.mine.frames:
        verbs = {stem(frame.head.lemma_.lower()), stem(frame.head.lower_)}
        acting = {token.i for token in frame.agents}
        names = [n for n in pair.mine.names if acting & set(range(n.first, n.last + 1))]
        if len(names) != 1 or frame.negated or names[0].text in label:
            continue
        for header, cell in pair.passage.cells[1:]:
            words = [stem(word) for word in re.findall(r"\w+", header.lower())]
            told = any(word in verbs or word.removesuffix("er") in verbs for word in words)
            if not told or not cell[:1].isupper():
                continue
            row = Comparison(header, names[0].text, cell, names[0].text in cell)
            if row.agrees:
                return agrees("same-cell", 0.85, "", row)
            alone = relate_names(names[0].text, cell) is Relation.OTHER and not re.search(
                r"[,;&]| and ", cell
            )
            if alone and names[0].text not in pair.passage.text:
                return contradicts("cell-differs", 0.8, f"under “{header}” the row has “{cell}”", row)
    return None


def _is_of_other_row(pair: Pair) -> bool:
    """The row's label has no word of the claim's, nor another for the same, and the page isn't about it: 'Barns | 2.1' among
    the damages that were paid. Nor is a row the claim's that it only sets beside its own: 'more than a card costs'."""
    if len(pair.passage.cells) < _ROW:
        return False
    label = [word.lower() for word in re.findall(r"[^\W\d_]{3,}", pair.passage.cells[0][1])]
    if not label or find_dates(pair.passage.cells[0][1], ANY_YEAR) or is_total(pair.passage.cells[0][1]):
        return False
    around = {
        stem(word) for word in re.findall(r"\w+", f"{pair.passage.title} {pair.passage.publisher}".lower())
    }
    aside = [Span(*match.span()) for match in _COMPARED.finditer(pair.mine.text)]
    words = [token for token in pair.mine.words if not any(one.start <= token.idx < one.end for one in aside)]
    mine = {token.lemma_.lower() for token in words}
    stems, known = {stem(token.lower_) for token in words} | around, lexicon()
    return not any(stem(word) in stems or any(known.akin(word, other) for other in mine) for word in label)


def _pieces(pair: Pair, figure: Quantity) -> tuple[Span, list[tuple[Quantity, Span]]]:
    """The figure's own piece of the sentence, and those of the other figures of its kind that stand in other pieces."""
    text = pair.theirs.text
    cuts = [
        match.end() for match in _JOINT.finditer(text) if not _inside(match.start(), pair.theirs.quantities)
    ]

    def around(span: Span) -> Span:
        start = max((cut for cut in cuts if cut <= span.start), default=0)
        return Span(start, min((cut for cut in cuts if cut > span.end), default=len(text)))

    own = around(figure.span)
    if _OF_WHOLE.search(text[own.start : own.end]):
        return own, []  # a part shares the words of its whole
    alike = [
        other
        for other in pair.theirs.quantities
        if other.span != figure.span
        and (other.unit, other.currency) == (figure.unit, figure.currency)
        and not _BASE.search(text[: other.span.start])
    ]
    return own, [(other, piece) for other in alike if (piece := around(other.span)) != own]


def _inside(place: int, figures: Iterable[Quantity]) -> bool:
    return any(figure.span.start <= place < figure.span.end for figure in figures)


def _compare_dates(
    pair: Pair, part: Counterpart, own: Span, rivals: Sequence[tuple[Quantity, Span]]
) -> Aspect | None:
    """'3 million since 2016, including 420,000 last year': the claim's date is another figure's."""
    if not any(_holds(own, day.span) for day in date_passage(pair.theirs)):
        return None
    for slot in pair.slots:
        dated = [one for one in slot.counterparts if one.agrees] if slot.aspect == "date" else []
        if dated and all(any(_holds(piece, one.span) for _, piece in rivals) for one in dated):
            return bars(
                "other-figure", 0.9, f"the source gives “{part.text}” for another time than “{slot.text}”"
            )
    return None


def _compare_words(
    pair: Pair, slot: Slot, part: Counterpart, own: Span, rivals: Sequence[tuple[Quantity, Span]]
) -> Aspect | None:
    everywhere = frozenset(range(len(pair.theirs.doc)))
    words = telling_words(pair.mine, pair.mine.doc[:].root)
    found = {word: find_counterparts(word, pair.mine, pair.theirs, everywhere) for word in words}
    claimed = {other.i for others in found.values() for other in others}
    for word, others in found.items():
        holders = [
            (rival, piece) for rival, piece in rivals if others and all(_has(piece, o) for o in others)
        ]
        if not holders or not _has_instead(pair, own, others, claimed):
            continue
        rival = holders[0][0]
        row = Comparison(slot.aspect, slot.text, rival.text, False)
        note = f"the source has “{rival.text}” with “{word.text}”, and “{part.text}” with something else"
        if _excludes(pair, slot, rival):
            return contradicts("other-figure", 0.8, note, row)
        return bars("other-figure", 0.9, note, row)
    return None


def _has_instead(pair: Pair, own: Span, others: Sequence[Token], claimed: set[int]) -> bool:
    """The figure's own piece has a word in the same place that the claim doesn't have: another object of a preposition,
    another verb, another subject."""
    places = {_place(other) for other in others}
    if "subject" in places and not any(
        _has(own, token) and _place(token) == "verb" for token in pair.theirs.words
    ):
        places |= {
            _place(token) for token in pair.theirs.words if token.pos_ in {"NOUN", "PROPN"}
        }  # 'and coal 12%'
    return any(
        _has(own, token)
        and _place(token) in places
        and token.i not in claimed
        and token.i not in pair.theirs.valued
        for token in pair.theirs.words
    )


def _place(token: Token) -> str:
    if token.pos_ in {"VERB", "AUX"}:
        return "verb"
    if token.dep_ in {"nsubj", "nsubjpass"}:
        return "subject"
    if token.dep_ in {"amod", "compound", "nmod", "poss"}:
        return "which one"
    if token.dep_ == "pobj" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        return "which one"
    return {"pobj": "object", "dobj": "object", "pcomp": "object", "attr": "object", "conj": "object"}.get(
        token.dep_, f"other {token.dep_}"
    )


def _excludes(pair: Pair, slot: Slot, rival: Quantity) -> bool:
    """All that the claim says is there, only with a figure that differs; what is a part of the other says less."""
    found = pair.alignment
    mine = next((figure for figure in pair.mine.quantities if figure.span == slot.span), None)
    if found is None or mine is None or _OF_WHOLE.search(pair.theirs.text):
        return False
    differs = compare_quantities(mine, rival).agreement is Agreement.DIFFERS
    return differs and found.coverage >= WHOLLY and found.predicate is Relation.SAME


def _has(piece: Span, token: Token) -> bool:
    return piece.start <= token.idx < piece.end


def _holds(piece: Span, span: Span) -> bool:
    return piece.start <= span.start and span.end <= piece.end
