"""What a number or an ordinal alone stands for: 'Three have since died' of the fourteen customers, 'the former' of two names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Unit, quoted_tokens
from claimcheck.extract.introduced import describe_fully
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import (
    SUBJECT_ROLES,
    Link,
    find_phrases,
    is_human,
    is_plural_phrase,
    read_phrase,
)
from claimcheck.extract.senses import is_share
from claimcheck.text.wording import Cue, words_of
from claimcheck.values.quantity import find_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "former": 1, "latter": 2}
PAIRED = frozenset({"former", "latter"})
MANY = 200  # times as many as are said to be of them, at most: 'two' are of no 26,000
MOST = 12  # things of which one is 'the third'
SHARES = frozenset({"another", "both", "each", "half", "most", "neither", "none"})
HEDGED = re.compile(r"^the (?:about|around|some|nearly|almost|roughly|approximately) (?=\d)", re.IGNORECASE)
Names = Mapping[int, tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Several:
    """Things spoken of together. ``count`` is how many, 0 when that isn't told; ``names`` lists them when they are named;
    ``leads`` when they were the subject; ``human`` when they are people; ``active`` when a number was of them before: 'one of
    the bids ... the second'."""

    words: str
    count: int
    names: tuple[str, ...] = ()
    leads: bool = False
    human: bool = False
    active: bool = False
    verb: int = -1  # the verb of its clause


def find_several(
    unit: Unit, names: Names, links: Mapping[int, Link], swaps: Mapping[int, str]
) -> list[Several]:
    """What a sentence speaks of as several: counted or plural nouns of its main line, and names joined by 'and'."""
    quoted = quoted_tokens(unit.doc)
    counted = _counts(unit)
    found: list[Several] = []
    for phrase in find_phrases(unit.doc):
        head = phrase.head
        if head.i in quoted or head.dep_ == "conj":
            continue
        joined = [head, *(token for token in _joined(head) if token.pos_ != "NUM")]
        if len(joined) > 1:
            if any(token.i in names for token in joined):
                told = tuple(_name(unit, token, names, links, swaps) for token in joined)
                words = f"{', '.join(told[:-1])} and {told[-1]}"
                found.append(Several(words, len(told), told, phrase.role == "subject"))
        elif head.i not in names and _is_several(head):
            count = next((counted[child.i] for child in head.children if child.i in counted), 0)
            words = HEDGED.sub("the roughly ", describe_fully(unit, phrase, swaps))
            leads = phrase.role == "subject" and phrase.sunk == 0.0
            if words and (count > 1 or leads):
                found.append(Several(words, count, leads=leads, human=is_human(head), verb=phrase.verb))
    return found


def _is_several(head: Token) -> bool:
    plural = head.tag_ == "NNS" or is_plural_phrase(head)
    return head.pos_ == "NOUN" and plural and head.ent_type_ not in {"DATE", "TIME"}


def _counts(unit: Unit) -> dict[int, int]:
    """By token the number that it stands for, when that counts things."""
    return {
        token.i: int(found.value)
        for found in find_quantities(unit.text)
        if not found.unit and not found.currency and found.value == int(found.value)
        for token in unit.doc
        if found.span.start <= token.idx < found.span.end and token.like_num
    }


def _joined(token: Token) -> list[Token]:
    return [one for child in token.children if child.dep_ == "conj" for one in (child, *_joined(child))]


def _name(unit: Unit, token: Token, names: Names, links: Mapping[int, Link], swaps: Mapping[int, str]) -> str:
    """A name, or the words for what stands beside one without a name."""
    link = links.get(token.i)
    if link is not None and link.name and token.i in names:
        return link.name
    if token.pos_ != "PROPN":
        return describe_fully(unit, replace(read_phrase(token), role="subject"), swaps)
    first = next((i for i in range(token.i, -1, -1) if i == 0 or token.doc[i - 1].pos_ != "PROPN"), token.i)
    return names[token.i][2] if token.i in names else unit.words(first, token.i)


def find_elided(unit: Unit, before: Sequence[Several], names: Names) -> Iterator[Link]:
    """Links for numbers and ordinals that stand alone, to that one of the sets spoken of ``before`` that can be meant, or in the
    clause that theirs is joined to; none where several can."""
    quoted = quoted_tokens(unit.doc)
    counted = _counts(unit)
    own = find_several(unit, names, {}, {}) if counted else []
    for token in unit.doc:
        if token.i in quoted or _floats(token):
            continue
        joined = token.head.head.i if token.dep_ in SUBJECT_ROLES and token.head.dep_ == "conj" else -2
        here = [one for one in own if one.verb == joined]
        sets = here or before
        found = _of_those(token, counted, sets) or _ranked(token, sets) or _shared(token, sets)
        if not here:  # 'Forty died, and three are missing' tells of others
            found = found or _numbered(token, counted.get(token.i, int(token.lower_ == "one")), before)
        if found is not None:
            yield found


def _floats(token: Token) -> bool:
    """'N and M each have four': each of those just named."""
    return token.lower_ in {"each", "both"} and token.i > 0 and token.nbor(-1).pos_ in {"NOUN", "PROPN"}


def _choose(token: Token, sets: Sequence[Several], least: int) -> Several | None:
    """The one set of at least so many, or that was taken up before, or alone was the subject; what only people do or are
    is said of people."""
    verb = token.head
    open_ = [one for one in sets if not one.count and (one.active or (one.leads and least <= 2))]
    fitting = [one for one in sets if one.count >= least] + open_
    people = any(child.dep_ == "attr" and is_human(child) for child in verb.children)
    if people or verb.lemma_.lower() in lexicon("living") | words_of(Cue.SAYING):
        fitting = [one for one in fitting if one.human]
    active = [one for one in fitting if one.active]
    counted = [one for one in fitting if one.count]
    leading = [one for one in fitting if one.leads]
    return next((some[0] for some in (active, fitting, counted, leading) if len(some) == 1), None)


