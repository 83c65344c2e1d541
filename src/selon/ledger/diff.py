"""Two versions of a report beside each other, statement by statement.

Statements are aligned by the likeness of their contents and voices, best pairs first; each pair is then compared
aspect by aspect. A correction notice is attached to the changes whose figures or words it repeats.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from selon.model import Difference, Notice, Report, Statement, StatementChange, VersionDiff, WordEdit

ALIKE = 0.6
"""Two statements are one when they are at least this alike (0 to 1)."""
SAME_NAME = 88.0
"""Two names are one when they are at least this alike (0 to 100)."""
MOST = 1200
"""Statements of a version that are compared; of longer texts the rest counts as kept only when its words
are the same.
"""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|[^\w\s]")


STANDS_IN_IT = 9.0
"""How surely a notice names what it says itself: more than anything else could."""


def diff(old: Report, new: Report, notices: Sequence[Notice] = ()) -> VersionDiff:
    """What became of each statement of `old` in `new`. notices: correction notices of the new version's text.

    Only notices whose words the old text does not have count. The changes come in the order of the new version.
    """
    fresh = tuple(n for n in notices if n.span.text not in old.document.text)
    pairs = align(old.statements, new.statements)
    taken = {a for a, _ in pairs.items()}
    back = {b: a for a, b in pairs.items()}
    changes: list[tuple[float, StatementChange]] = []
    for b, statement in enumerate(new.statements):
        added = StatementChange("added", None, statement)
        changes.append((float(b), _pair(old.statements[back[b]], statement, old, new) if b in back else added))
    for a, statement in enumerate(old.statements):
        if a not in taken:
            near = [pairs[i] for i in range(a) if i in pairs]
            changes.append((max(near, default=-1) + 0.5, StatementChange("dropped", statement, None)))
    changes.sort(key=lambda item: item[0])
    noted = tuple(_noted(change, fresh) for _, change in changes)
    return VersionDiff(old.document.id, new.document.id, noted, fresh)


# --- alignment --------------------------------------------------------------------------------------------------------


def align(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, int]:
    """Which statement of `old` is which of `new`, as indices; what is like nothing is left out.

    Equal contents first (in order), then the likest pairs; of equally like ones those whose places are nearest.
    """
    pairs = _equal(old, new)
    taken = set(pairs.values())
    rest_old = [i for i in range(len(old)) if i not in pairs][:MOST]
    rest_new = [i for i in range(len(new)) if i not in taken][:MOST]
    folded_old, folded_new = ([_fold(s.text) for s in side] for side in (old, new))
    scored = []
    for a in rest_old:
        for b in rest_new:
            score = _likeness(old[a], new[b], folded_old[a], folded_new[b])
            if score >= ALIKE:
                scored.append((-score, abs(a / max(len(old), 1) - b / max(len(new), 1)), a, b))
    for _, _, a, b in sorted(scored):
        if a not in pairs and b not in taken:
            pairs[a] = b
            taken.add(b)
    return pairs


def _equal(old: Sequence[Statement], new: Sequence[Statement]) -> dict[int, int]:
    """Pairs with the same words and the same chain, in order."""
    places: dict[tuple[str, ...], list[int]] = {}
    for b, statement in enumerate(new):
        places.setdefault((statement.text, *_names(statement)), []).append(b)
    pairs = {}
    for a, statement in enumerate(old):
        if waiting := places.get((statement.text, *_names(statement))):
            pairs[a] = waiting.pop(0)
    return pairs


def _likeness(a: Statement, b: Statement, content_a: str, content_b: str) -> float:
    """0 to 1: three quarters for the content, one for the voices."""
    shorter, longer = sorted((len(content_a), len(content_b)))
    if longer > 4 * shorter + 20:
        return 0.0
    content = max(fuzz.ratio(content_a, content_b), 0.95 * fuzz.token_sort_ratio(content_a, content_b))
    voices = fuzz.ratio(_fold(" ".join(_names(a))), _fold(" ".join(_names(b))))
    return (0.75 * content + 0.25 * voices) / 100


def _names(statement: Statement) -> tuple[str, ...]:
    return tuple(voice.name for voice in statement.voices)


def _fold(text: str) -> str:
    """Small letters without marks, words apart by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(bare))


# --- one pair ---------------------------------------------------------------------------------------------------------


def _pair(a: Statement, b: Statement, old: Report, new: Report) -> StatementChange:
    differences = tuple(
        found
        for found in (
            _figure(a, b), _certainty(a, b), _voice(a, b), _time(a, b), _place(_places(a, old), _places(b, new)),
        )
        if found is not None
    )  # fmt: skip
    return StatementChange("changed" if differences else "kept", a, b, differences, word_diff(a.text, b.text))


def _figure(a: Statement, b: Statement) -> Difference | None:
    """Figures by their values where both sides have been read, else by their digits."""
    if a.quantities and b.quantities:
        values = [sorted((q.low, q.high, q.bound, q.unit or "", q.period or "") for q in s.quantities) for s in (a, b)]
        if values[0] == values[1]:
            return None
        return Difference("figure", *("; ".join(q.span.text for q in s.quantities) for s in (a, b)))
    numbers = [_figures(s) for s in (a, b)]
    if sorted(map(_digits, numbers[0])) == sorted(map(_digits, numbers[1])):
        return None
    return Difference("figure", "; ".join(numbers[0]), "; ".join(numbers[1]))


