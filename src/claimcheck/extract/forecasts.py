"""What is to come: plans, which somebody made and a day will settle, and guesses at what will be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.extract.assessment import (
    IN_MONTH,
    LINKS,
    Assessment,
    Clause,
    counted_words,
    has_figure,
    is_somebody,
)
from claimcheck.extract.draft import auxiliaries, subject
from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.extract.opinions import valued
from claimcheck.model.claim import Modality
from claimcheck.text.wording import Cue, has_cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

MEASURED_ABILITY = re.compile(r"\b(?:up to|at most|at least|no more than|as much as|as many as|\d)")
WILL = frozenset({"will", "'ll", "wo", "shall"})
ON_DAY = re.compile(
    r"\b(?:tomorrow(?!'s)|tonight|(?:on|by|until) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.IGNORECASE,
)
SOON = re.compile(
    r"\b(?:(?:next|this|later this|until) (?:week|month|year|spring|summer|autumn|fall|winter)"
    r"|(?:at|by|until) the end of (?:the|this|next) (?:week|month|year|season))\b",
    re.IGNORECASE,
)
LATER = re.compile(r"\bwould (?:later|eventually|subsequently|go on to)\b")  # it did
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
GUESS = Assessment(Modality.PREDICTED, "prediction")


def find_forecast(clause: Clause) -> Assessment | None:
    """A guess at what will be, and a plain 'will' with nothing to measure; a plan with a measure is a claim."""
    text, helpers = clause.text, clause.helpers
    if pattern("guess").search(text) and not re.search(r"\b(?:may|can)\b", text):
        return GUESS
    if helpers & WILL:
        return GUESS if _foretold(clause) else Assessment(Modality.PLANNED)
    supposed = pattern("hypothetical").search(text) is not None
    if "could" in helpers and not supposed and any(child.dep_ == "neg" for child in clause.root.children):
        return None  # what somebody was unable to do is a fact
    if {"could", "have"} <= helpers and clause.figures and not supposed:
        return None  # 'Two of the boats could have been saved'
    if "would" in helpers and (_is_wish(clause) or (LATER.search(text) and not supposed)):
        return None
    if helpers & {"could", "might", "would"}:
        able = "could" in helpers and MEASURED_ABILITY.search(text) and not supposed
        return None if able or ("would" in helpers and clause.figures and not supposed) else GUESS
    if "may" in helpers and not (MEASURED_ABILITY.search(text) or has_figure(text)):
        return GUESS
    if re.search(r"\b(?:is|are) expected to\b", text):
        meant = clause.figures or (clause.names and _is_deed(clause))
        return Assessment(Modality.PLANNED) if meant else GUESS
    return GUESS if _promises(clause) or (_befalls(clause) and not clause.past) else None


def is_planned(clause: Clause) -> bool:
    """Whether it tells of something to come: by its words, or as 'N is to leave in March'. 'due to' may give a cause instead."""
    root = clause.root
    if root.tag_ == "VBD":
        return False
    coming = [child for child in root.children if child.dep_ == "xcomp" and auxiliaries(child)]
    who = subject(root)
    if root.lemma_ == "be" and coming and who is not None and who.lemma_.lower() not in lexicon("tasks"):
        return True
    cause = [token for token in clause.doc if token.lower_ == "due" and token.i + 1 < len(clause.doc)]
    text = clause.text
    if any(not any(below.tag_ == "VB" for below in token.subtree) for token in cause):
        text = re.sub(r"\bdue to\b", "", text)
    return has_cue(text, Cue.PLANNED)


def _foretold(clause: Clause) -> bool:
    """Whether a 'will' is nobody's plan: there is nothing to measure and no day to wait for, or nobody could plan it."""
    text, who = clause.text, clause.who
    state = clause.root.lemma_ in LINKS
    measured = has_figure(counted_words(clause.doc)) or (clause.names >= 1 and not state)
    known = SOON.search(text) or any(
        child.lower_ == "until" for verb in clause.root.children for child in verb.children
    )
    known = ON_DAY.search(text) or (known and _planner(clause))
    dated = IN_MONTH.search(text) or (known and not _only_seems(clause))
    if not (measured or dated) or has_cue(text, Cue.PREDICTION):
        return True
    if (who is not None and _plans_nothing(who)) or _befalls(clause):
        return True
    shared = (
        who is not None and who.lower_ in lexicon("share") and not re.search(r"\d", YEAR.sub("", clause.main))
    )
    if shared and (state or clause.root.lemma_ == "have"):
        return True  # 'By 2040 most of these villages will have no school'
    if who is None or has_figure(YEAR.sub("", clause.main)):
        return False
    if state and any(child.dep_ == "advcl" and _is_condition(child) for child in clause.root.children):
        return True  # 'If the drought goes on, the lake will be dry by August'
    return any(token.dep_ == "amod" and token.lower_ in valued() for token in clause.doc)


def _only_seems(clause: Clause) -> bool:
    return clause.root.lemma_ in LINKS - {"be", "remain"}


def _planner(clause: Clause) -> bool:
    """Whether the subject can plan, or has it done to it by somebody who can."""
    who = clause.who
    return who is not None and (clause.names > 0 or who.dep_ == "nsubjpass" or is_somebody(who))


def _plans_nothing(who: Token) -> bool:
    """'The next decade will decide ...', 'Nobody will forget ...', 'Whoever wins will inherit ...'"""
    anyone = who.dep_ == "csubj" and any(child.lower_ == "whoever" for child in who.children)
    return anyone or who.lemma_.lower() in lexicon("spans") or who.lower_ in lexicon("at_large") | {"whoever"}


def _is_deed(clause: Clause) -> bool:
    """'The land is expected to be sold': somebody is to do it."""
    return any(
        child.dep_ == "xcomp" and any(aux.dep_ == "auxpass" for aux in child.children)
        for child in clause.root.children
    )


def _is_wish(clause: Clause) -> bool:
    """'N would like the town to buy it' is what N wants."""
    return clause.root.lemma_ in {"like", "prefer"} and _planner(clause)


def _befalls(clause: Clause) -> bool:
    """'The strike is going to hurt', 'The glaciers are set to disappear', 'N will regret it': nobody plans that."""
    root = clause.root
    coming = (
        [child for child in root.children if child.dep_ == "xcomp"] if root.lemma_ in {"go", "set"} else []
    )
    verbs = [root] if clause.helpers & WILL else coming
    return not re.search(r"\d", clause.text) and any(verb.lemma_ in lexicon("befalling") for verb in verbs)


def _is_condition(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in verb.children)


def _promises(clause: Clause) -> bool:
    """'Turnout promises to be high': what a thing promises is a guess."""
    who = clause.who
    return (
        clause.root.lemma_ == "promise"
        and clause.root.tag_ in {"VBZ", "VBP"}
        and who is not None
        and who.lemma_.lower()
        not in words_of(Cue.ROLE) | lexicon("human") | lexicon("collective") | lexicon("not_firms")
        and any(child.dep_ == "xcomp" and child.lemma_ == "be" for child in clause.root.children)
    )
