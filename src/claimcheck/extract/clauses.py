"""A sentence into clauses that can each be checked alone: coordination, shared subjects, participles after a comma."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.extract.draft import (
    STOPS,
    SUBJECTS,
    TENSED,
    Part,
    Piece,
    Unit,
    auxiliaries,
    finite,
    quoted_tokens,
    root_of,
    subject,
    subtree,
)
from claimcheck.extract.inflection import be, like, past
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.misreadings import is_spliced, is_torn
from claimcheck.extract.pairing import pair_up
from claimcheck.extract.sharing import contrasts, correlated, may_be_of_object, share_object, shared, time_of
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


OBJECTS = frozenset({"it", "them", "him", "her"})


@dataclass(frozen=True, slots=True)
class Clause:
    """Pieces of one clause and the verb that heads it; ``sure`` when it needs no second look."""

    pieces: tuple[Piece, ...]
    head: int
    sure: bool = False


def whole_part(unit: Unit) -> Part:
    """The unit as one part with all its words."""
    root = root_of(unit.doc)
    return Part(unit, tuple(range(len(unit.doc))), root.i if root is not None else 0)


def split_clauses(unit: Unit) -> list[Part]:
    """The clauses of a unit in reading order. A unit that can't be split safely is one part with all its words."""
    root = root_of(unit.doc)
    if root is None:
        return []
    quoted = quoted_tokens(unit.doc)
    if any(is_spliced(token) or is_torn(token) for token in unit.doc):
        return [whole_part(unit)]
    clauses = [
        _read_participle(unit.doc, one)
        for one in expand(unit.doc, root, frozenset(range(len(unit.doc))), quoted)
    ]
    parts = [Part(unit, clause.pieces, clause.head) for clause in clauses]
    fine = all(clause.sure or sound(part) for clause, part in zip(clauses, parts, strict=True))
    return parts if len(parts) > 1 and fine else [whole_part(unit)]


def _read_participle(doc: Doc, clause: Clause) -> Clause:
    """'The ring, opened in 2011, is 19 km long and ...', where the parser took the participle for the verb."""
    verb = doc[clause.head]
    lead = subject(verb)
    bare = verb.tag_ == "VBN" and not auxiliaries(verb) and verb.i > 0 and verb.nbor(-1).text == ","
    if not bare or lead is None or lead.i > verb.i or verb.i - 1 not in clause.pieces:
        return clause
    if any(doc[i].text == "," for i in range(lead.i, verb.i - 1)):
        return (
            clause  # the comma closes what stands aside: 'The largest, in N, opened in 2023 and serves ...'
        )
    be_said = (be(lead, past=True) if piece == verb.i - 1 else piece for piece in clause.pieces)
    return replace(clause, pieces=tuple(be_said))


def sound(part: Part) -> bool:
    """Whether a part has a subject and a tensed verb and enough words to stand alone."""
    doc, tokens = part.unit.doc, part.tokens
    said = [piece for piece in part.pieces if isinstance(piece, str)]
    tensed = bool(said) or any(doc[i].tag_ in TENSED for i in tokens) or doc[part.head].tag_ == "VBN"
    has_subject = any(
        doc[i].dep_ in SUBJECTS or (doc[i].dep_ == "conj" and doc[i].head.dep_ in SUBJECTS) for i in tokens
    )
    ordered = [doc[piece] for piece in part.pieces if isinstance(piece, int)]
    stray = any(
        one.dep_ == "aux" and one.lower_ == "to" and other.tag_ == "VBG" for one, other in pairwise(ordered)
    )
    helped = any(doc[i].tag_ in {"MD", "TO"} or doc[i].lemma_ == "do" for i in tokens)
    bare = doc[part.head].tag_ == "VB" and not helped and not said  # 'it is mostly wait and see'
    words = sum(not doc[i].is_punct for i in tokens) + len(said)
    return tensed and has_subject and words >= 3 and not (stray or bare) and not _dangles(ordered)


def _dangles(ordered: Sequence[Token]) -> bool:
    """Whether a part breaks off after a preposition or conjunction whose object went elsewhere."""
    last = next((token for token in reversed(ordered) if not token.is_punct), None)
    if last is None or last.dep_ not in {"prep", "mark", "cc", "det", "aux", "case", "poss"}:
        return False
    return last.i + 1 < len(last.doc) and not last.nbor().is_punct


