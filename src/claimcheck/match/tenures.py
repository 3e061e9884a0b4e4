"""Roles compared: the same person in the same office at the same place and time, or who else, what else, when else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.match.aspects import Aspect, Bearing, agrees, bars, contradicts
from claimcheck.match.offices import Role, Status, Tenure, is_office, office_words
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.roles import read_tenures
from claimcheck.match.terms import begin_alike, compare_terms
from claimcheck.model.evidence import Comparison
from claimcheck.values.names import NameMatch, compare_names

_ROLE_VERBS = frozenset(
    ["be", "become", "remain", "serve", "work", "come", "join", "leave", "succeed", "replace", "take over"]
)


def claims_role(pair: Pair) -> bool:
    """Whether the claim is that someone holds, held or will hold an office, and no more."""
    found, words = pair.alignment, office_words()
    if found is None:
        return False
    verb = found.mine.lemma
    gives = verb in _ROLE_VERBS or any(verb in words[kind] for kind in ("gives", "leaves", "heads"))
    if verb in words["surrenders"] | words["occupies"]:
        gives = any(token.lemma_.lower() in words["posts"] for token in found.mine.patients)
    told = gives and any(not tenure.aside for tenure in read_tenures(pair.mine))
    return told and all(slot.aspect == "date" for slot in pair.slots)


def compare_tenures(pair: Pair) -> list[Aspect]:
    """One finding for each office that the claim gives to a named person; none where the passage has no such tenure."""
    theirs = read_tenures(pair.theirs)
    found = [aspect for mine in _claimed(pair) if (aspect := _compare(mine, theirs, pair)) is not None]
    if pair.alignment is not None and pair.alignment.mine.negated and claims_role(pair):
        return [_turn(aspect) for aspect in found]
    return found


def _turn(aspect: Aspect) -> Aspect:
    """What bears out 'X is R' contradicts 'X is not R', and the other way round."""
    if aspect.bearing is Bearing.BARS:
        return aspect
    turned = Bearing.CONTRADICTS if aspect.bearing is Bearing.AGREES else Bearing.AGREES
    row = aspect.row and replace(aspect.row, agrees=turned is Bearing.AGREES)
    return replace(aspect, bearing=turned, weight=aspect.weight - 0.05, row=row)


def _claimed(pair: Pair) -> tuple[Tenure, ...]:
    """The claim's tenures; what it only mentions on the way ('Mayor Ostrander said') counts when it claims nothing else."""
    found = read_tenures(pair.mine)
    return tuple(tenure for tenure in found if not tenure.aside) or found


def _compare(mine: Tenure, theirs: Sequence[Tenure], pair: Pair) -> Aspect | None:
    own = [t for t in theirs if compare_names(mine.person, t.person) is NameMatch.SAME]
    verdicts = [aspect for t in own if (aspect := _compare_own(mine, t)) is not None]
    near = f"{pair.passage.title} {pair.passage.publisher}".lower()
    if any(place.lower() in near for place in mine.role.places):
        verdicts = [a for a in verdicts if a.rule != "place-unknown"] or _compare_placeless(mine, own)
    good = next((aspect for aspect in verdicts if aspect.bearing is Bearing.AGREES), None)
    if good is not None:
        return _of_which_people(pair) or good
    if verdicts:
        return max(verdicts, key=lambda aspect: aspect.weight)
    found = compare_terms(pair, mine) or _compare_others(mine, theirs, own=bool(own))
    if found is not None and found.rule == "other-person" and begin_alike(pair):
        return replace(found, rule="other-holder", weight=SAME_DAY)
    return found


SAME_DAY = 0.96  # weight of another who came to the office on the same day: more than that of the claim's name not being there


def _compare_placeless(mine: Tenure, own: Sequence[Tenure]) -> list[Aspect]:
    """As ``_compare_own``, where the page's title or publisher says where it is."""
    bare = replace(mine, role=replace(mine.role, places=()))
    return [aspect for t in own if (aspect := _compare_own(bare, t)) is not None]


def _of_which_people(pair: Pair) -> Aspect | None:
    """'an Irish journalist' isn't borne out by 'a journalist', nor by one of other people."""
    said = f"{pair.theirs.text} {pair.theirs.near}".lower()
    for token in pair.mine.doc:
        if (
            token.ent_type_ == "NORP"
            and token.dep_ in {"amod", "compound"}
            and is_office(token.head)
            and token.lower_ not in said
        ):
            return bars("place-unknown", 0.7, f"the passage doesn't say “{token.text}”")
    return None


