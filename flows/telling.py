"""What a run leaves in Prefect besides its state: artifacts to look at, and events that automations can act upon."""

from __future__ import annotations

import json
import logging
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import get_run_logger
from prefect.artifacts import acreate_link_artifact, acreate_markdown_artifact, acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.states import Completed

from claimcheck.errors import ClaimcheckError
from claimcheck.model.run import Run
from claimcheck.notices import Notice, Sort
from claimcheck.report.plain import find_proof
from claimcheck.report.summary import find_findings

NAMES = {
    Sort.FLIPPED: "Verdict flipped",
    Sort.SOURCE_DIED: "Source died",
    Sort.NO_CLAIMS: "No claims",
}
"""The name of a flow run's end by what it has to tell, the most urgent first; without anything, 'Completed'."""

LONGEST = 400_000  # characters of a Markdown artifact; Prefect keeps them in its own database


def log_event(level: int, event: str, **fields: str) -> None:
    """One line of JSON in the run's log. No setting and no address of a database gets into it."""
    get_run_logger().log(
        level, "%s", json.dumps({"event": f"claimcheck.{event}", **fields}, ensure_ascii=False)
    )


def announce(notices: Sequence[Notice]) -> None:
    """One event and one line in the log each: 'claimcheck.verdict.flipped', 'claimcheck.article.without-claims',
    'claimcheck.source.died'."""
    for notice in notices:
        log_event(
            logging.WARNING, notice.sort, run=notice.run_id, subject=notice.subject, detail=notice.detail
        )
        emit_event(
            f"claimcheck.{notice.sort}",
            resource={
                "prefect.resource.id": f"claimcheck.{notice.sort.partition('.')[0]}.{notice.subject}",
                "prefect.resource.name": notice.title,
            },
            payload={"run": notice.run_id, "subject": notice.subject, "detail": notice.detail},
        )


def conclude(notices: Sequence[Notice], message: str, data: Any) -> State[Any]:
    """The state in which a flow run ends; automations and the list of runs tell it by its name."""
    sorts = Counter(notice.sort for notice in notices)
    name = next((NAMES[sort] for sort in NAMES if sorts[sort]), "Completed")
    told = ", ".join(f"{sorts[sort]} {NAMES[sort].lower()}" for sort in NAMES if sorts[sort])
    return Completed(name=name, message=": ".join(part for part in (message, told) if part), data=data)


async def read_end[T](state: State[T]) -> T | ClaimcheckError:
    """What a flow put into its last state, or the ClaimcheckError that ended it. Any other error is raised."""
    found = await state.aresult(raise_on_failure=False)
    if isinstance(found, Exception) and not isinstance(found, ClaimcheckError):
        raise found
    return found


async def leave_artifacts(run: Run, markdown: str, out: Path | None, site: str) -> None:
    """The Markdown report, a table of the verdicts, and links to the report's file and to the review site."""
    key = run.id.lower()
    if len(markdown) > LONGEST:
        markdown = f"{markdown[:LONGEST]}\n\n(cut here: the whole is in the report)"
    await acreate_markdown_artifact(key=f"report-{key}", markdown=markdown, description=run.article.title)
    await acreate_table_artifact(
        key=f"verdicts-{key}", table=list_verdicts(run), description=f"Verdicts: {run.article.title}"
    )
    if out is not None:
        link = (out / "report.html").resolve().as_uri()
        await acreate_link_artifact(key=f"link-{key}", link=link, link_text="the report")
    if site:
        link = f"{site.rstrip('/')}/runs/{run.id}"
        await acreate_link_artifact(key=f"review-{key}", link=link, link_text="the review site")


def list_verdicts(run: Run) -> list[dict[str, Any]]:
    """A row for each claim with a verdict, in reading order."""
    rows = []
    for finding in find_findings(run):
        if finding.verdict is None:
            continue
        proof = find_proof(finding.verdict)
        rows.append(
            {
                "claim": finding.claim.text,
                "verdict": finding.name,
                "confidence": finding.verdict.confidence,
                "quote": proof.passage.selector.exact if proof else "",
                "source": proof.passage.url if proof else "",
            }
        )
    return rows
