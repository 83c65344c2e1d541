"""The inbox: what came in, what failed and why, what was edited and whether anybody said so, what readers object to.

Read from the ledger alone, the newest entry first. A page is asked for with the number of the last entry that was
shown: `events(ledger, before=page[-1].seq)`; numbers never change, so pages neither overlap nor leave a gap while more
comes in. What `selon watch` is doing now is in `intake.watch.status`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from selon.errors import Fault, UsageError
from selon.intake.custody import EDIT, ERROR_REPORT

if TYPE_CHECKING:
    from selon.ledger import Ledger
    from selon.ledger.recent import Recent

What = Literal["added", "version", "failed", "silent", "corrected", "reworded", "unchanged", "error-report"]
KINDS: tuple[str, ...] = ("report", "fault", EDIT, ERROR_REPORT)
"""Kinds of entries that an inbox shows: reports that came in, inputs that failed, edits, readers' error reports."""
LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Edit:
    """What a new version changed, counted in statements.

    first, last: the versions compared. changed: in figure, certainty, voice, time or place (`aspects` says which).
    kept: word for word or `reworded`. silent: added, dropped or changed without a notice that names it.
    notices: the correction notices of the later version, as they stand in it.
    """

    first: int
    last: int
    added: int
    dropped: int
    changed: int
    kept: int
    silent: int
    reworded: int
    aspects: tuple[str, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InboxEvent:
    """One entry of the log as an inbox shows it.

    seq: the entry's number, the cursor for paging. at: UTC, ISO 8601. actor: who wrote it.
    what: `added` (a new report), `version` (new bytes of a known one), `failed` (an input without a report), and for
    an edit `silent` (some change no notice names), `corrected` (every change is named, or a notice stands in it) or
    `reworded` or `unchanged` (no statement changed); `error-report` (a reader objects).
    report: its identifier, `None` for a failure. version: which one came in, or was objected to. headline, outlet,
    url, language, published: of the report's latest version. name: the file or address that it came from.
    form, size (bytes), capture (digest): what was captured; `None` when nothing was. statements: read in this version.
    faults: how many faults that version carries. returns: the earlier version whose bytes these are again.
    fault: why an input failed. edit: what an edit changed.
    statement, text: what an error report is about, and the reader's words.
    """

    seq: int
    at: str
    actor: str
    what: What
    report: str | None = None
    version: int | None = None
    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    name: str | None = None
    form: str | None = None
    size: int | None = None
    capture: str | None = None
    statements: int | None = None
    faults: int = 0
    returns: int | None = None
    fault: Fault | None = None
    edit: Edit | None = None
    statement: str | None = None
    text: str | None = None


def events(
    ledger: Ledger, before: int | None = None, limit: int = 50, kinds: Collection[str] = KINDS
) -> list[InboxEvent]:
    """The last events, newest first: those of entries numbered below `before` (all, if `None`), at most `limit`.

    kinds: of entries, some of `KINDS`. An empty list says that there is nothing older. `UsageError` for a limit outside
    1 to 500 or a kind that an inbox does not show.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise UsageError(f"a page has 1 to {LARGEST_PAGE} events", "limit")
    if foreign := sorted(set(kinds) - set(KINDS)):
        raise UsageError(f"{foreign[0]!r} is none of {', '.join(KINDS)}", "kinds")
    return [_event(row) for row in ledger.recent(kinds, before=before, limit=limit)]


def _event(row: Recent) -> InboxEvent:
    body: Any = row.body
    event: dict[str, Any] = {"seq": row.seq, "at": row.at, "actor": row.actor} | _about(row)
    if row.kind == "report":
        return InboxEvent(**event | _came(row))
    if row.kind == "fault":
        return InboxEvent(**event | _failed(body))
    if row.kind == EDIT:
        edit = _edit(body)
        return InboxEvent(**event | {"what": _fate(edit), "version": edit.last, "edit": edit})
    said = {key: body.get(key) for key in ("version", "statement", "text")}
    return InboxEvent(**event | said | {"what": "error-report"})


def _about(row: Recent) -> dict[str, Any]:
    if row.report is None:
        return {}
    shown = ("headline", "outlet", "url", "language", "published", "name")
    return {"report": row.report.id} | {key: getattr(row.report, key) for key in shown}


def _came(row: Recent) -> dict[str, Any]:
    version = row.version
    if version is None:  # the tables lag behind the log: damage that `selon verify` names
        return {"what": "added"}
    keys = ("version", "name", "form", "size", "capture", "statements", "faults", "returns")
    shown = {key: getattr(version, key) for key in keys}
    return shown | {"what": "added" if version.version == 1 else "version"}


def _failed(body: Any) -> dict[str, Any]:
    said = body.get("fault") or {}
    fault = Fault(*(str(said.get(key, "")) for key in ("code", "place", "reason")))
    shown = {key: body.get(key) for key in ("name", "url", "form", "size", "capture")}
    return shown | {"what": "failed", "fault": fault, "name": body.get("name") or fault.place}


def _edit(body: Any) -> Edit:
    counts = {fate: int(body["counts"].get(fate, 0)) for fate in ("added", "dropped", "changed", "kept")}
    return Edit(
        first=int(body["from"]), last=int(body["to"]), silent=int(body["silent"]), reworded=int(body.get("reworded", 0)),
        aspects=tuple(body.get("aspects", ())), notices=tuple(body.get("notices", ())), **counts,
    )  # fmt: skip


def _fate(edit: Edit) -> What:
    if edit.silent:
        return "silent"
    if edit.notices or edit.added + edit.dropped + edit.changed:
        return "corrected"
    return "reworded" if edit.reworded else "unchanged"
