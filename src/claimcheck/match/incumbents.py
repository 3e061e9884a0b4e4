"""Claims that someone holds an office: the offices decide, and what the claim says besides has to be there, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Aspect, Bearing, Decision
from claimcheck.match.lexicon import lexicon
from claimcheck.match.offices import is_office
from claimcheck.match.pair import Pair
from claimcheck.match.ranking import stem
from claimcheck.match.tenures import claims_role
from claimcheck.match.voices import MATCHED
from claimcheck.match.words import find_counterparts, telling_words
from claimcheck.model.evidence import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token


def decide_role(both: Pair, aspects: Sequence[Aspect]) -> Decision | None:
    """A claim of an office is decided by the offices alone, when the names are there and it isn't of a succession; ``None``
    for any other claim."""
    role = next((a for a in aspects if a.rule in ROLE_RULES), None) if claims_role(both) else None
    if role is None or any(a.rule in _ORDERED for a in aspects):
        return None
    found = both.alignment
    succession = found is not None and "succeed" in lexicon().core.get(found.mine.lemma, ())
    if succession and found is not None and found.predicate not in MATCHED and role.bearing is Bearing.AGREES:
        return Decision(Stance.NEUTRAL, role.weight / 2, "other-happening", "the source names no predecessor")
    missing = next((a for a in aspects if a.rule == "name-missing" and a.weight > role.weight), None)
    if missing is None and role.bearing is Bearing.AGREES:
        missing = next((a for a in aspects if a.rule in _UNTOLD), None)
    if missing is not None or role.bearing is Bearing.BARS:
        bar = missing or role
        return Decision(Stance.NEUTRAL, role.weight / 2, bar.rule, bar.note)
    besides = _find_besides(both, role.rule) if role.bearing is Bearing.AGREES else None
    if besides is not None:
        note = f"the claim says more than who holds the office, and the passage nothing of “{besides.text}”"
        return Decision(Stance.NEUTRAL, role.weight / 2, "more-claimed", note)
    stance = Stance.SUPPORTS if role.bearing is Bearing.AGREES else Stance.REFUTES
    return Decision(stance, role.weight, role.rule, role.note)


def _find_besides(both: Pair, rule: str) -> Token | None:
    """A word of the claim for something else than the office: 'the youngest judge', 'left to join a brewer', 'wants to be
    king'. The names, and the verbs for holding, taking and leaving an office, have been compared; which office a term is
    of, all of the page may tell."""
    everywhere = frozenset(range(len(both.theirs.doc)))
    around = f"{both.theirs.near} {both.page}" if rule == "same-term" else both.theirs.near
    near = {stem(word) for word in re.findall(r"\w+", around.lower())}
    for word in telling_words(both.mine, both.mine.doc[:].root):
        apart = word.pos_ in {"NOUN", "ADJ"} or word.lemma_ in _WISHING or word.dep_ == "relcl"
        if not apart or is_office(word) or word.lemma_.lower() in _EMPTY or _is_of_name(word):
            continue
        if stem(word.lower_) in near:
            continue
        if not find_counterparts(word, both.mine, both.theirs, everywhere):
            return word
    return None


def _is_of_name(word: Token) -> bool:
    """'training' of 'the training company Polder': what a name that is compared stands for."""
    while word.dep_ in {"compound", "nmod", "amod"} and word.pos_ != "PROPN":
        word = word.head
    return word.pos_ == "PROPN"


_WISHING = frozenset(["want", "wish", "hope", "refuse"])
_EMPTY = frozenset(
    [
        "new", "previous", "current", "former", "next", "affiliation", "employer", "company", "role", "position",
        "post", "office", "job", "title", "year", "department", "ministry", "division", "unit", "team",
    ]
)  # fmt: skip

_ORDERED = frozenset({"places-swapped", "other-word", "rank-differs"})
"""'A succeeds B' and 'B succeeds A' name the same office; the oldest mayor isn't the youngest."""
_UNTOLD = frozenset([
    "asked", "not-still", "end-missing", "other-turn", "not-the-first", "value-missing", "value-elsewhere", "date-differs",
    "other-speaker", "speaker-missing",
])  # fmt: skip

ROLE_RULES = frozenset(
    [
        "same-role", "same-affiliation", "other-rank", "other-office", "other-place", "other-person", "former-not-current",
        "current-not-former", "plan-not-fact", "held-once", "name-near-miss",
        "same-term", "other-term", "other-holder",
    ]
)  # fmt: skip
