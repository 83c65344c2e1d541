"""The desk's pages: pinned without hosts, never committed, built when their sources changed, and part of the wheel."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tools import web

ROOT = Path(__file__).parents[2]
LOCK = json.loads((web.WEB / "package-lock.json").read_text(encoding="utf-8"))


def test_the_lock_pins_every_package_with_its_hash_and_names_no_host() -> None:
    packages = {name: about for name, about in LOCK["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, about in packages.items() if not about.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, about in packages.items() if "resolved" in about] == []


def test_no_licence_among_the_packages_forbids_passing_them_on() -> None:
    """What is only used for building (MPL, CC-BY data) may be anything but GPL; what ships is MIT, ISC, BSD, Apache, OFL."""
    shipped = {
        name: about.get("license", "") for name, about in LOCK["packages"].items() if name and not about.get("dev")
    }
    fine = {
        "MIT",
        "ISC",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "Apache-2.0",
        "OFL-1.1",
        "(MIT OR Apache-2.0)",
        "(Apache-2.0 OR MIT)",
        "0BSD",
    }
    assert {name: licence for name, licence in shipped.items() if licence not in fine} == {}
    assert [
        name for name, about in LOCK["packages"].items() if "GPL" in about.get("license", "").replace("LGPL", "")
    ] == []


def test_nothing_built_and_no_package_is_committed() -> None:
    kept = subprocess.run(["git", "ls-files", "src/selon/desk"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line for line in kept.stdout.splitlines() if "node_modules/" in line or "web_dist/" in line] == []


def test_sources_that_change_change_the_digest_and_tests_do_not(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "tests").mkdir()
    page = tmp_path / "src" / "a.svelte"
    page.write_text("<p>a</p>", encoding="utf-8")
    before = web.digest(tmp_path)
    (tmp_path / "tests" / "a.test.ts").write_text("test", encoding="utf-8")
    assert web.digest(tmp_path) == before
    page.write_text("<p>b</p>", encoding="utf-8")
    assert web.digest(tmp_path) != before


def test_a_node_that_is_too_old_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in (("node", "v18.19.0"), ("npm", "9.2.0")):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert web.version(str(tmp_path / "node")) == (18, 19)
    assert web.on_path() is None


@pytest.mark.skipif(not (web.OUT / "index.html").exists(), reason="LOUD: the desk's pages are not built (make web)")
def test_the_wheel_holds_the_pages_and_not_their_sources(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "selon/desk/web_dist/index.html" in names
    assert "selon/desk/web_dist/licences.txt" in names
    assert [n for n in names if n.startswith("selon/desk/web_dist/assets/") and n.endswith(".js")]
    assert [n for n in names if n.startswith("selon/desk/web/")] == []
