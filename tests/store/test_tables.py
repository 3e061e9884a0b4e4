"""What the schema refuses whoever writes: here by plain SQL, past the ledger's own care."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.errors import DatabaseTrouble
from claimcheck.model.claim import Bucket
from claimcheck.model.evidence import Stance
from claimcheck.model.run import Run
from claimcheck.model.verdict import Label, Shortfall
from claimcheck.store.database import writing
from claimcheck.store.ledger import Ledger
from claimcheck.store.tables import BUCKETS, LABELS, SHORTFALLS, STANCES


@pytest.fixture
def run(ledger: Ledger) -> Iterator[Run]:
    yield record(ledger, build_run())


VERDICT = """
INSERT INTO verdict (id, claim_key, engine_key, inputs_key, run_id, label, confidence, shortfall, rule, justification,
                     proof, proof_stance, seal)
SELECT 'new', claim_key, engine_key, :inputs, run_id, :label, :confidence, :shortfall, 'r', 'j', :proof, :stance, 's'
FROM verdict WHERE label = 'Refuted'
"""
EVIDENCE = """
INSERT INTO evidence
SELECT 'new', n, :stance, :score, rule, note, comparisons, reference, document_key, capture_sha256, url, kind, :quote,
       prefix, suffix, starts + :shift, ends + :shift, passage
FROM evidence WHERE verdict_id = (SELECT id FROM verdict WHERE label = 'Refuted' AND id <> 'new') AND n = 0
"""
SOUND = {
    "inputs": "i",
    "label": "Refuted",
    "confidence": 0.9,
    "shortfall": None,
    "proof": 0,
    "stance": "refutes",
}
QUOTED = {
    "stance": "refutes",
    "score": 0.9,
    "quote": "The council approved €820 million for the repairs.",
    "shift": 0,
}


def add_verdict(connection: Connection, **changed: object) -> None:
    connection.execute(text(VERDICT), SOUND | changed)


def add_evidence(connection: Connection, **changed: object) -> None:
    connection.execute(text(EVIDENCE), QUOTED | changed)


def test_a_decisive_verdict_with_its_quote_is_accepted(ledger: Ledger, run: Run) -> None:
    with writing(ledger.database) as connection:
        add_verdict(connection)
        add_evidence(connection)
    assert ledger.count_rows("verdict") == len(run.verdicts) + 1


def test_a_decisive_verdict_without_evidence_fails_at_commit(ledger: Ledger, run: Run) -> None:
    """It may name its proof before the proof is there, but must have it in the end."""
    with pytest.raises(DatabaseTrouble, match=r"(?i)foreign key"), writing(ledger.database) as connection:
        add_verdict(connection)
        connection.execute(text("SELECT 1"))  # the insert itself went through
    assert ledger.count_rows("verdict") == len(run.verdicts)


@pytest.mark.parametrize("stance", ["supports", "neutral"])
def test_the_proof_must_have_the_labels_stance(ledger: Ledger, run: Run, stance: str) -> None:
    """A refutation can't rest on a passage that supports, nor on one that does neither."""
    with pytest.raises(DatabaseTrouble, match=r"(?i)foreign key"), writing(ledger.database) as connection:
        add_verdict(connection)
        add_evidence(connection, stance=stance)
    with pytest.raises(DatabaseTrouble, match="proof_fits_label"), writing(ledger.database) as connection:
        add_verdict(connection, stance=stance)
    assert ledger.count_rows("verdict") == len(run.verdicts)


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"proof": None, "stance": None}, "proof_with_decisive"),
        ({"stance": None}, "proof_stance"),
        ({"label": "Not Enough Evidence", "proof": None, "stance": None}, "shortfall_with_not_enough"),
        ({"label": "Not Enough Evidence", "shortfall": "silent"}, "proof_with_decisive|proof_fits_label"),
        ({"shortfall": "silent"}, "shortfall_with_not_enough"),
        ({"shortfall": "lazy", "label": "Not Enough Evidence", "proof": None, "stance": None}, "ck_verdict_shortfall"),
        ({"label": "Mostly True"}, "ck_verdict_label"),
        ({"confidence": 1.01}, "confidence"),
    ],
)  # fmt: skip
def test_a_verdict_that_says_too_little_or_too_much_is_refused(
    ledger: Ledger, run: Run, changed: dict[str, object], check: str
) -> None:
    with pytest.raises(DatabaseTrouble, match=check), writing(ledger.database) as connection:
        add_verdict(connection, **changed)


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"quote": ""}, "does not stand in its document"),
        ({"quote": "The council approved €820 billion for the repairs."}, "does not stand in its document"),
        ({"shift": 1}, "does not stand in its document"),
        ({"shift": -100}, "does not stand in its document"),
        ({"score": 1.5}, "ck_evidence_score"),
        ({"stance": "hints"}, "ck_evidence_stance"),
    ],
)
def test_evidence_without_a_located_quote_is_refused(
    ledger: Ledger, run: Run, changed: dict[str, object], check: str
) -> None:
    """A quote stands in its document's text, to the letter and at its place."""
    with pytest.raises(DatabaseTrouble, match=check), writing(ledger.database) as connection:
        add_verdict(connection)
        add_evidence(connection, **changed)


def test_one_engine_answers_the_same_inputs_once(ledger: Ledger, run: Run) -> None:
    with pytest.raises(DatabaseTrouble, match=r"(?i)unique"), writing(ledger.database) as connection:
        add_verdict(connection)
        add_evidence(connection)
        connection.execute(text(VERDICT.replace("'new'", "'newer'")), SOUND)


CHANGES = [
    "UPDATE verdict SET label = 'Supported'",
    "DELETE FROM verdict",
    "UPDATE evidence SET score = 1",
    "DELETE FROM evidence WHERE n > 0",
    "UPDATE review SET note = ''",
    "DELETE FROM review",
]
OVER = {
    "sqlite": [
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}" for table in ("verdict", "evidence", "review")
    ],
    "postgresql": [f"TRUNCATE {table} CASCADE" for table in ("verdict", "evidence", "review")],
}
"""What each database knows besides, to change rows past a trigger that only looks at UPDATE and DELETE."""


def test_verdicts_evidence_and_reviews_are_only_ever_added(ledger: Ledger, run: Run) -> None:
    columns = "claim_id, reviewer, decided, reason, note"
    review = f"INSERT INTO review ({columns}) VALUES ('c', 'Ida', '2026-01-01', 'r', 'n')"
    with writing(ledger.database) as connection:
        connection.execute(text(review))
    for change in CHANGES + OVER[ledger.database.dialect.name]:
        with pytest.raises(DatabaseTrouble, match="is append-only"), writing(ledger.database) as connection:
            connection.execute(text(change))
    assert ledger.load_run(run.id) == run
    assert ledger.verify() == []


@pytest.mark.parametrize(
    ("written", "kind"), [(LABELS, Label), (SHORTFALLS, Shortfall), (STANCES, Stance), (BUCKETS, Bucket)]
)
def test_the_schema_knows_the_models_words(written: str, kind: type[Label]) -> None:
    """The checks list each member of the enum and nothing else."""
    assert written == ", ".join(f"'{member.value}'" for member in kind)
