"""Claims that stand aside in a sentence: appositives, relative clauses between commas, titles before names, ages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import DASHES, Part, Piece, subject, subtree
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMED = frozenset({"PERSON", "ORG", "PRODUCT", "FAC", "WORK_OF_ART", "LAW", "EVENT", "NORP", "GPE", "LOC"})


def split_asides(part: Part) -> list[Part]:
    """The part without its asides first, then each aside as a part of its own. Unsafe asides stay where they are."""
    doc = part.unit.doc
    kept = set(part.tokens)
    asides: list[Part] = []
    for i in sorted(part.tokens):
        for found, dropped in _aside(part, doc[i]):
            if found is not None:
                asides.append(found)
            kept -= dropped
    pieces = tuple(piece for piece in part.pieces if isinstance(piece, str) or piece in kept)
    main = Part(part.unit, _trim_marks(part, pieces), part.head, part.aside, part.rests_on)
    return [main, *asides]


def _aside(part: Part, token: Token) -> Iterator[tuple[Part | None, frozenset[int]]]:
    if token.dep_ == "appos":
        yield from _appositive(part, token)
    elif token.dep_ == "relcl":
        yield from _relative(part, token)
    elif (
        token.ent_type_ == "PERSON"
        and token.i + 1 < len(token.doc)
        and token.doc[token.i + 1].ent_type_ != "PERSON"
    ):
        yield from _title(part, token)


def _appositive(part: Part, token: Token) -> Iterator[tuple[Part | None, frozenset[int]]]:
    """'N, leader of X, ...' gives 'N is leader of X'; 'The director, N, ...' gives 'N is the director'."""
    noun = token.head
    own = subtree(token) & part.tokens
    if not own or not _between_commas(part, own) or noun.i not in part.tokens:
        return
    if token.pos_ == "NUM" or token.like_num:
        if noun.ent_type_ == "PERSON" and token.text.isdigit() and len(own) == 1 and int(token.text) < 120:
            name = tuple(sorted(_bare(part, noun)))
            verb = "was" if part.unit.doc[part.head].lemma_ == "die" else "is"
            yield (
                Part(part.unit, (*name, verb, token.i, "years old"), noun.i, aside=True),
                _with_commas(part, own),
            )
        return
    if any(
        part.unit.doc[i].dep_ == "conj" and part.unit.doc[i].head == token and noun.pos_ != "PROPN"
        for i in own
    ):
        return
    named, described = noun.pos_ == "PROPN", token.pos_ == "PROPN"
    if named and token.pos_ == "NOUN" and _describes(token):
        pieces = _equation(part, _bare(part, noun), _flat(own), token)
        yield Part(part.unit, pieces, noun.i, aside=True), _with_commas(part, own)
    elif described and noun.pos_ == "NOUN" and _specific(part, noun, own):
        front = subtree(noun) & part.tokens - own
        front = frozenset(i for i in front if i < token.i and not part.unit.doc[i].is_punct)
        pieces = _equation(part, _bare(part, token), front, noun)
        yield Part(part.unit, pieces, noun.i, aside=True), front | _commas(part, own)


def _equation(part: Part, name: frozenset[int], role: frozenset[int], noun: Token) -> tuple[Piece, ...]:
    plural = noun.tag_ in {"NNS", "NNPS"} or any(part.unit.doc[i].dep_ == "conj" for i in name)
    return (*sorted(name), "are" if plural else "is", *_article(part, role, noun), *sorted(role))


def _article(part: Part, role: frozenset[int], noun: Token) -> tuple[Piece, ...]:
    """'former mayor' needs an article to be said of someone; 'leader of X' and 'chief executive' need none."""
    doc = part.unit.doc
    if (
        any(doc[i].dep_ in {"det", "poss", "nummod"} and doc[i].head == noun for i in role)
        or noun.tag_ != "NN"
    ):
        return ()
    unique = any(child.dep_ == "prep" and child.lower_ in {"of", "at", "for"} for child in noun.children)
    first = doc[min(role)]
    if unique and first.lower_ not in {"former", "ex"}:
        return ()
    return ("an" if first.lower_[0] in "aeiou" else "a",)


def _describes(noun: Token) -> bool:
    """Whether an appositive says what somebody or something is (no date, no amount)."""
    return noun.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL"}


def _specific(part: Part, noun: Token, own: frozenset[int]) -> bool:
    """Whether a described noun says more than 'the manufacturer': by whose, of what, or which."""
    return any(
        child.i not in own and child.i in part.tokens
        and (child.dep_ in {"poss", "compound", "amod"} or (child.dep_ == "prep" and child.lower_ in {"of", "at", "for"}))
        for child in noun.children
    )  # fmt: skip


def _relative(part: Part, verb: Token) -> Iterator[tuple[Part | None, frozenset[int]]]:
    """', which opened in 1990,' gives '<what> opened in 1990' where it is clear what 'which' stands for."""
    doc = part.unit.doc
    own = subtree(verb) & part.tokens
    if not own or not _between_commas(part, own):
        return
    text = part.unit.text[doc[min(own)].idx : doc[max(own)].idx]
    lead = subject(verb)
    if _speaks_for_itself(text):
        yield None, _with_commas(part, own)
        return
    if lead is None or lead.lower_ not in {"which", "who"} or lead.i not in own or min(own) != lead.i:
        return
    antecedent = verb.head
    if not _clear(antecedent, lead) or antecedent.i not in part.tokens:
        return
    front = _bare(part, antecedent) - own
    front = frozenset(i for i in front if i < lead.i)
    det = next((child for child in antecedent.children if child.lower_ in {"a", "an"}), None)
    pieces: tuple[Piece, ...] = tuple(("the" if det is not None and i == det.i else i) for i in sorted(front))
    rest = tuple(i for i in sorted(own) if i != lead.i)
    yield Part(part.unit, (*pieces, *rest), verb.i, aside=True), _with_commas(part, own)


def _clear(antecedent: Token, relative: Token) -> bool:
    """Whether no other noun could be meant: the antecedent is a person for 'who', or has no noun above or below it."""
    if relative.lower_ == "who":
        return antecedent.ent_type_ == "PERSON" or antecedent.pos_ in {"PROPN", "NOUN"}
    below = any(
        token.pos_ in {"NOUN", "PROPN"} and token.dep_ == "pobj"
        for token in antecedent.subtree
        if token.i < relative.i
    )
    return not below and antecedent.dep_ != "pobj"


def _speaks_for_itself(text: str) -> bool:
    """Whether an aside is the writer's colour: it speaks of I, me, us or you."""
    words = {word.strip(",.;").lower() for word in text.split()}
    return bool(words & {"i", "me", "my", "us", "we", "our", "you", "your"}) and '"' not in text


