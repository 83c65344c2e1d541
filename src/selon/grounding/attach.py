"""Times and quantities of a report, and which of them belong to which statement.

A statement happened when the times inside its own content say, else when the text around it says (`happened`); times
of its sentence that stand outside of the content, near the cue, say when it was said. Quantities belong to the
content that they stand in. What nothing says stays `None`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from selon.errors import Fault
from selon.grounding.happened import Dated, Placed, dated_deeds, lasts, period_of_heading, period_of_series, taken_over
from selon.grounding.happenings import DEEDS, STRUCK, tells_deed
from selon.grounding.quantities import read_quantities
from selon.grounding.quantities_special import SHARE
from selon.grounding.quantities_words import quantity_words
from selon.grounding.tagged import Tagged, tagged
from selon.grounding.times import Found, day_of, expression, read_times
from selon.grounding.times_calendar import interval
from selon.grounding.times_source import UNKNOWN, Source, time_lexicon
from selon.lang import Pack
from selon.model import Quantity, Reason, Report, Span, Statement

CUE_REACH = 160
"""A time outside the content belongs to the saying when it stands at most so many characters from a cue or a voice."""
TIME_LENGTH = 80
"""No time that says when something was said is longer."""
DATELINE_REACH = 1500
"""A dateline stands at most so many characters from where a text begins."""
COUNTED = frozenset({"report", "forecast"})
UNCOUNTED = frozenset({"person", "time"})
REACH = 2000
"""A period that holds for figures is told at most so many characters before them."""
_LETTER = re.compile(r"[^\W\d_]")
OPENING = 16
"""A time that begins at most so many characters into its sentence opens it, so that the comma behind it cuts nothing
off."""
GAP = 2
"""Characters between a time and the word behind it."""
JOINED = 24
"""The ends of a range, and the members of a list, stand at most so many characters apart."""


def attach(report: Report, pack: Pack) -> Report:
    """The report with `times`, and with `said_at`, `happened_at` and `quantities` of its statements.

    Faults are added.
    """
    document = report.document
    words = tagged(document.text, pack)
    scanned = words.scanned
    source = Source(scanned, words.times, time_lexicon(pack))
    found, faults, published = _read(source, document.published)
    quantities = read_quantities(scanned, pack, found, words.figures)
    placed = _placed(found, source, published)
    line = _Line(placed, [p.start for p in placed], quantities, [q.span.start for q in quantities], _turns(words, pack))
    statements = _timed(tuple(_grounded(s, line) for s in report.statements), line, source, pack, published)
    times = tuple(expression(f, scanned) for f in found)
    new = tuple(f for f in faults if f not in report.faults)
    return replace(report, times=times, statements=statements, faults=report.faults + new)


def _turns(words: Tagged, pack: Pack) -> Sequence[int]:
    marks = quantity_words(pack).lexicon.charset("change-to")
    return [words.scanned.starts[place] for place, tag in enumerate(words.figures) if tag in marks] if marks else ()


def _read(source: Source, published: str | None) -> tuple[list[Found], tuple[Fault, ...], date | None]:
    """The times of a text, and the day that they are resolved against: of publication, else of its dateline."""
    found, faults = read_times(source, published)
    if published is None and (day := dateline(found, source)):
        found, faults = read_times(source, day)
        published = day
    return found, faults, day_of(published)


def dateline(found: Sequence[Found], source: Source) -> str | None:
    """The day that a text of unknown publication names at its head, alone on a line, with its year (`20 січня 2021,
    13:38`)."""
    scanned = source.scanned
    for one in found:
        start, end = scanned.starts[one.first], scanned.starts[one.last]
        if start > DATELINE_REACH:
            return None
        day = one.reading.value[:10]
        first = scanned.text.rfind("\n", 0, start) + 1
        last = scanned.text.find("\n", end)
        rest = scanned.text[first:start] + scanned.text[end : last if last >= 0 else len(scanned.text)]
        if one.reading.precise and len(day) == 10 and day[:4] in scanned.text[start:end] and not _LETTER.search(rest):
            return day
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """The times and the quantities of a text in order, with where they begin, to find those of a stretch without
    looking at all; turns: where the words begin that lead to the second figure of a change (`from 5 to 6`)."""

    times: Sequence[Placed]
    time_starts: Sequence[int]
    quantities: Sequence[Quantity]
    quantity_starts: Sequence[int]
    turns: Sequence[int]

    def times_between(self, start: int, end: int) -> Sequence[Placed]:
        """The times that begin in `[start, end)`."""
        return self.times[bisect_left(self.time_starts, start) : bisect_left(self.time_starts, end)]

    def quantities_between(self, start: int, end: int) -> Sequence[Quantity]:
        """The quantities that begin in `[start, end)`."""
        return self.quantities[bisect_left(self.quantity_starts, start) : bisect_left(self.quantity_starts, end)]


def _grounded(s: Statement, line: _Line) -> Statement:
    """A statement with what its own content says of when and how much."""
    inside = _within(s, line)
    plain = [p for p in inside if p.when and not p.vague]
    happened = _changed(plain, line) or _narrowest([p.when for p in plain if p.when])
    happened = happened or next((p.when for p in inside if p.when), None)
    if happened is None and any(p.when is None and not p.vague for p in inside):
        happened = UNKNOWN
    figures = (q for c in s.content for q in line.quantities_between(c.start, c.end) if q.span.end <= c.end)
    quantities = tuple(figures)
    if happened == s.happened_at and quantities == s.quantities:
        return s
    return replace(s, happened_at=happened, quantities=quantities)


def _changed(times: Sequence[Placed], line: _Line) -> str | None:
    """The second time of a change told by two figures (`rose from 29 % in 2018 to 38 % in 2024`): then it was so."""
    for one, two in pairwise(times):
        turn = bisect_left(line.turns, one.end)
        if turn == len(line.turns) or line.turns[turn] - one.end > GAP:
            continue
        figures = line.quantities_between(one.end, two.start)
        before = line.quantities_between(one.start - JOINED, one.start)
        if len(figures) == 1 and before and figures[0].unit == before[-1].unit:
            return two.when
    return None


def _within(s: Statement, line: _Line) -> list[Placed]:
    return [p for c in s.content for p in line.times_between(c.start, c.end) if p.end <= c.end]


def _timed(
    statements: Sequence[Statement], line: _Line, source: Source, pack: Pack, published: date | None
) -> tuple[Statement, ...]:
    """The statements with when they were said, and when they happened where only the text around them tells."""
    text = source.scanned.text
    said = [_said(s, line, text) for s in statements]
    begun = frozenset(p.start for p in said if p is not None)
    breaks = [source.scanned.starts[i] for i in source.breaks]
    deeds = dated_deeds(text, line.times, breaks, begun, pack, published)
    out: list[Statement] = []
    for s, p in zip(statements, said, strict=True):
        when = p.when if p else _same_occasion(s, out[-1] if out else None)
        told = s if s.said_at == when else replace(s, said_at=when)
        told = _taken_over(told, line, deeds, text, pack, published is not None)
        out.append(told if told.happened_at else _of_period(told, line, text, pack))
    return tuple(out)


def _of_period(s: Statement, line: _Line, text: str, pack: Pack) -> Statement:
    """Undated figures with the period that is told for them before, and the reason; the same statement when none is.

    Persons are not counted by periods: what befell some over a year befell others on a day.
    """
    if s.kind not in COUNTED or s.certainty == "unknown" or not s.quantities or _within(s, line):
        return s
    kinds = quantity_words(pack).kinds
    counted = [q for q in s.quantities if q.unit is not None and kinds.get(q.unit, "thing") not in UNCOUNTED]
    start = s.content[0].start
    times = line.times_between(start - REACH, start)
    units = {q.unit for q in counted}
    alike = [q.span.start for q in line.quantities_between(start - REACH, start) if q.unit in units]
    p = period_of_series(text, start, times, alike) if counted else None
    if p is None and any(q.unit == SHARE or kinds.get(q.unit or "") == "money" for q in counted):
        p = period_of_heading(text, start, times)
    if p is None or all(q.period is not None and not lasts(p, q.period) for q in counted):
        return s
    return _told(s, p, "happened-in-the-period-told", text)


def _told(s: Statement, p: Placed, rule: str, text: str) -> Statement:
    reason = Reason(rule, (Span(p.start, p.end, text[p.start : p.end]),))
    return replace(s, happened_at=p.when, why=(*s.why, reason))


def _same_occasion(s: Statement, before: Statement | None) -> str | None:
    """When the statement before was said, if this one goes on in the same voice without a cue of its own."""
    if before is None or not s.voices or not before.voices or s.voices[-1].cue is not None:
        return None
    return before.said_at if s.voices[-1].name == before.voices[-1].name else None


def _taken_over(s: Statement, line: _Line, deeds: Sequence[Dated], text: str, pack: Pack, whole: bool) -> Statement:
    """An undated statement with the time that it takes over, and the reason; the same statement when there is none."""
    if s.happened_at is not None or s.certainty == "unknown":
        return s
    frames = {"report": DEEDS, "opinion": STRUCK}.get(s.kind)
    if any(q.unit == SHARE for q in s.quantities):  # of trade and votes, no deed: *die Importe sind gesunken*
        return s
    if frames is None or _within(s, line) or not any(tells_deed(c.text, pack, frames) for c in s.content):
        return s
    p = taken_over(text, s.content[0].start, deeds, whole)
    return s if p is None else _told(s, p, "happened-as-told-around", text)


def _narrowest(whens: Sequence[str]) -> str | None:
    """The first time, or a later one that names a part of it (`in December … 16.12.2024`)."""
    chosen = whens[0] if whens else None
    for when in whens[1:]:
        if chosen and "/" not in chosen and "/" not in when and when.startswith(chosen):
            chosen = when
    return chosen


def _said(s: Statement, line: _Line, text: str) -> Placed | None:
    """The time nearest to a cue or a voice, outside of the content and in the same sentence."""
    marks = [span for v in s.voices for span in (v.cue, v.span) if span is not None and not _inside(span, s.content)]
    best: tuple[int, Placed] | None = None
    for mark in marks:
        for p in line.times_between(mark.start - CUE_REACH - TIME_LENGTH, mark.end + CUE_REACH):
            if p.when is None or p.vague or any(c.start <= p.start and p.end <= c.end for c in s.content):
                continue
            gap = max(p.start - mark.end, mark.start - p.end, 0)
            if gap <= CUE_REACH and (best is None or gap < best[0]) and _of_saying(text, p, mark):
                best = (gap, p)
    return best[1] if best else None


def _inside(span: Span, content: Sequence[Span]) -> bool:
    return any(c.start <= span.start and span.end <= c.end for c in content)


def _of_saying(text: str, p: Placed, mark: Span) -> bool:
    """Whether a time stands in the clause of a cue or a voice: in its sentence, not cut off by a colon or a comma."""
    between = text[min(p.end, mark.end) : max(p.start, mark.start)]
    if any(stop in between for stop in (". ", "! ", "? ", ".\n", "\n\n", ".»", ".“", ".”")):
        return False
    if p.start > mark.start:
        return True
    begun = max(text.rfind(stop, 0, p.start) for stop in (".", "!", "?", "\n", "«", "“"))
    return ":" not in between and ("," not in between or p.start - begun <= OPENING)


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
            vague = one.reading.value.endswith("_REF") or one.reading.type == "SET"
            owner = source.tags[one.last : one.last + 1] == "'"  # `last month's massacre`: the time of another noun
            if not owner:
                out.append(Placed(start, end, _when(one, source, published), vague))
            elif one.reading.precise:
                out.append(Placed(start, end, None, True))
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
    if reading.value.endswith("TNI") and reading.low and reading.high and reading.low < reading.high:
        return f"{reading.low.isoformat()}/{reading.high.isoformat()}"
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
