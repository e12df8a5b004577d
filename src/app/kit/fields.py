"""The rows of a form, every one the same: label, input, and what there is to say about it.

Above stands the label (a buddy, and the input's accessible name), perhaps with a pin; below stand
the sentences of the problems on this field, and under a warning the reason for overriding it. The
input's `objectName` is the field's name in code. A row moves text between the screen and a draft;
it never decides whether the text is right.

Enter goes on to the next input, Shift+Tab back; F7 pins a field that can be pinned.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.refusal import Level, Problem
from app.kit import colours, icons
from app.kit.theme import GRID, set_look, set_role
from app.wording.catalogue import rupiah, sentence

YES, NO = "yes", "no"

PICTURES = {
    Level.STOP: ("octagon-x", colours.STOP),
    Level.WARN: ("triangle-alert", colours.WARN),
    Level.NOTE: ("info", colours.MUTED),
}
"""The icon that stands with a sentence, so that its level is never told by colour alone."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a list: what the draft holds, what the clerk reads, and keys that find it."""

    value: str
    label: str
    keys: tuple[str, ...] = ()
    detail: str = ""


class Mark(QWidget):
    """The sentence of one problem, with its icon, and the reason that overrides a warning."""

    reason_changed = Signal(str, str)  # code, reason

    def __init__(self, problem: Problem, label: str, reason: str | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.problem = problem
        picture, colour = PICTURES[problem.level]
        self.icon = QLabel(self)
        self.icon.setPixmap(icons.pixmap(picture, colour, 14))
        self.icon.setAccessibleName(self.level_word())
        self.icon.setToolTip(self.level_word())
        self.sentence = QLabel(self)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("mark", problem.level.value)
        self.say(problem)

        said = QHBoxLayout()
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(GRID)
        said.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.sentence, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(said)

        self.reason: QLineEdit | None = None
        if reason is not None:
            self.reason = QLineEdit(reason, self)
            self.reason.setObjectName(f"reason:{problem.code}")
            self.reason.setAccessibleName(self.tr("Alasan: {field}").format(field=label))
            self.reason.setPlaceholderText(self.tr("Tulis alasannya"))
            self.reason.textEdited.connect(self._reason_typed)
            column.addWidget(self.reason)

    def say(self, problem: Problem) -> None:
        """The same problem, perhaps with other facts (an age counted anew)."""
        self.problem = problem
        self.sentence.setText(sentence(problem))

    def level_word(self) -> str:
        """The level in words, for tooltips and screen readers."""
        return {
            Level.STOP: self.tr("Harus diperbaiki"),
            Level.WARN: self.tr("Perlu diperiksa"),
            Level.NOTE: self.tr("Catatan"),
        }[self.problem.level]

    @Slot(str)
    def _reason_typed(self, text: str) -> None:
        self.reason_changed.emit(self.problem.code, text)


class Field(QWidget):
    """One row of a form. Subclasses say what the input is and how text gets in and out."""

    changed = Signal(str)  # name: the clerk changed the text
    left = Signal(str)  # name: the clerk went on; a good moment to keep the draft
    entered = Signal(str)  # name: the cursor is here now
    pin_changed = Signal(str, bool)
    reason_changed = Signal(str, str, str)  # name, code of the warning, reason

    def __init__(
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self.pin: QPushButton | None = None
        self._takes_reasons = reasons
        self._reasons: dict[str, str] = {}
        self._marks: list[Mark] = []

        self.label = QLabel(label, self)
        set_role(self.label, "label")
        self.label.setMinimumHeight(16)  # as high as a pin: neighbours stay on one line
        self.label.setBuddy(editor)
        editor.setParent(self)
        editor.setObjectName(name)
        editor.setAccessibleName(label)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)

        head = QHBoxLayout()
        head.setContentsMargins(1, 0, 1, 0)
        head.setSpacing(GRID)
        head.addWidget(self.label, 1)
        if pin:
            self.pin = self._make_pin(label)
            head.addWidget(self.pin)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        self._column.addLayout(head)
        self._column.addWidget(editor)
        self._column.addStretch(1)

    # What is typed

    def text(self) -> str:
        """The text as a draft holds it."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show the text of a draft; `changed` stays silent."""
        raise NotImplementedError

    # What there is to say about it

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show the worst level's sentences: a stop alone, or the warnings, or one note.

        A mark that stays is not rebuilt, so a reason is never lost under the clerk's hands.
        """
        shown = _worth_showing(problems)
        kept = {(mark.problem.code, mark.problem.level): mark for mark in self._marks}
        here = [(problem.code, problem.level) for problem in shown]
        for gone in set(kept).difference(here):
            kept[gone].hide()
            kept[gone].deleteLater()
        self._marks = [
            kept[key] if key in kept else self._make_mark(problem)
            for key, problem in zip(here, shown, strict=True)
        ]
        for mark, problem in zip(self._marks, shown, strict=True):
            mark.say(problem)
        above = self.editor
        for place, mark in enumerate(self._marks):
            self._column.insertWidget(2 + place, mark)
            mark.show()  # now, not in the next round of events: Enter may come before it
            if mark.reason:
                QWidget.setTabOrder(above, mark.reason)
                above = mark.reason
        set_look(self.editor, "mark", shown[0].level.value if shown else "")
        self.editor.setAccessibleDescription(
            " ".join(f"{mark.level_word()}: {mark.sentence.text()}" for mark in self._marks)
        )

    def problems(self) -> tuple[Problem, ...]:
        """What is shown under this field now."""
        return tuple(mark.problem for mark in self._marks)

    def sentences(self) -> tuple[str, ...]:
        """What the clerk reads under this field now."""
        return tuple(mark.sentence.text() for mark in self._marks)

    def reasons(self) -> dict[str, str]:
        """The reasons given so far, by the code of the warning; also of warnings gone since."""
        return {code: reason for code, reason in self._reasons.items() if reason.strip()}

    def set_reasons(self, reasons: Mapping[str, str]) -> None:
        """Show the reasons of a draft, by the code of the warning."""
        self._reasons = dict(reasons)
        for mark in self._marks:
            if mark.reason:
                mark.reason.setText(self._reasons.get(mark.problem.code, ""))

    # The pin

    def is_pinned(self) -> bool:
        """True if the next form should start with this text."""
        return self.pin is not None and self.pin.isChecked()

    def set_pinned(self, pinned: bool) -> None:
        if self.pin:
            self.pin.setChecked(pinned)

    # Inside

    def _make_pin(self, label: str) -> QPushButton:
        pin = QPushButton(self.tr("sematkan"), self)
        set_role(pin, "pin")
        pin.setCheckable(True)
        pin.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F7 is its key: Tab follows the paper
        pin.setIcon(icons.icon("pin", colours.MUTED, chosen=colours.ACCENT, size=12))
        pin.setAccessibleName(self.tr("Sematkan {field}").format(field=label))
        pin.setToolTip(self.tr("Isian ini dipakai lagi untuk orang berikutnya (F7)"))
        pin.toggled.connect(self._pin_toggled)
        return pin

    def _make_mark(self, problem: Problem) -> Mark:
        wants_reason = self._takes_reasons and problem.level is Level.WARN
        reason = self._reasons.get(problem.code, "") if wants_reason else None
        mark = Mark(problem, self.label.text(), reason, self)
        mark.reason_changed.connect(self._reason_typed)
        if mark.reason:
            mark.reason.installEventFilter(self)
        return mark

    @Slot(bool)
    def _pin_toggled(self, pinned: bool) -> None:
        if self.pin:
            self.pin.setText(self.tr("disematkan") if pinned else self.tr("sematkan"))
        self.pin_changed.emit(self.name, pinned)

    @Slot(str, str)
    def _reason_typed(self, code: str, reason: str) -> None:
        self._reasons[code] = reason
        self.reason_changed.emit(self.name, code, reason)

    def _say_changed(self) -> None:
        self.changed.emit(self.name)

    def _settle(self) -> None:
        """The cursor leaves: bring what was typed into its usual shape."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        kind = event.type()
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._settle()
                self.focusNextChild()
                return True
            if event.key() == Qt.Key.Key_F7 and self.pin:
                self.pin.toggle()
                return True
        elif kind == QEvent.Type.FocusIn and watched is self.editor:
            self.entered.emit(self.name)
        elif (
            kind == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() != Qt.FocusReason.PopupFocusReason
        ):
            if watched is self.editor:
                self._settle()
            self.left.emit(self.name)
        return super().eventFilter(watched, event)


class TextField(Field):
    """A line of text.

    `tidy` gives the text its usual shape as the cursor leaves (12-03-1985, 6472 0552 ...), and
    `bare` takes that shape off again for the draft. Both only ever change how it is written.
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        tidy: Callable[[str], str] = str.strip,
        bare: Callable[[str], str] = str.strip,
        upper: bool = False,
        placeholder: str = "",
        max_length: int = 200,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.line = QLineEdit()
        super().__init__(name, label, self.line, pin=pin, reasons=reasons, parent=parent)
        self._tidy = tidy
        self._bare = bare
        self.line.setMaxLength(max_length)
        self.line.setPlaceholderText(placeholder)
        if upper:
            self.line.setValidator(_Upper(self.line))
        self.line.textEdited.connect(self._say_changed)

    def text(self) -> str:
        return self._bare(self.line.text())

    def set_text(self, text: str) -> None:
        shaped = self._tidy(text)
        if shaped != self.line.text():
            self.line.setText(shaped)

    def _settle(self) -> None:
        self.set_text(self.line.text())


class NameField(TextField):
    """A name as the KTP writes it: upper-case while it is typed."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        max_length: int = 60,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            upper=True,
            tidy=_one_space,
            max_length=max_length,
            pin=pin,
            reasons=reasons,
            parent=parent,
        )


