"""The canonical form of a record, and its hash: what a revision is known by."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


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
