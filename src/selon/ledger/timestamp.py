"""Trusted timestamps (RFC 3161): a third party's word that a seal existed at a time. An extra: `selon[timestamp]`."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from selon.errors import LedgerError

Post = Callable[[str, bytes], bytes]
"""Sends a timestamp query (DER) to an address and gives the reply (DER)."""


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as error:
        raise LedgerError("timestamps need the extra `selon[timestamp]`", code="extra") from error
    return rfc3161_client


def obtain(authority: str, data: bytes, post: Post) -> dict[str, str]:
    """A timestamp over `data` from the authority at an address; `LedgerError` when it gives none, or one
    for other bytes.
    """
    client = _client()
    query = client.TimestampRequestBuilder().data(data).hash_algorithm(client.HashAlgorithm.SHA256).build()
    reply = post(authority, query.as_bytes())
    try:
        response = client.decode_timestamp_response(reply)
        imprint = response.tst_info.message_imprint.message
    except (ValueError, TypeError) as error:
        raise LedgerError(f"no timestamp in the reply: {error}", authority, "timestamp") from error
    if response.status not in (0, 1):
        raise LedgerError(f"refused with status {response.status}", authority, "timestamp")
    if imprint != hashlib.sha256(data).digest() or response.tst_info.nonce != query.nonce:
        raise LedgerError("the timestamp is for something else", authority, "timestamp")
    return {"authority": authority, "token": base64.b64encode(reply).decode("ascii")}


def check(timestamp: dict[str, str], data: bytes, roots: Path) -> str:
    """What is wrong with a timestamp over `data`; empty when the authority's certificate leads to one in
    the PEM file `roots`.
    """
    from cryptography import x509

    client = _client()
    try:
        response = client.decode_timestamp_response(base64.b64decode(timestamp["token"], validate=True))
        builder = client.VerifierBuilder()
        for certificate in x509.load_pem_x509_certificates(roots.read_bytes()):
            builder = builder.add_root_certificate(certificate)
        builder.build().verify_message(response, data)
    except (ValueError, KeyError, TypeError, OSError) as error:
        return str(error) or type(error).__name__
    except client.VerificationError as error:
        return str(error) or "the timestamp does not fit"
    return ""


def time_of(timestamp: dict[str, str]) -> str:
    """The time that a timestamp states, UTC in ISO 8601."""
    response = _client().decode_timestamp_response(base64.b64decode(timestamp["token"]))
    return str(response.tst_info.gen_time.isoformat())
