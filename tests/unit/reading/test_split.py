"""Files cut into captures: exact bytes, places a person can find, bad pieces as faults between the good ones."""

from __future__ import annotations

import gzip
import io
import json
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.errors import Fault, InputError, UsageError
from selon.model import Capture
from selon.reading import form_of, read, split, split_stream

POST = {"@type": "SocialMediaPosting", "url": "https://a.example/1", "headline": "Взрыв", "articleBody": "Тихо.\nПока."}
NEWS = {"@type": "NewsArticle", "url": "https://b.example/2", "headline": "Calm", "articleBody": "Nothing happened."}


def lines(*objects: object) -> bytes:
    return b"".join(json.dumps(o, ensure_ascii=False).encode() + b"\n" for o in objects)


def names(pieces: list[Capture | Fault]) -> list[str]:
    return [p.name if isinstance(p, Capture) else f"!{p.code} {p.place}" for p in pieces]


def test_txt_and_html_give_one_capture_with_the_bytes_as_they_are() -> None:
    for form, payload in (("txt", b"\xef\xbb\xbfa\r\nb"), ("html", b"<p>x</p>\n"), ("txt", b"")):
        [capture] = split(payload, form, "f", url="https://x.example", published="2024-05-03 10:00", language="fr")
        assert capture == Capture(payload, form, "f", "https://x.example", "2024-05-03T10:00", "fr")


def test_json_lines_give_one_capture_per_line_and_a_bad_line_is_a_fault() -> None:
    payload = lines(POST) + b'{"headline": "cut\n\n' + lines(NEWS, {"@type": "Person", "name": "x"}, 7)
    pieces = list(split(payload, "json", "r.jsonl"))
    assert names(pieces) == [
        "r.jsonl:1",
        "!json r.jsonl:2",
        "r.jsonl:4",
        "!not-a-report r.jsonl:5",
        "!not-a-report r.jsonl:6",
    ]
    first = pieces[0]
    assert isinstance(first, Capture)
    assert (json.loads(first.payload), first.url) == (POST, "https://a.example/1")
    assert payload.startswith(first.payload)


@pytest.mark.parametrize("name", ["r.json", "r.jsonl", "-"])
def test_two_lines_are_json_lines_whatever_the_name(name: str) -> None:
    assert names(list(split(lines(POST, NEWS), "json", name))) == [f"{name}:1", f"{name}:2"]


def test_a_bad_first_line_does_not_hide_the_others() -> None:
    assert names(list(split(b"{oops\n" + lines(POST, NEWS), "json", "r.json"))) == [
        "!json r.json:1",
        "r.json:2",
        "r.json:3",
    ]


def test_one_object_keeps_the_name_of_its_file() -> None:
    for payload in (json.dumps(NEWS).encode(), json.dumps(NEWS, indent=2).encode() + b"\n"):
        [capture] = split(payload, "json", "one.json")
        assert isinstance(capture, Capture)
        assert (capture.name, capture.payload) == ("one.json", payload.strip())


def test_an_array_gives_its_elements_as_exact_slices() -> None:
    payload = f'[\n  {json.dumps(POST, ensure_ascii=False)} ,{json.dumps(NEWS, indent=1)}, {{"a": 1}}]'.encode()
    pieces = list(split(payload, "json", "all.json"))
    assert names(pieces) == ["all.json[0]", "all.json[1]", "!not-a-report all.json[2]"]
    assert all(p.payload in payload for p in pieces if isinstance(p, Capture))


def test_a_graph_gives_its_articles_and_passes_over_the_rest() -> None:
    graph = {"@context": "https://schema.org", "n": {"@graph": []}, "@graph": [{"@type": "WebSite", "name": "s"}, NEWS]}
    [capture] = split(json.dumps(graph, indent=1).encode(), "json", "g.json")
    assert isinstance(capture, Capture)
    assert (capture.name, json.loads(capture.payload)) == ("g.json[1]", NEWS)


def test_an_array_that_breaks_says_what_is_lost() -> None:
    payload = f"[{json.dumps(NEWS)}, {{bad}}, {json.dumps(POST)}]".encode()
    pieces = list(split(payload, "json", "a.json"))
    assert names(pieces) == ["a.json[0]", "!json a.json[1]"]
    assert "rest of the array is lost" in str(pieces[1])


@pytest.mark.parametrize(
    ("payload", "code"),
    [(b"", "empty"), (b" \n\n", "empty"), (b"[]", "empty"), (b"3", "not-a-report"), (b"{", "json"), (b"[" * 200_000, "json"),
     (b'{"a":' * 200_000, "json"), (json.dumps(NEWS).encode() + b" x", "json"), (b"[1" + b"0" * 5000 + b"]", "json"),
     (b"\x00\x01\x02", "json"), (b'{"@graph": [{"@type": "Person"}]}', "not-a-report")],
)  # fmt: skip
def test_bad_json_is_a_fault_that_names_the_file(payload: bytes, code: str) -> None:
    [fault] = split(payload, "json", "bad.json")
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert fault.place.startswith("bad.json")


