"""What stands in a received file, taken into the books item by item."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.approval import Approval, subject
from app.domain.asides import AsideKind
from app.domain.decisions import BY_STATION, ENDING, OF_CARDS, Event, EventKind
from app.domain.items.approvals import read_approval
from app.domain.items.cards import read_card
from app.domain.items.decisions import read_decision, read_event
from app.domain.items.operators import read_links, read_operator, read_voucher
from app.domain.items.payments import read_paid, read_payment
from app.domain.items.receipts import read_audit, read_receipt, read_result
from app.domain.items.revisions import SentRevision, read_revision
from app.domain.items.verdicts import read_verdict
from app.domain.merge import Name
from app.domain.record import canonical, content_hash
from app.domain.refusal import Refusal
from app.domain.sealed import HIGHEST, Header, Item, ItemKind, Kind
from app.domain.states import RevisionState
from app.domain.stations import Peer, shown_station, station_name
from app.keys import signing
from app.service.exchange import sieve
from app.service.exchange.believe import UNVOUCHED, is_approver, learn, take_after_all
from app.service.exchange.common import REVOKED, here, own_name
from app.service.exchange.sisters import (
    is_near,
    is_vouched,
    stands,
    take_approval,
    take_back_one,
)
from app.service.session import Session
from app.store.books import Unit
from app.store.merging import Merging, Outcome
from app.store.sisters import Vouched

COUNTED = frozenset(
    {ItemKind.REVISION, ItemKind.WAITING, ItemKind.RESULT, ItemKind.DECISION}
    | {ItemKind.HANDOVER, ItemKind.EVENT}
)
"""The items that are about a registration: what a report counts."""

_APART = frozenset(
    {ItemKind.APPROVAL, ItemKind.OPERATOR, ItemKind.RECEIPT, ItemKind.PEER, ItemKind.AUDIT}
    | {ItemKind.PAYMENT, ItemKind.PAID, ItemKind.FILTER}
)
"""The items that no revision before them has to be in the books for."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that the items come out of, which is proven."""

    header: Header
    hash: str
    is_newest: bool = True
    """Whether nothing later of its series was taken in: what a letter offers may be over."""

    @property
    def sender(self) -> str:
        return station_name(self.header.sender.office, self.header.sender.station)

    @property
    def is_reply(self) -> bool:
        return self.header.kind is Kind.REPLY


