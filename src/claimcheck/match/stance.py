"""From a claim and a passage to a stance: typed comparison first, the verifier where it leaves the question open.

rule               stance    holds when
off-topic          neutral   the passage shares no telling word with the claim
<typed>            refutes   a typed comparison, bound to the same thing, contradicts (value-differs, role-differs, ...)
<typed>            neutral   something claimed is missing in the passage (value-missing, name-missing, ...)
values-agree       supports  every figure and date agrees, and with them written alike the passage says the claim
entailed           supports  nothing to compare; the verifier is sure that the passage says the claim
contradicted       refutes   nothing to compare; the verifier is sure of the opposite, and it is about the same matter
open               neutral   none of these
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.match.aspects import Aspect, Bearing, agrees, bars, contradicts
from claimcheck.match.reading import Reader, Reading
from claimcheck.match.slots import Counterpart, Slot, find_fits, find_slots, write_fit
from claimcheck.match.verifier import Scores, Verifier
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import OFF_TOPIC, Comparison, Evidence, Passage, Stance

if TYPE_CHECKING:
    from spacy.language import Language

TOPICAL = 0.2  # least share of the claim's telling words that a passage and its surroundings have
BOUND = 0.5  # verifier's support for the claim with an agreeing value in it, from which the value counts
MISBOUND = 0.75  # ... and with a differing value in it, from which the difference counts
ENTAILED = 0.75
CONTRADICTED = 0.9


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim and a passage, with what the verifier is to be asked: ``texts`` are claims to score against ``premise``."""

    claim: Claim
    passage: Passage
    mine: Reading
    theirs: Reading
    premise: str
    slots: tuple[Slot, ...]
    fits: tuple[tuple[Counterpart | None, ...], ...]
    texts: tuple[str, ...]
    aspects: tuple[Aspect, ...]


def weigh_passages(
    claim: Claim, passages: Sequence[Passage], verifier: Verifier, nlp: Language
) -> tuple[Evidence, ...]:
    """What each passage says of the claim: decisive evidence first, then the nearest misses."""
    return weigh_claims([(claim, passages)], verifier, nlp)[0]


def weigh_claims(
    items: Sequence[tuple[Claim, Sequence[Passage]]], verifier: Verifier, nlp: Language
) -> list[tuple[Evidence, ...]]:
    """As ``weigh_passages``, for many claims at once: texts are parsed together and the verifier is asked once."""
    reader = Reader(nlp)
    reader.parse(
        [text for claim, passages in items for text in (claim.text, *(part.text for part in passages))]
    )
    drafts = [[_draft(reader, claim, passage) for passage in passages] for claim, passages in items]
    asked = [(draft.premise, text) for row in drafts for draft in row for text in draft.texts]
    scores = iter(verifier.score(asked))
    settled = [[_settle(draft, [next(scores) for _ in draft.texts]) for draft in row] for row in drafts]
    return [tuple(sorted(row, key=_weight)) for row in settled]


def _weight(item: Evidence) -> tuple[int, float]:
    order = (item.stance is Stance.NEUTRAL) + (item.rule == OFF_TOPIC)
    return order, -item.score


def _draft(reader: Reader, claim: Claim, passage: Passage) -> Draft:
    mine, theirs = reader.read_claim(claim), reader.read_passage(passage)
    premise = write_premise(passage)
    if _topicality(mine, theirs) < TOPICAL:
        return Draft(claim, passage, mine, theirs, premise, (), (), (), ())
    slots = find_slots(mine, theirs)
    fits = find_fits(claim.text, slots)
    texts = tuple(write_fit(claim.text, slots, parts) for parts in fits) or (claim.text,)
    return Draft(claim, passage, mine, theirs, premise, slots, fits, texts, ())


def write_premise(passage: Passage) -> str:
    """The passage as the verifier reads it: with its headings, and with its neighbour where it leans on it."""
    text = passage.text
    if passage.cells:
        text = "; ".join(f"{header}: {cell}" if header else cell for header, cell in passage.cells)
    return f"{passage.before} {text}".strip()


def _topicality(mine: Reading, theirs: Reading) -> float:
    if not mine.stems:
        return 1.0
    near = theirs.near.lower()
    shared = sum(stem in theirs.stems or stem in near for stem in mine.stems)
    return shared / len(mine.stems)


def _settle(draft: Draft, scores: Sequence[Scores]) -> Evidence:
    if not draft.texts:
        return Evidence(draft.passage, Stance.NEUTRAL, 0.0, OFF_TOPIC)
    aspects = (*draft.aspects, *_weigh_slots(draft, scores))
    rows = tuple(aspect.row for aspect in aspects if aspect.row)
    against = max(
        (a for a in aspects if a.bearing is Bearing.CONTRADICTS), key=lambda a: a.weight, default=None
    )
    if against is not None:
        return Evidence(draft.passage, Stance.REFUTES, against.weight, against.rule, rows, against.note)
    best = max(scores, key=lambda score: score.supports)
    barred = next((a for a in aspects if a.bearing is Bearing.BARS), None)
    if barred is not None:
        return Evidence(draft.passage, Stance.NEUTRAL, best.supports / 2, barred.rule, rows, barred.note)
    if draft.slots and best.supports >= BOUND:
        return Evidence(draft.passage, Stance.SUPPORTS, 0.5 + best.supports / 2, "values-agree", rows)
    if best.supports >= ENTAILED:
        return Evidence(draft.passage, Stance.SUPPORTS, best.supports, "entailed", rows)
    if not draft.slots and best.refutes >= CONTRADICTED:
        return Evidence(draft.passage, Stance.REFUTES, best.refutes, "contradicted", rows)
    return Evidence(draft.passage, Stance.NEUTRAL, max(best.supports, best.refutes) / 2, "open", rows)


def _weigh_slots(draft: Draft, scores: Sequence[Scores]) -> list[Aspect]:
    """Which of the claim's values the passage agrees with, contradicts, or has nothing on."""
    return [_weigh_slot(draft, place, slot, scores) for place, slot in enumerate(draft.slots)]


def _weigh_slot(draft: Draft, place: int, slot: Slot, scores: Sequence[Scores]) -> Aspect:
    tried = [(parts[place], score) for parts, score in zip(draft.fits, scores, strict=False)]
    same, same_score = _best([(part, score) for part, score in tried if part is not None and part.agrees])
    other, other_score = _best(
        [(part, score) for part, score in tried if part is not None and not part.agrees]
    )
    if same is not None and same_score >= BOUND and same_score >= other_score - 0.3:
        row = Comparison(slot.aspect, slot.text, same.text, True)
        return agrees("value-agrees", same_score, f"“{same.text}” agrees with “{slot.text}”", row)
    if other is not None and other_score >= MISBOUND:
        row = Comparison(slot.aspect, slot.text, other.text, False)
        return contradicts(
            "value-differs",
            other_score,
            f"the source says the same of “{other.text}”, not of “{slot.text}”",
            row,
        )
    return bars("value-missing", 1.0, f"“{slot.text}” is not what the passage gives for this")


def _best(tried: Sequence[tuple[Counterpart, Scores]]) -> tuple[Counterpart | None, float]:
    part, score = max(tried, key=lambda pair: pair[1].supports, default=(None, None))
    return part, score.supports if score else 0.0
