"""PDF: columns one after the other, pages anchored, hanging parsers stopped."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from selon.capture import pdf
from selon.capture.pdf import extract, join, reading_order, to_document
from selon.model import Capture


def make_pdf(pages: list[list[tuple[int, int, int, str]]], info: str = "") -> bytes:
    """A PDF by hand: on each page lines (x, y from below, size, words) in Helvetica."""
    drawn = ["".join(f"BT /F1 {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, size, words in page) for page in pages]
    return draw_pdf(drawn, info)


def draw_pdf(pages: list[str], info: str = "") -> bytes:
    """A PDF by hand: on each page what a content stream draws, `/F1` being Helvetica."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>",
    ]
    kids = []
    for content in pages:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return bind_pdf(objects, "/Info 4 0 R")


def bind_pdf(objects: list[str], more: str = "") -> bytes:
    """Objects, the first of them the catalogue, as a file with its table of places."""
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010d} 00000 n \n" for p in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


LEFT = ["The mayor said on Friday that three", "people were killed in the attack on", "the bridge near the old town."]
RIGHT = ["A witness denied this and spoke of", "five dead. Nobody could verify the", "figures on the same evening."]


def two_columns(top: int = 640) -> list[tuple[int, int, int, str]]:
    """Lines as a careless program writes them: left and right in turn."""
    lines = []
    for n, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines += [(60, top - 14 * n, 11, left), (330, top - 14 * n, 11, right)]
    return lines


def read(data: bytes):
    return to_document(Capture(data, "pdf", "x.pdf"))


def test_two_columns_are_read_one_after_the_other() -> None:
    document, faults = read(make_pdf([[(60, 700, 24, "Attack on the bridge"), *two_columns()]]))
    assert document.text == "Attack on the bridge\n\n" + " ".join(LEFT) + "\n\n" + " ".join(RIGHT)
    assert faults == ()


def justified(x: int, y: int, words: str) -> str:
    """A line whose letters are placed one by one, with wide gaps between words, as browsers print justified text."""
    placed = " ".join("-300" if letter == " " else f"({letter}) -60" for letter in words)
    return f"BT /F1 10 Tf {x} {y} Td [{placed}] TJ ET\n"


def test_letters_placed_one_by_one_are_words_again() -> None:
    page = "".join(
        justified(x, 700 - 12 * n, words) for x, side in ((60, LEFT), (330, RIGHT)) for n, words in enumerate(side)
    )
    document, _ = read(draw_pdf([page]))
    assert document.text == " ".join(LEFT) + "\n\n" + " ".join(RIGHT)


def test_columns_with_hardly_a_strip_between_them_are_read_as_the_file_gives_them() -> None:
    left = [(60, 700 - 14 * n, 11, words) for n, words in enumerate(LEFT)]
    right = [(236, 700 - 14 * n, 11, words) for n, words in enumerate(RIGHT)]
    document, _ = read(make_pdf([[*left, *right]]))
    assert document.text == " ".join(LEFT) + "\n\n" + " ".join(RIGHT)


def test_titles_and_numbers_of_pages_do_not_stand_in_sentences() -> None:
    said = [("Page one says that the mayor", "spoke of five dead and that"), ("the bridge is closed.", "It is a pity.")]
    pages = [
        [(60, 780, 9, "Daily report"), (60, 700, 11, one), (60, 686, 11, two), (300, 20, 9, str(n))]
        for n, (one, two) in enumerate(said, 1)
    ]
    document, _ = read(make_pdf(pages))
    assert document.text == "Daily report\n\n" + " ".join(line for page in said for line in page)
    assert [document.text[a.start :][:10] for a in document.anchors] == ["Daily repo", "the bridge"]


CATALOGUE = "<< /Type /Catalog /Pages 2 0 R >>"
LEAF = [
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
    "<< /Length 42 >>\nstream\nBT /F1 12 Tf 60 700 Td (Hello there) Tj ET\nendstream",
]


@pytest.mark.parametrize(
    ("objects", "codes"),
    [
        (["<< /Type /Pages /Kids [2 0 R] /Count 1 >>"], ["pdf"]),
        (["<< /Type /Pages /Kids [2 0 R] /Count 1000000 >>"], ["cut", "pdf"]),
        (["<< /Type /Pages /Kids [3 0 R] /Count 5 >>", "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 5 >>"], ["pdf"]),
        ([f"<< /Type /Pages /Kids [{n + 3} 0 R] /Count 1 >>" for n in range(20_000)], ["pdf"]),
    ],
    ids=["itself", "itself a million times", "a ring", "twenty thousand deep"],
)  # fmt: skip
def test_a_tree_of_pages_without_end_is_said_once(objects: list[str], codes: list[str]) -> None:
    document, faults = read(bind_pdf([CATALOGUE, *objects]))
    assert document is None
    assert [f.code for f in faults] == codes


