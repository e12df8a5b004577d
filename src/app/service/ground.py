"""Where books may lie: on the computer's own disk, never on a stick or a network share."""

from pathlib import Path

from app.exchange.medium import is_on_stick, is_share
from app.store.engine import StoreFailure


def demand_own_disk(folder: Path) -> None:
    """`StoreFailure` with `store.on_share` or `store.on_stick`.

    On a share two computers can write at once without hearing of each other's locks; a stick is
    pulled out in the middle of a save, and lost with everybody's data.
    """
    if is_share(folder):
        raise StoreFailure("store.on_share")
    if is_on_stick(folder):
        raise StoreFailure("store.on_stick")
