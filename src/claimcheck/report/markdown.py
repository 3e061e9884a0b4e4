"""A Markdown report: the verdict table, then each claim with its proof. All text from outside is escaped."""

from __future__ import annotations

from claimcheck.model.evidence import CaptureKind, Evidence
from claimcheck.model.run import Run, Source
from claimcheck.model.verdict import Decision, Verdict
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.difference import find_changes
from claimcheck.report.markup import escape, link
from claimcheck.report.page import say_answer
from claimcheck.report.plain import (
    DIGEST_NOTICE,
    KINDS,
    ORIGINS,
    SHORTFALLS,
    STATES,
    find_proof,
    say_day,
    say_moment,
    say_outcome,
)
from claimcheck.report.summary import Finding, count_reasons, count_sentences, find_findings, read_summary
from claimcheck.report.tone import NOTE_KINDS


def render_markdown(run: Run, background: Background = NOTHING) -> str:
    """The whole report, headings from level 1, ending in a newline."""
    findings = find_findings(run)
    people = {one.review.claim: one for one in background.decisions}
    then = {one.claim: one for one in background.then}
    parts = [
        f"# {escape(run.article.title) or 'Untitled'}",
        _head(run),
        *_changes(run, background),
        _table(findings),
        *_notes(run, background),
        "## Claims\n",
        *(
            _details(finding, people.get(finding.claim.id), then.get(finding.claim.id))
            for finding in findings
        ),
        "## References\n",
        _references(run.sources),
        "## Every sentence\n",
        _accounting(run),
        _engine(run),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _head(run: Run) -> str:
    summary = read_summary(run)
    labels = ", ".join(f"{count} {label}" for label, count in summary.labels.items() if count)
    lines = [f"**{summary.claims} claims**: {labels or 'no verdicts'}."]
    if summary.unjudged:
        kinds = ", ".join(f"{count} {modality}" for modality, count in summary.unjudged.items())
        lines.append(f"Not judged: {kinds}.")
    if summary.missing:
        lines.append(f"**Without a verdict, though one is due: {summary.missing}.**")
    if summary.unread:
        named = ", ".join(
            escape(source.reference.publisher or source.reference.title) for source in summary.unread
        )
        lines.append(f"Not read, and no verdict rests on their silence: {named}.")
    if summary.digests:
        lines.append(f"Read as a digest only: {len(summary.digests)} of {len(run.sources)}. {DIGEST_NOTICE}")
    return "\n".join(lines) + "\n"


def _changes(run: Run, background: Background) -> list[str]:
    """What is otherwise than in the run before; nothing when there was none."""
    if background.before is None:
        return []
    changes = find_changes(background.before, run, background.decisions)
    before = background.before.finished or background.before.started
    lines = [f"## Since the last run, {say_day(before.date())}\n"]
    for change in changes:
        names = [one.name if one else "" for one in (change.before, change.after)]
        says = (
            f"{names[0] or 'new'} → {names[1] or 'no longer claimed'}"
            if change.flipped or not all(names)
            else ""
        )
        says = "decided by a person" if change.decision else says or "reworded"
        causes = f" ({escape('; '.join(change.causes))})" if change.causes else ""
        lines.append(f"- **{says}**: {escape(change.text)}{causes}")
    return ["\n".join(lines or []), ""] if changes else [*lines, "Every verdict is the same.\n"]


def _notes(run: Run, background: Background) -> list[str]:
    """What is odd in the article by itself; nothing when it is of a piece."""
    if not background.notes:
        return []
    lines = ["## The article by itself\n", "Notes to look at, no verdicts.\n"]
    for note in background.notes:
        places = "; ".join(f"“{escape(place.of(run.article.text))}”" for place in note.places)
        lines.append(f"- **{NOTE_KINDS[note.kind]}**: {escape(note.says)} {places}")
    return ["\n".join(lines), ""]


def _table(findings: tuple[Finding, ...]) -> str:
    rows = ["| # | Verdict | Claim | Proof | Source |", "| --: | --- | --- | --- | --- |"]
    for finding in findings:
        proof = find_proof(finding.verdict)
        cells = [
            str(finding.number),
            _label(finding),
            escape(finding.claim.text),
            *_proof_cells(finding, proof),
        ]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _label(finding: Finding) -> str:
    verdict = finding.verdict
    return f"**{verdict.label}** {verdict.confidence:.2f}" if verdict else finding.name


def _proof_cells(finding: Finding, proof: Evidence | None) -> tuple[str, str]:
    shortfall = finding.verdict.shortfall if finding.verdict else None
    if shortfall is not None or proof is None:
        return (SHORTFALLS[shortfall] if shortfall else "", "")
    return f"“{escape(proof.passage.text)}”", _origin(proof)


def _origin(evidence: Evidence) -> str:
    passage = evidence.passage
    name = passage.publisher or passage.title or f"reference {passage.reference}"
    day = f", {say_day(passage.published)}" if passage.published else ""
    kind = "**digest, a paraphrase**" if passage.kind is CaptureKind.DIGEST else KINDS[passage.kind]
    return f"{link(name, passage.url)}{day}, {kind}"


def _details(finding: Finding, decision: Decision | None = None, then: Verdict | None = None) -> str:
    claim, verdict = finding.claim, finding.verdict
    cited = f", cites {', '.join(map(str, claim.references))}" if claim.references else ""
    lines = [
        f"### {finding.number}. {escape(claim.text)}\n",
        f"{_label(finding)} ({claim.kind}, {claim.modality}{cited}{_due(finding)})\n",
        f"In the article: “{escape(claim.source.exact)}”\n",
    ]
    if decision is not None:
        stands = "" if decision.stands else ", on an earlier verdict"
        note = f" {escape(decision.review.note)}" if decision.review.note else ""
        lines.append(
            f"**{escape(decision.review.reviewer)}**, {say_day(decision.review.decided.date())}{stands}:"
            f" **{say_answer(decision)}**.{note}\n"
        )
    if then is not None:
        lines.append(f"As of the article's day: **{then.label}**. {escape(then.justification)}\n")
    if verdict is not None:
        lines.append(f"{escape(verdict.justification)} (rule {escape(verdict.rule)})\n")
        lines += [_evidence(evidence) for evidence in verdict.evidence]
    return "\n".join(lines)


def _due(finding: Finding) -> str:
    return f", due {say_day(finding.claim.due)}" if finding.claim.due else ""


def _evidence(evidence: Evidence) -> str:
    lines = [
        f"- **{evidence.stance}** ({evidence.score:.2f}, rule {escape(evidence.rule)}), {_origin(evidence)}:",
        f"  “{escape(evidence.passage.text)}”",
    ]
    for pair in evidence.comparisons:
        verb = "agrees with" if pair.agrees else "differs from"
        lines.append(
            f"  - {escape(pair.aspect)}: {escape(pair.claim)} (claim) {verb} {escape(pair.evidence)} (source)"
        )
    return "\n".join(lines) + "\n"


def _references(sources: tuple[Source, ...]) -> str:
    if not sources:
        return "The article cites none.\n"
    rows = ["| # | Reference | State | Attempts |", "| --: | --- | --- | --- |"]
    for source in sources:
        reference = source.reference
        title = link(reference.title or reference.publisher, reference.url)
        publisher = f", {escape(reference.publisher)}" if reference.publisher and reference.title else ""
        further = " (further)" if reference.further else ""
        attempts = "; ".join(
            say_outcome(capture.outcome) + (f" {capture.status}" if capture.status else "")
            for capture in source.captures
        )
        origin = f", {ORIGINS[source.origin]}" if source.origin and ORIGINS[source.origin] else ""
        state = f"{STATES[source.state]}{origin}"
        rows.append(f"| {reference.n} | {title}{publisher}{further} | {state} | {attempts} |")
    return "\n".join([*rows, *_candidates(sources)]) + "\n"


def _candidates(sources: tuple[Source, ...]) -> list[str]:
    """What a search brought for references that have no address in spite of it."""
    lines = []
    for source in sources:
        if source.candidates and source.origin is None:
            lines += ["", f"Candidates for reference {source.reference.n}, none clearly the one:", ""]
            lines += [
                f"- {one.score:.2f} {link(one.title, one.url)}: {escape(one.why)} ({escape(one.provider)})"
                for one in source.candidates
            ]
    return lines


def _accounting(run: Run) -> str:
    sentences = run.extraction.sentences
    buckets = count_sentences(sentences)
    lines = [
        f"{len(sentences)} sentences: {buckets['claim']} with claims, {buckets['duplicate']} duplicate,"
        f" {buckets['furniture']} furniture, {buckets['not_checkable']} not checkable.\n"
    ]
    lines += [f"- {escape(reason)}: {count}" for reason, count in count_reasons(sentences).items()]
    lines += [f"- issue, {escape(issue.where)}: {escape(issue.cause)}" for issue in run.issues]
    return "\n".join(lines) + "\n"


def _engine(run: Run) -> str:
    engine = run.engine
    finished = say_moment(run.finished) if run.finished else "not finished"
    versions = ", ".join((engine.language_model, engine.verifier, engine.rules, engine.key))
    return f"Run {escape(run.id)}, {finished}. claimcheck {escape(engine.claimcheck)}, {escape(versions)}.\n"
