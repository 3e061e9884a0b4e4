"""What the verb beside a pronoun, or the thing that it owns, tells of it: shares are a company's, what melts is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.naming import name_lists
from claimcheck.extract.referents import NEUTER, PLURAL, Referent
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token


def affinity(token: Token, referent: Referent) -> float:
    """What 'its' or 'their' possesses tells of the owner: shares and a chief executive belong to a company."""
    label = owned_by(token)
    if token.dep_ == "poss" and token.head.lemma_.lower() in lexicon("of_studies"):
        return 4.0 if referent.key in lexicon("study") else -1.0
    if not label:
        return 0.0
    if referent.label == label or (label == "ORG" and is_company(referent.key)):
        return 1.5
    return -0.5 if referent.label else -1.5


def owned_by(token: Token) -> str:
    """What sort of owner a possessive must have: an ORG of shares and presidents, a GPE of mayors; '' when any will do."""
    if token.dep_ != "poss":
        return ""
    word = token.head.lower_
    for label, owned in name_lists()["owns"].items():
        if label != "PERSON" and (word in owned or (label == "ORG" and word in words_of(Cue.ROLE))):
            return label
    return ""


def is_company(word: str) -> bool:
    """Whether a common noun (its lemma) means a company, club or office of any sort."""
    lists = name_lists()
    company = lists["stands_for"]["ORG"] | lists["stands_for_topic"]["ORG"] | lists["last"]["ORG"]
    return word in company or word in lexicon("collective")


def wants_company(token: Token, label: str, lead: Token) -> bool:
    """Whether what 'its' possesses belongs to a company and ``lead`` is none. Anything has an owner: 'rented the hall from N, its
    owner'."""
    if token.head.lemma_ == "owner" and token.head.dep_ == "appos":
        return False
    return owned_by(token) == "ORG" and label != "ORG" and not is_company(lead.lemma_.lower())


def is_firm(token: Token, referent: Referent) -> bool:
    """Whether 'the company' may stand for a name: not for one that ends in Trust, Union, Court or the like."""
    firm = token.lemma_.lower() in {
        "business",
        "company",
        "conglomerate",
        "corporation",
        "enterprise",
        "firm",
        "start-up",
        "startup",
    }
    return not firm or referent.key.split()[-1].lower() not in lexicon("not_firms")


def is_able(token: Token, referent: Referent) -> bool:
    """Whether it can want or expect something, when that is said of it: a company can, a deal can't."""
    doing = token.dep_ == "nsubj" and token.head.lemma_.lower() in lexicon("banding")
    if (
        doing
        and token.lower_ in PLURAL
        and not (referent.label or referent.collective or _are_people(referent))
    ):
        return False  # no prices form an association
    if token.dep_ == "dative" and token.lower_ in PLURAL and not (referent.label or referent.collective):
        return False  # 'It cost them a fortune': people, which not every noun tells
    if token.lower_ not in NEUTER:
        return True
    agent = referent.label in {"ORG", "PERSON", "GPE", "NORP"} or is_company(referent.key)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and is_share(token.head.head):
        amount = any(
            one.dep_ == "dobj" and one.ent_type_ in {"QUANTITY", "MONEY"} for one in token.doc[: token.i]
        )
        return not agent and not amount  # 'half of it' is of what can be shared out, such as 46 tonnes
    verb = token.head.lemma_.lower()
    amounts = [child for child in token.head.children if child.dep_ == "attr" and _is_amount(child)]
    if token.dep_ == "nsubj" and verb == "be" and amounts and referent.key not in lexicon("measures"):
        return False  # 'It is 420,000' is said of a dose, not of a paper
    if (
        token.dep_ == "nsubj"
        and verb == "set"
        and any(child.lower_ == "aside" for child in token.head.children)
    ):
        return agent
    if token.dep_ == "nsubj" and verb in lexicon("uttering"):
        return (agent and referent.label != "GPE") or referent.key in words_of(Cue.SOURCE) | lexicon("study")
    if token.dep_ != "nsubj" or verb not in lexicon("willing"):
        return True
    return agent


def _are_people(referent: Referent) -> bool:
    people = lexicon("human") | lexicon("kin") | words_of(Cue.ROLE) | words_of(Cue.SOURCE)
    return referent.key.startswith("&") or referent.key in people


def exceeds(token: Token, referent: Referent) -> bool:
    """Whether it would be more of them than there are: '40 of them' of '23 locks'."""
    share = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    said = [int(word) for word in re.findall(r"\d+", referent.name.replace(",", ""))]
    return share.text.isdigit() and bool(said) and int(share.text) > sum(said)


def _is_amount(word: Token) -> bool:
    return word.like_num or word.ent_type_ in {"PERCENT", "MONEY"}


