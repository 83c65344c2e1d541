"""What fired in a sentence, what was abstained from, and why."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from selon import lang
from selon.model import Document
from selon.statements import explain, extract

TEXT = "The mayor said the bridge was open. Trains run again. The state of the road is unknown. He likes to say hello."


def traces(text: str) -> dict[str, list[tuple[str, bool, str]]]:
    document = Document(id="sha256:x", text=text, language="en")
    found = explain(document, lang.load("en"))
    return {t.sentence.text: [(s.words.text, bool(s.outcome), s.why) for s in t.signs] for t in found}


def test_a_cue_that_fires_names_its_statement() -> None:
    assert traces(TEXT)["The mayor said the bridge was open."] == [
        ("said", True, "its voice and its content were found")
    ]


def test_a_sentence_without_a_sign_has_none() -> None:
    assert traces(TEXT)["Trains run again."] == []


def test_an_abstention_says_why() -> None:
    """`say` behind its marker is an infinitive; `state` behind an article is a noun."""
    assert traces(TEXT)["He likes to say hello."] == [
        ("say", False, "stands for no verb of saying here: a noun, a name, or an infinitive behind its marker")
    ]
    assert (
        "state",
        False,
        "stands for no verb of saying here: a noun, a name, or an infinitive behind its marker",
    ) in (traces(TEXT)["The state of the road is unknown."])


def test_the_statements_explained_are_the_statements_read() -> None:
    document = Document(id="sha256:x", text=TEXT, language="en")
    explained = [s for t in explain(document, lang.load("en")) for s in t.statements]
    assert explained == list(extract(document, lang.load("en"))[0])


def selon(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "selon", *arguments], capture_output=True, text=True, check=False)


def test_the_command_prints_sentences_and_reasons(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    done = selon("explain", str(tmp_path / "report.txt"), "--language", "en")
    assert done.returncode == 0
    assert "fired: its voice and its content were found" in done.stdout
    assert "abstained: stands for no verb of saying here" in done.stdout
    as_json = json.loads(selon("explain", str(tmp_path / "report.txt"), "--language", "en", "--format", "json").stdout)
    assert [s["sentence"]["text"] for s in as_json["sentences"]][1] == "Trains run again."


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    done = selon("explain", str(tmp_path / "none.txt"))
    assert done.returncode == 1 and "none.txt" in done.stderr and not done.stdout
