"""The commands of `selon`: their arguments, options and help. What they do is in the modules beside this one.

Nothing heavy is imported here: `selon --help` is to answer at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon import __version__
from selon.desk.cli import bundle, claims, desk, diff, explain, export, fetch, gazetteer, seal, users, watch
from selon.desk.cli.arguments import (
    After,
    AllowPrivate,
    Certainty,
    Channel,
    Color,
    Form,
    Format,
    IgnoreRobots,
    Inputs,
    Kind,
    Language,
    LedgerPath,
    Limit,
    Published,
    Recursive,
    Why,
)

app = typer.Typer(
    name="selon",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"selon {__version__}")
        raise typer.Exit


@app.callback()
def selon(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Print a traceback if something unforeseen happens.")] = False,
) -> None:
    """Selon reads reports on a conflict: who says what, on whose word, how sure.

    Exit codes: 0 fine, 1 something failed, 2 wrong usage.

    \b
    Example:
      selon read report.txt
    """


@app.command(short_help="Read reports and print their statements.")
def read(
    files: Inputs, output: Format = "text", form: Form = None, published: Published = None, language: Language = None,
    recursive: Recursive = False, why: Why = False, color: Color = "auto",
) -> None:  # fmt: skip
    """Read reports and print their statements; nothing is kept.

    \b
    Examples:
      selon read report.txt --published 2023-09-16
      curl -s https://news.example/page | selon read - --as html
      selon read batch.jsonl --format json | jq .statements
    """
    from selon.desk.cli import reading_commands
    from selon.pipeline import Options

    options = Options(form, published, language).checked()
    raise typer.Exit(reading_commands.read(files, options, output == "json", recursive, why, color))


@app.command(short_help="Read reports and record them in a ledger.")
def add(
    files: Inputs, ledger: LedgerPath = None, output: Format = "text", form: Form = None, published: Published = None,
    language: Language = None, channel: Channel = None, recursive: Recursive = False,
    allow_private: AllowPrivate = False, ignore_robots: IgnoreRobots = False, color: Color = "auto",
) -> None:  # fmt: skip
    """Read reports and record them in a ledger, which is made when there is none; addresses are fetched.

    Bytes that are kept already are not recorded again; other bytes from the same address are a new version.

    \b
    Examples:
      selon add report.html
      selon add https://news.example/report
      selon add --recursive folder/ --ledger war.db
      selon add result.json --channel NAME
    """
    from selon.desk.cli import add_command
    from selon.pipeline import Options

    options = Options(form, published, language, channel=channel).checked()
    asked = add_command.Asked(tuple(files), recursive, allow_private, ignore_robots)
    raise typer.Exit(add_command.add(asked, ledger, options, output == "json", color))


@app.command(short_help="List the reports in the ledger.")
def reports(
    ledger: LedgerPath = None, output: Format = "text", limit: Limit = 100, after: After = 0, color: Color = "auto"
) -> None:
    """List the reports in the ledger, in the order in which they came.

    \b
    Example:
      selon reports --limit 20
    """
    from selon.desk.cli import ledger_commands

    raise typer.Exit(ledger_commands.reports(ledger, output == "json", limit, after, color))


@app.command(short_help="Show one report of the ledger.")
def show(
    report: Annotated[str, typer.Argument(help="Its identifier or the beginning of it, its address, number or file.")],
    ledger: LedgerPath = None, output: Format = "text",
    version: Annotated[int | None, typer.Option(min=1, help="Which version; the latest otherwise.")] = None,
    why: Why = False, color: Color = "auto",
) -> None:  # fmt: skip
    """Show one report of the ledger: its text with its statements, and its versions.

    \b
    Example:
      selon show r-3f21
    """
    from selon.desk.cli import ledger_commands

    raise typer.Exit(ledger_commands.show(report, ledger, output == "json", version, why, color))


@app.command(short_help="Search the statements in the ledger.")
def statements(
    by: Annotated[str | None, typer.Option(metavar="VOICE", help="A part of the name of a voice in the chain.")] = None,
    certainty: Annotated[Certainty | None, typer.Option(help="How the text presents it.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What sort of statement it is.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="Words that the content holds.")] = None,
    ledger: LedgerPath = None, output: Format = "text", limit: Limit = 100, after: After = 0, color: Color = "auto",
) -> None:  # fmt: skip
    """Search the statements in the ledger; all conditions hold together, case and accents never matter.

    \b
    Examples:
      selon statements --by zelensky --certainty denied
      selon statements --text "pont" --format json
    """
    from selon.desk.cli import ledger_commands

    asked = ledger_commands.Asked(by, certainty, kind, text)
    raise typer.Exit(ledger_commands.statements(asked, ledger, output == "json", limit, after, color))


@app.command(short_help="Check that the ledger is as it was written.")
def verify(
    ledger: LedgerPath = None, output: Format = "text",
    head: Annotated[
        str | None, typer.Option(metavar="SEQ:HASH", help="Where the log ended earlier, as verify printed it.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List what passed, too.")] = False,
    color: Color = "auto",
) -> None:  # fmt: skip
    """Check the ledger: captured bytes, the chain of entries, and that its tables say what the entries say.

    Each item passed, failed or was not checked (with why); exit code 1 when any failed.

    \b
    Example:
      selon verify --ledger war.db
    """
    from selon.desk.cli import ledger_commands

    raise typer.Exit(ledger_commands.verify(ledger, output == "json", head, every, color))


@app.command(short_help="Make the tables of the ledger anew.")
def rebuild(ledger: LedgerPath = None, output: Format = "text") -> None:
    """Make the tables of the ledger anew from its entries.

    \b
    Example:
      selon rebuild --ledger war.db
    """
    from selon.desk.cli import ledger_commands

    raise typer.Exit(ledger_commands.rebuild(ledger, output == "json"))


@app.command(short_help="Read the example dossier that comes with Selon.")
def example(
    ledger: Annotated[
        Path | None, typer.Option("--ledger", metavar="PATH", help="Keep it in this ledger; a temporary one otherwise.")
    ] = None,
    color: Color = "auto",
) -> None:
    """Read the example dossier that comes with Selon: one event, told by thirteen reports in five languages.

    \b
    Example:
      selon example --ledger example.db
    """
    from selon.desk.cli import example_command

    raise typer.Exit(example_command.example(ledger, color))


app.command(short_help="Fetch addresses and record what comes.")(fetch.fetch)
app.command(short_help="Poll the sources of a file on their own schedules.")(watch.watch)
app.command(short_help="Compare two versions of a report, statement by statement.")(diff.diff)
app.command("report-error", short_help="Record that a statement is wrong.")(diff.report_error)
app.command(short_help="Sign the end of the log.")(seal.seal)
app.command(short_help="Write one archive that a stranger can check.")(bundle.bundle)
app.command(short_help="Explain how reports are read.")(explain.explain)
app.add_typer(explain.lang)
app.command(short_help="List the claims that the reports make.")(claims.claims)
app.command(short_help="Show where a claim comes from.")(claims.trace)
app.command(short_help="Compare two claims role by role.")(claims.compare)
app.command(short_help="Record that two claims are one.")(claims.merge)
app.command(short_help="Record that statements do not belong to a claim.")(claims.split)
app.command(short_help="Take a merge or a split back.")(claims.undo)
app.command(short_help="Grade a claim: the source, and the information.")(users.grade)
app.command(short_help="Put a note beside a claim.")(users.note)
app.add_typer(users.user, name="user")
app.add_typer(users.token, name="token")
app.command(short_help="Serve the ledger to a browser and to programs.")(desk.desk)
app.add_typer(export.export)
app.add_typer(gazetteer.gazetteer)
app.add_typer(gazetteer.sources)
