"""Subtitles: the words of a video with the times at which they are heard. SubRip (`.srt`) and WebVTT
(`.vtt`, W3C 2019).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selon.capture.plain import text_of_markup
from selon.errors import Fault
from selon.model import Anchor, Capture, Document

MAX_BYTES = 8 << 20
MAX_DIGITS = 1000
"""A longer run of digits stands in no subtitles; parsing one takes very long."""
PAUSE = 2.5
"""A longer silence between two cues begins a new line (seconds)."""
_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?[ \t]([^<>]{1,200})>")
_STAMP = r"\d{1,4}:\d{1,2}:\d{1,2}(?:[,.:]\d{0,3})?"
_SRT_TIMES = re.compile(rf"[ \t]{{0,9}}({_STAMP})[ \t]{{0,9}}-{{1,2}} ?>[ \t]{{0,9}}({_STAMP})")
_SRT_NUMBER = re.compile(r"\s{0,9}\d{1,9}\s{0,9}")
_TURN = re.compile(r"\n(?=[ \t]*(?:[-–—]|>>))")
_LONG_NUMBER = re.compile(rf"\d{{{MAX_DIGITS}}}")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words between two times (seconds from the start), and who speaks them when the file says so."""

    start: float
    end: float
    text: str
    voice: str | None = None


def cues(payload: bytes, form: str, name: str) -> tuple[list[Cue], tuple[Fault, ...]]:
    """The cues in the order of the file; `subtitles` fault when they cannot be read."""
    if len(payload) > MAX_BYTES:
        return [], (Fault("too-large", name, f"subtitles of {len(payload)} bytes are not read"),)
    text = _decoded(payload)
    if _LONG_NUMBER.search(text):
        return [], (Fault("subtitles", name, f"not {form}: a number of more than {MAX_DIGITS} digits is in it"),)
    try:
        found = list(_srt(text) if form == "srt" else _vtt(text))
    except ValueError as fault:
        return [], (Fault("subtitles", name, f"not {form}: {str(fault)[:200]}"),)
    return found, ()


def _decoded(payload: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16" if payload[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1251"):
        try:
            return payload.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    return payload.decode("utf-8", "replace")


def _srt(text: str) -> Iterator[Cue]:
    """The cues of SubRip: a line with two times, and the words until the next one; the number above it is no word."""
    start: tuple[float, float] | None = None
    words: list[str] = []
    for line in text.split("\n"):
        found = _SRT_TIMES.match(line)
        if not found:
            words.append(line)
            continue
        if start is not None:
            yield Cue(*start, _words("\n".join(_unnumbered(words))))
        start, words = (_srt_seconds(found[1]), _srt_seconds(found[2])), []
    if start is None:
        raise ValueError("no line in it has two times such as 00:00:01,000 --> 00:00:02,500")
    yield Cue(*start, _words("\n".join(words)))


def _unnumbered(words: list[str]) -> list[str]:
    """The lines before a line of times, without the number of the cue that begins there."""
    return words[:-1] if words and _SRT_NUMBER.fullmatch(words[-1]) else words


def _srt_seconds(stamp: str) -> float:
    hours, minutes, seconds, rest = (*re.split("[:,.]", stamp), "0")[:4]
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float("0." + (rest or "0"))


def _vtt(text: str) -> Iterator[Cue]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    try:
        for caption in webvtt.from_string(text).captions:
            raw = caption.raw_text
            voice = _VOICE.search(raw)
            said = voice[1].strip() if voice else None
            yield Cue(_seconds(caption.start), _seconds(caption.end), _words(caption.text), said)
    except (MalformedFileError, MalformedCaptionError) as fault:
        raise ValueError(str(fault) or type(fault).__name__) from fault


def _seconds(stamp: str) -> float:
    """`01:02:03.400` in seconds."""
    total = 0.0
    for part in stamp.split(":"):
        total = total * 60 + float(part)
    return total


def _words(content: str) -> str:
    """The words of a cue. What another speaker says (a dash or `>>` before it) begins with a line break."""
    plain = text_of_markup(content.replace("\n", "<br>")) if "<" in content or "&" in content else content
    turns = (" ".join(turn.replace("{\\an8}", "").split()) for turn in _TURN.split("\n" + plain))
    return "\n".join(turn.removeprefix(">>").lstrip() for turn in turns)


def join(found: list[Cue]) -> tuple[str, tuple[Anchor, ...]]:
    """One text from the cues, and where each begins in it. Rolling captions that repeat their last line are said once.

    A cue goes on in the line of the one before, unless that one ended a sentence, somebody else speaks, or nobody
    does for a while.
    """
    text, anchors, last = "", [], Cue(0.0, 0.0, "")
    for cue in found:
        words = _fresh(last.text, cue.text)
        if not words:
            continue
        new_voice = cue.voice is not None and cue.voice != last.voice
        turn = new_voice or words.startswith("\n")
        if text:
            text += "\n" if turn or last.text.endswith(_ENDS) or cue.start - last.end > PAUSE else " "
        anchors.append(Anchor(len(text), clock(cue.start)))
        text += f"{cue.voice}: {words.lstrip()}" if new_voice else words.lstrip()
        last = cue
    return text, tuple(anchors)


def _fresh(before: str, now: str) -> str:
    """What `now` says beyond the words at the end of `before`, three at least."""
    if now == before:
        return ""
    old, new = before.split(), now.split()
    old = old[len(old) - min(len(old), len(new)) :]
    count = _overlap(old, new)
    return " ".join(new[count:]) if count > 2 else now if now.strip() else ""


def _overlap(old: list[str], new: list[str]) -> int:
    """How many words at the end of `old` begin `new`, the most there are; in linear time (Knuth, Morris, Pratt 1977)."""
    back, k = [0] * len(new), 0
    for i in range(1, len(new)):
        while k and new[i] != new[k]:
            k = back[k - 1]
        k += new[i] == new[k]
        back[i] = k
    k = 0
    for word in old:
        while k and (k == len(new) or word != new[k]):
            k = back[k - 1]
        k += bool(new) and word == new[k]
    return k


def clock(seconds: float) -> str:
    """`01:02:03.400`."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def to_document(capture: Capture) -> tuple[Document | None, tuple[Fault, ...]]:
    """The document in a capture of form `srt` or `vtt`, with an anchor at each cue."""
    found, faults = cues(capture.payload, capture.form, capture.name)
    text, anchors = join(found)
    if not text:
        return None, faults or (Fault("empty", capture.name, "no words in these subtitles"),)
    document = Document(
        capture.digest,
        text,
        capture.url,
        published=capture.published,
        language=capture.language or "und",
        anchors=anchors,
    )
    return document, faults
