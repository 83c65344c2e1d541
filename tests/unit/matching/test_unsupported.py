"""No false support: what nothing speaks for, what was only tried, kept from being done, reported wrongly or denied in other
words confirms nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.unit.matching.short_texts import asserted, report

from selon.grounding.fold import fold
from selon.matching.assertions import assertions_of
from selon.matching.standpoint import from_the_claim
from selon.model.assertion import Assertion
from selon.pipeline_facts import facts_of


def polarity(language: str, body: str, trigger: str) -> set[str]:
    """The polarity of what a short text says of one kind of event."""
    return {a.polarity for a in asserted(body, language) if trigger in a.triggers[:1]}


UNPROVED = [
    ("en", "There was nothing to suggest that the hospital of Velyka Zatoka had ever been hit by a missile.", "hit"),
    ("fr", "Rien ne permet d'affirmer que les troupes russes ont pris le village.", "seize"),
    (
        "de",
        "Nichts deutet bislang darauf hin, dass das Krankenhaus in der Altstadt von einer Rakete getroffen wurde.",
        "hit",
    ),
    ("ru", "Ничто не указывает на то, что городская больница была вчера поражена ракетой.", "hit"),
    ("uk", "Немає жодних підстав стверджувати, що російські війська вже захопили село.", "seize"),
]


@pytest.mark.parametrize(("language", "body", "trigger"), UNPROVED)
def test_what_nothing_speaks_for_is_not_so(language: str, body: str, trigger: str) -> None:
    assert polarity(language, body, trigger) == {"denied"}


def test_what_is_so_in_spite_of_a_lack_of_proof_is_asserted() -> None:
    body = "There is no evidence of a mutiny, but two soldiers were killed."
    assert polarity("en", body, "kill") == {"asserted"}


WRONGLY = [
    ("en", "The site had mistakenly reported the commander dead.", "kill"),
    ("en", "The general was first believed to have been killed.", "kill"),
    ("fr", "L'agence a annoncé à tort la prise du village.", "seize"),
    ("fr", "C'est à tort que l'agence a annoncé la prise du village.", "seize"),
    ("fr", "Le site l'avait d'abord cru blessé et soigné à Rostov.", "wound"),
    ("de", "Die Agentur hatte irrtümlich die Einnahme des Dorfes gemeldet.", "seize"),
    ("ru", "Агентство ошибочно сообщило о взятии села.", "seize"),
    ("uk", "Агентство помилково повідомило про взяття села.", "seize"),
]


@pytest.mark.parametrize(("language", "body", "trigger"), WRONGLY)
def test_what_was_reported_wrongly_is_denied(language: str, body: str, trigger: str) -> None:
    assert polarity(language, body, trigger) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "He said the plane was shot down by mistake."),
        ("de", "Die Armee teilte mit, irrtümlich sei ein eigenes Flugzeug abgeschossen worden."),
        ("ru", "Самолёт сбили ошибочно, сообщили в штабе."),
    ],
)
def test_a_deed_done_by_mistake_was_done(language: str, body: str) -> None:
    assert polarity(language, body, "shoot_down") == {"asserted"}


DENIED_THINGS = [
    ("en", "The drone strike on the medical vehicle is denied by the ministry.", "strike"),
    ("fr", "La frappe de drone sur le véhicule médical est démentie par le ministère.", "strike"),
    ("de", "Die Einnahme des Dorfes wurde vom Generalstab dementiert.", "seize"),
    ("ru", "Удар беспилотника по машине медиков в министерстве отрицают.", "strike"),
    ("uk", "Удар дрона по машині медиків у міністерстві заперечують.", "strike"),
    ("uk", "Дані про понад 120 убитих і поранених речник назвав вигаданими.", "loss_troops"),
    ("en", "The statement that the whole village was taken is premature.", "seize"),
]


@pytest.mark.parametrize(("language", "body", "trigger"), DENIED_THINGS)
def test_an_event_that_is_denied_before_the_verb_is_denied(language: str, body: str, trigger: str) -> None:
    assert polarity(language, body, trigger) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body", "trigger"),
    [
        ("fr", "La prise du village n'est pas démentie par Kiev.", "seize"),
        ("ru", "Удар по больнице в Москве не отрицают.", "strike"),
    ],
)
def test_what_is_not_denied_is_not_denied(language: str, body: str, trigger: str) -> None:
    assert polarity(language, body, trigger) == {"asserted"}


def test_who_is_denied_access_is_no_event_that_is_denied() -> None:
    assert {a.polarity for a in asserted("Journalists were denied access to the village by the army.")} == {"asserted"}


KEPT = [
    ("en", "Russian forces failed to capture the village of Klenova, the brigade said."),
    ("en", "The army prevented the capture of the village, it said."),
    ("fr", "Les forces russes ont échoué à prendre le village, selon la brigade."),
    ("fr", "L'armée a empêché la prise du village."),
    ("de", "Die Armee verhinderte die Einnahme des Dorfes."),
    ("ru", "Войска предотвратили захват села, сообщили в бригаде."),
    ("uk", "Військові запобігли захопленню села, повідомили в бригаді."),
]


@pytest.mark.parametrize(("language", "body"), KEPT)
def test_what_somebody_failed_to_do_or_prevented_was_not_done(language: str, body: str) -> None:
    assert polarity(language, body, "seize") == {"denied"}


def test_what_nobody_could_prevent_was_done() -> None:
    assert polarity("en", "The army failed to prevent the capture of the village.", "seize") == {"asserted"}


TRIED = [
    ("en", "Russian forces tried to capture the village of Klenova on Monday."),
    ("fr", "Les forces russes tentent de prendre le village de Klenova."),
    ("ru", "Российские войска в понедельник попытались захватить село."),
    ("uk", "Російські війська намагаються захопити село Кленова."),
]


@pytest.mark.parametrize(("language", "body"), TRIED)
def test_an_attempt_is_told_as_an_attempt(language: str, body: str) -> None:
    """It says neither that the village was taken nor that it was not."""
    assert {a.triggers[0] for a in asserted(body, language)} == {"try_attempt"}


AGREED = [
    ("en", "The two sides agreed not to strike energy sites."),
    ("fr", "Les deux camps sont convenus de ne pas frapper les sites énergétiques."),
    ("ru", "Россия и Украина договорились в среду не бить по энергетике, сказал министр."),
    ("uk", "Сторони домовилися не бити по енергетиці."),
]


@pytest.mark.parametrize(("language", "body"), AGREED)
def test_who_agrees_not_to_do_it_agrees(language: str, body: str) -> None:
    assert polarity(language, body, "agree") == {"asserted"}


ORDERED = [
    ("de", "Der ukrainische Militärgeheimdienst habe den Überfall nicht befohlen, sagte er.", "attack"),
    ("ru", "Распоряжения о вывозе коллекции я не подписывал, сказал он.", "evacuate"),
]


@pytest.mark.parametrize(("language", "body", "trigger"), ORDERED)
def test_what_nobody_ordered_is_denied(language: str, body: str, trigger: str) -> None:
    assert polarity(language, body, trigger) == {"denied"}


def test_what_nobody_banned_is_not_denied() -> None:
    assert polarity("en", "The evacuation of the town was not banned.", "evacuate") == {"asserted"}


@pytest.mark.parametrize(
    ("language", "body", "word"),
    [
        ("de", "In den Silos habe kein Getreide gelegen, sondern Munition, sagte er.", "Munition"),
        ("ru", "Зерна в силосах терминала не было: там хранились боеприпасы, заявил он.", "боеприпасы"),
    ],
)
def test_what_is_so_instead_is_asserted(language: str, body: str, word: str) -> None:
    assert {a.polarity for a in asserted(body, language) if word in a.content} == {"asserted"}


def test_what_somebody_declines_to_confirm_is_not_put_forward() -> None:
    found = asserted("The captain refused to confirm that the ship had sunk.")
    assert not any(a.triggers[:1] == ("sink",) for a in found)


def test_what_is_asked_is_not_put_forward() -> None:
    assert asserted("Asked whether the general had been dismissed, the spokesman said no.") == ()


def test_what_is_only_alleged_under_a_headline_on_a_fake_is_denied() -> None:
    """The publisher doubts it in its own words."""
    headline = "Увага, фейк про обстріл"
    facts = facts_of(
        report(f"{headline}\n\nУ месенджерах ширять лист нібито від Головного управління розвідки.", "uk"), fold
    )
    assert facts is not None
    headed = replace(facts, document=replace(facts.document, headline=headline))
    assert {a.polarity for a in assertions_of(headed) if "лист" in a.content} == {"denied"}
    assert {a.polarity for a in assertions_of(facts) if "лист" in a.content} == {"asserted"}


# --- beside the others of a claim ---------------------------------------------------------------------------------------


def towards(*told: tuple[str, str], words: Sequence[str]) -> list[str]:
    """The polarities towards the claim of what several reports say with some words, in their order."""
    members: list[Assertion] = []
    for number, ((language, body), word) in enumerate(zip(told, words, strict=True)):
        found = next(a for a in asserted(body, language) if word in a.content)
        members.append(replace(found, report=f"https://{number}.example/", published=f"2024-05-1{number}"))
    return [a.polarity for a in from_the_claim(members)]


CANCELLED = ("uk", "Заняття в обох школах міста скасовано.")


@pytest.mark.parametrize(
    ("language", "body", "word"),
    [
        ("en", "“Our schools are working as usual,” the mayor said.", "usual"),
        ("fr", "« Nos écoles travaillent comme d'habitude », a dit le maire.", "habitude"),
        ("de", "Der Unterricht laufe wie gewohnt, sagte der Bürgermeister.", "gewohnt"),
        ("ru", "По его словам, занятия в обеих школах идут по расписанию.", "расписанию"),
        ("uk", "За його словами, школи працюють у звичайному режимі.", "звичайному"),
    ],
)
def test_what_goes_on_as_usual_denies_that_it_stopped(language: str, body: str, word: str) -> None:
    assert towards(CANCELLED, (language, body), words=["скасовано", word]) == ["asserted", "denied"]
    assert towards((language, body), words=[word]) == ["asserted"]


def test_who_has_enough_denies_a_shortage() -> None:
    lacking = ("fr", "Les lits manquent dans les centres d'accueil.")
    enough = ("en", "“Everybody has a bed,” the governor said.")
    assert towards(lacking, enough, words=["lits", "bed"]) == ["asserted", "denied"]


FAKE = ("en", "The letter was a forgery, the ministry said.")
REAL = ("de", "„Der Brief ist echt“, sagte der Onkel.")


def test_whoever_speaks_first_of_a_fake_makes_the_claim() -> None:
    """Where the ministry calls a letter a forgery first, the uncle denies that; where he vouches for it, the ministry does."""
    assert towards(FAKE, REAL, words=["forgery", "echt"]) == ["asserted", "denied"]
    assert towards(REAL, FAKE, words=["echt", "forgery"]) == ["asserted", "denied"]
