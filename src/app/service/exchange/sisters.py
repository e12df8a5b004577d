"""What the stations of one office send each other alone: who waits, and who was approved there.

A *letter* says all of it at once, each time: whatever the one before said counts no longer. So a
lost one heals with the next, and no receipt is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.domain.approval import Approval, subject
from app.domain.items.approvals import write_approval
from app.domain.items.operators import SentOperator, operator_message, write_links, write_operator
from app.domain.merge import Name
from app.domain.record import canonical
from app.domain.rights import APPROVER
from app.domain.sealed import Item, ItemKind
from app.domain.states import RevisionState
from app.domain.stations import shown_station
from app.keys import signing
from app.service.exchange.common import own_name
from app.service.sample import draw_sample
from app.service.session import Session
from app.store.books import Unit
from app.store.sisters import Vouched

_TOLD = "sister."
"""Setting by station: what the newest letter to it says, as a hash."""


LONGEST = 1 << 19
"""Characters of one record: with all around it a line of a sealed file stays under its cap."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a sister station is to be told now."""

    items: Sequence[Item]
    waiting: Sequence[str]  # registration ids
    digest: str

    @property
    def is_empty(self) -> bool:
        return not self.items


def write_letter(session: Session, unit: Unit, station: str) -> Letter:
    """The letter to a sister station, as the books are now. Nothing of it goes to the city."""
    here = own_name(session)
    waiting = [
        Item(ItemKind.WAITING, each)
        for each in unit.sisters.waiting(here)
        if len(each["content"]) <= LONGEST
    ]
    signed = unit.approvals.known(unit.sisters.signed_for(station, here))
    approvals = [signed[each] for each in sorted(signed)]
    people = {each.content["by"] for each in waiting} | {each.operator for each in approvals}
    items = [
        *(_introduce(session, unit, each) for each in unit.sisters.makers(people)),
        *(Item(ItemKind.APPROVAL, write_approval(each)) for each in approvals),
        *waiting,
    ]
    digest = sha256()
    for each in items:
        digest.update(f"{each.kind} {canonical(each.content)}\n".encode())
    return Letter(items, [each.content["registration"] for each in waiting], digest.hexdigest())


def is_told(unit: Unit, station: str, letter: Letter) -> bool:
    """Whether the newest letter to a station says just this."""
    return bool(unit.settings.get(_TOLD + station) == letter.digest)


def note_told(unit: Unit, station: str, file_id: str, letter: Letter) -> None:
    """A letter was sealed."""
    unit.settings.put(_TOLD + station, letter.digest)
    unit.sisters.offer(file_id, letter.waiting)


def _introduce(session: Session, unit: Unit, operator: SentOperator) -> Item:
    """Somebody of this station, with its word for that: the city believes it, whoever brings it."""
    here = own_name(session)
    voucher = session.station.sign(operator_message(here, operator))
    content = {**write_operator(operator), "origin": here, "voucher": voucher.hex()}
    if links := unit.vouching.of(here):
        content["vouched"] = write_links(links)
    return Item(ItemKind.OPERATOR, content)


def is_vouched(unit: Unit, told: Vouched, *, ever: bool = False) -> bool:
    """Whether a station has said that this operator is its own, by a key that holds or `ever` did.

    What a revoked key signed proves nothing any more, whatever day it bears.
    """
    if not told.voucher:
        return False
    message = operator_message(told.origin, told.operator)
    peers = unit.peers.all() if ever else unit.peers.holding()
    return any(
        signing.verify(each.signing_key, told.voucher, message)
        for each in peers
        if each.station_name == told.origin and not each.is_city
    )


def is_near(one: str, other: str) -> bool:
    """Whether two stations are of one office."""
    return shown_station(one)[0] == shown_station(other)[0]


def take_approval(session: Session, unit: Unit, approval: Approval) -> int:
    """What somebody at a sister station approved of here goes to the city; how many.

    Only the very revision that was signed for, if it still waits: a correction needs it again.
    """
    named = frozenset(approval.subjects)
    ids = list(dict.fromkeys(each.partition(":")[0] for each in approval.subjects))
    ready = [
        each
        for each in unit.approvals.candidates(ids)
        if each.own
        and each.state == RevisionState.COMPLETE
        and subject(each.registration_id, each.number, each.hash) in named
        and approval.operator not in each.makers
    ]
    if not ready:
        return 0
    rows = [each.row for each in ready]
    life = session.station.incarnation.number
    unit.journal.catch_up(life)
    unit.approvals.add([approval])
    unit.approvals.approve(approval.id, unit.approvals.lineages(rows))
    unit.journal.add(life, "revision", rows)
    draw_sample(session, unit, [(each.registration_id, each.number, each.hash) for each in ready])
    unit.audit.note(
        "revisions.approved",
        approval.id,
        operator=session.operator.id,
        at=session.clock(),
        detail={"count": len(rows), "by": approval.operator, "at": approval.origin},
    )
    return len(rows)


def take_back(session: Session, unit: Unit) -> int:
    """Let wait again what was approved by somebody for whom no station that counts vouches.

    Only what no sealed file holds yet. Of what is on its way the city says whether it believes it.
    """
    elsewhere = unit.approvals.known(unit.sisters.approved_elsewhere(own_name(session)))
    gone = [each.id for each in elsewhere.values() if not stands(unit, each)]
    return _taken_back(session, unit, unit.sisters.take_back(gone))


def take_back_one(session: Session, unit: Unit, registration_id: str, name: Name) -> int:
    """The city did not believe that somebody at a sister station approved of this: it waits again.

    A revision that was approved here is left as it is: approved again it would be the same.
    """
    own = own_name(session)
    return _taken_back(session, unit, unit.sisters.take_back_one(registration_id, name, own))


def _taken_back(session: Session, unit: Unit, count: int) -> int:
    if not count:
        return 0
    unit.audit.note(
        "approvals.taken_back",
        own_name(session),
        operator=session.operator.id,
        at=session.clock(),
        detail={"count": count},
    )
    return count


def stands(unit: Unit, approval: Approval, *, ever: bool = False) -> bool:
    """Whether an approval that was given at a sister station is by an approver of it."""
    known = unit.sisters.vouched(approval.operator, approval.public_key)
    return (
        known is not None
        and known.origin == approval.origin
        and known.operator.role == APPROVER
        and is_vouched(unit, known, ever=ever)
    )
