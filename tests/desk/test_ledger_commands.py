"""`selon add`, `reports`, `show`, `statements`, `verify`, `rebuild` and `example`, end to end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.desk.conftest import Ran

from selon.ledger import Ledger

Run = Callable[..., Ran]


def article(number: int, body: str, **more: str) -> str:
    return json.dumps(
        {
            "@type": "NewsArticle", "url": f"https://gazette.example/{number}", "publisher": "La Gazette",
            "inLanguage": "fr", "datePublished": "2023-09-16T14:31:00+02:00", "headline": f"Titre {number}",
            "articleBody": body,
        }
        | more,
        ensure_ascii=False,
    )  # fmt: skip


BRIDGE = "Le maire a affirmé que le pont est fermé."
ROAD = "L'armée a démenti que la route soit coupée."


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SELON_LEDGER", raising=False)
    return tmp_path / "selon.db"


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join([article(1, BRIDGE), article(2, ROAD)]), encoding="utf-8")
    return file


def test_adding_twice_records_once(selon: Run, ledger: Path, batch: Path) -> None:
    first = selon("add", batch)
    assert first.code == 0
    assert first.out.splitlines()[-1] == "added 2 · new version 0 · already known 0 · failed 0 · selon.db"
    size = len(list(Ledger.open(ledger).entries()))
    again = selon("add", batch)
    assert again.code == 0
    assert again.out.splitlines()[-1] == "added 0 · new version 0 · already known 2 · failed 0 · selon.db"
    assert len(list(Ledger.open(ledger).entries())) == size


def test_other_bytes_from_the_same_address_are_a_version(selon: Run, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text(article(1, BRIDGE) + "\n" + article(1, BRIDGE + " " + ROAD), encoding="utf-8")
    ran = selon("add", file, "--format", "json")
    assert [(r["status"], r["version"]) for r in ran.json()] == [("added", 1), ("version", 2)]
    assert len({r["report"] for r in ran.json()}) == 1
    shown = selon("show", ran.json()[0]["report"], "--format", "json").json()[0]
    assert [v["version"] for v in shown["versions"]] == [1, 2]
    assert shown["reading"]["document"]["text"].endswith(ROAD)
    old = selon("show", "https://gazette.example/1", "--version", "1")
    assert "version 1 of 2" in old.out
    assert ROAD not in old.out


def test_failures_are_counted_said_and_kept(selon: Run, ledger: Path, batch: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    ran = selon("add", batch, tmp_path / "empty.txt", tmp_path / "missing.txt")
    assert ran.code == 1
    assert ran.out.splitlines()[-1].startswith("added 2 · new version 0 · already known 0 · failed 2")
    assert "empty.txt: there is nothing in it [empty]" in ran.err
    assert "missing.txt: there is no such file [missing]" in ran.err
    with Ledger.open(ledger) as kept:
        assert [f.code for f in kept.faults()] == ["empty", "missing"]


def test_json_outcomes_carry_their_faults(selon: Run, ledger: Path, tmp_path: Path) -> None:
    ran = selon("add", tmp_path / "missing.txt", "--format", "json")
    (row,) = ran.json()
    assert (row["status"], row["report"], row["faults"][0]["code"]) == ("failed", None, "missing")
    assert "failed 1" in ran.err


def test_a_long_batch_is_counted_not_listed(selon: Run, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(article(i, BRIDGE) for i in range(25)), encoding="utf-8")
    lines = selon("add", file).out.splitlines()
    assert "and 5 more" in lines
    assert len(lines) < 26
    page = selon("reports", "--limit", "10").out
    assert "there are more: --after 10" in page
    assert len(selon("reports", "--limit", "0", "--format", "json").json()) == 25
    assert selon("reports", "--after", "24", "--format", "json").json()[0]["headline"] == "Titre 24"


def test_reports_and_statements(selon: Run, ledger: Path, batch: Path) -> None:
    selon("add", batch)
    listed = selon("reports")
    assert "La Gazette" in listed.out
    assert "Titre 2" in listed.out
    every = selon("statements", "--format", "json").json()
    assert {s["content"] for s in every} >= {"le pont est fermé", "la route soit coupée"}
    found = selon("statements", "--by", "ARMÉE", "--format", "json").json()
    assert [s["certainty"] for s in found] == ["denied"]
    assert selon("statements", "--certainty", "denied", "--format", "json").json() == found
    assert selon("statements", "--text", "pont", "--kind", "report", "--format", "json").json()[0]["content"] == (
        "le pont est fermé"
    )
    assert "no statements" in selon("statements", "--text", "xyzzy").out
    shown = selon("statements", "--by", "maire").out
    assert "Le maire" in shown
    assert "La Gazette · 2023-09-16 · r-" in " ".join(shown.split())


def test_show_finds_by_number_and_says_when_there_is_none(selon: Run, ledger: Path, batch: Path) -> None:
    selon("add", batch)
    assert "Titre 1" in selon("show", "1").out
    unknown = selon("show", "r-ffff")
    assert unknown.code == 1
    assert "[report-unknown]" in unknown.err


def test_verify_and_rebuild(selon: Run, ledger: Path, batch: Path) -> None:
    selon("add", batch)
    good = selon("verify")
    assert good.code == 0
    assert "failed 0" in good.out
    head = good.out.split("the log ends at ")[1].strip()
    assert selon("verify", "--head", head).code == 0
    assert selon("rebuild").code == 0
    assert selon("rebuild", "--format", "json").json()[0]["reports"] == 2
    answers = selon("verify", "--format", "json").json()
    assert {a["answer"] for a in answers} <= {"passed", "not checked"}
    assert len(selon("verify", "--all").out.splitlines()) >= len(answers)
    (capture,) = [
        p for p in sorted(ledger.parent.rglob("*")) if p.is_file() and b"Titre 1" in p.read_bytes() and p.suffix == ""
    ][:1]
    capture.chmod(0o644)
    data = bytearray(capture.read_bytes())
    data[10] ^= 1
    capture.write_bytes(data)
    bad = selon("verify")
    assert bad.code == 1
    assert "failed 1" in bad.out
    assert "the log ends" not in bad.out


def test_asking_makes_no_ledger(selon: Run, ledger: Path) -> None:
    for command in (["reports"], ["show", "1"], ["statements"], ["verify"], ["rebuild"]):
        ran = selon(*command)
        assert ran.code == 1
        assert ran.err == "selon: selon.db: there is no ledger here [ledger-missing]\n"
    assert not ledger.exists()


def test_which_ledger(selon: Run, ledger: Path, batch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_LEDGER", "other.db")
    selon("add", batch)
    assert Path("other.db").exists()
    assert selon("reports", "--ledger", "third.db").code == 1
    Path("notes.db").write_text("shopping list")
    foreign = selon("add", batch, "--ledger", "notes.db")
    assert foreign.code == 1
    assert "[ledger-foreign]" in foreign.err
    assert Path("notes.db").read_text() == "shopping list"


def test_example(selon: Run, ledger: Path) -> None:
    ran = selon("example", "--ledger", "example.db")
    assert ran.code == 0
    last = ran.out.splitlines()[-2:]
    assert last[0].startswith("13 reports · ")
    assert re.search(r" statements · \d+ claims · 5 languages$", last[0])
    assert {r["language"] for r in selon("reports", "--ledger", "example.db", "--format", "json").json()} == {
        "de", "en", "fr", "ru", "uk",
    }  # fmt: skip
    assert selon("verify", "--ledger", "example.db").code == 0
    named = [r["name"] for r in selon("reports", "--ledger", "example.db", "--format", "json").json()]
    assert "letter.txt" in named and not [n for n in named if "/" in n and "://" not in n], "nobody's folders are in it"


def test_two_processes_add_at_once(ledger: Path, tmp_path: Path) -> None:
    """Both batches overlap: every report is there once, and the ledger verifies."""
    files = []
    for name, numbers in (("a", range(15)), ("b", range(10, 25))):
        file = tmp_path / f"{name}.jsonl"
        file.write_text("\n".join(article(i, BRIDGE) for i in numbers), encoding="utf-8")
        files.append(file)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "selon", "add", str(f), "--ledger", str(ledger), "--language", "fr"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )
        for f in files
    ]  # fmt: skip
    ends = [process.communicate() for process in running]
    assert [process.returncode for process in running] == [0, 0], ends
    counts = [int(out.split("added ")[-1].split()[0]) for out, _ in ends]
    assert sum(counts) == 25
    with Ledger.open(ledger) as kept:
        assert len(list(kept.reports())) == 25
        assert {c.answer for c in kept.verify()} <= {"passed", "not checked"}
