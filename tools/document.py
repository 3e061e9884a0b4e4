"""Writes docs/cli.md, columns.md, errors.md and db/datasette.json from what they describe. A test fails when they are old.

python -m tools.document
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from claimcheck import cli, errors
from claimcheck.model.evidence import Outcome
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Shortfall
from claimcheck.report.sheets import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
SECRET = ("person", "session", "token")  # tables that hold nothing for analysts

OUTCOMES = """\
## What can happen to a source

A source that can't be read is not an error: each attempt to read an address ends in exactly one outcome, is kept in
the database, and never counts against a claim. Only `ok` and `not_modified` yield a text.
"""


def find_commands(path: tuple[str, ...], command: Any) -> Iterator[tuple[str, ...]]:
    """The words that call a command and each one below it."""
    yield path
    for name, child in getattr(command, "commands", {}).items():
        yield from find_commands((*path, name), child)


def render_cli() -> str:
    """Every command's own help text."""
    parts = ["# The command line\n\nWritten by `python -m tools.document` from the commands themselves.\n"]
    for first, *words in find_commands(("claimcheck",), typer.main.get_command(cli.app)):
        help_text = (
            CliRunner().invoke(cli.app, [*words, "--help"], prog_name=first, env={"COLUMNS": "100"}).stdout
        )
        parts.append(f"## {' '.join([first, *words])}\n\n```text\n{help_text.strip()}\n```\n")
    parts.append(
        "## Exit codes\n\n" + inspect.cleandoc(cli.__doc__ or "").partition("Exit codes: ")[2] + "\n"
    )
    return "\n".join(parts)


def render_errors() -> str:
    """The tree of errors, and the named states that are none."""
    tree = inspect.cleandoc(errors.__doc__ or "")
    lines = ["# Errors and named states\n", "```text", tree, "```\n", OUTCOMES]
    lines += [f"- `{outcome}`" for outcome in Outcome]
    lines += ["\n## What became of a reference, best first\n", *(f"- `{state}`" for state in ReferenceState)]
    lines += ["\n## Why evidence is lacking\n", *(f"- `{shortfall}`" for shortfall in Shortfall)]
    return "\n".join(lines) + "\n"


def render_datasette() -> str:
    """What Datasette shows of a ledger: the tables' paragraphs of db/README.md, and the stored queries."""
    guide = (ROOT / "db" / "README.md").read_text("utf-8")
    paragraphs = [" ".join(one.split()) for one in guide.split("\n\n") if one.startswith("**")]
    tables: dict[str, Any] = {
        name: {"description": re.sub(r"[*`]", "", paragraph)}
        for paragraph in paragraphs
        for name in re.findall(r"\*\*(\w+)\*\*", paragraph)
    }
    for name in SECRET:
        tables[name] = {"allow": False}
    queries = {}
    for path in sorted((ROOT / "db" / "queries").glob("*.sql")):
        title, _, sql = path.read_text("utf-8").partition("\n")
        about = title.removeprefix("-- ").strip()
        queries[path.stem] = {
            "sql": sql.strip().rstrip(";"),
            "title": path.stem.replace("_", " "),
            "description": about,
        }
    described = {
        "title": "claimcheck",
        "description": "Articles, their claims, and a verdict for each with the sentence that proves it.",
        "databases": {"claimcheck": {"allow_sql": {"id": "root"}, "tables": tables, "queries": queries}},
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def render_columns() -> str:
    """The columns of the tables of claims, in their order."""
    lines = [
        "# Columns of the tables of claims\n",
        "`--format csv` and `--format jsonl` have these, in this order.\n",
    ]
    lines += ["| # | column | holds |", "|--:|---|---|"]
    lines += [
        f"| {place} | `{name}` | {holds} |" for place, (name, holds) in enumerate(COLUMNS.items(), start=1)
    ]
    return "\n".join(lines) + "\n"


PAGES = {
    "docs/cli.md": render_cli,
    "docs/columns.md": render_columns,
    "docs/errors.md": render_errors,
    "db/datasette.json": render_datasette,
}

if __name__ == "__main__":
    for name, render in PAGES.items():
        (ROOT / name).write_text(render(), "utf-8")
