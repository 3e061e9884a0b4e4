"""The letter that a label has in style sheets and charts, and the words for what isn't a label."""

from __future__ import annotations

from claimcheck.model.evidence import Stance
from claimcheck.model.note import NoteKind
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label
from claimcheck.report.corrections import Remedy
from claimcheck.report.summary import Finding

TONES = "xrcnso"
"""The most alarming first: verdict missing, refuted, conflicting, not enough, supported, not judged."""

LABEL_TONES = {Label.SUPPORTED: "s", Label.REFUTED: "r", Label.CONFLICTING: "c", Label.NOT_ENOUGH: "n"}
STANCE_TONES = {Stance.SUPPORTS: "s", Stance.REFUTES: "r", Stance.NEUTRAL: "n"}
STATE_TONES = {
    ReferenceState.READ: "s",
    ReferenceState.ARCHIVED: "s",
    ReferenceState.DIGEST: "d",
    ReferenceState.UNREADABLE: "x",
    ReferenceState.UNREACHABLE: "x",
    ReferenceState.UNRESOLVED: "x",
}

REMEDIES = {
    Remedy.CORRECT: ("r", "Wrong"),
    Remedy.SOFTEN: ("c", "To soften"),
    Remedy.QUALIFY: ("c", "To qualify"),
}
"""Tone and heading of what a sentence needs."""

NOTE_KINDS = {
    NoteKind.FIGURE: "two figures",
    NoteKind.SUM: "does not add up",
    NoteKind.COUNT: "miscounted",
    NoteKind.ROLE: "two roles",
    NoteKind.NAME: "two spellings",
    NoteKind.DATE: "date past",
}


def tone_of(finding: Finding) -> str:
    if finding.verdict is not None:
        return LABEL_TONES[finding.verdict.label]
    return "x" if finding.missing else "o"
