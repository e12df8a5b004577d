"""What the live pane says, made of what the rules and the register answered."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject

from app.desk.registration.compare import WayOut
from app.desk.registration.pane import Finding, Findings
from app.domain.dates import write_date
from app.domain.draft import TEXT_FIELDS
from app.domain.eligibility import Check, Result
from app.domain.examination import Examination, NikSays
from app.domain.likeness import Strength, Suspect
from app.domain.reading import NikStatus
from app.domain.refusal import Level, Problem
from app.wording import names
from app.wording.catalogue import long_day, sentence
from app.wording.labels import HEIR_FIELDS, label

PLACES: Mapping[str, int] = {name: place for place, name in enumerate(TEXT_FIELDS)}
EMPTY = "form.empty"
"""The problem of a field that has to be filled in: few words, for it may stand at many fields."""

MOST_TO_DO = 6
"""More than this are counted, not listed: the form itself is the list."""

MARKS: Mapping[Result, str] = {
    Result.PASSED: "good",
    Result.WAIVED: "warn",
    Result.NOT_CHECKED: "note",
}
SUSPECT_MARKS: Mapping[Strength, str] = {
    Strength.SAME: "stop",
    Strength.STRONG: "warn",
    Strength.MEDIUM: "warn",
    Strength.TWIN: "note",
    Strength.WEAK: "note",
}


def as_problems(suspects: Iterable[Suspect], nik_status: str) -> tuple[Problem, ...]:
    """The suspects that stand in the way of saving, as the save itself would say it."""
    found = []
    for suspect in suspects:
        facts = (("number", suspect.number),)
        if suspect.strength is Strength.SAME and nik_status != NikStatus.DISPUTED:
            found.append(Problem("nik.taken", "nik", facts=facts))
        elif suspect.strength is Strength.STRONG:
            found.append(Problem("duplicate.strong", "name", Level.WARN, facts))
    return tuple(found)


def why_alike(suspect: Suspect) -> str:
    """Why the two may be one person: "Nama mirip, tanggal lahir sama"."""
    said = ", ".join(sentence(Problem(f"duplicate.{each}")) for each in suspect.reasons)
    return said[:1].upper() + said[1:]


def ways_out(suspect: Suspect) -> tuple[WayOut, ...]:
    """How the comparison with a suspect may end."""
    if suspect.strength is Strength.SAME:
        return WayOut.SAME_PERSON, WayOut.DISPUTED
    return WayOut.SAME_PERSON, WayOut.DIFFERENT


def in_the_way(problems: Iterable[Problem], said: Examination) -> list[Problem]:
    """What keeps the form from being saved as complete, in the order of the paper.

    A field that has to be mended asks for no reason yet: what is mended may need none.
    """
    problems = tuple(problems)
    answered = {(each.problem.code, each.problem.field) for each in said.answered}
    stopped = {each.field for each in problems if each.level is Level.STOP}
    waiting = [
        each
        for each in problems
        if each.level is Level.STOP
        or (
            each.level is Level.WARN
            and each.field not in stopped
            and (each.code, each.field) not in answered
        )
    ]
    return sorted(waiting, key=place_on_paper)


def place_on_paper(problem: Problem) -> tuple[int, str]:
    """Sorts problems as their fields stand on the page; the family is last."""
    return PLACES.get(problem.field, len(PLACES)), problem.field


def _is_taken(suspects: Iterable[Suspect] | None) -> bool:
    """Whether somebody of the register has the very NIK."""
    return any(each.strength is Strength.SAME for each in suspects or ())


class Speaker(QObject):
    """Puts what the rules answered into the few words that fit beside the form."""

    def nik(self, says: NikSays | None, problems: Iterable[Problem], status: str) -> Findings:
        """What can be read out of the NIK, and whether it agrees with what was typed."""
        title = self.tr("NIK")
        if says is None:
            state = names.NIK_STATES.get(status, "") if status else ""
            return Findings(title, quiet=state or self.tr("Ketik 16 angka dari KTP."))
        odd = [each for each in problems if each.code.startswith("nik.")]
        differs = [each for each in odd if each.code in ("nik.birth_date", "nik.sex")]
        days = self.tr(" atau ").join(write_date(day) for day in says.births)
        born = self.tr("lahir {days}").format(days=days) if days else self.tr("tanpa tanggal lahir")
        lines = [
            Finding(
                self.tr("beda") if differs else self.tr("terbaca"),
                f"{names.SEXES[says.sex]}, {born}",
                self.tr("lihat lagi KTP") if differs else "",
                "warn" if differs else "good",
            ),
            Finding(
                self.tr("catatan"),
                self.tr("Terbit di {place}").format(place=says.region_name)
                if says.region_name
                else self.tr("Tempat terbit tidak dikenal"),
                self.tr("belum dipadankan Dukcapil"),
            ),
        ]
        return Findings(title, tuple(lines))

    def duplicates(
        self, suspects: tuple[Suspect, ...] | None, *, is_elsewhere: bool = False
    ) -> Findings:
        """Who of the register may be the same person, strongest first.

        `is_elsewhere`: the city perhaps has the NIK already, of another kelurahan or a list.
        """
        title = self.tr("Kemungkinan ganda")
        lines = tuple(self._suspect(each) for each in suspects or ())
        hint = self.tr("F9 bandingkan") if lines else ""
        if is_elsewhere:
            lines += (self._elsewhere(),)
        if lines:
            return Findings(title, lines, hint=hint)
        if suspects is None:
            return Findings(title, quiet=self.tr("Diperiksa sambil Anda mengetik."))
        return Findings(title, quiet=self.tr("Tidak ada yang mirip di data kelurahan ini."))

    def _elsewhere(self) -> Finding:
        return Finding(
            self.tr("catatan"),
            self.tr("Mungkin sudah terdaftar di tempat lain di kota ini"),
            self.tr("kirim saja, kota yang memeriksa"),
        )

    def _suspect(self, suspect: Suspect) -> Finding:
        words = {
            Strength.SAME: self.tr("NIK sama"),
            Strength.STRONG: self.tr("periksa"),
            Strength.MEDIUM: self.tr("periksa"),
            Strength.TWIN: self.tr("kembar?"),
            Strength.WEAK: self.tr("catatan"),
        }
        person = suspect.person
        where = self.tr("RT {rt}").format(rt=person.rt) if person.rt else ""
        about = (person.name, write_date(person.birth_date), where)
        return Finding(
            words[suspect.strength],
            ", ".join(each for each in about if each),
            why_alike(suspect),
            SUSPECT_MARKS[suspect.strength],
            suspect.registration_id,
            in_tab_order=True,
        )

    def eligibility(
        self,
        said: Examination,
        suspects: tuple[Suspect, ...] | None,
        *,
        is_elsewhere: bool = False,
    ) -> Findings:
        """Each rule with its result, as on the day the cover begins.

        That somebody is registered once is not said where the city perhaps knows better.
        """
        title = self.tr("Kelayakan per {day}").format(day=long_day(said.effective_date))
        age = "" if said.age is None else self.tr("usia {age}").format(age=said.age)
        looked = None if is_elsewhere and not _is_taken(suspects) else suspects
        lines = tuple(self._check(each, said, looked) for each in said.checks)
        return Findings(title, lines, hint=age)

    def _check(
        self, check: Check, said: Examination, suspects: tuple[Suspect, ...] | None
    ) -> Finding:
        says = check.says()
        result, why, level = check.result, sentence(says), says.level
        if check.why == "not_looked" and suspects is not None and said.nik_says:
            result = Result.FAILED if _is_taken(suspects) else Result.PASSED
            why, level = "", Level.STOP  # said at the NIK and above
        waits = check.field in said.missing  # what is not typed yet is listed below, once
        mark = level.value if result is Result.FAILED else MARKS[result]
        return Finding(
            names.RESULTS[result].lower(),
            names.RULES[check.rule],
            "" if result is Result.PASSED or waits else why,
            mark,
            check.field if result is not Result.PASSED else "",
        )

    def to_do(self, waiting: Iterable[Problem]) -> Findings:
        """What is still to be done before it can be saved as complete."""
        lines = tuple(self._waiting(each) for each in waiting)
        if not lines:
            return Findings(self.tr("Masih kurang"), quiet=self.tr("Lengkap, dapat disimpan."))
        title = self.tr("Masih kurang ({count})").format(count=len(lines))
        if len(lines) > MOST_TO_DO:
            rest = self.tr("dan {count} isian lain").format(count=len(lines) - MOST_TO_DO)
            lines = (*lines[:MOST_TO_DO], Finding("", rest))
        return Findings(title, lines, hint=self.tr("F8 ke sana"))

    def _waiting(self, problem: Problem) -> Finding:
        if problem.code == EMPTY:
            return Finding(self.tr("isi"), self._label(problem.field), target=problem.field)
        if problem.level is Level.WARN:
            word, mark = self.tr("alasan"), "warn"
        else:
            word, mark = self.tr("perbaiki"), "stop"
        return Finding(word, self._label(problem.field), mark=mark, target=problem.field)

    def _label(self, field: str) -> str:
        if not field.startswith("heirs."):
            return label(field)
        _, position, name = field.split(".", 2)
        return self.tr("Keluarga {number}: {field}").format(
            number=int(position) + 1, field=HEIR_FIELDS[name]
        )
