"""What a name does, has or undergoes tells what it names: what is sold is no person, what reports a loss is a company."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MONEY = frozenset({"stake", "stakes", "share", "shares", "stock", "stocks", "investment", "bonds", "holding"})


def by_doing(root: Token) -> Iterator[tuple[str, float]]:
    """Labels with weights for the name whose last word is ``root``, from its verb or noun."""
    verb = root.head
    if root.dep_ == "nsubj" and verb.lemma_ in lexicon("trading"):
        yield from (("ORG", 0.8), ("PERSON", -0.3))
    if root.dep_ == "nsubj" and verb.lemma_ in {"say", "tell", "argue", "resign", "marry", "die"}:
        yield from (("PERSON", 0.5), ("GPE", -0.5))
    if root.dep_ == "nsubj" and verb.lemma_ in {"report", "post", "forecast"} and _earns(verb):
        yield from (("ORG", 3.0), ("PERSON", -2.0))
    if root.dep_ == "nsubjpass" and verb.lemma_ in lexicon("made") | lexicon("traded"):
        yield "PERSON", -2.0
        yield from (("ORG", 1.5),) if verb.lemma_ in {"acquire", "found"} else ()
    if root.dep_ == "dobj" and verb.lemma_ in lexicon("traded"):
        yield from (("ORG", 0.8), ("PERSON", -1.5))
    if root.dep_ == "pobj" and root.head.lower_ in {"in", "of"} and root.head.head.lower_ in MONEY:
        yield from (("ORG", 3.0), ("PERSON", -1.5), ("GPE", -1.0))
    if _owns(root, "its"):
        yield from (("PERSON", -2.5), ("ORG", 0.5))
    if _owns(root, "his") or _owns(root, "her"):
        yield "PERSON", 0.7


def _earns(verb: Token) -> bool:
    """Whether what is reported are figures of a business: 'a net loss of 4 million'."""
    figures = {
        "earnings",
        "income",
        "loss",
        "losses",
        "profit",
        "profits",
        "revenue",
        "revenues",
        "sales",
        "turnover",
    }
    return any(child.dep_ == "dobj" and child.lower_ in figures for child in verb.children)


def _owns(root: Token, word: str) -> bool:
    """Whether a possessive after the name in its own clause can only be the name's: 'N reported its first loss'."""
    if root.dep_ not in {"nsubj", "nsubjpass"}:
        return False
    for token in root.head.subtree:
        if token.lower_ != word or token.dep_ != "poss" or token.i < root.i:
            continue
        verb = next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)
        own = verb is not None and any(child.dep_ in {"nsubj", "nsubjpass"} for child in verb.children)
        if verb == root.head or (not own and verb is not None and verb.head == root.head):
            return True
    return False
