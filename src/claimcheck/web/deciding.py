"""What people do: decide on a claim, take a decision back, fix the address of a reference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from claimcheck.errors import Overtaken, UsageError
from claimcheck.model.verdict import Label, Review
from claimcheck.report.plain import web_address
from claimcheck.store.browsing import find_review
from claimcheck.store.database import reading, writing
from claimcheck.store.deciding import append_decision
from claimcheck.store.queue import find_neighbours
from claimcheck.store.standing import ACCEPTED, NOT_A_CLAIM, SECOND_LOOK, UNDONE
from claimcheck.web.pages import find_run, find_site, load_claim, render_claim
from claimcheck.web.queue import read_queue, write_filters
from claimcheck.web.views import REASONS, ClaimView, name_answer

router = APIRouter(include_in_schema=False)

LONGEST_NOTE = 4000
LONGEST_ADDRESS = 2000
BY_THEMSELVES = {"not-a-claim": NOT_A_CLAIM, "second-look": SECOND_LOOK, "undo": UNDONE}
"""Actions that carry their own reason; a note is welcome and not required."""


@router.post("/claims/{claim_id}/reviews")
def append_claim_review(request: Request, claim_id: str) -> Response:
    """Decide on a claim and go on to the next in the queue; taking back leads to the claim itself."""
    site, form = find_site(request), request.state.form
    run_id, filters = form.get("run", ""), read_queue(form.get("queue", ""))
    view, _, _ = load_claim(site, claim_id, run_id)
    try:
        review = read_decision(form, view, request.state.person.name)
        with writing(site.ledger.database) as connection:
            append_decision(connection, review, view.shown.run.id, read_number(form.get("seen", "")))
    except UsageError as error:
        return render_claim(request, claim_id, run_id, 422, refusal=str(error), form=form, filters=filters)
    except Overtaken as error:
        refusal = f"Not stored: {error}. {_tell_last(request, claim_id)} Look again, then decide."
        return render_claim(request, claim_id, "", 409, refusal=refusal, form=form, filters=filters)
    with reading(site.ledger.database) as connection:
        around = find_neighbours(connection, filters, claim_id)
    onward = claim_id if review.reason == UNDONE else around.after
    query = write_filters(filters) if review.reason == UNDONE else write_filters(filters, done=claim_id)
    path = f"/claims/{quote(onward, safe='')}" if onward else "/"
    return RedirectResponse(f"{path}?{query}" if query else path, 303)


def read_decision(form: Mapping[str, str], view: ClaimView, reviewer: str) -> Review:
    """The review that a form asks for. Raises UsageError, in words for the page, when something is lacking."""
    action, note = form.get("action", ""), form.get("note", "").strip()
    wording = form.get("wording", "").strip()
    wording = "" if wording == view.claim.text else wording
    if len(note) > LONGEST_NOTE or len(wording) > LONGEST_NOTE:
        raise UsageError(f"A note or wording may have {LONGEST_NOTE:,} characters.")
    machine = view.verdict.label if view.verdict else None
    label: Label | None = None
    if action in BY_THEMSELVES:
        reason = BY_THEMSELVES[action]
        wording = ""
    elif action == "accept" or action == machine:
        label, reason = machine, ACCEPTED
    elif action in set(Label):
        label, reason = Label(action), form.get("reason", "")
        if reason not in REASONS or not note:
            raise UsageError(f"To change the verdict to {name_answer(action)}, give a reason and a note.")
    else:
        raise UsageError("Choose what you decide.")
    if wording and not note:
        raise UsageError("To change the claim's wording, say why in the note.")
    if reason == UNDONE and view.decision is None:
        raise UsageError("There is no decision to take back.")
    return Review(view.claim.id, reviewer, datetime.now(UTC), label, reason, note, wording)


def read_number(written: str) -> int:
    """Raises UsageError on what is no number."""
    if not re.fullmatch(r"[0-9]{1,15}", written):
        raise UsageError("This form lacks what it was made for: reload the page and decide again.")
    return int(written)


@router.post("/runs/{run_id}/pins")
def save_pin(request: Request, run_id: str) -> Response:
    """A person's address for a reference, used by later runs."""
    site, form = find_site(request), request.state.form
    find_run(site, run_id)
    url = form.get("url", "").strip()
    if not web_address(url) or len(url) > LONGEST_ADDRESS or re.search(r"\s", url):
        raise UsageError("An address to pin begins with http:// or https:// and has no spaces.")
    n = read_number(form.get("n", ""))
    site.ledger.save_pin(run_id, n, url, request.state.person.name, datetime.now(UTC))
    return RedirectResponse(f"/runs/{quote(run_id, safe='')}?{urlencode({'pinned': n})}#ref-{n}", 303)


def _tell_last(request: Request, claim_id: str) -> str:
    with reading(find_site(request).ledger.database) as connection:
        last = find_review(connection, claim_id)
    if last is None:
        return ""
    return f"{last.reviewer}, {last.decided:%H:%M} UTC: {name_answer(last.answer)}."
