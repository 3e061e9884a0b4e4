"""What a search brought for a reference is shown wherever the reference is, and its words are never markup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jsonschema import Draft202012Validator
from tests.runs import build_run

from claimcheck.model.run import AddressOrigin, Candidate, ReferenceState, Run
from claimcheck.report.html import render_html
from claimcheck.report.markdown import render_markdown
from claimcheck.report.rows import describe_run, load_schema

HOSTILE = Candidate(
    "https://a.example/x", "<b>Bold</b> | `x`", "searxng", 0.6, "other words: bold", date(2026, 3, 1)
)
SCRIPT = Candidate("javascript:alert(1)", "Story 2", "gdelt", 0.0, "a front page")


def build(candidates: tuple[Candidate, ...], origin: AddressOrigin | None) -> Run:
    run = build_run()
    first = run.sources[0]
    state = first.state if origin else ReferenceState.UNRESOLVED
    return replace(
        run, sources=(replace(first, state=state, candidates=candidates, origin=origin), *run.sources[1:])
    )


def test_json_lists_every_candidate() -> None:
    """references[].candidates, best first, every key present; valid by the schema, also without any."""
    found = describe_run(build((HOSTILE, SCRIPT), None))
    assert [one["url"] for one in found["references"][0]["candidates"]] == [HOSTILE.url, SCRIPT.url]
    assert found["references"][0]["candidates"][1]["published"] is None
    assert found["references"][1]["candidates"] == [] and found["references"][1]["origin"] is None
    for run in (build((HOSTILE, SCRIPT), None), build((replace(HOSTILE, chosen=True),), AddressOrigin.FOUND)):
        Draft202012Validator(load_schema()).validate(describe_run(run))


def test_reports_show_candidates_without_obeying_them() -> None:
    """Score, reason and address are there; a title is text, and an address that isn't http is no link."""
    page, sheet = render_html(build((HOSTILE, SCRIPT), None)), render_markdown(build((HOSTILE, SCRIPT), None))
    assert "2 candidates, none clearly the one" in page and "0.60" in page and "other words: bold" in page
    assert "<b>Bold" not in page and 'href="javascript' not in page
    assert "none clearly the one" in sheet and "<b>Bold" not in sheet and "](javascript" not in sheet


def test_reports_say_how_an_address_came_about() -> None:
    """Found by a search, or fixed by a person; one that was given is no news."""
    for origin, words in (
        (AddressOrigin.FOUND, "address found by a search"),
        (AddressOrigin.PINNED, "address fixed by a person"),
    ):
        run = build((), origin)
        assert words in render_html(run) and words in render_markdown(run)
    assert "address f" not in render_markdown(build((), AddressOrigin.GIVEN))
