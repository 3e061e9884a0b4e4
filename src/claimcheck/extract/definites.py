"""Which bridge 'the bridge' is, who 'the mayor' is, and whose 'revenue' it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from claimcheck.extract.deeds import Deeds
from claimcheck.extract.epithets import person_behind
from claimcheck.extract.introduced import Introductions
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register
from claimcheck.extract.naming import name_lists
from claimcheck.extract.referents import Phrase, Referent, narrowed
from claimcheck.extract.salience import NEAR, REACH, Memory
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMED = 3  # words after 'the startup' within which its name ends
THINGS = ("FAC", "EVENT", "WORK_OF_ART", "LOC")


@dataclass(slots=True)
class Definites:
    """What is known of the article's offices; names come from its register, the rest from what has been spoken of."""

    register: Register
    memory: Memory
    introductions: Introductions = field(default_factory=Introductions)
    deeds: Deeds = field(default_factory=Deeds)
    offices: dict[str, Referent | None] = field(default_factory=dict)
    endings: Mapping[str, Referent] = field(default_factory=dict)
    spoken_of: set[str] = field(default_factory=set)
    loose: set[str] = field(default_factory=set)
    described: dict[str, tuple[Referent, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.endings = _endings(self.register)

    def meant(self, phrase: Phrase) -> Referent | None:
        """The name behind 'the' and one noun, ``None`` when there is none or several come into question."""
        head = phrase.head
        somebody = person_behind(phrase, self.memory)
        if somebody is not None and head.lemma_.lower() not in self.introductions.nouns:
            return somebody
        first = head.doc[phrase.first]
        several = head.tag_ in {"NNS", "NNPS"} and head.lower_ in self.endings  # 'the baths'
        if head.tag_ == "NNS" and not several:
            return self.introductions.meant(phrase, self.memory.when)
        if (
            first.i == head.i
            or first.lower_ not in {"the", "this"}
            or not (several or head.tag_ in {"NN", "NNP"})
        ):
            return None
        if (
            not all(_locates(head.doc[i]) for i in range(first.i + 1, head.i))
            or head.dep_ == "compound"
            or narrowed(head)
        ):
            return None
        if head.i + 1 < len(head.doc) and head.nbor().pos_ == "PROPN":
            return None
        if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
            return None  # 'the union, N' says itself which
        word = head.lower_
        if head.i - phrase.first > 1:
            return self._stands_for(head, word)
        called = self._called_here(head)
        if called is not None:
            return called
        named = self.endings.get(word)
        if named is not None and word not in self.loose:
            if named.key in self.spoken_of:
                return named
            self.loose.add(word)  # 'the league' before any League is named is another league
        held = self.offices.get(word) or self._described(head)
        held = held or self.deeds.meant(phrase, self.memory.when)
        if held is not None:
            return held
        strict = word in name_lists()["stands_for"]["ORG"]
        told = self.introductions.meant(phrase, self.memory.when, strict=strict)
        named = (
            self._stands_for(head, word)
            if told is None or word in name_lists()["stands_for"]["GPE"]
            else None
        )
        return named or told

    def _called_here(self, head: Token) -> Referent | None:
        """'The startup N has ..., said M, the startup's head': the one that the sentence has given that noun."""
        before = [token.i for token in head.doc[: head.left_edge.i] if token.lower_ == head.lower_]
        near = (
            spoken.referent
            for spoken in self.memory.spoken
            if spoken.when == self.memory.when and any(0 < spoken.token - i <= NAMED for i in before)
        )
        return next((referent for referent in near if referent.named), None)

    def hear(self, phrase: Phrase) -> None:
        """A common 'county council' makes 'the council' open, though a Council has been named."""
        if phrase.head.lower_ in self.endings and any(
            child.dep_ in {"compound", "amod"} for child in phrase.head.children
        ):
            self.loose.add(phrase.head.lower_)

    def _described(self, head: Token) -> Referent | None:
        """'The yard' after 'N, a repair yard', unless another yard has been spoken of since."""
        word = head.lemma_.lower()
        found = self.described.get(word)
        if found is None:
            return None
        referent, when = found
        since = any(spoken.referent.key == word and spoken.when > when for spoken in self.memory.spoken)
        return referent if not since and self.memory.when - when <= REACH else None

    def _stands_for(self, head: Token, word: str) -> Referent | None:
        topics = self.memory.topics
        for label, nouns in name_lists()["stands_for"].items():
            if word not in nouns or head.doc[head.left_edge.i].lower_ != "the":
                continue
            found = self._town(head) if label == "GPE" else self.memory.best(head, label)
            known = name_lists()["structures"].get(word)
            if label == "WORK_OF_ART" and found is not None and found.key not in self.register.works:
                continue  # an award that the recogniser took for one
            if found is not None and (known is None or found.key.lower().split()[-1] in known):
                return found
        topic = topics.get("ORG") if word in name_lists()["stands_for_topic"]["ORG"] else None
        if (
            topic is None
            or not topic.titled
            or (word in lexicon("called_so") and word not in topic.key.lower())
        ):
            return None
        return topic

    def _town(self, head: Token) -> Referent | None:
        """The town that the article is about, unless another has just been named, or it is named in the sentence itself."""
        topic = self.memory.topics.get("GPE")
        lately = {
            one.referent.key
            for one in self.memory.spoken
            if self.memory.when - one.when <= NEAR and one.referent.label == "GPE"
        }
        if (
            topic is None
            or topic.key not in self.register.within
            or lately - {topic.key}
            or topic.key.split()[-1] in head.doc.text
        ):
            return None
        return topic

    def owner(self, phrase: Phrase) -> Referent | None:
        """Whose it is: of 'the budget' the bridge's that the article is about, of 'revenue' the company's spoken of."""
        head = phrase.head
        doc = head.doc
        left = [doc[i] for i in range(phrase.first, head.i)]
        det = left[0].lower_ if left and left[0].tag_ in {"DT", "PRP$", "WDT"} else ""
        bare = not det and (
            phrase.role == "subject" and (phrase.first == 0 or head.tag_ == "NNS" or head.lower_ in BARE)
        )
        if (
            not (det == "the" or bare)
            or narrowed(head)
            or any(_owned(token) or (bare and token.like_num) for token in left)
            or head.dep_ in {"compound", "poss"}
        ):
            return None
        for label, nouns in relational().items():
            if head.lemma_.lower() not in nouns and head.lower_ not in nouns:
                continue
            if label == "ORG":
                return self.memory.best(head, "ORG", strict=True)
            wanted = THINGS if label == "THING" else (label,)
            if (bare and label != "GPE") or (label == "GPE" and any(_narrows(token) for token in left)):
                continue  # 'the county council' is another's
            found = [self.memory.topics[kind] for kind in wanted if kind in self.memory.topics]
            if len(found) == 1:
                return found[0]
        return None

    def learn(self, names: Mapping[int, tuple[int, int, str]], doc: Mapping[int, Token]) -> None:
        """Who holds an office, from 'Mayor N', 'N, the mayor', 'N has been mayor'; of two holders neither is known."""
        self.spoken_of.update(self.register.full(name) for _, _, name in names.values())
        for i, (first, last, name) in names.items():
            if i != last:
                continue
            if self.register.label_of(name) != "PERSON":
                self._learn_description(doc[i], name)
                continue
            for noun in _held(doc[i], doc.get(first - 1)):
                word = noun.lower_
                past = any(child.lower_ in lexicon("former") for child in noun.children)
                if word not in words_of(Cue.ROLE) or past or word in lexicon("fleeting"):
                    continue
                full = self.register.full(name)
                known = self.offices.get(word, Referent(full, full, "PERSON", named=True))
                self.offices[word] = known if known is not None and known.key == full else None

    def _learn_description(self, token: Token, name: str) -> None:
        """What a name that is no person's is called besides: 'N, a repair yard'."""
        full = self.register.full(name)
        referent = Referent(full, self.register.said(full), self.register.label_of(name), named=True)
        for noun in _held(token, None):
            if noun.pos_ == "NOUN" and noun.tag_ == "NN" and noun.left_edge.lower_ in {"a", "an", "the"}:
                self.described[noun.lemma_.lower()] = (referent, self.memory.when)


BARE = frozenset(
    {
        "revenue",
        "turnover",
        "profit",
        "income",
        "unemployment",
        "production",
        "output",
        "construction",
        "headcount",
    }
)


def _held(name: Token, before: Token | None) -> list[Token]:
    held = [before] if before is not None else []
    held += [child for child in name.children if child.dep_ == "appos"]
    verb = name.head
    if (
        name.dep_ == "nsubj"
        and verb.lemma_ == "be"
        and not any(child.dep_ == "neg" for child in verb.children)
    ):
        held += [child for child in verb.children if child.dep_ == "attr"]
    return held


def _locates(token: Token) -> bool:
    """Whether a word before 'company' only tells where it is from: 'the Dutch group', 'the Leeds-based firm'."""
    based = token.i + 2 < len(token.doc) and token.nbor(2).lower_ == "based"
    told = token.text == "-" or token.lower_ == "based" or token.lower_ in lexicon("owning")
    return token.ent_type_ in {"NORP", "GPE"} or told or based


def _narrows(token: Token) -> bool:
    return token.dep_ == "compound" and token.pos_ == "NOUN"


def _owned(token: Token) -> bool:
    return (
        token.dep_ in {"poss", "case"}
        or token.tag_ in {"PRP$", "POS"}
        or token.ent_type_ in {"ORG", "GPE", "PERSON", "NORP", "PRODUCT"}
    )


@cache
def relational() -> Mapping[str, frozenset[str]]:
    """Nouns that are always somebody's or something's, by the label of the owner; 'THING' for buildings, events, works."""
    return name_lists()["relational"]


def _endings(register: Register) -> dict[str, Referent]:
    """Names by their last word, or by the first of 'University of N', where one name alone has it; a police is a force."""
    found: dict[str, set[str]] = {}
    grounds = name_lists()["last"]["LOC"] | name_lists()["last"]["GPE"]
    for name, label in register.labels.items():
        words = name.split()
        if register.joined[name] and register.joined[name] >= register.counts[name]:
            continue  # 'Holm and Berg University' may be one name
        firm = label != "ORG" or words[-1].lower() not in grounds
        if 2 <= len(words) <= 5 and firm and label != "PERSON" and re.fullmatch(r"[A-Z][a-z]+", words[-1]):
            found.setdefault(words[-1].lower(), set()).add(register.full(name))
        if len(words) > 2 and words[1] == "of" and words[0].lower() in name_lists()["first"]["ORG"]:
            found.setdefault(words[0].lower(), set()).add(register.full(name))
    found["force"] = found.get("police", set()) | found.get("constabulary", set())
    return {
        word: Referent(name, register.said(name), register.label_of(name), named=True)
        for word, names in found.items()
        if len(names) == 1
        for name in names
    }
