"""Claims judged on evidence that is given, not fetched: the pipeline's own judgement without its I/O.

``check_claim`` judges one claim. A file of pairs, one JSON object {id, claim, evidence, label} a line, is judged pair
by pair and scored against its labels: supports, refutes, nei (not enough information), or not_supported, which stands
for either of the last two.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import batched
from pathlib import Path
from typing import Any

from claimcheck.errors import UnreadableInput
from claimcheck.extract.claims import read_claim
from claimcheck.judge.rules import judge_claim
from claimcheck.match.ranking import PassageIndex, rank_passages
from claimcheck.match.stance import weigh_claims
from claimcheck.match.verifier import Scores, Verifier, open_verifier
from claimcheck.model.article import Block, BlockKind, Reference
from claimcheck.model.claim import Claim
from claimcheck.model.evidence import CaptureKind, Document, Passage, Stance
from claimcheck.model.run import ReferenceState, Source
from claimcheck.model.selector import Span
from claimcheck.model.verdict import Label, Verdict
from claimcheck.text.passages import find_passages
from claimcheck.text.syntax import DEFAULT_MODEL, open_language

PASSAGES = 10  # weighed closely for each claim, as in a run
ROUND = 32  # pairs weighed together
CLEARLY = 0.2  # how far one side of a conflict must lead to give the pair its label
LEANING = 0.29  # score of supports that tells supports from the rest, on none of five development sets worse than READING
READING = 0.30  # ... and the verifier's own that does
LABELS = ("supports", "refutes", "nei")
NOT_SUPPORTED = "not_supported"
_DECISIVE = {Label.SUPPORTED: "supports", Label.REFUTED: "refutes", Label.NOT_ENOUGH: "nei"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and the evidence it is to be judged on. ``gold`` is '' where the file gives no label."""

    id: str
    claim: str
    evidence: tuple[str, ...]
    gold: str = ""
    trait: str = ""


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A pair and what was made of it. ``label`` is one of LABELS; ``scores`` sum to 1 and agree with the label."""

    pair: Pair
    label: str
    scores: Scores
    verdict: Verdict
    reading: Scores  # the verifier's own, of all the evidence at once

    def describe(self) -> dict[str, Any]:
        """The row that is printed."""
        return {
            "id": self.pair.id,
            "label": self.label,
            "gold": self.pair.gold or None,
            "scores": {name: round(score, 4) for name, score in self.scores._asdict().items()},
            "rule": _name_rule(self.verdict),
        }


def check_claim(claim: str, evidence: Sequence[str], *, verifier: Verifier | None = None) -> Verdict:
    """The verdict on ``claim`` from the given texts alone; each text counts as a source of its own.

    ``verifier`` is the shipped one unless another is given. A passage of the verdict carries the SHA-256 of its text,
    and as its reference the text's place in ``evidence``, from 1. Raises ModelMissing.
    """
    (verdict,) = _judge([(claim, tuple(evidence))], verifier or _open_shipped())
    return verdict


@cache
def _open_shipped() -> Verifier:
    return open_verifier()


def _judge(pairs: Sequence[tuple[str, tuple[str, ...]]], verifier: Verifier) -> list[Verdict]:
    nlp = open_language(DEFAULT_MODEL)
    claims = [read_claim(claim, nlp) for claim, _ in pairs]
    sources = [tuple(_read_source(i, text) for i, text in enumerate(texts, start=1)) for _, texts in pairs]
    chosen = [(claim, _choose_passages(claim, given)) for claim, given in zip(claims, sources, strict=True)]
    weighed = weigh_claims(chosen, verifier, nlp)
    return [judge_claim(*case) for case in zip(claims, weighed, sources, strict=True)]


def _read_source(n: int, text: str) -> Source:
    """A given text as a source that was read. Each of its lines is a paragraph."""
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, Span(start, start + len(line.rstrip()))))
        start += len(line)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = Document(n, digest, "", CaptureKind.PAGE, "", text, tuple(blocks))
    return Source(Reference(n, f"Evidence {n}"), ReferenceState.READ, (), document)


def _choose_passages(claim: Claim, sources: Iterable[Source]) -> tuple[Passage, ...]:
    """All passages when they are few; else those that rank first, as in a run."""
    passages = [
        passage for source in sources if source.document for passage in find_passages(source.document)
    ]
    if len(passages) <= PASSAGES:
        return tuple(passages)
    return rank_passages(claim, PassageIndex(passages), limit=PASSAGES)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs in a JSON Lines file, blank lines skipped. Raises UnreadableInput with the number of a bad line."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except OSError as fault:
        raise UnreadableInput(f"{path} can't be read: {fault.strerror}") from None
    except UnicodeDecodeError as fault:
        raise UnreadableInput(f"{path} is not UTF-8 at byte {fault.start}; save it as UTF-8") from None
    pairs = [_read_pair(line, f"{path}, line {n}") for n, line in enumerate(lines, start=1) if line.strip()]
    if not pairs:
        raise UnreadableInput(f"{path} holds no pairs")
    return pairs


def _read_pair(line: str, where: str) -> Pair:
    try:
        row = json.loads(line)
    except ValueError as fault:
        raise UnreadableInput(f"{where}: not JSON ({fault})") from None
    if not isinstance(row, dict):
        raise UnreadableInput(f"{where}: not an object with claim, evidence and label")
    claim, evidence, gold = row.get("claim"), row.get("evidence"), row.get("label")
    texts = [evidence] if isinstance(evidence, str) else evidence
    if not isinstance(claim, str) or not claim.strip():
        raise UnreadableInput(f"{where}: 'claim' must be a text")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise UnreadableInput(f"{where}: 'evidence' must be a text or a list of texts")
    if gold is not None and gold not in (*LABELS, NOT_SUPPORTED):
        raise UnreadableInput(f"{where}: 'label' must be one of {', '.join(LABELS)}, {NOT_SUPPORTED}")
    return Pair(str(row.get("id", where)), claim, tuple(texts), gold or "", str(row.get("trait", "")))


def score_pairs(pairs: Iterable[Pair], verifier: Verifier) -> Iterator[ScoredPair]:
    """Judge the pairs, in their order."""
    for few in batched(pairs, ROUND):
        verdicts = _judge([(pair.claim, pair.evidence) for pair in few], verifier)
        readings = verifier.score([("\n".join(pair.evidence), pair.claim) for pair in few])
        for pair, verdict, reading in zip(few, verdicts, readings, strict=True):
            label = label_verdict(verdict)
            yield ScoredPair(pair, label, _spread(verdict, label, reading), verdict, reading)


def label_verdict(verdict: Verdict) -> str:
    """supports, refutes or nei. A conflict goes to the side that is clearly stronger, if one is."""
    if verdict.label in _DECISIVE:
        return _DECISIVE[verdict.label]
    pro, con = (_strength(verdict, stance) for stance in (Stance.SUPPORTS, Stance.REFUTES))
    if abs(pro - con) < CLEARLY:
        return "nei"
    return "supports" if pro > con else "refutes"


def _strength(verdict: Verdict, stance: Stance) -> float:
    return max((item.score for item in verdict.evidence if item.stance is stance), default=0.0)


def _spread(verdict: Verdict, label: str, reading: Scores) -> Scores:
    """The verdict's confidence on its label; what is left goes to the others as the verifier divides it.

    The label keeps the largest share, so that label and scores never disagree. That the evidence settles nothing is taken from
    the verifier: an abstention is sure that the rules can't tell, not that nobody could."""
    rest = {name: score + 1e-6 for name, score in reading._asdict().items() if name != label}
    total, most = sum(rest.values()), max(rest.values())
    sure = verdict.confidence
    if verdict.label is Label.NOT_ENOUGH:
        sure = reading.nei
    elif verdict.label is Label.CONFLICTING:
        sure = CLEARLY
    sure = max(sure, most / (total + most))
    return Scores(**{label: sure}, **{name: (1 - sure) * score / total for name, score in rest.items()})


