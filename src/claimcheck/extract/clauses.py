"""A sentence into clauses that can each be checked alone: coordination, semicolons, shared subjects and times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import DASHES, SUBJECTS, Part, Unit, auxiliaries, finite, subject, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LEADING = frozenset({"prep", "npadvmod", "advmod", "advcl", "mark", "prt"})
BREAKS = frozenset({";", ":", "—", "–", "--"})


def split_clauses(unit: Unit) -> list[Part]:
    """The clauses of a unit in reading order. A unit that can't be split safely is one part, never fewer words."""
    root = next((token for token in unit.doc if token.dep_ == "ROOT"), None)
    if root is None:
        return []
    parts = list(_clauses(unit, root, frozenset(range(len(unit.doc)))))
    if all(_sound(part) for part in parts):
        return parts
    return [Part(unit, tuple(range(len(unit.doc))), root.i)]


def _clauses(unit: Unit, head: Token, scope: frozenset[int]) -> Iterator[Part]:
    """The clause of ``head`` within ``scope``, then those coordinated with it."""
    split = [child for child in head.children if child.i in scope and _separable(head, child)]
    own = scope - frozenset(i for child in split for i in subtree(child))
    own = _without_loose(unit.doc, own, head)
    made = list(
        _infinitives(unit, head, own) or _amounts(unit, head, own) or [Part(unit, tuple(sorted(own)), head.i)]
    )
    for child in split:
        below = subtree(child) & scope
        shared = () if subject(child) else _shared(head, child, own)
        for part in _clauses(unit, child, below):
            made.append(
                Part(unit, (*shared, *part.pieces), part.head) if shared and part.head == child.i else part
            )
    yield from sorted(made, key=lambda part: max(part.tokens))


def _separable(head: Token, child: Token) -> bool:
    """Whether ``child`` heads a clause that stands beside ``head``'s, not inside it."""
    if child.pos_ not in {"VERB", "AUX"} or head.pos_ not in {"VERB", "AUX"}:
        return False
    if child.dep_ == "conj":
        own = subject(child)
        if own is not None:
            return finite(child) and own.tag_ not in {"WDT", "WP"}
        return _shares(head, child)
    if child.dep_ in {"ccomp", "parataxis", "acl"} and subject(child) is not None and finite(child):
        return _broken_off(head, child)
    return False


def _shares(head: Token, child: Token) -> bool:
    """Whether a coordinated verb without a subject can borrow the head's: same form, or tensed itself."""
    if subject(head) is None:
        return False
    if finite(child):
        return True
    return child.tag_ in {"VBN", "VB", "VBG"} and child.tag_ == head.tag_ and bool(auxiliaries(head))


def _broken_off(head: Token, child: Token) -> bool:
    """Whether a semicolon, colon or dash outside quotes stands between two clauses."""
    edge = subtree(child)
    gap = child.doc[max(edge) + 1 : head.i + 1] if max(edge) < head.i else child.doc[head.i + 1 : min(edge)]
    return any(token.text in {";", "—"} for token in gap) and not any(token.text == '"' for token in gap)


def _shared(head: Token, child: Token, own: frozenset[int]) -> tuple[int, ...]:
    """What a verb without a subject takes over: leading time and place, the subject, auxiliaries it lacks."""
    lead = subject(head)
    if lead is None:
        return ()
    taken = set(subtree(lead) & own)
    for other in head.children:
        if other.i < lead.i and other.dep_ in LEADING and not (other.dep_ == "advcl"):
            taken |= subtree(other) & own
    if not finite(child):
        taken |= {aux.i for aux in auxiliaries(head) if aux.i in own}
        taken |= {other.i for other in head.children if other.dep_ == "neg" and other.i < head.i}
    return tuple(sorted(taken))


