"""Whole articles of several kinds: what a careful editor would note is claimed, what was once misread is not."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from claimcheck.extract.claims import find_claims
from claimcheck.ingest.article import read_article
from claimcheck.text.syntax import open_language

FOLDER = Path(__file__).with_name("articles")
EXPECTED: dict[str, dict[str, list[str]]] = tomllib.loads((FOLDER / "expected.toml").read_text("utf-8"))


@cache
def told(name: str) -> tuple[str, ...]:
    article = read_article((FOLDER / name).read_bytes(), name=name)
    return tuple(claim.text for claim in find_claims(article, open_language()).claims)


@pytest.mark.parametrize(
    ("name", "words"), [(name, one) for name in EXPECTED for one in EXPECTED[name]["told"]]
)
def test_claims_of_an_article(name: str, words: str) -> None:
    """Companies, interviews, newsletters, tables, footnotes: each claim names what it speaks of."""
    assert words in told(name)


@pytest.mark.parametrize(
    ("name", "words"), [(name, one) for name in EXPECTED for one in EXPECTED[name]["never"]]
)
def test_what_was_once_misread(name: str, words: str) -> None:
    """A pronoun put into wrong words, a speaker's label, a greeting."""
    assert not [claim for claim in told(name) if words in claim]
