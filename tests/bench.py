"""Speed and memory, measured in one run on this machine: `make bench`.

Absolute figures depend on the machine. The last column holds what should not: ratios, and the targets.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator

from tests.fetch.pace import measure_fetching
from tests.pace_corpus import measure_corpus
from tests.proofs import load_shelves
from tests.web.pace import measure_pages

from claimcheck.extract.claims import read_claim
from claimcheck.judge.rules import judge_claim
from claimcheck.match.ranking import PassageIndex, rank_passages
from claimcheck.match.stance import weigh_claims
from claimcheck.match.verifier import open_verifier
from claimcheck.text.syntax import open_language

type Line = tuple[str, str, str]
"""What was measured, the figure, and its ratio or target."""


def clock(work: Callable[[], object]) -> float:
    """Seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure_judging() -> Iterator[Line]:
    """Gold claims of the seeds, each judged against the ten passages retrieved for it, the pages being read already."""
    verifier, nlp = open_verifier(), open_language()
    shelves = [
        (PassageIndex(shelf.passages), [row.claim for row in shelf.claims]) for shelf in load_shelves()
    ]
    items = [(read_claim(text, nlp), index) for index, texts in shelves for text in texts]
    ranking = clock(lambda: [rank_passages(claim, index) for claim, index in items])
    passages = sum(len(index.passages) for index, _ in shelves)
    yield f"ranking {len(items)} claims over {passages} passages", f"{ranking * 1000:.0f} ms", ""

    pairs = [(claim, rank_passages(claim, index, limit=10)) for claim, index in items]
    texts = list({(passage.text, claim.text) for claim, found in pairs for passage in found})
    alone = clock(lambda: verifier.weigh(texts))
    yield "verifier alone", f"{len(texts) / alone:.0f} pairs/s", ""

    fresh = open_verifier()
    weighed = [()] * len(pairs)

    def judge() -> None:
        weighed[:] = weigh_claims(pairs, fresh, nlp)
        for (claim, _), evidence in zip(pairs, weighed, strict=True):
            judge_claim(claim, evidence, ())

    whole = clock(judge)
    ratio = whole / alone
    yield "claims judged against 10 passages each", f"{len(pairs) / whole:.1f} claims/s", "target 25"
    yield (
        "the same, set beside asking the verifier every pair",
        f"{whole:.1f} s",
        f"{ratio:.2f} times as long",
    )
    again = clock(judge)
    yield "the same again, scores remembered", f"{again:.1f} s", f"{again / whole:.2f} of the first time"


def measure_memory() -> Iterator[Line]:
    """The most this process has held so far, models included."""
    yield "peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", "target 1500"


SECTIONS: dict[str, Callable[[], Iterator[Line]]] = {
    "judging": measure_judging,
    "pages": measure_pages,
    "corpus": measure_corpus,
    "fetching": measure_fetching,
    "memory": measure_memory,
}


def main() -> None:
    for name, measure in SECTIONS.items():
        sys.stdout.write(f"\n{name}\n")
        for what, figure, ratio in measure():
            sys.stdout.write(f"  {what:60} {figure:>16}  {ratio}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