@pytest.mark.parametrize("count", [2_000_000_000, -5, 1])
def test_a_lying_number_of_pages_is_not_believed(count: int) -> None:
    document, _ = read(bind_pdf([CATALOGUE, f"<< /Type /Pages /Kids [4 0 R] /Count {count} >>", *LEAF]))
    assert document.text == "Hello there"


def test_of_a_million_pages_the_first_five_hundred_are_read() -> None:
    tree = f"<< /Type /Pages /Kids [{'4 0 R ' * 1_000_000}] /Count 1000000 >>"
    found = extract(bind_pdf([CATALOGUE, tree, *LEAF]))
    assert (len(found.pages), found.faults) == (500, [("cut", "1000000 pages; the first 500 are read")])


def test_pages_have_anchors_and_the_document_its_dates() -> None:
    info = "/Title (Daily report) /Author (Staff) /CreationDate (D:20230915102030+03'00')"
    document, _ = read(make_pdf([[(60, 700, 12, "Page one.")], [(60, 700, 12, "Page two.")]], info))
    assert document.text == "Page one.\n\nPage two."
    assert [(a.label, document.text[a.start : a.start + 8]) for a in document.anchors] == [
        ("page 1", "Page one"),
        ("page 2", "Page two"),
    ]
    assert (document.headline, document.authors, document.published) == (
        "Daily report",
        ("Staff",),
        "2023-09-15T10:20:30+03:00",
    )


def test_a_word_parted_at_the_end_of_a_line_keeps_its_hyphen_and_loses_the_break() -> None:
    document, _ = read(make_pdf([[(60, 700, 11, "a counter-"), (60, 686, 11, "offensive began")]]))
    assert document.text in ("a counter-offensive began", "a counteroffensive began")


def test_reading_order_goes_down_the_left_before_the_right() -> None:
    boxes = [
        (60.0 + 270 * c, 100.0 + 14 * n, 300.0 + 270 * c, 111.0 + 14 * n, f"{c}{n}") for n in range(4) for c in range(2)
    ]
    assert [b[4] for b in reading_order(boxes)] == ["00", "01", "02", "03", "10", "11", "12", "13"]
    assert join([reading_order(boxes)])[0].split() == ["00", "01", "02", "03", "10", "11", "12", "13"]


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7\n", b"%PDF-1.7" + b"\0" * 5000, b"no pdf", make_pdf([two_columns()])[:300]]
)
def test_what_cannot_be_read_is_said(data: bytes) -> None:
    document, faults = read(data)
    assert document is None
    assert faults[0].code in ("pdf", "no-text")


def test_a_page_without_words_is_said() -> None:
    assert [f.code for f in read(make_pdf([[]]))[1]] == ["no-text"]


def hostile(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the parser's place."""
    program = folder / "worker.py"
    program.write_text(f"import sys\nfrom selon.capture import pdf_worker\n{body}\n", encoding="utf-8")
    wrapper = folder / "python"
    source = Path(pdf.__file__).parents[2]
    wrapper.write_text(f'#!/bin/sh\nPYTHONPATH={source} exec {sys.executable} {program} "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    monkeypatch.setattr(pdf.sys, "executable", str(wrapper))


def test_a_parser_that_computes_forever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile(tmp_path, "pdf_worker.limit(1, 1 << 30)\nwhile True: pass", monkeypatch)
    resource = pytest.importorskip("resource")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = extract(b"x", seconds=1)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)  # of children that have ended
    assert found.pages == []
    assert [code for code, _ in found.faults] == ["hang"]
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 4


def test_a_parser_that_waits_forever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile(tmp_path, "import time; time.sleep(3600)", monkeypatch)
    start = time.monotonic()
    assert [code for code, _ in extract(b"x", seconds=-4).faults] == ["hang"]
    assert time.monotonic() - start < 600


@pytest.mark.parametrize(
    "body",
    [
        "x = b'x' * (8 << 30)",
        "import os; os.kill(os.getpid(), 11)",
        "open('/tmp/selon-test-out', 'wb').write(b'x' * 99)",
    ],
)
def test_a_parser_that_takes_too_much_or_dies_harms_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    hostile(tmp_path, f"pdf_worker.limit(60, 1 << 30)\n{body}", monkeypatch)
    found = extract(b"x", seconds=60)
    assert found.pages == []
    assert [code for code, _ in found.faults] == ["pdf"]