class NumberField(TextField):
    """A long number, shown in groups: NIK, No. KK, phone. The draft holds it without spaces."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        groups: Sequence[int] = (4, 4, 4, 4),
        placeholder: str = "",
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self._groups = tuple(groups)
        super().__init__(
            name,
            label,
            tidy=self._in_groups,
            bare=_ungrouped,
            placeholder=placeholder,
            max_length=40,
            pin=pin,
            reasons=reasons,
            parent=parent,
        )

    def _in_groups(self, text: str) -> str:
        digits = _ungrouped(text)
        if not digits.isdigit():
            return text.strip()
        parts, start = [], 0
        for width in self._groups:
            parts.append(digits[start : start + width])
            start += width
        parts.append(digits[start:])
        return " ".join(part for part in parts if part)


class DateField(TextField):
    """A date as text, dd-mm-yyyy; 12031985 gets its dashes as the cursor leaves."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            tidy=_dashed,
            placeholder="hh-bb-tttt",
            max_length=30,
            pin=pin,
            reasons=reasons,
            parent=parent,
        )


class MoneyField(TextField):
    """Whole rupiah: shown as Rp1.400.000, held as 1400000."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            name,
            label,
            tidy=_as_rupiah,
            bare=_plain_amount,
            placeholder="Rp",
            max_length=20,
            pin=pin,
            reasons=reasons,
            parent=parent,
        )


class ChoiceField(Field):
    """One of a short list. Typing a label, a word of it or a key finds it; Delete empties it."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option] = (),
        *,
        placeholder: str = "",
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.combo = _Choice()
        super().__init__(name, label, self.combo, pin=pin, reasons=reasons, parent=parent)
        self.combo.setPlaceholderText(placeholder or self.tr("pilih"))
        self.combo.chosen.connect(self._say_changed)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer another list (the kelurahan of another kecamatan); a choice not in it goes."""
        chosen = self.text()
        self.combo.offer(options)
        self.combo.show_value(chosen if any(each.value == chosen for each in options) else "")

    def text(self) -> str:
        return self.combo.value()

    def set_text(self, text: str) -> None:
        self.combo.show_value(text)


class SearchField(Field):
    """One of a long list, found by typing any part of it.

    The draft holds the value of what was picked. Text that was typed and not picked is kept as it
    is, so that nothing is lost; the rules then say that it is not in the list.
    """

    picked = Signal(str)  # value

    def __init__(
        self,
        name: str,
        label: str,
        find: Callable[[str], Sequence[Option]],
        option: Callable[[str], Option | None],
        *,
        placeholder: str = "",
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`find` answers words with the best first; `option` gives the one with a value."""
        self.line = QLineEdit()
        super().__init__(name, label, self.line, pin=pin, reasons=reasons, parent=parent)
        self._option = option
        self._find = find
        self._value = ""
        self._found: list[Option] = []
        self.line.setPlaceholderText(placeholder or self.tr("ketik untuk mencari"))
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._popup = QListView()
        set_role(self._popup, "popup")
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self.line)
        self._completer.activated.connect(self._activated)
        self._popup.installEventFilter(self)  # after the completer's own, so it is asked first
        self.line.textEdited.connect(self._search)

    def text(self) -> str:
        return self._value or self.line.text().strip()

    def set_text(self, text: str) -> None:
        known = self._option(text) if text else None
        self._value = known.value if known else ""
        self.line.setText(known.label if known else text)
        self.line.setCursorPosition(0)

    def pick(self, option: Option) -> None:
        """Take one answer, as the clerk does with Enter."""
        self._value = option.value
        self.line.setText(option.label)
        self.line.setCursorPosition(0)
        self._say_changed()
        self.picked.emit(option.value)

    @Slot(str)
    def _search(self, words: str) -> None:
        self._value = ""
        self._found = list(self._find(words.strip())) if words.strip() else []
        self._model.setStringList(
            [
                f"{each.label}  ·  {each.detail}" if each.detail else each.label
                for each in self._found
            ]
        )
        if self._found:
            self._completer.complete()
            self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        else:
            self._popup.hide()
        self._say_changed()

    @Slot()
    def _activated(self) -> None:
        """A click on an answer, or Enter or Tab while the list is open: take it and go on."""
        row = self._popup.currentIndex().row()
        self._popup.hide()
        if 0 <= row < len(self._found):
            self.pick(self._found[row])
        self.focusNextChild()

    def _settle(self) -> None:
        """What was typed in full is picked; anything else is left for the rules to mark."""
        typed = self.line.text().strip().casefold()
        if typed and not self._value:
            for each in self._found:
                if typed in (each.label.casefold(), *(key.casefold() for key in each.keys)):
                    self.pick(each)
                    return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if (
            watched is self._popup
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (*ENTER, Qt.Key.Key_Tab)
        ):
            self._activated()
            return True
        return super().eventFilter(watched, event)


