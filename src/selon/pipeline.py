"""The one module that joins the stages: bytes in, reports out.

Nothing here keeps state between calls. What goes wrong with one input is a `Fault` in its place in the stream;
exceptions are for calls that are wrong in themselves (`UsageError`) and for the single-report
function `read` (`InputError`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import TYPE_CHECKING

from selon import settings
from selon.errors import Fault, InputError, UsageError
from selon.model import FORMS, OTHER_FORMS, Capture, Document, Report, SentenceTrace

if TYPE_CHECKING:
    from selon.grounding.gazetteer import Gazetteer
    from selon.grounding.registry import Registry

SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".pdf", ".srt", ".vtt", ".eml", ".rss", ".atom", ".warc")
"""What is read in a folder, also with `.gz` behind it."""

HEAD = 4096
"""So many bytes tell what form an input has."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_FILE_NAME = re.compile(r"[^\s<>{}\"]{1,1024}\.(?:txt|html?|jsonl?)(?:\.gz)?", re.I)


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the inputs; `None` lets Selon find out.

    form: `txt`, `html`, `json`, or one of `intake.forms.FORMS`. published: ISO 8601. language: code of a pack that is
    present. url: the report's address. channel: the public name of the channel in a Telegram export.
    """

    form: str | None = None
    published: str | None = None
    language: str | None = None
    url: str | None = None
    channel: str | None = None

    def checked(self) -> Options:
        """The same options with `published` in one spelling; `UsageError` when a value means nothing."""
        from selon import lang, reading
        from selon.intake import forms

        if self.form is not None and self.form not in (every := (*FORMS, *forms.FORMS)):
            raise UsageError(f"{self.form!r} is no form of input; there are {', '.join(every)}", "form")
        if self.language is not None and self.language not in lang.available():
            present = ", ".join(lang.available())
            raise UsageError(f"there is no language pack {self.language!r}; there are {present}", "language")
        if self.channel is not None and not forms.is_channel(self.channel):
            raise UsageError(f"{self.channel!r} is no public name of a channel", "channel")
        if self.published is None:
            return self
        return replace(self, published=reading.moment(self.published, "published"))


def captures_in_stream(stream: BufferedReader, name: str, options: Options | None = None) -> Iterator[Capture | Fault]:
    """The captures in an open file or pipe: one for a text or a page, one per report for JSON and JSON Lines.

    No more than one report is held at a time where the form allows it; what is larger than `max_bytes` is a fault.
    """
    from selon import reading
    from selon.intake import forms

    options = options or Options()
    head = stream.peek(HEAD)[:HEAD]
    try:
        form = options.form or forms.form_of(name, head) or reading.form_of(name, head)
    except InputError as error:
        yield error.fault
        return
    if form in forms.FORMS:
        yield from forms.captures_in_stream(stream, form, name, options)
        return
    yield from reading.split_stream(
        stream, form, name, url=options.url, published=options.published, language=options.language
    )


def captures_in_file(path: Path, options: Options | None = None) -> Iterator[Capture | Fault]:
    """The captures in a file; a file that cannot be read is a fault."""
    try:
        stream = path.open("rb")
    except IsADirectoryError:
        yield Fault("directory", str(path), "this is a folder, not a file")
        return
    except FileNotFoundError:
        yield Fault("missing", str(path), "there is no such file")
        return
    except (OSError, ValueError) as error:
        yield Fault("unreadable", str(path), f"cannot be opened: {getattr(error, 'strerror', None) or error}")
        return
    from selon.intake import forms

    options = options or Options()
    with stream:
        try:
            form = options.form or forms.form_of(str(path), stream.peek(HEAD)[:HEAD])
            if form in forms.FORMS:
                yield from forms.captures_in_path(path, form, options)
            else:
                yield from captures_in_stream(stream, str(path), options)
        except OSError as error:
            yield Fault("unreadable", str(path), f"cannot be read: {error.strerror or error}")


def files_under(folder: Path) -> Iterator[Path]:
    """The files under a folder that look like reports, in order of name; hidden ones are left out."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name.lower().removesuffix(".gz").endswith(SUFFIXES):
                yield Path(place) / name


def read_capture(capture: Capture) -> tuple[Report | None, tuple[Fault, ...]]:
    """What one capture says: its document and its statements; `None` when no text can be found in it.

    The faults are all that went wrong or was left undone; the report carries the same ones.
    """
    from selon import grounding, lang, reading, statements
    from selon.intake import forms

    document, faults = forms.document_of(capture) if capture.form in OTHER_FORMS else reading.read(capture)
    if document is None:
        return None, tuple(faults)
    document = forms.with_entry(capture, document)
    if document.language not in lang.available():
        return Report(document, faults=tuple(faults)), tuple(faults)
    pack = lang.load(document.language)
    found, more = statements.extract(document, pack)
    report = grounding.ground(
        Report(document, statements=found, faults=(*faults, *more, *grounding.not_covered(pack, capture.name))),
        pack,
        gazetteer(),
        registry(),
    )
    return report, report.faults


