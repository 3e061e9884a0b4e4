"""What a run has to tell people at once: a verdict that flipped, an article without claims, a source that died."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimcheck.desk import Desk
from claimcheck.model.run import Run, Source
from claimcheck.report.difference import find_changes
from claimcheck.report.plain import name_source
from claimcheck.report.watch import GONE, find_look
from claimcheck.store.browsing import list_runs_over
from claimcheck.store.database import reading


class Sort(StrEnum):
    """What a notice is about. The values are names of events: they stay."""

    FLIPPED = "verdict.flipped"
    NO_CLAIMS = "article.without-claims"
    SOURCE_DIED = "source.died"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell. ``subject`` is a claim's id, else an address; ``detail`` is one plain line."""

    sort: Sort
    run_id: str
    title: str  # of the article
    subject: str
    detail: str


def find_notices(desk: Desk, run_id: str) -> tuple[Notice, ...]:
    """What a finished run has to tell, beside the finished run over the same article before it."""
    new = desk.ledger.load_run(run_id)
    before = find_before(desk, new)
    old = desk.ledger.load_run(before) if before else None
    title = new.article.title
    notices = [
        Notice(
            Sort.SOURCE_DIED, run_id, title, source.reference.url, f"{name_source(source)} is no longer there"
        )
        for source in new.sources
        if has_died(source, old)
    ]
    if not new.extraction.claims:
        notices.append(Notice(Sort.NO_CLAIMS, run_id, title, new.article.url or title, "no claim was found"))
    for change in find_changes(old, new) if old is not None else ():
        if change.before is not None and change.after is not None:
            causes = f" ({'; '.join(change.causes)})" if change.causes else ""
            detail = f"{change.before.name} became {change.after.name}: {change.text}{causes}"
            notices.append(Notice(Sort.FLIPPED, run_id, title, change.after.claim.id, detail))
    return tuple(notices)


def find_before(desk: Desk, run: Run) -> str:
    """The finished run over the same article that came before; '' when this is the first."""
    with reading(desk.ledger.database) as connection:
        marks = list_runs_over(connection, run.article.sha256, run.article.url)
    earlier = [mark.id for mark in marks if mark.finished is not None and mark.started < run.started]
    return earlier[-1] if earlier else ""


def has_died(source: Source, old: Run | None) -> bool:
    """Whether the page is gone now and was there at the last look: in the run before, else at any time."""
    look = find_look(source)
    if look is None or look.outcome not in GONE:
        return False
    url = source.reference.url
    former = [one for one in (old.sources if old else ()) if one.reference.url == url]
    if former:
        last = find_look(former[0])
        return last is not None and last.read
    return any(
        capture.read and capture.fetched < look.fetched for capture in source.captures if capture.url == url
    )
