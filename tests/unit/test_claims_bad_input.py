"""Claims from hostile or broken reports: nothing hangs, nothing is counted twice."""

from __future__ import annotations

import json
from pathlib import Path

from selon.model import Claims, Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims


def made(tmp_path: Path, *rows: tuple[str, str, str, str]) -> Claims:
    """Claims of reports given as (outlet, moment, headline, body), all in English."""
    lines = [
        json.dumps(
            {
                "@type": "NewsArticle",
                "url": f"https://{outlet.replace(' ', '-').lower()}.example/{number}",
                "publisher": outlet,
                "inLanguage": "en",
                "datePublished": at,
                "headline": headline,
                "articleBody": body,
            }
        )
        for number, (outlet, at, headline, body) in enumerate(rows)
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return claims(r for r in read_many(path) if isinstance(r, Report))


def test_two_papers_that_credit_each_other_are_a_circle_and_no_origin(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        (
            "Aldham Echo",
            "2025-01-10T08:00:00Z",
            "Bridge at Toren closed",
            "The army closed the bridge at Toren, the newspaper Brook Gazette reported.",
        ),
        (
            "Brook Gazette",
            "2025-01-10T09:00:00Z",
            "Bridge at Toren closed",
            "The army closed the bridge at Toren, the newspaper Aldham Echo reported.",
        ),
    )
    claim = max(found.claims, key=lambda c: c.counts.reports)
    assert claim.counts.reports == 2
    assert claim.counts.independent == 0
    assert any("circle" in o.who for o in claim.origins)


def test_a_report_that_credits_itself_is_no_circle_and_ends(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        (
            "Aldham Echo",
            "2025-01-10T08:00:00Z",
            "Bridge shelled",
            "Two shells hit the bridge at Toren, the newspaper Aldham Echo reported.",
        ),
    )
    assert all(c.counts.reports == 1 for c in found.claims)
    assert found.copies == ()


def test_dates_in_the_future_and_figures_without_end_are_read_as_they_stand(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        (
            "Aldham Echo",
            "2999-01-10T08:00:00Z",
            "Losses",
            "The army said that 1" + "0" * 30 + " drones were shot down over Toren.",
        ),
        ("Brook Gazette", "2999-01-11T08:00:00Z", "Losses", "The army said that 40 drones were shot down over Toren."),
    )
    assert found.claims


def test_an_empty_report_takes_no_part(tmp_path: Path) -> None:
    found = made(tmp_path, ("Aldham Echo", "2025-01-10T08:00:00Z", "Weather", "."))
    assert all(c.statements for c in found.claims)