def _name_rule(verdict: Verdict) -> str:
    """The rule that judged, and the one that weighed the proof: 'supported: same amount'."""
    stances = {Label.SUPPORTED: Stance.SUPPORTS, Label.REFUTED: Stance.REFUTES}
    proof = next(
        (item for item in verdict.evidence if stances.get(verdict.label, item.stance) is item.stance), None
    )
    return f"{verdict.rule}: {proof.rule}" if proof else verdict.rule


def summarize(scored: Sequence[ScoredPair], seconds: float) -> dict[str, Any]:
    """The figures over all pairs that have a gold label. Shares are 0..1, ``None`` where there is nothing to share.

    ``confident_wrong``: supports where the gold says refutes, or the reverse. ``abstained``: nei where the gold says
    more. ``leaning``: the balanced accuracy of supports against the rest, were every pair decided by its score, and
    ``verifier_alone`` the same by the verifier's own. ``commonest``: the accuracy of always answering the commonest label.
    """
    rows = _compare_labels(scored)
    counts = Counter(gold for gold, _ in rows)
    recalls = [sum(g == p == name for g, p in rows) / counts[name] for name in sorted(counts)]
    sure = Counter((row.pair.gold, row.label) for row in scored)
    return {
        "pairs": len(scored),
        "labelled": len(rows),
        "accuracy": _share(sum(g == p for g, p in rows), len(rows)),
        "macro_f1": _share(sum(_f1(rows, name) for name in counts), len(counts)),
        "balanced_accuracy": _share(sum(recalls), len(recalls)),
        "confident_wrong": sure["refutes", "supports"] + sure["supports", "refutes"],
        "decided_without_evidence": sure["nei", "supports"] + sure["nei", "refutes"],
        "abstained": sum(row.label == "nei" and row.pair.gold in ("supports", "refutes") for row in scored),
        "leaning": _balance([(row.pair.gold, row.scores.supports >= LEANING) for row in scored]),
        "verifier_alone": _balance([(row.pair.gold, row.reading.supports >= READING) for row in scored]),
        "commonest": _share(max(counts.values(), default=0), len(rows)),
        "labels": dict(sorted(Counter(row.label for row in scored).items())),
        "pairs_per_second": _share(len(scored), seconds, 1),
    }


