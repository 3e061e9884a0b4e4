"""Who holds which office, where and when, as a text says it: a Tenure for each.

Read from a parse: "X is (was, will become) the R of O", "X, the former R of O, ...", "O's R, X", "R X", "O named X R",
"X joined O as R", "X stepped down as R", "X succeeds Y as R", "X heads O", "X left O", "X, previously at O".
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.match.frames import Frame, Standing
from claimcheck.match.lexicon import lexicon
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
    stems of what it is for ('finance', 'AI'); ``places`` the names of what it is at; ``sole``: one holder at a time."""

    head: str
    ranks: frozenset[str] = frozenset()
    scope: frozenset[str] = frozenset()
    places: tuple[str, ...] = ()
    sole: bool = False
    text: str = ""


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
        "same": [frozenset(group) for group in raw["same"]],
        "initials": raw["initials"],
        "heads": raw["heads"],
    }


def read_tenures(reading: Reading) -> tuple[Tenure, ...]:
    """Every tenure that the text tells of, in no order, without repeats."""
    found: list[Tenure] = []
    for token in reading.doc:
        if is_office(token):
            found += _tenures_of_noun(reading, token)
    for frame in reading.frames:
        found += _tenures_of_frame(reading, frame)
    found += read_asides(reading)
    found += [more for tenure in found for more in _inherit(tenure, found)]
    return tuple(
        dict.fromkeys(tenure for tenure in found if tenure.person and tenure.role.head != "successor")
    )


def _inherit(tenure: Tenure, found: list[Tenure]) -> Iterator[Tenure]:
    """Whoever replaces the director is the director; 'her deputy' is deputy to what she is or was."""
    for other in found:
        if other.person == tenure.person or not other.role.sole or other.role.head in {"deputy", "successor"}:
            continue
        if tenure.role.head == "successor" and tenure.status is Status.CURRENT:
            follows = any(t.role.head == "successor" and t.person == other.person for t in found)
            if follows:
                yield Tenure(tenure.person, other.role, Status.CURRENT)
        elif tenure.role.head == "deputy" and not tenure.role.scope and other.person in tenure.role.places:
            ranks = other.role.ranks | {"deputy"}
            yield Tenure(tenure.person, replace(other.role, ranks=ranks, sole=False), Status.HELD)


def is_office(token: Token) -> bool:
    words = office_words()
    lemma = token.lemma_.lower()
    known = (
        lemma in words["sole"] | words["shared"]
        or lemma in words["initials"]
        or token.lower_ in words["initials"]
    )
    return known and token.pos_ in {"NOUN", "PROPN"} and not _is_part_of_office(token)


def _is_part_of_office(token: Token) -> bool:
    """'deputy' in 'deputy director', 'chief' in 'chief scientist': a word of another office's name."""
    return token.dep_ in {"compound", "amod", "nmod"} and token.head.i > token.i and _knows(token.head)


def _knows(token: Token) -> bool:
    words = office_words()
    return token.lemma_.lower() in words["sole"] | words["shared"] and name_free(token)


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
            places.append(place)
        elif part.pos_ in {"NOUN", "PROPN", "ADJ"} and not part.is_stop:
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


def person_of(reading: Reading, token: Token) -> str:
    """The name of the person whom a phrase means; '' for a description or a pronoun without referent."""
    if token.i in reading.referents:
        return reading.referents[token.i]
    name = name_at(reading, token.i)
    if name is not None:
        return _without_office(reading, name.first, name.last)
    for child in token.children:
        if child.dep_ == "appos" and (other := name_at(reading, child.i)) is not None:
            return other.text
    return ""


def _without_office(reading: Reading, first: int, last: int) -> str:
    """'Gridline CEO Tom Okafor' is Tom Okafor."""
    words = office_words()
    tokens = [reading.doc[i] for i in range(first, last + 1)]
    for place in range(len(tokens) - 1, 0, -1):
        if (
            tokens[place - 1].lemma_.lower() in words["sole"] | words["shared"]
            or tokens[place - 1].lower_ in words["initials"]
        ):
            tokens = tokens[place:]
            break
    return "".join(token.text_with_ws for token in tokens).strip()


def _tenures_of_noun(reading: Reading, noun: Token) -> Iterator[Tenure]:
    """Descriptions: a noun beside a name."""
    role, status = read_role(reading, noun)
    if noun.dep_ == "appos" and (person := person_of(reading, noun.head)):
        yield Tenure(person, role, status or Status.CURRENT, aside=True)
    for child in noun.children:
        if child.dep_ == "appos" and name_at(reading, child.i) is not None:
            yield Tenure(person_of(reading, child), role, status or Status.CURRENT, aside=True)
    if noun.dep_ in {"compound", "nmod"} and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        person = person_of(reading, noun.head)
        outer, outer_status = _with_outer(reading, noun, role)
        yield Tenure(person, outer, status or outer_status or Status.CURRENT, aside=True)


