"""How a report says that it knows: seen for itself, not to be named, a sentence that goes on, a call, a letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selon.model import Claim, Claims

DAY = "2025-03-04T10:00:00Z"
LATER = "2025-03-05T10:00:00Z"
Find = Callable[..., Claim]


def numbers(claim: Claim) -> tuple[int, int, int, int]:
    c = claim.counts
    return c.independent, c.not_established, c.denying, c.reports


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        (
            "en",
            "drone",
            "Our correspondent walked over the market in Torenz on Tuesday and counted nine drone craters.",
        ),
        ("fr", "drone", "Notre correspondant à Torenz a compté mardi neuf cratères de drone sur le marché."),
        (
            "de",
            "Drohne",
            "Unser Korrespondent zählte am Dienstag auf dem Markt von Torenz neun Einschläge von Drohnen.",
        ),
        ("ru", "дронов", "Корреспондент газеты насчитал во вторник на рынке в Торенце девять попаданий дронов."),
        ("uk", "дронів", "Наш кореспондент обійшов у вівторок ринок у Торенці й побачив дев’ять влучань дронів."),
    ],
)
def test_a_reporter_who_was_there_is_an_origin_in_every_language(
    claim_of: Find, language: str, words: str, body: str
) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (1, 0)


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        (
            "en",
            "killed",
            "Nina Brandt asked for calm. A railway worker who asked not to be named said that six men were killed in Torenz.",
        ),
        ("fr", "tuées", "Selon un cheminot qui a requis l'anonymat, six personnes ont été tuées à Torenz."),
        (
            "de",
            "getötet",
            "Ein Offizier, der anonym bleiben wollte, sagte, in Torenz seien sechs Menschen getötet worden.",
        ),
        ("ru", "погибли", "Врач, пожелавший остаться неизвестным, сказал, что в Торенце погибли шесть человек."),
        ("uk", "загинули", "Лікар на умовах анонімності сказав, що в Торенці загинули шестеро людей."),
    ],
)
def test_a_speaker_who_is_not_to_be_named_is_no_established_origin(
    claim_of: Find, language: str, words: str, body: str
) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (0, 1)


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        ("en", "wounded", "A missile hit the depot in Torenz, Mayor Nina Brandt said. Four workers were wounded."),
        (
            "fr",
            "blessés",
            "Un missile a frappé le dépôt de Torenz, a déclaré la maire Nina Brandt. Quatre ouvriers ont été blessés.",
        ),
        (
            "de",
            "verletzt",
            "Eine Rakete traf das Depot in Torenz, sagte Bürgermeisterin Nina Brandt. Vier Arbeiter wurden verletzt.",
        ),
        ("ru", "Ранены", "Ракета попала в склад в Торенце, сообщила мэр Нина Брандт. Ранены четверо рабочих."),
        (
            "uk",
            "поранено",
            "Ракета влучила у склад у Торенці, повідомила мер Ніна Брандт. Четверо робітників поранено.",
        ),
    ],
)
def test_a_sentence_behind_somebodys_words_goes_on_with_them(
    claim_of: Find, language: str, words: str, body: str
) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (1, 0)
    assert "goes on after the words of" in claim.origins[0].path[0]


def test_a_new_paragraph_is_the_publisher_again(claim_of: Find) -> None:
    body = "A missile hit the depot in Torenz, Mayor Nina Brandt said.\n\nFour workers were wounded."
    assert numbers(claim_of("workers", ("Alder", "en", DAY, body)))[:2] == (0, 1)


def test_what_happened_long_before_is_the_publishers_background(claim_of: Find) -> None:
    body = (
        "A missile hit the depot in Torenz, Mayor Nina Brandt said. On 2 January 2025 four workers were wounded there."
    )
    assert numbers(claim_of("workers", ("Alder", "en", DAY, body)))[:2] == (0, 1)


def test_an_unnamed_soldier_in_one_call_is_one_origin_in_all_that_tell_of_it(claim_of: Find) -> None:
    one = 'A call was intercepted on Monday. "Forty men refused to attack near Torenz," the soldier says.'
    other = "Dans un appel intercepté lundi, un soldat dit que quarante hommes ont refusé d'attaquer près de Torenz."
    claim = claim_of("refused", ("Alder", "en", DAY, one), ("Le Saule", "fr", LATER, other))
    assert numbers(claim) == (1, 0, 0, 2)


def test_a_body_that_counts_for_itself_is_the_origin_of_all_that_it_says_on_its_own_word(claim_of: Find) -> None:
    body = "Our analysts geolocated eleven videos.\n\nRussian troops hold the village of Torenz."
    assert numbers(claim_of("village", ("Field Atlas", "en", DAY, body)))[:2] == (1, 0)
    assert numbers(claim_of("village", ("Field News", "en", DAY, body)))[:2] == (0, 1)


def test_a_spokesman_speaks_for_the_ministry_named_before_him(claim_of: Find) -> None:
    one = "Russia's defence ministry denied reports. The ministry's spokesman, Igor Sablukov, said that two missiles hit Torenz."
    other = "Две ракеты попали в Торенц, сообщило Министерство обороны России."
    claim = claim_of("Торенц", ("Alder", "en", DAY, one), ("Верба", "ru", LATER, other))
    assert numbers(claim) == (1, 0, 0, 2)
    assert claim.origins[0].party == "russia"


def test_two_governors_are_two_origins_and_each_is_one_by_name_and_by_title(claim_of: Find) -> None:
    north = "Governor Anna Keller said that 40 drones attacked. Two missiles hit Torenz, the governor said."
    south = "Two missiles hit Torenz, Governor Oleg Marsh said."
    again = "Две ракеты попали в Торенц, заявила губернатор Анна Келлер."
    rows = (("Alder", "en", DAY, north), ("Beech", "en", LATER, south), ("Верба", "ru", LATER, again))
    claim = claim_of("Торенц", *rows)
    assert numbers(claim) == (2, 0, 0, 3)


def copied(found: Claims) -> set[tuple[str, str, str]]:
    return {(c.source, c.target, c.how) for c in found.copies}


A, B, C = (f"https://r{n}.example/a" for n in range(3))
LETTER = "On 12 August the deputy minister Oleg Vershinin asked eleven plants in Torenz for 40 percent more shells."


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "Vershinin asked eleven plants for 40 percent more shells, the site Buro Nord reported. Nobody answered.",
        ),
        (
            "fr",
            "Verchinine a demandé à onze usines 40 % d'obus de plus, rapporte le site Biouro Nord. Personne n'a répondu.",
        ),
        (
            "de",
            "Über das Schreiben hatte das Portal Bjuro Nord berichtet. Werschinin will von elf Werken 40 Prozent mehr Granaten.",
        ),
        ("ru", "Вершинин требует от одиннадцати заводов на 40 процентов больше снарядов, пишет «Бюро Норд»."),
        ("uk", "Вершинін вимагає від одинадцяти заводів на 40 відсотків більше снарядів, повідомляє «Бюро Норд»."),
    ],
)
def test_a_credit_in_any_sentence_is_a_copy_when_the_passage_shares_what_the_other_tells(
    told: Callable[..., Claims], language: str, body: str
) -> None:
    found = told(("Buro Nord", "en", DAY, LETTER), ("Alder", language, LATER, body))
    assert copied(found) == {(A, B, "credited")}


def test_a_credit_for_something_else_or_to_a_body_is_no_copy(told: Callable[..., Claims]) -> None:
    other = "The river rose by two metres at Wickford, the site Buro Nord reported."
    assert copied(told(("Buro Nord", "en", DAY, LETTER), ("Alder", "en", LATER, other))) == set()
    post = "Збито 118 дронів, влучання у дев’яти місцях."
    quoted = "Ukraine's air force said that 118 drones were shot down and nine places were hit."
    assert copied(told(("Повітряні сили", "uk", DAY, post), ("Alder", "en", LATER, quoted))) == set()


def test_a_circle_of_credits_is_one_origin_that_nobody_established(claim_of: Find) -> None:
    claim = claim_of(
        "amnesty",
        ("Alder Post", "en", DAY, "Moscow is preparing an amnesty for soldiers, the newspaper Cedar Herald reported."),
        ("Beech Times", "en", DAY, "Moscow is preparing an amnesty for soldiers, the newspaper Alder Post reported."),
        ("Cedar Herald", "en", DAY, "Moscow is preparing an amnesty for soldiers, the newspaper Beech Times reported."),
    )
    assert numbers(claim)[:2] == (0, 1)
    assert len(claim.origins) == 1 and "circle" in claim.origins[0].who


def test_two_reports_on_one_recording_of_an_unnamed_man_have_one_origin(claim_of: Find) -> None:
    claim = claim_of(
        "refused",
        (
            "Alder",
            "en",
            DAY,
            "In a video posted on Monday a soldier says that forty men refused to attack near Torenz.",
        ),
        (
            "Верба",
            "ru",
            LATER,
            "На видео, выложенном в понедельник, солдат говорит, что сорок человек отказались от штурма у Торенца.",
        ),
    )
    assert numbers(claim) == (1, 0, 0, 2)


def test_two_reports_on_one_picture_have_one_origin(claim_of: Find) -> None:
    claim = claim_of(
        "burning",
        ("Alder", "en", DAY, "A photo posted on Monday shows the depot in Torenz burning."),
        ("Beech", "en", LATER, "The photo shows the depot in Torenz burning."),
    )
    assert numbers(claim) == (1, 0, 0, 2)


def test_a_party_is_named_by_its_side(claim_of: Find) -> None:
    body = "У Сумах загинули шестеро людей, повідомив міський голова Олег Деркач."
    assert claim_of("загинули", ("Верба", "uk", DAY, body)).origins[0].party == "ukraine"
    far = "Six people were killed in Leeds, Mayor Nina Brandt said."
    assert claim_of("killed", ("Alder", "en", DAY, far)).origins[0].party is None


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        ("en", "missile", "The monitoring group Field Watch counted 37 missile strikes in Torenz."),
        ("fr", "missiles", "Le groupe Field Watch a recensé 37 frappes de missiles à Torenz."),
        ("de", "Raketen", "Die Gruppe Field Watch zählte 37 Einschläge von Raketen in Torenz."),
        ("ru", "ракет", "Группа Field Watch насчитала 37 попаданий ракет в Торенце."),
        ("uk", "ракет", "Група Field Watch нарахувала 37 влучань ракет у Торенці."),
    ],
)
def test_a_named_group_that_counted_is_the_origin(claim_of: Find, language: str, words: str, body: str) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (1, 0)


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        (
            "en",
            "missile",
            "Our reporter was standing at the gate of Torenz station on Tuesday. Two missiles hit the platform.",
        ),
        (
            "fr",
            "missiles",
            "Notre envoyée spéciale a pu entrer mardi dans la gare de Torenz. Deux missiles ont touché le quai.",
        ),
        ("de", "Raketen", "Die Reporterin dieser Zeitung stand am Dienstag am Tor. Zwei Raketen trafen den Bahnsteig."),
        ("ru", "ракеты", "Наша корреспондентка была во вторник у вокзала Торенца. Две ракеты попали в перрон."),
        ("uk", "ракети", "Наша кореспондентка у вівторок була біля вокзалу Торенца. Дві ракети влучили в перон."),
    ],
)
def test_what_stands_behind_a_reporter_who_was_there_was_seen(
    claim_of: Find, language: str, words: str, body: str
) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (1, 0)


def test_german_indirect_speech_goes_on_with_the_last_voice_in_a_new_paragraph(claim_of: Find) -> None:
    body = (
        "In Torenz seien elf Häuser abgebrannt, sagte die Ingenieurin Silke Harms.\n\n"
        "Rund 4000 Menschen müssten in Zelten schlafen."
    )
    claim = claim_of("4000", ("Alder Zeitung", "de", DAY, body))
    assert numbers(claim)[:2] == (1, 0)
    assert "Silke Harms" in claim.origins[0].who


def test_who_denies_a_thing_is_not_the_word_on_which_a_paper_tells_it(claim_of: Find) -> None:
    body = (
        "Two missiles hit the railway station in Torenz on Tuesday.\n\n"
        "The mayor, Joan Ridding, denied that two missiles hit the railway station in Torenz."
    )
    claim = claim_of("Two missiles", ("Alder Post", "en", DAY, body))
    assert numbers(claim)[:3] == (0, 1, 1)


@pytest.mark.parametrize(
    ("language", "words", "body"),
    [
        (
            "en",
            "four died",
            "The number of dead in Torenz rose: four died in hospital; six are missing, the mayor, Nina Brandt, said.",
        ),
        (
            "uk",
            "загинули четверо",
            "У Торенці загинули четверо людей; ще шістьох шукають, сказав міський голова Олег Деркач.",
        ),
        ("ru", "погибли четверо", "В Торенце погибли четверо человек; ещё шестерых ищут, сказал мэр Олег Деркач."),
        (
            "de",
            "vier Menschen",
            "In Torenz seien vier Menschen getötet worden, sagte Bürgermeister Oleg Derkatsch; sechs würden vermisst.",
        ),
        (
            "fr",
            "quatre personnes",
            "À Torenz, quatre personnes ont été tuées ; six autres sont portées disparues, a dit le maire, Oleh Derkatch.",
        ),
    ],
)
def test_the_parts_of_a_sentence_with_one_speaker_are_his(claim_of: Find, language: str, words: str, body: str) -> None:
    claim = claim_of(words, ("Alder", language, DAY, body))
    assert numbers(claim)[:2] == (1, 0)
