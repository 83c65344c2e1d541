"""Voices resolved to actors, in five languages."""

from __future__ import annotations

import pytest

from selon.grounding import ground
from selon.grounding.entities import identify, resolve
from selon.grounding.entities_context import context_of
from selon.grounding.gazetteer import Gazetteer
from selon.grounding.registry import built_in, open_registry
from selon.lang.pack import load
from selon.model import Document, Report, Span, Statement, Voice, VoiceKind


def who(gazetteer: Gazetteer, language: str, kind: str, phrase: str) -> str | None:
    context = context_of(phrase, load(language), built_in(), gazetteer)
    known = identify(phrase, kind, context)
    if known is not None:
        assert known.reasons
    return known.id if known else None


@pytest.mark.parametrize(
    "identifier, kind, phrases",
    [
        ("org:RU:defence-ministry", "organisation",
         [("fr", "le ministère russe de la Défense"), ("de", "das russische Verteidigungsministerium"),
          ("en", "Russia's defence ministry"), ("ru", "министерство обороны России"), ("uk", "Міноборони РФ")]),
        ("unit:108-brigade-motor-rifle", "organisation",
         [("fr", "la 108e brigade de tirailleurs motorisés"), ("ru", "108-я мотострелковая бригада"),
          ("en", "the 108th Motor Rifle Brigade"), ("uk", "108-ма мотострілецька бригада")]),
        ("unit:47-brigade-mechanised", "organisation",
         [("uk", "47-ма окрема механізована бригада"), ("en", "47th Separate Mechanized Brigade"),
          ("fr", "47e brigade mécanisée"), ("de", "47. mechanisierte Brigade")]),
        ("state:RU", "state", [("fr", "Moscou"), ("de", "Moskau"), ("ru", "Москва"), ("uk", "Росії"), ("en", "Russian authorities")]),
        ("state:UA", "state", [("fr", "Kiev"), ("uk", "Києва"), ("ru", "киевских властей"), ("de", "Kiew"), ("en", "Kyiv")]),
        ("person:zelensky-volodymyr", "person",
         [("fr", "le président ukrainien Volodymyr Zelensky"), ("de", "Präsident Wolodymyr Selenskyj"),
          ("ru", "Владимира Зеленского"), ("uk", "Зеленський"), ("en", "Mr Zelensky")]),
        ("person:von-der-leyen-ursula", "person", [("ru", "глава Еврокомиссии Урсула фон дер Ляйен"), ("fr", "Ursula von der Leyen")]),
        ("office:GB:prime-minister", "person", [("fr", "Le Premier ministre britannique"), ("en", "Britain's prime minister")]),
        ("org:RU:presidency", "role", [("fr", "un porte-parole du Kremlin"), ("en", "a Kremlin spokesman")]),
        ("org:IL:armed-forces", "role", [("en", "a spokesman for the Israeli military")]),
        ("org:european-commission", "organisation", [("uk", "Єврокомісії"), ("fr", "La Commission européenne"), ("ru", "Европейской комиссией")]),
        ("channel:saparnav-plas", "channel",
         [("fr", "le canal Telegram pro-ukrainien «Supernova Plus»"), ("ru", "канал «Супернова Плюс»")]),
        ("channel:orla-24", "channel",
         [("fr", "la chaîne Orla-24"), ("de", "der Kanal Orla-24"), ("ru", "телеканала «Орла-24»"), ("uk", "телеканал Орла-24")]),
        ("unit:north-command", "organisation",
         [("fr", "le commandement du Nord"), ("de", "Das Nordkommando"), ("ru", "Северное командование"),
          ("uk", "Північне командування"), ("en", "The Northern Command")]),
        ("unit:centre-grouping", "organisation",
         [("en", "the Center Group of Forces"), ("ru", "группировки войск «Центр»"), ("uk", "угруповання військ «Центр»")]),
        ("unit:3-brigade-assault", "organisation",
         [("en", "the Third Assault Brigade"), ("uk", "Третя штурмова бригада"), ("de", "die 3. Sturmbrigade"),
          ("ru", "3-я отдельная штурмовая бригада"), ("fr", "la troisième brigade d'assaut")]),
        ("person:arsav-denis", "person",
         [("ru", "Дениса Ярцева"), ("en", "Denis Yartsev"), ("de", "Denis Jarzew"), ("fr", "Denis Iartsev")]),
        ("person:stalmah-ivan", "person", [("uk", "Іван Стельмах"), ("uk", "Івана Стельмаха"), ("fr", "Ivan Stelmakh")]),
        ("person:varas-astap", "person",
         [("uk", "Остапом Вересом"), ("de", "Ostap Weres"), ("fr", "Ostap Veres"), ("ru", "Остапу Вересу")]),
        ("org:FR:presidency", "organisation", [("fr", "la présidence française")]),
    ],
)  # fmt: skip
def test_one_actor_in_every_language(
    built_in: Gazetteer, identifier: str, kind: str, phrases: list[tuple[str, str]]
) -> None:
    assert {who(built_in, language, kind, phrase) for language, phrase in phrases} == {identifier}


