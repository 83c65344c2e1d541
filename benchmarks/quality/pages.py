"""Real news pages against the fields that their publishers' readers expect: headline, authors, time, body.

Beside the pages of a publisher stands one JSON file, version → fields; the versions are in the order of the pages' dates.
A page without an expected value for a field does not count for that field. One row; countries and pages are parts.

headline: the headline as shown or as declared is the expected one (expected values follow now this, now that).
shown: the headline as shown alone. authors: the same set of names. published: to the minute and, where the expected time
has a zone, the same instant; zoned: the same, of the pages whose expected time has a zone. body: mean word F1.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.quality.outcome import Outcome, corpus_digest

FLOORED = ("headline", "authors", "published", "zoned", "body")
WORD = re.compile(r"\w+")
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One captured page: its file name, its country, its bytes, the expected fields."""

    name: str
    country: str
    payload: bytes
    expected: Json


def pages(folder: Path) -> Iterator[Page]:
    """The pages below a folder, each with the version of expected fields that its date picks."""
    for file in sorted(folder.glob("*/*.json")):
        versions = list(json.loads(file.read_text(encoding="utf-8")).values())
        captured = sorted(file.parent.glob(f"{file.stem}_[0-9]*.html.gz"))
        assert len(captured) == len(versions), f"{file}: {len(captured)} pages, {len(versions)} versions"
        for page, expected in zip(captured, versions, strict=True):
            name = page.name.removesuffix(".html.gz")
            yield Page(name, file.parent.name, gzip.decompress(page.read_bytes()), expected)


def expected_body(expected: Json) -> str:
    """Summary, section headlines and paragraphs of the expected body."""
    body = expected["body"]
    lines = list(body.get("summary") or [])
    for section in body["sections"]:
        lines += [*section["headline"], *section["paragraphs"]]
    return "\n".join(lines)


def word_f1(found: str, expected: str) -> float:
    """F1 over words as multisets, 0–100."""
    a, b = (Counter(WORD.findall(text.lower())) for text in (found, expected))
    both = sum((a & b).values())
    return 200 * both / (a.total() + b.total()) if both else 0.0


def same_moment(found: str | None, expected: str) -> bool:
    """Whether both name the same minute: the same instant when a zone is expected, the same clock time otherwise."""
    if found is None or "T" not in found:
        return False
    a, b = datetime.fromisoformat(found), datetime.fromisoformat(expected)
    if b.tzinfo is None:
        return a.replace(tzinfo=None, second=0) == b.replace(second=0, microsecond=0)
    return a.tzinfo is not None and int(a.timestamp()) // 60 == int(b.timestamp()) // 60


def _flat(text: str | None) -> str:
    return " ".join((text or "").replace("\u00ad", "").replace("\u200b", "").split())


def score(page: Page) -> tuple[dict[str, float], list[str]]:
    """The figures of one page (100 or 0, body 0–100), only for fields with an expected value; and what was wrong."""
    from selon.model import Capture
    from selon.reading import read

    document, _ = read(Capture(page.payload, "html", page.name))
    if document is None:
        wanted = [k for k, v in (("headline", "title"), ("authors", "authors"), ("published", "publishing_date"))
                  if page.expected.get(v)]  # fmt: skip
        return dict.fromkeys([*wanted, "body"], 0.0), [f"{page.name}: nothing read"]
    found: dict[str, float] = {}
    wrong: list[str] = []

    def put(metric: str, right: bool, got: object, expected: object) -> None:
        found[metric] = 100.0 * right
        if not right:
            wrong.append(f"{page.name} {metric}: {got!r} ~ {expected!r}")

    if title := _flat(page.expected.get("title")):
        heads = _flat(document.headline), _flat(document.headline_declared)
        put("headline", title in heads, heads, title)
        found["shown"] = 100.0 * (title == heads[0])
    if names := page.expected.get("authors"):
        put("authors", set(document.authors) == {_flat(n) for n in names}, document.authors, names)
    if time := page.expected.get("publishing_date"):
        put("published", same_moment(document.published, time), document.published, time)
        if datetime.fromisoformat(time).tzinfo is not None:
            found["zoned"] = found["published"]
    text = document.text.removeprefix(document.headline or "")
    found["body"] = word_f1(text, expected_body(page.expected))
    return found, wrong


def measure(shared: Path) -> Outcome:
    """All pages below `corpora/pages`."""
    folder = shared / "corpora" / "pages"
    parts: dict[str, dict[str, float]] = {}
    groups: dict[str, list[dict[str, float]]] = {}
    total: list[dict[str, float]] = []
    errors: list[str] = []
    for page in pages(folder):
        figures, wrong = score(page)
        parts[page.name] = {metric: round(value, 1) for metric, value in figures.items()}
        total.append(figures)
        groups.setdefault(page.country, []).append(figures)
        errors += wrong
    countries = {label: _means(figures) for label, figures in groups.items()}
    files = [*folder.glob("*/*.json"), *folder.glob("*/*.html.gz")]
    return Outcome({"pages": _means(total)}, corpus_digest(folder, files), FLOORED, countries | parts, tuple(errors))


def _means(figures: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each metric over the pages that have it."""
    row: dict[str, float] = {"pages": float(len(figures))}
    for metric in ("headline", "shown", "authors", "published", "zoned", "body"):
        values = [page[metric] for page in figures if metric in page]
        if values:
            row[metric] = round(mean(values), 1)
    return row
