"""The HTML report: one file that needs no network, no script and no other file. Everything from outside is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimcheck.model.run import Run
from claimcheck.report import plain
from claimcheck.report.background import NOTHING, Background
from claimcheck.report.corrections import find_corrections, say_correction, say_note
from claimcheck.report.difference import find_changes
from claimcheck.report.layout import find_unplaced, lay_out
from claimcheck.report.page import (
    build_cards,
    build_chart,
    build_matrix,
    find_bearing,
    find_urgent,
    group_sentences,
    locate_notes,
    name_run,
    say_answer,
    say_contrast,
    weigh_pair,
)
from claimcheck.report.summary import SHORT, count_sentences, find_findings, read_summary
from claimcheck.report.tone import LABEL_TONES, NOTE_KINDS, REMEDIES, STATE_TONES, tone_of


def render_html(run: Run, background: Background = NOTHING) -> str:
    """The whole report of a run. The same run and background give the same bytes: no clock is read."""
    return open_templates().get_template("report.html").render(build_context(run, background))


def build_context(run: Run, background: Background = NOTHING) -> dict[str, Any]:
    """What the report's templates are filled with, on screen and on paper."""
    findings = find_findings(run)
    stretches = lay_out(run.article, findings)
    return {
        "run": run,
        "title": name_run(run),
        "background": background,
        "findings": findings,
        "summary": read_summary(run),
        "urgent": find_urgent(findings),
        "chart": build_chart(findings),
        "stretches": stretches,
        "unplaced": find_unplaced(stretches, findings),
        "cards": build_cards(findings, run.sources, background),
        "matrix": build_matrix(findings, run.sources),
        "bearing": {source.reference.n: find_bearing(findings, source.reference.n) for source in run.sources},
        "buckets": count_sentences(run.extraction.sentences),
        "groups": group_sentences(run.extraction.sentences),
        "numbers": {finding.claim.id: finding.number for finding in findings},
        "changes": find_changes(background.before, run, background.decisions) if background.before else (),
        "corrections": find_corrections(findings, background.decisions, background.then),
        "notes": locate_notes(run.article, background.notes),
    }


@cache
def open_templates() -> Environment:
    """The report's templates, with the words that they are written in."""
    environment = Environment(
        loader=PackageLoader("claimcheck.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    teach(environment)
    return environment


def teach(environment: Environment) -> None:
    """Give templates the words, filters and tones that a report is written with; the review site speaks alike."""
    environment.filters.update(
        plain=plain.plain,
        visible=plain.visible,
        address=plain.web_address,
        day=plain.say_day,
        moment=plain.say_moment,
        outcome=plain.say_outcome,
        origin=plain.name_origin,
        contrast=say_contrast,
        weight=weigh_pair,
        source_name=plain.name_source,
        note_to_author=say_note,
        correction=say_correction,
        answer=say_answer,
    )
    environment.globals.update(
        KINDS=plain.KINDS,
        STATES=plain.STATES,
        ORIGINS=plain.ORIGINS,
        SHORTFALLS=plain.SHORTFALLS,
        DIGEST_NOTICE=plain.DIGEST_NOTICE,
        SHORT=SHORT,
        LABEL_TONES=LABEL_TONES,
        STATE_TONES=STATE_TONES,
        REMEDIES=REMEDIES,
        NOTE_KINDS=NOTE_KINDS,
        TONE=tone_of,
    )
