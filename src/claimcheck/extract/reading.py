"""From a block's sentences to units ready for splitting: labels and dashes taken off, halves parsed by themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.extract.bullets import say_in_full
from claimcheck.extract.draft import Unit
from claimcheck.extract.items import COUNTED, Label, complete, read_label
from claimcheck.extract.leads import breaks_off, complete_lead, find_cue, find_leads
from claimcheck.extract.misreadings import is_spliced
from claimcheck.extract.quotes import Speech, find_speeches
from claimcheck.extract.rows import read_rows
from claimcheck.extract.tails import Reading, free_tails, parses, stands
from claimcheck.extract.turns import Turn, find_turns
from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences
from claimcheck.text.syntax import read_sentences, straighten

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

JOINT = re.compile(r"\s*;\s+|:\s+|\s+[—–]\s+|—|\s+--\s+|,\s+(?:and|but|so|yet|while|whereas)\s+")
BREAK = re.compile(r"\s*;\s+|:\s+|\s+[—–]\s+|—|\s+--\s+")
DAY = r"(?:\d{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\.? \d{1,2},) (?:19|20)\d\d"
DATELINE = re.compile(
    rf"(?:[A-Z][\w’'-]+ ?){{1,3}}, {DAY}(?: \([^)]{{2,20}}\))?\s*(?:—|–|--|\s-)\s+(?=\S)|"
    r"[A-Z][A-Z'’.-]{2,}(?: [A-Z][A-Z'’.-]+){0,3}(?:, [^—–:.]{2,30}?)?(?: \([^)]{2,20}\))?\s*(?:—|–|--|:|\s-)\s+(?=\S)"
)
ANNOUNCING = frozenset(
    {
        "include",
        "includes",
        "included",
        "is",
        "are",
        "was",
        "were",
        "says",
        "said",
        "follows",
        "reads",
        "states",
    }
)
SIGNED = re.compile(
    r"(?:—|–|-{1,2})?\s*(?P<name>[A-ZÀ-Þ][\w.'’-]*(?: (?:[a-z]{2,3} ){0,2}[A-ZÀ-Þ][\w.'’-]*){1,3})(?:, [^.?!\"”]{3,60})?"
)
PICTURED = re.compile(
    r"(?P<what>[A-Z][^,.]{3,60}?) in (?P<year>1[5-9]\d\d|20\d\d), when (?:it|he|she|they) (?P<rest>.+)"
)
TAKEN = re.compile(r"That(?P<verb>['’]s| is| was) (?=how (?:much|many|far|long)\b|what\b|the\b)")
FIGURE = re.compile(r"[*_]*[$€£¥]?\d[\d.,]*\d?[^.?!\d]*[.!]?[*_]*")
MARKED = re.compile(
    r"(?:\s*\[\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\])+\.?$"
)  # marks at the end, which a parser takes for words
LONGEST_FIGURE = 5  # words of a figure that stands alone
MAKES = re.compile(
    r"\b(?:that|this|which) (?P<verb>makes|made) (?P<what>it|him|her|them) (?=(?:the|a|an|one of|its|\w+'s)\b)",
    re.IGNORECASE,
)
BE = {
    "makes": {"it": "is", "him": "is", "her": "is", "them": "are"},
    "made": {"it": "was", "him": "was", "her": "was", "them": "were"},
}
SUBJECT = {"it": "it", "him": "he", "her": "she", "them": "they"}


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a block that may hold claims.

    ``text`` is what is parsed: the sentence itself, or, when ``restated``, the same in other words; '' when nothing can be
    made of it. ``stated`` has the sentences of a table row. ``label`` is set on the first sentence of a 'Name: description'
    item, ``speech`` when the sentence is part of a longer quotation.
    """

    span: Span
    block: Block
    text: str
    label: Label | None = None
    restated: bool = False
    speech: Speech | None = None
    stated: tuple[str, ...] = ()
    skip: int = 0  # characters of a label or dateline before ``text``
    context: bool = False  # a heading that asks; read for what it speaks of
    lead: str = ""  # the sentence that a list's items complete
    speaker: str | None = None  # in an interview who says it, '' when its label doesn't tell
    furniture: str = ""  # what it was taken for when it is none of the article's sentences

    @property
    def offset(self) -> int:
        """Where ``text`` begins in the article, unless it is restated."""
        return self.span.start + self.skip

    @property
    def question(self) -> bool:
        return (self.speech is None or self.speaker is not None) and self.text.rstrip("\"'”’) ").endswith("?")


