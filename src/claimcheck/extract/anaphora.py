"""Who 'she' is and which bridge 'the bridge': a rule-based reading that leaves alone what it isn't sure of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, Unit, quoted_tokens
from claimcheck.extract.mentions import Register
from claimcheck.extract.naming import name_lists, plain
from claimcheck.extract.referents import (
    FEMININE, MASCULINE, NEUTER, PERSONAL, PLURAL, POSSESSIVE, VALUE_TYPES, Phrase, Referent, Spoken,
    agrees, clause_of, describe, find_phrases, gender_of, is_empty, is_plural_phrase, role_of,
)  # fmt: skip
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

MARGIN = 0.6  # by how much the best candidate must lead
FLOOR = 1.0  # below this score nothing is meant
ALONE = -0.6  # the floor when only one thing can be meant
REACH = 4.0  # sentences back, a change of block counting as one
GAP = 1.0  # sentences that a change of block counts for
AFTER = {  # how likely a phrase of some role is taken up by a pronoun of some role
    "subject": {"subject": 3.0, "owner": 1.6, "object": 1.0, "inner": 0.6, "other": 0.5},
    "owner": {"subject": 3.0, "owner": 1.8, "object": 1.2, "inner": 0.8, "other": 0.5},
    "object": {"subject": 2.0, "owner": 1.4, "object": 3.0, "inner": 1.2, "other": 0.8},
}


@dataclass(frozen=True, slots=True)
class Link:
    """Tokens that stand for a referent, and the words to put for them when the claim hasn't named it; '' for none."""

    referent: Referent
    tokens: tuple[int, ...]
    words: str = ""


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far in the article. ``topics`` are what its title is about, by label."""

    register: Register
    topics: Mapping[str, Referent] = field(default_factory=dict)
    when: float = 0.0
    block: int = -1
    section: frozenset[str] = frozenset()
    spoken: list[Spoken] = field(default_factory=list)
    roles: dict[str, Referent] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)

    def turn(self, block: int, section: tuple[str, ...]) -> None:
        """Begin another block; what is out of reach is forgotten."""
        if block != self.block:
            self.block = block
            self.when += GAP
            self.section = frozenset(
                plain(self.register.full(name))
                for title in section
                for _, _, name in self.register.find(title)
            )
        self.spoken = [spoken for spoken in self.spoken if spoken.when >= self.when - REACH]

    def name(self, words: str, plural: bool) -> None:
        """A list item's label is spoken of before its description."""
        full = self.register.full(words)
        referent = Referent(full, self.register.said(words), self.register.label_of(words), plural, True)
        self.spoken.append(Spoken(referent, self.when, -1, "subject", -2, True))

    def read(self, unit: Unit, step: float = 1.0) -> dict[int, Link]:
        """Links of a unit by the head of their phrase. What it speaks of is remembered."""
        self.when += step
        links: dict[int, Link] = {}
        quoted = quoted_tokens(unit.doc)
        names = _name_tokens(unit, self.register)
        for phrase in find_phrases(unit.doc):
            head = phrase.head
            if head.i in quoted and head.lower_ in PERSONAL:
                continue
            found = self._pronoun(head) if head.lower_ in PERSONAL else self._noun(unit, phrase, names)
            if found is None:
                continue
            referent, tokens, words = found
            if not set(tokens) & quoted:
                links[head.i] = Link(referent, tokens, words)
            self.spoken.append(
                Spoken(referent, self.when, head.i, phrase.role, phrase.verb, head.lower_ in PERSONAL)
            )
            self._join(unit, phrase, referent)
        self._learn_roles(unit, names)
        self._learn_names(unit, names)
        return links

    def _join(self, unit: Unit, phrase: Phrase, referent: Referent) -> None:
        """Several named together are spoken of together too: 'A and B' for a later 'they'."""
        head = phrase.head
        if referent.named and any(child.dep_ == "conj" for child in head.children):
            last = max(token.i for token in head.subtree if token.dep_ == "conj" or token.head.dep_ == "conj")
            words = unit.words(phrase.first, last)
            if "," not in words or " and " in words:
                both = Referent(f"&{plain(words)}", words, referent.label, True, True)
                self.spoken.append(Spoken(both, self.when, head.i, phrase.role, phrase.verb))

    def _pronoun(self, token: Token) -> tuple[Referent, tuple[int, ...], str] | None:
        if is_empty(token):
            return None
        found = self._best(token)
        if found is None:
            return None
        word = token.lower_
        gender = "m" if word in MASCULINE else "f" if word in FEMININE else found.gender
        if gender:
            self.genders[found.key] = gender
        return (
            replace(found, gender=gender),
            (token.i,),
            owned(found) if word in POSSESSIVE and token.dep_ == "poss" else found.name,
        )

    def _best(self, token: Token, label: str = "") -> Referent | None:
        """The referent meant by a pronoun, or by 'the company' when ``label`` says what sort it is; ``None`` when unsure."""
        scores: dict[str, float] = {}
        referents: dict[str, Referent] = {}
        for spoken in self._candidates(token, label):
            score = self._weigh(token, spoken)
            if score > scores.get(spoken.referent.key, -99.0):
                scores[spoken.referent.key], referents[spoken.referent.key] = score, spoken.referent
        for topic in self.topics.values():
            if topic.label == label if label else agrees(token.lower_, topic):
                scores[topic.key] = max(scores.get(topic.key, 0.0) + 0.8, FLOOR if label else 0.0)
                referents.setdefault(topic.key, topic)
        ranked = sorted(scores, key=lambda key: (-scores[key], key))
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN):
            return None
        sure = len(ranked) == 1 and (bool(label) or token.lower_ in MASCULINE | FEMININE)
        floor = ALONE if len(ranked) == 1 else FLOOR
        return referents[ranked[0]] if sure or scores[ranked[0]] >= floor else None

    def _candidates(self, token: Token, label: str) -> Iterator[Spoken]:
        role, verb = role_of(token), clause_of(token)
        wholes = {above.i for above in token.ancestors if above.pos_ in {"NOUN", "PROPN"}}
        for spoken in self.spoken:
            referent = spoken.referent
            if self.when - spoken.when > REACH:
                continue
            if spoken.when == self.when:
                if spoken.token >= token.i or spoken.token in wholes:
                    continue  # a whole isn't its own part
                beside = spoken.verb == verb and spoken.role in {"subject", "object"}
                if role == "object" and beside and not label:
                    continue  # the subject and the objects of one verb are different things
            if (referent.label == label and not referent.plural) if label else agrees(token.lower_, referent):
                yield spoken

    def _weigh(self, token: Token, spoken: Spoken) -> float:
        referent = spoken.referent
        score = AFTER.get(role_of(token), AFTER["object"]).get(spoken.role, 0.5)
        score += 1.0 if referent.named else 0.0
        score += 1.5 if spoken.pronoun else 0.0
        score += 0.8 if referent.key in self.section else 0.0
        wills = token.dep_ == "nsubj" and token.head.lemma_.lower() in words_of(Cue.PLAN) | words_of(
            Cue.SAYING
        )
        score += 1.5 if wills and referent.label in {"ORG", "PERSON", "GPE"} else 0.0
        score -= 0.5 if token.lower_ in PLURAL and not referent.plural else 0.0
        return score - 1.5 * (self.when - spoken.when)

    def _noun(
        self, unit: Unit, phrase: Phrase, names: Mapping[int, tuple[int, int, str]]
    ) -> tuple[Referent, tuple[int, ...], str] | None:
        head = phrase.head
        if head.pos_ == "PRON" or head.ent_type_ in VALUE_TYPES or head.tag_ in {"WDT", "WP", "DT", "CD"}:
            return None
        if head.i in names:
            return self._named(unit, phrase, *names[head.i])
        meant = self._definite(phrase)
        if meant is not None:
            return meant, tuple(range(phrase.first, head.i + 1)), meant.name
        words = describe(unit, phrase)
        gender = gender_of(words)
        person = "PERSON" if gender or head.lower_ in words_of(Cue.ROLE) else ""
        referent = Referent(head.lemma_.lower(), words, person, is_plural_phrase(head), gender=gender)
        return referent, tuple(range(phrase.first, head.i + 1)), ""

    def _named(
        self, unit: Unit, phrase: Phrase, first: int, last: int, name: str
    ) -> tuple[Referent, tuple[int, ...], str]:
        register, doc = self.register, unit.doc
        full = register.full(name)
        article = (
            first > 0 and doc[first - 1].lower_ == "the" and doc[first - 1].head.i in range(first, last + 1)
        )
        gender = self.genders.get(full, "") or gender_of(unit.words(phrase.first, last))
        if gender:
            self.genders[full] = gender
        referent = Referent(full, register.said(full), register.label_of(name), False, True, gender)
        words = full if plain(name) != full else ""
        alone = (
            first == phrase.first
            or (article and first - 1 == phrase.first)
            or register.label_of(name) == "PERSON"
        )
        return referent, tuple(range(first, last + 1)), words if alone else ""

    def _definite(self, phrase: Phrase) -> Referent | None:
        """'the bridge' when one name alone ends in Bridge, 'the mayor' when one mayor is known, 'the company' when clear."""
        head = phrase.head
        if (
            head.i - phrase.first != 1
            or head.nbor(-1).lower_ not in {"the", "this"}
            or head.tag_ not in {"NN", "NNP"}
        ):
            return None
        if any(
            child.dep_ in {"prep", "relcl", "acl", "appos"}
            and child.lower_ not in {"in", "on", "at", "by", "since"}
            for child in head.children
        ):
            return None
        word = head.lower_
        if head.dep_ == "compound" or (head.i + 1 < len(head.doc) and head.nbor().pos_ == "PROPN"):
            return None
        named = self._by_last_word(word)
        if named is not None:
            return named
        if word in self.roles:
            return self.roles[word]
        for label, nouns in name_lists()["stands_for"].items():
            if word in nouns and head.nbor(-1).lower_ == "the":
                known = name_lists()["structures"].get(word)
                found = self.topics.get(label) if label == "GPE" else self._best(head, label)
                if found is not None and (
                    label != "FAC" or known is None or found.key.lower().split()[-1] in known
                ):
                    return found
        topic = self.topics.get("ORG")
        return topic if topic is not None and word in name_lists()["stands_for_topic"]["ORG"] else None

    def _by_last_word(self, word: str) -> Referent | None:
        names = {
            self.register.full(name)
            for name, label in self.register.labels.items()
            if " " in name
            and name.lower().split()[-1] == word
            and label != "PERSON"
            and len(name.split()) <= 5
        }
        if len(names) != 1:
            return None
        (name,) = names
        return Referent(name, self.register.said(name), self.register.label_of(name), named=True)

    def _learn_roles(self, unit: Unit, names: Mapping[int, tuple[int, int, str]]) -> None:
        """Who holds an office, from 'Mayor N', 'N, the mayor', 'N has been mayor'; forgotten when two are known."""
        for i, (first, last, name) in names.items():
            if i != last or self.register.label_of(name) != "PERSON":
                continue
            token = unit.doc[i]
            held = [unit.doc[first - 1]] if first else []
            held += [child for child in token.children if child.dep_ == "appos"]
            if (
                token.dep_ in {"nsubj"}
                and token.head.lemma_ == "be"
                and not any(child.dep_ == "neg" for child in token.head.children)
            ):
                held += [child for child in token.head.children if child.dep_ == "attr"]
            for noun in held:
                word = noun.lower_
                past = any(
                    child.lower_ in {"former", "previous", "ex", "late", "then", "deputy", "acting", "first"}
                    for child in noun.children
                )
                if (
                    word not in words_of(Cue.ROLE)
                    or past
                    or word in {"predecessor", "successor", "member", "resident"}
                ):
                    continue
                full = self.register.full(name)
                known = self.roles.get(word)
                if known is not None and known.key != full:
                    del self.roles[word]
                else:
                    self.roles[word] = Referent(
                        full, full, "PERSON", named=True, gender=self.genders.get(full, "")
                    )

    def _learn_names(self, unit: Unit, names: Mapping[int, tuple[int, int, str]]) -> None:
        """'The vaccine is called N': N is what is spoken of from here on."""
        for token in unit.doc:
            if token.lemma_ not in {"call", "name", "know", "dub", "christen"} or not any(
                child.dep_ == "nsubjpass" for child in token.children
            ):
                continue
            for below in token.subtree:
                if below.i in names and below.i > token.i and below.dep_ in {"oprd", "pobj", "attr"}:
                    name = self.register.full(names[below.i][2])
                    referent = Referent(
                        name, self.register.said(name), self.register.label_of(name), False, True
                    )
                    self.spoken.append(Spoken(referent, self.when, below.i, "subject", token.i, True))


