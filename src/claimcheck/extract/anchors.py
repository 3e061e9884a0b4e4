"""What the article is about, in an editor's brackets behind a claim that speaks of 'the plant' and names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, quoted_tokens
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register
from claimcheck.extract.referents import PERSONAL, SUBJECT_ROLES, Link, Referent, narrowed
from claimcheck.model.article import Article, BlockKind
from claimcheck.model.claim import Claim
from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences

if TYPE_CHECKING:
    from spacy.tokens import Token

ORDER = ("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LOC", "PERSON")
OPENING = frozenset(ORDER) - {"PERSON"}
SHORTEST = 6  # words of a sentence that opens a section
OFTEN = 4  # mentions of a name that the title hasn't,
LEAD = 1.5  # and by what factor it must be mentioned more than any other
REPORT = 4  # paragraphs of a report, whose first sentence tells what and where
EARLY = 4  # words within which a name opens a sentence
POINTING = frozenset({"the", "this", "that", "these", "those", "each"})
ALONE = frozenset({"CD", "DT", "JJ", "JJS"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """The name that tells what an article is about, '' when none does. ``sections`` has those that open a section, by its
    headings. A name that isn't in the title tells it only of ``blocks``, those where it is written and the next after each: a
    newsletter is about many things."""

    name: str = ""
    blocks: frozenset[int] | None = None
    sections: Mapping[tuple[str, ...], str] = field(default_factory=dict)

    def of(self, claim: Claim) -> str:
        """What a claim is about, '' when that isn't clear."""
        if self.name and self.blocks is None:
            return self.name
        named = self.name if self.blocks is not None and claim.block in self.blocks else ""
        return self.sections.get(claim.section) or named


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
    sections = _sections(article, register)
    if not most or most[0] < OFTEN or most[0] < LEAD * sum(most[1:]):
        return Anchor("", None, sections)
    here = frozenset(places[ranked[0]])
    return Anchor(register.said(ranked[0]), here | {place + 1 for place in here}, sections)


def _sections(article: Article, register: Register) -> dict[tuple[str, ...], str]:
    """The names that open sections: the only one of the first sentence, when that opens the article, or the name
    is among its first words or comes again."""
    texts: dict[tuple[str, ...], list[str]] = {}
    for block in article.blocks:
        if not block.silent and block.kind is BlockKind.PARAGRAPH:
            texts.setdefault(block.section, []).append(block.span.of(article.text))
    opened: dict[tuple[str, ...], str] = {}
    for section, said in texts.items():
        first = next(iter(find_sentences(said[0], Span(0, len(said[0])))), Span(0, 0)).of(said[0])
        found = [
            (start, name)
            for start, _, name in register.find(first)
            if register.label_of(name) in OPENING
            and (name in register.inside or register.label_of(name) == "GPE")
        ]
        if len(first.split()) >= SHORTEST and len({register.full(name) for _, name in found}) == 1:
            start, name = found[0]
            if (
                (not section and len(said) >= REPORT)
                or len(first[:start].split()) < EARLY
                or sum(text.count(name.split()[-1]) for text in said) > 1
            ):
                opened[section] = register.said(register.full(name))
    return opened


def leans(part: Part, links: Mapping[int, Link]) -> bool:
    """Whether a part points at something that only other sentences tell: 'the plant', 'they'."""
    quoted = quoted_tokens(part.unit.doc)
    bound = {i for i, link in links.items() if link.by in part.tokens}
    return any(_points(part.unit.doc[i]) for i in part.tokens - quoted - bound)


def with_anchor(claim: Claim, anchor: Anchor) -> Claim:
    """A claim that names nothing, with the article's topic in an editor's brackets; any other as it is."""
    topic = anchor.of(claim)
    if not topic or claim.mentions or not claim.text.endswith("."):
        return claim
    return replace(claim, text=f"{claim.text[:-1]} [{topic}].")


def _points(token: Token) -> bool:
    if token.lower_ in PERSONAL or (token.dep_ in SUBJECT_ROLES and token.tag_ in ALONE):
        return True  # 'they', 'three', 'another', 'the fastest'
    if token.pos_ != "NOUN" or token.lemma_.lower() in lexicon("common_things") or narrowed(token):
        return False
    return any(child.dep_ == "det" and child.lower_ in POINTING for child in token.children)
