"""How a reference comes by its address: a person's pin, the article, a search; and that nothing is asked unbidden."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.resolve.services import KEY, PAGE, TITLE, Services, open_services

from claimcheck.desk import Desk, Options, open_desk
from claimcheck.fetch.client import open_client
from claimcheck.model.article import Article, Reference
from claimcheck.model.evidence import CaptureKind, Outcome
from claimcheck.model.run import AddressOrigin, ReferenceState, Source
from claimcheck.settings import Settings
from claimcheck.steps import begin_run, read_reference

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
BODY = "The gates of the lock were replaced in 2024."
ARTICLE = Article("Locks in figures", BODY, "5" * 64, (), url="https://lookout.example/locks")
WANTED = Reference(1, TITLE, "Harbour Gazette")


@pytest.fixture
def services() -> Iterator[Services]:
    with open_services() as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, services: Services) -> Settings:
    return Settings(db=f"sqlite:///{tmp_path / 'ledger.db'}", searxng=services.base, timeout=5)


def read(desk: Desk, reference: Reference) -> Source:
    """A run over an article with one reference, up to the reading of it."""
    article = replace(ARTICLE, references=(reference,))
    run_id = begin_run(desk, article)

    async def run() -> None:
        async with open_client(desk.policy) as client:
            kept = desk.ledger.load_run_article(run_id)
            await read_reference(desk, run_id, kept, kept.references[0], client)

    asyncio.run(run())
    (source,) = desk.ledger.load_sources(run_id)
    return source


def tell_issues(desk: Desk) -> list[str]:
    return [issue.cause for issue in desk.ledger.load_run(desk.ledger.list_runs()[0].id).issues]


ONLINE = Options(allow_private=True)


def test_a_search_finds_the_page_and_the_page_bears_it_out(settings: Settings, services: Services) -> None:
    """A reference with title and publisher is found, read, and marked as found, with all candidates kept."""
    with open_desk(settings, ONLINE) as desk:
        source = read(desk, WANTED)
    assert source.state is ReferenceState.READ and source.origin is AddressOrigin.FOUND
    assert source.reference.url == services.page and source.document is not None
    assert [candidate.chosen for candidate in source.candidates] == [True, False]


def test_a_found_page_with_another_title_is_no_source(settings: Settings, services: Services) -> None:
    """The service was wrong, or the page has changed: unresolved, with the candidates and an issue that says why."""
    services.page_body = PAGE.replace(TITLE, "Ferry timetable for the summer")
    with open_desk(settings, ONLINE) as desk:
        source = read(desk, WANTED)
        assert any("Ferry timetable" in cause for cause in tell_issues(desk))
    assert source.state is ReferenceState.UNRESOLVED and source.origin is None
    assert source.reference.url == "" and source.document is None
    assert len(source.candidates) == 2 and not any(candidate.chosen for candidate in source.candidates)


def test_unclear_candidates_leave_it_unresolved(settings: Settings) -> None:
    """Another publisher's page of that title is listed, not taken."""
    with open_desk(settings, ONLINE) as desk:
        source = read(desk, replace(WANTED, publisher="Northern Ledger"))
        assert any("candidates" in cause for cause in tell_issues(desk))
    assert source.state is ReferenceState.UNRESOLVED and source.captures == ()
    assert len(source.candidates) == 2


def test_offline_asks_nobody_and_keeps_what_was_found(settings: Settings, services: Services) -> None:
    """A run can be repeated offline: the address found before, the bytes captured before."""
    with open_desk(settings, Options(offline=True)) as desk:
        assert read(desk, WANTED).state is ReferenceState.UNRESOLVED
    assert services.asked == []
    with open_desk(settings, ONLINE) as desk:
        first = read(desk, WANTED)
    asked = len(services.asked)
    with open_desk(settings, Options(offline=True)) as desk:
        again = read(desk, WANTED)
    assert len(services.asked) == asked
    assert again.document == first.document and again.origin is AddressOrigin.FOUND
    assert again.candidates == first.candidates


