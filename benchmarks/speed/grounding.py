"""Grounding: a gazetteer of 500,000 names (opening, look-ups), and grounding beside the reading of statements.

    python -m benchmarks.speed.grounding [--names 500000]

The names are made of syllables with a fixed seed; the file is built once under the temporary folder. Opening is timed in
a fresh process, from the call of `Gazetteer.open` to the first answer. Look-ups: every name is asked for once (nothing is
remembered), alone and then, in a gazetteer opened anew, 200 at a time, as the names of a text are; then a second time; a
third of the names asked for are in no gazetteer. Statements and grounding run on the
same documents, in turns, on one core; figures are computing time, of each text the best of twenty rounds.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.quality.outcome import shared_folder
from selon.grounding.fold import plain
from selon.model import Document, Report

ONSETS = [
    "b",
    "br",
    "d",
    "dr",
    "g",
    "gr",
    "k",
    "kl",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "z",
    "zh",
]
VOWELS = ["a", "e", "i", "o", "u", "y"]
CODAS = ["", "n", "r", "s", "v", "sk", "vka", "no", "ka"]
ROUNDS = 20
NAMES_OF_A_PLACE, NAMES_OF_A_TEXT = 4, 200
OPENED = """
import sys, time
from pathlib import Path
from selon.grounding.gazetteer import Gazetteer
began = time.perf_counter()
places = Gazetteer.open(Path(sys.argv[1]), built_in=False)
opened = time.perf_counter()
assert places.find(sys.argv[2])
print(opened - began, time.perf_counter() - began)
"""


def made_names(count: int) -> list[str]:
    """So many different names, the same on every machine."""
    chance = random.Random(20230916)
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = chance.randint(2, 3)
        word = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(syllables)) + chance.choice(CODAS)
        found[word.capitalize()] = None
    return list(found)


def built(names: Sequence[str], folder: Path) -> Path:
    """A gazetteer in which every place has four of the names."""
    from selon.grounding.gazetteer_load import RawPlace, load, replacing

    def places() -> Iterator[RawPlace]:
        chance = random.Random(1)
        for number in range(len(names) // NAMES_OF_A_PLACE):
            some = names[number * NAMES_OF_A_PLACE : (number + 1) * NAMES_OF_A_PLACE]
            others = tuple((name, "") for name in some[1:])
            lat, lon = chance.uniform(44, 53), chance.uniform(22, 40)
            yield RawPlace(f"made:{number}", some[0], lat, lon, others, "UA", "05", None, "village")

    path = folder / f"selon-bench-{len(names)}.db"
    if not path.exists():
        with replacing(path) as base:
            load(base, places(), "made", "CC0")
    return path


def opening(path: Path, name: str) -> tuple[float, float]:
    """Seconds to open, and to the first answer, in a fresh process; the best of five."""
    told = [
        subprocess.run(
            [sys.executable, "-c", OPENED, str(path), name], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(5)
    ]
    pairs = [tuple(map(float, line.split())) for line in told]
    return min(p[0] for p in pairs), min(p[1] for p in pairs)


def lookups(path: Path, asked: Sequence[str]) -> tuple[float, float, float]:
    """Names looked up per second of computing time, for the first time: one by one, and the names of a text at once;
    and names asked for again."""
    from selon.grounding.gazetteer import Gazetteer

    def one_by_one(places: Gazetteer) -> None:
        for name in asked:
            places.find(name)

    def by_text(places: Gazetteer) -> None:
        for start in range(0, len(asked), NAMES_OF_A_TEXT):
            names = asked[start : start + NAMES_OF_A_TEXT]
            places.remember(names)
            for name in names:
                places.find(name)

    def rate(look_up: Callable[[Gazetteer], None], places: Gazetteer) -> float:
        began = time.process_time()
        look_up(places)
        return len(asked) / (time.process_time() - began)

    with Gazetteer.open(path, built_in=False) as places:
        alone, again = rate(one_by_one, places), rate(one_by_one, places)
    plain.cache_clear()
    with Gazetteer.open(path, built_in=False) as places:
        return alone, rate(by_text, places), again


def beside_statements(documents: Sequence[Document], rounds: int = ROUNDS) -> dict[str, float]:
    """Computing time of reading statements and of grounding, on the same documents: of each text the best of the
    rounds, in which both take turns.
    """
    from selon import grounding, lang
    from selon.pipeline import gazetteer, registry
    from selon.statements import extract

    reading, grounded = [float("inf")] * len(documents), [float("inf")] * len(documents)
    for _ in range(rounds):
        for i, document in enumerate(documents):
            pack = lang.load(document.language)
            began = time.process_time()
            found, _ = extract(document, pack)
            between = time.process_time()
            grounding.ground(Report(document, statements=found), pack, gazetteer(), registry())
            ended = time.process_time()
            reading[i], grounded[i] = min(reading[i], between - began), min(grounded[i], ended - between)
    best = {"statements": sum(reading), "grounding": sum(grounded)}
    return best | {"grounding / statements": best["grounding"] / best["statements"]}


def documents_of(folder: Path) -> list[Document]:
    """The plain texts of a folder of languages, as documents."""
    from selon.model import Capture
    from selon.reading import read

    files = sorted(folder.glob("*/*.txt"))
    captures = [Capture(f.read_bytes(), "txt", f.name, language=f.parent.name) for f in files]
    return [d for capture in captures if (d := read(capture)[0]) is not None]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.grounding")
    parser.add_argument("--names", type=int, default=500_000, help="how many names the gazetteer has")
    count = parser.parse_args().names
    names = made_names(count * 4 // 3)
    path = built(names[:count], Path(tempfile.gettempdir()))
    opened, first = opening(path, names[0])
    asked = random.Random(2).sample(names, min(60_000, len(names)))
    alone, by_text, again = lookups(path, asked)
    print(f"{count:,} names: opened in {opened * 1000:.1f} ms, first answer after {first * 1000:.1f} ms")
    print(
        f"look-ups per second: {by_text:,.0f} first, the names of a text at once; {alone:,.0f} alone; {again:,.0f} again"
    )
    folder = shared_folder() / "corpora" / "statements"
    if not folder.is_dir():
        print(f"NOT MEASURED: grounding beside statements, {folder} is not there")
        return 0
    for name, value in beside_statements(documents_of(folder)).items():
        print(f"{name:<24}{value:>10.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
