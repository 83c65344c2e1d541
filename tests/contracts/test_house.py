"""What the house promises about itself: a lock that names no host, a contract with a licence, scripts that parse."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["requirements.lock", "tools/uv.lock"])
def test_a_lock_pins_everything_with_hashes_and_names_no_host(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert pins
    assert all(re.match(r"[a-z0-9._-]+(\[[a-z,-]+\])?==\S+( ; .*)? \\$", pin) for pin in pins), pins
    assert not [line for line in lines if "://" in line]


def test_the_lock_holds_every_declared_dependency() -> None:
    declared = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    declared += [d for extra in PROJECT["project"]["optional-dependencies"].values() for d in extra]
    names = {re.match(r"[A-Za-z0-9._-]+", d)[0].lower() for d in declared}  # type: ignore[index]
    locked = set(
        re.findall(r"^([a-z0-9._-]+)(?:\[|==)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M)
    )
    assert names - locked == set()


def test_shell_scripts_parse() -> None:
    for script in (".ci/run", "tools/setup.sh"):
        assert subprocess.run(["bash", "-n", str(ROOT / script)], check=False).returncode == 0
