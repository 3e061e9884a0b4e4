"""Whose figure it is: 'the organisers spoke of 6,000 people, the police counted 2,000'.

The same figure given by the same one supports, in whatever words it is led in; a figure that the source gives as another's,
where it has a different one by the claim's own source, contradicts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.match.alignment import relate
from claimcheck.match.aspects import Aspect, agrees, contradicts
from claimcheck.match.coverage import has_words
from claimcheck.match.lexicon import lexicon
from claimcheck.match.pair import Pair
from claimcheck.match.reading import Reading, once
from claimcheck.match.voices import Relation
from claimcheck.model.claim import Quantity
from claimcheck.model.evidence import Comparison
from claimcheck.model.selector import Span
from claimcheck.values.agreement import Agreement
from claimcheck.values.compare import compare_quantities

if TYPE_CHECKING:
    from spacy.tokens import Token

SAID = 0.8  # weight of a figure by the same one
SAID_BY_ANOTHER = 0.85
_COUNTING = frozenset(["put", "count", "reckon", "calculate", "record", "register", "measure"])
_CLAUSES_UP = 3  # clauses between a figure and whoever gives it


def compare_accounts(pair: Pair) -> list[Aspect]:
    """One finding for each figure of the claim that is somebody's."""
    found = (_compare_account(pair, figure) for figure in pair.mine.quantities)
    return [aspect for aspect in found if aspect is not None]


def _compare_account(pair: Pair, figure: Quantity) -> Aspect | None:
    giver = find_giver(pair.mine, figure.span)
    if giver is None:
        return None
    own, others = [], []
    for other in pair.theirs.quantities:
        told = find_giver(pair.theirs, other.span)
        finding = compare_quantities(figure, other)
        if told is None or finding.agreement is Agreement.INCOMPARABLE:
            continue
        relation = relate(giver, pair.mine, told, pair.theirs)
        if relation is Relation.SAME:
            own.append((finding.agrees, other))
        elif relation is Relation.OTHER:
            others.append((finding.agrees, other))
    same = next((other for fits, other in own if fits), None)
    if (
        same is not None
        and _tells_of_it(pair, giver)
        and _is_best(pair, figure, same, [other for _, other in own])
    ):
        row = Comparison("who says", figure.text, same.text, True)
        return agrees("account-agrees", SAID, f"“{giver.text}” gives that figure in the source too", row)
    if own and same is None and any(fits for fits, _ in others):
        row = Comparison("who says", figure.text, own[0][1].text, False)
        note = f"the source has “{figure.text}” from another, “{own[0][1].text}” from “{giver.text}”"
        return contradicts("other-account", SAID_BY_ANOTHER, note, row)
    return None


def _tells_of_it(pair: Pair, giver: Token) -> bool:
    """What the figure is of is in the passage: 'reported a headache' bears out no fever."""
    told = {part.i for part in giver.subtree} | {token.i for token in pair.mine.doc if token.pos_ != "NOUN"}
    plain = {token.i for token in pair.mine.doc if token.lemma_.lower() in _PLAIN}
    return has_words(pair, but=told | plain)


_PLAIN = frozenset(["people", "person", "number", "figure", "part", "total", "count"])


def _is_best(pair: Pair, figure: Quantity, same: Quantity, own: list[Quantity]) -> bool:
    """No other figure by the same one is better bound: 'recorded 297 species, among them 14 new ones'."""
    slot = next(slot for slot in pair.slots if slot.span == figure.span)
    spans = {other.span for other in own}
    best = next((part for part in slot.counterparts if part.span in spans), None)
    return best is not None and best.span == same.span


@once
def find_giver(reading: Reading, span: Span) -> Token | None:
    """The head of the phrase that names who gives the figure at a stretch; ``None`` for the text's own figures."""
    frame = reading.frame_of(span)
    for _ in range(_CLAUSES_UP):
        if frame is None:
            return None
        if frame.speaker is not None:
            return frame.speaker
        if frame.lemma.split()[0] in lexicon().saying | _COUNTING and frame.agents:
            return frame.agents[0]
        if frame.head.dep_ not in {"ccomp", "xcomp", "pcomp", "acl", "relcl"}:
            return None
        above = frame.head.head
        frame = next((other for other in reading.frames if other.head == above), None)
    return None
