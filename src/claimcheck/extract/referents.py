"""What is spoken of: noun phrases as referents, and whether a pronoun may stand for one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Unit, subtree
from claimcheck.extract.inflection import is_site
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.naming import given_names, name_lists
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = MASCULINE | FEMININE | NEUTER | PLURAL
POSSESSIVE = frozenset({"his", "her", "its", "their"})
SUBJECT_ROLES = frozenset({"nsubj", "nsubjpass"})
OBJECT_ROLES = frozenset({"dobj", "pobj", "dative", "attr", "oprd"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
HEADS = frozenset(
    {
        "nsubj",
        "nsubjpass",
        "dobj",
        "pobj",
        "dative",
        "attr",
        "appos",
        "oprd",
        "poss",
        "npadvmod",
        "ROOT",
        "dep",
        "nmod",
    }
)
RECIPIENT = 0.8  # what who is given something loses
SUBORDINATE, REPORTED = 1.8, 0.6  # what a phrase loses in a clause within its sentence
CLOSE = frozenset({"of", "in", "at", "for", "with", "on", "between", "to"})
WHERE = frozenset({"across", "along", "around", "behind", "beside", "near", "outside", "through", "under"})
VALUE_TYPES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})


@dataclass(frozen=True, slots=True)
class Referent:
    """Something spoken of. ``name`` is how to say it in another sentence; ``key`` tells two referents apart."""

    key: str
    name: str
    label: str = ""
    plural: bool = False
    named: bool = False
    gender: str = ""
    titled: bool = False  # the article's title names it

    @property
    def collective(self) -> bool:
        """Whether it may be 'they' though it is one: a club, a company, a team."""
        return (self.named and self.label in {"ORG", "GPE", "LOC", "FAC"}) or (
            not self.named and self.key in lexicon("collective")
        )

    @property
    def person(self) -> bool:
        return self.label == "PERSON"


@dataclass(frozen=True, slots=True)
class Link:
    """A phrase and what it stands for.

    ``words`` are put for ``tokens`` when the claim hasn't named ``key`` before; '' when the phrase can stay. ``by`` is the token
    that a possessive goes with: in a claim that has it, the possessive stays.
    """

    key: str
    tokens: tuple[int, ...]
    words: str = ""
    name: str = ""
    by: int = -1


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, its first token, and its referent's role in the clause of ``verb``. ``sunk`` tells how far it
    is from the main line."""

    head: Token
    first: int
    role: str
    verb: int
    sunk: float
    speaks: bool
    made: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """One mention of a referent: when (sentences, counted in fractions for halves), by which token, in what role."""

    referent: Referent
    when: float
    token: int
    role: str
    verb: int
    pronoun: bool = False
    sunk: float = 0.0  # how far from the main line of its sentence
    speaks: bool = False  # the subject of a verb of saying
    made: bool = False  # what somebody has just founded, built or appointed


def find_phrases(doc: Doc) -> list[Phrase]:
    """Noun phrases in order of their heads, owners ('the city' in 'the city's mayor') among them."""
    heads = [token for token in doc if _is_nominal(token) and _heads(token) and not _predicate(token)]
    return [read_phrase(token) for token in heads]


def _is_nominal(token: Token) -> bool:
    """A noun, name or pronoun; also a name at the head of a sentence that the tagger took for an adjective."""
    name = token.i == 0 and token.tag_ == "JJ" and token.dep_ in SUBJECT_ROLES
    if token.lower_ in PERSONAL and not is_pronoun(token):
        return False
    return token.pos_ in NOMINAL or name or is_aged(token)


def is_pronoun(token: Token) -> bool:
    """Whether a word is a personal pronoun, and not in a name: 'the campaign Find Your Voice', 'Her Majesty'."""
    if token.lower_ not in PERSONAL:
        return False
    capital = token.text[:1].isupper() and token.i > 0 and token.nbor(-1).text not in {'"', ":", "."}
    return not (capital and token.i + 1 < len(token.doc) and token.nbor(1).text[:1].isupper())


def is_aged(token: Token) -> bool:
    """Whether a word is the 'old' of 'the 34-year-old', which stands for somebody."""
    return token.lower_ == "old" and token.i > 1 and token.nbor(-1).text == "-" and token.dep_ in HEADS


def read_phrase(head: Token) -> Phrase:
    """The noun phrase of a head."""
    role, verb = role_of(head), head.head.lemma_.lower()
    speaks = role == "subject" and verb in words_of(Cue.SAYING)
    made = (
        head.dep_ == "dobj"
        and verb in lexicon("creating")
        and any(child.lower_ in {"a", "an", "its", "their"} for child in head.children)
    )
    given = RECIPIENT if head.dep_ == "dative" else 0.0
    if head.dep_ == "pobj" and head.head.lower_ == "at" and head.head.head.i < head.i:
        given += RECIPIENT  # 'was developed at the N'
    return Phrase(head, head.left_edge.i, role, clause_of(head), sunk(head) + given, speaks, made)


