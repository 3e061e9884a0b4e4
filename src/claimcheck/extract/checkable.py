"""What can be checked and what can't: the modality of one clause, and the reason when it is no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.extract.assessment import LINKS, QUOTED, Assessment, Clause, has_figure
from claimcheck.extract.draft import auxiliaries, finite, root_of, subject
from claimcheck.extract.forecasts import find_forecast, is_planned
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.misreadings import misread
from claimcheck.extract.opinions import find_opinion
from claimcheck.extract.sayings import can_speak, reports, said_lemma
from claimcheck.extract.vagueness import find_vagueness
from claimcheck.model.claim import Mention, Modality
from claimcheck.text.wording import Cue, find_cues, has_cue, opens_with, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NOTE = re.compile(
    r"\b(?:earlier|previous) version of this (?:article|story|report|page)"
    r"|\bthis (?:article|story|interview|conversation|transcript) (?:was|has been) "
    r"(?:lightly )?(?:updated|amended|corrected|edited|condensed|translated)",
    re.IGNORECASE,
)
OURS = re.compile(r"\bour (?:columnist|correspondent|critic|reporter|reviewer|writer)s?\b", re.IGNORECASE)
FIRST = re.compile(
    r"\b(?:(?<![.\w])I(?!\.\w|\.$)|[Mm]e|[Mm]y|(?<=is |of )mine|[Mm]yself|I'm|I'd|I've|I'll)\b"
)
VIEW = re.compile(
    r"in (?:his|her|their|[A-Z][\w.'’ -]{1,40}(?:'s|s')) (?:view|opinion|eyes|words|judgement|judgment)\b",
    re.I,
)
WE = re.compile(r"^(?:we|our|let's)\b|\b(?:us|ourselves)\b", re.I)
SECOND = re.compile(r"\b(?:you|your|yours|yourself|yourselves|you're|you'll)\b", re.I)
IDIOM = re.compile(r"\b(?:set|sets|setting) you back\b")


def assess(
    doc: Doc,
    mentions: Sequence[Mention],
    *,
    question: bool = False,
    unclear: bool = False,
    whole: bool = False,
) -> Assessment:
    """Modality of a clause, and why it can't be checked, if it can't.

    ``question``, ``unclear`` and ``whole`` tell what is known of it: it was a question, it speaks of something it doesn't
    name, it is certainly a clause with a subject and a tensed verb.
    """
    outside = QUOTED.sub('""', doc.text)
    root = root_of(doc)
    if question or outside.rstrip("\"' ").endswith("?"):
        return Assessment(Modality.QUESTION, "question")
    if root is not None and _orders(root, outside):
        return Assessment(Modality.ASSERTED, "imperative")
    bare = root is not None and root.tag_ == "VB" and subject(root) is not None and not auxiliaries(root)
    whole = whole or bare or (root is not None and misread(root))
    worded = any(token.text.islower() and token.is_alpha and len(token) > 1 for token in doc)
    if root is None or not worded or (not whole and not any(finite(token) for token in doc)):
        return Assessment(Modality.ASSERTED, "fragment")
    clause = Clause(doc, root, outside, len(mentions))
    if not whole and _headless(clause):
        return Assessment(Modality.ASSERTED, "fragment")
    found = _address(clause) or _reported(clause) or find_opinion(clause) or find_forecast(clause)
    if found is None:
        found = Assessment(
            Modality.PLANNED if is_planned(clause) else Modality.ASSERTED, find_vagueness(clause)
        )
    if unclear and not found.reason and not clause.firm:
        return Assessment(found.modality, "unclear")
    return found


def _headless(clause: Clause) -> bool:
    """'How the price grew', 'What the year tells us', 'The process of acquiring ...': no statement."""
    first, root = clause.doc[0], clause.root
    if first.tag_ in {"WRB", "WP", "WDT"} and first.head == root and not clause.text.rstrip().endswith("."):
        return True
    if (
        first.tag_ in {"WRB", "WP"}
        and first.dep_ in {"advmod", "nsubj", "dobj", "attr", "dative"}
        and first.head == root
    ):
        return True
    if (
        root.pos_ in {"ADJ", "ADV"}
        and subject(root) is None
        and not any(child.dep_ == "cop" for child in root.children)
    ):
        return True  # 'Much less than the papers said'
    terminated = clause.text.rstrip("\"' ").endswith(".") and first.tag_ in {"DT", "PRP$", "CD"}
    return (
        root.pos_ in {"NOUN", "PROPN"}
        and not terminated
        and not any(
            finite(token)
            and token.dep_ not in {"relcl", "acl"}
            and not any(above.dep_ in {"relcl", "acl"} for above in token.ancestors)
            for token in clause.doc
        )
    )


def _orders(root: Token, text: str) -> bool:
    """Whether a sentence tells the reader to do something."""
    bare = root.tag_ == "VB" and subject(root) is None and not auxiliaries(root)
    return bare and bool(opens_with(text, Cue.IMPERATIVE) or root.i <= 1)


def _address(clause: Clause) -> Assessment | None:
    """Exclamations, and sentences in which the writer speaks of himself or to the reader."""
    text = clause.text
    if re.match(r"what an? |how [a-z]+ly? ", text, re.IGNORECASE) or text.rstrip("\"'").endswith("!"):
        return Assessment(Modality.OPINION, "opinion")
    if has_cue(text, Cue.OPINION) and not _regretted(clause):
        return Assessment(Modality.OPINION, "opinion")
    if NOTE.search(text):
        return Assessment(Modality.ASSERTED, "editor's note")
    said = re.sub(r"\b(?:told|tells|asked|showed) me\b", "", text)
    main = clause.main
    told = (has_figure(main) or '"' in clause.doc.text) and not FIRST.search(main)
    if OURS.search(text) or (FIRST.search(said) and not told):
        return Assessment(Modality.OPINION, "first person")
    if SECOND.search(IDIOM.sub("", text)):
        return Assessment(Modality.OPINION, "second person")
    hearsay = not clause.figures and (not clause.names or clause.root.lemma_ in lexicon("feeling"))
    if WE.search(text) and hearsay:
        return Assessment(Modality.OPINION, "first person")
    return None


def _regretted(clause: Clause) -> bool:
    """'Sadly, N died in 2009': how the writer takes it makes no opinion of what happened."""
    cues = {span.of(clause.text).lower() for span in find_cues(clause.text, Cue.OPINION)}
    if not cues <= lexicon("regret"):
        return False
    event = clause.past and clause.firm > 0 and clause.root.lemma_ not in LINKS
    return event or re.search(r"\d", clause.main) is not None


def _reported(clause: Clause) -> Assessment | None:
    """Whoever says it, that it was said can be checked."""
    doc = clause.doc
    if re.search(r"\baccording to\b", clause.text, re.I) or VIEW.match(clause.text):
        return Assessment(Modality.REPORTED)
    for token in doc:
        if _says(token, doc):
            return Assessment(Modality.REPORTED)
    return Assessment(Modality.REPORTED) if has_cue(clause.text, Cue.HEARSAY) else None


def _says(verb: Token, doc: Doc) -> bool:
    who = subject(verb)
    if (
        who is None
        or who.dep_ != "nsubj"
        or said_lemma(verb) not in words_of(Cue.SAYING)
        or not can_speak(who)
    ):
        return False
    if any(aux.lower_ in {"could", "might", "would"} for aux in auxiliaries(verb)):
        return False
    if any(above.dep_ == "relcl" for above in (verb, *verb.ancestors)):
        return False
    return reports(verb, quoting='"' in doc.text)
