"""The registration numbers a station gives."""

from app.domain.number import RegistrationNumber
from app.service.session import Session
from app.store.books import Unit


def take_numbers(session: Session, unit: Unit, count: int = 1) -> list[RegistrationNumber]:
    """The next `count` numbers of this station, inside the caller's transaction.

    Each life of the books (incarnation) counts for itself, beyond all that the one before could
    have given, so a restored backup repeats none.
    """
    home = unit.settings.home()
    incarnation = session.station.incarnation.number
    first = unit.registrations.take_numbers(f"serial.{incarnation}", count)
    return [
        RegistrationNumber.of(home.office, int(home.station), incarnation, running)
        for running in range(first, first + count)
    ]