_OF_SOMETHING = frozenset(
    ["head", "director", "manager", "chief"]
)  # the head of planning isn't the head of it all


def _compare_own(mine: Tenure, theirs: Tenure) -> Aspect | None:
    """The same person: the office, its rank, its place, its time."""
    if not mine.role.head or not theirs.role.head:
        return _compare_belonging(mine, theirs)
    if not same_office(mine.role, theirs.role) and not _is_led(mine.role, theirs.role):
        return None
    row = Comparison("role", _describe(mine), _describe(theirs), False)
    if _rank(mine.role) != _rank(theirs.role):
        if not _same_time(mine.status, theirs.status) or mine.role.led or theirs.role.led:
            return None  # who runs it may be the deputy of someone
        return contradicts("other-rank", 0.85, f"the source has “{_describe(theirs)}”", row)
    past = {Status.FORMER, Status.HELD}
    if (mine.status in past) != (theirs.status in past) and not theirs.aside:
        told = _scopes_exclude(mine.role, theirs.role) or _places_exclude(mine.role, theirs.role)
        if told:
            return None  # what someone was before is another office
    if _is_of_owner(mine.role, theirs.role):
        return bars("other-office", 0.75, f"the source has “{_describe(theirs)}”", row)
    if _scopes_exclude(mine.role, theirs.role):
        return contradicts("other-office", 0.8, f"the source has “{_describe(theirs)}”", row)
    if (
        mine.role.head in _OF_SOMETHING
        and mine.role.places
        and theirs.role.scope
        and not mine.role.scope
        and not _crossed(mine.role, theirs.role)
    ):
        return bars("other-office", 0.75, f"the source has “{_describe(theirs)}”", row)
    if _places_exclude(mine.role, theirs.role):
        return contradicts("other-place", 0.8, f"the source has “{_describe(theirs)}”", row)
    return _compare_time(mine, theirs, row)


def _compare_time(mine: Tenure, theirs: Tenure, row: Comparison) -> Aspect | None:
    times = (mine.status, theirs.status)
    if set(times) == {Status.CURRENT, Status.FORMER} and not _is_same_field(mine.role, theirs.role):
        return None
    if times == (Status.CURRENT, Status.FORMER):
        return contradicts("former-not-current", 0.87, "the source says that this is over", row)
    if times == (Status.FORMER, Status.CURRENT):
        if theirs.aside:
            return None  # how a page calls someone on the way may be of before
        return contradicts("current-not-former", 0.78, "the source says that it is so now", row)
    if times in {
        (Status.CURRENT, Status.FUTURE),
        (Status.HELD, Status.FUTURE),
        (Status.FORMER, Status.FUTURE),
    }:
        return contradicts("plan-not-fact", 0.75, "the source says that this is still to come", row)
    if times == (Status.CURRENT, Status.HELD) and mine.role.head not in office_words()["lasting"]:
        return bars("held-once", 0.7, "the source tells of the past only", row)
    if mine.role.places and not theirs.role.places and not _crossed(mine.role, theirs.role):
        return bars("place-unknown", 0.7, "the passage doesn't say where")
    agreeing = Comparison("role", row.claim, row.evidence, True)
    return agrees("same-role", 0.9, "the same person in the same role", agreeing)


def _is_same_field(mine: Role, theirs: Role) -> bool:
    """What the claim's office is for is named in the source too: once a director of sales, now the managing director."""
    places = {stem(word.lower()) for place in theirs.places for word in place.split()}
    return mine.scope <= theirs.scope | places


def _compare_belonging(mine: Tenure, theirs: Tenure) -> Aspect | None:
    """Working for, coming from, having left."""
    if mine.role.head or not mine.role.places or not theirs.role.places:
        return None
    if not _shares_place(mine.role, theirs.role):
        return None
    row = Comparison("affiliation", _describe(mine), _describe(theirs), False)
    if (mine.status, theirs.status) == (Status.CURRENT, Status.FORMER):
        return contradicts("former-not-current", 0.85, "the source says that this is over", row)
    if (mine.status, theirs.status) == (Status.FORMER, Status.CURRENT):
        if theirs.aside or theirs.role.head:
            return None
        return contradicts("current-not-former", 0.75, "the source says that it is so now", row)
    return agrees(
        "same-affiliation",
        0.85,
        "the same person at the same place",
        Comparison("affiliation", row.claim, row.evidence, True),
    )


