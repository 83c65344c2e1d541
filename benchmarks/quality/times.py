"""Times: TIMEX3 scoring as `../shared/tools/score_times.py` does it, and when gold statements happened.

strict: equal spans; relaxed: overlapping spans; value: overlapping with an equal value; each as F1 in percent.
Corpora: KRAUTS Dolomiten-100 (German news, TimeML; HeidelTime's own output beside it), WikiWarsUA 01-15 (Ukrainian
narratives, inline XML), the DATE spans of NEREL dev (Russian; recall of spans alone, since nothing there is
normalised). `happened` is scored on the contents of gold statements, so apart from the statement engine: `equal`
days, and `overlap` of any day, over the gold statements that have one (most of them from elsewhere in the text than
their content), `right of given` over those that Selon gives one, `invented` the share of gold statements without a
time that get one.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.quality.outcome import Outcome, corpus_digest

TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
LANGUAGES = ("fr", "de", "en", "ru", "uk")
FLOORED = ("strict", "relaxed", "value", "recall", "equal", "overlap")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text with its gold expressions `(start, end, value)` and its day."""

    name: str
    text: str
    gold: list[tuple[int, int, str]]
    published: str | None


def tagged(file: Path, day: str) -> Tagged:
    """The text between TEXT tags and its TIMEX3 elements; `day` is the pattern of the document's time."""
    raw = file.read_text(encoding="utf-8", errors="replace")
    published = re.search(day, raw, re.S)
    body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.S)
    text, gold, open_tags, at = "", [], [], 0
    inner = body.group(1) if body else ""
    for m in TAG.finditer(inner):
        text += html.unescape(inner[at : m.start()])
        at = m.end()
        if m.group(2) != "TIMEX3" or m.group(3).rstrip().endswith("/"):
            continue
        if not m.group(1):
            value = re.search(r'\bvalue="([^"]*)"', m.group(3))
            open_tags.append((len(text), value.group(1) if value else ""))
        elif open_tags:
            start, known = open_tags.pop()
            if len(text) > start:
                gold.append((start, len(text), known))
    return Tagged(file.name, text + html.unescape(inner[at:]), sorted(gold), published.group(1) if published else None)


def plain(value: str) -> str:
    """A value as the shared scorer compares it."""
    return value.replace(".", ":") if "T" in value else value


class Score:
    """Counts of gold, predicted and matching expressions."""

    def __init__(self) -> None:
        self.gold = self.predicted = self.strict = self.relaxed = self.value = 0

    def add(self, doc: Tagged, predicted: list[tuple[int, int, str]], errors: list[str]) -> None:
        """Match greedily, each gold expression with the predicted one that overlaps it most."""
        self.gold += len(doc.gold)
        self.predicted += len(predicted)
        left = list(predicted)
        for a, b, value in doc.gold:
            hits = [x for x in left if x[0] < b and a < x[1]]
            if not hits:
                errors.append(f"- {doc.name}: {doc.text[a:b]!r} {value}")
                continue
            x = max(hits, key=lambda x: min(b, x[1]) - max(a, x[0]))
            left.remove(x)
            self.relaxed += 1
            self.strict += doc.text[a:b].strip() == doc.text[x[0] : x[1]].strip()
            self.value += plain(value) == plain(x[2])
            if plain(value) != plain(x[2]):
                errors.append(f"~ {doc.name}: {doc.text[a:b]!r} {value} read as {doc.text[x[0] : x[1]]!r} {x[2]}")
        errors += [f"+ {doc.name}: {doc.text[x[0] : x[1]]!r} {x[2]}" for x in left]

    def row(self) -> dict[str, float]:
        """F1 in percent."""
        both = max(self.gold + self.predicted, 1)
        parts = {name: round(200 * getattr(self, name) / both, 1) for name in ("strict", "relaxed", "value")}
        return {"gold": self.gold, "predicted": self.predicted} | parts


def found(text: str, language: str, published: str | None) -> list[tuple[int, int, str]]:
    """What Selon finds, as the shared scorer has it."""
    from selon.grounding.times import find_times
    from selon.lang import load

    times, _ = find_times(text, load(language), published)
    return [(t.span.start, t.span.end, t.value) for t in times]


def krauts(folder: Path, errors: list[str]) -> dict[str, dict[str, float]]:
    """KRAUTS Dolomiten-100: Selon, and HeidelTime's own output under the same scorer."""
    own, other = Score(), Score()
    for file in sorted((folder / "KRAUTS_Dolomiten-100").glob("*.tml")):
        doc = tagged(file, r'<DCT>.*?value="([^"]*)"')
        own.add(doc, found(doc.text, "de", doc.published), errors)
        theirs = folder / "KRAUTS_Dolomiten-100_Heideltime" / file.name
        if theirs.exists():
            other.add(doc, _moved(doc.text, tagged(theirs, r'<DCT>.*?value="([^"]*)"')), [])
    return {"KRAUTS de": own.row(), "(HeidelTime)": other.row()}


def _moved(text: str, other: Tagged) -> list[tuple[int, int, str]]:
    """Spans of another tool's copy of a text with other spacing, moved by counting characters that are no space."""
    if other.text.split() == text.split():
        return other.gold
    index = [i for i, c in enumerate(text) if not c.isspace()]

    def count(end: int) -> int:
        return sum(not c.isspace() for c in other.text[:end])

    last = len(index) - 1
    return [(index[min(count(a), last)], index[max(min(count(b), last + 1) - 1, 0)] + 1, v) for a, b, v in other.gold]


