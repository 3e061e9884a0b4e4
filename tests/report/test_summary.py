from dataclasses import replace

from tests.runs import build_run

from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Label
from claimcheck.report.summary import count_reasons, count_sentences, find_findings, read_summary

RUN = build_run()


def test_each_claim_is_counted_once() -> None:
    """Labels, opinions and missing verdicts add up to the distinct claims; repeated ones are counted apart."""
    summary = read_summary(RUN)
    assert (summary.claims, summary.duplicates) == (8, 1)
    assert summary.claims == sum(summary.labels.values()) + sum(summary.unjudged.values()) + summary.missing
    assert summary.labels == {
        Label.SUPPORTED: 1,
        Label.REFUTED: 1,
        Label.CONFLICTING: 1,
        Label.NOT_ENOUGH: 3,
    }
    assert summary.unjudged == {"opinion": 1, "predicted": 1}


def test_missing_verdicts_still_add_up() -> None:
    """A verdict that never came is counted as missing, and the sum holds."""
    summary = read_summary(replace(RUN, verdicts=RUN.verdicts[2:]))
    assert summary.missing == 2
    assert summary.claims == sum(summary.labels.values()) + sum(summary.unjudged.values()) + summary.missing


def test_sources() -> None:
    """Sources are counted by state; those not read and those read as digests are named."""
    summary = read_summary(RUN)
    assert summary.states == {ReferenceState.READ: 2, ReferenceState.DIGEST: 1, ReferenceState.UNREACHABLE: 1}
    assert [source.reference.n for source in summary.unread] == [3]
    assert [source.reference.n for source in summary.digests] == [2]


def test_buckets_add_up() -> None:
    """The four buckets hold every sentence; the reasons hold every one that is not checkable."""
    sentences = RUN.extraction.sentences
    assert sum(count_sentences(sentences).values()) == len(sentences)
    assert sum(count_reasons(sentences).values()) == count_sentences(sentences)["not_checkable"]
    assert list(count_reasons(sentences).values()) == sorted(count_reasons(sentences).values(), reverse=True)
    assert count_sentences(()) == {"claim": 0, "duplicate": 0, "furniture": 0, "not_checkable": 0}


def test_names() -> None:
    """Each finding has a name: its label, why it is not judged, or that its verdict is missing."""
    names = [finding.name for finding in find_findings(replace(RUN, verdicts=RUN.verdicts[1:]))]
    assert names[:4] == ["No verdict", "Refuted", "Not enough evidence", "Not judged: opinion"]
