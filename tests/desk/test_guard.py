"""Around every command: version, help, exit codes, the last resort, closed pipes, odd locales. Real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.desk.conftest import Ran

from selon import __version__
from selon.desk.cli import guard, reading_commands
from selon.desk.cli.app import app
from selon.errors import LedgerFull

SELON = [sys.executable, "-m", "selon"]


def commands(group: Any, *before: str) -> Iterator[tuple[str, ...]]:
    """The words of every command, groups among them: `lang`, `lang test`, …"""
    for name, command in group.commands.items():
        yield (*before, name)
        if hasattr(command, "commands"):
            yield from commands(command, *before, name)


COMMANDS = [" ".join(words) for words in commands(typer.main.get_command(app))]


def process(*arguments: object, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SELON, *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", errors="surrogateescape",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)} | environment, check=False,
    )  # fmt: skip


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout) == (0, f"selon {__version__}\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(selon: Callable[..., Ran], command: str) -> None:
    ran = selon(*command.split(), "--help")
    assert ran.code == 0
    assert "Example" in ran.out
    assert f"selon {command}" in ran.out.split("Example")[1]


@pytest.mark.parametrize(
    "command", ["read", "add", "reports", "show", "statements", "verify", "rebuild", "fetch", "diff"]
)
def test_commands_that_print_results_print_them_as_json_too(selon: Callable[..., Ran], command: str) -> None:
    assert "--format" in selon(command, "--help").out


def test_commands_of_groups_are_among_those_looked_at() -> None:
    assert {"read", "fetch", "export warc"} <= set(COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys; from selon.desk.cli import guard; guard.run(['--help']);"
        "heavy = {'rich', 'sqlalchemy', 'trafilatura', 'numpy', 'lxml', 'selectolax', 'pydantic', 'py3langid'};"
        "print('loaded:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "loaded: []"


def test_import_selon_imports_nothing_heavy() -> None:
    probe = "import selon, sys; print(sorted(m for m in sys.modules if m.startswith('selon')))"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.stdout == "['selon']\n"


def test_no_command_is_help_and_wrong_usage() -> None:
    done = process()
    assert done.returncode == 2
    assert "Usage: selon" in done.stdout + done.stderr


def test_the_last_resort(selon: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError("a \x1b[31mbug")

    monkeypatch.setattr(reading_commands, "read", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ran = selon("read", "x.txt")
    assert ran.code == 1
    assert ran.err.startswith("selon: this should not have happened: ZeroDivisionError: a ␛[31mbug\n")
    (written,) = tmp_path.glob("selon-*.txt")
    assert "broken" in written.read_text()
    assert str(written) in ran.err


def test_debug_prints_the_traceback() -> None:
    probe = (
        "from selon.desk.cli import guard, reading_commands\n"
        "reading_commands.read = lambda *a: 1 / 0\n"
        "raise SystemExit(guard.run(['--debug', 'read', 'x.txt']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_our_own_errors_are_words_and_one(selon: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise LedgerFull("the disk is full; nothing was written", "war.db")

    monkeypatch.setattr(reading_commands, "read", full)
    ran = selon("read", "x.txt")
    assert (ran.code, ran.err) == (1, "selon: war.db: the disk is full; nothing was written [ledger-full]\n")


def test_interrupted(selon: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading_commands, "read", stopped)
    assert selon("read", "x.txt").code == guard.INTERRUPTED


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    batch = tmp_path / "batch.jsonl"
    line = '{"@type":"NewsArticle","headline":"A","articleBody":"' + "The mayor said that it rains. " * 50 + '"}\n'
    batch.write_text(line * 60)
    script = f'set -o pipefail; "$0" -m selon read "{batch}" --language en --format json | head -c 100 >/dev/null'
    done = subprocess.run(
        ["bash", "-c", script, sys.executable], capture_output=True, text=True, check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_pipe_under_help() -> None:
    done = subprocess.run(
        ["bash", "-c", 'set -o pipefail; "$0" -m selon read --help | true', sys.executable],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_any_locale(tmp_path: Path, encoding: str) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Le maire a affirmé que le pont de Klichtchiïvka – 桥 – est fermé.", encoding="utf-8")
    done = process("read", report, "--language", "fr", PYTHONIOENCODING=encoding, PYTHONUTF8="0", COLUMNS="120")
    assert done.returncode == 0, done.stderr
    assert ("⟦le pont" in done.stdout) == (encoding == "utf-8")
    assert ("[le pont" in done.stdout) == (encoding != "utf-8")
