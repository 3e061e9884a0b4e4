"""What 'the trust' was when it was first spoken of: 'the community trust set up by residents'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Unit, subtree
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import PERSONAL, Phrase, Referent, describe, is_plural_phrase, narrowed

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST = 12  # words of a description that is said again
TAIL = 10  # words of what follows the noun in it
LATELY = 2.5  # sentences within which the last of several of a sort is meant,
APART = 4.0  # when the others were spoken of so many before it
ROLES = frozenset({"subject", "owner", "object"})
VAGUE = frozenset(
    {
        "another",
        "other",
        "such",
        "any",
        "every",
        "each",
        "no",
        "which",
        "what",
        "whose",
        "more",
        "many",
        "few",
        "same",
    }
)
OWN = frozenset(
    {"of", "about", "against", "between"}
)  # prepositions that belong to the noun before them, even an object
SHORT = 3  # words of what may be put for a pronoun in a description

MEASURES = frozenset(
    {
        "price",
        "cost",
        "fee",
        "bill",
        "sum",
        "amount",
        "value",
        "size",
        "weight",
        "length",
        "height",
        "rate",
        "share",
        "number",
        "total",
    }
)
"""Of these everything has its own: 'the price' is the one just spoken of, or another thing's."""
ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "group team",
        "paper study",
        "film movie",
        "boat ship vessel",
        "plan programme project scheme",
        "car vehicle",
    )
)
"""Words for the same sort of thing, of which one may take up another."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """The fuller words for a thing, '' when it was only called by its noun; ``when`` in sentences; ``leads`` when it was the
    subject."""

    words: str
    when: float
    leads: bool


@dataclass(slots=True)
class Introductions:
    """What has been spoken of in more words than its noun, by the noun and whether it is one or several."""

    told: dict[tuple[str, bool], list[Introduction]] = field(default_factory=dict)
    open: set[tuple[str, bool]] = field(
        default_factory=set
    )  # spoken of as 'the boat' before any was described

    @property
    def nouns(self) -> frozenset[str]:
        return frozenset(noun for noun, _ in self.told)

    def hear(self, unit: Unit, phrase: Phrase, swaps: Mapping[int, str], when: float) -> None:
        """Remember a phrase that brings something new, or that says more of it than its noun."""
        head = phrase.head
        left = list(head.doc[phrase.first : head.i])
        if any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in head.children):
            return  # it has a name
        if _is_generic(phrase):
            return
        if head.pos_ != "NOUN" or any(token.lower_ in VAGUE for token in left):
            return
        words = _called(unit, phrase) or describe_fully(unit, phrase, swaps)
        fuller = len(words.removeprefix("the ").split()) > 1
        fresh = bool(left) and left[0].lower_ in {"a", "an", "some"}
        if words and (fuller or fresh):
            self.told.setdefault(_key(head), []).append(
                Introduction(words if fuller else "", when, phrase.role == "subject")
            )

    def meant(self, phrase: Phrase, when: float, *, strict: bool = False) -> Referent | None:
        """The fuller words for 'the' and a noun, ``None`` when none or several are known. ``strict`` takes only what has
        lately been a subject: 'the company' is seldom the one that was met in passing."""
        head = phrase.head
        bare = head.i - phrase.first == 1 and head.doc[phrase.first].lower_ == "the" and head.pos_ == "NOUN"
        follows = head.doc[head.i + 1] if head.i + 1 < len(head.doc) else head
        numbered = follows.pos_ in {"PROPN", "NUM"} or follows.text == "-"  # 'the line 6'
        if not bare or numbered or narrowed(head) or head.dep_ == "compound" or phrase.role not in ROLES:
            return None
        if head.lemma_.lower() in lexicon("common_things"):
            return None
        found = self.told.get(_key(head), []) or self._alike(_key(head), when)
        if not self.told.get(_key(head), []):
            self.open.add(_key(head))
        if not found or not found[-1].words or _key(head) in self.open:
            return None
        last = found[-1]
        if head.lemma_.lower() in MEASURES and when - last.when > APART:
            return None
        if strict and not (last.leads and when - last.when <= LATELY):
            return None
        others = [one for one in found if one.words != last.words]
        if others and not (
            when - last.when <= LATELY and all(last.when - one.when > APART for one in others)
        ):
            return None
        return Referent(head.lemma_.lower(), last.words, plural=_key(head)[1])

    def _alike(self, key: tuple[str, bool], when: float) -> list[Introduction]:
        """What was introduced lately by another word for the same: 'a team', then 'the group'."""
        words = next((words for words in ALIKE if key[0] in words), frozenset())
        found = [one for word in sorted(words) for one in self.told.get((word, key[1]), [])]
        return found if len(found) == 1 and when - found[0].when <= APART else []


def _is_generic(phrase: Phrase) -> bool:
    """'A chip without a compiler is a coaster' brings no chip."""
    verb = phrase.head.head
    told = phrase.head.dep_ == "nsubj" and verb.lemma_ == "be" and verb.tag_ == "VBZ"
    return told and phrase.head.doc[phrase.first].lower_ in {"a", "an"}


def _key(head: Token) -> tuple[str, bool]:
    unmarked = head.lower_ in lexicon("unmarked") and is_plural_phrase(head)
    return head.lemma_.lower(), head.tag_ == "NNS" or unmarked


def describe_fully(unit: Unit, phrase: Phrase, swaps: Mapping[int, str]) -> str:
    """A noun phrase as it can be taken up much later, with what follows the noun and belongs to it; '' when a pronoun in it
    stands for something unknown."""
    doc, head = unit.doc, phrase.head
    last = _end(phrase, swaps)
    if any(doc[i].lower_ in PERSONAL and i not in swaps for i in range(phrase.first, head.i)):
        return ""
    words = describe(unit, phrase, swaps, last=last)
    first = doc[phrase.first]
    named = first.pos_ == "PROPN" or first.dep_ == "poss" or first.tag_ == "PRP$"
    if not named and not words.startswith("the ") and phrase.first not in swaps:
        words = f"the {words[:1].lower()}{words[1:]}"
    words = words.replace("the one ", "the ", 1) if words.startswith("the one ") else words
    return words if len(words.split()) <= LONGEST else ""


def _called(unit: Unit, phrase: Phrase) -> str:
    """'The drug tezamab' of 'The drug, tezamab, ...': a word between commas that is no common noun's description."""
    head = phrase.head
    for child in head.children:
        bare = child.dep_ in {"appos", "conj"} and child.pos_ in {"NOUN", "PROPN"} and child.i == head.i + 2
        alone = bare and child.i + 1 < len(head.doc) and child.nbor().text in {",", "."}
        if alone and child.text.islower() and not list(child.children) and head.i - phrase.first == 1:
            return f"the {head.text} {unit.words(child.i, child.i)}"
    return ""


