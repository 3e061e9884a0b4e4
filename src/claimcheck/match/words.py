"""Word by word: which words of the claim have a counterpart in a statement, and whether they hang together there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.links import MODIFIER, OF, Link, roles_agree
from claimcheck.match.makes import is_kind
from claimcheck.match.phrases import find_phrase
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Name, Reading, is_telling, once
from claimcheck.model.selector import Span
from claimcheck.values.names import NameMatch, compare_names

if TYPE_CHECKING:
    from spacy.tokens import Token

_NUMBER = re.compile(r"\d+")
_STEPS = 5  # how far apart two words may be in the parse and still belong together


@once
def telling_words(claim: Reading, head: Token) -> list[Token]:
    """The words of the clause under ``head`` that say what it is about; figures and dates are compared elsewhere."""
    left = claim.valued | read_credit(claim, head) | _read_idioms(claim)
    return [
        token
        for token in head.subtree
        if token.i not in left
        and not (_is_label(token) or _is_kind_of_named(token))
        and (is_telling(token) or _is_happening(token, head) or _is_manner(token))
    ]


@once
def read_credit(claim: Reading, head: Token) -> frozenset[int]:
    """The words that only say whose account it is: 'according to the office's final report'."""
    told = [
        token for token in head.subtree if token.lower_ == "according" and token.dep_ in {"prep", "advmod"}
    ]
    found = {part.i for token in told for part in token.subtree if token != head}
    for frame in claim.frames:
        if frame.said_by == frame.head:  # 'the auditors put the cost at'
            found |= {frame.head.i, *(part.i for part in (frame.speaker.subtree if frame.speaker else ()))}
    return frozenset(found)


@once
def _read_idioms(claim: Reading) -> frozenset[int]:
    """The words of phrases that say no more than their clause's verb: 'charge' of 'is in charge of'."""
    found = (find_phrase(frame.head) for frame in claim.frames)
    return frozenset(word.i for phrase in found if phrase is not None for word in phrase[0][1:])


def _is_kind_of_named(token: Token) -> bool:
    """'Smart' of 'Aria Nova Smart Speakers'."""
    doc, i = token.doc, token.i
    return is_kind(token) and i > 1 and all(before.pos_ == "PROPN" for before in doc[i - 2 : i])


def _is_label(token: Token) -> bool:
    """'name' in 'presented it under the name Open Doors': the name itself follows."""
    return (
        token.lemma_.lower() in _LABELS
        and token.dep_ == "pobj"
        and any(child.pos_ == "PROPN" for child in token.children if child.i > token.i)
    )


_LABELS = frozenset(["name", "title", "heading", "label", "motto", "slogan"])


def _is_manner(token: Token) -> bool:
    """'well' of 'was well received': a common word, but one that has an opposite there."""
    manner = token.dep_ == "advmod" and token.head.pos_ == "VERB" and not token.like_num
    return manner and token.tag_ == "RB" and token.lower_ in lexicon().contrasts


def _is_happening(token: Token, head: Token) -> bool:
    """The clause's verb tells something even where it is a common one ('give', 'take')."""
    return (
        token == head
        and token.pos_ == "VERB"
        and token.lemma_ not in {"be", "have", "do", "become", "get", "say"}
    )


def cover(words: Sequence[Token], claim: Reading, passage: Reading, within: frozenset[int]) -> float:
    """0..1: the share of the claim's words that a statement has, names counting double. A word that stands elsewhere in the
    sentence counts for a little more than half, a common word above it for less; a name above it for all, because it is
    what the page is about."""
    total = sum(weigh_word(word) for word in words)
    if not total:
        return 1.0
    return sum(weigh_word(word) * _weigh_place(word, claim, passage, within) for word in words) / total


def _weigh_place(word: Token, claim: Reading, passage: Reading, within: frozenset[int]) -> float:
    there = find_counterparts(word, claim, passage, frozenset(range(len(passage.doc))))
    if any(other.i in within or other.i in passage.referents for other in there):
        return 1.0
    if there:
        return IN_SENTENCE
    name = name_at(claim, word.i)
    if name is not None and is_about(passage, name.text):
        return 1.0
    return ABOVE if stem(word.lower_) in {stem(part) for part in passage.near.lower().split()} else 0.0