def test_without_services_nothing_is_attempted(settings: Settings, services: Services) -> None:
    with open_desk(replace(settings, searxng=""), ONLINE) as desk:
        source = read(desk, WANTED)
    assert source == Source(WANTED, ReferenceState.UNRESOLVED)
    assert services.asked == []


def test_a_pin_goes_before_the_articles_own_address(settings: Settings, services: Services) -> None:
    """A person's pin wins over the article and its references.toml, in later runs and offline; the latest counts."""
    given = replace(WANTED, url=f"{services.base}/harbour-gazette/gone.html")
    with open_desk(settings, ONLINE) as desk:
        first = read(desk, given)
        run_id = desk.ledger.list_runs()[0].id
        desk.ledger.save_pin(run_id, 1, "https://wrong.example/", "a", NOW)
        desk.ledger.save_pin(run_id, 1, services.page, "b", NOW)
        second = read(desk, given)
    assert (first.state, first.origin) == (ReferenceState.UNREACHABLE, AddressOrigin.GIVEN)
    assert (second.state, second.origin) == (ReferenceState.READ, AddressOrigin.PINNED)
    with open_desk(settings, Options(offline=True)) as desk:
        assert read(desk, given).document == second.document
    assert services.queries("/search") == []


def test_all_services_that_are_set_up_are_asked_at_once(
    settings: Settings, services: Services, tmp_path: Path
) -> None:
    """One page, all names of those who brought it; a service that fails is an issue and spoils nothing."""
    base = services.base
    known = tmp_path / "publishers.toml"
    known.write_text(f'[[publisher]]\nname = "Harbour Gazette"\nsearch = "{base}/site-search?q={{query}}"\n')
    services.broken.add("/doc")
    every = replace(
        settings, brave=f"{base}/res/v1/web/search", brave_key=KEY, mediawiki=f"{base}/w/api.php", gdelt=f"{base}/doc",
        crossref=f"{base}/works", publishers=str(known),
    )  # fmt: skip
    with open_desk(every, ONLINE) as desk:
        source = read(desk, WANTED)
        issues = tell_issues(desk)
    assert source.state is ReferenceState.READ
    names = set(source.candidates[0].provider.split(", "))
    assert names == {"searxng", "brave", "mediawiki", "crossref", "site search"}
    assert len(issues) == 1 and issues[0].startswith("no answer from gdelt")
    assert KEY not in repr(every) and KEY not in str(issues)


def test_an_archived_copy_stands_in_for_a_page_that_is_gone(settings: Settings, services: Services) -> None:
    """Read from the archive and marked so; the failed attempt comes first."""
    services.gone.add("/harbour-gazette/lock-gates.html")
    wayback = replace(settings, wayback=f"{services.base}/wayback/available")
    with open_desk(wayback, ONLINE) as desk:
        source = read(desk, replace(WANTED, url=services.page))
    assert source.state is ReferenceState.ARCHIVED
    assert [capture.outcome for capture in source.captures] == [Outcome.NOT_FOUND, Outcome.OK]
    assert source.captures[1].kind is CaptureKind.ARCHIVED
    assert "/web/20240321000000id_/" in source.captures[1].url
    with open_desk(settings, Options(offline=True)) as desk:
        again = read(desk, replace(WANTED, url=services.page))
    assert (again.state, again.document) == (ReferenceState.ARCHIVED, source.document)


def test_a_page_is_asked_for_again_only_if_it_changed(settings: Settings, services: Services) -> None:
    """The server's word that nothing changed is an attempt of its own, with the bytes of the earlier capture; a changed
    page is read anew."""
    given = replace(WANTED, url=services.page)
    with open_desk(settings, ONLINE) as desk:
        first, again = read(desk, given), read(desk, given)
        services.page_body = PAGE.replace("2.4 million", "3.4 million")
        edited = read(desk, given)
    assert [capture.outcome for capture in again.captures] == [Outcome.NOT_MODIFIED]
    assert (again.state, again.document) == (ReferenceState.READ, first.document)
    assert edited.document is not None and "3.4 million" in edited.document.text
