"""What the commands share: arguments that several take, the desk for a command's options, where output goes."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from claimcheck.errors import UsageError
from claimcheck.settings import Settings
from claimcheck.steps import save_text

if TYPE_CHECKING:
    from claimcheck.desk import Desk, Options
    from claimcheck.model.run import Run

RunArgument = Annotated[str, typer.Argument(help="A run's id, or the beginning of one.", metavar="RUN")]
DbOption = Annotated[
    str | None, typer.Option("--db", help="Database URL or path of an SQLite file.", metavar="URL")
]
JsonOption = Annotated[
    str | None, typer.Option("--json", help="Write JSON to a file, or - for standard output.")
]


def settings(db: str | None = None, verifier: Path | None = None) -> Settings:
    """Settings of the environment, overridden by what was given on the command line."""
    found = Settings.from_environment()
    if db is not None:
        found = replace(found, db=db if "://" in db else f"sqlite:///{db}")
    return replace(found, verifier=str(verifier)) if verifier is not None else found


@contextmanager
def desk(
    db: str | None = None, options: Options | None = None, verifier: Path | None = None
) -> Iterator[Desk]:
    """The desk for a command's options."""
    from claimcheck.desk import Options, open_desk

    with open_desk(settings(db, verifier), options or Options()) as at:
        yield at


@contextmanager
def progress(*, quiet: bool) -> Iterator[Any]:
    """Progress bars on a terminal, plain lines elsewhere, nothing when quiet."""
    from claimcheck.report.terminal import open_progress
    from claimcheck.steps import quiet as silent

    if quiet:
        yield silent
        return
    with open_progress(Console(stderr=True)) as report:
        yield report


def load_run(at: Desk, which: str) -> Run:
    """The run whose id begins so. Raises UsageError when there is none, or more than one."""
    run_id = at.ledger.find_run(which)
    if run_id is None:
        raise UsageError(f"no run begins with {which!r}; `claimcheck runs` lists them")
    return at.ledger.load_run(run_id)


def show_run(run: Run, *, quiet: bool) -> None:
    """The table of verdicts on the terminal."""
    from claimcheck.report.terminal import print_run

    if not quiet:
        print_run(run, Console())


def write_json(content: dict[str, Any], target: str | None) -> None:
    """JSON to a file, to standard output for '-', nowhere for ``None``."""
    if target is not None:
        write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", target)


def write_text(text: str, target: str) -> None:
    """Text to a file, to standard output for '-'."""
    if target == "-":
        sys.stdout.write(text)
    else:
        save_text(Path(target), text)


def complain(line: str) -> None:
    """One line for a person, on standard error."""
    typer.echo(line, err=True)
