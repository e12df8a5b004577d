"""The canonical form of a record, and its hash: what a revision is known by."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

SALT = "salt"
"""The member that makes the hash of a record say nothing about it once the record is gone."""


def salted(
    record: Mapping[str, Any], before: Mapping[str, Any] | None = None, station: str = ""
) -> dict[str, Any]:
    """The record of a new revision, with a salt of 64 bits; of a first one they are random.

    The salt of a correction follows from the revision `before` it and the `station` that makes
    it. The same words, corrected again after a restore, are the same revision. The same words of
    another station, or made from another revision, are another: each stands or falls by itself.
    Hashes outlive what they are of (chain, approvals, cards). Without a salt whoever knows most of
    a resident could try the rest of a purged record until the hash fits (UU 27/2022 Pasal 43).
    """
    salt = secrets.token_hex(8)
    if before and SALT in before:
        salt = content_hash({"before": before, "station": station})[:16]
    return {**record, SALT: salt}


def unsalted(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a record says of the resident."""
    return {name: value for name, value in record.items() if name != SALT}


def canonical(record: Mapping[str, Any]) -> str:
    """The one way a record is written as JSON: members sorted, no spaces.

    Half a character (a lone surrogate: typed text can hold one) has no UTF-8; it becomes "?".
    """
    text = _ENCODER.encode(record)
    if text.isascii():
        return text
    return text.encode(errors="replace").decode()


def content_hash(record: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical form in UTF-8, in hexadecimal. The same wherever it is made."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
