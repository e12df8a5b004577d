"""What the kelurahan of one registration is told of another, which was merged into it.

What was paid for either is cover of the one that stays, also where the other was of another
kelurahan: its desk is told the payments and the merge, and nothing of the person.
"""

from app.service.session import Session
from app.store.books import Unit


def tell_merge(session: Session, unit: Unit, goes: str, office: str) -> None:
    """Tell an office the last decision on a registration, and what was paid for it."""
    last = unit.decisions.last_of([goes])[goes]
    life = session.station.incarnation.number
    unit.journal.add(life, "decision", [unit.decisions.row(last.id)], office)
    unit.journal.add(life, "paid", unit.payments.rows_of(goes), office)


def tell_parts(session: Session, unit: Unit, stays: str, office: str) -> None:
    """Tell an office that is given a registration of all that were merged into it."""
    into = unit.decisions.merged()
    parts = {stays}
    while more := {goes for goes, to in into.items() if to in parts} - parts:
        parts |= more
    for goes in sorted(parts - {stays}):
        tell_merge(session, unit, goes, office)