def _compare_labels(scored: Sequence[ScoredPair]) -> list[tuple[str, str]]:
    """(gold, found) in the file's own terms: where a file knows not_supported, refutes and nei are that."""
    rows = [(row.pair.gold, row.label) for row in scored if row.pair.gold]
    if all(gold != NOT_SUPPORTED for gold, _ in rows):
        return rows
    terms = {"supports": "supports"}
    return [(terms.get(gold, NOT_SUPPORTED), terms.get(found, NOT_SUPPORTED)) for gold, found in rows]


def _balance(rows: Iterable[tuple[str, bool]]) -> float | None:
    """The mean of the two recalls: of pairs that are supported, and of those that aren't; ``None`` without either."""
    known = [(gold == "supports", said) for gold, said in rows if gold]
    sides = [[said == gold for gold, said in known if gold is side] for side in (True, False)]
    if not all(sides):
        return None
    return _share(sum(sum(side) / len(side) for side in sides), 2)


def _f1(rows: Sequence[tuple[str, str]], name: str) -> float:
    both = sum(gold == found == name for gold, found in rows)
    either = sum((gold == name) + (found == name) for gold, found in rows)
    return 2 * both / either if either else 0.0


def _share(part: float, whole: float, digits: int = 4) -> float | None:
    return round(part / whole, digits) if whole else None


def report_pairs(pairs: Sequence[Pair], verifier: Verifier) -> Iterator[str]:
    """One JSON line for each pair as it is judged, then one {"summary": figures}. Loading is not timed."""
    open_language(DEFAULT_MODEL)
    start = time.perf_counter()
    scored: list[ScoredPair] = []
    for row in score_pairs(pairs, verifier):
        scored.append(row)
        yield json.dumps(row.describe(), ensure_ascii=False)
    yield json.dumps({"summary": summarize(scored, time.perf_counter() - start)})
