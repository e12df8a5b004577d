"""Ids made offline that no other office makes: UUID version 7 (RFC 9562)."""

import os
from datetime import datetime
from uuid import UUID


def new_id(at: datetime) -> str:
    """A new id; ids made later sort later, to the millisecond."""
    moment = int(at.timestamp() * 1000) & (1 << 48) - 1
    chance = int.from_bytes(os.urandom(10), "big")
    value = moment << 80 | 7 << 76 | (chance >> 68 & 0xFFF) << 64 | 2 << 62 | chance & (1 << 62) - 1
    return str(UUID(int=value))
