"""Whoever holds an office, or is a body, and publishes in a channel of its own is the origin of what stands there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from selon.model import Claims, Report
from selon.pipeline import read_many
from selon.pipeline_claims import claims

DAY, LATER = "2025-03-04T10:00:00Z", "2025-03-04T15:00:00Z"
POST = "Ракета влучила в підстанцію біля Сухого Броду. Поранено п'ятьох працівників."
WIRE = (
    "Five workers were wounded when a missile hit a substation near Sukhyi Brid, the regional governor, Arkadii "
    "Selivanov, said."
)


def counted(tmp_path: Path, publisher: str) -> set[tuple[int, int]]:
    """`(independent, not established)` of the claims that both reports carry."""
    rows = [
        ("SocialMediaPosting", "https://channel.example/1", publisher, "uk", POST),
        ("NewsArticle", "https://paper.example/1", "The Paper", "en", WIRE),
    ]
    file = tmp_path / "reports.jsonl"
    file.write_text(
        "\n".join(
            json.dumps({
                "@type": kind, "url": url, "publisher": name, "inLanguage": language,
                "datePublished": "2025-03-04T10:00:00Z", "articleBody": body,
            })
            for kind, url, name, language, body in rows
        )
    )  # fmt: skip
    found = claims(r for r in read_many(file) if isinstance(r, Report))
    both = [c for c in found.claims if len({s.report for s in c.statements}) == 2]
    assert both
    return {(c.counts.independent, c.counts.not_established) for c in both}


@pytest.mark.parametrize("publisher", ["Начальник обласної адміністрації", "Губернатор Аркадій Селіванов"])
def test_a_governors_channel_and_a_paper_that_quotes_him_are_one_origin(tmp_path: Path, publisher: str) -> None:
    assert counted(tmp_path, publisher) == {(1, 0)}


def test_a_channel_that_says_nothing_of_whom_it_has_it_from_establishes_nothing(tmp_path: Path) -> None:
    assert counted(tmp_path, "Степовий вітер") == {(1, 1)}


ALONE = [
    ("uk", "Світлоград", "Шановні абоненти! Уночі ракета влучила в нашу підстанцію, без світла 40 тисяч абонентів."),
    ("uk", "КП «Броденерго»", "Уночі ракета влучила в підстанцію, без світла лишаються 40 тисяч абонентів."),
    ("uk", "Центр оборони довкілля", "Уночі ракета влучила в підстанцію, без світла лишаються 40 тисяч абонентів."),
    ("uk", "Лариса Довженко", "Уночі ракета влучила в підстанцію, без світла лишаються 40 тисяч абонентів."),
    ("ru", "Белый платок", "Требуем одного: верните наших мужей. В субботу полиция задержала сорок женщин."),
    ("ru", "Полуночник", "Это мы, «Полуночник», взломали сеть банка. Уничтожено четыре тысячи серверов."),
    ("en", "Brodholm Water Ltd", "A missile hit a pumping station overnight. Forty thousand people are without water."),
    (
        "en",
        "International Dam Safety Agency",
        "A missile hit a pumping station. Forty thousand people are without water.",
    ),
    (
        "en",
        "Brodholm",
        "Our engineers are at work: a missile hit a pumping station. Forty thousand people are without water.",
    ),
    ("de", "Stadtwerke Brodholm GmbH", "Eine Rakete traf in der Nacht ein Pumpwerk. 40.000 Menschen sind ohne Wasser."),
    (
        "de",
        "Brodholm",
        "Sehr geehrte Kunden, eine Rakete traf in der Nacht ein Pumpwerk. 40.000 Menschen sind ohne Wasser.",
    ),
    ("fr", "Collectif des mères de Brod", "Samedi, la police a arrêté quarante femmes devant la caserne de Brod."),
    (
        "fr",
        "Brodeau",
        "Nos techniciens sont à l'œuvre : un missile a touché une station de pompage. 40.000 personnes sont sans eau.",
    ),
]
PAPERS = [
    ("uk", "Бродська хвиля", "Ракета влучила в підстанцію біля Сухого Броду. Без світла лишаються 40 тисяч абонентів."),
    ("ru", "Окопный телеграф", "Наши бойцы взяли село. Мы своих не бросаем. Погибли сорок солдат противника."),
    ("ru", "Зольник", "Наши взяли село, сорок солдат противника погибли. Комментарии открыты, пишите в бот."),
    ("en", "Virginia Beacon", "A missile hit a pumping station overnight. Forty thousand people are without water."),
    ("en", "Castor News Agency", "A missile hit a pumping station overnight. Forty thousand people are without water."),
    ("de", "Der Deichgraf", "Eine Rakete traf in der Nacht ein Pumpwerk. 40.000 Menschen sind ohne Wasser."),
    ("fr", "Agence Boréale", "Un missile a touché une station de pompage. 40.000 personnes sont sans eau."),
    ("fr", "L'Armateur du Ponant", "Un missile a touché une station de pompage. 40.000 personnes sont sans eau."),
]


def kinds(told: Callable[..., Claims], language: str, publisher: str, body: str) -> set[str]:
    """The kinds of the origins of all that one report tells."""
    return {o.kind for c in told((publisher, language, DAY, body)).claims for o in c.origins}


@pytest.mark.parametrize(("language", "publisher", "body"), ALONE)
def test_a_company_a_body_a_movement_a_person_speaks_for_itself(
    told: Callable[..., Claims], language: str, publisher: str, body: str
) -> None:
    assert kinds(told, language, publisher, body) == {"identified"}


@pytest.mark.parametrize(("language", "publisher", "body"), PAPERS)
def test_a_paper_or_channel_of_news_does_not_say_how_it_knows(
    told: Callable[..., Claims], language: str, publisher: str, body: str
) -> None:
    assert kinds(told, language, publisher, body) == {"publisher_unsourced"}


def test_a_channel_named_after_its_owner_and_his_words_in_a_paper_are_one_origin(tmp_path: Path) -> None:
    assert counted(tmp_path, "Аркадій Селіванов") == {(1, 0)}


def test_a_brigade_and_the_brigade_that_a_paper_quotes_are_one_origin(told: Callable[..., Claims]) -> None:
    rows = (
        ("47 окрема механізована бригада", "uk", DAY, "Сьогодні під Сухим Бродом знищено 11 російських танків."),
        (
            "The Paper", "en", LATER,
            "Eleven Russian tanks were destroyed near Sukhyi Brid, the 47th Mechanised Brigade said.",
        ),
    )  # fmt: skip
    claim = max(told(*rows).claims, key=lambda c: len({s.report for s in c.statements}))
    assert len({s.report for s in claim.statements}) == 2
    assert (claim.counts.independent, claim.counts.not_established) == (1, 0)


def test_a_company_and_the_company_that_a_paper_quotes_are_one_origin(told: Callable[..., Claims]) -> None:
    rows = (
        ("ПАТ «Броденерго»", "uk", DAY, "Уночі ракета влучила в підстанцію біля Сухого Броду. Поранено п'ятьох працівників."),
        (
            "The Paper", "en", LATER,
            "Five workers were wounded when a missile hit a substation near Sukhyi Brid, the company Brodenerho said.",
        ),
    )  # fmt: skip
    both = [c for c in told(*rows).claims if len({s.report for s in c.statements}) == 2]
    assert both
    assert {(c.counts.independent, c.counts.not_established) for c in both} == {(1, 0)}


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Ninety thousand people have left the city of Torenz, the UN migration agency said."),
        (
            "fr",
            "Quatre-vingt-dix mille personnes ont quitté la ville de Torenz, selon l'agence de l'ONU pour les migrations.",
        ),
    ],
)
def test_an_agency_that_is_a_body_is_no_paper(told: Callable[..., Claims], language: str, body: str) -> None:
    assert kinds(told, language, "The Paper", body) == {"identified"}
