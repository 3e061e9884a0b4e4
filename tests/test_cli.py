"""The command line keeps its contract: exit codes, one clear line for bad input, nothing written for it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from claimcheck import cli
from claimcheck.model.verdict import Label, Review
from claimcheck.store.ledger import Ledger

SEEDS = Path(__file__).resolve().parents[1] / "seeds"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str


Call = Callable[..., Answer]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Calls the command line in an empty folder, in this process."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMCHECK_DB", raising=False)

    def run(*words: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["claimcheck", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        caught = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), caught.out, caught.err)

    return run


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    """A file or folder for each way an article can be unreadable, and a word its message must hold."""
    written = {
        "empty": (b"", "empty"),
        "only-spaces": (b" \n\t\n", "empty"),
        "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "picture"),
        "nul-bytes": (b"text\0with\0holes" * 50, "nul-bytes"),
    }
    made: dict[str, tuple[Path, str]] = {}
    for name, (content, _) in written.items():
        path = folder / f"{name}.txt"
        path.write_bytes(content)
        made[name] = (path, path.name)
    made["missing"] = (folder / "nowhere.txt", "no such file")
    made["folder"] = (folder, "folder")
    return made


@pytest.mark.parametrize("trait", ["empty", "only-spaces", "picture", "nul-bytes", "missing", "folder"])
def test_an_unreadable_article_is_one_line_and_code_2(call: Call, tmp_path: Path, trait: str) -> None:
    """Bad input: one line that names it, exit code 2, no traceback, no database file."""
    box = tmp_path / "box"
    box.mkdir()
    path, word = bad_inputs(box)[trait]
    answer = call("check", path, "--offline", "--quiet")
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.count("\n") == 1 and word in answer.err
    assert not (tmp_path / "claimcheck.db").exists()


def test_an_unknown_option_is_one_line_and_code_2(call: Call) -> None:
    """A mistyped option is answered, not obeyed."""
    answer = call("check", "article.txt", "--ofline")
    assert answer.code == 2
    assert "--ofline" in answer.err and answer.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[reference]]\nn = 1\ntitle = \n", (":3:",)),
        ("[[reference]]\nn = 1\n", ("title",)),
        ('[[reference]]\nn = 1\ntitle = "A"\nurl = 7\n', ("url",)),
        ('[[reference]]\nn = 1\ntitle = "A"\ndigest = "gone.html"\n', ("gone.html",)),
        ('[[reference]]\nn = 1\ntitle = "A"\ndigest = "../../secret.html"\n', ("secret.html",)),
    ],
)
def test_a_broken_reference_list_names_file_and_fault(
    call: Call, tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    """A references.toml that is wrong: file, line and what is wrong, exit code 2, nothing written."""
    article = tmp_path / "article.txt"
    article.write_text("The bridge opened on 3 May 2021.\n", "utf-8")
    (tmp_path / "references.toml").write_text(text, "utf-8")
    answer = call("check", article, "--offline", "--quiet")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert all(word in answer.err for word in ("references.toml", *words))
    assert not (tmp_path / "claimcheck.db").exists()


def test_an_unwritable_database_is_code_4(call: Call, tmp_path: Path) -> None:
    """A database that can't be opened is one line and exit code 4."""
    article = tmp_path / "article.txt"
    article.write_text("The bridge opened on 3 May 2021.\n", "utf-8")
    answer = call("check", article, "--offline", "--quiet", "--db", "sqlite:////proc/nowhere/claims.db")
    assert answer.code == 4
    assert answer.err.count("\n") == 1


def test_an_article_without_claims_is_code_3(call: Call, tmp_path: Path) -> None:
    """Nothing to check is said, with its own exit code."""
    article = tmp_path / "article.txt"
    article.write_text("What a day! Who would have thought it?\n", "utf-8")
    answer = call("check", article, "--offline", "--quiet")
    assert answer.code == 3
    assert "no claims" in answer.err


