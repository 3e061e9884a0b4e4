"""The run counted for a reader: claims with number and verdict, labels, sources by state, sentences by bucket."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from claimcheck.model.claim import UNCHECKABLE, Bucket, Claim, Sentence
from claimcheck.model.run import ReferenceState, Run, Source
from claimcheck.model.verdict import Label, Verdict

SHORT = {
    Label.SUPPORTED: "Supported",
    Label.REFUTED: "Refuted",
    Label.CONFLICTING: "Conflicting",
    Label.NOT_ENOUGH: "Not enough evidence",
}
"""Labels as a reader meets them in tight places; files for machines keep AVeriTeC's spelling."""

UNREAD = frozenset({ReferenceState.UNREADABLE, ReferenceState.UNREACHABLE, ReferenceState.UNRESOLVED})


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim with its number in reading order (from 1) and its verdict.

    ``verdict`` is ``None`` when none is due (opinion, question, prediction) and when one is due but missing;
    ``missing`` tells the two apart. A duplicate without a verdict of its own has that of the claim it repeats.
    """

    number: int
    claim: Claim
    verdict: Verdict | None

    @property
    def due(self) -> bool:
        return is_due(self.claim)

    @property
    def missing(self) -> bool:
        return self.due and self.verdict is None

    @property
    def name(self) -> str:
        """The label in short, or why there is none."""
        if self.verdict is not None:
            return SHORT[self.verdict.label]
        if self.claim.modality in UNCHECKABLE:
            return f"Not judged: {self.claim.modality}"
        return "No verdict"


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts for the head of a report. ``labels`` counts claims with a verdict due, duplicates left out;
    ``unjudged`` counts the rest by modality. Both hold every key, zeros included for labels."""

    claims: int
    duplicates: int
    labels: dict[Label, int]
    missing: int
    unjudged: dict[str, int]
    states: dict[ReferenceState, int]
    unread: tuple[Source, ...]
    digests: tuple[Source, ...]


def is_due(claim: Claim) -> bool:
    """Whether a claim must leave with a verdict of its own."""
    return claim.modality not in UNCHECKABLE and not claim.duplicate_of


def find_findings(run: Run) -> tuple[Finding, ...]:
    """Every claim of the run in reading order, with its verdict."""
    verdicts = {verdict.claim: verdict for verdict in run.verdicts}
    found = []
    for number, claim in enumerate(run.extraction.claims, start=1):
        verdict = verdicts.get(claim.id) or verdicts.get(claim.duplicate_of)
        found.append(Finding(number, claim, None if claim.modality in UNCHECKABLE else verdict))
    return tuple(found)


def read_summary(run: Run) -> Summary:
    """The counts of ``run``, each claim counted once."""
    distinct = [finding for finding in find_findings(run) if not finding.claim.duplicate_of]
    labels = Counter(finding.verdict.label for finding in distinct if finding.verdict)
    unjudged = Counter(str(finding.claim.modality) for finding in distinct if not finding.due)
    states = Counter(source.state for source in run.sources)
    return Summary(
        claims=len(distinct),
        duplicates=len(run.extraction.claims) - len(distinct),
        labels={label: labels[label] for label in SHORT},
        missing=sum(finding.missing for finding in distinct),
        unjudged=dict(sorted(unjudged.items())),
        states={state: states[state] for state in ReferenceState if states[state]},
        unread=tuple(source for source in run.sources if source.state in UNREAD),
        digests=tuple(source for source in run.sources if source.state is ReferenceState.DIGEST),
    )


def count_sentences(sentences: tuple[Sentence, ...]) -> dict[str, int]:
    """Sentences by bucket, all four buckets present; the counts add up to ``len(sentences)``."""
    found = Counter(sentence.bucket for sentence in sentences)
    return {str(bucket): found[bucket] for bucket in Bucket}


def count_reasons(sentences: tuple[Sentence, ...]) -> dict[str, int]:
    """Sentences that are not checkable, by reason, the most frequent first."""
    found = Counter(
        sentence.reason or "unspecified" for sentence in sentences if sentence.bucket is Bucket.NOT_CHECKABLE
    )
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
