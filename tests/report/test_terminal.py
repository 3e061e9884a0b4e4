import io
import re
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
from rich.console import Console
from tests.runs import NOON, build_hostile_run, build_run

from claimcheck.model.claim import Extraction
from claimcheck.model.run import RunState
from claimcheck.model.verdict import Label
from claimcheck.report.terminal import (
    open_progress,
    print_claim,
    print_difference,
    print_extraction,
    print_run,
    print_runs,
)


def console(*, terminal: bool = False, width: int = 80) -> Console:
    return Console(
        file=io.StringIO(),
        force_terminal=terminal,
        width=width,
        color_system="standard" if terminal else None,
        legacy_windows=False,
    )


def printed(at: Console) -> str:
    assert isinstance(at.file, io.StringIO)
    return at.file.getvalue()


def test_plain_where_nobody_looks() -> None:
    """Without a terminal there are no escapes and nothing is wrapped or cut: each claim and each quote on one line."""
    run = build_run()
    print_run(run, at := console(width=40))
    text = printed(at)
    assert "\x1b" not in text
    for claim in run.extraction.claims:
        assert claim.text.replace("\t", " ") in text
    assert "    “The council approved €820 million for the repairs.” Gazette 1, 1 March 2026, page\n" in text
    assert not re.search(r" $", text, re.MULTILINE)


@pytest.mark.parametrize("width", [30, 60, 90, 140])
def test_any_width(width: int) -> None:
    """On a terminal no line is wider than it, and no word of a claim or quote is lost."""
    run = build_run()
    print_run(run, at := console(terminal=True, width=width))
    text = re.sub(r"\x1b\[[\d;]*m", "", printed(at))
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    words = set(text.split())
    assert {"“The", "approved", "€820", "million", "Conflicting", "Supported"} <= words


def test_labels_are_coloured() -> None:
    """On a terminal a refuted claim is red, a supported one green."""
    print_run(build_run(), at := console(terminal=True, width=120))
    assert re.search(r"\x1b\[1;31mRefuted 0.97", printed(at))
    assert re.search(r"\x1b\[32mSupported 0.91", printed(at))


@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_text_steers_nothing(terminal: bool) -> None:
    """Escapes, reordering marks and Rich's own markup from a page are printed as words, never obeyed."""
    print_run(build_hostile_run(), at := console(terminal=terminal, width=100))
    text = printed(at)
    assert "\u202e" not in text
    assert "\x1b[31m" not in text
    assert "[31m" in text


def test_accounting_and_references() -> None:
    """The closing lines account for verdicts, references and sentences, and name what was not read."""
    print_run(build_run(), at := console())
    text = printed(at)
    assert "Claims: 8 (1 repeated): 1 supported, 1 refuted, 1 conflicting, 3 not enough evidence" in text
    assert "References: 4: 2 read, 1 read as a digest only, 1 could not be fetched" in text
    assert "Not read (their silence counts for nothing): 3 Gazette 3 (forbidden)" in text
    assert "Sentences: 13 = 5 with claims + 1 duplicate + 1 furniture + 6 not checkable (3 heading" in text
    assert "Issue: fetch: reference 3: 403 Forbidden" in text


def test_missing_verdict_is_loud() -> None:
    """A verdict that is due and missing is shown as such and counted."""
    run = build_run()
    print_run(replace(run, verdicts=run.verdicts[1:]), at := console())
    assert "1. No verdict The Skerry lamp" in printed(at)
    assert "1 without a verdict" in printed(at)


def test_one_claim() -> None:
    """One claim is shown with every passage and every compared value; another's id shows nothing."""
    run = build_run()
    print_claim(run, run.extraction.claims[1].id, at := console())
    text = printed(at)
    assert "“The council approved €820 million for the repairs.”" in text
    assert "amount: €820 billion differs from €820 million" in text
    print_claim(run, "nothing", at := console())
    assert printed(at) == ""


def test_claims_alone() -> None:
    """Claims without verdicts are listed with kind, modality and the account of sentences."""
    run = build_run()
    print_extraction(run.article, run.extraction, at := console())
    assert "2. The council put the repairs of the light at €820 billion. (quantity, reported)" in printed(at)
    assert "6. The lamp was relit in May 1998. (event, asserted, repeated)" in printed(at)
    assert "Sentences: 13" in printed(at)


@dataclass(frozen=True)
class Line:
    id: str
    started: datetime
    state: RunState
    title: str
    labels: tuple[tuple[Label, int], ...] = ()


def test_runs() -> None:
    """Stored runs are listed a line each; those that did not finish say how they stand; no runs is said too."""
    lines = [
        Line("r3", NOON, RunState.CRASHED, "Gone"),
        Line("r2", NOON, RunState.UNFINISHED, "Later"),
        Line("r1", NOON, RunState.FINISHED, "", ((Label.REFUTED, 2),)),
    ]
    print_runs(lines, at := console())
    assert printed(at).splitlines() == [
        "r3  14 March 2026, 12:00 UTC (crashed)  Gone",
        "r2  14 March 2026, 12:00 UTC (not finished)  Later",
        "r1  14 March 2026, 12:00 UTC  (no title)  2 refuted",
    ]
    print_runs([], at := console())
    assert printed(at) == "no runs yet\n"


def test_difference() -> None:
    """Two equal runs have no difference; a changed verdict is shown from what to what."""
    run = build_run()
    print_difference(run, run, at := console())
    assert printed(at).startswith("every verdict is the same\nPages: 3 unchanged")
    fewer = replace(run, extraction=Extraction(run.extraction.claims[1:], ()))
    print_difference(run, fewer, at := console())
    assert "no longer claimed" in printed(at)


def test_progress_in_plain_lines() -> None:
    """Without a terminal a step is told once, when it is complete."""
    at = console()
    with open_progress(at) as report:
        report("claims", 0, 2)
        report("claims", 1, 2)
        report("claims", 2, 2)
    assert printed(at) == "claims: 2 of 2\n"


def test_progress_bars() -> None:
    """On a terminal each step has a bar, gone at the end; a step may learn its total late."""
    at = console(terminal=True)
    with open_progress(at) as report:
        report("read references", 0, 1)
        report("read references", 3, 10)
    assert "read references" in printed(at)
