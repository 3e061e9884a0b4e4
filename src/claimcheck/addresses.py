"""The address of one reference: a person's pin, else the article's, else what the search services that are set up find.

Nothing is asked without a service in the settings, nor offline; then what an earlier run found still holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import UsageError
from claimcheck.fetch.client import open_client
from claimcheck.fetch.lookup import fetch_answer
from claimcheck.fetch.policy import Policy
from claimcheck.model.article import Article, Reference
from claimcheck.model.evidence import Outcome
from claimcheck.model.run import AddressOrigin, Candidate
from claimcheck.resolve import crossref, gdelt, wayback
from claimcheck.resolve.brave import ENDPOINT as BRAVE
from claimcheck.resolve.brave import Brave
from claimcheck.resolve.mediawiki import MediaWiki
from claimcheck.resolve.provider import Hit, Provider, UnreadableAnswer, Wanted
from claimcheck.resolve.publishers import Publisher, SiteSearch, find_publisher, parse_publishers
from claimcheck.resolve.scoring import rank_candidates
from claimcheck.resolve.searxng import SearXNG

if TYPE_CHECKING:
    from claimcheck.desk import Desk
    from claimcheck.fetch.client import Client
    from claimcheck.settings import Settings

ON = "on"


@dataclass(frozen=True, slots=True)
class Address:
    """A reference with the address it is to be read at, if one is known. ``failures`` are services that gave no
    answer, a line each."""

    reference: Reference
    origin: AddressOrigin | None = None
    candidates: tuple[Candidate, ...] = ()
    failures: tuple[str, ...] = ()


async def find_address(desk: Desk, article: Article, reference: Reference) -> Address:
    """Where to read ``reference``. Raises UsageError when the settings name a publishers' file that can't be read."""
    pinned = desk.ledger.load_pins(article).get(reference.n)
    if pinned:
        return Address(replace(reference, url=pinned), AddressOrigin.PINNED)
    if reference.url:
        return Address(reference, AddressOrigin.GIVEN)
    if desk.options.offline:
        return recall_address(desk, article, reference)
    known = load_publishers(desk.settings)
    providers = tuple(find_providers(desk.settings, reference, known))
    if not providers or not reference.title:
        return Address(reference)
    hits, failures = await ask_providers(desk, providers, article, reference)
    candidates = rank_candidates(reference, article, hits, known)
    return choose_address(reference, candidates, failures)


def recall_address(desk: Desk, article: Article, reference: Reference) -> Address:
    """What the latest run over this article that searched for the reference found."""
    return choose_address(reference, desk.ledger.load_candidates(article).get(reference.n, ()))


def choose_address(
    reference: Reference, candidates: tuple[Candidate, ...], failures: tuple[str, ...] = ()
) -> Address:
    """The chosen candidate's address, if there is one."""
    chosen = next((candidate for candidate in candidates if candidate.chosen), None)
    if chosen is None:
        return Address(reference, None, candidates, failures)
    return Address(replace(reference, url=chosen.url), AddressOrigin.FOUND, candidates, failures)


def find_providers(
    settings: Settings, reference: Reference, known: tuple[Publisher, ...]
) -> Iterator[Provider]:
    """The services to ask for a reference: those that are set up."""
    publisher = find_publisher(reference.publisher, known)
    if publisher is not None and publisher.search:
        yield SiteSearch(publisher)
    if settings.searxng:
        yield SearXNG(settings.searxng)
    if settings.brave_key:
        yield Brave(settings.brave_key, settings.brave or BRAVE)
    if settings.mediawiki:
        yield MediaWiki(settings.mediawiki)
    if settings.gdelt:
        yield gdelt.GDELT(read_endpoint(settings.gdelt, gdelt.ENDPOINT))
    if settings.crossref:
        yield crossref.Crossref(read_endpoint(settings.crossref, crossref.ENDPOINT))


def read_endpoint(written: str, usual: str) -> str:
    """The address that a setting names: the usual one for "on"."""
    return usual if written.strip().lower() == ON else written.strip()


def load_publishers(settings: Settings) -> tuple[Publisher, ...]:
    """What the editor's file says; empty without one."""
    if not settings.publishers:
        return ()
    path = Path(settings.publishers)
    try:
        return parse_publishers(path.read_text("utf-8"), path=path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"CLAIMCHECK_PUBLISHERS: {path} can't be read: {error}") from None


async def ask_providers(
    desk: Desk, providers: tuple[Provider, ...], article: Article, reference: Reference
) -> tuple[list[Hit], tuple[str, ...]]:
    """All hits of all services, and a line for each that gave none because it failed."""
    wanted = Wanted(
        reference.title,
        reference.publisher,
        reference.published,
        article.published,
        desk.settings.contact,
    )
    policy = trust_settings(desk.policy)
    async with open_client(policy) as client:
        answers = await asyncio.gather(*(ask(provider, wanted, client, policy) for provider in providers))
    hits = [hit for found, _ in answers for hit in found]
    return hits, tuple(failure for _, failure in answers if failure)


async def ask(
    provider: Provider, wanted: Wanted, client: Client, policy: Policy
) -> tuple[tuple[Hit, ...], str]:
    """One service's hits, and why there are none if it failed. Neither tells a key."""
    request = provider.render_request(wanted)
    answer = await fetch_answer(request.url, client, policy, request.headers)
    if answer.outcome is not Outcome.OK:
        return (), f"{provider.name}: {answer.outcome} {answer.detail}".rstrip()
    try:
        return provider.parse_answer(answer.body), ""
    except UnreadableAnswer as error:
        return (), f"{provider.name}: {error}"


async def find_archived(desk: Desk, reference: Reference) -> tuple[str, str]:
    """The address of an archived copy of a reference's page, and why none could be asked for; '' for each that there
    is not."""
    service = wayback.Wayback(read_endpoint(desk.settings.wayback, wayback.ENDPOINT))
    request = service.render_request(reference.url, reference.published)
    policy = trust_settings(desk.policy)
    async with open_client(policy) as client:
        answer = await fetch_answer(request.url, client, policy, request.headers)
    if answer.outcome is not Outcome.OK:
        return "", f"{service.name}: {answer.outcome} {answer.detail}".rstrip()
    try:
        return service.parse_answer(answer.body), ""
    except UnreadableAnswer as error:
        return "", f"{service.name}: {error}"


def trust_settings(policy: Policy) -> Policy:
    """The same policy for services' own addresses, which come from the settings: a SearXNG may run on this machine."""
    return replace(policy, allow_private=True)
