"""A bundle passes with Python alone, and any changed byte is found."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.unit.ledger.samples import page

from selon.errors import LedgerError
from selon.ledger import Ledger, bundle, offline, seal
from selon.ledger.bundle import Subject


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A sealed ledger of some reports, a bundle of one of them (two versions); the bundle and the key."""
    folder = tmp_path_factory.mktemp("bundle")
    with Ledger.open(folder / "a.db", create=True) as ledger:
        for n in range(9):
            ledger.add(*page(what=f"bridge {n} is closed", url=f"https://example.org/{n % 8}"), actor="anna")
        report = ledger.report("https://example.org/0")
        ledger.append("error-report", {"report": report.id, "statement": "s-x", "text": "no"}, actor="bert")
        key = seal.make_key(folder / "seal.key")
        seal.seal(ledger, key, actor="anna")
        ledger.add(*page(url="https://example.org/after"), actor="anna")
        subject = Subject("report", report.id, "Bridge news", (report.id,))
        bundle.make(ledger, subject, folder / "x.zip")
        assert bundle.make(ledger, subject, folder / "again.zip") == (folder / "x.zip").stat().st_size
    return folder / "x.zip", seal.public_text(key)


def run(*arguments: str | Path) -> tuple[int, str]:
    """Python without site packages, without our source, as a stranger has it."""
    done = subprocess.run(
        [sys.executable, "-I", "-S", *map(str, arguments)], capture_output=True, text=True, check=False, env={}
    )
    return done.returncode, done.stdout + done.stderr


def unpacked(made: Path, folder: Path) -> Path:
    with zipfile.ZipFile(made) as archive:
        archive.extractall(folder)
    return folder


def test_the_archive_checks_itself_with_python_alone(made: tuple[Path, str], tmp_path: Path) -> None:
    path, key = made
    code, said = run(path, f"--key={key}")
    assert code == 0, said
    assert "passed       archive" in said
    assert said.count("passed       entries/") == 3, "two versions and a reader's error report"
    assert said.count("passed       captures/") == 2
    assert "passed       seal: of 20" in said
    folder = unpacked(path, tmp_path)
    code, said = run(folder / "verify.py")
    assert code == 0, said
    assert "not checked  owner of the key" in said


def test_another_key_fails(made: tuple[Path, str]) -> None:
    code, said = run(made[0], "--key=ed25519:" + "0" * 64)
    assert code == 1
    assert "made with another key" in said


def test_every_byte_of_the_archive_counts(made: tuple[Path, str], tmp_path: Path) -> None:
    whole = made[0].read_bytes()
    spoilt = tmp_path / "x.zip"
    places = sorted({*random.Random(7).sample(range(len(whole)), 250), *range(60), *range(len(whole) - 60, len(whole))})
    for at in places:
        spoilt.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        files, answers = offline.read_zip(spoilt)
        found = [a for a in (*answers, *offline.check(files)) if a[1] == "failed"]
        assert found, f"byte {at} was changed and not missed"


def test_every_byte_of_every_unpacked_file_counts(made: tuple[Path, str], tmp_path: Path) -> None:
    files = offline.read_folder(unpacked(made[0], tmp_path))
    assert not [a for a in offline.check(files) if a[1] == "failed"]
    chance = random.Random(8)
    for name, data in files.items():
        for at in {0, len(data) - 1, *(chance.randrange(len(data)) for _ in range(15))}:
            changed = bytearray(data)
            changed[at] ^= 1 << chance.randrange(8)
            found = [a for a in offline.check({**files, name: bytes(changed)}) if a[1] == "failed"]
            assert found, f"{name}, byte {at}"


def test_missing_and_foreign_files_are_found(made: tuple[Path, str], tmp_path: Path) -> None:
    files = offline.read_folder(unpacked(made[0], tmp_path))
    for name in files:
        assert [a for a in offline.check({n: d for n, d in files.items() if n != name}) if a[1] == "failed"], name
    assert ("extra.txt", "failed", "it does not belong to the bundle") in list(
        offline.check({**files, "extra.txt": b"x"})
    )


def test_a_forger_without_the_key_is_found_even_when_all_digests_are_made_anew(
    made: tuple[Path, str], tmp_path: Path
) -> None:
    files = offline.read_folder(unpacked(made[0], tmp_path))
    name = sorted(n for n in files if n.startswith("entries/"))[0]
    files[name] = files[name].replace(b"bridge 0 is closed", b"bridge 0 is opened")
    listed = {n: offline.sha256(d) for n, d in files.items() if not n.startswith("manifest")}
    files["manifest.json"] = offline.canonical({"bundle": 1, "files": listed, "tool": "selon"}).encode()
    files["manifest.sha256"] = (offline.sha256(files["manifest.json"]) + "\n").encode()
    failed = [item for item, answer, _ in offline.check(files) if answer == "failed"]
    assert "place of entry 1" in failed


def test_an_unsealed_log_is_said(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        added = ledger.add(*page(), actor="anna")
        bundle.make(ledger, Subject("report", added.report, "t", (added.report,)), tmp_path / "x.zip")
        with pytest.raises(LedgerError):
            bundle.make(ledger, Subject("report", added.report, "t", (added.report,)), tmp_path / "x.zip")
        with pytest.raises(LedgerError, match="not in the ledger"):
            bundle.files_of(ledger, Subject("claim", "c", "t", (added.report,), ((added.report, "s-none"),)))
    code, said = run(tmp_path / "x.zip")
    assert code == 0
    assert "not checked  seal: the log was not sealed" in said


def test_words_that_are_no_statement_are_looked_up_where_they_stand(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        capture, report = page(what="the bridge is closed")
        ledger.add(capture, report, actor="anna")
        row, text = ledger.report("1"), report.document.text
        start = text.index("Anna Berg")
        passage = (row.id, capture.digest, start, start + 9)
        subject = Subject("claim", "c-1", "a bridge", (row.id,), passages=(passage,), computed={"id": "c-1"})
        files = bundle.files_of(ledger, subject)
        said = json.loads(files["subject.json"])
        assert said["passages"][0]["text"] == "Anna Berg" and said["statements"] == []
        assert [a for i, a, _ in offline.check(files) if i in ("subject.json", "computed")] == ["passed", "not checked"]
        moved = files | {"subject.json": files["subject.json"].replace(b"Anna Berg", b"Anna Borg")}
        assert ("subject.json", "failed") in [(i, a) for i, a, _ in offline.check(moved)]
        for wrong in (
            (row.id, capture.digest, 0, 10_000),
            (row.id, "sha256:" + "0" * 64, 0, 3),
            (row.id, capture.digest, 5, 5),
        ):
            with pytest.raises(LedgerError):
                bundle.files_of(ledger, Subject("claim", "c-1", "a bridge", (row.id,), passages=(wrong,)))
