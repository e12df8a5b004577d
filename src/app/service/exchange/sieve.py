"""The early warning on its way: the city makes it, the desk keeps the newest."""

from typing import Any

from app.domain import sieve
from app.domain.refusal import Problem, Refusal
from app.domain.sealed import Header, Item, ItemKind
from app.service.session import Session
from app.store.books import Unit

GRAIN = "sieve.grain"
"""At the city: what makes a NIK coarse, in the same way for ever."""

KEPT = "sieve"
"""At the desk: the newest, with the life and number of the reply it came in."""


def note_grain(session: Session) -> None:
    """Make the city's grain, if there is none yet."""
    with session.books.reading() as unit:
        if unit.settings.get(GRAIN):
            return
    with session.books.transaction() as unit:
        unit.settings.put(GRAIN, sieve.new_grain().hex())


def early_warning(unit: Unit) -> Item:
    """A sieve of every NIK the city knows now, under a key of its own."""
    grain = bytes.fromhex(unit.settings.get(GRAIN))
    return Item(ItemKind.FILTER, sieve.make(unit.known.niks(), grain).to_plain())


def keep(unit: Unit, item: Item, header: Header) -> None:
    """Keep the sieve of a reply unless a newer one is here; `Refusal` with `item.unreadable`."""
    try:
        made = sieve.Sieve.from_plain(item.content)
    except ValueError:
        raise Refusal(Problem("item.unreadable")) from None
    place = [header.life.number, header.sequence]
    held: dict[str, Any] | None = unit.settings.get(KEPT)
    if held is None or held["of"] < place:
        unit.settings.put(KEPT, {**made.to_plain(), "of": place})


def held(unit: Unit) -> sieve.Sieve | None:
    """The newest sieve that came; None before the first."""
    plain = unit.settings.get(KEPT)
    return sieve.Sieve.from_plain(plain) if plain else None
