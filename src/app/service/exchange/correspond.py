"""The desk's errand at the city's mailbox: the same files as by stick, over the network."""

from dataclasses import dataclass

from app.domain.rights import Right
from app.exchange.address import Address, read_address
from app.exchange.fetch import Fetch
from app.exchange.round import Outcome, Round
from app.exchange.upload import Outgoing
from app.service.allowed import needs
from app.service.exchange.common import (
    Cancelled,
    Progress,
    demand_desk,
    never,
    nothing_said,
    the_city,
)
from app.service.exchange.receive import Receive, Received
from app.service.exchange.seal import Seal
from app.service.session import Session

INCOMING = "incoming"
"""Folder of the replies that came by network and are not in the books yet."""

_ADDRESS = "mailbox"
_FETCHED = "mailbox.fetched"
_REMEMBERED = 200
"""Replies that are not fetched a second time; a mailbox offers one or two at a time."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What one round to the mailbox has done."""

    outcome: Outcome
    received: Received | None
    """What the fetched replies held; None where none came."""


@needs(Right.EXCHANGE, address=Right.SEE, settle=Right.SETTINGS)
class Correspond:
    """All that is approved goes up, the city's replies come down.

    Somebody with a network carries the round on in between: `kit.network.Courier` or
    `exchange.http.converse`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def address(self) -> Address | None:
        """The mailbox of this office's city; None for an office that carries sticks only."""
        with self._session.books.reading() as unit:
            kept = unit.settings.get(_ADDRESS)
        return read_address(kept["url"], kept["pin"]) if kept else None

    def settle(self, url: str, pin: str = "") -> Address | None:
        """From now on the mailbox is there; an empty `url` for none. `Refusal` as the address's."""
        demand_desk(self._session)
        address = read_address(url, pin) if url.strip() else None
        kept = {"url": str(address), "pin": address.pin.hex()} if address else None
        with self._session.books.transaction() as unit:
            if unit.settings.get(_ADDRESS) != kept:
                unit.settings.put(_ADDRESS, kept)
                unit.audit.note(
                    "mailbox.settled",
                    "-",
                    operator=self._session.operator.id,
                    at=self._session.clock(),
                    detail={"url": kept["url"] if kept else ""},
                )
        return address

    def round(self) -> Round:
        """Seal what is new; what is to be sent and fetched now. Refusals are those of `Seal`."""
        demand_desk(self._session)
        sealed = Seal(self._session)()
        station = self._session.station
        with self._session.books.reading() as unit:
            city = the_city(unit).station_name
            known = frozenset(unit.settings.get(_FETCHED, []))
        fetch = Fetch(
            station.public.kid.hex(),
            station.sign,
            self._session.folder / INCOMING,
            known.__contains__,
        )
        # what sister stations are told alone the city's mailbox has no part in
        mine = [each.path for each in sealed.sent if each.file.recipient == city]
        return Round([Outgoing.of(each) for each in mine], fetch)

    def ended(
        self,
        outcome: Outcome,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> Brought:
        """Note what the mailbox has, and take in what came. The city has read nothing of it yet."""
        self._note(outcome)
        if not outcome.fetched:
            return Brought(outcome, None)
        received = Receive(self._session)(outcome.fetched, progress, cancelled)
        # a file that was cut or refused stays: the next round finds it here, and tries again
        done = {each.name for each in received.files if each.outcome not in ("cut", "refused")}
        taken = [path for path in outcome.fetched if path.name in done]
        if taken:
            with self._session.books.transaction() as unit:
                fetched = [*unit.settings.get(_FETCHED, []), *(path.stem for path in taken)]
                unit.settings.put(_FETCHED, fetched[-_REMEMBERED:])
        for path in taken:
            path.unlink(missing_ok=True)
        return Brought(outcome, received)

    def _note(self, outcome: Outcome) -> None:
        session = self._session
        with session.books.transaction() as unit:
            for file in unit.files.made():
                if file.header_hash in outcome.stored and file.carried_at is None:
                    unit.files.carried(file.id, session.clock())
                    unit.audit.note(
                        "file.uploaded",
                        file.id,
                        operator=session.operator.id,
                        at=session.clock(),
                        detail={"sha256": file.sha256},
                    )
