"""The commands `selon user …`, `selon token …`, `selon grade` and `selon note`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from selon.desk.cli.arguments import Color, Format, LedgerPath

user = typer.Typer(
    no_args_is_help=True,
    help="Accounts of the desk on a ledger.\n\n\b\nExample:\n  selon user add anna --role analyst",
    short_help="Accounts of the desk.",
)
token = typer.Typer(
    no_args_is_help=True,
    help="Keys of programs to the desk's API.\n\n\b\nExample:\n  selon token add anna --name nightly",
    short_help="Keys of programs.",
)

Role = Annotated[
    Literal["reader", "analyst", "admin"],
    typer.Option("--role", help="What it may do: read; also write; also manage accounts."),
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="How the ledger calls the person.")]
Claim = Annotated[str, typer.Argument(help="A claim: its identifier or the beginning of it.")]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input; asked for otherwise.")
]


@user.command("add", short_help="Make an account.")
def user_add(name: Name, role: Role = "reader", password_stdin: FromStdin = False, ledger: LedgerPath = None) -> None:
    """Make an account; the first one has to be an admin. The ledger says that it was made, never how it is proved.

    \b
    Example:
      selon user add anna --role admin --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.add(name, role, password_stdin, ledger))


@user.command("list", short_help="List the accounts.")
def user_list(ledger: LedgerPath = None, output: Format = "text", color: Color = "auto") -> None:
    """List the accounts with their roles.

    \b
    Example:
      selon user list --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.listed(ledger, output == "json", color))


@user.command("remove", short_help="Remove an account.")
def user_remove(name: Name, ledger: LedgerPath = None) -> None:
    """Remove an account with its tokens; what it wrote stays in the log. The last admin stays while there are others.

    \b
    Example:
      selon user remove anna --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.remove(name, ledger))


@user.command("role", short_help="Give an account another role.")
def user_role(
    name: Name, role: Annotated[Literal["reader", "analyst", "admin"], typer.Argument(help="The new role.")],
    ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Give an account another role, at once: sessions and tokens follow.

    \b
    Example:
      selon user role anna analyst --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.role(name, role, ledger))


@user.command("password", short_help="Give an account another password.")
def user_password(name: Name, password_stdin: FromStdin = False, ledger: LedgerPath = None) -> None:
    """Give an account another password; its sessions end.

    \b
    Example:
      selon user password anna --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.password(name, password_stdin, ledger))


@token.command("add", short_help="Make a token.")
def token_add(
    user: Annotated[str, typer.Argument(metavar="USER", help="The account that it acts for.")],
    name: Annotated[str, typer.Option("--name", help="What it is for.")],
    role: Role = "reader",
    expires: Annotated[str | None, typer.Option(metavar="DAY", help="Last day (ISO 8601); never otherwise.")] = None,
    ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Make a token for a program and print it, once. It never may more than its user.

    \b
    Example:
      selon token add anna --name "nightly export" --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.add_token(user, name, role, expires, ledger))


@token.command("list", short_help="List the tokens.")
def token_list(ledger: LedgerPath = None, output: Format = "text", color: Color = "auto") -> None:
    """List the tokens, without what they are.

    \b
    Example:
      selon token list --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.tokens(ledger, output == "json", color))


@token.command("revoke", short_help="Revoke a token.")
def token_revoke(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="Its identifier, `t-…`.")], ledger: LedgerPath = None
) -> None:
    """Revoke a token, at once.

    \b
    Example:
      selon token revoke t-0123456789ab --ledger war.db
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.revoke(token, ledger))


def grade(
    claim: Claim,
    reason: Annotated[str, typer.Option("--reason", help="Why, in your words; it stands in the log.")],
    source: Annotated[
        Literal["A", "B", "C", "D", "E", "F"] | None, typer.Option("--source", help="The source; F: cannot be judged.")
    ] = None,
    information: Annotated[
        int | None, typer.Option("--information", min=1, max=6, help="The information; 1 confirmed, 6 cannot be judged.")
    ] = None,
    ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Grade a claim after the Admiralty's two scales. The source and the information are two judgements.

    \b
    Example:
      selon grade c-3f21 --source B --information 2 --reason "The mayor was there."
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.grade(claim, source, information, reason, ledger, output == "json"))


def note(
    claim: Claim, text: Annotated[str, typer.Argument(help="Your words; they stand in the log.")], ledger: LedgerPath = None,
    output: Format = "text",
) -> None:  # fmt: skip
    """Put a note beside a claim.

    \b
    Example:
      selon note c-3f21 "Two of the four videos show the same street."
    """
    from selon.desk.cli import users_commands

    raise typer.Exit(users_commands.note(claim, text, ledger, output == "json"))
