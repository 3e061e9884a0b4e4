"""What can be checked and what can't: the modality of one clause, and the reason when it is no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.extract.draft import auxiliaries, finite, quoted_tokens, root_of, subject
from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.extract.misreadings import misread
from claimcheck.extract.sayings import can_speak, reports, said_lemma
from claimcheck.model.claim import Mention, Modality
from claimcheck.text.wording import Cue, has_cue, opens_with, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTED = re.compile(r"\"[^\"]*\"")
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
WAY = re.compile(r"\b(?:the way|as) [a-z]+(?<!s)s (?:do|would)\b")
IDIOM = re.compile(r"\b(?:set|sets|setting) you back\b")
IN_MONTH = re.compile(
    r"\b(?:in|by|from|until|before|since) (?:early |mid-|late )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
MEASURED_ABILITY = re.compile(r"\b(?:up to|at most|at least|no more than|as much as|as many as|\d)")
GUESSING = frozenset({"assume", "hope", "imagine", "presume", "suppose", "suspect", "think", "wonder"})
SHORT = frozenset({"nsubj", "punct", "advmod", "prt"})
LINKS = frozenset({"be", "remain", "look", "seem", "feel", "become", "sound", "appear", "prove"})


@dataclass(frozen=True, slots=True)
class Assessment:
    """``reason`` is '' when the clause is a claim."""

    modality: Modality
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """What the tests look at: the words outside quotation marks, the main verb, and how much there is to check."""

    doc: Doc
    root: Token
    text: str
    names: int
    figures: int
    helpers: frozenset[str]

    @property
    def firm(self) -> int:
        return self.names + self.figures


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
    figures = len(re.findall(r"\d[\d.,]*", outside)) + sum(
        len(pattern(name).findall(outside)) for name in ("numeral", "ranking")
    )
    clause = Clause(
        doc, root, outside, len(mentions), figures, frozenset(aux.lower_ for aux in auxiliaries(root))
    )
    if not whole and _headless(clause):
        return Assessment(Modality.ASSERTED, "fragment")
    found = _address(clause) or _reported(clause) or _opinion(clause) or _forecast(clause)
    if found is None:
        found = Assessment(Modality.PLANNED if _planned(clause) else Modality.ASSERTED, _nothing(clause))
    if unclear and not found.reason and not clause.firm:
        return Assessment(found.modality, "unclear")
    return found


def _planned(clause: Clause) -> bool:
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


def has_figure(text: str) -> bool:
    """Whether there is a number in digits or words."""
    return re.search(r"\d", text) is not None or pattern("numeral").search(text) is not None


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
    if has_cue(text, Cue.OPINION):
        return Assessment(Modality.OPINION, "opinion")
    if NOTE.search(text):
        return Assessment(Modality.ASSERTED, "editor's note")
    said = re.sub(r"\b(?:told|tells|asked|showed) me\b", "", text)
    main = _main(clause)
    told = (has_figure(main) or '"' in clause.doc.text) and not FIRST.search(main)
    if OURS.search(text) or (FIRST.search(said) and not told):
        return Assessment(Modality.OPINION, "first person")
    if SECOND.search(IDIOM.sub("", text)):
        return Assessment(Modality.OPINION, "second person")
    hearsay = not clause.figures and (not clause.names or clause.root.lemma_ in lexicon("feeling"))
    if WE.search(text) and hearsay:
        return Assessment(Modality.OPINION, "first person")
    return None


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


def _main(clause: Clause) -> str:
    """The words outside relative clauses, clauses of time and quotation marks."""
    inside = quoted_tokens(clause.doc)
    return " ".join(
        token.text
        for token in clause.doc
        if token.i not in inside and not any(_hangs(above) for above in (token, *token.ancestors))
    )


def _hangs(verb: Token) -> bool:
    """Whether a verb heads a relative clause, or one of time."""
    if verb.dep_ in {"relcl", "acl"}:
        return True
    return verb.dep_ == "advcl" and any(child.lower_ in {"when", "while"} for child in verb.children)


def _opinion(clause: Clause) -> Assessment | None:
    """What ought to be, and matters of taste."""
    text, root = clause.text, clause.root
    if re.match(r"whether\b", text, re.I) and re.search(
        r"\b(?:depends?|remains?|hinges?|will|another matter|unclear|disputed|debatable)\b", text
    ):
        return Assessment(Modality.PREDICTED, "prediction")
    who = subject(root)
    if who is not None and who.lower_ in {"one", "nobody"} and not list(who.children):
        could = clause.helpers & {"can", "could", "may", "might", "must", "should", "would"}
        if root.lemma_ in GUESSING or (could and not clause.figures - (who.lower_ == "one")):
            return Assessment(
                Modality.OPINION, "opinion"
            )  # 'One may find it stern', 'Nobody could call it lazy'
    if WAY.search(text) and not re.search(r"\d", text):
        return Assessment(Modality.OPINION, "metaphor")
    if root.lemma_ == "be" and not re.search(r"\d", text) and _of_nobody(root):
        return Assessment(Modality.OPINION, "opinion")
    if has_cue(text, Cue.NORM) and clause.figures == 0:
        return Assessment(Modality.OPINION, "opinion")
    if root.lemma_ not in LINKS or has_figure(_main(clause)):
        return None
    heart = [child for child in root.children if child.dep_ in {"attr", "acomp", "oprd"}]
    taste, picture = words_of(Cue.TASTE), words_of(Cue.FIGURATIVE)
    tasted = any(
        word.lower_ in taste
        for child in heart
        for word in (child, *child.children)
        if word.dep_ in {"amod", "acomp", "attr", "advmod"}
    )
    if tasted and (not clause.names or any(child.dep_ == "acomp" for child in heart)):
        return Assessment(Modality.OPINION, "opinion")
    if any(child.lemma_.lower() in picture for child in heart):
        return Assessment(Modality.OPINION, "metaphor")
    return None


def _of_nobody(root: Token) -> bool:
    """'Money is the one subject on which nobody wants advice': what nobody or everybody does makes no fact of it."""
    return any(
        below.lower_ in lexicon("at_large") and below.dep_ in {"nsubj", "nsubjpass"}
        for child in root.children if child.dep_ == "attr"
        for verb in child.children if verb.dep_ == "relcl"
        for below in verb.children
    )  # fmt: skip


def _forecast(clause: Clause) -> Assessment | None:
    """A guess at what will be, and a plain 'will' with nothing to measure; a plan with a measure is a claim."""
    text, helpers = clause.text, clause.helpers
    guess = Assessment(Modality.PREDICTED, "prediction")
    if pattern("guess").search(text) and not re.search(r"\b(?:may|can)\b", text):
        return guess
    if helpers & {"will", "'ll", "wo", "shall"}:
        measured = bool(has_figure(text) or IN_MONTH.search(text)) or (
            clause.names >= 1 and clause.root.lemma_ not in LINKS
        )
        return Assessment(Modality.PLANNED) if measured and not has_cue(text, Cue.PREDICTION) else guess
    if (
        "could" in helpers
        and any(child.dep_ == "neg" for child in clause.root.children)
        and not pattern("hypothetical").search(text)
    ):
        return None  # what somebody was unable to do is a fact
    if {"could", "have"} <= helpers and clause.figures and not pattern("hypothetical").search(text):
        return None  # 'Nine of the dead could have been saved'
    if helpers & {"could", "might", "would"}:
        able = (
            "could" in helpers and MEASURED_ABILITY.search(text) and not pattern("hypothetical").search(text)
        )
        return (
            None
            if able or ("would" in helpers and clause.figures and not pattern("hypothetical").search(text))
            else guess
        )
    if "may" in helpers and not (MEASURED_ABILITY.search(text) or has_figure(text)):
        return guess
    if re.search(r"\b(?:is|are) expected to\b", text):
        return Assessment(Modality.PLANNED) if clause.figures else guess
    return None


def _nothing(clause: Clause) -> str:
    """'vague' when there is nothing definite in a plain statement: no name, figure, comparison, cause, event or office."""
    doc, root = clause.doc, clause.root
    who = subject(root) or (
        root if root.pos_ == "NOUN" else None
    )  # a verb taken for a noun makes the subject the root
    if who is not None and who.lower_ in lexicon("at_large") and not has_figure(clause.text):
        return "vague"
    if who is not None and who.dep_ == "expl":
        told = [child for child in root.children if child.dep_ in {"attr", "dobj"}]
        if any(child.lemma_.lower() in lexicon("posers") for child in told):
            return "vague"
    quality = who is not None and not list(who.children) and re.search(r"(?:ness|hood|ship|ity)$", who.lower_)
    if quality and root.tag_ == "VBZ" and not clause.names and not re.search(r"\d", clause.text):
        return "vague"  # 'Forgiveness takes longer than a reboot'
    bare = all(child.dep_ in SHORT for child in root.children) and root.pos_ == "VERB"
    bare = bare and not any(token.pos_ == "PROPN" and token.i > root.i for token in doc)
    if bare and not clause.figures and who is not None and len(list(who.subtree)) <= 2:
        return "vague"  # 'Vik shrugs.'
    if re.match(r"(?:then|here|next|enter) (?:came|comes|come)\b", clause.text, re.IGNORECASE):
        return "vague"
    if (
        clause.firm
        or IN_MONTH.search(clause.text)
        or pattern("cause").search(clause.text)
        or (any(token.tag_ in {"JJR", "RBR"} for token in doc) and "than" in clause.text)
    ):
        return ""
    if (
        who is None
        or who.dep_ == "expl"
        or (who.lower_ in lexicon("indefinite") and not _rich(clause))
        or has_cue(clause.text, Cue.VAGUE)
    ):
        return "vague"
    if any(token.lower_ in words_of(Cue.ROLE) for token in doc) and root.lemma_ in {"be", "become"}:
        return ""
    past = root.tag_ == "VBD" or any(aux.tag_ == "VBD" or aux.lemma_ == "have" for aux in auxiliaries(root))
    particular = who.pos_ == "PROPN" or any(
        child.dep_ in {"det", "poss"} and child.lower_ not in {"any", "every", "no", "some"}
        for child in who.children
    )
    generic = not particular and (who.tag_ in {"NNS", "NN"}) and not past
    words = sum(
        token.pos_ in {"NOUN", "VERB", "ADJ", "PROPN"}
        or token.dep_ == "neg"
        or token.lower_ in {"all", "both", "every"}
        for token in doc
    )
    links = root.lemma_ in LINKS and (
        root.lemma_ == "be"
        or any(child.dep_ in {"acomp", "attr", "oprd", "xcomp"} for child in root.children)
    )
    if past and not links:
        return "" if words >= 3 else "vague"
    return "vague" if generic or words < 5 else ""


def _rich(clause: Clause) -> bool:
    """Whether 'this' is said to be something in so many words that they can be checked."""
    who = subject(clause.root)
    words = sum(token.pos_ in {"NOUN", "PROPN"} for token in clause.doc)
    return who is not None and who.lower_ in {"this", "that", "these", "those"} and words >= 4
