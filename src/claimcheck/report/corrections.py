"""What to change in the article: for each claim that its sources do not bear out, the smallest edit that would make it
true, a note to the author, and the text of a correction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

from claimcheck.model.evidence import CaptureKind, Comparison, Evidence, Stance
from claimcheck.model.verdict import Decision, Label, Verdict
from claimcheck.report.plain import plain, say_day
from claimcheck.report.summary import Finding
from claimcheck.values.quantity import find_quantities


class Remedy(StrEnum):
    """What a sentence needs. ``CORRECT``: it is wrong. ``SOFTEN``: the source goes less far. ``QUALIFY``: true for some
    sources, or at some time; the other side has to be told as well."""

    CORRECT = "correct"
    SOFTEN = "soften"
    QUALIFY = "qualify"


SOFTENING = frozenset({"plan-not-fact", "possible-only", "left-open"})
"""Rules of evidence by which a source says the same, only less firmly."""

LIKE = 0.7  # share of words, 0..1, from which a quote is the claim in other words, so that what differs is the edit
LONGEST = 6  # words of an edit on either side
_PERSONS = frozenset(
    ("i", "you", "he", "she", "it", "we", "they", "him", "her", "them", "his", "its", "their")
)
_VAGUE = _PERSONS | {"this", "that", "these", "those", "there", "who", "which"}
"""What a quote's value must not begin with: it means nothing outside of the quote."""
_LEAD = re.compile(r"^(?:The|A|An|Some|About|Nearly) ")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the article's words and what would stand there; both verbatim, ``start`` counts in the words."""

    start: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """``against`` is the evidence that speaks against the claim, ``None`` when only a person's word does. ``edits`` are in
    reading order; empty when no small edit would do, and the sentence has to be written anew."""

    finding: Finding
    remedy: Remedy
    against: Evidence | None
    other: Evidence | None  # what speaks for it, when sources differ
    edits: tuple[Edit, ...]
    decision: Decision | None

    @property
    def before(self) -> str:
        """The article's words as they stand."""
        return self.finding.claim.source.exact

    @property
    def after(self) -> str:
        """The article's words with the edits made; '' without any."""
        text = self.before
        for edit in reversed(self.edits):
            text = text[: edit.start] + edit.new + text[edit.start + len(edit.old) :]
        return text if self.edits else ""

    @property
    def pieces(self) -> tuple[tuple[str, str, str], ...]:
        """The article's words cut at the edits: (words before it, what goes, what comes); the last has no edit."""
        cut, at = [], 0
        for edit in self.edits:
            cut.append((self.before[at : edit.start], edit.old, edit.new))
            at = edit.start + len(edit.old)
        return (*cut, (self.before[at:], "", ""))


def find_corrections(
    findings: Iterable[Finding], decisions: Iterable[Decision] = (), then: Iterable[Verdict] = ()
) -> tuple[Correction, ...]:
    """Corrections in reading order. Where a person's decision stands, it goes before the machine's verdict; ``then`` are
    verdicts as of the article's day: what was right then is qualified, not called wrong."""
    people = {one.review.claim: one for one in decisions if one.stands}
    right_then = {one.claim for one in then if one.label is Label.SUPPORTED}
    found = []
    for finding in findings:
        decision = people.get(finding.claim.id)
        label = decision.review.label if decision else finding.verdict.label if finding.verdict else None
        if finding.due and label in (Label.REFUTED, Label.CONFLICTING):
            found.append(_correct(finding, label, decision, finding.claim.id in right_then))
    return tuple(found)


def _correct(finding: Finding, label: Label, decision: Decision | None, right_then: bool) -> Correction:
    evidence = finding.verdict.evidence if finding.verdict else ()
    against = next((one for one in evidence if one.stance is Stance.REFUTES), None)
    other = next((one for one in evidence if one.stance is Stance.SUPPORTS), None)
    overtaken = finding.verdict is not None and finding.verdict.rule == "overtaken"
    if label is Label.CONFLICTING or right_then or overtaken:
        return Correction(finding, Remedy.QUALIFY, against, other, (), decision)
    remedy = Remedy.SOFTEN if against is not None and against.rule in SOFTENING else Remedy.CORRECT
    edits = find_edits(finding.claim.source.exact, against) if against else ()
    return Correction(finding, remedy, against, None, edits, decision)


def find_edits(words: str, against: Evidence) -> tuple[Edit, ...]:
    """The smallest edits that make ``words`` say what ``against`` says; empty when none is sure to.

    Values are put in place of values, each verbatim from the quote, and only when all that differ can be; else what
    alone differs between two wordings of one sentence.
    """
    if against.rule not in SOFTENING:
        swapped = _swap_values(words, against)
        if swapped:
            return swapped
    return _align(words, against.passage.text)


def _swap_values(words: str, against: Evidence) -> tuple[Edit, ...]:
    differing = find_contrasts(against)
    edits = [_swap(words, pair, against) for pair in differing]
    known = sorted((edit for edit in edits if edit is not None), key=lambda edit: edit.start)
    apart = all(one.start + len(one.old) <= two.start for one, two in pairwise(known))
    return tuple(known) if len(known) == len(differing) and apart else ()


