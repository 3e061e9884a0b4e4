"""What the ledger and the article say around a run: the run before, people's decisions, notes, verdicts as of then."""

from __future__ import annotations

from claimcheck.consistency.notes import find_notes
from claimcheck.desk import Desk
from claimcheck.judge.rules import judge_claim
from claimcheck.model.run import Run
from claimcheck.model.verdict import Verdict
from claimcheck.report.background import Background


def load_background(desk: Desk, run: Run) -> Background:
    """Everything that a report of ``run`` says beyond the run itself. Its today is the run's day, so that the same run
    gives the same report."""
    before = desk.ledger.find_before(run.id)
    return Background(
        before=desk.ledger.load_run(before) if before else None,
        decisions=desk.ledger.load_decisions(run.id),
        notes=find_notes(run.article, run.extraction, run.started.date()),
        written=run.article.published,
        then=judge_then(run),
    )


def judge_then(run: Run) -> tuple[Verdict, ...]:
    """The verdicts as of the article's day that have another label than the run's own, from the same evidence less
    what was published later. Empty when that day is not known."""
    day = run.article.published
    if day is None:
        return ()
    claims = {claim.id: claim for claim in run.extraction.claims}
    then = (judge_claim(claims[now.claim], now.evidence, run.sources, as_of=day) for now in run.verdicts)
    return tuple(one for one, now in zip(then, run.verdicts, strict=True) if one.label is not now.label)
