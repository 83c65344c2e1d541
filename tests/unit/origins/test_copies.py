"""Copies by their words: what is found, what is not, which way they go."""

from __future__ import annotations

from selon.origins.copies import find_reworded
from selon.origins.texts import Text

RIVER = (
    "The regional water board said on Tuesday that the lower lock at Brennock would stay shut for eleven days while "
    "divers look for the cause of the leak. Barges are sent round by the old canal, which adds six hours to the trip."
)
HARVEST = (
    "Farmers in the hills above Tessel brought in half as much barley as last year, their union reckons, after a "
    "spring without rain and a hailstorm in the first week of June that flattened whole fields."
)


def text(name: str, body: str, at: str, credited: tuple[str, ...] = ()) -> Text:
    return Text(f"https://{name}.example/1", body, name, f"2025-03-01T{at}:00Z", "en", name=name, credits=credited)


def pairs(*texts: Text) -> set[tuple[str, str, str]]:
    short = {t.report: t.outlet or "" for t in texts}
    return {(short[c.source], short[c.target], c.how) for c in find_reworded(texts)}


def test_the_later_of_two_equal_texts_is_the_copy_whatever_the_order():
    first, second = text("early", RIVER, "08:00"), text("late", RIVER, "09:00")
    assert pairs(first, second) == pairs(second, first) == {("early", "late", "literal")}


def test_one_changed_word_and_a_dropped_clause_make_an_edited_copy():
    edited = RIVER.replace("eleven", "twelve").replace(", which adds six hours to the trip", "")
    assert pairs(text("early", RIVER, "08:00"), text("late", edited, "09:00")) == {("early", "late", "edited")}


def test_a_sentence_inside_another_text_is_a_partial_copy():
    mixed = HARVEST + " " + RIVER.split(". ")[0] + ". " + HARVEST.replace("barley", "rye").replace("hills", "plain")
    found = pairs(text("early", RIVER, "08:00"), text("late", mixed, "09:00"))
    assert found == {("early", "late", "partial")}


def test_texts_on_different_things_are_no_copies():
    assert pairs(text("a", RIVER, "08:00"), text("b", HARVEST, "09:00")) == set()


def test_the_same_quotation_in_two_reports_is_no_copy():
    quote = "“We have asked the town for sand and lamps since Friday and not a single lorry has come up the hill to us”"
    one = f"Speaking at the town hall, the teacher was angry. {quote}, she said."
    other = f"{quote}: with these words a schoolmistress opened the meeting of parents last night."
    assert pairs(text("a", one, "08:00"), text("b", other, "09:00")) == set()


def test_a_credit_turns_the_direction_round():
    first = text("early", RIVER, "08:00", credited=("late",))
    second = text("late", RIVER.replace("eleven", "nine"), "09:00")
    assert {(s, t) for s, t, _ in pairs(first, second)} == {("late", "early")}


def test_evidence_points_at_the_words_in_both_texts():
    changed = "In brief. " + RIVER.replace("Tuesday", "Monday")
    (copy,) = find_reworded([text("early", RIVER, "08:00"), text("late", changed, "09:00")])
    for piece in copy.evidence:
        assert piece.copy is not None and piece.source is not None
        assert changed[piece.copy.start : piece.copy.end] == piece.copy.text == piece.source.text
        assert RIVER[piece.source.start : piece.source.end] == piece.source.text


def test_ten_thousand_identical_posts_point_to_the_first_one():
    clock = [f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}" for n in range(10_000)]
    posts = [Text(f"https://c.example/{n}", RIVER, f"c{n}", f"2025-03-01T{at}Z") for n, at in enumerate(clock)]
    copies = find_reworded(reversed(posts))
    assert len(copies) == 9_999
    assert {c.source for c in copies} == {"https://c.example/0"}


def test_two_versions_of_one_report_are_no_copies_of_each_other():
    one = Text("https://a.example/1", RIVER, "a", "2025-03-01T08:00:00Z")
    other = Text("https://a.example/1", RIVER.replace("eleven", "nine"), "a", "2025-03-01T09:00:00Z")
    assert find_reworded([one, other]) == ()


def test_nothing_and_empty_texts():
    assert find_reworded([]) == ()
    assert find_reworded([text("a", "", "08:00"), text("b", " \n", "09:00")]) == ()