def _infinitives(unit: Unit, head: Token, own: frozenset[int]) -> list[Part]:
    """'plans to secure A, develop B and lead C' as one part for each infinitive."""
    first = next(
        (child for child in head.children if child.dep_ == "xcomp" and child.tag_ == "VB" and child.i in own),
        None,
    )
    if first is None or not any(child.text.lower() == "to" for child in first.children):
        return []
    rest = [
        child
        for child in head.children
        if child.dep_ == "xcomp" and child.i > first.i and child.tag_ == "VB" and child.i in own
    ]
    rest += [
        child
        for verb in (first, *rest)
        for child in _joined(verb)
        if child.tag_ == "VB" and subject(child) is None
    ]
    if not rest or any(token.lower_ in {"both", "either"} for token in unit.doc):
        return []
    rest.sort(key=lambda token: token.i)
    frame = own - subtree(first) - frozenset(i for verb in rest for i in subtree(verb))
    frame = frozenset(i for i in frame if i < first.i or unit.doc[i].dep_ not in {"punct", "cc"})
    mark = next(child.i for child in first.children if child.text.lower() == "to")
    parts = []
    for verb in (first, *rest):
        mine = subtree(verb) & own
        for other in (first, *rest):
            if other is not verb and other.i in mine:
                mine -= subtree(other)
        mine = frozenset(
            i
            for i in mine
            if not (
                unit.doc[i].dep_ == "cc"
                and unit.doc[i].head == verb
                and i > verb.i
                and not _joined(verb, mine)
            )
        )
        front = [i for i in sorted(frame) if i < first.i]
        back = [i for i in sorted(frame) if i > first.i]
        has_to = any(unit.doc[i].lower_ == "to" and unit.doc[i].head == verb for i in mine)
        parts.append(
            Part(
                unit, (*front, *(() if has_to else (mark,)), *sorted(mine), *back), head.i, rests_on=(verb.i,)
            )
        )
    return parts


def _joined(verb: Token, scope: frozenset[int] | None = None) -> list[Token]:
    found = [child for child in verb.children if child.dep_ == "conj" and (scope is None or child.i in scope)]
    return [token for child in found for token in (child, *_joined(child, scope))]


def _amounts(unit: Unit, head: Token, own: frozenset[int]) -> list[Part]:
    """'used 21,400 tonnes of A and 96,000 tonnes of B' as one part for each amount."""
    for noun in head.children:
        if noun.dep_ not in {"dobj", "attr"} or noun.i not in own:
            continue
        rest = [token for token in _joined(noun, own) if token.pos_ in {"NOUN", "PROPN", "NUM"}]
        if not rest or not all(_counted(token) for token in (noun, *rest)) or noun.i < head.i:
            continue
        if any(unit.doc[i].lower_ in {"respectively", "between", "both", "either", "or"} for i in own):
            continue
        whole = subtree(noun) & own
        frame = own - whole
        parts = []
        for token in (noun, *rest):
            mine = subtree(token) & own
            for other in (noun, *rest):
                if other is not token and other.i in mine:
                    mine -= subtree(other)
            mine = frozenset(i for i in mine if unit.doc[i].dep_ != "cc" or i < token.i)
            front = [i for i in sorted(frame) if i < min(whole)]
            back = [i for i in sorted(frame) if i > max(whole)]
            parts.append(Part(unit, (*front, *sorted(mine), *back), head.i))
        return parts
    return []


def _counted(noun: Token) -> bool:
    """Whether the noun carries a figure of its own."""
    return noun.pos_ == "NUM" or any(
        child.dep_ in {"nummod", "quantmod"} and child.like_num for child in noun.children
    )


def _without_loose(doc: Doc, own: frozenset[int], head: Token) -> frozenset[int]:
    """Tokens without conjunctions and punctuation that joined what has been split off, at the edges or in the middle."""
    kept = sorted(own)
    loose = set()
    for place, i in enumerate(kept):
        token = doc[i]
        follows = kept[place + 1] if place + 1 < len(kept) else None
        gap = follows is None or follows > i + 1
        first = place == 0
        if (gap or first) and (
            token.dep_ == "cc" or (token.is_punct and token.text in {",", ";", ":"} | DASHES)
        ):
            loose.add(i)
    for i in reversed(kept):  # "..., and" before a gap: the comma before the conjunction goes too
        token = doc[i]
        if i in loose or token.is_punct and (i + 1 in loose) and token.text in {",", ";"} | DASHES:
            loose.add(i)
    return own - loose


def _sound(part: Part) -> bool:
    """Whether a part has a subject, a tensed verb and enough words to stand alone."""
    doc = part.unit.doc
    tokens = part.tokens
    tensed = any(doc[i].tag_ in {"VBD", "VBZ", "VBP", "MD"} for i in tokens)
    has_subject = any(doc[i].dep_ in SUBJECTS for i in tokens)
    words = sum(not doc[i].is_punct for i in tokens)
    return tensed and has_subject and words >= 3
