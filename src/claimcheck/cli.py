"""The command line. Each command is a few lines: read the options, call the house, print.

Exit codes: 0 done; 2 bad usage or unreadable input; 3 done, but no claims were found or one ended in an error;
4 database trouble.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from typer.exceptions import TyperException

from claimcheck import __version__
from claimcheck.cli_desk import (
    DbOption,
    JsonOption,
    RunArgument,
    complain,
    desk,
    load_run,
    progress,
    settings,
    show_run,
    write_json,
    write_text,
)
from claimcheck.cli_evidence import evidence
from claimcheck.cli_upkeep import upkeep
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.report.formats import Format, render
from claimcheck.report.plain import web_address
from claimcheck.settings import Settings
from claimcheck.steps import save_bytes

NO_CLAIMS = 3

app = typer.Typer(
    name="claimcheck",
    help="Check every factual claim of an article against the sources it cites.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database = typer.Typer(help="The database's schema.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(evidence)
app.add_typer(upkeep)
people = typer.Typer(help="Who may sign in to the review site.", no_args_is_help=True)
app.add_typer(people, name="people")

ArticleArgument = Annotated[
    str, typer.Argument(help="Path or URL: text, HTML, Markdown or PDF.", metavar="ARTICLE")
]
QuietOption = Annotated[bool, typer.Option("--quiet", help="No progress and no table.")]
VerifierOption = Annotated[
    Path | None, typer.Option("--verifier", help="Folder of another ONNX cross-encoder.", metavar="DIR")
]


# --- checking ---------------------------------------------------------------------------------------------------------


@app.command()
def check(
    article: ArticleArgument,
    references: Annotated[
        Path | None, typer.Option(help="A references.toml; the one beside the article is found by itself.")
    ] = None,
    db: DbOption = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for report.html, report.md and report.json.")
    ] = None,
    json_to: JsonOption = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Fetch nothing; read digests and what was captured before.")
    ] = False,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="See plans and evidence from this day.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Permit loopback and private addresses.")
    ] = False,
    verifier: VerifierOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check an article: find its claims, read its references, and judge each claim."""
    from claimcheck.background import load_background
    from claimcheck.desk import Options
    from claimcheck.report.rows import describe_run
    from claimcheck.steps import check as check_article
    from claimcheck.steps import save_reports

    options = Options(offline=offline, allow_private=allow_private, as_of=as_of.date() if as_of else None)
    with desk(db, options, verifier) as at, progress(quiet=quiet or json_to == "-") as report:
        run = asyncio.run(check_article(at, article, references=references, report=report))
        background = load_background(at, run)
    show_run(run, quiet=quiet or json_to == "-")
    if json_to is not None:
        write_json(describe_run(run, background.notes), json_to)
    if out is not None:
        complain(f"report: {save_reports(run, out, background)}")
    if not run.verdicts:
        complain("no claims were found in this article")
        raise typer.Exit(NO_CLAIMS)


@app.command()
def extract(article: ArticleArgument, json_to: JsonOption = None, quiet: QuietOption = False) -> None:
    """Show the claims of an article; nothing is fetched but the article itself, and nothing is stored."""
    from claimcheck.report.rows import describe_extraction
    from claimcheck.report.terminal import print_extraction
    from claimcheck.steps import extract_only

    with desk("sqlite://") as at:
        read, extraction = asyncio.run(extract_only(at, article))
    if not quiet and json_to != "-":
        print_extraction(read, extraction, Console())
    write_json(describe_extraction(read, extraction), json_to)
    if not extraction.claims:
        complain("no claims were found in this article")
        raise typer.Exit(NO_CLAIMS)


@app.command()
def pairs(
    file: Annotated[Path, typer.Argument(help="Rows {id, claim, evidence, label}, one JSON object a line.")],
    json_to: JsonOption = None,
    verifier: VerifierOption = None,
) -> None:
    """Judge claims on given evidence: one JSON line a row, then the figures."""
    from claimcheck.desk import find_verifier
    from claimcheck.pairs import read_pairs, report_pairs

    lines = report_pairs(
        read_pairs(file), find_verifier(str(verifier or Settings.from_environment().verifier))
    )
    if json_to in (None, "-"):
        for line in lines:
            typer.echo(line)
        return
    *rows, summary = lines
    write_text("".join(f"{line}\n" for line in [*rows, summary]), json_to)
    typer.echo(summary)


# --- looking back -----------------------------------------------------------------------------------------------------


@app.command()
def runs(db: DbOption = None) -> None:
    """List the runs in the database, newest first."""
    from claimcheck.report.terminal import print_runs

    with desk(db) as at:
        print_runs(at.ledger.list_runs(), Console())


@app.command()
def show(
    which: Annotated[
        str, typer.Argument(help="The id of a run or of a claim, or its beginning.", metavar="RUN|CLAIM")
    ],
    db: DbOption = None,
) -> None:
    """Show a run's verdicts, or one claim with its evidence and history."""
    from claimcheck.report.terminal import print_claim, print_run

    with desk(db) as at:
        run_id = at.ledger.find_run(which)
        if run_id is not None:
            print_run(at.ledger.load_run(run_id), Console())
            return
        claim = at.ledger.find_claim(which)
        if claim is None:
            raise UsageError(f"no run or claim begins with {which!r}; `claimcheck runs` lists the runs")
        print_claim(at.ledger.load_run(claim.run_id), claim.claim_id, Console())


