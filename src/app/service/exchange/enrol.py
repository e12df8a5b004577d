"""Enrolment: whose files are taken here, settled by two people who compare a fingerprint."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from app import __version__
from app.domain.ids import new_id
from app.domain.refusal import Problem, Refusal
from app.domain.rights import ADMINISTRATOR, Right
from app.domain.sealed import Life
from app.domain.stations import Correspondent, Peer, station_name
from app.domain.vouching import Roles
from app.exchange.failure import ExchangeFailure
from app.exchange.keycard import Keycard, administrator_fingerprint
from app.exchange.mailbox import Mailbox
from app.exchange.reading import read_keycard
from app.exchange.writing import write_keycard
from app.keys.custodians import Custodians
from app.keys.files import open_plain
from app.keys.signing import key_id
from app.keys.trust import Entry, TrustList
from app.service.allowed import needs
from app.service.exchange.believe import take_after_all
from app.service.exchange.common import (
    demand_city,
    is_city,
    keys_of,
    own_name,
)
from app.service.front import office_name
from app.service.session import Session
from app.service.vouch import administrator_key, vouch
from app.store.books import Unit

VOUCHED = "accounts.vouched"
"""Act: an administrator asked for a key card, and signed for the accounts that lacked it."""

_DIGITS = 20


class Standing(StrEnum):
    """What this office knows of a key card's station already."""

    NEW = "new"
    KNOWN = "known"  # the very same key
    CHANGED = "changed"  # the station is enrolled with another key
    REVOKED = "revoked"  # this key was revoked
    ADMINISTRATOR = "administrator"  # the same key, but an administrator nobody vouches for


@dataclass(frozen=True, slots=True)
class Introduction:
    """What a key card says, for two people to compare before it is believed."""

    office: str
    station: int
    name: str
    fingerprint: str
    standing: Standing
    administrator: str = ""
    """The fingerprint of the administrator's key, where the card names one."""


