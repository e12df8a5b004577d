"""One person's page at the city, with the decisions and what can be decided now."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.domain.decisions import Decision
from app.domain.draft import Draft
from app.domain.eligibility import OF_NIK, Check
from app.domain.examination import Examination
from app.domain.refusal import Problem
from app.domain.states import DecisionState
from app.kit import colours, parts
from app.kit.people.columns import UNKNOWN
from app.kit.people.dossier import DossierView, entry, sheet
from app.kit.people.named import named
from app.kit.people.shown import Reads
from app.kit.press import Press
from app.kit.shortcuts import action
from app.kit.theme import GRID, set_role
from app.office.people.columns import DECISION_PICTURES
from app.wording import elsewhere, names
from app.wording import people as wording
from app.wording.catalogue import day, sentence

if TYPE_CHECKING:
    from app.service.city.eligible import Standing
    from app.service.dossier import Dossier

ACCEPTED, NEEDS_FIXING, REJECTED, RECEIVED = (
    DecisionState.ACCEPTED,
    DecisionState.NEEDS_FIXING,
    DecisionState.REJECTED,
    DecisionState.RECEIVED,
)

KEYS = {ACCEPTED: "F5", NEEDS_FIXING: "F6", REJECTED: "F9"}
OTHER_KEYS = {"back": "F8", "end": "F4", "move": "F2"}
"""The same in the list and on a person's page."""


RESULT_PICTURES = {
    "passed": ("circle-check", colours.GOOD),
    "failed": ("circle-x", colours.STOP),
    "waived": ("circle-alert", colours.WARN),
    "not_checked": ("circle-dashed", colours.MUTED),
}


class CasePane(DossierView):
    """Shows a `Dossier` with every check of the city and every decision on it."""

    decide_asked = Signal(str)  # a `DecisionState`
    back_to_asked = Signal()  # the last decision is to be taken back
    end_asked = Signal()
    move_asked = Signal()
    person_asked = Signal(str)  # id of the registration that stands for this one

    def __init__(
        self,
        read: Reads,
        examine: Callable[[Draft], Examination],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(read, examine, parent)
        for name in ("end", "move"):
            action(self, other_words(self)[name], *self._asks(name))

    def deeds(self) -> Sequence[tuple[str, str, str, Callable[[], object]]]:
        decided = tuple(
            (state.value, words, KEYS[state], lambda state=state: self.decide_asked.emit(state))
            for state, words in deed_words(self).items()
        )
        return (*decided, ("take_back", other_words(self)["back"], *self._asks("back")))

    def _asks(self, name: str) -> tuple[str, Callable[[], object]]:
        asked = {"back": self.back_to_asked, "end": self.end_asked, "move": self.move_asked}
        return OTHER_KEYS[name], asked[name].emit

    def go_to(self) -> None:
        """Put the cursor on the person, to scroll: a second Enter must decide nothing."""
        self._body.setFocus()

    def show_case(
        self, dossier: "Dossier", decisions: Sequence[Decision], standing: "Standing"
    ) -> None:
        """Show this person, how the rules stand, and what was decided so far."""
        self._decisions = decisions
        self._standing = standing
        self.members = len(dossier.draft.heirs)
        self.show_dossier(dossier)

    def beside(self, dossier: "Dossier") -> Iterable[QFrame]:
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        for each in reversed(self._decisions):
            column.addWidget(self._decision(each))
            if each is self._decisions[-1] and each.state is DecisionState.MERGED_INTO:
                column.addWidget(self._lead_to(each))
        if not self._decisions:
            state = names.DECISION_STATES[RECEIVED]
            hint = self.tr("belum diputuskan")
            column.addWidget(entry(*DECISION_PICTURES[RECEIVED], state, [hint]))
        column.addLayout(self._others())
        yield sheet(wording.COLUMNS["decision"], inside)
        yield sheet(self.tr("Kelayakan"), self._checks(), self._verdict())

    def _others(self) -> QHBoxLayout:
        """What ends a membership or gives it away stands apart from the usual deeds."""
        row = parts.row(gap=GRID)
        for name in ("end", "move"):
            words, (keys, ask) = other_words(self)[name], self._asks(name)
            button = Press(f"{words}   {keys}")
            button.setAccessibleName(words)
            button.setObjectName(name)
            set_role(button, "link")
            button.clicked.connect(lambda _checked=False, ask=ask: ask())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _lead_to(self, merged: Decision) -> QWidget:
        """The way to the registration that stands for this one."""
        inside = QWidget()
        column = parts.column()
        column.addWidget(parts.words(self.tr("digabung dengan"), "muted"))
        self.merged = Press(self.tr("No. {number}").format(number=merged.detail.get("number", "")))
        self.merged.setObjectName("merged_into")
        set_role(self.merged, "link")
        into = merged.detail.get("into", "")
        self.merged.clicked.connect(lambda: self.person_asked.emit(into))
        column.addWidget(self.merged)
        inside.setLayout(column)
        return inside

    def _verdict(self) -> str:
        return elsewhere.VERDICTS[self._standing.verdict.value]

    def _checks(self) -> QWidget:
        """E1 to E9 and the NIK: the result, why, and who says so since when."""
        inside = QWidget()
        column = parts.column(gap=GRID * 2)
        inside.setLayout(column)
        for each in self._standing.checks:
            code = "" if each.rule == OF_NIK else f"{each.rule}  "
            result = names.RESULTS[each.result.value].lower()
            title = f"{code}{names.RULES[each.rule]}: {result}"
            picture = RESULT_PICTURES[each.result.value]
            column.addWidget(entry(*picture, title, self._said_of(each)))
        return inside

    def _said_of(self, each: Check) -> Sequence[str]:
        said = [sentence(each.says())]
        if each.reason:
            said.append(self.tr("Alasan kelurahan: {reason}").format(reason=each.reason))
        if each.told is not None:
            said.append(
                self.tr("{source}, {day}").format(source=each.told.source, day=day(each.told.as_of))
            )
        return said

    def _decision(self, each: Decision) -> QWidget:
        made = each.at.astimezone()
        about = [f"{day(made.date())} {made:%H.%M}"]
        if end := each.detail.get("end"):
            about.append(names.END_REASONS.get(end, end))
        about.extend(f"{named(fix.field)}: {_said(fix.code)}" for fix in each.fixes)
        if each.reason:
            about.append(each.reason)
        picture = DECISION_PICTURES.get(each.state, UNKNOWN)
        return entry(*picture, names.DECISION_STATES[each.state], about)


def deed_words(window: QWidget) -> dict[DecisionState, str]:
    """What the buttons say, in their order."""
    return {
        ACCEPTED: window.tr("Loloskan"),
        NEEDS_FIXING: window.tr("Perbaikan …"),
        REJECTED: window.tr("Tolak …"),
    }


def other_words(window: QWidget) -> dict[str, str]:
    """What else can be done, with a reason each time."""
    return {
        "back": window.tr("Tarik …"),
        "end": window.tr("Akhiri …"),
        "move": window.tr("Pindah …"),
    }


def _said(code: str) -> str:
    return sentence(Problem(f"fix.{code}")).rstrip(".").lower()
