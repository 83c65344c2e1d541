"""Pages per second: reading (text, headline, authors, times, language) beside trafilatura's text alone, same pages.

    python -m benchmarks.speed.pages

Both run in this process on the same decoded pages, in turns, after one unmeasured page; the best of three rounds counts.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from benchmarks.quality.outcome import shared_folder
from benchmarks.quality.pages import pages


def rate(work: Callable[[bytes], object], payloads: Sequence[bytes]) -> float:
    """Pages per second of one round."""
    began = time.perf_counter()
    for payload in payloads:
        work(payload)
    return len(payloads) / (time.perf_counter() - began)


def measure(payloads: Sequence[bytes], rounds: int = 3) -> dict[str, float]:
    """`reading` and `trafilatura` in pages per second, and `times`: how many times as long reading takes."""
    from trafilatura import bare_extraction

    from selon.model import Capture
    from selon.reading import read

    def ours(payload: bytes) -> object:
        return read(Capture(payload, "html", "page"))

    def theirs(payload: bytes) -> object:
        text = payload.decode("utf-8", "replace")
        return bare_extraction(text, fast=True, with_metadata=False, include_comments=False)

    for work in (ours, theirs):
        work(payloads[0])
    turns = [(rate(ours, payloads), rate(theirs, payloads)) for _ in range(rounds)]
    reading, alone = (max(column) for column in zip(*turns, strict=True))
    return {"reading": round(reading, 1), "trafilatura": round(alone, 1), "times": round(alone / reading, 2)}


def main() -> int:
    """Measure and print; says so when the corpus is not there."""
    folder = shared_folder() / "corpora" / "pages"
    if not folder.is_dir():
        print(f"NOT MEASURED: {folder} is not there")
        return 0
    print(measure([page.payload for page in pages(folder)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