def sunk(token: Token) -> float:
    """How far a word is from the main line of its sentence: 0 in it, more in what is said to be said, most in other clauses."""
    depth = 0.0
    for above in token.ancestors:
        if above.dep_ in {"advcl", "relcl", "acl", "csubj", "pcomp"}:
            return SUBORDINATE
        if above.dep_ == "ccomp":
            if above.head.lemma_.lower() not in words_of(Cue.SAYING):
                return SUBORDINATE
            depth = REPORTED
    return depth


def _heads(token: Token) -> bool:
    while token.dep_ == "conj":
        token = token.head
    return token.dep_ in HEADS


def _predicate(token: Token) -> bool:
    """Whether a noun is said of another: an appositive, or a common noun after 'is'. It brings no new referent."""
    if token.dep_ == "appos":
        return token.pos_ == "NOUN"
    first = token
    while first.dep_ == "conj" and first.head.pos_ in {"NOUN", "PROPN"}:
        first = first.head
    if first.dep_ == "pobj" and first.head.lower_ == "as" and is_human(token):
        return True  # 'serves as spokesman and adviser'
    return (
        token.dep_ == "attr"
        and token.head.lemma_ == "be"
        and token.pos_ == "NOUN"
        and not any(child.dep_ == "expl" for child in token.head.children)
    )


def role_of(token: Token) -> str:
    if token.dep_ == "conj" and token.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return role_of(token.head)
    lead = (
        token.dep_ == "ROOT" and token.pos_ == "NOUN" and any(child.dep_ == "acl" for child in token.children)
    )
    presented = token.dep_ == "attr" and any(child.dep_ == "expl" for child in token.head.children)
    if token.dep_ in SUBJECT_ROLES or lead or presented:  # 'Then there are the bakers'
        return "subject"  # a subject whose verb the parser took for a participle is its root
    if token.dep_ == "poss":
        return "owner" if token.lower_ in POSSESSIVE or token.head.dep_ in SUBJECT_ROLES else "inner"
    if token.dep_ == "pobj" and token.head.lower_ in {"of", "for"} and token.head.head.dep_ in SUBJECT_ROLES:
        speaks = token.head.head.lemma_.lower() in words_of(Cue.ROLE)
        return "owner" if token.head.lower_ == "of" or speaks else "inner"
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return "agent"
    if token.dep_ == "pobj" and token.head.lower_ == "from" and token.head.head.pos_ == "VERB":
        return "source"
    if token.dep_ == "pobj":
        verb, prep = token.head.head, token.head.lower_
        told = verb.lemma_.lower() in words_of(Cue.SAYING) and prep in {"at", "from", "in", "on"}
        told = told or (token.pos_ == "PROPN" and prep in {"at", "in", "on"})
        return "object" if verb.pos_ in {"VERB", "AUX"} and prep not in WHERE and not told else "inner"
    return "object" if token.dep_ in OBJECT_ROLES else "other"


def clause_of(token: Token) -> int:
    """The index of the verb whose clause the token stands in."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above.i
    return -1


def doers_of(token: Token) -> frozenset[int]:
    """The verbs whose subject also does what the token's verb says: 'wanted' of 'wanted to turn it'."""
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    found: set[int] = set()
    while verb is not None:
        found.add(verb.i)
        own = any(child.dep_ in SUBJECT_ROLES for child in verb.children)
        purpose = verb.dep_ == "advcl" and any(child.lower_ == "to" for child in verb.children)
        hung = verb.dep_ in {"xcomp", "conj", "pcomp"} or purpose
        verb = verb.head if hung and not own and verb.head.pos_ in {"VERB", "AUX", "ADP"} else None
    return frozenset(found)


def asked_by(token: Token) -> int:
    """The verb whose object does what the token's verb says: 'enabled' of 'enabled scholars to study it'; -1 if none does."""
    verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.tag_ != "VB":
        return -1
    between = any(child.dep_ in {"dobj", "dative"} and child.i < verb.i for child in verb.head.children)
    return verb.head.i if between else -1


def agrees(word: str, referent: Referent) -> bool:
    """Whether a pronoun may stand for it, by number, gender and whether it is a person."""
    if word in PLURAL:
        return referent.plural or referent.collective
    if referent.plural:
        return False
    if word in NEUTER:
        return not referent.person and referent.label != "NORP" and not referent.gender
    wanted = "m" if word in MASCULINE else "f"
    return (referent.person or referent.gender == wanted) and referent.gender in {"", wanted}


