"""Around every command: exit codes, errors in plain words, never a traceback on the terminal.

Exit codes: 0 fine; 1 something failed (it stands on standard error); 2 wrong usage; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from dataclasses import replace
from typing import Any, TextIO, cast

from selon.desk.cli import safe
from selon.errors import Fault, SelonError, UsageError

OK, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


class PipeClosedError(Exception):
    """Nobody reads our output any more (`selon read … | head`): stop, it is no failure."""


class _Output:
    """Standard output that says `PipeClosedError` when it is closed: the argument parser takes `OSError` for a failure."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        try:
            return self.stream.write(text)
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def flush(self) -> None:
        try:
            self.stream.flush()
        except BrokenPipeError as error:
            raise PipeClosedError from error

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def say(message: str) -> None:
    """One safe line on standard error; a closed standard error is nobody's concern."""
    try:
        print(safe.line(message), file=sys.stderr, flush=True)
    except OSError:
        return


def say_fault(fault: Fault, name: str = "") -> None:
    """A fault on standard error: where, what, and its code. name: of the input that a place in a text is in."""
    if name and fault.place.startswith("offset "):
        fault = replace(fault, place=f"{name}, {fault.place}")
    say(f"selon: {fault}" if fault.place else f"selon: {fault.reason} [{fault.code}]")


def _silence(stream: TextIO) -> None:
    """Point a closed stream at nothing, so that the interpreter does not stumble over it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def _last_resort(error: BaseException, debug: bool) -> None:
    """Say that something unforeseen happened; the traceback goes to a file, or to standard error with `--debug`."""
    text = "".join(traceback.format_exception(error))
    if debug:
        print(text, file=sys.stderr)
        return
    say(f"selon: this should not have happened: {type(error).__name__}: {error}")
    try:
        with tempfile.NamedTemporaryFile("w", prefix="selon-", suffix=".txt", delete=False, encoding="utf-8") as file:
            file.write(text)
        say(f"selon: what happened where is written in {file.name}; `selon --debug …` prints it")
    except OSError:
        say("selon: `selon --debug …` prints what happened where")


def run(arguments: list[str]) -> int:
    """Run one command line; the exit code."""
    from selon.desk.cli.console import prepare_streams

    prepare_streams()
    stdout = sys.stdout
    sys.stdout = cast(TextIO, _Output(stdout))
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except PipeClosedError:
        _silence(stdout)
        return OK
    finally:
        sys.stdout = stdout
    return code


def _run(arguments: list[str]) -> int:
    try:
        from selon.desk.cli.app import app

        app(args=arguments, prog_name="selon")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else OK if end.code is None else FAILED
    except KeyboardInterrupt:
        say("selon: interrupted")
        return INTERRUPTED
    except SelonError as error:
        say_fault(error.fault)
        return WRONG_USAGE if isinstance(error, UsageError) else FAILED
    except PipeClosedError:
        raise
    except Exception as error:  # noqa: BLE001  # the last resort: whatever it is, people get words and a file
        _last_resort(error, "--debug" in arguments)
        return FAILED
    return OK
