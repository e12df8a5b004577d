"""Two registrations side by side, with what differs marked and the ways out below."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from app.domain.draft import HEIR_FIELDS, TEXT_FIELDS, Draft
from app.domain.refusal import Problem
from app.kit import colours, icons, parts
from app.kit.people.shown import Reads
from app.kit.press import Press
from app.kit.theme import GRID, set_role
from app.wording.catalogue import sentence
from app.wording.labels import label

NUMBERS = ("nik", "kk", "phone", "old_kpj", "rt", "rw", "income", "wage_base")
LABEL_WIDTH = 180
LEFT_OUT = ("kecamatan",)  # the kelurahan says it
IN_FAMILY_LINE = ("relation", "birth_date", "nik")


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds two residents
class Pair:
    """One field of both, as a person reads it."""

    label: str
    typed: str
    stored: str
    differs: bool  # both say something, and not the same


def pairs(typed: Draft, stored: Draft, read: Reads) -> tuple[Pair, ...]:
    """Every field that one of the two has, in the order of the paper, then the families."""
    found = []
    for name in TEXT_FIELDS:
        one, other = getattr(typed, name), getattr(stored, name)
        if name not in LEFT_OUT and (one or other):
            folded = _folded(name, one), _folded(name, other)
            found.append(_pair(label(name), read(name, one), read(name, other), folded))
    for position in range(max(len(typed.heirs), len(stored.heirs))):
        one, other = _member(typed, position, read), _member(stored, position, read)
        name = f"{label('heirs')} {position + 1}"
        found.append(_pair(name, one, other, (one.casefold(), other.casefold())))
    return tuple(found)


def _pair(name: str, one: str, other: str, folded: tuple[str, str]) -> Pair:
    return Pair(name, one, other, all(folded) and folded[0] != folded[1])


def _folded(name: str, text: str) -> str:
    """The text without what is only another way to write it."""
    if name in NUMBERS:
        return "".join(filter(str.isdigit, text)).removeprefix("62").lstrip("0")
    return " ".join(text.split()).casefold()


def _member(draft: Draft, position: int, read: Reads) -> str:
    if position >= len(draft.heirs):
        return ""
    heir = draft.heirs[position]
    rest = (read(f"heirs.{name}", getattr(heir, name)) for name in HEIR_FIELDS)
    by_name = dict(zip(HEIR_FIELDS, rest, strict=True))
    said = [by_name["name"], *(by_name[name] for name in IN_FAMILY_LINE)]
    return ", ".join(each for each in said if each)


class WayOut(StrEnum):
    """How a comparison can end, besides going back."""

    SAME_PERSON = "same_person"  # go to the registration there is
    DIFFERENT = "different"  # not a duplicate, because of a reason
    DISPUTED = "disputed"  # the same NIK, and this is its rightful owner
    RELOAD = "reload"  # let go of what was typed, take what is stored
    ON_TOP = "on_top"  # go on with what was typed, now on what is stored


class CompareDialog(QDialog):
    """What was typed beside what is stored. It changes nothing itself: it says how it ended."""

    chosen = Signal(str, str)  # a `WayOut`, the reason where one is asked for

    def __init__(
        self,
        title: str,
        beside: str,
        rows: Sequence[Pair],
        ways: Sequence[WayOut],
        why: str,
        parent: QWidget | None = None,
    ) -> None:
        """`beside` heads the stored side; `why` says in words why the two are compared."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumSize(860, 560)
        layout = parts.column(margin=GRID * 5, gap=GRID * 3)
        self.setLayout(layout)
        layout.addWidget(parts.words(title, "title"))
        layout.addWidget(parts.words(why, wrap=True))
        layout.addWidget(self._table(beside, rows), 1)
        self.reason = QLineEdit(self)
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(self.tr("Mengapa bukan ganda"))
        self.reason.setPlaceholderText(
            self.tr("Mengapa bukan ganda, mis. saudara kembar, KTP berbeda")
        )
        self.mark = parts.words("", wrap=True)
        self.mark.setProperty("mark", "stop")
        self.mark.hide()
        if WayOut.DIFFERENT in ways:
            layout.addWidget(self.reason)
            layout.addWidget(self.mark)
            self.reason.returnPressed.connect(self._different)
        else:
            self.reason.hide()
        layout.addLayout(self._buttons(ways))

    def _table(self, beside: str, rows: Sequence[Pair]) -> QFrame:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(GRID * 4, GRID * 3, GRID * 4, GRID * 3)
        grid.setHorizontalSpacing(GRID * 4)
        grid.setVerticalSpacing(GRID)
        for column, stretch in ((0, 0), (1, 0), (2, 1), (3, 1)):
            grid.setColumnStretch(column, stretch)
        for column, text in ((2, self.tr("Sedang diketik")), (3, beside)):
            grid.addWidget(parts.words(text, "strong", wrap=True), 0, column)
        for row, pair in enumerate(rows, 1):
            name = parts.words(pair.label, "label", wrap=True)
            name.setFixedWidth(LABEL_WIDTH)
            grid.addWidget(name, row, 0)
            grid.addWidget(self._difference(pair), row, 1)
            for column, text in ((2, pair.typed), (3, pair.stored)):
                said = parts.words(text or "—", "strong" if pair.differs else "", wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(said, row, column)
        grid.setRowStretch(len(rows) + 1, 1)
        area = QScrollArea(self)
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        card = parts.card(self)
        layout = card.layout()
        if layout is not None:
            layout.setContentsMargins(0, 0, 0, 0)
            layout.addWidget(area)
        return card

    def _difference(self, pair: Pair) -> QWidget:
        if not pair.differs:
            same = self.tr("sama") if pair.typed and pair.stored else self.tr("kosong")
            return parts.words(same, "muted")
        said = QWidget()
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("triangle-alert", colours.WARN, 14))
        word = parts.words(self.tr("beda"))
        word.setProperty("mark", "warn")
        row.addWidget(picture)
        row.addWidget(word)
        row.addStretch()
        return said

    def _buttons(self, ways: Sequence[WayOut]) -> QHBoxLayout:
        texts = {
            WayOut.SAME_PERSON: (self.tr("Orang yang sama: buka yang ada"), "Ctrl+B"),
            WayOut.DIFFERENT: (self.tr("Bukan ganda"), "Ctrl+G"),
            WayOut.DISPUTED: (self.tr("NIK disengketakan"), "Ctrl+D"),
            WayOut.RELOAD: (self.tr("Muat ulang yang tersimpan"), "Ctrl+R"),
            WayOut.ON_TOP: (self.tr("Lanjutkan ketikan saya"), "Ctrl+T"),
        }
        row = parts.row(gap=GRID * 2)
        back = Press(self.tr("Kembali") + "   Esc", self)
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        for place, way in enumerate(ways):
            text, keys = texts[way]
            button = Press(f"{text}   {keys}", self)
            button.setObjectName(way.value)
            button.setAccessibleName(text)
            button.setAutoDefault(False)
            if place == 0:
                set_role(button, "primary")
            button.clicked.connect(lambda _checked=False, way=way: self._end(way))
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(button.click)
            row.addWidget(button)
        row.addStretch()
        row.addWidget(back)
        back.setFocus()  # Enter on what was not read yet changes nothing
        return row

    @Slot()
    def _different(self) -> None:
        self._end(WayOut.DIFFERENT)

    def _end(self, way: WayOut) -> None:
        reason = self.reason.text().strip()
        if way is WayOut.DIFFERENT and not reason:
            self.mark.setText(sentence(Problem("judge.reason_missing")))
            self.mark.show()
            self.reason.setFocus()
            return
        self.chosen.emit(way.value, reason)
        self.accept()
