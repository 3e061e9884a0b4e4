"""Noun phrases within a part, the commas around what stands aside, and what a word can refer to."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from claimcheck.extract.draft import DASHES, Part, auxiliaries, subtree
from claimcheck.extract.inflection import is_plural
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import is_human
from claimcheck.extract.senses import is_idiom

if TYPE_CHECKING:
    from spacy.tokens import Token

Aside = tuple[Part | None, frozenset[int]]
"""A part of its own, if it makes one, and the tokens that the main part loses."""

ASIDES = frozenset({"appos", "relcl", "acl", "advcl", "preconj"})
COMMAS = frozenset({","}) | DASHES
TIMES = frozenset({"day", "week", "month", "year", "morning", "afternoon", "evening", "night", "time"})
LASTING = frozenset({"begin", "end", "last", "start"})
ENDS = frozenset({":", ";", ".", "!", "?"})


def is_clear(antecedent: Token, opener: Token, verb: Token) -> bool:
    """Whether no other noun could be meant: none above or below the antecedent agrees with the clause as well."""
    joined = any(child.dep_ == "conj" and child.i < opener.i for child in antecedent.children)
    if joined or is_idiom(antecedent):
        return False  # of both, or of the last? 'take part, which is two thirds of them'
    if antecedent.dep_ == "conj" and (verb.lemma_ in lexicon("banding") or verb.tag_ == "VBP"):
        return False  # 'by N and M, who had met at school'
    if opener.lower_ == "who":
        return antecedent.ent_type_ == "PERSON" or antecedent.pos_ in {"PROPN", "NOUN"}
    time = antecedent.lower_ in TIMES and verb.lemma_ not in LASTING
    if antecedent.pos_ not in {"NOUN", "PROPN"} or (
        opener.lower_ == "which" and (time or _is_person(antecedent))
    ):
        return False  # 'a notice, put up earlier in the day, which ...', 'N, a teacher in M, which ...'
    if opener.lower_ == "where" and antecedent.ent_type_ in {"GPE", "LOC", "FAC", "ORG"}:
        return True
    placed = (
        antecedent.dep_ == "pobj"
        and antecedent.head.head.pos_ == "VERB"
        and antecedent.head.lower_ not in {"of", "by"}
    )
    told = any(child.dep_ == "attr" or child.like_num for child in verb.children)
    if opener.lower_ == "which" and verb.lemma_ == "be" and placed and not told:
        return False  # 'They sleep in the kitchen, which is against the rules'
    rivals = [
        token
        for token in antecedent.subtree
        if token.dep_ == "pobj" and token.i < opener.i and token.head.head == antecedent
    ]
    above = antecedent.head.head
    amounts: list[Token] = [*above.children, above] if antecedent.dep_ == "pobj" else []
    if any(one.dep_ == "dobj" and one.pos_ in {"NUM", "SYM"} and one.i < antecedent.i for one in amounts):
        return False  # 'made 58 million after tax, which ...'
    if antecedent.dep_ == "pobj" and antecedent.head.head.pos_ in {"NOUN", "PROPN"}:
        wholes = takewhile(lambda one: one.pos_ not in {"VERB", "AUX"}, antecedent.ancestors)
        rivals += [one for one in wholes if one.pos_ in {"NOUN", "PROPN"}]
    elif antecedent.dep_ == "pobj":  # 'took a loan from the bank, which ...'
        rivals += [
            other
            for other in antecedent.head.head.children
            if other.dep_ == "dobj" and other.i < antecedent.i
        ]
    rivals = [one for one in rivals if opener.lower_ != "which" or not _is_person(one)]
    tense = next((token.tag_ for token in (*auxiliaries(verb), verb) if token.tag_ in {"VBZ", "VBP"}), "")
    if opener.lower_ == "whose" or not tense:
        return not rivals
    plural = tense == "VBP"
    return is_plural(antecedent) == plural and not any(is_plural(rival) == plural for rival in rivals)


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON" or is_human(noun)


def bare(part: Part, noun: Token) -> frozenset[int]:
    """A noun phrase without its own asides: no appositives, no clauses, nothing after a comma."""
    out = {noun.i}
    for child in noun.children:
        joined = child.dep_ in {"cc", "conj"} and not any(other.text == "&" for other in noun.children)
        if child.i not in part.tokens or child.dep_ in ASIDES or joined or is_comma(part, child.i):
            continue
        out |= subtree(child) & part.tokens
    doc = noun.doc
    ends = (i for i in out if i > noun.i and (is_comma(part, i) or doc[i].text in ENDS))
    end = min(ends, default=len(doc))
    return frozenset(i for i in out if i < end)


def is_comma(part: Part, i: int) -> bool:
    return part.unit.doc[i].text in COMMAS


def between_commas(part: Part, own: frozenset[int]) -> bool:
    """Whether a comma or dash stands before the aside, and a comma, dash or the end after it."""
    doc = part.unit.doc
    before, after = min(own) - 1, max(own) + 1
    closes = after >= len(doc) or after not in part.tokens or doc[after].text in COMMAS | {".", ";", ":"}
    return before >= 0 and doc[before].text in COMMAS and closes


def commas_around(part: Part, own: frozenset[int]) -> frozenset[int]:
    """The commas around an aside; the second stays when it closes a longer phrase that a comma opened, or a longer opening."""
    doc = part.unit.doc
    around = {min(own) - 1, max(own) + 1}
    for above in doc[min(own)].ancestors:
        inner = subtree(above) & part.tokens
        edge = min(inner, default=0)
        opened = above.dep_ in ASIDES and edge < min(own) - 1 and edge > 0 and is_comma(part, edge - 1)
        if opened and max(inner) == max(own):
            around -= {max(own) + 1}
            break
    return frozenset(i for i in around if i in part.tokens and 0 <= i < len(doc) and is_comma(part, i))
