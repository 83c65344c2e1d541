"""Times and quantities of a report, and which of them belong to which statement.

A statement happened when the times inside its own content say; times of its sentence that stand outside of the
content, near the cue, say when it was said. Quantities belong to the content that they stand in. What nothing says
stays `None`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from selon.grounding.quantities import read_quantities
from selon.grounding.scan import scan
from selon.grounding.times import Found, day_of, expression, read_times, time_source
from selon.grounding.times_calendar import interval
from selon.grounding.times_source import UNKNOWN, Source
from selon.lang import Pack
from selon.model import Quantity, Report, Span, Statement

CUE_REACH = 160
"""A time outside the content belongs to the saying when it stands at most so many characters from a cue or a voice."""
TIME_LENGTH = 80
"""No time that says when something was said is longer."""
JOINED = 24
"""The ends of a range, and the members of a list, stand at most so many characters apart."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A time with its offsets and what it says of when: an ISO 8601 date or interval, `None` when it says none.

    vague: a present or a repetition, which counts when nothing else does. A time that owns another noun (`last
    month's massacre`) says nothing.
    """

    start: int
    end: int
    when: str | None
    vague: bool


def attach(report: Report, pack: Pack) -> Report:
    """The report with `times`, and with `said_at`, `happened_at` and `quantities` of its statements.

    Faults are added.
    """
    document = report.document
    scanned = scan(document.text)
    source = time_source(scanned, pack)
    found, faults = read_times(source, document.published)
    quantities = read_quantities(scanned, pack, found)
    placed = _placed(found, source, day_of(document.published))
    line = _Line(placed, [p.start for p in placed], quantities, [q.span.start for q in quantities])
    statements = tuple(_grounded(s, line, document.text) for s in report.statements)
    times = tuple(expression(f, scanned) for f in found)
    new = tuple(f for f in faults if f not in report.faults)
    return replace(report, times=times, statements=statements, faults=report.faults + new)


@dataclass(frozen=True, slots=True)
class _Line:
    """The times and the quantities of a text in order, with where they begin, to find those of a stretch without
    looking at all."""

    times: Sequence[Placed]
    time_starts: Sequence[int]
    quantities: Sequence[Quantity]
    quantity_starts: Sequence[int]

    def times_between(self, start: int, end: int) -> Sequence[Placed]:
        """The times that begin in `[start, end)`."""
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]

    def quantities_between(self, start: int, end: int) -> Sequence[Quantity]:
        """The quantities that begin in `[start, end)`."""
        return self.quantities[bisect_left(self.quantity_starts, start) : bisect_left(self.quantity_starts, end)]


def _grounded(s: Statement, line: _Line, text: str) -> Statement:
    inside = [p for c in s.content for p in line.times_between(c.start, c.end) if p.end <= c.end]
    happened = _narrowest([p.when for p in inside if p.when and not p.vague])
    happened = happened or next((p.when for p in inside if p.when), None)
    if happened is None and any(p.when is None and not p.vague for p in inside):
        happened = UNKNOWN
    figures = (q for c in s.content for q in line.quantities_between(c.start, c.end) if q.span.end <= c.end)
    return replace(s, happened_at=happened, said_at=_said(s, line, text), quantities=tuple(figures))


def _narrowest(whens: Sequence[str]) -> str | None:
    """The first time, or a later one that names a part of it (`in December … 16.12.2024`)."""
    chosen = whens[0] if whens else None
    for when in whens[1:]:
        if chosen and "/" not in chosen and "/" not in when and when.startswith(chosen):
            chosen = when
    return chosen


def _said(s: Statement, line: _Line, text: str) -> str | None:
    """The time nearest to a cue or a voice, outside of the content and in the same sentence."""
    marks = [span for v in s.voices for span in (v.cue, v.span) if span is not None and not _inside(span, s.content)]
    best: tuple[int, str] | None = None
    for mark in marks:
        for p in line.times_between(mark.start - CUE_REACH - TIME_LENGTH, mark.end + CUE_REACH):
            if p.when is None or p.vague or any(c.start <= p.start and p.end <= c.end for c in s.content):
                continue
            gap = max(p.start - mark.end, mark.start - p.end, 0)
            if gap <= CUE_REACH and (best is None or gap < best[0]) and _one_sentence(text, p, mark):
                best = (gap, p.when)
    return best[1] if best else None


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _one_sentence(text: str, p: Placed, mark: Span) -> bool:
    between = text[min(p.end, mark.end) : max(p.start, mark.start)]
    return not any(stop in between for stop in (". ", "! ", "? ", ".\n", "\n\n", ".»", ".“", ".”"))


def _placed(found: Sequence[Found], source: Source, published: date | None) -> list[Placed]:
    scanned = source.scanned
    out: list[Placed] = []
    place = 0
    while place < len(found):
        last, joined = _range(found, place, source)
        one = found[place]
        start, end = scanned.starts[one.first], scanned.starts[found[last].last]
        if joined is not None:
            out.append(Placed(start, end, joined, False))
        else:
            owner = source.tags[one.last : one.last + 1] == "'"
            vague = owner or one.reading.value.endswith("_REF") or one.reading.type == "SET"
            out.append(Placed(start, end, None if owner else _when(one, source, published), vague))
        place = last + 1
    return out


def _when(one: Found, source: Source, published: date | None) -> str | None:
    reading = one.reading
    context = source.before(one.first)
    if reading.type == "DURATION":
        if reading.low is None or reading.high is None or reading.low > reading.high:
            return None
        same = reading.low == reading.high
        return reading.low.isoformat() if same else f"{reading.low.isoformat()}/{reading.high.isoformat()}"
    value = interval(reading.value) if not reading.value.endswith("_REF") else None
    if value is None and reading.low is not None and not reading.value.endswith("_REF"):
        return reading.low.isoformat()
    if value is None or reading.low is None or reading.high is None:
        return value
    if "/" in value:
        return value
    if "since" in context and published is not None and reading.low <= published:
        return f"{value}/{published.isoformat()}"
    if "after" in context and len(value) == 10:
        return f"{value}/.."
    return value


def _range(found: Sequence[Found], place: int, source: Source) -> tuple[int, str | None]:
    """Where a range or a list of dates that begins at a place ends, and `a/b` over it.

    The place itself and `None` when none begins.
    """
    last, marked, kind = place, False, found[place].reading.type
    while last + 1 < len(found) and kind in ("DATE", "TIME"):
        one, two = found[last], found[last + 1]
        a, b = one.reading, two.reading
        if a.low is None or b.high is None or a.low >= b.high or b.type != kind:
            break
        link = _joint(one.last, two.first, source)
        if link is None:
            break
        marked |= link
        last += 1
        if link and not (last + 1 < len(found) and _joint(two.last, found[last + 1].first, source) is False):
            break
    if last == place or not marked:
        return place, None
    first, final = interval(found[place].reading.value), interval(found[last].reading.value)
    if first is None or final is None or first == final:
        return place, None
    return last, f"{first.split('/')[0]}/{final.split('/')[-1]}"


def _joint(start: int, end: int, source: Source) -> bool | None:
    """`True` when a dash, a word for `to` or `and` stands between two dates, `False` for a comma alone, `None`
    when more does."""
    scanned = source.scanned
    if scanned.starts[end] - scanned.starts[start] > JOINED:
        return None
    charset = source.words.lexicon.charset
    marks = set(charset("sep") + "-" + charset("conj") + charset("until"))
    small = set(charset("in") + charset("on") + charset("art") + charset("yearword") + "+ /,.")
    tags = source.tags[start:end]
    if not all(tag in marks or tag in small for tag in tags):
        return None
    if any(tag in marks for tag in tags):
        return True
    return False if "," in tags else None
