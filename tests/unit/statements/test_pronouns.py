"""Whom a pronoun stands for: named where the statement is shown, with the phrase it refers to."""

from __future__ import annotations

import pytest

from selon.model import Capture
from selon.pipeline import read_capture


def speakers(text: str) -> list[str]:
    """The deepest voice of each statement, by the phrase that names it best."""
    report, _ = read_capture(Capture(text.encode(), "txt", "a.txt"))
    assert report is not None
    return [s.voices[-1].name for s in report.statements]


@pytest.mark.parametrize(
    "text, named",
    [
        # who leads the sentence, though nobody was quoted yet
        (
            "Kestria's defence minister, Ostap Veres, showed reporters three engines that he said had been found there.",
            "Kestria's defence minister, Ostap Veres",
        ),
        # the subject of what is said is not who says it
        ("Le gouverneur, Paul Vernet, parle d'un incendie.\n\nDeux employés ont été blessés, a-t-il dit.", "Le gouverneur, Paul Vernet"),
        # a feminine pronoun for a body with a feminine article
        ("La mairie annonce la fermeture du pont. Elle précise que deux piles sont fissurées.", "La mairie"),
        # a woman in an office whose name is masculine
        ("Склад пуст, сообщила начальник порта Нина Вересова. По её словам, груз ушёл в марте.", "начальник порта Нина Вересова"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for(text: str, named: str) -> None:
    assert speakers(text)[-1] == named


def test_whom_somebody_quotes_is_no_speaker_of_the_next_sentence() -> None:
    text = (
        "«Сорок человек отказались идти, — рассказывает солдат Пётр Лаптев. — Комбат сказал, что расстреляет каждого». "
        "По его словам, троих посадили в яму."
    )
    assert speakers(text)[-1] == "солдат Пётр Лаптев"


@pytest.mark.parametrize(
    "text, named",
    [
        # who leads the sentence before speaks on, though somebody else was quoted last
        (
            "Die Zahl der Toten stieg nach Angaben der Staatsanwaltschaft auf neun.\n\n"
            "Der Analyst Paul Bühler hat die Bilder ausgewertet. Es fehle jede Spur eines Brandes, sagte er.",
            "Der Analyst Paul Bühler",
        ),
        (
            "Le ministère n'a publié aucune liste, a dit le député Paul Roux.\n\n"
            "Le gouverneur de la ville, Igor Ledinski, est sorti sur la place. Il a assuré que tous étaient vivants.",
            "Le gouverneur de la ville, Igor Ledinski",
        ),
        (
            "The council expects 1,900 returns, the mayor said. One of the drivers, Ali Mahjoub, remembers it differently. "
            "The soldiers kept the lorries until noon, he said.",
            "One of the drivers, Ali Mahjoub",
        ),
        (
            "Группа отрицает взлом, сказал Игорь Гребнев.\n\nСпециалист по безопасности Роман Ежов изучил файл. "
            "«Свежих записей там нет», — сказал он.",
            "Специалист по безопасности Роман Ежов",
        ),
        (
            "На трасі, за підрахунком поліції, зібралося триста людей.\n\nГанна Мельничук чекала на брата. "
            "За її словами, автобус розвернули.",
            "Ганна Мельничук",
        ),
        # the gender of a name, of an article, of a verb
        (
            "Kritik kam von Minister Andrij Krawez. Die Abgeordnete Sofija Ljaschuk widerspricht. "
            "Hundert hätten unterschrieben, sagte sie.",
            "Die Abgeordnete Sofija Ljaschuk",
        ),
        (
            "Nine remain shut, governor Oleh Mandryka said. The head teacher, Lesia Boiko, was folding blankets. "
            "“We are not closed,” she said.",
            "The head teacher, Lesia Boiko",
        ),
        (
            "Larissa Kondakova ne décolère pas contre le ministre, Guennadi Voronov.\n\n"
            "Il a fermé la porte à toute relève, répond Mme Kondakova. Elle raconte que sept manifestants ont été poussés.",
            "Larissa Kondakova",
        ),
        (
            "Компания считает ущерб малым. Установка цела, заверила руководитель пресс-службы Нелли Гарина. "
            "«Работа не прерывалась», — добавила она.",
            "руководитель пресс-службы Нелли Гарина",
        ),
        (
            "Москва одразу оголосила про влучання.\n\nУсі літаки цілі, відповів речник Андрій Лемішко. "
            "За його словами, ракета впала в поле.",
            "речник Андрій Лемішко",
        ),
        # a body for the neuter, a person for the others
        (
            "The Russian Defence Ministry said that it had hit a train. The driver, Ivan Roslov, was hurt. "
            "No civilians were near, it added.",
            "The Russian Defence Ministry",
        ),
        # whom a paper is told something by, not the paper
        (
            "Shells went off on Sunday, Idris Kabbash, a spokesman for the force, told the Post. "
            "“Our guns were silent,” he said.",
            "Idris Kabbash, a spokesman for the force",
        ),
        # what is said names no speaker of it
        (
            "Kiew habe eine Pause vorgeschlagen, sagte Vizeminister Roman Stetz. Russland lehne das ab, fügte er hinzu.",
            "Vizeminister Roman Stetz",
        ),
        ("Two villagers died, said Nina, a pensioner in Lipovka. According to her, the road is cut.", "Nina, a pensioner in Lipovka"),
        # nobody in particular
        ("Kiev compte douze chars, d'après le porte-parole, Taras Roub.\n\nÀ Moscou, on jure le contraire.", "on"),
    ],
)  # fmt: skip
def test_a_pronoun_stands_for_who_speaks_or_leads(text: str, named: str) -> None:
    assert speakers(text)[-1] == named


@pytest.mark.parametrize(
    "text, named",
    [
        # the holder of an office, by that office
        (
            "Norway has sent six jets, Defence Minister Ingrid Solbakken said.\n\nEighteen pilots have been trained, "
            "according to the minister.",
            "Defence Minister Ingrid Solbakken",
        ),
        (
            "Dowhan habe selbst gebeten, erklärte Präsidentensprecher Oles Marynytsch. Ihm sei die Akademie angeboten worden, "
            "so der Sprecher.",
            "Präsidentensprecher Oles Marynytsch",
        ),
        (
            "Le pont est fermé, a indiqué le gouverneur, Serhiï Holovenko. Deux piles sont fissurées, a ajouté le gouverneur.",
            "le gouverneur, Serhiï Holovenko",
        ),
        (
            "Бой идёт, сообщил губернатор области Алексей Стрельников. Один житель погиб, добавил губернатор.",
            "губернатор области Алексей Стрельников",
        ),
        (
            "Розмови шкодять людям, вважає речниця бригади Оксана Дерев’янко. Ворожий десант, каже речниця, відступив.",
            "речниця бригади Оксана Дерев’янко",
        ),
        # what somebody is, told only by another word for it
        (
            "Nadejda Koulikova a passé neuf heures dans un train.\n\nPersonne n'avait le droit d'entrer, assure cette infirmière.",
            "Nadejda Koulikova",
        ),
        (
            "Официальный представитель МИД Виктор Лосев опроверг отказ.\n\nДипломат подтвердил, что делегация приедет.",
            "Официальный представитель МИД Виктор Лосев",
        ),
        # an office is nobody of another one, and who was told of without a name stays without
        ("Taxes will rise, Finance Minister Ada Moll said. The road is cut, the governor said.", "the governor"),
        (
            "Nous avons refusé, raconte un soldat. La commission, présidée par Paul Roux, a ouvert une enquête. "
            "Trois hommes sont morts, ajoute le soldat.",
            "le soldat",
        ),
    ],
)  # fmt: skip
def test_a_function_without_a_name_stands_for(text: str, named: str) -> None:
    assert speakers(text)[-1] == named


@pytest.mark.parametrize(
    "text, named",
    [
        ("Les lits manquent dans les centres, relève la note de l'agence.", "la note de l'agence"),
        ("Moskau will einen Zug getroffen haben. Die ukrainische Bahn nennt das eine Lüge.", "Die ukrainische Bahn"),
        ("Eleven bodies bore marks, including bound hands, according to the office, which said the site held 120 graves.", "the office"),
        ("Инженер Роман Ежов пришёл к выводу, что записи взяты из старых взломов.", "Инженер Роман Ежов"),
        ("Інженер Роман Їжак дійшов висновку, що записи взято зі старих зламів.", "Інженер Роман Їжак"),
        # the same one: the phrase, not its first word; hearsay on somebody's word adds nobody
        ("Командир орудия проговорился газете. По словам того же сержанта, борьбу они бросили.", "того же сержанта"),
        ("Командир гармати розповів газеті. За словами того самого сержанта, боротьбу вони кинули.", "того самого сержанта"),
        ("Der Minister trat zurück. Soll es nach seinen Worten ab März Urlaub geben, fehlt das Geld.", "Der Minister"),
        ("The engineer, Ada Moll, came to the conclusion that the dam had been damaged.", "The engineer, Ada Moll"),
    ],
)  # fmt: skip
def test_a_voice_is_no_verb_and_no_preposition(text: str, named: str) -> None:
    assert speakers(text)[-1] == named


@pytest.mark.parametrize(
    "text, named",
    [
        (
            "Die Bewegung protestiert, sagte Sprecherin Nina Vogt. Am Samstag waren nach ihrer Zählung 200 Frauen gekommen.",
            "Sprecherin Nina Vogt",
        ),
        (
            "The strike goes on, spokeswoman Nina Vogt said. By her count, 200 women marched on Saturday.",
            "spokeswoman Nina Vogt",
        ),
        (
            "La grève continue, a dit la porte-parole Nina Vogt. Selon son décompte, 200 femmes ont défilé samedi.",
            "la porte-parole Nina Vogt",
        ),
        (
            "Забастовка продолжается, сказала пресс-секретарь Нина Вересова. По её подсчётам, в субботу вышли 200 женщин.",
            "пресс-секретарь Нина Вересова",
        ),
        (
            "Страйк триває, сказала речниця Ніна Вересова. За її підрахунком, у суботу вийшли 200 жінок.",
            "речниця Ніна Вересова",
        ),
        # by its own account: whom the sentence is about, not who spoke before
        ("Moskau meldete Verluste. Die Ukraine hat nach eigenen Angaben das Dorf eingenommen.", "Die Ukraine"),
        (
            "Ukraine's air force said it was busy. The army has downed 38 of 51 drones, by its own account.",
            "The army",
        ),
        ("Moscou parle de pertes. L'armée a abattu 38 drones, selon ses propres informations.", "L'armée"),
        ("Москва повідомила про втрати. Армія збила 38 дронів, за її власними словами.", "Армія"),
    ],
)  # fmt: skip
def test_a_possessive_in_an_attribution_stands_for(text: str, named: str) -> None:
    assert speakers(text)[-1] == named
