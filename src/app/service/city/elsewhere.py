"""The lists of other funders: looked through without writing, taken in, and let go again."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.domain.dates import read_date
from app.domain.elsewhere import ElsewhereList, Person, identity
from app.domain.ids import new_id
from app.domain.names import clean_name
from app.domain.pairs import PairKind, Said
from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.text import bare_number, is_digits
from app.service.allowed import needs
from app.service.city.find_elsewhere import FindElsewhere
from app.service.exchange.common import Cancelled, demand_city, never
from app.service.session import Session
from app.sheets.failure import Cancelled as ReadingCancelled
from app.sheets.failure import named_for_reading
from app.sheets.outside import ListProfile, list_profiles, people_of
from app.sheets.read import read
from app.sheets.rows import ListRow, Resolve
from app.sheets.vocabulary import Vocabulary
from app.store.books import Unit
from app.store.engine import StoreFailure

KEY = "elsewhere.key"
"""Setting: what the ids of people elsewhere are made with; it never leaves the books."""

_LEFT_OUT = frozenset({"elsewhere.nobody", "elsewhere.twice"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with a row of the file; its number is the one that Excel shows."""

    row: int
    problem: Problem

    @property
    def is_left_out(self) -> bool:
        """Whether the row is not taken for it."""
        return self.problem.code in _LEFT_OUT


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class CheckedElsewhere:
    """What a list would do, before anything is written."""

    profile: ListProfile
    file_hash: str
    as_of: date
    people: tuple[Person, ...]
    problems: tuple[RowProblem, ...]
    before: ElsewhereList | None  # the list of the same source that it takes the place of
    new: int
    gone: int  # in the list before, and no longer in this one

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return len(self.people) + sum(each.is_left_out for each in self.problems)

    @property
    def is_known(self) -> bool:
        """Whether this very file is in force already."""
        return self.before is not None and self.before.file_hash == self.file_hash


@dataclass(frozen=True, slots=True)
class KeptElsewhere:
    """What was taken in."""

    list: ElsewhereList
    is_new: bool  # False: this very file was in force already, and nothing was written
    found: int  # matches that wait for a word
    said: int  # matches that were settled before


@dataclass(frozen=True, slots=True)
class ElsewhereLine:
    """A list in force, and how many of its people may be in the register and wait for a word."""

    list: ElsewhereList
    open: int


