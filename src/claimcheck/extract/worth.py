"""Kind of a claim, and its worth: how much a reader gains when it is checked, 0..1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.extract.draft import auxiliaries, subject
from claimcheck.model.claim import Kind, Mention, PartialDate, Quantity, Saying
from claimcheck.text.wording import Cue, has_cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

FEATURES = {
    "base": 0.25,
    "figure": 0.30,
    "second figure": 0.05,
    "money or share": 0.05,
    "comparison or rank": 0.08,
    "date": 0.08,
    "role": 0.20,
    "quotation": 0.20,
    "saying": 0.12,
    "person or organisation": 0.10,
    "other name": 0.06,
    "cause": 0.08,
    "event": 0.06,
    "past tense": 0.04,
    "denial": 0.04,
    "taste": -0.15,
    "figure of speech": -0.15,
    "nothing named": -0.10,
    "bare pronoun": -0.10,
}
"""What each feature adds. Chosen by hand and measured beside trained models: docs/decisions/0006."""

RANKED = re.compile(
    r"\b(?:more|less|fewer|higher|lower|larger|smaller|than|first|only|largest|biggest|longest|highest|lowest|oldest|best-selling|most|least)\b",
    re.I,
)
CAUSE = re.compile(
    r"\b(?:because|caus\w+|led to|due to|result(?:ed)? in|thanks to|owing to|prompted|triggered|after|blamed)\b",
    re.I,
)


def classify(doc: Doc, quantities: tuple[Quantity, ...], saying: Saying | None) -> Kind:
    """What sort of thing the claim asserts."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if saying is not None and (saying.quoted or (root is not None and root.lemma_.lower() == saying.verb)):
        return Kind.ATTRIBUTION
    if is_role(doc):
        return Kind.ROLE
    if quantities:
        return Kind.QUANTITY
    if root is None:
        return Kind.RELATION
    modals = {child.lower_ for child in root.children if child.dep_ == "aux"}
    if modals & {"can", "could", "may", "must"} or re.search(
        r"\b(?:able to|capable of|allows?|enables?|has to be|designed to|used (?:to|for))\b", doc.text
    ):
        return Kind.CAPABILITY
    if root.tag_ in {"VBD", "VBN"} or has_cue(doc.text, Cue.PLANNED):
        return Kind.EVENT
    if root.lemma_ not in {"be", "have", "belong", "own", "include", "contain", "resemble"}:
        return Kind.CAPABILITY if root.tag_ in {"VBZ", "VBP"} else Kind.EVENT
    return Kind.RELATION


def is_role(doc: Doc) -> bool:
    """Whether the claim says what somebody is, was or became."""
    roles = words_of(Cue.ROLE)
    for token in doc:
        if token.lemma_ not in {
            "be",
            "become",
            "serve",
            "work",
            "name",
            "appoint",
            "chair",
            "lead",
            "head",
            "found",
            "elect",
            "join",
            "direct",
            "remain",
        } or token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.lemma_ in {"chair", "found"} and token.dep_ == "ROOT":
            return True
        for child in token.children:
            if child.dep_ in {"attr", "oprd", "prep", "dobj", "acomp"} and any(
                below.lower_ in roles for below in (child, *child.children)
            ):
                return True
    return bool(
        re.search(
            r"'s? (?:current |previous |former )?(?:position|role|title|affiliation|employer|job|post|office) (?:is|was) ",
            doc.text,
        )
    )


def find_features(
    doc: Doc,
    mentions: tuple[Mention, ...],
    quantities: tuple[Quantity, ...],
    dates: tuple[PartialDate, ...],
    kind: Kind,
    saying: Saying | None,
) -> tuple[str, ...]:
    """The names of the features a claim has."""
    text = doc.text
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    who = subject(root) if root is not None else None
    held = {
        "base": True,
        "figure": bool(quantities),
        "second figure": len(quantities) > 1,
        "money or share": any(quantity.currency or quantity.unit in {"%", "pp"} for quantity in quantities),
        "comparison or rank": bool(RANKED.search(text)),
        "date": bool(dates),
        "role": kind is Kind.ROLE,
        "quotation": saying is not None and bool(saying.quoted),
        "saying": saying is not None,
        "person or organisation": any(mention.label in {"PERSON", "ORG"} for mention in mentions),
        "other name": any(mention.label not in {"PERSON", "ORG"} for mention in mentions),
        "cause": bool(CAUSE.search(text)),
        "event": kind is Kind.EVENT,
        "past tense": root is not None
        and (root.tag_ == "VBD" or any(aux.tag_ == "VBD" for aux in auxiliaries(root))),
        "denial": has_cue(text, Cue.NEGATION),
        "taste": has_cue(text, Cue.TASTE),
        "figure of speech": has_cue(text, Cue.FIGURATIVE),
        "nothing named": not mentions and not quantities and not dates,
        "bare pronoun": who is not None and who.pos_ == "PRON" and who.dep_ != "expl",
    }
    return tuple(name for name, holds in held.items() if holds)


def weigh_worth(names: tuple[str, ...]) -> float:
    """The sum of the features, kept within 0..1, three decimals."""
    return round(min(1.0, max(0.0, sum(FEATURES[name] for name in names))), 3)
