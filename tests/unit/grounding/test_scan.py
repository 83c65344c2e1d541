"""Pieces and tags: what any text is cut into."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from selon.grounding.scan import Entry, Lexicon, digit_classes, form_pieces, scan


@given(st.text())
def test_pieces_joined_are_the_text(text: str) -> None:
    scanned = scan(text)
    assert "".join(scanned.pieces) == text
    assert scanned.starts[-1] == len(text)
    assert all(text[a:b] == p for a, b, p in zip(scanned.starts, scanned.starts[1:], scanned.pieces, strict=False))


@given(st.text())
def test_one_tag_for_each_piece(text: str) -> None:
    lexicon = Lexicon([Entry(("mai",), "month", "5"), Entry(form_pieces("fin_mai"), "late", "")])
    scanned = scan(text)
    assert len(lexicon.tags(scanned)) == len(scanned.pieces)


def test_a_longer_form_is_one_tag_and_its_continuation() -> None:
    lexicon = Lexicon([Entry(form_pieces("jusqu'à"), "until", ""), Entry(("mai",), "month", "5")])
    tags = lexicon.tags(scan("jusqu’à mai"))
    assert tags[1:3] == "++"
    assert tags[0] in lexicon.charset("until")
    assert tags[4] in lexicon.charset("month")


def test_a_form_with_capital_only() -> None:
    lexicon = Lexicon([Entry(("May",), "month", "5", title=True)])
    tags = lexicon.tags(scan("May may MAY"))
    assert [tag in lexicon.charset("month") for tag in (tags[0], tags[2], tags[4])] == [True, False, True]


def test_what_digits_may_be() -> None:
    assert digit_classes("7") == {"num", "day", "hour", "mon"}
    assert digit_classes("45") == {"num", "day", "hour", "mm", "yy"}
    assert digit_classes("2023") == {"num", "yyyy"}
    assert digit_classes("20223") == {"num", "n5"}


@given(st.text(alphabet="0123456789 .,:-/–", max_size=400))
def test_digits_and_marks_are_read_without_harm(text: str) -> None:
    from selon.grounding.quantities import find_quantities
    from selon.grounding.times import find_times
    from selon.lang import load

    pack = load("fr")
    times, _ = find_times(text, pack, "2023-09-16")
    assert all(text[t.span.start : t.span.end] == t.span.text for t in times)
    assert all(text[q.span.start : q.span.end] == q.span.text for q in find_quantities(text, pack))
