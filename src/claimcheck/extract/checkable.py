"""What can be checked and what can't, with the reason: modality and the bucket's reason of one clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.draft import finite, subject
from claimcheck.model.claim import Modality
from claimcheck.text.wording import Cue, has_cue, opens_with, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTED = re.compile(r"\"[^\"]*\"")
FIGURES = re.compile(r"\d|\b(?:hundred|thousand|million|billion|trillion|dozen|half|third|quarter|fifth|percent|per cent|twice|double|"
                     r"doubled|halved|tripled|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|largest|biggest|"
                     r"longest|oldest|highest|tallest|smallest|fastest)\w*\b", re.I)  # fmt: skip
FIRST = re.compile(r"\b(?:I|me|my|mine|myself|I'm|I'd|I've|I'll)\b")
WE = re.compile(r"\b(?:we|us|our|ours|ourselves)\b", re.I)
SECOND = re.compile(r"\b(?:you|your|yours|yourself)\b", re.I)
SUPERLATIVE_TASTE = {"JJS", "RBS"}


@dataclass(frozen=True, slots=True)
class Assessment:
    """``reason`` is '' when the clause is a claim."""

    modality: Modality
    reason: str = ""


def assess(text: str, doc: Doc, *, question: bool = False) -> Assessment:
    """Modality of a clause, and why it can't be checked, if it can't. ``text`` is its sentence, ``doc`` the parse."""
    plain = doc.text
    outside = QUOTED.sub('""', plain)
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if question or outside.rstrip("\"' ").endswith("?"):
        return Assessment(Modality.QUESTION, "question")
    if root is None or not any(finite(token) for token in doc if token.pos_ in {"VERB", "AUX"}):
        return Assessment(Modality.ASSERTED, "fragment")
    if _orders(outside, root):
        return Assessment(Modality.ASSERTED, "imperative")
    firm = _firm(doc)
    if FIRST.search(outside) or has_cue(outside, Cue.OPINION):
        return Assessment(
            Modality.OPINION,
            "opinion" if has_cue(outside, Cue.OPINION) or not FIRST.search(outside) else "first person",
        )
    if SECOND.search(outside):
        return Assessment(Modality.OPINION, "second person")
    if _attributed(doc):
        return Assessment(Modality.REPORTED)
    if re.match(r"whether\b", outside, re.I) and re.search(r"\b(?:depend|remain|hinge|will)", outside):
        return Assessment(Modality.PREDICTED, "prediction")
    if has_cue(outside, Cue.NORM) and not firm:
        return Assessment(Modality.OPINION, "opinion")
    foretold = _foretold(outside, root, firm)
    if foretold is not None:
        return foretold
    if has_cue(outside, Cue.HEARSAY):
        return Assessment(Modality.REPORTED)
    modality = (
        Modality.PLANNED if has_cue(outside, Cue.PLANNED) and not _past_plan(root) else Modality.ASSERTED
    )
    return Assessment(modality, _unchecked(outside, doc, root, firm))


def _orders(text: str, root: Token) -> bool:
    return (
        root.tag_ == "VB"
        and subject(root) is None
        and not any(child.dep_ == "aux" for child in root.children)
        and bool(opens_with(text, Cue.IMPERATIVE) or root.i <= 1)
    )


def _firm(doc: Doc) -> int:
    """How much there is to check: names, figures and dates."""
    named = sum(
        1
        for ent in doc.ents
        if ent.label_ not in {"ORDINAL"} and any(ch.isupper() or ch.isdigit() for ch in ent.text)
    )
    figures = len(FIGURES.findall(doc.text))
    return named + figures


def _attributed(doc: Doc) -> bool:
    """Whether somebody is said to say it."""
    if re.match(r"according to\b", doc.text, re.I) or re.search(r",? according to [^,]+[.,]", doc.text, re.I):
        return True
    sayings = words_of(Cue.SAYING)
    for token in doc:
        if (
            token.lemma_.lower() in sayings
            and token.pos_ == "VERB"
            and subject(token) is not None
            and not (subject(token) or token).lower_ == "that"
        ):
            if any(child.dep_ in {"ccomp", "xcomp"} for child in token.children) or '"' in doc.text:
                return True
            if token.lemma_.lower() in words_of(Cue.NAMING):
                return True
    return False


def _foretold(text: str, root: Token, firm: int) -> Assessment | None:
    """A forecast, or a plain 'will' with nothing to measure."""
    modals = {child.lower_ for child in root.children if child.dep_ == "aux"}
    hedged = has_cue(text, Cue.PREDICTION)
    if modals & {"will", "'ll", "wo", "shall"}:
        if hedged:
            return Assessment(Modality.PREDICTED, "prediction")
        return (
            Assessment(Modality.PLANNED)
            if re.search(
                r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand)\b", text
            )
            or firm >= 2
            else Assessment(Modality.PREDICTED, "prediction")
        )
    if modals & {"could", "might", "would"} and not re.search(
        r"\bcould (?:not |only )?\w+ (?:\w+ ){0,3}(?:up to|at most|\d)", text
    ):
        return Assessment(Modality.PREDICTED, "prediction")
    if "may" in modals and not re.search(
        r"\d|\bup to\b|\bno more than\b|\bat most\b|\bdays?\b|\bhours?\b", text
    ):
        return Assessment(Modality.PREDICTED, "prediction")
    if (
        hedged
        and not modals & {"may", "could", "can"}
        and re.search(
            r"\b(?:likely|probably|perhaps|maybe|possibly|bound|expected|poised|one day)\b", text, re.I
        )
    ):
        if re.search(r"\bexpected to\b", text) and firm:
            return Assessment(Modality.PLANNED)
        return Assessment(Modality.PREDICTED, "prediction")
    return None


def _past_plan(root: Token) -> bool:
    return root.tag_ == "VBD" and root.lemma_ not in {"plan", "intend", "pledge", "promise", "vow"}


def _unchecked(text: str, doc: Doc, root: Token, firm: int) -> str:
    """Why a plain statement can't be checked: taste, figure of speech, or nothing definite in it."""
    heart = [child for child in root.children if child.dep_ in {"attr", "acomp", "dobj", "oprd"}]
    core = " ".join(token.text for child in heart for token in child.subtree)
    figure = bool(re.search(r"\d", text))
    if (
        not figure
        and root.lemma_ in {"be", "remain", "look", "seem", "feel", "become", "sound"}
        and any(token.lower_ in words_of(Cue.TASTE) for child in heart for token in (child, *child.children))
    ):
        return "opinion" if not firm or any(child.dep_ == "acomp" for child in heart) else ""
    if not figure and has_cue(core, Cue.FIGURATIVE) and root.lemma_ in {"be", "become", "remain"}:
        return "metaphor"
    if firm == 0 and _indefinite(doc, root):
        return "vague"
    return ""


def _indefinite(doc: Doc, root: Token) -> bool:
    """Whether the subject is nothing in particular, or the verb says nothing that happened."""
    who = subject(root)
    if who is None or who.dep_ == "expl":
        return True
    if who.pos_ == "PRON" or has_cue(doc.text, Cue.VAGUE):
        return True
    particular = any(
        child.dep_ in {"det", "poss"} and child.lower_ not in {"a", "an", "any", "every", "no", "some"}
        for child in who.children
    )
    past = root.tag_ in {"VBD", "VBN"}
    return not (particular or past) or (root.lemma_ == "be" and not past and not particular)
