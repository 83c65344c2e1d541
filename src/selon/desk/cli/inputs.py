"""From the arguments of a command to captures: files, standard input, folders."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from selon.errors import Fault
from selon.model import Capture
from selon.pipeline import Options, captures_in_file, captures_in_stream, files_under

STDIN = "-"
STDIN_NAME = "<stdin>"


def paths(arguments: Iterable[str], recursive: bool) -> list[str | Fault]:
    """The files behind the arguments, folders opened when `recursive`; a folder that gives none is a fault."""
    found: list[str | Fault] = []
    for argument in arguments:
        if argument == STDIN or not _is_folder(argument):
            found.append(argument)
        elif not recursive:
            reason = "this is a folder; --recursive reads the reports in it"
            found.append(Fault("directory", argument, reason))
        else:
            inside = [str(path) for path in files_under(Path(argument))]
            found += inside or [Fault("empty-folder", argument, "no file in it looks like a report")]
    return found


def _is_folder(argument: str) -> bool:
    try:
        return Path(argument).is_dir()
    except (OSError, ValueError):
        return False  # opening it says why


def captures_at(path: str, options: Options) -> Iterator[Capture | Fault]:
    """The captures in one file, or in standard input for `-`."""
    if path == STDIN:
        yield from captures_in_stream(cast(BufferedReader, sys.stdin.buffer), STDIN_NAME, options)
    else:
        yield from captures_in_file(Path(path), options)


def captures(arguments: Iterable[str], options: Options, recursive: bool) -> Iterator[Capture | Fault]:
    """All captures and faults behind the arguments, one after the other: no two inputs are in memory together."""
    for item in paths(arguments, recursive):
        if isinstance(item, Fault):
            yield item
        else:
            yield from captures_at(item, options)
