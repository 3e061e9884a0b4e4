"""All that a verdict is decided on, worked out once so that the rules can be read as one table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claimcheck.judge.origins import Witness, find_witnesses
from claimcheck.model.claim import Claim, Kind, Modality
from claimcheck.model.evidence import OFF_TOPIC, Evidence, Stance
from claimcheck.model.run import ReferenceState, Source

READ_STATES = frozenset({ReferenceState.READ, ReferenceState.ARCHIVED, ReferenceState.DIGEST})
_STATES = frozenset({Kind.ROLE, Kind.CAPABILITY, Kind.RELATION})  # kinds that can change and be true again


@dataclass(frozen=True, slots=True)
class Case:
    """``witnesses`` are the independent origins of the evidence that decides; ``bearing`` the passages that bear on the
    claim without deciding it; ``set_aside`` evidence that could not have known (dated before the event or after
    the day of judgement)."""

    claim: Claim
    sources: tuple[Source, ...]
    witnesses: tuple[Witness, ...]
    bearing: tuple[Evidence, ...]
    set_aside: tuple[Evidence, ...]
    searched: int  # passages that were weighed

    def strength(self, stance: Stance) -> float:
        """The best score of any witness on one side."""
        return max((witness.strength(stance) for witness in self.witnesses), default=0.0)

    @property
    def supports(self) -> float:
        return self.strength(Stance.SUPPORTS)

    @property
    def refutes(self) -> float:
        return self.strength(Stance.REFUTES)

    def origins(self, stance: Stance, least: float) -> tuple[Witness, ...]:
        """The witnesses whose word on one side has at least the given score."""
        return tuple(witness for witness in self.witnesses if witness.strength(stance) >= least)

    @property
    def read(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.state in READ_STATES)

    @property
    def unread(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.state not in READ_STATES)

    @property
    def is_state(self) -> bool:
        """The claim tells how things stand, not what happened: a newer source overtakes an older one."""
        return self.claim.kind in _STATES and not self.claim.dates


def open_case(
    claim: Claim, evidence: Sequence[Evidence], sources: Sequence[Source], as_of: date | None = None
) -> Case:
    """Sort the evidence on a claim. ``as_of`` is the day of judgement; ``None`` is the day of the newest source."""
    today = as_of or _newest(evidence, sources)
    aside = tuple(item for item in evidence if not _could_know(claim, item, as_of=as_of, today=today))
    kept = [item for item in evidence if item not in aside]
    return Case(
        claim=claim,
        sources=tuple(sources),
        witnesses=find_witnesses(claim, kept),
        bearing=tuple(item for item in kept if item.stance is Stance.NEUTRAL and item.rule != OFF_TOPIC),
        set_aside=tuple(item for item in aside if item.stance is not Stance.NEUTRAL),
        searched=len(evidence),
    )


def _newest(evidence: Sequence[Evidence], sources: Sequence[Source]) -> date | None:
    known = [item.passage.published for item in evidence if item.passage.published]
    known += [source.reference.published for source in sources if source.reference.published]
    return max(known, default=None)


def _could_know(claim: Claim, item: Evidence, *, as_of: date | None, today: date | None) -> bool:
    """A page can't report an event of a day after its own. Dates still to come (a loan that runs until 2049) are
    no such event, nor is the date of a plan."""
    published = item.passage.published
    if published is None:
        return True
    if as_of is not None and published > as_of:
        return False
    if claim.modality is Modality.PLANNED or today is None:
        return True
    happened = [d.start for d in claim.dates if d.end <= today and d.relation in _HAPPENED]
    return not any(day > published for day in happened)


_HAPPENED = frozenset({"", "on", "in", "after", "from_to", "since"})
