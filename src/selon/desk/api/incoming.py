"""Reports that people bring: files and addresses, read and recorded as the command line does it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import Any

from selon.desk.api.models_reports import AddedItem, FaultShape
from selon.desk.cli.add_command import Outcome, record
from selon.errors import Fault, InputError
from selon.intake import web
from selon.ledger import Ledger
from selon.model import Capture
from selon.pipeline import Options, captures_in_file, captures_in_stream

ADDRESSES, FILES = 20, 50
"""Of one request at most."""
ITEMS = 500
"""Inputs of one request that are listed one by one."""
Step = Callable[[int, int, str], None]
"""Told how far it is: done, of how many, with what."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a browser sends it: the name it had there, which is never a path here, and its bytes."""

    name: str
    payload: bytes


def file_name(said: str | None) -> str:
    """What a browser calls a file, without folders and anything odd, at most 120 code points."""
    last = _CONTROL.sub("", re.split(r"[/\\]", said or "")[-1]).strip(" .")
    return last[-120:] or "upload"


def captures_of(upload: Upload, options: Options) -> Iterator[Capture | Fault]:
    """The captures in an uploaded file.

    Its name tells the form, and people what it was; that two files are called alike does not make one a version of the
    other, so the name that is kept begins with the digest of the bytes.
    """
    name = f"{sha256(upload.payload).hexdigest()[:12]}/{file_name(upload.name)}"
    stream: Any = io.BufferedReader(io.BytesIO(upload.payload))
    try:
        yield from captures_in_stream(stream, name, options)
    except (OSError, InputError) as error:
        reason = error.fault.reason if isinstance(error, InputError) else str(error)
        yield Fault("unreadable", file_name(upload.name), reason)


def add_uploads(ledger: Ledger, uploads: Sequence[Upload], options: Options, who: str, step: Step) -> list[AddedItem]:
    """Record what is in some files."""
    found: list[AddedItem] = []
    for done, upload in enumerate(uploads):
        step(done, len(uploads), file_name(upload.name))
        _taken(found, (record(ledger, c, who) for c in captures_of(upload, options)), file_name(upload.name))
    step(len(uploads), len(uploads), "")
    return found


def add_addresses(
    ledger: Ledger, urls: Sequence[str], collector: web.Collector, options: Options, who: str, step: Step
) -> list[AddedItem]:
    """Fetch some addresses, by the rules of `selon fetch`, and record what comes."""
    from selon.desk.cli.fetch_command import outcomes

    found: list[AddedItem] = []
    for done, got in enumerate(collector.each(urls, web.known_in(ledger))):
        step(done, len(urls), got.url)
        _taken(found, outcomes(ledger, got, options, who), got.url)
    step(len(urls), len(urls), "")
    return found


def add_example(ledger: Ledger, who: str, step: Step) -> list[AddedItem]:
    """Record the example dossier that comes with Selon."""
    from selon.desk.cli.example_command import FILES as NAMES
    from selon.desk.cli.example_command import PUBLISHED

    found: list[AddedItem] = []
    with resources.as_file(resources.files("selon") / "example") as folder:
        captures = [
            c for name in NAMES for c in captures_in_file(folder / name, Options(published=PUBLISHED.get(name)))
        ]
    for done, capture in enumerate(captures):
        name = capture.place if isinstance(capture, Fault) else capture.name
        step(done, len(captures), file_name(name))
        _taken(found, [record(ledger, capture, who)], file_name(name))
    step(len(captures), len(captures), "")
    return found


def _taken(found: list[AddedItem], outcomes: Iterable[Outcome], name: str) -> None:
    """Add what became of an input; what was only noted stands with the item before it."""
    for outcome in outcomes:
        faults = [FaultShape(code=f.code, place=f.place, reason=f.reason) for f in outcome.faults]
        if outcome.status == "noted":
            if found:
                found[-1] = found[-1].model_copy(update={"faults": [*found[-1].faults, *faults]})
            continue
        if len(found) < ITEMS:
            status: Any = outcome.status
            found.append(AddedItem(name=name, status=status, report=outcome.report, faults=faults))
