"""Texts made to cost: each is read to an end in bounded pieces, and what was cut is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selon import lang
from selon.model import Document
from selon.statements import extract
from selon.statements.extract import Reader
from selon.statements.grammar import grammar_of
from selon.statements.references import References
from selon.statements.scene import MAX_CUES, Scene
from selon.statements.tape import MAX_DEPTH, MAX_TOKENS, make_tape

HOSTILE = {
    "unclosed quotation": ("fr", "« " + "a dit le maire. " * 400),
    "only openers": ("fr", "« " * 4000),
    "ten thousand commas": ("en", "X said" + ", " * 10_000 + "."),
    "five thousand nested quotations": ("en", "“" * 5000 + "he said" + "”" * 5000),
    "no full stop": ("en", "said that the army has warned that " * 1000),
    "brackets": ("de", "(" * 5000 + "sagte" + ")" * 5000),
    "colons": ("en", "X: " * 4000),
    "relays in relays": ("en", "according to a video published by " * 400 + "X"),
    "paragraphs that never close": ("en", '"Foo bar baz qux\n\n' * 800),
}


def read(code: str, text: str) -> tuple[int, list[str]]:
    """How many statements, and the codes of the faults."""
    statements, faults = extract(Document(id="sha256:x", text=text, language=code), lang.load(code))
    for s in statements:
        assert len(s.voices) <= 5
        for span in s.content:
            assert text[span.start : span.end] == span.text
    return len(statements), [f.code for f in faults]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_to_its_end(name: str) -> None:
    code, text = HOSTILE[name]
    _, faults = read(code, text)
    assert set(faults) <= {"cut"}


def test_what_was_cut_is_said() -> None:
    """`said that … warned that` a thousand times: more cues than a sentence may have."""
    assert read("en", "said that the army has warned that " * 1000)[1] == ["cut"]


def test_a_text_longer_than_the_limit_is_cut_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_TEXT", "60")
    text = "The mayor said the bridge was open. " * 4
    statements, faults = extract(Document(id="sha256:x", text=text, language="en"), lang.load("en"))
    assert [f.place for f in faults] == ["offset 60"]
    assert all(s.content[-1].end <= 60 for s in statements)


def test_a_time_that_runs_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELON_MAX_SECONDS", "0")
    _, faults = read("en", "The mayor said the bridge was open. " * 200)
    assert faults == ["cut"]


def test_nobody_is_looked_for_where_the_time_has_run_out() -> None:
    """What was not read makes no work afterwards: scenes are made for the sentences before the stop only."""
    text, pack = "The mayor said the bridge was open. " * 200, lang.load("en")
    grammar = grammar_of(pack)
    tape = make_tape(text, pack, grammar)
    reader = Reader(tape, grammar, float("inf"))
    drafts = reader.read()
    asked: list[int] = []

    def scene_at(n: int) -> Scene:
        asked.append(n)
        return reader.scene(n)

    References(tape, grammar, drafts, scene_at, tape.sentences[64].start)
    assert asked == list(range(64))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_of_a_sentence_is_bounded(name: str) -> None:
    """What a scene may cost depends on its tokens, cues and depth of quotation: none grows with the text."""
    code, text = HOSTILE[name]
    pack = lang.load(code)
    tape = make_tape(text, pack, grammar_of(pack))
    assert all(s.end - s.start <= MAX_TOKENS for s in tape.sentences)
    assert all(q.depth <= MAX_DEPTH for q in tape.quotes)
    assert all(len(Scene(tape, grammar_of(pack), s).hits) <= MAX_CUES for s in tape.sentences)
    assert [k for s in tape.sentences for k in range(s.start, s.end)] == list(range(len(tape.tokens)))


PIECES = ["said", "that", "«", "»", '"', "“", "”", "'", ",", ".", ":", "—", "(", ")", "a", "dit", "selon", "X", "\n", "le", "который",
          "заявил", "sagte", "der", "The", "…", "?", "1,5", "не", "ha detto", "che", "dijo", "según"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["fr", "en", "de", "ru", "uk", "es", "it"]), st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_soup_of_cues_and_marks_keeps_its_offsets(code: str, pieces: list[str]) -> None:
    read(code, " ".join(pieces))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_keeps_its_offsets(text: str) -> None:
    read("en", text)
