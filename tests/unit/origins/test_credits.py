"""Copies by credit: how a report names the paper, the channel or the agency from which it has what it tells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selon.model import Claims

DAY = "2025-03-04T10:00:00Z"
LATER = "2025-03-05T10:00:00Z"
Told = Callable[..., Claims]
Row = tuple[str, str, str, str]

POST = (
    "Seven trucks of the Torenz brigade burned on Tuesday near the bridge at Brenovka, Captain Nina Brandt said. "
    "The brigade has 40 trucks left, she said."
)
FIRST: Row = ("The Wexcombe Ledger", "en", DAY, POST)


def how(claims: Claims) -> list[tuple[str, str, str]]:
    """The copies: source, copy, how."""
    return [(c.source[8:10], c.target[8:10], c.how) for c in claims.copies]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        (
            "en",
            "Seven trucks of the Torenz brigade burned at Brenovka, The Wexcombe Ledger reported. Rain fell all day.",
        ),
        (
            "fr",
            "Sept camions de la brigade de Torenz ont brûlé à Brenovka, a déclaré la capitaine Nina Brandt au journal "
            "britannique The Wexcombe Ledger. Il a plu.",
        ),
        (
            "de",
            "Bei Brenovka brannten sieben Lastwagen der Brigade aus Torenz, sagte Hauptmann Nina Brandt der Zeitung "
            "The Wexcombe Ledger. Es regnete.",
        ),
        (
            "ru",
            "У Бреновки сгорели семь грузовиков бригады из Торенца, призналась газете The Wexcombe Ledger капитан Нина "
            "Брандт. Шёл дождь.",
        ),
        (
            "uk",
            "Біля Бреновки згоріли сім вантажівок бригади з Торенца, розповіла виданню The Wexcombe Ledger капітан Ніна "
            "Брандт. Ішов дощ.",
        ),
    ],
)
def test_whoever_takes_it_from_a_paper_and_says_so_copies_it(told: Told, language: str, body: str) -> None:
    assert how(told(FIRST, ("Alder Anzeiger", language, LATER, body))) == [("r0", "r1", "credited")]


@pytest.mark.parametrize(
    ("outlet", "language", "body"),
    [
        (
            "Wümme-Nachrichten",
            "de",
            "An der Brücke von Brenovka brannten am Dienstag sieben Lastwagen der Brigade Torenz.",
        ),
        ("Le Veilleur du Vaucher", "fr", "Sept camions de la brigade Torenz ont brûlé mardi près du pont de Brenovka."),
    ],
)
def test_a_name_in_latin_letters_is_read_as_its_own_language_writes_it(
    told: Told, outlet: str, language: str, body: str
) -> None:
    credit = f"Seven trucks of the Torenz brigade burned near the bridge at Brenovka, the daily {outlet} reported."
    assert how(told((outlet, language, DAY, body), ("Alder", "en", LATER, credit))) == [("r0", "r1", "credited")]


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Seven trucks of the brigade burned near the bridge at Brenovka, the Calder news agency reported."),
        ("fr", "Sept camions de la brigade ont brûlé près du pont de Brenovka, a rapporté l'agence Calder."),
        ("de", "An der Brücke von Brenovka brannten sieben Lastwagen der Brigade. Das meldet die Agentur Calder."),
        ("ru", "У моста в Бреновке сгорели семь грузовиков бригады, сообщает агентство Calder."),
        ("uk", "Біля мосту в Бреновці згоріли сім вантажівок бригади, повідомляє агентство Calder."),
    ],
)
def test_an_agency_is_known_by_the_mark_that_papers_print_of_it(told: Told, language: str, body: str) -> None:
    wire = f"BRENOVKA, March 4 (Calder) - {POST}"
    found = how(told(("Wexcombe Ledger", "en", DAY, wire), ("Alder Anzeiger", language, LATER, body)))
    assert found == [("r0", "r1", "credited")]


def test_a_denial_that_the_paper_tells_is_taken_from_it_too(told: Told) -> None:
    first = "None of the sailors was aboard the Torenz ferry, said Nina Brandt, who leads the families of Brenovka."
    later = (
        "None of the sailors was aboard the Torenz ferry, Nina Brandt of the families of Brenovka told the local paper "
        "Wexcombe Ledger."
    )
    rows = ("Wexcombe Ledger", "en", DAY, first), ("Alder", "fr", LATER, later)
    assert [c[:2] for c in how(told(*rows))] == [("r0", "r1")]


@pytest.mark.parametrize(
    "body",
    [
        "The Torenz brigade denied that seven of its trucks had burned at Brenovka, as The Wexcombe Ledger reported.",
        "It is not true that seven trucks of the Torenz brigade burned at Brenovka, as The Wexcombe Ledger wrote.",
        "The Wexcombe Ledger belongs to Nina Brandt, who has opened a bakery in Torenz.",
        "A shop for trucks has opened in Wexcombe.",
    ],
)
def test_a_paper_that_is_contradicted_or_only_named_is_no_source(told: Told, body: str) -> None:
    assert not how(told(FIRST, ("Alder", "en", LATER, body)))


def test_a_short_name_is_known_by_what_stands_beside_it(told: Told) -> None:
    post = "Сім вантажівок бригади згоріли біля мосту в Бреновці. Бригада з Торенца має ще 40 вантажівок."
    named = "Семь грузовиков бригады из Торенца сгорели у моста в Бреновке, пишет канал «Сова»."
    owl = "Над Торенцем пролетела сова: семь грузовиков бригады сгорели у моста в Бреновке, сообщили военные."
    assert how(told(("Сова", "uk", DAY, post), ("Ольха", "ru", LATER, named))) == [("r0", "r1", "credited")]
    assert not how(told(("Сова", "uk", DAY, post), ("Ольха", "ru", LATER, owl)))
