"""Why the verdict is what it is, in two or three plain sentences: the quote, the two values, what was not found."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.judge.case import Case
from claimcheck.model.evidence import CaptureKind, Comparison, Evidence, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.verdict import Label, Shortfall

_QUOTE = 280  # code points of a quote that are shown


def describe_verdict(case: Case, label: Label, shortfall: Shortfall | None, proof: Sequence[Evidence]) -> str:
    """Plain sentences for a reader; never empty."""
    if label is Label.CONFLICTING:
        sentences = _describe_conflict(proof)
    elif shortfall is not None:
        sentences = _describe_shortfall(case, shortfall, proof)
    else:
        sentences = _describe_decision(case, label, proof)
    return " ".join([*sentences, *_describe_unread(case)])


def _describe_decision(case: Case, label: Label, proof: Sequence[Evidence]) -> list[str]:
    side = Stance.SUPPORTS if label is Label.SUPPORTED else Stance.REFUTES
    best = next(item for item in proof if item.stance is side)
    sentences = [_quote(best), *_contrast(best)]
    others = [
        witness.name for witness in case.witnesses if witness.strength(side) and best not in witness.evidence
    ]
    if others:
        verb = "agrees" if len(others) == 1 else "agree"
        sentences.append(f"{_join(others)} {verb}{'' if label is Label.SUPPORTED else ' that it is not so'}.")
    return sentences


def _describe_conflict(proof: Sequence[Evidence]) -> list[str]:
    pro = next(item for item in proof if item.stance is Stance.SUPPORTS)
    con = next(item for item in proof if item.stance is Stance.REFUTES)
    return ["The sources disagree.", f"For it: {_quote(pro)}", f"Against it: {_quote(con)}", *_contrast(con)]


def _describe_shortfall(case: Case, shortfall: Shortfall, proof: Sequence[Evidence]) -> list[str]:
    if shortfall is Shortfall.UNCITED:
        return ["The article cites no source for this claim, and none was supplied."]
    if shortfall is Shortfall.UNRESOLVED:
        return ["No address is known for the sources of this claim, so none could be read."]
    if shortfall is Shortfall.UNREACHABLE:
        return ["None of the sources of this claim could be fetched."]
    if shortfall is Shortfall.UNREADABLE:
        return ["The sources of this claim were fetched, but no text could be read from them."]
    searched = _describe_search(case)
    if shortfall is Shortfall.SILENT or not proof:
        return [f"{searched} and nothing in them bears on this claim."]
    nearest = proof[0]
    reason = nearest.note or "It does not settle the claim."
    return [
        f"{searched} and nothing settles this claim.",
        f"The nearest: {_quote(nearest)}",
        _sentence(reason),
    ]


def _describe_search(case: Case) -> str:
    passages = "one passage was" if case.searched == 1 else f"{case.searched} passages were"
    if not case.read:
        return f"{passages.capitalize()} weighed,"
    sources = "One source was" if len(case.read) == 1 else f"{len(case.read)} sources were"
    return f"{sources} read and {passages} weighed,"


def _describe_unread(case: Case) -> list[str]:
    """One sentence on the sources that could not be read, where others were."""
    if not case.unread or not (case.read or case.searched):
        return []
    return [f"Not read: {'; '.join(_describe_source(source) for source in case.unread)}."]


_STATE_WORDS = {
    ReferenceState.UNREADABLE: "no text could be read",
    ReferenceState.UNREACHABLE: "could not be fetched",
    ReferenceState.UNRESOLVED: "no address is known",
}


def _describe_source(source: Source) -> str:
    name = source.reference.publisher or source.reference.title or "untitled"
    return f"reference {source.reference.n}, {name} ({_STATE_WORDS[source.state]})"


def _quote(item: Evidence) -> str:
    """'Publisher, date, writes: “…”', saying so where it is a digest."""
    passage = item.passage
    name = (
        passage.publisher
        or passage.title
        or (f"Reference {passage.reference}" if passage.reference else "The source")
    )
    day = f" ({passage.published:%-d %B %Y})" if passage.published else ""
    digest = ", in a digest by another hand" if passage.kind is CaptureKind.DIGEST else ""
    return f"{name}{day}{digest}: “{_shorten(passage.text)}”"


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= _QUOTE:
        return text
    return text[:_QUOTE].rsplit(" ", 1)[0] + " …"


def _contrast(item: Evidence) -> list[str]:
    """The values that decided: what differs before what agrees."""
    if item.stance is Stance.REFUTES:
        differing = [row for row in item.comparisons if not row.agrees]
        if differing:
            return [_lay_out(differing[0])]
        return [_sentence(item.note)] if item.note else []
    agreeing = [row for row in item.comparisons if row.agrees and row.claim != row.evidence]
    return [_lay_out(row) for row in agreeing[:1]]


def _lay_out(row: Comparison) -> str:
    if row.agrees:
        return f"“{row.evidence}” there is “{row.claim}” in the claim ({row.aspect})."
    return f"The claim has “{row.claim}”, the source “{row.evidence}” ({row.aspect})."


def _sentence(text: str) -> str:
    text = text.strip()
    return (text[:1].upper() + text[1:]).rstrip(".") + "."


def _join(names: Sequence[str]) -> str:
    unique = list(dict.fromkeys(names))
    return unique[0] if len(unique) == 1 else f"{', '.join(unique[:-1])} and {unique[-1]}"
