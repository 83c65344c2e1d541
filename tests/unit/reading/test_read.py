"""Documents of text files and posts: verbatim text, encodings, half characters, languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import UsageError
from selon.model import Capture, Document
from selon.reading import read
from selon.reading.decode import decode

RUSSIAN = "Глава района заявил, что подачу воды восстановят к вечеру, а школы откроются в понедельник."
FRENCH = "Le préfet a déclaré que l'eau serait rétablie avant la nuit, et que les écoles rouvriraient « dès lundi »."
UKRAINIAN = "Голова району заявив, що подачу води відновлять до вечора, а школи відкриються в понеділок."
GERMAN = "Der Landrat erklärte, die Straße werde für Lastwagen gesperrt, über Umwege informiere die Behörde später."


def plain(payload: bytes, **said: str) -> tuple[Document | None, list[str]]:
    document, faults = read(Capture(payload, "txt", "f.txt", **said))  # type: ignore[arg-type]
    assert all(fault.place == "f.txt" and fault.reason for fault in faults)
    return document, [fault.code for fault in faults]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1))
def test_the_text_of_a_file_is_its_characters(text: str) -> None:
    document, faults = read(Capture(("mot " + text).encode(), "txt", "f", language="fr"))
    assert document is not None or faults[0].code == "binary"
    assert document is None or document.text == "mot " + text


def test_offsets_match_the_file_opened_without_newline_translation(tmp_path: Path) -> None:
    file = tmp_path / "f.txt"
    file.write_bytes(b"\xef\xbb\xbf" + f"{FRENCH}\r\n\r\n{FRENCH}\n".encode())
    document, codes = plain(file.read_bytes())
    with file.open(encoding="utf-8", newline="") as opened:
        assert document is not None
        assert (document.text, document.language, codes) == (opened.read(), "fr", [])


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (RUSSIAN, "iso8859-5"), (RUSSIAN, "cp866"), (UKRAINIAN, "windows-1251"),
     (UKRAINIAN, "koi8-u"), (FRENCH, "windows-1252"), (GERMAN, "iso8859-1"), (FRENCH, "utf-16"), (RUSSIAN, "utf-16-le")],
)  # fmt: skip
def test_another_encoding_is_recognised_and_said(text: str, encoding: str) -> None:
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    document, codes = plain(mark + text.encode(encoding))
    assert document is not None
    assert document.text == text
    assert codes == ["encoding"]


def test_a_lying_declaration_is_said() -> None:
    page = f"<html><head><meta charset=utf-8></head><body><article><h1>Вода</h1><p>{RUSSIAN * 5}</p></article>"
    document, faults = read(Capture(page.encode("windows-1251"), "html", "p.html"))
    assert document is not None
    assert RUSSIAN in document.text
    assert [(f.code, f.reason) for f in faults] == [("encoding", "declared as utf-8; read as windows-1251")]


def test_a_true_declaration_is_followed_without_a_fault() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "f", "KOI8-R") == (RUSSIAN, ())
    assert decode("日本".encode("shift_jis"), "f", "Shift_JIS") == ("日本", ())


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    document, codes = plain(FRENCH.encode() + b" \xff fin")
    assert document is not None
    assert document.text == FRENCH + " \ufffd fin"
    assert codes == ["encoding"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [(b"", "empty"), (b" \r\n\t", "empty"), (b"\xef\xbb\xbf", "empty"), (b"%PDF-1.4 text", "binary"),
     (b"\x00\x01" * 500, "binary"), (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "binary")],
)  # fmt: skip
def test_nothing_to_read_gives_no_document_and_says_why(payload: bytes, code: str) -> None:
    for form in ("txt", "html", "json"):
        document, faults = read(Capture(payload, form, "f"))
        assert (document, [f.code for f in faults]) == (None, [code])


def test_nul_bytes_keep_their_place() -> None:
    document, codes = plain(FRENCH.encode().replace(b"eau", b"e\x00u"))
    assert document is not None
    assert document.text == FRENCH.replace("eau", "e\ufffdu")
    assert codes == ["nul"]


def test_half_characters_in_json_are_replaced_one_for_one() -> None:
    payload = b'{"headline": "A \\ud800 b", "articleBody": "\\ud83d\\ude00 ok \\udc00."}'
    document, faults = read(Capture(payload, "json", "f", language="en"))
    assert document is not None
    assert document.text == "A \ufffd b\n\n😀 ok \ufffd."
    assert document.headline == "A \ufffd b"
    assert [f.code for f in faults] == ["surrogate"]
    assert json.dumps(document.text).encode()


def test_a_long_text_is_cut_and_the_cut_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_TEXT", "50")
    document, codes = plain(FRENCH.encode())
    assert document is not None
    assert (document.text, codes) == (FRENCH[:50], ["cut"])


def test_a_line_of_a_megabyte_is_read() -> None:
    document, codes = plain(("Une phrase sans fin " * 52_500).encode())
    assert document is not None
    assert (len(document.text), codes) == (1_050_000, [])


def test_a_post_says_all_its_fields() -> None:
    node = {
        "@type": "NewsArticle", "url": "https://n.example/1", "publisher": {"name": "N"}, "inLanguage": "fr-FR",
        "author": ["Ann Lee", {"@type": "Person", "name": "Bob Ray"}], "datePublished": "2024-02-12 07:40Z",
        "dateModified": "soon", "headline": "Eau", "articleBody": FRENCH, "image": {"url": "https://n.example/i.jpg"},
        "isBasedOn": {"publisher": {"name": "Agence Z"}},
    }  # fmt: skip
    document, faults = read(Capture(json.dumps(node).encode(), "json", "r.jsonl:3"))
    assert document is not None
    assert (document.text, document.headline) == (f"Eau\n\n{FRENCH}", "Eau")
    assert (document.url, document.outlet, document.language) == ("https://n.example/1", "N", "fr")
    assert (document.authors, document.credits) == (("Ann Lee", "Bob Ray"), ("Agence Z",))
    assert (document.published, document.modified) == ("2024-02-12T07:40+00:00", None)
    assert [(f.code, f.place) for f in faults] == [("date", "r.jsonl:3")]


def test_languages() -> None:
    assert [plain(text.encode())[0].language for text in (FRENCH, GERMAN, RUSSIAN, UKRAINIAN)] == [
        "fr",
        "de",
        "ru",
        "uk",
    ]  # type: ignore[union-attr]
    unknown, codes = plain("Borgmesteren sagde, at vandforsyningen ville være genoprettet inden aften.".encode())
    assert unknown is not None
    assert (unknown.language, codes) == ("und", ["language"])
    given, codes = plain(RUSSIAN.encode(), language="xx")
    assert given is not None
    assert (given.language, codes) == ("und", ["language"])


def test_wrong_use_is_said() -> None:
    with pytest.raises(UsageError):
        plain(b"x", published="yesterday")
    with pytest.raises(UsageError):
        read(Capture(b"x", "pdf", "f"))
