"""What nobody can check: taste, what ought to be, pictures, and what people at large are said to think."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimcheck.extract.assessment import LINKS, Assessment, Clause, has_figure, is_somebody
from claimcheck.extract.draft import auxiliaries, subject
from claimcheck.extract.lexicon import lexicon
from claimcheck.model.claim import Modality
from claimcheck.text.wording import Cue, has_cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Token

WAY = re.compile(r"\b(?:the way|as) [a-z]+(?<!s)s (?:do|would)\b")
OPEN = re.compile(r"\b(?:depends?|remains?|hinges?|will|another matter|unclear|disputed|debatable)\b")
LIKENED = re.compile(r"\blike an? [a-z]+ who\b")
RANKED = re.compile(
    r"\b(?:since|on record|in (?:[a-z]+ )?(?:years|decades|generations|history|memory)|recorded)\b"
)
GUESSING = frozenset({"assume", "hope", "imagine", "presume", "suppose", "suspect", "think", "wonder"})
WISHING = frozenset({"care", "expect", "hope", "like", "need", "want", "wish"})
EXTREMES = frozenset({"best", "worst"})
DEGREES = frozenset({"too", "so", "utterly", "perfectly", "truly", "simply", "hopelessly", "positively"})


def valued() -> frozenset[str]:
    """Words that say how good or bad something is."""
    return words_of(Cue.TASTE) | lexicon("judging")


def find_opinion(clause: Clause) -> Assessment | None:
    """Why a clause is no matter of fact; ``None`` where none of the tests says so. A figure makes most of them a fact."""
    text = clause.text
    # nothing is said of what is asked
    asked = any(child.lower_ == "whether" for child in clause.root.children)
    if re.match(r"whether\b", text, re.I) and (asked or OPEN.search(text)):
        return Assessment(Modality.PREDICTED, "prediction")
    if WAY.search(text) and not re.search(r"\d", text):
        return Assessment(Modality.OPINION, "metaphor")
    if any(test(clause) for test in OPINIONS):
        return Assessment(Modality.OPINION, "opinion")
    if any(test(clause) for test in PICTURES):
        return Assessment(Modality.OPINION, "metaphor")
    return None


def _by_anyone(clause: Clause) -> bool:
    """'One may find it stern', 'Nobody could call it dull', 'The least one can ask is ...'."""
    who = clause.who
    if any(_is_anyone(token) for token in clause.doc) and not re.search(r"\d", clause.text):
        return True
    if who is None or who.lower_ not in {"one", "nobody"} or list(who.children):
        return False
    could = clause.helpers & {"can", "could", "may", "might", "must", "should", "would"}
    return clause.root.lemma_ in GUESSING or bool(could and not clause.figures - (who.lower_ == "one"))


def _is_anyone(token: Token) -> bool:
    """'one' for people at large: it can do something, or does it as everybody would."""
    if token.lower_ != "one" or token.dep_ != "nsubj" or list(token.children) or token.head.lemma_ in LINKS:
        return False
    helpers = {aux.lower_ for aux in auxiliaries(token.head)}
    wishes = token.head.tag_ == "VBZ" and (token.i == 0 or token.head.lemma_ in WISHING)
    return bool(helpers & {"can", "could", "may", "might"}) or wishes


def _of_nobody(clause: Clause) -> bool:
    """'Cooking is the one art that nobody is born with': what nobody or everybody does makes no fact of it."""
    return (
        clause.root.lemma_ == "be"
        and not re.search(r"\d", clause.text)
        and any(
            below.lower_ in lexicon("at_large") and below.dep_ in {"nsubj", "nsubjpass"}
            for child in clause.root.children if child.dep_ == "attr"
            for verb in child.children if verb.dep_ == "relcl"
            for below in verb.children
        )
    )  # fmt: skip


def _ought(clause: Clause) -> bool:
    """What should be; with a figure it may be what is planned, unless it should be for nobody."""
    who = clause.who
    nobody = who is not None and any(child.lower_ == "no" for child in who.children)
    nobody = nobody or (who is not None and who.lower_ in {"nobody", "somebody", "someone"})
    if nobody and clause.helpers & {"should", "ought"} and not clause.names:
        return True
    ranked = clause.figures - len(re.findall(r"\b(?:than|only)\b", clause.text))
    return has_cue(clause.text, Cue.NORM) and ranked <= 0


def _tasted(clause: Clause) -> bool:
    """'The tower is a triumph', 'It is the best soup in the county'. What somebody with a trade is called has a fact in it."""
    if has_figure(clause.main):
        return False
    for child in clause.heart:
        words = {
            word.lower_
            for word in (child, *child.children)
            if word.dep_ in {"amod", "acomp", "attr", "advmod", "oprd"}
        } & valued()
        if not words or (words <= EXTREMES and RANKED.search(clause.text)):
            continue
        if not clause.names or child.dep_ == "acomp" or child.lower_ in words or not is_somebody(child):
            return True
    return False


def _overdone(clause: Clause) -> bool:
    """'The film is too pleased with itself', where it isn't told for what it is too much so, or with what effect."""
    return not has_figure(clause.main) and any(
        child.dep_ == "acomp"
        and child.tag_ == "JJ"
        and child.lower_ not in lexicon("physical") | lexicon("gauged")
        and any(word.lower_ in DEGREES and word.dep_ == "advmod" for word in child.children)
        and not any(
            word.dep_ in {"xcomp", "ccomp", "advcl", "prep"}
            for word in (*child.children, *clause.root.children)
        )
        for child in clause.heart
    )


