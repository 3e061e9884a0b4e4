"""The verifier: what a score may depend on, which folders are taken, and what happens to long evidence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.errors import ModelMissing
from claimcheck.match import verifier as module
from claimcheck.match.verifier import SHIPPED, WORDS, Calibration, Verifier, open_verifier

RAIN = "It rained in Tarvin on Monday, and the match was called off."
PAIRS = [
    (RAIN, "The match was called off."),
    (RAIN, "The match took place."),
    (RAIN, "Tarvin has 12,000 inhabitants."),
    ("The mayor opened the new swimming pool and the library beside it.", "The mayor opened a library."),
]


@pytest.fixture(scope="module")
def shipped() -> Verifier:
    return open_verifier()


def copy_folder(to: Path, *, leave_out: str = "") -> Path:
    """A folder like the shipped one; the big model is linked, not copied."""
    to.mkdir()
    for path in SHIPPED.iterdir():
        if path.name.startswith("model"):
            (to / path.name).symlink_to(path)
        elif path.name != leave_out:
            shutil.copy(path, to)
    return to


def test_scores_are_chances(shipped: Verifier) -> None:
    """Each score is between 0 and 1, and the three sum to 1."""
    for scores in shipped.score(PAIRS):
        assert all(0 <= score <= 1 for score in scores)
        assert sum(scores) == pytest.approx(1)


def test_plain_pairs_are_read_right(shipped: Verifier) -> None:
    """Repetition supports, contradiction refutes, another matter settles nothing."""
    supports, refutes, silent = shipped.score(PAIRS[:3])
    assert max(supports) == supports.supports
    assert max(refutes) == refutes.refutes
    assert max(silent) == silent.nei


def test_a_score_depends_on_its_pair_alone(shipped: Verifier) -> None:
    """The pairs beside it, their order, the number of threads and earlier calls change nothing, to the last bit."""
    together = shipped.weigh(PAIRS)
    alone = open_verifier(threads=1)
    assert [alone.weigh([pair])[0] for pair in reversed(PAIRS)] == together[::-1]
    assert shipped.weigh(PAIRS) == together


def test_results_come_in_the_order_of_the_pairs(shipped: Verifier) -> None:
    """Pairs may repeat; each result stands where its pair stands."""
    first, second = shipped.score(PAIRS[:2])
    assert shipped.score([PAIRS[1], PAIRS[0], PAIRS[1]]) == [second, first, second]
    assert shipped.score([]) == []


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest pairs are forgotten first, and scored again when they come back."""
    monkeypatch.setattr(module, "REMEMBERED", 2)
    small = open_verifier()
    before = small.weigh(PAIRS)
    assert len(small._seen) == 2
    assert small.weigh(PAIRS) == before


def test_no_evidence_settles_nothing(shipped: Verifier) -> None:
    (scores,) = shipped.score([(" \n", "The match was called off.")])
    assert scores.nei > 0.99


def test_proof_far_into_a_long_text_is_found(shipped: Verifier) -> None:
    """Of long evidence the sentences nearest to the claim are read, wherever they stand."""
    padding = "The council discussed the budget for parks, schools and roads at length. " * 40
    assert len(padding.split()) > WORDS
    claim = "The match was called off."
    alone, buried, absent = shipped.score(
        [(RAIN, claim), (padding + RAIN + " " + padding, claim), (padding, claim)]
    )
    assert max(alone) == alone.supports
    assert buried.supports > 3 * absent.supports


def test_any_folder_with_the_same_outputs_will_do(tmp_path: Path, shipped: Verifier) -> None:
    """Another folder needs no digests and no calibration; then its logits are taken as they are."""
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "model.onnx").symlink_to(SHIPPED / "model.int8.onnx")
    shutil.copy(SHIPPED / "tokenizer.json", folder)
    other = open_verifier(folder)
    assert other.calibration == Calibration()
    assert other.weigh(PAIRS) == shipped.weigh(PAIRS)
    assert other.version != shipped.version


@pytest.mark.parametrize("name", ["tokenizer.json", "model.int8.onnx"])
def test_an_incomplete_folder_is_refused(tmp_path: Path, name: str) -> None:
    folder = copy_folder(tmp_path / "folder", leave_out=name)
    (folder / name).unlink(missing_ok=True)
    with pytest.raises(ModelMissing, match="no verifier in"):
        open_verifier(folder)


def test_an_altered_file_is_refused(tmp_path: Path) -> None:
    """Where digests are pinned, one more byte is one too many."""
    folder = copy_folder(tmp_path / "folder")
    with (folder / "tokenizer.json").open("a") as file:
        file.write("\n")
    with pytest.raises(ModelMissing, match=r"tokenizer\.json is not the file that SHA256SUMS pins"):
        open_verifier(folder)


def test_the_shipped_folder_must_have_its_digests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_folder(tmp_path / "folder", leave_out="SHA256SUMS")
    monkeypatch.setattr(module, "SHIPPED", folder)
    with pytest.raises(ModelMissing, match="SHA256SUMS is missing"):
        open_verifier()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model.onnx", b"not a model"),
        ("tokenizer.json", b"{"),
        ("tokenizer.json", b"[]"),
        ("calibration.toml", b"temperature = 'hot'"),
        ("calibration.toml", b"temperature = -1\nbias = [0, 0, 0]"),
        ("calibration.toml", b"temperature = 1.0\nbias = [0, 0]"),
        ("calibration.toml", b"= ="),
    ],
    ids=["model", "half-json", "not-a-tokenizer", "word", "negative", "two-biases", "not-toml"],
)
def test_broken_files_are_one_clear_line(tmp_path: Path, name: str, content: bytes) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "model.onnx").symlink_to(SHIPPED / "model.int8.onnx")
    shutil.copy(SHIPPED / "tokenizer.json", folder)
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_bytes(content)
    with pytest.raises(ModelMissing) as caught:
        open_verifier(folder)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_temperature_cools_without_changing_the_order() -> None:
    """Calibration makes scores less sure; which of the three is greatest stays the same."""
    logits = (2.0, -1.0, 0.5)
    raw, cooled = Calibration().apply(logits), Calibration(temperature=3.0).apply(logits)
    assert raw.supports > cooled.supports > cooled.nei > cooled.refutes > raw.refutes


def test_the_shipped_calibration_is_the_fitted_one(shipped: Verifier) -> None:
    """The shipped model is known to be too sure of itself: its temperature is well above 1."""
    assert shipped.calibration.temperature > 1.5
    assert shipped.calibration == Calibration.read(SHIPPED / "calibration.toml")


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """Its telemetry keeps a file in the temporary folder and asks for its maker's host: neither happens."""
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    for silencer in (
        "ORT_DISABLE_TELEMETRY",
        "CI",
    ):  # in CI it is quiet of itself, and would prove nothing here
        environment.pop(silencer, None)
    for statement, left in (("import onnxruntime", [".ses"]), ("import claimcheck.match.verifier", [])):
        subprocess.run([sys.executable, "-c", statement], env=environment, check=True)
        assert [path.name for path in tmp_path.iterdir()] == left
        for path in tmp_path.iterdir():
            path.unlink()
