"""Runs, claims and progress on a terminal: a table where there is room and somebody looks, plain lines elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from claimcheck.model.article import Article
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Evidence
from claimcheck.model.run import Run, RunState
from claimcheck.model.verdict import Decision, Label
from claimcheck.report.difference import Change, find_changes
from claimcheck.report.plain import (
    SHORTFALLS,
    STATES,
    find_proof,
    name_origin,
    name_source,
    plain,
    say_moment,
    say_outcome,
)
from claimcheck.report.summary import (
    SHORT,
    Finding,
    count_reasons,
    count_sentences,
    find_findings,
    read_summary,
)
from claimcheck.report.watch import Fate, Watched, compare_articles, watch_sources

STYLES = {
    Label.SUPPORTED: "green",
    Label.REFUTED: "bold red",
    Label.CONFLICTING: "yellow",
    Label.NOT_ENOUGH: "dim",
}
ROOM = 90  # columns below which a table of four has no room


class RunLine(Protocol):
    """A stored run in a list."""

    @property
    def id(self) -> str: ...
    @property
    def started(self) -> datetime: ...
    @property
    def state(self) -> RunState: ...
    @property
    def title(self) -> str: ...
    @property
    def labels(self) -> Sequence[tuple[Label, int]]: ...


# --- a run ------------------------------------------------------------------------------------------------------------


def print_run(run: Run, console: Console) -> None:
    """Every claim with its verdict and proof, then what was read and where each sentence went."""
    findings = find_findings(run)
    _print(console, Text(plain(run.article.title) or "(no title)", style="bold"))
    if console.is_terminal and console.width >= ROOM:
        console.print(_table(findings))
    else:
        _print_lines(findings, console)
    for line in say_tally(run):
        _print(console, Text(line))


def say_tally(run: Run) -> tuple[str, ...]:
    """The closing lines: verdicts, references, sentences, and every issue."""
    summary = read_summary(run)
    counts = [f"{count} {SHORT[label].lower()}" for label, count in summary.labels.items() if count]
    counts += [f"{count} {modality} (not judged)" for modality, count in summary.unjudged.items()]
    counts += [f"{summary.missing} without a verdict"] if summary.missing else []
    repeated = f" ({summary.duplicates} repeated)" if summary.duplicates else ""
    states = [f"{count} {STATES[state]}" for state, count in summary.states.items()]
    return (
        f"Claims: {summary.claims}{repeated}: {', '.join(counts) or 'none'}",
        f"References: {len(run.sources)}: {', '.join(states) or 'none'}",
        *_say_unread(run),
        say_sentences(run.extraction),
        *(f"Issue: {plain(issue.where)}: {plain(issue.cause)}" for issue in run.issues),
    )


def say_sentences(extraction: Extraction) -> str:
    """One line that accounts for every sentence."""
    buckets = count_sentences(extraction.sentences)
    reasons = ", ".join(f"{count} {plain(why)}" for why, count in count_reasons(extraction.sentences).items())
    return (
        f"Sentences: {len(extraction.sentences)} = {buckets['claim']} with claims"
        f" + {buckets['duplicate']} duplicate + {buckets['furniture']} furniture"
        f" + {buckets['not_checkable']} not checkable" + (f" ({reasons})" if reasons else "")
    )


def _say_unread(run: Run) -> tuple[str, ...]:
    named = []
    for source in read_summary(run).unread:
        tried = say_outcome(source.captures[-1].outcome) if source.captures else STATES[source.state]
        named.append(f"{source.reference.n} {name_source(source)} ({tried})")
    return (f"Not read (their silence counts for nothing): {'; '.join(named)}",) if named else ()


def _table(findings: tuple[Finding, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="dim", expand=True)
    table.add_column("#", justify="right", style="dim", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("claim", ratio=4)
    table.add_column("proof", ratio=5)
    for finding in findings:
        table.add_row(str(finding.number), _tag(finding), Text(plain(finding.claim.text)), _proof(finding))
    return table


def _print_lines(findings: tuple[Finding, ...], console: Console) -> None:
    for finding in findings:
        line = Text.assemble(f"{finding.number}. ", _tag(finding), " ", plain(finding.claim.text))
        _print(console, line)
        _print(console, _proof(finding), indent=4)


def _tag(finding: Finding) -> Text:
    verdict = finding.verdict
    if verdict is None:
        return Text(finding.name, style="bold red" if finding.missing else "dim italic")
    return Text(f"{finding.name} {verdict.confidence:.2f}", style=STYLES[verdict.label])


def _proof(finding: Finding) -> Text:
    """The quote and its origin; without one, why evidence is lacking. Empty when no verdict is due."""
    verdict = finding.verdict
    proof = find_proof(verdict)
    if verdict is None:
        return Text("")
    if verdict.shortfall is not None or proof is None:
        return Text(SHORTFALLS[verdict.shortfall] if verdict.shortfall else "", style="dim")
    against = "; there is evidence on the other side too" if verdict.label is Label.CONFLICTING else ""
    return Text.assemble(f"“{plain(proof.passage.text)}”", (f" {name_origin(proof)}{against}", "dim"))


def _print(console: Console, text: Text, indent: int = 0) -> None:
    """``text``, wrapped with a hanging indent on a terminal; elsewhere one unbroken line. Nothing when empty."""
    if not text:
        return
    if not console.is_terminal:
        console.print(Text(" " * indent) + text, soft_wrap=True)
        return
    for line in text.wrap(console, max(console.width - indent, 20)):
        line.rstrip()
        console.print(Text(" " * indent) + line, no_wrap=True)


# --- one claim, claims alone, lists -----------------------------------------------------------------------------------


def print_claim(run: Run, claim_id: str, console: Console) -> None:
    """One claim of a run with all of its evidence. Prints nothing when the run has no such claim."""
    for finding in find_findings(run):
        if finding.claim.id != claim_id:
            continue
        claim, verdict = finding.claim, finding.verdict
        _print(console, Text.assemble(_tag(finding), " ", (plain(claim.text), "bold")))
        _print(console, Text(f"In the article: “{plain(claim.source.exact)}”"))
        _print(console, Text(f"{claim.kind}, {claim.modality}; run {plain(run.id)}", style="dim"))
        if verdict is not None:
            _print(console, Text(f"{plain(verdict.justification)} (rule {plain(verdict.rule)})"))
        for evidence in verdict.evidence if verdict else ():
            _print_evidence(evidence, console)


def _print_evidence(evidence: Evidence, console: Console) -> None:
    head = f"{evidence.stance} {evidence.score:.2f}, rule {plain(evidence.rule)}: {name_origin(evidence)}"
    _print(console, Text(head, style="dim"), indent=2)
    _print(console, Text(f"“{plain(evidence.passage.text)}”"), indent=4)
    for pair in evidence.comparisons:
        verb = "agrees with" if pair.agrees else "differs from"
        line = f"{plain(pair.aspect)}: {plain(pair.claim)} {verb} {plain(pair.evidence)}"
        _print(console, Text(line), indent=4)


def print_extraction(article: Article, extraction: Extraction, console: Console) -> None:
    """The claims of an article, each with kind and modality, and the account of its sentences."""
    _print(console, Text(plain(article.title) or "(no title)", style="bold"))
    for number, claim in enumerate(extraction.claims, start=1):
        sort = f"{claim.kind}, {claim.modality}" + (", repeated" if claim.duplicate_of else "")
        _print(console, Text.assemble(f"{number}. ", plain(claim.text), (f" ({sort})", "dim")))
    _print(console, Text(say_sentences(extraction)))


def print_runs(runs: Sequence[RunLine], console: Console) -> None:
    """A line a run: id, when it started, how it stands unless it finished, the article's title, its verdicts by label."""
    for run in runs:
        unfinished = "" if run.state is RunState.FINISHED else f" ({run.state})"
        line = Text(
            f"{plain(run.id)}  {say_moment(run.started)}{unfinished}  {plain(run.title) or '(no title)'}"
        )
        for label, count in sorted(run.labels):
            line.append(f"  {count} {SHORT[label].lower()}", STYLES[label])
        _print(console, line)
    if not runs:
        _print(console, Text("no runs yet"))


