"""Two versions of a report: what became of each statement, and what the publisher said about it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from selon.ledger.diff import align, diff, word_diff
from selon.model import Document, Notice, Quantity, Report, Statement, VersionDiff, Voice, span_of


def statement(text: str, content: str, voice: str = "", certainty: str = "attributed", **more) -> Statement:
    start = text.index(content)
    voices = ()
    if voice:
        at = text.index(voice)
        voices = (Voice(span_of(text, at, at + len(voice)), None, "say", "person"),)
    return Statement(content, (span_of(text, start, start + len(content)),), voices, certainty, "report", **more)


def report(text: str, *items: tuple) -> Report:
    """A report with statements given as (content, voice, certainty)."""
    return Report(Document(str(hash(text)), text), tuple(statement(text, *item) for item in items))


def fates(found: VersionDiff) -> list[tuple]:
    return [(c.fate, tuple(d.aspect for d in c.differences), c.silent) for c in found.changes]


OLD = "The mayor said that three people were killed in the market. The army denied that it had fired. Anna Bell said that the bridge is closed."
ITEMS = [
    ("three people were killed in the market", "The mayor"),
    ("it had fired", "The army", "denied"),
    ("the bridge is closed", "Anna Bell"),
]


def test_the_same_report_is_kept_whole() -> None:
    one = report(OLD, *ITEMS)
    assert fates(diff(one, one)) == [("kept", (), False)] * 3


def test_a_figure_that_changes_without_a_word_is_silent() -> None:
    old = report("The mayor said that 3 people died in the market.", ("3 people died in the market", "The mayor"))
    new = report("The mayor said that 5 people died in the market.", ("5 people died in the market", "The mayor"))
    found = diff(old, new)
    assert fates(found) == [("changed", ("figure",), True)]
    assert (found.changes[0].differences[0].old, found.changes[0].differences[0].new) == ("3", "5")
    assert [(w.how, w.old, w.new) for w in found.changes[0].words] == [
        ("replace", "3", "5"), ("equal", "people died in the market", "people died in the market"),
    ]  # fmt: skip
    assert found.silent == 1


def test_a_notice_is_attached_to_what_it_names_and_the_rest_is_silent() -> None:
    old_text = "The mayor said that 3 people died. Anna Bell said that the bridge is closed."
    new_text = "The mayor said that 5 people died. Anna Bell said that the bridge may be closed.\nCorrection: 5 people died, not 3."
    old = report(old_text, ("3 people died", "The mayor"), ("the bridge is closed", "Anna Bell"))
    new = report(new_text, ("5 people died", "The mayor"), ("the bridge may be closed", "Anna Bell", "hedged"))
    at = new_text.index("Correction")
    notice = Notice(span_of(new_text, at, len(new_text)), "correction")
    found = diff(old, new, [notice])
    assert fates(found) == [("changed", ("figure",), False), ("changed", ("certainty",), True)]
    assert found.changes[0].notice == 0
    assert found.notices == (notice,)


def test_what_a_notice_says_itself_is_no_silent_addition() -> None:
    old_text = "The mayor said that the bridge is closed."
    new_text = f"{old_text}\nCorrection: an earlier version put the number of lanes at nine."
    old = report(old_text, ("the bridge is closed", "The mayor"))
    new = report(new_text, ("the bridge is closed", "The mayor"), ("the number of lanes at nine", "an earlier version"))
    at = new_text.index("Correction")
    found = diff(old, new, [Notice(span_of(new_text, at, len(new_text)), "correction")])
    assert fates(found) == [("kept", (), False), ("added", (), False)]
    assert (found.changes[1].notice, found.silent) == (0, 0)


def test_a_notice_about_another_figure_explains_nothing() -> None:
    """One of the two figures stands in the notice, about something else."""
    old_text, new_text = (
        "The aide said that he leaves at 5.",
        "The aide said that he leaves at 9.\nCorrection: 3 people died, not 5.",
    )
    old, new = report(old_text, ("he leaves at 5", "The aide")), report(new_text, ("he leaves at 9", "The aide"))
    notice = Notice(span_of(new_text, new_text.index("Correction"), len(new_text)), "correction")
    assert fates(diff(old, new, [notice])) == [("changed", ("figure",), True)]


def test_the_number_of_a_day_is_no_figure() -> None:
    one, two = "They meet on 5 May 2023, an aide said.", "They meet on 9 May 2023, an aide said."
    sides = [
        Report(
            Document(str(day), text),
            (statement(text, f"They meet on {day} May 2023", "an aide", happened_at=f"2023-05-0{day}"),),
        )
        for day, text in ((5, one), (9, two))
    ]
    assert fates(diff(*sides)) == [("changed", ("time",), True)]


def test_a_notice_that_stood_there_before_explains_nothing() -> None:
    old = report("Correction: 3 people died. He said 3 died.", ("3 died", "He"))
    new = report("Correction: 3 people died. He said 4 died.", ("4 died", "He"))
    notice = Notice(span_of(new.document.text, 0, 26), "correction")
    assert diff(old, new, [notice]).notices == ()
    assert diff(old, new, [notice]).silent == 1


def test_added_dropped_and_another_voice() -> None:
    new_text = "The governor said that three people were killed in the market. Rescue workers said that a child was found alive. Anna Bell said that the bridge is closed."
    new = report(
        new_text, ("three people were killed in the market", "The governor"),
        ("a child was found alive", "Rescue workers"),
        ("the bridge is closed", "Anna Bell"),
    )  # fmt: skip
    found = diff(report(OLD, *ITEMS), new)
    assert fates(found) == [
        ("changed", ("voice",), True), ("dropped", (), True), ("added", (), True), ("kept", (), False),
    ]  # fmt: skip


def test_times_and_quantities_are_compared_by_value() -> None:
    def one(words: str, low: float, when: str) -> Report:
        text = f"The mayor said that {words} people died."
        at = text.index(words)
        figure = Quantity(span_of(text, at, at + len(words)), low, low, "exact", "person")
        return Report(
            Document(text, text),
            (statement(text, f"{words} people died", "The mayor", happened_at=when, quantities=(figure,)),),
        )

    assert fates(diff(one("three", 3, "2023-09-15"), one("3", 3, "2023-09-15"))) == [("kept", (), False)]
    assert fates(diff(one("three", 3, "2023-09-15"), one("three", 3, "2023-09-14"))) == [("changed", ("time",), True)]
    assert fates(diff(one("three", 3, "2023-09-15"), one("four", 4, "2023-09-15"))) == [("changed", ("figure",), True)]


def test_equal_words_under_two_voices_are_told_apart() -> None:
    text = "Anna said that it rains. Bert said that it rains."
    both = Report(
        Document("d", text),
        (
            Statement(
                "a",
                (span_of(text, 15, 23),),
                (Voice(span_of(text, 0, 4), None, "say", "person"),),
                "attributed",
                "report",
            ),
            Statement(
                "b",
                (span_of(text, 40, 48),),
                (Voice(span_of(text, 25, 29), None, "say", "person"),),
                "attributed",
                "report",
            ),
        ),
    )
    assert align(both.statements, tuple(reversed(both.statements))) == {0: 1, 1: 0}


@given(st.text(max_size=60), st.text(max_size=60))
def test_word_diffs_tell_both_sides(old: str, new: str) -> None:
    edits = word_diff(old, new)
    assert "".join("".join(e.old.split()) for e in edits) == "".join(t for t in "".join(old.split()))
    assert "".join("".join(e.new.split()) for e in edits) == "".join(t for t in "".join(new.split()))


@given(st.permutations(list(range(6))), st.sets(st.integers(0, 5)))
def test_every_statement_has_one_fate(order: list[int], dropped: set[int]) -> None:
    contents = [f"number {n} of the things that were said {n * 7}" for n in range(6)]
    text = " ".join(contents)
    old = Report(Document("a", text), tuple(statement(text, c) for c in contents))
    new = Report(Document("b", text), tuple(statement(text, contents[i]) for i in order if i not in dropped))
    found = diff(old, new)
    assert found.count("kept") == 6 - len(dropped)
    assert found.count("dropped") == len(dropped)
    assert found.count("added") == found.count("changed") == 0
