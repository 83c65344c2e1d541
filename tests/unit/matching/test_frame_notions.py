"""The notions of `frames.tsv`: the same in all languages whose claims are compared, each pattern found as what it means."""

from __future__ import annotations

import pytest

from selon.lang.pack import load
from selon.matching.lexicon import lexicon_of
from selon.matching.tokens import tokens_of

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


def notions(language: str) -> set[str]:
    return {row["concept"] for row in load(language).rows("frames")}


def test_every_notion_is_known_in_every_language() -> None:
    known = {language: notions(language) for language in LANGUAGES}
    everywhere = set().union(*known.values())
    missing = {(n, lang) for lang in LANGUAGES for n in everywhere - known[lang] if n not in LACKING}
    assert not missing


@pytest.mark.parametrize("notion", sorted(TOLD))
def test_a_deed_is_one_notion_in_all_languages(notion: str) -> None:
    for language, text in zip(LANGUAGES, TOLD[notion], strict=True):
        found = {h.sense.concept for h in lexicon_of(load(language)).find(tokens_of(text))}
        assert notion in found, (language, text, found)
