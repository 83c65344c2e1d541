"""The notions of participants, things and places: the same in every language, each word in its place."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest

from selon.lang import load
from selon.matching.lexicon import lexicon_of
from selon.matching.notions import relations
from selon.matching.tokens import tokens_of

CODES = ("en", "fr", "de", "ru", "uk")
TWO = {
    "en": {
        "black sea", "center", "centre", "daily", "general staff", "heating", "military", "municipality",
        "railway*", "statement", "witness*",
    },
    "fr": {
        "ambulance*", "camp", "chauffage", "colonie penitentiaire", "contrat*", "etat major", "gravats",
        "mer noire", "quotidien*", "service de presse", "temoin*", "usine*", "vache*", "vice ministre*",
        "volontaire*",
    },
    "de": {
        "amt", "feuerwehr*", "freiwillig*", "gemeinde*", "heizung*", "leitung", "mitteilung*", "schutt", "see",
        "vertrag*", "werk",
    },
    "ru": {
        "адвокат*", "воин*", "генштаб*", "днем", "доброволь*", "договор*", "железнодорож*", "замминистр*",
        "колони*", "контракт*", "мирн*", "пресс служб*", "проект*", "свидетел*", "судов", "хищен*", "чиновник*",
        "электросет*",
    },
    "uk": {
        "адвокат*", "вдень", "всього", "генштаб*", "доброволь*", "договор*", "договір", "електромереж*", "колоні*",
        "контракт*", "мирн*", "міст", "опален*", "прес служб*", "прикордонн*", "свідк*", "свідок", "сховищ*",
        "удень", "чиновник*",
    },
}  # fmt: skip
"""Words that stand for two notions, in the form they are looked up."""


def words_by_notion(code: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in load(code).rows("concepts"):
        found[row["concept"]].append(row["word"])
    return found


def looked_up(word: str) -> str:
    """A word as it is looked up: folded, stems with their star."""
    return " ".join(" ".join(t.text for t in tokens_of(w)) + "*" * w.endswith("*") for w in word.split())


def test_every_notion_has_words_in_every_language() -> None:
    known = {code: set(words_by_notion(code)) for code in CODES}
    everywhere = set.union(*known.values())
    assert {code: sorted(everywhere - has) for code, has in known.items()} == {code: [] for code in CODES}


def test_a_notion_has_one_class_in_all_languages() -> None:
    classes: dict[str, set[str]] = defaultdict(set)
    for code in CODES:
        for row in load(code).rows("concepts"):
            classes[row["concept"]].add(row["class"])
    assert {notion: found for notion, found in classes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("code", CODES)
def test_no_word_stands_twice(code: str) -> None:
    notions: dict[str, list[str]] = defaultdict(list)
    for row in load(code).rows("concepts"):
        notions[looked_up(row["word"])].append(row["concept"])
    twice = {word: found for word, found in notions.items() if max(Counter(found).values()) > 1}
    assert twice == {}
    assert {word for word, found in notions.items() if len(set(found)) > 1} == TWO[code]


def notions_in(code: str, text: str) -> set[str]:
    return {hit.sense.concept for hit in lexicon_of(load(code)).find(tokens_of(text))}


SAME = {
    "paratrooper": ("the paratroopers", "les parachutistes", "die Fallschirmjäger", "десантников", "десантники"),
    "draft_office": (
        "at the draft office", "au bureau de recrutement", "das Wehrkommissariat", "военкомата", "у військкоматі",
    ),
    "glide_bomb": ("a glide bomb", "une bombe planante", "eine Gleitbombe", "управляемая авиабомба", "керованої авіабомби"),
    "sea_drone": ("sea drones", "des drones navals", "Seedrohnen", "морских дронов", "морські дрони"),
    "widow": ("her widow", "sa veuve", "die Witwe", "вдове солдата", "вдова солдата"),
    "outskirts": ("on the outskirts", "en périphérie", "am Stadtrand", "на окраине", "на околиці"),
    "pier_quay": ("at the quay", "le long du quai", "am Kai", "у причала", "біля причалу"),
    "polyclinic": ("the health centre", "le dispensaire", "die Poliklinik", "поликлиника", "у поліклініці"),
    "unconditional": ("unconditional", "inconditionnelle", "bedingungslos", "безоговорочная", "беззастережного"),
    "power_line": ("power lines", "lignes à haute tension", "Hochspannungsleitungen", "линии электропередачи", "ЛЕП"),
    "water_utility": ("the water utility", "la régie des eaux", "das Wasserwerk", "водоканал", "водоканалу"),
    "independence": ("its independence", "son indépendance", "ihre Unabhängigkeit", "независимость", "незалежності"),
    "poverty": ("in poverty", "dans la pauvreté", "in Armut", "за чертой бедности", "за межею бідності"),
    "obstacle": ("the last hurdle", "une entrave", "ein Hindernis", "препятствие", "перешкоди"),
    "mask": ("masked men", "des hommes masqués", "maskierte Männer", "люди в масках", "люди у масках"),
    "north_korea": ("North Korean shells", "des obus nord-coréens", "nordkoreanische Granaten", "из КНДР", "з КНДР"),
    "people_republic": ("the self-proclaimed DPR", "la RPD", "die Volksrepublik", "власти ДНР", "влада ДНР"),
    "switzerland": ("Swiss banks", "la Suisse", "die Schweizer Banken", "в Швейцарии", "Швейцарія"),
    "sweden": ("Sweden's army", "l'armée suédoise", "die schwedische Armee", "шведская армия", "шведська армія"),
    "syria": ("Syrian towns", "en Syrie", "syrische Städte", "в Сирии", "у Сирії"),
    "south_korea": ("South Korean tanks", "des chars sud-coréens", "südkoreanische Panzer", "Южная Корея", "Південна Корея"),
    "courage_w": ("with great courage", "avec courage", "tapfere Leute", "мужество", "мужність"),
    "tugboat": ("two tugs", "un remorqueur", "das Schleppschiff", "буксира", "буксиром"),
}  # fmt: skip
WORDS = [(notion, code, text) for notion, texts in SAME.items() for code, text in zip(CODES, texts, strict=True)]


@pytest.mark.parametrize(("notion", "code", "text"), WORDS)
def test_one_thing_is_one_notion_in_all_languages(notion: str, code: str, text: str) -> None:
    assert notion in notions_in(code, text)


def test_a_kind_of_bomb_is_near_a_bomb() -> None:
    assert relations().family_of("glide_bomb") == relations().family_of("bomb")


@pytest.mark.parametrize(
    ("text", "notion"),
    [
        ("verdächtig", "roof"),
        ("die Verkäuferin", "river"),
        ("seine Schwester", "west"),
        ("ein privater Fahrer der Wasserversorger", "father"),
        ("eine Versöhnung", "son"),
    ],
)
def test_what_stands_inside_a_german_word_by_chance_is_not_found(text: str, notion: str) -> None:
    assert notion not in notions_in("de", text)


def test_a_part_of_a_compound_is_found_behind_what_is_known() -> None:
    assert {"prime_minister", "house"} <= notions_in("de", "das Ministerpräsidentenhaus am Fluss")
    assert "depot" in notions_in("de", "das Zuckerlagerhaus")


@pytest.mark.parametrize(
    ("code", "text", "notion"),
    [
        ("uk", "Швейцар відчинив двері", "switzerland"),
        ("ru", "Швейцар открыл дверь", "switzerland"),
        ("uk", "сирі овочі", "syria"),
        ("de", "das Wasserbecken", "serbia"),
        ("uk", "з'ясовуємо деталі", "spare_parts"),
        ("uk", "викривлена картина", "discover"),
        ("en", "Molotov cocktails", "alcohol"),
    ],
)
def test_a_word_is_not_taken_for_another_one_that_sounds_alike(code: str, text: str, notion: str) -> None:
    assert notion not in notions_in(code, text)


@pytest.mark.parametrize(
    ("english", "ukrainian", "notion"),
    [
        ("destroying our towns", "руйнуючи наші міста", "destroy"),
        ("ruining everything", "хотіли зруйнувати все", "destroy"),
        ("to survive", "вижити", "survive"),
        ("they run away", "вони тікають", "escape"),
        ("to stand up to the regime", "протистояти режиму", "resist_oppose"),
        ("severed diplomatic relations", "розірвала дипломатичні відносини", "break_off"),
        ("the liberators", "визволителі", "liberate"),
        ("is concerned", "стурбований", "fear_panic"),
        ("he met him", "він зустрівся з ним", "meet"),
        ("the fight", "боротьба", "mission_combat"),
        ("sabotage and reconnaissance groups", "диверсійно-розвідувальні групи", "scout"),
        ("the homeland", "батьківщина", "nation_people"),
        ("the demands", "вимоги", "condition_demand"),
        ("provides support", "надає підтримку", "deliver"),
    ],
)
def test_english_and_ukrainian_forms_of_one_word_are_one_notion(english: str, ukrainian: str, notion: str) -> None:
    assert notion in notions_in("en", english) & notions_in("uk", ukrainian)
