"""Kata kota: what the city decided, paid and asks of the person whose page is open."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QWidget

from app.domain.checks import Told
from app.domain.decisions import Decision
from app.domain.questions import Question, demand_answer
from app.domain.refusal import Problem, Refusal
from app.domain.states import MembershipState
from app.kit import colours, parts
from app.kit.fields import ChoiceField, Option, TextField
from app.kit.jobs import Jobs
from app.kit.people.columns import UNKNOWN
from app.kit.people.dossier import entry, pictured, sheet
from app.kit.press import PressDeed
from app.kit.settings.question import Question as Asking
from app.kit.theme import GRID
from app.wording import citys_word as wording
from app.wording import decree, elsewhere, names
from app.wording.answers import fixes_in_words
from app.wording.catalogue import day

if TYPE_CHECKING:
    from app.service.citys_word import CitysWord

DECISION_PICTURES = {
    "received": ("circle-dashed", colours.MUTED),
    "needs_fixing": ("pencil", colours.WARN),
    "rejected": ("circle-x", colours.STOP),
    "accepted": ("circle-check", colours.GOOD),
    "decreed": ("shield-check", colours.GOOD),
    "funded": ("shield-check", colours.GOOD),
    "waiting_for_funds": ("clock", colours.WARN),
    "merged_into": ("users", colours.MUTED),
    "moved": ("arrow-right", colours.MUTED),
    "ended": ("circle-x", colours.MUTED),
}
COVER_PICTURES = {
    "not_yet": ("circle-dashed", colours.MUTED),
    "active": ("shield-check", colours.GOOD),
    "grace": ("clock", colours.WARN),
    "inactive": ("circle-x", colours.STOP),
    "ended": ("circle-x", colours.MUTED),
}
CHECK_PICTURES = {
    "passed": ("circle-check", colours.GOOD),
    "failed": ("circle-x", colours.STOP),
    "not_checked": ("info", colours.MUTED),  # what it means is for the rule of the day to say
}


class Answers(Protocol):
    """`service.answer.AnswerCity`."""

    def __call__(
        self, registration_id: str, question_id: str, code: str, text: str = ""
    ) -> None: ...


class CitysSheets(QObject):
    """Makes the sheets; `answer` is the deed of an open question."""

    def __init__(self, answer: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer = answer

    def sheets(self, word: "CitysWord") -> Iterable[QFrame]:
        """What stands now, what is asked, and how it came about."""
        said = list(self._standing(word))
        inside = _column(said or [self._nothing(word)])
        title = self.tr("Kata kota")
        yield _named(sheet(title, inside, self._told(word)), "citys_word")
        if word.questions:
            inside = _column(self._question(each) for each in word.questions)
            if open_question(word) is not None:
                layout = inside.layout()
                assert layout is not None  # noqa: S101  # it was given one
                layout.addWidget(PressDeed(self._answer, parent=inside))
            yield _named(sheet(self.tr("Pertanyaan kota"), inside), "questions")
        if word.told:
            inside = _column(self._checked(each) for each in word.told)
            yield _named(sheet(self.tr("Hasil pemeriksaan kota"), inside), "told")
        if word.decisions:
            inside = _column(self._decision(each) for each in reversed(word.decisions))
            yield _named(sheet(self.tr("Riwayat keputusan"), inside), "decisions")

    def _nothing(self, word: "CitysWord") -> QWidget:
        if word.told_at is None:
            hint = self.tr("Terima balasan kota di halaman Kiriman.")
            return entry(*UNKNOWN, self.tr("Belum ada balasan kota"), [hint])
        hint = self.tr("Dalam balasan terakhir orang ini belum disebut.")
        return entry(*UNKNOWN, self.tr("Belum diputuskan"), [hint])

    def _told(self, word: "CitysWord") -> str:
        """The day of what is known: nothing later has been heard."""
        if word.told_at is None:
            return ""
        told = day(word.told_at.astimezone().date())
        return self.tr("menurut balasan {day}").format(day=told)

    def _standing(self, word: "CitysWord") -> Iterable[QWidget]:
        if word.decision:
            state = names.DECISION_STATES.get(word.decision, word.decision)
            about = []
            if word.decisions:
                last = word.decisions[-1]
                about.append(day(last.at.astimezone().date()))
            if word.place is not None:
                place = QLocale().toString(word.place)
                about.append(self.tr("urutan ke-{place} dalam antrean").format(place=place))
            yield entry(*DECISION_PICTURES.get(word.decision, UNKNOWN), state, about)
        if word.into is not None:
            into = self.tr("digabung dengan {number} (Kelurahan {kelurahan})").format(
                number=word.into.number, kelurahan=word.into.kelurahan
            )
            hint = self.tr("Dibetulkan di sana; bila keliru, sampaikan kepada kota.")
            yield entry("arrow-right", colours.MUTED, into, [hint])
        if word.decree is not None:
            signed = word.decree.signed_on
            about = [self.tr("tanggal {day}").format(day=day(signed))] if signed else []
            title = decree.named(word.decree.number)
            yield entry("file-text", colours.GOOD, title, about)
        if word.kpj:
            yield pictured("id-card", colours.GOOD, self.tr("KPJ {kpj}").format(kpj=word.kpj))
        held = word.membership
        if held.paid_until is not None or held.state is MembershipState.ENDED:
            about = [self.tr("mulai {day}").format(day=day(held.start))] if held.start else []
            if held.paid_until and held.state is not MembershipState.ACTIVE:
                about.append(self.tr("dibayar sampai {day}").format(day=day(held.paid_until)))
            yield entry(*COVER_PICTURES[held.state], wording.cover(held), about)

    def _question(self, each: Question) -> QWidget:
        title = wording.QUESTIONS.get(each.code, self.tr("Pertanyaan"))
        about = [each.text] if each.text else []
        if each.fixes:
            about.append(fixes_in_words(each.fixes))
        if each.about:
            about.append(self.tr("Tentang {numbers}").format(numbers=", ".join(each.about)))
        if each.answered is None:
            about.append(day(each.at.astimezone().date()))
            return entry("circle-question-mark", colours.WARN, title, about)
        said = wording.ANSWERS.get(each.answered.code, each.answered.code)
        answered = day(each.answered.at.astimezone().date())
        about.append(self.tr("Dijawab {day}: {answer}").format(day=answered, answer=said))
        if each.answered.text:
            about.append(each.answered.text)
        return entry("circle-check", colours.GOOD, title, about)

    def _checked(self, each: Told) -> QWidget:
        title = f"{elsewhere.CHECKS[each.check]}: {elsewhere.ANSWERS[each.value]}"
        return entry(*CHECK_PICTURES[each.result], title, [f"{each.source}, {day(each.as_of)}"])

    def _decision(self, each: Decision) -> QWidget:
        made = each.at.astimezone()
        about = [f"{day(made.date())} {made:%H.%M}"]
        if each.fixes:
            about.append(fixes_in_words(each.fixes))
        if each.reason:
            about.append(each.reason)
        state = names.DECISION_STATES[each.state]
        return entry(*DECISION_PICTURES.get(each.state, UNKNOWN), state, about)


class AskAnswer(Asking):
    """What the kelurahan answers."""

    unforeseen = "answer.not_kept"

    def __init__(self, asked: Question, answer: Answers, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(jobs, parent)
        self._asked, self._answer = asked, answer
        title = wording.QUESTIONS.get(asked.code, self.tr("Pertanyaan kota"))
        said = [asked.text, ", ".join(asked.about)]
        self.tell(title, "\n".join(each for each in said if each), self.tr("Jawab"))
        self.choice = ChoiceField(
            "answer",
            self.tr("Jawaban"),
            [Option(each, wording.ANSWERS[each]) for each in asked.answers],
        )
        self.text = TextField("text", self.tr("Keterangan untuk kota"), max_length=500)
        self.add(self.choice)
        self.add(self.text)
        self.follow()
        self.choice.setFocus()

    def problems(self) -> tuple[Problem, ...]:
        try:
            demand_answer(self._asked, self.choice.text(), self.text.text())
        except Refusal as refusal:
            return refusal.problems
        return ()

    def work(self) -> Callable[[], object]:
        return partial(
            self._answer,
            self._asked.registration_id,
            self._asked.id,
            self.choice.text(),
            self.text.text(),
        )


def open_question(word: "CitysWord | None") -> Question | None:
    """The oldest question that nobody has answered."""
    waiting = [each for each in word.questions if each.answered is None] if word else []
    return waiting[-1] if waiting else None


def _column(rows: Iterable[QWidget]) -> QWidget:
    inside = QWidget()
    column = parts.column(gap=GRID * 2)
    inside.setLayout(column)
    for each in rows:
        column.addWidget(each)
    return inside


def _named(frame: QFrame, name: str) -> QFrame:
    frame.setObjectName(name)
    return frame