@needs(Right.EXCHANGE, look=Right.SEE, all=Right.SEE, take=Right.ENROL, revoke=Right.ENROL)
class Enrol:
    """Writes the own key card and takes in those of others."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def write(self, folder: Path) -> tuple[Path, Introduction]:
        """Put this office's key card into `folder`; there is nothing secret in it.

        One that lies there is replaced only if it is a key card of this very station. An
        administrator at a kelurahan signs for every account there is: the city will believe the
        approvers among them.
        """
        session = self._session
        with session.books.transaction() as unit:
            signed = vouch(session, unit)
            if signed or session.operator.role == ADMINISTRATOR:
                self._note_vouched(unit, signed)
        public = session.station.public
        life = session.station.incarnation
        card = Keycard(
            id=new_id(session.clock()),
            keys=public,
            life=Life(life.number, life.id),
            office_name=office_name(session.folder) or public.office,
            escrow=public.sealing_key if is_city(session) else None,
            custodians=(
                Custodians(session.folder, session.station).holding() if is_city(session) else ()
            ),
            administrator=administrator_key(session),
            made_at=session.clock(),
            program=__version__,
        )
        target = folder / f"kunci-{public.office}-{public.station}.payung"
        if not folder.is_dir():
            raise ExchangeFailure("stick.wrong_stick")
        if target.is_file() and not target.is_symlink():
            with target.open("rb") as file:
                there = read_keycard(file)
            if there.keys == public:
                if (there.custodians, there.administrator) == (
                    card.custodians,
                    card.administrator,
                ):
                    return target, self._introduction(card, Standing.KNOWN)
                target.unlink()
        write_keycard(target, card, session.station)
        return target, self._introduction(card, Standing.KNOWN)

    def look(self, path: Path) -> Introduction:
        """What a key card says; nothing is taken in. `ExchangeRefusal` for another file."""
        card = _read(path)
        with self._session.books.reading() as unit:
            return self._introduction(card, self._standing(unit, card))

    def take(self, path: Path, fingerprint: str = "", *, replace_key: bool = False) -> Introduction:
        """From now on the files of this station are taken, and sealed to it.

        A `fingerprint` that was read out by phone must be the card's. A station that is enrolled
        with another key is refused with `enrol.changed` unless `replace_key`: then the old key is
        revoked. So is one whose administrator is another than the pinned one, and vouched for by
        nobody, with `enrol.administrator`. Further refusals: `enrol.fingerprint`,
        `enrol.revoked`, `enrol.own`, `enrol.wrong_role` (two cities, or two kelurahan, do not
        enrol one another), `enrol.other_city`.
        """
        card = _read(path)
        self._demand(card, fingerprint)
        with self._session.books.transaction() as unit:
            standing = self._standing(unit, card)
            if standing is Standing.REVOKED:
                raise Refusal(Problem("enrol.revoked"))
            if standing is Standing.CHANGED and not replace_key:
                raise Refusal(Problem("enrol.changed"))
            if standing is Standing.ADMINISTRATOR and not replace_key:
                raise Refusal(Problem("enrol.administrator"))
            if standing in (Standing.NEW, Standing.CHANGED):
                self._enrol(unit, card, standing)
            self._pin(unit, card, standing)
            self._share_with(unit, card)
        self.keep_trust()
        return self._introduction(card, standing)

    def revoke(self, office: str, station: int) -> None:
        """The files of this station count no more: its PC is lost, or its key is in doubt.

        What an honest one still held comes again, once it is enrolled with a new key.
        """
        demand_city(self._session)
        with self._session.books.transaction() as unit:
            held = [
                each
                for each in unit.peers.holding()
                if (each.office, each.station) == (office, station)
            ]
            if not held:
                raise Refusal(Problem("enrol.unknown"))
            for each in held:
                self._revoke(unit, each)
        self.keep_trust()

    def all(self) -> tuple[Peer, ...]:
        """Every key ever known here."""
        with self._session.books.reading() as unit:
            return tuple(unit.peers.all())

    def keep_trust(self) -> None:
        """Make the trust list beside the books say what the books say.

        Cards are checked by that list, also by who has no password; a city's mailbox knows its
        stations by another. A cut between the two leaves them behind; the next file that is
        received, or key card, brings them up to date.
        """
        session = self._session
        with session.books.reading() as unit:
            entries = tuple(Entry(keys_of(each), each.revoked_at) for each in unit.peers.all())
        whole = (Entry(session.station.public), *entries)
        held = TrustList.open(session.folder, session.station.public)
        if held.entries != whole:
            held.take(session.station, whole)
        if is_city(session):
            mailbox = Mailbox(session.folder)
            if mailbox.stations() != whole:
                mailbox.publish(whole)

    def _demand(self, card: Keycard, fingerprint: str) -> None:
        session = self._session
        own = session.station.public
        if (card.keys.office, card.keys.station) == (own.office, own.station):
            raise Refusal(Problem("enrol.own"))
        if card.party.is_city == is_city(session):
            raise Refusal(Problem("enrol.wrong_role"))
        if card.keys.signing_key == own.signing_key or card.keys.sealing_key == own.sealing_key:
            raise Refusal(Problem("enrol.own"))
        said = "".join(sign for sign in fingerprint if sign.isdigit())
        if fingerprint and (len(said) != _DIGITS or said != _plain(card.fingerprint())):
            raise Refusal(Problem("enrol.fingerprint", "fingerprint"))

    def _enrol(self, unit: Unit, card: Keycard, standing: Standing) -> None:
        session = self._session
        keys = card.keys
        if standing is Standing.CHANGED:
            for each in unit.peers.holding():
                if (each.office, each.station) == (keys.office, keys.station):
                    self._revoke(unit, each)
            self._begin_anew(unit, card)
        elif card.party.is_city and unit.peers.city() is not None:
            raise Refusal(Problem("enrol.other_city"))
        now = session.clock()
        peer = Peer(
            kid=keys.kid.hex(),
            office=keys.office,
            station=keys.station,
            name=card.office_name,
            signing_key=keys.signing_key,
            sealing_key=keys.sealing_key,
            escrow=card.escrow,
            since=keys.since,
            revoked_at=None,
            enrolled_at=now,
            enrolled_by=session.operator.id,
        )
        unit.peers.put(peer)
        self._tell(unit, peer)
        self._note(unit, "station.enrolled", peer, now)

    def _begin_anew(self, unit: Unit, card: Keycard) -> None:
        """Who lost the books with the keys has nothing of ours, and tells all from the beginning.

        A city's words count by their place in its journal: in a new one, from the first place on.
        """
        name = station_name(card.keys.office, card.keys.station)
        if unit.peers.correspondent(name).life_id in ("", card.life.id):
            return  # never heard of, or the same books with another key
        unit.peers.keep(Correspondent(name, life=card.life.number, life_id=card.life.id))
        if not is_city(self._session):
            unit.approvals.unfiled(0)
            unit.decisions.begin_anew()

    def _pin(self, unit: Unit, card: Keycard, standing: Standing) -> None:
        """Believe the approvers that this administrator vouches for, from now on nobody else.

        A card without one changes nothing: what is pinned once stays until another is compared.
        """
        if card.administrator is None or not is_city(self._session):
            return
        if standing is Standing.KNOWN and self._is_vouched(unit, card):
            return  # or by one whom the pinned one vouches for
        session, name = self._session, station_name(card.keys.office, card.keys.station)
        unit.vouching.pin(name, card.administrator, by=session.operator.id, at=session.clock())
        unit.audit.note(
            "administrator.pinned",
            name,
            operator=session.operator.id,
            at=session.clock(),
            detail={"kid": key_id(card.administrator).hex()},
        )
        take_after_all(session, unit, card.keys.office)

    def _is_vouched(self, unit: Unit, card: Keycard) -> bool:
        """Whether the card's administrator is the pinned one, or of its making."""
        name = station_name(card.keys.office, card.keys.station)
        pinned = unit.vouching.pinned().get(name)
        if pinned is None or card.administrator is None:
            return False
        return Roles(pinned, unit.vouching.of(name)).is_administrator(
            card.administrator, datetime.max.replace(tzinfo=UTC)
        )

    def _note_vouched(self, unit: Unit, count: int) -> None:
        unit.audit.note(
            VOUCHED,
            own_name(self._session),
            operator=self._session.operator.id,
            at=self._session.clock(),
            detail={"count": count},
        )

    def _share_with(self, unit: Unit, card: Keycard) -> None:
        """Let the two that the city names open these books together, in case nobody else can."""
        session = self._session
        if len(card.custodians) != 2:
            return
        one, other = card.custodians
        held = session.slots.custody()
        if held is not None and {each.to for each in held.split.shares} == {one, other}:
            return
        own = session.station.public
        unit.audit.note(
            "custody.given",
            station_name(card.keys.office, card.keys.station),
            operator=session.operator.id,
            at=session.clock(),
        )
        session.slots.give_custody(session.opened.data_key, own.office, own.station, (one, other))

    def _revoke(self, unit: Unit, peer: Peer) -> None:
        now = self._session.clock()
        gone = replace(peer, revoked_at=now)
        unit.peers.put(gone)
        self._tell(unit, gone)
        self._note(unit, "station.revoked", gone, now)

    def _tell(self, unit: Unit, peer: Peer) -> None:
        """A city tells every station: cards of the one are shown at the other."""
        if is_city(self._session):
            life = self._session.station.incarnation.number
            unit.journal.add(life, "peer", [unit.peers.row_id(peer.kid)])

    def _note(self, unit: Unit, act: str, peer: Peer, at: datetime) -> None:
        unit.audit.note(
            act,
            peer.station_name,
            operator=self._session.operator.id,
            at=at,
            detail={"kid": peer.kid},
        )

    def _standing(self, unit: Unit, card: Keycard) -> Standing:
        held = unit.peers.find(card.keys.kid.hex())
        if held is not None and not held.holds:
            return Standing.REVOKED
        if held is not None:
            is_same = card.administrator is None or not self._is_pinned(unit, card)
            is_same = is_same or self._is_vouched(unit, card)
            return Standing.KNOWN if is_same else Standing.ADMINISTRATOR
        same = [
            each
            for each in unit.peers.holding()
            if (each.office, each.station) == (card.keys.office, card.keys.station)
        ]
        return Standing.CHANGED if same else Standing.NEW

    def _is_pinned(self, unit: Unit, card: Keycard) -> bool:
        return station_name(card.keys.office, card.keys.station) in unit.vouching.pinned()

    def _introduction(self, card: Keycard, standing: Standing) -> Introduction:
        return Introduction(
            card.keys.office,
            card.keys.station,
            card.office_name,
            card.fingerprint(),
            standing,
            administrator_fingerprint(card.administrator) if card.administrator else "",
        )


def _read(path: Path) -> Keycard:
    try:
        with open_plain(path) as file:
            return read_keycard(file)
    except OSError:
        raise ExchangeFailure("exchange.unreadable") from None


def _plain(fingerprint: str) -> str:
    return fingerprint.replace(" ", "")
