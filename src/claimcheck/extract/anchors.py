"""What the article is about, in an editor's brackets behind a claim that speaks of 'the plant' and names nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.extract.draft import NAMES, Part, finite, quoted_tokens, root_of, subject
from claimcheck.extract.lexicon import lexicon
from claimcheck.extract.mentions import Register
from claimcheck.extract.referents import PERSONAL, SUBJECT_ROLES, Link, Referent, narrowed
from claimcheck.model.article import Article, Block, BlockKind
from claimcheck.model.claim import Claim
from claimcheck.model.selector import Span
from claimcheck.text.sentences import find_sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ORDER = ("ORG", "GPE", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LOC", "PERSON")
OPENING = frozenset(ORDER) - {"PERSON"}
SHORTEST = 6  # words of a sentence that opens a section
OFTEN = 4  # mentions of a name that the title hasn't,
LEAD = 1.5  # and by what factor it must be mentioned more than any other
LONGEST = 5  # words of what a title speaks of
EARLIEST = 2  # paragraphs that open a report, of which one name
FEWEST = 3  # comes again so often
REPORT = 4  # paragraphs of a report, whose first sentence tells what and where
EARLY = 4  # words within which a name opens a sentence
LEANING = frozenset(["rest", "remainder", "price", "cost", "fee", "sum", "amount", "total"])
"""Of what, the sentence before tells."""
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
    person: bool = False  # somebody's: of others' words it tells nothing

    def of(self, claim: Claim) -> str:
        """What a claim is about, '' when that isn't clear."""
        if self.name and self.blocks is None:
            return self.name
        named = self.name if self.blocks is not None and claim.block in self.blocks else ""
        return self.sections.get(claim.section) or named


def find_anchor(
    article: Article, topics: Mapping[str, Referent], register: Register, title: Sequence[Doc] = ()
) -> Anchor:
    """Of the article's topics the first that its title has, else the name that is written far more often than others, or of
    those in its first paragraphs more often than any, else what the title speaks of, or the first paragraph alone. ``title``
    has the parses of its parts."""
    return (
        _of_title(article, topics, register)
        or _of_counts(article, register)
        or Anchor(
            next((words for doc in title if (words := _headed(doc))), "") or _of_opening(article, register),
            None,
            _sections(article, register),
        )
    )


def _of_title(article: Article, topics: Mapping[str, Referent], register: Register) -> Anchor | None:
    """What the title names: one of the topics, or two companies or places; a person only alone."""
    titled = list(dict.fromkeys(register.full(name) for _, _, name in register.find(article.title)))
    known = [topics[label] for label in ORDER if label in topics]
    named = [topic for topic in known if topic.name.removeprefix("the ") in titled]
    if named and not (named[0].person and len(titled) > 1):
        return Anchor(named[0].name, person=named[0].person)
    several = [name for name in titled if register.label_of(name) in {"ORG", "GPE"}]
    return Anchor(" and ".join(map(register.said, several))) if len(several) == 2 else None


def _paragraphs(article: Article) -> list[Block]:
    return [block for block in article.blocks if not block.silent and block.kind is BlockKind.PARAGRAPH]


def _of_counts(article: Article, register: Register) -> Anchor | None:
    """The name that is written in far more blocks than others, or of those that open a report in more than any. Of people
    only whom it begins with."""
    places = _places(article, register)
    told = _paragraphs(article)
    opening = {block.id for block in told[:EARLIEST]}
    often = sorted(places, key=lambda name: -len(places[name]))
    ranked = [name for name in often if register.label_of(name) != "PERSON" or opening & set(places[name])]
    most = [len(places[name]) for name in ranked[:2]]
    if most and most[0] >= OFTEN and most[0] >= LEAD * sum(most[1:]):
        here = frozenset(places[ranked[0]])
        person = register.label_of(ranked[0]) == "PERSON"
        near = None if opening & here and not person else here | {place + 1 for place in here}
        return Anchor(register.said(ranked[0]), near, _sections(article, register), person)
    first = next(
        (name for name in ranked if opening & set(places[name]) and register.label_of(name) in OPENING), ""
    )
    rival = max((len(places[name]) for name in ranked if name != first), default=0)
    plain = not any(block.section for block in told)
    sure = plain and first and len(places[first]) >= FEWEST and len(places[first]) > rival
    return Anchor(register.said(first)) if sure else None


def _of_opening(article: Article, register: Register) -> str:
    """The only name of the first of its opening paragraphs that has any, people's left out, or two that come again and again; ''
    when there is none."""
    told = _paragraphs(article)
    if len(told) < REPORT:
        return ""
    named: list[str] = []
    for block in told[: EARLIEST + 1]:
        found = dict.fromkeys(
            register.full(name) for _, _, name in register.find(block.span.of(article.text))
        )
        named = named or [name for name in found if register.label_of(name) in OPENING]
    places = {
        name: len(found) for name, found in _places(article, register).items() if name in register.inside
    }
    often = max(places, key=lambda name: places[name], default="")
    if (
        len(named) == 1
        and register.label_of(often) == "ORG"
        and places[often] >= max(FEWEST, 2 * places.get(named[0], 1))
    ):
        named = [often]
    if len(named) == 1 and register.label_of(named[0]) == "ORG" and places.get(named[0], 0) < OFTEN // 2:
        return ""
    again = len(named) == 2 and all(article.text.count(name.split()[0]) >= FEWEST for name in named)
    return " and ".join(map(register.said, named)) if len(named) == 1 or again else ""


