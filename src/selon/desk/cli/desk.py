"""The command `selon desk`."""

from __future__ import annotations

from typing import Annotated

import typer

from selon.desk.cli.arguments import LedgerPath


def desk(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    token: Annotated[
        str | None, typer.Option("--token", metavar="TOKEN", help="What opens the desk; made anew at each start otherwise.")
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name that the desk goes by.")
    ] = None,
    behind_tls: Annotated[
        bool, typer.Option("--behind-tls", help="A proxy in front speaks TLS: cookies are for TLS only.")
    ] = False,
    protect: Annotated[bool, typer.Option("--protect", help="Withhold the names of private persons.")] = False,
    ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Serve the ledger to a browser and to programs, on this machine.

    Without accounts the desk listens on this machine alone, and a link with a token opens it. Any other address needs
    accounts: see `selon user add`.

    \b
    Examples:
      selon desk --ledger war.db
      selon desk --host 0.0.0.0 --allow-host desk.example.org --behind-tls --no-browser
    """
    from selon.desk.cli import desk_command

    asked = desk_command.Asked(host, port, token, not no_browser, tuple(allow_host or ()), behind_tls, protect)
    raise typer.Exit(desk_command.serve(asked, ledger))
