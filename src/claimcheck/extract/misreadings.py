"""Clauses whose verb a parser takes for something else: known by their words, so that they aren't lost as fragments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.extract.draft import TENSED, auxiliaries, finite, subject, subtree
from claimcheck.extract.inflection import is_plural, past
from claimcheck.extract.lexicon import lexicon
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def misread(root: Token) -> bool:
    """Whether a verb was taken for a noun ('Its main span measures 412 metres', 'Data show that ...', 'In a field stand two
    boxes') or for a participle ('The authority named five companies.')."""
    whole = root.doc.text.rstrip().endswith(".") and len(root.doc) > 6 and not _tensed(root.doc)
    if root.tag_ == "VBN" and whole and not auxiliaries(root):
        return any(
            child.dep_ == "nsubj" and child.i < root.i for child in root.children
        )  # 'The margin widened'
    if root.pos_ == "NOUN" and whole:
        named = any(child.dep_ == "acl" and _may_be_past(child) for child in root.children)
        if named or _as_verb(root):
            return True
    if root.pos_ in {"NOUN", "PROPN"} and any(
        _goes_on(child) for child in root.children if child.dep_ == "acl"
    ):
        return True  # 'N, one of the three, left in 2022 and now teaches'
    if root.pos_ == "NUM" and whole:
        return _ends_in_past(root)
    if root.tag_ == "VB" and whole and root.doc[0].tag_ == "IN":
        return any(child.dep_ == "dobj" for child in root.children)
    if root.tag_ == "NNS" and root.doc[-1].text == ".":
        return any(_hides_verb(token) for token in root.doc[2:-1])
    return _as_verb(root)


def _may_be_past(verb: Token) -> bool:
    """Whether a participle right after its noun could be a past tense: 'named', not 'seen'."""
    return (
        verb.tag_ == "VBN" and verb.i == verb.head.i + 1 and verb.lower_ in {past(verb.lemma_), verb.lemma_}
    )


def _ends_in_past(count: Token) -> bool:
    """'Only 3 of the 40 barrels leaked.'"""
    last = count.doc[-2]
    counted = any(last.head in child.subtree for child in count.children if child.lower_ == "of")
    return counted and last.dep_ == "acl" and last.tag_ == "VBN" and last.lower_ == past(last.lemma_)


def _goes_on(verb: Token) -> bool:
    """Whether what was taken for a participle is a past tense, since a tensed verb is joined to it."""
    past_form = verb.tag_ == "VBN" and verb.lower_ in {past(verb.lemma_), verb.lemma_}
    return past_form and any(child.dep_ == "conj" and child.tag_ in TENSED for child in verb.children)


def _hides_verb(token: Token) -> bool:
    """Whether a noun after another may be the verb of a plural subject: 'figures from the office show that ...'."""
    follows = token.nbor()
    opens = follows.like_num or follows.tag_ in {"DT", "PRP$", "PRP", "IN", "TO"}
    before = token.nbor(-1).pos_ in {"NOUN", "PROPN", "NUM"}
    return token.tag_ in {"NN", "VB"} and token.lower_ in lexicon("nounlike") and opens and before


def _as_verb(root: Token) -> bool:
    if root.tag_ not in {"NNS", "NN"} or not root.lower_.endswith("s") or not root.text.islower():
        return False
    if root.i < 1 or root.i + 1 >= len(root.doc) or root.nbor(-1).pos_ not in {"NOUN", "PROPN", "NUM"}:
        return False
    follows = root.nbor()
    starts = follows.like_num or follows.dep_ == "quantmod" or follows.tag_ in {"DT", "PRP$", "PRP"}
    starts = starts or (root.lower_ == "dates" and follows.lower_ in {"back", "from"})
    starts = starts or (root.lower_ == "costs" and follows.lower_ in {"about", "less", "more", "twice"})
    return starts or any(child.dep_ == "dobj" for child in root.children)


def _tensed(doc: Doc) -> bool:
    return any(token.tag_ in TENSED for token in doc)


def is_torn(token: Token) -> bool:
    """Whether a relative clause has an 'and' with nothing joined by it: then the parser took what follows for the main verb."""
    joins = token.dep_ == "cc" and token.head.dep_ in {"relcl", "acl"}
    if joins and not any(child.dep_ == "conj" and child.i > token.i for child in token.head.children):
        return True
    return token.dep_ == "conj" and _is_of_relative(token)


def _is_of_relative(verb: Token) -> bool:
    """Whether a verb joined to the main one differs from the subject in number, and a relative clause stands between: 'These
    dams formed a lake, which holds 4 million litres and is the largest'."""
    lead, head = subject(verb.head), verb.head
    form = next((one for one in (*auxiliaries(verb), verb) if one.tag_ in TENSED), None)
    if lead is None or form is None or subject(verb) is not None or lead.pos_ not in {"NOUN", "PROPN"}:
        return False
    single = form.tag_ == "VBZ" or form.lower_ == "was"
    several = form.tag_ == "VBP" or form.lower_ == "were"
    differs = (single and is_plural(lead)) or (several and not is_plural(lead) and lead.tag_ == "NN")
    between = (one for one in head.subtree if one.dep_ == "relcl" and one.i < verb.i)
    return differs and any(between)


def is_verbless(token: Token) -> bool:
    """Whether the parser made a participle with 'by' the verb of the sentence: 'N, the largest, increased sales, helped by M'."""
    bare = (
        token.dep_ == "ROOT" and token.tag_ == "VBN" and not auxiliaries(token) and subject(token) is not None
    )
    return bare and any(child.dep_ == "agent" for child in token.children)


def is_spliced(verb: Token) -> bool:
    """Whether a clause stands before its head's with a comma only ('A was dead, B was gone, and C ...')."""
    head = verb.head
    if verb.dep_ != "ccomp" or verb.i > head.i or head.lemma_.lower() in words_of(Cue.SAYING):
        return False
    lead = subject(head)
    return finite(verb) and lead is not None and lead.i > max(subtree(verb)) and subject(verb) is not None
