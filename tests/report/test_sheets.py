import csv
import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.runs import build_hostile_run, build_run

from claimcheck.model.claim import Extraction
from claimcheck.model.run import Run
from claimcheck.report.sheets import COLUMNS, describe_claims, parse_csv, render_csv, render_jsonl

RUNS = pytest.mark.parametrize("run", [build_run(), build_hostile_run()], ids=["plain", "hostile"])
SOFFICE = shutil.which("soffice") or ""
FIXED = (
    "run n id text exact start end section block kind modality worth duplicate_of cites due label confidence"
    " shortfall rule justification stance quote quote_start quote_end reference publisher url source_kind"
    " capture_sha256 passages"
)


def rewritten(text: str) -> Run:
    """The run with the words of its second claim replaced."""
    run = build_run()
    first, second, *rest = run.extraction.claims
    claims = (first, replace(second, text=text, section=(text,)), *rest)
    return replace(run, id=text, extraction=Extraction(claims, run.extraction.sentences))


def test_columns_are_fixed() -> None:
    """The columns keep their names and order; new ones come at the end."""
    assert " ".join(COLUMNS) == FIXED
    assert all(COLUMNS.values())


@RUNS
def test_csv_comes_back(run: Run) -> None:
    """What was written to CSV is read back without loss, one row a claim."""
    assert parse_csv(render_csv(run)) == describe_claims(run)
    assert len(describe_claims(run)) == len(run.extraction.claims)


@RUNS
def test_jsonl_comes_back(run: Run) -> None:
    """Each line is one JSON object with all columns in their order, whatever a reader takes for a line's end."""
    lines = render_jsonl(run).splitlines()
    assert [json.loads(line) for line in lines] == describe_claims(run)
    assert all(list(json.loads(line)) == list(COLUMNS) for line in lines)


@given(
    st.text(
        alphabet=st.sampled_from(list("=+-@＝＋－＠'\"\t\r\n ,;|a1\u00a0\u2028\x85\u202e[")),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=150, deadline=None)
def test_any_text_survives_and_no_cell_is_a_formula(text: str) -> None:
    """No cell begins with what a spreadsheet runs, not even after blanks; and every text comes back as it was."""
    run = rewritten(text)
    written = render_csv(run)
    assert parse_csv(written) == describe_claims(run)
    for row in csv.reader(io.StringIO(written, newline="")):
        assert not any(cell.lstrip(" \u00a0").startswith(tuple("=+-@\t\r\n＝＋－＠")) for cell in row)
    assert [json.loads(line) for line in render_jsonl(run).splitlines()] == describe_claims(run)


def test_a_hostile_cell() -> None:
    """A formula gets an apostrophe before it, also in its full-width form."""
    rows = list(csv.DictReader(io.StringIO(render_csv(build_hostile_run()), newline="")))
    assert rows[1]["text"].startswith("'＝2+5")
    assert rows[1]["exact"] == "'=2+5"
    assert rows[1]["rule"] == "'-rule"


@pytest.mark.parametrize("name", ["695496e359330", "1234567890", "12.5", "3,000", "45%", "2026"])
def test_names_are_no_numbers(name: str) -> None:
    """An id that looks like a number stays text in a spreadsheet, and comes back as it was."""
    run = replace(build_run(), id=name)
    (row, *_) = csv.DictReader(io.StringIO(render_csv(run), newline=""))
    assert row["run"] == f"'{name}"
    assert parse_csv(render_csv(run))[0]["run"] == name


@pytest.mark.slow
@pytest.mark.skipif(not SOFFICE, reason="needs LibreOffice: apt-get install libreoffice-calc-nogui")
@RUNS
def test_opens_in_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    """LibreOffice opens the file without a single formula, and saves it as it was but for tabs and controls within a cell."""
    (tmp_path / "claims.csv").write_bytes(render_csv(run).encode())
    convert(tmp_path, "claims.csv", "fods", "--infilter=CSV:44,34,76,1")
    assert "table:formula" not in (tmp_path / "claims.fods").read_text("utf-8")
    (tmp_path / "claims.csv").unlink()
    convert(tmp_path, "claims.fods", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false")
    saved = parse_csv((tmp_path / "claims.csv").read_bytes().decode())
    assert [flat(row) for row in saved] == [flat(row) for row in describe_claims(run)]


def convert(folder: Path, name: str, kind: str, *options: str) -> None:
    """A file of ``folder`` saved beside itself as another kind, by LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        SOFFICE,
        profile,
        "--headless",
        *options,
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def flat(row: dict[str, object]) -> dict[str, object]:
    return {
        name: re.sub(r"[\s\x00-\x1f]", "", one) if isinstance(one, str) else one for name, one in row.items()
    }


def test_other_columns_are_refused() -> None:
    """A table with other columns is not taken for ours."""
    with pytest.raises(ValueError, match="not the columns"):
        parse_csv("a,b\r\n1,2\r\n")


def test_no_claims() -> None:
    """A run without claims is a header alone in CSV and nothing in JSON Lines."""
    run = replace(build_run(), extraction=Extraction((), ()), verdicts=())
    assert parse_csv(render_csv(run)) == []
    assert render_jsonl(run) == ""


def test_proof_of_a_row() -> None:
    """A row shows the passage that carries its verdict; where evidence falls short, the nearest one."""
    rows = describe_claims(build_run())
    assert (rows[1]["stance"], rows[1]["quote"]) == (
        "refutes",
        "The council approved €820 million for the repairs.",
    )
    assert (rows[2]["stance"], rows[2]["shortfall"]) == ("neutral", "weak")
    assert (rows[0]["source_kind"], rows[3]["label"], rows[4]["due"]) == ("digest", None, "2026-12-31")
