"""What belongs to a statement: when it happened, when it was said, how much."""

from __future__ import annotations

import pytest

from selon.grounding import ground
from selon.lang import load
from selon.model import Document, Report, Span, Statement, Voice
from selon.pipeline_facts import moment_of

PUBLISHED = "2023-09-16T14:31:00+02:00"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def grounded(language: str, text: str, content: str, voice: str | None = None, cue: str | None = None) -> Statement:
    voices = (Voice(span(text, voice), span(text, cue) if cue else None, "say", "person"),) if voice else ()
    statement = Statement("s1", (span(text, content),), voices, "attributed", "report")
    report = Report(Document("d", text, published=PUBLISHED, language=language), (statement,))
    return ground(report, load(language)).statements[0]


def test_when_it_happened_stands_in_the_content() -> None:
    text = "Le ministre a affirmé que le village avait été libéré vendredi."
    found = grounded("fr", text, "le village avait été libéré vendredi", "Le ministre", "a affirmé")
    assert (found.happened_at, found.said_at) == ("2023-09-15", None)


def test_when_it_was_said_stands_beside_the_cue() -> None:
    text = "Jeudi, le ministre a affirmé que le village avait été libéré."
    found = grounded("fr", text, "le village avait été libéré", "le ministre", "a affirmé")
    assert (found.happened_at, found.said_at) == (None, "2023-09-14")


def test_both_are_kept_apart() -> None:
    text = "The army said on Thursday that two drones were shot down on Monday."
    found = grounded("en", text, "two drones were shot down on Monday", "The army", "said")
    assert (found.happened_at, found.said_at) == ("2023-09-11", "2023-09-14")
    assert [(q.low, q.unit) for q in found.quantities] == [(2, "drones")]


def test_a_range_is_one_interval() -> None:
    text = "Selon lui, entre le 3 et le 5 janvier, 20 soldats sont morts."
    found = grounded("fr", text, "entre le 3 et le 5 janvier, 20 soldats sont morts", "lui", "Selon")
    assert found.happened_at == "2023-01-03/2023-01-05"


def test_since_lasts_until_publication() -> None:
    text = "Il dit que la brigade est engagée depuis le 25 août."
    found = grounded("fr", text, "la brigade est engagée depuis le 25 août", "Il", "dit")
    assert found.happened_at == "2023-08-25/2023-09-16"


def test_a_quarter_is_an_interval() -> None:
    text = "Сообщается, что завод закрыт во втором квартале 2023 года."
    assert grounded("ru", text, "завод закрыт во втором квартале 2023 года").happened_at == "2023-04-01/2023-06-30"


def test_a_figure_outside_the_content_is_not_attached() -> None:
    text = "Three soldiers said that the bridge had fallen."
    assert grounded("en", text, "the bridge had fallen", "Three soldiers", "said").quantities == ()


def test_an_impossible_date_is_unknown_and_said_so() -> None:
    text = "Er sagte, die Stadt sei am 31. Februar 2022 gefallen."
    statement = Statement("s1", (span(text, "die Stadt sei am 31. Februar 2022 gefallen"),), (), "attributed", "report")
    report = Report(Document("d", text, published=PUBLISHED, language="de"), (statement,))
    found = ground(report, load("de"))
    assert found.statements[0].happened_at == "unknown"
    assert [(f.code, f.place, f.reason) for f in found.faults] == [
        ("time", "offset 27", "there is no 2022-02-31; left unresolved")
    ]


def test_the_report_lists_all_times() -> None:
    text = "Вчора дрони влучили в порт, а сьогодні — в міст."
    report = ground(Report(Document("d", text, published=PUBLISHED, language="uk")), load("uk"))
    assert [(t.span.text, t.value) for t in report.times] == [("Вчора", "2023-09-15"), ("сьогодні", "2023-09-16")]


def test_grounding_twice_gives_the_same() -> None:
    text = "Jeudi, 20 soldats sont morts."
    report = Report(Document("d", text, published=PUBLISHED, language="fr"))
    once = ground(report, load("fr"))
    assert ground(once, load("fr")) == once


def many(
    language: str, text: str, *contents: str, kind: str = "report", published: str | None = PUBLISHED
) -> list[str | None]:
    """When the statements of a text happened, whose contents are given."""
    statements = tuple(
        Statement(str(i), (span(text, c),), (Voice(None, None, "say", "unidentified"),), "attributed", kind)  # type: ignore[arg-type]
        for i, c in enumerate(contents)
    )
    report = Report(Document("d", text, published=published, language=language), statements)
    return [s.happened_at for s in ground(report, load(language)).statements]


