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
_TIMES = re.compile(r"^[ \t]*\d{1,3}:\d\d", re.MULTILINE)
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
    import srt

    try:
        for block in srt.parse(text, ignore_errors=False):
            yield Cue(block.start.total_seconds(), block.end.total_seconds(), _words(block.content))
    except srt.SRTParseError as fault:
        raise ValueError(str(fault)) from fault


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
    return " ".join(text_of_markup(content.replace("\n", " ")).replace("{\\an8}", "").split())


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
        if text:
            apart = new_voice or last.text.endswith(_ENDS) or cue.start - last.end > PAUSE
            text += "\n" if apart else " "
        anchors.append(Anchor(len(text), clock(cue.start)))
        text += f"{cue.voice}: {words}" if new_voice else words
        last = cue
    return text, tuple(anchors)


def _fresh(before: str, now: str) -> str:
    """What `now` says beyond the words at the end of `before`."""
    if now == before:
        return ""
    old, new = before.split(), now.split()
    for count in range(min(len(old), len(new)), 2, -1):
        if old[-count:] == new[:count]:
            return " ".join(new[count:])
    return now


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
