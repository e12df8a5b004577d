"""What this office is: its name and code, its keys, the program and where its data lie."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app import __version__
from app.domain.reference import Purpose
from app.service.session import Session


@dataclass(frozen=True, slots=True)
class About:
    """The facts of one office, as somebody at the city asks for them by phone."""

    name: str
    kecamatan: str  # "" of the city
    office: str
    station: int
    fingerprint: str  # five groups of four digits
    keys_since: date
    incarnation: int  # 0 until its books come out of a backup
    incarnation_since: date
    version: str
    folder: Path
    purpose: Purpose  # what people are told today


def about(session: Session) -> About:
    """The office of this session."""
    with session.books.reading() as unit:
        place = str(unit.settings.get("place"))
    places, station = session.reference.places, session.station
    is_kelurahan = station.public.station > 0
    return About(
        name=f"Kelurahan {places.name(place)}" if is_kelurahan else session.reference.city.name,
        kecamatan=places.name(places.kecamatan_of(place)) if is_kelurahan else "",
        office=station.public.office,
        station=station.public.station,
        fingerprint=station.fingerprint(),
        keys_since=station.public.since.astimezone().date(),
        incarnation=station.incarnation.number,
        incarnation_since=station.incarnation.since.astimezone().date(),
        version=__version__,
        folder=session.folder,
        purpose=session.reference.purpose.on(session.today()),
    )
