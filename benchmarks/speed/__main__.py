"""`make bench-speed`: how fast Selon reads and starts, beside HTML extraction on the same pages.

    python -m benchmarks.speed

Words are runs of word characters; every figure is the best of three rounds, in this process, after one unmeasured round.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.quality.outcome import shared_folder
from benchmarks.quality.pages import pages
from benchmarks.speed import pages as page_speed
from selon.model import Capture, Document

WORD = re.compile(r"\w+")
ROUNDS = 3


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The shortest of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def start(arguments: Sequence[str]) -> float:
    """Seconds from the start of a process to its end, the shortest of seven."""
    command = [sys.executable, *arguments]
    return seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True), rounds=7)


def count(documents: Sequence[Document]) -> int:
    """Words in all texts."""
    return sum(len(WORD.findall(d.text)) for d in documents)


def statements_of(documents: Sequence[Document]) -> None:
    """Read the statements of all documents."""
    from selon import lang
    from selon.statements import extract

    for document in documents:
        if document.language in lang.available():
            extract(document, lang.load(document.language))


def documents_of(captures: Sequence[Capture]) -> list[Document]:
    """The documents in some captures, those that have one."""
    from selon.reading import read

    return [document for capture in captures if (document := read(capture)[0]) is not None]


def texts(folder: Path) -> dict[str, float]:
    """Reading of plain texts: words per second of the statements alone, and of all that `selon read` does in process."""
    files = sorted(folder.glob("*/*.txt"))
    captures = [Capture(f.read_bytes(), "txt", f.name, language=f.parent.name) for f in files]
    documents = documents_of(captures)
    statements_of(documents)
    words = count(documents)
    alone = seconds(lambda: statements_of(documents))
    whole = seconds(lambda: statements_of(documents_of(captures)))
    return {"texts": len(files), "words": words, "statements words/s": words / alone, "all words/s": words / whole}


def beside_html(folder: Path) -> dict[str, float]:
    """Statements beside the extraction of the same pages: words per second of both, and how many times as fast we are."""
    captures = [Capture(page.payload, "html", "page") for page in pages(folder)]
    documents = documents_of(captures)
    statements_of(documents)
    words = count(documents)
    reading = seconds(lambda: statements_of(documents))
    html = seconds(lambda: documents_of(captures))
    return {
        "pages": len(captures), "words": words, "statements words/s": words / reading, "html words/s": words / html,
        "html / statements": html / reading,
    }  # fmt: skip


def show(title: str, figures: dict[str, float]) -> None:
    """One line for each figure."""
    print(title)
    for name, value in figures.items():
        print(f"  {name:<24}{value:>12,.0f}" if value >= 100 else f"  {name:<24}{value:>12.2f}")


def main() -> int:
    """Measure and print; what needs the corpora is said to be left out when they are not there."""
    show("start, in seconds", {
        "python -c pass": start(["-c", "pass"]),
        "import selon": start(["-c", "import selon"]),
        "selon --help": start(["-m", "selon", "--help"]),
        "selon read --help": start(["-m", "selon", "read", "--help"]),
    })  # fmt: skip
    corpora = shared_folder() / "corpora"
    if not corpora.is_dir():
        print(f"NOT MEASURED: words per second, {corpora} is not there")
        return 0
    show("plain texts", texts(corpora / "statements"))
    show("statements beside HTML extraction, same pages", beside_html(corpora / "pages"))
    show("pages per second", page_speed.measure([page.payload for page in pages(corpora / "pages")]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
