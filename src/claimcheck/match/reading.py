"""A text as this room reads it: its parse, clauses, names, figures and dates, all with offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, Protocol

from claimcheck.match.clauses import Statement
from claimcheck.match.frames import Frame
from claimcheck.match.lexicon import lexicon
from claimcheck.match.links import Link
from claimcheck.match.ranking import stem
from claimcheck.model.claim import PartialDate, Quantity
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as it stands in a text. ``first`` and ``last`` are its tokens' indexes, ``last`` being its head's
    end. ``label`` is the parser's guess: PERSON, ORG, GPE, ... or ''."""

    text: str
    span: Span
    first: int
    last: int
    label: str = ""


class Knowing(Protocol):
    """What remembers what was found out about it."""

    @property
    def known(self) -> dict[Hashable, Any]: ...


def once[Known: Knowing, *Given, Found](
    read: Callable[[Known, *Given], Found],
) -> Callable[[Known, *Given], Found]:
    """What follows from a reading alone is worked out once, however many claims the reading is laid beside. It is forgotten
    with the reading."""

    @wraps(read)
    def recall(about: Known, *given: *Given) -> Found:
        key = (read, *given)
        if key not in about.known:
            about.known[key] = read(about, *given)
        found: Found = about.known[key]
        return found

    return recall


@dataclass(frozen=True, slots=True, eq=False)
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
    words: tuple[Token, ...]  # tokens that are no punctuation and no space
    contrasted: frozenset[int] = frozenset()  # tokens of what it says it is not ('not by the city')
    near: str = ""  # title, headings and the sentence before
    publisher: str = ""
    row: bool = False  # a table's row, written as sentences
    published: date | None = None
    known: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False)  # see `once`

    @once
    def frame_of(self, span: Span) -> Frame | None:
        """The clause that the stretch stands in: that of the nearest predicate above it."""
        token = self.token_at(span)
        heads = {frame.head.i: frame for frame in self.frames}
        while token is not None:
            if token.i in heads:
                return heads[token.i]
            token = None if token.dep_ == "ROOT" else token.head
        return None

    @once
    def token_at(self, span: Span) -> Token | None:
        """The token of a stretch that governs the rest of it, ``None`` outside the text."""
        found = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None and len(found) else None


def read_stems(doc: Doc) -> frozenset[str]:
    """The stems of the telling words: names, nouns, verbs, adjectives; no figures and no verbs without content."""
    return frozenset(stem(token.lower_) for token in doc if is_telling(token))


def is_telling(token: Token) -> bool:
    """Whether a word says what a text is about."""
    if token.is_stop or token.is_punct or token.like_num or not token.text[:1].isalnum():
        return False
    if token.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ", "ADV"}:
        return False
    if token.lower_ == "place" and token.head.lemma_ == "take":
        return False  # what takes place is no place
    return token.pos_ != "VERB" or token.lemma_.lower() not in lexicon().light


_TITLES = re.compile(
    r"(?:Dr|Mr|Mrs|Ms|Prof|Sir|Dame|Lord|Lady|St|President|Mayor|Minister|Senator|Judge)\.?$"
)


def find_names(doc: Doc, skip: Iterable[Span]) -> tuple[Name, ...]:
    """Runs of proper nouns outside the stretches to skip (figures, dates), in reading order."""
    taken = {i for span in skip for i in tokens_of(doc, span)}
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


def tokens_of(doc: Doc, span: Span) -> Iterable[int]:
    found = doc.char_span(span.start, span.end, alignment_mode="expand")
    return range(found.start, found.end) if found is not None else ()


def _is_proper(token: Token) -> bool:
    if token.i == 0 and not token.ent_type_ and token.dep_ == "compound" and token.head.pos_ == "NOUN":
        return False  # 'Tram line 6': the capital is the sentence's
    if (
        token.ent_type_ in {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"}
        and token.pos_ != "PROPN"
    ):
        return False
    if token.ent_type_ == "DATE":
        return False
    return token.text[:1].isupper() and (
        token.pos_ == "PROPN" or (token.ent_type_ not in {"", "NORP", "LANGUAGE"} and not token.is_sent_start)
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


def main_frame(reading: Reading) -> Frame | None:
    """The clause that is claimed: what is said, where the claim is that someone says it; what is planned, where it is
    that someone plans it."""
    top = next((frame for frame in reading.frames if frame.head.dep_ == "ROOT"), None)
    if top is None:
        return next(iter(reading.frames), None)
    known = lexicon()
    for below in reading.frames:
        if below.head.head != top.head or below.head.dep_ not in {"ccomp", "xcomp"}:
            continue
        governs = (
            known.saying
            | known.planning
            | known.failing
            | {"use", "have", "begin", "start", "continue", "be", "fail", "manage"}
        )
        if top.lemma in governs:
            return below
    return top
