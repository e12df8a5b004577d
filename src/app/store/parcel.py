"""What goes into a sealed file: the lines of the journal, each with all it is about."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

import sqlalchemy as sa

from app.domain.decisions import EventKind
from app.domain.items.approvals import write_approval
from app.domain.items.cards import SentCard, write_card
from app.domain.items.decisions import write_decision, write_event
from app.domain.items.operators import write_links, write_operator
from app.domain.items.payments import write_paid, write_payment
from app.domain.items.receipts import Receipt, Result, write_receipt, write_result
from app.domain.items.verdicts import SentVerdict, write_verdict
from app.domain.merge import Name
from app.domain.sealed import Item, ItemKind
from app.domain.stations import Peer
from app.store.approvals import Approvals
from app.store.decisions import Decisions
from app.store.files import Files
from app.store.journal import Entry, Journal
from app.store.payments import Payments
from app.store.peers import Peers
from app.store.sisters import Sisters
from app.store.tables import aside, card, registration, revision, verdict
from app.store.vouching import Vouching

_CHUNK = 500


class Travelling(Protocol):
    """A revision that is to travel, as far as it matters for whether it can."""

    @property
    def id(self) -> int: ...
    @property
    def uid(self) -> str: ...
    @property
    def registration_number(self) -> str: ...
    @property
    def number(self) -> int: ...
    @property
    def hash(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def approval_id(self) -> str | None: ...


Fit = Callable[[Travelling], bool]
"""Whether a revision can travel."""


class Parcel:
    """Reads what is to be sent, a bounded piece of it in memory at a time. Only reads."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._approvals = Approvals(connection)
        self._decisions = Decisions(connection)
        self._files = Files(connection)
        self._payments = Payments(connection)
        self._peers = Peers(connection)
        self._sisters = Sisters(connection)
        self._vouching = Vouching(connection)

    def of_station(self, after: int, upto: int, here: str, fits: Fit) -> Iterator[Item]:
        """A station's journal lines after `after` up to `upto`, made at `here`.

        `fits` is asked of each revision: one that cannot travel does not hold the others.
        """
        sent: set[str] = set()
        for chunk in _chunks(Journal(self._connection).lines(after, upto)):
            revisions = [each for each in chunk if each.kind == "revision"]
            yield from self._revisions(revisions, here, sent, fits)
            for entry in chunk:
                yield from self._other(entry, here)

    def of_city(
        self, after: int, upto: int, city: str, recipient: str, office: str, *, asks: bool
    ) -> Iterator[Item]:
        """The city's lines for one station; one that asks gets back what it once sent."""
        sent: set[str] = set()
        for chunk in _chunks(Journal(self._connection).lines(after, upto, office)):
            whole = [
                each
                for each in chunk
                if each.kind in ("result", "copy") and (asks or each.origin != recipient)
            ]
            yield from self._revisions(whole, city, sent, lambda _each: True)
            yield from self._results([each for each in chunk if each.kind in ("result", "copy")])
            for entry in chunk:
                if entry.kind == "aside":
                    yield from self._refused(entry, recipient)
                elif entry.kind == "receipt":
                    yield from self._receipt(entry, recipient)
                elif asks or entry.origin != recipient:
                    yield from self._other(entry, city)

    def _revisions(
        self, entries: Sequence[Entry], here: str, sent: set[str], fits: Fit
    ) -> Iterator[Item]:
        if not entries:
            return
        query = sa.select(
            revision,
            registration.c.uid,
            registration.c.person_id,
            registration.c.number.label("registration_number"),
        ).join(registration)
        refs = {each.ref for each in entries}
        first, last = min(refs), max(refs)
        if last - first < 2 * len(refs):  # mostly they are; and a span is asked for much quicker
            query = query.where(revision.c.id.between(first, last))
        else:
            query = query.where(revision.c.id.in_(refs))
        rows = {row.id: row for row in self._connection.execute(query)}
        once = dict.fromkeys(each.ref for each in entries if f"row {each.ref}" not in sent)
        found = [
            row
            for ref in once
            if (row := rows.get(ref)) is not None
            and row.state != "complete"  # its approval was taken back: it waits for another
            and fits(row)
        ]
        sent |= {f"row {ref}" for ref in once}
        new = {row.approval_id or "" for row in found} - sent
        for approval in self._approvals.known(new).values():
            signer = f"{approval.operator}:{approval.public_key.hex()}"
            if signer not in sent:  # no file needs another one to be believed
                sent.add(signer)
                key = self._approvals.key_row(approval.operator, approval.public_key)
                yield self._operator(key, here)
            yield Item(ItemKind.APPROVAL, write_approval(approval))
        sent |= new
        for row in found:
            yield Item(ItemKind.REVISION, _revision(row, here))

    def _results(self, entries: Sequence[Entry]) -> Iterator[Item]:
        query = sa.select(
            revision.c.id,
            revision.c.number,
            revision.c.hash,
            registration.c.uid,
            registration.c.decision,
            registration.c.decision_seq,
        ).join(registration)
        rows = {
            row.id: row
            for row in self._connection.execute(
                query.where(revision.c.id.in_([each.ref for each in entries]))
            )
        }
        for each in entries:
            if row := rows.get(each.ref):
                outcome, _, reason = each.outcome.partition(":")
                about = Name(row.number, row.hash)
                seq = each.seq
                if each.kind == "copy":  # the office learns only now what was said long before
                    outcome, seq = "taken", row.decision_seq
                result = Result(row.uid, about, outcome, reason, row.decision, seq)
                yield Item(ItemKind.RESULT, write_result(result))

    def _refused(self, entry: Entry, recipient: str) -> Iterator[Item]:
        row = self._connection.execute(sa.select(aside).where(aside.c.id == entry.ref)).one()
        if entry.origin == recipient and row.registration and row.incoming:
            about = Name.parse(row.incoming)
            result = Result(row.registration, about, "set_aside", row.reason, "", entry.seq)
            yield Item(ItemKind.RESULT, write_result(result))

    def _receipt(self, entry: Entry, recipient: str) -> Iterator[Item]:
        file = self._files.taken_row(entry.ref)
        if file.sender == recipient:
            receipt = Receipt(file.id, file.life_id, file.sequence)
            yield Item(ItemKind.RECEIPT, write_receipt(receipt))

    def _other(self, entry: Entry, here: str) -> Iterator[Item]:
        if entry.kind == "operator":
            yield self._operator(entry.ref, here)
        elif entry.kind == "card":
            yield from self._card(entry.ref, here)
        elif entry.kind == "verdict":
            yield from self._verdict(entry.ref, here)
        elif entry.kind == "event":
            event = self._decisions.event_by_row(entry.ref)
            is_handover = event.kind == EventKind.HANDOVER
            kind = ItemKind.HANDOVER if is_handover else ItemKind.EVENT
            yield Item(kind, write_event(event))
        elif entry.kind == "decision":
            decision = self._decisions.by_row(entry.ref)
            yield Item(ItemKind.DECISION, write_decision(decision))
        elif entry.kind == "payment":
            yield Item(ItemKind.PAYMENT, write_payment(self._payments.by_row(entry.ref)))
        elif entry.kind == "paid":
            yield Item(ItemKind.PAID, write_paid(self._payments.line_by_row(entry.ref)))
        elif entry.kind == "peer":
            yield Item(ItemKind.PEER, peer_content(self._peers.by_row(entry.ref)))

    def _operator(self, row_id: int, here: str) -> Item:
        told, origin = self._approvals.told(row_id)
        content = {**write_operator(told), "origin": origin or here}
        known = self._sisters.vouched(told.id, told.public_key)
        if known is not None and known.voucher:  # of a sister station, whose word it goes with
            content["voucher"] = known.voucher.hex()
        if links := self._vouching.of(origin or here):
            content["vouched"] = write_links(links)
        return Item(ItemKind.OPERATOR, content)

    def _card(self, row_id: int, here: str) -> Iterator[Item]:
        query = sa.select(card, registration.c.uid).join(registration).where(card.c.id == row_id)
        row = self._connection.execute(query).one()
        sent = SentCard(
            registration_id=row.uid,
            copy=row.copy,
            revision_hash=row.revision_hash,
            status=row.status,
            status_as_of=row.status_as_of,
            sheet=row.sheet,
            reason=row.reason,
            by=row.made_by,
            at=datetime.fromisoformat(row.made_at),
            printed_at=datetime.fromisoformat(row.printed_at),
            origin=row.origin or here,
        )
        yield Item(ItemKind.CARD, write_card(sent))

    def _verdict(self, row_id: int, here: str) -> Iterator[Item]:
        row = self._connection.execute(sa.select(verdict).where(verdict.c.id == row_id)).one()
        sent = SentVerdict(
            first=row.first_person,
            second=row.second_person,
            verdict=row.verdict,
            reason=row.reason,
            by=row.made_by,
            at=datetime.fromisoformat(row.made_at),
            origin=row.origin or here,
        )
        yield Item(ItemKind.VERDICT, write_verdict(sent))


def peer_content(peer: Peer) -> dict[str, Any]:
    """One key of the trust list, as it travels."""
    return {
        "office": peer.office,
        "station": peer.station,
        "name": peer.name,
        "signing_key": peer.signing_key.hex(),
        "sealing_key": peer.sealing_key,
        "since": peer.since.isoformat(),
        "revoked_at": peer.revoked_at.isoformat() if peer.revoked_at else "",
    }


def _revision(row: Any, here: str) -> dict[str, Any]:
    """The members of a revision as `items.write_revision` writes them, out of its row.

    Row by row: thousands are sealed while somebody waits.
    """
    return {
        "registration": row.uid,
        "person": row.person_id,
        "registration_number": row.registration_number,
        "number": row.number,
        "parent": row.parent or "",
        "lineage": row.lineage.split(),
        "hash": row.hash,
        "content": row.content,
        "life": row.incarnation,
        "by": row.made_by,
        "at": row.made_at,
        "origin": row.origin or here,
        "approval": row.approval_id or "",
    }


def _chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, _CHUNK)):
        yield chunk
