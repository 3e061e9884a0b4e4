"""Old runs go with all that only they had; nothing goes on which a current verdict, a decision or a note rests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import text
from tests.runs import NOON, build_run, build_source
from tests.store.recorded import record
from tests.store.test_standing import accept, edited, later

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.evidence import Capture, Outcome, Stance
from claimcheck.model.run import Run
from claimcheck.store.database import writing
from claimcheck.store.ledger import Ledger, Pruned
from claimcheck.store.tables import Row

COST = build_run().extraction.claims[1].id
YEAR = NOON + timedelta(days=365)
TABLES = sorted(set(Row.metadata.tables) - {"pruning"})


def count_all(ledger: Ledger) -> dict[str, int]:
    return {table: ledger.count_rows(table) for table in TABLES}


def prune(ledger: Ledger, before: datetime = YEAR, *, remove: bool = True, limit: int = 100) -> Pruned:
    return ledger.prune(before, YEAR + timedelta(days=1), "Ida", limit=limit, remove=remove)


def is_whole(ledger: Ledger, *runs: Run) -> bool:
    """Nothing is at fault, and these runs are what they were."""
    return ledger.verify() == [] and all(ledger.load_run(run.id) == run for run in runs)


def other_page(days: int) -> Run:
    """The run again on another day, when one more of its sources said something of its own."""
    run = later(days)
    return replace(run, sources=(*run.sources, build_source(5, f"The lamp of day {days} is out.")))


def test_a_run_that_was_followed_goes_with_what_only_it_had(ledger: Ledger) -> None:
    """Its verdicts by another engine, its page, its bytes. What the later run has, too, stays; so does the last run."""
    old, new = record(ledger, other_page(0), run_id="old"), record(ledger, other_page(400), run_id="new")
    before = count_all(ledger)
    pruned = prune(ledger)
    assert (pruned.rows["run"], pruned.kept, pruned.left) == (1, 0, 0)
    assert pruned.rows["verdict"] == len(old.verdicts) and pruned.rows["evidence"] > 0
    assert (pruned.rows["document"], pruned.rows["body"]) == (1, 1) and pruned.size > 0
    assert {table: rows - pruned.rows.get(table, 0) for table, rows in before.items()} == count_all(ledger)
    assert is_whole(ledger, new) and ledger.find_run("old") is None
    assert prune(ledger).rows["run"] == 0


def test_nothing_happens_unless_it_is_said(ledger: Ledger) -> None:
    """The same figures come of a look, and every row is still there."""
    runs = [record(ledger, other_page(days), run_id=f"run-{days}") for days in (0, 1, 400)]
    before = count_all(ledger)
    looked = prune(ledger, remove=False)
    assert count_all(ledger) == before and ledger.count_rows("pruning") == 0 and is_whole(ledger, *runs)
    assert prune(ledger) == looked and looked.rows["run"] == 2


def test_what_is_young_or_was_never_followed_stays(ledger: Ledger) -> None:
    """Also where the one that follows was never finished: it may never be."""
    record(ledger, later(0), run_id="old")
    record(ledger, replace(later(400), finished=None), run_id="unfinished")
    assert prune(ledger).rows["run"] == 0
    record(ledger, later(401), run_id="new")
    assert prune(ledger, NOON).rows["run"] == 0
    assert prune(ledger).rows["run"] == 1


def test_a_verdict_that_is_still_given_stays_with_the_run_that_gave_it_first(ledger: Ledger) -> None:
    """Three looks at the same pages: the first gave the verdicts, the last gives them now, the one between goes."""
    first, _, last = (
        record(ledger, replace(build_run(), started=NOON + timedelta(days=days)), run_id=f"run-{days}")
        for days in (0, 1, 400)
    )
    pruned = prune(ledger)
    assert (pruned.rows["run"], pruned.rows["verdict"], pruned.kept) == (1, 0, 1)
    assert is_whole(ledger, first, last) and ledger.find_run("run-1") is None


def test_a_decision_keeps_the_run_that_was_decided_on(ledger: Ledger) -> None:
    """With its evidence; other old runs over the article go."""
    old, _, new = (record(ledger, other_page(days), run_id=f"run-{days}") for days in (0, 1, 400))
    ledger.append_review(accept(COST), old.id)
    pruned = prune(ledger)
    assert (pruned.rows["run"], pruned.kept) == (1, 1)
    assert is_whole(ledger, old, new) and len(ledger.load_reviews(COST)) == 1


def test_a_note_keeps_the_last_run_that_read_its_claim(ledger: Ledger) -> None:
    """The article was edited since, so that no current claim is the one that the note is on; the note names no run."""
    old, new = record(ledger, later(0), run_id="old"), record(ledger, edited(400), run_id="new")
    ledger.append_review(replace(accept(COST), label=None, reason="second-look", note="Ask Ole."), None)
    assert prune(ledger).kept == 1
    assert is_whole(ledger, old, new) and len(ledger.load_history(COST).answers) == 1


def test_an_attached_passage_keeps_its_document(ledger: Ledger) -> None:
    """A page that only the old run read, from which a person took a sentence: page and bytes stay, and so does the
    last run that read the claim."""
    old, new = record(ledger, other_page(0), run_id="old"), record(ledger, other_page(400), run_id="new")
    document = old.sources[-1].document
    assert document is not None
    with writing(ledger.database) as connection:
        key = connection.execute(
            text("SELECT key FROM document WHERE text = :text"), {"text": document.text}
        ).scalar_one()
        attach(connection, key, document.text)
    pruned = prune(ledger)
    assert (pruned.rows["run"], pruned.rows["document"], pruned.rows["body"]) == (1, 0, 0)
    assert is_whole(ledger, new)
    assert ledger.load_body(document.capture_sha256) == document.text.encode()


def test_only_so_many_at_a_time(ledger: Ledger) -> None:
    """The newest of the old ones first; the rest is counted, and goes the next time."""
    for days in (0, 1, 2, 400):
        record(ledger, other_page(days), run_id=f"run-{days}")
    pruned = prune(ledger, limit=2)
    assert (pruned.rows["run"], pruned.left) == (2, 1) and ledger.find_run("run-0") == "run-0"
    pruned = prune(ledger, limit=2)
    assert (pruned.rows["run"], pruned.left) == (1, 0) and is_whole(ledger)


def test_looks_of_no_run_go_when_a_later_one_succeeded(ledger: Ledger) -> None:
    """The last that gave the page stays, and so do the failures since."""
    url, body = "https://source.example/page", b"page"
    for days, outcome in ((0, Outcome.OK), (1, Outcome.TIMEOUT), (2, Outcome.OK), (3, Outcome.NOT_FOUND)):
        read = outcome is Outcome.OK
        digest = sha256(body).hexdigest() if read else ""
        capture = Capture(url, url, outcome, NOON + timedelta(days=days), sha256=digest)
        ledger.save_look(capture, body if read else None)
    assert prune(ledger).rows["capture"] == 2
    found = ledger.latest_capture(url)
    assert found is not None and found.fetched == NOON + timedelta(days=2)
    assert ledger.count_rows("capture") == 2 and ledger.load_body(found.sha256) == body


def test_each_time_is_recorded_and_verdicts_stay_guarded(ledger: Ledger) -> None:
    """Who, when and how much; the record can't be changed, and afterwards no verdict can be deleted, as before."""
    record(ledger, later(0), run_id="old")
    record(ledger, later(400), run_id="new")
    pruned = prune(ledger)
    with writing(ledger.database) as connection:
        (row,) = connection.execute(text("SELECT person, runs, verdicts, under_way FROM pruning")).all()
    assert tuple(row) == ("Ida", 1, pruned.rows["verdict"], False)
    for statement in (
        "DELETE FROM verdict",
        "DELETE FROM evidence",
        "UPDATE pruning SET runs = 0",
        "DELETE FROM pruning",
    ):
        with pytest.raises(DatabaseTrouble, match="append-only"), writing(ledger.database) as connection:
            connection.execute(text(statement))


@pytest.mark.parametrize(
    ("address", "gone"), [("https://paper.example/other", 0), ("", 0), ("https://paper.example/light", 1)]
)
def test_only_a_run_over_the_same_article_follows(ledger: Ledger, address: str, gone: int) -> None:
    """The same address, however the text changed; without one, the same bytes."""
    one = later(0)
    record(ledger, replace(one, article=replace(one.article, url=address)), run_id="old")
    record(ledger, edited(400), run_id="new")
    assert prune(ledger).rows["run"] == gone


def attach(connection, key: str, words: str) -> None:  # type: ignore[no-untyped-def]  # a Connection
    row = {
        "claim_id": COST, "document_key": key, "person": "Ida", "attached": "2026-03-15", "stance": Stance.NEUTRAL.value,
        "quote": words, "prefix": "", "suffix": "", "starts": 0, "ends": len(words), "note": "", "withdrawn": False,
    }  # fmt: skip
    connection.execute(
        text(f"INSERT INTO attachment ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"),
        row,
    )
