"""`make bench-quality`: measure against gold, print one table each, compare with the floors.

    python -m benchmarks.quality [NAME …] [--documents] [--errors] [--language fr] [--update] [--json FILE] [--readme]

Exit code 1 when a figure fell below its floor; 0 when the corpora are not there (said, nothing is checked).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.quality import (
    floors,
    german_quotes,
    names,
    pages,
    places,
    polnear,
    quantities,
    readme,
    statements,
    times,
)  # fmt: skip
from benchmarks.quality.outcome import Outcome, Rows, shared_folder

MEASURES: dict[str, Callable[[Path], Outcome]] = {
    "statements": statements.measure,
    "polnear": polnear.measure,
    "german_quotes": german_quotes.measure,
    "pages": pages.measure,
    "times": times.measure,
    "quantities": quantities.measure,
    "places": places.measure,
    "names": names.measure,
}


def table(rows: Rows) -> str:
    """Rows of figures under their metrics, in columns."""
    metrics: list[str] = []
    for row in rows.values():
        metrics += [m for m in row if m not in metrics]
    first = max([len(label) for label in rows] + [4]) + 2
    lines = [" " * first + "".join(f"{m:>15}" for m in metrics)]
    for label, row in rows.items():
        lines.append(f"{label:<{first}}" + "".join(f"{row.get(m, ''):>15}" for m in metrics))
    return "\n".join(lines)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Measure against gold.")
    parser.add_argument("names", nargs="*", choices=[[], *MEASURES], help="what to measure (all)")
    parser.add_argument("--documents", action="store_true", help="figures per document too")
    parser.add_argument("--errors", action="store_true", help="list what was missed (-), extra (+), wrong (~)")
    parser.add_argument("--language", action="append", help="statements: only this language (no floors then)")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured; never lowers one")
    parser.add_argument("--readme", action="store_true", help="write the figures into README.md too")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    return parser.parse_args()


def report(name: str, options: argparse.Namespace, shared: Path) -> Outcome:
    """Measure one thing and print it."""
    began = time.perf_counter()
    if name == "statements" and options.language:
        outcome = statements.measure(shared, options.language)
    else:
        outcome = MEASURES[name](shared)
    print(f"\n{name} ({time.perf_counter() - began:.1f} s)\n{table(outcome.rows)}")
    if options.documents:
        print(f"\n{table(outcome.parts)}")
    if options.errors:
        print("\n" + "\n".join(outcome.errors))
    return outcome


def main() -> int:
    """Measure, print, check or update; the exit code."""
    options, shared = arguments(), shared_folder()
    if not (shared / "corpora").is_dir():
        print(f"bench-quality: NOT CHECKED, {shared / 'corpora'} is not there (SELON_SHARED names another place)")
        return 0
    kept, wrong = floors.read(), []
    done: dict[str, Outcome] = {}
    for name in options.names or MEASURES:
        done[name] = report(name, options, shared)
        if options.language:
            continue
        if options.update:
            kept, refused = floors.raised(name, done[name], kept)
            wrong += refused
        else:
            fallen, unchecked = floors.check(name, done[name], kept)
            wrong += fallen
            print(f"floors: {'NOT CHECKED, ' + unchecked if unchecked else 'FAILED' if fallen else 'passed'}")
    if options.update:
        floors.write(kept)
    if options.readme:
        readme.write(done)
    if options.json:
        options.json.write_text(json.dumps({n: o.rows for n, o in done.items()}, indent=1), encoding="utf-8")
    for line in wrong:
        print(f"bench-quality: {line}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
