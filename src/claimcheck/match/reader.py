"""Reads claims and passages: parses them once, then clauses, names, figures, dates and what they lean on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from claimcheck.match.clauses import read_statements
from claimcheck.match.comments import find_comment
from claimcheck.match.contrast import drop_contrasted, find_contrasted
from claimcheck.match.frames import read_frames
from claimcheck.match.links import read_links
from claimcheck.match.phrases import fold_phrases
from claimcheck.match.plain import ANY_YEAR, write_plainly
from claimcheck.match.reading import Reading, find_names, read_stems, tokens_of
from claimcheck.match.referents import (
    Referent,
    Referents,
    find_person,
    find_referents,
    resolve_owners,
    resolve_pronouns,
)
from claimcheck.match.titles import fold_titles
from claimcheck.model.claim import Claim, PartialDate, Quantity
from claimcheck.model.evidence import Passage
from claimcheck.text.syntax import read_sentences
from claimcheck.values.dates import find_dates
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LEANS = re.compile(r"\b(?:it|its|he|she|his|her|they|their)\b", re.IGNORECASE)
_PERSONS = re.compile(r"\b(?:he|she)\b", re.IGNORECASE)
_REMEMBERED = 5_000  # parsed texts, and read passages, kept in a Reader


class Reader:
    """Reads texts with one language model and remembers what it has read."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._parsed: dict[str, Doc] = {}
        self._claims: dict[Claim, Reading] = {}
        self._read: dict[Passage, Reading] = {}

    def parse(self, texts: Iterable[str]) -> None:
        """Parse texts together, which is faster than one by one."""
        wanted = list(dict.fromkeys(texts))
        fresh = [text for text in wanted if text not in self._parsed]
        if fresh and len(self._parsed) + len(fresh) > _REMEMBERED:
            self._parsed.clear()
            self._claims.clear()
            self._read.clear()
            fresh = wanted  # those that were parsed before are gone, too
        if fresh:
            self._parsed.update(zip(fresh, read_sentences(self._nlp, fresh), strict=True))

    def _parse_one(self, text: str) -> Doc:
        """Looked up when it is used: reading what stands around it may have made room in between."""
        self.parse([text])
        return self._parsed[text]

    def parse_all(self, items: Iterable[tuple[Claim, Sequence[Passage]]]) -> None:
        """Parse at once all that reading these claims and passages takes."""
        texts = []
        for claim, passages in items:
            texts += [claim.said, *(text for passage in passages for text in _texts_of(passage))]
        self.parse(texts)

    def read_claim(self, claim: Claim) -> Reading:
        if claim not in self._claims:
            self._claims[claim] = self._read_claim_afresh(claim)
        return self._claims[claim]

    def _read_claim_afresh(self, claim: Claim) -> Reading:
        text = claim.said
        start = find_comment(self._parse_one(text))
        if start is None:
            return _read(self._parse_one(text), text, claim.quantities, claim.dates)
        text = f"{text[:start]}."
        quantities = [one for one in claim.quantities if one.span.end <= start]
        dates = [one for one in claim.dates if one.span.end <= start]
        return _read(self._parse_one(text), text, quantities, dates)

    def read_passage(self, passage: Passage) -> Reading:
        if passage not in self._read:
            self._read[passage] = self._read_afresh(passage)
        return self._read[passage]

    def _read_afresh(self, passage: Passage) -> Reading:
        text = write_plainly(passage)
        before_it = "" if passage.cells else passage.before  # the row above is another row
        near = " ".join(part for part in (passage.title, *passage.section, before_it) if part)
        quantities, dates = find_quantities(text), find_dates(text, passage.published)
        before = self._look_back(passage) if _LEANS.search(text) else ()
        reading = _read(self._parse_one(text), text, quantities, dates, before)
        return replace(
            reading,
            near=near,
            row=bool(passage.cells),
            publisher=passage.publisher,
            published=passage.published,
        )

    def _look_back(self, passage: Passage) -> Referents:
        """What stands before a passage, then the one person whom the page's title names. Where the sentence before leans on
        someone itself, that is who is meant, if it can be told, and neither whom it names otherwise nor the title's."""
        before = self._referents(passage.before)
        if _PERSONS.search(passage.before):
            things = tuple(one for one in before if one.person is False)
            meant = self._find_meant(passage)
            return things if meant is None else (meant, *things)
        titled = self._find_people(passage.title)
        return (*before, *titled) if len(titled) == 1 else before

    def _find_meant(self, passage: Passage) -> Referent | None:
        """Whom the passage's own 'he' or 'she' means, where the sentence before has one, too."""
        texts = [text for text in (passage.before, *passage.earlier) if "\t" not in text]
        self.parse(texts)
        said = frozenset(word.lower() for word in _PERSONS.findall(passage.text))
        return find_person((self._parsed[text] for text in texts), said) if said else None

    def _find_people(self, text: str) -> Referents:
        """Whom a text names in full, each once."""
        if not text:
            return ()
        people = [one.text for one in self._parse_one(text).ents if one.label_ == "PERSON"]
        named = {re.sub(r"['’]s?$", "", name) for name in people}
        return tuple(Referent(name, person=True, plural=False) for name in sorted(named) if " " in name)

    def _referents(self, text: str) -> Referents:
        if not text:
            return ()
        doc = self._parse_one(text)
        return find_referents(doc, read_frames(doc))

    def read_text(self, text: str, published: date | None = None) -> Reading:
        """A bare sentence."""
        return _read(self._parse_one(text), text, find_quantities(text), find_dates(text, published))


def _texts_of(passage: Passage) -> tuple[str, ...]:
    """A passage as it is read, and the sentence before it and its title where a pronoun may lean on them."""
    text = write_plainly(passage)
    leant_on: tuple[str, ...] = (passage.before, passage.title) if _LEANS.search(text) else ()
    if leant_on and _PERSONS.search(passage.before):
        leant_on += passage.earlier
    return (text, *filter(None, leant_on))


def _read(
    doc: Doc, text: str, quantities: Sequence[Quantity], dates: Sequence[PartialDate], before: Referents = ()
) -> Reading:
    contrasted = find_contrasted(doc)
    frames = fold_titles(fold_phrases(drop_contrasted(read_frames(doc), contrasted)))
    referents = resolve_pronouns(doc, frames, before)
    spans = [*(quantity.span for quantity in quantities), *(day.span for day in find_dates(text, ANY_YEAR))]
    return Reading(
        text=text,
        doc=doc,
        frames=frames,
        statements=read_statements(doc, frames, referents),
        referents=resolve_owners(doc, frames, referents),
        links=read_links(doc, frames),
        words=tuple(token for token in doc if not token.is_punct and not token.is_space),
        valued=frozenset(i for span in spans for i in tokens_of(doc, span)),
        names=find_names(doc, spans),
        quantities=tuple(quantities),
        dates=tuple(dates),
        stems=read_stems(doc),
        contrasted=contrasted,
    )
