"""When someone came to an office or left it, told without the office's name: 'she took over in May', 'her predecessor, Dana
Wirth, gave up the post', 'he has held it since'. Which office that is, the page has to say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Aspect, agrees, contradicts
from claimcheck.match.frames import Frame, Standing
from claimcheck.match.lexicon import lexicon
from claimcheck.match.offices import Role, Status, Tenure, is_office, office_words
from claimcheck.match.pair import Pair
from claimcheck.match.periods import date_claim, date_passage, in_year_of
from claimcheck.match.ranking import stem
from claimcheck.match.reading import Reading
from claimcheck.match.roles import person_of, read_tenures
from claimcheck.model.claim import PartialDate
from claimcheck.model.evidence import Comparison
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.dates import compare_dates
from claimcheck.values.names import NameMatch, compare_names

if TYPE_CHECKING:
    from spacy.tokens import Token


class Turn(StrEnum):
    """Which end of a term of office a date is of."""

    BEGINS = "begins"
    ENDS = "ends"


_POSTS = office_words()["posts"] | {"it", "charge"}
_BEGINS = frozenset(["take over", "assume", "start", "begin", "succeed"])
_ENDS = frozenset(["leave", "resign", "step down", "quit", "retire", "depart", "stand down", "bow out"])
_GIVEN_UP, _HELD = office_words()["surrenders"], office_words()["occupies"]
_PASSES = frozenset(["pass", "go", "fall"])


def compare_terms(pair: Pair, mine: Tenure) -> Aspect | None:
    """The claim's one date beside that of the same end of the same person's term; ``None`` where the passage tells of none, or
    names another office of theirs."""
    days = date_claim(pair.mine, pair.theirs)
    if len(days) != 1 or not mine.role.head or mine.status is Status.FUTURE:
        return None
    wanted = _read_turn(pair.mine, days[0].span)
    offices = [t for t in read_tenures(pair.theirs) if t.role.head and _is_same(mine.person, t.person)]
    if wanted is None or offices or not _is_known(pair, mine):
        return None
    for other in date_passage(pair.theirs):
        if _is_told(pair, mine, other.span, wanted):
            found = compare_dates(_as_day(days[0]), _as_day(in_year_of(days[0], other, pair.theirs)))
            return _judge(mine, days[0].text, other.text, found.agreement)
    return None


def begin_alike(pair: Pair) -> bool:
    """Both tell of a term that begins, on the same day."""
    slots = [(slot, slot.best(agreeing=True)) for slot in pair.slots if slot.aspect == "date"]
    turns = [
        (_read_turn(pair.mine, slot.span), _read_turn(pair.theirs, part.span))
        for slot, part in slots
        if part is not None
    ]
    return (Turn.BEGINS, Turn.BEGINS) in turns


def _as_day(day: PartialDate) -> PartialDate:
    """Without its 'since' or 'until': that is the turn."""
    return replace(day, relation="on")


def _judge(mine: Tenure, claimed: str, told: str, agreement: Agreement) -> Aspect | None:
    row = Comparison("date", claimed, told, agreement is Agreement.AGREES)
    if agreement is Agreement.AGREES:
        return agrees("same-term", 0.85, f"the same end of the term of {mine.person}", row)
    if agreement is Agreement.DIFFERS:
        return contradicts("other-term", 0.8, f"the source dates it “{told}”", row)
    return None


def _is_same(one: str, other: str) -> bool:
    return compare_names(one, other) is NameMatch.SAME


def _is_told(pair: Pair, mine: Tenure, span: Span, wanted: Turn) -> bool:
    """The date is of the wanted end of this person's term."""
    frame = pair.theirs.frame_of(span)
    if frame is None or frame.negated or frame.standing is not Standing.FACT:
        return False
    if _read_turn(pair.theirs, span) is not wanted or not _is_of_post(pair.theirs, frame, mine.role):
        return False
    return any(_is_same(mine.person, person_of(pair.theirs, token)) for token in _holders(frame))


