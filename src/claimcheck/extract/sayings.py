"""Who says it: the speaker, the verb of saying and the words in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from claimcheck.extract.draft import subject, subtree
from claimcheck.extract.lexicon import lexicon
from claimcheck.model.claim import Saying
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INFINITIVE = frozenset(
    {"claim", "admit", "deny", "recommend", "suggest", "advise", "urge", "propose", "report"}
)
"""Verbs of saying whose infinitive or participle is what is said, not what is going to be done."""
QUOTED = re.compile(r"\"([^\"]+)\"")
ACCORDING = re.compile(r"\baccording to ((?:(?!, | said| says)[^.;])+?)(?=,|\.$|;|$)", re.IGNORECASE)


def find_saying(doc: Doc, text: str) -> Saying | None:
    """The saying that a claim reports, ``None`` when it reports none. The outermost verb of saying wins."""
    match = ACCORDING.search(doc.text)
    if match:
        return Saying(
            text[match.start(1) : match.end(1)].strip(), "accord", _quoted(doc, text, match.span(1))
        )
    for verb, speaker in find_speakers(doc):
        words = sorted(i for i in subtree(speaker) if not _aside(doc[i], speaker))
        start, end = doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]])
        return Saying(
            text[start:end].split(",")[0].strip(' "“”'), said_lemma(verb), _quoted(doc, text, (start, end))
        )
    return None


def find_speakers(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Verbs of saying with their speakers, the outermost first."""
    quoting = '"' in doc.text
    for token in sorted(doc, key=_depth):
        speaker = _speaker(token, quoting)
        if speaker is not None:
            yield token, speaker


def _quoted(doc: Doc, text: str, speaker: tuple[int, int]) -> str:
    """The words in quotation marks, those of the speaker's own description left out."""
    found = (match for match in QUOTED.finditer(doc.text) if not speaker[0] <= match.start() < speaker[1])
    return " … ".join(text[match.start(1) : match.end(1)] for match in found)


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i


def _aside(token: Token, speaker: Token) -> bool:
    return any(
        above.dep_ in {"appos", "relcl", "acl"}
        for above in (token, *token.ancestors)
        if above in speaker.subtree and above != speaker
    )


def _speaker(verb: Token, quoting: bool) -> Token | None:
    """Who says it, when ``verb`` is one of saying in the main line of the sentence and its subject can speak."""
    lemma = said_lemma(verb)
    who = subject(verb)
    if lemma not in words_of(Cue.SAYING) or who is None or who.dep_ != "nsubj" or not can_speak(who):
        return None
    if any(above.dep_ in {"relcl", "acl", "advcl"} for above in (verb, *verb.ancestors)) and not quoting:
        return None
    return who if reports(verb, quoting=quoting) else None


def said_lemma(verb: Token) -> str:
    """'say', or 'point out' with its particle."""
    if verb.pos_ != "VERB":
        return ""
    lemma = verb.lemma_.lower()
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    return f"{lemma} {particle}" if f"{lemma} {particle}" in words_of(Cue.SAYING) else lemma


def can_speak(who: Token) -> bool:
    """Whether a subject is somebody: a name, a person's pronoun, people by their office or standing, or a source."""
    if who.pos_ == "PROPN" or who.lower_ in {"he", "she", "they", "who", "we", "i"}:
        return True
    sayers = words_of(Cue.ROLE) | words_of(Cue.SOURCE) | lexicon("human")
    return who.lemma_.lower() in sayers or who.lower_ in sayers


def reports(verb: Token, *, quoting: bool) -> bool:
    """Whether a verb of saying has something said: a clause, a quotation, or a name given to something."""
    lemma = said_lemma(verb)
    if quoting or any(child.dep_ == "ccomp" for child in verb.children):
        return True
    if lemma in INFINITIVE and any(child.dep_ == "xcomp" for child in verb.children):
        return True
    return lemma in words_of(Cue.NAMING) and any(
        child.dep_ in {"dobj", "oprd", "prep"} for child in verb.children
    )