def test_gzip_is_unpacked_and_the_payload_is_what_was_in_it() -> None:
    [capture] = split(gzip.compress(b"<p>x</p>"), "html", "p.html.gz")
    assert isinstance(capture, Capture)
    assert capture.payload == b"<p>x</p>"
    assert names(list(split(gzip.compress(lines(POST, NEWS)), "json", "r.jsonl.gz"))) == [
        "r.jsonl.gz:1",
        "r.jsonl.gz:2",
    ]


def test_a_gzip_bomb_and_a_torn_gzip_are_refused() -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    for payload in (bomb, gzip.compress(os.urandom(5000))[:-40], b"\x1f\x8bnonsense"):
        [fault] = split(payload, "txt", "b.gz")
        assert isinstance(fault, Fault)
        assert (fault.code, fault.place) == ("gzip", "b.gz")


def test_a_report_over_the_limit_is_refused_and_the_next_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_BYTES", "400")
    long = dict(NEWS, articleBody="x" * 2_000_000)
    assert names(list(split(lines(POST, long, NEWS), "json", "r.jsonl"))) == [
        "r.jsonl:1",
        "!too-large r.jsonl:2",
        "r.jsonl:3",
    ]
    assert names(list(split(b"x" * 401, "txt", "big.txt"))) == ["!too-large big.txt"]


def test_a_pipe_is_read_line_by_line() -> None:
    out, into = os.pipe()
    with os.fdopen(out, "rb") as reader, os.fdopen(into, "wb") as writer:
        pieces = split_stream(reader, "json", "-.jsonl")
        writer.write(lines(POST))
        writer.flush()
        # the first report is there before the second is written (the reader asks for what the pipe holds)
        first = next(pieces)
        writer.write(lines(NEWS))
        writer.close()
        assert names([first, *pieces]) == ["-.jsonl:1", "-.jsonl:2"]


def test_wrong_use_is_said_at_once() -> None:
    with pytest.raises(UsageError):
        split(b"", "pdf", "x")
    with pytest.raises(UsageError, match="no ISO 8601"):
        split(b"", "txt", "x", published="3 May")


@given(st.lists(st.text(min_size=1), min_size=1, max_size=5), st.sampled_from([None, 1]), st.booleans())
def test_what_was_written_as_json_is_read(bodies: list[str], indent: int | None, as_lines: bool) -> None:
    objects = [{"@type": "NewsArticle", "headline": "H", "articleBody": "x" + body} for body in bodies]
    payload = lines(*objects) if as_lines else json.dumps(objects, indent=indent, ensure_ascii=True).encode()
    captures = list(split(payload, "json", "r.jsonl" if as_lines else "r.json", language="en"))
    assert [json.loads(c.payload) for c in captures if isinstance(c, Capture)] == objects
    for capture, body in zip(captures, bodies, strict=True):
        assert isinstance(capture, Capture)
        document, _ = read(capture)
        assert document is not None
        assert document.text == "H\n\nx" + body.replace("\x00", "\ufffd")


@given(st.binary(max_size=400), st.sampled_from(["txt", "html", "json"]))
def test_no_bytes_raise(payload: bytes, form: str) -> None:
    for piece in split(payload, form, "f"):
        if isinstance(piece, Capture):
            document, faults = read(piece)
            assert document is not None or faults


@pytest.mark.parametrize(
    ("name", "head", "form"),
    [("a.txt", b"", "txt"), ("a.HTM", b"", "html"), ("a.html.gz", b"\x1f\x8b", "html"), ("x/a.jsonl", b"", "json"),
     ("https://h.example/a.html?x=1.txt", b"", "html"), ("-", b'\xef\xbb\xbf {"a": 1}', "json"), ("-", b"[{", "json"),
     ("-", b"<!DOCTYPE html><html>", "html"), ("page", b"\n<html>", "html"), ("note", "Слово".encode(), "txt"),
     ("u16", "Слово".encode("utf-16"), "txt"), ("p.gz", gzip.compress(b"<html><p>x"), "html"), ("v1.2/note", b"x", "txt")],
)  # fmt: skip
def test_form_of(name: str, head: bytes, form: str) -> None:
    assert form_of(name, head) == form


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"PK\x03\x04zz", b"\x89PNG\r\n", bytes(range(32)) * 4])
def test_form_of_refuses_what_is_no_text(head: bytes) -> None:
    with pytest.raises(InputError, match="no text") as raised:
        form_of("scan.pdf", head)
    assert (raised.value.fault.code, raised.value.fault.place) == ("form", "scan.pdf")


def test_a_huge_batch_is_not_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        """Forty thousand lines (5 MB) that are never stored."""

        left, line = 40_000, lines(NEWS)

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if not self.left:
                return 0
            self.left -= 1
            buffer[: len(self.line)] = self.line
            return len(self.line)

    import tracemalloc

    tracemalloc.start()
    count = sum(isinstance(piece, Capture) for piece in split_stream(Endless(), "json", "r.jsonl"))  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 40_000
    assert peak < 1_000_000


def test_a_page_of_an_authority_with_a_body_is_a_report_whatever_its_type() -> None:
    """A decree published as `WebPage`: typed as no article, told in `articleBody`."""
    page = {"@type": "WebPage", "headline": "Decree 412", "articleBody": "The president dismissed the general."}
    pieces = list(split(lines(page, {"@type": "WebPage", "name": "Home"}), "json", "r.jsonl"))
    assert names(pieces) == ["r.jsonl:1", "!not-a-report r.jsonl:2"]
