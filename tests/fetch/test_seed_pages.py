"""On the seeds' pages, everything that proves a claim can be quoted, and nothing that must never be quoted can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import pytest
from tests.site import SEEDS

from claimcheck.fetch.capture import load_digest
from claimcheck.fetch.document import read_capture, read_document
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, Document, Outcome
from claimcheck.text.passages import find_passages

SITES = ("harbour-bridge", "vaccine-cold-chain")
DIGESTS = SEEDS / "meta-superintelligence" / "digests"


def find_proofs() -> Iterator[tuple[Path, str]]:
    """Each page with a quote that a gold verdict rests on, or that comes close to settling a claim."""
    for line in (SEEDS / "meta-superintelligence" / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        for proof in (gold.get("proof"), gold.get("near_miss"), *(gold.get("more_proof") or ())):
            if proof:
                yield DIGESTS / f"{proof['digest']}.html", proof["quote"]
    for seed in SITES:
        for claim in json.loads((SEEDS / seed / "gold.json").read_text("utf-8"))["claims"]:
            for proof in claim["proof"]:
                yield SEEDS / seed / "site" / proof["page"], proof["quote"]


@lru_cache(maxsize=64)
def read_page(path: Path) -> Document:
    if path.parent == DIGESTS:
        found = read_capture(*_digest(path))[1]
    else:
        url = f"https://paper.example/{path.parent.name}/{path.name}"
        capture = Capture(url, url, Outcome.OK, datetime.now(UTC), status=200, media_type="text/html")
        found = read_document(path.read_bytes(), capture, Reference(1, ""))  # type: ignore[assignment]
    assert isinstance(found, Document), f"{path.name}: {found}"
    return found


def _digest(path: Path):  # type: ignore[no-untyped-def]
    reference = Reference(1, "", digest=str(path))
    return load_digest(reference), reference


def squeeze(text: str) -> str:
    return " ".join(text.split())


def test_every_proof_can_be_quoted() -> None:
    """Each gold quote stands, white space apart, in one block that may hold evidence."""
    proofs = list(find_proofs())
    assert len(proofs) > 100
    lost = [
        (path.name, quote)
        for path, quote in proofs
        if not any(
            squeeze(quote) in squeeze(block.span.of(read_page(path).text))
            for block in read_page(path).blocks
            if not block.silent
        )
    ]
    assert lost == []


@pytest.mark.parametrize("seed", SITES)
def test_what_must_never_be_evidence_is_in_no_passage(seed: str) -> None:
    """Teasers and readers' comments, several of which repeat the article's errors, are in no passage of their page."""
    gold = json.loads((SEEDS / seed / "gold.json").read_text("utf-8"))
    assert gold["never_evidence"]
    for never in gold["never_evidence"]:
        document = read_page(SEEDS / seed / "site" / never["page"])
        assert not any(squeeze(never["text"]) in squeeze(passage.text) for passage in find_passages(document))


def test_a_digest_s_furniture_is_in_no_passage() -> None:
    """Menus, teasers, comments and the notice of a digest page are in no passage."""
    from bs4 import BeautifulSoup

    furniture = "nav, aside, footer, .share, .promo, .teaser, .comment, .menu, .bottom, .digest-notice, .cookie-banner"
    for path in sorted(DIGESTS.glob("*.html")):
        said = [squeeze(passage.text) for passage in find_passages(read_page(path))]
        assert said
        for element in BeautifulSoup(path.read_bytes(), "lxml").select(furniture):
            for words in element.stripped_strings:
                assert len(words) < 12 or not any(squeeze(words) in text for text in said), (path.name, words)
