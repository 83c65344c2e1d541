"""Seals: who holds one can tell whether the log was rewritten; timestamps from an authority made with openssl."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
import stat
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.ledger.samples import page

from selon.errors import LedgerError, UsageError
from selon.ledger import Ledger, offline, seal, timestamp


def book(folder: Path, count: int = 3) -> Ledger:
    ledger = Ledger.open(folder / "a.db", create=True)
    for n in range(count):
        capture, report = page(what=f"bridge {n} is closed", url=f"https://example.org/{n}")
        ledger.add(capture, report, actor="anna")
    return ledger


def answers(ledger: Ledger, key: str | None = None) -> list[tuple[str, str]]:
    return [(c.answer, c.why.partition(" by ")[0]) for c in seal.check(ledger, key)]


def test_a_sealed_log_passes_and_goes_on_passing_when_it_grows(tmp_path: Path) -> None:
    key = seal.make_key(tmp_path / "config" / "seal.key")
    with book(tmp_path) as ledger:
        assert answers(ledger) == [("not checked", "the log was never sealed")]
        entry = seal.seal(ledger, key, actor="anna")
        assert (entry.seq, entry.kind) == (4, "seal")
        ledger.add(*page(url="https://example.org/more"), actor="bert")
        seal.seal(ledger, key, actor="anna")
        assert [a for a, _ in answers(ledger, seal.public_text(key))] == ["passed", "passed"]
        assert answers(ledger, "ed25519:" + "0" * 64)[0][0] == "failed"
        assert all(c.answer == "passed" for c in ledger.verify() if c.item.startswith("entry"))


def test_a_rewritten_log_fails_even_when_all_hashes_are_made_anew(tmp_path: Path) -> None:
    key = seal.make_key(tmp_path / "seal.key")
    with book(tmp_path) as first:
        body = seal.seal(first, key, actor="anna").body
    (tmp_path / "other").mkdir()
    with book(tmp_path / "other") as second:
        second.append("seal", body, actor="anna")
        assert answers(second) == [("failed", "the log up to it is another one than was signed")]


@pytest.mark.parametrize("spoil", ["at", "head", "root", "size", "signature"])
def test_any_change_to_a_seal_is_found(tmp_path: Path, spoil: str) -> None:
    key = seal.make_key(tmp_path / "seal.key")
    with book(tmp_path) as ledger:
        body = json.loads(json.dumps(dict(seal.seal(ledger, key, actor="anna").body)))
        if spoil == "signature":
            raw = bytearray(base64.b64decode(body["signature"]))
            raw[5] ^= 1
            body["signature"] = base64.b64encode(raw).decode()
        else:
            body["signed"][spoil] = 2 if spoil == "size" else "x" + str(body["signed"][spoil])
        assert seal.seal_fault(body, ledger.hashes()) in ("the signature does not fit", "this is no seal")


def test_an_empty_ledger_is_not_sealed(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True) as ledger, pytest.raises(UsageError):
        seal.seal(ledger, Ed25519PrivateKey.generate(), actor="anna")


def test_the_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "config" / "selon" / "seal.key"
    made = seal.make_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert seal.public_text(seal.load_key(path)) == seal.public_text(made)
    with pytest.raises(LedgerError):
        seal.make_key(path)
    path.chmod(0o640)
    with pytest.raises(LedgerError, match="0600"):
        seal.load_key(path)
    (tmp_path / "x.key").write_text("no key")
    (tmp_path / "x.key").chmod(0o600)
    with pytest.raises(LedgerError, match="no private key"):
        seal.load_key(tmp_path / "x.key")


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32), st.integers(0, 95), st.integers(0, 7))
def test_the_offline_check_of_signatures_agrees_with_the_library(
    message: bytes, secret: bytes, at: int, bit: int
) -> None:
    key = Ed25519PrivateKey.from_private_bytes(secret)
    public, signature = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw), key.sign(message)
    assert offline.ed25519_verify(public, message, signature)
    spoilt = bytearray(public + signature)
    spoilt[at] ^= 1 << bit
    assert not offline.ed25519_verify(bytes(spoilt[:32]), message, bytes(spoilt[32:]))
    assert not offline.ed25519_verify(public, message + b"x", signature)


def test_the_offline_check_knows_a_vector_of_the_standard() -> None:
    """RFC 8032, section 7.1, TEST 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert offline.ed25519_verify(public, b"\x72", signature)
    assert not offline.ed25519_verify(public, b"\x73", signature)


