"""Quantities: every figure of a text with its bound, its unit, what it is a share of, and its period.

A number is found, then looked at from its place: what stands before it (bound, currency, label), behind it (percent,
scale, noun, period), and whether it is a figure at all (a date, an ordinal, the name of a weapon are none). Shares
are 0-1 with the unit `share`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from selon.grounding.numbers import Number
from selon.grounding.quantities_join import inherited, serial
from selon.grounding.quantities_special import (
    SHARE,
    Draft,
    begins_ratio,
    noun_phrase,
    out_of_end,
    ratio_end,
    read_each,
    read_majority,
    read_none,
    read_only_one,
    share_of,
)  # fmt: skip
from selon.grounding.quantities_words import Figures, Noun, quantity_words
from selon.grounding.scan import BREAK, CONTINUED, PLAIN, Scan, scan
from selon.grounding.times import Found, read_times, time_source
from selon.lang import Pack, load
from selon.model import Bound, Quantity, Span


def find_quantities(text: str, pack: Pack) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order; offsets are code points; empty when there is none."""
    scanned = scan(text)
    times, _ = read_times(time_source(scanned, pack), None)
    return read_quantities(scanned, pack, times)


_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9\s,.;:'’\"#@/()&%$€-]{60,}")


def _foreign(text: str, pack: Pack) -> list[Quantity]:
    """The quantities of longer passages in Latin letters inside a text of another script, read with the pack that
    the own one names."""
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


