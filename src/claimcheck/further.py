"""Further sources that people add to an article: read at once for whoever asks, and by every later run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from claimcheck.fetch.client import open_client
from claimcheck.model.article import Article, Reference
from claimcheck.model.run import Source
from claimcheck.sources import read_source
from claimcheck.store.attaching import append_further, list_further
from claimcheck.store.database import reading, writing
from claimcheck.store.saving import save_body

if TYPE_CHECKING:
    from claimcheck.desk import Desk


async def fetch_further(
    desk: Desk, article: Article, claim_id: str, url: str, person: str
) -> tuple[Source, str]:
    """Read the page at ``url``, as guarded as any reference, and keep it as a further source of the article. The source
    with what came of it, and its document's key, '' where nothing could be read."""
    reference = Reference(0, "", url=url, further=True)
    async with open_client(desk.policy) as client:
        found = await read_source(desk, replace(article, references=()), reference, client)
    source = replace(found.source, reference=_name(found.source))
    with writing(desk.ledger.database) as connection:
        for attempt in found.attempts:
            save_body(connection, attempt.capture, attempt.body or None)
        key = append_further(connection, article, claim_id, source, person, datetime.now(UTC))
    return source, key


def add_further(desk: Desk, article: Article) -> Article:
    """The article with the sources that people added to it, numbered after its own; those that it cites by now are left
    out."""
    with reading(desk.ledger.database) as connection:
        added = list_further(connection, article)
    known = {reference.url for reference in article.references}
    new = [one for one in added if one.url not in known]
    last = max((reference.n for reference in article.references), default=0)
    return replace(
        article,
        references=(
            *article.references,
            *(
                Reference(n, one.title, one.publisher, one.url, published=one.published, further=True)
                for n, one in enumerate(new, last + 1)
            ),
        ),
    )


def _name(source: Source) -> Reference:
    """The reference with what its document says of itself; at least the host, by which a reader knows it."""
    document = source.document
    host = urlsplit(source.reference.url).hostname or ""
    if document is None:
        return replace(source.reference, publisher=host)
    return replace(
        source.reference,
        title=document.title,
        publisher=document.publisher or host,
        published=document.published,
    )