def wikiwars(folder: Path, errors: list[str]) -> dict[str, float]:
    """WikiWarsUA 01-15."""
    score = Score()
    for file in sorted((folder / "keyinline").glob("*.xml")):
        doc = tagged(file, r'<DATETIME>.*?value="([^"]*)"')
        score.add(doc, found(doc.text, "uk", doc.published), errors)
    return score.row()


def nerel(folder: Path) -> dict[str, float]:
    """Share of NEREL's DATE spans that a found time overlaps."""
    gold = hits = predicted = 0
    for file in sorted((folder / "dev").glob("*.ann")):
        text = file.with_suffix(".txt").read_bytes().decode("utf-8")
        times = found(text, "ru", None)
        predicted += len(times)
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) > 1 and cells[1].startswith("DATE "):
                bounds = [int(n) for n in re.findall(r"\d+", cells[1])]
                gold += 1
                hits += any(a < bounds[-1] and bounds[0] < b for a, b, _ in times)
    return {"gold": gold, "predicted": predicted, "recall": round(100 * hits / max(gold, 1), 1)}


def happened(folder: Path, language: str, errors: list[str]) -> tuple[int, ...]:
    """Gold statements with a time, equal, overlapping.

    Statements without one, how many of these got one; times given to the first kind.
    """
    counts = [0] * 6
    for file in sorted((folder / language).glob("*.gold.json")):
        for gold, got in _attached(file, language):
            if gold["happened_at"] is None:
                counts[3] += 1
                counts[4] += got is not None and got != "unknown"
                continue
            equal, over = _compared(gold["happened_at"], got)
            counts[0] += 1
            counts[1] += equal
            counts[2] += over
            counts[5] += got is not None and got != "unknown"
            if not equal:
                words = " … ".join(c["text"] for c in gold["content"])[:120]
                errors.append(f"~ {file.name}: happened {gold['happened_at']} read as {got}: {words!r}")
    return tuple(counts)


def _attached(file: Path, language: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    from selon.grounding.attach import attach
    from selon.lang import load
    from selon.model import Document, Report, Span, Statement, Voice

    def span(value: Any) -> Span | None:
        return Span(value["start"], value["end"], value["text"]) if value else None

    gold = json.loads(file.read_text(encoding="utf-8"))
    text = file.with_name(file.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
    meta = json.loads(file.with_name(file.name.replace(".gold.json", ".meta.json")).read_text(encoding="utf-8"))
    statements = []
    for number, g in enumerate(gold):
        voices = tuple(Voice(span(v.get("span")), span(v.get("cue")), v["manner"], v["kind"]) for v in g["voices"])
        content = tuple(Span(c["start"], c["end"], c["text"]) for c in g["content"])
        statements.append(Statement(str(number), content, voices, g["certainty"], g["kind"]))
    published = meta.get("published")
    document = Document(
        file.name, text, published=published.replace(" ", "T") if published else None, language=language
    )
    report = attach(Report(document, tuple(statements)), load(language))
    yield from zip(gold, (s.happened_at for s in report.statements), strict=True)


def _compared(gold: str, got: str | None) -> tuple[bool, bool]:
    from selon.grounding.times_calendar import bounds

    def ends(value: str) -> tuple[str, str]:
        first, _, last = value.partition("/")
        low = bounds(first)
        high = bounds(last or first)
        return (low[0].isoformat() if low else "0000", high[1].isoformat() if high else "9999")

    if got is None or got == "unknown":
        return False, False
    a, b = ends(gold), ends(got)
    return a == b, a[0] <= b[1] and b[0] <= a[1]


def measure(shared: Path) -> Outcome:
    """All of them; figures in percent."""
    corpora = shared / "corpora"
    errors: list[str] = []
    rows: dict[str, dict[str, float]] = {}
    if (corpora / "krauts").is_dir():
        rows |= krauts(corpora / "krauts", errors)
    if (corpora / "wikiwarsua").is_dir():
        rows["WikiWarsUA"] = wikiwars(corpora / "wikiwarsua", errors)
    if (corpora / "nerel").is_dir():
        rows["NEREL ru DATE"] = nerel(corpora / "nerel")
    sums = [0] * 6
    for language in LANGUAGES:
        counts = happened(corpora / "statements", language, errors)
        sums = [a + b for a, b in zip(sums, counts, strict=True)]
        rows[f"happened {language}"] = _happened_row(counts)
    rows["happened all"] = _happened_row(sums)
    files = [f for part in ("krauts", "wikiwarsua", "nerel/dev") for f in (corpora / part).rglob("*") if f.is_file()]
    files += list((corpora / "statements").glob("*/*.gold.json"))
    return Outcome(rows, corpus_digest(corpora, files), FLOORED, errors=tuple(errors))


def _happened_row(counts: tuple[int, ...] | list[int]) -> dict[str, float]:
    gold, equal, over, without, invented, given = counts
    share = {"equal": round(100 * equal / max(gold, 1), 1), "overlap": round(100 * over / max(gold, 1), 1)}
    share["right of given"] = round(100 * equal / max(given, 1), 1)
    return {"gold": gold} | share | {"invented": round(100 * invented / max(without, 1), 1)}
