"""An article's claims, and the account of every sentence: the door of this room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.extract.anaphora import Discourse
from claimcheck.extract.anchors import find_anchor
from claimcheck.extract.assessment import Assessment
from claimcheck.extract.brackets import follows, with_anchors
from claimcheck.extract.checkable import assess
from claimcheck.extract.draft import root_of
from claimcheck.extract.drafting import Draft, Drafter
from claimcheck.extract.mentions import Register, find_mentions, read_register
from claimcheck.extract.reading import Line, parse_lines, read_lines, read_units
from claimcheck.extract.repeats import link_repeats
from claimcheck.extract.sayings import find_saying
from claimcheck.extract.topics import find_topics
from claimcheck.extract.worth import classify, find_features, weigh_worth
from claimcheck.model.article import Article, Block, BlockKind, CitationKind
from claimcheck.model.claim import Bucket, Claim, Extraction, Modality, PartialDate, Sentence
from claimcheck.model.selector import Span, select
from claimcheck.text.citations import find_cited
from claimcheck.text.sentences import find_sentences
from claimcheck.text.syntax import read_sentences
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

SEVERITY = (
    "question",
    "opinion",
    "prediction",
    "first person",
    "second person",
    "imperative",
    "metaphor",
    "unclear",
    "vague",
)
"""Which reason is given when a sentence's parts have several, first to last."""


def find_claims(article: Article, nlp: Language) -> Extraction:
    """Every claim of the article in reading order, and the bucket of every sentence."""
    lines, docs = parse_lines(read_lines(article), nlp)
    columns = [(cell.header, cell.span.of(article.text)) for block in article.blocks for cell in block.cells]
    listed = [line for line in lines if line.block.kind is BlockKind.LIST_ITEM]
    names = [line.label.text for line in listed if line.label is not None and line.label.names]
    names += dict.fromkeys(line.speaker for line in lines if line.speaker)
    tabled = frozenset(place for place, line in enumerate(lines) if line.stated)
    register = read_register(docs, article.text, columns, names, article.title, tabled)
    topics = find_topics(article.title, register)
    drafts = Drafter(Discourse(register, topics), article.published).draft(
        lines, read_units(lines, docs, nlp)
    )
    drafts = _drop_marks(drafts, article)
    kept, reasons = _sift(drafts, read_sentences(nlp, [draft.text for draft in drafts]), register)
    claims = [_claim(article, draft, doc, register, assessment) for draft, doc, assessment in kept]
    claims = link_repeats(claims, [doc for _, doc, _ in kept])
    title = read_sentences(nlp, [part for part in article.title.split(": ") if part])
    anchor = find_anchor(article, topics, register, list(title))
    claims = with_anchors(claims, [draft for draft, _, _ in kept], [doc for _, doc, _ in kept], anchor)
    places = [draft.line for draft, _, _ in kept]
    sentences = [*_settled(article), *_account(lines, claims, places, reasons)]
    return Extraction(
        tuple(claims), tuple(sorted(sentences, key=lambda sentence: (sentence.span, sentence.block)))
    )


def read_claim(text: str, nlp: Language, *, published: date | None = None) -> Claim:
    """One bare sentence as a claim, whole and as it stands. Its block is 0, its section empty."""
    doc = next(read_sentences(nlp, [text]))
    article = Article("", text, hashlib.sha256(text.encode()).hexdigest(), (), published=published)
    draft = Draft(text, Span(0, len(text)), Block(0, BlockKind.PARAGRAPH, Span(0, len(text))), 0)
    register = read_register([doc])
    return _claim(article, draft, doc, register, assess(doc, find_mentions(doc, text, register)))


_RAISED = re.compile(
    r"(?<=[a-z]{4}[.!?])\d{1,2}(?=\.?$)"
)  # a raised number after the full stop: 'looms.3', not 'No.3'
_BRACKETED = re.compile(r"\s*\[\^?\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]")


def _drop_marks(drafts: Sequence[Draft], article: Article) -> list[Draft]:
    """Drafts without the citation marks of the article: they point to a source and say nothing themselves. A number in
    brackets is one anywhere; another mark ("¹", or a linked "1") only after the word that it stands at."""
    found = {
        rf"(?<={re.escape(word)})\s*{re.escape(mark.span.of(article.text))}(?![\w%])(?![.,]\d)"
        for mark in article.citations
        if mark.kind is CitationKind.MARK and (word := _word_before(article.text, mark.span.start))
    }
    marked = [_BRACKETED, *map(re.compile, sorted(found))]
    return [replace(draft, text=_strip_marks(draft.text, marked)) for draft in drafts]


def _word_before(text: str, place: int) -> str:
    return next(iter(text[:place].split()[-1:]), "")


def _strip_marks(text: str, marked: Sequence[re.Pattern[str]]) -> str:
    for mark in marked:
        text = mark.sub("", text)
    return re.sub(r"(?<=[.!?])[.]+$", "", _RAISED.sub("", text))


