"""A Markdown report: the verdict table, then each claim with its proof. All text from outside is escaped."""

from __future__ import annotations

import re

from claimcheck.model.evidence import CaptureKind, Evidence
from claimcheck.model.run import Run, Source
from claimcheck.report.plain import (
    DIGEST_NOTICE,
    KINDS,
    ORIGINS,
    SHORTFALLS,
    STATES,
    find_proof,
    plain,
    say_day,
    say_moment,
    say_outcome,
    web_address,
)
from claimcheck.report.summary import Finding, count_reasons, count_sentences, find_findings, read_summary

# What CommonMark, its tables and common extensions read as markup within a line ("&lt;" stays as written, "$5 to $6"
# is no formula), and what they read so at the beginning of one.
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&$])")
_OPENING = re.compile(r"^(\d*)([#+\-=.):])")


def render_markdown(run: Run) -> str:
    """The whole report, headings from level 1, ending in a newline."""
    findings = find_findings(run)
    parts = [
        f"# {_words(run.article.title) or 'Untitled'}",
        _head(run),
        _table(findings),
        "## Claims\n",
        *(_details(finding) for finding in findings),
        "## References\n",
        _references(run.sources),
        "## Every sentence\n",
        _accounting(run),
        _engine(run),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _words(text: str) -> str:
    """``text`` on one line with every active character escaped."""
    return _OPENING.sub(r"\1\\\2", _ACTIVE.sub(r"\\\1", plain(text)))


def _link(title: str, url: str) -> str:
    address = web_address(url)
    if not address:
        return _words(title)
    quoted = re.sub(r"[<>()\[\]\\|`\"' ]", lambda match: f"%{ord(match.group()):02X}", address)
    return f"[{_words(title) or 'link'}](<{quoted}>)"


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
            _words(source.reference.publisher or source.reference.title) for source in summary.unread
        )
        lines.append(f"Not read, and no verdict rests on their silence: {named}.")
    if summary.digests:
        lines.append(f"Read as a digest only: {len(summary.digests)} of {len(run.sources)}. {DIGEST_NOTICE}")
    return "\n".join(lines) + "\n"


def _table(findings: tuple[Finding, ...]) -> str:
    rows = ["| # | Verdict | Claim | Proof | Source |", "| --: | --- | --- | --- | --- |"]
    for finding in findings:
        proof = find_proof(finding.verdict)
        cells = [
            str(finding.number),
            _label(finding),
            _words(finding.claim.text),
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
    return f"“{_words(proof.passage.text)}”", _origin(proof)


def _origin(evidence: Evidence) -> str:
    passage = evidence.passage
    name = passage.publisher or passage.title or f"reference {passage.reference}"
    day = f", {say_day(passage.published)}" if passage.published else ""
    kind = "**digest, a paraphrase**" if passage.kind is CaptureKind.DIGEST else KINDS[passage.kind]
    return f"{_link(name, passage.url)}{day}, {kind}"


def _details(finding: Finding) -> str:
    claim, verdict = finding.claim, finding.verdict
    cited = f", cites {', '.join(map(str, claim.references))}" if claim.references else ""
    lines = [
        f"### {finding.number}. {_words(claim.text)}\n",
        f"{_label(finding)} ({claim.kind}, {claim.modality}{cited}{_due(finding)})\n",
        f"In the article: “{_words(claim.source.exact)}”\n",
    ]
    if verdict is not None:
        lines.append(f"{_words(verdict.justification)} (rule {_words(verdict.rule)})\n")
        lines += [_evidence(evidence) for evidence in verdict.evidence]
    return "\n".join(lines)


def _due(finding: Finding) -> str:
    return f", due {say_day(finding.claim.due)}" if finding.claim.due else ""


def _evidence(evidence: Evidence) -> str:
    lines = [
        f"- **{evidence.stance}** ({evidence.score:.2f}, rule {_words(evidence.rule)}), {_origin(evidence)}:",
        f"  “{_words(evidence.passage.text)}”",
    ]
    for pair in evidence.comparisons:
        verb = "agrees with" if pair.agrees else "differs from"
        lines.append(
            f"  - {_words(pair.aspect)}: {_words(pair.claim)} (claim) {verb} {_words(pair.evidence)} (source)"
        )
    return "\n".join(lines) + "\n"


def _references(sources: tuple[Source, ...]) -> str:
    if not sources:
        return "The article cites none.\n"
    rows = ["| # | Reference | State | Attempts |", "| --: | --- | --- | --- |"]
    for source in sources:
        reference = source.reference
        title = _link(reference.title or reference.publisher, reference.url)
        publisher = f", {_words(reference.publisher)}" if reference.publisher and reference.title else ""
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
                f"- {one.score:.2f} {_link(one.title, one.url)}: {_words(one.why)} ({_words(one.provider)})"
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
    lines += [f"- {_words(reason)}: {count}" for reason, count in count_reasons(sentences).items()]
    lines += [f"- issue, {_words(issue.where)}: {_words(issue.cause)}" for issue in run.issues]
    return "\n".join(lines) + "\n"


def _engine(run: Run) -> str:
    engine = run.engine
    finished = say_moment(run.finished) if run.finished else "not finished"
    versions = ", ".join((engine.language_model, engine.verifier, engine.rules, engine.key))
    return f"Run {_words(run.id)}, {finished}. claimcheck {_words(engine.claimcheck)}, {_words(versions)}.\n"
