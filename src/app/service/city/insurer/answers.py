"""The insurer's answers, looked at first and then taken in; harmless when done again."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.decisions import Event, EventKind
from app.domain.ids import new_id
from app.domain.insurer import (
    TAKEN,
    InsurerFile,
    InsurerLine,
    Judged,
    Known,
    Outcome,
    Row,
    judge,
)
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.city.insurer.out import LONGEST_NAME
from app.service.city.insurer.profile import profile_of
from app.service.exchange.common import Cancelled, demand_city, never, own_name
from app.service.session import Session
from app.sheets.profile import InsurerProfile
from app.store.books import Unit
from app.store.insurer import IN


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class Checked:
    """What the answers in a file would do; nothing is written yet."""

    name: str
    file_hash: str
    profile: InsurerProfile
    rows: Sequence[Judged]
    earlier: InsurerFile | None
    """The same file, where it was taken in before."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows of each outcome; they add up to all rows."""
        return dict(Counter(each.outcome.value for each in self.rows))

    @property
    def takes(self) -> int:
        """How many rows change something."""
        return sum(each.outcome in TAKEN for each in self.rows)


@needs(Right.BUDGET)
class TakeAnswers:
    """Takes the insurer's answers in, after they were looked at; harmless when done again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, path: Path, code: str = "", cancelled: Cancelled = never) -> Checked:
        """Read the file and say what becomes of each row. Writes nothing.

        `Refusal`: `insurer.profile`, `insurer.profile_unknown`, `insurer.no_header`,
        `insurer.no_rows`, `cancelled`. `SheetsFailure` where the file cannot be used.
        """
        from app.sheets.failure import Cancelled as Stopped
        from app.sheets.failure import named_for_reading
        from app.sheets.insurer import read_answers
        from app.sheets.read import read

        session = self._session
        demand_city(session)
        profile = profile_of(session, code)
        try:
            workbook = read(path, cancelled=cancelled)
        except Stopped:
            raise Refusal(Problem("cancelled")) from None
        with named_for_reading(), path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        rows = read_answers(workbook, profile)
        with session.books.reading() as unit:
            judged = judge(rows, _known(unit, rows))
            earlier = unit.insurer.taken_before(digest)
        return Checked(path.name[:LONGEST_NAME], digest, profile, judged, earlier)

    def __call__(
        self, checked: Checked, agreed: Collection[int] = (), reason: str = ""
    ) -> InsurerFile | None:
        """Take in what was checked, whole or not at all; None where nothing in it is new.

        `agreed` are the places of rows that a person takes although something stands against
        them, with a `reason`. A file that was taken before and brings nothing is not kept twice.
        `Refusal`: `insurer.reason`, `insurer.not_agreeable`, `insurer.agreed_twice`,
        `insurer.changed` where the books say something else by now.
        """
        session = self._session
        demand_city(session)
        taken = _agreed(checked, agreed, reason)
        if checked.earlier is not None and not any(each.outcome in TAKEN for each in taken):
            return None
        now = session.clock()
        with session.books.transaction() as unit:
            rows = [each.row for each in checked.rows]
            again = judge(rows, _known(unit, rows))
            if [each.outcome for each in again] != [each.outcome for each in checked.rows]:
                raise Refusal(Problem("insurer.changed"))
            file = InsurerFile(
                id=new_id(now),
                direction=IN,
                name=checked.name,
                file_hash=checked.file_hash,
                profile=checked.profile.code,
                counts=dict(Counter(each.outcome.value for each in taken)),
                by=session.operator.id,
                at=now,
            )
            chosen = frozenset(agreed)
            unit.insurer.add(file, [_line(each, chosen, reason) for each in taken])
            self._tell(unit, file, taken)
            unit.audit.note(
                "insurer.taken",
                file.id,
                operator=session.operator.id,
                at=now,
                detail={
                    "sha256": file.file_hash,
                    "profile": file.profile,
                    "rows": len(taken),
                    "agreed": len(chosen),
                    **file.counts,
                },
            )
        return file

    def _tell(self, unit: Unit, file: InsurerFile, rows: Sequence[Judged]) -> None:
        """One event and one line of the journal for each person who was answered for."""
        session = self._session
        new = [(each, each.held) for each in rows if each.outcome in TAKEN and each.held]
        said = [
            Event(
                id=new_id(file.at),
                kind=EventKind.INSURER,
                registration_id=held.registration_id,
                content={
                    "result": TAKEN[each.outcome].value,
                    "kpj": each.row.kpj,
                    "start": each.row.start.isoformat() if each.row.start else "",
                    "reason": each.row.reason,
                    "as_of": session.today().isoformat(),
                    "file": file.id,
                },
                origin=own_name(session),
                by=session.operator.id,
                at=file.at,
            )
            for each, held in new
        ]
        refs = unit.decisions.happened_each(said)
        first = unit.journal.next(session.station.incarnation.number)
        unit.journal.put(
            [
                (seq, "event", ref, held.office, "", "")
                for seq, (ref, (_, held)) in enumerate(zip(refs, new, strict=True), first)
            ]
        )
        unit.audit.note_each(
            "insurer.answered",
            [
                (held.registration_id, {"result": each.outcome.value, "file": file.id})
                for each, held in new
            ],
            operator=session.operator.id,
            at=file.at,
        )


def _known(unit: Unit, rows: Sequence[Row]) -> Known:
    """What the books hold of the people of these rows.

    Whoever was merged since the list went out is answered for as who stands in their place.
    """
    files, into = unit.insurer, unit.decisions.merged()
    niks = {each.nik for each in rows if each.nik}
    by_nik = dict(files.by_niks(niks))
    by_number = dict(files.by_numbers({each.number for each in rows if each.number}))
    if into:
        gone = files.by_niks(niks - by_nik.keys(), merged=True)
        former = {each.registration_id for some in gone.values() for each in some}
        former |= {each.registration_id for each in by_number.values()} & into.keys()
        ends = {each: _end(each, into) for each in former}
        stand = files.by_ids(set(ends.values()))
        for nik, some in gone.items():
            found = {ends[each.registration_id] for each in some} & stand.keys()
            by_nik[nik] = [stand[each] for each in sorted(found)]
        for number, each in list(by_number.items()):
            if (stays := ends.get(each.registration_id)) is not None:
                del by_number[number]
                if stays in stand:
                    by_number[number] = stand[stays]
    people = {each.registration_id for each in by_number.values()}
    people |= {each.registration_id for some in by_nik.values() for each in some}
    holders = files.holders({each.kpj for each in rows if each.kpj})
    return Known(by_nik, by_number, holders, files.answers(people), files.sent(people))


def _end(registration_id: str, into: Mapping[str, str]) -> str:
    seen = {registration_id}
    while (other := into.get(registration_id)) is not None and other not in seen:
        seen.add(other)
        registration_id = other
    return registration_id


def _agreed(checked: Checked, agreed: Collection[int], reason: str) -> Sequence[Judged]:
    """The rows as they are taken: those that a person agreed to, by what they say."""
    if not agreed:
        return checked.rows
    if not one_line(reason):
        raise Refusal(Problem("insurer.reason", "reason"))
    rows, people = [], set()
    for each in checked.rows:
        if each.row.place not in agreed:
            rows.append(each)
            continue
        if not each.may_agree or each.held is None or each.row.said is None:
            raise Refusal(Problem("insurer.not_agreeable"))
        if each.held.registration_id in people:
            raise Refusal(Problem("insurer.agreed_twice"))
        people.add(each.held.registration_id)
        outcome = Outcome(each.row.said.value)
        rows.append(
            Judged(each.row, outcome, each.held, each.problems, each.differences, each.may_agree)
        )
    return rows


def _line(each: Judged, agreed: Collection[int], reason: str) -> InsurerLine:
    """A row as it stays in the books; of whoever is nobody here, also who that was."""
    row = each.row
    content: dict[str, Any] = {"sheet": row.sheet}
    if each.problems:
        content["problems"] = [
            {"code": problem.code, "facts": dict(problem.facts)} for problem in each.problems
        ]
    if each.differences:
        content["differs"] = {one.field: one.said for one in each.differences}
    if each.held is None:
        day = row.birth_date.isoformat() if row.birth_date else ""
        content |= {"nik": row.nik, "number": row.number, "name": row.name, "birth_date": day}
    if row.place in agreed:
        content["agreed"] = one_line(reason)
    return InsurerLine(
        row=row.number_in_sheet,
        registration_id=each.held.registration_id if each.held else "",
        result=each.outcome.value,
        kpj=row.kpj,
        start=row.start.isoformat() if row.start else "",
        reason=row.reason,
        content=content,
    )
