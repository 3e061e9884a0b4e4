"""'The purchase' after 'agreed to buy N', 'her resignation' after 'N resigned': a noun that takes up what was told by a verb."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.referents import Link, Phrase, Referent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DONE_TO = {
    "acquisition": {"acquire", "buy", "purchase"}, "appointment": {"appoint", "hire", "name"}, "arrest": {"arrest"},
    "closure": {"close", "shut"}, "construction": {"build", "construct"}, "demolition": {"demolish"}, "destruction": {"destroy"},
    "invasion": {"invade"}, "killing": {"kill"}, "murder": {"murder"}, "nationalisation": {"nationalise", "nationalize"},
    "purchase": {"acquire", "buy", "purchase"}, "renovation": {"renovate"}, "sale": {"sell"}, "takeover": {"acquire", "buy"},
    "theft": {"steal"},
}  # fmt: skip
"""Nouns with the verbs whose object they are of."""
DONE_BY = {
    "collapse": {"collapse"}, "death": {"die"}, "departure": {"leave", "depart", "quit"}, "resignation": {"resign"},
    "retirement": {"retire"}, "return": {"return"},
}  # fmt: skip
"""Nouns with the verbs whose subject they are of."""
REACH = 4.0  # sentences back


@dataclass(slots=True)
class Deeds:
    """What was told by verbs that a noun may take up, by the noun: words for it, and when in sentences."""

    told: dict[str, list[tuple[str, float]]] = field(default_factory=dict)

    def hear(self, doc: Doc, links: Mapping[int, Link], quoted: frozenset[int], when: float) -> None:
        for verb in doc:
            if verb.pos_ != "VERB" or verb.i in quoted:
                continue
            for noun, of in _nouns(verb):
                link = links.get(of.i)
                if link is not None and link.name[:1].isupper() and len(link.name.split()) <= 5:
                    words = f"the {noun} of {link.name}"
                    self.told.setdefault(noun, []).append((words, when))

    def meant(self, phrase: Phrase, when: float) -> Referent | None:
        """The deed behind 'the' and a noun, ``None`` when none was told lately or several were."""
        head = phrase.head
        if head.i - phrase.first != 1 or head.doc[phrase.first].lower_ != "the":
            return None
        lately = {words for words, then in self.told.get(head.lower_, []) if 0 < when - then <= REACH}
        return Referent(head.lower_, next(iter(lately))) if len(lately) == 1 else None


def _nouns(verb: Token) -> Iterator[tuple[str, Token]]:
    lemma = verb.lemma_.lower()
    done = next((child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    doer = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if done is not None:
        yield from ((noun, done) for noun, verbs in DONE_TO.items() if lemma in verbs)
    if doer is not None and done is None and doer.lower_ not in lexicon("indefinite"):
        yield from ((noun, doer) for noun, verbs in DONE_BY.items() if lemma in verbs)
