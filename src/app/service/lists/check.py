"""The dry run: each row of a list beside the rules, the register, the drafts and the rows above."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.examined import Examined
from app.domain.names import clean_name
from app.domain.people import mask
from app.domain.reading import read
from app.domain.record import canonical
from app.domain.refusal import Level, Problem, Refusal
from app.domain.registration import Registration
from app.domain.revision import Revision
from app.service.lists.batches import earlier_of, sizes
from app.service.lists.checked import COMES_IN, CheckedList, CheckedRow, Result
from app.service.lists.compare import Difference, differences, merged
from app.service.lists.examined import examining
from app.service.lists.kept import KeptDrafts
from app.service.lists.likeness import Alike, Asked, List, Register, asked_of
from app.service.lists.opened import OpenedList, mapping_of, sheet_of
from app.service.session import Session
from app.sheets.rows import ListRow, Resolve, read_rows
from app.sheets.vocabulary import Vocabulary

BLOCK = 4000
"""Rows for which the books are asked at once: whoever may be alike lies all over the register, and
it is read nearly as a whole for as few as 1,000."""

AT_ONCE = 500
"""Revisions asked for at once."""

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_Revisions = Mapping[str, Revision]
"""The current revisions by registration id."""


def check_list(
    session: Session,
    opened: OpenedList,
    vocabulary: Vocabulary,
    progress: Progress,
    cancelled: Cancelled,
) -> CheckedList | None:
    """The result of every row; None when it was cancelled. Only reads."""
    found = read_rows(sheet_of(opened), mapping_of(opened), vocabulary, _resolve(session))
    if not found.people:
        raise Refusal(Problem("import.no_rows"))
    total = len(found.people)
    rows: list[CheckedRow] = []
    progress(0, total)
    with examining(session, [each.draft for each in found.people], cancelled) as chunks:
        check = _Check(session, total)  # reads the register, while the examining has begun
        block: list[Examined] = []
        for chunk in chunks:
            block += chunk
            reached = len(rows) + len(block)
            progress(reached, total)
            if len(block) >= BLOCK or reached == total:
                rows += check.judged(found.people[len(rows) : reached], block, cancelled)
                block = []
    if len(rows) < total:
        return None
    with session.books.reading() as unit:
        return CheckedList(
            opened=opened,
            rows=tuple(rows),
            before=sizes(unit, session.operator.id),
            earlier=earlier_of(unit, opened.file_hash),
            beside={
                "continued": len(found.continued),
                "headings": len(found.headings),
                "footers": len(found.footers),
                "empty": found.empty,
            },
        )


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a resident
class _Row:
    """A row with all that is known of it before it is judged."""

    row: ListRow
    examined: Examined
    asked: Asked
    alike: Sequence[Alike]


class _Check:
    """Judges the rows of one list from its top to its end."""

    def __init__(self, session: Session, rows: int) -> None:
        self._session = session
        self._today = session.today()
        self._niks: dict[str, int] = {}
        self._without_nik: dict[str, int] = {}
        self._above = List()
        with session.books.reading() as unit:
            self._register = Register(unit.lookup, rows)
            self._drafts = KeptDrafts(unit.drafts.all())

    def judged(
        self, rows: Sequence[ListRow], examined: Sequence[Examined], cancelled: Cancelled
    ) -> Iterator[CheckedRow]:
        """The results of the rows that follow; fewer of them when it was cancelled."""
        asked = [asked_of(each.probe) for each in examined]
        found: list[_Row] = []
        held: dict[str, Revision] = {}
        with self._session.books.reading() as unit:
            self._register.look_up(unit.lookup, asked)
            for row in zip(rows, examined, asked, strict=True):
                if cancelled():
                    return
                found.append(_Row(*row, self._register.alike(row[-1])))
            ids = sorted({each.known.registration_id for row in found for each in row.alike})
            for start in range(0, len(ids), AT_ONCE):
                held |= unit.registrations.currents(ids[start : start + AT_ONCE])
        for each in found:
            yield self._judge(each, held)

    def _judge(self, each: _Row, held: _Revisions) -> CheckedRow:
        checked = self._refused(each) or self._registered(each, held) or self._coming(each)
        if checked.result in COMES_IN:
            checked = self._beside_drafts(checked, each, held)
            self._above.add(checked.number, each.asked)
        return checked

    def _refused(self, each: _Row) -> CheckedRow | None:
        """A row that cannot be anybody, or is somebody who stands further up already."""
        draft, nik = each.row.draft, each.asked.probe.nik
        if not draft.name.strip() and not draft.nik.strip():
            return _said(each, Result.REFUSED, Problem("import.nobody"))
        if nik:
            first = self._niks.setdefault(nik, each.row.number)
        else:
            first = self._without_nik.setdefault(canonical(draft.to_plain()), each.row.number)
        if first != each.row.number:
            code, field = ("import.twice", "nik") if nik else ("import.row_twice", "")
            return _said(each, Result.REFUSED, Problem(code, field, facts=(("row", first),)))
        return None

    def _registered(self, each: _Row, held: _Revisions) -> CheckedRow | None:
        """A row about somebody of the register: the same, or with something else to say."""
        probe = each.asked.probe
        own = [
            alike
            for alike in each.alike
            if alike.has_nik and (alike.is_same_person or not probe.name_key)
        ]
        # nobody without a NIK is found by it: being alike in all that is said has to do
        nameless = [a for a in each.alike if not probe.nik and not a.known.nik]
        for alike in (*own, *nameless):
            if not self._differences(each, held[alike.known.registration_id]):
                return _said(each, Result.SAME, _about("import.same", "", Level.NOTE, alike))
        if not own:
            return None
        corrects = own[0].known.registration_id
        fields = dict.fromkeys(field for field, _ in self._differences(each, held[corrects]))
        changes = [Problem("import.changed", field, Level.NOTE) for field in fields]
        said = _said(each, Result.CHANGED, *changes, *each.row.problems)
        return replace(said, corrects=corrects)

    def _coming(self, each: _Row) -> CheckedRow:
        """A row about somebody who is not in the register: complete, or for a clerk to finish."""
        row, examined = each.row, each.examined
        found = [*self._suspicions(each), *(p for p in row.problems if p.level is not Level.NOTE)]
        named = {each.field for each in row.problems if each.level is not Level.NOTE}
        # a cell that was not read right is one thing to mend, whatever the rules say of the rest
        found += [each for each in examined.hindrances if each.field not in named]
        notes = [*(p for p in row.problems if p.level is Level.NOTE), *examined.notes]
        if found:
            return _said(each, Result.WARNED, *found, *notes)
        return replace(_said(each, Result.NEW, *notes), registration=examined.registration)

    def _suspicions(self, each: _Row) -> Iterator[Problem]:
        for alike in each.alike:
            if alike.has_nik:
                yield _about("import.nik_of_another", "nik", Level.STOP, alike)
            else:
                yield _about("import.alike", "name", Level.WARN, alike)
            break  # the first one is the reason to look; the form shows all of them
        if (above := self._above.alike(each.asked)) is not None:
            yield Problem("import.alike_above", "name", Level.WARN, (("row", above),))

    def _beside_drafts(self, checked: CheckedRow, each: _Row, held: _Revisions) -> CheckedRow:
        """The same as a draft already; in place of drafts of an earlier list; or beside them."""
        draft, corrects = each.row.draft, checked.corrects
        others = self._drafts.of(draft, corrects)
        if not others:
            return checked
        if corrects:  # what is kept is the correction, not the row
            found = self._differences(each, held[corrects])
            draft = merged(_registration(held[corrects]), found)
        if self._drafts.has_same(draft, corrects):
            same = Problem("import.draft_same", "", Level.NOTE)
            return replace(checked, result=Result.SAME, problems=(same,), registration=None)
        checked = replace(checked, replaces=tuple(o.id for o in others if o.is_untouched))
        if len(checked.replaces) == len(others):
            return checked
        beside = Problem("import.draft_beside", "", Level.WARN)
        result = Result.WARNED if checked.result is Result.NEW else checked.result
        return replace(
            checked, result=result, problems=(beside, *checked.problems), registration=None
        )

    def _differences(self, each: _Row, revision: Revision) -> tuple[Difference, ...]:
        row = each.row
        reading = read(row.draft, self._today)
        return differences(row.draft, reading, row.problems, _registration(revision))


def _said(each: _Row, result: Result, *problems: Problem) -> CheckedRow:
    draft = each.row.draft
    once = {(problem.code, problem.field): problem for problem in reversed(problems)}
    return CheckedRow(
        row=each.row,
        name=clean_name(draft.name),
        nik_masked=mask(each.asked.probe.nik),
        result=result,
        problems=tuple(reversed(once.values())),
    )


def _about(code: str, field: str, level: Level, alike: Alike) -> Problem:
    return Problem(code, field, level, (("number", alike.known.number),))


def _registration(revision: Revision) -> Registration:
    return Registration.from_record(revision.record)


def _resolve(session: Session) -> Resolve:
    places, occupations = session.reference.places, session.reference.occupations

    def occupation(text: str) -> str | None:
        found = occupations.match(text)
        return found.code if found else None

    return Resolve(places.find, places.find_kecamatan, occupation)
