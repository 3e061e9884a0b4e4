"""What people add to the evidence of a claim: a passage that they select in a stored document, a source by its address."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from claimcheck.errors import UsageError
from claimcheck.further import fetch_further
from claimcheck.match.ranking import PassageIndex, rank_passages
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Document, Passage, Stance
from claimcheck.model.selector import Span
from claimcheck.report.plain import web_address
from claimcheck.store.attaching import append_attachment, list_attachments, load_document, withdraw_further
from claimcheck.store.database import reading, writing
from claimcheck.text.passages import find_passages
from claimcheck.web.deciding import LONGEST_ADDRESS, LONGEST_NOTE
from claimcheck.web.pages import Missing, find_site, load_claim, render_claim
from claimcheck.web.queue import read_filters, read_queue, write_filters
from claimcheck.web.rendering import render_page

router = APIRouter(include_in_schema=False)

NEAR = 5  # passages offered for a claim
LONGEST_PASSAGE = 5000  # code points


@router.get("/claims/{claim_id}/documents/{key}")
def show_document(request: Request, claim_id: str, key: str) -> HTMLResponse:
    return render_document(request, claim_id, key, request.query_params)


def render_document(
    request: Request, claim_id: str, key: str, chosen: Mapping[str, str], status: int = 200, refusal: str = ""
) -> HTMLResponse:
    """A stored document beside the form that puts a passage of it beside the claim; ``chosen`` fills the form in."""
    site = find_site(request)
    view, _, latest = load_claim(site, claim_id)
    with reading(site.ledger.database) as connection:
        document = load_document(connection, key)
        attached = [one for one in list_attachments(connection, claim_id) if one.document_key == key]
    if document is None:
        raise Missing("there is no such document")
    filters = read_queue(chosen["queue"]) if "queue" in chosen else read_filters(chosen)
    span = find_span(document, chosen)
    return render_page(
        request, "document.html", status, view=view, claim=view.claim, run=view.shown.run, document=document, key=key,
        attached=[one for one in attached if one.lasting], near=find_near(view.claim, document), span=span,
        words=span.of(document.text) if span else chosen.get("words", ""), chosen=chosen, refusal=refusal,
        latest=latest, query=write_filters(filters), stances=list(Stance),
    )  # fmt: skip


def find_near(claim: Claim, document: Document) -> tuple[Passage, ...]:
    """The passages of a document that share most with the claim, as the machine ranks them."""
    return rank_passages(claim, PassageIndex(find_passages(document)), limit=NEAR)


def find_span(document: Document, chosen: Mapping[str, str]) -> Span | None:
    """The chosen stretch; None without one."""
    try:
        return locate_words(document.text, chosen.get("words", ""), chosen.get("starts", ""))
    except UsageError:
        return None


def locate_words(text: str, words: str, starts: str) -> Span:
    """Where the selected words stand in a document: at ``starts`` if they do, else where they stand nearest to it. Any
    white space is as good as any other, since a browser shows and sends it otherwise. Raises UsageError where they are
    not in it, or stand in several places and none is meant."""
    words = words.strip()
    if not words:
        raise UsageError("Select the words in the document, or write them into the field.")
    if len(words) > LONGEST_PASSAGE:
        raise UsageError(
            f"A passage may have {LONGEST_PASSAGE:,} characters: select the sentence that counts."
        )
    pattern = r"\s+".join(map(re.escape, words.split()))
    places = [Span(*match.span()) for match in re.finditer(pattern, text)]
    if not places:
        raise UsageError("These words do not stand in the document: select them, or copy them exactly.")
    if not re.fullmatch(r"[0-9]{1,9}", starts):
        if len(places) > 1:
            raise UsageError(f"These words stand in {len(places)} places: take more of the sentence.")
        return places[0]
    return min(places, key=lambda place: abs(place.start - int(starts)))


@router.post("/claims/{claim_id}/attachments")
def save_attachment(request: Request, claim_id: str) -> Response:
    """Put a passage beside the claim, or take it off again; both lead to the claim."""
    site, form = find_site(request), request.state.form
    load_claim(site, claim_id)
    key, note = form.get("document", ""), form.get("note", "").strip()
    with reading(site.ledger.database) as connection:
        document = load_document(connection, key)
    if document is None:
        raise Missing("there is no such document")
    try:
        if form.get("stance") not in set(Stance):
            raise UsageError("Say whether the passage supports the claim, refutes it, or settles nothing.")
        if len(note) > LONGEST_NOTE:
            raise UsageError(f"A note may have {LONGEST_NOTE:,} characters.")
        span = locate_words(document.text, form.get("words", ""), form.get("starts", ""))
    except UsageError as error:
        return render_document(request, claim_id, key, form, 422, str(error))
    with writing(site.ledger.database) as connection:
        append_attachment(
            connection, claim_id, key, span, person=request.state.person.name, attached=datetime.now(UTC),
            stance=Stance(form["stance"]), note=note, withdrawn=form.get("action") == "withdraw",
        )  # fmt: skip
    return _lead_back(claim_id, form, "evidence")


@router.post("/claims/{claim_id}/sources")
def save_source(request: Request, claim_id: str) -> Response:
    """Read a page at once and keep it as a further source of the article, or take it off again. A page that was read
    leads to itself, so that a passage can be selected."""
    site, form = find_site(request), request.state.form
    view, _, _ = load_claim(site, claim_id)
    article, person, url = view.shown.run.article, request.state.person.name, form.get("url", "").strip()
    if form.get("action") == "withdraw":
        with writing(site.ledger.database) as connection:
            withdraw_further(connection, article, url, person, datetime.now(UTC))
        return _lead_back(claim_id, form, "more")
    if not web_address(url) or len(url) > LONGEST_ADDRESS or re.search(r"\s", url):
        refusal = "The address of a source begins with http:// or https:// and has no spaces."
        filters = read_queue(form.get("queue", ""))
        return render_claim(request, claim_id, "", 422, refusal=refusal, form=form, filters=filters)
    _, key = asyncio.run(fetch_further(site.desk, article, claim_id, url, person))
    if not key:
        return _lead_back(claim_id, form, "more")
    return RedirectResponse(_address(f"/claims/{quote(claim_id, safe='')}/documents/{key}", form), 303)


def _lead_back(claim_id: str, form: Mapping[str, str], place: str) -> RedirectResponse:
    return RedirectResponse(f"{_address(f'/claims/{quote(claim_id, safe="")}', form)}#{place}", 303)


def _address(path: str, form: Mapping[str, str]) -> str:
    query = write_filters(read_queue(form.get("queue", "")))
    return f"{path}?{query}" if query else path
