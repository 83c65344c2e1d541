"""Correction notices: paragraphs in which a publisher says that it changed its report. The phrases are pack data."""

from __future__ import annotations

import re
from functools import lru_cache

from selon.lang import Pack
from selon.lang.segment import split_sentences
from selon.model import Document, Notice, span_of

LONGEST = 1500
"""A paragraph longer than this (code points) is no notice; its beginning up to here is looked at for none."""
_AFTER_HEAD = r"(?=\s*(?:[:.!()\[\]–—-]|\d|$)|,\s*\d)"


@lru_cache(maxsize=16)
def _patterns(pack: Pack) -> tuple[tuple[re.Pattern[str], str], ...]:
    """One pattern per kind and place, the kinds in the order correction, clarification, update."""
    kinds = ("correction", "clarification", "update")
    found = []
    for kind in kinds:
        for where in ("head", "any"):
            rows = [r for r in pack.rows("corrections") if r["kind"] == kind and r["where"] == where]
            if rows:
                words = "|".join(_phrase(r["phrase"]) for r in sorted(rows, key=lambda r: -len(r["phrase"])))
                pattern = rf"^[\W_]{{0,6}}(?:{words}){_AFTER_HEAD}" if where == "head" else rf"(?<!\w)(?:{words})(?!\w)"
                found.append((re.compile(pattern), kind))
    return tuple(found)


def _phrase(phrase: str) -> str:
    escaped = re.escape(phrase.lower()).replace(r"\ ", r"\s{1,3}").replace(r"\*", r"\w{0,12}")
    return escaped.replace("'", "['’]")


def notices(document: Document, pack: Pack) -> tuple[Notice, ...]:
    """The notices in a document, in the order of the text; a paragraph holds one at most, of the gravest
    kind that fits, from the sentence that says so to its end.
    """
    found, start = [], 0
    for line in document.text.split("\n"):
        if 0 < len(line.strip()) <= LONGEST and (told := _told(line, pack)):
            kind, at = told
            left = start + max(at, len(line) - len(line.lstrip()))
            span = span_of(document.text, left, start + len(line.rstrip()))
            found.append(Notice(span, kind))  # type: ignore[arg-type]  # the table's values are the closed list
        start += len(line) + 1
    return tuple(found)


def _told(line: str, pack: Pack) -> tuple[str, int] | None:
    """The kind of notice that a paragraph is, and where the sentence begins that says so: what stands before it is none."""
    for pattern, kind in _patterns(pack):
        match = pattern.search(line.lower())
        if match:
            begins = (start for start, _ in split_sentences(line, pack) if start <= match.start())
            return kind, max(begins, default=0)
    return None
