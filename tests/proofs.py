"""The gold proofs of the seeds beside the passages of their pages, without a run: for ranking and for the bench."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.site import SEEDS

from claimcheck.fetch.document import read_document
from claimcheck.model.article import Reference
from claimcheck.model.evidence import Capture, Document, Outcome, Passage
from claimcheck.text.passages import find_passages


@dataclass(frozen=True)
class Proven:
    """A gold claim and its proofs, as (reference, quote). Near misses are none."""

    claim: str
    proofs: tuple[tuple[int, str], ...]

    def proves(self, passage: Passage) -> bool:
        """Whether a passage has one of the quotes, or one end of it where it runs over two passages."""
        return any(n == passage.reference and _holds(passage, _plain(quote)) for n, quote in self.proofs)


@dataclass(frozen=True)
class Shelf:
    """All that the pages of a seed hold, and what is to be found in them."""

    name: str
    passages: tuple[Passage, ...]
    claims: tuple[Proven, ...]


def load_shelves() -> Iterator[Shelf]:
    """The three seeds, each with its pages read and cut into passages."""
    for seed in sorted(path.parent for path in SEEDS.glob("*/gold.json*")):
        pages = seed / "site" if (seed / "site").is_dir() else seed / "digests"
        names = sorted(pages.rglob("*.html"))
        places = {path.relative_to(pages).as_posix(): n for n, path in enumerate(names, start=1)}
        passages = [
            one for n, path in enumerate(names, start=1) for one in find_passages(_read_page(path, n))
        ]
        yield Shelf(seed.name, tuple(passages), tuple(_load_proofs(seed, places)))


def _load_proofs(seed: Path, places: dict[str, int]) -> Iterator[Proven]:
    if (seed / "gold.json").exists():
        for row in json.loads((seed / "gold.json").read_text("utf-8"))["claims"]:
            proofs = [part for part in row["proof"] or () if part["stance"] != "near_miss"]
            if proofs:
                yield Proven(row["claim"], tuple((places[part["page"]], part["quote"]) for part in proofs))
        return
    for line in (seed / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["proof"]:
            proofs = [row["proof"], *row.get("more_proof", ())]
            yield Proven(
                row["claim"], tuple((places[f"{part['digest']}.html"], part["quote"]) for part in proofs)
            )


def _read_page(path: Path, n: int) -> Document:
    body = path.read_bytes()
    capture = Capture(
        url="http://page.invalid/",
        final_url="http://page.invalid/",
        outcome=Outcome.OK,
        fetched=datetime(2025, 9, 1, tzinfo=UTC),
        sha256=hashlib.sha256(body).hexdigest(),
        media_type="text/html",
    )
    document = read_document(body, capture=capture, reference=Reference(n, "", published=date(2025, 9, 1)))
    assert isinstance(document, Document)
    return document


def _plain(text: str) -> str:
    return " ".join(text.split())


def _holds(passage: Passage, quote: str) -> bool:
    own, around = _plain(passage.text), _plain(f"{passage.before} {passage.text} {passage.after}")
    return quote in around and (quote in own or quote[:25] in own or quote[-25:] in own)