class YesNoField(Field):
    """A statement with three states: not asked yet, yes, no. Y and T answer it, Delete empties."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        pin: bool = False,
        reasons: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        self.switch = YesNo()
        super().__init__(name, label, self.switch, pin=pin, reasons=reasons, parent=parent)
        self.switch.answered.connect(self._say_changed)

    def text(self) -> str:
        return self.switch.answer()

    def set_text(self, text: str) -> None:
        self.switch.show_answer(text)


class TickField(Field):
    """A tick: yes, or nothing. The words stand beside the box."""

    def __init__(
        self, name: str, label: str, *, reasons: bool = True, parent: QWidget | None = None
    ) -> None:
        self.box = QCheckBox(label)
        super().__init__(name, label, self.box, reasons=reasons, parent=parent)
        self.label.hide()
        self.box.clicked.connect(self._say_changed)

    def text(self) -> str:
        return YES if self.box.isChecked() else ""

    def set_text(self, text: str) -> None:
        self.box.setChecked(text == YES)


class YesNo(QFrame):
    """Two halves, Ya and Tidak; one, the other or neither is chosen."""

    answered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "yesno")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(32)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self.halves: dict[str, QPushButton] = {}
        for value, words, picture in ((YES, self.tr("Ya"), "check"), (NO, self.tr("Tidak"), "x")):
            half = QPushButton(words, self)
            set_role(half, "half")
            half.setCheckable(True)
            half.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            half.setProperty("picture", picture)
            row.addWidget(half, 1)
            self.halves[value] = half
        self.halves[YES].clicked.connect(self._yes_clicked)
        self.halves[NO].clicked.connect(self._no_clicked)

    def answer(self) -> str:
        return next((value for value, half in self.halves.items() if half.isChecked()), "")

    def show_answer(self, answer: str) -> None:
        for value, half in self.halves.items():
            half.setChecked(value == answer)
            picture = str(half.property("picture"))
            half.setIcon(icons.icon(picture, colours.ACCENT) if value == answer else QIcon())

    def give(self, answer: str) -> None:
        """Answer as the clerk does: with a key or a click."""
        if answer != self.answer():
            self.show_answer(answer)
            self.answered.emit()

    @Slot()
    def _yes_clicked(self) -> None:
        self._clicked(YES)

    @Slot()
    def _no_clicked(self) -> None:
        self._clicked(NO)

    def _clicked(self, value: str) -> None:
        self.show_answer(value)
        self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        answers = {
            Qt.Key.Key_Y: YES,
            Qt.Key.Key_T: NO,
            Qt.Key.Key_Left: YES,
            Qt.Key.Key_Right: NO,
            Qt.Key.Key_Space: NO if self.answer() == YES else YES,
            Qt.Key.Key_Delete: "",
            Qt.Key.Key_Backspace: "",
        }
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        key = Qt.Key(event.key())
        if plain and key in answers:
            self.give(answers[key])
        else:
            super().keyPressEvent(event)


class _Choice(QComboBox):
    """A list that is searched by its words and keys, and never turned by the mouse wheel."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options: list[Option] = []
        self._typed = ""
        self._typed_at = 0
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._activated)

    def offer(self, options: Sequence[Option]) -> None:
        self._options = list(options)
        self.clear()
        for option in self._options:
            self.addItem(option.label, option.value)
        self.setCurrentIndex(-1)

    def value(self) -> str:
        return str(self.currentData() or "")

    def show_value(self, value: str) -> None:
        """Show the answer with `value`; one not in the list is shown as it is, not lost."""
        if value and self.findData(value) < 0:
            self._options.append(Option(value, value))
            self.addItem(value, value)
        self.setCurrentIndex(self.findData(value) if value else -1)

    def _take(self, index: int) -> None:
        if index != self.currentIndex():
            self.setCurrentIndex(index)
            self.chosen.emit()

    def _search(self, letters: str, at: int) -> None:
        pause = QApplication.keyboardInputInterval()
        self._typed = self._typed + letters if at - self._typed_at < pause else letters
        self._typed_at = at
        typed = self._typed.strip().casefold()
        if typed:
            ranks = [(_rank(option, typed), row) for row, option in enumerate(self._options)]
            best = min((each for each in ranks if each[0] is not None), default=None)
            if best:
                self._take(best[1])

    @Slot()
    def _activated(self) -> None:
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._typed = ""
            self._take(-1)
        elif event.text().isprintable() and event.text() and not event.modifiers() & COMMAND:
            self._search(event.text(), event.timestamp())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        self._typed = ""
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()  # a form is scrolled past its lists; they must not change meanwhile


