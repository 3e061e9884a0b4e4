"""The trained cross-encoder: does this evidence support the claim, refute it, or leave it open?

A pair is scored alone, never in a batch: the shipped model is quantized at run time over everything in its input, so
the mates in a batch would change a pair's score (by up to 0.4), and a verdict could not be replayed. Two threads with
one pair each are faster than batches besides.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from math import exp
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np

# Read on import: without it the runtime reports its use to its maker, over the network.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime as ort  # type: ignore[import-untyped]  # ships no stubs
from onnxruntime.capi import (  # type: ignore[import-untyped]  # nor here
    onnxruntime_pybind11_state as runtime,
)
from tokenizers import Tokenizer

from claimcheck.errors import ModelMissing
from claimcheck.match.ranking import gather_sentences

SHIPPED = Path(__file__).with_name("verifier")
TOKENS = 384  # longest input of the model, both texts and three marks together
WORDS = 230  # longer evidence was cut to its best-matching sentences in training, so it is here
REMEMBERED = 20_000  # scored pairs kept, about 6 MB
CALIBRATION = "calibration.toml"
FAULTS = (
    runtime.Fail,
    runtime.InvalidArgument,
    runtime.InvalidGraph,
    runtime.InvalidProtobuf,
    runtime.NotImplemented,
    runtime.RuntimeException,
)  # all that the runtime raises over a model; they share no base of their own


class Scores(NamedTuple):
    """Calibrated chances that the evidence supports the claim, refutes it, or settles nothing; they sum to 1."""

    supports: float
    refutes: float
    nei: float


class Calibration(NamedTuple):
    """How raw logits become chances: ``softmax(logits / temperature + bias)``, in the order of ``Scores``."""

    temperature: float = 1.0
    bias: tuple[float, float, float] = (0.0, 0.0, 0.0)

    @classmethod
    def read(cls, path: Path) -> Self:
        """The calibration in a folder's calibration.toml; without the file, the model's own. Raises ModelMissing."""
        if not path.is_file():
            return cls()
        try:
            fitted = tomllib.loads(path.read_text(encoding="utf-8"))
            supports, refutes, nei = (float(part) for part in fitted["bias"])
            temperature = float(fitted["temperature"])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
            raise ModelMissing(f"{path} is not a calibration: {fault}") from fault
        if temperature <= 0:
            raise ModelMissing(f"{path} is not a calibration: the temperature must be above 0")
        return cls(temperature, (supports, refutes, nei))

    @property
    def key(self) -> str:
        """A short digest of the numbers."""
        return hashlib.sha256(repr(tuple(self)).encode()).hexdigest()[:8]

    def apply(self, logits: Sequence[float]) -> Scores:
        """Chances from raw logits in the order supports, refutes, nei."""
        raised = [logit / self.temperature + bias for logit, bias in zip(logits, self.bias, strict=True)]
        top = max(raised)
        weights = [exp(value - top) for value in raised]
        total = sum(weights)
        return Scores(*(weight / total for weight in weights))


class Verifier:
    """A loaded model. Scores depend on the pair alone, and are remembered within the object.

    ``version`` says which model it is (folder, digests of the model and of its calibration), for a run's engine.
    """

    def __init__(
        self,
        session: ort.InferenceSession,
        tokenizer: Tokenizer,
        *,
        calibration: Calibration,
        version: str,
        threads: int,
    ) -> None:
        self.version = version
        self.calibration = calibration
        self._session = session
        self._tokenizer = tokenizer
        self._threads = threads
        self._inputs = {entry.name for entry in session.get_inputs()}
        self._seen: OrderedDict[tuple[str, str], tuple[float, ...]] = OrderedDict()

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Scores]:
        """Scores of (evidence, claim) pairs, in their order. Empty evidence settles nothing."""
        return [self.calibration.apply(logits) for logits in self.weigh(pairs)]

    def weigh(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[float, ...]]:
        """Raw logits of (evidence, claim) pairs, in their order; what a calibration is fitted on."""
        longest_first = sorted(
            dict.fromkeys(pairs), key=lambda pair: -len(pair[0])
        )  # so that none is left alone at the end
        with self.asking() as ask:
            answers = {pair: ask(pair) for pair in longest_first}
        return [answers[pair].result() for pair in pairs]

    @contextmanager
    def asking(self) -> Iterator[Callable[[tuple[str, str]], Future[tuple[float, ...]]]]:
        """Ask for the logits of one pair after another; they are found meanwhile, once for each pair, and are all there at the
        end."""
        asked: dict[tuple[str, str], Future[tuple[float, ...]]] = {}
        with ThreadPoolExecutor(self._threads) as pool:

            def ask(pair: tuple[str, str]) -> Future[tuple[float, ...]]:
                if pair not in asked:
                    asked[pair] = pool.submit(self._recall, pair)
                return asked[pair]

            yield ask
        self._seen.update({pair: answer.result() for pair, answer in asked.items()})
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)

    def _recall(self, pair: tuple[str, str]) -> tuple[float, ...]:
        return self._seen.get(pair) or self._weigh_pair(pair)

    def _weigh_pair(self, pair: tuple[str, str]) -> tuple[float, ...]:
        evidence, claim = pair
        if not evidence.strip():
            return (-20.0, -20.0, 20.0)
        if len(evidence.split()) > WORDS:
            evidence = gather_sentences(claim, evidence, WORDS)
        code = self._tokenizer.encode(evidence, claim)
        feed = {
            "input_ids": np.array([code.ids], dtype=np.int64),
            "attention_mask": np.array([code.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([code.type_ids], dtype=np.int64),
        }
        outputs = self._session.run(None, {name: feed[name] for name in self._inputs})
        return tuple(float(value) for value in outputs[0][0])


def open_verifier(folder: Path | None = None, *, threads: int | None = None) -> Verifier:
    """Load the shipped model, or any folder with model.onnx (or model.int8.onnx) and tokenizer.json and the same three
    outputs. ``threads`` pairs are scored at once (default: one for each processor).

    Raises ModelMissing when a file is absent or unreadable, or is not the one that SHA256SUMS beside it pins.
    """
    folder = folder or SHIPPED
    model = next(
        (folder / name for name in ("model.int8.onnx", "model.onnx") if (folder / name).is_file()), None
    )
    if model is None or not (folder / "tokenizer.json").is_file():
        raise ModelMissing(
            f"no verifier in {folder}: it needs model.onnx (or model.int8.onnx) and tokenizer.json"
        )
    digest = _check_digests(folder, model)
    calibration = Calibration.read(folder / CALIBRATION)
    verifier = Verifier(
        _open_session(model),
        _open_tokenizer(folder / "tokenizer.json"),
        calibration=calibration,
        version=f"{folder.resolve().name} {digest[:12]} {calibration.key}",
        threads=threads or os.cpu_count() or 2,
    )
    _probe(verifier, model)
    return verifier


def _check_digests(folder: Path, model: Path) -> str:
    """The model's SHA-256, after comparing every file that SHA256SUMS names; the shipped folder must have that file."""
    sums = folder / "SHA256SUMS"
    if not sums.is_file() and folder == SHIPPED:
        raise ModelMissing(f"{sums} is missing: install claimcheck again")
    lines = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    for pinned, name in (line.split(maxsplit=1) for line in lines if line.strip()):
        path = folder / name.removeprefix("*")
        if not path.is_file() or _digest(path) != pinned:
            raise ModelMissing(f"{path} is not the file that SHA256SUMS pins: install it again")
    return _digest(model)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open_session(model: Path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1  # a thread for each pair, not several for one
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except FAULTS as fault:
        raise ModelMissing(f"{model} is not a model that can be run: {_first_line(fault)}") from None


def _open_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer in a file. The library raises bare Exception, so what it can't take is looked for before."""
    try:
        written = json.loads(path.read_bytes())
    except ValueError as fault:
        raise ModelMissing(f"{path} is not a tokenizer: {fault}") from None
    if not isinstance(written, dict) or "model" not in written:
        raise ModelMissing(f"{path} is not a tokenizer: it has no model")
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS, strategy="longest_first")
    return tokenizer


def _probe(verifier: Verifier, model: Path) -> None:
    """Score one pair, so that a folder with another kind of model is refused when it is opened."""
    try:
        (logits,) = verifier.weigh([("It rained.", "It rained.")])
    except (*FAULTS, KeyError, TypeError) as fault:
        raise ModelMissing(f"{model} does not read a pair of texts: {_first_line(fault)}") from None
    if len(logits) != len(Scores._fields):
        raise ModelMissing(f"{model} has {len(logits)} outputs; a verifier has 3: supports, refutes, nei")


def _first_line(fault: Exception) -> str:
    return next(iter(str(fault).splitlines()), type(fault).__name__)
