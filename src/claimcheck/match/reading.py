"""A text as this room reads it: its parse, clauses, names, figures and dates, all with offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.match.clauses import Statement, read_statements
from claimcheck.match.frames import Frame, read_frames
from claimcheck.match.lexicon import lexicon
from claimcheck.match.links import Link, read_links
from claimcheck.match.ranking import stem
from claimcheck.match.referents import Referents, find_referents, resolve_owners, resolve_pronouns
from claimcheck.model.claim import Claim, PartialDate, Quantity
from claimcheck.model.evidence import Passage
from claimcheck.model.selector import Span
from claimcheck.text.syntax import read_sentences
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

ANY_YEAR = date(2001, 7, 1)  # stands in where no year is known: then months and days alone are compared
_LEANS = re.compile(r"\b(?:it|its|he|she|his|her|they|their)\b", re.IGNORECASE)
_REMEMBERED = 5_000  # parsed texts kept in a Reader


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as it stands in a text. ``first`` and ``last`` are its tokens' indexes, ``last`` being its head's
    end. ``label`` is the parser's guess: PERSON, ORG, GPE, ... or ''."""

    text: str
    span: Span
    first: int
    last: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read. ``stems`` are its telling words; ``near`` the text around it (headings, title, neighbours)."""

    text: str
    doc: Doc
    frames: tuple[Frame, ...]
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[PartialDate, ...]
    stems: frozenset[str]
    statements: tuple[Statement, ...]
    referents: Mapping[int, str]  # pronoun token -> the words it stands for
    links: tuple[Link, ...]
    valued: frozenset[int]  # tokens of figures and dates
    near: str = ""
    published: date | None = None

    def frame_of(self, span: Span) -> Frame | None:
        """The clause that the stretch stands in: that of the nearest predicate above it."""
        token = self.token_at(span)
        heads = {frame.head.i: frame for frame in self.frames}
        while token is not None:
            if token.i in heads:
                return heads[token.i]
            token = None if token.dep_ == "ROOT" else token.head
        return None

    def token_at(self, span: Span) -> Token | None:
        """The token of a stretch that governs the rest of it, ``None`` outside the text."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None and len(found) else None


class Reader:
    """Reads texts with one language model and remembers what it has read."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._parsed: dict[str, Doc] = {}

    def parse(self, texts: Iterable[str]) -> None:
        """Parse texts together, which is faster than one by one."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._parsed]
        if len(self._parsed) + len(fresh) > _REMEMBERED:
            self._parsed.clear()
        self._parsed.update(zip(fresh, read_sentences(self._nlp, fresh), strict=True))

    def read_claim(self, claim: Claim) -> Reading:
        self.parse([claim.text])
        return _read(self._parsed[claim.text], claim.text, claim.quantities, claim.dates)

    def read_passage(self, passage: Passage) -> Reading:
        text = passage.text
        self.parse([text])
        near = " ".join(part for part in (passage.title, *passage.section, passage.before) if part)
        quantities, dates = find_quantities(text), find_dates(text, passage.published)
        before = self._referents(passage.before) if _LEANS.search(text) else ()
        reading = _read(self._parsed[text], text, quantities, dates, near, before)
        return replace(reading, published=passage.published)

    def _referents(self, text: str) -> Referents:
        if not text:
            return ()
        self.parse([text])
        doc = self._parsed[text]
        return find_referents(doc, read_frames(doc))

    def read_text(self, text: str, published: date | None = None) -> Reading:
        """A bare sentence."""
        self.parse([text])
        return _read(self._parsed[text], text, find_quantities(text), find_dates(text, published))


def _read(
    doc: Doc,
    text: str,
    quantities: Sequence[Quantity],
    dates: Sequence[PartialDate],
    near: str = "",
    before: Referents = (),
) -> Reading:
    frames = read_frames(doc)
    referents = resolve_pronouns(doc, frames, before)
    spans = [*(quantity.span for quantity in quantities), *(day.span for day in find_dates(text, ANY_YEAR))]
    return Reading(
        text=text,
        doc=doc,
        frames=frames,
        statements=read_statements(doc, frames, referents),
        referents=resolve_owners(doc, frames, referents),
        links=read_links(doc, frames),
        valued=frozenset(i for span in spans for i in _tokens_of(doc, span)),
        names=find_names(doc, spans),
        quantities=tuple(quantities),
        dates=tuple(dates),
        stems=read_stems(doc),
        near=near,
    )


def read_stems(doc: Doc) -> frozenset[str]:
    """The stems of the telling words: names, nouns, verbs, adjectives; no figures and no verbs without content."""
    return frozenset(stem(token.lower_) for token in doc if is_telling(token))


def is_telling(token: Token) -> bool:
    """Whether a word says what a text is about."""
    if token.is_stop or token.is_punct or token.like_num or not token.text[:1].isalnum():
        return False
    if token.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ", "ADV"}:
        return False
    return token.pos_ != "VERB" or token.lemma_.lower() not in lexicon().light


_TITLES = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Lord|Lady|St|President|Mayor|Minister|Senator|Judge)\.?$"
)


def find_names(doc: Doc, skip: Iterable[Span]) -> tuple[Name, ...]:
    """Runs of proper nouns outside the stretches to skip (figures, dates), in reading order."""
    taken = {i for span in skip for i in _tokens_of(doc, span)}
    names: list[Name] = []
    run: list[Token] = []
    for token in [*doc, None]:
        if token is not None and token.i not in taken and _goes_on(token, run):
            run.append(token)
            continue
        if name := _close(doc, run):
            names.append(name)
        run = [token] if token is not None and token.i not in taken and _is_proper(token) else []
    return tuple(names)


def _tokens_of(doc: Doc, span: Span) -> Iterable[int]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(found.start, found.end) if found is not None else ()


def _is_proper(token: Token) -> bool:
    if (
        token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
        and token.pos_ != "PROPN"
    ):
        return False
    if token.ent_type_ == "DATE":
        return False
    return token.text[:1].isupper() and (
        token.pos_ == "PROPN"
        or (token.ent_type_ not in {"", "NORP", "LANGUAGE"} and not token.is_sent_start)
    )


def _goes_on(token: Token, run: list[Token]) -> bool:
    if not run:
        return _is_proper(token)
    if token.text in {"-", "&", "."} and not token.whitespace_:
        return not run[-1].whitespace_ or token.text == "&"
    if run[-1].text in {"-", "&"}:
        return True
    return _is_proper(token)


def _close(doc: Doc, run: list[Token]) -> Name | None:
    while run and (not run[-1].text[:1].isalnum()):
        run = run[:-1]
    while len(run) > 1 and _TITLES.match(run[0].text):
        run = run[1:]
    if not run:
        return None
    start, end = run[0].idx, run[-1].idx + len(run[-1].text)
    label = next((token.ent_type_ for token in reversed(run) if token.ent_type_), "")
    return Name(doc.text[start:end], Span(start, end), run[0].i, run[-1].i, label)
