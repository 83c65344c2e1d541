"""The pipeline and the library's own door: files, text, faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selon
from selon import lang
from selon.errors import Fault, InputError, UsageError
from selon.lang.pack import load_folder
from selon.model import Capture, Report
from selon.pipeline import Options, captures_in_file, files_under, from_text, read_capture

TEXT = "Le maire a affirmé que le pont est fermé."


def test_reading_a_text() -> None:
    report = selon.read(TEXT, language="fr", published="2023-09-16 14:31")
    (statement,) = report.statements
    assert statement.text == "le pont est fermé"
    assert [v.name for v in statement.voices] == ["Le maire"]
    assert [v.cue.text for v in statement.voices if v.cue] == ["a affirmé"]
    assert statement.certainty == "attributed"
    assert report.document.text == TEXT
    assert report.document.published == "2023-09-16T14:31"


def test_reading_a_file_by_path_and_by_name(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert selon.read(file, language="fr") == selon.read(str(file), language="fr")
    assert selon.read(file, language="fr").document.text == TEXT


def test_a_page_in_memory() -> None:
    page = f"<!doctype html><html lang=fr><body><article><h1>Pont</h1>{f'<p>{TEXT}</p>' * 5}</article></body></html>"
    assert "<p>" not in selon.read(page, language="fr").document.text


def test_half_surrogates_keep_the_offsets() -> None:
    report = selon.read("\ud800 " + TEXT, language="fr")
    assert report.document.text == "\ufffd " + TEXT
    assert report.statements[0].content[0].start == 2 + TEXT.index("le pont")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("no-such-report.txt", "missing"),
        ("   ", "empty"),
        (Path(), "directory"),
        ("no/such/page.html.gz", "missing"),
    ],
)
def test_what_cannot_be_read_is_an_input_error(source: str | Path, code: str) -> None:
    with pytest.raises(InputError) as caught:
        selon.read(source)
    assert caught.value.fault.code == code


def test_wrong_options_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="no language pack 'xx'"):
        selon.read(TEXT, language="xx")
    with pytest.raises(UsageError, match="ISO 8601"):
        selon.read(TEXT, published="yesterday")
    with pytest.raises(UsageError, match="'docx' is no form"):
        Options(form="docx").checked()


LINE = (
    '{{"@type":"NewsArticle","headline":"{0}","inLanguage":"fr","articleBody":"Le maire a affirmé que {0} est fermé."}}'
)


def test_many_reports_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join([LINE.format("le pont"), "{", LINE.format("le port")]), encoding="utf-8")
    one, bad, two = selon.read_many(file)
    assert isinstance(one, Report)
    assert isinstance(two, Report)
    assert (one.document.headline, two.document.headline) == ("le pont", "le port")
    assert isinstance(bad, Fault)
    assert (bad.code, bad.place) == ("json", f"{file}:2")
    with pytest.raises(InputError, match="2 reports are in it"):
        selon.read(file)


def test_a_capture_knows_its_line(tmp_path: Path) -> None:
    file = tmp_path / "batch.jsonl"
    file.write_text("\n".join([LINE.format("a"), LINE.format("b")]), encoding="utf-8")
    found = [c for c in captures_in_file(file) if isinstance(c, Capture)]
    assert [c.name for c in found] == [f"{file}:1", f"{file}:2"]
    assert found[1].payload == LINE.format("b").encode()


def test_files_under_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a.HTML", "c.jsonl.gz", "d.png", ".e.txt", "sub/f.json", ".git/g.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [str(p.relative_to(tmp_path)) for p in files_under(tmp_path)]
    assert found == ["a.HTML", "b.txt", "c.jsonl.gz", "sub/f.json"]


def test_a_language_without_a_pack_is_read_without_statements() -> None:
    report, faults = read_capture(from_text("tlhIngan Hol Dajatlh'a' naDev tlhInganpu' tu'lu' Qapla' jIH " * 5))
    assert report is not None
    assert (report.document.language, report.statements) == ("und", ())
    assert [f.code for f in faults] == ["language"]
    assert report.faults == faults


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("Le maire a dit que « oui » . \n, «»“”\"'-()é:1000 "), max_size=200))
def test_offsets_point_at_their_words_whatever_the_text(text: str) -> None:
    report, _ = read_capture(from_text(text, Options(language="fr")))
    if report is None:
        return
    assert report.document.text == text
    for statement in report.statements:
        spans = [*statement.content, *(e for r in statement.why for e in r.evidence)]
        spans += [s for v in statement.voices for s in (v.span, v.cue, v.refers_to) if s]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert statement.content == tuple(sorted(statement.content))


@pytest.mark.parametrize(
    ("language", "text", "content", "voice"),
    [
        ("es", "Según la policía, tres casas ardieron el lunes.", "tres casas ardieron el lunes", "la policía"),
        ("it", "Secondo la polizia, tre case sono bruciate lunedì.", "tre case sono bruciate lunedì", "la polizia"),
    ],
)
def test_what_a_pack_has_is_read_and_what_it_lacks_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, language: str, text: str, content: str, voice: str
) -> None:
    folder = tmp_path / language
    shutil.copytree(Path(lang.load(language).folder), folder)
    for table in ("times", "time_rules", "nameparts"):
        (folder / f"{table}.tsv").unlink()
    poorer = load_folder(folder)
    monkeypatch.setattr("selon.lang.load", lambda _: poorer)
    report, faults = read_capture(from_text(text, Options(language=language)))
    assert report is not None
    (statement,) = report.statements
    assert (statement.text, [v.name for v in statement.voices]) == (content, [voice])
    assert [(f.code, f.place) for f in faults] == [("not-covered", from_text(text).name)]
    assert "times, nameparts" in faults[0].reason


@pytest.mark.parametrize(("language", "text"), [
    ("fr", TEXT), ("es", "Según la policía, tres casas ardieron el lunes."), ("it", "Secondo la polizia, tre case sono bruciate."),
])  # fmt: skip
def test_a_full_pack_leaves_nothing_uncovered(language: str, text: str) -> None:
    assert read_capture(from_text(text, Options(language=language)))[1] == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El gobernador dijo que la carretera está cortada desde el lunes y que no hay heridos en la ciudad."),
        ("it", "Il governatore ha detto che la strada è interrotta da lunedì e che non ci sono feriti nella città."),
        ("fr", "Le gouverneur a dit que la route est coupée depuis lundi et qu'il n'y a pas de blessés en ville."),
    ],
)
def test_the_language_is_identified_among_neighbours(language: str, text: str) -> None:
    report, _ = read_capture(from_text(text))
    assert report is not None
    assert report.document.language == language
