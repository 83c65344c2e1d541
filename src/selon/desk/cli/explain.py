"""The command `selon explain` and the commands under `selon lang`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from selon.desk.cli.arguments import Color, Form, Format, Inputs, Language, Published

lang = typer.Typer(name="lang", no_args_is_help=True, rich_markup_mode=None)


def explain(
    files: Inputs, output: Format = "text", form: Form = None, published: Published = None, language: Language = None,
    color: Color = "auto",
) -> None:  # fmt: skip
    """Explain how reports are read: sentence by sentence, what fired, what was abstained from, and why.

    \b
    Example:
      selon explain report.txt
    """
    from selon.desk.cli import explain_command
    from selon.pipeline import Options

    options = Options(form, published, language).checked()
    raise typer.Exit(explain_command.explain(files, options, output == "json", color))


@lang.callback()
def _lang() -> None:
    """Language packs.

    \b
    Example:
      selon lang check src/selon/lang/packs/fr
    """


@lang.command("check", short_help="Check a language pack.")
def check(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The folder of the pack.")], output: Format = "text"
) -> None:
    """Check a language pack: unknown keys, doubled entries, entries without a source, slow patterns, failing examples.

    \b
    Example:
      selon lang check src/selon/lang/packs/fr
    """
    from selon.desk.cli import explain_command

    raise typer.Exit(explain_command.check(path, output == "json"))
