"""How far people and the machine agree: by rule, by kind, by label, and by how sure the machine was."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from claimcheck.model.verdict import Label
from claimcheck.store.database import reading
from claimcheck.store.quality import Decision, list_decisions
from claimcheck.web.pages import find_site
from claimcheck.web.rendering import render_page

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
    agreed, count = sum(decision.agrees for decision in decisions), len(decisions)
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
        counted[decision.machine][decision.person] += 1
    return counted


def draw_bins(decisions: Sequence[Decision]) -> tuple[Bin, ...]:
    """Decisions by tenths of confidence, the least sure first; tenths without any are left out."""
    groups: dict[int, list[Decision]] = {}
    for decision in decisions:
        groups.setdefault(min(int(decision.confidence * BINS), BINS - 1), []).append(decision)
    return tuple(
        Bin(sum(one.confidence for one in own) / len(own), measure_share(f"{place / BINS:.1f}", own))
        for place, own in sorted(groups.items())
    )


@router.get("/quality")
def show_quality(request: Request) -> HTMLResponse:
    with reading(find_site(request).ledger.database) as connection:
        decisions = list_decisions(connection)
    return render_page(
        request,
        "quality.html",
        whole=measure_share("all", decisions) if decisions else None,
        rules=split_shares(decisions, lambda one: one.rule),
        kinds=split_shares(decisions, lambda one: one.kind),
        answers=count_answers(decisions),
        bins=draw_bins(decisions),
    )
