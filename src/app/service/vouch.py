"""An administrator vouches for the accounts of a station, so that a city need not believe its PC.

Whoever has the station's key and the data key can invent a lurah, but not an administrator's
signature under it: the seed of that key opens only with the administrator's password.
"""

from collections.abc import Collection
from dataclasses import replace

from app.domain.rights import ADMINISTRATOR, APPROVER
from app.domain.stations import station_name
from app.domain.vouching import ENDED, Link, Roles
from app.keys import signing
from app.service.session import Session
from app.store.books import Unit


def vouch(session: Session, unit: Unit, operators: Collection[str] | None = None) -> int:
    """Sign for the keys of these operators, or of all, as far as it was not done; how many.

    Only at a kelurahan, and only by an administrator; else nothing happens. Accounts are signed
    for one by one as they are made: to sign for all would sign for one that somebody planted. So
    that is done only where a person asks for a new key card.
    """
    if session.is_city or session.operator.role != ADMINISTRATOR:
        return 0
    if new := _missing(session, unit, operators):
        session.slots.vouch(session.opened.data_key, tuple(new))
    carry_links(session, unit)
    return len(new)


def _missing(session: Session, unit: Unit, operators: Collection[str] | None) -> list[Link]:
    slots, me = session.slots, session.operator.signing_key
    held = slots.vouched()
    here = {(each.id, each.signing_key) for each in slots.operators()}
    # never before an earlier one: a clock that was set back must not turn their order round
    at = max((session.clock(), *(each.at for each in held)))
    said = {(each.operator, each.public_key, each.role) for each in held if each.by == me}
    new = []
    for (operator, key), known in slots.signing_keys(session.opened.data_key).items():
        role = known or unit.vouching.role_then(operator, key)
        if key == me or not role or (operators is not None and operator not in operators):
            continue
        for each in (role,) if (operator, key) in here else (role, ENDED):
            if (operator, key, each) not in said:
                link = Link(_here(session), operator, key, each, at, me)
                new.append(replace(link, signature=session.opened.sign(link.message())))
    return new


def carry_links(session: Session, unit: Unit) -> None:
    """Let the books know all that the slot file knows, so that it travels."""
    if session.is_city:
        return
    new = unit.vouching.add(session.slots.vouched())
    life = session.station.incarnation.number
    unit.journal.add(life, "operator", unit.vouching.told_of(new))


def administrator_key(session: Session) -> bytes | None:
    """The key that a city can pin: of the first administrator who vouches for every approver.

    None where there is none: to pin one would set aside what an honest lurah has approved.
    """
    if session.is_city:
        return None
    slots = session.slots
    proven = slots.signing_keys(session.opened.data_key)
    people = [each for each in slots.operators() if (each.id, each.signing_key) in proven]
    links, now = slots.vouched(), session.clock()
    for each in people:
        roles = Roles(each.signing_key, links)
        if each.role == ADMINISTRATOR and all(
            roles.of(one.id, one.signing_key, now) == APPROVER
            for one in people
            if one.role == APPROVER
        ):
            return each.signing_key
    return None


def is_signed(link: Link) -> bool:
    """Whether the key that a link names has signed it."""
    return signing.verify(link.by, link.signature, link.message())


def _here(session: Session) -> str:
    own = session.station.public
    return station_name(own.office, own.station)
