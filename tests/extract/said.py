"""What is read from paragraphs: the words of the claims, and the buckets of the sentences."""

from __future__ import annotations

from datetime import date

from tests.builders import Row, article

from claimcheck.extract.claims import find_claims
from claimcheck.model.claim import Claim, Extraction
from claimcheck.text.syntax import open_language


def read(*parts: object, title: str = "", published: date | None = None) -> Extraction:
    return find_claims(article(*parts, title=title, published=published), open_language())  # type: ignore[arg-type]


def claims(*parts: object, title: str = "", published: date | None = None) -> tuple[Claim, ...]:
    return read(*parts, title=title, published=published).claims


def texts(*parts: object, title: str = "", published: date | None = None) -> list[str]:
    """The claims' words, in reading order."""
    return [claim.text for claim in claims(*parts, title=title, published=published)]


def reasons(*parts: object) -> list[str]:
    """For each sentence why it is no claim, '' where it is one."""
    return [sentence.reason for sentence in read(*parts).sentences]


__all__ = ["Row", "claims", "read", "reasons", "texts"]