def _outdone(clause: Clause) -> bool:
    """'N is a better manager than speaker'."""
    return not has_figure(clause.main) and any(
        word.lower_ in {"better", "finer", "kinder", "nicer", "wiser", "worse"} and is_somebody(child)
        for child in clause.heart
        if child.dep_ == "attr"
        for word in child.children
    )


def _weighed(clause: Clause) -> bool:
    """'The tragedy of the house is that everyone meant well', 'It takes patience to wait', 'To see it is to love it'."""
    root, who = clause.root, clause.who
    if who is None or has_figure(clause.main):
        return False
    if root.lemma_ in {"be", "lie"} and who.lemma_.lower() in lexicon("evaluating"):
        return any(child.dep_ in {"ccomp", "xcomp"} or child.lower_ == "in" for child in root.children)
    praised = any(child.lower_ in valued() and child.dep_ == "amod" for child in who.children)
    if root.lemma_ == "be" and praised and (who.lemma_ in {"aspect", "part", "thing"} or not clause.names):
        return True
    if root.lemma_ == "be" and who.dep_ == "csubj" and who.tag_ == "VB":
        return any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in root.children)
    if root.lemma_ == "take" and who.lower_ == "it":
        return any(child.dep_ == "dobj" and child.lemma_ in lexicon("mettle") for child in root.children)
    return False


def _appears(clause: Clause) -> bool:
    """'The clouds look overworked': how something strikes the writer."""
    if clause.root.lemma_ not in {"look", "seem", "sound"} or clause.root.tag_ not in {"VBZ", "VBP"}:
        return False
    return not has_figure(clause.main) and any(
        child.dep_ in {"acomp", "oprd"} or (child.dep_ == "prep" and child.lower_ == "like")
        for child in clause.root.children
    )


def _unmatched(clause: Clause) -> bool:
    """'There is nothing like it', 'There are worse ways to spend an afternoon'."""
    who = clause.who
    if who is None or who.dep_ != "expl" or clause.past or clause.names or re.search(r"\d", clause.text):
        return False
    for child in clause.root.children:
        below = {word.lower_ for word in child.children}
        if child.dep_ == "attr" and child.lower_ == "nothing" and "like" in below:
            return True
        if child.dep_ == "attr" and below & {"better", "finer", "worse"}:
            return True
    return False


def _styled(clause: Clause) -> bool:
    """'The author writes with wit': how well something is done, where no deed is told."""
    return not (clause.past or clause.names or has_figure(clause.main)) and any(
        below.dep_ == "pobj" and below.lemma_ in lexicon("style")
        for child in clause.root.children
        if child.lower_ == "with"
        for below in child.children
    )


def _pictured(clause: Clause) -> bool:
    """'The contest is a marathon', 'A translation is a window, not a mirror'."""
    told = clause.who is not None and clause.who.lemma_.lower() in {"cause", "reason"}
    if told or has_figure(clause.main):
        return False  # 'The cause was a flood'
    pictures = words_of(Cue.FIGURATIVE)
    if any(child.lemma_.lower() in pictures or _with_modifier(child) in pictures for child in clause.heart):
        return True
    if LIKENED.search(clause.text) and not clause.past:
        return True
    return clause.generic and any(
        child.dep_ == "attr"
        and any(below.dep_ in {"appos", "conj"} and _denied(below) for below in child.children)
        for child in clause.heart
    )


def _with_modifier(noun: Token) -> str:
    return f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}" if noun.i else ""


def _denied(noun: Token) -> bool:
    return any(child.dep_ == "neg" for child in noun.children)


def _enlivened(clause: Clause) -> bool:
    """A thing of any sort that knows or forgets: 'A kettle is a clock that does not know the hour.'"""
    if not clause.generic or clause.names or has_figure(clause.main):
        return False
    who = clause.who
    if who is not None and not is_somebody(who) and clause.root.lemma_ in lexicon("minding"):
        return True
    return any(
        verb.dep_ == "relcl"
        and verb.lemma_ in lexicon("minding")
        and not is_somebody(child)
        and _things(verb)
        for child in clause.heart
        for verb in child.children
    )


def _things(verb: Token) -> bool:
    who = subject(verb)
    return who is not None and who.lower_ in {"that", "which"}


OPINIONS: tuple[Callable[[Clause], bool], ...] = (
    _by_anyone, _of_nobody, _ought, _tasted, _overdone, _outdone, _weighed, _appears, _unmatched, _styled,
)  # fmt: skip
PICTURES: tuple[Callable[[Clause], bool], ...] = (_pictured, _enlivened)
