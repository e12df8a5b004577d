"""Is this person registered already? Asked while typing, over the whole register."""

from contextlib import suppress
from datetime import date

from app.domain.dates import read_date
from app.domain.draft import Draft
from app.domain.likeness import Probe, Strength, Suspect
from app.domain.names import name_key
from app.domain.nik import neighbours, read_nik
from app.domain.phone import read_phone
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.matching import desk
from app.service.allowed import needs
from app.service.session import Session

MOST = 8
"""More suspects than this are not shown: the first ones decide."""


@needs(Right.SEE)
class FindDuplicates:
    """Looks through the register for people like the one being typed. Only reads."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(
        self, draft: Draft, *, besides: str | None = None, person_id: str = ""
    ) -> tuple[Suspect, ...]:
        """The suspects, strongest first; without those of whom somebody said they are others.

        `besides` is the registration being corrected. The same NIK is never left out.
        """
        probe = probe_of(draft, besides or "")
        if not (probe.niks or probe.birth_dates or probe.name_key or probe.phone or probe.kk):
            return ()
        with self._session.books.reading() as unit:
            different = unit.lookup.judged_different(person_id) if person_id else frozenset()
            found = [desk.judge(probe, each) for each in unit.lookup.candidates(probe)]
        suspects = [
            each
            for each in found
            if each is not None
            and (each.strength is Strength.SAME or each.person_id not in different)
        ]
        return desk.rank(suspects, MOST)


@needs(Right.REGISTER)
class Judge:
    """A person's word on two who look alike; it is remembered, and not asked again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self, person_id: str, other_person_id: str, reason: str) -> None:
        """They are two different people, because of `reason`.

        `Refusal`: `judge.reason_missing`, `text.long`.
        """
        reason = one_line(reason)
        if not reason:
            raise Refusal(Problem("judge.reason_missing"))
        now = self._session.clock()
        with self._session.books.transaction() as unit:
            unit.verdicts.put(
                person_id,
                other_person_id,
                "different",
                reason,
                operator=self._session.operator.id,
                at=now,
            )
            unit.audit.note(
                "pair.different",
                person_id,
                operator=self._session.operator.id,
                at=now,
                detail={"other": other_person_id},
            )


def probe_of(draft: Draft, besides: str = "") -> Probe:
    """What of a draft can be compared; what cannot be read yet is left out."""
    nik, born, phone = "", None, ""
    with suppress(Refusal):
        nik = read_nik(draft.nik).digits
    with suppress(Refusal):
        born = read_date(draft.birth_date)
    with suppress(Refusal):
        phone = read_phone(draft.phone) if draft.phone else ""
    kk = "".join(filter(str.isdigit, draft.kk))
    return Probe(
        nik=nik,
        niks=neighbours(nik) | {nik} if nik else frozenset(),
        name_key=name_key(draft.name),
        mother_key=name_key(draft.mother_name),
        birth_date=born,
        birth_dates=near_dates(born) if born else frozenset(),
        sex=draft.sex,
        kk=kk if len(kk) == 16 else "",
        phone=phone,
        besides=besides,
    )


def near_dates(day: date) -> frozenset[date]:
    """The date itself, with day and month swapped, and a year early and late."""
    near = {day}
    if day.day <= 12:
        near.add(day.replace(month=day.day, day=day.month))
    for years in (-1, 1):
        with suppress(ValueError):  # there is no such day: 29 February
            near.add(day.replace(year=day.year + years))
    return frozenset(near)