@app.command()
def diff(first: RunArgument, second: RunArgument, db: DbOption = None) -> None:
    """Show which verdicts differ between two runs, and which pages changed, moved or are gone since."""
    from claimcheck.report.terminal import print_difference

    with desk(db) as at:
        new = load_run(at, second)
        print_difference(load_run(at, first), new, Console(), at.ledger.load_decisions(new.id))


@app.command()
def report(
    which: RunArgument,
    format: Annotated[Format, typer.Option("--format", help="The report's format.")],
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output otherwise.")] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="ClaimReview: the machine's verdicts too, marked as unreviewed.")
    ] = False,
    address: Annotated[
        str, typer.Option("--url", help="ClaimReview: where the report will be published.", metavar="URL")
    ] = "",
    db: DbOption = None,
) -> None:
    """Write a run's fact-check report, or what an editor hands on: ClaimReview, correction notes."""
    from claimcheck.background import load_background

    if address and not web_address(address):
        raise UsageError(f"{address!r} is no http(s) address")
    with desk(db) as at:
        run = load_run(at, which)
        content = render(run, format, load_background(at, run), draft=draft, address=address)
    if out is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        save_bytes(out, content)
        typer.echo(f"report: {out}")


@app.command()
def review(
    host: Annotated[str, typer.Option(help="Address to serve on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to serve on; 0 takes a free one.")] = 8411,
    auth: Annotated[
        bool, typer.Option("--auth", help="People sign in; needed for addresses that others reach.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Sources that people add may lie at private addresses.")
    ] = False,
    db: DbOption = None,
) -> None:
    """Serve the review site, where people decide on claims."""
    from claimcheck.desk import Options
    from claimcheck.store.ledger import Ledger
    from claimcheck.web.server import serve_site

    with Ledger(settings(db).db) as ledger:
        options = Options(allow_private=allow_private)
        serve_site(ledger, host, port, typer.echo, auth=auth, options=options)


@people.command("add")
def people_add(
    name: Annotated[str, typer.Argument(help="The name to sign in with.")],
    role: Annotated[
        str, typer.Option(help="reader looks, reviewer decides, admin lets people in.")
    ] = "reviewer",
    password: Annotated[
        str,
        typer.Option(envvar="CLAIMCHECK_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True),
    ] = "",
    db: DbOption = None,
) -> None:
    """Let a person in, or give one another role and password; asks for the password."""
    from claimcheck.store.ledger import Ledger
    from claimcheck.web.access import admit

    with Ledger(settings(db).db) as ledger:
        admit(ledger, name, role, password)


@people.command("token")
def people_token(name: str, db: DbOption = None) -> None:
    """Make a token with which a program reads the review site's API in a person's stead; shown once."""
    from claimcheck.store.ledger import Ledger
    from claimcheck.web.access import make_token

    with Ledger(settings(db).db) as ledger:
        typer.echo(make_token(ledger, name))


@app.command()
def gold(
    pin: Annotated[bool, typer.Option("--pin", help="Raise the floors to what was measured now.")] = False,
    against: Annotated[
        str | None,
        typer.Option(help="Judge this run's stored bytes anew, and list what would change.", metavar="RUN"),
    ] = None,
    db: DbOption = None,
) -> None:
    """Score the seeds against their gold standards and the pinned floors; with --against, a stored run against this engine."""
    from claimcheck.gold import report_gold

    if against is not None:
        if pin:
            raise UsageError("--against compares with a run, and --pin pins floors: take one of them")
        flips = show_flips(against, db)
        raise typer.Exit(1 if flips else 0)
    passed, lines = asyncio.run(report_gold(pin=pin))
    for line in lines:
        typer.echo(line)
    if not passed:
        raise typer.Exit(1)


def show_flips(which: str, db: str | None) -> int:
    """Print what this engine would change in a stored run; returns how many answers. Nothing is saved."""
    from claimcheck.replay import find_flips
    from claimcheck.report.terminal import print_changes

    with desk(db) as at:
        run = load_run(at, which)
        changes, opinions = find_flips(at, run)
    print_changes(changes, Console(), opinions)
    return len(changes)


@database.command("upgrade")
def db_upgrade(db: DbOption = None) -> None:
    """Bring the database to this version's schema."""
    from claimcheck.store.database import upgrade

    typer.echo(upgrade(settings(db).db))


@database.command("status")
def db_status(db: DbOption = None) -> None:
    """Say which schema the database has, and which this version wants."""
    from claimcheck.store.database import read_status

    typer.echo(read_status(settings(db).db))


# --- the program itself -----------------------------------------------------------------------------------------------


@app.callback(invoke_without_command=True)
def version(show: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Check every factual claim of an article against the sources it cites."""
    if show:
        typer.echo(f"claimcheck {__version__}")
        raise typer.Exit


def main() -> None:
    """The `claimcheck` command: every error on purpose is one line and an exit code, never a traceback."""
    try:
        code = app(standalone_mode=False)
    except ClaimcheckError as error:
        complain(f"claimcheck: {error}")
        raise SystemExit(error.exit_code) from None
    except TyperException as error:
        complain(f"claimcheck: {error.format_message()} (try --help)")
        raise SystemExit(UsageError.exit_code) from None
    except (typer.Abort, KeyboardInterrupt):
        complain("claimcheck: stopped; what was finished is kept")
        raise SystemExit(130) from None
    raise SystemExit(code if isinstance(code, int) else 0)
