"""The list of members for the insurer: who stands on it, who cannot and why, and the file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.ids import new_id
from app.domain.insurer import (
    Choice,
    Held,
    InsurerFile,
    InsurerLine,
    SendReason,
    Stage,
    read_send_reason,
    stage_of,
)
from app.domain.paid import months_of
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.states import DecisionState
from app.service.allowed import needs
from app.service.city.cover import Cover
from app.service.city.insurer.profile import profile_of
from app.service.exchange.common import Cancelled, Progress, demand_city, never, nothing_said
from app.service.session import Session
from app.sheets.profile import InsurerProfile, Value
from app.store.approvals import pieces
from app.store.books import Unit
from app.store.engine import StoreFailure
from app.store.insurer import OUT, SENT

LONGEST_NAME = 120
"""Signs of a file's name that are kept."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """One person of a list, or who cannot stand on it, and why."""

    held: Held
    cells: Sequence[str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, repr=False)
class ListPreview:
    """What a list would be."""

    profile: InsurerProfile
    listed: Sequence[Listed]
    left_out: Sequence[Listed]
    """Paid for, but something of theirs does not fit the list."""
    not_paid: int
    """Of those who were named: not paid for, so not the insurer's."""


@needs(Right.BUDGET)
class ListForInsurer:
    """Writes the list of members as the profile lays it out: the named exception to "sealed".

    It needs the right to export as well, and a reason, and is written down.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(
        self, choice: Choice | None = None, code: str = "", cancelled: Cancelled = never
    ) -> ListPreview:
        """Who would stand on it, and who not and why. Writes nothing.

        `Refusal`: `insurer.profile`, `insurer.profile_unknown`, `insurer.decree`,
        `insurer.payment`, `cancelled`.
        """
        session = self._session
        demand_city(session)
        profile = profile_of(session, code)
        with session.books.reading() as unit:
            return _preview(session, unit, choice or Choice(), profile, cancelled)

    def __call__(
        self,
        target: Path,
        reason: str,
        choice: Choice | None = None,
        code: str = "",
        progress: Progress = nothing_said,
        cancelled: Cancelled = never,
    ) -> tuple[InsurerFile, ListPreview]:
        """Write the list to `target` and into the books: neither is there without the other.

        `Refusal`: as `preview`, `insurer.send_reason`, `insurer.nobody_to_send`. `SheetsFailure`
        where the disk says no.
        """
        from app.sheets.insurer import made  # XlsxWriter: only when it is used

        session = self._session
        session.require(Right.EXPORT)
        given = read_send_reason(reason)
        preview = self.preview(choice, code, cancelled)
        if not preview.listed:
            raise Refusal(Problem("insurer.nobody_to_send"))

        def rows() -> Iterator[Sequence[str]]:
            for done, each in enumerate(preview.listed, 1):
                if done % _AT_ONCE == 0:
                    progress(done, len(preview.listed))
                    if cancelled():
                        raise Refusal(Problem("cancelled"))
                yield each.cells

        is_there = False
        try:
            with ExitStack() as stack:
                digest = stack.enter_context(made(target, preview.profile, rows()))
                with session.books.transaction() as unit:
                    file = self._keep(unit, target.name, digest, preview, given)
                    stack.close()  # now it stands at `target`: if that fails nothing was sent
                    is_there = True
        except StoreFailure:
            if is_there:
                with suppress(OSError):
                    target.unlink()
            raise
        progress(len(preview.listed), len(preview.listed))
        return file, preview

    def _keep(
        self, unit: Unit, name: str, digest: str, preview: ListPreview, reason: SendReason
    ) -> InsurerFile:
        session = self._session
        now = session.clock()
        file = InsurerFile(
            id=new_id(now),
            direction=OUT,
            name=name[:LONGEST_NAME],
            file_hash=digest,
            profile=preview.profile.code,
            counts={SENT: len(preview.listed), "left_out": len(preview.left_out)},
            by=session.operator.id,
            at=now,
        )
        unit.insurer.add(
            file,
            [
                InsurerLine(
                    row=preview.profile.header_row + place,
                    registration_id=each.held.registration_id,
                    result=SENT,
                    content={"revision": each.held.about.text},
                )
                for place, each in enumerate(preview.listed, 1)
            ],
        )
        unit.audit.note(
            "insurer.sent",
            file.id,
            operator=session.operator.id,
            at=now,
            detail={
                "count": len(preview.listed),
                "left_out": len(preview.left_out),
                "profile": preview.profile.code,
                "reason": reason.value,
                "sha256": digest,
            },
        )
        return file


def _preview(
    session: Session,
    unit: Unit,
    choice: Choice,
    profile: InsurerProfile,
    cancelled: Cancelled,
) -> ListPreview:
    from app.sheets.insurer import cells_of

    people, not_paid = _chosen(unit, choice)
    values = _Values(session, unit, [each.registration_id for each in people])
    listed: list[Listed] = []
    left_out: list[Listed] = []
    for some in pieces(people, _AT_ONCE):
        if cancelled():
            raise Refusal(Problem("cancelled"))
        records = unit.registrations.currents([each.registration_id for each in some])
        for each in some:
            held = records.get(each.registration_id)
            person = values.of(each, held.record if held else {})
            cells, problems = cells_of(profile, person)
            (left_out if problems else listed).append(Listed(each, cells, problems))
    return ListPreview(profile, listed, left_out, not_paid)


def _chosen(unit: Unit, choice: Choice) -> tuple[Sequence[Held], int]:
    named: set[str] = set(choice.ids)
    if choice.decree:
        decree = next((each for each in unit.decrees.all() if each.number == choice.decree), None)
        if decree is None:
            raise Refusal(Problem("insurer.decree", "decree"))
        named.update(each.registration_id for each in unit.decrees.people(decree.id))
    if choice.payment:
        payment = next(
            (
                each
                for each in unit.payments.all()
                if each.proof == choice.payment and not each.reverses
            ),
            None,
        )
        if payment is None:
            raise Refusal(Problem("insurer.payment", "payment"))
        named.update(each.registration_id for each in unit.payments.lines(payment.id))
    paid = [
        each
        for each in unit.insurer.concerned()
        if each.decision == DecisionState.FUNDED and each.active
    ]
    if choice.is_named:
        people = [each for each in paid if each.registration_id in named]
        return people, len(named) - len(people)
    sent, answers = unit.insurer.sent(), unit.insurer.answers()
    wanted = {Stage.WAITING, Stage.SENT, Stage.REFUSED} if choice.again else {Stage.WAITING}
    return [
        each
        for each in paid
        if stage_of(each, sent.get(each.registration_id), answers.get(each.registration_id))
        in wanted
    ], 0


class _Values:
    """What the columns of a list show of people, by their source."""

    def __init__(self, session: Session, unit: Unit, ids: Sequence[str]) -> None:
        self._reference = session.reference
        self._paid = Cover(session, unit).paid(ids)
        self._programmes = {each.id: each for each in unit.programmes.all()}
        self._decisions = unit.decisions.last_of(ids)

    def of(self, held: Held, record: Mapping[str, Any]) -> Mapping[str, Value]:
        places, jobs = self._reference.places, self._reference.occupations.by_code
        home = places.get(str(record.get("kelurahan") or ""))
        district = places.get(str(record.get("kecamatan") or ""))
        job = jobs.get(str(record.get("occupation") or ""))
        found: dict[str, Value] = {
            name: str(record.get(name) or "")
            for name in (
                "nik", "name", "birth_place", "sex", "mother_name", "address", "rt", "rw", "kk",
                "phone", "email", "workplace", "work_hours",
            )
        }  # fmt: skip
        found |= {
            "birth_date": held.birth_date,
            "kelurahan": home.name if home else str(record.get("other_region") or ""),
            "kecamatan": district.name if district else "",
            "city": self._reference.city.name if home else "",
            "occupation": job.name if job else "",
            "number": held.number,
            "kpj": held.kpj,
        }
        months = sorted(months_of(self._paid.get(held.registration_id, ())))
        if months:
            found |= {
                "first_month": months[0].first_day,
                "last_month": months[-1].last_day,
                "months": len(months),
            }
        decision = self._decisions.get(held.registration_id)
        programme = self._programmes.get(decision.detail.get("programme", "")) if decision else None
        if programme is not None:
            found |= {"wage_base": programme.wage_base, "programme": programme.name}
        return found
