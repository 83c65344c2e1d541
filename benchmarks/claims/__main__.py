"""`make bench-claims`: claims against gold, one table each; floors for the dossiers that come with the project and
the shared ones.

    python -m benchmarks.claims [dossiers origins copies fusion pairing losses growth] [--update] [--readme]

Exit code 1 when a figure fell below its floor. What lies in `../shared` is skipped, and said, when it is not there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from benchmarks.claims import copies, dossiers, fusion, growth, losses, origins, pairing
from benchmarks.quality import readme
from benchmarks.quality.outcome import shared_folder

FLOORS = Path(__file__).with_name("floors.json")
TESTS = Path(__file__).parents[2] / "tests"
SETS = {
    "own": "dossiers",
    "blind": "dossiers-blind",
    "more": "dossiers-more",
    "unseen": "dossiers-unseen",
    "taught": "dossiers-taught",
    "alike": "dossiers-alike",
    "further": "dossiers-further",
    "held": "dossiers-held",
    "fresh": "dossiers-fresh",
}
"""Dossiers that the engine grew up with; that were written before it read them, early and late; that were held back at first;
that came for the trees, in free wording and in that of the given ones; that no rule, word or weight is made from, in free
wording and in that of the given ones (keep it so)."""
Figures = dict[str, float]


def sets() -> dict[str, Path]:
    """The folders of dossiers: those of the project, and the shared ones where they are."""
    found = {name: TESTS / folder for name, folder in SETS.items()}
    shared = shared_folder() / "dossiers"
    return found | ({"shared": shared} if shared.is_dir() else {})


def dossier_tables() -> dict[str, Figures]:
    """The dossiers of the project, and the shared ones, each set with its mean."""
    found: dict[str, Figures] = {}
    for name, folder in sets().items():
        rows = {p.name: dossiers.score(*dossiers.run(p)) for p in sorted(folder.iterdir()) if p.is_dir()}
        for label, scores in rows.items():
            print(f"{name + '/' + label:<28}" + "".join(_cell(v) for v in asdict(scores).values()))
        columns = list(asdict(next(iter(rows.values()))))
        means = {k: dossiers.mean([getattr(s, k) for s in rows.values()]) for k in columns if k != "support"}
        means["no_false_support"] = -float(sum(s.support for s in rows.values()))
        print(f"{name + ' mean':<28}" + "".join(_cell(v) for v in means.values()))
        found |= {f"dossiers/{name}": means}
    return found


def origins_table() -> dict[str, Figures]:
    """Counts and pairs of statements right with the claims given: what the rules of origins do by themselves."""
    found: dict[str, Figures] = {}
    for name, folder in sets().items():
        rows = [row for p in sorted(folder.iterdir()) if p.is_dir() for row in origins.measure(p)]
        pairs = [a == b for row in rows for a, b in row.pairs]
        figures = {"counts": sum(r.right for r in rows) / len(rows), "pairs": sum(pairs) / len(pairs)}
        print(f"origins {name}", ", ".join(f"{k} {v:.3f}" for k, v in figures.items()))
        found[f"origins/{name}"] = figures
    return found


def _cell(value: float | None) -> str:
    return f"{'-':>9}" if value is None else f"{value:>9.3f}"


SHOWN = {
    "shared": "given",
    "own": "own",
    "blind": "written blind, studied since",
    "more": "written later, studied since",
    "unseen": "held back first, studied since",
    "taught": "28 that the trees were grown from",
    "alike": "16 written after the given ones, that the trees were grown from",
    "further": "28 more of that kind, that the trees were grown from",
    "held": "ten in free wording held back, read by nobody who makes the rules",
    "fresh": "six like the given ones held back, read by nobody who makes the rules",
}
"""How the README calls the sets of dossiers."""


def readme_rows(found: dict[str, Figures]) -> dict[str, dict[str, object]]:
    """The figures of the dossiers in per cent, as the README shows them."""
    rows: dict[str, dict[str, object]] = {}
    for name, label in SHOWN.items():
        figures = found.get(f"dossiers/{name}")
        if figures:
            shown: dict[str, object] = {k: 100 * v for k, v in figures.items() if k != "no_false_support"}
            rows[label] = shown | {"false support": int(-figures["no_false_support"])}
    return rows


def shared_table(measure: Callable[[Path], Figures], name: str) -> dict[str, Figures]:
    shared = shared_folder()
    if not (shared / "corpora").is_dir():
        print(f"{name}: not checked, there is no ../shared")
        return {}
    figures = measure(shared)
    print(name, ", ".join(f"{k} {v:.4g}" for k, v in figures.items()))
    return {name: figures}


def growth_table() -> dict[str, Figures]:
    """How much of the target each figure of growth leaves: 1 and more is within it (1.5 times the cost, 50 ms a page)."""
    figures = growth.measure(TESTS / "dossiers")
    return {"growth": {"cost": 1.5 / figures["ratio"], "page": 50 / figures["page_ms_p95"]}}


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.claims", description="Claims against gold.")
    parser.add_argument("names", nargs="*", help="what to measure (all)")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured; never lowers one")
    parser.add_argument("--readme", action="store_true", help="write the figures of the dossiers into README.md too")
    options = parser.parse_args()
    measures: dict[str, Callable[[], dict[str, Figures]]] = {
        "dossiers": dossier_tables,
        "origins": origins_table,
        "copies": lambda: shared_table(copies.measure, "copies"),
        "fusion": lambda: shared_table(fusion.measure, "fusion") | fusion.worlds(),
        "pairing": lambda: shared_table(pairing.measure, "pairing"),
        "losses": lambda: shared_table(losses.measure, "losses"),
        "growth": growth_table,
    }
    found: dict[str, Figures] = {}
    for name in options.names or measures:
        found |= measures[name]()
    if options.readme and readme_rows(found):
        readme.write_tables({"claims": readme_rows(found)})
    floors: dict[str, Figures] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    fallen = [
        f"{table} {key}: {figures[key]:.4f} is below {floor:.4f}"
        for table, figures in found.items()
        for key, floor in floors.get(table, {}).items()
        if figures.get(key, 0.0) < floor - 0.005
    ]
    print("\n".join(fallen) or "no figure is below its floor")
    if options.update:
        for table, figures in found.items():
            kept = floors.setdefault(table, {})
            kept |= {k: round(max(v, kept.get(k, v)), 4) for k, v in figures.items()}
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main())
