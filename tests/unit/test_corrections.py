"""Two versions of a page, from its bytes to what a notice is attached to, in every language that has notices."""

from __future__ import annotations

import json

import pytest

from selon.intake.custody import compare
from selon.model import Capture, Report
from selon.pipeline import read_capture

TEXTS = {
    "en": (
        "The mayor, Anna Bell, said on Monday that {} people were killed in Kharkiv. A witness {} that the bridge is closed.",
        "said", "denied", "Correction: An earlier version of this article said that 3 people were killed; it was 5.",
    ),
    "fr": (
        "Le maire, Anne Belle, a déclaré lundi que {} personnes ont été tuées à Kharkiv. Un témoin {} que le pont est fermé.",
        "affirme", "dément",
        "Dans une version antérieure de cet article, nous écrivions que 3 personnes ont été tuées ; elles sont 5.",
    ),
    "de": (
        "Die Bürgermeisterin Anna Bell sagte am Montag, dass {} Menschen in Charkiw getötet wurden. Ein Zeuge {}, dass die Brücke gesperrt sei.",
        "sagte", "bestritt", "Korrektur: In einer früheren Version hieß es, 3 Menschen seien getötet worden. Es waren 5.",
    ),
    "ru": (
        "Мэр Игорь Терехов сообщил в понедельник, что в Харькове погибли {} человек. Очевидец {}, что мост закрыт.",
        "заявил", "опроверг", "Исправлено: ранее сообщалось, что погибли 3 человека, на самом деле 5.",
    ),
    "ru, in short": (
        "Мэр Игорь Терехов сообщил в понедельник, что в Харькове погибли {} человек. Очевидец {}, что мост закрыт.",
        "заявил", "опроверг", "Уточнено: погибли 5 человек, а не 3.",
    ),
    "uk": (
        "Мер Ігор Терехов повідомив у понеділок, що в Харкові загинули {} людей. Очевидець {}, що міст закритий.",
        "заявив", "спростував", "Виправлено: раніше повідомлялося про 3 загиблих, насправді їх 5.",
    ),
}  # fmt: skip


def read(text: str, language: str) -> Report:
    fields = {"@type": "NewsArticle", "headline": "H", "datePublished": "2023-05-02", "articleBody": text}
    report, _ = read_capture(
        Capture(json.dumps(fields).encode(), "json", "x", "https://g.example/1", language=language)
    )
    assert report is not None
    return report


@pytest.mark.parametrize("name", TEXTS)
def test_a_notice_is_attached_to_the_figure_that_it_names_and_the_rest_is_silent(name: str) -> None:
    text, said, denied, notice = TEXTS[name]
    old = read(text.format(3, said), name[:2])
    silently, openly = (read(text.format(5, denied) + more, name[:2]) for more in ("", "\n\n" + notice))
    without = compare(old, silently)
    assert [(c.fate, c.silent) for c in without.changes] == [("changed", True)] * 2
    found = compare(old, openly)
    aspects = {d.aspect: change for change in found.changes for d in change.differences}
    assert [n.span.text for n in found.notices] == [notice]
    assert (aspects["figure"].notice, aspects["figure"].silent) == (0, False)
    assert (aspects["certainty"].notice, aspects["certainty"].silent) == (None, True)