def _compare_others(mine: Tenure, theirs: Sequence[Tenure], *, own: bool) -> Aspect | None:
    """Someone else in the office; or someone else at the place that the claim gives to this person."""
    for other in theirs:
        match = compare_names(mine.person, other.person)
        if match is NameMatch.SAME or not other.person[:1].isupper() or _may_be(mine.person, other.person):
            continue
        row = Comparison("who", mine.person, other.person, False)
        if not mine.role.head:
            if (
                own
                and _shares_place(mine.role, other.role)
                and mine.status is Status.FORMER
                and other.status is Status.FORMER
            ):
                return contradicts("other-person", 0.75, f"in the source that is “{other.person}”", row)
            continue
        if not same_office(mine.role, other.role) or _rank(mine.role) != _rank(other.role):
            continue
        if _scopes_exclude(mine.role, other.role) or _places_exclude(mine.role, other.role):
            continue
        if match is NameMatch.NEAR_MISS:
            return contradicts(
                "name-near-miss", 0.8, f"the source has “{other.person}”: did the claim mean that?", row
            )
        if mine.role.sole and other.role.sole and _same_time(mine.status, other.status):
            return contradicts("other-person", 0.82, f"in the source that is “{other.person}”", row)
    return None


def _may_be(one: str, other: str) -> bool:
    """A first name alone may be that of the person named in full."""
    words, others = one.lower().split(), other.lower().split()
    return words[:1] == others[:1] and 1 in {len(words), len(others)}


def _same_time(mine: Status, theirs: Status) -> bool:
    return mine is theirs or {mine, theirs} <= {Status.CURRENT, Status.FUTURE}


def same_office(mine: Role, theirs: Role) -> bool:
    """The same noun, or another word for the same office."""
    if mine.head == theirs.head:
        return True
    return any({mine.head, theirs.head} <= group for group in office_words()["same"])


def _is_led(mine: Role, theirs: Role) -> bool:
    """Who runs the works or is in charge of it may be its manager; who presides over a court, its president."""
    return (mine.led or theirs.led) and {mine.head, theirs.head} <= office_words()["leading"]


def _rank(role: Role) -> frozenset[str]:
    """'chief' and 'lead' tell offices apart only from those below: they are part of the office's name."""
    ranks: frozenset[str] = office_words()["ranks"]
    return role.ranks & ranks


def _scopes_exclude(mine: Role, theirs: Role) -> bool:
    """Both name what the office is for, and nothing in common but who owns it."""
    one, other = ({word for word in role.scope if not word.endswith("'s")} - _ANY for role in (mine, theirs))
    return bool(one and other) and not one & other and not _crossed(mine, theirs)


_ANY = frozenset(
    stem(word)
    for word in [
        "section",
        "department",
        "division",
        "unit",
        "team",
        "branch",
        "bureau",
        "service",
        "outside",
        "external",
    ]
)
"""Words that tell no scope: of the population section and the labour section both are sections."""


def _is_of_owner(mine: Role, theirs: Role) -> bool:
    """One heads the agency, the other the agency's canteen."""
    owned = any(
        f"{word}'s" in other.scope for one, other in ((mine, theirs), (theirs, mine)) for word in one.scope
    )
    return owned and not mine.scope & theirs.scope


def _crossed(mine: Role, theirs: Role) -> bool:
    """The scope of one is the place of the other: 'the museum' and 'the Halden Museum'."""
    places = {
        stem(word.lower()) for role in (mine, theirs) for place in role.places for word in place.split()
    }
    return bool((mine.scope | theirs.scope) & places)


def _places_exclude(mine: Role, theirs: Role) -> bool:
    return bool(mine.places and theirs.places) and not _shares_place(mine, theirs)


def _shares_place(mine: Role, theirs: Role) -> bool:
    return any(
        a == b
        or compare_names(a, b) is NameMatch.SAME
        or a.split()[-1].lower() == b.lower()
        or b.split()[-1].lower() == a.lower()
        for a in mine.places
        for b in theirs.places
    )


def _describe(tenure: Tenure) -> str:
    what = (
        tenure.role.text
        or " ".join((*sorted(tenure.role.ranks), *sorted(tenure.role.scope), tenure.role.head)).strip()
    )
    where = ", ".join(place for place in tenure.role.places if place not in what)
    parts = [part for part in (what, where and f"at {where}") if part]
    time = {
        Status.CURRENT: "",
        Status.FORMER: "formerly ",
        Status.FUTURE: "in future ",
        Status.HELD: "at one time ",
    }[tenure.status]
    return f"{tenure.person}: {time}{' '.join(parts)}"
