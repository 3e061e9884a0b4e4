"""Clauses as frames: who does what to whom, whether it is denied, planned or left open, and who says so.

A frame is read from a dependency parse. Passive clauses are turned round, subjects of relative, joined and infinitive
clauses are found where they stand, and what a governing verb makes of the clause below it is carried down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.negation import is_former, is_negated, is_nothing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class Standing(StrEnum):
    """How a clause is put forward."""

    FACT = "fact"
    PLAN = "plan"  # will, plans to, is to, a target
    POSSIBLE = "possible"  # may, might, perhaps
    OPEN = "open"  # whether, if, did not say that
    DENIED = "denied"  # someone denies it


@dataclass(frozen=True, slots=True)
class Frame:
    """One clause. Tokens are heads of phrases; ``agents`` act, ``patients`` are acted on, whatever the voice.

    ``others`` are the heads of prepositional phrases and further complements. ``speaker`` is the head of the phrase
    that names who says it, ``None`` for the text's own voice. ``former`` tells of 'no longer', 'used to', 'once'.
    """

    head: Token
    lemma: str
    agents: tuple[Token, ...]
    patients: tuple[Token, ...]
    others: tuple[Token, ...]
    negated: bool = False
    former: bool = False
    standing: Standing = Standing.FACT
    speaker: Token | None = None
    said_by: Token | None = None  # the verb of saying that governs it

    @property
    def arguments(self) -> tuple[Token, ...]:
        return (*self.agents, *self.patients, *self.others)


_CLAUSES = frozenset(
    ["ROOT", "ccomp", "xcomp", "advcl", "relcl", "conj", "acl", "pcomp", "csubj", "parataxis", "dep"]
)
_SUBJECTS = frozenset(["nsubj", "csubj", "expl"])
_PASSIVE_SUBJECTS = frozenset(["nsubjpass", "csubjpass"])
_OBJECTS = frozenset(["dobj", "attr", "oprd", "acomp", "dative"])
_RELATIVES = frozenset(["who", "which", "that", "whom", "whose"])
_MAYBE = frozenset(
    ["may", "might", "could", "possibly", "perhaps", "maybe", "reportedly", "allegedly", "supposedly"]
)
_FUTURE = frozenset(["will", "would", "shall", "'ll", "should"])


def read_frames(doc: Doc) -> tuple[Frame, ...]:
    """The clauses of a parsed text, in reading order; empty for a text without a verb."""
    frames: list[Frame] = []
    for token in doc:
        if _is_predicate(token):
            frame = _read_frame(token)
            repeats = (
                frame.lemma == "do"
                and frames
                and any(child.lower_ in {"so", "that"} for child in token.children)
            )
            frames.append(
                replace(frame, lemma=frames[0].lemma, patients=frames[0].patients) if repeats else frame
            )
    return tuple(frames)


def _is_predicate(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} and token.dep_ in _CLAUSES


def _read_frame(head: Token) -> Frame:
    subjects, passive = _find_subjects(head)
    objects = tuple(_spread(child for child in head.children if child.dep_ in _OBJECTS))
    agents = tuple(
        _spread(
            part
            for child in head.children
            if child.dep_ == "agent"
            for part in child.children
            if part.dep_ == "pobj"
        )
    )
    others = tuple(_spread(_find_others(head)))
    standing, speaker, said_by = _read_standing(head)
    assessed = _read_assessed(head, subjects if passive else objects, agents if passive else subjects)
    if assessed is not None:
        return replace(assessed, standing=standing)
    lacked = _find_lacked(head)
    if lacked:  # 'is without power' has none
        return Frame(
            head,
            "have",
            subjects,
            lacked,
            others,
            negated=True,
            standing=standing,
            speaker=speaker,
            said_by=said_by,
        )
    return Frame(
        head=head,
        lemma=_read_lemma(head),
        agents=agents if passive else subjects,
        patients=(*subjects, *objects) if passive else objects,
        others=others,
        negated=is_negated(head, (*subjects, *objects)),
        former=is_former(head),
        standing=standing,
        speaker=speaker,
        said_by=said_by,
    )


_ASSESSING = frozenset(["put", "estimate", "assess", "peg", "place", "set"])


def _read_assessed(head: Token, things: tuple[Token, ...], speakers: tuple[Token, ...]) -> Frame | None:
    """'The auditors put the cost at $2 million' says that the cost is that, and who says so; ``None`` for other clauses."""
    if head.lemma_.lower() not in _ASSESSING or not things:
        return None
    worth = [
        part
        for child in head.children
        if child.lower_ == "at" and child.dep_ == "prep"
        for part in child.children
        if part.dep_ == "pobj" and any(inner.like_num for inner in part.subtree)
    ]
    if not worth:
        return None
    negated = is_negated(head, (*speakers, *things))
    return Frame(
        head, "be", things, tuple(worth), (), negated, speaker=next(iter(speakers), None), said_by=head
    )


def _find_lacked(head: Token) -> tuple[Token, ...]:
    if head.lemma_ != "be":
        return ()
    without = [child for child in head.children if child.lower_ == "without" and child.dep_ == "prep"]
    return tuple(part for child in without for part in child.children if part.dep_ == "pobj")


def _read_lemma(head: Token) -> str:
    """The verb's lemma, with its particle where that makes another verb of it ('set up', 'take over')."""
    particle = next((child.lower_ for child in head.children if child.dep_ == "prt"), "")
    return f"{head.lemma_.lower()} {particle}".strip()


