from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, bindparam, text
from tests.runs import NOON, build_run
from tests.store.recorded import record

from claimcheck.model.article import Reference
from claimcheck.model.evidence import CaptureKind
from claimcheck.model.run import ReferenceState, Run
from claimcheck.model.verdict import Label, Review, Shortfall, Verdict
from claimcheck.store.database import find_migrations, reading
from claimcheck.store.ledger import Ledger

QUERIES = sorted((find_migrations() / "queries").glob("*.sql"))


class Analyst:
    """Asks the stored queries of a ledger with two runs: in the later one, reference 1 was not read any more."""

    def __init__(self, ledger: Ledger, first: Run, second: Run) -> None:
        self.ledger, self.first, self.second = ledger, first, second
        self.values = {"run": first.id, "run_a": first.id, "run_b": second.id, "day": date(2027, 1, 1)}

    def ask(self, name: str, **changed: object) -> list[dict[str, Any]]:
        query = text((find_migrations() / "queries" / f"{name}.sql").read_text("utf-8"))
        if ":day" in query.text:
            query = query.bindparams(bindparam("day", type_=Date))
        values = {name: value for name, value in (self.values | changed).items() if f":{name}" in query.text}
        with reading(self.ledger.database) as connection:
            return [dict(row) for row in connection.execute(query, values).mappings()]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def analyst(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Analyst]:
    url = f"sqlite:///{tmp_path_factory.mktemp('queries') / 'ledger.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").create(request.getfixturevalue("migrated_template"))
    run = build_run()
    entries = (*(source.reference for source in run.sources), Reference(5, "Never used", "Gazette 5"))
    run = replace(run, article=replace(run.article, references=entries))
    page = run.sources[0]
    refuted = run.verdicts[1]
    unread = Verdict(refuted.claim, Label.NOT_ENOUGH, 0.6, "unread", "Not read.", (), Shortfall.UNREACHABLE)
    weak = replace(run.verdicts[2], evidence=())
    with Ledger(url) as ledger:
        first = record(ledger, run)
        later = replace(
            run,
            started=NOON + timedelta(days=1),
            sources=(replace(page, state=ReferenceState.UNREACHABLE, document=None), *run.sources[1:]),
            verdicts=(run.verdicts[0], unread, weak, *run.verdicts[3:]),
        )
        second = record(ledger, later)
        ledger.append_review(
            Review(refuted.claim, "Ida", NOON, Label.SUPPORTED, "context", "A later page says so."), first.id
        )
        yield Analyst(ledger, first, second)


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_every_query_runs_and_says_what_it_is_for(analyst: Analyst, query: Path) -> None:
    """The first line is a comment that names the parameters; on this ledger each query finds something."""
    first_line = query.read_text("utf-8").splitlines()[0]
    named = set(re.findall(r":(\w+)", query.read_text("utf-8").replace("://", "")))
    assert first_line.startswith("-- ")
    said = set(re.findall(r"\b(?:run_a|run_b|run|day)\b", first_line.partition("Parameter")[2]))
    assert said == named
    assert analyst.ask(query.stem), "no rows"


def test_sections_add_up_to_the_verdicts(analyst: Analyst) -> None:
    rows = analyst.ask("verdicts_by_section")
    assert [row["section"] for row in rows] == ["What it cost", "Who kept it"]
    assert sum(row["claims"] for row in rows) == len(analyst.first.verdicts)
    labels = ("supported", "refuted", "conflicting", "not_enough")
    assert all(sum(row[label] for label in labels) == row["claims"] for row in rows)


def test_refutations_come_with_their_quotes(analyst: Analyst) -> None:
    (row,) = analyst.ask("refuted")
    assert "€820 billion" in row["article_says"]
    assert row["source_says"] == "The council approved €820 million for the repairs."


def test_unread_sources_are_told_with_the_last_attempt(analyst: Analyst) -> None:
    (row,) = analyst.ask("unread_sources")
    assert (row["n"], row["outcome"], row["status"], row["claims"]) == (3, "forbidden", 403, 1)
    assert [row["n"] for row in analyst.ask("unread_sources", run=analyst.second.id)] == [1, 3]


def test_verdicts_that_rest_on_digests_only_are_found(analyst: Analyst) -> None:
    (row,) = analyst.ask("digest_only")
    assert row["claim_id"] == analyst.first.verdicts[0].claim
    kinds = {evidence.passage.kind for evidence in analyst.first.verdicts[0].evidence}
    assert kinds == {CaptureKind.DIGEST}


def test_flips_between_two_runs_show_their_cause(analyst: Analyst) -> None:
    (row,) = analyst.ask("flips")
    assert (row["was"], row["is_now"]) == ("Refuted", "Not Enough Evidence")
    assert (row["engine_changed"], row["inputs_changed"]) == (0, 1)
    assert analyst.ask("flips", run_b=analyst.first.id) == []


def test_references_that_no_claim_cites_are_orphans(analyst: Analyst) -> None:
    """Reference 2 is cited by no claim, yet a verdict rests on it; nothing at all came of reference 5."""
    rows = {row["n"]: row for row in analyst.ask("orphan_references")}
    assert set(rows) == {2, 5}
    assert (rows[2]["verdicts"], rows[5]["verdicts"], rows[5]["state"]) == (1, 0, None)


def test_sentences_come_by_reason_in_their_own_words(analyst: Analyst) -> None:
    rows = analyst.ask("not_checkable")
    said = {(row["reason"], row["text"]) for row in rows}
    assert ("opinion", "It is a lovely sight.") in said
    assert ("question", "Will it last?") in said


def test_the_accounting_covers_every_sentence_of_every_run(analyst: Analyst) -> None:
    rows = analyst.ask("accounting")
    for run in (analyst.first, analyst.second):
        assert sum(row["sentences"] for row in rows if row["run_id"] == run.id) == len(
            run.extraction.sentences
        )


def test_figures_are_numbers(analyst: Analyst) -> None:
    (row,) = analyst.ask("figures")
    assert (row["value"], row["low"], row["high"], row["currency"]) == (820e9, 815e9, 825e9, "EUR")


def test_claims_in_are_verdicts_out_or_unanswered(analyst: Analyst) -> None:
    """Nothing is lost between claims and verdicts: what has none is listed."""
    unanswered = analyst.ask("unanswered")
    assert len(unanswered) + len(analyst.first.verdicts) == len(analyst.first.extraction.claims)
    assert {row["modality"] for row in unanswered if not row["duplicate_of"]} == {"opinion", "predicted"}


def test_plans_are_due_from_their_last_day_on_and_listed_once(analyst: Analyst) -> None:
    (row,) = analyst.ask("plans_due", day=date(2026, 12, 31))
    assert (str(row["due"]), row["run_id"]) == ("2026-12-31", analyst.second.id)
    assert analyst.ask("plans_due", day=date(2026, 12, 30)) == []


def test_hosts_are_told_apart(analyst: Analyst) -> None:
    rows = {row["host"]: row["outcome"] for row in analyst.ask("access_by_host")}
    assert rows["source-3.example"] == "forbidden"
    assert rows["source-1.example"] == "ok"


def test_reviews_that_disagree_are_found(analyst: Analyst) -> None:
    (row,) = analyst.ask("reviews_against_machine")
    assert (row["machine"], row["person"], row["reviewer"]) == ("Refuted", "Supported", "Ida")