def find_contrasts(against: Evidence) -> tuple[Comparison, ...]:
    """The compared values that make evidence refute a claim. Those that its note names come first; who is spoken of is
    only one when nothing else differs."""
    differing = [pair for pair in against.comparisons if not pair.agrees]
    named = [
        pair
        for pair in differing
        if f"“{pair.claim}”" in against.note and f"“{pair.evidence}”" in against.note
    ]
    telling = [pair for pair in differing if pair.aspect != "who"]
    return tuple(named or telling or differing)


def _swap(words: str, pair: Comparison, against: Evidence) -> Edit | None:
    """One value for another; ``None`` unless the old one stands in ``words`` once and the new one in the quote."""
    old, new = pair.claim, pair.evidence
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", words, re.IGNORECASE)]
    quoted = re.search(rf"(?<!\w){re.escape(new)}(?!\w)", against.passage.text, re.IGNORECASE)
    if len(places) != 1 or quoted is None or not new or new.casefold().split()[0] in _VAGUE:
        return None
    if max(len(old.split()), len(new.split())) > LONGEST:
        return None
    start = places[0]
    old = words[start : start + len(old)]
    return Edit(start, old, _fit(old, new, opens=not words[:start].strip(" “‘\"'")))


def _fit(old: str, new: str, *, opens: bool) -> str:
    """``new`` as it has to be written in ``old``'s place: 'second-longest' and 'third' make 'third-longest'."""
    rank, dash, rest = old.partition("-")
    if dash and "-" not in new and _is_rank(rank) and _is_rank(new):
        new = f"{new}-{rest}"
    if opens:
        return new[:1].upper() + new[1:]
    return new[:1].lower() + new[1:] if _LEAD.match(new) else new


def _is_rank(text: str) -> bool:
    figures = find_quantities(f"the {text} largest")
    return len(figures) == 1 and figures[0].unit == "rank"


def _align(words: str, quote: str) -> tuple[Edit, ...]:
    """What alone differs between two wordings of one sentence: one stretch of a few words on each side."""
    mine = [(found.group(), found.start(), found.end()) for found in re.finditer(r"\S+", words)]
    theirs = quote.split()
    matcher = SequenceMatcher(
        None, [_flat(word) for word, _, _ in mine], [_flat(word) for word in theirs], autojunk=False
    )
    differing = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if len(differing) != 1 or matcher.ratio() < LIKE:
        return ()
    _, a, b, c, d = differing[0]
    if not (0 < b - a <= LONGEST and 0 < d - c <= LONGEST and a and b < len(mine)):
        return ()
    start, end = mine[a][1], mine[b - 1][2]
    return (Edit(start, words[start:end], " ".join(theirs[c:d])),)


def _flat(word: str) -> str:
    return word.casefold().strip(".,;:!?“”‘’\"'")


def say_note(one: Correction) -> str:
    """A note to the author: what the source says, and what to do."""
    quoted = _end(f"The article has “{plain(one.before)}”")
    if one.against is None:
        review = one.decision.review if one.decision else None
        who = plain(review.reviewer) if review else ""
        return f"{quoted} {who or 'A reviewer'} holds that this is not so. {plain(review.note) if review else ''}".rstrip()
    said = _end(f"{_name(one.against)}: “{plain(one.against.passage.text)}”")
    asked = {
        Remedy.CORRECT: "Please correct it, or tell us what supports it.",
        Remedy.SOFTEN: "The source goes less far. Please say no more than it does.",
        Remedy.QUALIFY: "Please tell the other side as well, or say for when it holds.",
    }[one.remedy]
    other = _end(f" For it speaks {_name(one.other)}: “{plain(one.other.passage.text)}”") if one.other else ""
    return f"{quoted} Against it speaks {said}{other} {asked}{_warn(one)}"


def _warn(one: Correction) -> str:
    """What must be done before anybody is told: a digest is not the source, a machine is not an editor."""
    digest = one.against is not None and one.against.passage.kind is CaptureKind.DIGEST
    warnings = [" What was read is a digest: read the original first."] if digest else []
    if one.decision is None:
        warnings.append(" No person has reviewed this yet.")
    return "".join(warnings)


def say_correction(one: Correction) -> str:
    """The text of a correction, to be printed under the article once it was made."""
    said = _end(f"An earlier version of this article said: “{plain(one.before)}”")
    if one.against is None:
        return f"{said} This is not borne out."
    source, quote = _name(one.against), f"“{plain(one.against.passage.text)}”"
    quote = _end(quote)
    now = _end(f" It now reads: “{plain(one.after)}”") if one.edits else ""
    if one.remedy is Remedy.SOFTEN:
        return f"{said} That went further than {source}, which says: {quote}{now}"
    if one.remedy is Remedy.QUALIFY:
        held = f" {_name(one.other)} bears it out;" if one.other else ""
        return f"{said}{held} {source} says: {quote}"
    return f"{said} According to {source}, this is wrong: {quote}{now}"


def _end(sentence: str) -> str:
    """A sentence that ends in a quotation, with a full stop where the quotation brings none."""
    return sentence if sentence[-2:-1] in ".!?…" else f"{sentence}."


def _name(evidence: Evidence) -> str:
    """Publisher and date, for readers: whether we read a page or a digest is for the author's note."""
    passage = evidence.passage
    name = plain(passage.publisher or passage.title) or f"reference {passage.reference}"
    return f"{name} ({say_day(passage.published)})" if passage.published else name
