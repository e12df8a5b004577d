"""What came of the comparison: both values of each field side by side, and what the paper says."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from app.domain.draft import YES
from app.domain.refusal import Problem
from app.domain.sample import Compared, Pair
from app.kit import colours, icons, parts
from app.kit.fields import YesNoField, follow_paper
from app.kit.people.named import named
from app.kit.people.shown import Reads
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID

MARK, FIELD, HELD, TYPED, ANSWER = range(5)
ANSWER_WIDTH = 190


class VerdictPane(QWidget):
    """Asks about each difference whether the books say what the paper says."""

    judged = Signal(object, bool)  # by field: the books are right; a correction is wanted at once
    left = Signal()

    def __init__(self, read: Reads, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self.answers: dict[str, YesNoField] = {}
        self.heading = parts.words("", "heading")
        self.said = parts.words("", "muted-line", wrap=True)
        self._keep = action(self, self.tr("Simpan jawaban"), "F2", self._ask)
        self._correct = action(self, self.tr("Simpan dan perbaiki"), "F4", self._ask_to_correct)
        self._back = action(self, self.tr("Kembali ke daftar"), "Esc", self.left.emit)
        self.keep_button = ActionButton(self._keep, role="primary", parent=self)
        self.correct_button = ActionButton(self._correct, parent=self)
        self.back_button = ActionButton(self._back, parent=self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()

    def show_compared(self, number: str, found: Compared, *, may_correct: bool) -> None:
        """Show all that was compared, what differs first."""
        count = self.locale().toString
        self.heading.setText(self.tr("Hasil ketik ulang No. {number}").format(number=number))
        differs = [each for each in found.pairs if not each.same]
        if differs:
            words = self.tr(
                "{n} dari {all} bagian berbeda. Lihat kertasnya: Y bila yang tercatat benar,"
                " T bila tidak."
            ).format(n=count(len(differs)), all=count(found.fields))
        else:
            words = self.tr("Semua {all} bagian sama. Tidak ada yang perlu diputuskan.").format(
                all=count(found.fields)
            )
        self.said.setText(words)
        self._keep.setVisible(bool(differs))
        self._correct.setVisible(bool(differs) and may_correct)
        self.answers = {}
        self._area.setWidget(
            self._versions([*differs, *(each for each in found.pairs if each.same)])
        )
        buttons = [self.keep_button, self.correct_button, self.back_button]
        follow_paper([*self.answers.values(), *buttons])

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark what has no answer yet, and put the cursor on the first."""
        for name, field in self.answers.items():
            field.show_problems([each for each in problems if each.field == name])
        marked = next((each.field for each in problems if each.field in self.answers), None)
        if marked is not None:
            self.answers[marked].setFocus()

    def go_to(self) -> None:
        """Put the cursor where an answer is wanted; else on the way back."""
        open_ones = (each for each in self.answers.values() if not each.text())
        first = next(open_ones, None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            last = self.keep_button if self.answers else self.back_button
            last.setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _said(self) -> Mapping[str, bool]:
        return {name: text == YES for name, each in self.answers.items() if (text := each.text())}

    def _ask(self) -> None:
        self.judged.emit(self._said(), False)

    def _ask_to_correct(self) -> None:
        self.judged.emit(self._said(), True)

    def _versions(self, pairs: Sequence[Pair]) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, GRID * 2, 0)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID * 2)
        grid.setColumnStretch(HELD, 1)
        grid.setColumnStretch(TYPED, 1)
        grid.setColumnMinimumWidth(ANSWER, ANSWER_WIDTH)
        titles = {
            FIELD: self.tr("Bagian"),
            HELD: self.tr("Tercatat"),
            TYPED: self.tr("Diketik ulang"),
        }
        for column, words in titles.items():
            grid.addWidget(parts.words(words, "label"), 0, column)
        for row, pair in enumerate(pairs, 1):
            grid.addWidget(self._mark(pair), row, MARK)
            grid.addWidget(parts.words(named(pair.field), "muted-line"), row, FIELD)
            role = "muted-line" if pair.same else "strong"
            for column, text in ((HELD, pair.held), (TYPED, pair.typed)):
                grid.addWidget(parts.words(self._text(pair, text), role, wrap=True), row, column)
            if not pair.same:
                grid.addWidget(self._answer(pair), row, ANSWER)
        grid.setRowStretch(len(pairs) + 1, 1)
        return inside

    def _text(self, pair: Pair, text: str | None) -> str:
        if text is None:
            return self.tr("tidak disimpan")
        return self._read(pair.field, text) or self.tr("kosong")

    def _mark(self, pair: Pair) -> QWidget:
        mark, line = QWidget(), parts.row(gap=GRID)
        picture, said = QLabel(), parts.words(self.tr("sama") if pair.same else self.tr("berbeda"))
        found = ("check", colours.GOOD) if pair.same else ("triangle-alert", colours.WARN)
        picture.setPixmap(icons.pixmap(*found, 14))
        line.addWidget(picture)
        line.addWidget(said, 1)
        mark.setLayout(line)
        return mark

    def _answer(self, pair: Pair) -> YesNoField:
        made = YesNoField(pair.field, self.tr("Yang tercatat benar?"))
        made.editor.setAccessibleName(
            self.tr("{field}: yang tercatat benar?").format(field=named(pair.field))
        )
        self.answers[pair.field] = made
        return made

    def _lay_out(self) -> None:
        foot = parts.row(gap=GRID * 2)
        for button in (self.keep_button, self.correct_button, self.back_button):
            foot.addWidget(button)
        foot.addStretch(1)
        content = parts.column(gap=GRID * 2)
        content.addWidget(self.heading)
        content.addWidget(self.said)
        content.addWidget(self._area, 1)
        content.addLayout(foot)
        card = parts.card()
        parts.fill(card, content)
        whole = parts.column()
        whole.addWidget(card)
        self.setLayout(whole)
