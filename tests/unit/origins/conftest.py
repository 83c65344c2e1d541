"""Short reports as claims, for the tests of origins."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.model import Claim, Claims, Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims

Row = tuple[str, str, str, str]
"""Outlet, language, moment of publication, body."""


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., Claims]:
    """The claims and copies of reports given as rows; the first one is `https://r0.example/a`."""

    def make(*rows: Row) -> Claims:
        lines = [
            json.dumps({
                "@type": "NewsArticle", "url": f"https://r{number}.example/a", "publisher": outlet, "inLanguage": language,
                "datePublished": at, "headline": None, "articleBody": body,
            })
            for number, (outlet, language, at, body) in enumerate(rows)
        ]  # fmt: skip
        path = tmp_path / "reports.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return claims(r for r in read_many(path) if isinstance(r, Report))

    return make


@pytest.fixture
def claim_of(told: Callable[..., Claims]) -> Callable[..., Claim]:
    """The claim that holds some words, of reports given as rows."""

    def find(words: str, *rows: Row) -> Claim:
        return next(c for c in told(*rows).claims if any(words in s.content for s in c.statements))

    return find
