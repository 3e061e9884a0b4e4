"""What the pages show, worked out from runs, reviews and the queue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from claimcheck.model.article import BlockKind
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import Capture, Stance
from claimcheck.model.run import Source
from claimcheck.model.verdict import Label, Review, Verdict
from claimcheck.report.difference import find_changes
from claimcheck.report.layout import Group, Part
from claimcheck.report.page import Card, Quote
from claimcheck.report.plain import plain
from claimcheck.report.summary import SHORT, UNREAD, Finding
from claimcheck.report.tone import LABEL_TONES
from claimcheck.store.attaching import Attachment, Further, Shelved
from claimcheck.store.ledger import Answer, History
from claimcheck.store.standing import ACCEPTED, BLIND, NOT_A_CLAIM, SECOND_LOOK, UNDONE
from claimcheck.web.site import Shown, Site

AROUND = 2  # blocks shown before and after the claim's own
FAR = 4  # the same for rows of a table and items of a list

REASONS = {
    "source-misread": "the source says otherwise than was read",
    "claim-misread": "the claim was misread",
    "proof-overlooked": "the proof was overlooked",
    "unfit-source": "the source is not fit to prove it",
    "context": "true or false only out of its context",
    "outdated": "the evidence is out of date",
    "other": "something else (say it in the note)",
}
"""Why a person gives another answer than the machine."""

ANSWERS = {
    ACCEPTED: "accepted",
    NOT_A_CLAIM: "not a claim",
    SECOND_LOOK: "asked for a second look",
    UNDONE: "undone",
}


ATTACHED = {
    Stance.SUPPORTS: "supports the claim",
    Stance.REFUTES: "refutes the claim",
    Stance.NEUTRAL: "settles nothing",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A line of a claim's history: a run's answer (``tone`` set) or a person's. ``causes`` explain a flip."""

    moment: datetime
    who: str
    says: str
    tone: str = ""
    why: str = ""
    note: str = ""
    run_id: str = ""
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote with the capture that it stands in and the source that it was read for."""

    quote: Quote
    source: Source | None
    capture: Capture | None


@dataclass(frozen=True, slots=True)
class Added:
    """What people added to a claim's evidence, and the stored documents that they can take more from."""

    attachments: tuple[Attachment, ...]
    shelf: tuple[Shelved, ...]
    further: tuple[Further, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim with all that its page shows. ``wording`` is a person's, '' where the claim's text stands; ``attached``
    are the passages that people put beside it and left there."""

    shown: Shown
    card: Card
    groups: tuple[Group, ...]
    proofs: tuple[Proof, ...]
    others: tuple[Proof, ...]
    unread: tuple[Source, ...]
    events: tuple[Event, ...]
    decision: Review | None
    wording: str
    attached: tuple[Attachment, ...]
    added: Added

    @property
    def claim(self) -> Claim:
        return self.card.finding.claim

    @property
    def verdict(self) -> Verdict | None:
        return self.card.finding.verdict


def view_claim(site: Site, shown: Shown, claim_id: str, history: History, added: Added) -> ClaimView:
    """Raises KeyError when the run has no such claim."""
    finding = shown.by_id[claim_id]
    card = shown.cards[finding.number]
    latest = history.reviews[-1] if history.reviews else None
    decision = None if latest is None or latest.reason == UNDONE else latest
    return ClaimView(
        shown=shown,
        card=card,
        groups=_surround(shown, finding.claim),
        proofs=tuple(_prove(shown, quote) for quote in card.quotes),
        others=tuple(_prove(shown, quote) for quote in card.others),
        unread=tuple(
            source
            for source in shown.run.sources
            if source.state in UNREAD and source.reference.n in finding.claim.references
        ),
        events=list_events(site, history, added.attachments),
        decision=decision,
        wording=decision.wording if decision else "",
        attached=tuple(one for one in added.attachments if one.lasting),
        added=replace(added, shelf=order_shelf(finding, added.shelf)),
    )


def order_shelf(finding: Finding, shelf: tuple[Shelved, ...]) -> tuple[Shelved, ...]:
    """Documents that the claim's verdict draws on first, by weight, then those that it cites, then the others."""
    weighed = [one.passage.reference for one in finding.verdict.evidence] if finding.verdict else []
    near = [*weighed, *finding.claim.references]
    return tuple(sorted(shelf, key=lambda one: near.index(one.n) if one.n in near else len(near)))


def name_answer(answer: str) -> str:
    """A person's answer in words: a label in short, or what else they decided."""
    return SHORT[Label(answer)] if answer in set(Label) else ANSWERS.get(answer, answer)


def list_events(site: Site, history: History, attachments: tuple[Attachment, ...]) -> tuple[Event, ...]:
    """All that runs and people said of a claim, newest first; runs that repeat the answer before are one line."""
    told: list[Event] = []
    before: Answer | None = None
    for answer in history.answers:
        if before is None or before.verdict.label != answer.verdict.label:
            told.append(_tell_answer(site, history, before, answer))
        before = answer
    told += [_tell_review(review) for review in history.reviews]
    told += [_tell_attachment(one) for one in attachments]
    return tuple(sorted(told, key=lambda event: event.moment, reverse=True))


def _tell_answer(site: Site, history: History, before: Answer | None, answer: Answer) -> Event:
    causes: tuple[str, ...] = ()
    if before is not None:
        changes = find_changes(site.show_run(before.run_id).run, site.show_run(answer.run_id).run)
        causes = next((change.causes for change in changes if change.text == history.claim.text), ())
    label = answer.verdict.label
    return Event(
        answer.started,
        "machine",
        SHORT[label],
        LABEL_TONES[label],
        f"rule {answer.verdict.rule}",
        "",
        answer.run_id,
        causes,
    )


def _tell_review(review: Review) -> Event:
    says = name_answer(review.label or review.reason)
    if review.label and review.reason == ACCEPTED:
        says = f"accepted: {says}"
    elif review.reason == BLIND:
        says = f"{says}, without having seen the machine’s answer"
    why = REASONS.get(review.reason, "")
    return Event(review.decided, review.reviewer, says, "", why, review.note)


def _tell_attachment(one: Attachment) -> Event:
    says = "took a passage off" if one.withdrawn else f"attached a passage that {ATTACHED[one.stance]}"
    return Event(one.attached, one.person, says, "", f"“{plain(one.selector.exact)}”", one.note)


def _prove(shown: Shown, quote: Quote) -> Proof:
    passage = quote.evidence.passage
    source = next((one for one in shown.run.sources if one.reference.n == passage.reference), None)
    captures = source.captures if source else ()
    capture = next((one for one in reversed(captures) if one.sha256 == passage.capture_sha256), None)
    return Proof(quote, source, capture)


def _surround(shown: Shown, claim: Claim) -> tuple[Group, ...]:
    """The claim's blocks with some before and after, under the same heading; furniture left out."""
    readable = [(kind, part) for kind, part in shown.parts if _reads(part)]
    mine = [place for place, (_, part) in enumerate(readable) if part.block.span.overlaps(claim.source.span)]
    if not mine:
        return ()
    first, last = mine[0], mine[-1]
    around = FAR if readable[first][0] != "text" else AROUND
    window = readable[max(0, first - around) : last + around + 1]
    near = [(kind, part) for kind, part in window if part.block.section == readable[first][1].block.section]
    return tuple(
        Group(kind, tuple(part for _, part in own)) for kind, own in groupby(near, key=lambda pair: pair[0])
    )


def _reads(part: Part) -> bool:
    return part.block.kind not in (
        BlockKind.FURNITURE,
        BlockKind.REFERENCE,
        BlockKind.TITLE,
        BlockKind.HEADING,
    )
