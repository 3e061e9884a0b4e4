"""What the pages share: the ledger, who is asking, and the runs that were looked at last."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from claimcheck.desk import Desk, Options
from claimcheck.model.run import Run
from claimcheck.report.layout import Group, Part, lay_out
from claimcheck.report.page import Card, build_cards
from claimcheck.report.summary import Finding, find_findings
from claimcheck.settings import Settings
from claimcheck.store.ledger import Ledger
from claimcheck.store.quality import Decision

KEPT_RUNS = 12


class Role(StrEnum):
    """What a person may do; each may do what those before it may."""

    READER = "reader"  # look at everything
    REVIEWER = "reviewer"  # decide, pin
    ADMIN = "admin"  # let people in

    def covers(self, other: Role) -> bool:
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


@dataclass(frozen=True, slots=True)
class Person:
    """Who is asking."""

    name: str
    role: Role


class Shown:
    """A run with everything that its pages show, worked out when first asked for."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.findings: tuple[Finding, ...] = find_findings(run)
        self.by_id = {finding.claim.id: finding for finding in self.findings}

    @cached_property
    def cards(self) -> dict[int, Card]:
        """By the claims' numbers."""
        return build_cards(self.findings, self.run.sources)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The whole article, laid out for reading."""
        return tuple(
            group for stretch in lay_out(self.run.article, self.findings) for group in stretch.groups
        )

    @property
    def parts(self) -> tuple[tuple[str, Part], ...]:
        """The article's blocks in order, each with how it is shown: table, list or text."""
        return tuple((group.kind, part) for group in self.groups for part in group.parts)


class Site:
    """``signed`` tells whether people sign in; otherwise everyone who can reach the site is ``host``. ``options`` say
    what may be fetched for a person who adds a source. ``decided`` is what the quality page counted last: the state of
    the reviews, decisions, blind ones."""

    def __init__(
        self, ledger: Ledger, host: Person, *, signed: bool = False, options: Options | None = None
    ) -> None:
        self.ledger, self.host, self.signed = ledger, host, signed
        self.desk = Desk(Settings.from_environment(), options or Options(), ledger)
        self.decided: tuple[tuple[int, int], tuple[Decision, ...], tuple[Decision, ...]] | None = None
        self._shown: OrderedDict[str, Shown] = OrderedDict()
        self._lock = threading.Lock()

    def show_run(self, run_id: str) -> Shown:
        """The run, kept for the next page where it is finished and so changes no more. Raises DatabaseTrouble when
        there is no such run."""
        with self._lock:
            if run_id in self._shown:
                self._shown.move_to_end(run_id)
                return self._shown[run_id]
        shown = Shown(self.ledger.load_run(run_id))
        if shown.run.finished is not None:
            with self._lock:
                self._shown[run_id] = shown
                while len(self._shown) > KEPT_RUNS:
                    self._shown.popitem(last=False)
        return shown
