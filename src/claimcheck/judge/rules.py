"""From evidence to a verdict: one ordered table of named rules; the first whose test holds gives the label.

    rule                label        holds when
    nothing-read        Not Enough   no source was read and nothing was weighed; the shortfall tells why
    conflict            Conflicting  independent origins stand firmly on both sides
    overtaken           the newest   a state is claimed, and the sources that differ are of different times
    supported           Supported    firm support, and nothing near as firm against it
    refuted             Refuted      firm refutation, and nothing near as firm for it
    split               Conflicting  one origin says both, each firmly
    could-not-know      Not Enough   all that speaks to it was published before the event, or after the day of judgement
    unsettled           Not Enough   something bears on the claim, but too weakly or from both sides
    silent              Not Enough   the sources were read, and nothing bears on the claim

A source that could not be read appears in no rule but the first: it never counts against a claim.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from claimcheck.judge.case import Case, open_case
from claimcheck.judge.justification import describe_verdict
from claimcheck.judge.origins import Witness
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Evidence, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.verdict import Label, Shortfall, Verdict

FIRM = 0.70  # a score from which evidence decides; fitted on the development sets, see docs/verdicts.md
MARGIN = 0.20  # how far the weaker side must stay behind
OVERTAKEN_AFTER = 60  # days between two sources from which a state may have changed
CEILING = 0.99  # nothing is certain
ABSTENTIONS = {"nothing-read": 0.9, "could-not-know": 0.5, "silent": 0.5, "unsettled": 0.3}
"""Confidence of Not Enough Evidence by rule. Only "unsettled" is measured (26 of 100 gold claims); the rest are judgement."""

_OTHER = {Stance.SUPPORTS: Stance.REFUTES, Stance.REFUTES: Stance.SUPPORTS}
_LABELS = {Stance.SUPPORTS: Label.SUPPORTED, Stance.REFUTES: Label.REFUTED}


@dataclass(frozen=True, slots=True)
class Rule:
    """``label`` gives the label where ``test`` holds. Names are stored with verdicts, so they never change meaning."""

    name: str
    test: Callable[[Case], bool]
    label: Callable[[Case], Label]


def _always(label: Label) -> Callable[[Case], Label]:
    return lambda case: label


RULES = (
    Rule("nothing-read", lambda case: not case.read and not case.searched, _always(Label.NOT_ENOUGH)),
    Rule(
        "overtaken",
        lambda case: case.is_state and _newest_side(case) is not None,
        lambda case: _overtaking(case),
    ),
    Rule("conflict", lambda case: _in_conflict(case), _always(Label.CONFLICTING)),
    Rule("supported", lambda case: _prevails(case, Stance.SUPPORTS), _always(Label.SUPPORTED)),
    Rule("refuted", lambda case: _prevails(case, Stance.REFUTES), _always(Label.REFUTED)),
    Rule("split", lambda case: min(case.supports, case.refutes) >= FIRM, _always(Label.CONFLICTING)),
    Rule(
        "could-not-know", lambda case: not case.witnesses and bool(case.set_aside), _always(Label.NOT_ENOUGH)
    ),
    Rule("unsettled", lambda case: bool(case.witnesses or case.bearing), _always(Label.NOT_ENOUGH)),
    Rule("silent", lambda case: True, _always(Label.NOT_ENOUGH)),
)


def judge_claim(
    claim: Claim, evidence: Sequence[Evidence], sources: Sequence[Source], *, as_of: date | None = None
) -> Verdict:
    """The verdict on one claim from all evidence weighed for it.

    ``evidence`` is in order of weight, the strongest first; ``sources`` are those that were searched for this claim.
    Evidence that was published after ``as_of`` does not count.
    """
    case = open_case(claim, evidence, sources, as_of)
    rule = next(rule for rule in RULES if rule.test(case))
    label = rule.label(case)
    proof = _order_proof(case, label)
    shortfall = _find_shortfall(case, rule) if label is Label.NOT_ENOUGH else None
    return Verdict(
        claim=claim.id,
        label=label,
        confidence=round(_weigh_confidence(case, label, rule), 3),
        rule=rule.name,
        justification=describe_verdict(case, label, shortfall, proof),
        evidence=proof,
        shortfall=shortfall,
    )


def _prevails(case: Case, side: Stance) -> bool:
    """Firm on one side, and the other side clearly behind."""
    mine, theirs = case.strength(side), case.strength(_OTHER[side])
    return mine >= FIRM and mine - theirs >= MARGIN


def _in_conflict(case: Case) -> bool:
    """Two different origins, each firm, on different sides. An origin counts for the side it is firmer on."""
    sides = {_side_of(witness) for witness in case.witnesses if max(_strengths(witness)) >= FIRM}
    return len(sides) > 1


def _strengths(witness: Witness) -> tuple[float, float]:
    return witness.strength(Stance.SUPPORTS), witness.strength(Stance.REFUTES)


def _side_of(witness: Witness) -> Stance:
    supports, refutes = _strengths(witness)
    return Stance.SUPPORTS if supports >= refutes else Stance.REFUTES


def _newest_side(case: Case) -> Stance | None:
    """The side of the newest origin, where every firm origin on the other side is older by some weeks; ``None`` where
    the origins don't differ or their dates don't tell."""
    firm = [witness for witness in case.witnesses if max(_strengths(witness)) >= FIRM]
    dated = [(witness.evidence[0].passage.published, _side_of(witness)) for witness in firm]
    known = [(day, side) for day, side in dated if day is not None]
    if len(known) < len(dated) or len({side for _, side in known}) < 2:
        return None
    newest, side = max(known)
    others = [day for day, other in known if other is not side]
    return side if all((newest - day).days >= OVERTAKEN_AFTER for day in others) else None


def _overtaking(case: Case) -> Label:
    side = _newest_side(case)
    return Label.NOT_ENOUGH if side is None else _LABELS[side]


def _order_proof(case: Case, label: Label) -> tuple[Evidence, ...]:
    """Evidence for the label first, both sides in turn for a conflict; then the other side, then near misses."""
    spoken = sorted(
        (item for witness in case.witnesses for item in witness.evidence), key=lambda item: -item.score
    )
    pro = [item for item in spoken if item.stance is Stance.SUPPORTS]
    con = [item for item in spoken if item.stance is Stance.REFUTES]
    if label is Label.CONFLICTING:
        spoken = pro[:1] + con[:1] + pro[1:] + con[1:]
    elif label is not Label.NOT_ENOUGH:
        spoken = pro + con if label is Label.SUPPORTED else con + pro
    return (*spoken, *case.set_aside, *case.bearing)


def _weigh_confidence(case: Case, label: Label, rule: Rule) -> float:
    """0..1: how likely the label is right.

    A decisive label is as sure as its best origin, a little surer with each independent one beside it and less so with
    what speaks against it; a digest alone is worth less than a page. Not Enough is as sure as it was found to be
    right on the gold claims of the seeds: an abstention says more of the machine than of the claim."""
    if label is Label.NOT_ENOUGH:
        return ABSTENTIONS.get(rule.name, ABSTENTIONS["unsettled"])
    if label is Label.CONFLICTING:
        return min(case.supports, case.refutes, CEILING)
    side = Stance.SUPPORTS if label is Label.SUPPORTED else Stance.REFUTES
    backers = sorted(case.origins(side, FIRM), key=lambda witness: -witness.strength(side))
    doubt = 1.0 - backers[0].strength(side)
    for witness in backers[1:]:
        doubt *= 1.0 - witness.strength(side) / 2
    sure = (1.0 - doubt) * (1.0 - case.strength(_OTHER[side]) / 4)
    return min(CEILING, sure * (0.95 if all(witness.digest_only for witness in backers) else 1.0))


_STATE_SHORTFALLS = {
    ReferenceState.UNREADABLE: Shortfall.UNREADABLE,
    ReferenceState.UNREACHABLE: Shortfall.UNREACHABLE,
    ReferenceState.UNRESOLVED: Shortfall.UNRESOLVED,
}


def _find_shortfall(case: Case, rule: Rule) -> Shortfall:
    """Why the evidence is lacking. Of several unread sources the one that came nearest to being read tells."""
    if rule.name == "silent":
        return Shortfall.SILENT
    if rule.name != "nothing-read":
        return Shortfall.WEAK
    states = {source.state for source in case.sources}
    return next(
        (shortfall for state, shortfall in _STATE_SHORTFALLS.items() if state in states), Shortfall.UNCITED
    )
