"""What people add to the evidence of a claim: passages of stored documents, and further sources of its article.

Rows are only ever appended. A passage is taken off again by another row, and so is a source; of a claim's rows on one
passage, and of an article's rows on one address, the latest counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert, or_, select
from sqlmodel import col

from claimcheck.errors import UsageError
from claimcheck.model.article import Article
from claimcheck.model.evidence import CaptureKind, Document, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.selector import Selector, Span
from claimcheck.model.selector import select as select_words
from claimcheck.store import rows
from claimcheck.store.attached_tables import AttachmentRow, FurtherRow
from claimcheck.store.database import read_rows
from claimcheck.store.saving import keep_source
from claimcheck.store.standing import settle_passages
from claimcheck.store.tables import CaptureRow, ClaimRow, DocumentRow, RunSourceRow


@dataclass(frozen=True, slots=True)
class Attachment:
    """A passage that a person put beside a claim, or took off it again (``withdrawn``); ``lasting`` until then."""

    document_key: str
    person: str
    attached: datetime
    stance: Stance
    selector: Selector
    note: str
    withdrawn: bool
    lasting: bool
    title: str
    publisher: str
    published: date | None
    url: str
    kind: CaptureKind
    capture_sha256: str


@dataclass(frozen=True, slots=True)
class Further:
    """A source that a person added to an article. ``document_key`` is '' where nothing could be read; ``outcome`` and
    ``detail`` then say why."""

    url: str
    title: str
    publisher: str
    published: date | None
    state: ReferenceState
    document_key: str
    outcome: str
    detail: str
    person: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Shelved:
    """A stored document that a claim's page offers passages of. ``n`` is its reference's number in the run, 0 for a
    source that was added since."""

    document_key: str
    n: int
    title: str
    publisher: str
    kind: CaptureKind


def append_attachment(
    connection: Connection, claim_id: str, document_key: str, span: Span, *,
    person: str, attached: datetime, stance: Stance, note: str = "", withdrawn: bool = False,
) -> None:  # fmt: skip
    """Put a stretch of a stored document beside a claim, or take it off again. Raises UsageError when there is no such
    claim or document, or the stretch is not in it."""
    document = load_document(connection, document_key)
    if not claim_exists(connection, claim_id):
        raise UsageError(f"there is no claim {claim_id}")
    if document is None or not 0 <= span.start < span.end <= len(document.text):
        raise UsageError("the passage is in no stored document")
    selector = select_words(document.text, span)
    row = {
        "claim_id": claim_id, "document_key": document_key, "person": person, "attached": attached,
        "stance": stance.value, "quote": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix,
        "starts": span.start, "ends": span.end, "note": note, "withdrawn": withdrawn,
    }  # fmt: skip
    connection.execute(insert(AttachmentRow).values(**row))
    settle_passages(connection, claim_id)


def list_attachments(connection: Connection, claim_id: str) -> tuple[Attachment, ...]:
    """All that was put beside a claim or taken off it, oldest first."""
    about = ("title", "publisher", "published", "url", "kind", "capture_sha256")
    given = (
        select(AttachmentRow, *(getattr(DocumentRow, name) for name in about))
        .join(DocumentRow, col(DocumentRow.key) == col(AttachmentRow.document_key))
        .where(col(AttachmentRow.claim_id) == claim_id)
        .order_by(col(AttachmentRow.id))
    )
    found = read_rows(connection, given)
    last = {(row["document_key"], row["starts"], row["ends"]): row["id"] for row in found}
    return tuple(
        Attachment(
            **{name: row[name] for name in ("document_key", "person", "attached", "note", "withdrawn")},
            **{name: row[name] for name in ("title", "publisher", "published", "url", "capture_sha256")},
            kind=CaptureKind(row["kind"]),
            stance=Stance(row["stance"]),
            selector=Selector(row["quote"], row["prefix"], row["suffix"], row["starts"], row["ends"]),
            lasting=not row["withdrawn"] and row["id"] in last.values(),
        )
        for row in found
    )


def list_attached_from(connection: Connection, document_key: str) -> tuple[tuple[str, str, Attachment], ...]:
    """Claims, by id and text, with the passages of this document that people put beside them and left there."""
    given = (
        select(col(AttachmentRow.claim_id), col(ClaimRow.text))
        .join(ClaimRow, col(ClaimRow.id) == col(AttachmentRow.claim_id))
        .where(col(AttachmentRow.document_key) == document_key)
        .order_by(col(AttachmentRow.claim_id))
    )
    named = {row["claim_id"]: row["text"] for row in read_rows(connection, given)}
    return tuple(
        (claim_id, text, one)
        for claim_id, text in named.items()
        for one in list_attachments(connection, claim_id)
        if one.lasting and one.document_key == document_key
    )


def load_document(connection: Connection, key: str) -> Document | None:
    """A stored document, as read for no reference in particular (its ``reference`` is 0)."""
    found = read_rows(connection, select(DocumentRow).where(col(DocumentRow.key) == key))
    return rows.read_document_row(found[0], reference=0) if found else None


def list_shelf(connection: Connection, run_id: str, article: Article) -> tuple[Shelved, ...]:
    """The documents of a run, by reference, then those of sources that were added to its article since."""
    read = (
        select(
            col(RunSourceRow.document_key), col(RunSourceRow.n), col(DocumentRow.title),
            col(DocumentRow.publisher), col(DocumentRow.kind),
        )
        .join(DocumentRow, col(DocumentRow.key) == col(RunSourceRow.document_key))
        .where(col(RunSourceRow.run_id) == run_id)
        .order_by(col(RunSourceRow.n))
    )  # fmt: skip
    own = [Shelved(**{**row, "kind": CaptureKind(row["kind"])}) for row in read_rows(connection, read)]
    known = {one.document_key for one in own}
    added = [one for one in list_further(connection, article) if one.document_key]
    return tuple(own) + tuple(
        Shelved(one.document_key, 0, one.title, one.publisher, CaptureKind.PAGE)
        for one in added
        if one.document_key not in known
    )


def append_further(
    connection: Connection, article: Article, claim_id: str, source: Source, person: str, added: datetime
) -> str:
    """Keep a source that was added and read; its captures' bodies saved before. The key of its document, '' where
    nothing could be read."""
    captures, document_key = keep_source(connection, source, {})
    reference = source.reference
    row = {
        "article_sha256": article.sha256, "article_url": article.url, "claim_id": claim_id, "url": reference.url,
        "title": reference.title, "publisher": reference.publisher, "published": reference.published,
        "state": source.state.value, "capture_key": captures[-1] if captures else None, "document_key": document_key,
        "person": person, "added": added, "withdrawn": False,
    }  # fmt: skip
    connection.execute(insert(FurtherRow).values(**row))
    return document_key or ""


def withdraw_further(
    connection: Connection, article: Article, url: str, person: str, added: datetime
) -> None:
    """Take a source off an article again. Raises UsageError when nobody added it."""
    mine = [row for row in _load_latest(connection, article) if row["url"] == url]
    if not mine:
        raise UsageError("nobody added that source")
    row = {name: value for name, value in mine[0].items() if name not in ("id", "outcome", "detail")}
    row |= {"person": person, "added": added, "withdrawn": True}
    connection.execute(insert(FurtherRow).values(**row))


def list_further(connection: Connection, article: Article) -> tuple[Further, ...]:
    """The sources that people added to this article, also to an earlier version of it at the same address; those that
    were taken off again are left out."""
    return tuple(
        Further(
            **{name: row[name] for name in ("url", "title", "publisher", "published", "person", "added")},
            state=ReferenceState(row["state"]),
            document_key=row["document_key"] or "",
            outcome=row["outcome"] or "",
            detail=row["detail"] or "",
        )
        for row in _load_latest(connection, article)
    )


def claim_exists(connection: Connection, claim_id: str) -> bool:
    known = select(col(ClaimRow.key)).where(col(ClaimRow.id) == claim_id).limit(1)
    return connection.execute(known).first() is not None


def _load_latest(connection: Connection, article: Article) -> list[rows.Columns]:
    """The latest row on each address, oldest first, with the outcome of its attempt."""
    same = col(FurtherRow.article_sha256) == article.sha256
    if article.url:
        same = or_(same, col(FurtherRow.article_url) == article.url)
    given = (
        select(FurtherRow, col(CaptureRow.outcome), col(CaptureRow.detail))
        .join(CaptureRow, col(CaptureRow.key) == col(FurtherRow.capture_key), isouter=True)
        .where(same)
        .order_by(col(FurtherRow.id))
    )
    latest = {row["url"]: row for row in read_rows(connection, given)}
    return [row for row in latest.values() if not row["withdrawn"]]
