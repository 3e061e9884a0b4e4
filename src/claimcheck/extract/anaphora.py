"""Who 'she' is and what 'it' is: each phrase of a sentence linked to what it stands for, where that is clear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.extract.definites import Definites
from claimcheck.extract.draft import Unit, quoted_tokens, subject
from claimcheck.extract.elided import Several, find_elided, find_several
from claimcheck.extract.empties import binders, is_emphatic, is_empty
from claimcheck.extract.epithets import person_behind
from claimcheck.extract.inflection import is_plural, owned
from claimcheck.extract.joint import join
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register, find_names
from claimcheck.extract.naming import name_lists, plain
from claimcheck.extract.places import find_there
from claimcheck.extract.referents import (
    FEMININE,
    MASCULINE,
    NEUTER,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    VALUE_TYPES,
    Link,
    Phrase,
    Referent,
    clause_of,
    describe,
    find_phrases,
    gender_of,
    gender_of_name,
    is_aged,
    is_human,
    is_plural_phrase,
    role_of,
)
from claimcheck.extract.salience import REACH, Memory
from claimcheck.extract.senses import (
    exceeds,
    is_aside,
    is_elsewhere,
    is_share,
    owned_by,
    wants_company,
)
from claimcheck.extract.swaps import swapped_in
from claimcheck.text.wording import Cue, words_of
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

UNKNOWN = Referent("?", "it")
"""What a pronoun stood for that wasn't resolved."""
SAME = (MASCULINE, FEMININE, NEUTER, PLURAL)
GAP = 1.0  # sentences that a change of block counts for
QUOTED = 1.0  # what is spoken of in somebody's words loses
NAMING = frozenset({"call", "name", "know", "dub", "christen"})
Names = Mapping[int, tuple[int, int, str]]
"""For each token of a name: its first and last token, and the name."""


