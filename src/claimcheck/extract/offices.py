"""Offices before names: 'Acme's chief executive N', 'former mayor N', 'council leader N' tell what N is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, Piece, subtree
from claimcheck.extract.lexicon import lexicon
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

COMPANY = "\0ORG"
"""Stands in a part for the company that the article is about; a part that needs one and has none is dropped."""
CITY = "\0GPE"


def find_office(part: Part, head: Token) -> Iterator[tuple[Part | None, frozenset[int]]]:
    """'N is Acme's chief executive'; nothing for a bare 'Mayor N'. The main part keeps its words."""
    doc = head.doc
    roles = words_of(Cue.ROLE)
    start = head.i
    while (
        start > 0
        and doc[start - 1].pos_ == "PROPN"
        and doc[start - 1].head == head
        and doc[start - 1].lower_ not in roles
    ):
        start -= 1
    if head.ent_type_ not in {"PERSON", ""}:
        return
    if start in {head.i, 0} or not set(range(start, head.i + 1)) <= part.tokens:
        return
    before = _before(part, head, start)
    if len(before) < 2 or doc[start - 1].lower_ not in roles or doc[before[0]].tag_ == "DT":
        return
    if before[0] == 0 and doc[0].pos_ == "PROPN" and not doc[0].ent_type_ and doc[0].dep_ == "compound":
        return  # 'Union official N' may be of a union or of Union
    if any(doc[i].text in {",", '"'} or doc[i].pos_ in {"VERB", "ADP", "NUM"} for i in before):
        return
    if any(doc[i].ent_type_ in {"DATE", "TIME"} for i in before):
        return  # 'At a hearing in March councillor N ...'
    said = _said(doc, before)
    if said and doc[start - 1].lower_ not in lexicon("rank"):
        pieces: tuple[Piece, ...] = (*range(start, head.i + 1), "is", *said, *before)
        yield Part(part.unit, pieces, head.i, aside=True), frozenset()


def _before(part: Part, head: Token, start: int) -> list[int]:
    """The words of the office, without a conjunction or comma at their head; empty when they aren't one stretch."""
    before = sorted(i for i in subtree(head) & part.tokens if i < start)
    while before and (head.doc[before[0]].is_punct or head.doc[before[0]].dep_ in {"cc", "preconj"}):
        before = before[1:]
    return before if before and before == list(range(before[0], start)) else []


def _said(doc: Doc, before: list[int]) -> tuple[Piece, ...]:
    """What stands between 'is' and the office: nothing after an owner, an article, or whose office it must be."""
    first = doc[before[0]]
    if first.dep_ == "poss" or any(doc[i].dep_ == "case" for i in before):
        return ("",)
    if first.lower_ in lexicon("former") - {"deputy", "vice", "assistant", "first"}:
        return ("the",) if first.lower_ in {"acting", "interim", "outgoing"} else ("a",)
    if doc[before[-1]].lower_ in lexicon("epithets") | lexicon("human") and first.text[:1].isupper():
        return ("an",) if first.lower_[0] in "aeiou" else ("a",)  # 'Leuven attorney N': one of many
    if any(
        doc[i].ent_type_ in {"ORG", "GPE", "NORP", "PRODUCT"}
        or (doc[i].pos_ == "PROPN" and doc[i].lower_ not in words_of(Cue.ROLE) | lexicon("corporate"))
        for i in before
    ):
        return ("the",)
    if first.lower_ in lexicon("corporate") and doc[before[-1]].lower_ in {
        "executive",
        "officer",
        "chief",
        "director",
    }:
        return (COMPANY,)
    owned = {"founder", "co-founder", "cofounder"}
    if first.lower_ in owned and any(doc[i].lower_ in lexicon("corporate") for i in before[1:]):
        return (COMPANY,)  # 'founder and chief executive N'
    if first.lower_ in lexicon("municipal"):
        return (CITY,)
    if doc[before[-1]].pos_ == "PROPN":  # a title in capitals: 'the Chief Minister'
        return ("the",)
    return ("an",) if first.lower_[0] in "aeiou" else ("a",)
