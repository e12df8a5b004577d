"""Sealing: all that the other side must know, in one file for the stick or the network."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from app import __version__
from app.domain.files import SealedFile
from app.domain.ids import new_id
from app.domain.items.receipts import write_audit
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.sealed import (
    REPLY_SCHEMA,
    SCHEMA,
    SISTERS_SCHEMA,
    AuditHead,
    Covers,
    Envelope,
    Item,
    ItemKind,
    Kind,
    Life,
)
from app.domain.stations import Correspondent, Peer, shown_station
from app.exchange.front import Front
from app.exchange.mailbox import Mailbox
from app.exchange.place import Place
from app.exchange.refusal import ExchangeRefusal
from app.exchange.stick import Carried, carry_all
from app.exchange.writing import Written, write_sealed
from app.service.allowed import needs
from app.service.exchange.ask import begin_again, is_asking, notice_life
from app.service.exchange.common import (
    Cancelled,
    Progress,
    is_city,
    keys_of,
    never,
    nothing_said,
    own_name,
    sisters,
    the_city,
)
from app.service.exchange.outbox import Outbox
from app.service.exchange.proof import Proof
from app.service.exchange.sieve import early_warning, note_grain
from app.service.exchange.sisters import (
    LONGEST,
    Letter,
    is_told,
    note_told,
    take_back,
    write_letter,
)
from app.service.session import Session
from app.service.steady import steady
from app.service.vouch import carry_links
from app.store.books import Unit
from app.store.parcel import Travelling

_HEADS = 20
"""So many earlier files are remembered to the city: more than it ever lacks."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A sealed file that waits in the outbox, and what became of it on the stick."""

    file: SealedFile
    path: Path
    is_new: bool
    carried: Carried | None = None

    @property
    def to(self) -> int:
        """The number of the station it is for; 0 for a city."""
        return shown_station(self.file.recipient)[1]


@dataclass(frozen=True, slots=True)
class SealReport:
    """What was sealed, and which records could not be."""

    sent: tuple[Sent, ...]
    held_back: tuple[Problem, ...]

    @property
    def records(self) -> int:
        """Registrations that are in the files, each revision counted."""
        return sum(each.file.counts.get("revision", 0) for each in self.sent)


@dataclass(frozen=True, slots=True)
class _Load:
    """What one file is to hold."""

    recipient: str  # of whose series it is
    to: Sequence[Peer]
    escrow: Sequence[str]
    covers: Covers
    read: int
    asks: bool
    letter: Letter | None = None
    """What a sister station is told alone; it has no line of the journal."""

    @property
    def is_empty(self) -> bool:
        """Whether it holds no line of the journal, and asks nothing."""
        return self.covers.last < self.covers.first and not self.asks


