"""Words of others never command the terminal, and offsets survive."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.desk.cli import safe

ANYTHING = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]8;;https://evil.example\x07here\x1b]8;;\x07", "␛]8;;https://evil.example␇here␛]8;;␇"),
        ("\x9b2J", "\ufffd2J"),
        ("a\x00b\x08c\x7f", "a␀b␈c␡"),
        ("safe\u202etxt.exe", "safe\ufffdtxt.exe"),
        ("\ud800 half", "\ufffd half"),
        ("one\r\ntwo\tthree", "one \ntwo three"),
        ("naïve – Klichtchiïvka 🙂 한국어", "naïve – Klichtchiïvka 🙂 한국어"),
    ],
)
def test_hostile_words(hostile: str, shown: str) -> None:
    assert safe.safe(hostile) == shown


@given(ANYTHING)
def test_one_code_point_for_one_and_nothing_a_terminal_obeys(text: str) -> None:
    shown = safe.safe(text)
    assert len(shown) == len(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    shown.encode("utf-8")


@given(ANYTHING)
def test_a_line_is_one_line(text: str) -> None:
    assert len(safe.line(text).splitlines()) <= 1
    assert len(safe.flat(text).splitlines()) <= 1


@given(ANYTHING)
def test_json_stays_the_same_json_and_holds_no_control_character(text: str) -> None:
    line = safe.json_line(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(line) == {"text": text}
    assert not [c for c in line if unicodedata.category(c) in ("Cc", "Cs")]
