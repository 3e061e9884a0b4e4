"""Two runs side by side: which verdicts differ and why, which claims came, went or were reworded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claimcheck.model.run import AddressOrigin, Engine, Run, Source
from claimcheck.model.verdict import Decision
from claimcheck.report.plain import name_source, plain, say_day
from claimcheck.report.summary import SHORT, UNREAD, Finding, find_findings

ALIKE = 0.6  # share of words, 0..1, from which a claim that came is taken for one that went, reworded


@dataclass(frozen=True, slots=True)
class Change:
    """A claim whose answer or wording differs. ``before`` is ``None`` for a claim that came, ``after`` for one that went.

    ``causes`` are plain phrases, the likeliest first; empty when none was found. ``former`` is how a reworded claim
    read before, '' otherwise. ``decision`` is a person's answer since, where that is what differs.
    """

    text: str
    before: Finding | None
    after: Finding | None
    causes: tuple[str, ...] = ()
    former: str = ""
    decision: Decision | None = None

    @property
    def flipped(self) -> bool:
        """Whether the machine answers otherwise than before, or no more."""
        return self.before is not None and (self.after is None or self.before.name != self.after.name)


def find_changes(old: Run, new: Run, decisions: Iterable[Decision] = ()) -> tuple[Change, ...]:
    """Changes from ``old`` to ``new`` in the new run's order, claims that went last. Empty when all is as it was.

    ``decisions`` are those beside the new run's verdicts; one that was made before the old run is no change.
    """
    before, after = _by_words(old), _by_words(new)
    gone = [one for key, one in before.items() if key not in after]
    came = [one for key, one in after.items() if key not in before]
    reworded = match_reworded(gone, came)
    people = {one.review.claim: one for one in decisions if one.stands and one.review.decided > old.started}
    changed = [
        change
        for key, finding in sorted(after.items(), key=lambda pair: pair[1].number)
        if (change := _compare(old, new, before.get(key), finding, reworded, people)) is not None
    ]
    replaced = {former.number for former in reworded.values()}
    went = [
        Change(finding.claim.text, finding, None, _causes(old, new, finding, None))
        for finding in sorted(gone, key=lambda one: one.number)
        if finding.number not in replaced
    ]
    return (*changed, *went)


def match_reworded(gone: Sequence[Finding], came: Sequence[Finding]) -> dict[int, Finding]:
    """For claims that came, by number, the one that went and says nearly the same; each is taken once, the likest
    pair first."""
    alike = [
        (_likeness(old, new), new.number, old)
        for new in came
        for old in gone
        if old.claim.kind == new.claim.kind or old.claim.section == new.claim.section
    ]
    found: dict[int, Finding] = {}
    taken: set[int] = set()
    for likeness, number, old in sorted(alike, key=lambda one: (-one[0], one[1], one[2].number)):
        if likeness >= ALIKE and number not in found and old.number not in taken:
            found[number] = old
            taken.add(old.number)
    return found


def _likeness(one: Finding, other: Finding) -> float:
    words = (one.claim.text.casefold().split(), other.claim.text.casefold().split())
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def _compare(
    old: Run,
    new: Run,
    before: Finding | None,
    after: Finding,
    reworded: dict[int, Finding],
    people: dict[str, Decision],
) -> Change | None:
    former = reworded.get(after.number) if before is None else None
    decision = people.get(after.claim.id)
    decided = decision is not None and decision.review.label != (
        after.verdict.label if after.verdict else None
    )
    if before is not None and before.name == after.name and not decided:
        return None
    told = (_say_decision(decision),) if decision is not None and decided else ()
    return Change(
        after.claim.text,
        before or former,
        after,
        (*told, *_causes(old, new, before, after, former)),
        former.claim.text if former else "",
        decision if decided else None,
    )


def _say_decision(decision: Decision) -> str:
    review = decision.review
    answer = SHORT[review.label] if review.label else review.reason.replace("-", " ")
    return f"{plain(review.reviewer)} decided on {say_day(review.decided.date())}: {answer}"


def _by_words(run: Run) -> dict[str, Finding]:
    """Claims by what they say, repetitions left out. Ids change with the article's bytes; the self-contained words of
    a claim outlive an edit elsewhere."""
    distinct = [finding for finding in find_findings(run) if not finding.claim.duplicate_of]
    return {" ".join(finding.claim.text.split()).casefold(): finding for finding in reversed(distinct)}


def _causes(
    old: Run, new: Run, before: Finding | None, after: Finding | None, former: Finding | None = None
) -> tuple[str, ...]:
    causes = []
    if before is None or after is None:
        edited = old.article.sha256 != new.article.sha256
        causes.append("article edited" if edited else "claims are found otherwise")
        before = before or former
    if before is not None and after is not None and before.name != after.name:
        causes += _source_causes(old, new, before, after)
    if before is None or after is None or before.name != after.name:
        causes += _engine_causes(old.engine, new.engine)
    return tuple(causes)


def _engine_causes(old: Engine, new: Engine) -> list[str]:
    if old.key == new.key:
        return []
    parts = (
        ("rules", old.rules, new.rules),
        ("verifier", old.verifier, new.verifier),
        ("language model", old.language_model, new.language_model),
        ("claimcheck", old.claimcheck, new.claimcheck),
    )
    differing = [name for name, before, after in parts if before != after]
    return [f"another engine ({', '.join(differing)})" if differing else "another engine"]


def _source_causes(old: Run, new: Run, before: Finding, after: Finding) -> list[str]:
    """What became of the sources that either answer rests on, by their number in the new run, then those that went."""
    former = {_find(new.sources, one) or one.reference.n: one for one in _rests_on(old, before)}
    current = {one.reference.n: one for one in _rests_on(new, after)}
    later = {one.reference.n: one for one in new.sources}
    earlier = {_find(new.sources, one) or one.reference.n: one for one in old.sources}
    found = []
    for n in sorted({*former, *current}):
        first, second = former.get(n) or earlier.get(n), current.get(n) or later.get(n)
        cause = _source_cause(first, second)
        named = second or first
        if cause and named:
            found.append(f"reference {n} {cause} ({name_source(named)})")
    return found


def _rests_on(run: Run, finding: Finding) -> list[Source]:
    evidence = finding.verdict.evidence if finding.verdict else ()
    numbers = {*finding.claim.references, *(one.passage.reference for one in evidence)}
    return [source for source in run.sources if source.reference.n in numbers]


def _find(sources: Sequence[Source], wanted: Source) -> int:
    """The number that a source has among ``sources``: that of the same title and publisher, for a list that was
    added to counts on; 0 where none has them, unless the one of its own number has its address."""
    entry = wanted.reference
    named = [
        one.reference.n
        for one in sources
        if (one.reference.title, one.reference.publisher) == (entry.title, entry.publisher)
    ]
    if named:
        return entry.n if entry.n in named else named[0]
    return next(
        (one.reference.n for one in sources if one.reference.url and one.reference.url == entry.url), 0
    )


def _source_cause(before: Source | None, after: Source | None) -> str:
    if before is None or after is None:
        return "is new" if after else "is no longer cited"
    if before.reference.url != after.reference.url:
        pinned = after.origin is AddressOrigin.PINNED
        return "was pinned to another address" if pinned else "has another address"
    if (before.state in UNREAD) != (after.state in UNREAD):
        return "could not be read any more" if after.state in UNREAD else "could be read now"
    if before.document and after.document and before.document.capture_sha256 != after.document.capture_sha256:
        return "was edited"
    return ""
