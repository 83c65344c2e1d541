"""Bytes to characters: UTF-8 first, what is declared second, then the likeliest of a closed list of encodings."""

from __future__ import annotations

import codecs
import re
import unicodedata

from selon.errors import Fault
from selon.settings import MAX_TEXT

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
CANDIDATES = ("windows-1251", "windows-1252", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic", "mac-roman")
_ALIASES = {"iso8859-1": "windows-1252", "ascii": "windows-1252", "koi8-r": "koi8-u", "cp1252": "windows-1252"}
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_CASE = re.compile(r"(?:[a-zа-яё]+|[A-ZА-Я]?[^A-ZА-Я]+|[^a-zа-я]+)$")
_PLAIN = re.compile(r"[a-zA-Zа-яА-Я]")
_BEYOND = re.compile(r"[^\x00-\x7f\ufffd]")
_INNER = re.compile(r"[^\W\d_]’[^\W\d_]")
_ODD = re.compile(r"[^\x00-\x7f«»“”„‘’–—…№°€\xa0]")


def decode(payload: bytes, place: str, declared: str | None = None) -> tuple[str, tuple[Fault, ...]]:
    """The characters of `payload`, verbatim: a byte-order mark stays as U+FEFF, line breaks stay as they are.

    Offsets therefore match `open(name, encoding="utf-8", newline="")`. UTF-8 wins when the bytes are UTF-8, whatever is
    declared; then `declared`, when the bytes fit it; then the likeliest candidate. Anything but plain or
    rightly declared gives a fault `encoding` that names what was used. Never fails: the last resort replaces bytes.
    """
    for mark, name in _MARKS:
        if payload.startswith(mark):
            return payload.decode(name, "replace"), (_fault(place, name.upper(), declared),)
    declared = _known(declared)
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(payload, place, declared)
    lie = declared not in (None, "utf-8") and not payload.isascii()
    return text, (_fault(place, "UTF-8", declared),) if lie else ()


def _known(declared: str | None) -> str | None:
    """The usual name of a declared encoding; `None` when there is none or it does not exist."""
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip().lower()).name
    except (LookupError, ValueError):
        return None
    return _ALIASES.get(name, name)


def _fault(place: str, used: str, declared: str | None) -> Fault:
    said = f"declared as {declared}" if declared else "not UTF-8"
    return Fault("encoding", place, f"{said}; read as {used}")


def _not_utf8(payload: bytes, place: str, declared: str | None) -> tuple[str, tuple[Fault, ...]]:
    text = payload.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken * 5 <= len(_BEYOND.findall(text)):
        reason = f"{broken} places are not UTF-8; each is shown as U+FFFD"
        return text, (Fault("encoding", place, reason),)
    best = _likeliest(payload, declared)
    decoded = payload.decode(best, "replace")
    return decoded, () if declared and codecs.lookup(best) == codecs.lookup(declared) else (
        _fault(place, best, declared),
    )


def _likeliest(payload: bytes, declared: str | None) -> str:
    """The encoding under which a bounded sample reads most like words; the declared one wins ties and near ties."""
    sample = _sample(payload)
    names = list(CANDIDATES)
    if declared and declared not in ("utf-8", *names):
        if _decodes(payload, declared):
            return declared
    elif declared in names:
        names.remove(declared)
        names.insert(0, declared)
    scores = [_score(sample, name) for name in names]
    if declared == names[0] and scores[0] >= 0.9 * max(scores) > 0:
        return names[0]
    return names[scores.index(max(scores))]


def _decodes(payload: bytes, name: str) -> bool:
    try:
        payload.decode(name)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _sample(payload: bytes) -> bytes:
    """Up to 20,000 bytes around the first byte that is no ASCII."""
    match = re.search(rb"[\x80-\xff]", payload)
    start = max(0, (match.start() if match else 0) - 100)
    return payload[start : start + _SAMPLE]


def _score(sample: bytes, name: str) -> float:
    """How much a decoding looks like text: letters of words with one script and regular capitals, less what jars."""
    text = sample.decode(name, "replace")
    score = 0.0
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        plain = len(_PLAIN.findall(word))
        regular = word.islower() or word[1:].islower() or word.isupper()
        mixed = any(c < "\x80" for c in word) and any("\u0400" <= c < "\u0500" for c in word)
        score += 2 * plain - len(word) if regular and not mixed else -len(word)
    jarring = sum(1 for c in _ODD.findall(text) if unicodedata.category(c)[0] in "CSNM" or c in "\ufffd¿¡")
    return score + 8 * len(_INNER.findall(text)) - 2 * jarring


def clean(text: str, place: str) -> tuple[str, tuple[Fault, ...]]:
    """Text that every later step can carry: NUL and lone surrogates become U+FFFD one for one, endless text is cut."""
    faults: list[Fault] = []
    if nuls := text.count("\x00"):
        text = text.replace("\x00", "\ufffd")
        faults.append(Fault("nul", place, f"{nuls} NUL characters; each is shown as U+FFFD"))
    fixed = text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        fixed = re.sub("[\ud800-\udfff]", "\ufffd", text)
        faults.append(Fault("surrogate", place, "broken surrogates (half characters); each is shown as U+FFFD"))
    limit = MAX_TEXT.number()
    if len(fixed) > limit:
        reason = f"{len(fixed)} code points; read up to {limit} ({MAX_TEXT.variable})"
        faults.append(Fault("cut", place, reason))
    return fixed[:limit], tuple(faults)
