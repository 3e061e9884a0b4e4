"""A sentence with its parse, the parts it is split into, and a part written out as a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.model.article import Block
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Piece = int | str
"""A token of the unit, by its index, or words put in between."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
CLOSE_LEFT = frozenset({",", ";", ":", ".", "!", "?", ")", "]", "%", "'s", "’s", "n't", "n’t"})
DASHES = frozenset({"-", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the article, or a half of one, with its parse. Token offsets index ``text``.

    ``start`` is the offset of ``text`` in the article; ``stated`` is False for text written by us (from a table row),
    which has no offsets there: then ``span`` is the stretch it rests on.
    """

    text: str
    doc: Doc
    span: Span
    block: Block
    stated: bool = True

    def place(self, tokens: Iterable[int]) -> Span:
        """The article's stretch from the first to the last of these tokens."""
        given = frozenset(tokens)
        indexes = sorted(i for i in given if not self.doc[i].is_punct) or sorted(given)
        if not self.stated or not indexes:
            return self.span
        last = self.doc[indexes[-1]]
        while last.i + 1 < len(self.doc) and self.doc[last.i + 1].is_punct and last.i + 1 in given and not last.whitespace_:
            last = self.doc[last.i + 1]
        start = self.span.start + self.doc[indexes[0]].idx
        return Span(start, min(self.span.end, self.span.start + last.idx + len(last)))

    def words(self, token: Token) -> str:
        """A token as the article writes it, typographic quotes and all."""
        return self.text[token.idx : token.idx + len(token)]


@dataclass(frozen=True, slots=True)
class Part:
    """An atomic piece of a unit. ``head`` is the token index of its verb, ``aside`` tells an appositive or the like."""

    unit: Unit
    pieces: tuple[Piece, ...]
    head: int
    aside: bool = False
    rests_on: tuple[int, ...] = field(default=())  # tokens the source must cover besides the pieces

    @property
    def tokens(self) -> frozenset[int]:
        return frozenset(piece for piece in self.pieces if isinstance(piece, int))

    @property
    def span(self) -> Span:
        return self.unit.place([*self.tokens, *self.rests_on])


def write_out(part: Part, swaps: Mapping[int, str]) -> str:
    """The part as a sentence: pieces in order, ``swaps`` put for tokens ('' leaves one out), capital first, full stop last."""
    out: list[str] = []
    before: Token | None = None
    for piece in part.pieces:
        token = part.unit.doc[piece] if isinstance(piece, int) else None
        words = piece if isinstance(piece, str) else swaps.get(piece, part.unit.words(part.unit.doc[piece]))
        if not words:
            continue
        if out and _spaced(out[-1], before, token, words):
            out.append(" ")
        out.append(_lowered(words, token) if out and token is not None else words)
        before = token
    return finish("".join(out))


def _spaced(last: str, before: Token | None, token: Token | None, words: str) -> bool:
    if before is not None and token is not None and token.i == before.i + 1:
        return bool(before.whitespace_)
    if words in CLOSE_LEFT or words.startswith(("'s", "’s", ",", ";")):
        return False
    return not last.endswith(("(", "[", "“", "‘", "$", "€", "£"))


def _lowered(words: str, token: Token) -> str:
    """A word that stood first in its sentence and no longer does loses its capital, unless it is a name."""
    opens = token.i == 0 or (token.i == 1 and token.doc[0].is_punct)
    if opens and token.pos_ not in {"PROPN", "X"} and words[1:].islower() and not token.ent_type_ == "PERSON":
        return words[0].lower() + words[1:]
    return "a" if opens and words == "A" else words


def finish(text: str) -> str:
    """``text`` as a sentence: no stray punctuation at its ends, brackets and quotes paired, a capital and a full stop."""
    text = re.sub(r"\s+([,.;:!?%)\]])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"^(?:[\s,;:.–—•*-]|--)+(?=\S)|[\s,;:–—-]+$", "", _paired(text)).strip()
    if not text:
        return ""
    if not re.search(r"[.!?…][\"'”’)\]]*$", text):
        text += "."
    text = re.sub(r"[,;:–—\s]+\.$", ".", text)
    head = re.match(r"[\"'“‘(\[]*([a-z])([a-z]*)", text)
    if head and not re.match(r"[a-z]+[A-Z]", text):
        text = text[: head.start(1)] + head[1].upper() + text[head.start(1) + 1 :]
    return text


def _paired(text: str) -> str:
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]")):
        if text.count(opening) != text.count(closing):
            text = text.replace(opening, "").replace(closing, "")
    return text.replace('"', "") if text.count('"') % 2 else text


def subtree(token: Token) -> frozenset[int]:
    """Indexes of the token and all below it."""
    return frozenset(below.i for below in token.subtree)


def subject(verb: Token) -> Token | None:
    """The verb's own subject."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def finite(verb: Token) -> bool:
    """Whether a verb carries tense: itself, or by an auxiliary of its own."""
    if verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}:
        return True
    return any(aux.tag_ in {"VBD", "VBZ", "VBP", "MD"} for aux in auxiliaries(verb))
