"""When the claim's clause and the source's are one statement: every part has its counterpart in the same place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.match.alignment import Alignment, names_of, relate, relate_names
from claimcheck.match.figures import SETTLED
from claimcheck.match.guards import tells_the_same
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.qualifiers import ORDINALS
from claimcheck.match.ranking import stem
from claimcheck.match.slots import Counterpart
from claimcheck.match.voices import MATCHED, Relation
from claimcheck.match.words import find_counterparts

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_aligned(both: Pair) -> bool:
    """Every part of the claim has its counterpart, in the same place."""
    found = both.alignment
    if found is None or found.predicate not in MATCHED or found.misplaced:
        return False
    if not tells_the_same(both) or found.mine.negated != found.theirs.negated:
        return False
    if _leaves_out(both, found):
        return False
    if found.coverage < 0.99 and not all(_is_time_beside(token, both) for token in found.missing):
        return False
    if not _has_figures_inside(both, found):
        return False
    fitting = MATCHED | {Relation.UNKNOWN, Relation.ABSENT}
    if found.agent is Relation.UNKNOWN and _is_within(found):
        return False
    return found.agent in fitting and found.patient in fitting


def is_called_so(both: Pair) -> bool:
    """The claim is what something is called, and the source gives the same name, in letters or spelt out, to a thing of that
    kind: the claim's other names stand over the passage, and no word of it is one that has an opposite."""
    found = both.alignment
    if found is None or found.misplaced or both.slots or not found.mine.lemma == found.theirs.lemma == "be":
        return False
    if found.mine.negated or found.theirs.negated or found.mine.standing is not found.theirs.standing:
        return False
    names = {name for token in found.mine.patients for name in names_of(token, both.mine)}
    told = (*found.theirs.agents, *found.theirs.patients)
    given = {name for token in told for name in names_of(token, both.theirs)}
    same = {one for one in names for other in given if relate_names(one, other) is Relation.SAME}
    spelt = {stem(word) for name in same | given for word in name.lower().split()}
    kinds = [token for token in found.mine.agents if token.pos_ == "NOUN"]
    others = [token for token in found.theirs.agents + found.theirs.patients if token.pos_ == "NOUN"]
    fits = any(
        stem(a.lower_) in spelt or relate(a, both.mine, b, both.theirs) in MATCHED
        for a in kinds
        for b in others
    )
    return bool(same) and fits and all(_goes_without_saying(token, both) for token in found.missing)


def _goes_without_saying(token: Token, both: Pair) -> bool:
    """A name or noun that stands over the passage, or an adjective that tells of no rank, order or side."""
    if token.pos_ == "ADJ":
        return token.tag_ == "JJ" and token.lower_ not in {*lexicon().contrasts, *ORDINALS}
    around = {stem(word) for word in re.findall(r"\w+", both.theirs.near.lower())}
    return token.pos_ in {"NOUN", "PROPN"} and stem(token.lower_) in around


def _has_figures_inside(both: Pair, found: Alignment) -> bool:
    """The claim's figures stand in the very statement: 'killed 31 people and drove out 120,000' doesn't say that 120,000 died."""
    for slot in both.slots:
        part = slot.best(agreeing=True)
        if slot.aspect in {"date", "rank"} or part is None:
            continue
        if says_else(both, part):
            return False
        if part.binding >= SETTLED:
            continue
        token = both.theirs.token_at(part.span)
        if token is None or token.i not in found.statement.tokens:
            return False
    return True


def says_else(both: Pair, part: Counterpart) -> bool:
    """'of the 1,800 who took part, 1,010 were women' doesn't say that 1,010 took part."""
    frame = both.theirs.frame_of(part.span)
    if frame is None or frame.lemma != "be" or both.passage.cells:
        return False
    said = {stem(token.lower_) for token in both.mine.words}
    told = [token for token in frame.patients if token.pos_ == "NOUN" and token.i not in both.theirs.valued]
    return any(stem(token.lower_) not in said for token in told)


def are_of_another(both: Pair) -> bool:
    """A figure stands in a clause about something else than the claim's, or one that says something else of it."""
    return are_said_otherwise(both) or any(
        part.subject is Relation.OTHER and part.cover < 1.0 for part in _agreeing(both)
    )


def are_said_otherwise(both: Pair) -> bool:
    """A clause of its own says something else of a figure."""
    return any(says_else(both, part) for part in _agreeing(both))


def _agreeing(both: Pair) -> list[Counterpart]:
    parts = [slot.best(agreeing=True) for slot in both.slots if slot.aspect not in {"date", "rank"}]
    return [part for part in parts if part is not None]


def _leaves_out(both: Pair, found: Alignment) -> bool:
    """A noun of the claim outside the clause that was aligned ('because of a strike') isn't in the passage. Who says it is
    compared elsewhere."""
    saying = [frame for frame in both.mine.frames if frame.lemma in lexicon().saying | lexicon().planning]
    beside = {part.i for frame in saying for token in (frame.head, *frame.agents) for part in token.subtree}
    inside = {part.i for part in found.mine.head.subtree}
    everywhere = frozenset(range(len(both.theirs.doc)))
    return any(
        token.pos_ in {"NOUN", "PROPN"}
        and token.i not in beside | inside | both.mine.valued
        and not find_counterparts(token, both.mine, both.theirs, everywhere)
        for token in both.mine.doc
    )


def _is_within(found: Alignment) -> bool:
    """The claim's subject only stands within the source's: 'the lake' in 'the park around the lake'."""
    plain = lexicon().generic
    theirs = [
        token for token in found.theirs.agents if token.pos_ == "NOUN" and token.lemma_.lower() not in plain
    ]
    mine = [token for token in found.mine.agents if token.pos_ == "NOUN"]
    return bool(theirs) and len(theirs) == len(found.theirs.agents) and bool(mine)


def _is_time_beside(token: Token, both: Pair) -> bool:
    """'rose in the fourth quarter' where the quarter stands in the clause before: 'fell ... in the fourth quarter while
    revenue climbed'."""
    noun = token if token.lemma_.lower() in lexicon().times else token.head
    words = {other.lower_ for other in both.theirs.doc}
    which = [child.lower_ for child in noun.children if child.pos_ in {"ADJ", "NUM"}]
    return noun.lemma_.lower() in lexicon().times and {token.lower_, *which} <= words