def _find_subjects(head: Token) -> tuple[tuple[Token, ...], bool]:
    """Heads of the subject, and whether the clause is passive."""
    own = [child for child in head.children if child.dep_ in _SUBJECTS | _PASSIVE_SUBJECTS]
    passive = any(child.dep_ in _PASSIVE_SUBJECTS | {"auxpass"} for child in head.children)
    helped = any(child.dep_ == "aux" and child.lemma_ in {"have", "be"} for child in head.children)
    if head.dep_ in {"acl", "advcl"} and head.tag_ == "VBN" and not helped:
        passive = True
    own = own or _mislabelled(head)
    if own and not (own[0].lower_ in _RELATIVES and head.dep_ == "relcl"):
        return tuple(_spread(own)), passive
    if head.dep_ == "acl" and head.tag_ == "VB" and head.head.dep_ in {"dobj", "pobj"}:
        return _find_subjects(_verb_above(head) or head.head)[0], passive  # 'it has plans to build'
    if head.dep_ in {"relcl", "acl"}:
        return tuple(_spread([_antecedent(head.head)])), passive
    if head.dep_ in {"conj", "xcomp", "advcl", "pcomp"} and not own:
        verb = _verb_above(head)
        if verb is not None:
            inherited, above_passive = _find_subjects(verb)
            controlled = _controlled_object(head, verb)
            return controlled or inherited, passive or (
                head.dep_ == "conj" and above_passive and head.tag_ == "VBN"
            )
    return tuple(_spread(own)), passive


def _mislabelled(head: Token) -> list[Token]:
    """The noun right before a finite verb is its subject, whatever the parse calls it ('The licence bars')."""
    if head.tag_ not in {"VBZ", "VBD", "VBP"} or head.dep_ in {"conj", "relcl", "xcomp"}:
        return []
    nouns = [child for child in head.children if child.i < head.i and child.pos_ in {"NOUN", "PROPN"}]
    return [
        noun
        for noun in nouns[-1:]
        if noun.dep_ in {"npadvmod", "compound", "nmod", "dep"} and not noun.ent_type_.startswith("DATE")
    ]


def _verb_above(token: Token) -> Token | None:
    return next((above for above in token.ancestors if above.pos_ in {"VERB", "AUX"}), None)


def _controlled_object(head: Token, verb: Token) -> tuple[Token, ...]:
    """'urged the company to leave': the company leaves."""
    if head.dep_ != "xcomp":
        return ()
    return tuple(child for child in verb.children if child.dep_ == "dobj" and child.i < head.i)


