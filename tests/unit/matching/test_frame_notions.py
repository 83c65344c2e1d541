"""The notions of `frames.tsv`: the same in all languages whose claims are compared, each pattern found as what it means."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from selon.lang.pack import load
from selon.matching.lexicon import lexicon_of
from selon.matching.notions import relations
from selon.matching.tokens import folded, tokens_of

LANGUAGES = ("en", "fr", "de", "ru", "uk")
LACKING: dict[str, str] = {}
"""Notions that some language has no word for, with the reason."""
TOLD = {
    "extradite": (
        "A court in Vienna agreed to extradite the arms dealer",
        "L'extradition du marchand d'armes a été acceptée",
        "Der Waffenhändler wird an Polen ausgeliefert",
        "Суд разрешил экстрадицию торговца оружием",
        "Суд дозволив екстрадицію торговця зброєю",
    ),
    "confiscate": (
        "The yacht was confiscated in Genoa",
        "Le yacht a été confisqué à Gênes",
        "Die Jacht wurde in Genua beschlagnahmt",
        "Яхту конфисковали в Генуе",
        "Яхту конфіскували в Генуї",
    ),
    "derail": (
        "A goods train derailed near the border",
        "Un train de marchandises a déraillé près de la frontière",
        "Ein Güterzug ist nahe der Grenze entgleist",
        "Товарный поезд сошёл с рельсов у границы",
        "Товарний поїзд зійшов з рейок біля кордону",
    ),
    "arson": (
        "Someone set fire to the recruitment office",
        "Quelqu'un a mis le feu au bureau de recrutement",
        "Das Rekrutierungsbüro wurde in Brand gesteckt",
        "Неизвестный поджёг военкомат",
        "Невідомий підпалив військкомат",
    ),
    "jam": (
        "The signal was jammed along the coast",
        "Le signal a été brouillé, un brouillage constaté sur la côte",
        "Das Signal wurde an der Küste gestört",
        "Сигнал глушили вдоль побережья",
        "Сигнал глушили вздовж узбережжя",
    ),
    "heating_cut": (
        "The town is without heating",
        "La ville est sans chauffage",
        "Die Stadt ist ohne Heizung",
        "Город остался без отопления",
        "Місто лишилося без опалення",
    ),
    "smuggle": (
        "The cigarettes had been smuggled by lorry",
        "Des cigarettes de contrebande dans un camion",
        "Die Zigaretten wurden im Lastwagen geschmuggelt",
        "Контрабанда сигарет шла в грузовике",
        "Контрабанду цигарок везли вантажівкою",
    ),
    "bury": (
        "The pilot was buried in his home village",
        "Le pilote a été inhumé dans son village",
        "Der Pilot wurde in seinem Dorf beigesetzt",
        "Лётчика похоронили в родном селе",
        "Льотчика поховали в рідному селі",
    ),
}
"""Sentences that tell the same deed in the languages of `LANGUAGES`."""

DEEDS = [
    line.split("\t") for line in Path(__file__).with_name("deeds.tsv").read_text(encoding="utf-8").splitlines()[1:]
]
"""One deed a line, in the languages of `LANGUAGES`."""
FOREIGN = {
    "en": {
        "shuttle": "close", "vowel": "promise_measure", "electricity": "vote", "rainbow": "weather", "supplement": "deliver",
        "won't": "win_vote", "committee": "promise_measure", "defendant": "hold_position", "assistant": "help_assist",
        "equipment": "equip", "subsidiary": "pay", "detective": "detect_spot", "closely": "close", "closer": "close",
        "increasingly": "rise", "booster": "rise", "climber": "rise", "vigilant": "mourn", "organization": "hold_event",
        "organism": "hold_event", "appropriate": "allocate_money", "consultant": "consult", "rebels": "mutiny",
        "existential": "exist", "products": "produce", "a freight train": "training", "road signs": "sign_doc",
        "it remains unclear": "found_body", "the governing bodies": "found_body", "apartment block": "block",
        "leaked documents": "pollution", "the impact of the law": "hit", "they got out": "receive", "the Gobi desert": "desert",
        "intoxicated": "poisoned", "the concentration of dust": "deploy", "he wrote on Telegram": "write_letter",
    },
    "fr": {
        "bâtiment": "build", "publicité": "publish", "couleur": "sink", "électricité": "vote", "Montréal": "show_evidence",
        "cruelle": "flood", "réplique": "withdraw", "mortier": "kill", "sauvegarde": "rescue", "livret": "deliver",
        "différents": "postpone", "financière": "finance", "assemblée": "assemble", "bouclier": "close", "barrage": "block",
        "hôpital": "seek_treatment", "collaboration": "treason", "organisme": "hold_event", "domicile": "based_in",
    },
    "de": {
        "stark": "strengthen", "Wasseroberfläche": "seize", "Verhältnisse": "receive", "bekämpfen": "receive", "Rebellen": "mutiny",
        "Vergleiche": "found_body", "schließlich": "close", "anschließend": "connect", "ausführlich": "ship_export",
        "Vereinigte": "agree", "Volksrepublik": "publish", "Besatzungsmitglieder": "occupy", "Büroräumen": "evacuate",
        "knapp": "shortage", "Beschimpfungen": "heal_care", "Entscheidend": "decide",
    },
    "ru": {
        "платформа": "pay", "выдающийся": "receive", "окружающий": "encircle", "дождаться": "weather", "решётка": "decide",
        "показатель": "show_evidence", "усилия": "strengthen", "верный": "return_home",
        "возраста": "rise", "благодаря": "praise", "согласно": "agree", "прибыль": "arrive", "восстанавливать": "mutiny",
        "ученик": "training", "потерпевший": "lose_control", "умеренный": "kill", "Боинг": "massacre", "выбор": "vote",
        "переболеть": "interrupt", "перевозчик": "convoy_carry", "достаточно": "recover", "диверсификация": "sabotage",
        "национализм": "confiscate", "пролетариат": "overfly",
    },
    "uk": {
        "стратегічний": "execute", "посилання": "strengthen", "відмінність": "cancel", "видавництво": "receive",
        "платформа": "pay", "призводить": "mobilise", "погодитися": "weather", "показник": "show_evidence",
        "надалі": "grant_status", "збитки": "shoot_down", "морозиво": "weather", "горілка": "fire", "зрадіти": "treason",
        "віддалений": "lose_control", "залишилися": "withdraw", "змовкнути": "plot_prepare", "звеліти": "build", "купа": "buy",
        "стерлінг": "delete", "перебіг": "defect", "опікуватися": "wound", "виявилося": "discover", "енергоблоку": "block",
    },
}  # fmt: skip
"""Words that stems must not catch, with the notion that they have nothing to do with."""


def notions(language: str) -> set[str]:
    return {row["concept"] for row in load(language).rows("frames")}


def test_every_notion_is_known_in_every_language() -> None:
    known = {language: notions(language) for language in LANGUAGES}
    everywhere = set().union(*known.values())
    missing = {(n, lang) for lang in LANGUAGES for n in everywhere - known[lang] if n not in LACKING}
    assert not missing


def test_no_deed_shares_its_name_with_a_thing() -> None:
    """Patterns of one name hide each other, so that a clause would lose its deed."""
    things = {row["concept"] for language in LANGUAGES for row in load(language).rows("concepts")}
    assert not things & set().union(*(notions(language) for language in LANGUAGES))


@pytest.mark.parametrize("notion", sorted(TOLD))
def test_a_deed_is_one_notion_in_all_languages(notion: str) -> None:
    for language, text in zip(LANGUAGES, TOLD[notion], strict=True):
        found = {h.sense.concept for h in lexicon_of(load(language)).find(tokens_of(text))}
        assert notion in found, (language, text, found)


@pytest.mark.parametrize("told", DEEDS, ids=[row[0] for row in DEEDS])
def test_the_usual_words_for_a_deed_are_of_one_family(told: list[str]) -> None:
    kin = relations()
    families = [
        {kin.family_of(h.sense.concept) for h in lexicon_of(load(language)).find(tokens_of(text)) if h.sense.frame}
        for language, text in zip(LANGUAGES, told, strict=True)
    ]
    assert set.intersection(*families), families


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_found_as_what_it_means(language: str) -> None:
    pack = load(language)
    lost = []
    for row in pack.rows("frames"):
        written = " ".join("so" if word == "*" else word.rstrip("*") for word in row["word"].split())
        hits = lexicon_of(pack).find(tokens_of(written))
        if row["concept"] not in {h.sense.concept for h in hits if not h.inside and h.first == 0}:
            lost.append((row.place, row["word"], row["concept"]))
    assert not lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_pattern_stands_twice_under_a_notion(language: str) -> None:
    """Case, accents and apostrophes do not matter: `réparé` and `repare` are one pattern."""
    rows = load(language).rows("frames")
    keys = Counter((tuple(folded(w) for w in row["word"].replace("-", " ").split()), row["concept"]) for row in rows)
    assert not [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize(("language", "word"), [(lang, word) for lang, words in FOREIGN.items() for word in words])
def test_a_stem_catches_no_foreign_word(language: str, word: str) -> None:
    found = {h.sense.concept for h in lexicon_of(load(language)).find(tokens_of(word))}
    assert FOREIGN[language][word] not in found


@pytest.mark.parametrize(
    ("language", "text", "notion"),
    [
        ("en", "In order to leave the town", "order"),
        ("fr", "Ils sont en train de négocier", "convoy_carry"),
        ("fr", "Il a pris la parole à Kiev", "seize"),
        ("de", "Er wird davon ausgegangen sein", "shortage"),
        ("de", "Der Ort zählt zu den ältesten", "pay"),
    ],
)
def test_words_that_say_nothing_hide_what_stands_in_them(language: str, text: str, notion: str) -> None:
    assert notion not in {h.sense.concept for h in lexicon_of(load(language)).find(tokens_of(text))}


def test_what_stands_in_the_gap_of_a_pattern_is_found() -> None:
    found = {h.sense.concept for h in lexicon_of(load("de")).find(tokens_of("Die Luftabwehr schoss Drohnen ab"))}
    assert {"shoot_down", "drone"} <= found


@pytest.mark.parametrize(
    ("word", "notion"),
    [("Bestrafung", "hit"), ("stattgefunden", "discover"), ("abgerissen", "crack"), ("Verhältnis", "hold_position")],
)
def test_a_compound_is_a_noun_and_ends_in_what_is_no_stem(word: str, notion: str) -> None:
    assert notion not in {h.sense.concept for h in lexicon_of(load("de")).find(tokens_of(word))}


def test_what_a_compound_is_of_is_still_found() -> None:
    found = {h.sense.concept for h in lexicon_of(load("de")).find(tokens_of("Nach dem Luftangriff und Stromausfall"))}
    assert {"strike", "power_cut"} <= found
