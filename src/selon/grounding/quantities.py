"""Quantities: every figure of a text with its bound, its unit, what it is a share of, and its period.

A number is found, then looked at from its place: what stands before it (bound, currency, label), behind it (percent,
scale, noun, period), and whether it is a figure at all (a date, an ordinal, the name of a weapon are none). Shares
are 0-1 with the unit `share`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from selon.grounding.numbers import Number
from selon.grounding.quantities_words import Figures, Noun, quantity_words
from selon.grounding.scan import Scan, scan
from selon.grounding.times import Found, read_times, time_source
from selon.lang import Pack, load
from selon.model import Bound, Quantity, Span

SHARE = "share"
INHERIT_REACH = 60
"""A number without a noun takes the unit of a quantity at most so many pieces before it."""
OF_WORDS = 6


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity being read; `start`, `end` are pieces, `said` whether the words say what is counted."""

    start: int
    end: int
    low: float
    high: float
    bound: str
    unit: str | None
    said: bool
    of: str | None = None
    period: str | None = None
    first: int = 0
    weak: bool = False


def find_quantities(text: str, pack: Pack) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order; offsets are code points; empty when there is none."""
    scanned = scan(text)
    times, _ = read_times(time_source(scanned, pack), None)
    return read_quantities(scanned, pack, times)


_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9\s,.;:'’\"#@/()&%$€-]{60,}")


def _foreign(text: str, pack: Pack) -> list[Quantity]:
    """The quantities of longer passages in Latin letters inside a text of another script, read with the pack that the own one names."""
    code = pack.facts.get("latin_passages")
    if not code:
        return []
    other = load(str(code))
    found = []
    for hit in _LATIN.finditer(text):
        for q in find_quantities(hit.group(), other):
            start, end = q.span.start + hit.start(), q.span.end + hit.start()
            found.append(replace(q, span=Span(start, end, q.span.text)))
    return found


def read_quantities(scanned: Scan, pack: Pack, times: Sequence[Found]) -> tuple[Quantity, ...]:
    """The quantities of a text in pieces, those inside dates, clock times and repetitions left out."""
    words = quantity_words(pack)
    figures = Figures(scanned, words.lexicon.tags(scanned), words)
    taken = _taken(times)
    drafts: list[Draft] = []
    done = 0
    for hit in words.starts.finditer(figures.tags):
        index = hit.start()
        if index < done or index in taken:
            continue
        draft = _read(figures, index, taken)
        if draft is None:
            continue
        done = draft.end
        drafts.append(draft)
    kept = [d for d in _inherited(drafts, figures) if d.unit or not d.weak]
    kept = sorted(kept + _durations(times, kept), key=lambda d: d.start)
    own = [_record(d, scanned) for d in kept]
    foreign = _foreign(scanned.text, pack)
    if foreign:
        own = [q for q in own if not any(q.span.overlaps(other.span) for other in foreign)]
    return tuple(sorted([*own, *foreign], key=lambda q: q.span.start))


_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "TH": "hours", "TM": "minutes", "TS": "seconds"}


def _durations(times: Sequence[Found], drafts: Sequence[Draft]) -> list[Draft]:
    """Durations whose number is not written as one (`a week`, `протягом тижня`)."""
    covered = {index for d in drafts for index in range(d.start, d.end)}
    found = []
    for time in times:
        hit = _DURATION.match(time.reading.value)
        if time.reading.type != "DURATION" or hit is None or covered & set(range(time.first, time.last)):
            continue
        unit, value = _UNITS[hit[1] + hit[3]], float(hit[2])
        found.append(Draft(time.first, time.last, value, value, "exact", unit, True))
    return found


def _taken(times: Sequence[Found]) -> frozenset[int]:
    return frozenset(
        index
        for found in times
        if found.reading.type != "DURATION" and not found.reading.value.startswith("P")
        for index in range(found.first, found.last)
    )


def _record(d: Draft, scanned: Scan) -> Quantity:
    start, end = scanned.starts[d.start], scanned.starts[d.end]
    bound: Bound = d.bound  # type: ignore[assignment]
    return Quantity(Span(start, end, scanned.text[start:end]), d.low, d.high, bound, d.unit, d.of, d.period)


def _read(f: Figures, index: int, taken: frozenset[int]) -> Draft | None:
    if f.has(index, "majority"):
        return _majority(f, index)
    if f.has(index, "only") and not f.has(index, "num", "numw", "numf"):
        return _only_one(f, index)
    if _is_name(f, index):
        return None
    number = f.words.numbers.read(f.scanned, index)
    if number is None or number.article or _is_ordinal(f, number):
        return None
    second = _range_end(f, number, taken)
    last = second or number
    low, high = _ends(number, second)
    return _with_unit(f, number, last, low, high)


def _only_one(f: Figures, index: int) -> Draft | None:
    """`nur dieses eine Schiff`: an article that the words make a number."""
    end = f.end_of(index)
    number = Number(index, end, 1)
    noun = f.noun(number, end)
    if noun is None or not noun.known:
        return None
    return Draft(index, noun.end, 1, 1, "exact", noun.unit, True, _np(f, end, noun), None, index)


def _majority(f: Figures, index: int) -> Draft:
    end = f.end_of(index)
    of, stop = _of(f, end)
    return Draft(index, stop, 0.5, 0.5, f.value(index, "majority") or "at_least", SHARE, True, of, None, index)


def _is_name(f: Figures, index: int) -> bool:
    """Whether the digits belong to a name, a label, a score or an address (T-34, page 5, 3:1, 10.0.0.1)."""
    before, after = f.piece(index - 1), f.piece(index + 1)
    digits = f.piece(index)[:1].isdecimal()
    if digits and (before.isalpha() or (before in ("/", ":", "_", "@", "#", "№", "§") and before)):
        return True
    if before in ("-", "–", "‑") and f.piece(index - 2)[-1:].isalnum():
        return True
    if digits and before in (".", ",") and f.piece(index - 2).isdecimal():
        return True
    if digits and after == ":" and f.piece(index + 2).isdecimal():
        return True
    if digits and after in ("-", "‑") and f.piece(index + 2)[:1].isupper() and f.piece(index + 2).isalpha():
        return not f.has(index + 2, "unit")
    left = f.before(index)
    return (
        f.has(left, "label")
        or (f.piece(left) == "." and f.has(f.before(left), "label"))
        or (f.piece(left) in "№§#" and left >= 0)
    )


def _is_ordinal(f: Figures, number: Number) -> bool:
    end = number.end
    if number.digits and number.scale == 1:
        if f.has(end, "ordinal-mark"):
            return True
        if f.piece(end) in ("-", "‑") and f.has(end + 1, "ordinal-mark"):
            return True
        dot = f.piece(end) == "." and f.piece(end + 1) == " " and f.words.noun_capital
        return dot and f.piece(end - 1).isdecimal() and len(f.piece(end - 1)) < 3 and f.piece(end + 2)[:1].isalpha()
    return False


def _range_end(f: Figures, number: Number, taken: frozenset[int]) -> Number | None:
    """The second number of `5-6`, `5 bis 6`, `between 5 and 6`; `from 5 to 6` tells a change and is two figures."""
    index = f.after(number.end)
    left = f.before(number.start)
    between = f.has(left, "between")
    dash = f.piece(index) in ("-", "–", "—", "‑")
    if not (dash or f.has(index, "range") or (between and f.has(index, "join", "numl", "range"))):
        return None
    if f.has(left, "change-from") and not between and not dash:
        return None
    at = f.after(index + 1 if dash else f.end_of(index))
    if at >= len(f.tags) or at in taken or not f.has(at, "num", "numw"):
        return None
    second = f.words.numbers.read(f.scanned, at)
    if second is None or second.article or second.value <= number.value / 1e12:
        return None
    return second if _ends(number, second)[0] < second.value else None


def _ends(number: Number, second: Number | None) -> tuple[float, float]:
    if second is None:
        return number.value, number.value
    low = number.value
    if second.scale > 1 and number.scale == 1 and number.value < second.value / second.scale:
        low *= second.scale
    return low, second.value


def _with_unit(f: Figures, number: Number, last: Number, low: float, high: float) -> Draft | None:
    end = last.end
    sign = f.before(number.start)
    start = number.start
    after = f.after(end)
    unit: str | None = None
    of: str | None = None
    said, bound = True, "exact"
    if f.has(after, "bound-after") and f.noun(number, f.end_of(after)):
        bound, end = f.value(after, "bound-after"), f.end_of(after)
        after = f.after(end)
    if f.has(after, "points"):
        unit, end = "percentage points", f.end_of(after)
    elif f.has(after, "percent"):
        unit, end, low, high = SHARE, f.end_of(after), low / 100, high / 100
        of, end = _of(f, end)
    elif number.fraction:
        if not _fraction_fits(f, number, end):
            return None
        unit = SHARE
        of, end = _of(f, end)
    elif f.has(sign, "sign") and f.value(sign, "sign"):
        unit, start = f.value(sign, "sign"), sign
        if f.has(after, "unit") and f.words.kinds.get(f.value(after, "unit")) == "money":
            end = f.end_of(after)
    elif f.has(sign, "rank"):
        unit, start = f.value(sign, "rank") or "rank", sign
    elif f.has(sign, "times-before"):
        unit = "times"
    else:
        noun, out_of = _counted(f, last, end)
        outcome = f.outcome(after) if noun is None or not noun.known else None
        if outcome is not None:
            return _bounded(f, number, Draft(start, end, low, high, bound, outcome, True, None, None, number.start))
        if noun is not None:
            unit, of, end = noun.unit, out_of or _np(f, end, noun), noun.end
        said = noun is not None
    return _bounded(f, number, Draft(start, end, low, high, bound, unit, said, of, None, number.start))


def _fraction_fits(f: Figures, number: Number, end: int) -> bool:
    """Whether a fraction is none of the ordinals that look like it: its numerator, or what it is a part of, must be told."""
    return number.value > number.part or f.has(f.after(end), "of") or bool(f.words.adjective_endings)


def _counted(f: Figures, number: Number, end: int) -> tuple[Noun | None, str | None]:
    """What a number counts; of `11 of 25 ministers` the ministers, and `25 ministers` as what they are out of."""
    after = f.after(end)
    if f.has(after, "outof"):
        at = f.after(f.end_of(after))
        other = f.words.numbers.read(f.scanned, at) if f.has(at, "num", "numw") else None
        if other is not None and not other.article:
            noun = f.noun(other, other.end)
            if noun is not None:
                return noun, f.scanned.slice(at, noun.end)
    return f.noun(number, end), None


def _np(f: Figures, start: int, noun: Noun) -> str:
    index = f.after(start)
    if f.has(index, "of"):
        index = f.end_of(index)
    return f.scanned.slice(index, noun.end).strip(" -'’")


def _of(f: Figures, end: int) -> tuple[str | None, int]:
    """What a share is a share of, as written, and where those words end.

    Up to the next word that ends a noun phrase.
    """
    index = f.after(end)
    if f.has(index, "of"):
        index = f.after(f.end_of(index))
        if f.piece(index) in ("'", "’"):
            index = f.after(index + 1)
    elif not (f.has(index, "unit") or (f.words.adjective_endings and f.piece(index).isalpha())):
        return None, end
    first = index
    stop = index
    for _ in range(OF_WORDS):
        if index >= len(f.tags) or f.has(index, "num", "percent", "period") or not f.piece(index)[0].isalpha():
            break
        if index > first and f.has(index, "stop"):
            break
        stop = f.end_of(index)
        if f.has(index, "unit") or (
            f.words.adjective_endings and not f.piece(index).endswith(f.words.adjective_endings)
        ):
            break
        index = f.after(stop)
    return (f.scanned.slice(first, stop), stop) if stop > first else (None, end)


def _bounded(f: Figures, number: Number, draft: Draft) -> Draft:
    bound, start = draft.bound, draft.start
    left = f.before(draft.start)
    many = number.many
    if f.has(left, "several"):
        start, many = left, many or number.plain_group
        factor = 2 if many else 1
        draft = replace(draft, low=draft.low * factor, high=draft.high * factor)
        left = f.before(left)
    if bound == "exact":
        bound = "at_least" if many else "about" if number.about else "exact"
    if f.has(left, "article") and f.has(f.before(left), "bound"):
        left = f.before(left)
    if f.has(left, "bound"):
        bound, start = f.value(left, "bound"), left
    if draft.high > draft.low:
        bound = "range"
        start = left if f.has(left, "between") else start
    elif f.has(f.after(draft.end), "bound-after"):
        bound = f.value(f.after(draft.end), "bound-after")
        draft = replace(draft, end=f.end_of(f.after(draft.end)))
    return _timed(f, number, replace(draft, start=start, bound=bound))


def _timed(f: Figures, number: Number, draft: Draft) -> Draft:
    """The draft with its period; a bare number that nothing marks is weak: it stands only when it takes the unit of another."""
    period = f.period_near(draft.start, draft.end) if draft.unit != "rank" else None
    end = period[1] if period and period[1] > 0 else draft.end
    weak = not draft.said and draft.bound == "exact" and not (number.group or number.scale > 1) and not period
    return replace(draft, end=end, period=period[0] if period else None, weak=weak)


def _inherited(drafts: list[Draft], f: Figures) -> list[Draft]:
    """Numbers without a noun take the unit of the figure beside them.

    The next one of a change, else the one before.
    """
    out: list[Draft] = []
    drafts = _changes(drafts, f)
    for place, draft in enumerate(drafts):
        if draft.said:
            out.append(draft)
            continue
        after = drafts[place + 1] if place + 1 < len(drafts) else None
        joint = f.after(draft.end)
        if (
            after is not None
            and after.said
            and f.has(joint, "change-to", "range", "join")
            and after.start - draft.end <= 4
        ):
            out.append(_like(draft, after))
            continue
        before = out[-1] if out else None
        if (
            before is not None
            and before.unit
            and draft.start - before.end <= INHERIT_REACH
            and _same_paragraph(f, before, draft)
        ):
            share = before.unit == SHARE or f.words.kinds.get(before.unit) == "time"
            out.append(draft if share else _like(draft, before))
        else:
            out.append(draft)
    return out


def _like(draft: Draft, other: Draft) -> Draft:
    """A draft without a noun with the unit of another, and with its period when it has none of its own."""
    return replace(draft, unit=other.unit, period=draft.period or other.period)


def _changes(drafts: list[Draft], f: Figures) -> list[Draft]:
    """`from 10 to 20`: the word before the second figure tells a change, not a bound."""
    out = list(drafts)
    for place, (one, two) in enumerate(itertools.pairwise(drafts)):
        joint = f.after(one.end)
        if f.has(f.before(one.start), "change-from") and f.has(joint, "change-to") and two.start <= joint < two.first:
            out[place + 1] = replace(two, start=two.first, bound="exact")
    return out


def _same_paragraph(f: Figures, before: Draft, draft: Draft) -> bool:
    return "\n" not in f.tags[before.end : draft.start]
