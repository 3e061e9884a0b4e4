"""The project's own articles are read as a careful editor would read them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from tests.site import SEEDS

from claimcheck.ingest.article import read_article
from claimcheck.ingest.references import apply_references, parse_references
from claimcheck.model.article import Article, BlockKind

BASE = b"http://127.0.0.1:8000"
CASES = ("harbour-bridge", "vaccine-cold-chain")


def read_seed(name: str) -> Article:
    path = next(SEEDS.joinpath(name).glob("article.*"))
    article = read_article(path.read_bytes().replace(b"{{BASE}}", BASE), name=path.name)
    sidecar = path.with_name("references.toml")
    if not sidecar.exists():
        return article
    text = sidecar.read_text("utf-8").replace("{{BASE}}", BASE.decode())
    return apply_references(article, parse_references(text, path=sidecar))


def collapse(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ["meta-superintelligence", *CASES])
def test_every_word_lies_in_exactly_one_block(name: str) -> None:
    """Blocks are in order, never overlap, and leave out nothing but white space, list markers and rules."""
    article = read_seed(name)
    end = 0
    for block in article.blocks:
        gap = article.text[end : block.span.start]
        assert block.span.start >= end and not any(letter.isalpha() for letter in gap)
        assert article.text[block.span.start : block.span.end].strip() == block.span.of(article.text)
        end = block.span.end
    assert not article.text[end:].strip()


@pytest.mark.parametrize("name", ["meta-superintelligence", "harbour-bridge"])
def test_nothing_of_a_plain_text_is_lost(name: str) -> None:
    """Normalizing changes white space only."""
    path = SEEDS / name / "article.txt"
    assert collapse(read_seed(name).text) == collapse(path.read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_gold_claims_lie_in_blocks_that_may_hold_claims(name: str) -> None:
    """What a person took for a claim is in no furniture, heading or reference list."""
    article = read_seed(name)
    gold = json.loads((SEEDS / name / "gold.json").read_text("utf-8"))
    spoken = "\n".join(collapse(block.span.of(article.text)) for block in article.blocks if not block.silent)
    lost = [claim["source_text"] for claim in gold["claims"] if collapse(claim["source_text"]) not in spoken]
    assert lost == []


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_claim_lies_in_silent_blocks(name: str) -> None:
    """Headlines, bylines, menus, teasers and entries are silent; only questions stay in their paragraphs."""
    article = read_seed(name)
    gold = json.loads((SEEDS / name / "gold.json").read_text("utf-8"))
    spoken = [collapse(block.span.of(article.text)) for block in article.blocks if not block.silent]
    loud = [
        text
        for text in gold["must_not_extract"]
        if not text.endswith("?") and any(collapse(text) in block for block in spoken)
    ]
    assert loud == []


def test_the_seed_has_ten_references_with_title_and_publisher() -> None:
    """With references.toml beside it, each entry of the list gets its title, publisher, address and digest."""
    article = read_seed("meta-superintelligence")
    sidecar = tomllib.loads((SEEDS / "meta-superintelligence" / "references.toml").read_text("utf-8"))
    own = [reference for reference in article.references if not reference.further]
    assert [(r.n, r.title, r.publisher, r.url) for r in own] == [
        (r["n"], r["title"], r["publisher"], r.get("url", "")) for r in sidecar["reference"]
    ]
    assert all(Path(reference.digest).is_file() for reference in article.references)
    assert [r.n for r in article.references if r.further] == list(range(11, 23))
    assert all(
        article.blocks[r.block].kind is BlockKind.REFERENCE
        and article.blocks[r.block].span.of(article.text).startswith(r.title)
        for r in own
        if r.block is not None
    )
    assert not article.notes


def test_worked_verdicts_rest_on_words_that_may_hold_claims() -> None:
    """Each of the worked examples is a sentence, item or row of the article."""
    article = read_seed("meta-superintelligence")
    spoken = "\n".join(collapse(block.span.of(article.text)) for block in article.blocks if not block.silent)
    lines = (SEEDS / "meta-superintelligence" / "gold.jsonl").read_text("utf-8").splitlines()
    lost = [
        row["source_text"] for row in map(json.loads, lines) if collapse(row["source_text"]) not in spoken
    ]
    assert len(lines) == 24 and lost == []
