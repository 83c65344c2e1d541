"""What is watched, and when it is due."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selon.capture.watch import (
    Source,
    State,
    StateFile,
    after_failure,
    after_success,
    planned,
    read_sources,
    seconds,
    take_due,
)
from selon.errors import UsageError

FEED = Source("n", "feed", "https://news.example/rss", 900.0, (3600.0, 86400.0))


def sources(folder: Path, text: str) -> tuple[Source, ...]:
    file = folder / "sources.toml"
    file.write_text(text, encoding="utf-8")
    return read_sources(file)


def test_sources(tmp_path: Path) -> None:
    found = sources(
        tmp_path,
        '[[source]]\nfeed = "https://News.example/rss?utm_source=x"\nevery = "1h30m"\nrecheck = ["6h", "1h"]\nlanguage = "fr"\n'
        '[[source]]\nchannel = "@durov"\nname = "D"\n[[source]]\npage = "https://news.example/live"\nevery = "1s"\n',
    )
    assert found == (
        Source(
            "https://News.example/rss?utm_source=x",
            "feed",
            "https://news.example/rss",
            5400.0,
            (3600.0, 21600.0),
            True,
            "fr",
        ),
        Source("D", "channel", "https://t.me/s/durov", 900.0),
        Source("https://news.example/live", "page", "https://news.example/live", 10.0),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no [[source]]"), ("source = 3", "no [[source]]"), ("[[source]]\nevery = 1", "exactly one"),
        ("x =", "no TOML"),
        ('[[source]]\nfeed = "file:///etc/passwd"', "scheme"), ('[[source]]\nchannel = "../x"', "no public channel"),
        ('[[source]]\nfeed = "https://h/"\nevery = "soon"', "no duration"),
        ('[[source]]\nfeed = "https://h/"\nevrey = "1h"', "unknown key"),
        ('[[source]]\nfeed = "https://h/"\npage = "https://h/"', "exactly one"),
        ('[[source]]\nfeed = "https://h/"\nrecheck = "1h"', "a list"),
        ('[[source]]\nfeed = "https://h/"\n[[source]]\nfeed = "https://h/"', "twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UsageError) as raised:
        sources(tmp_path, text)
    assert words in raised.value.fault.reason
    assert "sources.toml" in raised.value.fault.place


def test_durations() -> None:
    assert [seconds(t, "x") for t in ("90s", "15m", "1h30m", "2 d")] == [90, 900, 5400, 172800]


def test_a_failing_source_is_asked_less_and_less_often_and_forgiven_at_once() -> None:
    state, waits = State(), []
    for _ in range(12):
        state = after_failure(state, FEED, 1000.0, None, "x")
        waits.append(state.due - 1000.0)
    assert waits[:3] == [1800.0, 3600.0, 7200.0]
    assert waits[-1] == 86400.0
    assert after_failure(State(), FEED, 0.0, 40_000.0, "x").due == 40_000.0
    back = after_success(state, FEED, 2000.0, ("e", None), "ok")
    assert (back.failures, back.due, back.etag) == (0, 2900.0, "e")


def test_looks_again_come_due_once() -> None:
    state = planned(State(due=1e9), FEED, 0.0, ["https://news.example/a", "https://news.example/b"])
    assert state.next() == 3600.0
    assert take_due(state, 3599.0, 9)[0] == []
    urls, state = take_due(state, 3600.0, 9)
    assert urls == ["https://news.example/a", "https://news.example/b"]
    assert state.next() == 86400.0
    urls, state = take_due(state, 1e6, 1)
    assert urls == ["https://news.example/a"]
    assert [a for _, a in state.rechecks] == ["https://news.example/b"]


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.sampled_from("abc")), max_size=12), st.floats(0, 1e6), st.integers(0, 4)
)
def test_nothing_planned_is_lost(planned_looks: list[tuple[float, str]], now: float, most: int) -> None:
    before = State(rechecks=tuple(sorted(planned_looks)))
    taken, after = take_due(before, now, most)
    for when, address in before.rechecks:
        assert (when, address) in after.rechecks or (when <= now and address in taken)


def test_the_state_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    states, faults = StateFile.load(file)
    assert faults == ()
    state = State(5.0, 2, "e", None, ((7.5, "https://h/"),), 4.0, "3 added")
    states.keep(FEED, state)
    assert StateFile.load(file)[0].of(FEED) == replace(state, name=FEED.name, every=FEED.every)
    file.write_text('{"sources": {"x": {"due": ')
    states, faults = StateFile.load(file)
    assert [f.code for f in faults] == ["state"]
    assert states.of(FEED) == State()
    assert (tmp_path / "s.json.broken").exists()