def _headed(title: Doc) -> str:
    """What a title without a known name speaks of, a noun that a name stands before: 'The Tarn valley' of 'The Tarn valley gets
    its tram'; '' when there is none, or every word has a capital."""
    root = root_of(title)
    if root is None or not any(token.is_lower and len(token) > 3 for token in title):
        return ""
    clause = any(finite(token) for token in title if not _is_aside(token))
    named_by = [
        token
        for token in title
        if token.pos_ == "NOUN" and any(child.pos_ == "PROPN" for child in token.lefts)
    ]
    head = subject(root) if clause else root
    head = named_by[-1] if named_by and (head is None or head.pos_ not in {"NOUN", "PROPN"}) else head
    if head is None or head.pos_ not in {"NOUN", "PROPN"}:
        return ""
    words = [token for token in title[head.left_edge.i : head.i + 1] if token.pos_ != "DET"]
    named = head.pos_ == "NOUN" and any(token.pos_ == "PROPN" for token in words)
    if not named or len(words) > LONGEST or any(token.is_punct for token in words):
        return ""
    return title[words[0].i : head.i + 1].text


def _is_aside(token: Token) -> bool:
    return any(above.dep_ in {"relcl", "acl"} for above in (token, *token.ancestors))


def _places(article: Article, register: Register) -> dict[str, list[int]]:
    """The blocks in which each name is written, rows of tables left out."""
    places: dict[str, list[int]] = {}
    for block in article.blocks:
        if block.kind is BlockKind.TABLE_ROW:
            continue
        for full in {register.full(name) for _, _, name in register.find(block.span.of(article.text))}:
            if register.label_of(full) in ORDER:
                places.setdefault(full, []).append(block.id)
    return dict(sorted(places.items()))


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


def leans(part: Part, links: Mapping[int, Link]) -> str:
    """Whether a part points at something that only other sentences tell, in a quotation too: 'barely' by 'they' or 'the plant',
    'partly' by 'the state railways', else ''."""
    bound = {i for i, link in links.items() if link.by in part.tokens}
    bound |= {i for link in links.values() if link.words for i in link.tokens}
    pointing = [token for i in part.tokens - bound if _points(token := part.unit.doc[i])]
    if any(_is_bare(token) for token in pointing):
        return "barely"
    return "partly" if pointing else ""


def _is_alone(noun: Token) -> bool:
    """The subject, with nothing but its article."""
    return noun.dep_ in SUBJECT_ROLES and [child.lower_ for child in noun.children] == ["the"]


def is_adrift(part: Part, links: Mapping[int, Link], open_words: Sequence[Token]) -> bool:
    """Whether one of the pronouns left open is in the main line, or a 'this' or 'that' by itself is the subject."""
    doc = part.unit.doc
    for token in open_words:
        above = token.head if token.dep_ in {"poss", "pobj"} else token
        above = above.head if above.dep_ == "prep" else above
        verb = above.head if above.dep_ != "ROOT" else above
        if token.i == part.pieces[0] or part.head in {
            verb.i,
            verb.head.i if verb.dep_ in {"ccomp", "xcomp"} else -1,
        }:
            return True
    taken_up = {"this", "that", "these", "those"}
    bare = (doc[i] for i in part.tokens - quoted_tokens(doc) if i not in links and doc[i].lower_ in taken_up)
    loose = {"det", "mark", "nsubj", "nsubjpass"}
    if any(token.tag_ == "DT" and token.dep_ not in loose and not list(token.children) for token in bare):
        return True  # 'Of that a third was paid by the city'
    told = {i for i, link in links.items() if link.words}
    if any(doc[i].lower_ in LEANING and _is_alone(doc[i]) for i in part.tokens - told):
        return True  # 'The rest belongs to a bank', 'The price was €3 million'
    return any(
        token.dep_ in SUBJECT_ROLES and token.lower_ in {"this", "that", "these", "those", "another", "both"}
        and token.tag_ in ALONE and i not in links
        for i in part.tokens for token in (doc[i],)
    )  # fmt: skip


def _is_bare(token: Token) -> bool:
    return all(child.dep_ == "det" for child in token.children if child.i < token.i)


def _points(token: Token) -> bool:
    if token.lower_ in PERSONAL or (token.dep_ in SUBJECT_ROLES and token.tag_ in ALONE):
        return True  # 'they', 'three', 'another', 'the fastest'
    if token.pos_ != "NOUN" or token.lemma_.lower() in lexicon("common_things") or narrowed(token):
        return False
    if any(
        child.pos_ == "PROPN" or child.ent_type_ in NAMES for child in token.children if child.i < token.i
    ):
        return False  # 'the Hanson boat', 'the Irish company'
    return any(child.dep_ == "det" and child.lower_ in POINTING for child in token.children)
