"""Two runs side by side: which verdicts differ and why, which claims came and went."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model.run import Run, Source
from claimcheck.report.plain import name_source
from claimcheck.report.summary import UNREAD, Finding, find_findings


@dataclass(frozen=True, slots=True)
class Change:
    """A claim whose verdict differs. ``before`` is ``None`` for a claim that came, ``after`` for one that went.

    ``causes`` are plain phrases, the likeliest first; empty when none was found.
    """

    text: str
    before: Finding | None
    after: Finding | None
    causes: tuple[str, ...] = ()


def find_changes(old: Run, new: Run) -> tuple[Change, ...]:
    """Changes from ``old`` to ``new`` in the new run's order, claims that went last. Empty when all is as it was."""
    before, after = _by_words(old), _by_words(new)
    changed = [
        Change(finding.claim.text, before.get(key), finding, _causes(old, new, before.get(key), finding))
        for key, finding in sorted(after.items(), key=lambda pair: pair[1].number)
        if key not in before or before[key].name != finding.name
    ]
    gone = [
        Change(finding.claim.text, finding, None, _causes(old, new, finding, None))
        for key, finding in sorted(before.items(), key=lambda pair: pair[1].number)
        if key not in after
    ]
    return (*changed, *gone)


def _by_words(run: Run) -> dict[str, Finding]:
    """Claims by what they say, repetitions left out. Ids change with the article's bytes; the self-contained words of
    a claim outlive an edit elsewhere."""
    distinct = [finding for finding in find_findings(run) if not finding.claim.duplicate_of]
    return {" ".join(finding.claim.text.split()).casefold(): finding for finding in reversed(distinct)}


def _causes(old: Run, new: Run, before: Finding | None, after: Finding | None) -> tuple[str, ...]:
    causes = []
    if before is None or after is None:
        edited = old.article.sha256 != new.article.sha256
        causes.append("article edited" if edited else "claims are found otherwise")
    else:
        causes += _source_causes(old, new, _referred(before) | _referred(after))
    if old.engine.key != new.engine.key:
        causes.append("another engine")
    return tuple(causes)


def _referred(finding: Finding) -> set[int]:
    evidence = finding.verdict.evidence if finding.verdict else ()
    return {*finding.claim.references, *(one.passage.reference for one in evidence)}


def _source_causes(old: Run, new: Run, numbers: set[int]) -> list[str]:
    before = {source.reference.n: source for source in old.sources}
    after = {source.reference.n: source for source in new.sources}
    found = []
    for n in sorted(numbers):
        cause = _source_cause(before.get(n), after.get(n))
        if cause:
            found.append(f"reference {n} {cause} ({name_source(after.get(n) or before[n])})")
    return found


def _source_cause(before: Source | None, after: Source | None) -> str:
    if before is None or after is None:
        return "is new" if after else "is no longer cited"
    if (before.state in UNREAD) != (after.state in UNREAD):
        return "could not be read any more" if after.state in UNREAD else "could be read now"
    if before.reference.url != after.reference.url:
        return "has another address"
    if before.document and after.document and before.document.capture_sha256 != after.document.capture_sha256:
        return "was edited"
    return ""
