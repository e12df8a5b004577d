"""The words for whoever has the books open, as the next one is told them."""

import getpass
from collections.abc import Mapping
from datetime import datetime
from typing import Any


def account() -> str:
    """The account of the computer; it is told to whoever shares it, and to nobody else."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "?"


def shown(said: Mapping[str, Any]) -> dict[str, str]:
    """What a person is told of the one who has the books."""
    try:
        since = f"{datetime.fromisoformat(said['since']).astimezone():%d-%m-%Y %H.%M}"
        return {"user": str(said["user"])[:60], "since": since, "pid": str(int(said["pid"]))}
    except (KeyError, TypeError, ValueError):
        return {"user": "?", "since": "?", "pid": "?"}
