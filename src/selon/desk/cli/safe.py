"""Making words of others safe to show: what could command a terminal or turn its lines around is made visible.

Replacement is one code point for one code point, so offsets into the text stay true.
"""

from __future__ import annotations

import re
import unicodedata

_DANGEROUS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb"
_UNSAFE = re.compile(f"[{_DANGEROUS}\t]")
_UNSAFE_IN_LINE = re.compile(f"[{_DANGEROUS}\t\n]")
_UNSAFE_IN_JSON = re.compile(f"[{_DANGEROUS}]")
_SPACES = {"\t": " ", "\r": " ", "\x85": " ", "\u2028": " ", "\u2029": " "}


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _SPACES:
        return _SPACES[character]
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # control pictures: ESC is shown as ␛
    return "\u2421" if code == 0x7F else "\ufffd"


def safe(text: str) -> str:
    """`text` with its line breaks, and nothing else that a terminal would obey; as many code points as before."""
    return _UNSAFE.sub(_shown, text)


def line(text: str) -> str:
    """`text` on one line, safe: for names, places, reasons."""
    return _UNSAFE_IN_LINE.sub(_shown, text)


def flat(text: str) -> str:
    """`text` on one line, safe, its runs of white space made one space: for table cells."""
    return " ".join(safe(text).split())


def json_line(text: str) -> str:
    r"""JSON text with the same characters written as `\uXXXX`; it stays the same JSON."""
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def begins_with_mark(text: str) -> bool:
    """Whether `text` begins with a combining mark, which would sit on the character before it."""
    return bool(text) and unicodedata.combining(text[0]) != 0


def short(text: str, most: int) -> str:
    """`text` on one line, cut behind a word, with the sign for it, when it is longer than `most`."""
    words = flat(text)
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"
