"""Captured bytes, kept beside the ledger under their SHA-256: `<ledger>.captures/ab/cdef…`.

A file appears under its final name only whole: it is written under a temporary name, flushed to the disk, renamed,
and the folder is flushed, all before the entry that names it is committed. What a killed process leaves behind is a
temporary file or a whole capture that no entry names yet; both do no harm, and adding the same bytes again takes the
capture up.
The setting `flush` switches the flushing off for a large import.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from selon import settings
from selon.errors import LedgerError, LedgerFull
from selon.model import digest_of

CAPTURES = ".captures"
"""What is put behind a ledger's file name for the folder of its captures."""
STALE_SECONDS = 3600
"""A temporary file older than this was left by a process that is gone."""

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES, errno.EPERM})


def write_error(error: OSError, place: Path) -> LedgerError:
    """The ledger's error for a file that cannot be written."""
    reason = error.strerror or type(error).__name__
    if error.errno in _FULL:
        return LedgerFull(f"cannot be written: {reason}", str(place))
    return LedgerError(f"cannot be written: {reason}", str(place))


def _flush_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can."""
    if os.name != "posix" or not settings.FLUSH.number():
        return
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


class Captures:
    """The folder of captured bytes of one ledger."""

    def __init__(self, ledger: Path) -> None:
        self.root = ledger.with_name(ledger.name + CAPTURES)
        self._swept = False

    def path(self, digest: str) -> Path:
        """Where the bytes of `digest` lie; only 64 hexadecimal digits ever become a file name."""
        if not _DIGEST.fullmatch(digest):
            raise LedgerError(f"{digest[:80]!r} is no digest: sha256: and 64 hexadecimal digits", code="digest")
        return self.root / digest[7:9] / digest[9:]

    def put(self, payload: bytes) -> str:
        """Keep `payload` durably and return its digest; bytes that are there already are not written again."""
        digest = digest_of(payload)
        target = self.path(digest)
        try:
            if target.is_file() and target.stat().st_size == len(payload) and target.read_bytes() == payload:
                return digest
            self._sweep()
            self._write(payload, target)
        except OSError as error:
            raise write_error(error, target.parent) from error
        return digest

    def has(self, digest: str) -> bool:
        """Whether there is a file for `digest`, its content unseen."""
        return self.path(digest).is_file()

    def get(self, digest: str) -> bytes:
        """The bytes of `digest`; `LedgerError` when they are missing or no longer the same."""
        path = self.path(digest)
        try:
            payload = path.read_bytes()
        except OSError as error:
            raise LedgerError(f"the captured bytes cannot be read: {error.strerror}", str(path), "capture") from error
        if digest_of(payload) != digest:
            raise LedgerError("the captured bytes have changed: their SHA-256 is another one", str(path), "capture")
        return payload

    def fault(self, digest: str, size: int) -> str:
        """What is wrong with the kept bytes of `digest`, `size` bytes long; empty when nothing is. Read in pieces."""
        found, length = hashlib.sha256(), 0
        try:
            with self.path(digest).open("rb") as file:
                while piece := file.read(1 << 20):
                    found.update(piece)
                    length += len(piece)
        except FileNotFoundError:
            return "the captured bytes are missing"
        except OSError as error:
            return f"the captured bytes cannot be read: {error.strerror}"
        if length != size:
            return f"{length} bytes are kept, {size} were captured"
        return "" if "sha256:" + found.hexdigest() == digest else f"the kept bytes hash to sha256:{found.hexdigest()}"

    def files(self) -> Iterator[tuple[Path, str | None]]:
        """Every file in the folder with the digest that its name stands for; `None` for any other name."""
        if not self.root.is_dir():
            return
        for folder in sorted(self.root.iterdir()):
            if not folder.is_dir():
                yield folder, None
                continue
            for file in sorted(folder.iterdir()):
                digest = f"sha256:{folder.name}{file.name}"
                yield file, digest if len(folder.name) == 2 and _DIGEST.fullmatch(digest) else None

    def _write(self, payload: bytes, target: Path) -> None:
        temporary = self._folder(self.root / "tmp") / f"{os.getpid()}-{secrets.token_hex(8)}"
        fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        try:
            with os.fdopen(fd, "wb") as file:
                file.write(payload)
                file.flush()
                if settings.FLUSH.number():
                    os.fsync(file.fileno())
            folder = self._folder(target.parent)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _flush_folder(folder)

    def _folder(self, folder: Path) -> Path:
        if not folder.is_dir():
            if folder != self.root:
                self._folder(folder.parent)
            folder.mkdir(exist_ok=True)
            _flush_folder(folder.parent)
        return folder

    def _sweep(self) -> None:
        """Remove, once per opened ledger, temporary files that a killed process left."""
        folder = self.root / "tmp"
        if self._swept or not folder.is_dir():
            return
        self._swept = True
        for file in folder.iterdir():
            with suppress(FileNotFoundError):
                if time.time() - file.stat().st_mtime > STALE_SECONDS:
                    file.unlink()
