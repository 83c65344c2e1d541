"""The ledger: reports go in, questions are answered, nothing is ever changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Select, select

from selon.errors import Fault, LedgerError, UsageError
from selon.ledger import log, query
from selon.ledger.arrivals import Kept, arrival, kept
from selon.ledger.captures import Captures
from selon.ledger.claim_book import ClaimBook
from selon.ledger.claim_plan import Counted
from selon.ledger.identity import Identity, clean, identify
from selon.ledger.migrate import prepare
from selon.ledger.project import PROJECTORS, Projector
from selon.ledger.rebuild import rebuild
from selon.ledger.recent import Recent, recent
from selon.ledger.records import Added, Check, FaultRow, Head, ReportRow, StatementRow, VersionRow
from selon.ledger.schema import entries, versions
from selon.ledger.source_book import SourceBook
from selon.ledger.store import Store, check_file
from selon.ledger.verify import verify
from selon.model import CERTAINTIES, STATEMENT_KINDS, Capture, Entry, Report
from selon.wire import CONTRACT, fault_json, report_from_json, report_json

Compared = Callable[[Report, Report], Mapping[str, object]]
"""What a version changed, given what was read in the one before it and in itself; JSON values."""


@cache
def tool() -> str:
    """This program and its version, as entries name it."""
    try:
        return "selon " + metadata.version("selon")
    except metadata.PackageNotFoundError:
        return "selon (not installed)"


def report_body(capture: Capture, report: Report, identity: Identity) -> dict[str, Any]:
    """The body of an entry of kind `report`: where the bytes came from, which report they are a version of, what was
    read.
    """
    return {
        "id": identity.id, "key": identity.key, "address": identity.url,
        "capture": capture.digest, "size": len(capture.payload), "form": capture.form, "name": clean(capture.name),
        "url": clean(capture.url) if capture.url else None,
        "hints": {"published": capture.published, "language": capture.language},
        "meta": log.plain({str(key): value for key, value in capture.meta}),
        "tool": tool(), "contract": CONTRACT, "report": report_json(report),
    } | ({"observed": clean(capture.observed)} if capture.observed else {})  # fmt: skip


class Ledger(ClaimBook, SourceBook):
    """A ledger file and the captured bytes beside it.

    Safe to share between threads; several processes may use one file at once. Every method raises `LedgerError` or
    one of its kinds when the file cannot be used, and then nothing was written.
    """

    def __init__(self, store: Store) -> None:
        self.path = store.path
        self._store = store
        self._captures = Captures(store.path)
        self._counted = Counted()

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Ledger:
        """Open the ledger at `path`; with `create`, make one where there is nothing.

        Raises `LedgerMissing`, `LedgerForeign`, `LedgerNewer`, `LedgerLocked` or `LedgerFull`. A ledger of an older
        schema is brought to the newest one. In a folder that cannot be written it can be read.
        """
        path = Path(path)
        exists = check_file(path, create)
        return cls(Store(path, prepare(path, create=create, exists=exists)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; may be called twice."""
        self._store.close()

    # --- writing ----------------------------------------------------------------------------------------------------

    def add(
        self, capture: Capture, report: Report, *, actor: str, at: datetime | None = None, compared: Compared | None = None
    ) -> Added:  # fmt: skip
        """Record what was read in one capture, in one transaction; bytes that are kept already are `known` and
        nothing is written, unless they were seen again after others (see `arrivals`).

        The report is told by its URL, else by the capture's name, else (standard input) by its bytes: see `identity`.
        The bytes are on the disk before the entry that names them is committed. at: when; now, if `None`. compared:
        what a version changed, given the one before it of the same form (a page is no edit of its summary in a feed);
        written with it as an entry of kind `edit`, both or neither.
        """
        moment, digest = log.moment(at), capture.digest
        identity = identify(capture, report.document)
        if known := self._known(capture, digest, identity):
            return known
        body = report_body(capture, report, identity)
        self._captures.put(capture.payload)
        before = self._before(identity, capture.form) if compared else None
        edit = compared(before[1], report) if compared and before else None
        with self._store.write() as connection:
            come = arrival(connection, capture, digest, identity)
            if isinstance(come, Kept):
                return Added("known", come.report, come.version, None)
            body |= {"returns": come.returns} if come.returns else {}
            last = query.last_of_form(connection, identity.id, capture.form)
            head = self._written(connection, "report", body, actor, moment)
            if compared and last:
                if before is None or edit is None or before[0] != last:  # another process was faster
                    edit = compared(self._reading(connection, identity.id, last), report)
                edit = {"report": identity.id, "from": last, "to": come.version} | log.plain(dict(edit))
                self._written(connection, "edit", edit, actor, moment)
            else:
                edit = None
        return Added("added" if come.version == 1 else "version", identity.id, come.version, head.seq, edit)

    def _before(self, identity: Identity, form: str) -> tuple[int, Report] | None:
        """The latest version of the report in this form and what was read in it; `None` when there is none."""
        with self._store.read() as connection:
            last = query.last_of_form(connection, identity.id, form)
            return (last, self._reading(connection, identity.id, last)) if last else None

    def add_fault(self, fault: Fault, *, actor: str, at: datetime | None = None, capture: Capture | None = None) -> int:
        """Record an input that failed, with its bytes when there are any, and return the entry's number."""
        kept: dict[str, Any] = {"capture": None, "size": None, "form": None, "name": None, "url": None, "meta": {}}
        if capture is not None:
            kept = {
                "capture": self._captures.put(capture.payload), "size": len(capture.payload), "form": capture.form,
                "name": clean(capture.name), "url": clean(capture.url) if capture.url else None,
                "meta": log.plain({str(key): value for key, value in capture.meta}),
            }  # fmt: skip
        said = {key: clean(value) for key, value in fault_json(fault).items()}
        return self._append("fault", {"fault": said, "tool": tool()} | kept, actor, at)

    def append(self, kind: str, body: Mapping[str, object], *, actor: str, at: datetime | None = None) -> Entry:
        """Record an entry of another kind (`merge`, `note` …); `body` holds JSON values only."""
        if kind in PROJECTORS:
            raise UsageError(f"entries of kind {kind!r} have a method of their own", "kind")
        return self.entry(self._append(kind, log.plain(dict(body)), actor, at))

    def _append(self, kind: str, body: dict[str, Any], actor: str, at: datetime | None) -> int:
        with self._store.write() as connection:
            return self._written(connection, kind, body, actor, log.moment(at)).seq

    def _written(self, connection: Connection, kind: str, body: dict[str, Any], actor: str, moment: str) -> Head:
        """Write one entry and take it up in the tables."""
        head = log.append(connection, kind, log.body_text(body), actor, moment)
        Projector.of(connection).project(head.seq, moment, clean(actor), kind, body)
        return head

    def _known(self, capture: Capture, digest: str, identity: Identity) -> Added | None:
        if not self._captures.has(digest):
            return None
        with self._store.read() as connection:
            if kept(connection, digest) is None:
                return None
            come = arrival(connection, capture, digest, identity)
        return Added("known", come.report, come.version, None) if isinstance(come, Kept) else None

    # --- the log ----------------------------------------------------------------------------------------------------

    def entries(self, after: int = 0, limit: int | None = None, kind: str | None = None) -> Iterator[Entry]:
        """The entries behind number `after` in order, at most `limit`, of one kind or all."""
        with self._store.read() as connection:
            yield from log.walk(connection, after, limit, kind)

    def recent(self, kinds: Collection[str], *, before: int | None = None, limit: int = 50) -> list[Recent]:
        """The last entries of these kinds, newest first, numbered below `before`; bodies of reports stay unread."""
        with self._store.read() as connection:
            return recent(connection, kinds, before, limit)

    def entry(self, seq: int) -> Entry:
        """The entry with this number; `LedgerError` when there is none."""
        with self._store.read() as connection:
            row = connection.execute(select(entries).where(entries.c.seq == seq)).one_or_none()
        if row is None:
            raise LedgerError("no such entry in the ledger", str(seq), "entry-unknown")
        return log.entry_of(row)

    def head(self) -> Head:
        """Where the log ends; noted elsewhere, it lets `verify` find a tail that was cut off."""
        with self._store.read() as connection:
            return log.head_of(connection)

    def addresses(self) -> Iterator[str]:
        """Every address from which bytes were captured, each once."""
        with self._store.read() as connection:
            query = select(versions.c.url).where(versions.c.url.is_not(None)).distinct()
            yield from (str(value) for value in connection.execute(query).scalars())

    def hashes(self) -> list[str]:
        """The hashes of all entries in order, at one moment: entry `n` has the hash at index `n - 1`."""
        with self._store.read() as connection:
            return [
                str(value) for value in connection.execute(select(entries.c.hash).order_by(entries.c.seq)).scalars()
            ]

    # --- questions --------------------------------------------------------------------------------------------------

    def reports(
        self, *, limit: int | None = None, after: int | None = None, text: str | None = None, language: str | None = None,
        since: str | None = None, outlet: str | None = None,
    ) -> Iterator[ReportRow]:  # fmt: skip
        """The reports in the order of first adding, numbered above `after`, at most `limit`.

        By their latest version: text: words that the headline holds, see `fold.match_query`; since: published on this day
        or later; outlet: a part of its name.
        """
        with self._store.read() as connection:
            yield from query.report_rows(connection, limit, after or 0, text, language, since, outlet)

    def report(self, key: str) -> ReportRow:
        """The report that `key` means: its identifier or the beginning of it, its URL, its number, a digest of a
        capture (the report that had these bytes first), its name.

        `LedgerError` with the code `report-unknown` or `report-ambiguous` when that is not exactly one.
        """
        with self._store.read() as connection:
            return query.find_report(connection, key)

    def versions(self, report_id: str) -> list[VersionRow]:
        """The versions of a report in the order of the log; empty for an unknown identifier."""
        with self._store.read() as connection:
            return query.version_rows(connection, report_id)

    def edition(self, address: str, digest: str) -> VersionRow:
        """The version with these bytes of the report that claims call by `address` (its digest if it has no address);
        `LedgerError` when no report has them.
        """
        with self._store.read() as connection:
            return query.find_edition(connection, address, digest)

    def carrying(self, digest: str) -> list[VersionRow]:
        """The versions with these bytes, of any report."""
        with self._store.read() as connection:
            return query.version_rows_with(connection, digest)

    def reading(self, report_id: str, version: int | None = None) -> Report:
        """What was read in a version of a report (the latest, if `None`), with all its records."""
        with self._store.read() as connection:
            return self._reading(connection, report_id, version)

    def _reading(self, connection: Connection, report_id: str, version: int | None) -> Report:
        found = (
            select(entries)
            .join(versions, versions.c.seq == entries.c.seq)
            .where(versions.c.report == report_id)
            .order_by(versions.c.version.desc())
            .limit(1)
        )
        if version is not None:
            found = found.where(versions.c.version == version)
        row = connection.execute(found).one_or_none()
        if row is None:
            raise LedgerError(f"no version {version or ''} of this report in the ledger", report_id, "report-unknown")
        return report_from_json(log.entry_of(row).body.get("report"))

    def statements(
        self, *, by: str | None = None, certainty: str | None = None, text: str | None = None, kind: str | None = None,
        report: str | None = None, versions: query.Which = "latest", limit: int | None = None, after: int | None = None,
    ) -> Iterator[StatementRow]:  # fmt: skip
        """The statements of the latest version (or of `all` versions) of each report, in the order of the log.

        by: a part of a voice's name, any voice of the chain. text: words that the content holds, see
        `fold.match_query`. Marks and case never matter. report: an identifier. after: a statement's number, for
        paging. An unknown certainty or kind is a `UsageError`.
        """
        _one_of("certainty", certainty, CERTAINTIES)
        _one_of("kind", kind, STATEMENT_KINDS)
        _one_of("versions", versions, ("latest", "all"))
        asked = query.statement_query(by, certainty, text, kind, report, versions, after or 0).limit(limit)
        return self._statements(asked)

    def statement(self, key: str) -> StatementRow:
        """The statement with this number or identifier (the last of several), in any version; `LedgerError` when there
        is none.
        """
        with self._store.read() as connection:
            return query.find_statement(connection, key)

    def _statements(self, asked: Select[Any]) -> Iterator[StatementRow]:
        with self._store.read() as connection:
            yield from query.statement_rows(connection, asked)

    def faults(self, *, after: int = 0, limit: int | None = None) -> Iterator[FaultRow]:
        """What failed, or was left undone in a report that was added, behind entry `after`."""
        with self._store.read() as connection:
            yield from query.fault_rows(connection, after, limit)

    def capture(self, digest: str) -> bytes:
        """The captured bytes with this digest (`sha256:…`); `LedgerError` when they are missing or have changed."""
        return self._captures.get(digest)

    # --- custody ----------------------------------------------------------------------------------------------------

    def verify(self, head: str | None = None) -> Iterator[Check]:
        """Check everything there is to check, item by item; see `verify.verify`. head: `str(ledger.head())` as noted
        earlier.
        """
        return verify(self.path, self._store.mode, self._captures, head)

    def rebuild(self) -> dict[str, int]:
        """Make all tables anew from the entries, in one transaction, and return the number of rows of each."""
        try:
            with self._store.write() as connection:
                return rebuild(connection)
        finally:
            self._counted.forget()


def _one_of(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise UsageError(f"{value!r} is none of {', '.join(allowed)}", name)
