"""Numbers in words, against a speller written here and against text2num; digits with the separators of a language."""

from __future__ import annotations

import pytest
from text_to_num import text2num

from selon.grounding.numbers import numbers_of
from selon.grounding.scan import scan
from selon.lang import load

SAMPLE = [
    *range(1, 121),
    *range(195, 205),
    300,
    399,
    400,
    571,
    780,
    999,
    1000,
    1001,
    1100,
    1999,
    2023,
    5200,
    12_345,
    71_080,
    100_000,
    999_999,
    1_000_000,
]
EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
FR = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FR_TENS = ["-", "-", "vingt", "trente", "quarante", "cinquante", "soixante"]
DE = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
]
DE_TENS = ["-", "-", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def english(n: int) -> str:
    if n >= 1_000_000:
        return f"{english(n // 1_000_000)} million" + (f" {english(n % 1_000_000)}" if n % 1_000_000 else "")
    if n >= 1000:
        return f"{english(n // 1000)} thousand" + (f" {english(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        return f"{EN[n // 100]} hundred" + (f" and {english(n % 100)}" if n % 100 else "")
    if n >= 20:
        return EN_TENS[n // 10] + (f"-{EN[n % 10]}" if n % 10 else "")
    return EN[n]


def french(n: int) -> str:
    if n >= 1_000_000:
        return f"{french(n // 1_000_000)} million" + (f" {french(n % 1_000_000)}" if n % 1_000_000 else "")
    if n >= 1000:
        head = "" if n // 1000 == 1 else french(n // 1000) + " "
        return f"{head}mille" + (f" {french(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        head = "" if n // 100 == 1 else FR[n // 100] + " "
        return f"{head}cent" + (f" {french(n % 100)}" if n % 100 else "")
    if n >= 80:
        return "quatre-vingt" + (f"-{FR[n - 80]}" if n > 80 else "s")
    if n in (21, 31, 41, 51, 61):
        return f"{FR_TENS[n // 10]} et un"
    if n == 71:
        return "soixante et onze"
    if n >= 60:
        return "soixante" + (f"-{FR[n - 60]}" if n > 60 else "")
    if n >= 20:
        return FR_TENS[n // 10] + (f"-{FR[n % 10]}" if n % 10 else "")
    return FR[n]


def german(n: int) -> str:
    if n >= 1_000_000:
        return "eine Million"
    if n >= 1000:
        return f"{german(n // 1000)}tausend" + (f" {german(n % 1000)}" if n % 1000 else "")
    if n >= 100:
        return f"{DE[n // 100]}hundert" + (german(n % 100) if n % 100 else "")
    if n >= 20:
        return (f"{DE[n % 10]}und" if n % 10 else "") + DE_TENS[n // 10]
    return DE[n]


def read(text: str, language: str) -> float | None:
    number = numbers_of(load(language)).read(scan(text), 0)
    assert number is None or scan(text).starts[number.end] == len(text)
    return number.value if number else None


@pytest.mark.parametrize("n", SAMPLE)
def test_english(n: int) -> None:
    assert read(english(n), "en") == n
    assert text2num(english(n), "en") == n


@pytest.mark.parametrize("n", SAMPLE)
def test_french(n: int) -> None:
    assert read(french(n), "fr") == n
    assert text2num(french(n), "fr") == n


@pytest.mark.parametrize("n", SAMPLE)
def test_german(n: int) -> None:
    assert read(german(n), "de") == n
    if 1 < n < 1000:
        assert text2num(german(n), "de") == n


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "двадцать пять", 25), ("ru", "сто сорок два", 142), ("ru", "две тысячи двадцать три", 2023), ("ru", "полтора миллиона", 1_500_000),
        ("ru", "триста пятьдесят тысяч", 350_000), ("ru", "полсотни", 50), ("ru", "два десятка", 20), ("ru", "три с половиной", 3.5),
        ("uk", "двадцять п'ять", 25), ("uk", "сто сорок два", 142), ("uk", "дві тисячі двадцять три", 2023), ("uk", "півтора мільйона", 1_500_000),
        ("uk", "п’ятсот тисяч", 500_000), ("uk", "півсотні", 50), ("uk", "два десятки", 20), ("uk", "сім з половиною", 7.5),
        ("fr", "septante-huit", 78), ("fr", "nonante et un", 91), ("fr", "une centaine", 100), ("fr", "deux douzaines", 24), ("fr", "dix mille", 10_000),
        ("de", "anderthalb Dutzend", 18), ("de", "zweieinhalb", 2.5), ("de", "fünfundzwanzigtausend", 25_000), ("de", "eine halbe Million", 500_000),
        ("en", "two dozen", 24), ("en", "a couple", 2), ("en", "half a million", 500_000), ("en", "two and a half", 2.5), ("en", "three quarters", 0.75),
        ("fr", "5 000", 5000), ("fr", "5 200,5", 5200.5), ("fr", "290.000", 290_000), ("fr", "18,0 milliards", 18e9), ("fr", "4.5", 4.5),
        ("en", "52,000", 52_000), ("en", "1,234,567.5", 1_234_567.5), ("en", "5.5 billion", 5.5e9), ("en", "20k", 20_000),
        ("de", "1.240", 1240), ("de", "7,3 Millionen", 7.3e6), ("de", "3,7 Mrd.", 3.7e9), ("ru", "800 млн", 8e8), ("ru", "1,2 млрд", 1.2e9), ("uk", "5,5 тис.", 5500),
    ],
)  # fmt: skip
def test_figures(language: str, text: str, value: float) -> None:
    assert read(text, language) == pytest.approx(value)


@pytest.mark.parametrize("text", ["deux trois", "vingt cent", "dix et", "trois mille mille"])
def test_no_sum_of_what_does_not_belong_together(text: str) -> None:
    number = numbers_of(load("fr")).read(scan(text), 0)
    assert number is not None
    assert scan(text).starts[number.end] < len(text)
