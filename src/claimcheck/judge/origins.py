"""Who is behind a piece of evidence: retellings of one text, and pages of one publisher, are one witness."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimcheck.model.claim import Claim
from claimcheck.model.evidence import CaptureKind, Evidence, Stance

_WORD = re.compile(r"\w+")
_SHINGLE = 4  # words in a row
_SAME_TEXT = 0.6  # share of the shorter quote's shingles that both have
_CORPORATE = re.compile(
    r"\b(the|a|of|and|for|in|office|press|newsroom|news|media|relations|investor|blog|department|company|inc|ltd|llc|plc"
    r"|group|corp|corporation|official|website|site|online|co)\b"
)


@dataclass(frozen=True, slots=True)
class Witness:
    """One independent origin with all that it says on a claim, strongest first; ``evidence`` is never empty.

    ``party`` tells that the origin is named in the claim itself: it speaks of its own affairs."""

    name: str
    evidence: tuple[Evidence, ...]
    party: bool = False

    def strength(self, stance: Stance) -> float:
        """The best score on one side, 0.0 when the witness says nothing there."""
        return max((item.score for item in self.evidence if item.stance is stance), default=0.0)

    @property
    def digest_only(self) -> bool:
        return all(item.passage.kind is CaptureKind.DIGEST for item in self.evidence)


def find_witnesses(claim: Claim, evidence: Iterable[Evidence]) -> tuple[Witness, ...]:
    """Group decisive evidence by independent origin, in order of first appearance."""
    groups: list[list[Evidence]] = []
    for item in evidence:
        if item.stance is Stance.NEUTRAL:
            continue
        home = next((group for group in groups if any(_same_origin(item, other) for other in group)), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return tuple(_read_witness(claim, group) for group in groups)


def _read_witness(claim: Claim, group: Sequence[Evidence]) -> Witness:
    ranked = tuple(sorted(group, key=lambda item: -item.score))
    name = (
        ranked[0].passage.publisher or ranked[0].passage.title or f"reference {ranked[0].passage.reference}"
    )
    return Witness(name, ranked, party=_names_party(claim, name))


def _same_origin(one: Evidence, other: Evidence) -> bool:
    a, b = one.passage, other.passage
    if a.reference == b.reference:
        return True
    if a.publisher and _plain(a.publisher) == _plain(b.publisher):
        return True
    return share_text(a.text, b.text)


def share_text(one: str, other: str) -> bool:
    """Whether two quotes are near-identical: syndicated copy or the same press release."""
    first, second = _shingles(one), _shingles(other)
    if not first or not second:
        return False
    return len(first & second) / min(len(first), len(second)) >= _SAME_TEXT


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _names_party(claim: Claim, publisher: str) -> bool:
    """The publisher's telling words all stand in the claim: it reports on itself."""
    words = set(_CORPORATE.sub(" ", _plain(publisher)).split())
    said = set(_plain(claim.said).split())
    return bool(words) and words <= said


def _plain(text: str) -> str:
    return " ".join(word.lower() for word in _WORD.findall(text))
