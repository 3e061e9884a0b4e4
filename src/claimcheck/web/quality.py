"""How far people and the machine agree: by rule, by kind, by label, and by how sure the machine was."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from claimcheck.errors import Overtaken, UsageError
from claimcheck.model.verdict import Label, Review
from claimcheck.store.browsing import find_review
from claimcheck.store.database import reading, writing
from claimcheck.store.deciding import append_decision
from claimcheck.store.quality import Decision, draw_passed, list_blind, list_decisions, mark_reviews
from claimcheck.store.standing import BLIND, NOT_A_CLAIM
from claimcheck.web.deciding import LONGEST_NOTE, read_number
from claimcheck.web.pages import find_site, load_claim
from claimcheck.web.rendering import render_page
from claimcheck.web.site import Site
from claimcheck.web.views import name_answer

router = APIRouter(include_in_schema=False)

BINS = 10
SURE = 1.96  # standard deviations on either side: 19 of 20


@dataclass(frozen=True, slots=True)
class Share:
    """How often people agreed, of ``count``; ``low``..``high`` is where the true share lies in 19 of 20 cases."""

    name: str
    agreed: int
    count: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.agreed / self.count


@dataclass(frozen=True, slots=True)
class Bin:
    """Decisions on verdicts of a like confidence, the mean of which is ``confidence``."""

    confidence: float
    share: Share


def measure_share(name: str, decisions: Sequence[Decision]) -> Share:
    """Wilson's interval: it stays within 0..1 and holds for few decisions too. ``decisions`` may not be empty."""
    agreed = sum(decision.count for decision in decisions if decision.agrees)
    count = sum(decision.count for decision in decisions)
    share, squared = agreed / count, SURE**2
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    reach = SURE / (1 + squared / count) * math.sqrt(share * (1 - share) / count + squared / (4 * count**2))
    return Share(name, agreed, count, max(0.0, middle - reach), min(1.0, middle + reach))


def split_shares(decisions: Sequence[Decision], key: Callable[[Decision], str]) -> tuple[Share, ...]:
    """A share for each value of ``key``, the least agreed with first."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(key(decision), []).append(decision)
    shares = [measure_share(name, own) for name, own in groups.items()]
    return tuple(sorted(shares, key=lambda share: (share.share, -share.count, share.name)))


def count_answers(decisions: Sequence[Decision]) -> dict[Label, dict[Label | None, int]]:
    """The machine's label by the person's; every label is there, ``None`` is 'not a claim'."""
    counted: dict[Label, dict[Label | None, int]] = {
        label: dict.fromkeys([*Label, None], 0) for label in Label
    }
    for decision in decisions:
        counted[decision.machine][decision.person] += decision.count
    return counted


def draw_bins(decisions: Sequence[Decision]) -> tuple[Bin, ...]:
    """Decisions by tenths of confidence, the least sure first; tenths without any are left out."""
    groups: dict[int, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(min(int(decision.confidence * BINS), BINS - 1), []).append(decision)
    return tuple(
        Bin(
            sum(one.confidence * one.count for one in own) / sum(one.count for one in own),
            measure_share(f"{place / BINS:.1f}", own),
        )
        for place, own in sorted(groups.items())
    )


def load_decisions(site: Site) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Those on verdicts in sight, and the blind ones; counted again only when someone decided since."""
    with reading(site.ledger.database) as connection:
        mark, known = mark_reviews(connection), site.decided
        if known is None or known[0] != mark:
            known = site.decided = mark, list_decisions(connection), list_blind(connection)
    return known[1:]


@router.get("/quality")
def show_quality(request: Request) -> HTMLResponse:
    site = find_site(request)
    decisions, blind = load_decisions(site)
    with reading(site.ledger.database) as connection:
        _, passed = draw_passed(connection)
    return render_page(
        request,
        "quality.html",
        whole=measure_share("all", decisions) if decisions else None,
        rules=split_shares(decisions, lambda one: one.rule),
        kinds=split_shares(decisions, lambda one: one.kind),
        answers=count_answers(decisions),
        bins=draw_bins(decisions),
        blind=measure_share("blind", blind) if blind else None,
        passed=passed,
    )


@router.get("/quality/sample")
def show_sample(request: Request) -> HTMLResponse:
    return render_sample(request)


def render_sample(request: Request, status: int = 200, refusal: str = "") -> HTMLResponse:
    """A passed claim drawn by lot, with what was read for it, and nothing of what the machine made of that."""
    site, last = find_site(request), request.query_params.get("last", "")
    with reading(site.ledger.database) as connection:
        claim_id, passed = draw_passed(connection)
        told = find_review(connection, last) if last else None
    view, seen, latest = load_claim(site, claim_id) if claim_id else (None, 0, "")
    before = load_claim(site, last)[0] if told else None
    evidence = view.verdict.evidence if view and view.verdict else ()
    return render_page(
        request, "sample.html", status, view=view, seen=seen, latest=latest, passed=passed, refusal=refusal,
        passages=sorted((one.passage for one in evidence), key=lambda one: (one.reference, one.selector.start)),
        told=told, before=before, name_answer=name_answer,
    )  # fmt: skip


@router.post("/quality/sample")
def append_blind_review(request: Request) -> Response:
    """Keep the answer and go on to the next claim, which tells what the machine had said of this one."""
    site, form = find_site(request), request.state.form
    claim_id, answer = form.get("claim", ""), form.get("action", "")
    view, _, _ = load_claim(site, claim_id, form.get("run", ""))
    try:
        if answer not in set(Label) and answer != NOT_A_CLAIM:
            raise UsageError("Choose what you decide.")
        review = Review(
            view.claim.id,
            request.state.person.name,
            datetime.now(UTC),
            Label(answer) if answer in set(Label) else None,
            BLIND if answer in set(Label) else NOT_A_CLAIM,
            form.get("note", "").strip()[:LONGEST_NOTE],
        )
        with writing(site.ledger.database) as connection:
            append_decision(connection, review, view.shown.run.id, read_number(form.get("seen", "")))
    except UsageError as error:
        return render_sample(request, 422, str(error))
    except Overtaken as error:
        return render_sample(request, 409, f"Not stored: {error}.")
    return RedirectResponse(f"/quality/sample?{urlencode({'last': claim_id})}", 303)