def test_json_on_standard_output_is_nothing_but_json(call: Call, tmp_path: Path) -> None:
    """`--json -` can be piped: no table, no progress on standard output."""
    article = tmp_path / "article.txt"
    article.write_text("The Salter Bridge opened on 3 May 2021. It cost €40 million.\n", "utf-8")
    answer = call("check", article, "--offline", "--json", "-")
    assert answer.code == 0
    content = json.loads(answer.out)
    assert content["schema"] == "claimcheck/1"
    verdicts = [claim["verdict"] for claim in content["claims"]]
    assert verdicts and all(verdict["label"] == "Not Enough Evidence" for verdict in verdicts)
    assert {verdict["shortfall"] for verdict in verdicts} == {"uncited"}


def test_runs_show_and_report_read_back_what_check_stored(call: Call, tmp_path: Path) -> None:
    """A stored run can be listed, shown and reported by the beginning of its id."""
    article = tmp_path / "article.txt"
    article.write_text("The Salter Bridge opened on 3 May 2021.\n", "utf-8")
    stored = json.loads(call("check", article, "--offline", "--json", "-").out)
    run_id = stored["run"]["id"]
    assert run_id in call("runs").out
    assert "Salter Bridge" in call("show", run_id).out
    assert "Salter Bridge" in call("show", stored["claims"][0]["id"]).out
    for format in ("html", "md", "csv", "jsonl", "json"):
        assert "Salter Bridge" in call("report", run_id, "--format", format).out
    assert call("verify").code == 0
    assert call("show", "nothing-like-it").code == 2


def test_reviewed_verdicts_leave_and_others_are_refused(call: Call, tmp_path: Path) -> None:
    """ClaimReview is refused in one line until a person decided; a draft says what it is; corrections need no review."""
    article = tmp_path / "article.txt"
    article.write_text("The Salter Bridge opened on 3 May 2021. It cost €40 million.\n", "utf-8")
    stored = json.loads(call("check", article, "--offline", "--json", "-").out)
    run_id, out = stored["run"]["id"], tmp_path / "handed" / "reviews.json"
    refused = call("report", run_id, "--format", "claimreview", "--out", out)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)
    assert "claimcheck review" in refused.err
    assert not out.exists()
    assert call("report", run_id, "--format", "claimreview", "--draft", "--out", out).code == 0
    assert {node["creativeWorkStatus"] for node in json.loads(out.read_text("utf-8"))["@graph"]} == {"Draft"}
    with Ledger(f"sqlite:///{tmp_path / 'claimcheck.db'}") as ledger:
        decided = datetime(2026, 3, 1, tzinfo=UTC)
        claim = stored["claims"][0]["id"]
        ledger.append_review(Review(claim, "Ana", decided, Label.SUPPORTED, "other", "Seen."), run_id)
    answer = call("report", run_id, "--format", "claimreview", "--url", "https://desk.example/salter")
    (node,) = json.loads(answer.out)["@graph"]
    assert (node["author"]["name"], node["url"]) == ("Ana", "https://desk.example/salter#c1")
    assert call("report", run_id, "--format", "claimreview", "--url", "desk").code == 2
    assert "# Corrections" in call("report", run_id, "--format", "corrections").out


def test_gate_before_an_upgrade(call: Call, tmp_path: Path) -> None:
    """`gold --against RUN` ends with 0 when this engine keeps every answer, and takes no pin and no unknown run."""
    article = tmp_path / "article.txt"
    article.write_text("The Salter Bridge opened on 3 May 2021. It cost €40 million.\n", "utf-8")
    run_id = json.loads(call("check", article, "--offline", "--json", "-").out)["run"]["id"]
    answer = call("gold", "--against", run_id)
    assert (answer.code, answer.out) == (0, "every verdict is the same\n")
    assert call("gold", "--against", run_id, "--pin").code == 2
    assert call("gold", "--against", "nothing-like-it").code == 2