@needs(Right.DECIDE, lines=Right.SEE, profiles=Right.SEE)
class TakeElsewhere:
    """Takes in the lists of other funders. One list of each source counts: the newest."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def profiles(self) -> Sequence[ListProfile]:
        """How such lists can be read, by what they are called."""
        found = list_profiles(self._session.resources).values()
        return sorted(found, key=lambda each: each.label)

    def open(
        self, path: Path, profile: str, as_of: date, cancelled: Cancelled = never
    ) -> CheckedElsewhere | None:
        """Read a list and say what it would do. Keeps nothing of it; None when it was cancelled.

        `SheetsFailure` where the file cannot be used; `Refusal`: `elsewhere.profile`,
        `elsewhere.day`, `import.no_header`, `import.no_rows`.
        """
        session = self._session
        demand_city(session)
        chosen = _chosen(list_profiles(session.resources), profile)
        if as_of > session.today():
            raise Refusal(Problem("elsewhere.day", "as_of"))
        try:
            workbook = read(path, cancelled=cancelled)
        except ReadingCancelled:
            return None
        with named_for_reading(), path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        vocabulary = Vocabulary.load(session.resources / "national")
        rows = people_of(workbook, chosen, vocabulary, _resolve(session))
        key = self._key()
        people, problems = [], []
        seen: set[str] = set()
        for row in rows:
            if cancelled():
                return None
            person, said = _person(key, chosen.source, row)
            if person is not None and person.id in seen:
                person, said = None, [Problem("elsewhere.twice")]
            if person is not None:
                seen.add(person.id)
                people.append(person)
            problems += [RowProblem(row.number, each) for each in said]
        with session.books.reading() as unit:
            before = _in_force(unit, chosen.source)
            held = unit.elsewhere.ids(before.id) if before is not None else frozenset()
        return CheckedElsewhere(
            profile=chosen,
            file_hash=digest,
            as_of=as_of,
            people=tuple(people),
            problems=tuple(problems),
            before=before,
            new=len(seen - held),
            gone=len(held - seen),
        )

    def keep(self, checked: CheckedElsewhere, cancelled: Cancelled = never) -> KeptElsewhere:
        """Take the list in, in the place of the one before, and look who of the register is in it.

        The same file again changes nothing. `Refusal`: `elsewhere.no_people`, `elsewhere.older`
        where the list in force is of a later day, `cancelled`: nothing was written.
        """
        session = self._session
        demand_city(session)
        if not checked.people:
            raise Refusal(Problem("elsewhere.no_people"))
        if cancelled():
            raise Refusal(Problem("cancelled"))
        now = session.clock()
        made = ElsewhereList(
            id=new_id(now),
            source=checked.profile.source,
            label=checked.profile.label,
            as_of=checked.as_of,
            file_hash=checked.file_hash,
            counts={
                "rows": checked.rows,
                "people": len(checked.people),
                "problems": len(checked.problems),
            },
            by=session.operator.id,
            at=now,
        )
        with session.books.transaction() as unit:
            before = _in_force(unit, made.source)
            is_new = before is None or before.file_hash != made.file_hash
            if before is not None and is_new:
                if before.as_of > made.as_of:
                    facts = (("day", before.as_of.isoformat()),)
                    raise Refusal(Problem("elsewhere.older", "as_of", facts=facts))
                unit.elsewhere.drop(before.id, now)
            if is_new:
                unit.elsewhere.add(made, checked.people)
                unit.audit.note(
                    "elsewhere.taken",
                    made.id,
                    operator=made.by,
                    at=now,
                    detail={
                        "source": made.source,
                        "file": made.file_hash,
                        "people": made.people,
                        "before": before.id if before else "",
                    },
                )
        found = FindElsewhere(session)()  # short of it, the old list's matches would be missed
        kept = made if is_new or before is None else before
        return KeptElsewhere(kept, is_new, found.found, found.said)

    def lines(self) -> Sequence[ElsewhereLine]:
        """The lists in force, with what waits of each."""
        with self._session.books.reading() as unit:
            lists = unit.elsewhere.in_force()
            words = unit.pairs.last_words()
            waiting = [
                each
                for each in unit.pairs.candidates(PairKind.ELSEWHERE)
                if (word := words.get((each.first, each.second))) is None
                or word.said in (Said.ASK, Said.TAKEN_BACK)
            ]
            people = unit.elsewhere.persons({each.second for each in waiting})
        by_source = Counter(people[each.second].source for each in waiting if each.second in people)
        return [ElsewhereLine(each, by_source[each.source]) for each in lists]

    def drop(self, list_id: str) -> int:
        """Let a list and everybody in it go; how many. What was said of matches stays.

        `Refusal`: `elsewhere.unknown`.
        """
        session = self._session
        demand_city(session)
        now = session.clock()
        with session.books.transaction() as unit:
            if list_id not in {each.id for each in unit.elsewhere.in_force()}:
                raise Refusal(Problem("elsewhere.unknown"))
            gone = unit.elsewhere.drop(list_id, now)
            unit.audit.note(
                "elsewhere.dropped",
                list_id,
                operator=session.operator.id,
                at=now,
                detail={"people": gone},
            )
        with suppress(StoreFailure):  # the log still holds who is not held any more
            session.books.settle()
        return gone

    def _key(self) -> bytes:
        """What ids are made with: by chance, once for these books."""
        with self._session.books.reading() as unit:
            held = unit.settings.get(KEY)
        if held is None:
            with self._session.books.transaction() as unit:
                held = unit.settings.get(KEY) or secrets.token_hex(32)
                unit.settings.put(KEY, held)
        return bytes.fromhex(held)


def _chosen(profiles: Mapping[str, ListProfile], code: str) -> ListProfile:
    found = profiles.get(code)
    if found is None:
        raise Refusal(Problem("elsewhere.profile", "profile"))
    return found


def _in_force(unit: Unit, source: str) -> ElsewhereList | None:
    return next((each for each in unit.elsewhere.in_force() if each.source == source), None)


def _person(key: bytes, source: str, row: ListRow) -> tuple[Person | None, list[Problem]]:
    """The person of a row, and what is wrong with it; None where nobody could be found by it."""
    draft, problems = row.draft, [each for each in row.problems if each.field in _USED]
    nik = bare_number(draft.nik)
    if nik and not _is_sixteen(nik):
        problems.append(Problem("elsewhere.nik", "nik"))
        nik = ""
    name = clean_name(draft.name)
    if not name and not nik:
        return None, [Problem("elsewhere.nobody")]
    birth_date = ""
    if draft.birth_date:
        try:
            birth_date = read_date(draft.birth_date).isoformat()
        except Refusal as refusal:
            problems += [each.at("birth_date") for each in refusal.problems]
    address = " ".join((draft.kelurahan, draft.rt, draft.address)).strip().upper()
    person = Person(
        id=identity(key, source, nik, name, birth_date, address),
        row=row.number,
        nik=nik,
        name=name,
        birth_date=birth_date,
        birth_place=draft.birth_place,
        mother_name=clean_name(draft.mother_name),
        sex=draft.sex,
        address=draft.address,
        rt=draft.rt,
        kelurahan=draft.kelurahan,
        phone=bare_number(draft.phone),
        kk=kk if _is_sixteen(kk := bare_number(draft.kk)) else "",
    )
    return person, list(_once(problems))


_USED = frozenset({"nik", "name", "birth_date", "kelurahan", "kecamatan", "sex"})


def _is_sixteen(text: str) -> bool:
    return len(text) == 16 and is_digits(text)


def _once(problems: Sequence[Problem]) -> Iterator[Problem]:
    """One of each field: a cell that cannot be read is not also of the wrong length."""
    seen: set[str] = set()
    for each in problems:
        if each.field not in seen:
            seen.add(each.field)
            yield each


def _resolve(session: Session) -> Resolve:
    places = session.reference.places
    return Resolve(places.find, places.find_kecamatan, lambda _: None)
