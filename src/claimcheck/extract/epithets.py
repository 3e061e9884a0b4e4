"""Who 'the Italian', 'the 34-year-old' and 'the striker' are: somebody who has just been named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import SUBORDINATE, Phrase, Referent, gender_of, is_aged
from claimcheck.extract.salience import Memory

if TYPE_CHECKING:
    from spacy.tokens import Token

LATELY = 2.0  # sentences back, a new paragraph counted as one


def person_behind(phrase: Phrase, memory: Memory) -> Referent | None:
    """The person named just before that a description by nation, age or calling takes up; ``None`` when several may be meant,
    or somebody else is named before it in the sentence."""
    head = phrase.head
    if head.doc[phrase.first].lower_ != "the" or not (is_aged(head) or _is_epithet(head, phrase)):
        return None
    if any(
        child.dep_ in {"appos", "acl", "relcl"} and child.left_edge.nbor(-1).text != ","
        for child in head.children
    ):
        return None
    lately = [
        spoken for spoken in memory.spoken
        if spoken.referent.person and spoken.referent.named and memory.when - spoken.when <= LATELY
    ]  # fmt: skip
    here = [spoken for spoken in lately if spoken.when == memory.when]
    if here:  # 'N scored twice, and the 34-year-old ...'
        verb = head.doc[phrase.verb]
        lately = [
            one for one in here if one.role == "subject" and verb.dep_ == "conj" and one.verb == verb.head.i
        ]
    gender = gender_of(head.text)
    fitting = [spoken for spoken in lately if not gender or spoken.referent.gender in {"", gender}]
    leading = [spoken for spoken in fitting if spoken.role == "subject" and spoken.sunk < SUBORDINATE]
    acting = [spoken for spoken in fitting if spoken.role == "subject"]
    for some in (leading, acting, fitting):
        people = {spoken.referent.key: spoken.referent for spoken in some}
        if len(people) == 1:
            return next(iter(people.values()))
        if people:
            return None
    return None


def _is_epithet(head: Token, phrase: Phrase) -> bool:
    """Whether a noun by itself may take up somebody named: a calling, an age, a nation."""
    if head.i - phrase.first != 1 or head.tag_ not in {"NN", "NNP", "JJ"}:
        return False
    agrees = not any(token.tag_ == "VBP" for token in (head.head, *head.head.children) if token.i > head.i)
    nation = head.ent_type_ == "NORP" and head.dep_ in {"nsubj", "nsubjpass"} and agrees
    return nation or head.lower_ in lexicon("epithets")