def _title(part: Part, last: Token) -> Iterator[tuple[Part | None, frozenset[int]]]:
    """'Harbour List leader N', 'the company's chief executive N' give 'N is ...'; a bare 'Mayor N' gives nothing."""
    doc = part.unit.doc
    name = next((ent for ent in doc.ents if ent.end - 1 == last.i and ent.label_ == "PERSON"), None)
    if name is None or not set(range(name.start, name.end)) <= part.tokens:
        return
    head = doc[name.end - 1]
    before = sorted(i for i in subtree(head) & part.tokens if i < name.start)
    while before and doc[before[0]].lower_ in {"and", ","}:
        before = before[1:]
    roles = words_of(Cue.ROLE)
    ranked = [i for i in before if doc[i].lower_ in roles]
    if not ranked or ranked[-1] != name.start - 1 or before != list(range(before[0], name.start)):
        return
    owner = any(
        doc[i].dep_ == "poss" or (doc[i].ent_type_ in NAMED and doc[i].pos_ == "PROPN" and i not in ranked)
        for i in before
    )
    if not owner or doc[before[0]].pos_ == "PRON" or any(doc[i].text in {",", '"'} for i in before):
        return
    owned = any(doc[i].dep_ in {"poss", "det"} for i in before)
    pieces: tuple[Piece, ...] = (*range(name.start, name.end), "is", *(() if owned else ("the",)), *before)
    yield Part(part.unit, pieces, head.i, aside=True), frozenset()


def _bare(part: Part, noun: Token) -> frozenset[int]:
    """A noun phrase without its own asides: no appositives, no clauses, nothing after a comma."""
    out = {noun.i}
    for child in noun.children:
        if child.i in part.tokens and child.dep_ not in {
            "appos",
            "relcl",
            "acl",
            "punct",
            "cc",
            "conj",
            "advcl",
        }:
            out |= subtree(child) & part.tokens
    return frozenset(out)


def _flat(own: frozenset[int]) -> frozenset[int]:
    return own


def _between_commas(part: Part, own: frozenset[int]) -> bool:
    """Whether a comma or dash stands before the aside, and a comma, dash or the end after it."""
    doc = part.unit.doc
    before, after = min(own) - 1, max(own) + 1
    opens = before >= 0 and doc[before].text in {","} | DASHES
    closes = after >= len(doc) or doc[after].text in {",", ".", ";", ":"} | DASHES or after not in part.tokens
    return opens and closes


def _commas(part: Part, own: frozenset[int]) -> frozenset[int]:
    doc = part.unit.doc
    around = {min(own) - 1, max(own) + 1}
    return frozenset(
        i for i in around if i in part.tokens and 0 <= i < len(doc) and doc[i].text in {","} | DASHES
    )


def _with_commas(part: Part, own: frozenset[int]) -> frozenset[int]:
    return own | _commas(part, own)


def _trim_marks(part: Part, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Pieces without punctuation left over at their start."""
    doc = part.unit.doc
    while pieces and isinstance(pieces[0], int) and doc[pieces[0]].text in {",", ";", ":"} | DASHES:
        pieces = pieces[1:]
    return pieces
