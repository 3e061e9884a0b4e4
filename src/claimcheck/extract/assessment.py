"""One clause as the tests of what can be checked look at it, and what they say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.extract.draft import auxiliaries, quoted_tokens, subject
from claimcheck.extract.lexicon import lexicon, pattern
from claimcheck.extract.misreadings import misread
from claimcheck.text.wording import Cue, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from claimcheck.model.claim import Modality

LINKS = frozenset({"be", "remain", "look", "seem", "feel", "become", "sound", "appear", "prove"})
IN_MONTH = re.compile(
    r"\b(?:in|by|from|until|before|since) (?:early |mid-|late )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
QUOTED = re.compile(r"\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Assessment:
    """``reason`` is '' when the clause is a claim."""

    modality: Modality
    reason: str = ""


@dataclass(frozen=True)
class Clause:
    """What the tests look at: the words outside quotation marks, the main verb, and how much there is to check."""

    doc: Doc
    root: Token
    text: str
    names: int

    @property
    def who(self) -> Token | None:
        return subject(self.root)

    @property
    def helpers(self) -> frozenset[str]:
        return frozenset(aux.lower_ for aux in auxiliaries(self.root))

    @cached_property
    def figures(self) -> int:
        """Numbers, number words and words of rank outside quotation marks."""
        told = QUOTED.sub('""', counted_words(self.doc))
        return len(re.findall(r"\d[\d.,]*", told)) + sum(
            len(pattern(name).findall(told)) for name in ("numeral", "ranking")
        )

    @property
    def firm(self) -> int:
        return self.names + self.figures

    @property
    def past(self) -> bool:
        """Whether it tells what was or has been."""
        root = self.root
        if root.pos_ == "NOUN":  # 'The stuff counted as flour', whose verb the parser took for a participle
            return misread(root) and any(child.dep_ == "acl" for child in root.children)
        return root.tag_ == "VBD" or any(
            aux.tag_ == "VBD" or aux.lemma_ == "have" for aux in auxiliaries(root)
        )

    @property
    def heart(self) -> list[Token]:
        """What the subject is said to be."""
        if self.root.lemma_ not in LINKS:
            return []
        return [child for child in self.root.children if child.dep_ in {"attr", "acomp", "oprd"}]

    @cached_property
    def main(self) -> str:
        """The words outside relative clauses, clauses of time and quotation marks."""
        inside = quoted_tokens(self.doc)
        return " ".join(
            token.text
            for token in self.doc
            if token.i not in inside
            and not _stands_in(token)
            and not any(_hangs(above) for above in (token, *token.ancestors))
        )

    @property
    def generic(self) -> bool:
        """Whether it tells of any such thing and not of one: 'A bridge is built by people', 'New tiles never dried one'."""
        who = self.who
        if who is None or who.tag_ not in {"NN", "NNS"} or self.definite:
            return False
        gnomic = bool({child.lower_ for child in self.root.children} & {"never", "ever", "rarely", "seldom"})
        owners = [child for child in who.children if child.dep_ in {"det", "poss", "nummod"}]
        bare = not owners and (who.tag_ == "NNS" or gnomic)
        return (bare or any(child.lower_ in {"a", "an"} for child in owners)) and (gnomic or not self.past)

    @property
    def definite(self) -> bool:
        """Whether it speaks of this or that one: a name, or a noun with 'the' or 'this'."""
        return self.names > 0 or any(
            token.dep_ == "det" and token.lower_ in {"the", "this", "these", "those"} for token in self.doc
        )


def has_figure(text: str) -> bool:
    """Whether there is a number in digits or words."""
    return re.search(r"\d", text) is not None or pattern("numeral").search(text) is not None


def counted_words(doc: Doc) -> str:
    """The text without each 'one' that counts nothing: 'the right one', 'no one'."""
    return "".join(token.text_with_ws for token in doc if not _stands_in(token))


def is_somebody(noun: Token) -> bool:
    """Whether a noun, by its own sort, is a person, an office or a body of people."""
    word = noun.lemma_.lower()
    people = words_of(Cue.ROLE) | lexicon("human") | lexicon("collective") | lexicon("not_firms")
    return word in people or noun.lower_ in {"he", "she", "they", "who"} or noun.pos_ == "PROPN"


def _stands_in(token: Token) -> bool:
    if token.lower_ != "one" or token.dep_ in {"nummod", "compound"} or token.i == 0:
        return False
    before = token.nbor(-1)
    return before.tag_ in {"JJ", "JJR", "JJS", "DT"} and before.head in {token, token.head}


def _hangs(verb: Token) -> bool:
    """Whether a verb heads a relative clause, or one of time."""
    if verb.dep_ in {"relcl", "acl"}:
        return True
    return verb.dep_ == "advcl" and any(child.lower_ in {"when", "while"} for child in verb.children)
