"""A sentence taken apart into the plain statements it makes, each with its own subject.

"Output, which had grown for years, fell to 3.3 million tonnes, while exports rose 12%" says three things: output had
grown for years; output fell to 3.3 million tonnes; exports rose 12%. A claim is compared with the one that it is about, so
that neither figures nor names nor verbs of one are taken for another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame, Standing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True, slots=True)
class Statement:
    """One plain statement of a sentence. ``text`` is written for the verifier: the subject is put in where the sentence
    leaves it out. ``tokens`` are the indexes of the words it is made of. ``frame`` is its clause, ``None`` for a
    description ('Tom Okafor, the former chief executive')."""

    text: str
    tokens: frozenset[int]
    frame: Frame | None

    @property
    def standing(self) -> Standing:
        return self.frame.standing if self.frame else Standing.FACT


_CONTRAST = frozenset(["while", "whereas", "although", "though", "whilst"])
_JOINERS = _CONTRAST | {"that", "because", "but"}


def read_statements(doc: Doc, frames: Iterable[Frame], known: Mapping[int, str]) -> tuple[Statement, ...]:
    """The statements of a parsed sentence in reading order; a sentence without verbs is one statement.

    ``known`` are the words that pronouns stand for, by token.
    """
    frames = tuple(frames)
    heads = {frame.head.i for frame in frames if _stands_alone(frame.head)}
    found = [_write_clause(doc, frame, heads, known) for frame in frames if frame.head.i in heads]
    found += [_write_description(doc, token, heads, known) for token in doc if _is_description(token)]
    found = [statement for statement in found if len(statement.tokens) > 1]
    whole = Statement(doc.text.strip(), frozenset(range(len(doc))), frames[0] if frames else None)
    return tuple(sorted(found, key=lambda statement: min(statement.tokens))) or (whole,)


def _stands_alone(head: Token) -> bool:
    """Whether a clause says something of its own, rather than being a part of the clause above it."""
    if head.dep_ in {"ROOT", "parataxis", "conj", "ccomp"}:
        return True
    if head.dep_ in {"relcl", "acl"}:
        return _after_comma(head)
    if head.dep_ == "advcl":
        marks = {child.lower_ for child in head.children if child.dep_ in {"mark", "advmod"}}
        return bool(marks & _CONTRAST) or (head.tag_ == "VBG" and not marks and _after_comma(head))
    return False


def _after_comma(head: Token) -> bool:
    """A clause set off by a comma, a dash or a bracket adds something; without one it says which one is meant."""
    first = min(token.i for token in head.subtree)
    return first > 0 and head.doc[first - 1].text in {",", "-", "--", "(", "–", "—"}


def _is_description(token: Token) -> bool:
    """'Tom Okafor, the former chief executive': set off, and more than a name put beside a noun ('her deputy, Samuel
    Idowu')."""
    if (
        token.dep_ != "appos"
        or token.pos_ not in {"NOUN", "PROPN"}
        or token.head.pos_ not in {"NOUN", "PROPN"}
    ):
        return False
    if (
        token.like_num
        or not token.text.isalnum()
        or (token.i + 1 < len(token.doc) and token.nbor().text == "-")
    ):
        return False
    return not _is_name(token)


def _is_name(token: Token) -> bool:
    """A bare proper name: 'Samuel Idowu' but not 'director of Gridline'."""
    return token.pos_ == "PROPN" and all(part.pos_ in {"PROPN", "PUNCT"} for part in token.subtree)


def _write_clause(doc: Doc, frame: Frame, heads: set[int], known: Mapping[int, str]) -> Statement:
    own = _trim(doc, sorted(_own_tokens(frame.head, heads)))
    missing = _missing_subject(frame, own)
    lead = [token.i for token in _phrase(missing, heads)] if missing is not None else []
    kept = [i for i in own if not _is_relative(doc[i], frame.head)]
    helper = _supply_helper(frame) if lead else ""
    text = " ".join(part for part in (_join(doc, lead, known), helper, _join(doc, kept, known)) if part)
    return Statement(_finish(text), frozenset(lead) | frozenset(own), frame)


def _missing_subject(frame: Frame, own: list[int]) -> Token | None:
    """The subject that stands in another clause."""
    if not _lacks_subject(frame.head):
        return None
    passive = frame.head.tag_ == "VBN" and not frame.agents
    subject = frame.patients if passive else frame.agents
    return next((token for token in subject if token.i not in own and token.i < frame.head.i), None)


def _lacks_subject(head: Token) -> bool:
    own = [child for child in head.children if child.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"}]
    return not own or own[0].lower_ in {"who", "which", "that"}


def _supply_helper(frame: Frame) -> str:
    """'first published in 1974' with its subject put in front needs a 'was'; 'fell and rose' needs none."""
    helped = any(child.dep_ in {"aux", "auxpass"} for child in frame.head.children)
    if helped or frame.head.dep_ not in {"acl", "conj", "advcl"}:
        return ""
    return {"VBN": "was", "VBG": "is"}.get(frame.head.tag_, "")


def _is_relative(token: Token, head: Token) -> bool:
    return (
        token.lower_ in {"who", "which", "that"}
        and token.head == head
        and token.dep_ in {"nsubj", "nsubjpass", "mark"}
    )


def _own_tokens(head: Token, heads: set[int]) -> Iterator[int]:
    """The words of a clause without those of other statements inside it. A verb of saying keeps what is said."""
    yield head.i
    joined = any(other.i in heads for other in head.children)
    for child in head.children:
        if _is_description(child) or (child.i in heads and not (child.dep_ == "ccomp" and child.i > head.i)):
            continue
        if child.dep_ in {"cc", "preconj"} and joined:
            continue
        if child.dep_ in {"mark", "advmod"} and child.lower_ in _JOINERS:
            continue
        yield from _inner_tokens(child, heads)


def _inner_tokens(token: Token, heads: set[int]) -> Iterator[int]:
    yield token.i
    for child in token.children:
        if not _is_description(child) and (child.i not in heads or child.dep_ == "ccomp"):
            yield from _inner_tokens(child, heads)


def _phrase(noun: Token, heads: set[int]) -> list[Token]:
    """A noun with its modifiers, without clauses and descriptions set off from it."""
    doc = noun.doc
    return [doc[i] for i in _trim(doc, sorted(_noun_tokens(noun, heads)))]


def _noun_tokens(noun: Token, heads: set[int]) -> Iterator[int]:
    yield noun.i
    for child in noun.children:
        if child.i in heads or _is_description(child) or child.dep_ in {"relcl", "acl", "conj", "cc"}:
            continue
        if child.dep_ == "prep" and child.i > noun.i and _after_comma(child):
            continue
        yield from _noun_tokens(child, heads)


_GAP = re.compile(
    r"\s+(?=[,.;:%)]|['’]s\b)|(?<=\()\s+|(?<=[\w])\s+(?=-\s?\w)|(?<=\w-)\s+(?=\w)|\s(?=n['’]t\b)"
)
_EDGE = frozenset([",", ";", ":", "-", "--", "–", "—", "(", ")", ".", '"', "'"])


def _trim(doc: Doc, indexes: list[int]) -> list[int]:
    while indexes and doc[indexes[0]].text in _EDGE:
        indexes = indexes[1:]
    while indexes and doc[indexes[-1]].text in _EDGE:
        indexes = indexes[:-1]
    return indexes


def _join(doc: Doc, indexes: list[int], known: Mapping[int, str]) -> str:
    """The words at the indexes, spaced as in the text; pronouns are written as what they stand for, and single
    punctuation marks left between gaps are dropped."""
    parts = []
    for place, i in enumerate(indexes):
        token = doc[i]
        follows = place + 1 < len(indexes) and indexes[place + 1] == i + 1
        precedes = place > 0 and indexes[place - 1] == i - 1
        if token.is_punct and not token.text.isalnum() and token.text in _EDGE and not (follows and precedes):
            continue
        word = known.get(i, token.text)
        parts.append(word + token.whitespace_ if follows and not doc[i + 1].is_punct else word + " ")
    return _GAP.sub("", "".join(parts)).strip()


def _finish(text: str) -> str:
    text = re.sub(r"(?:\s*,)+(?=\s*,|$)", "", text).strip(" ,;:")
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def _write_description(doc: Doc, token: Token, heads: set[int], known: Mapping[int, str]) -> Statement:
    """'Tom Okafor, the former chief executive of Gridline' says that he is, or was, that."""
    named, saying = _phrase(token.head, heads), _phrase(token, heads)
    text = f"{_join(doc, [t.i for t in named], known)} is {_join(doc, [t.i for t in saying], known)}"
    return Statement(_finish(text), frozenset(t.i for t in (*named, *saying)), None)
