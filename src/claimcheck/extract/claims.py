"""An article's claims, and the account of every sentence: the one door of this room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.extract.anaphora import Discourse, Link, Referent, swaps_for
from claimcheck.extract.asides import split_asides
from claimcheck.extract.checkable import Assessment, assess
from claimcheck.extract.clauses import split_clauses
from claimcheck.extract.draft import Unit, write_out
from claimcheck.extract.items import Label, complete, read_label
from claimcheck.extract.mentions import Register, find_mentions, read_register
from claimcheck.extract.rows import read_row
from claimcheck.extract.sayings import find_saying
from claimcheck.extract.worth import classify, features, weigh_worth
from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.claim import Bucket, Claim, Extraction, Modality, Sentence
from claimcheck.model.selector import Span, select
from claimcheck.extract.interim import find_dates, find_sentences
from claimcheck.text.syntax import read_sentences
from claimcheck.text.wording import Cue, opens_with
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim in the making: its words and what they rest on, before they are parsed again by themselves."""

    text: str
    span: Span
    block: Block
    question: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a block that may hold claims. ``label`` when it is the first of a 'Name: description' item."""

    span: Span
    block: Block
    label: Label | None = None


def find_claims(article: Article, nlp: Language) -> Extraction:
    """Every claim of the article in reading order, and the bucket of every sentence."""
    lines, settled = _lines(article)
    docs = list(read_sentences(nlp, [_wording(article, line) for line in lines]))
    register = read_register(docs)
    drafts = _drafts(article, lines, docs, register, nlp)
    claims, reasons = _claims(article, drafts, register, nlp)
    sentences = sorted(
        [*settled, *_account(lines, claims, reasons)], key=lambda sentence: (sentence.span, sentence.block)
    )
    return Extraction(tuple(claims), tuple(sentences))


def read_claim(text: str, nlp: Language, *, published: date | None = None) -> Claim:
    """One bare sentence as a claim, whole and as it stands. Its block is 0, its section empty."""
    doc = next(read_sentences(nlp, [text]))
    article = Article("", text, hashlib.sha256(text.encode()).hexdigest(), (), published=published)
    draft = Draft(text, Span(0, len(text)), Block(0, BlockKind.PARAGRAPH, Span(0, len(text))))
    return _claim(article, draft, doc, read_register([doc]), assess(text, doc))


def _lines(article: Article) -> tuple[list[Line], list[Sentence]]:
    """Sentences to read, and those whose bucket their block decides."""
    lines: list[Line] = []
    settled: list[Sentence] = []
    for block in article.blocks:
        if block.silent:
            settled.extend(_settle(article, block))
        elif block.kind is BlockKind.TABLE_ROW:
            lines.append(Line(block.span, block))
        else:
            lines.extend(_block_lines(article, block))
    return lines, settled


def _settle(article: Article, block: Block) -> Iterator[Sentence]:
    """Title and headings aren't checkable; references and furniture are furniture."""
    for span in find_sentences(article.text, block.span):
        if block.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            yield Sentence(span, block.id, Bucket.NOT_CHECKABLE, "heading")
        else:
            reason = "reference list" if block.kind is BlockKind.REFERENCE else block.why or "furniture"
            yield Sentence(span, block.id, Bucket.FURNITURE, reason)


def _block_lines(article: Article, block: Block) -> Iterator[Line]:
    for place, span in enumerate(find_sentences(article.text, block.span)):
        label = (
            read_label(span.of(article.text)) if place == 0 and block.kind is BlockKind.LIST_ITEM else None
        )
        yield Line(span, block, label)


def _wording(article: Article, line: Line) -> str:
    """What is parsed: the sentence without its label; for a table row the sentences it stands for."""
    if line.block.kind is BlockKind.TABLE_ROW:
        return " ".join(read_row(article, line.block))
    text = line.span.of(article.text)
    return text[line.label.end if line.label else 0 :]


def _drafts(
    article: Article, lines: Sequence[Line], docs: Sequence[Doc], register: Register, nlp: Language
) -> dict[int, list[Draft]]:
    """The drafts of each line, by the line's place."""
    discourse = Discourse(register)
    drafts: dict[int, list[Draft]] = {}
    for place, (line, doc) in enumerate(zip(lines, docs, strict=True)):
        discourse.turn(line.block.id)
        if line.block.kind is BlockKind.TABLE_ROW:
            drafts[place] = [Draft(text, line.span, line.block) for text in read_row(article, line.block)]
            continue
        drafts[place] = list(_sentence_drafts(article, line, doc, discourse, nlp))
    return drafts