IN_SENTENCE, ABOVE = 0.6, 0.4


def is_about(passage: Reading, name: str) -> bool:
    """Whether a name stands over the passage: in the title, a heading or the sentence before, or is the publisher's."""
    return name.lower() in f"{passage.near} {passage.publisher}".lower()


@once
def statement_at(passage: Reading, span: Span) -> frozenset[int]:
    """The words of the smallest statement that a value stands in."""
    token = passage.token_at(span)
    if token is None:
        return frozenset()
    around = [statement.tokens for statement in passage.statements if token.i in statement.tokens]
    return min(around, key=len, default=frozenset(range(len(passage.doc))))


def weigh_word(token: Token) -> float:
    """Names count double."""
    return {"PROPN": 2.0, "NOUN": 1.0, "VERB": 1.0}.get(token.pos_, 0.7)


def find_counterparts(token: Token, claim: Reading, passage: Reading, within: frozenset[int]) -> list[Token]:
    """The words of the passage, among those at the indexes ``within``, that can stand for the claim's word."""
    return [
        other
        for other in _find_everywhere(passage, claim, token.i)
        if other.i in within or other.i in passage.referents
    ]


@once
def _find_everywhere(passage: Reading, claim: Reading, i: int) -> list[Token]:
    token, name = claim.doc[i], name_at(claim, i)
    mine, stop = _write_word(token), token.is_stop
    if name is None and not passage.referents and not passage.contrasted and i not in claim.contrasted:
        return [other for other, theirs, _ in _list_words(passage) if _same_word(mine, theirs, stop)]
    return [
        other
        for other, theirs, named in _list_words(passage)
        if (other.i in passage.contrasted) == (i in claim.contrasted)
        and _stands_for(mine, name, theirs, named, passage.referents.get(other.i), stop)
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """Lower case, lemma and part of speech, and what is joined before it: a parse gives them slowly. There is one of each, which
    is soon looked up."""

    lower: str
    lemma: str
    kind: str
    prefix: str


_keep_word = lru_cache(65_536)(Word)


def _write_word(token: Token) -> Word:
    return _keep_word(token.lower_, token.lemma_.lower(), token.pos_, _read_prefix(token))


def _read_prefix(token: Token) -> str:
    """What is written before a word with a hyphen and makes another word of it: 'semi' of 'semi-final'."""
    doc, i = token.doc, token.i
    if i < 2 or doc[i - 1].orth_ not in {"-", "‑"} or doc[i - 1].whitespace_:
        return ""
    before = doc[i - 2].lower_
    return before if before in lexicon().prefixes else ""


@once
def _list_words(reading: Reading) -> list[tuple[Token, Word, str]]:
    """The words of a reading, each with the name that it is part of, '' for none."""
    named = ((token, name_at(reading, token.i)) for token in reading.words if not _is_habit(token))
    return [(token, _write_word(token), name.text if name else "") for token, name in named]


def _is_habit(token: Token) -> bool:
    """'used' of 'used to run it': it says when, and is no use of anything."""
    return token.lower_ == "used" and any(child.dep_ == "xcomp" for child in token.children)


def _stands_for(
    mine: Word, name: Name | None, other: Word, named: str, meant: str | None, stop: bool
) -> bool:
    if name is not None:
        theirs = meant or named
        if theirs and compare_names(name.text, theirs) is NameMatch.SAME:
            return True
        if theirs and _NUMBER.search(name.text) and _NUMBER.findall(name.text) != _NUMBER.findall(theirs):
            return False  # 'Aster 4' is not 'Aster 5'
    if meant:
        return stem(mine.lower) in {stem(word) for word in meant.lower().replace("'s", "").split()}
    return _same_word(mine, other, stop)


@lru_cache(65_536)
def _same_word(mine: Word, theirs: Word, stop: bool) -> bool:
    """The same word in another form, or another word for the same kind of happening. ``stop``: the claim's is a common
    word, which only itself can stand for."""
    if mine.prefix != theirs.prefix:
        return False
    if stem(mine.lower) == stem(theirs.lower):
        return not stop or mine.lower == theirs.lower
    lemma, other, kind, other_kind = mine.lemma, theirs.lemma, mine.kind, theirs.kind
    if lemma == other:
        return True
    if "PROPN" in {kind, other_kind}:
        return False
    known = lexicon()
    if known.exclude(lemma, other) or known.is_apart(lemma, other):  # 'profit' and 'revenue' are both earned
        return False
    if kind != other_kind:  # 'invested' and 'investment', but not 'wrote' and 'novel'
        return bool(known.core.get(lemma, frozenset()) & known.core.get(other, frozenset()))
    return known.akin(lemma, other)


def name_at(reading: Reading, i: int) -> Name | None:
    """The name that the token is part of."""
    return _place_names(reading).get(i)


@once
def _place_names(reading: Reading) -> dict[int, Name]:
    return {i: name for name in reading.names for i in range(name.first, name.last + 1)}


def find_misplaced(
    words: Sequence[Token], claim: Reading, passage: Reading, counterparts: dict[int, list[Token]]
) -> tuple[Token, ...]:
    """The claim's words that the statement has, but with other words than the claim puts them with."""
    known = {token.i for token in words}
    found = []
    for link in claim.links:
        if link.head in known and link.part in known and not _within_name(claim, link):
            heads, parts = _with_phrases(counterparts[link.head]), counterparts[link.part]
            if heads and parts and not _hang_together(link, heads, parts, passage):
                found.append(claim.doc[link.part])
    return tuple(dict.fromkeys(found))


def _with_phrases(heads: Sequence[Token]) -> list[Token]:
    """With 'is' of 'is in charge of' what follows it belongs to 'charge', too."""
    phrases = (find_phrase(head) for head in heads)
    return [*heads, *(word for phrase in phrases if phrase is not None for word in phrase[0][1:])]


def _within_name(claim: Reading, link: Link) -> bool:
    name = name_at(claim, link.head)
    return name is not None and name == name_at(claim, link.part)


def _hang_together(mine: Link, heads: Iterable[Token], parts: Iterable[Token], passage: Reading) -> bool:
    heads, parts = list(heads), list(parts)
    direct = [
        roles_agree(mine.role, link.role)
        for link in passage.links
        if any(link.head == head.i for head in heads) and any(link.part == part.i for part in parts)
    ]
    if direct:
        return any(verdict is not False for verdict in direct)
    turned = [
        link
        for link in passage.links
        if any(link.part == head.i for head in heads) and any(link.head == part.i for part in parts)
    ]
    if turned or any(head.i == part.i for head in heads for part in parts):
        return True
    loose = mine.role in {OF, MODIFIER, "in"}
    return any(_is_near(head, part, passage, loose) for head in heads for part in parts)


def _is_near(one: Token, other: Token, passage: Reading, loose: bool) -> bool:
    """Few steps apart in the parse, with no other clause between. An attribute of a noun ('the podcast host'), and what goes with
    a noun for an act ('valuation'), may also hang on the verb that the noun hangs on."""
    up_one, up_other = [one, *one.ancestors], [other, *other.ancestors]
    meeting = next((token for token in up_one if token in up_other), None)
    if meeting is None:
        return False
    below = [*up_one[: up_one.index(meeting)], *up_other[: up_other.index(meeting)]]
    if len(below) > _STEPS or any(
        token.dep_ in {"conj", "appos", "relcl", "advcl", "parataxis"} for token in below
    ):
        return False
    clauses = {frame.head.i for frame in passage.frames} - {one.i, other.i}
    if any(token.i in clauses for token in below):
        return False
    return meeting.i not in clauses or loose or ("NOUN" in {one.pos_, other.pos_} and _is_act(one, other))


def _is_act(one: Token, other: Token) -> bool:
    """One of the words is a noun for a kind of happening."""
    known = lexicon()
    return any(token.pos_ == "NOUN" and token.lemma_.lower() in known.core for token in (one, other))
