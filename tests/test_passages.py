"""The passages that the verifier was trained on."""

from __future__ import annotations

from collections import Counter

from tools.passages import read_rows

from claimcheck.pairs import LABELS


def test_every_label_is_known_and_as_frequent_as_the_others() -> None:
    """A model that learns from them learns no label by its frequency."""
    for held in (False, True):
        counts = Counter(row.label for row in read_rows(held=held))
        assert set(counts) == set(LABELS)
        assert max(counts.values()) - min(counts.values()) <= 0.01 * counts.total()


def test_nothing_that_is_measured_on_is_trained_on() -> None:
    """No held-out passage, and no claim on it, is among those that the verifier learns from."""
    learnt, held = read_rows(held=False), read_rows(held=True)
    assert not {row.evidence for row in learnt} & {row.evidence for row in held}
    assert not {(row.evidence, row.claim) for row in learnt} & {(row.evidence, row.claim) for row in held}
