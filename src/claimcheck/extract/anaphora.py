"""Who 'she' is and which bridge 'the bridge': a rule-based reading that leaves alone what it isn't sure of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from claimcheck.extract.draft import Part, Unit, subtree
from claimcheck.extract.mentions import Register, plain

if TYPE_CHECKING:
    from spacy.tokens import Span as Stretch
    from spacy.tokens import Token

MARGIN = 0.75  # by how much the best candidate must lead
REACH = 3  # sentences back
MASCULINE = frozenset({"he", "him", "his", "himself"})
FEMININE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = MASCULINE | FEMININE | NEUTER | PLURAL
POSSESSIVE = frozenset({"his", "her", "its", "their"})
SUBJECT_ROLES = frozenset({"nsubj", "nsubjpass"})
OBJECT_ROLES = frozenset({"dobj", "pobj", "dative", "attr", "oprd"})


@dataclass(frozen=True, slots=True)
class Referent:
    """Something spoken of. ``name`` is how to say it in another sentence; ``key`` tells two referents apart."""

    key: str
    name: str
    label: str = ""
    plural: bool = False
    named: bool = False
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One mention of a referent: where, in what role, by a pronoun or not."""

    referent: Referent
    sentence: int
    token: int
    role: str
    pronoun: bool = False
    clause: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """What to put for ``tokens`` when the referent hasn't been named before in the same claim."""

    referent: Referent
    tokens: tuple[int, ...]
    words: str


@dataclass(slots=True)
class Discourse:
    """What has been spoken of so far in the article. ``topic`` is what its title names."""

    register: Register
    topic: Referent | None = None
    sentence: int = 0
    block: int = -1
    spoken: list[Spoken] = field(default_factory=list)

    def read(self, unit: Unit) -> dict[int, Link]:
        """Links of a unit by the token they begin at, and what it speaks of is remembered."""
        self.sentence += 1
        links: dict[int, Link] = {}
        for chunk in unit.doc.noun_chunks:
            spoken = (
                self._pronoun(unit, chunk.root, links)
                if chunk.root.lower_ in PERSONAL
                else self._noun(unit, chunk, links)
            )
            for token in chunk:
                if token.lower_ in POSSESSIVE and token.dep_ == "poss":
                    owner = self._pronoun(unit, token, links)
                    if owner is not None:
                        self.spoken.append(owner)
            if spoken is not None:
                self.spoken.append(spoken)
        return links

    def turn(self, block: int) -> None:
        """Begin another block: what was said before the last sentence is out of reach."""
        if block != self.block:
            self.block = block
            self.sentence += 1
        self.spoken = [spoken for spoken in self.spoken if spoken.sentence >= self.sentence - REACH]

    def name(self, name: str, plural: bool) -> None:
        """A list item's label is spoken of before its description."""
        referent = Referent(plain(name), name, self.register.label_of(name), plural, True)
        self.spoken.append(Spoken(referent, self.sentence, -1, "subject"))

    def _pronoun(self, unit: Unit, token: Token, links: dict[int, Link]) -> Spoken | None:
        if token.lower_ in NEUTER and empty(token):
            return None
        found = self._antecedent(token)
        if found is None:
            return None
        words = found.name
        if token.lower_ in POSSESSIVE and token.dep_ == "poss":
            words += "'" if found.plural and words.endswith("s") else "'s"
        links[token.i] = Link(found, (token.i,), words)
        gender = "m" if token.lower_ in MASCULINE else "f" if token.lower_ in FEMININE else found.gender
        return Spoken(
            replace(found, gender=gender), self.sentence, token.i, role_of(token), True, clause_of(token)
        )

    def _antecedent(self, token: Token) -> Referent | None:
        scores: dict[str, float] = {}
        referents: dict[str, Referent] = {}
        for spoken in self.spoken:
            if not agrees(token, spoken.referent) or self.sentence - spoken.sentence > REACH:
                continue
            here = spoken.sentence == self.sentence
            if here and token.dep_ != "poss" and spoken.clause == clause_of(token):
                continue  # the subject and the object of one verb are two things
            score = self._weigh(token, spoken)
            key = spoken.referent.key
            if score > scores.get(key, -99.0):
                scores[key], referents[key] = score, spoken.referent
        if self.topic is not None and agrees(token, self.topic):
            scores[self.topic.key] = max(scores.get(self.topic.key, 0.0) + 0.5, 1.0)
            referents.setdefault(self.topic.key, self.topic)
        ranked = sorted(scores, key=lambda key: -scores[key])
        if (
            not ranked
            or (len(ranked) > 1 and scores[ranked[0]] - scores[ranked[1]] < MARGIN)
            or scores[ranked[0]] < 1
        ):
            return None
        return referents[ranked[0]]

    def _weigh(self, token: Token, spoken: Spoken) -> float:
        wanted = role_of(token)
        if wanted == "object":
            score = {"object": 3.0, "subject": 2.0}.get(spoken.role, 1.0)
        else:
            score = {"subject": 3.0, "object": 1.0}.get(spoken.role, 0.5)
        score += 1.0 if spoken.referent.named else 0.0
        score += 1.5 if spoken.pronoun else 0.0
        return score - 1.5 * (self.sentence - spoken.sentence)

    def _noun(self, unit: Unit, chunk: Stretch, links: dict[int, Link]) -> Spoken | None:
        root = chunk.root
        if root.pos_ == "PRON" or root.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
            return None
        name = self._named(chunk)
        if name is not None:
            referent, tokens = name
            if plain(
                unit.text[unit.doc[tokens[0]].idx : unit.doc[tokens[-1]].idx + len(unit.doc[tokens[-1]])]
            ) != plain(referent.name):
                links[tokens[0]] = Link(referent, tokens, referent.name)
            else:
                links[tokens[0]] = Link(referent, tokens, "")
            return Spoken(referent, self.sentence, root.i, role_of(root), clause=clause_of(root))
        known = self._definite(chunk)
        if known is not None:
            links[chunk.start] = Link(known, tuple(token.i for token in chunk), known.name)
            return Spoken(known, self.sentence, root.i, role_of(root), clause=clause_of(root))
        described = describe(unit, chunk)
        plural = root.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in root.children)
        referent = Referent(root.lemma_.lower(), described, "", plural)
        return Spoken(referent, self.sentence, root.i, role_of(root), clause=clause_of(root))

    def _named(self, chunk: Stretch) -> tuple[Referent, tuple[int, ...]] | None:
        """The referent when the chunk's head is a name, with the tokens of the name (article included)."""
        root = chunk.root
        ent = next((ent for ent in chunk.doc.ents if ent.start <= root.i < ent.end), None)
        if ent is None or root.pos_ != "PROPN":
            return None
        label = self.register.label_of(ent.text)
        if not label:
            return None
        full = self.register.full(ent.text)
        start = ent.start
        tokens = tuple(i for i in range(start, ent.end) if chunk.doc[i].dep_ != "case")
        article = chunk.doc[start].lower_ == "the" or (start > 0 and chunk.doc[start - 1].lower_ == "the")
        shown = f"the {plain(full)}" if article else plain(full)
        plural = any(child.dep_ == "conj" for child in root.children)
        return Referent(plain(full), shown, label, plural, True), tokens

    def _definite(self, chunk: Stretch) -> Referent | None:
        """'the bridge' when one name alone ends in Bridge."""
        if (
            len(chunk) != 2
            or chunk[0].lower_ != "the"
            or chunk.root.pos_ != "NOUN"
            or chunk.root.tag_ != "NN"
        ):
            return None
        if any(
            child.dep_ in {"prep", "relcl", "acl"} and child.lower_ in {"of", "that", "which"}
            for child in chunk.root.children
        ):
            return None
        names = {
            self.register.full(name)
            for name in self.register.labels
            if name.lower().split()[-1:] == [chunk.root.lower_] and " " in name
        }
        if len(names) != 1:
            return None
        (name,) = names
        return Referent(name, f"the {name}", self.register.label_of(name), named=True)


