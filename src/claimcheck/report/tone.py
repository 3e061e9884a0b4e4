"""The letter that a label has in style sheets and charts."""

from __future__ import annotations

from claimcheck.model.evidence import Stance
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label
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


def tone_of(finding: Finding) -> str:
    if finding.verdict is not None:
        return LABEL_TONES[finding.verdict.label]
    return "x" if finding.missing else "o"
