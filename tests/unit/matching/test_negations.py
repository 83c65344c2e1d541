"""Denied or asserted: where several are named at once, and where the negation closes the clause."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted


def polarities(language: str, body: str) -> dict[str, str]:
    """For each assertion of a short text: its words and whether it is asserted."""
    return {a.content: a.polarity for a in asserted(body, language)}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("uk", "Загиблих і поранених у бригаді вчора й сьогодні немає, сказала речниця Олена Кравець."),
        ("ru", "Погибших нет, сообщил губернатор Иван Петров."),
        ("en", "There were no dead or wounded, the governor, Ann Lee, said."),
        ("de", "Tote und Verletzte gebe es nicht, sagte Gouverneurin Anna Lee."),
        ("fr", "Il n'y a ni mort ni blessé, a déclaré la gouverneure Anne Lee."),
    ],
)
def test_nobody_was_hurt_is_a_denial(language: str, body: str) -> None:
    assert set(polarities(language, body).values()) == {"denied"}


def test_a_negation_reaches_over_no_second_verb() -> None:
    """Another deed behind `and`, and a verb of seeing: neither denies what stands before."""
    found = polarities("en", "Two people were killed and nobody was wounded, Ann Lee said.")
    assert [p for words, p in found.items() if "killed" in words] == ["asserted"]
    found = polarities("en", "Ann Lee counted eleven damaged houses and saw no military vehicles.")
    assert "asserted" in found.values()


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The company refused to storm the hill as long as it was not paid, a soldier said."),
        ("fr", "La compagnie a refusé d'attaquer tant qu'elle ne serait pas payée, a dit un soldat."),
        ("de", "Die Kompanie weigerte sich anzugreifen, solange sie nicht bezahlt werde, sagte ein Soldat."),
        ("ru", "Рота отказалась идти на штурм, пока деньги не придут, сообщил солдат."),
        ("uk", "Рота відмовилася йти на штурм, доки гроші не надійдуть, каже солдат."),
    ],
)
def test_what_is_only_a_condition_denies_nothing(language: str, body: str) -> None:
    assert set(polarities(language, body).values()) == {"asserted"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "There is no doubt that the bridge was hit, the mayor, Ann Lee, said."),
        ("fr", "Il n'y a pas de doute, le pont a été touché, a dit la maire Anne Lee."),
        ("de", "Es gibt keinen Zweifel, dass die Brücke getroffen wurde, sagte Anna Lee."),
        ("ru", "Нет сомнений, что мост поражён, сказал мэр Иван Петров."),
        ("uk", "Немає сумніву, що міст уражено, сказав мер Іван Петренко."),
    ],
)
def test_no_doubt_is_no_denial(language: str, body: str) -> None:
    assert "asserted" in set(polarities(language, body).values())


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The bridge was taken undamaged, the ministry said."),
        ("en", "The freighter is still afloat, the navy said."),
        ("fr", "Le pont a été pris intact, selon le ministère."),
        ("fr", "Le bateau flotte toujours, a dit l'armateur."),
        ("de", "Die Brücke blieb unversehrt, sagte der Bürgermeister."),
        ("de", "Das Schiff schwimmt noch, sagt der Reeder."),
        ("ru", "Мост уцелел, сообщил мэр."),
        ("ru", "Сухогруз остаётся на плаву, сообщил владелец."),
        ("uk", "Склад вцілів, повідомив мер."),
        ("uk", "Балкер на плаву, повідомив власник."),
    ],
)
def test_whole_and_afloat_deny_damage_and_sinking(language: str, body: str) -> None:
    (found,) = asserted(body, language)
    assert (found.frame, found.polarity) == ("loss", "denied")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Three people did not survive the strike, the mayor said."),
        ("fr", "Trois personnes n'ont pas survécu à la frappe, a dit le maire."),
        ("de", "Drei Menschen haben den Einschlag nicht überlebt, sagte der Bürgermeister."),
        ("ru", "Трое не пережили удара, сказал мэр."),
        ("uk", "Троє не пережили удару, сказав мер."),
    ],
)
def test_who_did_not_survive_was_killed(language: str, body: str) -> None:
    found = asserted(body, language)
    assert (found[0].outcome, found[0].polarity) == ("killed", "asserted")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Nobody was taken prisoner, the ministry said."),
        ("fr", "Personne n'a été fait prisonnier, selon le ministère."),
        ("de", "Niemand geriet in Gefangenschaft, so das Ministerium."),
        ("ru", "В плен никто не попадал, сообщило министерство."),
        ("uk", "У полон ніхто не потрапляв, повідомило міністерство."),
    ],
)
def test_nobody_was_captured_is_a_denial(language: str, body: str) -> None:
    assert set(polarities(language, body).values()) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The troops withdrew from Stara Balka on Friday so as not to be surrounded, the staff said."),
        ("fr", "Les troupes se sont retirées vendredi de Stara Balka pour ne pas être encerclées, dit l'état-major."),
        ("de", "Die Truppen haben sich am Freitag aus Stara Balka zurückgezogen, um nicht eingekesselt zu werden."),
        ("ru", "Войска отошли в пятницу из Старой Балки, чтобы не попасть в окружение, сообщил штаб."),
        ("uk", "Війська відійшли в п'ятницю зі Старої Балки, аби не потрапити в оточення, повідомив штаб."),
    ],
)
def test_what_is_to_be_avoided_denies_nothing(language: str, body: str) -> None:
    found = asserted(body, language)
    assert {(a.frame, a.polarity) for a in found} == {("control", "asserted")}
    assert all(a.triggers[0] == "withdraw" for a in found)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The court in Lesohorsk sentenced the journalist to seven years for spreading fakes about the army."),
        ("fr", "Le tribunal de Lesohorsk a condamné le journaliste à sept ans pour de fausses informations."),
        ("de", "Das Gericht in Lesohorsk hat den Journalisten wegen Fakes über die Armee zu sieben Jahren verurteilt."),
        ("ru", "Суд в Лесогорске приговорил журналиста к семи годам по делу о «фейках» об армии."),
        ("uk", "Суд у Лісогорську засудив журналіста до семи років у справі про «фейки» про армію."),
    ],
)
def test_fakes_that_somebody_is_convicted_of_deny_no_conviction(language: str, body: str) -> None:
    found = [a for a in asserted(body, language) if a.frame == "justice"]
    assert {a.polarity for a in found} == {"asserted"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("ru", "Полковник Иван Мищутин не погиб, это вброс, заявил представитель министерства."),
        ("uk", "Полковник Іван Міщутін не загинув, це фейк, заявив речник міністерства."),
        ("uk", "Дефіциту снарядів калібру 155 мм на Костянському напрямку немає, сказав речник."),
        ("fr", "« Nous ne manquons pas d'intercepteurs », a déclaré le porte-parole de l'armée."),
        ("en", "The colonel was not killed, that is a fake, the spokesman said."),
    ],
)
def test_what_is_not_so_and_called_a_fake_is_denied_once(language: str, body: str) -> None:
    """The fake is what others say, not the denial; and what lies between a lack and its negation takes nothing from it."""
    assert set(polarities(language, body).values()) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("uk", "Рух через Кам'яний Лог досі не відновили."),
        ("ru", "Российские войска этой ночью не били по городу."),
        ("de", "Der Verkehr über den Pass wurde nicht wieder aufgenommen."),
        ("fr", "À cause de la neige, le courant n'a pas été rétabli."),
    ],
)
def test_a_negation_right_before_what_was_done_belongs_to_it(language: str, body: str) -> None:
    """Whatever phrase of place or cause stands before the negation."""
    assert set(polarities(language, body).values()) == {"denied"}