class Intake:
    """Takes the items of one file, chunk by chunk, each inside one transaction of the caller.

    One item that cannot be taken is set aside and does not hold the others. Taken twice, in part
    or whole, nothing changes.
    """

    def __init__(self, session: Session, source: Source) -> None:
        self._session = session
        self._source = source
        self._approvals: dict[str, tuple[Approval, frozenset[str]] | None] = {}
        self._believed: dict[str, bool] = {}
        self.counts: Counter[str] = Counter()
        self.receipts: list[str] = []
        self.heads: dict[int, str] = {}
        """Of the sender's audit trail: hash by number of the entry, as it says they are now."""
        self.offered: set[tuple[str, Name]] = set()
        """What waits for approval at the sender."""

    def take(self, unit: Unit, items: Sequence[Item]) -> None:
        """Take some items, in their order."""
        now = self._session.clock()
        merging = Merging(unit.connection, here(self._session), now)
        revisions: list[SentRevision] = []
        waiting: list[SentRevision] = []
        for item in items:
            if not item.is_known:
                self._aside(unit, item, "unknown_kind", now)
            elif item.kind == ItemKind.REVISION:
                self._revision(unit, item, revisions, now)
            elif item.kind == ItemKind.WAITING:
                self._waiting(unit, item, waiting, now)
            else:
                if item.kind not in _APART:
                    self._put(unit, merging, revisions)
                self._other(unit, merging, item, now)
        self._put(unit, merging, revisions)
        self._put_waiting(merging, waiting)

    # -- revisions

    def _revision(
        self, unit: Unit, item: Item, revisions: list[SentRevision], now: datetime
    ) -> None:
        try:
            sent = read_revision(item.content)
        except Refusal as refusal:
            self._aside(unit, item, refusal.problems[0].code.partition(".")[2], now)
            return
        if not self._source.is_reply and sent.origin != self._source.sender:
            self._aside(unit, item, "origin", now)
        elif reason := self._not_approved(unit, sent):
            if reason == UNVOUCHED and (known := self._approvals.get(sent.approval_id)):
                unit.approvals.add([known[0]])  # it may be believed later
            self._aside(unit, item, reason, now)
        else:
            revisions.append(sent)

    def _put(self, unit: Unit, merging: Merging, revisions: list[SentRevision]) -> None:
        if not revisions:
            return
        with_city = self._source.is_reply or here(self._session).is_city
        state = RevisionState.FILED if with_city else RevisionState.SEALED
        used = {each.approval_id for each in revisions}
        unit.approvals.add(
            known[0] for each in used if (known := self._approvals.get(each)) is not None
        )
        placed = merging.take(revisions, self._source.sender, self._source.hash, state)
        self.counts.update(each.outcome.value for each in placed)
        revisions.clear()

    def _waiting(self, unit: Unit, item: Item, waiting: list[SentRevision], now: datetime) -> None:
        """A copy of what a sister station has, and nobody has approved: nothing for a city."""
        try:
            sent = read_revision(item.content)
        except Refusal as refusal:
            self._aside(unit, item, refusal.problems[0].code.partition(".")[2], now)
            return
        if self._source.is_reply or sent.origin != self._source.sender:
            self._aside(unit, item, "origin", now)
        elif here(self._session).is_city:
            self._aside(unit, item, "approval", now)
        else:
            self.offered.add((sent.registration_id, sent.key))
            waiting.append(replace(sent, approval_id=""))

    def _put_waiting(self, merging: Merging, waiting: Sequence[SentRevision]) -> None:
        if not waiting:
            return
        state = RevisionState.COMPLETE if self._source.is_newest else RevisionState.DRAFT
        placed = merging.take(waiting, self._source.sender, self._source.hash, state)
        self.counts.update(each.outcome.value for each in placed)

    def finish_letter(self, unit: Unit) -> None:
        """All of a letter is in: what its sender offered before, and does not now, is over."""
        if not self._source.is_newest:
            return
        self._offers(unit, self._source.sender, self._source.header.life.number)

    def _offers(self, unit: Unit, station: str, life: int) -> None:
        gone = unit.sisters.offers(station, life, self.offered)
        merging = Merging(unit.connection, here(self._session), self._session.clock())
        for each in gone:
            merging.rearrange(each)

    def _not_approved(self, unit: Unit, sent: SentRevision) -> str:
        """Why a revision is not to be believed approved; "" where it is."""
        approval = self._approvals.get(sent.approval_id)
        if approval is None:
            held = unit.approvals.known([sent.approval_id]).get(sent.approval_id)
            if held is None:
                return "approval"
            approval = self._approvals[held.id] = (held, frozenset(held.subjects))
        if subject(sent.registration_id, sent.number, sent.hash) not in approval[1]:
            return "approval"
        if self._is_vouched(unit, approval[0]) or self._is_held(unit, sent):
            return ""
        return UNVOUCHED

    def _is_vouched(self, unit: Unit, approval: Approval) -> bool:
        """Whether a city believes in this approver; a desk leaves that to its city."""
        if self._source.is_reply or not here(self._session).is_city:
            return True
        if approval.id not in self._believed:
            self._believed[approval.id] = is_approver(unit, approval)
        return self._believed[approval.id]

    def _is_held(self, unit: Unit, sent: SentRevision) -> bool:
        """Whether it was taken in before, when less was asked."""
        history = unit.registrations.history(sent.registration_id)
        return any((each.number, each.hash) == (sent.number, sent.hash) for each in history)

    def _approval(self, unit: Unit, item: Item) -> None:
        """Believe an approval only by the key of an approver that its station told of before.

        It may be given at another station of the office than the one that has the registration:
        that one sends it on, or it comes from there to who has it, which is here.
        """
        approval = read_approval(item.content)
        origin = self._approver(unit, approval)
        is_theirs = self._source.is_reply or is_near(approval.origin, self._source.sender)
        is_good = (
            is_theirs
            and origin == approval.origin
            and signing.verify(approval.public_key, approval.signature, approval.message())
        )
        self._approvals[approval.id] = (approval, frozenset(approval.subjects)) if is_good else None
        is_city = here(self._session).is_city
        if is_good and not (is_city or self._source.is_reply) and stands(unit, approval):
            take_approval(self._session, unit, approval)

    def _approver(self, unit: Unit, approval: Approval) -> str | None:
        """At which station the key is an approver's, as far as its station has told.

        Where an administrator is pinned no station is believed in that: the links will tell, and
        they may come later than what they prove.
        """
        approvals, key = unit.approvals, approval.public_key
        is_pinned = not self._source.is_reply and approval.origin in unit.vouching.pinned()
        if is_pinned and approvals.signer(approval.operator, key) is None:
            holding = {each.station_name for each in unit.peers.holding()}
            return approval.origin if approval.origin in holding else None
        origin = approvals.approver(approval.operator, key)
        return own_name(self._session) if origin == "" else origin

    # -- all else

    def _other(self, unit: Unit, merging: Merging, item: Item, now: datetime) -> None:
        take = self._takers(unit, merging, now).get(item.kind)
        if take is None:
            self._aside(unit, item, "unknown_kind", now)
            return
        try:
            outcome = take(item)
        except Refusal as refusal:
            self._aside(unit, item, refusal.problems[0].code.partition(".")[2], now)
            return
        if item.kind in COUNTED and outcome is not None:
            self.counts[outcome.value] += 1

    def _takers(
        self, unit: Unit, merging: Merging, now: datetime
    ) -> Mapping[str, Callable[[Item], Outcome | None]]:
        return {
            ItemKind.APPROVAL: lambda item: self._approval(unit, item),
            ItemKind.OPERATOR: lambda item: self._operator(unit, item),
            ItemKind.CARD: lambda item: self._card(unit, item, now),
            ItemKind.VERDICT: lambda item: self._verdict(unit, item),
            ItemKind.EVENT: lambda item: self._event(unit, merging, item, now),
            ItemKind.HANDOVER: lambda item: self._event(unit, merging, item, now),
            ItemKind.RESULT: lambda item: self._result(unit, item, now),
            ItemKind.DECISION: lambda item: self._decision(unit, item),
            ItemKind.PAYMENT: lambda item: self._payment(unit, item),
            ItemKind.PAID: lambda item: self._paid(unit, item),
            ItemKind.FILTER: lambda item: sieve.keep(unit, item, self._source.header),
            ItemKind.RECEIPT: lambda item: self._receipt(item),
            ItemKind.PEER: lambda item: self._peer(unit, item, now),
            ItemKind.AUDIT: lambda item: self._head(item),
        }

    def _operator(self, unit: Unit, item: Item) -> None:
        told = read_operator(item.content)
        said, voucher = read_voucher(item.content)
        origin, own = said or self._source.sender, own_name(self._session)
        if not self._source.is_reply and origin != self._source.sender:
            if origin == own or not is_near(origin, self._source.sender):
                return
            if not is_vouched(unit, Vouched(told, origin, voucher)):
                return  # whose operator it is nobody has said who may
        was_known = unit.approvals.signer(told.id, told.public_key) is not None
        new = unit.approvals.know(told, "" if origin == own else origin)
        is_news = learn(unit, read_links(item.content, origin)) or not was_known
        if not self._source.is_reply and is_vouched(unit, Vouched(told, origin, voucher)):
            unit.sisters.vouch(told, origin, voucher)
        if new and here(self._session).is_city:
            self._journal(unit, "operator", unit.approvals.key_row(told.id, told.public_key))
        if is_news and here(self._session).is_city:
            self._believed.clear()
            placed = take_after_all(self._session, unit, shown_station(origin)[0])
            self.counts.update(each.outcome.value for each in placed)

    def _card(self, unit: Unit, item: Item, now: datetime) -> None:
        card = read_card(item.content)
        if not self._source.is_reply:
            card = replace(card, origin=self._source.sender)
        if card.origin == own_name(self._session):
            card = replace(card, origin="")
        row = unit.ledger.receive(card)
        if row is None:
            self._aside(unit, item, "card", now)
        elif row and here(self._session).is_city:
            self._journal(unit, "card", row)

    def _verdict(self, unit: Unit, item: Item) -> None:
        verdict = read_verdict(item.content)
        if not self._source.is_reply:
            verdict = replace(verdict, origin=self._source.sender)
        if verdict.origin == own_name(self._session):
            verdict = replace(verdict, origin="")
        row = unit.verdicts.receive(verdict)
        if row and here(self._session).is_city:
            self._journal(unit, "verdict", row)

    def _event(self, unit: Unit, merging: Merging, item: Item, now: datetime) -> Outcome | None:
        event = read_event(item.content)
        if not self._source.is_reply:
            event = self._from_station(event)
        owner = unit.registrations.owner(event.registration_id)
        row = unit.decisions.happened(event)
        if row is None:
            return Outcome.KNOWN
        if event.kind in ENDING | {EventKind.SETTLED, EventKind.HANDOVER}:
            merging.rearrange(event.registration_id)
        if here(self._session).is_city:
            self._journal(unit, "event", row)
            if not _is_theirs(event, owner):  # it counts for nothing, but was meant
                self._aside(unit, item, "not_owner", now)
                return None
        return Outcome.TAKEN

    def _from_station(self, event: Event) -> Event:
        """What a kelurahan may say: what it learned, which of its own revisions goes on, and its
        answer to what it was asked.
        """  # noqa: D205
        if event.kind not in BY_STATION:
            raise _refused("event")
        return replace(event, origin=self._source.sender)

    def _result(self, unit: Unit, item: Item, now: datetime) -> Outcome:
        result = read_result(item.content)
        if result.decision:
            unit.decisions.answered(
                result.registration_id, result.decision, result.seq, self._source.header.made_at
            )
        if result.outcome == Outcome.ASIDE:
            if result.reason in ("approval", UNVOUCHED):
                take_back_one(self._session, unit, result.registration_id, result.about)
            unit.asides.put(
                AsideKind.TOLD,
                f"{result.registration_id}:{result.about.text}:{result.reason}",
                result.reason,
                origin=self._source.sender,
                at=now,
                registration_id=result.registration_id,
                incoming=result.about.text,
                file=self._source.hash,
            )
        return Outcome.TAKEN

    def _decision(self, unit: Unit, item: Item) -> Outcome:
        return Outcome.TAKEN if unit.decisions.add(read_decision(item.content)) else Outcome.KNOWN

    def _payment(self, unit: Unit, item: Item) -> None:
        unit.payments.told(read_payment(item.content))

    def _paid(self, unit: Unit, item: Item) -> None:
        unit.payments.lines_told([read_paid(item.content)])

    def _receipt(self, item: Item) -> None:
        self.receipts.append(read_receipt(item.content).file_id)

    def _head(self, item: Item) -> None:
        head = read_audit(item.content)
        self.heads[head.seq] = head.hash

    def _peer(self, unit: Unit, item: Item, now: datetime) -> None:
        """One key of the city's trust list. Its own key the city does not change by a file."""
        peer = read_peer(item.content, now, self._session.operator.id)
        if peer.is_city:
            return
        if peer.kid == self._session.station.public.kid.hex():
            moment = peer.revoked_at.isoformat() if peer.revoked_at else None
            unit.settings.put(REVOKED, moment)
            return
        unit.peers.put(peer)
        own = self._session.station.public
        if peer.office == own.office and peer.station != own.station and not peer.holds:
            stations = {each.station_name for each in unit.peers.holding()}
            if peer.station_name not in stations:  # nobody is there who could send it any more
                self._offers(unit, peer.station_name, HIGHEST)

    def _journal(self, unit: Unit, kind: str, row: int) -> None:
        """Pass on to the sister stations what came from one of them."""
        unit.journal.add(
            self._session.station.incarnation.number,
            kind,
            [row],
            self._source.header.sender.office,
            self._source.sender,
        )

    def _aside(self, unit: Unit, item: Item, reason: str, now: datetime) -> None:
        """Keep what cannot be taken, for a person; the same one asks once."""
        content = dict(item.content)
        said = content.get("registration")
        asked = unit.asides.put(
            AsideKind.RECORD,
            f"{item.kind}:{content_hash(content)}",
            reason,
            origin=self._source.sender,
            at=now,
            registration_id=said if isinstance(said, str) and len(said) == 36 else "",
            incoming=_name(content),
            content=canonical({"t": item.kind, **content}),
            file=self._source.hash,
        )
        self.counts[(Outcome.KNOWN if asked is None else Outcome.ASIDE).value] += 1
        if asked is not None and here(self._session).is_city:
            unit.journal.add(
                self._session.station.incarnation.number,
                "aside",
                [asked],
                self._source.header.sender.office,
                self._source.sender,
                reason,
            )


