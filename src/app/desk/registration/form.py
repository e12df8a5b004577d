"""All sheets of the page as one form: a draft goes in, a draft comes out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.desk.registration.family import Family
from app.desk.registration.section import Section
from app.desk.registration.sections import Address, Identity, Statements, Work
from app.domain.draft import TEXT_FIELDS, Draft
from app.domain.heirs import Standing
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.kit.fields import Field, SearchField, TextField, follow_paper
from app.kit.theme import GRID


class Form(QWidget):
    """Moves text between the inputs and a `Draft`, and sentences to their fields.

    Showing, reading and marking all go over `TEXT_FIELDS`, so they cannot drift apart. A problem
    is said once its field was left, so nobody is scolded in the middle of a number; from then on
    it follows every key. What is only missing is said after an attempt to save.
    """

    changed = Signal(str)  # the field whose text the clerk changed
    left = Signal(str)
    entered = Signal(str)

    def __init__(self, reference: Reference, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.address = Address(reference)
        self.family = Family()
        self.sections: tuple[Section, ...] = (
            Identity(),
            self.address,
            Work(reference),
            Statements(purpose),
            self.family,
        )
        by_name = {field.name: field for section in self.sections for field in section.fields}
        self.fields: Mapping[str, Field] = {name: by_name[name] for name in TEXT_FIELDS}
        self._reasons: dict[str, str] = {}
        self._seen: set[str] = set()
        self._everything = False
        self._told: dict[str, tuple[Problem, ...]] = {}

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 2 * GRID, 0)
        layout.setSpacing(2 * GRID)
        for section in self.sections:
            layout.addWidget(section)
        layout.addStretch()
        for field in self.fields.values():
            field.changed.connect(self._typed)
            field.left.connect(self._field_left)
            field.entered.connect(self.entered)
            field.reason_changed.connect(self._reason_typed)
        self.family.changed.connect(self.changed)
        self.family.left.connect(self.left)
        self.family.entered.connect(self.entered)
        follow_paper(self._inputs())

    # What is typed

    def draft(self) -> Draft:
        """What stands in the inputs now."""
        return Draft(
            **{name: field.text() for name, field in self.fields.items()},
            heirs=self.family.heirs(),
            reasons={key: why for key, why in self._reasons.items() if why.strip()}
            | self.family.reasons(),
        )

    def show_draft(self, draft: Draft) -> None:
        """Show a draft; `changed` stays silent. What is filled in counts as seen."""
        self._everything = False
        self._seen = {name for name in TEXT_FIELDS if getattr(draft, name)}
        self._reasons = {key: why for key, why in draft.reasons.items() if "@heirs." not in key}
        for name, field in self.fields.items():
            self._say_at(field, ())
            field.set_reasons(_reasons_at(name, self._reasons))
            field.set_text(getattr(draft, name))
            if name == "kecamatan":
                self.address.offer_kelurahan()
        self.family.show_family(draft.heirs, draft.reasons)
        for section in self.sections:
            if section.fold:
                section.fold.close_if_empty()

    def put(self, name: str, text: str) -> None:
        """Write into one input as the clerk would."""
        self.fields[name].set_text(text)
        self._seen.add(name)
        self.changed.emit(name)

    def pinned(self) -> dict[str, str]:
        """What the next form starts with."""
        return {name: field.text() for name, field in self.fields.items() if field.is_pinned()}

    # What there is to say about it

    def tell(
        self,
        problems: Iterable[Problem],
        standings: Sequence[Standing | None],
        *,
        everything: bool = False,
        always: Collection[str] = (),
    ) -> None:
        """Put the sentences to their fields; `everything` says also what is only missing.

        Of the fields in `always` all is said, also where nobody has been there yet.
        """
        self._everything = self._everything or everything
        by_field: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_field[problem.field].append(problem)
        for name, field in self.fields.items():
            may_say = name in always or self._may_say(field)
            self._say_at(field, tuple(by_field[name]) if may_say else ())
        family = {
            name: found
            for name, found in by_field.items()
            if name.startswith("heirs") and (name != "heirs" or self._everything)
        }
        self.family.tell(standings, family, everything=self._everything)
        for section in self.sections:
            if section.fold:
                section.fold.settle()

    # Where the cursor is

    def go_to(self, name: str, code: str = "") -> QWidget | None:
        """Put the cursor into a field, or into the reason that the warning `code` waits for.

        The input that has it now; None where there is no such field.
        """
        found = self._input_of(name)
        if found is None:
            return None
        row = found.parentWidget()
        reason = row.findChild(QLineEdit, f"reason:{code}") if row and code else None
        (reason or found).setFocus(Qt.FocusReason.OtherFocusReason)
        if reason is None and isinstance(found, QLineEdit):
            found.selectAll()
        return reason or found

    def section_of(self, widget: QWidget | None) -> Section | None:
        """The sheet that a widget lies on."""
        return next((each for each in self.sections if widget and each.isAncestorOf(widget)), None)

    # Inside

    def _input_of(self, name: str) -> QWidget | None:
        if name == "heirs":
            return self.family.add_button
        if name.startswith("heirs."):
            return self.family.input_at(name)
        field = self.fields.get(name)
        if field is None:
            return None
        for section in self.sections:
            if section.fold and section.fold.holds(name):
                section.fold.open()
        return field.editor

    def _inputs(self) -> list[QWidget]:
        family = [
            self.family.table,
            *(field.editor for field in self.family.inputs.fields.values()),
            self.family.add_button,
            self.family.nobody.editor,
        ]
        first = [
            field.editor
            for section in self.sections
            if section is not self.family
            for field in section.fields
        ]
        return first + family

    def _say_at(self, field: Field, problems: tuple[Problem, ...]) -> None:
        if self._told.get(field.name, ()) != problems:  # else the sheet would be laid out anew
            self._told[field.name] = problems
            field.show_problems(problems)

    def _may_say(self, field: Field) -> bool:
        return self._everything or (field.name in self._seen and bool(field.text()))

    @Slot(str)
    def _typed(self, name: str) -> None:
        if not isinstance(self.fields[name], TextField | SearchField):
            self._seen.add(name)  # chosen, not spelled: it is complete at once
        self.changed.emit(name)

    @Slot(str)
    def _field_left(self, name: str) -> None:
        self._seen.add(name)
        self.left.emit(name)

    @Slot(str, str, str)
    def _reason_typed(self, name: str, code: str, reason: str) -> None:
        self._reasons[f"{code}@{name}"] = reason
        self.changed.emit(name)


def _reasons_at(name: str, reasons: Mapping[str, str]) -> dict[str, str]:
    """The reasons that belong to one field, by code: `code@field`, or of any field `code`."""
    found = {}
    for key, why in reasons.items():
        code, _, field = key.partition("@")
        if field in ("", name):
            found[code] = why
    return found
