"""Who says it: the speaker, the verb of saying and the words in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.extract.draft import subject, subtree
from claimcheck.model.claim import Saying
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

QUOTED = re.compile(r"\"([^\"]+)\"")
ACCORDING = re.compile(r"\baccording to ((?:(?!, | said| says)[^.;])+?)(?=,|\.$|;|$)", re.IGNORECASE)


def find_saying(doc: Doc, text: str) -> Saying | None:
    """The saying that a claim reports, ``None`` when it reports none. The outermost verb of saying wins."""
    quoted = " … ".join(text[match.start(1) : match.end(1)] for match in QUOTED.finditer(doc.text))
    match = ACCORDING.search(doc.text)
    if match:
        return Saying(text[match.start(1) : match.end(1)].strip(), "accord", quoted)
    for token in sorted(doc, key=_depth):
        speaker = _speaker(token, bool(quoted))
        if speaker is not None:
            words = sorted(i for i in subtree(speaker) if not _aside(doc[i], speaker))
            start, end = doc[words[0]].idx, doc[words[-1]].idx + len(doc[words[-1]])
            return Saying(text[start:end].strip(' ,"“”'), token.lemma_.lower(), quoted)
    return None


def _depth(token: Token) -> tuple[int, int]:
    return sum(1 for _ in token.ancestors), token.i


def _aside(token: Token, speaker: Token) -> bool:
    return any(
        above.dep_ in {"appos", "relcl", "acl"}
        for above in (token, *token.ancestors)
        if above in speaker.subtree and above != speaker
    )


def _speaker(verb: Token, quoting: bool) -> Token | None:
    if verb.pos_ != "VERB" or verb.lemma_.lower() not in words_of(Cue.SAYING):
        return None
    who = subject(verb)
    if who is None or who.dep_ != "nsubj" or who.lower_ in {"it", "that", "this", "which"}:
        return None
    says = any(child.dep_ in {"ccomp", "xcomp"} for child in verb.children)
    names = verb.lemma_.lower() in words_of(Cue.NAMING) and any(
        child.dep_ in {"dobj", "oprd", "prep"} for child in verb.children
    )
    return who if says or quoting or names else None
