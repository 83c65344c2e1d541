"""The import table of pyproject.toml holds, and it has teeth: a planted bad import is found."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(folder / "src"), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(
        [str(LINT), "--no-cache"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The source tree (code only) with its import table, free to be spoilt."""
    shutil.copytree(
        ROOT / "src" / "selon",
        tmp_path / "src" / "selon",
        ignore=shutil.ignore_patterns("packs", "__pycache__", "*.jsonl"),
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_table_holds(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [
        ("reading/planted.py", "selon.statements", "stages never import one another"),
        ("desk/planted.py", "selon.reading", "desk and batch never import a stage"),
        ("model/planted.py", "selon.wire", "model imports errors only"),
        ("ledger/planted.py", "selon.lang", "ledger and exchange import model and wire"),
        ("intake/planted.py", "selon.desk", "pipeline and its other half intake never import what shows them"),
        ("capture/planted.py", "selon.intake", "stages import model, errors, settings (and some of them lang)"),
        ("lang/planted.py", "selon.intake", "wire imports model; lang imports model and wire"),
        ("ledger/planted.py", "selon.intake", "ledger and exchange import model and wire"),
    ],
)
def test_a_planted_bad_import_is_found(copy: Path, module: str, imported: str, contract: str) -> None:
    (copy / "src" / "selon" / module).write_text(f'"""Planted."""\n\nimport {imported}\n', encoding="utf-8")
    done = lint(copy)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