def is_share(word: Token) -> bool:
    """Whether a word says how many or how much of something: a number, 'half', '40 percent'."""
    return word.like_num or word.lower_ in lexicon("share") or word.ent_type_ == "PERCENT"


def is_dealt_with(token: Token) -> bool:
    """Whether a pronoun is the object of what is done to firms: 'values it at $1 billion'."""
    return token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon("dealt_with")


def suits(token: Token, referent: Referent) -> float:
    """What 'it' does tells what it is: what is built, costs or weighs something is no company and no place."""
    verb = token.head
    if token.dep_ == "dobj" and verb.lemma_ == "make" and referent.person:
        return -3.0
    if token.dep_ == "dobj" and referent.label in {"GPE", "LOC"} and token.lower_ in NEUTER:
        return 0.0 if verb.lemma_ in lexicon("done_to_places") | lexicon("dealt_with") else -3.0
    if token.dep_ == "nsubj" and referent.label in {"GPE", "LOC", "FAC"} and verb.lemma_ in lexicon("moving"):
        return -3.0
    change = not referent.named and referent.key in lexicon("measured_moves") | {"growth", "increase"}
    if change and token.dep_ == "nsubj" and any(child.dep_ == "dobj" for child in verb.children):
        return -3.0  # no decline loses its nests
    office = referent.label in {"ORG", "GPE", "PERSON"} or (
        not referent.named and referent.key in lexicon("collective")
    )
    if token.dep_ not in {"nsubj", "nsubjpass"} or not office:
        return 0.0
    moves = token.dep_ == "nsubj" and verb.lemma_.lower() in lexicon("measured_moves")
    if moves and not any(child.dep_ == "dobj" for child in verb.children):
        return -3.0  # rates rise and fall, offices don't
    shaped = any(child.dep_ == "acomp" and child.lower_ in lexicon("physical") for child in verb.children)
    if token.dep_ == "nsubj" and shaped:
        return -4.0  # 'it is a third lighter' is said of no company
    made = token.dep_ == "nsubjpass" and verb.lemma_ in lexicon("made")
    return -3.0 if made or (token.dep_ == "nsubj" and verb.lemma_ in lexicon("measuring")) else 0.0


def is_aside(head: Token, referent: Referent) -> bool:
    """Whether a phrase is no mention that a later pronoun may take up: of an owner's own thing ("N's is called M" is about
    N's), a home, a question, a set phrase, or one of several in a list."""
    owner = head.dep_ in {"nsubj", "nsubjpass"} and any(child.dep_ == "case" for child in head.children)
    listed = is_listed(head) and head.dep_ == "conj" and not referent.named
    return (
        owner
        or listed
        or is_home(head, referent)
        or poses(head)
        or is_idiom(head)
        or is_state(head, referent)
    )


def is_state(head: Token, referent: Referent) -> bool:
    """'in very good condition', 'under pressure': how a thing is, which nothing is said of again."""
    bare = all(child.dep_ in {"amod", "advmod"} for child in head.children)
    prep = head.head
    kept = prep.lower_ in {"at", "for", "in", "on", "under"} or (
        prep.lower_ == "of" and prep.head.lemma_ == "be"
    )
    return head.dep_ == "pobj" and head.tag_ == "NN" and kept and bare and not referent.named


def is_home(head: Token, referent: Referent) -> bool:
    """'Sweden's N' speaks of N, not of Sweden."""
    return referent.label in {"GPE", "LOC"} and head.dep_ == "poss" and head.head.pos_ == "PROPN"


def poses(head: Token) -> bool:
    """'The trouble was the salt' goes on about the salt."""
    told = head.dep_ == "nsubj" and head.head.lemma_ == "be" and head.lemma_.lower() in lexicon("posers")
    return told and any(child.dep_ == "attr" for child in head.head.children)


def is_idiom(head: Token) -> bool:
    """'joined forces', 'took place'."""
    return head.dep_ == "dobj" and head.lower_ in lexicon("bare_objects") and not list(head.lefts)


def is_listed(head: Token) -> bool:
    """Whether a noun is one of those told to be something: '64 people: engineers, two cooks and a clerk'."""
    while head.dep_ == "conj":
        head = head.head
    return head.dep_ in {"appos", "attr"}


def is_elsewhere(token: Token) -> bool:
    """'In Upton it is not even six': what is said of a place by name is said of no other place as 'it'."""
    return any(
        child.dep_ == "prep" and child.i < token.i and child.lower_ in {"in", "at", "on"}
        and any(part.dep_ == "pobj" and part.pos_ == "PROPN" for part in child.children)
        for child in token.head.children
    )  # fmt: skip
