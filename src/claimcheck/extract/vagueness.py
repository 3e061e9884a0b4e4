"""Plain statements with nothing definite in them: no name, figure, comparison, cause, event or office."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.extract.assessment import IN_MONTH, LINKS, Clause, has_figure, is_somebody
from claimcheck.extract.forecasts import SOON, is_planned
from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.extract.opinions import valued
from claimcheck.text.wording import Cue, has_cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORT = frozenset({"nsubj", "punct", "advmod", "prt"})
ENTRANCE = re.compile(
    r"(?:then|here|next|enter) (?:came|comes|come)\b|here(?: (?:is|are|follow)|['’]s)\b", re.IGNORECASE
)
RULED = re.compile(r"under (?:the|this|that|its|their) [^,]{3,60},", re.IGNORECASE)
GIVEN = re.compile(r"\b(?:the|these|those) (?:stuff|things)\b", re.IGNORECASE)
WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b")


def find_vagueness(clause: Clause) -> str:
    """'vague' when there is nothing definite to check, else ''."""
    # a verb taken for a noun makes the subject the root
    who = clause.who or (clause.root if clause.root.pos_ == "NOUN" else None)
    event = _is_denied_event(clause)
    if (who is not None and not event and _says_nothing(clause, who)) or ENTRANCE.match(clause.text):
        return "vague"
    if event or _is_definite(clause):
        return ""
    indefinite = (
        who is None
        or who.dep_ == "expl"
        or (who.lower_ in lexicon("indefinite") and not (_rich(clause) or _is_of_certain(clause, who)))
    )
    if who is None or indefinite or has_cue(GIVEN.sub("", clause.text), Cue.VAGUE):
        return "vague"
    if any(token.lower_ in words_of(Cue.ROLE) for token in clause.doc) and clause.root.lemma_ in {
        "be",
        "become",
    }:
        return ""
    links = clause.root.lemma_ in LINKS and (
        clause.root.lemma_ == "be"
        or any(child.dep_ in {"acomp", "attr", "oprd", "xcomp"} for child in clause.root.children)
    )
    if clause.generic:
        return "" if _is_detailed(clause, who) else "vague"
    words = _count_words(clause)
    if (clause.past and not links) or _is_rule(clause, who) or _is_plain(clause, who):
        done = who.dep_ == "nsubjpass" and _is_particular(who)  # 'The appeal was rejected'
        return "" if words >= (2 if done else 3) else "vague"
    generic = not _is_particular(who) and who.tag_ in {"NNS", "NN"} and not clause.past
    return "vague" if generic or words < 5 else ""


def _is_of_certain(clause: Clause, who: Token) -> bool:
    """'All of them sank': of those that were spoken of, and at a time."""
    of = [part for child in who.children if child.lower_ == "of" for part in child.children]
    return clause.past and any(part.lower_ in {"them", "these", "those"} for part in of)


def _says_nothing(clause: Clause, who: Token) -> bool:
    """Everybody likes it, the trouble is it, forgiveness takes long, somebody shrugs."""
    root = clause.root
    if who.lower_ in lexicon("at_large") and not has_figure(clause.text):
        return True
    if who.dep_ == "csubj" and who.tag_ == "VBZ" and root.tag_ == "VBZ" and not clause.firm:
        return True  # 'What the valley lacks is patience'
    if any(child.lower_ == "whoever" for child in who.children) and not has_figure(clause.main):
        return True
    if who.dep_ == "expl":
        told = [child for child in root.children if child.dep_ in {"attr", "dobj"}]
        if any(child.lemma_.lower() in lexicon("posers") for child in told):
            return True
    quality = not list(who.children) and re.search(r"(?:ness|hood|ship|ity)$", who.lower_)
    if quality and root.tag_ == "VBZ" and not clause.names and not re.search(r"\d", clause.text):
        return True  # 'Friendship takes longer than a dinner'
    bare = all(child.dep_ in SHORT for child in root.children) and root.pos_ == "VERB"
    bare = bare and not any(token.pos_ == "PROPN" and token.i > root.i for token in clause.doc)
    return bare and not clause.figures and len(list(who.subtree)) <= 2  # 'Vik shrugs.'


def _is_denied_event(clause: Clause) -> bool:
    """'Nobody was hurt in the fire', 'No parcel was lost', 'No other mill stops less often': one case would
    refute it."""
    who, root = clause.who, clause.root
    if who is None or root.lemma_ in lexicon("feeling") | lexicon("minding"):
        return False
    opened = clause.doc[min(token.i for token in who.subtree)].lower_
    if opened not in {"neither", "no", "nobody"} or (who.dep_ == "nsubj" and root.lemma_ in LINKS):
        return False
    compared = any(token.tag_ in {"JJR", "RBR"} or token.lower_ == "such" for token in clause.doc)
    other = clause.doc[1].lower_ == "other" and compared
    return other or (clause.past and _count_words(clause) >= (2 if opened == "nobody" else 3))


def _is_definite(clause: Clause) -> bool:
    return bool(
        clause.firm
        or _tells_cause(clause)
        or IN_MONTH.search(clause.text)
        or WEEKDAY.search(clause.text)
        or (
            is_planned(clause)
            and (SOON.search(clause.text) or (clause.who is not None and is_somebody(clause.who)))
        )
        or RULED.match(clause.text)
        or pattern("cause").search(clause.text)
        or ("than" in clause.text and any(token.tag_ in {"JJR", "RBR"} for token in clause.doc))
    )


def _tells_cause(clause: Clause) -> bool:
    """'The cause was a leak.'"""
    who = clause.who
    return who is not None and who.lemma_.lower() == "cause" and clause.past and clause.definite


def _is_particular(who: Token) -> bool:
    """Whether it is about certain ones: 'the apples', 'apples from the old orchard'."""
    owners = {child.lower_ for child in who.children if child.dep_ in {"det", "poss"}}
    if owners:
        return bool(owners - {"any", "every", "no", "some"})
    return who.pos_ == "PROPN" or any(
        below.dep_ == "det" and below.lower_ in {"the", "this", "these"} for below in who.subtree
    )


def _is_detailed(clause: Clause, who: Token) -> bool:
    """'Vertical farms stack plants in trays under lamps': what things of a sort do, in more words than wisdom has."""
    root = clause.root
    if (
        who.tag_ != "NNS"
        or is_somebody(who)
        or root.lemma_ in LINKS | {"have", "need"}
        or _is_fanciful(clause, who)
    ):
        return False
    places = [child for child in root.subtree if child.dep_ == "prep" and child.head.pos_ in {"VERB", "NOUN"}]
    return "dobj" in {child.dep_ for child in root.children} and bool(places) and _count_words(clause) >= 6


def _is_rule(clause: Clause, who: Token) -> bool:
    """'Goats are not allowed on the ferry.'"""
    return who.tag_ == "NNS" and clause.root.tag_ == "VBN" and clause.definite


def _is_plain(clause: Clause, who: Token) -> bool:
    """Whether few words will do, since they tell what this one has, is, does or is kept: 'The valley has no railway.'"""
    root = clause.root
    owners = {child.lower_ for child in who.children if child.dep_ in {"det", "poss"}}
    certain = who.pos_ == "PROPN" or bool(owners - {"a", "an", "any", "every", "no", "some"})
    if not certain or _is_fanciful(clause, who):
        return False
    told = {child.dep_ for child in root.children}
    if root.lemma_ == "be" and "attr" in told:
        return True
    if root.tag_ != "VBN" and root.lemma_ not in LINKS:
        return "dobj" in told or (root.lemma_ not in {"have", "make"} and "prep" in told)
    states = [child for child in root.children if child.dep_ == "acomp" and child.lower_.endswith("ed")]
    kept = [root] if root.tag_ == "VBN" else states  # 'is closed' is read either way
    return any(child.dep_ == "prep" for word in kept for child in word.children)


def _is_fanciful(clause: Clause, who: Token) -> bool:
    """Whether it is of time, or of praise, or does what only a mind or a body does, or has and is nothing to be seen."""
    told = {child.lemma_.lower() for child in clause.root.children if child.dep_ in {"dobj", "attr"}}
    return (
        who.lemma_.lower() in lexicon("spans")
        or any(child.lower_ in {"real", "true"} for child in who.children)
        or bool(told & (words_of(Cue.FIGURATIVE) | lexicon("abstract")))
        or any(token.lower_ in valued() for token in clause.doc)
        or clause.root.lemma_ in lexicon("minding") | lexicon("enlivening")
    )


def _count_words(clause: Clause) -> int:
    return sum(
        token.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}
        or token.dep_ == "neg"
        or token.lower_ in {"all", "both", "every", "neither", "no"}
        for token in clause.doc
    )


def _rich(clause: Clause) -> bool:
    """Whether 'this' is said to be something in so many words that they can be checked."""
    words = sum(token.pos_ in {"NOUN", "PROPN"} for token in clause.doc)
    return clause.who is not None and clause.who.lower_ in {"this", "that", "these", "those"} and words >= 4
