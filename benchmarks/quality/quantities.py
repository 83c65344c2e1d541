"""Quantities against the gold of `corpora/statements`: value, bound, unit and period of every annotated figure.

Selon reads the quantities of the whole text; a gold figure is looked for inside the content of its statement (outside
of it when its words stand there no more: a subject that the content leaves out), and compared with the predicted
figure that overlaps it most. So the figures do not depend on the statement engine. A gold figure that nothing
overlaps counts as wrong in all four. Units are equal when the packs' tables give them the same common name; `persons`
stands for every kind of person, as the annotators wrote it. `precision` is the share of predicted figures inside gold
contents that a gold figure overlaps.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.quality.outcome import Outcome, corpus_digest

LANGUAGES = ("fr", "de", "en", "ru", "uk")
PARTS = ("value", "bound", "unit", "period")
Json = dict[str, Any]


@lru_cache(maxsize=1)
def _names() -> tuple[dict[str, str], dict[str, str]]:
    """Forms and names of units in all packs → common name; common name → kind."""
    from selon.lang import available, load

    forms: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for code in available():
        for row in load(code).rows("units"):
            kinds.setdefault(row["unit"], row["kind"])
            for form in row.all("words"):
                forms.setdefault(form.replace("_", " ").lower(), row["unit"])
    return forms, kinds


def common(unit: str | None) -> str | None:
    """The common name of a unit as an annotator or Selon wrote it."""
    if unit is None:
        return None
    forms, kinds = _names()
    if " and " in unit:
        return " and ".join(common(u) or u for u in unit.split(" and "))
    low = unit.lower()
    for name in (unit, low, low + "s"):
        if name in kinds:
            return name
    return forms.get(low, low)


def same_unit(gold: str | None, predicted: str | None) -> bool:
    """Whether two units are one; `persons` in the gold stands for any kind of person."""
    a, b = common(gold), common(predicted)
    return a == b or (a == "persons" and _names()[1].get(b or "") == "person")


def same_value(gold: Json, predicted: Any) -> bool:
    """Whether the ends are equal within one percent; an end that the gold leaves open is free."""
    low = gold.get("low", gold.get("value"))
    high = gold.get("high", gold.get("value"))
    return all(
        g is None or abs(g - p) <= 0.01 * max(abs(g), 1e-9) for g, p in ((low, predicted.low), (high, predicted.high))
    )


def locate(text: str, content: list[tuple[int, int]], words: str) -> tuple[int, int] | None:
    """Where the words of a gold figure stand: inside the content, else the place nearest before or behind it."""
    for start, end in content:
        at = text.find(words, start, end + len(words))
        if at >= 0:
            return at, at + len(words)
    places = []
    at = text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    if not places:
        return None
    best = min(places, key=lambda p: abs(p - content[0][0]))
    return best, best + len(words)


def pairs(shared: Path, language: str) -> Iterator[tuple[str, Json, Any, tuple[Any, ...]]]:
    """Every gold figure of a language with the predicted one over it (or `None`), and per text the number of
    predicted ones in contents."""
    from selon.grounding.quantities import find_quantities
    from selon.lang import load

    pack = load(language)
    for file in sorted((shared / "corpora" / "statements" / language).glob("*.gold.json")):
        text = file.with_name(file.name.replace(".gold.json", ".txt")).read_bytes().decode("utf-8")
        found = find_quantities(text, pack)
        for statement in json.loads(file.read_text(encoding="utf-8")):
            content = [(c["start"], c["end"]) for c in statement["content"]]
            inside = [q for q in found if any(a <= q.span.start and q.span.end <= b for a, b in content)]
            hits: set[int] = set()
            for gold in statement.get("quantities") or []:
                place = locate(text, content, gold["text"])
                over = [q for q in found if place and q.span.start < place[1] and place[0] < q.span.end]
                best = max(over, key=lambda q: min(q.span.end, place[1]) - max(q.span.start, place[0]), default=None)  # type: ignore[index]
                hits |= {id(best)}
                yield file.name, gold, best, ()
            yield file.name, {}, None, tuple(q for q in inside if id(q) not in hits)


def measure(shared: Path) -> Outcome:
    """Accuracy of value, bound, unit and period over all gold figures, in percent, per language and in all."""
    rows: dict[str, dict[str, float]] = {}
    errors: list[str] = []
    total: Counter[str] = Counter()
    for language in LANGUAGES:
        count: Counter[str] = Counter()
        for name, gold, best, extra in pairs(shared, language):
            count["extra"] += len(extra)
            errors += [f"+ {name}: {q.span.text!r} {q.low:g} {q.bound} {q.unit} / {q.period}" for q in extra]
            if not gold:
                continue
            _score(count, name, gold, best, errors)
        rows[language] = _row(count)
        total += count
    rows["all"] = _row(total)
    folder = shared / "corpora" / "statements"
    digest = corpus_digest(folder, folder.glob("*/*.gold.json"))
    return Outcome(rows, digest, PARTS, errors=tuple(errors))


def _score(count: Counter[str], name: str, gold: Json, best: Any, errors: list[str]) -> None:
    count["gold"] += 1
    if best is None:
        errors.append(f"- {name}: {gold['text']!r}")
        return
    count["found"] += 1
    right = {
        "value": same_value(gold, best),
        "bound": gold["bound"] == best.bound,
        "unit": same_unit(gold.get("unit"), best.unit),
        "period": gold.get("period") == best.period,
    }
    count.update(part for part, ok in right.items() if ok)
    wrong = [part for part, ok in right.items() if not ok]
    if wrong:
        told = f"{best.low:g}..{best.high:g} {best.bound} {best.unit} / {best.period}"
        errors.append(
            f"~ {name}: {gold['text']!r} {json.dumps(gold, ensure_ascii=False)} read as {best.span.text!r} {told}: {wrong}"
        )


def _row(count: Counter[str]) -> dict[str, float]:
    gold = max(count["gold"], 1)
    row = {"gold": count["gold"], "found": round(100 * count["found"] / gold, 1)}
    row |= {part: round(100 * count[part] / gold, 1) for part in PARTS}
    return row | {"precision": round(100 * count["found"] / max(count["found"] + count["extra"], 1), 1)}
