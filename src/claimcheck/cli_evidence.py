"""Commands on the evidence itself: fix a reference's address, check what is stored, take it along."""

from __future__ import annotations

import asyncio
import getpass
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from claimcheck.cli_desk import DbOption, JsonOption, RunArgument, desk, load_run, progress, write_text
from claimcheck.errors import UsageError
from claimcheck.report.plain import web_address

evidence = typer.Typer(rich_markup_mode=None)


@evidence.command()
def pin(
    which: RunArgument,
    reference: Annotated[int, typer.Argument(help="The reference's number in the run.", metavar="REFERENCE")],
    url: Annotated[str, typer.Argument(help="Where it is to be read: an http(s) address.", metavar="URL")],
    by: Annotated[str | None, typer.Option(help="Who says so; else your login name.", metavar="NAME")] = None,
    db: DbOption = None,
) -> None:
    """Fix a reference's address, for later runs over its article; it goes before any other address."""
    if not web_address(url):
        raise UsageError(f"{url!r} is no http(s) address")
    with desk(db) as at:
        run = load_run(at, which)
        at.ledger.save_pin(run.id, reference, url, by or getpass.getuser(), datetime.now(UTC))
        entry = next(one for one in run.article.references if one.n == reference)
    typer.echo(f"reference {reference} (“{entry.title}”) is read at {url} from the next run on")


@evidence.command()
def verify(db: DbOption = None) -> None:
    """Find every quote again in its stored bytes, and check every digest."""
    with desk(db) as at:
        faults = at.ledger.verify()
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(4)
    typer.echo("every quote stands where it was found, and every digest matches")


@evidence.command()
def watch(
    which: RunArgument,
    article: Annotated[
        str,
        typer.Option(
            help="The article's path, when the run read it from a file; its address is known.",
            metavar="ARTICLE",
        ),
    ] = "",
    db: DbOption = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit loopback and private addresses.")
    ] = False,
    json_to: JsonOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress and no list.")] = False,
) -> None:
    """Look again at a run's article and sources: unchanged, changed and which quotes are lost, moved, gone."""
    from claimcheck.desk import Options
    from claimcheck.report.terminal import print_watched
    from claimcheck.report.watch import describe_watched
    from claimcheck.watching import watch_run

    quiet = quiet or json_to == "-"
    with desk(db, Options(allow_private=allow_private)) as at, progress(quiet=quiet) as report:
        watched = asyncio.run(watch_run(at, load_run(at, which).id, article=article, report=report))
    if not quiet:
        print_watched(watched, Console())
    if json_to is not None:
        write_text(json.dumps(describe_watched(watched), ensure_ascii=False, indent=1) + "\n", json_to)


@evidence.command()
def archive(
    which: RunArgument,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; else the run's id with its ending.")
    ] = None,
    wacz: Annotated[
        bool, typer.Option("--wacz", help="A WACZ, which replays in a browser; else a WARC.")
    ] = False,
    db: DbOption = None,
) -> None:
    """Write all that a run read, byte for byte, with article and verdicts, as a web archive (WARC 1.1 or WACZ)."""
    from claimcheck.archive import save_archive

    with desk(db) as at:
        run = load_run(at, which)
        wacz = wacz or (out is not None and out.suffix == ".wacz")
        path = out or Path(f"{run.id}{'.wacz' if wacz else '.warc.gz'}")
        count = save_archive(at, run, path, wacz=wacz)
    typer.echo(f"archive: {path} ({count} bodies)")
