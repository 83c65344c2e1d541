"""Times: every time expression of a text, and what it means, after TimeML's TIMEX3.

The words and their order are a pack's tables `times` and `time_rules`; this module finds them in one pass and
resolves them against the time of publication, or, in a text that tells of a past of its own, against the day spoken
of last (as HeidelTime does in its narrative mode; Strötgen and Gertz 2013). What cannot be resolved stays as written
with the value `unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from selon.errors import Fault
from selon.grounding import times_readings as days
from selon.grounding import times_relative as relative
from selon.grounding import times_weekdays as weekdays
from selon.grounding.patterns import Match
from selon.grounding.scan import Scan, scan
from selon.grounding.times_source import Anchor, Reading, Source, time_lexicon
from selon.lang import Pack
from selon.model import Span, TimeExpression
from selon.model.when import TimeType

READINGS: Mapping[str, Callable[[Match, Source, Anchor], Reading | None]] = {
    "date": days.read_date,
    "numeric": days.read_numeric,
    "month": days.read_month,
    "month-toward": days.read_month_toward,
    "year": days.read_year,
    "bare-year": days.read_bare_year,
    "half": days.read_half,
    "season": days.read_season,
    "decade": days.read_decade,
    "century": days.read_century,
    "weekday": weekdays.read_weekday,
    "weekend": weekdays.read_weekend,
    "holiday": weekdays.read_holiday,
    "unit-of": weekdays.read_unit_of,
    "relday": relative.read_relday,
    "night": relative.read_night,
    "vague": relative.read_vague,
    "toward": relative.read_toward,
    "fixed": relative.read_fixed,
    "duration": relative.read_duration,
    "span": relative.read_span,
    "ago": relative.read_ago,
    "later": relative.read_later,
    "set": relative.read_set,
    "part": relative.read_part,
    "clock": relative.read_clock,
    "clock-word": relative.read_clock_word,
    "stamp": relative.read_stamp,
}
"""The readings that the table `time_rules` may name; `skip` is none: its matches are no times."""

MAX_PLACES = 250_000
"""So many places of a text are tried; a text of the greatest length allowed has fewer, unless it was made to be slow."""
NARRATIVE_DATES = 4
"""A text is a narrative when it names at least so many old days and months, and twice as many as days from now."""


class Found(NamedTuple):
    """A time expression as the other modules of this room need it: its pieces and its reading."""

    first: int
    last: int
    reading: Reading


def find_times(text: str, pack: Pack, published: str | None) -> tuple[tuple[TimeExpression, ...], tuple[Fault, ...]]:
    """Every time expression of a text, resolved against `published` (ISO 8601, `None` when not known), and what is no
    time.

    Offsets are code points. A fault of code `time` names an expression that cannot be (31 February, 00:60).
    """
    scanned = scan(text)
    found, faults = read_times(time_source(scanned, pack), published)
    return tuple(expression(f, scanned) for f in found), faults


def expression(found: Found, scanned: Scan) -> TimeExpression:
    """The record of a found expression."""
    start, end = scanned.starts[found.first], scanned.starts[found.last]
    kind: TimeType = found.reading.type  # type: ignore[assignment]
    return TimeExpression(Span(start, end, scanned.text[start:end]), kind, found.reading.value, _nights(found.reading))


def _nights(reading: Reading) -> str | None:
    """The two days of a night, which its value alone does not tell (`2023-05-05TNI` for the night to 5 May)."""
    low, high = reading.low, reading.high
    two = reading.value.endswith("TNI") and low is not None and high is not None and low < high
    return f"{low}/{high}" if two else None


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 time; `None` when there is none."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def time_source(scanned: Scan, pack: Pack) -> Source:
    """A text in pieces with the tags of a pack's words of time."""
    words = time_lexicon(pack)
    return Source(scanned, words.lexicon.tags(scanned), words)


def read_times(source: Source, published: str | None) -> tuple[list[Found], tuple[Fault, ...]]:
    """The time expressions of a text with its tags, in order, with their readings."""
    matches, cut = _matches(source)
    anchor = _first_anchor(source, matches, day_of(published))
    found: list[Found] = []
    faults: list[Fault] = [] if cut is None else [cut]
    done = 0
    for match in matches:
        if match.start < done or source.inside_word(match) or source.cuts_number(match):
            continue
        if match.rule.name == "skip":
            done = match.end
            continue
        reading = READINGS[match.rule.name](match, source, anchor)
        if reading is None:
            continue
        if reading.fault:
            faults.append(source.fault(match, reading.fault))
        found.append(_found(match, source, reading))
        anchor = anchor.after(reading, match.end)
        done = match.end
    return found, tuple(faults)


def _found(match: Match, source: Source, reading: Reading) -> Found:
    first, last, pieces = match.start, match.end, source.scanned.pieces
    while first < last and pieces[first].isspace():
        first += 1
    while last > first and pieces[last - 1].isspace():
        last -= 1
    if last - first > 1 and pieces[last - 1] == "." and pieces[last - 2] in source.words.full_months:
        last -= 1  # the stop of the sentence, not of an abbreviated month
    return Found(first, last, reading)


def _matches(source: Source) -> tuple[list[Match], Fault | None]:
    """All matches, by where their expressions begin, the longer expression first, then the longer context, then file
    order.

    At most `MAX_PLACES` places are tried; a fault says where the reading stopped.
    """
    grammar, tags = source.words.grammar, source.tags
    found: list[Match] = []
    cut = None
    for tried, hit in enumerate(grammar.starts.finditer(tags)):
        if tried == MAX_PLACES:
            place = f"offset {source.scanned.starts[hit.start()]}"
            cut = Fault(
                "times-cut", place, f"more than {MAX_PLACES} places for a time; those from here on are not read"
            )
            break
        found += grammar.at(tags, hit.start())
    found.sort(key=lambda m: (m.start, -m.end, m.at, -m.stop, m.rule.rank))
    return found, cut


ERA_MARGIN = 30
_EXPLICIT = frozenset({"date", "month", "numeric", "year"})
_DEICTIC = frozenset({"relday", "weekday", "toward", "ago", "weekend"})


def _first_anchor(source: Source, matches: Sequence[Match], published: date | None) -> Anchor:
    pieces = source.scanned.pieces
    years = {int(pieces[hit.start()]) for hit in source.words.years.finditer(source.tags)}
    old = deictic = 0
    newest = published.year - 2 if published else 9999
    marked: list[int] = []
    done = 0
    for best in matches:
        if best.start < done:
            continue
        done = best.end
        if best.rule.name in _EXPLICIT and best.has("year"):
            digits = re.sub(r"\D", "", source.scanned.slice(*best.parts["year"]))
            if len(digits) == 4:
                marked.append(int(digits))
                old += marked[-1] <= newest
        deictic += best.rule.name in _DEICTIC
    narrative = old >= NARRATIVE_DATES and old > 2 * deictic
    era = (min(marked) - ERA_MARGIN, max(marked) + ERA_MARGIN) if marked else None
    return Anchor(published, narrative=narrative, years=frozenset(years), era=era)
