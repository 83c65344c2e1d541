"""The progress bar of `selon add`: on a terminal, for more than one file, gone at the end. Real terminal, real process."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path


def add_on_a_terminal(*files: Path) -> tuple[int, str, str]:
    """Exit code, standard output, and what the terminal on standard error was sent."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "selon", "add", *map(str, files), "--language", "en", "--ledger", str(files[0]) + ".db"],
        stdout=subprocess.PIPE, stderr=follower, text=True, encoding="utf-8",
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", "COLUMNS": "100", "PYTHONUTF8": "1"},
    )  # fmt: skip
    os.close(follower)
    sent = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not piece:
            break
        sent += piece
    out, _ = process.communicate()
    os.close(leader)
    return process.returncode, out, sent.decode("utf-8", "replace")


def test_many_files_have_a_bar_with_a_rate(tmp_path: Path) -> None:
    files = [tmp_path / f"{i}.txt" for i in range(5)]
    for i, file in enumerate(files):
        file.write_text(f"The mayor said that bridge {i} is closed.")
    code, out, terminal = add_on_a_terminal(*files, tmp_path / "missing.txt")
    assert code == 1
    assert out.splitlines()[-1].startswith("added 5 · new version 0 · already known 0 · failed 1")
    assert re.search(r"\d+/6 .*files .*\d+ reports, [\d.]+/s", re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", terminal))
    assert "missing.txt:thereisnosuchfile" in re.sub(r"\s", "", terminal)  # said above the bar, as wide as the terminal
    assert terminal.endswith("\x1b[2K")  # the bar is taken away


def test_one_file_has_none(tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("The mayor said that the bridge is closed.")
    code, _, terminal = add_on_a_terminal(file)
    assert (code, terminal) == (0, "")
