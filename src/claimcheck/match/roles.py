"""Who holds which office, where and when, as a text says it: a Tenure for each.

Read from a parse: "X is (was, will become) the R of O", "X, the former R of O, ...", "O's R, X", "R X", "O named X R",
"X joined O as R", "X stepped down as R", "X succeeds Y as R", "X heads O", "X left O", "X, previously at O".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claimcheck.match.frames import Frame, Standing
from claimcheck.match.lexicon import lexicon
from claimcheck.match.offices import Role, Status, Tenure, is_office, office_words, place_at, read_role
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading, once
from claimcheck.match.referents import is_close
from claimcheck.match.words import name_at

if TYPE_CHECKING:
    from spacy.tokens import Token


@once
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
            tokens[place - 1].lemma_.lower() in words["nouns"]
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
        at = tuple(filter(None, (_body(reading, t) for t in frame.patients)))
        for tenure in _hold(reading, frame.agents, named, given, at):
            acting = tenure.role.ranks | ({"acting"} if lemma == "act" else set())
            yield replace(tenure, role=replace(tenure.role, ranks=acting))
        yield from _hold(reading, _taken_from(frame), named, Status.FORMER)
    yield from _hold_post(reading, frame, status)
    if lemma in words["dismisses"]:
        yield from _succession(reading, frame, named)
    if lemma in words["heads"]:
        yield from _lead(reading, frame, words["heads"][lemma], status)
    yield from _belong(reading, frame, status)


def _hold_post(reading: Reading, frame: Frame, status: Status) -> Iterator[Tenure]:
    """'gave up the post of treasurer', 'resigned from the office of mayor', 'has held the post of director'."""
    behind = (child for child in frame.head.children if child.lower_ == "from")
    posts = [*frame.patients, *(part for child in behind for part in child.children if part.dep_ == "pobj")]
    named = [
        office
        for post in posts
        if _TITLES.get(post.lemma_.lower()) == "office"
        for child in post.children
        if child.lower_ == "of"
        for office in child.children
        if is_office(office)
    ]
    named += [post for post in posts if post.lemma_.lower() == "chair"]  # the seat, and who sits on it
    words = office_words()
    if frame.lemma in words["leaves"] | words["surrenders"]:
        yield from _hold(reading, frame.agents, named, Status.FORMER)
    elif frame.lemma in words["occupies"]:
        yield from _hold(reading, frame.agents, named, status)
    elif frame.lemma in words["takes"]:
        yield from _hold(reading, frame.agents, named, _given(status))


def _titled(reading: Reading, frame: Frame, status: Status) -> Iterator[Tenure]:
    """'Wirth's position is researcher', 'Wirth's previous employer is Polder'."""
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
    **dict.fromkeys(
        ["position", "role", "title", "job", "post", "function", "office", "occupation"], "office"
    ),
    **dict.fromkeys(
        ["affiliation", "employer", "company", "organisation", "organization", "team", "club", "workplace"],
        "place",
    ),
}


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
    """'X heads finance at O'. Who owns what is headed is kept with a mark: the agency's canteen is not the agency."""
    led = [
        part
        for token in (*frame.patients, *frame.others)
        for part in token.subtree
        if part == token or (part.dep_ in _LED and is_close(part, token, joined=True))
    ]
    owning = {part.i for part in led if _owns(part)}
    scope = {
        f"{stem(part.lower_)}'s" if part.i in owning else stem(part.lower_)
        for part in led
        if part.pos_ in {"NOUN", "ADJ"} and not part.is_stop and part.ent_type_ != "DATE"
    }
    plain = {stem(part.lower_) for part in led if _is_told_apart(part)}
    scope = scope - plain or scope  # 'the department of health' is that of health
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
        led=True,
    )
    if scope or places:
        yield from (Tenure(person_of(reading, token), role, status) for token in frame.agents)


def _is_told_apart(noun: Token) -> bool:
    """'department' where common words with it tell which one."""
    near = [child for child in noun.children if child.dep_ in {"compound", "amod"}]
    near += [part for child in noun.children if child.lower_ == "of" for part in child.children]
    common = any(part.pos_ in {"NOUN", "ADJ"} for part in near)
    return common and noun.lemma_.lower() in lexicon().generic


def _owns(part: Token) -> bool:
    """'the agency's canteen', 'the canteen of the agency'; but 'the department of finance' is finance."""
    if part.dep_ == "poss":
        return True
    above = part.head.head
    whole = (
        above.pos_ == "NOUN"
        and above.lemma_.lower() not in lexicon().generic
        and above.dep_ in {"dobj", "nsubjpass"}
    )
    return part.dep_ == "pobj" and part.head.lower_ == "of" and whole


_LED = frozenset(["compound", "amod", "pobj", "poss"])


def _belong(reading: Reading, frame: Frame, status: Status) -> Iterator[Tenure]:
    """Working somewhere, joining, leaving, coming from; and 'X, previously at O'."""
    lemma = frame.lemma
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
    """'Dana Wirth, previously at Northgate'; 'Dr Voss of Polder'."""
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
