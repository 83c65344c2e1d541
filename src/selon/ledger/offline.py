"""Checks a bundle of Selon with Python alone: `python verify.py` in the unpacked folder, or `python bundle.zip`.

Each item passed, failed or was not checked, and why; exit code 1 when anything failed. Nothing is imported that does
not come with Python 3.9 or newer, and nothing is asked of the network. This file is `verify.py` in a bundle.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

Files = dict[str, bytes]
Answer = tuple[str, str, str]
"""item; `passed`, `failed` or `not checked`; why."""

PASSED, FAILED, UNCHECKED = "passed", "failed", "not checked"
_STAMP = (0, 33)  # 00:00:00, 1 January 1980: nothing in a bundle depends on when it was packed


def canonical(value: Any) -> str:
    """Canonical JSON as the ledger writes it: sorted keys, no white space, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(data: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


# --- the container ----------------------------------------------------------------------------------------------------


def zip_bytes(files: Files) -> bytes:
    """The one way in which these files are packed: stored, in order of name, without times; equal files
    give equal bytes.
    """
    out, listing = bytearray(), bytearray()
    for name in sorted(files):
        data, raw = files[name], name.encode("ascii")
        common = struct.pack("<HHHHHLLLHH", 20, 0, 0, *_STAMP, binascii.crc32(data), len(data), len(data), len(raw), 0)
        listing += (
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHLL", 0, 0, 0, 0o100644 << 16, len(out))
        )
        listing += raw
        out += b"PK\x03\x04" + common + raw + data
    end = struct.pack("<HHHHLLH", 0, 0, len(files), len(files), len(listing), len(out), 0)
    return bytes(out + listing + b"PK\x05\x06" + end)


def read_zip(path: Path) -> tuple[Files, list[Answer]]:
    """The files of a bundle, and whether every byte of it is as it was packed."""
    data = path.read_bytes()
    try:
        with zipfile.ZipFile(path) as archive:
            files = {info.filename: archive.read(info) for info in archive.infolist()}
        same = zip_bytes(files) == data
    except Exception as error:  # noqa: BLE001  # whatever a spoilt archive makes the library raise, it is spoilt
        return {}, [("archive", FAILED, f"it cannot be read: {error}")]
    return files, [("archive", PASSED, "") if same else ("archive", FAILED, "its bytes are not as they were packed")]


def read_folder(folder: Path) -> Files:
    """The files of an unpacked bundle by their names in it."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- what is in it ----------------------------------------------------------------------------------------------------


def check(files: Files, key: str | None = None) -> Iterator[Answer]:
    """All answers about the files of a bundle. key: whose seal it must be, `ed25519:…`."""
    try:
        yield from _manifest(files)
        entries = _entries(files)
        for name, entry, why in entries:
            yield (name, FAILED, why) if why else (name, PASSED, "")
            if entry:
                yield from _content(name, entry, files)
        good = {e["seq"]: e["hash"] for _, e, why in entries if e and not why}
        yield from _links(entries)
        yield from _proof(files, good)
        yield from _seal(files, key)
        yield from _subject(files, [e for _, e, why in entries if e and not why])
    except Exception as error:  # noqa: BLE001  # a bundle in which a check stumbles is not as it was written
        yield ("bundle", FAILED, f"a check could not be made: {type(error).__name__}: {error}")


def _manifest(files: Files) -> Iterator[Answer]:
    raw = files.get("manifest.json", b"")
    if files.get("manifest.sha256", b"") != (sha256(raw) + "\n").encode("ascii"):
        yield ("manifest.json", FAILED, "its digest is another one than is kept beside it")
        return
    yield ("manifest.json", PASSED, "")
    listed = json.loads(raw)["files"]
    for name in sorted(set(listed) | set(files) - {"manifest.json", "manifest.sha256"}):
        if name not in files:
            yield (name, FAILED, "it is missing")
        elif name not in listed:
            yield (name, FAILED, "it does not belong to the bundle")
        elif sha256(files[name]) != listed[name]:
            yield (name, FAILED, "it has changed: its digest is another one")


def _entries(files: Files) -> list[tuple[str, dict[str, Any], str]]:
    """Every entry with its hash, and what is wrong with it."""
    found = []
    for name in sorted(n for n in files if n.startswith("entries/")):
        text = files[name].decode("utf-8")
        entry = json.loads(text)
        why = "" if canonical(entry) == text else "it is not as the ledger writes it"
        if name != f"entries/{entry['seq']:09d}.json":
            why = "its number is another one than its name says"
        found.append((name, {**entry, "hash": sha256(files[name])}, why))
    return found


def _content(name: str, entry: dict[str, Any], files: Files) -> Iterator[Answer]:
    body = entry["body"]
    digest = body.get("capture") if entry["kind"] in ("report", "fault") else None
    if not digest:
        return
    where = "captures/" + digest.replace("sha256:", "")
    if where not in files:
        yield (where, FAILED, f"the bytes that {name} names are missing")
    elif sha256(files[where]) != digest[7:] or len(files[where]) != body["size"]:
        yield (where, FAILED, f"these are not the bytes that {name} names")
    else:
        yield (where, PASSED, "")
    if entry["kind"] == "report":
        wrong = [
            s for s in _spans(body["report"]["statements"]) if body["report"]["document"]["text"][s[0] : s[1]] != s[2]
        ]
        why = f"{len(wrong)} spans do not hold the words of the text"
        yield (f"words of {name}", FAILED, why) if wrong else (f"words of {name}", PASSED, "")


def _spans(value: Any) -> Iterator[tuple[int, int, str]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield (value["start"], value["end"], value["text"])
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _spans(item)


def _links(entries: Sequence[tuple[str, dict[str, Any], str]]) -> Iterator[Answer]:
    """Where two entries follow one another, the later one holds the hash of the earlier one."""
    for (_, a, _), (name, b, _) in zip(entries, entries[1:]):  # noqa: B905, RUF007 - older Pythons
        if b["seq"] == a["seq"] + 1:
            ok = b["previous"] == a["hash"]
            yield (
                f"link of {name}",
                PASSED if ok else FAILED,
                "" if ok else "it does not hold the hash of the entry before",
            )


# --- the proof that they stand in the log -----------------------------------------------------------------------------


def root_of_path(entry_hash: str, index: int, size: int, nodes: Sequence[str]) -> str:
    """The Merkle root (RFC 6962) that a path leads to; empty when the path does not fit."""
    node, left = hashlib.sha256(b"\0" + bytes.fromhex(entry_hash)).digest(), list(nodes)
    while size > 1:
        if index ^ 1 < size:
            if not left:
                return ""
            sibling = bytes.fromhex(left.pop(0))
            pair = sibling + node if index & 1 else node + sibling
            node = hashlib.sha256(b"\1" + pair).digest()
        index, size = index // 2, (size + 1) // 2
    return "" if left else node.hex()


def _proof(files: Files, entries: dict[int, str]) -> Iterator[Answer]:
    proof = json.loads(files["proof.json"])
    for seq, entry_hash in sorted(entries.items()):
        path = proof["paths"].get(str(seq))
        led = (
            root_of_path(entry_hash, seq - 1, proof["size"], path) if path is not None and seq <= proof["size"] else ""
        )
        ok = led == proof["root"]
        yield (f"place of entry {seq}", PASSED if ok else FAILED, "" if ok else "it does not stand in the log")


def _seal(files: Files, key: str | None) -> Iterator[Answer]:
    seal, proof = json.loads(files["seal.json"]), json.loads(files["proof.json"])
    if seal is None:
        yield ("seal", UNCHECKED if key is None else FAILED, "the log was not sealed when the bundle was made")
        return
    signed, signature = seal["signed"], base64.b64decode(seal["signature"])
    message = canonical(signed).encode("utf-8")
    if not ed25519_verify(bytes.fromhex(signed["key"].split(":")[1]), message, signature):
        yield ("seal", FAILED, "the signature does not fit")
    elif (signed["root"], signed["size"]) != (proof["root"], proof["size"]):
        yield ("seal", FAILED, "it was made over another log")
    elif key is not None and key != signed["key"]:
        yield ("seal", FAILED, f"it was made with another key: {signed['key']}")
    else:
        yield ("seal", PASSED, f"of {signed['at']} by {signed['key']}")
    if key is None:
        yield ("owner of the key", UNCHECKED, "ask the sealer for the key by another way; --key compares it")
    yield from _timestamp(seal.get("timestamp"), signature)


def _timestamp(stamp: Any, signature: bytes) -> Iterator[Answer]:
    if not stamp:
        yield ("timestamp", UNCHECKED, "there is none")
        return
    token = base64.b64decode(stamp["token"])
    if hashlib.sha256(signature).digest() not in token:
        yield ("timestamp", FAILED, "it was made over another signature")
        return
    said = re.search(rb"\x18[\x0d-\x17](\d{14}(?:\.\d+)?Z)", token)
    when = said.group(1).decode("ascii") if said else "unknown time"
    yield ("timestamp", UNCHECKED, f"{when} by {stamp['authority']}; its own signature: openssl ts -verify")


def _subject(files: Files, entries: Sequence[dict[str, Any]]) -> Iterator[Answer]:
    """What the bundle is about is really said in its entries."""
    subject = json.loads(files["subject.json"])
    said = {
        (entry["body"]["id"], statement["id"]): [part["text"] for part in statement["content"]]
        for entry in entries
        if entry["kind"] == "report"
        for statement in entry["body"]["report"]["statements"]
    }
    texts = {
        (entry["body"]["id"], entry["body"]["capture"]): entry["body"]["report"]["document"]["text"]
        for entry in entries
        if entry["kind"] == "report"
    }
    wrong = [s for s in subject["statements"] if said.get((s["report"], s["statement"])) != s["content"]]
    for p in subject.get("passages") or []:
        text = texts.get((p["report"], p["capture"]), "")
        if not p["text"] or text[p["start"] : p["end"]] != p["text"]:
            wrong.append(p)
    why = f"{len(wrong)} of its statements do not stand in these entries"
    yield ("subject.json", FAILED, why) if wrong else ("subject.json", PASSED, "")
    if subject.get("computed"):
        yield ("computed", UNCHECKED, "what was computed from the statements is shown; only Selon computes it anew")


# --- Ed25519 after RFC 8032, section 5.1, for checking only (slow, and not for secrets) -------------------------------

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_I = pow(2, (_P - 1) // 4, _P)
Point = tuple[int, int, int, int]


def _add(a: Point, b: Point) -> Point:
    e = (a[1] - a[0]) * (b[1] - b[0]) % _P
    f = (a[1] + a[0]) * (b[1] + b[0]) % _P
    g, h = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    k, m, n, o = f - e, h - g, h + g, f + e
    return (k * m % _P, n * o % _P, m * n % _P, k * o % _P)


def _times(count: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while count:
        if count & 1:
            total = _add(total, point)
        point, count = _add(point, point), count >> 1
    return total


def _point(raw: bytes) -> Point | None:
    """A point from its 32 bytes; `None` when they are no point."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if x * x % _P != square:
        x = x * _I % _P
    if y >= _P or x * x % _P != square or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return (x, y, 1, x * y % _P)


_BASE = _point(bytes([0x58]) + bytes([0x66]) * 31)


def ed25519_verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes over a message fits a public key of 32 bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = _point(key), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= _L or _BASE is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    left, right = _times(s, _BASE), _add(r, _times(k, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % _P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % _P == 0


def main(arguments: Sequence[str], home: Path) -> int:
    """Check the bundle at `home` (a folder or a zip file), or the one that is named; print the answers."""
    names = [a for a in arguments if not a.startswith("--key=")]
    keys = [a[6:] for a in arguments if a.startswith("--key=")]
    place = Path(names[0]) if names else home
    files, answers = read_zip(place) if place.is_file() else (read_folder(place), [])
    answers += list(check(files, keys[0] if keys else None))
    for item, answer, why in answers:
        print(f"{answer:12} {item}{': ' if why else ''}{why}")
    failed = sum(answer == FAILED for _, answer, _ in answers)
    print(f"FAILED: {failed} of {len(answers)}" if failed else f"all {len(answers)} passed or not checked")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
