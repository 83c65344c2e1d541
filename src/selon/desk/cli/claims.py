"""The commands `selon claims`, `trace`, `compare`, `merge`, `split` and `undo`."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from selon.desk.cli.arguments import Color, Format, LedgerPath

Frame = Literal[
    "control", "attack", "casualties", "loss", "refusal", "justice", "movement", "supply", "decision", "talks",
    "condition", "other",
]  # fmt: skip
Sort = Literal["independent", "reports", "newest", "contested"]
SORTS = (
    "What comes first: most independent origins, most reports, the latest day, or what most speaks against: denials, "
    "contradictions, figures that differ."
)
Claim = Annotated[str, typer.Argument(help="A claim: its identifier or the beginning of it.")]
Reason = Annotated[str, typer.Option("--reason", help="Why, in your words; it stands in the log.")]


def claims(
    about: Annotated[str | None, typer.Option(metavar="TEXT", help="Words that a statement of the claim holds.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="A part of the name of its place.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="It happened on this day (2025-05-07) or later.")] = None,
    frame: Annotated[Frame | None, typer.Option(help="What kind of event or state it is.")] = None,
    sort: Annotated[Sort, typer.Option(help=SORTS)] = "reports",
    ledger: LedgerPath = None, output: Format = "text",
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many; 0 is all. 30 for people, all for JSON.")] = None,
    color: Color = "auto",
) -> None:  # fmt: skip
    """List the claims that the reports in the ledger make, with how many independent origins stand behind each.

    The counts are: identified origins that are independent, origins that are not established, origins that deny,
    reports. They count voices, not reports, and never turn into a probability of truth.

    \b
    Examples:
      selon claims --sort contested
      selon claims --about bridge --since 2025-05-01 --format json
    """
    from selon.desk.api.asked import day
    from selon.desk.cli import claims_commands
    from selon.ledger import ClaimFilter

    asked = ClaimFilter(about=about, place=place, since=day(since, "--since"), frame=frame)
    raise typer.Exit(claims_commands.claims(asked, sort, ledger, output == "json", limit, color))


def trace(claim: Claim, ledger: LedgerPath = None, output: Format = "text", color: Color = "auto") -> None:
    """Show where a claim comes from: origins, the reports that rest on each, copies and relays, values, denials.

    \b
    Example:
      selon trace c-3f21
    """
    from selon.desk.cli import claims_commands

    raise typer.Exit(claims_commands.trace(claim, ledger, output == "json", color))


def compare(
    first: Claim, second: Claim, ledger: LedgerPath = None, output: Format = "text", color: Color = "auto"
) -> None:
    """Compare two claims role by role: what agrees, what speaks against one claim, whether both can hold.

    \b
    Example:
      selon compare c-3f21 c-88ab
    """
    from selon.desk.cli import claims_commands

    raise typer.Exit(claims_commands.compare(first, second, ledger, output == "json", color))


def merge(first: Claim, second: Claim, reason: Reason, ledger: LedgerPath = None, output: Format = "text") -> None:
    """Record that two claims are one. It holds whatever else is found, until it is undone.

    \b
    Example:
      selon merge c-3f21 c-88ab --reason "The same strike: both name the grain port."
    """
    from selon.desk.cli import claims_commands

    raise typer.Exit(claims_commands.merge(first, second, reason, ledger, output == "json"))


def split(
    claim: Claim,
    report: Annotated[list[str], typer.Argument(metavar="REPORT", help="Reports whose statements belong elsewhere.")],
    reason: Reason, ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Record that the statements of some reports do not belong to a claim; they make a claim of their own.

    \b
    Example:
      selon split c-3f21 https://news.example/a --reason "Another village of that name."
    """
    from selon.desk.cli import claims_commands

    raise typer.Exit(claims_commands.split(claim, report, reason, ledger, output == "json"))


def undo(
    entry: Annotated[int, typer.Argument(min=1, help="The number of the merge or split, as it was printed.")],
    reason: Reason, ledger: LedgerPath = None, output: Format = "text",
) -> None:  # fmt: skip
    """Take a merge or a split back. Both stand in the log.

    \b
    Example:
      selon undo 17 --reason "The date was misread."
    """
    from selon.desk.cli import claims_commands

    raise typer.Exit(claims_commands.undo(entry, reason, ledger, output == "json"))