def _holders(frame: Frame) -> Iterator[Token]:
    if frame.lemma not in _PASSES:
        yield from frame.agents or (
            frame.patients if frame.lemma in _ENDS else ()
        )  # 'X left' may parse as 'X was left'
        return
    for child in frame.head.children:
        if child.lower_ == "to":
            yield from (part for part in child.children if part.dep_ == "pobj")


def _read_turn(reading: Reading, span: Span) -> Turn | None:
    """Which end the date is of, by its preposition or else by the verb."""
    frame, token = reading.frame_of(span), reading.token_at(span)
    if frame is None or token is None:
        return None
    for above in (token, *token.ancestors):
        if above.lower_ in {"since", "from"}:
            return Turn.BEGINS
        if above.lower_ in {"until", "till"}:
            return Turn.ENDS
        if above == frame.head:
            break
    if frame.lemma in _ENDS | _GIVEN_UP:
        return Turn.ENDS
    begins = frame.lemma in _BEGINS | _PASSES | {"become", "take"} or frame.lemma in office_words()["gives"]
    return Turn.BEGINS if begins else None


def _is_of_post(reading: Reading, frame: Frame, role: Role) -> bool:
    """What is taken or left is the post, or what the office is of; with some verbs nothing need be said of it."""
    if frame.lemma in _PASSES:
        return any(_names_post(reading, token, role) for token in frame.agents)
    if not frame.patients or not frame.agents:
        return frame.lemma in _BEGINS | _ENDS
    return frame.lemma in _BEGINS | _ENDS | _GIVEN_UP | _HELD | {"take"} and all(
        _names_post(reading, token, role) for token in frame.patients
    )


def _names_post(reading: Reading, token: Token, role: Role) -> bool:
    words = {stem(part.lower_) for part in token.subtree} | {stem(reading.referents.get(token.i, "").lower())}
    scope = {word.removesuffix("'s") for word in role.scope}
    places = {stem(word.lower()) for place in role.places for word in place.split()}
    return (
        token.lemma_.lower() in _POSTS
        or is_office(token)
        or bool(words & (scope | places))
        or token.lemma_.lower() in lexicon().generic
    )


def _is_known(pair: Pair, mine: Tenure) -> bool:
    """The page names the office: where the passage stands, or beside the person; or anywhere, where the passage speaks of a
    predecessor, or of the post as of something known: 'it passed to her'."""
    theirs = pair.theirs
    if _names_office(f"{theirs.near} {theirs.text}", mine.role) or _is_led_here(pair, mine.role):
        return True
    leans = re.search(r"\b(?:predecessor|successor)\b", theirs.text) or any(
        frame.lemma in _PASSES | _HELD for frame in theirs.frames
    )
    last = mine.person.split()[-1]
    lines = re.split(r"(?<=[.!?])\s", pair.page)
    return any(_names_office(line, mine.role) for line in lines if leans or last in line)


def _is_led_here(pair: Pair, role: Role) -> bool:
    """'has coached the women since May', and 'took over the women': the verb says what she is to them."""
    scope = {word.removesuffix("'s") for word in role.scope}
    taken = [token for frame in pair.theirs.frames if frame.lemma in _BEGINS for token in frame.patients]
    return role.led and any(stem(part.lower_) in scope for token in taken for part in token.subtree)


def _names_office(text: str, role: Role) -> bool:
    words = re.findall(r"[\w’'-]+", text.lower())
    heads = {role.head}.union(*(group for group in office_words()["same"] if role.head in group))
    if role.head == "officer":
        heads |= {"executive", "chief"}
    leading = tuple(verb for verb, head in office_words()["heads"].items() if head in heads)
    stems = {stem(word) for word in words}
    named = heads & set(words) or role.head == "head" or any(word.startswith(leading) for word in words)
    return bool(named) and all(word.removesuffix("'s") in stems for word in role.scope)