def _name_tokens(unit: Unit, register: Register) -> dict[int, tuple[int, int, str]]:
    """For each token of a name: first and last token of the name, and the name."""
    found: dict[int, tuple[int, int, str]] = {}
    for start, end, name in register.find(unit.doc.text):
        stretch = unit.doc.char_span(start, end)
        if stretch is not None:
            found.update(
                dict.fromkeys(range(stretch.start, stretch.end), (stretch.start, stretch.end - 1, name))
            )
    return found


def owned(referent: Referent) -> str:
    """'the bridge's', 'the workers''."""
    return f"{referent.name}'" if referent.plural and referent.name.endswith("s") else f"{referent.name}'s"


def swaps_for(part: Part, links: Mapping[int, Link]) -> dict[int, str]:
    """Which tokens of a part are replaced: a pronoun or short form whose referent hasn't been named earlier in the part."""
    swaps: dict[int, str] = {}
    seen: set[str] = set()
    swapped: set[int] = set()
    tokens = part.tokens
    for piece in part.pieces:
        if not isinstance(piece, int) or piece not in links or piece in swapped:
            continue
        link = links[piece]
        if not set(link.tokens) <= tokens:
            continue
        if link.words and link.referent.key not in seen:
            swaps[link.tokens[0]] = link.words
            swaps.update(dict.fromkeys(link.tokens[1:], ""))
            swapped.update(link.tokens)
        seen.add(link.referent.key)
    return swaps


def unresolved(part: Part, links: Mapping[int, Link]) -> Iterator[Token]:
    """Pronouns of a part, outside quotes, that stand for something it doesn't name."""
    quoted = quoted_tokens(part.unit.doc)
    for i in sorted(part.tokens - quoted):
        token = part.unit.doc[i]
        if token.lower_ in PERSONAL and i not in links and not is_empty(token):
            yield token


__all__ = ["Discourse", "Link", "NEUTER", "PLURAL", "owned", "swaps_for", "unresolved"]
