"""`selon read`: from files and standard input to people and programs."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.desk.conftest import Ran

from selon import lang
from tools.reference.schema import report_schema

Run = Callable[..., Ran]

TEXT = "Le maire a affirmé que le pont est fermé. « Personne ne passe », a-t-il ajouté.\n"
ARTICLE = {"@type": "NewsArticle", "url": "https://a.example/1", "publisher": "La Gazette", "inLanguage": "fr"}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_the_text_is_the_file_and_the_offsets_point_into_it(selon: Run, report: Path) -> None:
    ran = selon("read", report, "--language", "fr", "--published", "2023-09-16 14:31", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    (read,) = ran.json()
    Draft202012Validator(report_schema()).validate(read)
    assert read["document"]["text"] == TEXT
    assert read["document"]["published"] == "2023-09-16T14:31"
    said = [(s["content"][0]["text"], s["voices"][0]["span"]["text"], s["certainty"]) for s in read["statements"]]
    assert said[0] == ("le pont est fermé", "Le maire", "attributed")
    assert ("Personne ne passe", "il", "attributed") in [(c, v.strip("-t"), k) for c, v, k in said]
    for statement in read["statements"]:
        for span in statement["content"]:
            assert TEXT[span["start"] : span["end"]] == span["text"]


def test_for_people(selon: Run, report: Path) -> None:
    ran = selon("read", report, "--language", "fr")
    assert ran.code == 0
    assert "Le maire _a affirmé" not in ran.out
    assert "⟦le pont est fermé⟧¹" in ran.out
    assert "\x1b" not in ran.out  # not a terminal: plain
    assert "\x1b[36mle pont est fermé" in selon("read", report, "--language", "fr", "--color", "always").out


def test_many_reports_are_json_lines_and_a_bad_line_stops_nothing(selon: Run, tmp_path: Path) -> None:
    lines = [
        json.dumps(ARTICLE | {"headline": "Un", "articleBody": "Le maire a affirmé que le pont est fermé."}),
        "{not json",
        json.dumps(ARTICLE | {"url": "https://a.example/2", "headline": "Deux", "articleBody": "Rien."}),
    ]
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    ran = selon("read", file, "--format", "json")
    assert ran.code == 1
    assert [r["document"]["headline"] for r in ran.json()] == ["Un", "Deux"]
    assert ran.json()[0]["document"]["text"] == "Un\n\nLe maire a affirmé que le pont est fermé."
    assert ran.err.startswith(f"selon: {file}:2: bad JSON")


def test_standard_input(selon: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"<html lang=fr><body><article><h1>Le pont</h1><p>{TEXT * 4}</p></article></body></html>"
    for text, form, arguments in ((TEXT, "txt", []), (page, "html", []), (TEXT, "txt", ["--as", "txt"])):
        stdin = io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode())))  # type: ignore[arg-type]
        monkeypatch.setattr(sys, "stdin", stdin)
        ran = selon("read", "-", "--language", "fr", "--format", "json", *arguments)
        assert ran.code == 0
        assert (ran.json()[0]["document"]["text"] == TEXT) == (form == "txt")
        assert "Le maire" in ran.json()[0]["document"]["text"]


def test_folders_only_when_asked(selon: Run, report: Path) -> None:
    (report.parent / "sub").mkdir()
    (report.parent / "sub" / "more.html.gz").write_bytes(gzip.compress(f"<p>{TEXT * 5}</p>".encode()))
    (report.parent / "sub" / ".hidden.txt").write_text(TEXT)
    (report.parent / "picture.png").write_bytes(b"\x89PNG")
    refused = selon("read", report.parent)
    assert refused.code == 1
    assert refused.err == f"selon: {report.parent}: this is a folder; --recursive reads the reports in it [directory]\n"
    assert len(selon("read", "-r", report.parent, "--format", "json").json()) == 2
    (report.parent / "empty").mkdir()
    assert "[empty-folder]" in selon("read", "-r", report.parent / "empty").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "x.txt", "--format", "xml"], "xml"),
        (["read", "x.txt", "--as", "docx"], "docx"),
        (
            ["read", "x.txt", "--language", "xx"],
            "there is no language pack 'xx'; there are " + ", ".join(lang.available()),
        ),
        (["read", "x.txt", "--published", "last Friday"], "'last Friday' is no ISO 8601 time"),
        (["read", "x.txt", "--published", "2023-02-30"], "'2023-02-30' does not exist"),
        (["read", "x.txt", "--frobnicate"], "No such option"),
        (["frobnicate"], "No such command"),
        (["statements", "--certainty", "sure"], "sure"),
        (["show"], "Missing argument"),
        (["reports", "--limit", "-1"], "--limit"),
    ],
)
def test_wrong_usage_is_two(selon: Run, arguments: list[str], said: str) -> None:
    ran = selon(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""


def test_published_in_every_shape(selon: Run, report: Path) -> None:
    for given, kept in [
        ("2023-09-16", "2023-09-16"),
        ("2023-09-16T14:31", "2023-09-16T14:31"),
        ("2023-09-16 14:31", "2023-09-16T14:31"),
        ("2023-09-16T14:31:05+02:00", "2023-09-16T14:31:05+02:00"),
        ("2023-09-16 14:31Z", "2023-09-16T14:31+00:00"),
    ]:
        ran = selon("read", report, "--language", "fr", "--published", given, "--format", "json")
        assert ran.json()[0]["document"]["published"] == kept


def html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


BAD: list[tuple[str, str, Any, int, str]] = [
    ("empty", "empty.txt", b"", 1, "[empty]"),
    ("blank", "blank.txt", b" \n\t\n", 1, "[empty]"),
    ("binary", "noise.txt", bytes(range(256)) * 8, 1, "[binary]"),
    ("picture called text", "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(64), 1, "[binary]"),
    (
        "lying encoding",
        "lying.html",
        "<html><head><meta charset='utf-8'></head><body><p>Мэр города заявил, что мост закрыт до пятницы.</p>"
        "<p>По его словам, никто не пострадал, а движение восстановят скоро.</p></body></html>".encode("cp1251"),
        0,
        "read as windows-1251 [encoding]",
    ),
    ("html without article", "menu.html", html("<nav><a href='/'>Home</a></nav>"), 0, "[no-article]"),
    ("deep html", "deep.html", html("<div>" * 100_000 + "</div>" * 100_000 + f"<p>{TEXT}</p>" * 9), 0, "[deep]"),
    ("NUL", "nul.txt", b"The mayor said\x00 that the bridge is closed.", 0, "[nul]"),
    ("no pack", "other.txt", b"tlhIngan Hol Dajatlh'a' naDev tlhInganpu' tu'lu' Qapla' jIH " * 5, 0, "[language]"),
    (
        "half surrogates",
        "half.json",
        b'{"@type":"NewsArticle","headline":"x \\ud800 y","articleBody":"He said \\udfff that it rains."}',
        0,
        "[surrogate]",
    ),
    ("not a report", "other.json", b'{"@type":"Recipe","name":"soup"}', 1, "[not-a-report]"),
    ("broken json", "broken.json", b'{"@type":"NewsArticle"', 1, "[json]"),
]


@pytest.mark.parametrize(("name", "payload", "code", "said"), [b[1:] for b in BAD], ids=[b[0] for b in BAD])
def test_bad_input(selon: Run, tmp_path: Path, report: Path, name: str, payload: bytes, code: int, said: str) -> None:
    """File and place are named, the rest of the batch goes on, no control character comes through."""
    bad = tmp_path / name
    bad.write_bytes(payload)
    ran = selon("read", bad, report, "--format", "json")
    assert ran.code == code
    assert said in ran.err
    assert str(bad) in ran.err
    assert ran.json()[-1]["document"]["text"] == TEXT
    assert not [c for c in ran.out + ran.err if ord(c) < 32 and c != "\n"]


def test_missing_and_unreadable_files(selon: Run, tmp_path: Path, report: Path) -> None:
    missing = tmp_path / "missing.txt"
    for bad in (missing, "x" * 5000, "nul\0byte.txt"):
        ran = selon("read", bad, report, "--format", "json")
        assert ran.code == 1
        assert len(ran.json()) == 1
        assert ran.err.startswith("selon: ")
    assert selon("read", missing).err == f"selon: {missing}: there is no such file [missing]\n"


def test_too_large(selon: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_BYTES", "50")
    ran = selon("read", report)
    assert ran.code == 1
    assert "[too-large]" in ran.err
    monkeypatch.setenv("SELON_MAX_BYTES", "many")
    assert selon("read", report).code == 2


def test_a_file_name_cannot_forge_a_message(selon: Run, tmp_path: Path) -> None:
    ran = selon("read", tmp_path / "a\nselon: all is well \x1b[31m.txt")
    assert ran.err.count("\n") == 1
    assert "\x1b" not in ran.err


@pytest.mark.slow
def test_fifty_megabytes_of_html(selon: Run, tmp_path: Path) -> None:
    bad = tmp_path / "big.html"
    bad.write_bytes(html("<p>The bridge over the river was closed to all the cars.</p>" * 900_000))
    assert bad.stat().st_size > 50_000_000
    ran = selon("read", bad, "--format", "json")
    assert ran.code == 0
    assert "[cut]" in ran.err


def test_a_line_of_a_megabyte(selon: Run, tmp_path: Path) -> None:
    long = tmp_path / "line.txt"
    long.write_text("The bridge over the river was closed again. " * 25_000)
    ran = selon("read", long, "--language", "en", "--format", "json")
    assert ran.code == 0
    assert len(ran.json()[0]["document"]["text"]) == 1_100_000


def test_every_form_can_be_named() -> None:
    from typing import get_args

    from selon.desk.cli import app
    from selon.intake import forms
    from selon.model import FORMS

    options = get_args(get_args(app.Form)[0])
    literal = next(o for o in options if o is not type(None))
    assert get_args(literal) == (*FORMS, *forms.FORMS)