def _end(phrase: Phrase, swaps: Mapping[int, str]) -> int:
    """The last token of the phrases right after a noun that tell which one it is."""
    head = phrase.head
    last = head.i
    for child in head.children:
        own = sorted(subtree(child))
        if child.dep_ not in {"prep", "acl", "relcl"} or own[0] != last + 1 or len(own) > TAIL:
            continue
        inside = [head.doc[i] for i in own]
        clear = all(_is_clear(token, swaps) for token in inside)
        if clear and (_belongs(child, phrase) if child.dep_ == "prep" else _tells(inside, swaps)):
            last = own[-1]
    return last


def _is_clear(token: Token, swaps: Mapping[int, str]) -> bool:
    """Whether a word can be said again elsewhere: no pronoun but one that stands for a short name, nothing of a longer aside."""
    if token.text in {",", '"', "(", ":", ";", "-", "—", "–"}:
        return token.text == "-"
    if token.ent_type_ in {"QUANTITY", "PERCENT"}:
        return False  # a measure said again would be claimed again
    put = swaps.get(token.i, "")
    return len(put.split()) <= SHORT and (bool(put) or token.lower_ not in PERSONAL)


def _belongs(prep: Token, phrase: Phrase) -> bool:
    """Whether a phrase with a preposition is the noun's and no adverbial of the verb's."""
    if any(token.ent_type_ in {"DATE", "TIME"} for token in prep.subtree):
        return False
    return prep.lower_ in OWN or (phrase.role == "subject" and phrase.head.i < phrase.verb)


def _tells(inside: Sequence[Token], swaps: Mapping[int, str]) -> bool:
    """Whether a clause behind a noun has a name, or a participle a number, and so tells which is meant."""
    relative = any(token.tag_ in {"WDT", "WP", "WP$"} for token in inside)
    return any(
        token.pos_ == "PROPN" or (token.like_num and not relative) or swaps.get(token.i, "")[:1].isupper()
        for token in inside
    )