def read_lines(article: Article) -> list[Line]:
    """Every sentence of blocks that may hold claims, in order. A table row is one."""
    lines: list[Line] = []
    rows = read_rows(article)
    leads = find_leads(article)
    turns = find_turns(article)
    for block in article.blocks:
        asked = block.kind is BlockKind.HEADING and block.span.of(article.text).rstrip().endswith("?")
        if asked:
            lines.append(Line(block.span, block, block.span.of(article.text), context=True))
        if block.silent:
            continue
        if block.kind is BlockKind.TABLE_ROW:
            stated = rows[block.id] or ()
            why = "table header" if rows[block.id] is None else ""
            lines.append(
                Line(block.span, block, " ".join(stated), restated=True, stated=stated, furniture=why)
            )
        elif block.id in turns:
            lines.extend(_turn_lines(article, block, turns[block.id]))
        else:
            lines.extend(_block_lines(article, block, leads.get(block.id, "")))
    return lines


def _turn_lines(article: Article, block: Block, turn: Turn) -> list[Line]:
    """Sentences of a paragraph of an interview, the label taken off the first."""
    lines: list[Line] = []
    for place, span in enumerate(find_sentences(article.text, block.span)):
        skip = max(0, block.span.start + turn.end - span.start) if place == 0 else 0
        text = span.of(article.text)[skip:]
        lines.append(Line(span, block, text, speech=Speech(None), skip=skip, speaker=turn.speaker))
    return lines


def _block_lines(article: Article, block: Block, lead: str) -> list[Line]:
    spans = find_sentences(article.text, block.span)
    signed = _signature(article.text, block, spans)
    if signed:
        quoted = [
            Line(span, block, span.of(article.text), speech=Speech(None), speaker=signed)
            for span in spans[:-1]
        ]
        return [*quoted, Line(spans[-1], block, "", furniture="attribution")]
    speeches = find_speeches(article.text, block, spans)
    lines: list[Line] = []
    listed = block.kind is BlockKind.LIST_ITEM
    facts = not listed and all(read_label(span.of(article.text), listed=False) for span in spans)
    for place, span in enumerate(spans):
        text = span.of(article.text)
        speech = speeches.get(span)
        if (
            speech is not None and speech.by == span
        ):  # "... the rest," she said: the part that was opened before
            lines.append(Line(span, block, f"“{text}", restated=True))
            continue
        cue = find_cue(text) if place == 0 else 0
        label = read_label(text, listed=listed) if not cue and (facts or (place == 0 and listed)) else None
        line = DATELINE.match(text) if place == 0 and block.kind is BlockKind.PARAGRAPH else None
        skip = label.end if label else line.end() if line else cue or find_cue(text)
        text = "" if breaks_off(text) else MARKED.sub("", text[skip:])
        before = spans[place - 1].of(article.text) if place else ""
        plainly = say_in_full(text) if listed and len(spans) == 1 and label is None and not lead else text
        said = _take_figure(_say_plainly(plainly), before)
        lines.append(
            Line(span, block, said, label, said != text, speech, skip=skip, lead="" if place else lead)
        )
    return lines


def _signature(text: str, block: Block, spans: Sequence[Span]) -> str:
    """Who a quotation set apart is signed by, in its last line; '' when nobody."""
    match = SIGNED.fullmatch(spans[-1].of(text).strip()) if len(spans) > 1 else None
    return match["name"] if match is not None and block.kind is BlockKind.QUOTATION else ""


def parse_lines(lines: Sequence[Line], nlp: Language) -> tuple[list[Line], list[Doc]]:
    """One parse a line, those of labelled items after the label has become their subject."""
    docs = list(read_sentences(nlp, [_capital(line.text) for line in lines]))
    told = _mark_rubrics(lines, nlp)
    for i, line in enumerate(told):
        if line.label is not None:
            words = complete(line.label, line.text, docs[i])
            if words != line.text:
                told[i] = replace(line, text=words, restated=True)
        elif words := _count(docs[i], line) or (line.lead and complete_lead(line.lead, line.text, docs[i])):
            told[i] = replace(line, text=words, restated=True)
    changed = [i for i, line in enumerate(told) if line.text is not lines[i].text]
    for i, doc in zip(changed, read_sentences(nlp, [_capital(told[i].text) for i in changed]), strict=True):
        docs[i] = doc
    return told, docs


def _count(doc: Doc, line: Line) -> str:
    """'4,812 swifts, 7% more than last year.' as what there was, '' of anything that is no count without a verb."""
    plain = (
        not line.restated and line.speech is None and line.text.endswith(".") and len(doc) > LONGEST_FIGURE
    )
    if not plain or not doc[0].like_num or doc[1].tag_ != "NNS" or doc[1].dep_ != "ROOT":
        return ""
    verbs = any(token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"relcl", "acl", "amod"} for token in doc)
    return "" if verbs else f"There were {line.text}"