def test_an_undated_deed_belongs_to_the_day_told_before_it() -> None:
    """`Le même missile` is told in the sentence behind the dated one: a reader takes both for one day."""
    text = (
        "Mercredi, un missile a frappé le marché. Selon le maire, deux personnes ont été tuées.\n\n"
        "Le gouverneur est attendu demain."
    )
    assert many("fr", text, "deux personnes ont été tuées") == ["2023-09-13"]


def test_the_reason_is_kept() -> None:
    text = "On Wednesday a missile struck the market. The mayor said two people were killed."
    voices = (Voice(span(text, "The mayor"), span(text, "said"), "say", "role"),)
    statement = Statement("s", (span(text, "two people were killed"),), voices, "attributed", "report")
    document = Document("d", text, published=PUBLISHED, language="en")
    found = ground(Report(document, (statement,)), load("en")).statements[0]
    assert (found.happened_at, found.said_at) == ("2023-09-13", None)
    assert [(r.rule, [e.text for e in r.evidence]) for r in found.why] == [("happened-as-told-around", ["Wednesday"])]


def test_a_colon_parts_the_time_of_what_happened_from_the_saying() -> None:
    text = "Das zeigte der Freitag: Die Armee gab an, drei Soldaten seien getötet worden."
    found = grounded("de", text, "drei Soldaten seien getötet worden", "Die Armee", "gab an")
    assert (found.happened_at, found.said_at) == ("2023-09-15", None)


def test_a_comma_cuts_the_time_off_unless_it_opens_the_sentence() -> None:
    text = "Shells hit the port on Tuesday, as officials called the raid an act of war."
    assert grounded("en", text, "an act of war", "officials", "called").said_at is None
    text = "On Tuesday, in the port, officials called the raid an act of war."
    assert grounded("en", text, "an act of war", "officials", "called").said_at == "2023-09-12"


def test_the_day_of_a_report_of_one_day_dates_its_undated_deeds() -> None:
    text = (
        "Drones struck the refinery early on Friday.\n\n"
        "The governor was asked about it in parliament.\n\n"
        "“Four people were wounded,” he said. “We need air defence.” Talks go on, he added."
    )
    assert many("en", text, "Four people were wounded", "We need air defence", "Talks go on") == [
        "2023-09-15",
        None,
        None,
    ]


def test_a_round_up_of_several_days_dates_nothing_beyond_its_paragraphs() -> None:
    text = (
        "Ракеты ударили по порту в пятницу.\n\nВо вторник дроны атаковали склад, погибли двое.\n\n"
        "По словам губернатора, ранены семь человек."
    )
    assert many("ru", text, "ранены семь человек") == [None]


def test_old_days_are_recalled_and_date_nothing() -> None:
    text = "У квітні 2022 року ракета влучила у вокзал.\n\nЗа словами мера, загинули двоє людей."
    assert many("uk", text, "загинули двоє людей") == [None]


def test_plans_talks_and_repetitions_take_no_day_over() -> None:
    text = (
        "Drones struck the port on Friday. They said that the port is shelled every night, that talks began "
        "and that a strike will follow."
    )
    assert many("en", text, "the port is shelled every night", "talks began") == [None, None]
    assert many("en", text, "a strike will follow", kind="forecast") == [None]


def test_a_night_belongs_to_both_of_its_days() -> None:
    text = "The mayor said the depot was hit overnight."
    assert (
        grounded("en", text, "the depot was hit overnight", "The mayor", "said").happened_at == "2023-09-15/2023-09-16"
    )


def test_a_text_of_unknown_day_is_read_by_its_dateline() -> None:
    """Only a day with its year, alone on its line, is one."""
    text = "Опитування\n\n20 січня 2021, 13:38\n\nМер каже, що міст зруйновано 8 січня, а людей поранено в середу."
    assert many("uk", text, "міст зруйновано 8 січня", "людей поранено в середу", published=None) == [
        "2021-01-08",
        "2021-01-20",
    ]
    text = "Опитування 20 січня 2021 року\n\nМер каже, що людей поранено в середу."
    assert many("uk", text, "людей поранено в середу", published=None) == ["unknown"]


def test_who_goes_on_speaking_speaks_on_the_same_day() -> None:
    text = "“The bridge fell,” the mayor said on Thursday. “We shall rebuild it.”"
    voice = span(text, "the mayor")
    first = Statement(
        "1",
        (span(text, "The bridge fell"),),
        (Voice(voice, span(text, "said"), "say", "role"),),
        "attributed",
        "report",
    )
    second = Statement(
        "2", (span(text, "We shall rebuild it"),), (Voice(voice, None, "say", "role"),), "attributed", "intent"
    )
    document = Document("d", text, published=PUBLISHED, language="en")
    assert [s.said_at for s in ground(Report(document, (first, second)), load("en")).statements] == ["2023-09-14"] * 2


