"""Origins that the rules leave apart, joined or not by what is known of both."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest

from selon.model import Claim, Report
from selon.origins.joining import parts_of
from selon.origins.kinship import NAMES, Ground, Standing, certainly_two, evidence_of, ground_of
from selon.pipeline import read_many
from selon.pipeline_claims import all_facts, claims_from, prepared, traced_groups

ROWS = [
    ("Northbank Post", "en", "2025-03-04T09:00:00Z",
     "Personal data of 40,000 customers were stolen in Torenz, Taras Volynets, the head of the operator Lantern, said."),
    ("Голос степу", "uk", "2025-03-04T11:00:00Z",
     "У Торенці викрали особисті дані 40 000 клієнтів, повідомив керівник компанії «Лантерн» Тарас Волинець."),
    ("Der Uferbote", "de", "2025-03-04T12:00:00Z",
     "In Torenz seien persönliche Daten von 40.000 Kunden gestohlen worden, sagte Taras Wolynez."),
]  # fmt: skip


def written(tmp_path: Path, rows: list[tuple[str, str, str, str]]) -> list[Report]:
    file = tmp_path / "reports.jsonl"
    lines = [
        {
            "@type": "NewsArticle", "url": f"https://r{hash(row) % 10**8}.example/1", "publisher": row[0], "inLanguage": row[1],
            "datePublished": row[2], "articleBody": row[3],
        }
        for row in rows
    ]  # fmt: skip
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return [r for r in read_many(file) if isinstance(r, Report)]


def widest(reports: list[Report]) -> Claim:
    return max(claims_from(all_facts(reports)).claims, key=lambda c: (c.counts.reports, c.id))


def numbers(c: Claim) -> tuple[int, int, int, int]:
    return (c.counts.independent, c.counts.not_established, c.counts.denying, c.counts.reports)


def test_one_person_named_in_three_languages_is_one_origin(tmp_path: Path) -> None:
    assert numbers(widest(written(tmp_path, ROWS))) == (1, 0, 0, 3)


def test_another_person_is_another_origin(tmp_path: Path) -> None:
    other = ("Hill Echo", "en", "2025-03-04T13:00:00Z",
             "Personal data of 40,000 customers were stolen in Torenz, Anna Keller, a security researcher, said.")  # fmt: skip
    assert numbers(widest(written(tmp_path, [*ROWS, other]))) == (2, 0, 0, 4)


def test_who_does_not_say_how_he_knows_is_joined_with_nobody_elsewhere(tmp_path: Path) -> None:
    silent = (
        "Степовий вітер",
        "uk",
        "2025-03-04T13:00:00Z",
        "Вчорашній день люди запам’ятають. У Торенці викрали особисті дані 40 000 клієнтів. Школи зачинені, на ринку тихо.",
    )
    claim = widest(written(tmp_path, [*ROWS, silent]))
    assert numbers(claim) == (1, 1, 0, 4)


def test_who_does_not_say_how_he_knows_may_be_joined_with_whom_his_report_names(tmp_path: Path) -> None:
    """The same words, in a report that names him in its next sentence."""
    silent = (
        "Степовий вітер",
        "uk",
        "2025-03-04T13:00:00Z",
        "У Торенці викрали особисті дані 40 000 клієнтів. Тарас Волинець просить клієнтів змінити паролі.",
    )
    claim = widest(written(tmp_path, [*ROWS, silent]))
    assert numbers(claim) == (1, 0, 0, 4)
    assert "the report names whoever says it elsewhere" in " ".join(claim.origins[0].path)


def standing_of(reports: list[Report]) -> tuple[list[Standing], Ground]:
    book = prepared(all_facts(reports))
    members = [a for own in book.own.values() for a in own if a.chain]
    traced = traced_groups(book, [members])[0]
    return list(traced.standing), ground_of(traced.standing, traced.trail, traced.voices)


def test_evidence_is_the_same_whichever_comes_first(tmp_path: Path) -> None:
    standing, ground = standing_of(written(tmp_path, ROWS))
    assert len(standing) >= 3
    for x, y in permutations(standing, 2):
        one, other = evidence_of(x, y, ground), evidence_of(y, x, ground)
        assert len(one) == len(NAMES)
        assert one == pytest.approx(other)
        assert certainly_two(x, y, ground) == certainly_two(y, x, ground)


def test_nearest_first_and_never_what_is_certainly_two() -> None:
    near = {
        ("a", "b"): 0.9,
        ("a", "c"): 0.5,
        ("b", "c"): 0.7,
        ("a", "d"): 0.6,
        ("b", "d"): float("-inf"),
        ("c", "d"): 0.5,
    }
    assert sorted(parts_of(["a", "b", "c", "d"], near, 0.4)) == [["a", "b", "c"], ["d"]]
    assert sorted(parts_of(["a", "b", "c", "d"], near, 0.65)) == [["a", "b"], ["c"], ["d"]]


def test_a_function_without_a_name_is_who_holds_it_and_the_path_says_why(tmp_path: Path) -> None:
    rows = [
        ("Northbank Post", "en", "2025-03-04T09:00:00Z",
         "Eleven miners were killed in the pit at Torenz, Defence Minister Ingrid Solbakken said."),
        ("Der Uferbote", "de", "2025-03-04T12:00:00Z",
         "Der Regen hat nachgelassen. Elf Bergleute seien in der Grube von Torenz getötet worden, sagte die Ministerin."),
    ]  # fmt: skip
    claim = widest(written(tmp_path, rows))
    assert numbers(claim) == (1, 0, 0, 2)
    assert "is taken for one with" in claim.origins[0].path[-1]
    assert "one function" in claim.origins[0].path[-1]
