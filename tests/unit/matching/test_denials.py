"""Denied or asserted: negated verbs with an object, a `but` that turns, corrections, double negations, failed attempts, what
the next sentence calls untrue, and places held by the other side."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.matching.short_texts import asserted

from selon.matching.standpoint import from_the_claim
from selon.model.assertion import Assertion


def polarity(language: str, body: str, words: str) -> set[str]:
    """The polarity of what a short text says in some words."""
    return {a.polarity for a in asserted(body, language) if words in a.content}


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("en", "We never refused to take our wounded, Colonel Lee said.", "refused"),
        ("fr", "Nous n'avons jamais refusé de reprendre nos blessés, a dit le colonel Martin.", "refusé"),
        ("de", "Wir haben uns nie geweigert, unsere Verwundeten aufzunehmen, sagte Oberst Lee.", "geweigert"),
        ("ru", "Мы никогда не отказывались забрать своих раненых, сказал полковник Петров.", "отказывались"),
        ("uk", "Ми ніколи не відмовлялися забрати своїх поранених, сказав полковник Петренко.", "відмовлялися"),
    ],
)
def test_a_negated_verb_denies_with_its_object(language: str, body: str, words: str) -> None:
    assert polarity(language, body, words) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body", "denied", "told"),
    [
        ("en", "The works were paid for in November, but not one shelter has been built.", "shelter", "paid"),
        ("fr", "Les travaux ont été payés en novembre, mais aucun abri n'a été construit.", "abri", "payés"),
        (
            "de",
            "Die Arbeiten wurden im November bezahlt, doch kein einziger Schutzraum wurde gebaut.",
            "raum",
            "bezahlt",
        ),
        ("ru", "Работы оплатили в ноябре, но ни одного укрытия не построено.", "укрытия", "оплатили"),
        ("uk", "Роботи оплатили в листопаді, проте жодного укриття не збудовано.", "укриття", "оплатили"),
    ],
)
def test_a_but_turns_from_what_is_so_to_what_is_not(language: str, body: str, denied: str, told: str) -> None:
    assert polarity(language, body, denied) == {"denied"}
    assert polarity(language, body, told) <= {"asserted"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Not two but three soldiers were killed, the mayor, Ann Lee, said."),
        ("de", "Die Granate tötete nicht zwei, sondern drei Menschen, sagte der Bürgermeister."),
        ("ru", "Погибли не двое, а трое, сказал мэр."),
        ("uk", "Загинули не двоє, а троє, сказав мер."),
        ("fr", "Les tués ne sont pas deux mais trois, a dit la maire Anne Lee."),
    ],
)
def test_another_figure_instead_denies_no_deed(language: str, body: str) -> None:
    assert {a.polarity for a in asserted(body, language)} == {"asserted"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The driver was wounded, nobody else, the mayor, Ann Lee, said."),
        ("fr", "Le conducteur a été blessé, personne d'autre, a dit la maire Anne Lee."),
        ("de", "Der Fahrer sei verletzt worden, sonst niemand, sagte der Bürgermeister."),
        ("ru", "Ранен водитель, больше никто, сообщил мэр."),
        ("uk", "Поранено водія, більше нікого, повідомив мер."),
    ],
)
def test_nobody_else_denies_nothing(language: str, body: str) -> None:
    assert {a.polarity for a in asserted(body, language)} == {"asserted"}


def test_nobody_else_was_hurt_is_a_denial() -> None:
    assert {a.polarity for a in asserted("Nobody else was wounded, the mayor, Ann Lee, said.")} == {"denied"}


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("en", "Rumours that General Orlov was not killed are false, the ministry said.", "Orlov"),
        (
            "fr",
            "Les rumeurs selon lesquelles le général Orlov ne serait pas mort sont fausses, a dit le ministère.",
            "mort",
        ),
        ("de", "Gerüchte, General Orlow sei nicht gestorben, sind falsch, sagte das Ministerium.", "gestorben"),
        ("ru", "Слухи о том, что генерал Орлов не погиб, ложны, заявило министерство.", "погиб"),
        ("uk", "Чутки про те, що генерал Орлов не загинув, хибні, заявило міністерство.", "загинув"),
    ],
)
def test_a_negation_called_false_is_asserted(language: str, body: str, words: str) -> None:
    assert "asserted" in polarity(language, body, words)


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("en", "The mayor did not rule out that the bridge had been hit by a missile.", "hit"),
        ("fr", "Il n'est pas exclu que le pont ait été touché par un missile, a dit la maire.", "touché"),
        ("de", "Es ist nicht ausgeschlossen, dass die Brücke getroffen wurde, sagte der Bürgermeister.", "getroffen"),
        ("ru", "Не исключено, что мост был поражён ракетой, сказал мэр.", "поражён"),
        ("uk", "Не виключено, що міст було уражено ракетою, сказав мер.", "уражено"),
    ],
)
def test_what_is_not_ruled_out_is_not_denied(language: str, body: str, words: str) -> None:
    assert "denied" not in polarity(language, body, words)


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The attempted crossing failed, the army said."),
        ("ru", "Попытка форсировать реку провалилась, сообщил штаб."),
        ("uk", "Спроба форсувати річку провалилася, повідомив штаб."),
        ("de", "Der Versuch, den Fluss zu überqueren, scheiterte, teilte der Stab mit."),
        ("fr", "La tentative de traverser le fleuve a échoué, dit l'état-major."),
    ],
)
def test_a_failed_attempt_is_no_deed(language: str, body: str) -> None:
    assert {a.polarity for a in asserted(body, language)} == {"denied"}


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("en", "In our first report we said that the colonel was wounded. This is not so.", "wounded"),
        ("fr", "Selon une chaîne, le colonel a été blessé. Il n'en est rien.", "blessé"),
        ("de", "In Kanälen heißt es, der Oberst sei verletzt worden. Das stimmt nicht.", "verletzt"),
        ("ru", "В первой версии говорилось, что полковник ранен. Это не так: его спутали с другим.", "ранен"),
        ("uk", "У мережі пишуть, що полковника поранено. Це фейк.", "поранено"),
    ],
)
def test_what_the_next_sentence_calls_untrue_is_denied(language: str, body: str, words: str) -> None:
    assert polarity(language, body, words) == {"denied"}


def test_what_a_named_voice_said_stays_theirs() -> None:
    """Another voice that calls it untrue denies for itself."""
    body = "The governor said that the colonel was wounded. That is not so, the ministry said."
    assert polarity("en", body, "wounded") == {"asserted"}


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        ("ru", "Без тока к утру оставались 86 тысяч абонентов района, сообщила компания.", "86"),
        ("uk", "Станом на 10:00 без послуг залишаються 11 мільйонів абонентів.", "11"),
        ("en", "By the morning 86,000 customers remained without power, the company said.", "86"),
    ],
)
def test_without_denies_no_verb_of_remaining(language: str, body: str, words: str) -> None:
    assert "denied" not in polarity(language, body, words)


@pytest.mark.parametrize(
    ("language", "body", "words"),
    [
        (
            "de",
            "Vertrieben worden sei man nicht, die Stellung in Lipowka werde gehalten, sagte der Sprecher.",
            "ertrieben",
        ),
        ("ru", "Ни одного украинца с нами нет.", "украинца"),
        ("en", "There is no date, the mediator, Ann Lee, said.", "date"),
        ("ru", "«Ни один аппарат до установок не долетел, АВТ-6 цела», — заявила компания.", "цела"),
        (
            "de",
            "Von einer Eroberung durch die Russen könne keine Rede sein, der Ort liege im Niemandsland, sagte er.",
            "Erob",
        ),
    ],
)
def test_the_negation_belongs_to_its_own_piece(language: str, body: str, words: str) -> None:
    assert polarity(language, body, words) == {"denied"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Ukrainian troops have not yet withdrawn from the town, the staff said."),
        ("en", "Ukrainian troops have yet to withdraw from the town, the staff said."),
        ("fr", "Les troupes ukrainiennes ne se sont pas encore retirées de la ville, dit l'état-major."),
        ("de", "Die ukrainischen Truppen haben sich noch nicht aus der Stadt zurückgezogen, teilte der Stab mit."),
        ("ru", "Украинские войска ещё не отошли из города, сообщил штаб."),
        ("uk", "Українські війська ще не відійшли з міста, повідомив штаб."),
    ],
)
def test_not_yet_is_a_denial(language: str, body: str) -> None:
    assert {a.polarity for a in asserted(body, language)} == {"denied"}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "That the village was taken does not correspond to the facts, the spokesman said."),
        ("de", "Dass das Dorf eingenommen sei, entspreche nicht der Wahrheit, sagte der Sprecher."),
        ("ru", "То, что село взято, не соответствует действительности, сказал представитель."),
        ("uk", "Те, що село взято, не відповідає дійсності, сказав речник."),
    ],
)
def test_what_does_not_correspond_to_the_facts_is_denied(language: str, body: str) -> None:
    assert {a.polarity for a in asserted(body, language)} == {"denied"}


HELD = [
    ("uk", "Село Нові Плавні тримають Сили оборони."),
    ("en", "The village of Novi Plavni was still being held by Ukrainian defence forces, the staff said."),
    ("ru", "Село Новые Плавни удерживают украинские войска, сообщил штаб."),
    ("fr", "Le village de Novi Plavni est toujours tenu par les forces ukrainiennes, dit l'état-major."),
    ("de", "Ukrainische Truppen halten das Dorf Nowi Plawni, teilte der Stab mit."),
]
TAKEN = ("en", "Russian forces have taken the village of Novi Plavni.")


@pytest.mark.parametrize(("language", "body"), HELD)
def test_who_holds_a_place_denies_that_the_other_took_it(language: str, body: str) -> None:
    held = next(a for a in asserted(body, language) if a.outcome == "held")
    (taken,) = asserted(TAKEN[1], TAKEN[0])
    assert [a.polarity for a in from_the_claim([taken, held])] == ["asserted", "denied"]
    assert [a.polarity for a in from_the_claim([held])] == ["asserted"]


def test_who_took_a_place_and_holds_it_denies_nothing() -> None:
    (taken,) = asserted(TAKEN[1], TAKEN[0])
    (held,) = asserted("Russian troops hold the village of Novi Plavni, the ministry said.")
    assert [a.polarity for a in from_the_claim([taken, held])] == ["asserted", "asserted"]


def test_what_is_still_open_denies_that_it_was_closed() -> None:
    closed = [
        *asserted("The port of Solonets was closed on Friday."),
        *claimed_elsewhere("Der Hafen Solonez wurde geschlossen."),
    ]
    (still,) = asserted("Порт Солонець і далі відкритий.", "uk")
    found = from_the_claim([*closed, still])
    assert [a.polarity for a in found] == ["asserted", "asserted", "denied"]


def test_what_reopened_denies_nothing() -> None:
    """It was closed before: one follows on the other."""
    closed = [
        *asserted("The port of Solonets was closed on Friday."),
        *claimed_elsewhere("Der Hafen Solonez wurde geschlossen."),
    ]
    (later,) = asserted("Порт Солонець знову відкрили.", "uk")
    assert {a.polarity for a in from_the_claim([*closed, later])} == {"asserted"}


def claimed_elsewhere(body: str) -> tuple[Assertion, ...]:
    """What another, German report puts forward."""
    return tuple(replace(a, report="https://b.example/1") for a in asserted(body, "de"))


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Nothing suggests that the bridge was destroyed, the mayor said."),
        ("fr", "Il n'y a aucune preuve que le pont a été détruit, selon le maire."),
        ("de", "Nichts deutet darauf hin, dass die Brücke zerstört wurde, sagte der Bürgermeister."),
        ("ru", "Ничто не указывает на то, что мост разрушен, сказал мэр."),
        ("uk", "Ніщо не вказує на те, що міст зруйновано, сказав мер."),
    ],
)
def test_nothing_is_no_witness(language: str, body: str) -> None:
    """`Nothing suggests that P` is no word of somebody called Nothing."""
    told = asserted(body, language)
    assert {a.polarity for a in told} == {"denied"}
    assert all(len(a.chain) <= 1 for a in told)
