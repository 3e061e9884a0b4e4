"""What was read, and what it says about a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from claimcheck.model.article import Block, Link
from claimcheck.model.selector import Selector

PAGE = re.compile(r"page (\d+)")
"""The section of a PDF's block, in place of headings."""


class Outcome(StrEnum):
    """How one attempt to read an address ended. Only OK and NOT_MODIFIED yield a body."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    NOT_ATTEMPTED = "not_attempted"
    DISALLOWED_BY_ROBOTS = "disallowed_by_robots"
    UNAUTHORIZED = "unauthorized"
    PAYMENT_REQUIRED = "payment_required"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    GONE = "gone"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE_FOR_LEGAL_REASONS = "unavailable_for_legal_reasons"
    CLIENT_ERROR = "client_error"
    SERVER_ERROR = "server_error"
    DNS_FAILURE = "dns_failure"
    CONNECT_FAILURE = "connect_failure"
    TLS_FAILURE = "tls_failure"
    TIMEOUT = "timeout"
    REDIRECT_LOOP = "redirect_loop"
    BLOCKED_ADDRESS = "blocked_address"
    TOO_LARGE = "too_large"
    UNSUPPORTED_TYPE = "unsupported_type"
    WALL = "wall"
    PAYWALL = "paywall"
    SOFT_404 = "soft_404"
    SCRIPT_SHELL = "script_shell"
    EMPTY = "empty"
    PARSE_FAILURE = "parse_failure"


READ = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})


class CaptureKind(StrEnum):
    PAGE = "page"
    PDF = "pdf"
    ARCHIVED = "archived"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Capture:
    """One attempt to read an address, with what came of it.

    ``sha256`` is of the stored body, '' when there is none. ``status`` is 0 when no HTTP answer came.
    ``detail`` is one plain line on a failure. For a digest, ``url`` is the address that it stands in for.
    """

    url: str
    final_url: str
    outcome: Outcome
    fetched: datetime
    kind: CaptureKind = CaptureKind.PAGE
    status: int = 0
    sha256: str = ""
    media_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    detail: str = ""
    elapsed: float = 0.0  # seconds
    request: tuple[tuple[str, str], ...] = ()  # headers of the last request; cookies are left out

    @property
    def read(self) -> bool:
        return self.outcome in READ


@dataclass(frozen=True, slots=True)
class Document:
    """The readable text of a capture's body; spans of blocks index ``text``.

    Furniture (menus, teasers, comments, notices) is left out of ``text`` or marked as such: it is never evidence.
    ``reference`` is the number of the reference it was read for.
    """

    reference: int
    capture_sha256: str
    url: str
    kind: CaptureKind
    title: str
    text: str
    blocks: tuple[Block, ...]
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: date | None = None
    language: str = ""
    extractor: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence (or table row, list item) of a Document, with where it stands.

    ``selector`` is the quote; ``before`` and ``after`` are its neighbours in the same block, ``earlier`` those further back,
    nearest first; ``section`` its heading path; ``cells`` its cells (spans index the document's text) when it is a table row.
    """

    reference: int
    capture_sha256: str
    url: str
    kind: CaptureKind
    selector: Selector
    block: int
    section: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    earlier: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()  # (header, text) pairs
    title: str = ""
    publisher: str = ""
    published: date | None = None

    @property
    def text(self) -> str:
        return self.selector.exact

    @property
    def page(self) -> int | None:
        """The page of a PDF that it stands on, counted from 1; ``None`` elsewhere."""
        found = PAGE.fullmatch(self.section[0]) if len(self.section) == 1 else None
        return int(found[1]) if found else None


class Stance(StrEnum):
    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


OFF_TOPIC = "off-topic"
"""The rule of evidence that was weighed and speaks of another matter: it is counted, but never shown as a near miss."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two values set side by side for the reader: 'amount', '€820 billion', '€820 million', False."""

    aspect: str
    claim: str
    evidence: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage's bearing on one claim. ``score`` is 0..1, how sure the stance is. ``rule`` names what decided it."""

    passage: Passage
    stance: Stance
    score: float
    rule: str
    comparisons: tuple[Comparison, ...] = ()
    note: str = ""  # one plain sentence on why
