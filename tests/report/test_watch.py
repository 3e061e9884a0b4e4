"""What became of a page since the last look: our own failure to look is never the page's fate."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from tests.runs import build_article, build_run, build_source

from claimcheck.model.article import BlockKind
from claimcheck.model.evidence import CaptureKind, Outcome
from claimcheck.model.run import ReferenceState, Run, Source
from claimcheck.report.terminal import print_difference
from claimcheck.report.watch import Fate, compare_articles, compare_looks, find_quotes, watch_sources

TEXT = "The lamp was relit in 1998. It cost €820 million."
QUOTES = ("It cost €820 million.", "The lamp was relit in 1998.")
BEFORE = build_source(1, TEXT)


def look(outcome: Outcome, **more: object) -> Source:
    """The source after a look that ended so."""
    first = replace(BEFORE.captures[0], outcome=outcome, sha256="", **more)  # type: ignore[arg-type]
    return Source(BEFORE.reference, ReferenceState.UNREACHABLE, (first,))


def test_the_same_bytes_or_the_same_text_is_unchanged() -> None:
    """Another advertisement is no change: the text counts, line breaks aside."""
    assert compare_looks(BEFORE, BEFORE, QUOTES).fate is Fate.UNCHANGED
    wrapped = build_source(1, TEXT.replace("1998. ", "1998.\n"))
    assert wrapped.captures[0].sha256 != BEFORE.captures[0].sha256
    assert compare_looks(BEFORE, wrapped, QUOTES).fate is Fate.UNCHANGED


def test_a_change_names_the_quotes_that_are_gone() -> None:
    """Only those that were there before and are not now; a change elsewhere loses none."""
    edited = compare_looks(
        BEFORE, build_source(1, TEXT.replace("million", "billion")), (*QUOTES, "Never there.")
    )
    assert (edited.fate, edited.quotes) == (Fate.CHANGED, (QUOTES[0],))
    longer = compare_looks(BEFORE, build_source(1, f"{TEXT} Corrected on Monday."), QUOTES)
    assert (longer.fate, longer.quotes) == (Fate.CHANGED, ())


def test_a_page_that_answers_elsewhere_has_moved() -> None:
    """Where to is told, with the quotes it lost on the way; https, www and a last slash are no move."""
    after = build_source(1, "The lamp was relit in 1998.")
    there = replace(after.captures[0], final_url="https://new.example/story")
    moved = compare_looks(BEFORE, replace(after, captures=(there,)), QUOTES)
    assert (moved.fate, moved.detail, moved.quotes) == (Fate.MOVED, "https://new.example/story", (QUOTES[0],))
    same = replace(
        BEFORE.captures[0], final_url=f"{BEFORE.reference.url.replace('https://', 'http://www.')}/"
    )
    assert compare_looks(BEFORE, replace(BEFORE, captures=(same,))).fate is Fate.UNCHANGED


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404])
def test_a_server_that_says_so_makes_it_gone(outcome: Outcome) -> None:
    """Also when an earlier capture or a digest was read in its stead."""
    after = look(outcome)
    instead = replace(after, captures=(*after.captures, BEFORE.captures[0]), document=BEFORE.document)
    assert compare_looks(BEFORE, after, QUOTES).fate is Fate.GONE
    assert compare_looks(BEFORE, instead, QUOTES).fate is Fate.GONE


@pytest.mark.parametrize(
    "outcome", sorted(set(Outcome) - {"ok", "not_modified", "not_found", "gone", "soft_404"})
)
def test_any_other_failure_says_nothing(outcome: Outcome) -> None:
    """A timeout, a wall, an offline run: the page was not seen, and nothing is said of it or its quotes."""
    watched = compare_looks(BEFORE, look(outcome), QUOTES)
    assert watched.fate is Fate.UNSEEN and watched.quotes == () and watched.detail


@pytest.mark.parametrize("outcome", sorted(set(Outcome) - {"ok", "not_modified"}))
def test_a_page_that_can_be_read_at_last_is_told(outcome: Outcome) -> None:
    """It is neither changed nor unchanged: nobody knows what it said before. No quote is lost by it."""
    watched = compare_looks(look(outcome), BEFORE, QUOTES)
    assert watched.fate is Fate.READABLE and watched.quotes == () and watched.detail.endswith("before")


def test_not_modified_is_unchanged() -> None:
    again = replace(BEFORE.captures[0], outcome=Outcome.NOT_MODIFIED, status=304)
    assert compare_looks(BEFORE, replace(BEFORE, captures=(again,)), QUOTES).fate is Fate.UNCHANGED


def test_a_digest_is_no_look() -> None:
    digest = build_source(1, TEXT, CaptureKind.DIGEST)
    assert compare_looks(BEFORE, digest, QUOTES).fate is Fate.UNSEEN


OLD = build_run()


def with_first(run: Run, text: str) -> Run:
    return replace(run, sources=(build_source(1, text), *run.sources[1:]))


def test_quotes_come_from_the_earlier_runs_verdicts() -> None:
    """A run against one where the first source says something else: every quote that its verdicts took is gone."""
    quotes = find_quotes(OLD, 1)
    assert quotes
    first = watch_sources(OLD, with_first(OLD, "Something else altogether."))[0]
    assert (first.fate, set(first.quotes)) == (Fate.CHANGED, set(quotes))
    assert watch_sources(OLD, replace(OLD, sources=())) == ()


def test_the_article_is_watched_too() -> None:
    """Its lost quotes are the sentences that claims were read from."""
    assert compare_articles(OLD, OLD.article).fate is Fate.UNCHANGED
    edited = build_article(OLD.article.title, ((BlockKind.PARAGRAPH, "All is new."),))
    watched = compare_articles(OLD, edited)
    assert watched.fate is Fate.CHANGED and len(watched.quotes) > 2


def test_the_difference_of_two_runs_tells_it() -> None:
    """A count by fate, then each page that isn't as it was, with its lost quotes."""
    out = StringIO()
    print_difference(OLD, with_first(OLD, "Something else altogether."), Console(file=out, width=200))
    text = out.getvalue()
    assert "Pages: " in text and "1 changed" in text and "no longer in it: “" in text
