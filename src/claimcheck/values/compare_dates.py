"""Sets an evidence's date against a claim's."""

from __future__ import annotations

from datetime import date

from claimcheck.model.claim import PartialDate
from claimcheck.values.agreement import Finding, agrees, differs, incomparable

_POINTS = frozenset({"", "on"})
_YEAR = 366  # days


def compare_dates(claim: PartialDate, evidence: PartialDate) -> Finding:
    """Whether the evidence's date bears the claim's out, if both speak of the same event or state.

    Reasons: 'date' (agrees: the evidence lies within the claim's days; differs: they have no day in common),
    'precision' (the evidence names a longer time that holds the claim's, or overlaps it: it settles nothing),
    'period' (two times with a beginning and an end), 'deadline' (by, before, after, until), 'relation' (a beginning
    or end against an event: only their overlap says something).
    """
    mine, theirs = claim.relation, evidence.relation
    if mine in _POINTS and theirs in _POINTS:
        return _compare_points(claim, evidence)
    if mine == theirs:
        return _compare_periods(claim, evidence) if mine == "from_to" else _compare_edges(claim, evidence)
    if mine in ("by", "before", "after") and theirs in _POINTS:
        return _against_deadline(claim, evidence)
    if theirs in ("by", "before", "after") and mine in _POINTS:
        found = _against_deadline(evidence, claim)
        return found if found.differs else incomparable("precision")
    if "from_to" in (mine, theirs):
        return _against_period(claim, evidence)
    if _overlap(claim, evidence) and {mine, theirs} <= {"since", "until", "by", "", "on"}:
        return agrees("date") if _within(evidence, claim) else incomparable("precision")
    return incomparable("relation")


def _overlap(one: PartialDate, other: PartialDate) -> bool:
    return one.start <= other.end and other.start <= one.end


def _within(inner: PartialDate, outer: PartialDate) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _compare_points(claim: PartialDate, evidence: PartialDate) -> Finding:
    if _within(evidence, claim):
        return agrees("date")
    return incomparable("precision") if _overlap(claim, evidence) else differs("date")


def _compare_edges(claim: PartialDate, evidence: PartialDate) -> Finding:
    """Two beginnings, two ends, two deadlines."""
    found = _compare_points(claim, evidence)
    return differs("deadline") if found.differs and claim.relation in ("by", "before", "after") else found


def _compare_periods(claim: PartialDate, evidence: PartialDate) -> Finding:
    """Two times with a beginning and an end: apart by more than their writing can explain, or the same."""
    if (claim.start, claim.end) == (evidence.start, evidence.end):
        return agrees("period")
    if not _overlap(claim, evidence):
        return differs("period")
    if _far(claim.start, evidence.start) or _far(claim.end, evidence.end):
        return differs("period") if not _within(claim, evidence) else incomparable("period")
    same_years = (claim.start.year, claim.end.year) == (evidence.start.year, evidence.end.year)
    whole_years = claim.start.month == 1 == claim.start.day and claim.end.month == 12 and claim.end.day == 31
    return agrees("period") if same_years and whole_years else incomparable("precision")


def _far(one: date, other: date) -> bool:
    return abs((one - other).days) > _YEAR


def _against_deadline(limit: PartialDate, event: PartialDate) -> Finding:
    """'by', 'before' or 'after' against the day of an event."""
    if limit.relation == "after":
        early, late = event.start > limit.end, event.end <= limit.start
    elif limit.relation == "before":
        early, late = event.end < limit.start, event.start >= limit.end
    else:
        early, late = event.end <= limit.end, event.start > limit.end
    if early:
        return agrees("deadline")
    return differs("deadline") if late else incomparable("precision")


def _against_period(claim: PartialDate, evidence: PartialDate) -> Finding:
    """A time with a beginning and an end against a point, a beginning or an end."""
    period, other = (claim, evidence) if claim.relation == "from_to" else (evidence, claim)
    if other.relation == "since":
        return _edge(period.start, other)
    if other.relation in ("until", "by"):
        return _edge(period.end, other)
    if other.relation in _POINTS:
        if _within(other, period):
            return agrees("period")
        return incomparable("precision") if _overlap(other, period) else differs("period")
    return incomparable("relation")


def _edge(day: date, other: PartialDate) -> Finding:
    if other.start <= day <= other.end:
        return agrees("period")
    return differs("period") if _far(day, other.start) and _far(day, other.end) else incomparable("precision")
