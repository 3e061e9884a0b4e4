"""Whether a clause says that something is not so, or no longer so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

_NOTHING = frozenset(["nobody", "none", "nothing", "neither", "no-one"])
_RATHER = frozenset(["far", "instead", "rather"])
_ADVISING = frozenset(["advise", "recommend", "decide", "argue", "counsel", "speak"])


def is_negated(head: Token, arguments: tuple[Token, ...]) -> bool:
    """'not', 'never', 'no longer', 'nobody', 'no one', 'neither', and 'nor' before a joined verb. Two make none."""
    if is_former(head):
        return False
    times = sum(child.dep_ == "neg" or child.lower_ == "never" for child in head.children)
    times += any(child.lower_ == "neither" and child.dep_ in {"preconj", "cc"} for child in head.children)
    times += _is_left_out(head)
    times += any(child.lower_ == "against" for child in head.children) and head.lemma_ in _ADVISING
    times += any(is_nothing(token) for token in arguments)
    if not times and head.dep_ == "conj":
        times += any(child.lower_ == "nor" for child in head.head.children)
        times += _shares_negation(head)
    if head.dep_ == "xcomp":
        above = head.head
        if above.lemma_ == "have" and any(child.lower_ == "yet" for child in above.children):
            times += 1  # 'has yet to sign'
        elif above.lemma_.lower() in lexicon().failing:  # 'declined to comment'
            times += 1 + any(child.dep_ == "neg" for child in above.children)
        elif not times and above.lemma_ in {"do", "have", "be"}:
            times += any(child.dep_ == "neg" for child in above.children)
    return times % 2 == 1


def _is_left_out(head: Token) -> bool:
    """'without closing it', 'far from closing it', 'instead of closing it', 'scrapped plans to close it'."""
    if head.dep_ == "pcomp":
        words = {head.head.lower_, head.head.head.lower_, *(child.lower_ for child in head.head.children)}
        words |= {child.lower_ for child in head.head.head.children if child.i < head.i}
        return head.head.lower_ == "without" or (
            head.head.lower_ in {"from", "of", "than"} and bool(words & _RATHER)
        )
    if head.dep_ in {"acl", "ccomp"} and head.head.pos_ == "NOUN":
        verb = head.head.head
        return (
            head.head.lemma_.lower() in lexicon().plan_nouns and verb.lemma_.lower() in lexicon().cancelling
        )
    return False


def _shares_negation(head: Token) -> bool:
    """'did not approve or reject': one 'not' for both, when the second verb has no helper of its own."""
    own = any(child.dep_ in {"aux", "nsubj", "nsubjpass", "auxpass"} for child in head.children)
    joined = any(child.lower_ == "or" for child in head.head.children)
    return joined and not own and any(child.dep_ == "neg" for child in head.head.children)


def is_nothing(token: Token) -> bool:
    if token.lower_ in _NOTHING:
        return True
    return any(
        (child.dep_ == "det" and child.lower_ == "no") or child.lower_ == "neither"
        for child in token.children
    )


def is_former(head: Token) -> bool:
    """'no longer', 'used to', 'once was', 'formerly'."""
    if head.dep_ == "xcomp" and head.head.lemma_ == "use" and head.head.tag_ == "VBD":
        return True
    if head.dep_ == "pcomp" and head.head.lower_ == "after":
        return True  # 'after being closed for a year'
    words = {child.lower_ for child in head.children if child.dep_ in {"advmod", "neg"}}
    return bool(words & {"formerly", "previously", "once", "anymore"}) or any(
        child.lower_ == "longer" and any(part.lower_ == "no" for part in child.children)
        for child in head.children
    )
