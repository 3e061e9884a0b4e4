"""What the HTML report shows, worked out: cards, quotes in their surroundings, the matrix, the chart by section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimcheck.model.article import Article
from claimcheck.model.claim import Bucket, Sentence
from claimcheck.model.evidence import Comparison, Evidence, Stance
from claimcheck.model.note import Note
from claimcheck.model.run import Run, Source
from claimcheck.model.selector import Span
from claimcheck.model.verdict import Decision, Verdict
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.corrections import find_contrasts
from claimcheck.report.plain import plain
from claimcheck.report.summary import SHORT, UNREAD, Finding
from claimcheck.report.tone import STANCE_TONES, tone_of

SURROUNDINGS = 180  # code points shown on either side of a quote
CONTRAST = 110  # code points of a quote in the list of what to look at first
AROUND = 70  # code points shown around a place that a note speaks of
SQUARES = 12  # claims in a row of the chart; fits a phone


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage for display: ``words`` are (text, is a compared value) in order and join up to the exact quote."""

    evidence: Evidence
    tone: str
    before: str
    words: tuple[tuple[str, bool], ...]
    after: str


@dataclass(frozen=True, slots=True)
class Comparisons:
    """The claim's values beside those of each source; ``None`` where a source has no such value."""

    aspects: tuple[tuple[str, str], ...]  # (aspect, the claim's value)
    columns: tuple[tuple[Evidence, tuple[Comparison | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A claim with everything that is said of it. ``quotes`` lead each side, ``others`` are further passages."""

    finding: Finding
    tone: str
    quotes: tuple[Quote, ...]
    others: tuple[Quote, ...]
    comparisons: Comparisons
    unread: tuple[Source, ...]  # references it cites that could not be read
    original: int | None  # number of the claim that it repeats
    decision: Decision | None = None  # a person's latest answer
    then: Verdict | None = None  # as of the article's day, where that has another label


@dataclass(frozen=True, slots=True)
class Square:
    """A claim in the chart; ``x`` and ``y`` count squares from the top left."""

    finding: Finding
    tone: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ChartRow:
    """The claims of one section; ``width`` and ``height`` count squares."""

    section: tuple[str, ...]
    squares: tuple[Square, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What a reference says of a claim: a glyph and its meaning in words; both '' where they have nothing to do."""

    glyph: str
    tone: str
    meaning: str
    cited: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the article that a note speaks of, with the words around it: the three join up to a line."""

    before: str
    words: str
    after: str
    block: int | None  # the article's block it begins in


def build_cards(
    findings: Sequence[Finding], sources: Sequence[Source], background: Background = NOTHING
) -> dict[int, Card]:
    """A card for each claim, by its number."""
    numbers = {finding.claim.id: finding.number for finding in findings}
    unread = {source.reference.n: source for source in sources if source.state in UNREAD}
    people = {one.review.claim: one for one in background.decisions}
    then = {one.claim: one for one in background.then}
    return {
        finding.number: replace(
            _card(finding, numbers, unread),
            decision=people.get(finding.claim.id),
            then=then.get(finding.claim.id),
        )
        for finding in findings
    }


def _card(finding: Finding, numbers: dict[str, int], unread: dict[int, Source]) -> Card:
    evidence = finding.verdict.evidence if finding.verdict else ()
    decisive = finding.verdict is not None and finding.verdict.shortfall is None
    sided = [one for one in evidence if one.stance is not Stance.NEUTRAL] if decisive else []
    leading = find_leading(sided)
    return Card(
        finding,
        tone_of(finding),
        tuple(_quote(one) for one in leading),
        tuple(_quote(one) for one in evidence if one not in leading),
        compare_sources(sided or evidence),
        tuple(unread[n] for n in finding.claim.references if n in unread),
        numbers.get(finding.claim.duplicate_of),
    )


def find_leading(sided: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The first passage of each stance, in their order: what a reader has to see without unfolding anything."""
    return tuple({one.stance: one for one in reversed(sided)}.values())[::-1]


def compare_sources(evidence: Iterable[Evidence]) -> Comparisons:
    """The compared values of several passages in one table, aspects in order of their first appearance."""
    compared = [one for one in evidence if one.comparisons]
    pairs = [(pair.aspect, pair.claim) for one in compared for pair in one.comparisons]
    aspects = tuple(dict.fromkeys(pairs))
    columns = []
    for one in compared:
        own = {(pair.aspect, pair.claim): pair for pair in one.comparisons}
        columns.append((one, tuple(own.get(aspect) for aspect in aspects)))
    return Comparisons(aspects, tuple(columns))


def weigh_pair(pair: Comparison, evidence: Evidence) -> str:
    """The tone of a compared value: 's' where it agrees, 'r' where it is what refutes the claim, or what ought to make a
    reader careful with what supports it; 'n' where it differs and settles nothing."""
    if pair.agrees:
        return "s"
    telling = evidence.stance is Stance.SUPPORTS or pair in find_contrasts(evidence)
    return "r" if telling and evidence.stance is not Stance.NEUTRAL else "n"


def _quote(evidence: Evidence) -> Quote:
    passage = evidence.passage
    selector = passage.selector
    before = passage.before or selector.prefix.rpartition("\n")[2].partition(" ")[2]
    after = passage.after or selector.suffix.partition("\n")[0].rpartition(" ")[0]
    return Quote(
        evidence,
        STANCE_TONES[evidence.stance],
        _tail(plain(before)),
        split_values(selector.exact, [pair.evidence for pair in evidence.comparisons]),
        _head(plain(after)),
    )


def split_values(text: str, values: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """``text`` cut around each occurrence of a compared value, longest values first."""
    known = sorted({value for value in values if value.strip()}, key=len, reverse=True)
    if not known:
        return ((text, False),)
    pattern = "|".join(re.escape(value) for value in known)
    parts = re.split(rf"((?<!\w)(?:{pattern})(?!\w))", text, flags=re.IGNORECASE)
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)


def _tail(text: str, limit: int = SURROUNDINGS) -> str:
    return text if len(text) <= limit else "… " + text[-limit:].partition(" ")[2]


def _head(text: str, limit: int = SURROUNDINGS) -> str:
    return text if len(text) <= limit else text[:limit].rpartition(" ")[0] + " …"


def build_chart(findings: Sequence[Finding]) -> tuple[ChartRow, ...]:
    """Claims by section in the article's order."""
    sections: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        sections.setdefault(finding.claim.section, []).append(finding)
    return tuple(
        ChartRow(
            section,
            tuple(
                Square(finding, tone_of(finding), place % SQUARES, place // SQUARES)
                for place, finding in enumerate(own)
            ),
            min(len(own), SQUARES),
            (len(own) + SQUARES - 1) // SQUARES,
        )
        for section, own in sections.items()
    )


def build_matrix(
    findings: Sequence[Finding], sources: Sequence[Source]
) -> tuple[tuple[Finding, tuple[MatrixCell, ...]], ...]:
    """A row for each claim that is judged by itself, a cell for each reference in the order of ``sources``."""
    return tuple(
        (finding, tuple(_cell(finding, source) for source in sources)) for finding in findings if finding.due
    )


def _cell(finding: Finding, source: Source) -> MatrixCell:
    n = source.reference.n
    cited = n in finding.claim.references
    evidence = finding.verdict.evidence if finding.verdict else ()
    stances = {one.stance for one in evidence if one.passage.reference == n}
    if {Stance.SUPPORTS, Stance.REFUTES} <= stances:
        return MatrixCell("±", "c", "supports and refutes", cited)
    if Stance.SUPPORTS in stances:
        return MatrixCell("✓", "s", "supports", cited)
    if Stance.REFUTES in stances:
        return MatrixCell("✗", "r", "refutes", cited)
    if stances:
        return MatrixCell("·", "n", "bears on it, settles nothing", cited)
    if not cited:
        return MatrixCell("", "", "", cited)
    if source.state in UNREAD:
        return MatrixCell("?", "x", "cited, not read", cited)
    return MatrixCell("○", "n", "cited and read, says nothing of it", cited)


def group_sentences(sentences: Sequence[Sentence]) -> tuple[tuple[Bucket, str, tuple[Sentence, ...]], ...]:
    """Sentences that hold no claim by bucket and reason, the largest group of a bucket first."""
    groups: dict[tuple[Bucket, str], list[Sentence]] = {}
    for sentence in sentences:
        if sentence.bucket is not Bucket.CLAIM:
            groups.setdefault((sentence.bucket, sentence.reason), []).append(sentence)
    order = [Bucket.NOT_CHECKABLE, Bucket.DUPLICATE, Bucket.FURNITURE]
    ranked = sorted(groups.items(), key=lambda pair: (order.index(pair[0][0]), -len(pair[1]), pair[0][1]))
    return tuple((bucket, reason, tuple(own)) for (bucket, reason), own in ranked)


def find_bearing(findings: Sequence[Finding], n: int) -> dict[Stance, tuple[int, ...]]:
    """Numbers of the claims that reference ``n`` supports and refutes."""
    found: dict[Stance, list[int]] = {Stance.SUPPORTS: [], Stance.REFUTES: []}
    for finding in findings:
        evidence = finding.verdict.evidence if finding.due and finding.verdict else ()
        for stance, numbers in found.items():
            if any(one.stance is stance and one.passage.reference == n for one in evidence):
                numbers.append(finding.number)
    return {stance: tuple(numbers) for stance, numbers in found.items()}


def find_urgent(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What an editor looks at first: refuted, then conflicting, then verdicts that are missing."""
    tones = "rcx"
    chosen = [one for one in findings if tone_of(one) in tones and not one.claim.duplicate_of]
    return tuple(sorted(chosen, key=lambda one: (tones.index(tone_of(one)), one.number)))


def say_contrast(finding: Finding) -> str:
    """What speaks against a claim, in a line: the value that differs, else the beginning of the quote; '' if none."""
    for one in finding.verdict.evidence if finding.verdict else ():
        if one.stance is Stance.REFUTES:
            differing = [plain(pair.evidence) for pair in find_contrasts(one)]
            name = plain(one.passage.publisher or one.passage.title) or f"reference {one.passage.reference}"
            return f"{name}: {', '.join(differing) or f'“{_head(plain(one.passage.text), CONTRAST)}”'}"
    return ""


def say_answer(decision: Decision) -> str:
    """A person's answer in words."""
    review = decision.review
    return SHORT[review.label] if review.label else review.reason.replace("-", " ")


def locate_notes(article: Article, notes: Sequence[Note]) -> tuple[tuple[Note, tuple[Place, ...]], ...]:
    """Each note with the words that it speaks of, in their surroundings."""
    return tuple((note, tuple(_place(article, span) for span in note.places)) for note in notes)


def _place(article: Article, span: Span) -> Place:
    block = article.block_at(span.start)
    start, end = (block.span.start, block.span.end) if block else (span.start, span.end)
    before, after = article.text[start : span.start], article.text[span.end : max(end, span.end)]
    lead = " " if before[-1:].isspace() else ""
    trail = " " if after[:1].isspace() else ""
    return Place(
        _tail(plain(before), AROUND) + lead,
        _head(plain(span.of(article.text)), CONTRAST * 2),
        trail + _head(plain(after), AROUND),
        block.id if block else None,
    )


def name_run(run: Run) -> str:
    return plain(run.article.title) or "Untitled article"
