"""Who issues the papers of this office."""

from typing import TYPE_CHECKING

from app.domain.card import Letterhead
from app.service.session import Session

if TYPE_CHECKING:
    from app.store.books import Unit

PHONE = "office.phone"
"""The setting with the office's telephone, as papers print it."""


def letterhead(session: Session, unit: "Unit") -> Letterhead:
    """What stands above every paper printed today."""
    city, places = session.reference.city, session.reference.places
    is_city = unit.settings.get("role") == "city"
    office = city.name if is_city else f"Kelurahan {places.name(unit.settings.get('place'))}"
    return Letterhead(
        government=city.government,
        programme=session.reference.programme.on(session.today()).name,
        office=office,
        phone=unit.settings.get(PHONE, ""),
        hotline=city.hotline,
    )