@dataclass(slots=True)
class Discourse:
    """Reads units in order and remembers what they speak of."""

    register: Register
    topics: Mapping[str, Referent]
    block: int = -1
    memory: Memory = field(default_factory=Memory)
    definites: Definites = field(init=False)
    genders: dict[str, str] = field(default_factory=dict)
    several: list[Several] = field(default_factory=list)
    stale: bool = False  # ``several`` is of two sentences before

    def __post_init__(self) -> None:
        self.memory.topics = self.topics
        self.definites = Definites(self.register, self.memory)

    def turn(self, block: int, section: tuple[str, ...], *, apart: bool = False) -> None:
        """Begin another block; what is out of reach is forgotten. ``apart`` tells that it is a story of its own."""
        if block != self.block:
            self.block = block
            self.several = []
            self.memory.when += REACH if apart else GAP
            headed = (name for title in section for _, _, name in self.register.find(title))
            self.memory.section = frozenset(plain(self.register.full(name)) for name in headed)
        self.memory.forget()

    def name(self, words: str, plural: bool) -> None:
        """A list item's label is spoken of before its description."""
        full = self.register.full(words)
        referent = Referent(full, self.register.said(words), self.register.label_of(words), plural, True)
        self.memory.add(referent, -1, "subject", -2, pronoun=True)

    def read(self, unit: Unit, step: float = 1.0) -> dict[int, Link]:
        """Links of a unit by the head of their phrase."""
        self.memory.when += step
        links: dict[int, Link] = {}
        quoted = quoted_tokens(unit.doc)
        names = find_names(unit, self.register)
        elided = {
            link.tokens[-1]: link
            for link in find_elided(unit, self.several, names)
            if not (self.stale and unit.doc[link.tokens[-1]].lower_ == "them")  # of something said since
        }
        measures, spoken = _measures(unit), []
        for phrase in find_phrases(unit.doc):
            head = phrase.head
            pronoun = head.lower_ in PERSONAL
            if (head.i in quoted and pronoun) or (head.idx in measures and not is_aged(head)):
                continue
            lead = self._bound_by(head, names) if pronoun else None
            if lead is not None:
                links[head.i] = self._stay(head, lead, links)
                continue
            found = self._pronoun(head) if pronoun else self._noun(unit, phrase, names, links)
            if found is None:
                if pronoun and any(child.dep_ == "conj" for child in head.children):  # 'she and two others'
                    self.memory.add(
                        replace(UNKNOWN, plural=True), head.i, phrase.role, phrase.verb, pronoun=True
                    )
                continue
            referent, link = found
            owner = unit.doc[phrase.first].lower_
            if owner in {"my", "our", "your", "no"}:
                continue  # 'our writer' is nobody that the article speaks of again, and 'no cobalt' nothing
            if owner == "one" and referent.person:  # 'one woman' is named later
                self.memory.add(
                    replace(UNKNOWN, label="PERSON"), head.i, phrase.role, phrase.verb, pronoun=True
                )
                continue
            if not set(link.tokens) & quoted:
                links[head.i] = link
            if is_aside(head, referent):
                continue
            if {head.i, phrase.verb} <= quoted and not pronoun:  # of no pronoun outside those marks
                spoken.append((referent, replace(phrase, sunk=phrase.sunk + QUOTED)))
                continue
            beside = head.dep_ == "poss" and any(
                child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.head.children
            )  # 'its rival, N, ...' speaks of N
            self.memory.hear(referent, phrase, pronoun=pronoun and owned_by(head) == "" and not beside)
            self._add_joint(unit, phrase, referent)
        for referent, phrase in spoken:
            self.memory.hear(referent, phrase, pronoun=False)
            self._add_joint(unit, phrase, referent)
        links.update(elided)
        links.update((link.tokens[0], link) for link in find_there(unit.doc, self.memory, quoted))
        self.definites.deeds.hear(unit.doc, links, quoted, self.memory.when)
        self._introduce(unit, names, quoted, links)
        several = find_several(unit, names, links, swapped_in(0, len(unit.doc), links))
        self._keep(several, [link for link in elided.values() if link.key.startswith("#")])
        self.definites.learn(names, {token.i: token for token in unit.doc})
        self._learn_names(unit, names)
        return links

    def _keep(self, several: list[Several], taken: Sequence[Link]) -> None:
        """What a number alone may be of in the next sentence: what this one speaks of, and what its own numbers were of."""
        active = [
            replace(one, active=True)
            for one in self.several
            if one.active or any(link.words.endswith(one.words) for link in taken)
        ]
        fresh = several or ([] if self.stale else [one for one in self.several if not one.active])
        self.stale = not several
        self.several = [*active[-1:], *fresh]

    def _introduce(self, unit: Unit, names: Names, quoted: frozenset[int], links: Mapping[int, Link]) -> None:
        """Remember what has been spoken of by a common noun and more, with the pronouns in it resolved."""
        for phrase in find_phrases(unit.doc):
            head = phrase.head
            link = links.get(head.i)
            known = link is not None and bool(link.words) and head.i in link.tokens
            if head.i not in names and head.i not in quoted and not known:
                self.definites.introductions.hear(
                    unit, phrase, swapped_in(phrase.first, len(unit.doc), links), self.memory.when
                )

    def _add_joint(self, unit: Unit, phrase: Phrase, referent: Referent) -> None:
        both = join(unit, phrase, referent)
        if both is not None:
            self.memory.add(both, phrase.head.i, phrase.role, phrase.verb)

    def _stay(self, token: Token, lead: Token, links: Mapping[int, Link]) -> Link:
        """The link of a possessive to the subject of its clause, which is spoken of once more by it."""
        meant = links.get(lead.i)
        for spoken in reversed(self.memory.spoken):
            if meant is not None and spoken.referent.key == meant.key and spoken.when == self.memory.when:
                self.memory.add(spoken.referent, token.i, "owner", clause_of(token), pronoun=True)
                break
        name = meant.name if meant is not None else ""
        return Link(meant.key if meant else "?", (token.i,), owned(name) if name else "", name, lead.i)

    def _bound_by(self, token: Token, names: Names) -> Token | None:
        """The subject that 'its' or 'their' may go with in its own clause: it stays, and the claim is as clear as that."""
        return next((lead for lead in binders(token) if self._agree(token, lead, names)), None)

    def _agree(self, token: Token, lead: Token, names: Names) -> bool:
        if lead.lower_ in PERSONAL:
            return any(token.lower_ in same and lead.lower_ in same for same in SAME)
        if is_share(lead) and lead.i not in names:
            alone = (
                lead.lower_ in {"one", "another"} and token.lower_ in NEUTER
            )  # 'One of them moved its plant'
            return alone or token.lower_ in PLURAL  # 'A quarter had changed their hours'
        label = self.register.label_of(names[lead.i][2]) if lead.i in names else ""
        told = next(
            (child for child in lead.children if child.dep_ == "appos"), lead
        )  # 'Another, a former miner'
        if not label and (is_human(lead) or is_human(told)):
            label = "PERSON"
        several = is_plural_phrase(lead) or is_plural(lead)
        if token.lower_ in PLURAL:
            return several or label == "ORG" or lead.lower_ in lexicon("collective")
        if token.lower_ in NEUTER:
            named = lead.pos_ == "PROPN" and label != "PERSON"
            return named or (not several and label != "PERSON" and not wants_company(token, label, lead))
        return label == "PERSON" and not several

    def _pronoun(self, token: Token) -> tuple[Referent, Link] | None:
        if is_empty(token):
            return None
        found = self.memory.best(token)
        if (
            found is not None
            and (found.label in {"GPE", "LOC"} or token.lower_ == "they")
            and is_elsewhere(token)
        ):
            return None
        if found is not None and self._skips_subject(token, found):
            return None
        emphatic = is_emphatic(token)
        if found is None or found.key == UNKNOWN.key or emphatic:
            if token.lower_ in NEUTER or emphatic:  # what is meant here is meant in the next sentence too
                sex = "m" if token.lower_ in MASCULINE else "f" if token.lower_ in FEMININE else ""
                meant = replace(UNKNOWN, label="PERSON", gender=sex) if sex else UNKNOWN
                self.memory.add(meant, token.i, role_of(token), clause_of(token), pronoun=True)
            return None
        if exceeds(token, found):
            return None
        word = token.lower_
        gender = "m" if word in MASCULINE else "f" if word in FEMININE else found.gender
        if gender:
            self._learn_gender(found.key, gender)
        words = owned(found.name) if word in POSSESSIVE and token.dep_ == "poss" else found.name
        shared = token.dep_ == "pobj" and token.head.lower_ == "of" and is_share(token.head.head)
        if shared and not found.named and words[:1].islower() and not words.startswith("the "):
            words = f"the {words}"
        return replace(found, gender=gender), Link(found.key, (token.i,), words, found.name)

    def _skips_subject(self, token: Token, found: Referent) -> bool:
        """'N is hiring, as it plans a fair': if 'it' isn't N, nobody knows what it is."""
        lead = subject(token.head.head) if token.head.dep_ == "advcl" and token.lower_ in NEUTER else None
        here = {spoken.referent.key for spoken in self.memory.spoken if spoken.when == self.memory.when}
        return lead is not None and lead.pos_ == "PROPN" and lead.i < token.i and found.key not in here

    def _learn_gender(self, key: str, gender: str) -> None:
        self.genders[key] = gender
        self.memory.spoken = [
            replace(one, referent=replace(one.referent, gender=gender)) if one.referent.key == key else one
            for one in self.memory.spoken
        ]
        topics = self.memory.topics
        known = {label: one for label, one in topics.items() if one.key == key and one.gender != gender}
        if known:
            self.memory.topics = {
                **topics,
                **{label: replace(one, gender=gender) for label, one in known.items()},
            }

    def _noun(
        self, unit: Unit, phrase: Phrase, names: Names, links: Mapping[int, Link]
    ) -> tuple[Referent, Link] | None:
        head = phrase.head
        if (
            head.pos_ == "PRON"
            or (head.ent_type_ in VALUE_TYPES and not is_aged(head))
            or head.tag_ in {"WDT", "WP", "DT", "CD"}
            or (head.lower_ in lexicon("share") and head.i not in names and not _is_told_apart(head))
            or len(head) < 2
            or (head.dep_ == "pobj" and head.text == "end" and head.head.lower_ == "in")
            or (
                head.i not in names
                and any(child.i == head.i + 1 and child.tag_ == "CD" for child in head.children)
            )
        ):
            return None  # 'version 3.1', 'phase 2' among others
        nation = head.i in names and self.register.label_of(names[head.i][2]) == "NORP"
        if head.i in names and not (nation and person_behind(phrase, self.memory)):
            return self._named(unit, phrase, *names[head.i])
        tokens = tuple(range(phrase.first, head.i + 1))
        meant = self.definites.meant(phrase)
        if meant is not None:
            return meant, Link(meant.key, tokens, meant.name, meant.name)
        twin = next((child for child in head.children if child.dep_ == "appos" and child.i in names), None)
        apart = twin is not None and twin.left_edge.nbor(-1).text == ","  # 'its flagship, the N'
        if twin is not None and (apart or (is_human(head) and twin.left_edge.i == head.i + 1)):  # 'his son N'
            named, _ = self._named(unit, phrase, *names[twin.i])
            return named, Link(named.key, tokens, "", named.name)
        self.definites.hear(phrase)
        words = describe(unit, phrase, swapped_in(phrase.first, head.i, links))
        gender = gender_of(words)
        person = "PERSON" if gender or is_human(head) else ""
        referent = Referent(head.lemma_.lower(), words, person, is_plural_phrase(head), gender=gender)
        owner = self.definites.owner(phrase)
        if owner is None:
            return referent, Link(referent.key, tokens, "", words)
        first = unit.doc[phrase.first]
        self.memory.add(owner, head.i, "owner" if phrase.role == "subject" else "inner", phrase.verb)
        own = owned(owner.name)
        rest = words.removeprefix("the ") if first.lower_ == "the" else words
        start = unit.words(first.i, first.i)
        put = (
            own
            if first.lower_ == "the"
            else f"{own} {start[0].lower() + start[1:] if first.pos_ != 'PROPN' else start}"
        )
        return replace(referent, name=f"{own} {rest}"), Link(owner.key, (first.i,), put, f"{own} {rest}")

    def _named(self, unit: Unit, phrase: Phrase, first: int, last: int, name: str) -> tuple[Referent, Link]:
        register, doc = self.register, unit.doc
        full = register.full(name)
        article = first > 0 and doc[first - 1].lower_ == "the" and first - 1 == phrase.first
        label = register.label_of(name)
        gender = self.genders.get(full, "") or gender_of(unit.words(phrase.first, last))
        gender = gender or (gender_of_name(full) if label == "PERSON" else "")
        if gender:
            self._learn_gender(full, gender)
        several = doc[last].tag_ == "NNPS" and article and label not in {"GPE", "LOC", "FAC", "ORG"}
        referent = Referent(full, register.said(full), label, several, True, gender)
        before = doc[first - 1] if first > phrase.first else None
        known = before is not None and before.lower_ in words_of(Cue.ROLE) | name_lists()[""]["courtesy"]
        other = (
            before is not None and before.pos_ == "PROPN" and not known
        )  # 'Marion Walls' is not Victor Walls
        titled = (
            label == "PERSON" and not other and not any(doc[i].like_num for i in range(phrase.first, first))
        )
        alone = first == phrase.first or article or titled
        words = full if plain(name) != full and alone and not _is_state(doc, first, name) else ""
        if words and article and doc[last].tag_ == "NNP" and full not in register.article:
            first -= 1  # 'the University' is N University
        return referent, Link(full, tuple(range(first, last + 1)), words, referent.name)

    def _is_who(self, verb: Token, told: Token, names: Names) -> bool:
        """Whether a person's name is who somebody by his office is."""
        lead = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        person = self.register.label_of(names[told.i][2]) == "PERSON"
        return person and lead is not None and lead.i not in names and is_human(lead) and lead.i < verb.i

    def _learn_names(self, unit: Unit, names: Names) -> None:
        """'The vaccine is called N', 'Her successor is N': N is what is spoken of from here on."""
        for token in unit.doc:
            if token.lemma_ == "be" and token.dep_ == "ROOT":
                for told in token.children:
                    if told.dep_ == "attr" and told.i in names and self._is_who(token, told, names):
                        name = self.register.full(names[told.i][2])
                        known = Referent(
                            name, self.register.said(name), "PERSON", False, True, self.genders.get(name, "")
                        )
                        self.memory.spoken = [
                            one for one in self.memory.spoken if one.when < self.memory.when
                        ]
                        self.memory.add(known, told.i, "subject", token.i, pronoun=True)
            if token.lemma_ not in NAMING or not any(child.dep_ == "nsubjpass" for child in token.children):
                continue
            for below in token.subtree:
                if below.i in names and below.i > token.i and below.dep_ in {"oprd", "pobj", "attr"}:
                    name = self.register.full(names[below.i][2])
                    referent = Referent(
                        name, self.register.said(name), self.register.label_of(name), False, True
                    )
                    self.memory.add(referent, below.i, "subject", token.i, pronoun=True)


def _is_told_apart(head: Token) -> bool:
    """'the deeper one', which may be spoken of again."""
    return head.lower_ == "one" and head.left_edge.lower_ == "the" and head.left_edge.i < head.i


def _is_state(doc: Doc, first: int, name: str) -> bool:
    """Whether two capitals after a town stand for its state: 'Lowmere, NV'."""
    town = first > 1 and doc[first - 1].text == "," and doc[first - 2].pos_ == "PROPN"
    return town and re.fullmatch(r"[A-Z]{2}", name) is not None


def _measures(unit: Unit) -> frozenset[int]:
    """Offsets within amounts of money, length and the like, which are nothing to speak of again ('80 miles')."""
    found = (quantity for quantity in find_quantities(unit.text) if quantity.unit or quantity.currency)
    return frozenset(i for quantity in found for i in range(quantity.span.start, quantity.span.end))