def expand(doc: Doc, head: Token, scope: frozenset[int], quoted: frozenset[int]) -> list[Clause]:
    """The clause of ``head`` within ``scope`` in all its variants, then those coordinated with it, in reading order."""
    beside = [
        child
        for child in head.children
        if child.i in scope and child.i not in quoted and _separable(head, child)
    ]
    beside = [child for child in beside if not _encloses(head, child, beside, scope)]
    own = scope - frozenset(i for child in beside for i in subtree(child))
    own = _without_loose(doc, own, scope)
    made = (
        _distribute(doc, head, own, quoted)
        or [Clause(pieces, head.i, sure=True) for pieces in pair_up(doc, head, own)]
        or _amounts(doc, head, own)
        or [Clause(tuple(sorted(own)), head.i)]
    )
    for child in beside:
        variants = expand(doc, child, subtree(child) & scope, quoted)
        made.extend(_taken_over(doc, head, child, own, variants))
    made = _attributed(doc, made) if len(made) > 1 else made
    return sorted(made, key=lambda clause: clause.head)


def _attributed(doc: Doc, clauses: Sequence[Clause]) -> list[Clause]:
    """Clauses that all have the one 'according to ...' which opens or closes the sentence."""
    mark = next((token for token in doc if token.lower_ == "according" and token.dep_ == "prep"), None)
    if mark is None or sum(token.lower_ == "according" for token in doc) > 1:
        return list(clauses)
    own = tuple(sorted(subtree(mark)))
    return [
        clause
        if mark.i in clause.pieces
        else replace(clause, pieces=(*_unstopped(doc, clause.pieces), ",", *own))
        for clause in clauses
    ]


