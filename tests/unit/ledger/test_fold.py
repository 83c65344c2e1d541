"""Folding and queries: what finds what."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.ledger.fold import MAX_TERMS, MAX_TOKEN, fold, indexed, match_query, stem, substring_query, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Élysée", "elysee"), ("Straße", "strasse"), ("ЇЖАК", "іжак"), ("Ёлка и йод", "елка и иод"), ("п'ять", "пять"),
        ("п’ять", "пять"), ("İstanbul", "istanbul"), ("ﬁn", "fin"), ("Αθήνα", "αθηνα"), ("№ 5", "no 5"),
    ],
)  # fmt: skip
def test_marks_and_case_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_words_are_letters_and_digits_of_any_script() -> None:
    assert tokens("L'armée — 2 500 «Леопард-2А6», об’єкт №7!") == [
        "l", "armee", "2", "500", "леопард", "2а6", "обєкт", "no7",
    ]  # fmt: skip
    assert tokens("_\x00\ud800 …") == []
    assert tokens("x" * 1000) == ["x" * MAX_TOKEN]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert indexed(indexed(text)) == indexed(text)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("soldat", "des soldats"), ("soldats", "un soldat"), ("Soldaten", "ein Soldat"), ("ракеты", "запуск ракет"),
        ("міста", "у місті"), ("солдатами", "сто солдат"), ("bridges", "the bridge"), ("city", "the city's"),
        ("КИЇВ", "під києвом та київ"), ("armée", "l'armee"), ("l'armée", "cette armée"), ("kram*", "Kramatorsk"),
        ('"the bridge"', "on The Bridge."), ("bridge closed", "closed: the bridge"), ("F-16", "two F-16s or an F-16"),
    ],
)  # fmt: skip
def test_found(asked: str, written: str) -> None:
    assert matches(asked, written)


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("war", "a warning"), ("police", "politics"), ("мост", "Москва"), ('"the bridge"', "the old bridge"),
        ("bridge closed", "the bridge"), ("12", "120"), ("2024", "2025"), ("", "anything"), ("!?", "anything"),
    ],
)  # fmt: skip
def test_not_found(asked: str, written: str) -> None:
    assert not matches(asked, written)


def matches(asked: str, *written: str) -> list[int]:
    """Which texts a query finds, by the very engine and tokenizer that the ledger uses."""
    query = match_query(asked)
    if query is None:
        return []
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(content, content='', tokenize='ascii')")
        raw.executemany("INSERT INTO search (rowid, content) VALUES (?, ?)", enumerate(map(indexed, written), 1))
        return [row[0] for row in raw.execute("SELECT rowid FROM search WHERE search MATCH ?", (query,))]


HOSTILE = st.text(st.sampled_from(list("\"'*^:()-+{}[]NEAR AND OR NOT ab\0é\ud800")) | st.characters())


@given(HOSTILE)
def test_no_text_is_a_syntax_error(asked: str) -> None:
    assert matches(asked, "a b") in ([], [1])


@given(st.lists(st.text("abcdefgабвгд", min_size=2, max_size=12), min_size=1, max_size=6))
def test_every_text_is_found_by_its_own_words(words: list[str]) -> None:
    assert matches(" ".join(words), " ".join(words)) == [1]
    assert matches('"' + " ".join(words) + '"', " ".join(words)) == [1]


def test_a_stem_is_a_beginning_of_at_least_four_letters() -> None:
    assert [stem("abcdefghijkl"[:n]) for n in (3, 4, 5, 6, 7, 8, 9, 12)] == [
        "abc", "abcd", "abcd", "abcde", "abcde", "abcdef", "abcdef", "abcdefghi",
    ]  # fmt: skip


def test_queries_are_bounded() -> None:
    assert (match_query("wort " * 10_000) or "").count('"') == 2 * MAX_TERMS
    assert substring_query("Ол") is None
    assert substring_query("ОЛЕ'НА \"x") == '"олена x"'
