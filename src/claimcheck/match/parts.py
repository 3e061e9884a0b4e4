"""Who and what: the parts of the claim's clause that the source gives to another, or says of something else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment, relate_all, things
from claimcheck.match.aspects import Aspect, bars, contradicts
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.voices import MATCHED, Relation, relate_predicates
from claimcheck.model.evidence import Comparison

if TYPE_CHECKING:
    from spacy.tokens import Token


def compare_parts(pair: Pair) -> list[Aspect]:
    """Findings on agents, objects and words that belong elsewhere."""
    found = pair.alignment
    if found is None:
        return []
    return [
        *_compare_numbers(pair, found),
        *_compare_agents(pair, found),
        *_compare_objects(pair, found),
        *_compare_places(found),
        *_compare_predicates(pair, found),
    ]


def _compare_agents(pair: Pair, found: Alignment) -> list[Aspect]:
    """The same done by another: what one alone can have done once contradicts, all else is about someone else."""
    if _happened_to_another(pair, found):
        row = Comparison("who", _phrase(found.mine.patients), _phrase(found.theirs.patients), False)
        return [
            bars("other-subject", 0.9, f"the source says it of “{row.evidence}”, not of “{row.claim}”", row)
        ]
    if found.agent is not Relation.OTHER or found.swapped or _says_itself(pair, found):
        return []
    row = Comparison("who", _phrase(found.mine.agents), _phrase(found.theirs.agents), False)
    note = f"the source says it of “{row.evidence}”, not of “{row.claim}”"
    single = (
        found.predicate in MATCHED
        and found.patient in MATCHED
        and _once(found.mine.lemma)
        and not found.theirs.negated
    )
    named = {token.lower_ for token in found.mine.agents} & {
        word.lower() for word in found.statement.text.replace(".", " ").split()
    }
    if (
        single
        and not named
        and not found.misplaced
        and _covers_rest(found)
        and _is_definite(found.theirs.patients)
    ):
        return [contradicts("other-agent", 0.75, note, row)]
    return [bars("other-subject", 0.9, note, row)]


def _happened_to_another(pair: Pair, found: Alignment) -> bool:
    """'Ann Lee was sent off' where it was Bo Lind: nobody is named who did it."""
    if found.mine.agents or found.predicate not in MATCHED or found.mine.negated != found.theirs.negated:
        return False
    mine, theirs = things(found.mine.patients, pair.mine), things(found.theirs.arguments, pair.theirs)
    if {token.lower_ for token in mine if token.pos_ != "PROPN"} & {
        pair.theirs.doc[i].lower_ for i in found.statement.tokens
    }:
        return False
    return relate_all(mine, pair.mine, theirs, pair.theirs) is Relation.OTHER


def _says_itself(pair: Pair, found: Alignment) -> bool:
    """'The office says ...' on the office's own page."""
    return found.mine.lemma in lexicon().saying and is_publisher(pair, found.mine.agents)


def is_publisher(pair: Pair, speakers: Sequence[Token]) -> bool:
    """Whether one of the phrases names whoever publishes the page: 'the Audit Office' and 'Office for Audit of Vale'."""
    published = set(pair.passage.publisher.lower().split())
    for token in speakers:
        phrase = [token, *(child for child in token.children if child.dep_ in {"compound", "amod", "nmod"})]
        words = {part.lower_ for part in phrase if part.pos_ in {"PROPN", "NOUN", "ADJ"}}
        if words and words <= published and (len(words) > 1 or token.pos_ == "PROPN"):
            return True
    return False


def _compare_numbers(pair: Pair, found: Alignment) -> list[Aspect]:
    """'a single dose' where the source says it of two."""
    if found.agent not in MATCHED and found.patient not in MATCHED:
        return []
    mine = [
        token
        for token in found.mine.arguments
        if any(child.lower_ in _SINGLE | _EACH for child in token.children)
    ]
    for token in mine:
        for other in found.theirs.arguments:
            numbers = [
                child
                for child in other.children
                if (child.dep_ == "nummod" or child.lower_ in _LOTS) and child.lower_ not in _SINGLE
            ]
            if stem(other.lower_) == stem(token.lower_) and numbers:
                row = Comparison("count", f"single {token.text}", f"{numbers[0].text} {other.text}", False)
                return [
                    bars(
                        "other-count",
                        0.9,
                        f"the source says it of “{row.evidence}”, not of a “{row.claim}”",
                        row,
                    )
                ]
    return []


