"""Voices resolved to actors: one identifier for all names of a person, a body, a unit, an outlet, a channel or a state.

First the registry, letter by letter; then what a name is made of: an office with a country (*ministère russe de la Défense* =
*Минобороны РФ*), a unit's number, echelon and branch, a capital for its state, a surname for the full name that
stands elsewhere in
the report. What nothing of this tells keeps a name of its own. A link never changes the words; it says its reasons
and can be dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from selon.grounding.entities_context import Context, Known, context_of, from_actor, little, registered
from selon.grounding.entities_holders import holder, holders
from selon.grounding.entities_patterns import bodies, unit_of, units, words_in
from selon.grounding.entities_people import person, person_in
from selon.grounding.fold import plain
from selon.grounding.gazetteer_schema import PlaceRow, Places
from selon.grounding.names_scan import Word, joined, words_of
from selon.grounding.numbers import numbers_of
from selon.grounding.persons import person_key
from selon.grounding.places_find import finder
from selon.grounding.registry import LONGEST, Registry
from selon.lang.pack import Pack
from selon.model import EntityLink, NameMention, Report, Span, Statement, Voice, VoiceKind

NAMELESS = frozenset({"unidentified", "media"})
BODIES = frozenset({"organisation", "outlet", "channel"})
"""What a name that reads like a person's may turn out to be in the registry (*Pfizer said*)."""
LONGEST_PHRASE = 400
_TOKEN = re.compile(r"[^\W_]+(?:[.'’ʼ&][^\W_]+)*\.?")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{2,80})(?:[»”“\"]|$)")
_PART = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(r"[-‑–]\d+(?!\w)")
FEW_SOUNDS = 3
"""A sound key with fewer consonants than this says too little."""
_SLUG = re.compile(r"[^a-z0-9]+")
QUOTES = "«»“”„\"'’‘ "


def resolve(
    report: Report,
    pack: Pack,
    registry: Registry,
    gazetteer: Places | None = None,
    names: Iterable[NameMention] | None = None,
) -> Report:
    """The report with `entity` in its voices, and with `entities`: each link with its reasons, in text order.

    A voice that nothing tells keeps `entity` as `None`. names: of the whole text, when they have been found already.
    """
    if not any(s.voices for s in report.statements):
        return report
    context = context_of(report.document.text, pack, registry, gazetteer, names)
    outlet = registry.find(report.document.outlet) if report.document.outlet else None
    context = replace(context, home=outlet.country if outlet is not None else None)
    for voice in (v for s in report.statements for v in s.voices if v.kind == "person"):
        _learn(voice, context)
    links: dict[Span, EntityLink] = {}
    identified = cache(lambda phrase, kind: identify(phrase, kind, context))

    def settled(voice: Voice) -> Voice:
        said = voice.refers_to or voice.span
        known = identified(said.text, voice.kind) if said is not None else None
        if said is None or known is None:
            return voice
        links.setdefault(said, _link(said, known))
        body = voice.kind == "person" and known.kind in BODIES
        return replace(voice, entity=known.id, kind=known.kind if body else voice.kind)

    statements = tuple(_voiced(s, tuple(settled(v) for v in s.voices)) for s in report.statements)
    held = holders((links[v.refers_to or v.span] for s in statements for v in s.voices if v.entity), context)  # type: ignore[index]

    def held_by(voice: Voice) -> Voice:
        said = voice.refers_to or voice.span
        if voice.entity is not None or said is None or voice.kind not in ("role", "person"):
            return voice
        known = holder(said.text, held, context)
        if known is None:
            return voice
        links.setdefault(said, _link(said, known))
        return replace(voice, entity=known.id)

    statements = tuple(_voiced(s, tuple(held_by(v) for v in s.voices)) for s in statements)
    entities = tuple(links[span] for span in sorted(links))
    return replace(report, statements=statements, entities=entities)


def _voiced(statement: Statement, voices: tuple[Voice, ...]) -> Statement:
    same = all(a is b for a, b in zip(statement.voices, voices, strict=True))
    return statement if same else replace(statement, voices=voices)


def _learn(voice: Voice, context: Context) -> None:
    """Keep the full name of a voice for the places where the surname stands alone."""
    said = voice.refers_to or voice.span
    name = person_in(said.text[:LONGEST_PHRASE], context) if said is not None else None
    if name is not None and " " in name:
        context.full.setdefault(person_key(name, context.pack.code, context.facts).surname, name)


def _link(span: Span, known: Known) -> EntityLink:
    return EntityLink(span, known.id, known.name, known.kind, known.country, known.side, known.reasons)


def identify(phrase: str, kind: str, context: Context) -> Known | None:
    """The actor that a phrase names, in the terms of a voice's kind; `None` when nothing tells."""
    phrase = phrase[:LONGEST_PHRASE].strip(QUOTES).rstrip(".,;: ")
    if kind in NAMELESS or not phrase:
        return None
    if (whole := _registered(phrase, context, whole=True)) is not None:
        return whole
    if kind == "person":
        return person(phrase, context) or _office(phrase, context, functions_only=True)
    if kind == "state":
        return _office(phrase, context, of_states=True) or _state(phrase, context)
    if kind == "group":
        return _unit(phrase, context) if phrase[:1].isdigit() else None
    if kind == "role" and not _speaks(phrase, context):
        return _office(phrase, context, functions_only=True)
    found = _unit(phrase, context) or _body_of_a_body(phrase, context) or _registered(phrase, context)
    found = found or _office(phrase, context)
    if found is not None or kind in {"role", "document"}:
        return found
    return _whole_country(phrase, context) or _new(phrase, kind, context)


def _body_of_a_body(phrase: str, context: Context) -> Known | None:
    """An office whose words come before a name of the registry (*the lower house of the US Congress*)."""
    words = words_in(phrase)
    hits = [h for h in bodies(context.pack).find(words) if h.kind == "organisation"]
    if not hits or hits[0].first > 1:
        return None
    rest = phrase.lower().partition(words[hits[0].end - 1])[2]
    inner = _registered(phrase[len(phrase) - len(rest) :], context) if rest else None
    if inner is None or inner.country is None:
        return None
    identifier = f"org:{inner.country}:{hits[0].value}"
    name = f"{inner.country} {hits[0].value.replace('-', ' ')}"
    return Known(
        identifier, name, "organisation", inner.country, inner.country, (f"body: {hits[0].value}", *inner.reasons)
    )


def _speaks(phrase: str, context: Context) -> bool:
    """Whether a function speaks for a body (*a spokesman for*, *пресс-секретарь*)."""
    return any(word in context.facts.speakers for word in words_in(phrase))


def _unit(phrase: str, context: Context) -> Known | None:
    unit = unit_of(phrase, units(context.pack), numbers_of(context.pack).rank)
    if unit is None:
        return None
    country, why = country_of(phrase, context)
    return Known(
        f"unit:{unit[0]}", unit[1], "organisation", country, country, (f"unit {unit[1]}", *((why,) if why else ()))
    )


def _registered(phrase: str, context: Context, whole: bool = False) -> Known | None:
    """The longest name of the registry in the phrase, the earliest of equals; it is no part of a longer name with
    capitals.

    whole: nothing but little words stands beside it.
    """
    tokens = [m.span() for m in _TOKEN.finditer(phrase)]
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for i in range(len(tokens) - length + 1):
            start, end = tokens[i][0], tokens[i + length - 1][1]
            if whole and not little(phrase[:start] + phrase[end:], context):
                continue
            actor = registered(phrase[start:end], context)
            if actor is None or actor.kind == "person" or _inside_a_name(phrase, tokens, i, length, context):
                continue
            return from_actor(actor, f"registry: {phrase[start:end]}")
    return None


def _inside_a_name(phrase: str, tokens: list[tuple[int, int]], i: int, length: int, context: Context) -> bool:
    """Whether words with capitals stand right beside (*Teheran Times*), which are no function, no country and no
    platform.
    """
    beside = []
    if i and joined(phrase, tokens[i - 1][1], tokens[i][0]):
        beside.append(phrase[slice(*tokens[i - 1])])
    after = i + length
    if after < len(tokens) and joined(phrase, tokens[after - 1][1], tokens[after][0]):
        beside.append(phrase[slice(*tokens[after])])
    return any(_names_more(word, context) for word in beside)


def _names_more(word: str, context: Context) -> bool:
    facts = context.facts
    if not word[:1].isupper() or word in facts.platforms or facts.country(word) is not None:
        return False
    name = plain(word)
    return not (facts.language == "de" or name in facts.titles or name in facts.never or name in facts.starters
                or word.lower() in facts.speakers or name in facts.given)  # fmt: skip


def _office(phrase: str, context: Context, functions_only: bool = False, of_states: bool = False) -> Known | None:
    """A body or a function of a state: what it is, and whose; of the outlet's country when the phrase names none."""
    hits = [
        h
        for h in bodies(context.pack).find(words_in(phrase))
        if h.kind == "role" or not (functions_only or h.kind == "local")
    ]
    if not hits:
        return None
    hit = hits[0]
    country, why = country_of(phrase, context)
    if country is None:
        country, why = context.home, f"country {context.home}: of the outlet"
    if country is None:
        return None
    if hit.value == "authorities" or (of_states and hit.value == "government"):
        return _of_state(country, (f"body: {hit.value}", why), context)
    kind: VoiceKind = "role" if hit.kind == "role" else "organisation"
    identifier = f"{'office' if kind == 'role' else 'org'}:{country}:{hit.value}"
    registered = context.registry.actors.get(identifier)
    name = registered.name if registered is not None else f"{country} {hit.value.replace('-', ' ')}"
    return Known(identifier, name, kind, country, country, (f"body: {hit.value}", why))


def _state(phrase: str, context: Context) -> Known | None:
    """A country, its people's adjective, or its capital in its stead."""
    country, why = country_of(phrase, context)
    return None if country is None else _of_state(country, (why,), context)


def _of_state(country: str, reasons: tuple[str, ...], context: Context) -> Known:
    row = context.gazetteer.country(country) if context.gazetteer is not None else None
    return Known(f"state:{country}", row.name if row else country, "state", country, country, reasons)


def _whole_country(phrase: str, context: Context) -> Known | None:
    """A phrase that is the name of a country or a capital and nothing else."""
    if context.gazetteer is None:
        return None
    words = words_of(phrase, context.facts)
    found = finder(context.facts, context.gazetteer).at(phrase, words[0]) if words else None
    if found is None or not little(phrase[: found.start] + phrase[found.end :], context):
        return None
    row = _ruling(found.rows)
    return (
        None if row is None or row.country is None else _of_state(row.country, (f"{row.kind}: {found.text}",), context)
    )


def country_of(phrase: str, context: Context) -> tuple[str | None, str]:
    """The country that a phrase names first, by an adjective, a noun, its name or its capital; and by which word."""
    capitals = {w.start: w for w in words_of(phrase, context.facts)}
    for match in _PART.finditer(phrase):
        country = context.facts.country(match.group())
        if country is not None:
            return country, f"country {country}: {match.group()}"
        word = capitals.get(match.start())
        if word is None or context.gazetteer is None:
            continue
        seeker = finder(context.facts, context.gazetteer)
        found = seeker.at(phrase, word) or seeker.at(phrase, Word(match.start(), match.end(), match.group()))
        row = _ruling(found.rows) if found is not None else None
        if row is not None and found is not None:
            return row.country, f"{row.kind} {row.country}: {found.text}"
    return None, ""


def _ruling(rows: tuple[PlaceRow, ...]) -> PlaceRow | None:
    """The country, or the capital, that a name means before all else."""
    settled = [r for r in rows if r.kind != "region"]
    return settled[0] if settled and settled[0].kind in {"country", "capital"} else None


def _new(phrase: str, kind: str, context: Context) -> Known | None:
    """A body, an outlet or a channel that nobody knows yet: the words with capitals name it, whatever their case
    forms.
    """
    quoted = _QUOTED.search(phrase)
    phrase = quoted.group(1) if quoted is not None else phrase
    words = words_of(phrase, context.facts)
    while words and (plain(words[0].text) in context.facts.starters or _is_medium(words, kind, context)):
        words = words[1:]
    if not words or (kind == "outlet" and quoted is None and any(context.facts.country(w) for w in words_in(phrase))):
        return None
    end = words[-1].end
    name = phrase[words[0].start : end + (len(cut.group()) if (cut := _FIGURES.match(phrase, end)) else 0)]
    lone = len(words) == 1 and not (sum(c.isupper() for c in name) > 1 or phrase.strip(QUOTES) == name)
    if lone and not little(_without_medium(phrase.replace(name, "", 1), kind, context), context):
        return None
    if lone and context.facts.language == "de" and phrase != name and kind not in ("outlet", "channel"):
        return None
    if name.lower() in context.facts.media:
        return None
    prefix = "org" if kind == "organisation" else kind
    slug = "-".join(_settled(word, context) for word in name.split())
    return Known(f"{prefix}:{slug}", name, _kind(kind), None, None, (f"name: {name}",)) if slug.strip("-") else None


def _is_medium(words: list[Word], kind: str, context: Context) -> bool:
    """Whether a capital is only that of a noun (German *Kanal Orla-24*), where nouns have capitals."""
    media = context.facts.media if kind in ("outlet", "channel") and context.facts.language == "de" else frozenset()
    return len(words) > 1 and words[0].text.lower() in media


def _without_medium(rest: str, kind: str, context: Context) -> str:
    """What stands beside a name, less the word for what it is (*la chaîne*, *телеканал*), for outlets and channels."""
    if kind not in ("outlet", "channel"):
        return rest
    return " ".join(
        w for w in rest.split() if not any(v.lower() in context.facts.media for v in context.facts.variants(w))
    )


def _settled(word: str, context: Context) -> str:
    """One form for the case forms and the scripts of a word: figures, and its sounds, or its letters in Latin script
    where the sounds are few.
    """
    from anyascii import anyascii

    found = []
    for part in _RUN.findall(word):
        key = part if part.isdecimal() else person_key(part, context.pack.code, context.facts).surname
        if not part.isdecimal() and len(key.replace("a", "")) < FEW_SOUNDS:
            key = _SLUG.sub("", str(anyascii(plain(part))).lower())
        found.append(key)
    return "-".join(filter(None, found))


def _kind(kind: str) -> VoiceKind:
    return "outlet" if kind == "outlet" else "channel" if kind == "channel" else "organisation"
