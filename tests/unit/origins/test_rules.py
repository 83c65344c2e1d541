"""The origin rules of docs/claims.md, one by one, on short reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from selon.model import Claim

Find = Callable[..., Claim]


def numbers(claim: Claim) -> tuple[int, int, int, int]:
    c = claim.counts
    return c.independent, c.not_established, c.denying, c.reports


DAY = "2025-03-04T10:00:00Z"
LATER = "2025-03-05T10:00:00Z"


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("en", "Officials said that six people were killed in Torenz."),
        ("en", "Sources said that six people were killed in Torenz."),
        ("en", "Experts said that six people were killed in Torenz."),
        ("fr", "Selon des sources, six personnes ont été tuées à Torenz."),
        ("de", "Sechs Menschen wurden in Torenz getötet, sagten Experten."),
        ("ru", "По словам экспертов, в Торенце погибли шесть человек."),
        ("uk", "За словами експертів, у Торенці загинули шестеро людей."),
    ],
)
def test_unnamed_voices_are_never_an_established_origin(claim_of: Find, language: str, body: str) -> None:
    claim = claim_of("Torenz" if language in ("en", "fr", "de") else "Торенц", ("Alder Post", language, DAY, body))
    assert numbers(claim) == (0, 1, 0, 1)


def test_a_publisher_that_does_not_say_how_it_knows_is_not_established(claim_of: Find) -> None:
    claim = claim_of("bridge", ("Alder Post", "en", DAY, "Two missiles hit the bridge in Torenz on Monday."))
    assert numbers(claim) == (0, 1, 0, 1)
    assert claim.origins[0].kind == "publisher_unsourced"


def test_a_reporter_who_counted_for_himself_is_an_origin(claim_of: Find) -> None:
    body = "A reporter for this newspaper counted eleven damaged houses in Torenz on Tuesday."
    claim = claim_of("eleven", ("Alder Post", "en", DAY, body))
    assert numbers(claim) == (1, 0, 0, 1)


def test_one_actor_is_one_origin_however_often_it_speaks_in_whatever_language(claim_of: Find) -> None:
    claim = claim_of("six people",
        ("Alder Post", "en", DAY, "The mayor of Torenz, Pavlo Remez, said that six people were killed in the strike on Tuesday."),
        ("Courrier du Lac", "fr", LATER, "Six personnes ont été tuées dans la frappe mardi à Torenz, a déclaré le maire, Pavlo Remez."),
        ("Hafenblatt", "de", LATER, "Bei dem Angriff am Dienstag in Torenz wurden sechs Menschen getötet, sagte Bürgermeister Pawlo Remes."),
    )  # fmt: skip
    assert numbers(claim) == (1, 0, 0, 3)


def test_bodies_of_one_state_speak_as_one_party(claim_of: Find) -> None:
    claim = claim_of("Torenz",
        ("Alder Post", "en", DAY, "Ukraine's General Staff said on Tuesday that Ukrainian forces had left the village of Torenz."),
        ("Courrier du Lac", "fr", DAY, "Kiev a annoncé mardi que les forces ukrainiennes avaient quitté le village de Torenz."),
    )  # fmt: skip
    assert claim.counts.independent == 1
    assert {o.party for o in claim.origins} == {"ukraine"}


def test_a_turned_retelling_keeps_its_origin_and_adds_no_support(claim_of: Find) -> None:
    denial = "The port authority of Kalynivsk said on Tuesday that no fuel had leaked from the ferry."
    again = "No fuel leaked from the ferry on Tuesday, said the port authority of Kalynivsk."
    turned = "The port authority of Kalynivsk said that fuel had leaked from the ferry on Tuesday."
    claim = claim_of("had leaked", ("Alder Post", "en", DAY, denial), ("Lake Courier", "en", LATER, again),
        ("Rumour Mill", "en", LATER, turned),
    )  # fmt: skip
    assert numbers(claim) == (0, 0, 1, 3)
    assert [s.polarity for s in claim.statements if s.distorted] == ["asserted"]


def test_who_denies_reports_of_something_does_not_say_it(claim_of: Find) -> None:
    body = "Кількість загиблих у Торенці зросла до дев'яти, повідомила Служба порятунку. Речниця служби Ганна Литвин спростувала повідомлення про дванадцятьох загиблих."
    claim = claim_of("дванадцятьох", ("Орла Онлайн", "uk", DAY, body))
    assert {s.polarity for s in claim.statements if "дванадцятьох" in s.content} == {"denied"}


def test_denying_with_a_colon_gives_the_own_words(claim_of: Find) -> None:
    body = "L'état-major ukrainien dément : le village de Torenz reste sous son contrôle, assure-t-il."
    claim = claim_of("reste sous", ("Courrier du Lac", "fr", DAY, body))
    assert {s.polarity for s in claim.statements} == {"asserted"}


def test_one_wire_in_two_papers_is_one_origin(claim_of: Find) -> None:
    german = "Kiew (AGP) - Elf Häuser wurden am Dienstag in Torenz beschädigt. Ein Wachmann wurde am Dienstag in Torenz getötet."
    french = "KIEV (AGP) - Onze maisons ont été endommagées mardi à Torenz. Un gardien a été tué mardi à Torenz."
    claim = claim_of("Onze maisons", ("Hafenblatt", "de", DAY, german), ("Courrier du Lac", "fr", LATER, french))
    assert numbers(claim) == (0, 1, 0, 2)


def test_a_mayor_of_a_place_that_nobody_knows_is_no_party(claim_of: Find) -> None:
    """The language of a report does not tell in which state a town lies; a town that is known does."""
    told = "Унаслідок удару загинули четверо людей, заявив мер {} Іван Стельмах."
    unknown = claim_of("загинули", ("Вісник", "uk", DAY, told.format("Галівки Кестрійської")))
    assert [origin.party for origin in unknown.origins] == [None]
    known = claim_of("загинули", ("Вісник", "uk", DAY, told.format("Краматорська") + " Краматорськ без світла."))
    assert [origin.party for origin in known.origins] == ["ukraine"]
