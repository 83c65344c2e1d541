"""What cannot hold of one thing at one time contradicts; what may, on another day or of another thing, does not."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from tests.unit.matching.short_texts import claimed

from selon.matching.opposed import table

Told = tuple[str, str]


def contradictions(*texts: Told) -> set[str]:
    return {why for c in claimed(*texts).claims for _, why in c.contradicts}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            ("en", "The market in Stara Balka was closed on Friday, the mayor said."),
            ("en", "The market in Stara Balka was open on Friday, the police said."),
            {"closed against open"},
        ),
        (
            ("de", "Der Markt in Stara Balka war am Freitag geschlossen, sagte der Bürgermeister."),
            ("fr", "Le marché de Stara Balka était ouvert vendredi, a dit la police."),
            {"closed against open"},
        ),
        (
            ("en", "The frigate Rogachev sank off Stara Balka on Friday, the navy said."),
            ("de", "Die Fregatte „Rogatschow“ wurde am Freitag vor Stara Balka nur beschädigt, sagte das Ministerium."),
            {"only damaged against sunk"},
        ),
        (
            ("ru", "Сухогруз «Деспина» затонул в пятницу у порта Солонец."),
            ("uk", "Суховантаж «Деспіна» у п'ятницю стояв на якорі біля порту Солонець."),
            {"sunk against at sea or at anchor"},
        ),
        (
            ("en", "The damage to the refinery in Stara Balka is superficial, the company said on Friday."),
            ("de", "Die Raffinerie in Stara Balka wurde am Freitag schwer beschädigt, sagte der Gouverneur."),
            {"slight against severe damage"},
        ),
        (
            ("fr", "La décision sur le prêt a été prise à l'unanimité vendredi à Arhus."),
            ("en", "One member state abstained on Friday in the vote on the loan in Arhus."),
            {"unanimous against an abstention"},
        ),
        (
            ("uk", "Відстрочку для студентів скасують, повідомило міністерство оборони у Києві."),
            ("ru", "Отсрочка для студентов сохранится, сообщило министерство обороны в Киеве."),
            {"kept against abolished"},
        ),
        (
            ("de", "Das Gesetz über Renten wurde am Freitag im Parlament in Kiew verabschiedet."),
            ("uk", "Парламент у Києві в п'ятницю відклав закон про пенсії."),
            {"passed against put off"},
        ),
    ],
)
def test_what_cannot_hold_of_one_thing_contradicts(one: Told, other: Told, why: set[str]) -> None:
    assert contradictions(one, other) == why


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            ("uk", "Відео з російськими солдатами зняли в Миколаєві."),
            ("ru", "Видео с российскими солдатами сняли в Донецке."),
            "recorded once: ",
        ),
        (
            ("en", "The talks between Russia and Ukraine in Karasaz lasted three hours on Friday."),
            (
                "fr",
                "La délégation ukrainienne a quitté les négociations avec la Russie à Karasaz après quarante minutes "
                "vendredi.",
            ),
            "it lasted ",
        ),
        (
            ("en", "Russian troops shelled first in Stara Balka and broke the ceasefire on Friday, Kyiv said."),
            (
                "de",
                "Ukrainische Truppen haben am Freitag in Stara Balka als Erste geschossen und den Waffenstillstand "
                "gebrochen, so Moskau.",
            ),
            "ukraine began against russia began",
        ),
        (
            ("en", "Russian troops have taken the whole of Stara Balka in the Donetsk region, Moscow said."),
            ("fr", "Les forces russes contrôlent environ 60 pour cent de Stara Balka dans la région de Donetsk."),
            "taken against ",
        ),
    ],
)
def test_two_values_of_what_a_thing_has_one_of_contradict(one: Told, other: Told, why: str) -> None:
    (found,) = contradictions(one, other)
    assert found.startswith(why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # two times of one day
            ("en", "The market in Stara Balka was closed on Friday morning, the mayor said."),
            ("en", "The market in Stara Balka was open on Friday evening, the police said."),
        ),
        (  # two days
            ("de", "Der Markt in Stara Balka war am Donnerstag geschlossen, sagte der Bürgermeister."),
            ("fr", "Le marché de Stara Balka était ouvert vendredi, a dit la police."),
        ),
        (  # two parts of a town
            ("en", "The north bridge in Stara Balka was destroyed on Friday, the army said."),
            ("en", "The south bridge in Stara Balka was intact on Friday, the mayor said."),
        ),
        (  # some of several
            ("en", "Three bridges near Stara Balka were destroyed on Friday."),
            ("en", "Two bridges near Stara Balka were intact on Friday."),
        ),
        (  # one teller tells of both
            ("de", "Die Brücke in Stara Balka war am Freitag geschlossen, die Schule war geöffnet."),
            ("de", "Die Brücke in Stara Balka war am Freitag geschlossen."),
        ),
        (  # what is denied beside what is so
            ("en", "The market in Stara Balka was not closed on Friday, it was open, the mayor said."),
            ("en", "The market in Stara Balka was open on Friday."),
        ),
        (  # a toll that rises
            ("en", "Two people were killed in Stara Balka on Friday."),
            ("en", "Three people were killed in Stara Balka on Friday, five are alive."),
        ),
        (  # a village and its region
            ("uk", "Відео з російськими солдатами зняли в селі Стара Балка на Донеччині."),
            ("ru", "Видео с российскими солдатами сняли в Донецкой области."),
        ),
        (  # two events
            ("en", "Russian troops shelled the hospital in Stara Balka on Friday."),
            ("en", "Ukrainian troops shelled the school in Novy Yar on Friday."),
        ),
        (  # two villages
            ("en", "Russian troops have taken Stara Balka in the Donetsk region."),
            ("en", "Russian forces hold about 60 percent of Novy Yar in the Donetsk region."),
        ),
        (  # two sides of one truce
            ("fr", "Les troupes ukrainiennes ont respecté la trêve à Stara Balka vendredi."),
            ("fr", "Les troupes russes ont violé la trêve à Stara Balka vendredi."),
        ),
        (  # tanks are lost, no ground
            ("en", "The 158th brigade lost twelve tanks at Stara Balka on Friday."),
            ("en", "Stara Balka is held by Ukrainian troops."),
        ),
        (  # two meetings
            ("en", "The talks in Karasaz lasted three hours on Thursday."),
            ("en", "The delegation left the talks in Karasaz after forty minutes on Friday."),
        ),
        (  # other ships
            ("ru", "Сухогруз «Деспина» затонул в пятницу у порта Солонец."),
            ("ru", "Одиннадцать судов стоят на якоре у порта Солонец."),
        ),
        (  # what follows on its opposite
            ("uk", "Світло у Старій Балці зникло у п'ятницю вранці."),
            ("uk", "Світло у Старій Балці повернули у п'ятницю ввечері."),
        ),
    ],
)
def test_what_may_both_hold_does_not_contradict(one: Told, other: Told) -> None:
    assert contradictions(one, other) == set()


def test_every_notion_of_the_table_is_known_to_some_pack() -> None:
    known = {
        row["concept"]
        for language in ("en", "fr", "de", "ru", "uk")
        for name in ("concepts.tsv", "frames.tsv")
        for row in csv.DictReader(
            (resources.files("selon.lang.packs") / language / name).read_text(encoding="utf-8").splitlines(),
            delimiter="\t",
            quoting=csv.QUOTE_NONE,
        )
    }
    assert {n for row in table() for n in row.one | row.other} <= known
