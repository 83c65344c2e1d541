"""The same actor across reports and languages."""

from __future__ import annotations

import itertools

from selon.grounding.entities_link import ActorMention, link

MENTIONS = [
    ActorMention("a", "Vladimir Poutine", "person", "fr", "person:putin-vladimir"),
    ActorMention("b", "Владимиром Путиным", "person", "ru", "person:putin-vladimir"),
    ActorMention("c", "Lindsey Hilsum", "person", "en"),
    ActorMention("d", "Линдси Хилсум", "person", "ru"),
    ActorMention("e", "Oceana", "organisation", "fr"),
    ActorMention("f", "Oceana", "organisation", "de"),
    ActorMention("g", "Lindsey Graham", "person", "en"),
]


def groups(mentions: list[ActorMention]) -> set[frozenset[str]]:
    return {frozenset(mentions[i].report for i in cluster.members) for cluster in link(mentions)}


def test_entities_persons_and_names_are_joined() -> None:
    assert groups(MENTIONS) == {frozenset("ab"), frozenset("cd"), frozenset("ef"), frozenset("g")}


def test_every_join_says_why() -> None:
    for cluster in link(MENTIONS):
        assert len(cluster.joins) == len(cluster.members) - 1
        assert all(join.reason for join in cluster.joins)


def test_the_order_of_the_mentions_does_not_matter() -> None:
    for some in itertools.islice(itertools.permutations(MENTIONS), 0, 5040, 499):
        assert groups(list(some)) == groups(MENTIONS)


def test_nothing_gives_nothing() -> None:
    assert link([]) == ()


def test_a_body_is_one_in_every_case_form_and_in_kindred_languages() -> None:
    mentions = [
        ActorMention("a", "Демократической партии", "organisation", "ru"),
        ActorMention("b", "Демократическая партия", "organisation", "ru"),
        ActorMention("c", "Демократичної партії", "organisation", "uk"),
        ActorMention("d", "Республиканская партия", "organisation", "ru"),
        ActorMention("e", "Конгрессу", "organisation", "ru"),
        ActorMention("f", "Конгресс", "organisation", "ru"),
    ]
    clusters = {c.members for c in link(mentions)}
    assert clusters == {(0, 1, 2), (3,), (4, 5)}
