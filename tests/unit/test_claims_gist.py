"""Which words of its members a claim is called by."""

import pytest

from selon.model.assertion import Assertion, Notion
from selon.pipeline_claims_gist import gist_of, tidy
from selon.pipeline_claims_told import participants_told


def member(report: str, content: str, *notions: str, **more: object) -> Assertion:
    """A plain assertion of a report, about these notions."""
    known = {"frame": "other", "triggers": (), "outcome": "", "polarity": "asserted", "hedge": "plain", "whole": True}
    return Assertion(
        id=f"{report}:{content}", report=report, document=report, statement="s", content=content, start=0,
        end=len(content), language="en", published=None, voices=(), notions=tuple(Notion(n, 1.0) for n in notions),
        **{"told": content, **known, **more},
    )  # fmt: skip


def test_what_most_reports_tell_is_told_rather_than_what_one_adds() -> None:
    others = [member(report, "The bridge was hit", "bridge", "hit") for report in "abc"]
    more = member("d", "The bridge is painted every spring", "bridge", "paint", "spring")
    assert (
        gist_of([*others, more, member("e", "A drone hit the bridge", "drone", "bridge", "hit")])
        == "A drone hit the bridge"
    )


def test_a_whole_clause_comes_before_a_fragment_that_tells_as_much() -> None:
    fragment = member("a", "having made up the proof", "proof", whole=False)
    assert gist_of([fragment, member("b", "They made up the proof", "proof")]) == "They made up the proof"


def test_words_that_begin_a_sentence_come_before_words_from_the_midst_of_one() -> None:
    midst = member("a", "the blaze was fed by fuel", "fire")
    assert gist_of([midst, member("b", "A fire broke out", "fire")]) == "A fire broke out"


def test_what_is_asserted_comes_before_denials_and_doubts() -> None:
    denied = member("a", "No drone hit the bridge that night", "drone", "bridge", "night", polarity="denied")
    doubted = member("b", "A drone hit the old bridge", "drone", "bridge", hedge="doubted")
    assert gist_of([denied, doubted]) == "A drone hit the old bridge"
    assert gist_of([denied, doubted, member("c", "A drone hit it", "drone", "bridge")]) == "A drone hit it"


def test_a_distorted_retelling_names_no_claim() -> None:
    turned = member("b", "All 145 drones were shot down over the bridge", "drone", "shoot", "bridge")
    true = member("a", "80 drones were shot down", "drone", "shoot")
    assert gist_of([true, turned], {turned.id}) == "80 drones were shot down"


def test_the_sentence_stands_for_a_fragment() -> None:
    fragment = member("a", "and eleven wounded", "wounded", whole=False, told="Four were killed and eleven wounded.")
    assert gist_of([fragment]) == "Four were killed and eleven wounded"


@pytest.mark.parametrize(
    ("cut", "tidied"),
    [
        ("the display “a theatre of scrap metal", "the display “a theatre of scrap metal”"),
        ("ces images « sans valeur", "ces images « sans valeur »"),
        ("er nannte es „wertlos", "er nannte es „wertlos“"),
        ("Рейковий лічильник» об'єднує двадцятьох", "«Рейковий лічильник» об'єднує двадцятьох"),
        ("“We were not warned", "We were not warned"),
        ("We were not warned”", "We were not warned"),
        ("Das »Nordkommando« schweigt", "Das »Nordkommando« schweigt"),
        ("Das „Nordkommando“ schweigt", "Das „Nordkommando“ schweigt"),
        ("Nothing was found.", "Nothing was found"),
        ("It was made in the U.S.", "It was made in the U.S."),
        ("Nothing was found ...", "Nothing was found ..."),
        ("", ""),
    ],
)
def test_a_heading_closes_its_quotations_and_has_no_full_stop(cut: str, tidied: str) -> None:
    assert tidy(cut) == tidied


def test_who_is_a_part_of_the_victims_is_not_named_as_the_victims() -> None:
    part = member("a", "seven of the dead were fitters", "kill", parts=(7.0,), roles=(("victims", "fitters"),))
    whole = member("b", "nine people died", "kill", roles=(("victims", "nine people"),))
    assert participants_told([part, whole]) == {"victims": "nine people"}
    assert participants_told([part]) == {"victims": "fitters"}