def read_quantities(scanned: Scan, pack: Pack, times: Sequence[Found], tags: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text in pieces, those inside dates, clock times and repetitions left out.

    tags: those of the pieces in the pack's words around figures, where they are at hand.
    """
    words = quantity_words(pack)
    figures = Figures(scanned, words.lexicon.tags(scanned) if tags is None else tags, words)
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
        if len(drafts) == MAX_QUANTITIES:
            break
    kept = [d for d in serial(inherited(drafts, figures), figures) if d.unit or not d.weak]
    kept = sorted(kept + _durations(times, kept, figures), key=lambda d: d.start)
    own = [_record(d, scanned) for d in kept]
    foreign = _foreign(scanned.text, pack)
    if foreign:
        own = [q for q in own if not any(q.span.overlaps(other.span) for other in foreign)]
    return tuple(sorted([*own, *foreign], key=lambda q: q.span.start))


PERSONS = "persons"
SENTENCE_BREAKS = frozenset(".!?:…—–")
"""Behind these a word is capitalised whatever it is."""
CLOCK = 24
"""Up to this number a bare one behind `at` or `um` is a time of day."""
MAX_QUANTITIES = 100_000
"""So many quantities of a text are read; the rest of a longer text made of figures is left."""
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")
_UNITS = {"Y": "years", "M": "months", "W": "weeks", "D": "days", "TH": "hours", "TM": "minutes", "TS": "seconds"}


def _durations(times: Sequence[Found], drafts: Sequence[Draft], f: Figures) -> list[Draft]:
    """Durations whose number is not written as one (`a week`, `протягом тижня`)."""
    covered = {index for d in drafts for index in range(d.start, d.end)}
    found = []
    for time in times:
        hit = _DURATION.match(time.reading.value)
        if time.reading.type != "DURATION" or hit is None or covered & set(range(time.first, time.last)):
            continue
        if f.tags[time.first] == CONTINUED or f.has(time.first, "over", "period"):
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
        return read_majority(f, index)
    if f.has(index, "none", "each"):
        return read_none(f, index) if f.has(index, "none") else read_each(f, index)
    if f.has(index, "only") and not f.has(index, "num", "numw", "numf"):
        return read_only_one(f, index)
    if _is_name(f, index):
        return None
    number = f.words.numbers.read(f.scanned, index)
    if number is None or _is_ordinal(f, number) or (number.article and not begins_ratio(f, number)):
        return None
    second = _range_end(f, number, taken)
    last = second or number
    low, high = _ends(number, second)
    return _with_unit(f, number, last, low, high)


def _is_name(f: Figures, index: int) -> bool:
    """Whether the digits belong to a name, a label, a score or an address (T-34, page 5, 3:1, 10.0.0.1)."""
    before, after = f.piece(index - 1), f.piece(index + 1)
    digits = f.piece(index)[:1].isdecimal()
    if digits and (before.isalpha() or (before in ("/", ":", "_", "@", "#", "№", "§") and before)):
        return True
    if before in ("-", "–", "‑") and f.piece(index - 2)[-1:].isalnum():
        return True
    if digits and after.isalpha() and not f.has(index + 1, "unit", "numw", "ordinal-mark", "period"):
        return True
    if digits and before in (".", ",") and f.piece(index - 2).isdecimal():
        return True
    if digits and after == ":" and f.piece(index + 2).isdecimal():
        return True
    if digits and after in ("-", "‑") and f.piece(index + 2).isalpha():
        return not f.has(index + 2, "unit", "ordinal-mark")
    left = f.before(index)
    if f.has(left, "label") and f.words.kinds.get(f.value(f.after(index + 1), "unit")) == "person":
        return False
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
        behind = f.piece(end + 2)
        led = behind.islower() or f.has(f.before(number.start), "article")
        short = len(f.piece(end - 1)) < 3 or (number.value < 1000 and led)
        return dot and f.piece(end - 1).isdecimal() and short and behind[:1].isalpha()
    return False


def _range_end(f: Figures, number: Number, taken: frozenset[int]) -> Number | None:
    """The second number of `5-6`, `5 bis 6`, `between 5 and 6`; `from 5 to 6` tells a change and is two figures."""
    index = f.after(number.end)
    if f.has(index, "percent"):
        index = f.after(f.end_of(index))
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
    """The draft of a number with what it measures or counts, then with its bound and period."""
    draft = Draft(number.start, last.end, low, high, "exact", None, True, None, None, number.start)
    after = f.after(last.end)
    if f.has(after, "bound-after") and f.noun(number, f.end_of(after)):
        draft = draft._replace(bound=f.value(after, "bound-after"), end=f.end_of(after))
    read = _marked(f, number, draft)
    if read is None and number.fraction:
        return None
    return _bounded(f, number, read or _with_noun(f, number, last, draft))


def _marked(f: Figures, number: Number, draft: Draft) -> Draft | None:
    """The draft of a share, of money with a sign, of a rank or a factor.

    `None` when none of these marks stands beside the number.
    """
    sign, after = f.before(number.start), f.after(draft.end)
    if f.has(after, "points"):
        return draft._replace(unit="percentage points", end=f.end_of(after))
    if f.has(after, "percent"):
        of, end = share_of(f, f.end_of(after))
        low, high = round(draft.low / 100, 12), round(draft.high / 100, 12)
        return draft._replace(unit=SHARE, of=of, end=end, low=low, high=high)
    if number.fraction:
        of, end = share_of(f, draft.end)
        return draft._replace(unit=SHARE, of=of, end=end) if _fraction_fits(f, number, draft.end) else None
    if f.has(sign, "sign"):
        money = f.has(after, "unit") and f.words.kinds.get(f.value(after, "unit")) == "money"
        return draft._replace(unit=f.value(sign, "sign"), start=sign, end=f.end_of(after) if money else draft.end)
    if f.has(sign, "rank"):
        return draft._replace(unit=f.value(sign, "rank"), start=sign)
    return draft._replace(unit="times") if f.has(sign, "times-before") else None


def _with_noun(f: Figures, number: Number, last: Number, draft: Draft) -> Draft:
    """The draft with what it counts.

    A noun, a ratio of it, what became of persons, or a measure that stands before the number.
    """
    noun, out_of = _counted(f, last, draft.end)
    ratio = ratio_end(f, number, draft.end) or (ratio_end(f, number, noun.end) if noun is not None else None)
    ratio = ratio or (out_of_end(f, number, draft.end) if noun is None else None)
    if ratio is not None:
        return _share_told(f, number, ratio, noun, draft)
    outcome = f.outcome(f.after(draft.end)) if noun is None or not noun.known else None
    if outcome is not None:
        return draft._replace(unit=outcome)
    if noun is not None:
        return draft._replace(unit=noun.unit, of=out_of or noun_phrase(f, draft.end, noun), end=noun.end)
    if f.unit_before(number.start):
        place = f.before(number.start)
        return draft._replace(unit=f.value(place, "unit"), start=place, bound="about")
    if number.persons:
        return draft._replace(unit=PERSONS)
    return draft._replace(said=False)


def _share_told(f: Figures, number: Number, ratio: Number, noun: Noun | None, draft: Draft) -> Draft:
    named = noun if noun is not None and noun.end <= ratio.start else f.noun(ratio, ratio.end)
    share = number.value / ratio.value
    end = max(ratio.end, named.end if named else 0)
    of = f.scanned.slice(named.start, named.end) if named else None
    return draft._replace(low=share, high=share, unit=SHARE, of=of, end=end)


def _fraction_fits(f: Figures, number: Number, end: int) -> bool:
    """Whether a fraction is none of the ordinals that look like it.

    Its numerator, or what it is a part of, must be told.
    """
    return number.value > number.part or f.has(f.after(end), "of", "these", "them") or bool(f.words.adjective_endings)


def _counted(f: Figures, number: Number, end: int) -> tuple[Noun | None, str | None]:
    """What a number counts; of `11 of 25 ministers` the ministers, and `25 ministers` as what they are out of."""
    after = f.after(end)
    if f.has(after, "these"):
        return f.noun(number._replace(group=False), f.end_of(after)), None
    if f.has(after, "outof"):
        at = f.after(f.end_of(after))
        other = f.words.numbers.read(f.scanned, at) if f.has(at, "num", "numw") else None
        if other is not None and not other.article:
            noun = f.noun(other, other.end)
            if noun is not None:
                return noun, f.scanned.slice(at, noun.end)
    return f.noun(number, end), None


def _bounded(f: Figures, number: Number, draft: Draft) -> Draft:
    bound, start = draft.bound, draft.start
    left = f.before(draft.start)
    many = number.many
    if f.has(left, "several"):
        start, many = left, many or number.plain_group
        factor = 2 if many else 1
        draft = draft._replace(low=draft.low * factor, high=draft.high * factor)
        left = f.before(left)
    if bound == "exact":
        about = number.about and not (number.fraction and draft.of)
        bound = "at_least" if many else "about" if about else "exact"
    if f.has(left, "article") and f.has(f.before(left), "bound"):
        left = f.before(left)
    if f.has(left, "bound") or (f.has(left, "bound-time") and f.words.kinds.get(draft.unit or "") == "time"):
        bound, start = f.value(left, "bound") or f.value(left, "bound-time"), left
    if draft.high > draft.low:
        bound = "range"
        start = left if f.has(left, "between") else start
    elif f.has(f.after(draft.end), "bound-after"):
        bound = f.value(f.after(draft.end), "bound-after")
        draft = draft._replace(end=f.end_of(f.after(draft.end)))
    return _timed(f, number, draft._replace(start=start, bound=bound))


def _timed(f: Figures, number: Number, draft: Draft) -> Draft:
    """The draft with its period.

    A bare number that nothing marks is weak: it stands only when it takes the unit of another.
    """
    period = f.period_near(draft.start, draft.end) if draft.unit != "rank" else None
    if period is None and draft.said and draft.unit not in (SHARE, "rank", "times", "percentage points"):
        counted = f.words.kinds.get(draft.unit or "") not in ("time", "length", "area", "money")
        over = f.counted_over(draft.start, draft.end) if counted else None
        period = (over, -1) if over else None
        draft = draft._replace(series=over is not None)
    end = period[1] if period and period[1] > 0 else draft.end
    marked = draft.bound not in ("exact", "range") or number.group or number.scale > 1
    marked = marked or period is not None or f.has(f.after(draft.end), "them")
    weak = not draft.said and not marked and not _plain_figure(f, number)
    left = f.before(number.start)
    named = f.piece(left)[:1].isupper() and not _first_word(f, left)
    if not draft.said and named and number.digits and number.value < 100:
        return draft._replace(weak=True, alone=True)
    after = f.after(draft.end)
    open_word = after < len(f.tags) and f.tags[after] == PLAIN
    alone = not draft.said and (open_word or ((number.value == 1 or number.group) and not number.digits))
    weak = weak or (alone and number.value == 1)
    return draft._replace(end=end, period=period[0] if period else None, weak=weak, alone=alone)


def _plain_figure(f: Figures, number: Number) -> bool:
    """Whether a number without a noun is a figure all the same: `nine remain`, `climbs to seven`, `61 sind hier`.

    In words, two or more, no word that is a number only beside a noun (`both`, `neuf`), no part of a name. In digits,
    ten or more, behind a small word or the first word of a sentence, or before a small word at its beginning.
    """
    left = f.before(number.start)
    word = f.piece(left)
    if f.has(left, "unit", "num", "numw"):
        return False
    begins = left < 0 or not word.isalnum()
    small = word.isalpha() and (word.islower() or _first_word(f, left))
    if number.digits:
        after = f.piece(f.after(number.end))
        return number.value >= 10 and (small or (begins and after.isalpha() and after.islower()))
    if number.value < 2 or f.has(number.start, "homonym") or _in_compound(f, number):
        return False
    timed = number.value <= CLOCK and (f.has(left, "clock") or f.has(f.after(number.end), "clock-after"))
    return (small or begins) and not timed and not f.has(f.after(number.end), "ordw")


def _first_word(f: Figures, index: int) -> bool:
    """Whether a word begins its sentence: its capital says nothing."""
    left = f.before(index)
    title = f.piece(index)[:1].isupper() and not f.piece(index)[1:].isupper()
    return title and (left < 0 or f.piece(left) in SENTENCE_BREAKS or f.tags[left] == BREAK)


def _in_compound(f: Figures, number: Number) -> bool:
    return f.piece(number.end) in ("-", "‑") and f.piece(number.end + 1).isalpha()