def _sentence_drafts(
    article: Article, line: Line, doc: Doc, discourse: Discourse, nlp: Language
) -> Iterator[Draft]:
    text = _wording(article, line)
    span = Span(line.span.start + (line.label.end if line.label else 0), line.span.end)
    question = text.rstrip("\"'”’) ").endswith("?")
    unit = Unit(text, doc, span, line.block)
    if line.label is not None:
        words = complete(line.label, text, doc)
        if line.label.names:
            discourse.name(line.label.text, line.label.plural)
        if words != text:
            yield Draft(words, line.span, line.block, question)
            discourse.read(unit)
            return
    links = discourse.read(unit)
    for clause in split_clauses(unit):
        for part in split_asides(clause):
            words = write_out(part, swaps_for(part, links))
            yield Draft(_headed(words), part.span, line.block, question)


def _headed(text: str) -> str:
    """A sentence without a connective at its head."""
    length = opens_with(text, Cue.CONNECTIVE)
    rest = text[length:].lstrip(" ,") if length else ""
    return rest[:1].upper() + rest[1:] if len(rest.split()) >= 3 else text


def _claims(
    article: Article, drafts: dict[int, list[Draft]], register: Register, nlp: Language
) -> tuple[list[Claim], dict[int, list[str]]]:
    """Claims in reading order, and for each line the reasons why its other parts are none."""
    flat = [(place, draft) for place, made in drafts.items() for draft in made if draft.text]
    docs = read_sentences(nlp, [draft.text for _, draft in flat])
    claims: list[Claim] = []
    reasons: dict[int, list[str]] = {}
    known: dict[str, str] = {}
    for (place, draft), doc in zip(flat, docs, strict=True):
        assessment = assess(draft.text, doc, question=draft.question)
        if assessment.reason:
            reasons.setdefault(place, []).append(assessment.reason)
            continue
        claim = _claim(article, draft, doc, register, assessment)
        key = re.sub(r"\W+", " ", claim.text.lower())
        claims.append(replace(claim, duplicate_of=known.get(key, "")))
        known.setdefault(key, claim.id)
    return claims, reasons


def _claim(article: Article, draft: Draft, doc: Doc, register: Register, assessment: Assessment) -> Claim:
    text = draft.text
    quantities = find_quantities(text)
    dates = find_dates(text, article.published)
    saying = find_saying(doc, text)
    mentions = find_mentions(doc, text, register)
    kind = classify(doc, quantities, saying)
    planned = assessment.modality is Modality.PLANNED
    modality = (
        Modality.REPORTED
        if saying is not None and assessment.modality is Modality.ASSERTED
        else assessment.modality
    )
    return Claim(
        id=hashlib.sha256(f"{article.sha256}{draft.span.start}{draft.span.end}{text}".encode()).hexdigest()[
            :16
        ],
        text=text,
        source=select(article.text, draft.span),
        block=draft.block.id,
        section=draft.block.section,
        kind=kind,
        modality=modality,
        worth=weigh_worth(features(doc, mentions, quantities, dates, kind, saying)),
        mentions=mentions,
        quantities=quantities,
        dates=dates,
        saying=saying,
        references=tuple(
            sorted(
                {citation.reference for citation in article.citations if citation.span.overlaps(draft.span)}
            )
        ),
        due=max((found.end for found in dates), default=None) if planned else None,
    )


def _account(
    lines: Sequence[Line], claims: Sequence[Claim], reasons: dict[int, list[str]]
) -> Iterator[Sentence]:
    for place, line in enumerate(lines):
        mine = [
            claim
            for claim in claims
            if claim.block == line.block.id and line.span.contains(claim.source.span)
        ]
        ids = tuple(claim.id for claim in mine)
        if mine:
            bucket = Bucket.DUPLICATE if all(claim.duplicate_of for claim in mine) else Bucket.CLAIM
            yield Sentence(line.span, line.block.id, bucket, claims=ids)
        else:
            yield Sentence(
                line.span, line.block.id, Bucket.NOT_CHECKABLE, next(iter(reasons.get(place, [])), "fragment")
            )


__all__ = ["Referent", "Link", "find_claims", "read_claim"]