def _mark_rubrics(lines: Sequence[Line], nlp: Language) -> list[Line]:
    """The lines, those whose label is a common noun ('People: ...') marked so, those whose label says something without it."""
    labels = [line.label.text for line in lines if line.label is not None]
    parsed = {words: doc for words, doc in zip(labels, read_sentences(nlp, labels), strict=True) if len(doc)}
    rubrics = {
        words for words, doc in parsed.items() if doc[-1].tag_ in {"NN", "NNS"} and not doc[-1].ent_type_
    }
    said = {words for words, doc in parsed.items() if len(doc) > 3 and parses(doc)}
    marked: list[Line] = []
    for line in lines:
        if line.label is not None and line.label.text in said:  # 'Four have died: a farmer and ...'
            text = f"{line.label.text}: {line.text}"
            marked.append(replace(line, text=text, label=None, restated=True, skip=0))
        elif line.label is not None and line.label.text in rubrics:
            marked.append(replace(line, label=replace(line.label, common=True)))
        else:
            marked.append(line)
    return marked


def _take_figure(text: str, before: str) -> str:
    """'41.2 gigawatts. That's how much it drew' as '41.2 gigawatts is how much it drew'."""
    match = TAKEN.match(text)
    if match is None or not FIGURE.fullmatch(before) or len(before.split()) > LONGEST_FIGURE:
        return text
    return f"{before.rstrip('.!*')} {'was' if match['verb'].endswith('was') else 'is'} {text[match.end() :]}"


def _say_plainly(text: str) -> str:
    """'By length that makes it the largest' as 'By length it is the largest', '12 — parks opened' as '12 parks opened'."""
    counted = COUNTED.match(text)
    if counted is not None:
        return f"{counted['label']} {text[counted.end() :]}"
    pictured = PICTURED.fullmatch(text)
    if pictured is not None:
        what = pictured["what"]
        what = what[0].lower() + what[1:] if re.match(r"(?:The|An?) ", what) else what
        return f"In {pictured['year']} {what} {pictured['rest']}"
    match = MAKES.search(text)
    if (
        match is None
        or re.match(r"(?:but |and |so )?it (?:is|was)\b", text, re.IGNORECASE)
        or match["verb"].lower() not in BE
    ):
        return text
    what = match["what"].lower()
    words = f"{SUBJECT[what]} {BE[match['verb'].lower()][what]} "
    before = text[: match.start()]
    if match[0].lower().startswith("which") and before.rstrip().endswith(","):
        before = f"{before.rstrip()[:-1]} and "
    said = before + words + text[match.end() :]
    return said[:1].upper() + said[1:]


def read_units(lines: Sequence[Line], docs: Sequence[Doc], nlp: Language) -> list[Reading]:
    """One reading a line. A line is halved only where each half has a subject and a tensed verb by itself."""
    wholes = [
        Unit(
            line.text,
            doc,
            Span(line.span.start if line.restated else line.offset, line.span.end),
            line.block,
            line.restated,
        )
        for line, doc in zip(lines, docs, strict=True)
    ]
    flat: list[tuple[int, int, int]] = []
    for place, (line, whole) in enumerate(zip(lines, wholes, strict=True)):
        if line.speech is None and not line.question and not line.stated:
            spliced = any(map(is_spliced, whole.doc)) and whole.doc[0].tag_ not in {"IN", "WRB"}
            sure = parses(whole.doc) and not spliced
            halves = _cut(line.text, BREAK if sure else JOINT)
            flat.extend((place, start, end) for start, end in halves if len(halves) > 1)
    parsed = read_sentences(nlp, [_capital(lines[place].text[start:end]) for place, start, end in flat])
    made: dict[int, list[Unit]] = {}
    for (place, start, end), doc in zip(flat, parsed, strict=True):
        whole = wholes[place]
        span = whole.span if whole.restated else Span(whole.span.start + start, whole.span.start + end)
        made.setdefault(place, []).append(Unit(whole.text[start:end], doc, span, whole.block, whole.restated))
    readings = [_choose(whole, made.get(place, [])) for place, whole in enumerate(wholes)]
    return free_tails(readings, nlp)


def _choose(whole: Unit, halves: Sequence[Unit]) -> Reading:
    cut = any(unit.text.rstrip().rsplit(" ", 1)[-1].lower() in ANNOUNCING for unit in halves)
    sound = len(halves) > 1 and not cut and all(stands(unit.doc) for unit in halves)
    return Reading(whole, tuple(halves) if sound else (whole,))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cut(text: str, breaks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Halves of a sentence at breaks outside quotes and brackets, at least two words each."""
    plain = straighten(text)
    if plain.count('"') % 2:
        return [(0, len(text))]
    halves: list[tuple[int, int]] = []
    start = 0
    quotes = brackets = seen = 0
    for match in breaks.finditer(plain):
        quotes += plain.count('"', seen, match.start())
        brackets += plain.count("(", seen, match.start()) - plain.count(")", seen, match.start())
        seen = match.start()
        if quotes % 2 or brackets > 0 or plain[match.end() : match.end() + 1] in {'"', ""}:
            continue
        halves.append((start, match.start()))
        start = match.end()
    halves.append((start, len(text)))
    return halves if all(len(plain[a:b].split()) >= 2 for a, b in halves) else [(0, len(text))]
