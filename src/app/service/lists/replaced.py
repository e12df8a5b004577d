"""Drafts that a later list took the place of: kept with that list, in case it is undone."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from app.domain.revision import KeptDraft
from app.store.books import Unit

_SETTING = "list_replaced"


def put(unit: Unit, batch_id: str, start: int, drafts: Sequence[KeptDraft]) -> None:
    """Remember what the rows from `start` on replaced."""
    plain = [{**asdict(each), "saved_at": each.saved_at.isoformat()} for each in drafts]
    unit.settings.put(f"{_SETTING}:{batch_id}:{start}", plain)


def bring_back(unit: Unit, batch_id: str) -> int:
    """Keep them again and forget them here; how many. Those of a list undone since stay out."""
    back = 0
    for name in unit.settings.names(f"{_SETTING}:{batch_id}:"):
        drafts = [
            KeptDraft(**{**each, "saved_at": datetime.fromisoformat(each["saved_at"])})
            for each in unit.settings.get(name)
        ]
        wanted = list(_still_wanted(unit, drafts))
        unit.drafts.add(wanted)
        unit.settings.remove(name)
        back += len(wanted)
    return back


def _still_wanted(unit: Unit, drafts: Sequence[KeptDraft]) -> Iterator[KeptDraft]:
    for each in drafts:
        batch = unit.imports.get(each.import_id) if each.import_id else None
        is_undone = batch is None or batch.undone_at is not None
        is_gone = (
            each.registration_id is not None
            and unit.registrations.current(each.registration_id) is None
        )
        if not is_undone and not is_gone:
            yield each


def forget(unit: Unit, registration_id: str) -> None:
    """Let go of the drafts that are about this registration."""
    for name in unit.settings.names(f"{_SETTING}:"):
        held = unit.settings.get(name)
        left = [each for each in held if each["registration_id"] != registration_id]
        if len(left) < len(held):
            unit.settings.put(name, left)
