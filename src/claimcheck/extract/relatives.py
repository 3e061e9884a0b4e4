"""Relative clauses between commas as sentences of their own: 'N, which opened in 1990,' gives 'N opened in 1990'."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.clauses import expand
from claimcheck.extract.draft import DASHES, Part, Piece, finite, quoted_tokens, subject, subtree
from claimcheck.extract.referents import is_human
from claimcheck.extract.stretches import Aside, bare, between_commas, commas_around, is_clear, is_comma

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
OWN = frozenset({"i", "me", "my", "us", "we", "our", "you", "your"})


def find_relative(part: Part, verb: Token) -> Iterator[Aside]:
    """', which opened in 1990,' gives '<what> opened in 1990' where it is clear what 'which' stands for."""
    doc = part.unit.doc
    own = _until_dash(part, subtree(verb) & part.tokens)
    if not own or not between_commas(part, own) or verb.head.i not in part.tokens:
        return
    dropped = own | commas_around(part, own)
    if any(doc[i].lower_ in OWN for i in own):
        yield None, dropped  # the writer's own colour
        return
    opener = doc[min(own)]
    if opener.lower_ not in {"which", "who", "whose", "where"} or not finite(verb):
        return
    if (
        any(child.lower_ in {"not", "no"} for child in verb.head.children)
        or verb.head.left_edge.lower_ == "only"
    ):
        return
    antecedent = _person(verb.head) if opener.lower_ == "who" else _thing(verb.head, opener)
    if not is_clear(antecedent, opener, verb) or _trails(part, own):
        return
    for pieces, head in _said(part, verb, antecedent, own):
        yield Part(part.unit, pieces, head, aside=True), dropped


def _said(
    part: Part, verb: Token, antecedent: Token, own: frozenset[int]
) -> Iterator[tuple[tuple[Piece, ...], int]]:
    """Sentences that a relative clause makes, with their verbs: 'which', 'whose' or 'where' in it stands for the antecedent."""
    doc = part.unit.doc
    opener = doc[min(own)]
    front = sorted(i for i in bare(part, antecedent) if i < opener.i)
    named: tuple[Piece, ...] = tuple(
        "the" if doc[i].lower_ in {"a", "an"} and doc[i].head == antecedent else i for i in front
    )
    rest = tuple(i for i in sorted(own) if i != opener.i)
    if opener.lower_ == "where":
        rest = tuple(i for i in rest if doc[i].text != ".")
        if antecedent.ent_type_ in PLACES and subject(verb) is not None:
            at = antecedent.head.lower_ if antecedent.dep_ == "pobj" else ""
            place = "at" if antecedent.ent_type_ in {"ORG", "FAC"} else "in"
            yield (*rest, at if at in {"at", "in", "on"} else place, *named), verb.i
    elif opener.lower_ == "whose":
        owned = opener.head
        thing = tuple(i for i in rest if i in subtree(owned))
        others = tuple(i for i in rest if i not in subtree(owned))
        if owned.dep_ in {"nsubj", "nsubjpass"} and owned.head == verb:
            yield (*named, "'s", *rest), verb.i
        elif owned.dep_ == "dobj" and owned.head == verb:
            yield (*others, *named, "'s", *thing), verb.i
    elif opener.dep_ in {"nsubj", "nsubjpass"} and opener.head == verb:
        for clause in expand(doc, verb, own, quoted_tokens(doc)):
            yield (
                tuple(new for old in clause.pieces for new in (named if old == opener.i else (old,))),
                clause.head,
            )


def _trails(part: Part, own: frozenset[int]) -> bool:
    """Whether words that belong to the clause come after its second comma: ', who was fifth, a minute behind'."""
    doc = part.unit.doc
    after = max(own) + 2
    if min(own) < part.head or after >= len(doc) or after not in part.tokens or not is_comma(part, after - 1):
        return False
    top = doc[after]
    while top.head.i > max(own) + 1 and top.head != top:
        top = top.head
    return top.dep_ in {"npadvmod", "dep", "advmod", "appos", "nummod", "quantmod"}


def _until_dash(part: Part, own: frozenset[int]) -> frozenset[int]:
    """What dashes enclose, where one opens the clause: '— which takes two hours — or wait in the hall'."""
    doc = part.unit.doc
    if not own or min(own) == 0 or doc[min(own) - 1].text not in DASHES:
        return own
    closing = next((i for i in sorted(own) if doc[i].text in DASHES), max(own) + 1)
    return frozenset(i for i in own if i < closing)


def _thing(noun: Token, opener: Token) -> Token:
    """What 'which' stands for: no person, but the place that he is said to be in ('N, a teacher in M, which ...')."""
    person = noun.ent_type_ == "PERSON" or is_human(noun)
    last = opener.nbor(-2) if opener.lower_ == "which" and opener.i > 1 else noun
    placed = last.pos_ == "PROPN" and last.dep_ == "pobj" and last.ent_type_ != "PERSON"
    return last if person and placed else noun


def _person(noun: Token) -> Token:
    """Who 'who' stands for: the noun, or the person that it describes ('N, an analyst at X, who ...')."""
    if noun.ent_type_ == "PERSON":
        return noun
    for above in noun.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            break
        if above.ent_type_ == "PERSON":
            return above
    whole = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    if is_human(whole) and not is_human(noun):
        return whole  # 'the champions of 24 leagues, who ...'
    return noun
