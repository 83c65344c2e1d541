"""PDF: text in reading order with page anchors. The parser runs in a process of its own, with limits: it may hang or
die there.

Reading order by recursive cuts along white space (XY cut: Nagy and Seth 1984), so columns are read one after the other.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from selon.errors import Fault
from selon.model import Anchor, Capture, Document

SECONDS = 30
MEMORY = 1 << 30
"""What one document may take: seconds of computing, bytes of memory."""
MAX_PAGES = 500
MAX_BOXES = 20_000
"""Pieces of text on one page; more is not a page of words."""

Box = tuple[float, float, float, float, str]
"""left, top, right, bottom in points from the upper left corner; the words."""


@dataclass(frozen=True, slots=True)
class Pages:
    """What came out of the process: boxes page by page, the document's own title, author and date, faults in words."""

    pages: list[list[Box]]
    info: dict[str, str]
    faults: list[tuple[str, str]]


def to_document(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document in a capture of form `pdf`, an anchor `page N` at the beginning of each page.

    Faults: `pdf` (cannot be read), `hang` (stopped after its time), `cut` (too many pages), `no-text` (a scan).
    """
    found = extract(capture.payload)
    faults = tuple(Fault(code, capture.name, reason) for code, reason in found.faults)
    text, anchors = join([reading_order(page) for page in without_margins(found.pages)])
    if not text.strip():
        return None, faults or (
            Fault("no-text", capture.name, "no words in it: a scan? (text recognition is not built in)"),
        )
    document = Document(
        capture.digest, text, capture.url, authors=(found.info["author"],) if found.info.get("author") else (),
        headline=found.info.get("title") or None, published=capture.published or _date(found.info.get("created", "")),
        modified=_date(found.info.get("modified", "")), language=capture.language or "und", anchors=anchors,
    )  # fmt: skip
    return document, faults


def extract(payload: bytes, seconds: int = SECONDS, memory: int = MEMORY) -> Pages:
    """The boxes of every page, from a process that may take so many seconds and so much memory."""
    command = [
        sys.executable,
        "-m",
        "selon.capture.pdf_worker",
        str(seconds),
        str(memory),
        str(MAX_PAGES),
        str(MAX_BOXES),
    ]
    try:
        done = subprocess.run(command, input=payload, capture_output=True, timeout=seconds + 5, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return Pages([], {}, [("hang", f"the parser was stopped after {seconds} s")])
    if done.returncode != 0:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        late = done.returncode in (-24, -9)
        return Pages([], {}, [("hang", f"stopped after {seconds} s of computing") if late else ("pdf", last[0][:200])])
    return _parsed(done.stdout)


def _parsed(output: bytes) -> Pages:
    try:
        value: Any = json.loads(output)
    except ValueError:
        return Pages([], {}, [("pdf", "the parser gave no answer")])
    pages = [[(float(b[0]), float(b[1]), float(b[2]), float(b[3]), str(b[4])) for b in page] for page in value["pages"]]
    return Pages(
        pages, {str(k): str(v) for k, v in value["info"].items()}, [(str(a), str(b)) for a, b in value["faults"]]
    )


# --- reading order ----------------------------------------------------------------------------------------------------


def reading_order(boxes: list[Box], depth: int = 0) -> list[Box]:
    """The boxes of one page in the order in which they are read: cut along the widest white strip, again and again.

    boxes: in the order of the file. It decides where white strips do not: a strip that is too narrow for columns parts
    them all the same when the file gives everything left of it first; boxes side by side that no strip parts stay in
    that order.
    """
    if len(boxes) < 2 or depth > 24:
        return sorted(boxes, key=lambda b: (round(b[1]), b[0]))
    height = sorted(b[3] - b[1] for b in boxes)[len(boxes) // 2]
    across = _gap([(b[1], b[3]) for b in boxes])
    down = _gap([(b[0], b[2]) for b in boxes])
    if down and not (across and across[1] > 4 * down[1]) and _columns(boxes, *down, height):
        parts = [[b for b in boxes if b[0] < down[0]], [b for b in boxes if b[0] >= down[0]]]
    elif across and across[1] >= 0.1 * height:
        parts = [[b for b in boxes if b[1] < across[0]], [b for b in boxes if b[1] >= across[0]]]
    elif _crowded(boxes):
        return boxes
    else:
        return sorted(boxes, key=lambda b: (round(b[1] / max(height, 1.0)), b[0]))
    return [box for part in parts for box in reading_order(part, depth + 1)]


def _gap(ranges: list[tuple[float, float]]) -> tuple[float, float] | None:
    """The widest strip that no range touches, as (where the next range begins, width); `None` when there is none."""
    best: tuple[float, float] | None = None
    end = None
    for low, high in sorted(ranges):
        if end is not None and low > end and (best is None or low - end > best[1]):
            best = (low, low - end)
        end = high if end is None else max(end, high)
    return best


def _columns(boxes: list[Box], at: float, width: float, height: float) -> bool:
    """Whether both sides of a vertical cut are columns: several lines each, side by side, a strip between them that is
    wide enough, or one that the order of the file confirms.
    """
    left, right = [b for b in boxes if b[0] < at], [b for b in boxes if b[0] >= at]
    if len({round(b[1]) for b in left}) < 3 or len({round(b[1]) for b in right}) < 3:
        return False
    if width < max(0.8 * height, 6.0) and left + right != boxes:
        return False
    top, bottom = max(min(b[1] for b in s) for s in (left, right)), min(max(b[3] for b in s) for s in (left, right))
    return bottom > top


def _crowded(boxes: list[Box]) -> bool:
    """Whether several lines stand side by side with others, as in columns that no strip parts."""
    lines = sorted(boxes, key=lambda b: b[1])
    beside = sum(1 for a, b in pairwise(lines) if b[1] < (a[1] + a[3]) / 2 and (b[0] >= a[2] or a[0] >= b[2]))
    return beside >= 3


# --- boxes to text ----------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"\d+")
_HYPHEN = re.compile("[\u00ad\ufffe\x02]$")


def without_margins(pages: list[list[Box]]) -> list[list[Box]]:
    """The pages without what stands at the upper or lower edge of at least every second one: titles and page numbers.

    Two lines at each edge are looked at; what differs in its numbers alone is the same. Words stay where they come first.
    """
    edges = [[*(page := sorted(boxes, key=lambda b: b[1]))[:2], *page[-2:]] for boxes in pages]
    counts = Counter(key for edge in edges for key in {_NUMBER.sub("0", box[4]) for box in edge})
    often = {key for key, count in counts.items() if count >= max(2, len(pages) // 2)}
    seen = {"0"}
    kept = []
    for boxes, edge in zip(pages, edges, strict=True):
        gone = {box for box in edge if (key := _NUMBER.sub("0", box[4])) in often and key in seen}
        seen |= {_NUMBER.sub("0", box[4]) for box in edge}
        kept.append([box for box in boxes if box not in gone])
    return kept


def join(pages: list[list[Box]]) -> tuple[str, tuple[Anchor, ...]]:
    """One text from the boxes of all pages: lines of a paragraph joined, paragraphs apart by an empty line; pages too,
    unless a sentence goes on.
    """
    text, anchors = "", []
    for number, boxes in enumerate(pages, 1):
        body = _page(boxes)
        if not body:
            continue
        if text:
            text += " " if body[0].islower() and (text[-1].islower() or text[-1] in ",;") else "\n\n"
        anchors.append(Anchor(len(text), f"page {number}"))
        text += body
    return text, tuple(anchors)


def _page(boxes: list[Box]) -> str:
    out, last, step = "", None, _step(boxes)
    for box in boxes:
        words = " ".join(box[4].split(" ")).strip()
        if not words:
            continue
        if last is not None:
            out = _HYPHEN.sub("", out) if _HYPHEN.search(out) else out + _between(out, last, box, step)
        out += words
        last = box
    return out


def _step(boxes: list[Box]) -> float:
    """How far below one line the next one stands on this page, as a rule; 0 when nothing follows anything."""
    steps = sorted(b[1] - a[1] for a, b in pairwise(boxes) if 0.5 < (b[1] - a[1]) / max(a[3] - a[1], 1.0) < 2.5)
    return steps[len(steps) // 2] if steps else 0.0


def _between(out: str, before: Box, box: Box, step: float) -> str:
    """What stands between two boxes: nothing behind a hyphen, a space within a paragraph, an empty line between two.

    step: from line to line on this page; a longer one begins a paragraph.
    """
    height = max(before[3] - before[1], box[3] - box[1], 1.0)
    same_line = abs(before[1] - box[1]) < 0.5 * height and box[0] >= before[2] - 1
    if same_line:
        return " " if box[0] - before[2] > 0.12 * height else ""
    below = -0.5 * height < box[1] - before[3] < 0.9 * height and box[1] - before[1] < 1.3 * max(step, 1.0)
    alike = 0.75 < (before[3] - before[1]) / max(box[3] - box[1], 0.1) < 1.33
    if below and alike and box[0] <= before[0] + 0.8 * height:
        return "" if out.endswith("-") and out[-2:-1].isalpha() else " "
    return "\n\n" if not (box[1] < before[1] and alike) or out.endswith((".", "!", "?")) else " "


def _date(value: str) -> str | None:
    """A PDF date (`D:20230915102030+03'00'`, ISO 32000 §7.9.4) in ISO 8601; `None` for anything else."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(?:([+-])(\d\d)'?(\d\d)?|(Z))?", value)
    if not found:
        return None
    year, month, day, hour, minute, second, sign, zone, more, utc = found.groups()
    if not ("01" <= month <= "12" and "01" <= day <= "31"):
        return None
    if hour is None:
        return f"{year}-{month}-{day}"
    offset = f"{sign}{zone}:{more or '00'}" if sign else "Z" if utc else ""
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"
