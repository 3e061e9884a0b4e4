"""The tables of what people add to the evidence: passages that they selected, further sources. Only ever appended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from claimcheck.store.columns import Moment, Row

STANCES = "'supports', 'refutes', 'neutral'"
SOURCE_STATES = "'read', 'archived', 'digest', 'unreadable', 'unreachable', 'unresolved'"


class AttachmentRow(Row, table=True):
    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint(f"stance IN ({STANCES})", name="stance"),
        CheckConstraint("quote <> ''", name="quote"),
        CheckConstraint("ends > starts AND starts >= 0", name="span"),
    )

    id: int | None = Field(default=None, primary_key=True)
    claim_id: str = Field(index=True)
    document_key: str = Field(foreign_key="document.key", index=True)
    person: str
    attached: datetime = Field(sa_type=Moment)
    stance: str
    quote: str
    prefix: str
    suffix: str
    starts: int
    ends: int
    note: str
    withdrawn: bool  # the same passage of the same claim is taken off again


class FurtherRow(Row, table=True):
    __tablename__ = "further"
    __table_args__ = (CheckConstraint(f"state IN ({SOURCE_STATES})", name="state"),)

    id: int | None = Field(default=None, primary_key=True)
    article_sha256: str = Field(index=True)
    article_url: str = Field(index=True)
    claim_id: str  # which claim it was added for
    url: str
    title: str
    publisher: str
    published: date | None
    state: str  # what became of it when it was added
    capture_key: str | None = Field(foreign_key="capture.key")  # the attempt that decided that
    document_key: str | None = Field(foreign_key="document.key")
    person: str
    added: datetime = Field(sa_type=Moment)
    withdrawn: bool  # the article's source at this address is taken off again
