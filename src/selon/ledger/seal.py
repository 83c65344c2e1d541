"""Seals: signatures over the head of the log. Whoever holds a seal can tell whether the log before it was rewritten
since.

A seal is an Ed25519 signature (RFC 8032) over canonical JSON `{"at", "head", "key", "root", "seal", "size"}`: the
hash of the last entry and the Merkle root over all. It is kept as an entry of kind `seal`; an RFC 3161 timestamp over
the signature may stand in it. The key lies in the user's configuration, readable for its owner alone.
"""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from selon.errors import LedgerError, UsageError
from selon.ledger import merkle
from selon.ledger.book import Ledger
from selon.ledger.log import moment
from selon.ledger.records import Check
from selon.model import Entry
from selon.wire import canonical

VERSION = 1
KIND = "seal"
Stamp = Callable[[bytes], dict[str, str]]
"""Gives the timestamp over some bytes, as `{"authority", "token"}` (address; DER in base 64)."""


def key_path() -> Path:
    """Where the user's key lies: `$XDG_CONFIG_HOME/selon/seal.key`, else under `~/.config`."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "selon" / "seal.key"


def load_key(path: Path) -> Any:
    """The private key at `path`; `LedgerError` when it is missing, no Ed25519 key, or open to others."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        mode = path.stat().st_mode
        data = path.read_bytes()
    except OSError as error:
        raise LedgerError(f"the key cannot be read: {error.strerror}", str(path), "seal-key") from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise LedgerError("others can read the key; it must be mode 0600", str(path), "seal-key")
    try:
        key = load_pem_private_key(data, password=None)
    except (ValueError, TypeError) as error:
        raise LedgerError("this is no private key", str(path), "seal-key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LedgerError("this is no Ed25519 key", str(path), "seal-key")
    return key


def make_key(path: Path) -> Any:
    """A new key at `path`, mode 0600, in a folder of mode 0700; never over an existing file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise LedgerError(f"the key cannot be written: {error.strerror}", str(path), "seal-key") from error
    return key


def public_text(key: Any) -> str:
    """The public key as `ed25519:` and 64 hexadecimal digits."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    raw: bytes = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "ed25519:" + raw.hex()


def seal(ledger: Ledger, key: Any, *, actor: str, stamp: Stamp | None = None) -> Entry:
    """Sign the present head, and record that as an entry of its own. `UsageError` for an empty ledger."""
    hashes = ledger.hashes()
    if not hashes:
        raise UsageError("there is nothing to seal in an empty ledger", str(ledger.path))
    signed = {
        "at": moment(None), "head": f"{len(hashes)}:{hashes[-1]}", "key": public_text(key), "root": merkle.root(hashes),
        "seal": VERSION, "size": len(hashes),
    }  # fmt: skip
    signature: bytes = key.sign(canonical(signed).encode("utf-8"))
    timestamp = stamp(signature) if stamp else None
    body = {"signed": signed, "signature": base64.b64encode(signature).decode("ascii"), "timestamp": timestamp}
    return ledger.append(KIND, body, actor=actor)


def seals(ledger: Ledger) -> list[Entry]:
    """All seals, the oldest first."""
    return list(ledger.entries(kind=KIND))


def check(ledger: Ledger, key: str | None = None) -> Iterator[Check]:
    """One answer per seal: its signature, and that the log up to it is still the log that was signed.

    key: the public key that must have signed (`ed25519:…`); without it, whose the key is, is not checked.
    """
    hashes = ledger.hashes()
    found = seals(ledger)
    if not found:
        yield Check("seals", "not checked", "the log was never sealed")
    for entry in found:
        why = seal_fault(entry.body, hashes, key)
        item = f"seal {entry.seq}"
        if why:
            yield Check(item, "failed", why)
        elif key is None:
            yield Check(item, "passed", f"by {_signer(entry.body)}; whose key that is, is not checked")
        else:
            yield Check(item, "passed")


def _signer(body: Any) -> str:
    return str(body["signed"]["key"])


def seal_fault(body: Any, hashes: list[str], key: str | None = None) -> str:
    """What is wrong with a seal over these entry hashes; empty when nothing is."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        signed, signature = body["signed"], base64.b64decode(body["signature"], validate=True)
        size, head, signer = int(signed["size"]), str(signed["head"]), str(signed["key"])
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer.removeprefix("ed25519:")))
        public.verify(signature, canonical(signed).encode("utf-8"))
    except (KeyError, TypeError, ValueError):
        return "this is no seal"
    except InvalidSignature:
        return "the signature does not fit"
    if key is not None and signer != key:
        return f"signed by {signer}"
    if not 0 < size <= len(hashes):
        return f"the log is shorter than the {size} entries that were signed"
    if head != f"{size}:{hashes[size - 1]}" or signed["root"] != merkle.root(hashes[:size]):
        return "the log up to it is another one than was signed"
    return ""
