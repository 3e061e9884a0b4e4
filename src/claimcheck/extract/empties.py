"""Pronouns that must stay as they are: they stand for nothing, for a whole clause, or for the subject of their own clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import quoted_tokens
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.naming import name_lists
from claimcheck.extract.referents import (
    FEMININE,
    MASCULINE,
    NEUTER,
    PLURAL,
    POSSESSIVE,
    SUBJECT_ROLES,
    doers_of,
)
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
HELPERS = frozenset({"had", "has", "will", "would", "'d", "'ll"})
ANNOUNCING = frozenset(
    ["be", "take", "seem", "appear", "become", "remain", "turn", "follow", "happen", "emerge", "cost"]
)
COMPARING = frozenset({"much", "many", "more", "less", "half", "double", "twice"})


def is_emphatic(token: Token) -> bool:
    """'she herself' is set against someone else, who may be the last that was spoken of."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ in REFLEXIVE


def is_empty(token: Token) -> bool:
    """Whether 'it' stands for nothing: 'it is clear that', 'it took years to', 'it was X who', 'it rained'."""
    if token.lower_ in REFLEXIVE:
        return True
    if token.dep_ == "expl" or _has(token) or _shared_out(token) or _beside_owner(token) or _awaits(token):
        return True
    if token.lower_ in PLURAL | MASCULINE | FEMININE and _distributed(token):
        return True
    if (token.lower_ == "them" and _is_shared_by(token)) or _said_by_several(token):
        return True
    verb = token.head
    if token.lower_ != "it":
        return False
    if (
        _takes_up_clause(token)
        or _takes_time(token)
        or _is_of_weather(token)
        or _is_hedge(token)
        or _awaited(token)
    ):
        return True
    if token.i + 1 < len(token.doc) and token.nbor().lower_ == "all":
        return True
    return token.dep_ in SUBJECT_ROLES and _announces(token, verb)


def _announces(token: Token, verb: Token) -> bool:
    """Whether what 'it' is comes after the verb, as a clause: 'it is clear that', 'it was N who', 'it is said that'."""
    after = [child for child in verb.children if child.i > verb.i]
    if verb.lemma_ == "be" and any(
        child.dep_ == "attr" and child.lower_ in lexicon("turn") for child in after
    ):
        return True  # 'It was a bitter end for ...' takes up what happened
    if (
        verb.lemma_ == "be"
        and any(below.lower_ == "since" for child in after for below in child.subtree)
        and token.i < 2
    ):
        return True  # 'It has been 100 days since ...'
    clausal = any(
        child.dep_ in {"ccomp", "csubj", "xcomp", "advcl"} and _opens_clause(child) for child in after
    )
    cleft = any(sub.dep_ == "relcl" for child in after if child.dep_ == "attr" for sub in child.children)
    cleft = cleft or any(child.dep_ == "ccomp" and child.left_edge.lower_ == "who" for child in after)
    inside = any(
        _opens_clause(sub)
        for child in after
        if child.dep_ in {"acomp", "attr"}
        for sub in child.children
        if sub.dep_ in {"ccomp", "xcomp", "acl", "advcl"}
    )
    told = any(child.dep_ in {"ccomp", "csubj"} and _opens_clause(child) for child in after)
    if (token.dep_ == "nsubjpass" and told) or any(map(_asks, after)):
        return True  # 'It is also suggested that ...'
    return verb.lemma_ in ANNOUNCING and (
        clausal or inside or (cleft and verb.lemma_ == "be" and _who(after))
    )


def _asks(noun: Token) -> bool:
    """Whether a noun or adjective that is said of something has a question of its own: 'it remains a mystery how ...'."""
    asked = (
        below for below in noun.subtree if below.i > noun.i and below.lower_ in {"how", "whether", "why"}
    )
    return (noun.dep_ in {"acomp", "attr"} or noun.lower_ == "as") and any(
        below.dep_ in {"advmod", "mark"} and below.head.pos_ in {"VERB", "AUX"} for below in asked
    )


def _awaited(token: Token) -> bool:
    """'It was seven months before a new one came'."""
    clauses = [child for child in token.head.children if child.dep_ == "advcl" and token.head.lemma_ == "be"]
    return token.dep_ in SUBJECT_ROLES and any(
        any(mark.dep_ == "mark" and mark.lower_ in {"before", "until"} for mark in clause.children)
        and any(below.ent_type_ in {"DATE", "TIME"} for below in clause.subtree)
        for clause in clauses
    )


def _is_of_weather(token: Token) -> bool:
    """'It rained', 'It blew hard'."""
    verb = token.head
    if token.dep_ not in SUBJECT_ROLES:
        return False
    blown = verb.lemma_ == "blow" and not any(child.dep_ == "prt" for child in verb.children)
    return blown or verb.lemma_ in {"rain", "snow", "hail", "thunder", "drizzle", "freeze", "thaw"}