@pytest.mark.parametrize(
    "language, kind, phrase",
    [
        ("fr", "role", "un soldat russe"),
        ("fr", "group", "500 soldats russes"),
        ("en", "organisation", "the agency"),
        ("en", "person", "he"),
        ("ru", "unidentified", "источники в Москве"),
        ("de", "outlet", "russische Medien"),
        ("en", "group", "Palestinian doctors"),
    ],
)
def test_what_nothing_tells_is_left_open(built_in: Gazetteer, language: str, kind: str, phrase: str) -> None:
    assert who(built_in, language, kind, phrase) is None


def report(text: str, voices: list[tuple[str, VoiceKind]], outlet: str | None = None) -> Report:
    statements = []
    for number, (words, kind) in enumerate(voices):
        at = text.index(words)
        voice = Voice(Span(at, at + len(words), words), None, "say", kind)
        statements.append(Statement(f"s{number}", (Span(0, 4, text[:4]),), (voice,), "attributed", "report"))
    return Report(Document("d", text, language="en", outlet=outlet), tuple(statements))


def test_a_surname_is_the_person_named_in_full_elsewhere(built_in: Gazetteer) -> None:
    text = "Rain fell, Lindsey Hilsum said. Later Hilsum left."
    from selon.grounding.registry import built_in as actors

    grounded = ground(
        report(text, [("Lindsey Hilsum", "person"), ("Hilsum left"[:6], "person")]), load("en"), built_in, actors()
    )
    assert {s.voices[0].entity for s in grounded.statements} == {"person:halsam-lands"}


def test_links_keep_the_words_and_say_why(built_in: Gazetteer) -> None:
    text = "Rain fell, the Russian defence ministry said."
    from selon.grounding.registry import built_in as actors

    grounded = ground(report(text, [("the Russian defence ministry", "organisation")]), load("en"), built_in, actors())
    (link,) = grounded.entities
    assert (link.span.text, link.entity, link.side) == ("the Russian defence ministry", "org:RU:defence-ministry", "RU")
    assert any("Russian" in reason for reason in link.reasons)
    assert grounded.statements[0].voices[0].span == link.span


def test_a_ministry_without_a_country_is_the_outlets_own(built_in: Gazetteer) -> None:
    text = "Rain fell, the defence ministry said."
    from selon.grounding.registry import built_in as actors

    voices: list[tuple[str, VoiceKind]] = [("the defence ministry", "organisation")]
    entities = [
        ground(report(text, voices, outlet), load("en"), built_in, actors()).statements[0].voices[0].entity
        for outlet in (None, "Ukrinform", "TASS")
    ]
    assert entities == [None, "org:UA:defence-ministry", "org:RU:defence-ministry"]


def voices_of(built_in: Gazetteer, language: str, text: str, *voices: tuple[str, VoiceKind]) -> list[str | None]:
    """The entities of voices given by their words, in a report of that text."""
    statements = []
    for number, (words, kind) in enumerate(voices):
        at = text.index(words)
        voice = Voice(Span(at, at + len(words), words), None, "say", kind)
        statements.append(Statement(str(number), (Span(0, 1, text[0]),), (voice,), "attributed", "report"))
    report = Report(Document("d", text, language=language), tuple(statements))
    resolved = resolve(report, load(language), open_registry(), built_in)
    return [s.voices[0].entity for s in resolved.statements]


def test_a_function_is_held_by_the_one_person_of_the_report_who_bears_it(built_in: Gazetteer) -> None:
    text = (
        "Le maire, Ivan Stelmakh, a compté quatre morts. Un fonctionnaire se tait. « Ils fouillent », a dit le maire."
    )
    got = voices_of(
        built_in, "fr", text, ("Le maire, Ivan Stelmakh", "person"), ("le maire", "role"), ("Un fonctionnaire", "role")
    )
    assert got == ["person:stalmah-ivan", "person:stalmah-ivan", None]
    text = "Мер міста Іван Стельмах мовчить. Мера Харкова не чути. Про обстріл розповів мер."
    got = voices_of(
        built_in, "uk", text, ("Мер міста Іван Стельмах", "person"), ("Мера Харкова", "role"), ("мер.", "role")
    )
    assert got == ["person:stalmah-ivan", None, "person:stalmah-ivan"]


def test_two_holders_of_one_function_leave_it_open(built_in: Gazetteer) -> None:
    text = "Mayor Ivan Stelmakh and mayor Petro Bondar met. The shelling went on, the mayor said."
    got = voices_of(
        built_in, "en", text, ("Mayor Ivan Stelmakh", "person"), ("mayor Petro Bondar", "person"), ("the mayor", "role")
    )
    assert got[2] is None


def test_a_body_that_reads_like_a_person_is_a_body(built_in: Gazetteer) -> None:
    """Kinds are read from the words alone; the registry knows better."""
    text = "Gazprom said the pipe had burst."
    at = Span(0, 7, "Gazprom")
    statement = Statement(
        "1", (Span(13, 31, text[13:31]),), (Voice(at, None, "say", "person"),), "attributed", "report"
    )
    report = Report(Document("d", text, language="en"), (statement,))
    voice = resolve(report, load("en"), open_registry(), built_in).statements[0].voices[0]
    assert (voice.kind, voice.entity) == ("organisation", "org:gazprom")
