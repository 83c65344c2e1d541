"""Figures beside one another: numbers that take their unit from another, and changes from one to the next."""

from __future__ import annotations

from itertools import pairwise

from selon.grounding.quantities_special import SHARE, Draft
from selon.grounding.quantities_words import Figures

INHERIT_REACH = 60
"""A number without a noun takes the unit of a quantity at most so many pieces before it."""


def inherited(drafts: list[Draft], f: Figures) -> list[Draft]:
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
        before = out[-1] if out and not draft.alone else None
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


def serial(drafts: list[Draft], f: Figures) -> list[Draft]:
    """Figures of one unit in one paragraph are over one period (*290,000 units this year … in America 280,000 units*).

    Persons are not told in series: what befell some of them over a year befell others on a day.
    """
    out: list[Draft] = []
    last: dict[str, Draft] = {}
    for one in drafts:
        unit = one.unit or ""
        before = last.get(unit)
        goes_on = before is not None and one.period is None and _same_paragraph(f, before, one)
        draft = one._replace(period=before.period, series=True) if before is not None and goes_on else one
        if draft.series and draft.period and unit and f.words.kinds.get(unit, "thing") == "thing":
            last[unit] = draft
        out.append(draft)
    return out


def _like(draft: Draft, other: Draft) -> Draft:
    """A draft without a noun with the unit of another, and with its period when it has none of its own."""
    return draft._replace(unit=other.unit, period=draft.period or other.period)


def _changes(drafts: list[Draft], f: Figures) -> list[Draft]:
    """`from 10 to 20`: the word before the second figure tells a change, not a bound."""
    out = list(drafts)
    for place, (one, two) in enumerate(pairwise(drafts)):
        joint = f.after(one.end)
        if f.has(f.before(one.start), "change-from") and f.has(joint, "change-to") and two.start <= joint < two.first:
            out[place + 1] = two._replace(start=two.first, bound="exact")
    return out


def _same_paragraph(f: Figures, before: Draft, draft: Draft) -> bool:
    return "\n" not in f.tags[before.end : draft.start]
