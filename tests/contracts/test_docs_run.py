"""The README and the guide run: every console block and every Python block, from top to bottom in one fresh folder.

In a console block a line `$ …` is a command (lines up to the next one are what it prints, errors and output
together); a here-document belongs to its command. `...` stands for any lines.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ["README.md", "docs/guide.md", "docs/capture.md", "docs/desk.md", "docs/add-a-language.md"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
NO_NEED_TO_SUCCEED = "missing.txt"


def commands(block: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block with the lines that they are said to print."""
    found: list[tuple[str, list[str]]] = []
    lines = iter(block.splitlines())
    for line in lines:
        if line.startswith("$ "):
            command = line[2:]
            if "<<END" in command:
                for inner in lines:
                    command += "\n" + inner
                    if inner == "END":
                        break
            found.append((command, []))
        else:
            found[-1][1].append(line)
    return found


def fits(said: list[str], printed: str) -> bool:
    """Whether the printed lines are those said, `...` standing for any."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in said)
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return (ROOT / request.param).read_text(encoding="utf-8")


def environment(folder: Path) -> dict[str, str]:
    shim = folder / "bin" / "selon"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m selon "$@"\n')
    shim.chmod(0o755)
    path = f"{shim.parent}{os.pathsep}{os.environ['PATH']}"
    return os.environ | {
        "PATH": path, "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path)), "PYTHONUTF8": "1", "COLUMNS": "100",
    }  # fmt: skip


def test_every_block_runs(page: str, tmp_path: Path) -> None:
    outside = environment(tmp_path)
    work = tmp_path / "work"
    work.mkdir()
    for kind, block in BLOCK.findall(page):
        if kind == "console":
            for command, said in commands(block):
                done = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", command], cwd=work, env=outside, text=True, encoding="utf-8",
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                )  # fmt: skip
                assert done.returncode == 0 or NO_NEED_TO_SUCCEED in command, f"{command}\n{done.stdout}"
                assert fits(said, done.stdout), f"{command}\nsaid: {said}\nprinted:\n{done.stdout}"
        elif kind == "python":
            done = subprocess.run(
                [sys.executable, "-c", block], cwd=work, env=outside, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout.strip()


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for name in [*PAGES, "CONTRIBUTING.md"]:
        text = (ROOT / name).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M))
        assert named <= targets, (name, named - targets)


def test_every_link_to_a_file_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    for file in pages:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name}: {target}"


def test_the_comparison_itself() -> None:
    assert fits(["...", "b"], "a\nb\n")
    assert fits(["b", "..."], "b\n")
    assert not fits(["b"], "a\nb\n")
