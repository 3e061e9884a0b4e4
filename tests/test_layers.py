"""The house stands as docs/decisions and CONTRIBUTING.md describe it: levels, rooms, libraries, file sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "claimcheck"
SOURCES = sorted(PACKAGE.rglob("*.py"))
FLOWS = sorted((ROOT / "flows").glob("*.py"))

LEVELS = {
    "model": 0, "errors": 0, "settings": 0,
    "text": 1, "values": 1,
    "ingest": 2, "extract": 2, "resolve": 2, "match": 2, "judge": 2, "report": 2, "consistency": 2, "fetch": 2, "store": 2,
    "steps": 3, "sources": 3, "watching": 3, "addresses": 3, "archive": 3, "desk": 3, "corpus": 3, "pairs": 3, "gold": 3,
    "background": 3, "further": 3, "replay": 3,
    "rechecking": 3, "notices": 3,
    "cli": 4, "cli_desk": 4, "cli_evidence": 4, "cli_upkeep": 4, "web": 4,
}  # fmt: skip

LIBRARY_ROOMS = {
    "spacy": {"text/syntax.py"},
    "onnxruntime": {"match/verifier.py"},
    "tokenizers": {"match/verifier.py"},
    "httpx": {"fetch"},
    "protego": {"fetch/robots.py"},
    "httpcore": {"fetch"},
    "stamina": {"fetch"},
    "trafilatura": {"fetch"},
    "sqlmodel": {"store"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "pypdfium2": {"text/pdf.py"},
    "bs4": {"text", "ingest", "fetch"},
    "lxml": {"text", "ingest", "fetch"},
    "markdown_it": {"ingest"},
    "rapidfuzz": {"values", "resolve"},
    "warcio": {"store"},
    "jinja2": {"report", "web"},
    "weasyprint": {"report/paper.py"},
    "fastapi": {"web"},
    "typer": {"cli.py", "cli_desk.py", "cli_evidence.py", "cli_upkeep.py"},
    "prometheus_client": {"report/exposition.py"},
    "prefect": set(),  # flows/ only
}

BANNED_FILES = {"utils", "helpers", "common", "manager", "base", "misc"}
BANNED_VERBS = re.compile(r"^_?(get|do|handle|process|manage)_")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path, *, runtime_only: bool = False) -> Iterator[str]:
    """Dotted names that a file imports; with ``runtime_only`` those under ``if TYPE_CHECKING`` are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped: set[ast.AST] = set()
    if runtime_only:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
                skipped.update(child for part in node.body for child in ast.walk(part))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_arrows_point_only_down(path: Path) -> None:
    """A file imports its own room, or rooms on a lower level; rooms of one level never import each other."""
    here = room(path)
    if here == "__init__":
        return
    level = LEVELS[here]
    for name in imports(path):
        if not name.startswith("claimcheck."):
            continue
        there = name.split(".")[1]
        if there not in LEVELS or there == here:
            continue
        beside = LEVELS[there] == level and (
            level in (0, 3) or here.startswith("cli")
        )  # one command opens the site
        assert LEVELS[there] < level or beside, (
            f"{here} (level {level}) imports {there} (level {LEVELS[there]})"
        )


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_one_library_has_one_room(path: Path) -> None:
    """Each third-party library is imported at run time in its own room only."""
    where = path.relative_to(PACKAGE).as_posix()
    for name in imports(path, runtime_only=True):
        rooms = LIBRARY_ROOMS.get(name.split(".")[0])
        assert rooms is None or any(where == spot or where.startswith(f"{spot}/") for spot in rooms), (
            f"{where} imports {name}"
        )


def test_flows_reach_the_house_only_by_its_steps() -> None:
    """Prefect's files know the house and its reports, and no other room."""
    for path in FLOWS:
        for name in imports(path):
            if name.startswith("claimcheck."):
                assert name.split(".")[1] in {
                    "steps",
                    "desk",
                    "background",
                    "corpus",
                    "watching",
                    "rechecking",
                    "notices",
                    "settings",
                    "errors",
                    "model",
                    "report",
                }, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", [*SOURCES, *FLOWS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_stay_small_and_well_named(path: Path) -> None:
    """No file over 400 lines, no function over 60, no cupboard names, no empty verbs."""
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400, f"{path} has {text.count(chr(10))} lines"
    assert path.stem not in BANNED_FILES
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert not BANNED_VERBS.match(node.name), f"{path.name}: {node.name}"
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{path.name}: {node.name} is too long"


def test_importing_claimcheck_is_light() -> None:
    """Importing the package loads neither spaCy nor Prefect, nor any other heavy library."""
    heavy = ("spacy", "prefect", "onnxruntime", "sqlmodel", "httpx")
    code = f"import sys, claimcheck; print([name for name in {heavy} if name in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_nothing_is_named_after_a_seed() -> None:
    """No rule, pattern or word list knows a name from the seeds: other articles decide."""
    names = re.compile(
        r"zuckerberg|alexandr wang|shengjia|lecun|superintelligence|lantern bridge|solvane|arkwell|"
        r"orlune|morvax|veridane",
        re.IGNORECASE,
    )
    lists = [*SOURCES, *PACKAGE.rglob("*.toml"), *PACKAGE.rglob("*.jsonl"), *PACKAGE.rglob("*.html")]
    found = [f"{path.name}: {match[0]}" for path in lists if (match := names.search(path.read_text("utf-8")))]
    assert found == []
