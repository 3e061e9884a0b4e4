"""The index of the words by which a claim is found: FTS5 in SQLite, lexemes in PostgreSQL.

Both find the same: every word has to occur, the last may be begun only; case and accents don't count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, TextClause, text

LONGEST = 200  # characters of a word that PostgreSQL is given; it takes no lexeme over 2 kB

MATCHING = {
    "sqlite": "standing.id IN (SELECT rowid FROM search WHERE search MATCH :words)",
    "postgresql": "standing.id IN (SELECT id FROM search WHERE search.words @@ CAST(:words AS tsquery))",
}
FORGET = {
    "sqlite": "DELETE FROM search WHERE rowid = :id",
    "postgresql": "DELETE FROM search WHERE id = :id",
}
KEEP = {
    "sqlite": "INSERT INTO search (rowid, claim, article, quotes) VALUES (:id, :claim, :article, :quotes)",
    "postgresql": "INSERT INTO search (id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """The words by which the claim at ``place`` in standing is found."""

    place: int
    claim: str
    article: str
    quotes: Sequence[str]


def index_claims(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep the words of claims in the stead of their former ones."""
    if not entries:
        return
    kind = connection.dialect.name
    write = describe_words if kind == "sqlite" else describe_lexemes
    connection.execute(text(FORGET[kind]), [{"id": entry.place} for entry in entries])
    connection.execute(text(KEEP[kind]), [{"id": entry.place, **write(entry)} for entry in entries])


def describe_words(entry: Entry) -> dict[str, object]:
    """A row of FTS5, but for its number."""
    return {"claim": entry.claim, "article": entry.article, "quotes": "\n".join(entry.quotes)}


def describe_lexemes(entry: Entry) -> dict[str, object]:
    """A row of PostgreSQL's, but for its number."""
    return {"words": fold_words("\n".join([entry.claim, entry.article, *entry.quotes]))}


def find_matching(connection: Connection, written: str) -> TextClause | None:
    """The condition under which a claim holds what a person typed; None for nothing to look for."""
    kind = connection.dialect.name
    words = read_words(written) if kind == "sqlite" else read_lexemes(written)
    return text(MATCHING[kind]).bindparams(words=words) if words else None


def read_words(written: str) -> str:
    """What a person typed, as an FTS5 query; no operator of FTS5 gets through."""
    found = re.findall(r"\w+", written)
    return " ".join(f'"{word}"' for word in found) + "*" if found else ""


def read_lexemes(written: str) -> str:
    """What a person typed, as PostgreSQL's tsquery; no operator of it gets through."""
    found = split_words(written)
    return " & ".join(f"'{word}'" for word in found) + ":*" if found else ""


def fold_words(written: str) -> list[str]:
    """The different words of a text, by name."""
    return sorted(set(split_words(written)))


def split_words(written: str) -> list[str]:
    """Words without case and accents, in their order."""
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", written.casefold()) if not unicodedata.combining(one)
    )
    return [word[:LONGEST] for word in re.findall(r"[^\W_]+", bare)]
