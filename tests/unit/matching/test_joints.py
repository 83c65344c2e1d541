"""Where one sentence puts two things forward, and where it only seems to."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import asserted


@pytest.mark.parametrize(
    ("language", "body", "last"),
    [
        ("en", "Russian troops broke the truce 1,020 times, Ukraine 640 times.", "Ukraine 640 times"),
        ("fr", "Les Russes ont violé la trêve 1020 fois, l'Ukraine 640 fois.", "l'Ukraine 640 fois"),
        ("de", "Russland brach die Waffenruhe 1.020 Mal, die Ukraine 640 Mal.", "die Ukraine 640 Mal"),
        ("ru", "Россия нарушила перемирие 1020 раз, Украина — 640.", "Украина — 640"),
        ("uk", "Росія порушила перемир'я 1020 разів, Україна — 640.", "Україна — 640"),
    ],
)
def test_the_figure_of_the_other_side_goes_on_with_the_verb(language: str, body: str, last: str) -> None:
    first, second = asserted(body, language)
    assert (second.content, second.frame) == (last, first.frame)
    assert [q.low for q in first.values] == [1020]
    assert [q.low for q in second.values] == [640]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "He said that the call was a fake and that nobody refused anything."),
        ("fr", "Il a dit que l'appel était un faux et que personne n'avait refusé."),
        ("de", "Er sagte, dass der Anruf eine Fälschung sei und dass niemand den Dienst verweigert habe."),
        ("ru", "Он сказал, что запись поддельная и что никто не отказывался воевать."),
        ("uk", "Він сказав, що запис підроблений і що ніхто не відмовлявся воювати."),
    ],
)
def test_and_that_begins_a_second_thing(language: str, body: str) -> None:
    found = asserted(body, language)
    assert [a.polarity for a in found] == ["denied", "denied"]
    assert found[-1].frame == "refusal"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "The colonel was killed, and this is not a guess, the soldier said."),
        ("fr", "Le colonel a été tué, ce n'est pas une hypothèse, a dit le soldat."),
        ("de", "Der Oberst ist tot, daran ist nichts zu deuteln, sagte der Soldat."),
        ("ru", "Полковник убит, и это не догадка, сказал солдат."),
        ("uk", "Полковник убитий, і це не припущення, сказав солдат."),
    ],
)
def test_what_is_added_about_the_words_denies_nothing(language: str, body: str) -> None:
    (found,) = asserted(body, language)
    assert (found.outcome, found.polarity) == ("killed", "asserted")


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Three men were arrested on Sunday, and there was no food in the pit, the soldier said."),
        ("fr", "Trois hommes ont été arrêtés dimanche, et aucune nourriture dans la fosse, dit le soldat."),
        ("de", "Drei Männer wurden am Sonntag verhaftet, und Brot gab es in der Grube nicht, sagte der Soldat."),
        ("ru", "Троих арестовали в воскресенье, а еды в доме никакой не было, сказал солдат."),
        ("uk", "Трьох заарештували в неділю, а їжі в підвалі ніякої не було, сказав солдат."),
    ],
)
def test_another_thing_that_is_not_there_is_told_apart(language: str, body: str) -> None:
    first, second = asserted(body, language)
    assert (first.outcome, first.polarity, second.polarity) == ("arrested", "asserted", "denied")
