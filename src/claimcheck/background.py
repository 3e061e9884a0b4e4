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
    return Background(
        before=load_before(desk, run),
        decisions=desk.ledger.load_decisions(run.id),
        notes=find_notes(run.article, run.extraction, run.started.date()),
        written=run.article.published,
        then=judge_then(run),
    )


def load_before(desk: Desk, run: Run) -> Run | None:
    """The run over the same article before this one. An edited file is known by its title, if most of what it claimed it
    claims still: two articles may be called the same."""
    found = desk.ledger.find_before(run.id)
    before = desk.ledger.load_run(found) if found else None
    if before is None or before.article.sha256 == run.article.sha256 or before.article.url:
        return before
    said, says = ({claim.text for claim in one.extraction.claims} for one in (before, run))
    return before if 2 * len(said & says) >= len(said) else None


def judge_then(run: Run) -> tuple[Verdict, ...]:
    """The verdicts as of the article's day that have another label than the run's own, from the same evidence less
    what was published later. Empty when that day is not known."""
    day = run.article.published
    if day is None:
        return ()
    claims = {claim.id: claim for claim in run.extraction.claims}
    then = (judge_claim(claims[now.claim], now.evidence, run.sources, as_of=day) for now in run.verdicts)
    return tuple(one for one, now in zip(then, run.verdicts, strict=True) if one.label is not now.label)
