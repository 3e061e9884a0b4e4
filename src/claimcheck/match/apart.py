"""What sets a figure of the source apart from the claim's, though the words around it are alike.

Another one of its kind ('the sister plant employs'), another circumstance ('in dry summers it holds'), another purpose ('$9
million on schools', not roads): such a figure contradicts nothing. Erring on this side costs a refutation; erring on the
other makes a false one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.rates import TOGETHER
from claimcheck.match.slots import Counterpart, frame_at
from claimcheck.match.words import find_counterparts, statement_at

if TYPE_CHECKING:
    from spacy.tokens import Token

_CIRCUMSTANCE = re.compile(
    r"\b(?:ago|previously|formerly|originally|initially|at first|once|used to|if|unless|when(?:ever)?|sometimes|at times|"
    r"(?:the|a) (?:year|month|week|day|season|decade) (?:before|earlier)|last (?:year|month|week|season|time)|"
    r"back then|at th(?:e|at) time|in those days|this season|all[- ]time|in (?:his|her|its|their) career|"
    r"(?:in|during) (?:dry|wet|good|bad|cold|hot|poor|rich|peak|leap|earlier|past|some|other) \w+|at (?:best|worst))\b",
    re.IGNORECASE,
)
AGO = re.compile(
    r"(?<!\bthan )(?<!\bas )(?<!\bfrom )(?<!\bagainst )(?<!\bsince )(?<!\bon )\b"
    r"(?:(?:a|one|two|three|ten|\d+) \w+ (?:ago|earlier|before)|last (?:year|month|week))\b",
    re.IGNORECASE,
)  # but 'twice as much as a year ago' is of now
_KIND = frozenset(
    [
        "sister", "twin", "rival", "other", "another", "second", "third", "fourth", "old", "older", "new", "newer", "former",
        "future", "planned", "proposed", "neighbouring", "neighboring", "smaller", "larger", "bigger", "previous", "next",
        "earlier", "later", "similar", "comparable", "temporary", "original", "first",
    ]
)  # fmt: skip
_ROLES = frozenset(["in", "to", "from", "about", "for", "with", "against", "through"])
_VAGUE = frozenset(["project", "programme", "program", "scheme", "site", "work", "place", "area"])


def is_set_apart(pair: Pair, part: Counterpart) -> bool:
    """Whether the value is of another kind, circumstance or purpose than the claim's, as far as the wording tells."""
    there = statement_at(pair.theirs, part.span)
    text = " ".join(token.text for token in pair.theirs.doc if token.i in there)
    if bool(_CIRCUMSTANCE.search(text)) != bool(_CIRCUMSTANCE.search(pair.mine.text)):
        return True
    if AGO.search(pair.mine.text) and not AGO.search(text):
        return True
    if TOGETHER.search(pair.mine.text) and not TOGETHER.search(pair.theirs.text):
        return True  # one's own figure is no other one for the two of them
    if pair.passage.cells and _is_row_of_another(pair):
        return True
    frame = frame_at(pair.theirs, part.span)
    passive = frame is not None and any(token.head.dep_ == "agent" for token in frame.agents)
    subjects = () if frame is None else frame.patients[:1] if passive else frame.agents or frame.patients[:1]
    return any(_is_another(token, pair) for token in subjects) or _has_other_purpose(pair, there)


def _is_row_of_another(pair: Pair) -> bool:
    """The row's first cell names something that neither the claim nor the page's headings name."""
    label = set(re.findall(r"\w+", pair.passage.cells[0][1].lower()))
    said = {word.lower() for word in re.findall(r"\w+", f"{pair.mine.text} {pair.theirs.near}")}
    names = {token.lower_ for token in pair.theirs.doc if token.pos_ == "PROPN"} & label
    return bool(names) and not names & said


def _is_another(subject: Token, pair: Pair) -> bool:
    """'the second plant', 'the plant in Orrell', where neither the claim nor the page's headings say so."""
    said = {word.lower() for word in re.findall(r"\w+", f"{pair.mine.text} {pair.theirs.near}")}
    for child in subject.children:
        if child.lower_ in _KIND and child.lower_ not in said:
            return True
        if child.dep_ == "prep" and child.lower_ in {"in", "at", "near", "of"}:
            places = [token for token in child.children if token.pos_ == "PROPN"]
            if places and all(token.lower_ not in said for token in places):
                return True
    return False


def _has_other_purpose(pair: Pair, there: frozenset[int]) -> bool:
    """The claim's noun in a place of the sentence where the source has another: 'on roads' and 'on schools'."""
    everywhere = frozenset(range(len(pair.theirs.doc)))
    for link in pair.mine.links:
        mine = pair.mine.doc[link.part]
        if link.role not in _ROLES or not _is_thing(mine, pair.mine.valued):
            continue
        if (
            find_counterparts(mine, pair.mine, pair.theirs, everywhere)
            or mine.lower_ in pair.theirs.near.lower()
        ):
            continue
        others = [
            pair.theirs.doc[o.part] for o in pair.theirs.links if o.role == link.role and o.part in there
        ]
        if any(
            _is_thing(other, pair.theirs.valued) and other.lower_ not in pair.mine.text.lower()
            for other in others
        ):
            return True
    return False


def _is_thing(token: Token, valued: frozenset[int]) -> bool:
    return (
        token.pos_ == "NOUN"
        and token.i not in valued
        and token.lemma_.lower() not in lexicon().times | _VAGUE
    )
