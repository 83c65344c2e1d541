"""Denied or asserted: where several are named at once, and where the negation closes the clause."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.model import Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims


def polarities(tmp_path: Path, language: str, body: str) -> dict[str, str]:
    """For each statement of a one-report ledger: its words and whether it is asserted."""
    row = {
        "@type": "NewsArticle", "url": "https://r.example/a", "publisher": "R", "inLanguage": language,
        "datePublished": "2025-06-04T10:00:00Z", "articleBody": body,
    }  # fmt: skip
    path = tmp_path / "reports.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")
    found = claims(r for r in read_many(path) if isinstance(r, Report))
    return {s.content: s.polarity for c in found.claims for s in c.statements}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("uk", "Загиблих і поранених у бригаді вчора й сьогодні немає, сказала речниця Олена Кравець."),
        ("ru", "Погибших нет, сообщил губернатор Иван Петров."),
        ("en", "There were no dead or wounded, the governor, Ann Lee, said."),
        ("de", "Tote und Verletzte gebe es nicht, sagte Gouverneurin Anna Lee."),
        ("fr", "Il n'y a ni mort ni blessé, a déclaré la gouverneure Anne Lee."),
    ],
)
def test_nobody_was_hurt_is_a_denial(tmp_path: Path, language: str, body: str) -> None:
    assert set(polarities(tmp_path, language, body).values()) == {"denied"}


def test_a_negation_reaches_over_no_second_verb(tmp_path: Path) -> None:
    """Another deed behind `and`, and a verb of seeing: neither denies what stands before."""
    found = polarities(tmp_path, "en", "Two people were killed and nobody was wounded, Ann Lee said.")
    assert [p for words, p in found.items() if "killed" in words] == ["asserted"]
    found = polarities(tmp_path, "en", "Ann Lee counted eleven damaged houses and saw no military vehicles.")
    assert "asserted" in found.values()
