"""Rival accounts of one event contradict one another; two events do not."""

from __future__ import annotations

import pytest
from tests.unit.matching.short_texts import claimed


def contradictions(language: str, *texts: str) -> set[str]:
    found = claimed(*((language, t) for t in texts))
    return {why for c in found.claims for _, why in c.contradicts}


@pytest.mark.parametrize(
    ("language", "mined", "hit"),
    [
        (
            "en",
            "The freighter Despina struck a mine on Friday off the port of Solonets.",
            "The freighter Despina was hit by a missile on Friday off the port of Solonets.",
        ),
        (
            "fr",
            "Le cargo Despina a sauté sur une mine vendredi au large de Solonets.",
            "Le cargo Despina a été frappé par un missile vendredi au large de Solonets.",
        ),
        (
            "de",
            "Der Frachter Despina ist am Freitag vor Solonez auf eine Mine gelaufen.",
            "Der Frachter Despina wurde am Freitag vor Solonez von einer Rakete getroffen.",
        ),
        (
            "ru",
            "Сухогруз «Деспина» в пятницу подорвался на мине у порта Солонец.",
            "В сухогруз «Деспина» в пятницу у порта Солонец попала ракета.",
        ),
        (
            "uk",
            "Балкер «Деспіна» у п'ятницю підірвався на міні біля порту Солонець.",
            "У балкер «Деспіна» у п'ятницю біля порту Солонець влучила ракета.",
        ),
    ],
)
def test_a_mine_and_a_missile_are_rival_accounts_of_one_hit(language: str, mined: str, hit: str) -> None:
    assert contradictions(language, mined, hit) == {"struck by a mine against struck from the air"}


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        (
            "en",
            "Russian troops shelled the hospital in Stara Balka on Friday, the ministry in Kyiv said.",
            "Ukrainian troops shelled the hospital in Stara Balka on Friday, the ministry in Moscow said.",
        ),
        (
            "fr",
            "Les troupes russes ont bombardé l'hôpital de Stara Balka vendredi, selon le ministère à Kiev.",
            "Les troupes ukrainiennes ont bombardé l'hôpital de Stara Balka vendredi, selon le ministère à Moscou.",
        ),
        (
            "de",
            "Russische Truppen beschossen am Freitag das Krankenhaus in Stara Balka, so das Ministerium in Kiew.",
            "Ukrainische Truppen beschossen am Freitag das Krankenhaus in Stara Balka, so das Ministerium in Moskau.",
        ),
        (
            "ru",
            "Российские войска в пятницу обстреляли больницу в Старой Балке, сообщили в Киеве.",
            "Украинские войска в пятницу обстреляли больницу в Старой Балке, сообщили в Москве.",
        ),
        (
            "uk",
            "Російські війська у п'ятницю обстріляли лікарню в Старій Балці, повідомили в Києві.",
            "Українські війська у п'ятницю обстріляли лікарню в Старій Балці, повідомили в Москві.",
        ),
    ],
)
def test_one_attack_laid_on_either_side_contradicts(language: str, one: str, other: str) -> None:
    (why,) = contradictions(language, one, other)
    assert why.startswith("laid on ")


@pytest.mark.parametrize(
    ("language", "dead", "hurt"),
    [
        (
            "en",
            "Colonel Arkady Mishutin was killed on Friday near Kherson.",
            "Colonel Arkady Mishutin was wounded on Friday near Kherson.",
        ),
        (
            "fr",
            "Le colonel Arkadi Michoutine a été tué vendredi près de Kherson.",
            "Le colonel Arkadi Michoutine a été blessé vendredi près de Kherson.",
        ),
        (
            "de",
            "Oberst Arkadi Mischutin wurde am Freitag bei Cherson getötet.",
            "Oberst Arkadi Mischutin wurde am Freitag bei Cherson verwundet.",
        ),
        (
            "ru",
            "Полковник Аркадий Мишутин погиб в пятницу под Херсоном.",
            "Полковник Аркадий Мишутин ранен в пятницу под Херсоном.",
        ),
        (
            "uk",
            "Полковник Аркадій Мішутін загинув у п'ятницю під Херсоном.",
            "Полковника Аркадія Мішутіна у п'ятницю під Херсоном поранено.",
        ),
    ],
)
def test_one_man_is_not_killed_and_only_wounded(language: str, dead: str, hurt: str) -> None:
    assert contradictions(language, dead, hurt) == {"killed against wounded"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (
            "Russian troops shelled the hospital in Stara Balka on Friday.",
            "Ukrainian troops shelled the hospital in Novi Luky on Friday.",
        ),
        (
            "Colonel Arkady Mishutin was killed on Friday near Kherson.",
            "Three soldiers of Mishutin were wounded on Friday near Kherson.",
        ),
        (
            "A bus struck a mine on Friday near Stara Balka.",
            "A missile hit the market of Stara Balka on Friday.",
        ),
        (
            "The air defence repelled a drone attack on Stara Balka on Friday.",
            "A drone hit the fuel depot of Stara Balka on Friday.",
        ),
    ],
)
def test_two_events_are_no_rival_accounts(a: str, b: str) -> None:
    assert not contradictions("en", a, b)
