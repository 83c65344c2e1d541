"""The process in which a PDF is taken apart: `python -m selon.capture.pdf_worker SECONDS MEMORY PAGES BOXES < file >
boxes.json`.

It limits itself before it looks at the first byte, reads nothing but standard input, and writes JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Char = tuple[float, float, float, float, str]
"""left, top, right, bottom in points from the lower left corner; one character."""
LONGEST_RUN = 25
"""So many characters for each piece of a page are looked at."""


def limit(seconds: int, memory: int) -> None:
    """No more computing time, memory, written files or further processes than this; where the system knows
    such limits.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def boxes_of(page: Any, most: int) -> list[list[object]]:
    """The pieces of text of a page in the order of the file: left, top, right, bottom from the upper left corner, words.

    A piece is a line as the parser sees it; one that runs across the strip between two columns is parted there.
    """
    textpage = page.get_textpage()
    _, height = page.get_size()
    found: list[list[object]] = []
    line: list[Char] = []
    for char in chars_of(textpage, most * LONGEST_RUN):
        if char is not None:
            line.append(char)
            continue
        found += [_piece(run, height) for run in parted(line)]
        line = []
        if len(found) >= most:
            break
    return found[:most]


def chars_of(textpage: Any, most: int) -> Iterator[Char | None]:
    """The characters of a page, as wide as their ink and as tall as their line; `None` at the end of each line."""
    from ctypes import byref, c_double

    import pypdfium2.raw as pdfium

    box, loose = [c_double() for _ in range(4)], pdfium.FS_RECTF()
    places, around = [byref(value) for value in box], byref(loose)
    for index in range(min(textpage.count_chars(), most)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            yield None
        elif code:
            pdfium.FPDFText_GetCharBox(textpage, index, *places)
            tall = pdfium.FPDFText_GetLooseCharBox(textpage, index, around) and loose.top > loose.bottom
            left, right, bottom, top = (value.value for value in box)
            yield left, loose.top if tall else top, right, loose.bottom if tall else bottom, chr(code)
    yield None


def parted(line: list[Char]) -> Iterator[list[Char]]:
    """The runs of a line: parted where it leaps back, and at gaps that are wide beside the other gaps in it."""
    inked = [c for c in line if not c[4].isspace()]
    if not inked:
        return
    tall = max(c[1] - c[3] for c in inked)
    words = [after[0] - before[2] for before, after in pairwise(inked) if after[0] - before[2] > 0.12 * tall]
    usual = sorted(words)[(len(words) - 1) // 2] if len(words) > 1 else 2 * tall
    run: list[Char] = []
    last: Char | None = None
    for char in line:
        if not char[4].isspace():
            gap = char[0] - last[2] if last else 0.0
            if gap < -tall - 2 or gap > max(tall, 2.5 * usual):
                yield run
                run = []
            last = char
        run.append(char)
    yield run


def _piece(run: list[Char], height: float) -> list[object]:
    inked = [c for c in run if not c[4].isspace()]
    left, right = min(c[0] for c in inked), max(c[2] for c in inked)
    top, bottom = max(c[1] for c in inked), min(c[3] for c in inked)
    words = "".join(c[4] for c in run).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [left, height - top, right, height - bottom, words.strip()]


def take_apart(data: bytes, max_pages: int, max_boxes: int) -> dict[str, object]:
    """All pages' boxes, what the document says about itself, and faults as (code, reason)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    count = len(document)
    faults = [("cut", f"{count} pages; the first {max_pages} are read")] if count > max_pages else []
    pages = []
    broken: list[str] = []
    for index in range(min(count, max_pages)):
        try:
            pages.append(boxes_of(document[index], max_boxes))
        except pypdfium2.PdfiumError as fault:
            broken.append(f"page {index + 1}: {fault}")
            pages.append([])
    if broken:
        faults.append(("pdf", broken[0] + (f" (and {len(broken) - 1} more pages)" if len(broken) > 1 else "")))
    names = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified"}
    info = {short: document.get_metadata_value(name).strip() for name, short in names.items()}
    return {"pages": pages, "info": info, "faults": faults}


def main(arguments: list[str]) -> int:
    """0 when all went well; 1 with the reason on standard error."""
    seconds, memory, pages, boxes = (int(a) for a in arguments)
    import pypdfium2

    limit(seconds, memory)
    try:
        found = take_apart(sys.stdin.buffer.read(), pages, boxes)
    except (pypdfium2.PdfiumError, MemoryError, ValueError) as fault:
        sys.stderr.write(f"{type(fault).__name__}: {fault}\n")
        return 1
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
