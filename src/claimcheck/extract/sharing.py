"""What two coordinated clauses share: subject, auxiliaries, an opening time; and whether they are one thought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.extract.draft import auxiliaries, finite, subject, subtree
from claimcheck.extract.framing import tells_time
from claimcheck.extract.lexicon import lexicon
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LEADING = frozenset({"prep", "npadvmod", "advmod"})


def time_of(head: Token, child: Token, own: frozenset[int]) -> tuple[int, ...]:
    """The time or place that opens the sentence, for a second clause of the same tense that has none: 'In 2023, ...'."""
    lead = subject(head)
    dated = any(tells_time(token) or token.lower_ in {"now", "then", "since"} for token in child.subtree)
    if lead is None or child.tag_ != head.tag_ or dated or child.dep_ != "conj":
        return ()
    for other in head.children:
        below = subtree(other) & own
        if other.dep_ == "prep" and below and max(below) < lead.left_edge.i and other.lower_ != "according":
            inner = next((one for one in other.children if one.dep_ == "pobj"), None)
            if inner is not None and (tells_time(inner) or inner.ent_type_ in {"GPE", "LOC"}):
                comma = max(below) + 1
                return tuple(sorted(below | ({comma} if head.doc[comma].text == "," else set())))
    return ()


def shared(head: Token, child: Token | None, own: frozenset[int]) -> tuple[int, ...]:
    """What a verb without a subject takes over: leading time and place, the subject, auxiliaries it lacks."""
    lead = subject(head)
    taken = set(subtree(lead) & own) if lead is not None else set()
    commas = [i for i in taken if head.doc[i].text == ","]
    if len(commas) % 2 and max(taken) in commas:  # it opens what isn't taken
        taken -= {max(taken)}
    first = lead.i if lead is not None else head.i
    for other in head.children:
        if (
            other.i in own
            and other.i < first
            and other.dep_ in LEADING
            and other.lower_ not in words_of(Cue.CONNECTIVE)
        ):
            below = subtree(other) & own
            taken |= below
            comma = max(below, default=-2) + 1
            taken |= {comma} if comma in own and head.doc[comma].text == "," else set()
    if child is not None and (passive(head, child) or (not finite(child) and child.tag_ == head.tag_)):
        helpers = [aux.i for aux in auxiliaries(head) if aux.i in own]
        taken |= {i for i in helpers if not any(aux.lower_ == "to" for aux in auxiliaries(child))}
        taken |= {
            other.i for other in head.children if other.dep_ == "neg" and other.i < head.i and other.i in own
        }
    return tuple(sorted(taken))


def passive(head: Token, child: Token) -> bool:
    """Whether a verb is passive with the head: 'was kept in a vault and found in 2001'."""
    shared = any(aux.dep_ == "auxpass" for aux in auxiliaries(head)) and child.tag_ in {"VBD", "VBN"}
    active = child.lemma_ in lexicon("intransitive") | {"be", "have"} or any(
        below.dep_ in {"dobj", "xcomp", "ccomp"} for below in child.children
    )
    return shared and not auxiliaries(child) and not active


def share_object(head: Token, child: Token) -> bool:
    """'organized and executed a strike': two verbs for one object."""
    alone = head.i + 1 < len(head.doc) and head.nbor().dep_ == "cc"
    return alone and any(below.dep_ in {"dobj", "prep"} for below in child.children)


def correlated(child: Token) -> bool:
    """Whether two clauses are one thought: 'the more ..., the less ...', 'either ... or ...'."""
    first = child.head
    return any(
        token.dep_ == "preconj" or token.lower_ in {"or", "nor"}
        for verb in (first, child)
        for token in verb.children
        if token.dep_ in {"cc", "preconj"}
    )


def contrasts(head: Token, child: Token) -> bool:
    """Whether a clause with 'whereas', 'although' or 'while' stands beside its head's, each with a figure of its own."""
    mark = next((other for other in child.children if other.dep_ == "mark"), None)
    if mark is None or mark.lower_ not in {"while", "whereas", "although", "though"} or not finite(child):
        return False
    inner = subtree(child)
    lead = subject(child)
    if lead is None or lead.pos_ == "PRON" or subject(head) is None or child.tag_ != head.tag_:
        return False
    figures = [token.i for token in head.subtree if token.like_num]
    return any(i in inner for i in figures) and any(i not in inner for i in figures)


def may_be_of_object(head: Token, child: Token) -> bool:
    """Whether a participle may be another's than the subject's: 'gave the club a good run, reaching the final', 'the cost of
    building A, reopening B and moving C'; no year does anything either."""
    lead = subject(head)
    if lead is not None and (lead.like_num or not any(map(str.isalpha, lead.text))):
        return True
    given = head.lemma_.lower() in lexicon("giving") and any(
        below.dep_ in {"dobj", "dative"} for below in head.children
    )
    listed = any(below.dep_ == "conj" and below.tag_ == "VBG" for below in child.children)
    gerund = (below for below in head.subtree if below.dep_ == "pcomp" and below.i < child.i)
    return given or (listed and any(gerund))