def _is_told(token: Token) -> bool:
    """Whether what follows says of what it is, or which: 'three of the ten', 'the first to land', 'the second, N, ...'."""
    for child in token.children:
        if child.i < token.i:
            continue
        close = child.left_edge.nbor(-1).text != ","
        if child.lower_ in {"of", "to", "among"} or (child.dep_ in {"relcl", "acl"} and close):
            return True
        in_all = child.lower_ == "in" and any(below.like_num for below in child.children)  # 'one in six'
        if in_all or (child.dep_ == "appos" and child.pos_ == "PROPN"):
            return True
    return token.doc[0].lower_ == "of" and token.i < token.head.i  # 'Of the ten, two ...'


def _of_those(token: Token, counted: Mapping[int, int], sets: Sequence[Several]) -> Link | None:
    """'About 3,000 of those were ...'."""
    those = token.lower_ in {"those", "these", "them"} and token.dep_ == "pobj" and token.head.lower_ == "of"
    if not those or any(True for _ in token.children):
        return None
    share = token.head.head
    if not is_share(share) or (token.lower_ == "them" and not _is_part(share, counted)):
        return None
    found = _choose(share, [one for one in sets if one.count or one.leads], counted.get(share.i, 1) + 1)
    return Link(f"#{found.words}", (token.i,), found.words, found.words) if found is not None else None


def _is_part(share: Token, counted: Mapping[int, int]) -> bool:
    """Whether 'of them' is said of a number or a fraction; of '40 percent of them' it may be anything."""
    return share.i in counted or share.lower_ in {"half", "third", "thirds", "quarter", "quarters", "most"}


def _ranked(token: Token, sets: Sequence[Several]) -> Link | None:
    """'The former', 'the second', 'the highest'."""
    word = token.lower_
    top = token.tag_ == "JJS" and word not in {"most", "least"}
    if token.i == 0 or token.nbor(-1).lower_ != "the" or not (top or word in ORDINALS) or _is_told(token):
        return None
    if not _stands_alone(token):
        return None
    place = ORDINALS.get(word, 0)
    listed = [one.names for one in sets if len(one.names) == 2 or (one.names and word not in PAIRED)]
    if place and len(listed) == 1 and len(listed[0]) >= place:
        name = listed[0][place - 1]
        return Link(name, (token.i - 1, token.i), name, name)
    near = [one for one in sets if 1 < one.count <= MOST and (one.active or one.leads or top)]
    found = _choose(token, near, max(2, place)) if word not in PAIRED else None
    return _part(token, found)


def _stands_alone(token: Token) -> bool:
    """Whether a word with 'the' is a subject or object without a noun: 'the second won', 'the first alone won'."""
    doc = token.doc
    if token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"NOUN", "PROPN", "NUM"}:
        return False
    if token.dep_ == "amod":
        return token.head.lower_ == "alone" and token.head.i == token.i + 1
    return token.dep_ in SUBJECT_ROLES | {"dobj"} and token.head.pos_ in {"VERB", "AUX"}


def _numbered(token: Token, number: int, sets: Sequence[Several]) -> Link | None:
    """'Three have since died'; 'the two' when there are two."""
    bare = token.tag_ == "CD" and token.dep_ in SUBJECT_ROLES and token.ent_type_ in {"", "CARDINAL"}
    if not bare or number < 1 or _is_told(token) or token.head.pos_ not in {"VERB", "AUX"}:
        return None
    if number == 1 and (token.i > 0 or any(child.tag_ == "MD" for child in token.head.children)):
        return None  # 'one should know', 'N is one'
    if any(child.lower_ in {"more", "other", "another", "further"} for child in token.children):
        return None
    near = [one for one in sets if one.count <= MANY * number]
    if token.i > 0 and token.nbor(-1).lower_ == "the":
        found = next((one for one in sets if one.count == number), None)
        return Link(f"#{found.words}", (token.i - 1, token.i), found.words) if found is not None else None
    return _part(
        token, _choose(token, [one for one in near if one.count or one.active or number == 1], number + 1)
    )


def _shared(token: Token, sets: Sequence[Several]) -> Link | None:
    """'Two thirds were sold', 'Each can carry 1.8 kg', 'Both have closed'."""
    word, first = token.lower_, token.left_edge
    fraction = (
        word in {"third", "thirds", "quarter", "quarters"} and first.i < token.i and first.lower_ != "the"
    )
    if not (fraction or word in SHARES) or token.dep_ not in SUBJECT_ROLES or _is_told(token):
        return None
    if token.head.pos_ not in {"VERB", "AUX"}:
        return None
    both = word in {"both", "neither"}
    least = 4 if word.startswith("quarter") else 3 if word.startswith("third") else 2
    found = _choose(token, [one for one in sets if not both or one.count == 2], least)
    if found is not None and both and found.names:
        words = f"both {found.words}" if word == "both" else f"neither {' nor '.join(found.names)}"
        return Link(f"#{words}", (token.i,), words)
    return _part(token, found)


def _part(token: Token, found: Several | None) -> Link | None:
    if found is None or found.names:
        return None
    return Link(f"#{token.text} {found.words}", (token.i,), f"{token.text} of {found.words}")
