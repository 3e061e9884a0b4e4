"""The HTML report: one file that needs no network, no script and no other file. Everything from outside is escaped."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimcheck.model.run import Run
from claimcheck.report import plain
from claimcheck.report.layout import find_unplaced, lay_out
from claimcheck.report.page import (
    build_cards,
    build_chart,
    build_matrix,
    find_bearing,
    find_urgent,
    group_sentences,
    name_run,
    say_contrast,
)
from claimcheck.report.summary import SHORT, count_sentences, find_findings, read_summary
from claimcheck.report.tone import LABEL_TONES, STATE_TONES


def render_html(run: Run) -> str:
    """The whole report of a run. The same run gives the same bytes: no clock is read."""
    findings = find_findings(run)
    stretches = lay_out(run.article, findings)
    return (
        _environment()
        .get_template("report.html")
        .render(
            run=run,
            title=name_run(run),
            findings=findings,
            summary=read_summary(run),
            urgent=find_urgent(findings),
            chart=build_chart(findings),
            stretches=stretches,
            unplaced=find_unplaced(stretches, findings),
            cards=build_cards(findings, run.sources),
            matrix=build_matrix(findings, run.sources),
            bearing={
                source.reference.n: find_bearing(findings, source.reference.n) for source in run.sources
            },
            buckets=count_sentences(run.extraction.sentences),
            groups=group_sentences(run.extraction.sentences),
            numbers={finding.claim.id: finding.number for finding in findings},
        )
    )


@cache
def _environment() -> Environment:
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
        source_name=plain.name_source,
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
    )