def gazetteer() -> Gazetteer:
    """Where names of places are looked up: the built-in places, and the user's own on top. Opened once per file."""
    own = settings.GAZETTEER.path()
    changed = own.stat().st_mtime_ns if own.is_file() else 0
    return _open_gazetteer(str(own), changed, str(settings.CACHE.path()))


def registry() -> Registry:
    """Who is who: the built-in actors, and the user's own on top."""
    from selon.grounding.registry import open_registry

    return open_registry()


@lru_cache(maxsize=2)
def _open_gazetteer(own: str, changed: int, cache: str) -> Gazetteer:
    from selon.grounding.gazetteer import Gazetteer

    return Gazetteer.open(Path(own) if changed else None)


def languages() -> tuple[str, ...]:
    """The codes of the languages that are read."""
    from selon import lang

    return lang.available()


def from_text(text: str, options: Options | None = None) -> Capture:
    """A capture of a text in memory; half surrogate pairs are replaced one for one, so that offsets stay true."""
    from selon import reading

    options = options or Options()
    payload = _SURROGATE.sub("\ufffd", text).encode("utf-8")
    form = options.form or "txt"
    if options.form is None and text.lstrip().startswith("<") and reading.form_of("", payload[:HEAD]) == "html":
        form = "html"
    return Capture(payload, form, "text", options.url, options.published, options.language)


def read_many(
    source: str | Path, language: str | None = None, published: str | None = None
) -> Iterator[Report | Fault]:
    """Read every report of a file (JSON Lines hold many); what cannot be read is a fault in its place."""
    options = Options(language=language, published=published).checked()
    for capture in captures_in_file(Path(source), options):
        if isinstance(capture, Fault):
            yield capture
            continue
        report, faults = read_capture(capture)
        if report is None:
            yield from faults
        else:
            yield report


def read(source: str | Path, language: str | None = None, published: str | None = None) -> Report:
    """Read one report from a file or from text.

    source: a `Path`; or a string that looks like a file name (`report.txt`, no white space) or names a file; or the
    text itself. language: ISO 639-1 code, identified when `None`. published: ISO 8601; relative dates in the text are
    resolved against it.

    Raises `InputError` when there is no report in it, or more than one (`read_many` is for those), and `UsageError`
    when `language` or `published` mean nothing.
    """
    if isinstance(source, str) and not _names_file(source):
        capture = from_text(source, Options(language=language, published=published).checked())
        report, faults = read_capture(capture)
        found: list[Report | Fault] = [report] if report else list(faults)
    else:
        found = list(read_many(source, language, published))
    reports = [item for item in found if isinstance(item, Report)]
    if len(reports) > 1:
        raise InputError(f"{len(reports)} reports are in it, read_many() is for those", str(source), "many")
    if reports:
        return reports[0]
    first = next((item for item in found if isinstance(item, Fault)), Fault("empty", str(source), "no report is in it"))
    raise InputError(first.reason, first.place, first.code)


def _names_file(source: str) -> bool:
    if _FILE_NAME.fullmatch(source):
        return True
    if len(source) > 1024 or "\n" in source or "\0" in source:
        return False
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False


def explain_capture(capture: Capture) -> tuple[Document | None, tuple[SentenceTrace, ...], tuple[Fault, ...]]:
    """How a capture is read, sentence by sentence: its document, the traces, and the faults on the way."""
    from selon import lang, reading, statements
    from selon.intake import forms

    document, faults = forms.document_of(capture) if capture.form in OTHER_FORMS else reading.read(capture)
    if document is None or document.language not in lang.available():
        return document, (), tuple(faults)
    return document, statements.explain(document, lang.load(document.language)), tuple(faults)


def check_pack(folder: Path) -> tuple[Fault, ...]:
    """All faults of the language pack in a folder: of its tables, and of the examples that it does not meet."""
    from selon.lang import load_folder
    from selon.lang.lint import check
    from selon.statements.examples import differences, read_examples

    faults = list(check(folder))
    if any(fault.code in ("no-pack", "pack") for fault in faults):
        return tuple(faults)
    pack = load_folder(folder)
    for example in read_examples(folder):
        differing = differences(example, pack)
        place = str(folder / example.place)
        if differing and not example.fails:
            faults.append(Fault("example", place, "; ".join(differing)))
        elif example.fails and not differing:
            faults.append(Fault("example", place, "it is met now: take `fails` away"))
    return tuple(faults)
