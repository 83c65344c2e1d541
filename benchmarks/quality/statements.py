"""Statements against gold statements, annotated by hand after docs/statements.md.

A statement counts as found when its content overlaps a gold content with a word-level F1 of at least 0.5 (stricter:
0.8), matching one to one, best pairs first. Voices, cue, certainty and kind are scored on the statements found at 0.5.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.outcome import Outcome, corpus_digest

LANGUAGES = ("fr", "de", "en", "ru", "uk")
FLOORED = ("F1@0.5", "F1@0.8", "deepest voice", "chain", "certainty", "kind")
WORD = re.compile(r"\w+")
Json = dict[str, Any]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated text: its file, its words, its gold statements, and how far it was annotated."""

    name: str
    language: str
    text: str
    statements: list[Json]
    until: int
    published: str | None


@dataclass(frozen=True, slots=True)
class Match:
    """A gold statement (index) and the predicted one (index) that found it, with their word F1."""

    f1: float
    gold: int
    predicted: int


def read_gold(folder: Path, language: str) -> Iterator[Gold]:
    """The annotated texts of one language."""
    for file in sorted((folder / language).glob("*.txt")):
        meta_file = file.with_suffix(".meta.json")
        meta = json.loads(meta_file.read_text(encoding="utf-8")) if meta_file.exists() else {}
        text = file.read_bytes().decode("utf-8")
        gold = json.loads(file.with_suffix(".gold.json").read_text(encoding="utf-8"))
        yield Gold(file.stem, language, text, gold, meta.get("annotated_until", len(text)), meta.get("published"))


def predict(gold: Gold) -> list[Json]:
    """What `selon read --format json` says of the file, its language identified; only what starts before `annotated_until`."""
    from selon.model import Capture
    from selon.pipeline import read_capture
    from selon.wire import report_json

    report, faults = read_capture(Capture(gold.text.encode(), "txt", gold.name, published=gold.published))
    if report is None or report.document.text != gold.text:
        raise ValueError(f"{gold.name}: the text read is not the text of the file ({faults})")
    found: list[Json] = report_json(report)["statements"]
    return [s for s in found if min(c["start"] for c in s["content"]) < gold.until]


def words(text: str, spans: Sequence[Json]) -> set[int]:
    """The words inside the spans, each known by where it starts."""
    return {m.start() for s in spans for m in WORD.finditer(text, s["start"], s["end"])}


def f1(a: set[int], b: set[int]) -> float:
    """Harmonic mean of precision and recall of two sets of words."""
    both = len(a & b)
    return 2 * both / (len(a) + len(b)) if both else 0.0


def overlap(text: str, a: Json | None, b: Json | None) -> bool:
    """Whether two spans share more than white space."""
    return bool(a and b and text[max(a["start"], b["start"]) : min(a["end"], b["end"])].strip())


def match(gold: Gold, predicted: list[Json]) -> list[Match]:
    """Pairs of at least 0.5, one to one, best first."""
    gold_words = [words(gold.text, g["content"]) for g in gold.statements]
    their_words = [words(gold.text, p["content"]) for p in predicted]
    pairs = sorted(
        ((f1(a, b), i, j) for i, a in enumerate(gold_words) for j, b in enumerate(their_words)), reverse=True
    )
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    found = []
    for value, i, j in pairs:
        if value >= 0.5 and i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            found.append(Match(value, i, j))
    return found


def chain_is_right(text: str, gold: Json, predicted: Json) -> bool:
    """Whether all links of the chain are there, in order, and no other."""
    a, b = gold["voices"], predicted["voices"]
    return len(a) == len(b) and all(overlap(text, x["span"], y.get("span")) for x, y in zip(a, b, strict=True))