def test_a_month_that_owns_another_deed_does_not_date_this_one() -> None:
    text = "India fired missiles early on Friday and hit two towns. It struck a camp linked to last month's massacre."
    found = grounded("en", text, "It struck a camp linked to last month's massacre")
    assert found.happened_at == "2023-09-15"
    text = "The station was shelled on Friday. The inquiry asked how Monday's shelling killed two."
    assert grounded("en", text, "how Monday's shelling killed two", "The inquiry", "asked").happened_at is None


def test_a_change_is_told_for_its_second_time() -> None:
    for language, text in (
        ("en", "The share rose from 29% in 2018 to 38% in 2022."),
        ("fr", "La part est passée de 29 % en 2018 à 38 % en 2022."),
        ("ru", "Доля выросла с 29% в 2018 году до 38% в 2022 году."),
    ):
        assert grounded(language, text, text[:-1]).happened_at == "2022"
    text = "The share was 29% in 2018, and 38% in 2022."
    assert grounded("en", text, text[:-1]).happened_at == "2018"


def test_figures_of_one_kind_in_a_paragraph_are_of_one_period() -> None:
    text = "L'usine a livré en août 2023 290 chars. L'autre a livré 120 chars. Elle emploie 40 ingénieurs."
    assert grounded("fr", text, "L'autre a livré 120 chars").happened_at == "2023-08"
    assert grounded("fr", text, "Elle emploie 40 ingénieurs").happened_at is None
    assert grounded("fr", text.replace(" L'autre", "\n\nL'autre"), "L'autre a livré 120 chars").happened_at is None


def test_a_heading_dates_the_money_of_its_section() -> None:
    text = "Le constructeur gagne moins en août 2023\n\nUn recul.\n\nLes ventes ont baissé de 17 %. Il a 40 usines."
    assert grounded("fr", text, "Les ventes ont baissé de 17 %").happened_at == "2023-08"
    assert grounded("fr", text, "Il a 40 usines").happened_at is None


def test_a_share_is_no_deed() -> None:
    text = "Am Freitag wurde ein Frachter versenkt. Die Importe sind um 13 Prozent gesunken."
    assert grounded("de", text, "Die Importe sind um 13 Prozent gesunken").happened_at is None


@pytest.mark.parametrize(
    ("language", "text", "days"),
    [
        ("ru", "Мост разрушен в ночь на 5 мая.", "2023-05-04/2023-05-05"),
        ("uk", "Міст зруйновано в ніч на 5 травня.", "2023-05-04/2023-05-05"),
        ("en", "The bridge was destroyed in the night to 5 May.", "2023-05-04/2023-05-05"),
        ("en", "The bridge was destroyed overnight.", "2023-09-15/2023-09-16"),
        ("en", "The bridge was destroyed on the night of May 5.", "2023-05-05"),
        ("ru", "Мост разрушен ночью 14 сентября.", "2023-09-14"),
        ("de", "Die Brücke wurde in der Nacht auf den 5. Mai zerstört.", "2023-05-04/2023-05-05"),
        ("de", "Die Brücke wurde in der Nacht vom 4. auf den 5. Mai zerstört.", "2023-05-04/2023-05-05"),
        ("fr", "Le pont a été détruit dans la nuit du 4 au 5 mai.", "2023-05-04/2023-05-05"),
        ("fr", "Le pont a été détruit dans la nuit de jeudi à vendredi.", "2023-09-14/2023-09-15"),
        ("uk", "Міст зруйновано в ніч з четверга на п'ятницю.", "2023-09-14/2023-09-15"),
        ("en", "The bridge was destroyed on the night of 4 to 5 May.", "2023-05-04/2023-05-05"),
    ],
)
def test_a_night_has_the_same_days_for_statements_and_for_matching(language: str, text: str, days: str) -> None:
    statement = Statement("s1", (Span(0, len(text) - 1, text[:-1]),), (), "affirmed", "report")
    report = ground(Report(Document("d", text, published=PUBLISHED, language=language), (statement,)), load(language))
    (time,) = report.times
    moment = moment_of(time)
    assert moment is not None
    first, _, last = days.partition("/")
    assert (moment.first, moment.last) == (first, last or first)
    assert report.statements[0].happened_at == days