def agrees(token: Token, referent: Referent) -> bool:
    """Whether a pronoun may stand for it, by number, gender and whether it is a person."""
    word = token.lower_
    if word in PLURAL:
        return referent.plural
    if referent.plural:
        return False
    if word in NEUTER:
        return referent.label not in {"PERSON", "NORP"}
    return referent.label == "PERSON" and referent.gender != ("f" if word in MASCULINE else "m")


def role_of(token: Token) -> str:
    if token.dep_ in SUBJECT_ROLES or token.dep_ == "poss":
        return "subject"
    return "object" if token.dep_ in OBJECT_ROLES else "other"


def clause_of(token: Token) -> int:
    """The index of the verb whose clause the token stands in."""
    for above in token.ancestors:
        if above.pos_ in {"VERB", "AUX"}:
            return above.i
    return -1


def empty(token: Token) -> bool:
    """Whether 'it' stands for nothing: 'it is clear that', 'it took years to', 'it was X who'."""
    verb = token.head
    if token.dep_ == "expl":
        return True
    if token.dep_ not in SUBJECT_ROLES:
        return False
    clausal = any(
        child.dep_ in {"ccomp", "xcomp", "csubj", "advcl"}
        and child.i > verb.i
        and child.tag_ in {"VB", "VBZ", "VBD", "VBP"}
        for child in verb.children
    )
    return (
        verb.lemma_
        in {"be", "take", "seem", "appear", "become", "remain", "turn", "rain", "snow", "follow", "happen"}
        and clausal
    )


def describe(unit: Unit, chunk: Stretch) -> str:
    """A noun phrase as it can be taken up later: 'a loan of 5 million' becomes 'the loan of 5 million'."""
    root = chunk.root
    tokens = {token.i for token in chunk}
    for child in root.children:
        if child.dep_ == "prep" and child.i > root.i and len(subtree(child)) <= 6:
            tokens |= subtree(child)
    ordered = sorted(i for i in tokens if i >= chunk.start)
    words = unit.text[unit.doc[ordered[0]].idx : unit.doc[ordered[-1]].idx + len(unit.doc[ordered[-1]])]
    first = unit.doc[ordered[0]]
    if first.lower_ in {"a", "an"}:
        words = "the" + words[len(first) :]
    elif first.i == 0 and first.pos_ != "PROPN":
        words = words[0].lower() + words[1:]
    return words


def swaps_for(part: Part, links: Mapping[int, Link]) -> dict[int, str]:
    """Which tokens of a part are replaced: a pronoun or short form whose referent hasn't been named earlier in the part."""
    swaps: dict[int, str] = {}
    seen: set[str] = set()
    for piece in part.pieces:
        if not isinstance(piece, int) or piece not in links:
            continue
        link = links[piece]
        if not set(link.tokens) <= part.tokens:
            continue
        if link.referent.key not in seen and link.words:
            swaps[link.tokens[0]] = link.words
            swaps.update(dict.fromkeys(link.tokens[1:], ""))
        seen.add(link.referent.key)
    return swaps


def unresolved(part: Part, links: Mapping[int, Link]) -> Iterator[Token]:
    """Pronouns of a part that stand for something outside it which isn't known."""
    for i in sorted(part.tokens):
        token = part.unit.doc[i]
        if (
            token.lower_ in PERSONAL
            and token.i not in links
            and not (token.lower_ in NEUTER and empty(token))
        ):
            yield token
