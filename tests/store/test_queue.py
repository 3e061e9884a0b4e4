from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.runs import build_run
from tests.store.recorded import record

from claimcheck.store.database import reading
from claimcheck.store.ledger import Ledger
from claimcheck.store.queue import (
    Filters,
    count_found,
    count_states,
    find_neighbours,
    list_queue,
    list_subjects,
)
from claimcheck.store.search import read_words

RELIT, COST, FIFTH, LOVELY = (claim.id for claim in build_run().extraction.claims[:4])


@given(st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_is_a_query(written: str) -> None:
    """FTS5 reads every query that is made of a person's words, and no word of theirs is an operator."""
    words = read_words(written)
    if words:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5(claim)")
        connection.execute("SELECT rowid FROM search WHERE search MATCH ?", (words,)).fetchall()
        connection.close()


@pytest.mark.parametrize("state", ["todo", "", "open", "decided", "nonsense"])
@pytest.mark.parametrize("kind", ["", "quantity", "nonsense"])
def test_counted_is_listed(ledger: Ledger, state: str, kind: str) -> None:
    """The figure beside a filter is the length of the list that it leads to."""
    record(ledger, build_run())
    filters = Filters(state=state, kind=kind)
    with reading(ledger.database) as connection:
        listed = list_queue(connection, filters, 100)
        assert count_found(filters, count_states(connection, filters)) == len(listed)


def test_walking_the_queue_visits_each_claim_once(ledger: Ledger) -> None:
    """From the first, next by next, to the end and back: the list itself."""
    record(ledger, build_run())
    with reading(ledger.database) as connection:
        listed = [line.claim_id for line in list_queue(connection, Filters(), 100)]
        walked = [listed[0]]
        while after := find_neighbours(connection, Filters(), walked[-1]).after:
            walked.append(after)
        assert walked == listed
        assert find_neighbours(connection, Filters(), listed[2]).before == listed[1]
        assert find_neighbours(connection, Filters(), LOVELY).after == listed[0]


def test_pages_of_the_queue_join_up(ledger: Ledger) -> None:
    record(ledger, build_run())
    with reading(ledger.database) as connection:
        whole = list_queue(connection, Filters(), 100)
        assert list_queue(connection, Filters(), 2) + list_queue(connection, Filters(), 100, 2) == whole
        (subject,) = list_subjects(connection, 10)
        assert subject.claims == len(whole) == sum(count for _, count in subject.labels)
        assert list_subjects(connection, 10, 1) == ()