def _is_hedge(token: Token) -> bool:
    """'Rain, it seems, helps'."""
    verb, doc = token.head, token.doc
    if verb.lemma_ not in {"seem", "appear"} or verb.i != token.i + 1:
        return False
    return verb.i + 1 >= len(doc) or doc[verb.i + 1].is_punct


def _said_by_several(token: Token) -> bool:
    """'Most of the nurses said that they were tired': who says it stands in the sentence."""
    verb = token.head
    told = verb.head
    if (
        token.dep_ not in SUBJECT_ROLES
        or verb.dep_ != "ccomp"
        or told.lemma_.lower() not in words_of(Cue.SAYING)
    ):
        return False
    lead = next((child for child in told.children if child.dep_ == "nsubj" and child.i < token.i), None)
    return lead is not None and (lead.tag_ == "NNS" or (lead.pos_ == "NOUN" and any(
        child.like_num for child in lead.children)))  # fmt: skip


def _is_shared_by(token: Token) -> bool:
    """'Nine people died, the driver among them', 'them all'."""
    if token.head.lower_ == "among" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        return True
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == "all"


def _takes_time(token: Token) -> bool:
    """'He thought it would take him ten years', 'it would take until 2190'."""
    told = any(
        child.i > token.head.i and (child.ent_type_ in {"DATE", "TIME"} or child.lower_ == "until")
        for child in token.head.children
    )
    return token.dep_ == "nsubj" and token.head.lemma_ == "take" and told


def _has(token: Token) -> bool:
    """'It has 300,000 flights behind it': who has them."""
    prep = token.head
    if token.dep_ != "pobj" or prep.lower_ not in {"around", "before", "behind"}:
        return False
    return any(above.lemma_ == "have" for above in (prep.head, *prep.head.ancestors))


def _awaits(token: Token) -> bool:
    """'In his first year the mayor ...', 'In its first year it ...': the owner is the subject that follows."""
    if token.dep_ != "poss" or token.lower_ not in POSSESSIVE:
        return False
    root = next((above for above in token.ancestors if above.dep_ == "ROOT"), None)
    lead = (
        next((child for child in root.children if child.dep_ in SUBJECT_ROLES), None)
        if root is not None
        else None
    )
    if lead is None or token.i > lead.i or any(below.i == token.i for below in lead.subtree):
        return False
    office = (
        lead.lower_
        in lexicon("collective") | name_lists()["stands_for"]["ORG"] | name_lists()["stands_for_topic"]["ORG"]
    )
    opens = token.i < 2 and lead.pos_ == "NOUN" and token.lower_ in NEUTER  # 'In its first year the wing ...'
    if opens or (office and token.lower_ in NEUTER | PLURAL):
        return True  # 'In its last accounts the authority ...'
    return lead.pos_ == "PROPN" or any(
        token.lower_ in same and lead.lower_ in same for same in (MASCULINE, FEMININE, NEUTER, PLURAL)
    )


def _beside_owner(token: Token) -> bool:
    """'Ruth Berg and her party': the owner stands right before."""
    held = token.head
    if token.dep_ != "poss" or held.dep_ != "conj" or held.head.i > token.i:
        return False
    several = held.head.tag_ == "NNS" and token.lower_ == "their" and token.i == held.left_edge.i
    return several or held.head.pos_ == "PROPN"  # 'women and their children'


def _shared_out(token: Token) -> bool:
    """', all of them ...' after a comma takes up what stands before the comma."""
    of = token.head
    if of.lower_ == "between" and token.lower_ == "them":
        return True  # 'more than the others took between them'
    if of.lower_ == "among" and of.i and of.nbor(-1).text in {",", "-", "("}:
        return True  # 'in fourteen languages, among them N'
    if token.lower_ not in {"them", "it"} or of.lower_ != "of" or of.i < 2:
        return False
    part = of.head
    edge = part.left_edge.i
    return edge > 0 and token.doc[edge - 1].text == ","


def _distributed(token: Token) -> bool:
    """Whether a pronoun goes with 'every', 'each' or 'anyone' before it: it stands for no one in particular."""
    if token.dep_ in SUBJECT_ROLES and token.head.dep_ == "ROOT":
        return False
    quoted = quoted_tokens(token.doc)
    return any(other.lower_ in lexicon("each") and other.i not in quoted for other in token.doc[: token.i])


def _opens_clause(verb: Token) -> bool:
    """Whether a clause begins with 'that' or 'to': what empty 'it' announces."""
    return any(
        child.lower_ in {"that", "to", "whether", "if", "how", "why"}
        and child.dep_ in {"mark", "aux", "advmod"}
        for child in verb.children
    )