def tally(gold: Gold, predicted: list[Json]) -> Counter[str]:
    """Counts of one text, to be added up."""
    total: Counter[str] = Counter(gold=len(gold.statements), pred=len(predicted))
    for m in match(gold, predicted):
        g, p = gold.statements[m.gold], predicted[m.predicted]
        total.update(hit50=1, hit80=m.f1 >= 0.8)
        total["content"] += m.f1  # type: ignore[assignment]  # a sum of shares
        if g["voices"]:
            cues = [v["cue"] for v in g["voices"] if v["cue"]]
            deepest = bool(p["voices"]) and overlap(gold.text, g["voices"][-1]["span"], p["voices"][-1].get("span"))
            cue = not cues or any(overlap(gold.text, c, v.get("cue")) for c in cues for v in p["voices"])
            total.update(voiced=1, deepest=deepest, cue=cue)
        total.update(
            chain=chain_is_right(gold.text, g, p),
            certainty=g["certainty"] == p["certainty"],
            kind=g["kind"] == p["kind"],
        )
    return total


def figures(t: Counter[str]) -> dict[str, float]:
    """Percentages out of counts, to one decimal."""

    def share(key: str, of: str) -> float:
        return round(100 * t[key] / max(t[of], 1), 1)

    def level(key: str) -> float:
        return round(100 * 2 * t[key] / max(t["gold"] + t["pred"], 1), 1)

    return {
        "gold": t["gold"], "pred": t["pred"], "F1@0.5": level("hit50"), "F1@0.8": level("hit80"),
        "content": share("content", "hit50"),
        "deepest voice": share("deepest", "voiced"), "cue": share("cue", "voiced"),
        "chain": share("chain", "hit50"), "certainty": share("certainty", "hit50"), "kind": share("kind", "hit50"),
    }  # fmt: skip


def _said(statement: Json, text: str) -> str:
    chain = " ← ".join((v["span"] or {"text": "·"})["text"] for v in statement["voices"]) or "(publisher)"
    content = " … ".join(text[c["start"] : c["end"]] for c in statement["content"])
    cue = next((v["cue"]["text"] for v in reversed(statement["voices"]) if v["cue"]), "–")
    return f"[{chain} | {cue} | {statement['certainty']} {statement['kind']}] {' '.join(content.split())}"


def differences(gold: Gold, predicted: list[Json]) -> Iterator[str]:
    """What was missed (-), what is extra (+), what was found and is wrong in voice, certainty or kind (~)."""
    where = f"{gold.language}/{gold.name}"
    matches = match(gold, predicted)
    found, used = {m.gold: m for m in matches}, {m.predicted for m in matches}
    for i, g in enumerate(gold.statements):
        start = g["content"][0]["start"]
        if i not in found:
            yield f"- {where}:{start} {_said(g, gold.text)}"
            continue
        p = predicted[found[i].predicted]
        wrong = [k for k in ("certainty", "kind") if g[k] != p[k]]
        wrong += [] if chain_is_right(gold.text, g, p) else ["chain"]
        wrong += [f"content {found[i].f1:.2f}"] if found[i].f1 < 0.8 else []
        if wrong:
            both = f"    gold {_said(g, gold.text)}\n    read {_said(p, gold.text)}"
            yield f"~ {where}:{start} {', '.join(wrong)}\n{both}"
    for j, p in enumerate(predicted):
        if j not in used:
            rules = ", ".join(w["rule"] for w in p["why"])
            yield f"+ {where}:{p['content'][0]['start']} {_said(p, gold.text)} ({rules})"


def measure(shared: Path, languages: Sequence[str] = LANGUAGES) -> Outcome:
    """Score all languages that have gold."""
    folder = shared / "corpora" / "statements"
    rows: dict[str, dict[str, float]] = {}
    parts: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    for language in languages:
        total: Counter[str] = Counter()
        for gold in read_gold(folder, language):
            predicted = predict(gold)
            counts = tally(gold, predicted)
            parts[f"{language}/{gold.name}"] = figures(counts)
            errors += differences(gold, predicted)
            total.update(counts)
        rows[language] = figures(total)
    if len(rows) > 1:
        rows["mean"] = {k: round(sum(r[k] for r in rows.values()) / len(rows), 1) for k in ("F1@0.5", "F1@0.8")}
    files = [f for language in LANGUAGES for f in (folder / language).iterdir()]
    return Outcome(rows, corpus_digest(folder, files), FLOORED, parts, tuple(errors))
