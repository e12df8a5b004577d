"""The lists that went to the insurer and those that came back, row by row."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from app.domain.decisions import EventKind
from app.domain.insurer import Answer, Held, InsurerFile, InsurerLine, Said, SentOut
from app.domain.merge import Name
from app.domain.record import canonical
from app.domain.states import DecisionState
from app.store.approvals import pieces
from app.store.tables import event, insurer_file, insurer_line, registration

OUT, IN = "out", "in"
SENT = "sent"
"""The result of a row that went out."""


_HELD = (
    registration.c.uid,
    registration.c.number,
    registration.c.office,
    registration.c.nik,
    registration.c.name,
    registration.c.birth_date,
    registration.c.kelurahan,
    registration.c.kpj,
    registration.c.decision,
    registration.c.active,
    registration.c.revision,
    registration.c.revision_hash,
)
_UNMERGED = sa.and_(
    registration.c.decision != DecisionState.MERGED_INTO.value, registration.c.purged_at.is_(None)
)


class InsurerFiles:
    """Files and rows inside one transaction: lines are added, never changed."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # -- whom it is about

    def concerned(self) -> Sequence[Held]:
        """Everybody who is paid for, and everybody who was ever on a list; not merged ones."""
        listed = sa.select(insurer_line.c.registration).where(insurer_line.c.registration != "")
        query = (
            sa.select(*_HELD)
            .where(
                _UNMERGED,
                sa.or_(
                    sa.and_(
                        registration.c.decision == DecisionState.FUNDED.value,
                        registration.c.active,
                    ),
                    registration.c.uid.in_(listed),
                ),
            )
            .order_by(registration.c.office, registration.c.name, registration.c.number)
        )
        return [_as_held(row) for row in self._connection.execute(query)]

    def by_ids(self, registration_ids: Collection[str]) -> Mapping[str, Held]:
        """These people, as far as they are not merged or purged."""
        return {each.registration_id: each for each in self._held("uid", registration_ids)}

    def by_niks(self, niks: Collection[str], *, merged: bool = False) -> Mapping[str, list[Held]]:
        """Who has one of these NIK: two where two offices registered one person."""
        found: dict[str, list[Held]] = {}
        for each in self._held("nik", niks, merged=merged):
            found.setdefault(each.nik, []).append(each)
        return found

    def by_numbers(self, numbers: Collection[str]) -> Mapping[str, Held]:
        """Who has one of these registration numbers, merged ones too."""
        return {each.number: each for each in self._held("number", numbers, merged=True)}

    def holders(self, kpjs: Collection[str]) -> Mapping[str, Collection[str]]:
        """By KPJ: the ids of those who hold it."""
        found: dict[str, set[str]] = {}
        for each in self._held("kpj", kpjs):
            found.setdefault(each.kpj, set()).add(each.registration_id)
        return found

    def _held(self, column: str, values: Collection[str], *, merged: bool = False) -> list[Held]:
        found: list[Held] = []
        for some in pieces(sorted(values)):
            query = sa.select(*_HELD).where(registration.c[column].in_(some))
            if not merged:
                query = query.where(_UNMERGED)
            found.extend(_as_held(row) for row in self._connection.execute(query) if row.birth_date)
        return found

    # -- what was said of them

    def answers(self, registration_ids: Collection[str] | None = None) -> Mapping[str, Answer]:
        """The last word of the insurer, by registration; of everybody where none are named."""
        about = (event.c.uid, event.c.registration, event.c.content, event.c.made_at)
        query = (
            sa.select(*about)
            .where(event.c.kind == EventKind.INSURER.value)
            .order_by(event.c.made_at, event.c.uid)
        )
        found: dict[str, Answer] = {}
        for row in self._of(query, event.c.registration, registration_ids):
            content = json.loads(row.content)
            if "result" in content:  # else it was purged
                found[row.registration] = _as_answer(row, content)
        return found

    def asked(self, question: str) -> Mapping[str, tuple[str, str] | None]:
        """By id of an answer of the insurer that a kelurahan was asked about: what it replied.

        A code and a text; None as long as it has not.
        """
        query = sa.select(event.c.uid, event.c.kind, event.c.content).where(
            event.c.kind.in_((EventKind.ASKED.value, EventKind.ANSWERED.value))
        )
        about: dict[str, str] = {}
        replies: dict[str, tuple[str, str]] = {}
        for uid, kind, text in self._connection.execute(query.order_by(event.c.id)):
            content = json.loads(text)
            if kind == EventKind.ANSWERED:
                said = str(content.get("answer", "")), str(content.get("text", ""))
                replies.setdefault(str(content.get("to", "")), said)
            elif content.get("question") == question and "answer" in content:
                about[uid] = content["answer"]
        return {answer: replies.get(uid) for uid, answer in about.items()}

    def sent(self, registration_ids: Collection[str] | None = None) -> Mapping[str, SentOut]:
        """When somebody last went out, by registration."""
        query = (
            sa.select(insurer_line.c.registration, insurer_line.c.content, insurer_file.c.made_at)
            .join(insurer_file)
            .where(insurer_line.c.result == SENT, insurer_line.c.registration != "")
            .order_by(insurer_line.c.id)
        )
        return {
            row.registration: SentOut(
                datetime.fromisoformat(row.made_at), json.loads(row.content).get("revision", "")
            )
            for row in self._of(query, insurer_line.c.registration, registration_ids)
        }

    def _of(
        self, query: sa.Select[Any], column: sa.Column[Any], ids: Collection[str] | None
    ) -> Sequence[Any]:
        if ids is None:
            return self._connection.execute(query).all()
        found: list[Any] = []
        for some in pieces(sorted(ids)):
            found.extend(self._connection.execute(query.where(column.in_(some))))
        return found

    # -- the files

    def add(self, new: InsurerFile, lines: Sequence[InsurerLine]) -> None:
        """Keep a file with all of its rows."""
        row = self._connection.execute(
            insurer_file.insert().returning(insurer_file.c.id),
            {
                "uid": new.id,
                "direction": new.direction,
                "name": new.name,
                "file_hash": new.file_hash,
                "profile": new.profile,
                "counts": canonical(new.counts),
                "made_by": new.by,
                "made_at": new.at.isoformat(),
            },
        ).scalar_one()
        if lines:
            self._connection.execute(
                insurer_line.insert(),
                [
                    {
                        "file_id": row,
                        "row": each.row,
                        "registration": each.registration_id,
                        "result": each.result,
                        "kpj": each.kpj,
                        "start": each.start,
                        "reason": each.reason,
                        "content": canonical(each.content or {}),
                    }
                    for each in lines
                ],
            )

    def files(self) -> Sequence[InsurerFile]:
        """Every file, the newest first."""
        query = sa.select(insurer_file).order_by(insurer_file.c.id.desc())
        return [_as_file(row) for row in self._connection.execute(query)]

    def taken_before(self, file_hash: str) -> InsurerFile | None:
        """The answer that was this very file; None where it is new."""
        query = (
            sa.select(insurer_file)
            .where(insurer_file.c.direction == IN, insurer_file.c.file_hash == file_hash)
            .order_by(insurer_file.c.id.desc())
            .limit(1)
        )
        row = self._connection.execute(query).one_or_none()
        return _as_file(row) if row else None

    def lines(self, file_id: str) -> Sequence[InsurerLine]:
        """The rows of a file, in its order."""
        query = (
            sa.select(insurer_line)
            .join(insurer_file)
            .where(insurer_file.c.uid == file_id)
            .order_by(insurer_line.c.row, insurer_line.c.id)
        )
        return [
            InsurerLine(
                row=row.row,
                registration_id=row.registration,
                result=row.result,
                kpj=row.kpj,
                start=row.start,
                reason=row.reason,
                content=json.loads(row.content),
            )
            for row in self._connection.execute(query)
        ]


def _as_held(row: Any) -> Held:
    return Held(
        registration_id=row.uid,
        number=row.number,
        office=row.office,
        nik=row.nik or "",
        name=row.name,
        birth_date=date.fromisoformat(row.birth_date),
        kelurahan=row.kelurahan,
        kpj=row.kpj or "",
        decision=row.decision,
        active=bool(row.active),
        about=Name(row.revision, row.revision_hash),
    )


def _as_answer(row: Any, content: Mapping[str, Any]) -> Answer:
    return Answer(
        event_id=row.uid,
        said=Said(content["result"]),
        kpj=content.get("kpj", ""),
        start=content.get("start", ""),
        reason=content.get("reason", ""),
        at=datetime.fromisoformat(row.made_at),
    )


def _as_file(row: Any) -> InsurerFile:
    return InsurerFile(
        id=row.uid,
        direction=row.direction,
        name=row.name,
        file_hash=row.file_hash,
        profile=row.profile,
        counts=json.loads(row.counts),
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
    )