def _sift(
    drafts: Sequence[Draft], docs: Iterator[Doc], register: Register
) -> tuple[list[tuple[Draft, Doc, Assessment]], dict[int, list[str]]]:
    """Drafts that are claims, with their parses, and the reasons why others of a line are none."""
    kept: list[tuple[Draft, Doc, Assessment]] = []
    reasons: dict[int, list[str]] = {}
    seen: set[tuple[Span, str]] = set()
    for draft, doc in zip(drafts, docs, strict=True):
        mentions = find_mentions(doc, draft.text, register)
        told = {"question": draft.question, "unclear": draft.unclear, "whole": draft.whole}
        assessment = assess(doc, mentions, **told)
        if assessment.reason == "unclear" and (draft.label or (kept and follows(draft, kept[-1][0]))):
            assessment = replace(assessment, reason="")  # the claim before tells what is meant
        if draft.reason or assessment.reason:
            reasons.setdefault(draft.line, []).append(draft.reason or assessment.reason)
        elif (draft.span, draft.text) not in seen:
            seen.add((draft.span, draft.text))
            kept.append((draft, doc, assessment))
    return kept, reasons


def _claim(article: Article, draft: Draft, doc: Doc, register: Register, assessment: Assessment) -> Claim:
    text = draft.text
    quantities = find_quantities(text)
    dates = _past_dates(doc, text, article.published)
    mentions = find_mentions(doc, text, register)
    saying = find_saying(doc, text)
    meant = draft.speaker.lower() not in {"", saying.speaker.lower()} if saying is not None else False
    if saying is not None and meant and re.fullmatch(r"he|she|it|they|the [a-z]+", saying.speaker.lower()):
        saying = replace(saying, speaker=draft.speaker)
    kind = classify(doc, quantities, saying)
    planned = assessment.modality is Modality.PLANNED
    reported = saying is not None and assessment.modality is Modality.ASSERTED
    return Claim(
        id=hashlib.sha256(
            f"{article.sha256} {draft.span.start} {draft.span.end} {text}".encode()
        ).hexdigest()[:16],
        text=text,
        source=select(article.text, draft.span),
        block=draft.block.id,
        section=draft.block.section,
        kind=kind,
        modality=Modality.REPORTED if reported else assessment.modality,
        worth=weigh_worth(find_features(doc, mentions, quantities, dates, kind, saying)),
        mentions=mentions,
        quantities=quantities,
        dates=dates,
        saying=saying,
        references=tuple(sorted(find_cited(article, draft.span))),
        due=max((found.end for found in dates), default=None) if planned else None,
    )


def _past_dates(doc: Doc, text: str, published: date | None) -> tuple[PartialDate, ...]:
    """The dates of a claim. A month without a year that would be after publication is last year's, when it tells of the past."""
    found = find_dates(text, published)
    root = root_of(doc)
    if published is None or published.year == 1 or root is None or root.tag_ != "VBD":
        return found
    before = published.replace(year=published.year - 1, day=min(published.day, 28))
    earlier = {one.span: one for one in find_dates(text, before)}
    return tuple(
        min(one, earlier.get(one.span, one), key=lambda date: date.start)
        if one.start > published and not re.search(r"\d{4}", one.text)
        else one
        for one in found
    )


def _settled(article: Article) -> Iterator[Sentence]:
    """Sentences whose block decides: titles and headings aren't checkable, references and furniture are furniture."""
    for block in article.blocks:
        if not block.silent:
            continue
        titled = block.kind in {BlockKind.TITLE, BlockKind.HEADING}
        reason = (
            "heading"
            if titled
            else "reference list"
            if block.kind is BlockKind.REFERENCE
            else block.why or "furniture"
        )
        for span in find_sentences(article.text, block.span):
            yield Sentence(span, block.id, Bucket.NOT_CHECKABLE if titled else Bucket.FURNITURE, reason)


def _account(
    lines: Sequence[Line], claims: Sequence[Claim], places: Sequence[int], reasons: dict[int, list[str]]
) -> Iterator[Sentence]:
    """One bucket for each line: claim, duplicate when all its claims are, else not checkable with the gravest reason."""
    mine: dict[int, list[Claim]] = {}
    for place, claim in zip(places, claims, strict=True):
        mine.setdefault(place, []).append(claim)
    for place, line in enumerate(lines):
        if line.context:
            continue
        held = mine.get(place, [])
        if held:
            bucket = Bucket.DUPLICATE if all(claim.duplicate_of for claim in held) else Bucket.CLAIM
            yield Sentence(line.span, line.block.id, bucket, claims=tuple(claim.id for claim in held))
            continue
        if line.furniture:
            yield Sentence(line.span, line.block.id, Bucket.FURNITURE, line.furniture)
            continue
        given = reasons.get(place, [])
        reason = next((reason for reason in SEVERITY if reason in given), given[0] if given else "fragment")
        yield Sentence(line.span, line.block.id, Bucket.NOT_CHECKABLE, reason)
