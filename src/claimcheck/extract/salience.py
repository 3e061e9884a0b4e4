"""What has been spoken of, and which of it a pronoun or 'the company' takes up. Unsure is an answer: ``None``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from claimcheck.extract.draft import quoted_tokens
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import (
    FEMININE,
    MASCULINE,
    NEUTER,
    PLURAL,
    REPORTED,
    Phrase,
    Referent,
    Spoken,
    agrees,
    asked_by,
    clause_of,
    doers_of,
    role_of,
    sunk,
)
from claimcheck.extract.senses import affinity, is_able, is_dealt_with, is_firm, is_share, suits
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

MARGIN = 0.6  # by how much the best candidate must lead
FLOOR = 1.0  # below this score nothing is meant,
NEAR = 1.5  # unless it was spoken of within so many sentences
FAIRLY_NEAR = 2.5  # or so many, with twice the lead,
NEAR_FLOOR = -1.0  # and scores at least this,
DONE_TO_FLOOR = 0.0  # or this when something is done to 'it'
TOPICAL = 0.8  # what a topic of the article has to start with, and may be taken up at
TITULAR = 2.0  # the same when the noun says what sort of thing is meant
STRICT = 1.5  # the floor for owners that nothing in the sentence points to
REACH = 4.0  # sentences back
FADING = 1.5  # score lost with each sentence
AFTER = {  # how likely a phrase of some role is taken up by a pronoun of some role
    "subject": {"subject": 3.0, "owner": 1.6, "object": 1.0, "agent": 1.0, "inner": 0.0, "other": 0.2},
    "owner": {"subject": 3.0, "owner": 1.8, "object": 1.2, "agent": 1.2, "inner": 0.8, "other": 0.5},
    "object": {"subject": 2.0, "owner": 1.4, "object": 3.0, "agent": 3.0, "inner": 1.2, "other": 0.8},
}
ARGUMENTS = frozenset({"subject", "object"})


@dataclass(slots=True)
class Memory:
    """``when`` counts sentences, halves as fractions, a change of block as one more. ``topics`` by label; ``section`` has the
    keys of what the heading names."""

    topics: Mapping[str, Referent] = field(default_factory=dict)
    when: float = 0.0
    section: frozenset[str] = frozenset()
    spoken: list[Spoken] = field(default_factory=list)

    def add(self, referent: Referent, token: int, role: str, verb: int, *, pronoun: bool = False) -> None:
        self.spoken.append(Spoken(referent, self.when, token, role, verb, pronoun))

    def hear(self, referent: Referent, phrase: Phrase, *, pronoun: bool) -> None:
        """Remember a referent by the phrase that names it."""
        told = (phrase.role, phrase.verb, pronoun, phrase.sunk, phrase.speaks, phrase.made)
        self.spoken.append(Spoken(referent, self.when, phrase.head.i, *told))

    def forget(self) -> None:
        """Drop what is out of reach."""
        self.spoken = [spoken for spoken in self.spoken if spoken.when >= self.when - REACH]

    def best(self, token: Token, label: str = "", *, strict: bool = False) -> Referent | None:
        """The referent meant by a pronoun, or by a noun such as 'company' when ``label`` says what sort it stands for.
        ``strict`` takes only what has just been the subject, or what the article is about."""
        if not label and self._unknown_subject(token):
            return None
        scores: dict[str, float] = {}
        latest: dict[str, Spoken] = {}
        strongest: dict[str, Spoken] = {}
        for spoken in self._candidates(token, label):
            key, weight = spoken.referent.key, self._weigh(token, spoken)
            if weight > scores.get(key, -99.0):
                scores[key], strongest[key] = weight, spoken
            latest[key] = spoken
        if token.lower_ in PLURAL:
            _prefer_several(scores, latest, self.when, owner=role_of(token) == "owner")
        referents = {key: spoken.referent for key, spoken in latest.items()}
        self._raise_topics(token, label, scores, latest, referents)
        ranked = sorted(scores, key=lambda key: (-scores[key], key))
        if not ranked or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN):
            return None
        first = ranked[0]
        human = token.lower_ in MASCULINE | FEMININE
        if human and len(ranked) > 1 and (self._addressed(set(ranked[:2])) or self._told_of(first)):
            return None
        if token.lower_ in PLURAL and self._others_joined(referents[first]):
            return None
        if human and (
            self._leads_elsewhere(token, referents[first]) or self._may_be_another(token, referents[first])
        ):
            return None
        alone = human and len(ranked) == 1
        if (
            first in strongest
            and strongest[first].role == "inner"
            and scores[first] < STRICT
            and not label
            and not alone
        ):
            return None  # a name within another phrase, as the university in 'a team at the university'
        away = self.when - latest[first].when if first in latest else REACH
        lead = scores[first] - scores[ranked[1]] if len(ranked) > 1 else 9.0
        near = away <= NEAR or ((away <= FAIRLY_NEAR or human) and lead >= 2 * MARGIN)
        if strict and scores[first] < STRICT:
            return None
        lately = first in latest and latest[first].role in {"subject", "owner"}
        sure = len(ranked) == 1 and (human or (bool(label) and lately))
        floor = (
            (DONE_TO_FLOOR if token.dep_ == "dobj" and token.lower_ == "it" else NEAR_FLOOR)
            if near
            else TOPICAL
            if first in {topic.key for topic in self.topics.values()}
            else FLOOR
        )
        return referents[first] if sure or scores[first] >= floor else None

    def _addressed(self, keys: set[str]) -> bool:
        """Whether the two are who says something and who is told it: 'N told M that ...' leaves open whom 'he' means next."""
        lately = [spoken for spoken in self.spoken if self.when - spoken.when <= NEAR and not spoken.pronoun]
        return any(
            one.speaks and one.verb == other.verb and one.when == other.when and other.role == "object"
            and {one.referent.key, other.referent.key} == keys
            for one in lately for other in lately
        )  # fmt: skip

    def _raise_topics(
        self,
        token: Token,
        label: str,
        scores: dict[str, float],
        latest: Mapping[str, Spoken],
        referents: dict[str, Referent],
    ) -> None:
        """Score what the article is about, where it may be meant though it wasn't named lately."""
        crowded = any(
            spoken.role in ARGUMENTS and self.when - spoken.when <= NEAR
            for spoken in (*latest.values(), *self._doubtful(token))
        )
        for topic in self.topics.values():
            far = topic.key not in latest or self.when - latest[topic.key].when > NEAR
            if label:
                fits = topic.label == label and (label != "ORG" or is_firm(token, topic))
            else:
                leads = role_of(token) in {"subject", "owner"} and token.lower_ not in PLURAL
                fits = (
                    leads
                    and agrees(token.lower_, topic)
                    and not (crowded and far and affinity(token, topic) <= 0)
                    and suits(token, topic) >= 0
                )
            if fits and (topic.key in latest or (label and topic.titled)):
                scores[topic.key] = max(scores.get(topic.key, 0.0), 0.0) + (TITULAR if label else TOPICAL)
                referents.setdefault(topic.key, topic)

    def _others_joined(self, found: Referent) -> bool:
        """Whether several who did it were just named together, and others are found: either may be meant."""
        near = [one for one in self.spoken if self.when - one.when <= NEAR and one.referent.key != found.key]
        joined = any(one.referent.key.startswith("&") and one.role == "agent" for one in near)
        return joined and not found.named

    def _may_be_another(self, token: Token, found: Referent) -> bool:
        """Whether a common noun that may mean a person ('a hiker') comes before it in the sentence, and who was found doesn't."""
        here = [one for one in self.spoken if self.when - one.when < 1.0]
        if any(one.referent.key == found.key for one in here):
            return False
        own = {one.token for one in here if one.role == "subject" and one.verb == clause_of(token)}
        others = [one for one in here if not one.referent.named and one.token not in own]
        quoted = quoted_tokens(token.doc)
        return any(
            re.search(r"(?:er|or|ist|ian|eer|man)$", one.referent.key) and one.token not in quoted
            for one in others
            if one.referent.key not in lexicon("no_doers")
        )

    def _leads_elsewhere(self, token: Token, found: Referent) -> bool:
        """Whether the article is about another person who may be meant as well, and this one was named in an earlier paragraph
        and but once."""
        topic = self.topics.get("PERSON")
        if topic is None or topic.key == found.key or not agrees(token.lower_, topic):
            return False
        said = [spoken.when for spoken in self.spoken if spoken.referent.key == found.key]
        return len(said) < 2 and self.when - max(said, default=0.0) > NEAR

    def _overtaken(self, spoken: Spoken) -> bool:
        """Whether another object was spoken of later in the same sentence, in a clause of its own: 'won a prize and spent it
        on a map'."""
        return any(
            other.when == spoken.when and other.role == "object" and other.verb > spoken.verb and not other.sunk
            and other.referent.key != spoken.referent.key
            for other in self.spoken
        )  # fmt: skip

    def _told_of(self, key: str) -> bool:
        """Whether who said it told of somebody else: 'N said that his client had lied. He ...'."""
        told = {one.when for one in self.spoken if one.speaks and one.referent.key == key}
        return any(
            other.referent.person and not other.pronoun and other.when in told and other.role == "subject"
            and other.sunk == REPORTED and other.referent.key != key and not other.referent.plural
            for other in self.spoken if self.when - other.when <= NEAR
        )  # fmt: skip

    def _unknown_subject(self, token: Token) -> bool:
        """Whether a name that nothing is known of is the subject before a 'he' or 'she': it may be meant."""
        known = {
            spoken.token for spoken in self.spoken if spoken.when == self.when and spoken.referent.person
        }
        quoted = quoted_tokens(token.doc)
        return token.lower_ in MASCULINE | FEMININE and any(
            other.dep_ == "nsubj"
            and other.i not in quoted
            and other.pos_ == "PROPN"
            and other.i not in known
            and clause_of(other) != clause_of(token)
            for other in token.doc[: token.i]
        )

    def _doubtful(self, token: Token) -> Iterator[Spoken]:
        """Names that 'it' can't stand for if they are people's, of which nothing but the name says so."""
        if token.lower_ in NEUTER:
            for spoken in self.spoken:
                if (
                    spoken.referent.label == "PERSON"
                    and not spoken.referent.gender
                    and spoken.role == "subject"
                ):
                    yield spoken

    def _candidates(self, token: Token, label: str) -> Iterator[Spoken]:
        role, verb, doers, asked = role_of(token), clause_of(token), doers_of(token), asked_by(token)
        wholes = {
            above.i for above in takewhile(lambda above: above.pos_ not in {"VERB", "AUX"}, token.ancestors)
        }
        beside = set()
        if role != "owner" and not label:  # the subject and the objects of one verb are different things
            beside = {
                spoken.referent.key
                for spoken in self.spoken
                if spoken.when == self.when
                and (
                    (spoken.verb == verb and spoken.role in ARGUMENTS)
                    or (spoken.verb in doers and spoken.role == "subject")
                    or (spoken.verb == asked and spoken.role == "object")
                )
            }
        within = _among_speakers(token)
        elsewhere = token.dep_ == "pobj" and is_share(token.head.head) and token.head.head.dep_ == "attr"
        for spoken in self.spoken:
            if self.when - spoken.when > REACH or spoken.referent.key in beside:
                continue
            if spoken.when == self.when and (spoken.token >= token.i or spoken.token in wholes | within):
                continue  # neither what comes later, nor the whole that it is a part of, nor who is one of those who say it
            if label and spoken.when == self.when and spoken.role == "agent":
                continue  # 'Led by N, the round valued the company at ...'
            if elsewhere and spoken.when == self.when:
                continue  # 'N, who has twins, is one of them': one of those spoken of before
            referent = spoken.referent
            away = self.when - spoken.when
            if label == "ORG" and not is_firm(token, referent):
                continue
            if not is_able(token, referent):
                continue
            if token.lower_ in PLURAL and not referent.plural and (spoken.role != "subject" or away > NEAR):
                continue  # a company is 'they' only as the one that has just acted
            if (referent.label == label and not referent.plural) if label else agrees(token.lower_, referent):
                yield spoken

    def _weigh(self, token: Token, spoken: Spoken) -> float:
        referent = spoken.referent
        role = role_of(token)
        score = AFTER.get(role, AFTER["object"]).get(spoken.role, 0.5)
        score += (0.3 if spoken.role == "inner" else 1.0) if referent.named else 0.0
        score += affinity(token, referent) + suits(token, referent)
        if token.dep_ == "pobj" and token.head.lower_ == "among" and spoken.role == "subject":
            score += 1.5  # 'Voters queued for hours. Among them was ...'
        same = spoken.when == self.when and spoken.verb != clause_of(token)
        if same and spoken.role == "owner" and referent.label == "ORG":
            score += 1.5  # 'a spokesman for Acme said it ...'
        if same and spoken.role == "subject" and role == "object" and not spoken.sunk:
            score += 0.7  # 'The paper was rejected before a journal printed it'
        score -= (
            (2.7 if token.dep_ == "dobj" else 1.7)
            if role in {"inner", "object"}
            and referent.label in {"ORG", "GPE", "PERSON"}
            and token.lower_ == "it"
            and token.dep_ != "dative"
            and not is_dealt_with(token)
            else 0.0
        )
        own = sunk(token) if spoken.when == self.when else 0.0  # both may be in side clauses
        score -= 0.0 if spoken.verb == clause_of(token) else max(0.0, spoken.sunk - own)
        score -= 0.0 if token.dep_ != "dative" or referent.label else 2.0  # people and firms are given things
        score -= 0.8 if spoken.role == "object" and role == "object" and self._overtaken(spoken) else 0.0
        score -= 0.8 if spoken.role == "owner" and not referent.named and not spoken.pronoun else 0.0
        score += 1.0 if referent.gender and token.lower_ in MASCULINE | FEMININE else 0.0
        away = self.when - spoken.when
        score += (1.5 if away <= NEAR else 0.5) if spoken.pronoun else 0.0
        score += 0.8 if referent.key in self.section else 0.0
        wills = token.dep_ == "nsubj" and token.head.lemma_.lower() in words_of(Cue.PLAN) | words_of(
            Cue.SAYING
        )
        score += 1.5 if wills and referent.label in {"ORG", "PERSON", "GPE"} else 0.0
        score -= 0.5 if token.lower_ in PLURAL and not referent.plural else 0.0
        score -= (
            1.5 if spoken.when == self.when and spoken.verb == clause_of(token) and role == "object" else 0.0
        )
        new = role == "subject" or (role == "owner" and not referent.plural)
        score += 3.0 if spoken.made and away <= NEAR and new else 0.0
        if away > 0 and token.lower_ in NEUTER and wills and referent.key in lexicon("study"):
            score += 4.0  # 'A report found ... It also found ...'
        if spoken.speaks and away > 0 and token.lower_ in PLURAL | MASCULINE | FEMININE:
            score += 0.5 if token.head.lemma_.lower() in words_of(Cue.SAYING) else -1.3
        return score - FADING * away


