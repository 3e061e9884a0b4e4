"""One execution, and the account it gives of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from claimcheck.model.article import Article, Reference
from claimcheck.model.claim import Extraction
from claimcheck.model.evidence import Capture, Document
from claimcheck.model.verdict import Verdict


class ReferenceState(StrEnum):
    """What became of a reference in a run, best first."""

    READ = "read"  # its page or PDF was fetched and read
    ARCHIVED = "archived"  # an archived copy was read
    DIGEST = "digest"  # only the shipped paraphrase was read
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    UNRESOLVED = "unresolved"  # no address


class AddressOrigin(StrEnum):
    """How a reference came by its address. A person's pin goes before the article and its references.toml."""

    GIVEN = "given"  # by the article or its references.toml
    FOUND = "found"  # by a search, and the page bears the title
    PINNED = "pinned"  # by a person


class RunState(StrEnum):
    """How a run stands. One that began without a lease, and has no end, may go on or not: nobody can tell."""

    FINISHED = "finished"
    RUNNING = "running"
    FAILED = "failed"  # its worker gave up and said so
    CRASHED = "crashed"  # its worker has not been heard of since its lease ended
    UNFINISHED = "not finished"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that a search brought for a reference without one. ``score`` is 0..1, 0 for a page that can't be it;
    ``why`` says what spoke for and against it. At most one of a reference's candidates is ``chosen``."""

    url: str
    title: str
    provider: str  # names of the services that brought it, with commas
    score: float
    why: str
    published: date | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A reference with every attempt to read it, and the document that came of it (``None`` when nothing did).

    ``candidates`` are what a search brought, best first; empty when none was made. ``origin`` is ``None`` without an
    address.
    """

    reference: Reference
    state: ReferenceState
    captures: tuple[Capture, ...] = ()
    document: Document | None = None
    candidates: tuple[Candidate, ...] = ()
    origin: AddressOrigin | None = None


@dataclass(frozen=True, slots=True)
class Engine:
    """What a verdict depends on besides its inputs. ``key`` is a digest of the rest."""

    claimcheck: str
    language_model: str
    verifier: str
    rules: str
    key: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Anything skipped or odd, with its cause. ``where`` names the step or reference."""

    where: str
    cause: str


@dataclass(frozen=True, slots=True)
class Run:
    """One execution over one article: all that a report needs, without asking the database again."""

    id: str
    started: datetime
    finished: datetime | None
    engine: Engine
    article: Article
    extraction: Extraction
    sources: tuple[Source, ...]
    verdicts: tuple[Verdict, ...]
    issues: tuple[Issue, ...] = ()
