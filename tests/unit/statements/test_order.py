"""Who speaks where case and not place tells the subject: Russian and Ukrainian sentences with the voice expected."""

from __future__ import annotations

import pytest

from selon import lang
from selon.model import Document
from selon.statements import extract

VOICES = [
    ("ru", "В четверг в Варшаве заявил президент Анджей Дуда, что помощь идёт.", "президент Анджей Дуда"),
    ("ru", "Журналистам мэр города сообщил, что мост закрыт.", "мэр города"),
    ("ru", "После переговоров с Шольцем министр заявил, что танки прибыли.", "министр"),
    ("ru", "В полиции заявили, что водитель трезв.", "полиции"),
    ("ru", "Чехия, Словакия и Польша заявили, что граница открыта.", "Чехия, Словакия и Польша"),
    ("ru", "Генерал Иванов, командующий группировкой, в пятницу сообщил, что село взято.", "Генерал Иванов, командующий группировкой"),
    ("ru", "Полиция нашла женщину, которая сказала, что видела пожар.", "женщину"),
    ("uk", "У четвер у Варшаві заявив президент Анджей Дуда, що допомога йде.", "президент Анджей Дуда"),
    ("uk", "Союзників попередили в Генштабі, що запаси вичерпано.", "Генштабі"),
    ("uk", "Журналістам розповіла речниця штабу Олена Коваль, що колону зупинено.", "речниця штабу Олена Коваль"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "voice"), VOICES)
def test_the_subject_is_found_on_either_side_of_the_verb(code: str, text: str, voice: str) -> None:
    statements, _ = extract(Document(id="sha256:x", text=text, language=code), lang.load(code))
    found = [v.span.text for s in statements for v in s.voices[-1:] if v.span]
    assert found == [voice]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Вакцина, которая требует хранения на холоде, прибыла."),  # a thing demands nothing in words
        ("ru", "Трампа предупредили."),
        ("uk", "Міністр назвав дату виборів."),
    ],
)
def test_nobody_speaks(code: str, text: str) -> None:
    statements, _ = extract(Document(id="sha256:x", text=text, language=code), lang.load(code))
    assert statements == ()
