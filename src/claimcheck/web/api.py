"""The same as JSON, for programs: read with a person's token, never written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.responses import HTMLResponse, PlainTextResponse

from claimcheck.model.verdict import Label, Review
from claimcheck.report.exposition import CONTENT_TYPE, render_tally
from claimcheck.report.rows import describe_run
from claimcheck.store import people, queue
from claimcheck.store.attaching import Attachment
from claimcheck.store.database import reading
from claimcheck.store.queue import QueueLine, Subject
from claimcheck.store.standing import State
from claimcheck.web.pages import find_run, find_site, load_claim
from claimcheck.web.queue import LONGEST, read_filters
from claimcheck.web.rendering import render_page

bearer = HTTPBearer(auto_error=False, description="A token of `claimcheck people token NAME`.")


def require_token(
    request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]
) -> None:
    """Let in who brings a token of a person who is admitted."""
    with reading(find_site(request).ledger.database) as connection:
        known = given is not None and people.find_token(connection, given.credentials) is not None
    if not known:
        raise HTTPException(401, "a token is needed", {"www-authenticate": "Bearer"})


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no answer, in one line."""

    error: str


router = APIRouter(
    prefix="/api",
    dependencies=[Depends(require_token)],
    responses={
        401: {"description": "No token, or nobody's.", "model": Refused},
        422: {"description": "A parameter is not as it should be.", "model": Refused},
    },
)
guide = APIRouter(include_in_schema=False)

MISSING: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such run or claim.", "model": Refused}
}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some of the queue; ``found`` counts all that the filters leave, ``states`` the same by state, whatever state was
    asked for."""

    found: int
    states: dict[State, int]
    claims: tuple[QueueLine, ...]


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """What one run said of a claim."""

    run: str
    started: datetime
    label: Label
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim as its latest run describes it (as in claimcheck/1), with all that runs and people said and attached,
    oldest first."""

    run: str
    claim: dict[str, Any]
    answers: tuple[RunAnswer, ...]
    reviews: tuple[Review, ...]
    attached: tuple[Attachment, ...]


Word = Annotated[str, Query(max_length=LONGEST)]


@router.get("/queue")
def read_queue_page(
    request: Request,
    q: Word = "",
    state: Annotated[str, Query(pattern="^(todo|open|reopened|second_look|decided|all)$")] = "todo",
    label: Label | None = None,
    kind: Word = "",
    source: Word = "",
    reviewer: Word = "",
    run: Word = "",
    article: Word = "",
    flips: bool = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> QueuePage:
    """Claims to decide, the most urgent first."""
    told = {
        "q": q,
        "state": state,
        "label": label or "",
        "kind": kind,
        "source": source,
        "reviewer": reviewer,
    }
    filters = read_filters({**told, "run": run, "article": article, "flips": "1" if flips else ""})
    with reading(find_site(request).ledger.database) as connection:
        states = queue.count_states(connection, filters)
        lines = queue.list_queue(connection, filters, limit, offset)
    return QueuePage(queue.count_found(filters, states), states, lines)


@router.get("/articles")
def read_articles(
    request: Request,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> tuple[Subject, ...]:
    """Articles with verdicts, those checked last first."""
    with reading(find_site(request).ledger.database) as connection:
        return queue.list_subjects(connection, limit, offset)


@router.get("/metrics", response_class=PlainTextResponse)
def read_metrics(request: Request, days: Annotated[int, Query(ge=1, le=36_500)] = 30) -> PlainTextResponse:
    """What the ledger holds, as Prometheus reads it; without what is due, for which all articles are gone through."""
    tally = find_site(request).ledger.load_tally(datetime.now(UTC), days)
    return PlainTextResponse(render_tally(tally), media_type=CONTENT_TYPE)


@router.get("/runs/{run_id}", responses=MISSING)
def read_run(request: Request, run_id: str) -> dict[str, Any]:
    """A whole run, as `claimcheck check --json` writes it (schema claimcheck/1)."""
    return describe_run(find_run(find_site(request), run_id).run)


@router.get("/claims/{claim_id}", responses=MISSING)
def read_claim(request: Request, claim_id: str) -> ClaimRecord:
    """A claim with its verdict, evidence and history."""
    site = find_site(request)
    view, _, run_id = load_claim(site, claim_id)
    described = describe_run(view.shown.run)["claims"]
    history = site.ledger.load_history(claim_id)
    return ClaimRecord(
        run_id,
        next(one for one in described if one["id"] == claim_id),
        tuple(
            RunAnswer(one.run_id, one.started, one.verdict.label, one.verdict.confidence, one.verdict.rule)
            for one in history.answers
        ),
        history.reviews,
        view.added.attachments,
    )


@guide.get("/api")
def show_guide(request: Request) -> HTMLResponse:
    """What the API answers, from its own description."""
    described = request.app.openapi()
    return render_page(
        request, "api.html", paths=described["paths"], origin=str(request.base_url).rstrip("/")
    )
