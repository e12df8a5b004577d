"""The sealed files that were made here, and how far each is known to have come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.domain.files import SealedFile
from app.domain.rights import Right
from app.domain.stations import shown_station
from app.exchange.place import Place
from app.exchange.stick import leftovers
from app.service.allowed import needs
from app.service.session import Session

MOST = 500
"""Files that the list shows; whoever looks for older ones looks in the audit trail."""


class Reached(StrEnum):
    """How far a file is known to have come; only the city can say the last."""

    SEALED = "sealed"  # lies on this computer
    CARRIED = "carried"  # read back from a stick, or in the city's mailbox
    FILED = "filed"  # the city signed for it


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file."""

    id: str
    name: str
    sequence: int
    reached: Reached
    at: datetime
    """When it came so far."""
    made_at: datetime
    made_by: str
    people: int
    records: int
    size: int
    to: int = 0
    """The station of this office it is for; 0 for the city."""


@needs(Right.SEE, clean=Right.EXCHANGE)
class ShowSent:
    """Lists the files, newest first; and cleans sticks of what a cut left of them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> tuple[SentFile, ...]:
        with self._session.books.reading() as unit:
            made = unit.files.made()[:MOST]
            names = unit.settings.operator_names()
        return tuple(_line(each, names.get(each.made_by, "")) for each in made)

    def clean(self, folder: Path) -> int:
        """Take half-written files of ours off a stick; how many. Nothing else is touched."""
        with self._session.books.reading() as unit:
            names = {each.name for each in unit.files.made()}
        return len(leftovers(Place(folder), names.__contains__))


def _line(file: SealedFile, made_by: str) -> SentFile:
    reached, at = Reached.SEALED, file.made_at
    if file.carried_at is not None:
        reached, at = Reached.CARRIED, file.carried_at
    if file.filed_at is not None:
        reached, at = Reached.FILED, file.filed_at
    return SentFile(
        id=file.id,
        name=file.name,
        sequence=file.sequence,
        reached=reached,
        at=at,
        made_at=file.made_at,
        made_by=made_by,
        people=file.counts.get("revision", 0) + file.counts.get("waiting", 0),
        records=file.records,
        size=file.size,
        to=shown_station(file.recipient)[1],
    )
