"""A sentence with its parse, the parts it is split into, and a part written out as a sentence of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon
from claimcheck.model.article import Block
from claimcheck.model.selector import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Piece = int | str
"""A token of the unit, by its index, or words put in between."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
NAMES = frozenset({"PERSON", "ORG", "GPE", "PRODUCT", "NORP", "FAC", "LOC", "EVENT", "WORK_OF_ART"})
DASHES = frozenset({"–", "—", "--"})
STOPS = frozenset({",", ";", ":"}) | DASHES
CONTRACTED = {
    "'s": {"be": "is", "have": "has", "'s": "is"},
    "'re": {"be": "are"},
    "'ve": {"have": "have"},
    "'ll": {"will": "will", "'ll": "will"},
    "'d": {"would": "would", "have": "had", "'d": "would"},
}
"""A short verb after a pronoun that has become a name: 'It's' is 'The bridge is'."""
ATTACHED = re.compile(r"^(?:[,;:.!?)\]%]|'s\b|’s\b|n't|n’t|['’]$)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the article, or a half of one, with its parse. Token offsets index ``text``.

    ``span`` is the stretch of the article. Where ``restated`` is true, ``text`` says the same in other words, and all
    that is read from it rests on the whole of ``span``.
    """

    text: str
    doc: Doc
    span: Span
    block: Block
    restated: bool = False

    def place(self, tokens: Iterable[int]) -> Span:
        """The article's stretch from the first to the last of these tokens, with the punctuation after it if it is given."""
        given = frozenset(tokens)
        words = sorted(i for i in given if not self.doc[i].is_punct) or sorted(given)
        if self.restated or not words:
            return self.span
        first, last = self.doc[words[0]], self.doc[words[-1]]
        while last.i + 1 in given and not last.whitespace_ and self.doc[last.i + 1].is_punct:
            last = self.doc[last.i + 1]
        while first.i - 1 in given and self.doc[first.i - 1].text in {'"', "(", "["}:
            first = self.doc[first.i - 1]
        return Span(self.span.start + first.idx, min(self.span.end, self.span.start + last.idx + len(last)))

    def words(self, first: int, last: int) -> str:
        """Tokens ``first`` to ``last``, both included, as the article writes them, typographic quotes and all."""
        end = self.doc[last]
        return self.text[self.doc[first].idx : end.idx + len(end)]


@dataclass(frozen=True, slots=True)
class Part:
    """An atomic piece of a unit. ``head`` is the token index of its verb; ``aside`` tells an appositive or the like."""

    unit: Unit
    pieces: tuple[Piece, ...]
    head: int
    aside: bool = False
    rests_on: tuple[int, ...] = ()  # tokens the source covers besides the pieces

    @property
    def tokens(self) -> frozenset[int]:
        return frozenset(piece for piece in self.pieces if isinstance(piece, int))

    @property
    def span(self) -> Span:
        return self.unit.place([*self.tokens, *self.rests_on])


def write_out(part: Part, swaps: Mapping[int, str]) -> str:
    """The part as a sentence: pieces in order, ``swaps`` put for tokens ('' leaves one out), capital first, stop last."""
    out: list[str] = []
    before: int | None = None
    for piece in _without_echo(part.unit.doc, _with_marks(part)):
        words = piece if isinstance(piece, str) else swaps.get(piece, part.unit.words(piece, piece))
        if not words:
            continue
        token = part.unit.doc[piece] if isinstance(piece, int) else None
        if (
            token is not None
            and before in swaps
            and token.text in CONTRACTED
            and token.pos_ in {"AUX", "VERB"}
        ):
            perfect = token.text == "'s" and token.dep_ != "ROOT" and _is_perfect(token.head)
            words = "has" if perfect else CONTRACTED[token.text].get(token.lemma_, words)
        if (
            token is not None
            and token.dep_ == "case"
            and before in swaps
            and out[-1:]
            and out[-1].endswith("s")
        ):
            words = "" if out[-1].endswith("'s") else "'"
        if out and _spaced(out[-1], before, token, words):
            out.append(" ")
        out.append(lowered(words, token) if out and token is not None and piece not in swaps else words)
        before = piece if isinstance(piece, int) else None
    return finish("".join(out))


def _without_echo(doc: Doc, pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The pieces without an auxiliary that comes twice, its own and one that it shares: 'it can can reach'."""
    last: Piece = ""
    for piece in pieces:
        twice = (
            isinstance(piece, int) and isinstance(last, int) and doc[piece].dep_ == doc[last].dep_ == "aux"
        )
        if not (twice and doc[piece].lower_ == doc[last].lower_):  # type: ignore[index]
            yield piece
        last = piece


def _is_perfect(verb: Token) -> bool:
    """Whether a participle after 's has it for 'has': it has an object of its own, or is 'been'."""
    done = any(child.dep_ == "dobj" for child in verb.children) or verb.lower_ in {
        "been",
        "become",
        "got",
        "had",
    }
    been = any(child.lower_ == "been" for child in verb.children)
    return verb.tag_ == "VBN" and (done or been)


def _with_marks(part: Part) -> tuple[Piece, ...]:
    """The pieces with the closing mark of a quotation that they have to its end: a stop before it often falls to another part."""
    pieces, doc = list(part.pieces), part.unit.doc
    marks = [token.i for token in doc if token.text == '"']
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        words = [token.i for token in doc[opening + 1 : closing] if not token.is_punct]
        if words and opening in part.tokens and closing not in part.tokens and part.tokens.issuperset(words):
            pieces.insert(pieces.index(words[-1]) + 1, closing)
    return tuple(pieces)


def _spaced(last: str, before: int | None, token: Token | None, words: str) -> bool:
    if token is not None and token.text == '"' and token.i and not token.nbor(-1).whitespace_:
        return False  # it closes
    if before is not None and token is not None and token.i == before + 1 and not words.isalpha():
        return bool(token.nbor(-1).whitespace_)
    if before is not None and token is not None and token.i == before + 1 and not token.nbor(-1).whitespace_:
        return token.text in CONTRACTED
    return not ATTACHED.match(words) and not last.endswith(("(", "[", "“", "‘", "$", "€", "£"))


def lowered(words: str, token: Token) -> str:
    """The word that opens a sentence loses its capital when it is set inside another, unless it is a name."""
    opens = token.i == 0 or (token.i == 1 and token.nbor(-1).is_punct)
    if (
        not opens
        or token.pos_ == "PROPN"
        or token.text == "I"
        or token.lower_ in lexicon("party")
        or (token.ent_type_ in NAMES and token.pos_ != "DET")
    ):
        return words
    return words[:1].lower() + words[1:] if words[1:].islower() or len(words) == 1 else words


def finish(text: str) -> str:
    """``text`` as a sentence: no stray punctuation at its ends, brackets and quotes paired, a capital and a full stop."""
    text = re.sub(r"\(\s*\)|\[\s*\]", "", paired(text))
    text = re.sub(r"\s+([,.;:!?%)\]])(?!\d)", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"^(?:[\s,;:.–—•*-]|--)+(?=\S)|[\s,;:–—-]+$", "", text).strip()
    text = re.sub(r",([\"”’]\.?)$", r"\1", text)
    if not text:
        return ""
    if not re.search(r"[.!?…][\"'”’)\]]*$", text):
        text += "."
    text = re.sub(r"[,;:–—\s]+\.$", ".", text)
    head = re.match(r"[\"'“‘(\[]*([a-z])", text)
    if head and not re.match(r"[\"'“‘(\[]*[a-z]+[A-Z0-9]", text):
        text = text[: head.start(1)] + head[1].upper() + text[head.end(1) :]
    return text


def paired(text: str) -> str:
    """``text`` without the one of a pair of quotes or brackets whose other half is missing."""
    for opening, closing in (("“", "”"), ("(", ")"), ("[", "]")):
        surplus = text.count(opening) - text.count(closing)
        if surplus > 0:
            text = (
                text.replace(opening, "", surplus)
                if surplus == text.count(opening)
                else text[::-1].replace(opening, "", surplus)[::-1]
            )
        elif surplus < 0:
            text = text.replace(closing, "", -surplus)
    return text.replace('"', "") if text.count('"') % 2 else text


def subtree(token: Token) -> frozenset[int]:
    """Indexes of the token and all below it."""
    return frozenset(below.i for below in token.subtree)


def root_of(doc: Doc) -> Token | None:
    """The head of the (one) sentence; ``None`` of an empty one."""
    return next((token for token in doc if token.dep_ == "ROOT"), None)


def subject(verb: Token) -> Token | None:
    """The verb's own subject."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def finite(verb: Token) -> bool:
    """Whether a verb carries tense: itself, or by an auxiliary of its own."""
    return verb.tag_ in TENSED or any(aux.tag_ in TENSED for aux in auxiliaries(verb))


def quoted_tokens(doc: Doc) -> frozenset[int]:
    """Indexes of tokens between double quotation marks. An opening mark that is never closed quotes to the end."""
    inside: set[int] = set()
    opened = False
    for token in doc:
        if token.text == '"':
            opened = not opened
        elif opened:
            inside.add(token.i)
    return frozenset(inside)