def read_peer(content: Mapping[str, Any], at: datetime, by: str) -> Peer:
    """One line of the trust list, or `item.unreadable`."""
    try:
        revoked = content["revoked_at"]
        key = bytes.fromhex(content["signing_key"])
        return Peer(
            kid=signing.key_id(key).hex(),
            office=str(content["office"]),
            station=int(content["station"]),
            name=str(content["name"])[:100],
            signing_key=key,
            sealing_key=str(content["sealing_key"]),
            escrow=None,
            since=datetime.fromisoformat(content["since"]),
            revoked_at=datetime.fromisoformat(revoked) if revoked else None,
            enrolled_at=at,
            enrolled_by=by,
        )
    except (KeyError, ValueError, TypeError):
        raise _refused("unreadable") from None


def _is_theirs(event: Event, owner: str | None) -> bool:
    """Whether whoever says so may: the owner, and of cards every station of its office."""
    if owner is None or owner == event.origin:
        return True
    return event.kind in OF_CARDS and shown_station(owner)[0] == shown_station(event.origin)[0]


def _refused(reason: str) -> Refusal:
    from app.domain.refusal import Problem

    return Refusal(Problem(f"item.{reason}"))


def _name(content: Mapping[str, Any]) -> str:
    """The revision that an item speaks of, where that can be read."""
    number, digest = content.get("number"), content.get("hash")
    if isinstance(number, int) and isinstance(digest, str) and len(digest) == 64:
        return f"{number}:{digest}"
    return ""