def _unstopped(doc: Doc, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    last = pieces[-1]
    return pieces[:-1] if isinstance(last, int) and doc[last].text == "." else pieces


def _encloses(head: Token, child: Token, beside: Sequence[Token], scope: frozenset[int]) -> bool:
    """Whether words of the head's own clause come after a coordinated one: then the parse can't be right."""
    if child.i < head.i and child.dep_ == "advcl":
        return False
    others = frozenset(i for other in beside for i in subtree(other))
    return any(i > max(subtree(child)) and not head.doc[i].is_punct for i in scope - others)


def _taken_over(
    doc: Doc, head: Token, child: Token, own: frozenset[int], variants: Iterable[Clause]
) -> Iterable[Clause]:
    """Variants of a clause beside ``head``'s, with what it shares put before it and participles made verbs."""
    for variant in variants:
        verb = doc[variant.head]
        mark = next((one.i for one in child.children if one.dep_ == "mark"), -1)
        if child.dep_ == "advcl" and mark >= 0:  # 'while profit fell'
            yield replace(variant, pieces=tuple(piece for piece in variant.pieces if piece != mark))
            continue
        if subject(verb) is not None:
            yield replace(variant, pieces=(*time_of(head, child, own), *variant.pieces))
            continue
        pieces = variant.pieces
        opening = doc[next(piece for piece in pieces if isinstance(piece, int))]
        if any(above.dep_ == "parataxis" for above in (opening, *opening.ancestors) if above.i in pieces):
            pieces = (",", *pieces)  # '..., says N, is good for ...'
        if verb.tag_ == "VBG" and child.tag_ == "VBG" and child.dep_ == "advcl":
            pieces = tuple(like(verb, head) if piece == verb.i else piece for piece in pieces)
            yield Clause((*shared(head, None, own), *pieces), variant.head)
        else:
            yield Clause((*shared(head, verb, own), *pieces), variant.head)


def _separable(head: Token, child: Token) -> bool:
    """Whether ``child`` heads a clause that stands beside ``head``'s, not inside it."""
    if child.pos_ not in {"VERB", "AUX"} or head.pos_ not in {"VERB", "AUX"}:
        return False
    if child.dep_ == "conj":
        lead = subject(child)
        if lead is not None:
            leans = any(token.tag_ in {"WDT", "WP", "WP$"} for token in lead.subtree)
            leans = leans or lead.lower_ in {"both", "each", "either", "half", "neither", "some", "others"}
            return finite(child) and not leans and not correlated(child)
        return _shares(head, child)
    return child.dep_ == "advcl" and head.dep_ != "ccomp" and (_acts(head, child) or contrasts(head, child))


def _shares(head: Token, child: Token) -> bool:
    """Whether a coordinated verb without a subject can borrow the head's: tensed itself, or of the same form."""
    lead = subject(head)
    if lead is not None and lead.i > head.i and lead.dep_ != "expl":
        return False  # 'Above the valley stands a dam, and above every talk stands a question'
    if any(
        other.lower_ in {"so", "nor", "neither"} and other.i < child.i
        for other in child.children
        if other.dep_ == "advmod"
    ):
        return False  # 'and so has the rent'
    if correlated(child) or not _coordinated(head, child) or (lead is not None and lead.dep_ == "expl"):
        return False
    if any(
        other.dep_ in {"amod", "nmod", "compound", "dep"} and other.i < child.i for other in child.children
    ):
        return False  # 'a tear 40 centimetres long runs': a subject that the parser didn't know
    if (
        child.tag_ in {"VBN", "VBD"}
        and child.i > 0
        and child.nbor(-1).lower_ in {"as", "so", "too", "more", "less"}
    ):
        return False  # 'may be as old and as admired as the tower': an adjective
    reported = head.dep_ == "ccomp" and head.head.lemma_.lower() in words_of(Cue.SAYING)
    of_speaker = reported and child.lemma_.lower() in words_of(Cue.SAYING) | {"decline", "refuse"}
    if of_speaker or _turns(head):
        return False  # 'She said that three had closed, but declined to name them'
    if {head.tag_, child.tag_} == {"VBZ", "VBP"} and not auxiliaries(child):
        return False  # 'plans to open A, create B': an infinitive that the parse took for a present tense
    if finite(child):
        return (subject(head) is not None or head.dep_ == "conj") and not share_object(head, child)
    if any(other.dep_ == "neg" for other in head.children) or share_object(head, child):
        return False  # 'do not have A, and use B' may or may not deny both
    if (
        child.tag_ == "VBN"
        and head.tag_ == "VBD"
        and not auxiliaries(child)
        and child.text in {past(child.lemma_), child.lemma_}
    ):
        return True  # 'studied law and graduated': one form for both
    if child.tag_ != head.tag_ or child.tag_ not in {"VBN", "VB", "VBG"}:
        return False
    return bool(auxiliaries(head)) or head.dep_ in {"advcl", "conj"}


def _turns(head: Token) -> bool:
    """'was not kept, but rather sold': apart, the second would be denied as well, or the first not told."""
    denied = any(other.dep_ == "neg" for other in head.children)
    return denied and any(other.dep_ == "cc" and other.lower_ == "but" for other in head.children)


def _coordinated(head: Token, child: Token) -> bool:
    """Whether a conjunction joins the two; 'The line, opened in 2017, has struggled' has none."""
    chain = [head, child, *(other for other in child.subtree if other.dep_ == "conj" and other.head == child)]
    return any(token.dep_ == "cc" for verb in chain for token in verb.children)


def _acts(head: Token, child: Token) -> bool:
    """Whether a participle after a comma says what else the subject did: ', killing 12 people'."""
    if child.tag_ != "VBG" or child.i < head.i or not child.text.islower() or subject(child) is not None:
        return False
    if child.lower_ in lexicon("no_act"):
        return False
    lead = subject(head)
    if lead is None or lead.tag_ in {"WDT", "WP"} or lead.dep_ == "expl" or not finite(head):
        return False
    if may_be_of_object(head, child):
        return False
    edge = min(subtree(child))
    if any(other.dep_ == "ccomp" and other.i < head.i for other in head.children):
        return False  # 'X grew, the office said, beating ...' is what X did
    modal = any(aux.tag_ == "MD" for aux in auxiliaries(head))
    if modal and child.lemma_.lower() in words_of(Cue.SAYING) | {"blame", "cite"}:
        return False  # 'will close it, blaming the weather' blames today
    if any(below.dep_ == "dobj" and below.lower_ in OBJECTS for below in child.children):
        return False  # ', valuing it at $600 million': nobody values himself
    return edge > 0 and child.doc[edge - 1].text == "," and edge == child.i and len(subtree(child)) >= 3


def _distribute(doc: Doc, head: Token, own: frozenset[int], quoted: frozenset[int]) -> list[Clause]:
    """'said that A and B', 'plans to A, B and C': one clause for each thing said or planned, with the frame around it."""
    for child in head.children:
        if child.i not in own or child.i in quoted or not _frames(head, child):
            continue
        below = subtree(child) & own
        more = [
            other
            for other in head.children
            if other.dep_ == child.dep_ == "xcomp"
            and other.i > child.i
            and other.tag_ == "VB"
            and other.i in own
            and other.i not in quoted
        ]
        variants = expand(doc, child, below, quoted)
        mark = next((aux.i for aux in auxiliaries(child) if aux.lower_ == "to"), None)
        for other in more:
            inner = expand(doc, other, subtree(other) & own, quoted)
            bare = mark is not None and not any(aux.lower_ == "to" for aux in auxiliaries(other))
            variants += (
                [Clause((mark, *clause.pieces), clause.head) for clause in inner]
                if bare and mark is not None
                else inner
            )
        if len(variants) < 2:
            continue
        inside = below | frozenset(i for other in more for i in subtree(other))
        frame = _without_loose(doc, own - inside, own)
        front = tuple(i for i in sorted(frame) if i < min(below))
        back = tuple(i for i in sorted(frame) if i > min(below))
        if any(other.dep_ == "advcl" and other.i in back and other.i < head.i for other in head.children):
            continue  # hung on the wrong verb
        comma = (",",) if back and not doc[back[0]].is_punct else ()
        return [Clause((*front, *clause.pieces, *comma, *back), head.i) for clause in variants]
    return []


def _frames(head: Token, child: Token) -> bool:
    """Whether ``child`` is what ``head`` reports or intends."""
    if child.dep_ == "xcomp":
        return child.tag_ == "VB" and any(aux.lower_ == "to" for aux in auxiliaries(child))
    return (
        child.dep_ == "ccomp"
        and head.lemma_.lower() in words_of(Cue.SAYING)
        and subject(child) is not None
        and finite(child)
    )


def _amounts(doc: Doc, head: Token, own: frozenset[int]) -> list[Clause]:
    """'used 300 tonnes of A and 90 tonnes of B': one clause for each amount."""
    if any(doc[i].lower_ in _TOGETHER for i in own):
        return []
    for noun in head.children:
        if noun.dep_ not in {"dobj", "attr"} or noun.i not in own or noun.i < head.i:
            continue
        rest = [token for token in _joined(noun) if token.i in own]
        if not rest or not all(_counted(token) for token in (noun, *rest)):
            continue
        if {noun.lemma_.lower(), *(token.lemma_.lower() for token in rest)} <= _UNITS:
            continue  # 'ran for two hours and 15 minutes'
        whole = subtree(noun) & own
        front = tuple(i for i in sorted(own - whole) if i < min(whole))
        back = tuple(i for i in sorted(own - whole) if i > max(whole))
        return [
            Clause((*front, *_alone(doc, token, (noun, *rest), own), *back), head.i)
            for token in (noun, *rest)
        ]
    return []


_TOGETHER = frozenset(
    ["respectively", "between", "both", "either", "or", "total", "combined", "them", "each", "which", "whom"]
)
_UNITS = frozenset(
    ["year", "month", "week", "day", "hour", "minute", "second", "foot", "inch", "pound", "penny", "ounce"]
)


def _joined(token: Token) -> list[Token]:
    return [found for child in token.children if child.dep_ == "conj" for found in (child, *_joined(child))]


def _alone(doc: Doc, token: Token, among: Sequence[Token], own: frozenset[int]) -> tuple[int, ...]:
    """A conjunct without the others and without what joined them."""
    mine = subtree(token) & own
    mine -= frozenset(i for other in among if other is not token and other.i in mine for i in subtree(other))
    kept = [i for i in sorted(mine) if not (doc[i].dep_ == "cc" and doc[i].head in among)]
    while kept and doc[kept[-1]].text in STOPS:
        kept.pop()
    return tuple(kept)


def _counted(noun: Token) -> bool:
    """Whether the noun carries a figure of its own."""
    own = any(child.dep_ == "nummod" and child.like_num for child in noun.children)
    return own and noun.pos_ in {"NOUN", "PROPN", "NUM", "SYM"}  # 'nine times as many' counts nothing


def _without_loose(doc: Doc, own: frozenset[int], scope: frozenset[int]) -> frozenset[int]:
    """Tokens without the conjunctions and commas that joined what has been taken out of ``scope``."""
    kept = sorted(own)
    loose: set[int] = set()
    for place in range(len(kept) - 1, -1, -1):
        token = doc[kept[place]]
        follows = kept[place + 1] if place + 1 < len(kept) else None
        gap = (follows is None and token.i != max(scope)) or (
            follows is not None and (follows > token.i + 1 or follows in loose)
        )
        if (gap or place == 0) and (
            token.dep_ == "cc"
            or token.text in STOPS
            or (
                gap
                and token.lower_ in {"so", "while", "whereas", "although", "though"}
                and token.dep_ in {"mark", "advmod"}
            )
        ):
            loose.add(token.i)
    return own - loose