def print_difference(old: Run, new: Run, console: Console, decisions: Iterable[Decision] = ()) -> None:
    """What changed from one run to another, each change with its causes."""
    print_changes(find_changes(old, new, decisions), console)
    print_watched((compare_articles(old, new.article), *watch_sources(old, new)), console)


def print_changes(
    changes: Sequence[Change], console: Console, gold: Mapping[str, bool] | None = None
) -> None:
    """Each change with its causes, then how many there are. ``gold`` says by claim id whether an answer is acceptable."""
    for change in changes:
        before = _tag(change.before) if change.before else Text("new claim", style="dim")
        after = _tag(change.after) if change.after else Text("no longer claimed", style="dim")
        _print(console, Text.assemble(before, " → ", after, "  ", plain(change.text)))
        if change.former:
            _print(console, Text(f"before: {plain(change.former)}", style="dim"), indent=4)
        _print(console, Text("; ".join(change.causes), style="dim"), indent=4)
        known = gold.get(change.after.claim.id) if gold and change.after else None
        if known is not None:
            says = "the gold standard accepts it" if known else "the gold standard does not accept it"
            _print(console, Text(says, style="dim" if known else "bold red"), indent=4)
    _print(console, Text(f"{len(changes)} changed" if changes else "every verdict is the same"))


def print_watched(watched: Sequence[Watched], console: Console) -> None:
    """What became of the article and its sources: a count by fate, then each that is not as it was."""
    counts = Counter(one.fate for one in watched)
    _print(console, Text("Pages: " + ", ".join(f"{counts[fate]} {fate}" for fate in Fate if counts[fate])))
    for one in watched:
        if one.fate is Fate.UNCHANGED:
            continue
        detail = f" ({plain(one.detail)})" if one.detail else ""
        _print(console, Text(f"{plain(one.name)}: {one.fate}{detail} {plain(one.url)}".rstrip()), indent=2)
        for quote in one.quotes:
            _print(console, Text(f"no longer in it: “{plain(quote)}”"), indent=4)


# --- progress ---------------------------------------------------------------------------------------------------------


@contextmanager
def open_progress(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """Yields a function of (step, done, total): bars on a terminal, else a line when a step is complete."""
    if not console.is_terminal:
        yield lambda step, done, total: _say_step(console, step, done, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, int] = {}

        def report(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(plain(step), total=total)
            bars.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]  # a TaskID is an int

        yield report


def _say_step(console: Console, step: str, done: int, total: int) -> None:
    if done >= total:
        _print(console, Text(f"{plain(step)}: {done} of {total}"))
