"""Real channels that copy one another: how many near copies are found among posts whose 4-word runs are shared by
80 % or more."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

from selon.origins.copies import find_reworded
from selon.origins.texts import Text
from selon.origins.words import shingles, words_of

CROWD = 400


def posts(shared: Path) -> list[Text]:
    with gzip.open(shared / "corpora" / "telegram_ru.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Text(f"{r['channel']}/{r['message_id']}", r["text"] or "", r["channel"], r["date"], "ru") for r in rows]


def measure(shared: Path) -> dict[str, float]:
    """`found`: share of near copies (Jaccard at least 0.8) that stand in one group of copies; `pairs`: how many
    there are."""
    texts = posts(shared)
    runs = {t.report: shingles(words_of(t.text).ids) for t in texts}
    holders: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for report, kept in runs.items():
        for run in kept:
            holders[run].append(report)
    shared_runs: Counter[tuple[str, str]] = Counter()
    for reports in holders.values():
        if 1 < len(reports) <= CROWD:
            shared_runs.update(combinations(sorted(reports), 2))
    near = [
        (a, b) for (a, b), n in shared_runs.items() if n / (len(runs[a]) + len(runs[b]) - n) >= 0.8
    ]  # fmt: skip
    root: dict[str, str] = {}

    def find(x: str) -> str:
        while root.setdefault(x, x) != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for copy in find_reworded(texts):
        root[find(copy.source)] = find(copy.target)
    found = sum(find(a) == find(b) for a, b in near)
    return {"pairs": float(len(near)), "found": found / len(near)}
