"""Subtitles: a video's words with the times at which they are heard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.growth import linear

from selon.capture.subtitles import _overlap, clock, cues, to_document
from selon.model import Capture

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Le maire a dit que trois</i>

2
00:00:03,600 --> 00:00:05,000
personnes sont mortes.

3
00:00:05,100 --> 00:00:07,000
Personne ne sait pourquoi.

4
01:02:10,250 --> 01:02:12,000
Plus tard
"""
VTT = """WEBVTT

NOTE a note

00:01.000 --> 00:03.000 align:start
<v Anna>We lost <b>five</b> men.

00:03.000 --> 00:05.000
<v Anna>Nobody came.

00:05.500 --> 00:07.000
<v.loud Boris>That is a lie!
"""


def read(text: str, form: str):
    return to_document(Capture(text.encode(), form, f"x.{form}"))


def test_srt_lines_join_into_sentences_and_each_cue_has_its_time() -> None:
    document, faults = read(SRT, "srt")
    assert document.text == "Le maire a dit que trois personnes sont mortes.\nPersonne ne sait pourquoi.\nPlus tard"
    assert [(a.label, document.text[a.start :].split()[0]) for a in document.anchors] == [
        ("00:00:01.000", "Le"), ("00:00:03.600", "personnes"), ("00:00:05.100", "Personne"), ("01:02:10.250", "Plus"),
    ]  # fmt: skip
    assert faults == ()


def test_vtt_names_a_speaker_once() -> None:
    document, _ = read(VTT, "vtt")
    assert document.text == "Anna: We lost five men.\nNobody came.\nBoris: That is a lie!"
    assert [a.label for a in document.anchors] == ["00:00:01.000", "00:00:03.000", "00:00:05.500"]


def test_rolling_captions_are_said_once() -> None:
    rolling = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n + 1}.000\n{text}"
        for n, text in enumerate(
            ["we have reached the", "we have reached the\nriver this morning", "river this morning\nand crossed it"]
        )
    )
    assert read(rolling, "vtt")[0].text == "we have reached the river this morning and crossed it"


@pytest.mark.parametrize(
    ("form", "text"), [("vtt", "no header\n\n1"), ("srt", "not subtitles at all"), ("srt", ""), ("vtt", "WEBVTT\n")]
)
def test_what_is_no_subtitle_is_said(form: str, text: str) -> None:
    document, faults = read(text, form)
    assert document is None
    assert next(f.code for f in faults) in ("subtitles", "empty")


def test_other_encodings() -> None:
    raw = "1\n00:00:01,000 --> 00:00:02,000\nПривет, мир.\n"
    for encoding in ("utf-8-sig", "utf-16", "cp1251"):
        document, _ = to_document(Capture(raw.encode(encoding), "srt", "x"))
        assert document.text == "Привет, мир."


def test_what_two_speakers_say_in_one_cue_stands_in_two_lines() -> None:
    srt = "1\n00:00:01,000 --> 00:00:02,000\n- Who said so?\n- The mayor\n\n2\n00:00:02,000 --> 00:00:03,000\nof Harrow.\n"
    assert read(srt, "srt")[0].text == "- Who said so?\n- The mayor of Harrow."
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nwe saw him\n&gt;&gt; nobody saw\n\n00:02.000 --> 00:03.000\n>> I did\n"
    assert read(vtt, "vtt")[0].text == "we saw him\nnobody saw\nI did"


@pytest.mark.parametrize(
    ("srt", "text"),
    [
        ("00:00:01.000 --> 00:00:02.000\nhello\n\n00:00:02.000 --> 00:00:03.000\nworld", "hello world"),
        ("1\n00:00:01,000 --> 00:00:02,000\nhello\n\nall of you\n\n2\n00:00:02,000 --> 00:00:03,000\nworld", "hello all of you world"),
        ("1\n00:00:01,000 --> 00:00:02,000\nhello\n2\n00:00:02,000 --> 00:00:03,000 X1:1\nworld", "hello world"),
        ("made by X\n\n1\n0:00:01,5 -> 0:00:02\n12\n34\n", "12 34"),
    ],
    ids=["no numbers", "an empty line in a cue", "no empty lines", "words before the first"],
)  # fmt: skip
def test_careless_files_are_read(srt: str, text: str) -> None:
    assert read(srt, "srt")[0].text == text


@given(st.lists(st.sampled_from("ab"), max_size=9), st.lists(st.sampled_from("ab"), max_size=9))
def test_the_overlap_is_the_longest_one(old: list[str], new: list[str]) -> None:
    lengths = [n for n in range(min(len(old), len(new)) + 1) if old[len(old) - n :] == new[:n]]
    assert _overlap(old[len(old) - min(len(old), len(new)) :], new) == max(lengths)


@given(st.text(max_size=300), st.sampled_from(["srt", "vtt"]))
def test_any_text_is_read_or_refused(text: str, form: str) -> None:
    document, faults = to_document(
        Capture(("WEBVTT\n\n" * (form == "vtt") + text).encode("utf-8", "replace"), form, "x")
    )
    assert document is not None or faults
    if document:
        assert all(0 <= a.start < len(document.text) for a in document.anchors)


def test_clock() -> None:
    assert [clock(s) for s in (0, 61.5, 3723.4)] == ["00:00:00.000", "00:01:01.500", "01:02:03.400"]


@pytest.mark.parametrize("form", ["srt", "vtt"])
def test_a_number_without_end_is_refused_at_once(form: str) -> None:
    payload = b"1\n00:00:01,000 --> 00:00:02,000\n" + b"9" * 2_000_000
    found, faults = cues(payload, form, "talk." + form)
    assert found == [] and [f.code for f in faults] == ["subtitles"]


@pytest.mark.parametrize(
    ("form", "start", "piece"),
    [
        ("srt", "", "9" * 99 + "\n"), ("srt", "1\n00:00:01,000 --> 00:00:02,000\n", "1\n\n"),
        ("srt", "", "1\n00:00:01,000 --> 00:00:02,000\na "), ("srt", "00:00:01,000 --> 00:00:02,000", " "),
        ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "<v "), ("vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "a "),
        ("vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\na b c d e f\n\n"), ("vtt", "WEBVTT\n\n", "NOTE x\n\n"),
        ("vtt", "WEBVTT\n\n", "-->\n"), ("vtt", "WEBVTT\n\n", "9" * 99 + ":"),
    ],
)  # fmt: skip
def test_files_made_to_be_slow_are_read_in_linear_time(form: str, start: str, piece: str) -> None:
    def read_it(size: int) -> None:
        document, faults = read(start + piece * size, form)
        assert document is not None or faults

    linear(read_it, 40_000)


def test_captions_that_nearly_repeat_are_compared_in_linear_time() -> None:
    def read_it(size: int) -> None:
        said = "a " * size
        document, _ = read(
            f"1\n00:00:01,000 --> 00:00:02,000\n{said}b\n\n2\n00:00:02,000 --> 00:00:03,000\n{said}c\n", "srt"
        )
        assert len(document.text) == 4 * size + 3

    linear(read_it, 200_000)
