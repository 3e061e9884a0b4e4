"""Writes docs/cli.md and docs/errors.md from the code itself. A test fails when they are out of date.

python -m tools.document
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from claimcheck import cli, errors
from claimcheck.model.evidence import Outcome
from claimcheck.model.run import ReferenceState
from claimcheck.model.verdict import Shortfall

DOCS = Path(__file__).resolve().parents[1] / "docs"

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


PAGES = {"cli.md": render_cli, "errors.md": render_errors}

if __name__ == "__main__":
    for name, render in PAGES.items():
        (DOCS / name).write_text(render(), "utf-8")
