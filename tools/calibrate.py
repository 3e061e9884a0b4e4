"""Fits the verifier's temperature on labelled pairs and writes it, with its reliability, into calibration.toml.

python -m tools.calibrate [PAIRS...] [--seen PAIRS...] [--verifier DIR] [--write]

The temperature is fitted on the passages of ``tools/passages`` that are held out from training. PAIRS are files of pairs, or
folders of them (*.jsonl): they are measured and shown. So are those after --seen, which were part of the verifier's training.
Prints the reliability tables in Markdown; with --write the numbers go into the verifier's folder.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from pathlib import Path

from claimcheck.match.verifier import CALIBRATION, SHIPPED, Calibration, Verifier, open_verifier
from claimcheck.pairs import LABELS, NOT_SUPPORTED, read_pairs
from tools.passages import read_rows

BINS = 5  # of the reliability tables, equally wide from 0 to 1
STEPS = [step / 20 for step in range(8, 161)]  # temperatures tried: 0.4 to 8.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A file's pairs as the verifier sees them: raw logits and the gold label of each."""

    name: str
    logits: tuple[tuple[float, ...], ...]
    gold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose confidence lies in one stretch: how many, their mean confidence, the share that is right."""

    pairs: int
    confidence: float
    right: float


def find_files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those in folders."""
    return list(
        chain.from_iterable(sorted(path.glob("*.jsonl")) if path.is_dir() else [path] for path in paths)
    )


def measure(verifier: Verifier, path: Path) -> Measured:
    """Raw logits of a file's labelled pairs. Raises UnreadableInput."""
    pairs = [pair for pair in read_pairs(path) if pair.gold]
    logits = verifier.weigh([("\n".join(pair.evidence), pair.claim) for pair in pairs])
    return Measured(path.stem, tuple(logits), tuple(pair.gold for pair in pairs))


def measure_held(verifier: Verifier) -> Measured:
    """Raw logits of the passages that are held out."""
    rows = read_rows(held=True)
    logits = verifier.weigh([(row.evidence, row.claim) for row in rows])
    return Measured("passages-held-out", tuple(logits), tuple(row.label for row in rows))


def surprise(measured: Measured, calibration: Calibration) -> float:
    """Mean negative log likelihood of the gold labels, in nats; lower is better."""
    chances = [
        chance(logits, gold, calibration) for logits, gold in zip(measured.logits, measured.gold, strict=True)
    ]
    return -sum(log(max(value, 1e-9)) for value in chances) / len(chances)


def chance(logits: Sequence[float], gold: str, calibration: Calibration) -> float:
    """What the verifier gives the gold label; not_supported is refutes and nei together."""
    scores = calibration.apply(logits)
    return 1 - scores.supports if gold == NOT_SUPPORTED else scores[LABELS.index(gold)]


def fit(measured: Measured) -> Calibration:
    """The temperature with the least surprise.

    Biases for the three outputs were tried too and gained under 0.002 nats, so there are none."""
    return min(map(Calibration, STEPS), key=lambda tried: surprise(measured, tried))


def find_bins(measured: Measured, calibration: Calibration) -> list[Bin]:
    """The answers by confidence, least sure first; empty stretches are left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for logits, gold in zip(measured.logits, measured.gold, strict=True):
        scores = calibration.apply(logits)
        answer = LABELS[max(range(3), key=scores.__getitem__)]
        sure = max(scores)
        if gold == NOT_SUPPORTED:
            answer, sure = (
                ("supports", scores.supports) if scores.supports >= 0.5 else (gold, 1 - scores.supports)
            )
        held[min(int(sure * BINS), BINS - 1)].append((sure, answer == gold))
    return [
        Bin(len(few), sum(sure for sure, _ in few) / len(few), sum(right for _, right in few) / len(few))
        for few in held
        if few
    ]


def find_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far confidence is from the share that is right, on average."""
    return sum(one.pairs * abs(one.confidence - one.right) for one in bins) / sum(one.pairs for one in bins)


def find_accuracy(bins: Sequence[Bin]) -> float:
    return sum(one.pairs * one.right for one in bins) / sum(one.pairs for one in bins)


def render_toml(
    fitted: Measured, shown: Sequence[Measured], seen: Sequence[Measured], calibration: Calibration
) -> str:
    """calibration.toml: the numbers, what they were fitted on, and how reliable they are there and elsewhere."""
    lines = [
        "# Written by `python -m tools.calibrate`; docs/verifier.md explains it.",
        "# chances = softmax(logits / temperature + bias), in the order supports, refutes, nei",
        f"temperature = {calibration.temperature}",
        f"bias = {list(calibration.bias)}",
    ]
    for one, use in [
        (fitted, "fitted on"),
        *((one, "shown") for one in shown),
        *((one, "seen in training: shown only") for one in seen),
    ]:
        raw, cooled = find_bins(one, Calibration()), find_bins(one, calibration)
        errors = [find_error(raw), find_error(cooled)]
        surprises = [surprise(one, Calibration()), surprise(one, calibration)]
        lines += [
            "",
            f"[reliability.{one.name.replace('.', '-')}]",
            f'use = "{use}"',
            f"pairs = {len(one.gold)}",
            f"accuracy = {find_accuracy(cooled):.3f}",
            f"calibration_error = {{ raw = {errors[0]:.3f}, calibrated = {errors[1]:.3f} }}",
            f"surprise = {{ raw = {surprises[0]:.3f}, calibrated = {surprises[1]:.3f} }}  # nats a pair",
        ]
    return "\n".join(lines) + "\n"


def render_tables(measured: Sequence[Measured], calibration: Calibration) -> str:
    """One reliability table a file, before and after."""
    parts: list[str] = []
    for one in measured:
        parts.append(f"\n### {one.name} ({len(one.gold)} pairs)\n")
        parts.append("| | pairs | mean confidence | right |\n|---|---|---|---|")
        for name, tried in (("raw", Calibration()), ("calibrated", calibration)):
            parts += [
                f"| {name} | {few.pairs} | {few.confidence:.2f} | {few.right:.2f} |"
                for few in find_bins(one, tried)
            ]
    return "\n".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="*", type=Path, help="files or folders to show")
    parser.add_argument("--seen", nargs="*", type=Path, default=[], help="files the verifier was trained on")
    parser.add_argument("--verifier", type=Path, default=SHIPPED)
    parser.add_argument(
        "--write", action="store_true", help=f"write {CALIBRATION} into the verifier's folder"
    )
    options = parser.parse_args()
    verifier = open_verifier(options.verifier)
    fitted = measure_held(verifier)
    shown = [measure(verifier, path) for path in find_files(options.pairs)]
    seen = [measure(verifier, path) for path in find_files(options.seen)]
    calibration = fit(fitted)
    written = render_toml(fitted, shown, seen, calibration)
    sys.stdout.write(written + render_tables([fitted, *shown, *seen], calibration) + "\n")
    if options.write:
        (options.verifier / CALIBRATION).write_text(written, "utf-8")


if __name__ == "__main__":
    main()
