"""Offices: the nouns that name them, and what their modifiers tell of rank, scope, place and time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.match.words import name_at

if TYPE_CHECKING:
    from spacy.tokens import Token


class Status(StrEnum):
    CURRENT = "current"
    FORMER = "former"
    FUTURE = "future"
    HELD = "held"  # was, with no word on whether still


@dataclass(frozen=True, slots=True)
class Role:
    """An office. ``head`` is its noun, '' for mere belonging to an organisation; ``ranks`` are words like 'deputy'; ``scope`` the
    stems of what it is for ('finance', 'AI'); ``places`` the names of what it is at; ``sole``: one holder at a time; ``led``:
    told by a verb ('runs', 'is in charge of'), behind which any of several offices may stand."""

    head: str
    ranks: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    sole: bool = False
    text: str = ""
    led: bool = False


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a role. ``person`` is a name or, lower case, a description."""

    person: str
    role: Role
    status: Status
    aside: bool = False  # told by a description of the person, not by a clause


@cache
def office_words() -> dict[str, Any]:
    """roles.toml, lists as sets."""
    raw = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    words = {key: frozenset(value) for key, value in raw.items() if isinstance(value, list) and key != "same"}
    return {
        **words,
        "nouns": words["sole"] | words["shared"],
        "same": [frozenset(group) for group in raw["same"]],
        "initials": raw["initials"],
        "heads": raw["heads"],
    }


def is_office(token: Token) -> bool:
    words = office_words()
    lemma = token.lemma_.lower()
    known = lemma in words["nouns"] or lemma in words["initials"] or token.lower_ in words["initials"]
    return known and token.pos_ in {"NOUN", "PROPN"} and not _is_part_of_office(token)


def _is_part_of_office(token: Token) -> bool:
    """'deputy' in 'deputy director', 'chief' in 'chief scientist': a word of another office's name."""
    return token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i and _knows(token.head)


def _knows(token: Token) -> bool:
    words = office_words()
    return token.lemma_.lower() in words["nouns"] and name_free(token)


def name_free(token: Token) -> bool:
    return token.pos_ != "PROPN" or token.lemma_.lower() in office_words()["sole"]


def read_role(reading: Reading, noun: Token) -> tuple[Role, Status | None]:
    """The office that a noun names with its modifiers, and the status that 'former' or 'incoming' give it."""
    words = office_words()
    head, ranks, scope, places, status = noun.lemma_.lower(), set(), set(), [], None
    if head in words["initials"]:
        head, scope = "officer", {stem(words["initials"][head])}
        ranks.add("chief")
    for part in _modifiers(noun):
        word = part.lower_
        if word in words["former"]:
            status = Status.FORMER
        elif word in words["future"]:
            status = Status.FUTURE
        elif word in words["ranks"] | {"chief", "lead", "head", "senior", "general"}:
            ranks.add("chief" if word in {"chief", "lead", "head"} else word)
        elif (place := place_at(reading, part, noun)) and not (
            head == "officer" and part.dep_ == "compound" and "chief" in ranks
        ):
            if part.head.lower_ != "in" or part.head.dep_ != "prep":
                places.append(
                    place
                )  # 'a coach of the Rovers in the northern league': where that is says no more
        elif word == "managing" or (
            part.pos_ in {"NOUN", "PROPN", "ADJ"} and not part.is_stop and word not in words["plain"]
        ):
            scope.add(stem(word))
    if head == "executive" and "chief" in ranks:
        head, scope = "officer", scope | {stem("executive")}
    if _has_ended(noun):
        status = status or Status.FORMER
    if any(near.lower_ in _ONCE for near in reading.doc[max(0, noun.left_edge.i - 2) : noun.i]):
        status = status or Status.FORMER
    sole = head in words["sole"] or "chief" in ranks
    role = Role(
        head,
        frozenset(ranks),
        frozenset(scope),
        tuple(dict.fromkeys(places)),
        sole and not ranks & {"co"},
        _text(noun),
    )
    return role, status


def _has_ended(noun: Token) -> bool:
    """'mayor from 2014 to 2022', 'director until May'."""
    spans = [list(child.subtree) for child in noun.children if child.dep_ == "prep"]
    words = {
        part.lower_
        for span in spans
        if any(p.ent_type_ == "DATE" for p in span)
        for part in span
        if part.pos_ in {"ADP", "PART"}
    }
    return bool(words & {"until", "till"}) or {"from", "to"} <= words


_ONCE = frozenset(["formerly", "previously", "once", "then"])


def place_at(reading: Reading, token: Token, noun: Token | None = None) -> str:
    """The name that a word is part of, or that a pronoun means; '' when it is none, or that of ``noun`` itself."""
    meant = reading.referents.get(token.i, "")
    if meant[:1].isupper():
        return meant
    name = name_at(reading, token.i)
    if name is None or (noun is not None and name.first <= noun.i <= name.last):
        return ""
    return name.text


def _modifiers(noun: Token) -> Iterator[Token]:
    """Words before the noun, owners, and what 'of', 'for' and 'at' name, with those words' own owners."""
    for child in noun.children:
        if child.dep_ in {"amod", "compound", "nmod", "poss"} and child.text != "-":
            yield child
            yield from (
                part for part in child.children if part.dep_ in {"compound", "amod"} and part.text != "-"
            )
        elif child.dep_ == "prep" and child.lower_ in {"of", "for", "at", "in"}:
            for part in child.children:
                if part.dep_ == "pobj":
                    yield part
                    yield from (
                        own for own in part.children if own.dep_ in {"compound", "poss", "amod", "nmod"}
                    )


def _text(noun: Token) -> str:
    own = [
        part
        for part in noun.subtree
        if part.dep_ not in {"relcl", "appos", "det"} and part.i >= noun.left_edge.i
    ]
    return "".join(part.text_with_ws for part in own).strip(" ,")[:80]
