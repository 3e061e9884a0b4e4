"""The commands on the evidence itself: pin, verify, watch, archive."""

from __future__ import annotations

import json
import sqlite3
import sys
import zipfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.resolve.services import TITLE, Services, open_services
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from claimcheck import cli

ARTICLE = f"""The lock in figures

The city replaced both lock gates in March 2024.

References

1. {TITLE}. Harbour Gazette
"""
REFERENCES = f'[[reference]]\nn = 1\ntitle = "{TITLE}"\npublisher = "Harbour Gazette"\n'


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
    monkeypatch.setenv("CLAIMCHECK_DB", f"sqlite:///{tmp_path / 'ledger.db'}")

    def run(*words: str | Path | int) -> Answer:
        monkeypatch.setattr(sys, "argv", ["claimcheck", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        caught = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), caught.out, caught.err)

    return run


@pytest.fixture
def services() -> Iterator[Services]:
    with open_services() as opened:
        yield opened


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article with one reference whose address nobody gives."""
    (tmp_path / "references.toml").write_text(REFERENCES, "utf-8")
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def check(call: Call, article: Path, *options: str) -> dict[str, Any]:
    answer = call("check", article, "--json", "-", *options)
    assert answer.code == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


def test_a_pin_holds_for_later_runs(call: Call, article: Path, services: Services) -> None:
    """An unresolved reference is pinned, and the next run reads it there; the one after it offline, with the very same
    verdicts."""
    first = check(call, article, "--allow-private")
    assert first["references"][0]["state"] == "unresolved"
    answer = call("pin", first["run"]["id"][:12], 1, services.page, "--by", "Ada")
    assert answer.code == 0 and services.page in answer.out and TITLE in answer.out
    second = check(call, article, "--allow-private")
    (reference,) = second["references"]
    assert (reference["state"], reference["origin"], reference["url"]) == ("read", "pinned", services.page)
    third = check(call, article, "--offline")
    assert [claim["verdict"] for claim in third["claims"]] == [claim["verdict"] for claim in second["claims"]]


@pytest.mark.parametrize(
    ("number", "url", "word"),
    [
        (1, "nonsense", "address"),
        (1, "javascript:alert(1)", "address"),
        (9, "https://a.example/", "reference 9"),
    ],
)
def test_a_pin_that_can_not_be_is_one_line_and_code_2(
    call: Call, article: Path, number: int, url: str, word: str
) -> None:
    run_id = check(call, article, "--offline")["run"]["id"]
    answer = call("pin", run_id, number, url)
    assert answer.code == 2 and word in answer.err and answer.err.count("\n") == 1
    assert call("pin", "nowhere", 1, "https://a.example/").code == 2


def test_an_archive_holds_what_was_read_with_article_and_verdicts(
    call: Call, article: Path, services: Services, tmp_path: Path
) -> None:
    """A WARC that warcio's own check passes, with the page's very bytes; a WACZ of the same; a bad path is code 2."""
    run_id = check(call, article, "--offline")["run"]["id"]
    call("pin", run_id, 1, services.page)
    run_id = check(call, article, "--allow-private")["run"]["id"]
    path = tmp_path / "out" / "evidence.warc.gz"
    assert call("archive", run_id, "--out", path).code == 0
    assert Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 0
    with path.open("rb") as file:
        asked = next(record for record in ArchiveIterator(file) if record.rec_type == "request")
    assert asked.http_headers.get_header("User-Agent").startswith("claimcheck/")
    assert asked.http_headers.get_header("Host") in services.base
    with path.open("rb") as file:
        records = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]
    assert ("response", services.page_body.encode()) in records
    assert any(sort == "resource" and b"claimcheck/1" in body for sort, body in records)
    assert call("archive", run_id, "--wacz").code == 0
    with zipfile.ZipFile(tmp_path / f"{run_id}.wacz") as archive:
        assert archive.read("archive/data.warc.gz") == path.read_bytes()
    refused = call("archive", run_id, "--out", "/proc/nowhere/x.warc.gz")
    assert refused.code == 2 and refused.err.count("\n") == 1


def test_verify_tells_what_is_wrong_with_code_4(
    call: Call, article: Path, services: Services, tmp_path: Path
) -> None:
    """One flipped bit of a stored page: code 4, and the claims whose verdicts rest on it by name."""
    (article.parent / "references.toml").write_text(REFERENCES + f'url = "{services.page}"\n', "utf-8")
    found = check(call, article, "--allow-private")
    answer = call("verify")
    assert answer.code == 0 and "every quote" in answer.out
    resting = [claim["id"] for claim in found["claims"] if claim["verdict"] and claim["verdict"]["evidence"]]
    assert resting
    sha256 = found["references"][0]["captures"][0]["sha256"]
    connection = sqlite3.connect(tmp_path / "ledger.db")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    (packed,) = connection.execute("SELECT packed FROM body WHERE sha256 = ?", (sha256,)).fetchone()
    flipped = bytearray(packed)
    flipped[len(flipped) // 2] ^= 1
    connection.execute("UPDATE body SET packed = ? WHERE sha256 = ?", (bytes(flipped), sha256))
    connection.commit()
    connection.close()
    answer = call("verify")
    assert answer.code == 4 and sha256 in answer.out and all(claim in answer.out for claim in resting)


def test_diff_tells_what_became_of_the_pages(call: Call, article: Path, services: Services) -> None:
    """An edit and a page that was taken down are told, the edit with the quotes that are lost."""
    (article.parent / "references.toml").write_text(REFERENCES + f'url = "{services.page}"\n', "utf-8")
    first = check(call, article, "--allow-private")
    quotes = [
        item["quote"] for claim in first["claims"] for item in (claim["verdict"] or {}).get("evidence", [])
    ]
    same = check(call, article, "--allow-private")
    services.page_body = services.page_body.replace(
        "both lock gates in March 2024", "one lock gate in May 2023"
    )
    edited = check(call, article, "--allow-private")
    services.gone.add("/harbour-gazette/lock-gates.html")
    gone = check(call, article, "--allow-private")
    ids = [run["run"]["id"] for run in (first, same, edited, gone)]
    assert "Pages: 2 unchanged" in call("diff", ids[0], ids[1]).out
    changed = call("diff", ids[0], ids[2]).out
    assert "Pages: 1 unchanged, 1 changed" in changed
    lost = next(quote for quote in quotes if "both lock gates" in quote)
    assert f"no longer in it: “{lost}”" in changed
    assert "1 gone" in call("diff", ids[0], ids[3]).out


def test_watch_looks_again_and_the_run_stays_as_it_was(
    call: Call, article: Path, services: Services, tmp_path: Path
) -> None:
    """Unchanged, then changed with the quote that is lost, then gone; each time set beside the run, never beside the
    last look. What was read is kept: the next run gets it without fetching its bytes again."""
    (article.parent / "references.toml").write_text(REFERENCES + f'url = "{services.page}"\n', "utf-8")
    found = check(call, article, "--allow-private")
    run_id = found["run"]["id"]
    before = call("report", run_id, "--format", "jsonl").out

    def watch(*options: str | Path) -> list[dict[str, Any]]:
        answer = call("watch", run_id, "--allow-private", "--json", "-", *options)
        assert answer.code == 0, answer.err
        watched: list[dict[str, Any]] = json.loads(answer.out)
        return watched

    (same,) = watch()
    assert (same["fate"], same["quotes"]) == ("unchanged", [])
    services.page_body = services.page_body.replace("both lock gates in March", "one lock gate in May")
    for _ in range(2):
        (edited,) = watch()
        assert edited["fate"] == "changed" and any("both lock gates" in quote for quote in edited["quotes"])
    article.write_text(ARTICLE.replace("March 2024", "May 2024"), "utf-8")
    itself, _ = watch("--article", article)
    assert itself["fate"] == "changed" and "March 2024" in itself["quotes"][0]
    services.gone.add("/harbour-gazette/lock-gates.html")
    assert [one["fate"] for one in watch()] == ["gone"]
    assert "1 gone" in call("watch", run_id, "--allow-private").out
    assert call("report", run_id, "--format", "jsonl").out == before
    services.gone.clear()
    (reference,) = check(call, article, "--allow-private")["references"]
    assert [capture["outcome"] for capture in reference["captures"]] == ["not_modified"]


def test_watch_tells_of_the_article_at_its_address(call: Call, article: Path, services: Services) -> None:
    """An article that was checked at an address is looked for there, and may be gone from it."""
    found = json.loads(call("check", services.page, "--allow-private", "--json", "-").out)
    assert [one["fate"] for one in _watched(call, found)] == ["unchanged"]
    services.page_body = services.page_body.replace("2.4 million", "3.4 million")
    (changed,) = _watched(call, found)
    assert changed["fate"] == "changed" and any("2.4 million" in quote for quote in changed["quotes"])
    services.gone.add("/harbour-gazette/lock-gates.html")
    assert [one["fate"] for one in _watched(call, found)] == ["gone"]


def _watched(call: Call, found: dict[str, Any]) -> list[dict[str, Any]]:
    watched: list[dict[str, Any]] = json.loads(
        call("watch", found["run"]["id"], "--allow-private", "--json", "-").out
    )
    return watched