def _figures(statement: Statement) -> list[str]:
    """The numbers in a statement as written, without those of the day on which it happened or was said."""
    moments = f"{statement.happened_at or ''} {statement.said_at or ''}"
    dated = {n.lstrip("0") for n in re.findall(r"\d+", moments)}
    return [n for n in _NUMBER.findall(statement.text) if _digits(n) not in dated]


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _certainty(a: Statement, b: Statement) -> Difference | None:
    return Difference("certainty", a.certainty, b.certainty) if a.certainty != b.certainty else None


def _voice(a: Statement, b: Statement) -> Difference | None:
    one, two = a.voices, b.voices
    same = len(one) == len(two) and all(
        (x.entity and x.entity == y.entity) or fuzz.ratio(_fold(x.name), _fold(y.name)) >= SAME_NAME
        for x, y in zip(one, two, strict=True)
    )
    return None if same else Difference("voice", " ← ".join(_names(a)), " ← ".join(_names(b)))


def _time(a: Statement, b: Statement) -> Difference | None:
    pairs = ((a.happened_at, b.happened_at), (a.said_at, b.said_at))
    return next((Difference("time", x or "", y or "") for x, y in pairs if x != y), None)


def _places(statement: Statement, report: Report) -> dict[str, str]:
    """The places of a statement: what tells them apart, and how they are written."""
    mentions = [report.places[i] for i in statement.places if 0 <= i < len(report.places)]
    return {m.chosen.id if m.chosen else _fold(m.span.text): m.span.text for m in mentions}


def _place(a: dict[str, str], b: dict[str, str]) -> Difference | None:
    if set(a) == set(b):
        return None
    return Difference("place", ", ".join(a.values()), ", ".join(b.values()))


def word_diff(old: str, new: str) -> tuple[WordEdit, ...]:
    """The words of two texts, run by run."""
    if old == new:
        return (WordEdit("equal", old, new),) if old else ()
    a, b = [m.span() for m in _TOKEN.finditer(old)], [m.span() for m in _TOKEN.finditer(new)]
    codes = Indel.opcodes([old[s:e] for s, e in a], [new[s:e] for s, e in b])
    edits: list[WordEdit] = []
    for code in codes:
        left = old[a[code.src_start][0] : a[code.src_end - 1][1]] if code.src_end > code.src_start else ""
        right = new[b[code.dest_start][0] : b[code.dest_end - 1][1]] if code.dest_end > code.dest_start else ""
        how: Any = code.tag
        last = edits[-1] if edits else None
        if last and {last.how, how} == {"delete", "insert"}:
            edits[-1] = WordEdit("replace", last.old or left, last.new or right)
        else:
            edits.append(WordEdit(how, left, right))
    return tuple(edits)


# --- notices ----------------------------------------------------------------------------------------------------------


def _noted(change: StatementChange, notices: Sequence[Notice]) -> StatementChange:
    """The change with the notice that names it; silent when none does."""
    if change.fate == "kept":
        return change
    scores = [(_named(change, notice), -index) for index, notice in enumerate(notices)]
    best, index = max(scores, default=(0.0, 0))
    named = best > 0
    return StatementChange(
        change.fate, change.old, change.new, change.differences, change.words, -index if named else None, not named
    )


def _named(change: StatementChange, notice: Notice) -> float:
    """How surely a notice names a change, 0 for not at all: by the figures that changed (both, or one of them and a word
    beside it), else by rare words in common.
    """
    if change.old is None and change.new is not None:
        spans = change.new.content
        if all(notice.span.start <= s.start and s.end <= notice.span.end for s in spans):
            return STANDS_IN_IT  # what the notice itself says
    said = _fold(notice.span.text)
    words = set(said.split())
    digits = {_digits(n) for n in _NUMBER.findall(notice.span.text)}
    sides = [s for s in (change.old, change.new) if s is not None]
    figures = [{_digits(n) for n in _NUMBER.findall(s.text)} for s in sides]
    moved = (
        [(f - other) & digits for f, other in zip(figures, figures[::-1], strict=True)]
        if len(sides) == 2
        else [figures[0] & digits]
    )
    moved_words = _moved_words(change)
    common = {w for s in sides for w in _fold(s.text).split() if len(w) > 4} & words
    score = 2.0 * sum(map(len, moved)) + 1.5 * len(moved_words & words) + 0.5 * len(common)
    figures_named = (all(moved) and len(sides) == 2) or (any(moved) and common)
    return score if figures_named or (moved_words & words) or len(common) >= 3 else 0.0


def _moved_words(change: StatementChange) -> set[str]:
    """Words of three letters and more that only one side has, of content and voices."""
    if change.old is None or change.new is None:
        return set()
    a, b = (set(_fold(f"{s.text} {' '.join(_names(s))}").split()) for s in (change.old, change.new))
    return {w for w in a ^ b if len(w) > 2 and not w.isdigit()}