# --- timestamps -------------------------------------------------------------------------------------------------------

CONF = """
[req]
distinguished_name = dn
[dn]
[tsa_ext]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[ca_ext]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa]
default_tsa = tsa1
[tsa1]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
crypto_device = builtin
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


class Authority:
    """A timestamp authority made with the openssl program."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.conf = folder, folder / "openssl.cnf"
        folder.mkdir()
        self.conf.write_text(CONF.format(folder=folder))
        (folder / "serial").write_text("01\n")
        run = self.run
        run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA",
            "-extensions", "ca_ext", "-config", str(self.conf))  # fmt: skip
        run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA",
            "-config", str(self.conf))  # fmt: skip
        run("x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2",
            "-extfile", str(self.conf), "-extensions", "tsa_ext")  # fmt: skip

    def run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

    def post(self, address: str, query: bytes) -> bytes:
        (self.folder / "q.tsq").write_bytes(query)
        self.run("ts", "-reply", "-queryfile", "q.tsq", "-config", str(self.conf), "-out", "r.tsr")
        return (self.folder / "r.tsr").read_bytes()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl program here")
    return Authority(tmp_path_factory.mktemp("tsa") / "x")


def test_a_seal_with_a_timestamp(tmp_path: Path, authority: Authority) -> None:
    key = seal.make_key(tmp_path / "seal.key")
    with book(tmp_path) as ledger:
        entry = seal.seal(ledger, key, actor="anna", stamp=lambda data: timestamp.obtain("tsa", data, authority.post))
        assert answers(ledger)[0][0] == "passed"
    stamp, signature = entry.body["timestamp"], base64.b64decode(entry.body["signature"])
    assert timestamp.check(stamp, signature, authority.folder / "ca.pem") == ""
    assert timestamp.check(stamp, signature + b"x", authority.folder / "ca.pem") != ""
    assert timestamp.time_of(stamp)[:2] == "20"
    (authority.folder / "reply.tsr").write_bytes(base64.b64decode(stamp["token"]))
    (authority.folder / "data").write_bytes(signature)
    authority.run("ts", "-verify", "-data", "data", "-in", "reply.tsr", "-CAfile", "ca.pem")


def test_a_timestamp_of_another_authority_or_over_other_bytes_is_refused(tmp_path: Path, authority: Authority) -> None:
    other = Authority(tmp_path / "other")
    stamp = timestamp.obtain("tsa", b"data", authority.post)
    assert timestamp.check(stamp, b"data", other.folder / "ca.pem") != ""
    client = timestamp._client()
    query = client.TimestampRequestBuilder().data(b"else").hash_algorithm(client.HashAlgorithm.SHA256).build()
    earlier = authority.post("tsa", query.as_bytes())
    with pytest.raises(LedgerError, match="something else"):
        timestamp.obtain("tsa", b"data", lambda address, query: earlier)
    with pytest.raises(LedgerError, match="no timestamp"):
        timestamp.obtain("tsa", b"data", lambda address, query: b"<html>")


def test_seals_are_entries_like_all_others(tmp_path: Path) -> None:
    with book(tmp_path) as ledger:
        seal.seal(ledger, seal.make_key(tmp_path / "seal.key"), actor="anna")
        assert not [c for c in ledger.verify() if c.answer == "failed"]
    with sqlite3.connect(tmp_path / "a.db") as raw, pytest.raises(sqlite3.Error):
        raw.execute("UPDATE entries SET actor = 'x' WHERE kind = 'seal'")
    raw.close()