def _prefer_several(scores: dict[str, float], latest: dict[str, Spoken], when: float, *, owner: bool) -> None:
    """A company or a city is 'they' only when nothing near by is several; those named together are 'they' together. Of a team
    that does something with several 'their' may be either's: then neither is meant for sure."""
    for joint in [spoken for key, spoken in latest.items() if key.startswith("&")]:
        place = (joint.when, joint.verb, joint.role)
        for key, spoken in list(latest.items()):
            if spoken is not joint and (spoken.when, spoken.verb, spoken.role) == place:
                del scores[key], latest[key]
    near = [
        spoken
        for spoken in latest.values()
        if when - spoken.when <= NEAR
        and (spoken.pronoun or spoken.role == "subject" or (spoken.role == "object" and not spoken.sunk))
    ]
    leading = any(one.referent.named and one.referent.collective and one.role == "subject" for one in near)
    several = [one for one in near if one.referent.plural]
    if owner and leading and several and all(one.role == "object" and not one.pronoun for one in several):
        scores.clear()
    if several:
        for key, spoken in list(latest.items()):
            lead = spoken.when == when and spoken.role == "subject"
            acting = lead and spoken.referent.collective and not spoken.referent.named
            if not spoken.referent.plural and not acting:
                scores.pop(key, None)
                del latest[key]


def _among_speakers(token: Token) -> frozenset[int]:
    """What stands in the phrase of those who say it, besides themselves: 'Critics, among them N, say that it ...'."""
    for above in token.ancestors:
        if above.dep_ == "ccomp":
            lead = next((child for child in above.head.children if child.dep_ == "nsubj"), None)
            if lead is not None and lead.i < token.i and lead.tag_ == "NNS":
                return frozenset(below.i for below in lead.subtree if below.i != lead.i)
    return frozenset()
