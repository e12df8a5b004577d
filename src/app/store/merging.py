"""Receiving revisions: new people by tuples and not by objects, all else with care.

Most of what a city receives are people nobody here has seen; those go in as fast as the database
takes them. A revision of somebody known is placed by `domain.merge` over all that is held of the
registration, so that what comes out is the same for any order.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from app.domain.asides import AsideKind
from app.domain.decisions import (
    ENDING,
    Event,
    EventKind,
    counting,
    handover_of,
    settlement_of,
)
from app.domain.items.revisions import SentRevision
from app.domain.merge import Arrangement, Handover, Name, Version, arrange, owner
from app.domain.revision import Home, Revision
from app.domain.states import DecisionState, RevisionState
from app.domain.stations import shown_station, station_name
from app.store import search
from app.store.approvals import pieces
from app.store.asides import Asides
from app.store.decisions import Decisions
from app.store.journal import Journal
from app.store.registrations import UNSENT, heir_rows, projection, registration_row
from app.store.tables import heir, person, registration, revision
from app.store.tuples import insert


class Outcome(StrEnum):
    """What became of a revision that was received."""

    TAKEN = "taken"
    KNOWN = "known"
    ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Placed:
    """The outcome of one revision, and why it was set aside if it was."""

    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """Where the receiving is done."""

    station: str  # office/station
    life: int
    is_city: bool


_MANY = 50
"""From so many on it is tried whether nobody of them is known."""

_LOOKED_AT_AGAIN = (DecisionState.NEEDS_FIXING, DecisionState.REJECTED)

_TAKEN, _KNOWN = Placed(Outcome.TAKEN), Placed(Outcome.KNOWN)


class Merging:
    """Takes revisions into the register, inside one transaction."""

    def __init__(self, connection: sa.Connection, here: Here, at: datetime) -> None:
        self._connection = connection
        self._here = here
        self._at = at
        self._journal = Journal(connection)
        self._asides = Asides(connection)
        self._decisions = Decisions(connection)

    def take(
        self, sent: Sequence[SentRevision], sender: str, file: str, state: RevisionState
    ) -> Sequence[Placed]:
        """Take revisions of one file, whose approvals are proven; what became of each.

        `state` is what they are in here: sealed, or filed where the city has them.
        """
        if self._take_strangers(sent, sender, state):
            return [_TAKEN] * len(sent)
        held = self._held({each.registration_id for each in sent})
        arranged = self._decisions.arranging({each.registration_id for each in sent})
        fresh = [each for each in sent if each.registration_id not in held]
        numbers = self._numbers({each.registration_number for each in fresh})
        people: list[SentRevision] = []
        later: list[int] = []
        placed: dict[int, Placed] = {}
        begun: set[str] = set()
        for place, each in enumerate(sent):
            uid = each.registration_id
            if uid in held or uid in begun or uid in arranged:
                later.append(place)
            elif each.registration_number in numbers:
                placed[place] = self._refuse(each, "number_taken", sender, file)
            elif _owner_by_number(each.registration_number) != each.origin:
                later.append(place)
            else:
                begun.add(uid)
                numbers.add(each.registration_number)
                people.append(each)
                placed[place] = _TAKEN
        self._put(people, sender, state)
        for place in later:
            placed[place] = self._place(sent[place], sender, file, state)
        return [placed[place] for place in range(len(sent))]

    def rearrange(self, registration_id: str) -> Arrangement | None:
        """Work out anew what is current, after something else than a revision came in."""
        row = self._held({registration_id}).get(registration_id)
        return self._arrange(row) if row else None

    def base(self, registration_id: str) -> tuple[Sequence[Name], Sequence[str]]:
        """All that counts of a registration: its revisions, and the ids of what was said of it.

        What strangers made of it stays aside, whoever owns it next.
        """
        row = self._held({registration_id})[registration_id]
        rows, happened = self._revisions(row), self._counting(row)
        aside = self._arranged(row, rows, happened).aside
        names = [name for name in rows if aside.get(name) != "not_owner"]
        return sorted(names), sorted(each.id for each in happened)

    # -- people nobody here has seen

    def _take_strangers(
        self, sent: Sequence[SentRevision], sender: str, state: RevisionState
    ) -> bool:
        """Take all at once if nobody of them is known, without asking for each; else none.

        The keys of the tables answer as they go in, which is quicker than to ask beforehand.
        """
        uids = {each.registration_id for each in sent}
        are_first = all(_owner_by_number(each.registration_number) == each.origin for each in sent)
        if len(sent) < _MANY or len(uids) < len(sent) or not are_first:
            return False
        if self._decisions.arranging(uids):
            return False
        try:
            with self._connection.begin_nested():
                self._put(sent, sender, state)
        except sa.exc.IntegrityError:
            return False
        return True

    def _put(self, sent: Sequence[SentRevision], sender: str, state: RevisionState) -> None:
        if not sent:
            return
        here = self._here
        row_id = self._highest(registration) + 1
        revision_id = self._highest(revision) + 1
        seq = self._journal.next(here.life)
        homes: dict[str, Home] = {}
        people, registrations, revisions, heirs, lines = [], [], [], [], []
        for place, each in enumerate(sent):
            home = homes.get(each.origin)
            if home is None:
                office, station = shown_station(each.origin)
                home = homes[each.origin] = Home(office, str(station))
            row = registration_row(_as_revision(each, state), home, None)
            row["id"] = row_id + place
            row["own"] = own = each.origin == here.station
            row["active"] = state is not RevisionState.DRAFT  # a copy that is offered no more
            if here.is_city:
                row["decision"] = DecisionState.RECEIVED.value
                row["decision_seq"] = seq + place
                row["decision_as_of"] = self._at.isoformat()
            if own and row["nik"]:
                row["disputed"] = self._twice(each, row["nik"]) or row["disputed"]
            people.append({"id": each.person_id, "made_at": row["made_at"]})
            registrations.append(row)
            revisions.append(self._revision_row(revision_id + place, row_id + place, each, state))
            heirs.extend(heir_rows(row_id + place, each.record))
            if here.is_city:
                lines.append(
                    (seq + place, "result", revision_id + place, home.office, sender, "taken")
                )
        insert(self._connection, person, people, ignore=True)
        insert(self._connection, registration, registrations)
        insert(self._connection, revision, revisions)
        insert(self._connection, heir, heirs)
        search.later(self._connection, row_id, row_id + len(sent) - 1)
        self._journal.put(lines)
        if not here.is_city:
            self._decided_before([each.registration_id for each in sent])

    def _twice(self, each: SentRevision, nik: str) -> bool:
        """Whether this station has given somebody else with this NIK a registration meanwhile."""
        other = self._connection.execute(
            sa.select(registration.c.uid).where(
                registration.c.nik == nik,
                registration.c.own,
                registration.c.active,
                registration.c.uid != each.registration_id,
            )
        ).scalar()
        if other is None:
            return False
        self._connection.execute(
            registration.update().where(registration.c.uid == other).values(disputed=True)
        )
        self._asides.put(
            AsideKind.NIK,
            ":".join(sorted((other, each.registration_id))),
            "nik_twice",
            origin=each.origin,
            at=self._at,
            registration_id=each.registration_id,
            held=other,
            incoming=each.key.text,
        )
        return True

    def _decided_before(self, registration_ids: Sequence[str]) -> None:
        """Let count what the city said of them before they came."""
        for uid, last in self._decisions.last_of(registration_ids).items():
            self._decisions.count(uid, last.state, last.seq, last.at, last.fixes)
        self._decisions.number(registration_ids)

    def _revision_row(
        self, revision_id: int, row_id: int, each: SentRevision, state: RevisionState
    ) -> dict[str, Any]:
        return {
            "id": revision_id,
            "registration_id": row_id,
            "number": each.number,
            "hash": each.hash,
            "parent": each.parent or None,
            "content": each.content,
            "state": state.value,
            "incarnation": each.life,
            "made_by": each.by,
            "made_at": each.at.isoformat(),
            "lineage": " ".join(name.text for name in each.lineage),
            "origin": "" if each.origin == self._here.station else each.origin,
            "approval_id": each.approval_id or None,
        }

    # -- somebody who is known

    def _place(self, each: SentRevision, sender: str, file: str, state: RevisionState) -> Placed:
        row = self._held({each.registration_id}).get(each.registration_id)
        if row is None:  # the city handed it over, or settled it, before it came
            self._put([each], sender, state)
            row = self._held({each.registration_id})[each.registration_id]
            arrangement = self._arrange(row)
            return _placed(arrangement, each.key)
        if row.number != each.registration_number or row.person_id != each.person_id:
            return self._refuse(each, "identity", sender, file)
        known = self._connection.execute(
            sa.select(revision.c.id, revision.c.lineage, revision.c.state, revision.c.origin).where(
                revision.c.registration_id == row.id,
                revision.c.number == each.number,
                revision.c.hash == each.hash,
            )
        ).one_or_none()
        if known is not None:
            self._same(row, known, each, state)
            return _KNOWN
        revision_id = self._highest(revision) + 1
        values = self._revision_row(revision_id, row.id, each, state)
        self._connection.execute(revision.insert(), values)
        arrangement = self._arrange(row)
        placed = _placed(arrangement, each.key)
        if self._here.is_city:
            self._answer(row, revision_id, sender, placed, arrangement.current.name == each.key)
        return placed

    def _answer(
        self, row: Any, revision_id: int, sender: str, placed: Placed, is_current: bool
    ) -> None:
        """Tell the kelurahan, and let a correction be looked at again: asked for, or an appeal."""
        outcome = placed.outcome.value + (f":{placed.reason}" if placed.reason else "")
        office, _ = shown_station(sender)  # who sent it is told, whoever owns it by now
        seq = self._journal.add(self._here.life, "result", [revision_id], office, sender, outcome)
        if is_current and row.decision in _LOOKED_AT_AGAIN:
            self._decisions.count(row.uid, DecisionState.RECEIVED, seq, self._at)

    def _same(self, row: Any, known: Any, each: SentRevision, state: RevisionState) -> None:
        """The same content came again; by another way, perhaps, or now out of the city's hand."""
        values: dict[str, Any] = {}
        came_by = set(known.lineage.split())
        if more := {name.text for name in each.lineage} - came_by:
            names = (Name.parse(text) for text in came_by | more)
            values["lineage"] = " ".join(
                name.text for name in sorted(names, key=lambda name: (-name.number, name.hash))
            )
        was_copy = bool(known.origin) and known.state in UNSENT
        is_filed = state is RevisionState.FILED and known.state != RevisionState.FILED
        if is_filed or (was_copy and state is RevisionState.SEALED):
            values |= {"state": state.value, "approval_id": each.approval_id}
        elif was_copy and state is RevisionState.COMPLETE and known.state == RevisionState.DRAFT:
            values["state"] = state.value  # its station offers it again
        if not values:
            return
        self._connection.execute(
            revision.update().where(revision.c.id == known.id).values(**values)
        )
        if "lineage" in values or was_copy:
            self._arrange(row)
        self._connection.execute(
            registration.update()
            .where(
                registration.c.id == row.id,
                registration.c.revision == each.number,
                registration.c.revision_hash == each.hash,
            )
            .values(state=values.get("state", known.state))
        )

    def _arrange(self, row: Any) -> Arrangement:
        """Show the revision that is current now, and ask about those that exclude it."""
        rows = self._revisions(row)
        happened = self._counting(row)
        arrangement = self._arranged(row, rows, happened)
        mine = owner(_owner_by_number(row.number), _handovers(happened))
        is_over = any(each.kind in ENDING for each in happened) or all(
            _is_copy(each) and each.state == RevisionState.DRAFT for each in rows.values()
        )
        self._show(row, rows[arrangement.current.name], mine, is_over=is_over)
        self._asides.arrange(
            row.uid,
            arrangement.current.name.text,
            {name.text: reason for name, reason in arrangement.aside.items()},
            origins={name.text: each.origin or self._here.station for name, each in rows.items()},
            at=self._at,
        )
        return arrangement

    def _revisions(self, row: Any) -> dict[Name, Any]:
        query = sa.select(revision).where(revision.c.registration_id == row.id)
        return {Name(each.number, each.hash): each for each in self._connection.execute(query)}

    def _counting(self, row: Any) -> Sequence[Event]:
        """What happened to a registration, as far as it counts."""
        happened = self._decisions.arranging([row.uid]).get(row.uid, ())
        return counting(happened, _owner_by_number(row.number))

    def _arranged(
        self, row: Any, rows: Mapping[Name, Any], happened: Sequence[Event]
    ) -> Arrangement:
        frozen = self._merged_at(row)
        if frozen is not None:
            late = {name for name, each in rows.items() if _descends(name, frozen, rows)}
            rest = {name: each for name, each in rows.items() if name not in late}
            arranged = self._arranged_of(row, rest, happened)
            return Arrangement(
                arranged.current, {**arranged.aside, **dict.fromkeys(late, "merged")}
            )
        return self._arranged_of(row, rows, happened)

    def _merged_at(self, row: Any) -> Name | None:
        """The revision at which the city merged it into another; None where none was, or elsewhere.

        Whatever was on its way then is set aside, and counts once the merge is taken back.
        """
        if not self._here.is_city or row.decision != DecisionState.MERGED_INTO:
            return None
        return self._decisions.last_of([row.uid])[row.uid].about

    def _arranged_of(
        self, row: Any, rows: Mapping[Name, Any], happened: Sequence[Event]
    ) -> Arrangement:
        settlements = [settlement_of(each) for each in happened if each.kind == EventKind.SETTLED]
        first, handovers = _owner_by_number(row.number), _handovers(happened)
        versions = _versions(rows, self._here.station)
        copies = [each for each in versions if _is_copy(rows[each.name])]
        sent = [each for each in versions if not _is_copy(rows[each.name])]
        mine = owner(first, handovers)
        if not copies or not (sent or any(each.origin == mine for each in copies)):
            return arrange(versions, first, handovers, settlements)
        return _with_copies(
            arrange(sent, first, handovers, settlements) if sent else None,
            [each for each in copies if each.origin == mine],
            {each.name for each in copies if rows[each.name].state != RevisionState.DRAFT},
            # what is lost with a sister that had it is shown to whoever has the registration now
            {each.name for each in copies if each.origin != mine == self._here.station}
            - {name for each in versions for name in each.ancestors},
        )

    def _show(self, row: Any, current: Any, owned_by: str, *, is_over: bool) -> None:
        office, station = shown_station(owned_by)
        own = owned_by == self._here.station
        is_shown = (row.revision, row.revision_hash) == (current.number, current.hash)
        stands = (row.office, row.station, row.own, row.active)
        if is_shown and stands == (office, str(station), own, not is_over):
            return
        shown = Revision(
            registration_id=row.uid,
            person_id=row.person_id,
            registration_number=row.number,
            number=current.number,
            parent=current.parent,
            hash=current.hash,
            record=json.loads(current.content),
            state=current.state,
            incarnation=current.incarnation,
            made_by=current.made_by,
            made_at=datetime.fromisoformat(current.made_at),
        )
        columns = projection(shown)
        columns["words"] = search.with_kpj(columns["words"], row.kpj)
        columns |= {"office": office, "station": str(station), "own": own, "active": not is_over}
        if row.disputed and row.nik == columns["nik"]:
            columns["disputed"] = True
        if own and not is_over and columns["nik"]:
            sent = _question(shown, owned_by)
            columns["disputed"] = self._twice(sent, columns["nik"]) or columns["disputed"]
        self._connection.execute(
            registration.update().where(registration.c.id == row.id).values(**columns)
        )
        if not is_shown:
            self._connection.execute(heir.delete().where(heir.c.registration_id == row.id))
            insert(self._connection, heir, heir_rows(row.id, shown.record))
            search.put(self._connection, [(row.id, columns["words"])])

    def _refuse(self, each: SentRevision, reason: str, sender: str, file: str) -> Placed:
        """Keep beside what cannot have its place in the register, for a person."""
        from app.domain.items.revisions import write_revision
        from app.domain.record import canonical

        asked = self._asides.put(
            AsideKind.RECORD,
            f"{each.registration_id}:{each.key.text}",
            reason,
            origin=sender,
            at=self._at,
            registration_id=each.registration_id,
            incoming=each.key.text,
            content=canonical(write_revision(each)),
            file=file,
        )
        if asked is None:
            return _KNOWN
        if self._here.is_city:
            office, _ = shown_station(sender)
            self._journal.add(self._here.life, "aside", [asked], office, sender, reason)
        return Placed(Outcome.ASIDE, reason)

    # -- looking

    def _held(self, uids: Iterable[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for some in pieces(sorted(uids)):
            query = sa.select(*_HELD).where(registration.c.uid.in_(some))
            found |= {row.uid: row for row in self._connection.execute(query)}
        return found

    def _numbers(self, numbers: Iterable[str]) -> set[str]:
        """Those of these registration numbers that are taken."""
        found: set[str] = set()
        for some in pieces(sorted(numbers)):
            query = sa.select(registration.c.number).where(registration.c.number.in_(some))
            found.update(self._connection.execute(query).scalars())
        return found

    def _highest(self, table: sa.Table) -> int:
        return self._connection.execute(sa.select(sa.func.max(table.c.id))).scalar() or 0


_HELD = (
    registration.c.id,
    registration.c.uid,
    registration.c.person_id,
    registration.c.number,
    registration.c.office,
    registration.c.station,
    registration.c.own,
    registration.c.active,
    registration.c.revision,
    registration.c.revision_hash,
    registration.c.disputed,
    registration.c.nik,
    registration.c.kpj,
    registration.c.decision,
)


def _owner_by_number(number: str) -> str:
    """The station that gave a registration number: its first owner."""
    office, station, *_ = [*number.split("-"), "", ""]
    return station_name(office, station)


def _handovers(events: Sequence[Event]) -> list[Handover]:
    return [handover_of(each) for each in events if each.kind == EventKind.HANDOVER]


def _versions(rows: Mapping[Name, Any], here: str) -> list[Version]:
    """The revisions as the merge sees them. Of own ones the descent follows from the parents."""
    versions = []
    for name, row in rows.items():
        ancestors = {Name.parse(text) for text in row.lineage.split()}
        number, parent = row.number - 1, row.parent
        while parent is not None and number > 0:
            ancestor = Name(number, parent)
            if ancestor in ancestors and row.lineage:
                break
            ancestors.add(ancestor)
            made = rows.get(ancestor)
            if made is None:
                break
            number, parent = number - 1, made.parent
        versions.append(Version(name, frozenset(ancestors), row.origin or here, row.incarnation))
    return versions


def _descends(name: Name, from_: Name, rows: Mapping[Name, Any]) -> bool:
    """Whether a revision was made from another, by what it says of its descent."""
    if name == from_:
        return False
    ancestors = {Name.parse(text) for text in rows[name].lineage.split()}
    return from_ in ancestors or rows[name].parent == from_.hash


def _is_copy(row: Any) -> bool:
    """Whether a sister station has this revision and has not sent it to the city yet."""
    return bool(row.origin) and row.state in UNSENT


def _with_copies(
    sent: Arrangement | None,
    copies: Sequence[Version],
    offered: Collection[Name],
    strange: Collection[Name],
) -> Arrangement:
    """Show the newest copy that goes on from what was sent.

    A copy asks nobody anything, and stands in nobody's way: its station may have forgotten or
    undone it, and once it is sent it counts by itself.
    """
    ahead = [
        each
        for each in copies
        if sent is None or (each.name in offered and sent.current.name in each.ancestors)
    ]
    aside = dict(sent.aside) if sent else {}
    aside |= dict.fromkeys(strange, "not_owner")
    if not ahead and sent:
        return Arrangement(sent.current, aside)
    current = max(ahead, key=lambda each: (each.name in offered, each.life, each.name))
    return Arrangement(current, aside)


def _placed(arrangement: Arrangement, name: Name) -> Placed:
    reason = arrangement.aside.get(name)
    return Placed(Outcome.ASIDE, reason) if reason else _TAKEN


def _as_revision(each: SentRevision, state: RevisionState) -> Revision:
    return Revision(
        registration_id=each.registration_id,
        person_id=each.person_id,
        registration_number=each.registration_number,
        number=each.number,
        parent=each.parent or None,
        hash=each.hash,
        record=each.record,
        state=state.value,
        incarnation=each.life,
        made_by=each.by,
        made_at=each.at,
    )


def _question(shown: Revision, origin: str) -> SentRevision:
    """A revision that is here already, in the words of one that comes."""
    return SentRevision(
        registration_id=shown.registration_id,
        person_id=shown.person_id,
        registration_number=shown.registration_number,
        number=shown.number,
        parent=shown.parent or "",
        lineage=(),
        hash=shown.hash,
        content="",
        record=shown.record,
        life=shown.incarnation,
        by=shown.made_by,
        at=shown.made_at,
        origin=origin,
        approval_id="",
    )