def _who(after: list[Token]) -> bool:
    return any(token.lower_ in {"who", "that", "which"} for child in after for token in child.subtree)


def binders(token: Token) -> Iterator[Token]:
    """The subjects that a possessive may stand for without being said again, the nearest first: 'Acme sold its shop'. In an
    appositive or a relative clause it is the noun that is described, or else the subject of the clause around it."""
    speaker = _speaker_before(token)
    if speaker is not None:
        yield speaker
    if token.dep_ != "poss" or token.lower_ not in POSSESSIVE:
        return
    described = -1
    yield from _carriers(token)
    for above in token.ancestors:
        if above.dep_ in {"appos", "acl"} and above.head.i < token.i:
            if token.head.i == above.i and above.dep_ == "appos":
                described = above.head.i  # 'N, its rival': N is nobody's rival but another's
                dealt = _dealt_with(above) if above.lemma_ in _MASTERS else None
                if dealt is not None:  # 'rented the hall from N, its builder'
                    yield dealt
                    return
            else:
                yield above.head
            break
        if above.pos_ in {"VERB", "AUX"}:
            break
    for verb in sorted(doers_of(token), reverse=True):
        lead = next((child for child in token.doc[verb].children if child.dep_ in SUBJECT_ROLES), None)
        if lead is None:
            continue
        if lead.i > token.i or any(inner.i == token.i for inner in lead.subtree):
            return
        relative = lead.tag_ in {"WDT", "WP"} and token.doc[verb].dep_ == "relcl"
        meant = token.doc[verb].head if relative else lead
        if meant.i != described:
            yield meant
        return


def _carriers(token: Token) -> Iterator[Token]:
    """'a ship on its way home': the noun that the phrase with the possessive belongs to."""
    prep = token.head.head
    if token.head.dep_ == "pobj" and prep.lower_ in {"at", "in", "on", "with"}:
        yield from (noun for noun in (prep.head,) if noun.pos_ in {"NOUN", "PROPN"})


_MASTERS = frozenset(
    ["owner", "founder", "maker", "builder", "operator", "designer", "developer", "creator", "manufacturer", "publisher",
     "landlord", "tenant", "architect", "inventor", "author", "seller", "buyer", "discoverer"]
)  # fmt: skip
"""Nouns for someone by the thing that is theirs."""


def _dealt_with(aside: Token) -> Token | None:
    """The object of the verb over a noun in apposition, where that noun is no object itself."""
    for above in aside.head.ancestors:
        if above.pos_ == "VERB":
            return next(
                (child for child in above.children if child.dep_ == "dobj" and child != aside.head), None
            )
    return None


def _speaker_before(token: Token) -> Token | None:
    """Who says it, for the 'it' of 'N said it would close': a speaker tells what he himself will do or has done."""
    verb = token.head
    if token.dep_ != "nsubj" or token.lower_ not in NEUTER or verb.dep_ != "ccomp" or verb.lemma_ == "be":
        return None
    told = verb.head
    helped = any(child.dep_ == "aux" and child.lower_ in HELPERS for child in verb.children)
    if told.lemma_.lower() not in words_of(Cue.SAYING) or not helped:
        return None
    return next((child for child in told.children if child.dep_ == "nsubj" and child.i < token.i), None)


def _takes_up_clause(token: Token) -> bool:
    """'denies it', 'spoke of it', 'Three things explain it', 'it would have been twice as much', 'made it four': what is meant
    is what was told, or a count, and no thing that has a name."""
    verb = token.head
    if token.dep_ == "dobj":
        so = verb.lemma_ == "put" and any(child.lower_.endswith("ly") for child in verb.children)
        return so or verb.lemma_ in lexicon("told_of")  # 'to put it mildly'
    if token.dep_ == "nsubj" and verb.lemma_ in {"happen", "occur"}:
        return True
    if token.dep_ == "nsubj" and verb.lemma_ == "take" and any(below.tag_ == "TO" for below in verb.subtree):
        return True  # 'It took him eleven attempts to get one'
    if token.dep_ == "pobj":
        return verb.lower_ in {"of", "about"} and verb.head.lemma_ in lexicon("told_of")
    if verb.dep_ == "ccomp" and verb.head.lemma_ == "make" and token.i == verb.head.i + 1:
        return True
    if token.dep_ == "nsubj" and token.i and token.nbor(-1).lemma_ == "make":
        return True
    return verb.lemma_ in {"be", "cost"} and any(
        child.lower_ in COMPARING
        for child in verb.children
        if child.i > verb.i and child.dep_ in {"attr", "acomp", "advmod", "dobj"}
    )