_LOTS = frozenset(["dozen", "pair", "couple", "score", "hundred", "thousand"])
_EACH = frozenset(["a", "an", "each", "every"])
_SINGLE = frozenset(["single", "one", "sole", "only"])


def _other_name(pair: Pair, found: Alignment) -> str:
    """The name that the source has in the place where the claim has one that isn't in the statement; '' for none."""
    missing = {token.i for token in found.missing if token.pos_ == "PROPN"}
    mine = {link.role: link.part for link in pair.mine.links if link.part in missing}
    inside = [link for link in pair.theirs.links if link.part in found.statement.tokens and link.role in mine]
    told = {name.first: name.text for name in pair.theirs.names}
    ends = {name.last: name.text for name in pair.theirs.names}
    return next(
        (told.get(link.part) or ends[link.part] for link in inside if link.part in told or link.part in ends),
        "",
    )


def _compare_objects(pair: Pair, found: Alignment) -> list[Aspect]:
    if found.agent in MATCHED and (other := _other_name(pair, found)):
        return [bars("other-object", 0.85, f"the source has “{other}” there")]
    if found.patient is not Relation.OTHER or found.agent not in MATCHED or found.predicate not in MATCHED:
        return []
    if not {token.i for token in found.missing} & {
        part.i for token in found.mine.patients for part in token.subtree
    }:
        return []
    row = Comparison("what", _phrase(found.mine.patients), _phrase(found.theirs.patients), False)
    return [bars("other-object", 0.8, f"the source says it of “{row.evidence}”, not of “{row.claim}”", row)]


def _compare_places(found: Alignment) -> list[Aspect]:
    if not found.misplaced:
        return []
    words = ", ".join(f"“{token.text}”" for token in found.misplaced)
    return [bars("misplaced", 0.7, f"in the source {words} belongs to something else")]


def _compare_predicates(pair: Pair, found: Alignment) -> list[Aspect]:
    """What the claim says to have happened isn't in the passage in any word for it."""
    head = found.mine.head
    lemma = head.lemma_.lower()
    told = any(relate_predicates(found.mine, frame) in MATCHED for frame in pair.theirs.frames)
    if not told and lexicon().is_apart(lemma, found.theirs.head.lemma_.lower()):
        return [
            bars(
                "falls-short", 0.95, f"the source has “{found.theirs.head.text}”, which is not “{head.text}”"
            )
        ]
    against = any(child.lower_ == "against" for child in (*head.children, *found.theirs.head.children))
    if (
        not against
        and found.predicate is Relation.OTHER
        and lexicon().may_oppose(lemma, found.theirs.head.lemma_.lower())
    ):
        return [
            bars("opposite-sense", 0.9, f"the source has “{found.theirs.head.text}”, the claim “{head.text}”")
        ]
    if found.predicate is not Relation.OTHER or lemma in lexicon().light:
        return []
    if lemma in lexicon().saying and any(child.dep_ == "ccomp" for child in head.children):
        return []
    if lemma not in lexicon().core or head not in found.missing:
        return []
    return [bars("other-happening", 0.7, f"the source says nothing of “{head.text}”")]


def _covers_rest(found: Alignment) -> bool:
    """Everything but who did it is in the source."""
    agents = {part.i for agent in found.mine.agents for part in agent.subtree}
    missing = [token for token in found.missing if token.i not in agents]
    return len(missing) <= 1 and not any(token.pos_ == "PROPN" for token in missing)


def _once(lemma: str) -> bool:
    return lemma in lexicon().once or lemma.split()[0] in lexicon().single


def _is_definite(tokens: tuple[Token, ...]) -> bool:
    """'the permit', 'its permit', a name: one thing, so that not everyone can have done it."""
    return any(
        token.pos_ == "PROPN"
        or any(child.lower_ == "the" or child.dep_ == "poss" for child in token.children)
        for token in tokens
    )


def _phrase(tokens: tuple[Token, ...]) -> str:
    if not tokens:
        return ""
    whole = list(tokens[0].subtree)
    beside = {part.i for clause in whole if clause.dep_ == "relcl" for part in clause.subtree}
    return "".join(part.text_with_ws for part in whole if part.i not in beside).strip(" ,")[:80]
