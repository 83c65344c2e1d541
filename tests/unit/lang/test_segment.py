"""Sentences and tokens: what a reader of each language would say, and properties that hold for any text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import linear

from selon.lang import load
from selon.lang.describe import tables
from selon.lang.pack import PACKS, read_table
from selon.lang.segment import LONGEST, split_sentences, tokenize


def sentences(code: str, text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, load(code))]


def words(code: str | None, text: str) -> list[str]:
    return [text[a:b] for a, b in tokenize(text, load(code) if code else None)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", ["M. Petrov est arrivé.", "Il repart."]),
        ("fr", ["« Il pleut. »", "Selon lui, 3.5 litres."]),
        ("fr", ["« Où est-il ? » demande-t-elle.", "Personne ne sait."]),
        ("fr", ["Il parle du no. 4, etc.", "Puis il part."]),
        ("fr", ["Il a signé.", "« Nous tiendrons », dit-il."]),
        ("en", ["Mr. Smith met J. R. Brown in Washington, D.C. on Friday.", "He left at 5 p.m. sharp."]),
        ("en", ["He moved to the U.S. President Biden spoke.", "“Never!” she said.", "(That was all.)"]),
        ("en", ["She lives in the U.S.", "The war goes on."]),
        ("de", ["Am 3. Mai kam Dr. Müller.", "Er blieb bis 2020.", "Der 19. Jahrestag folgte."]),
        ("de", ["Papst Johannes Paul II. sprach.", "„Es reicht.“", "Das war z. B. neu."]),
        ("de", ["»Wir gehen.«", "Danach schwieg er."]),
        ("ru", ["«М. Петров ранен», — сказал А. С. Иванов.", "В 2010 г. погибли 5 тыс. человек."]),
        ("ru", ["Он родился в 1990 г.", "Москва молчит."]),
        ("ru", ["Он живёт в г. Москва.", "«Нет! — крикнул он.", "— Никогда!»"]),
        ("ru", ["Это танки, орудия и т. д.", "Потери растут…", "Никто не знает."]),
        ("uk", ["М. Чернишевський народився у 1828 р. в Саратові.", "Це м. Суми."]),
        ("uk", ["«Ми вистоїмо!» — заявив він.", "Втрати — 12 тис. осіб."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(code: str, expected: list[str]) -> None:
    assert sentences(code, " ".join(expected)) == expected


def test_a_line_break_always_ends_a_sentence() -> None:
    assert sentences("fr", "Explosion à Soumy\n\nDeux morts\r\nselon le maire") == [
        "Explosion à Soumy", "Deux morts", "selon le maire",
    ]  # fmt: skip


def test_a_missing_space_after_the_stop_still_ends_the_sentence() -> None:
    assert sentences("de", "Das sagte er gestern.Danach ging er zu ntv.de zurück.") == [
        "Das sagte er gestern.", "Danach ging er zu ntv.de zurück.",
    ]  # fmt: skip


def test_without_a_pack_the_general_rules_split() -> None:
    text = "今日は雨です。明日も雨です。 Sì, 3.5 km. No!"
    assert [text[a:b] for a, b in split_sentences(text)] == ["今日は雨です。", "明日も雨です。", "Sì, 3.5 km.", "No!"]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("fr", "L'armée a-t-elle tiré ?", ["L'", "armée", "a", "-t-elle", "tiré", "?"]),
        ("fr", "aujourd’hui à Croissy-en-Brie", ["aujourd’hui", "à", "Croissy-en-Brie"]),
        ("en", "He's said F-16s don’t fly.", ["He", "'s", "said", "F-16s", "don’t", "fly", "."]),
        ("uk", "Об'єкт за 2,5 км", ["Об'єкт", "за", "2,5", "км"]),
        ("ru", "за́мок — «да»…", ["за́мок", "—", "«", "да", "»", "…"]),
        (None, "see https://t.me/x_y/12, ok...", ["see", "https://t.me/x_y/12", ",", "ok", "..."]),
        (None, "\ufeffBOM", ["BOM"]),
    ],
)
def test_tokens(code: str | None, text: str, expected: list[str]) -> None:
    assert words(code, text) == expected


@given(st.text(max_size=300), st.sampled_from(["fr", "en", "de", "ru", "uk", "es", "it"]))
def test_sentences_and_tokens_hold_all_that_is_no_space(text: str, code: str) -> None:
    pack = load(code)
    for spans in (split_sentences(text, pack), tokenize(text, pack)):
        assert all(a < b for a, b in spans)
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
        edges = [0, *itertools.chain.from_iterable(spans), len(text)]
        left = "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))
        assert all(c.isspace() or c in "\ufeff\u200b" for c in left)


def test_no_sentence_is_longer_than_the_bound() -> None:
    text = "mot " * 20_000 + "x" * 12_000
    spans = split_sentences(text)
    assert max(b - a for a, b in spans) <= LONGEST
    assert sum(len(text[a:b].replace(" ", "")) for a, b in spans) == 60_000 + 12_000


@pytest.mark.parametrize("piece", ["a", ".", ". ", ".»\u00a0", "a.", "a. ", "-'", "https://", "1.", '. "', "é́"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def cut(size: int) -> None:
        text = piece * (size // len(piece))
        tokenize(text, load("fr"))
        split_sentences(text, load("fr"))

    linear(cut, 600_000)


@pytest.mark.parametrize("code", ["fr", "en", "de", "ru", "uk", "es", "it"])
def test_abbreviation_tables_are_well_formed(code: str) -> None:
    rows = read_table(PACKS / code / "abbreviations.tsv", tables()["abbreviations"])
    assert len(rows) > 100
    assert len({row["word"] for row in rows}) == len(rows)
    assert {row["ends"] for row in rows} <= {"", "yes", "number", "starter"}
    assert all(row["source"] == "own" and not row["word"].endswith(".") for row in rows)
