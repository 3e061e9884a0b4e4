"""What the article asserts, as typed values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from claimcheck.model.selector import Selector, Span


class Kind(StrEnum):
    QUANTITY = "quantity"
    ROLE = "role"
    EVENT = "event"
    ATTRIBUTION = "attribution"
    CAPABILITY = "capability"
    RELATION = "relation"


class Modality(StrEnum):
    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    PREDICTED = "predicted"
    OPINION = "opinion"
    QUESTION = "question"


UNCHECKABLE = frozenset({Modality.PREDICTED, Modality.OPINION, Modality.QUESTION})
"""Modalities that are never true or false: such a claim has no verdict."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. ``label`` is a spaCy NER label: PERSON, ORG, GPE, PRODUCT, ...

    ``full`` is the article's fuller form of it, or the words behind an acronym; '' when it has none.
    """

    text: str
    label: str
    span: Span
    full: str = ""


class Bound(StrEnum):
    """How the written figure limits the value."""

    EXACT = "exact"
    ABOUT = "about"  # about, nearly, some
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure as a value.

    ``value`` is in ``unit`` as written, scale applied ("$14.3 billion" is 14300000000). ``low``..``high`` is the closed
    interval that the writing stands for: half a unit of the last written digit either side for a plain figure
    ("14.3 billion": 14.25 to 14.35), wider for "about", one-sided for bounds (``None`` = unbounded).
    ``unit`` is a canonical symbol of values/units.toml ('m', '%', 'pp', 'rank', 'day', ...), '' for a bare count.
    ``currency`` is an ISO 4217 code or ''. ``counted`` is the noun phrase that is counted or measured ('GPUs', 'people',
    'H100 equivalents'), lower case, head last, '' when there is none. ``scope`` is what a rate is per ('day' in
    "vehicles a day") or ''.
    """

    text: str
    span: Span
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str = ""
    currency: str = ""
    counted: str = ""
    scope: str = ""
    bound: Bound = Bound.EXACT

    @property
    def approximate(self) -> bool:
        return self.bound is Bound.ABOUT


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as the closed interval of days it may mean: "March 2019" is 2019-03-01 to 2019-03-31.

    ``relation`` is the preposition's sense: 'on', 'by', 'since', 'until', 'before', 'after', 'from_to' or ''.
    """

    text: str
    span: Span
    start: date
    end: date
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who is said to have said it. ``verb`` is the lemma of the verb of saying; ``quoted`` the words in quotation marks,
    '' for indirect speech."""

    speaker: str
    verb: str
    quoted: str = ""


ANCHORED = re.compile(r"(?<=[.!?][\"”]) \[[^\[\]]+\]\.$| \[[^\[\]]+\](?=\.$)")


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable, self-contained assertion.

    ``id`` is stable for the same article bytes, span and text. ``source`` is verbatim in the article. Spans of
    mentions, quantities and dates index ``text`` (the self-contained sentence), not the article.
    ``references`` are the numbers its citations name; empty when the sentence cites nothing itself.
    ``due`` is the last day of a plan's date, when the modality is planned. ``worth`` is 0..1.
    """

    id: str
    text: str
    source: Selector
    block: int
    section: tuple[str, ...]
    kind: Kind
    modality: Modality
    worth: float
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[PartialDate, ...] = ()
    saying: Saying | None = None
    references: tuple[int, ...] = ()
    duplicate_of: str = ""
    due: date | None = None

    @property
    def said(self) -> str:
        """The text without the article's topic that an editor's brackets give at its end: 'The plant closed [Acme].'"""
        return ANCHORED.sub("", self.text)


class Bucket(StrEnum):
    """Where a sentence of the article ended. Each sentence is in exactly one."""

    CLAIM = "claim"
    DUPLICATE = "duplicate"
    FURNITURE = "furniture"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article and its bucket. ``reason`` is set for not_checkable (opinion, question, prediction,
    imperative, metaphor, heading, vague, ...) and for furniture (the block's ``why``)."""

    span: Span
    block: int
    bucket: Bucket
    reason: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All claims of an article in reading order, and the account of every sentence."""

    claims: tuple[Claim, ...]
    sentences: tuple[Sentence, ...]