class _Upper(QValidator):
    """Accepts everything, in capitals."""

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text.upper(), position


def follow_paper(inputs: Sequence[QWidget]) -> None:
    """Let Enter and Tab go through fields, and other widgets, in the order given."""
    editors = [each.editor if isinstance(each, Field) else each for each in inputs]
    for before, after in pairwise(editors):
        QWidget.setTabOrder(before, after)


def _worth_showing(problems: Iterable[Problem]) -> list[Problem]:
    by_level: dict[Level, list[Problem]] = {level: [] for level in PICTURES}
    for problem in problems:
        if problem not in by_level[problem.level]:
            by_level[problem.level].append(problem)
    return by_level[Level.STOP][:1] or by_level[Level.WARN] or by_level[Level.NOTE][:1]


def _rank(option: Option, typed: str) -> int | None:
    """How well an answer fits what was typed; less is better, None is not at all."""
    keys = [key.casefold() for key in (option.value, *option.keys)]
    label = option.label.casefold()
    if typed in keys:
        return 0
    if label.startswith(typed):
        return 1
    if any(word.startswith(typed) for word in label.split()):
        return 2
    return 3 if any(key.startswith(typed) for key in keys) else None


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _ungrouped(text: str) -> str:
    joined = "".join(text.split())
    return joined if joined.isascii() and joined.isdigit() else text.strip()


def _dashed(text: str) -> str:
    text = text.strip()
    if len(text) == 8 and text.isascii() and text.isdigit():
        return f"{text[:2]}-{text[2:4]}-{text[4:]}"
    return text


def _plain_amount(text: str) -> str:
    amount = text.strip().removeprefix("Rp").replace(".", "").replace(" ", "")
    return amount if amount.isascii() and amount.isdigit() else text.strip()


def _as_rupiah(text: str) -> str:
    amount = _plain_amount(text)
    return rupiah(int(amount)) if amount.isascii() and amount.isdigit() else text.strip()