def _with_outer(reading: Reading, noun: Token, role: Role) -> tuple[Role, Status | None]:
    """'Former Gridline CEO Tom Okafor': the words before the office hang on the name."""
    words, status, places = office_words(), None, list(role.places)
    for child in noun.head.children:
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            if child.lower_ in words["former"]:
                status = Status.FORMER
            elif child.pos_ == "PROPN":
                places.append(child.text)
    return replace(role, places=tuple(places)), status


def _tenures_of_frame(reading: Reading, frame: Frame) -> Iterator[Tenure]:
    words, lemma = office_words(), frame.lemma
    if frame.negated and lemma not in {"be"}:
        return
    status = read_status(frame)
    offices = [token for token in frame.patients if is_office(token)]
    named = [token for phrase in _as_phrases(frame) for token in phrase if is_office(token)]
    if lemma in {"be", "become", "remain"} and not frame.negated:
        yield from _hold(reading, frame.agents, offices, status)
        yield from _titled(reading, frame, status)
    if lemma in words["gives"]:
        holders = [token for token in frame.patients if token not in offices]
        yield from _hold(
            reading, holders, [*offices, *named], Status.HELD if status is Status.FORMER else _given(status)
        )
    if lemma in words["leaves"] or lemma in words["takes"]:
        given = Status.FORMER if lemma in words["leaves"] else _given(status)
        yield from _hold(
            reading,
            frame.agents,
            named,
            given,
            tuple(filter(None, (_body(reading, t) for t in frame.patients))),
        )
        yield from _hold(reading, _taken_from(frame), named, Status.FORMER)
    if lemma in words["dismisses"]:
        yield from _succession(reading, frame, named)
    if lemma in words["heads"]:
        yield from _lead(reading, frame, words["heads"][lemma], status)
    yield from _belong(reading, frame, status)


def _titled(reading: Reading, frame: Frame, status: Status) -> Iterator[Tenure]:
    """'Rae's position is researcher', 'Rae's previous employer is Larkspur'."""
    for noun in frame.agents:
        kind = _TITLES.get(noun.lemma_.lower())
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if kind is None or owner is None:
            continue
        before = {child.lower_ for child in noun.children}
        when = (
            Status.FORMER
            if before & office_words()["former"] or before & {"last", "earlier", "prior"}
            else status
        )
        for token in frame.patients:
            if kind == "place" and (place := _body(reading, token)):
                yield Tenure(person_of(reading, owner), Role("", places=(place,)), when)
            elif kind == "office":
                role, own = read_role(reading, token)
                yield Tenure(person_of(reading, owner), role, own or when)


_TITLES = {
    "position": "office", "role": "office", "title": "office", "job": "office", "post": "office", "function": "office", "office": "office",
    "occupation": "office", "affiliation": "place", "employer": "place", "company": "place", "organisation": "place",
    "organization": "place", "team": "place", "club": "place", "workplace": "place",
}  # fmt: skip


def _given(status: Status) -> Status:
    """Who was named to an office holds it."""
    return Status.CURRENT if status is Status.HELD else status


def read_status(frame: Frame) -> Status:
    """From tense and helpers: 'is', 'has been', 'will be', 'was', 'used to be'."""
    if frame.former:
        return Status.FORMER
    if frame.standing is Standing.PLAN:
        return Status.FUTURE
    helpers = [child for child in frame.head.children if child.dep_ in {"aux", "auxpass"}]
    first = min([*helpers, frame.head], key=lambda token: token.i)
    return Status.HELD if first.tag_ == "VBD" else Status.CURRENT


def _as_phrases(frame: Frame) -> Iterator[tuple[Token, ...]]:
    for child in frame.head.children:
        if child.dep_ == "prep" and child.lower_ in {"as", "to"}:
            yield tuple(part for part in child.children if part.dep_ == "pobj")


def _taken_from(frame: Frame) -> list[Token]:
    """'took over as chairwoman from Reiner Falk'."""
    if frame.lemma != "take over":
        return []
    below = [
        child
        for token in (frame.head, *frame.head.subtree)
        for child in token.children
        if child.lower_ == "from"
    ]
    return [part for child in below for part in child.children if part.dep_ == "pobj"]


