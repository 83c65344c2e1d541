"""Whoever holds an office, or is a body, and publishes in a channel of its own is the origin of what stands there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from selon.model import Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims

POST = "Ракета влучила в підстанцію біля Сухого Броду. Поранено п'ятьох працівників."
WIRE = (
    "Five workers were wounded when a missile hit a substation near Sukhyi Brid, the regional governor, Arkadii "
    "Selivanov, said."
)


def counted(tmp_path: Path, publisher: str) -> set[tuple[int, int]]:
    """`(independent, not established)` of the claims that both reports carry."""
    rows = [
        ("SocialMediaPosting", "https://channel.example/1", publisher, "uk", POST),
        ("NewsArticle", "https://paper.example/1", "The Paper", "en", WIRE),
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text(
        "\n".join(
            json.dumps({
                "@type": kind, "url": url, "publisher": name, "inLanguage": language,
                "datePublished": "2025-03-04T10:00:00Z", "articleBody": body,
            })
            for kind, url, name, language, body in rows
        )
    )  # fmt: skip
    found = claims(r for r in read_many(file) if isinstance(r, Report))
    both = [c for c in found.claims if len({s.report for s in c.statements}) == 2]
    assert both
    return {(c.counts.independent, c.counts.not_established) for c in both}


@pytest.mark.parametrize("publisher", ["Начальник обласної адміністрації", "Губернатор Аркадій Селіванов"])
def test_a_governors_channel_and_a_paper_that_quotes_him_are_one_origin(tmp_path: Path, publisher: str) -> None:
    assert counted(tmp_path, publisher) == {(1, 0)}


def test_a_channel_that_says_nothing_of_whom_it_has_it_from_establishes_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path, "Степовий вітер") == {(1, 1)}