def _antecedent(noun: Token) -> Token:
    """Who a relative clause speaks of. After 'lead designer at Studio Tarn, who' that is the designer."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.dep_ == "appos":
        noun = noun.head.head
    return noun.head if noun.dep_ == "appos" else noun


def _find_others(head: Token) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in {"prep", "dative"}:
            yield from _find_objects_of(child)
        elif child.dep_ == "npadvmod":
            yield child


def _find_objects_of(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield child
        elif child.dep_ == "prep":
            yield from _find_objects_of(child)


def _spread(tokens: Iterator[Token] | list[Token]) -> Iterator[Token]:
    """Each token with those joined to it by 'and'."""
    for token in tokens:
        yield token
        yield from (
            other for other in token.conjuncts if other.i > token.i and other.pos_ not in {"VERB", "AUX"}
        )


def _read_standing(head: Token) -> tuple[Standing, Token | None, Token | None]:
    """The standing of a clause, who says it, and with which verb, from its own helpers and all verbs above it."""
    standing, speaker, said_by = _own_standing(head), None, None
    token = head
    while token.dep_ != "ROOT" and not (token.dep_ == "ccomp" and is_cut_off(token, token.head)):
        above = token.head
        if above.pos_ in {"VERB", "AUX"}:
            standing = _combine(standing, _standing_under(token, above))
            if said_by is None and _is_complement(token) and _says(above):
                subjects, _ = _find_subjects(above)
                speaker, said_by = next(iter(subjects), None), above
        elif token.dep_ in {"acl", "ccomp", "xcomp", "relcl"}:
            carried = _standing_in(token, above)
            if carried is None:
                break  # what is said about a noun isn't governed by the verb that has the noun
            standing = _combine(standing, carried)
        token = above
    if speaker is None:
        speaker, said_by = _said_aside(head)
    if speaker is None:
        speaker = _according_to(head)
    return standing, speaker, said_by


def _is_complement(head: Token) -> bool:
    """'replied only that it was late' is often parsed as a clause beside the verb."""
    marked = head.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ == "that" for child in head.children
    )
    return marked or head.dep_ in {"ccomp", "xcomp", "parataxis"}


def _said_aside(head: Token) -> tuple[Token | None, Token | None]:
    """'She will lead it, the government said, after he refused'."""
    for child in head.children:
        if child.dep_ == "parataxis" and _says(child):
            return next(iter(_find_subjects(child)[0]), None), child
    return None, None


def _standing_in(token: Token, above: Token) -> Standing | None:
    """What a noun or adjective makes of the clause that hangs on it: 'plans to', 'due to', 'reports that'."""
    words, lemma = lexicon(), above.lemma_.lower()
    if above.pos_ == "ADJ":
        return Standing.PLAN if lemma in words.planning else Standing.FACT
    if token.dep_ == "relcl":
        return None
    if lemma in words.plan_nouns:
        return Standing.FACT if above.head.lemma_.lower() in words.cancelling else Standing.PLAN
    if lemma in words.evidence_nouns:
        return Standing.OPEN if is_nothing(above) else Standing.FACT
    if lemma in words.hearsay_nouns:
        denied = above.head.lemma_.lower() in words.denying | words.cancelling
        return Standing.DENIED if denied else Standing.POSSIBLE
    return None


def is_cut_off(token: Token, above: Token) -> bool:
    """Clauses on either side of a semicolon are parsed as one under the other, but neither governs the other."""
    first, last = sorted((token.i, above.i))
    return any(between.text == ";" for between in token.doc[first:last])


def _own_standing(head: Token) -> Standing:
    helpers = {child.lower_ for child in head.children if child.dep_ in {"aux", "auxpass", "advmod"}}
    if helpers & _MAYBE:
        return Standing.POSSIBLE
    if helpers & _FUTURE:
        return Standing.PLAN
    past = head.head.lemma_ == "be" and head.head.tag_ == "VBD"  # 'was to be opened': no rule, a plan of then
    if (
        head.dep_ == "xcomp"
        and head.head.lemma_ == "be"
        and "to" in helpers
        and ("be" not in helpers or past)
    ):
        return Standing.PLAN  # 'the work is to start in spring'; but 'it is to be kept cold' is a rule
    marks = {child.lower_ for child in head.children if child.dep_ in {"mark", "advmod"}}
    conditional = (
        head.head.lower_ in {"condition", "proviso", "provided", "providing"} and head.dep_ != "nsubj"
    )
    if (
        conditional
        or marks & {"whether", "if", "unless"}
        or (marks & {"until", "till"} and _is_present(head))
    ):
        return Standing.OPEN
    return Standing.FACT


def _is_present(head: Token) -> bool:
    """'until one is found': what is waited for hasn't happened."""
    helpers = [child for child in head.children if child.dep_ in {"aux", "auxpass"}]
    return min([*helpers, head], key=lambda token: token.i).tag_ in {"VBZ", "VBP"}


_RANK = (Standing.DENIED, Standing.OPEN, Standing.POSSIBLE, Standing.PLAN, Standing.FACT)


def _combine(one: Standing, other: Standing) -> Standing:
    return min(one, other, key=_RANK.index)


def _standing_under(token: Token, above: Token) -> Standing:
    """What a verb makes of the clause below it."""
    if token.dep_ == "conj":
        return _own_standing(above) if not _has_own_helper(token) else Standing.FACT
    if token.dep_ == "advcl" and _is_present(token) and _own_standing(above) is Standing.PLAN:
        return Standing.PLAN  # 'it will be closed while its cables are replaced'
    if token.dep_ not in {"ccomp", "xcomp", "pcomp"}:
        return Standing.FACT
    words, lemma = lexicon(), above.lemma_.lower()
    negated = any(child.dep_ == "neg" for child in above.children)
    if lemma in words.denying:
        return Standing.FACT if negated else Standing.DENIED
    if lemma in words.opening or ((negated or is_negated(above, ())) and lemma in words.saying):
        return Standing.OPEN
    if lemma in words.believing and token.dep_ == "ccomp":
        return Standing.POSSIBLE
    infinitive = token.dep_ == "xcomp" or any(
        child.lower_ == "to" and child.dep_ == "aux" for child in token.children
    )
    if lemma in words.planning and infinitive:
        return Standing.PLAN
    return Standing.FACT


def _has_own_helper(token: Token) -> bool:
    """'and to end': the 'to' is no helper of its own, it goes on under the verb above."""
    return any(
        child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} and child.lower_ != "to"
        for child in token.children
    )


def _says(verb: Token) -> bool:
    return verb.lemma_.lower() in lexicon().saying


def _according_to(head: Token) -> Token | None:
    """The source in 'according to the union'."""
    for child in head.children:
        if child.lower_ == "according":
            for part in child.subtree:
                if part.dep_ == "pobj":
                    return part
    return None
