"""The pages that only show: queue, claim, articles, runs, sources, stored bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from claimcheck.errors import DatabaseTrouble
from claimcheck.report.difference import find_changes
from claimcheck.report.page import build_matrix, find_bearing, group_sentences
from claimcheck.report.summary import count_sentences, read_summary
from claimcheck.store import attaching, browsing, queue
from claimcheck.store.database import reading
from claimcheck.store.deciding import count_said
from claimcheck.web.queue import PAGE, read_filters, write_filters
from claimcheck.web.rendering import render_page
from claimcheck.web.site import Shown, Site
from claimcheck.web.views import REASONS, Added, ClaimView, name_answer, view_claim

OFFERED = 100  # articles to choose from in the queue's filter; others are reached from their own page

router = APIRouter(include_in_schema=False)


class Missing(Exception):
    """There is no such page."""


def find_site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def find_run(site: Site, run_id: str) -> Shown:
    """Raises Missing when there is no run of this id."""
    try:
        return site.show_run(run_id)
    except DatabaseTrouble as trouble:
        if "there is no run" in str(trouble):
            raise Missing(f"there is no run {run_id}") from None
        raise


@router.get("/")
def show_queue(request: Request, page: int = 1) -> HTMLResponse:
    site, filters = find_site(request), read_filters(request.query_params)
    page = min(max(page, 1), 100_000)
    with reading(site.ledger.database) as connection:
        lines = queue.list_queue(connection, filters, PAGE, (page - 1) * PAGE)
        states = queue.count_states(connection, filters)
        reviewers = queue.list_reviewers(connection)
        subjects = queue.name_subjects(connection, OFFERED)
    found = queue.count_found(filters, states)
    return render_page(
        request, "queue.html", lines=lines, found=found, states=states, reviewers=reviewers, subjects=subjects,
        filters=filters, query=write_filters(filters), page=page, pages=-(-found // PAGE), name_answer=name_answer,
        links={state: write_filters(replace(filters, state=state)) for state in ("todo", "", *states)},
        turned={n: write_filters(filters, page=str(n)) for n in (page - 1, page + 1)},
        done=_find_done(request),
    )  # fmt: skip


@router.get("/claims/{claim_id}")
def show_claim(request: Request, claim_id: str) -> HTMLResponse:
    return render_claim(request, claim_id, request.query_params.get("run", ""))


def render_claim(
    request: Request, claim_id: str, run_id: str = "", status: int = 200, **more: Any
) -> HTMLResponse:
    """The page of a claim in its latest run, or in the run named. ``more`` are ``refusal`` (why a decision was not
    taken), ``form`` (what was sent) and ``filters``."""
    site = find_site(request)
    view, seen, last_run = load_claim(site, claim_id, run_id)
    filters = more.pop("filters", None) or read_filters(request.query_params)
    with reading(site.ledger.database) as connection:
        around = queue.find_neighbours(connection, filters, claim_id)
        states = queue.count_states(connection, filters)
    context = {"refusal": "", "form": {}, "done": _find_done(request), **more}
    return render_page(
        request, "claim.html", status, view=view, seen=seen, latest=last_run, around=around, states=states,
        reasons=REASONS, query=write_filters(filters), name_answer=name_answer, **context,
    )  # fmt: skip


def load_claim(site: Site, claim_id: str, run_id: str = "") -> tuple[ClaimView, int, str]:
    """A claim as one run sees it, how much people said of it, and its latest run. Raises Missing."""
    with reading(site.ledger.database) as connection:
        latest = browsing.find_latest_run(connection, claim_id)
        seen = count_said(connection, claim_id)
    if latest is None:
        raise Missing(f"there is no claim {claim_id}")
    shown = find_run(site, run_id or latest)
    if claim_id not in shown.by_id:
        raise Missing(f"run {run_id} has no claim {claim_id}")
    with reading(site.ledger.database) as connection:
        added = Added(
            attaching.list_attachments(connection, claim_id),
            attaching.list_shelf(connection, shown.run.id, shown.run.article),
            attaching.list_further(connection, shown.run.article),
        )
    return view_claim(site, shown, claim_id, site.ledger.load_history(claim_id), added), seen, latest


@router.get("/articles")
def show_articles(request: Request, page: int = 1) -> HTMLResponse:
    page = min(max(page, 1), 100_000)
    with reading(find_site(request).ledger.database) as connection:
        subjects = queue.list_subjects(connection, PAGE, (page - 1) * PAGE)
        found = queue.count_subjects(connection)
    return render_page(
        request, "articles.html", subjects=subjects, found=found, page=page, pages=-(-found // PAGE)
    )


@router.get("/runs/{run_id}")
def show_run(request: Request, run_id: str) -> HTMLResponse:
    site = find_site(request)
    shown = find_run(site, run_id)
    run = shown.run
    with reading(site.ledger.database) as connection:
        runs = browsing.list_runs_over(connection, run.article.sha256, run.article.url)
        pins = browsing.list_pins(connection, run.article.sha256, run.article.url)
    earlier = [mark for mark in runs if mark.started < run.started]
    changes = find_changes(site.show_run(earlier[-1].id).run, run) if earlier else ()
    return render_page(
        request, "run.html", shown=shown, run=run, runs=runs, before=earlier[-1] if earlier else None,
        changes=changes, pins={(pin.title, pin.publisher): pin for pin in pins}, summary=read_summary(run),
        buckets=count_sentences(run.extraction.sentences), groups=group_sentences(run.extraction.sentences),
        bearing={one.reference.n: find_bearing(shown.findings, one.reference.n) for one in run.sources},
        pinned=request.query_params.get("pinned", ""),
    )  # fmt: skip


@router.get("/runs/{run_id}/article")
def show_article(request: Request, run_id: str) -> HTMLResponse:
    site = find_site(request)
    shown = find_run(site, run_id)
    with reading(site.ledger.database) as connection:
        standing = queue.list_standing(connection, run_id)
    used = {
        one.passage.reference
        for finding in shown.findings
        if finding.verdict
        for one in finding.verdict.evidence
    }
    cited = {n for finding in shown.findings for n in finding.claim.references}
    return render_page(
        request, "article.html", shown=shown, run=shown.run, standing=standing, name_answer=name_answer,
        matrix=build_matrix(shown.findings, shown.run.sources),
        orphans=[one for one in shown.findings if one.due and not one.claim.references],
        unused=[one for one in shown.run.sources if one.reference.n not in used | cited],
        uncited=[one for one in shown.run.sources if one.reference.n in used - cited],
    )  # fmt: skip


@router.get("/runs/{run_id}/sources/{n}")
def show_source(request: Request, run_id: str, n: int) -> HTMLResponse:
    site = find_site(request)
    shown = find_run(site, run_id)
    source = next((one for one in shown.run.sources if one.reference.n == n), None)
    if source is None:
        raise Missing(f"run {run_id} has no reference {n}")
    with reading(site.ledger.database) as connection:
        resting, elsewhere = browsing.list_resting(connection, run_id, n)
        shelf = attaching.list_shelf(connection, run_id, shown.run.article)
        keys = [one.document_key for one in shelf if one.n == n]
        attached = [line for key in keys for line in attaching.list_attached_from(connection, key)]
    return render_page(
        request, "source.html", shown=shown, run=shown.run, source=source, resting=resting, elsewhere=elsewhere,
        pieces=_cut_quotes(source.document.text if source.document else "", resting),
        claims=len({one.claim_id for one in resting}), attached=attached,
    )  # fmt: skip


@router.get("/bodies/{sha256}")
def show_body(request: Request, sha256: str) -> Response:
    """Stored bytes, to keep: never shown as a page of this site, whatever they are."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Missing("that is no digest")
    try:
        body = find_site(request).ledger.load_body(sha256)
    except DatabaseTrouble as trouble:
        raise Missing(str(trouble)) from None
    headers = {
        "content-disposition": f'attachment; filename="{sha256[:16]}.bin"',
        "content-security-policy": "default-src 'none'; sandbox",
    }
    return Response(body, media_type="application/octet-stream", headers=headers)


def _cut_quotes(
    text: str, resting: tuple[browsing.Resting, ...]
) -> list[tuple[int, str, list[browsing.Resting]]]:
    """A document's text cut where quotes begin and end, each piece with its place and what rests on it."""
    edges = sorted({0, len(text), *(one.starts for one in resting), *(one.ends for one in resting)})
    return [
        (start, text[start:end], [one for one in resting if one.starts <= start and end <= one.ends])
        for start, end in pairwise(edges)
    ]


def _find_done(request: Request) -> browsing.LastReview | None:
    """The decision that led to this page, for the line that offers to undo it."""
    claim_id = request.query_params.get("done", "")
    if not claim_id:
        return None
    with reading(find_site(request).ledger.database) as connection:
        return browsing.find_review(connection, claim_id)
