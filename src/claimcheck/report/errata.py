"""Correction notes as Markdown: what an editor hands to the author, and what is printed once it is corrected."""

from __future__ import annotations

from claimcheck.model.run import Run
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.corrections import Correction, Remedy, find_corrections, say_correction, say_note
from claimcheck.report.markup import escape, link
from claimcheck.report.summary import find_findings
from claimcheck.report.tone import REMEDIES

MEANINGS = {
    Remedy.CORRECT: "What was read says otherwise.",
    Remedy.SOFTEN: "The sources say the same, less firmly: a plan, a possibility, a rumour.",
    Remedy.QUALIFY: "True for some sources or at some time only; the other side is missing.",
}


def render_corrections(run: Run, background: Background = NOTHING) -> str:
    """All corrections by what they need, wrong claims first, ending in a newline."""
    found = find_corrections(find_findings(run), background.decisions, background.then)
    lines = [f"# Corrections: {escape(run.article.title) or 'Untitled'}\n"]
    if not found:
        lines.append(
            "No claim was refuted, and on none the sources differ. Open claims are not borne out by that.\n"
        )
    for remedy, meaning in MEANINGS.items():
        chosen = [one for one in found if one.remedy is remedy]
        if chosen:
            lines += [f"## {REMEDIES[remedy][1]}\n", f"{meaning}\n", *(_render(one) for one in chosen)]
    lines.append(f"Run {escape(run.id)}. The numbers are those of the report.\n")
    return "\n".join(lines)


def _render(one: Correction) -> str:
    lines = [f"### {one.finding.number}. {escape(one.finding.claim.text)}\n"]
    if one.edits:
        lines.append(f"**Edit**: {_edited(one)}\n")
    else:
        lines.append("**Edit**: no small one would do; write the sentence anew from the source.\n")
    lines.append(f"**To the author**: {escape(say_note(one))}\n")
    if one.against is not None:
        passage = one.against.passage
        lines.append(f"**Source**: {link(passage.title or passage.publisher, passage.url)}\n")
    lines.append(f"**Correction**: {escape(say_correction(one))}\n")
    return "\n".join(lines)


def _edited(one: Correction) -> str:
    """The article's words with what goes struck out and what comes in bold."""
    parts = []
    for words, old, new in one.pieces:
        lead, trail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        parts.append((" " if lead else "") + escape(words) + (" " if trail and words.strip() else ""))
        parts += [f"~~{escape(old)}~~ **{escape(new)}**"] if old else []
    return f"“{''.join(parts).strip()}”"
