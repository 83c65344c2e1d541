"""The process in which a PDF is taken apart: `python -m selon.capture.pdf_worker SECONDS MEMORY PAGES BOXES < file >
boxes.json`.

It limits itself before it looks at the first byte, reads nothing but standard input, and writes JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any


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
    """The pieces of text of a page: left, top, right, bottom from the upper left corner, words."""
    textpage = page.get_textpage()
    _, height = page.get_size()
    found: list[list[object]] = []
    for index in range(min(textpage.count_rects(), most)):
        left, bottom, right, top = textpage.get_rect(index)
        words = textpage.get_text_bounded(left, bottom, right, top)
        found.append([left, height - top, right, height - bottom, words.replace("\r", "").replace("\n", " ")])
    return found


def take_apart(data: bytes, max_pages: int, max_boxes: int) -> dict[str, object]:
    """All pages' boxes, what the document says about itself, and faults as (code, reason)."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    count = len(document)
    faults = [("cut", f"{count} pages; the first {max_pages} are read")] if count > max_pages else []
    pages = []
    for index in range(min(count, max_pages)):
        try:
            pages.append(boxes_of(document[index], max_boxes))
        except pypdfium2.PdfiumError as fault:
            faults.append(("pdf", f"page {index + 1}: {fault}"))
            pages.append([])
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
