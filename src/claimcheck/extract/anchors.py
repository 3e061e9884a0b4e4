"""What the article is about, in an editor's brackets behind a claim that speaks of 'the plant' and names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, quoted_tokens
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register
from claimcheck.extract.referents import PERSONAL, SUBJECT_ROLES, Link, Referent, narrowed
from claimcheck.model.article import Article
from claimcheck.model.claim import Claim

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER = ("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LOC", "PERSON")
OFTEN = 4  # mentions of a name that the title hasn't,
LEAD = 1.5  # and by what factor it must be mentioned more than any other
POINTING = frozenset({"the", "this", "that", "these", "those", "each"})
ALONE = frozenset({"CD", "DT", "JJ", "JJS"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """The name that tells what an article is about, '' when none does. One that isn't in the title tells it only of ``blocks``,
    those where it is written and the next after each: a newsletter is about many things."""

    name: str = ""
    blocks: frozenset[int] | None = None

    def holds(self, claim: Claim) -> bool:
        return bool(self.name) and (self.blocks is None or claim.block in self.blocks)


def find_anchor(article: Article, topics: Mapping[str, Referent], register: Register) -> Anchor:
    """Of the article's topics the first that its title has, else the name that is written far more often than others."""
    titled = {register.full(name) for _, _, name in register.find(article.title)}
    known = [topics[label] for label in ORDER if label in topics]
    named = [topic for topic in known if topic.name.removeprefix("the ") in titled]
    if named:
        return Anchor(named[0].name)
    places: dict[str, list[int]] = {}
    for block in article.blocks:
        for _, _, name in register.find(block.span.of(article.text)):
            if register.label_of(name) in ORDER:
                places.setdefault(register.full(name), []).append(block.id)
    ranked = sorted(places, key=lambda name: -len(places[name]))
    most = [len(places[name]) for name in ranked[:2]]
    if not most or most[0] < OFTEN or most[0] < LEAD * sum(most[1:]):
        return Anchor()
    here = frozenset(places[ranked[0]])
    return Anchor(register.said(ranked[0]), here | {place + 1 for place in here})


def leans(part: Part, links: Mapping[int, Link]) -> bool:
    """Whether a part points at something that only other sentences tell: 'the plant', 'they'."""
    quoted = quoted_tokens(part.unit.doc)
    return any(_points(part.unit.doc[i], links.get(i)) for i in part.tokens - quoted)


def with_anchor(claim: Claim, anchor: Anchor) -> Claim:
    """A claim that names nothing, with the article's topic in an editor's brackets; any other as it is."""
    if claim.mentions or not claim.text.endswith(".") or not anchor.holds(claim):
        return claim
    return replace(claim, text=f"{claim.text[:-1]} [{anchor.name}].")


def _points(token: Token, link: Link | None) -> bool:
    if token.lower_ in PERSONAL:
        return link is None
    if token.dep_ in SUBJECT_ROLES and token.tag_ in ALONE:
        return link is None  # 'three', 'another', 'the fastest'
    if token.pos_ != "NOUN" or token.lemma_.lower() in lexicon("common_things") or narrowed(token):
        return False
    return any(child.dep_ == "det" and child.lower_ in POINTING for child in token.children)