@needs(Right.EXCHANGE, waiting=Right.SEE)
class Seal:
    """Makes the sealed files of this office: one batch at a desk, a reply for each station at a
    city. A file carries all that its recipient has not signed for, so a lost one heals itself
    with the next; where nothing is new, the same file is given out again.
    """  # noqa: D205

    def __init__(self, session: Session) -> None:
        self._session = session
        self._outbox = Outbox(session)
        self._filter: Item | None = None

    def __call__(
        self,
        folder: Path | None = None,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> SealReport:
        """Seal what is to be sent and, with a `folder`, carry it there and read it back.

        Books that came out of a backup seal nothing but an ask, until the city has answered.
        `Refusal`: `exchange.no_city`, `cancelled`. The same call after any cut goes on where it
        was: nothing is sealed twice differently.
        """
        prepare(self._session)
        held_back: list[Problem] = []
        sent: list[Sent] = []
        self._filter = None
        for load in self._loads(held_back):
            if cancelled():
                raise Refusal(Problem("cancelled"))
            with steady():
                one = self._seal(load, held_back, progress, cancelled)
            if one is not None:
                sent.append(one)
        if is_city(self._session):
            self._post(sent)
        if folder is not None:
            sent = list(self.carry(sent, folder, progress, cancelled))
        return SealReport(tuple(sent), tuple(held_back))

    def carry(
        self,
        sent: Sequence[Sent],
        folder: Path,
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> tuple[Sent, ...]:
        """Put files on a stick; each is sent only once it was read back from there."""
        if not sent:
            return ()
        carried = carry_all([each.path for each in sent], Place(folder), progress, cancelled)
        done = [each for each, how in zip(sent, carried, strict=True) if how.is_sent]
        if done:
            session = self._session
            with session.books.transaction() as unit:
                for each in done:
                    unit.files.carried(each.file.id, session.clock())
                    unit.audit.note(
                        "file.carried",
                        each.file.id,
                        operator=session.operator.id,
                        at=session.clock(),
                        detail={"sha256": each.file.sha256},
                    )
        return tuple(replace(each, carried=how) for each, how in zip(sent, carried, strict=True))

    def _post(self, sent: Sequence[Sent]) -> None:
        """Let the stations fetch their newest replies over the network as well."""
        mailbox = Mailbox(self._session.folder)
        newest = {each.file.recipient: each for each in sent}
        with self._session.books.reading() as unit:
            stations = [each for each in unit.peers.holding() if not each.is_city]
        for station in stations:
            one = newest.get(station.station_name)
            for old in mailbox.replies(station.kid):
                if one is None or old.name != one.file.name:
                    mailbox.drop_reply(station.kid, old.name)
            if one is not None:
                mailbox.put_reply(one.path, [station.kid])

    def waiting(self) -> tuple[Sent, ...]:
        """The files of the outbox that nobody has signed for yet, newest first."""
        with self._session.books.reading() as unit:
            made = unit.files.made()
        seen: set[str] = set()
        found = []
        for each in made:
            if each.recipient not in seen and each.filed_at is None and self._outbox.holds(each):
                found.append(Sent(each, self._outbox.path(each), is_new=False))
            seen.add(each.recipient)
        return tuple(found)

    # -- what is to be sent

    def _loads(self, held_back: list[Problem]) -> Iterator[_Load]:
        if is_city(self._session):
            yield from self._replies()
        else:
            yield self._batch(held_back)
            yield from self._letters()

    def _batch(self, held_back: list[Problem]) -> _Load:
        session = self._session
        life = session.station.incarnation
        with session.books.transaction() as unit:
            city = the_city(unit)
            asks = is_asking(session, unit)
            if not asks:
                take_back(session, unit)
                carry_links(session, unit)
                unit.journal.catch_up(life.number)
                last = unit.files.last_made(city.station_name, life.id)
                self._pick_up(unit, last, held_back)
            there = unit.peers.correspondent(city.station_name)
            head = there.acked if asks else max(unit.journal.head(), there.acked)
            near = sisters(session, unit)
        return _Load(
            city.station_name,
            [city, *near],
            [city.escrow] if city.escrow and city.escrow != city.sealing_key else [],
            Covers(there.acked + 1, head),
            0 if asks else there.held,
            asks,
        )

    def _pick_up(self, unit: Unit, last: SealedFile | None, held_back: list[Problem]) -> None:
        """Put to the end of the journal what an earlier file had to leave out, and now can go."""
        if last is None:
            return
        ready = []
        proof = Proof(self._session, unit)
        for each in unit.approvals.left_behind(last.last):
            if problem := _hindrance(each, proof):
                held_back.append(problem)
            else:
                ready.append(each.id)
        unit.journal.add(self._session.station.incarnation.number, "revision", ready)

    def _letters(self) -> Iterator[_Load]:
        """To each sister station: what waits for approval here, and what was approved of its."""
        session = self._session
        with session.books.reading() as unit:
            near = [] if is_asking(session, unit) else sisters(session, unit)
        for each in near:
            with session.books.reading() as unit:
                letter = write_letter(session, unit, each.station_name)
            yield _Load(each.station_name, [each], [], Covers(1, 0), 0, asks=False, letter=letter)

    def _replies(self) -> Iterator[_Load]:
        session = self._session
        with session.books.reading() as unit:
            stations = [each for each in unit.peers.holding() if not each.is_city]
            loads = [self._reply(unit, each) for each in stations]
        yield from (each for each in loads if each is not None)

    def _reply(self, unit: Unit, station: Peer) -> _Load | None:
        there = unit.peers.correspondent(station.station_name)
        last = unit.journal.last_for(station.office)
        if last <= there.acked:
            return None
        return _Load(
            station.station_name,
            [station],
            [self._session.station.public.sealing_key],
            Covers(there.acked + 1, last),
            there.held,
            asks=False,
        )

    # -- one file

    def _seal(
        self,
        load: _Load,
        held_back: list[Problem],
        progress: Progress,
        cancelled: Cancelled,
    ) -> Sent | None:
        """The file, made or found as it was; None where there is nothing to say."""
        session = self._session
        life = session.station.incarnation
        with session.books.reading() as unit:
            last = unit.files.last_made(load.recipient, life.id)
            if load.letter is not None:
                is_same = last is not None and is_told(unit, load.recipient, load.letter)
                if last is None and load.letter.is_empty and not life.number:
                    return None  # another life may have said something that is not so any more
            else:
                is_same = last is not None and self._says_the_same(last, load)
            if last is not None and is_same and self._is_to(last, load):
                if self._is_settled(last, load):
                    return None
                if self._outbox.holds(last):
                    return Sent(last, self._outbox.path(last), is_new=False)
            elif load.letter is None and load.is_empty and load.read <= (last.read if last else 0):
                return None
            there = unit.peers.correspondent(load.recipient)
            envelope = self._envelope(unit, load, last)
            name = _name(session, envelope, load)
            left_out: dict[int, Problem] = {}
            items = self._items(unit, load, there, left_out)
            written = write_sealed(
                self._outbox.place(name),
                envelope,
                _told(items, progress, cancelled),
                session.station,
                [keys_of(each) for each in load.to],
                load.escrow,
            )
        held_back.extend(left_out.values())
        file = self._remember(written, load, name, set(left_out))
        self._outbox.settle(name)
        self._clear(file)
        return Sent(file, self._outbox.path(file), is_new=True)

    def _says_the_same(self, last: SealedFile, load: _Load) -> bool:
        """Whether the newest file is still all there is to say."""
        return last.first <= load.covers.first and (last.last, last.read, last.asks) == (
            load.covers.last,
            load.read,
            load.asks,
        )

    def _is_to(self, last: SealedFile, load: _Load) -> bool:
        """Whether those that it is for can open it: a key may have changed, or a sister come."""
        try:
            with self._outbox.path(last).open("rb") as file:
                recipients = Front.read(file).sealed().recipients
        except (OSError, ExchangeRefusal):
            return True  # it is not there any more, or not whole: `Outbox.holds` sees that
        return {each.kid for each in recipients} == {each.kid for each in load.to}

    def _is_settled(self, last: SealedFile, load: _Load) -> bool:
        """Whether nobody waits for it any more. What only signs for a reply nobody signs for."""
        if load.letter is not None:
            return load.letter.is_empty and last.carried_at is not None
        return load.is_empty and (last.last > last.first - 1 or last.carried_at is not None)

    def _envelope(self, unit: Unit, load: _Load, last: SealedFile | None) -> Envelope:
        session = self._session
        life = session.station.incarnation
        sequence = last.sequence + 1 if last else 1
        unfiled = unit.files.unfiled(load.recipient, life.id, load.covers.first - 1)
        seq, digest = unit.audit.head()
        now = session.clock()
        return Envelope(
            kind=Kind.REPLY if is_city(session) else Kind.BATCH,
            id=new_id(now),
            sequence=sequence,
            previous=last.header_hash if last else None,
            life=Life(life.number, life.id),
            covers=load.covers,
            read=load.read,
            reach_files=1 if load.letter is not None else unfiled or sequence,
            ask=load.asks,
            audit_head=AuditHead(seq, digest),
            made_at=now,
            program=__version__,
            schema=_schema(load, in_city=is_city(session)),
        )

    def _items(
        self, unit: Unit, load: _Load, there: Correspondent, left_out: dict[int, Problem]
    ) -> Iterator[Item]:
        after, upto = load.covers.first - 1, load.covers.last
        if load.letter is not None:
            return iter(load.letter.items)
        if upto <= after:
            return iter(())
        if is_city(self._session):
            office, _ = shown_station(load.recipient)
            lines = unit.parcel.of_city(
                after,
                upto,
                own_name(self._session),
                load.recipient,
                office,
                asks=bool(there.asks),
            )
            if self._filter is None:  # one for all replies of a round
                self._filter = early_warning(unit)
            return chain([self._filter], lines)

        proof = Proof(self._session, unit)

        def fits(each: Travelling) -> bool:
            problem = _hindrance(each, proof)
            if problem is not None:
                left_out[each.id] = problem
            return problem is None

        return chain(
            self._heads(unit, load),
            unit.parcel.of_station(after, upto, own_name(self._session), fits),
        )

    def _heads(self, unit: Unit, load: _Load) -> Iterator[Item]:
        """The audit trail where the newest files of this series named its head, as it is now.

        The city holds each to what that file said then: a trail that was rewritten, or cut and
        grown again, does not go through the same points.
        """
        life = self._session.station.incarnation.id
        before = [each for each in unit.files.made(load.recipient) if each.life_id == life]
        for each in before[:_HEADS]:
            head = AuditHead(each.audit_seq, unit.audit.hash_at(each.audit_seq))
            yield Item(ItemKind.AUDIT, write_audit(head))

    def _remember(self, written: Written, load: _Load, name: str, left_out: set[int]) -> SealedFile:
        session = self._session
        header = written.header
        file = SealedFile(
            id=header.id,
            recipient=load.recipient,
            life=header.life.number,
            life_id=header.life.id,
            sequence=header.sequence,
            header_hash=written.hash,
            first=header.covers.first,
            last=header.covers.last,
            read=header.read,
            reach_files=header.reach_files,
            asks=header.ask,
            counts=dict(header.counts),
            name=name,
            size=written.size,
            sha256=written.sha256,
            audit_seq=header.audit_head.seq,
            audit_hash=header.audit_head.hash,
            made_at=header.made_at,
            made_by=session.operator.id,
        )
        with session.books.transaction() as unit:
            unit.files.add(file)
            if load.letter is not None:
                note_told(unit, load.recipient, file.id, load.letter)
            elif not is_city(session):
                unit.approvals.sealed(file.first - 1, file.last, left_out)
            unit.audit.note(
                "file.sealed",
                file.id,
                operator=session.operator.id,
                at=session.clock(),
                detail={
                    "recipient": file.recipient,
                    "sequence": file.sequence,
                    "sha256": file.sha256,
                    "records": file.records,
                },
            )
        return file

    def _clear(self, newest: SealedFile) -> None:
        """The outbox keeps the newest of a series and the one before; the rest is in the newest."""
        with self._session.books.reading() as unit:
            made = unit.files.made(newest.recipient)
        self._outbox.drop({each.name for each in made[2:]})


def prepare(session: Session) -> None:
    """Bring outbox and books together, and notice books that came out of a backup."""
    notice_life(session)
    if is_city(session):
        note_grain(session)
    if not Outbox(session).tidy():
        begin_again(session, "outbox")


def _schema(load: _Load, *, in_city: bool) -> int:
    if load.letter is not None:
        return SISTERS_SCHEMA
    return REPLY_SCHEMA if in_city else SCHEMA


def _hindrance(each: Travelling, proof: Proof) -> Problem | None:
    """Why a record cannot travel; None where it can."""
    facts = (("number", each.registration_number),)
    if sha256(each.content.encode()).hexdigest() != each.hash:
        return Problem("seal.record_damaged", facts=facts)
    if len(each.content) > LONGEST:
        return Problem("seal.record_too_long", facts=facts)
    if not proof.stands_for(each.approval_id, each.uid, each.number, each.hash):
        return Problem("seal.record_unproven", facts=facts)
    return None


def _name(session: Session, envelope: Envelope, load: _Load) -> str:
    """A name that no other file of any station has; nothing of a person is in it."""
    own = session.station.public
    life = envelope.life.id[:6]
    is_named = is_city(session) or load.letter is not None
    to = f"-untuk-{load.recipient.replace('/', '-')}" if is_named else ""
    return f"payung-{own.office}-{own.station}{to}-{life}-{envelope.sequence:06}.payung"


def _told(items: Iterable[Item], progress: Progress, cancelled: Cancelled) -> Iterator[Item]:
    """The items, told as they pass; `Refusal` with `cancelled` between two of them."""
    for done, item in enumerate(items, 1):
        if done % 200 == 0:
            progress(done, 0)
            if cancelled():
                raise Refusal(Problem("cancelled"))
        yield item
