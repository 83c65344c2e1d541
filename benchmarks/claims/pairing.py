"""One event told in English and in Ukrainian: how often the Ukrainian text that goes with an English one is the most alike
among those of its week.

Two texts are as alike as the notions, names and figures that a translation keeps (the anchors of `matching.outlets`) and
the places that were found on the map, each weighing more the fewer texts hold it, and as the best comparison of what they
put forward.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

from selon.grounding.fold import fold
from selon.matching.likeness import Weighed, likeness
from selon.matching.notions import WEIGHTS
from selon.matching.outlets import anchors_of
from selon.pipeline import Options, from_text, read_capture
from selon.pipeline_claims import bare_assertions
from selon.pipeline_facts import facts_of

Told = tuple[dict[str, float], list[Weighed]]


def told(text: str, language: str, published: str) -> Told:
    """The anchors and places of a text with their weights, and what it puts forward."""
    report, _ = read_capture(from_text(text, Options(language=language, published=published)))
    facts = facts_of(report, fold) if report is not None else None
    if facts is None:
        return {}, []
    bag: dict[str, float] = {}
    for _, _, key, weight in anchors_of(facts):
        short = key[:6] if key.startswith("~") else key
        bag[short] = max(bag.get(short, 0.0), weight)
    bag |= {f"={spot.id}": WEIGHTS["place"] for spot in facts.spots if spot.id}
    return bag, [Weighed(a) for a in bare_assertions(facts)]


def alike(a: Told, b: Told, rarity: dict[str, float]) -> float:
    """How alike two texts are."""
    one, other = ({k: w * rarity[k] for k, w in bag.items()} for bag in (a[0], b[0]))
    shared = sum(min(w, other[k]) for k, w in one.items() if k in other)
    total = math.sqrt(sum(one.values()) * sum(other.values()))
    best = max((likeness(x, y).score for x in a[1] for y in b[1]), default=0.0)
    return (shared / total if total else 0.0) + 0.3 * max(0.0, best)


def measure(shared: Path) -> dict[str, float]:
    """`accuracy`: share of English texts whose own Ukrainian text comes first; `texts`: how many there are."""
    lines = (shared / "corpora" / "warline.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [r for line in lines if (r := json.loads(line))["DescriptionEnglish"] and r["DescriptionUkrainian"]]
    pairs, weeks = [], defaultdict(list)
    for i, row in enumerate(rows):
        day = datetime.strptime(row["FullDate"], "%m/%d/%Y").date().isoformat()
        both = [told(row[f"Description{name}"].replace("\\n", "\n"), code, day) for name, code in (
            ("English", "en"), ("Ukrainian", "uk"),
        )]  # fmt: skip
        pairs.append(both)
        weeks[int(row["DayNo"]) // 7].append(i)
    held = Counter(k for both in pairs for bag, _ in both for k in bag)
    rarity = {k: math.log(1 + 2 * len(pairs) / n) for k, n in held.items()}
    right = 0
    for week in weeks.values():
        for i in week:
            first = max(week, key=lambda j: (alike(pairs[i][0], pairs[j][1], rarity), -j))
            same = rows[first]["DescriptionUkrainian"] == rows[i]["DescriptionUkrainian"]
            right += first == i or same
    return {"accuracy": right / len(rows), "texts": float(len(rows))}
