"""Places of a text: found by their names, told apart by the text, with candidates and reasons; no guess on a tie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import PlaceRow, Places
from selon.grounding.names_parts import Parts, parts
from selon.grounding.names_scan import Word, begins_sentence, words_of
from selon.grounding.phrases import any_before
from selon.grounding.places_accept import COUNTY, Judge, Mention
from selon.grounding.places_find import Finder, Found, finder
from selon.grounding.places_group import contain, group, key_of, share_kinds
from selon.grounding.places_resolve import Judged, region_of, resolve
from selon.grounding.tagged import tagged
from selon.lang.pack import Pack
from selon.model import PlaceCandidate, PlaceMention, Span

WIDER = frozenset({"region", "district", COUNTY, "water", "land"})
"""Kinds of place whose type word after the name belongs to it (*Donetsk region*)."""
HOMES = {"fr": ("FR",), "de": ("DE",), "uk": ("UA",), "ru": ("RU",), "en": ()}
_COMMA = re.compile(r",? ?[(,] ?$|, $")


def find_places(
    text: str,
    pack: Pack,
    gazetteer: Places,
    taken: Sequence[Span] = (),
    persons: frozenset[str] = frozenset(),
    home: Iterable[str] = (),
) -> tuple[PlaceMention, ...]:
    """Every place name of a text that the gazetteer knows, in text order.

    taken: spans of names of persons and bodies, in which no place is looked for. persons: names of persons that the
    text names in
    full elsewhere (`fold.plain`); home: countries that the outlet is at home in. A mention has role `named`.
    """
    facts = parts(pack)
    words = words_of(text, facts)
    seeker = finder(facts, gazetteer)
    seeker.prepare(text, words)
    mentions = _mentions(text, words, facts, seeker, taken)
    contain(text, mentions, facts)
    share_kinds(text, mentions, facts)
    judge = Judge(
        text, words, facts, mentions, persons, frozenset(p for span in taken for p in (span.start, -span.end))
    )
    mentions = [m for m in mentions if judge.accepts(m)]
    if not mentions:
        return ()
    names = group(text, mentions, seeker)
    judged = resolve(names, tagged(text, pack).countries, tuple(home), gazetteer)
    return tuple(_mention(text, m, *judged[key_of(m)], gazetteer) for m in mentions)


def _mentions(text: str, words: list[Word], facts: Parts, seeker: Finder, taken: Sequence[Span]) -> list[Mention]:
    mentions: list[Mention] = []
    covered = 0
    spans = iter(sorted((s.start, s.end) for s in taken))
    current = next(spans, None)
    for i, word in enumerate(words):
        while current is not None and current[1] <= word.start:
            current = next(spans, None)
        if word.start < covered or (current is not None and current[0] < word.end):
            continue
        found = seeker.at(text, word) or seeker.after_type(text, word) or _sounding(text, word, facts, seeker)
        if found is None:
            continue
        if any_before(text, found.start, facts.lasts, facts.links):
            found = seeker.with_type(text, found)
        mention = _around(text, i, words, facts, found)
        covered = mention.end
        mentions.append(mention)
    return mentions


def _sounding(text: str, word: Word, facts: Parts, seeker: Finder) -> Found | None:
    """A place that sounds like a word which stands where places stand (*near Svyatohirs'k*)."""
    if not seeker.sounds(word) or facts.country(word.text) is not None or plain(word.text) in facts.never:
        return None
    where = (facts.inside, facts.before, facts.toward)
    located = any(phrases.ending(text, word.start) is not None for phrases in where)
    return seeker.sounding(word, located)


def _around(text: str, i: int, words: list[Word], facts: Parts, found: Found) -> Mention:
    """What stands before and after a name: type words, words of place."""
    last = i
    while last + 1 < len(words) and words[last + 1].start < found.end:
        last += 1
    mention = Mention(found, found.start, found.end, i, last)
    after = facts.after.match(text, found.end)
    if after is not None and (kind := _kind_after(after, found, facts)):
        mention.kind = kind
        if kind in WIDER or after.group(1)[0].isupper():
            mention.end = after.end()
    if any_before(text, found.start, facts.lasts, facts.links):
        _say_where(text, mention, facts)
    mention.lonely = begins_sentence(text, found.start)
    return mention


def _say_where(text: str, mention: Mention, facts: Parts) -> None:
    """The type word and the words of place before a name."""
    left = mention.found.start
    before = facts.before.ending(text, left)
    if before is not None:
        mention.kind = mention.kind or facts.kinds_before[before.phrase]
        left = before.start
    side = facts.side.ending(text, left)
    if side is not None:
        left = side.start
    mention.located = side is not None or facts.inside.ending(text, left) is not None
    mention.related = mention.located or facts.toward.ending(text, left) is not None


def _kind_after(after: re.Match[str], found: Found, facts: Parts) -> str | None:
    """The kind that a type word after a name says; `None` when it is a word of another name (*Donetsk airport*,
    *Paris City*).
    """
    kind = facts.kinds_after[after.group(1).lower()]
    return None if kind == "site" and not any(r.kind == "site" for r in found.rows) else kind


def _mention(
    text: str, m: Mention, chosen: PlaceRow | None, judged: tuple[Judged, ...], gazetteer: Places
) -> PlaceMention:
    candidates = tuple(_candidate(j, gazetteer) for j in judged)
    first = candidates[0] if chosen is not None and candidates else None
    return PlaceMention(Span(m.start, m.end, text[m.start : m.end]), first, "named", candidates)


def _candidate(judged: Judged, gazetteer: Places) -> PlaceCandidate:
    row = judged.row
    region = region_of(row, gazetteer)
    holders = (region, f"iso:{row.country}" if row.country else None)
    within = tuple(h for h in holders if h is not None and h != row.id)
    return PlaceCandidate(
        row.id, row.name, row.lat, row.lon, row.country, row.source, judged.reasons, row.kind, within
    )  # fmt: skip