def gender_of(words: str) -> str:
    """'m' or 'f' when a word of the phrase tells, else ''."""
    found = {word.strip(".,").lower() for word in words.split()}
    if found & name_lists()[""]["masculine"]:
        return "m"
    return "f" if found & name_lists()[""]["feminine"] else ""


def gender_of_name(name: str) -> str:
    """'m' or 'f' when a person's given name goes to one sex only, else ''."""
    first, _, rest = name.partition(" ")
    if not rest:
        return ""
    return next((sex[0] for sex in ("masculine", "feminine") if first.lower() in given_names()[sex]), "")


def describe(
    unit: Unit, phrase: Phrase, swaps: Mapping[int, str] | None = None, *, last: int | None = None
) -> str:
    """A noun phrase as it can be taken up later: 'a loan of 5 million' becomes 'the loan of 5 million'.

    ``swaps`` are words to put for tokens in it ('' leaves one out), ``last`` the token it ends with when that is known.
    """
    doc, head = unit.doc, phrase.head
    first = doc[phrase.first]
    last = last_of(head) if last is None else last
    parts: list[str] = []
    for i in range(first.i, last + 1):
        said = (swaps or {}).get(i, unit.words(i, i))
        if said:
            parts.append(said + doc[i].whitespace_)
        elif parts and doc[i].whitespace_ and not parts[-1].endswith(" "):
            parts[-1] += " "
    words = "".join(parts).strip()
    if swaps and first.i in swaps:
        return words
    if first.lower_ in {"a", "an", "this", "that", "these", "those", "another", "some"} and first.i < head.i:
        words = "the" + words[len(first) :]
    elif first.like_num and head.tag_ == "NNS":
        words = f"the {words[0].lower()}{words[1:]}"
    elif (first.pos_ != "PROPN" or _is_people(first)) and first.i == 0 and not re.match(r"[A-Z]{2}", words):
        words = words[0].lower() + words[1:]
    return words.strip(" \"“”'‘’")


def _is_people(first: Token) -> bool:
    """Whether a plural that opens a sentence was taken for a name: 'Crews', 'Critics'."""
    people = lexicon("human") | lexicon("collective") | words_of(Cue.ROLE) | words_of(Cue.SOURCE)
    return first.tag_ == "NNPS" and first.lemma_.lower() in people and first.dep_ in SUBJECT_ROLES


def last_of(head: Token) -> int:
    """The last token of a noun phrase with the short prepositional phrases that belong to it."""
    last = head.i
    for child in head.children:
        if (
            child.dep_ == "prep"
            and child.i == last + 1
            and len(subtree(child)) <= 5
            and child.lower_ in CLOSE
        ):
            last = max(subtree(child))
    inside = [head.doc[i] for i in range(head.i + 1, last + 1)]
    if any(token.text in {",", "(", '"', ":", ";"} or token.dep_ in {"relcl", "conj"} for token in inside):
        return head.i
    return last


def is_plural_phrase(head: Token) -> bool:
    if head.lower_ in lexicon("unmarked"):
        return not any(child.lower_ in {"a", "an", "this", "that"} for child in head.children)
    if is_site(head):
        return False
    if head.tag_ in {"NNS"} or any(
        child.dep_ == "conj" and not in_brackets(child) for child in head.children
    ):
        return True
    return head.tag_ == "NNPS" and head.head.tag_ in {"VBP"}


def in_brackets(joined: Token) -> bool:
    """'the ruling (and the resistance to it)': what brackets add makes no two of it."""
    inside = joined.doc[joined.head.i + 1 : joined.i + 1]
    return any(token.text == "(" for token in inside) and not any(token.text == ")" for token in inside)


def is_human(noun: Token) -> bool:
    """Whether a common noun means a person by office, sex or kin."""
    lists = name_lists()[""]
    people = words_of(Cue.ROLE) | lexicon("human") | lists["masculine"] | lists["feminine"] | lexicon("kin")
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in people


def narrowed(head: Token) -> bool:
    """Whether what follows the noun says which one it is: 'the bank of the river', 'the company that ...'."""
    for child in head.children:
        if child.i < head.i:
            continue
        if child.left_edge.i > 0 and child.left_edge.nbor(-1).text == ",":
            continue  # said in passing
        if child.lower_ == "in" and head.lower_ in {"share", "shares", "stake", "stock", "investment"}:
            return True
        if child.dep_ in {"relcl", "acl", "appos"} or (
            child.dep_ == "prep" and child.lower_ not in lexicon("timing")
        ):
            return True
        if child.dep_ == "prep" and child.lower_ in {"at", "in", "on"}:
            place = next((below for below in child.children if below.dep_ == "pobj"), None)
            if (
                place is not None
                and place.ent_type_ not in {"DATE", "TIME"}
                and place.lower_ not in {"time", "moment", "end", "start", "peak"}
            ):
                return child.lower_ == "at" or place.pos_ == "PROPN"
    return False