def _hold(
    reading: Reading,
    holders: Sequence[Token],
    offices: Sequence[Token],
    status: Status,
    at: tuple[str, ...] = (),
) -> Iterator[Tenure]:
    for holder in holders:
        for office in offices:
            if holder != office:
                role, own = read_role(reading, office)
                yield Tenure(
                    person_of(reading, holder), replace(role, places=role.places or at), own or status
                )


def _succession(reading: Reading, frame: Frame, named: list[Token]) -> Iterator[Tenure]:
    """'X succeeds Y as R': X is R, Y was. Without an office it is that of whoever is replaced."""
    follows = frame.lemma in {"replace", "succeed"}
    roles = [read_role(reading, token)[0] for token in named] or [Role("successor" if follows else "")]
    for role in roles:
        if follows:
            yield from (Tenure(person_of(reading, token), role, Status.CURRENT) for token in frame.agents)
        yield from (Tenure(person_of(reading, token), role, Status.FORMER) for token in frame.patients[:1])


def _lead(reading: Reading, frame: Frame, head: str, status: Status) -> Iterator[Tenure]:
    """'X heads finance at O'."""
    led = [
        part
        for token in (*frame.patients, *frame.others)
        for part in token.subtree
        if part.dep_ in _LED or part == token
    ]
    scope = {
        stem(part.lower_)
        for part in led
        if part.pos_ in {"NOUN", "ADJ"} and not part.is_stop and part.ent_type_ != "DATE"
    }
    places = [
        name.text
        for token in (*frame.patients, *frame.others)
        if (name := name_at(reading, token.i)) is not None
    ]
    role = Role(
        head,
        frozenset(),
        frozenset(scope),
        tuple(places),
        head != "founder",
        " ".join(t.text for t in frame.patients),
    )
    if scope or places:
        yield from (Tenure(person_of(reading, token), role, status) for token in frame.agents)


_LED = frozenset(["compound", "amod", "pobj", "poss"])


def _belong(reading: Reading, frame: Frame, status: Status) -> Iterator[Tenure]:
    """Working somewhere, joining, leaving, coming from; and 'X, previously at O'."""
    words, lemma = office_words(), frame.lemma
    for child in frame.head.children:
        names = [part for part in child.children if part.dep_ == "pobj"] if child.dep_ == "prep" else []
        where = tuple(place for part in names if (place := _body(reading, part)))
        if not where:
            continue
        if child.lower_ in {"for", "at", "with"} and lemma in {"work", "serve", "employ", "stay"}:
            yield from _members(reading, frame.agents, where, status)
        elif child.lower_ == "from" and lemma in {
            "come",
            "join",
            "hire",
            "poach",
            "recruit",
            "move",
            "switch",
            "arrive",
            "lure",
            "transfer",
        }:
            people = (
                frame.agents
                if lemma in {"come", "join", "move", "switch", "arrive", "transfer"}
                else frame.patients
            )
            yield from _members(reading, people, where, Status.FORMER)
    objects = tuple(_body(reading, token) for token in frame.patients)
    if any(objects) and lemma in {"join", "leave", "quit"}:
        yield from _members(
            reading, frame.agents, objects, Status.FORMER if lemma != "join" else _given(status)
        )


def _body(reading: Reading, token: Token) -> str:
    """A name, or 'the foundation' by its noun."""
    return place_at(reading, token) or (
        token.lemma_.lower() if token.lemma_.lower() in lexicon().generic else ""
    )


def _members(
    reading: Reading, people: tuple[Token, ...], where: tuple[str, ...], status: Status
) -> Iterator[Tenure]:
    places = tuple(place for place in where if place)
    yield from (Tenure(person_of(reading, token), Role("", places=places), status) for token in people)


def read_asides(reading: Reading) -> tuple[Tenure, ...]:
    """'Priya Raman, previously at OpenMind'; 'Dr Voss of Larkspur'."""
    found = []
    for name in reading.names:
        for child in reading.doc[name.last].children:
            if child.dep_ != "prep" or child.lower_ not in {"at", "of", "with", "from"}:
                continue
            where = tuple(place for part in child.children if (place := place_at(reading, part)))
            near = {reading.doc[i].lower_ for i in range(max(0, child.i - 2), child.i)}
            former = (
                bool(near & {"previously", "formerly", "once", "earlier", "late"}) or child.lower_ == "from"
            )
            if where:
                found.append(
                    Tenure(
                        name.text,
                        Role("", places=where),
                        Status.FORMER if former else Status.CURRENT,
                        aside=True,
                    )
                )
    return tuple(found)
