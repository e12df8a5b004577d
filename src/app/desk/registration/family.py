"""The family: a table by rank of law, and one row of inputs below it for who is being written."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.desk.registration.section import Fold, Section
from app.desk.registration.sections import options
from app.desk.registration.twelfths import NARROW, Twelfths
from app.domain.draft import HEIR_FIELDS, YES, HeirDraft
from app.domain.heirs import Standing
from app.domain.people import mask
from app.domain.refusal import Level, Problem
from app.kit import colours, icons
from app.kit.fields import (
    ENTER,
    ChoiceField,
    DateField,
    Field,
    NameField,
    NumberField,
    TextField,
    TickField,
    follow_paper,
)
from app.kit.press import Press
from app.kit.theme import GRID, set_role
from app.wording import names
from app.wording.labels import label

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW_HEIGHT = 32
HEAD_HEIGHT = 31
ROWS_SHOWN = 8  # more than this scroll inside the table

NAME, RELATION, BORN, NIK, PROOF, RANK = range(6)
NIK_LENGTH = 16


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a person
class Member:
    """One row of the table: what was typed, and what the rules say of it."""

    heir: HeirDraft
    standing: Standing | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def stops(self) -> bool:
        return any(problem.level is Level.STOP for problem in self.problems)


class FamilyModel(QAbstractTableModel):
    """The members as the table shows them. A NIK is masked here; it is open in the inputs only."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._members: list[Member] = []

    def show(self, members: Sequence[Member]) -> None:
        """Show these; the selection stays where the number of rows does."""
        if list(members) == self._members:
            return
        if len(members) == len(self._members):
            self._members = list(members)
            if members:
                last = self.index(len(members) - 1, RANK)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._members = list(members)
        self.endResetModel()

    def text(self, member: Member, column: int) -> str:
        heir = member.heir
        return {
            NAME: lambda: heir.name or self.tr("belum diisi"),
            RELATION: lambda: names.RELATIONS.get(heir.relation, heir.relation),
            BORN: lambda: heir.birth_date or self.tr("belum diisi"),
            NIK: lambda: self._nik(heir),
            PROOF: lambda: self._proof(member),
            RANK: lambda: self._rank(member),
        }[column]()

    def _nik(self, heir: HeirDraft) -> str:
        if not heir.nik:
            return self.tr("belum ada")
        return mask(heir.nik) if len(heir.nik) == NIK_LENGTH else self.tr("belum benar")

    def _proof(self, member: Member) -> str:
        if not member.heir.proof:
            return self.tr("belum ada")
        proof = names.PROOFS.get(member.heir.proof, member.heir.proof)
        lacking = member.standing and member.standing.missing_proof
        return self.tr("{proof}, belum cukup").format(proof=proof) if lacking else proof

    def _rank(self, member: Member) -> str:
        standing = member.standing
        if standing is None:
            return ""
        said = [str(standing.rank) if standing.rank else self.tr("di luar urutan")]
        if standing.minor:
            said.append(self.tr("di bawah umur"))
        if standing.guardian_missing:
            said.append(self.tr("wali belum ada"))
        if member.heir.claimant == YES:
            said.append(self.tr("calon pengaju"))
        return "  ·  ".join(said)

    def rowCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._members)

    def columnCount(self, parent: Index = ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else RANK + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        member = self._members[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.text(member, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == NAME and member.stops:
            return icons.icon("octagon-x", colours.STOP)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and member.stops:
            return self.tr("Harus diperbaiki")
        return None

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole:
            fields = ("name", "relation", "birth_date", "nik", "proof")
            return [*(label(f"heirs.0.{each}") for each in fields), self.tr("Peringkat")][section]
        return None


class FamilyTable(QTableView):
    """The table; Enter changes a row, Delete takes it out."""

    wanted = Signal(int)
    unwanted = Signal(int)

    def __init__(self, model: FamilyModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(self.tr("Daftar keluarga"))
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(60)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.clicked.connect(self._clicked)
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """As high as its rows: the page scrolls, not the table in it."""
        rows = self.model().rowCount()
        self.setVisible(rows > 0)
        height = sum(self.rowHeight(row) for row in range(min(rows, ROWS_SHOWN)))
        self.setFixedHeight(HEAD_HEIGHT + height + 2)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        self.wanted.emit(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        narrow = event.size().width() < NARROW
        self.setColumnHidden(NIK, narrow)  # a masked NIK is what a narrow page can do without
        mode = QHeaderView.ResizeMode
        rank = mode.Stretch if narrow else mode.ResizeToContents
        self.horizontalHeader().setSectionResizeMode(RANK, rank)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        row = self.currentIndex().row()
        if event.key() in ENTER and row >= 0:
            self.wanted.emit(row)
        elif event.key() == Qt.Key.Key_Delete and row >= 0:
            self.unwanted.emit(row)
        else:
            super().keyPressEvent(event)


class MemberInputs(QFrame):
    """The inputs of one member. Enter on the last one asks for the next member."""

    changed = Signal(str)  # field
    left = Signal(str)
    entered = Signal(str)
    reason_changed = Signal(str, str, str)  # field, code, reason
    next_wanted = Signal()
    finished = Signal()  # Enter on an empty name, or Esc
    unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "card")
        fields: tuple[Field, ...] = (
            NameField("name", label("heirs.0.name")),
            ChoiceField("relation", label("heirs.0.relation"), options(names.RELATIONS)),
            DateField("birth_date", label("heirs.0.birth_date")),
            ChoiceField("sex", label("heirs.0.sex"), options(names.SEXES)),
            NumberField("nik", label("heirs.0.nik"), placeholder=self.tr("16 angka")),
            ChoiceField("proof", label("heirs.0.proof"), options(names.PROOFS)),
            TextField("proof_number", label("heirs.0.proof_number")),
            TickField("claimant", label("heirs.0.claimant")),
            NameField("guardian", label("heirs.0.guardian")),
            ChoiceField("school", label("heirs.0.school"), options(names.SCHOOLS)),
            NumberField("phone", label("heirs.0.phone"), placeholder="08"),
            TextField("address", label("heirs.0.address"), placeholder=self.tr("sama")),
        )
        self.fields = {field.name: field for field in fields}
        self._told: dict[str, tuple[Problem, ...]] = {}
        self._heading = QLabel(self)
        set_role(self._heading, "strong")
        hint = QLabel(self.tr("Enter maju  ·  nama kosong + Enter selesai"), self)
        set_role(hint, "muted")
        remove = QPushButton(self.tr("Hapus   Ctrl+Del"), self)
        done = QPushButton(self.tr("Selesai   Esc"), self)
        for button in (remove, done):
            set_role(button, "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # their keys are shown
        head = QHBoxLayout()
        hint.setWordWrap(True)
        head.addWidget(self._heading)
        head.addSpacing(2 * GRID)
        head.addWidget(hint, 1)
        head.addWidget(remove)
        head.addWidget(done)
        by = self.fields
        rows = (
            ((by["name"], 4), (by["relation"], 3), (by["birth_date"], 3), (by["sex"], 2)),
            ((by["nik"], 4), (by["proof"], 3), (by["proof_number"], 3), (by["claimant"], 2)),
        )
        self.fold = Fold(
            self.tr("Wali, sekolah, No. HP, alamat lain"),
            (((by["guardian"], 4), (by["school"], 2), (by["phone"], 3), (by["address"], 3)),),
            "Ctrl+L",
            self,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addLayout(head)
        layout.addWidget(Twelfths(rows, self))
        layout.addWidget(self.fold)
        follow_paper([field.editor for field in fields])
        for field in fields:
            field.changed.connect(self.changed)
            field.left.connect(self.left)
            field.entered.connect(self.entered)
            field.reason_changed.connect(self.reason_changed)
            field.editor.installEventFilter(self)  # asked before the field's own filter
        remove.clicked.connect(self.unwanted)
        done.clicked.connect(self.finished)
        for key, signal in (("Esc", self.finished), ("Ctrl+Del", self.unwanted)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(signal)

    def heir(self) -> HeirDraft:
        return HeirDraft(**{name: field.text() for name, field in self.fields.items()})

    def show_heir(self, row: int, heir: HeirDraft, reasons: Mapping[tuple[str, str], str]) -> None:
        """Bind the inputs to the member on `row`."""
        self._heading.setText(self.tr("Anggota ke-{number}").format(number=row + 1))
        for name, field in self.fields.items():
            field.editor.setObjectName(f"heirs.{row}.{name}")
            field.show_problems(())
            self._told[name] = ()
            field.set_text(getattr(heir, name))
            field.set_reasons({code: why for (at, code), why in reasons.items() if at == name})
        self.fold.close_if_empty()

    def tell(self, problems: Mapping[str, Sequence[Problem]]) -> None:
        """Show the problems by field; the fold opens where it has one that asks for something."""
        for name, field in self.fields.items():
            said = tuple(problems.get(name, ()))
            if self._told.get(name, ()) != said:  # else the sheet would be laid out anew
                self._told[name] = said
                field.show_problems(said)
        self.fold.settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in ENTER and plain:
                if watched is self.fields["name"].editor and self.heir() == HeirDraft():
                    self.finished.emit()
                    return True
                if watched is self._last():
                    self.next_wanted.emit()
                    return True
        return super().eventFilter(watched, event)

    def _last(self) -> QWidget:
        return self.fields["address" if self.fold.is_open else "claimant"].editor


class WholeFamily(Field):
    """What there is to say of the family as a whole; its input is the button that adds to it."""

    def __init__(self, button: Press) -> None:
        super().__init__("heirs", label("heirs"), button)
        self.label.hide()
        button.setAccessibleName(button.text())
        button.installEventFilter(self)

    def text(self) -> str:
        return ""

    def set_text(self, text: str) -> None:
        """There is no text: the table shows the family."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return False  # Enter presses the button, it does not pass it by
        return super().eventFilter(watched, event)


class Family(Section):
    """The family and heirs: what was typed of them, with or without a mouse.

    F4 begins a new member; the one being written is in the draft from the first key on, so a
    half-written member is not lost either.
    """

    changed = Signal(str)  # `heirs.0.name`
    left = Signal(str)
    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.put_head(
            self.tr("Keluarga dan ahli waris"),
            self.tr("peringkat santunan menurut PP 44/2015, bukan pembagian waris"),
            "Ctrl+5",
        )
        self._rows: list[_Row] = []
        self._standings: tuple[Standing | None, ...] = ()
        self._problems: Mapping[str, Sequence[Problem]] = {}
        self._current: int | None = None  # the member in the inputs
        self._seen: set[str] = set()  # its inputs that were left: their problems may be said
        self._removed: tuple[int, _Row] | None = None

        self._model = FamilyModel(self)
        self.table = FamilyTable(self._model, self)
        self.inputs = MemberInputs(self)
        self.inputs.hide()
        self.add_button = Press(self.tr("Tambah anggota keluarga   F4"))
        self.add_button.setIcon(icons.icon("plus"))
        self.whole = WholeFamily(self.add_button)
        self.nobody = TickField("no_family", label("no_family"))
        self._keys = QLabel(self.tr("Enter ubah  ·  Del hapus"), self)
        set_role(self._keys, "muted")
        self.undo_button = QPushButton(self)
        set_role(self.undo_button, "link")
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is shown
        self.undo_button.hide()
        beside = QWidget(self)
        row = QHBoxLayout(beside)
        row.setContentsMargins(0, GRID, 0, 0)
        row.addWidget(self._keys)
        row.addWidget(self.undo_button)
        row.addStretch()
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.put_widget(self.table)
        self.put_widget(self.inputs)
        self.put([(self.whole, 4), (beside, 5), (self.nobody, 3)])

        self.table.wanted.connect(self.edit)
        self.table.unwanted.connect(self.remove)
        self.add_button.clicked.connect(self.add)
        self.undo_button.clicked.connect(self.undo)
        self.inputs.changed.connect(self._typed)
        self.inputs.left.connect(self._input_left)
        self.inputs.entered.connect(self._input_entered)
        self.inputs.reason_changed.connect(self._reason_typed)
        self.inputs.next_wanted.connect(self.add)
        self.inputs.finished.connect(self.finish)
        self.inputs.unwanted.connect(self._remove_current)
        self._refresh()

    # What is typed

    def heirs(self) -> tuple[HeirDraft, ...]:
        """The members as typed, without an empty one just begun."""
        heirs = [row.heir for row in self._rows]
        while heirs and heirs[-1] == HeirDraft():
            heirs.pop()
        return tuple(heirs)

    def reasons(self) -> dict[str, str]:
        """The reasons given for warnings, as a draft names them: `code@heirs.0.nik`."""
        return {
            f"{code}@heirs.{position}.{field}": why
            for position, row in enumerate(self._rows)
            for (field, code), why in row.reasons.items()
            if why.strip()
        }

    def show_family(self, heirs: Sequence[HeirDraft], reasons: Mapping[str, str]) -> None:
        """Show the family of a draft; `changed` stays silent."""
        self._rows = [_Row(heir) for heir in heirs]
        for key, why in reasons.items():
            code, _, at = key.partition("@heirs.")
            position, _, field = at.partition(".")
            if position.isdigit() and int(position) < len(self._rows):
                self._rows[int(position)].reasons[field, code] = why
        self._standings, self._problems, self._removed = (), {}, None
        self._close()
        self._refresh()

    def input_at(self, field: str) -> QWidget | None:
        """The input of `heirs.1.nik`, its member opened for it; None where there is none."""
        _, _, at = field.partition(".")
        position, _, name = at.partition(".")
        if not position.isdigit() or int(position) > len(self._rows):
            return None
        if int(position) == len(self._rows):  # the cursor stood in a member just begun
            self._rows.append(_Row(HeirDraft()))
            self._refresh()
        if int(position) != self._current:
            self._open(int(position))
        found = self.inputs.fields.get(name or "name")
        if found and self.inputs.fold.holds(found.name):
            self.inputs.fold.open()
        return found.editor if found else None

    # What there is to say about it

    def tell(
        self,
        standings: Sequence[Standing | None],
        problems: Mapping[str, Sequence[Problem]],
        *,
        everything: bool,
    ) -> None:
        """Show where each member stands, and what is to be mended.

        In the inputs a problem is said once its input was left; with `everything` at once.
        """
        self._standings = tuple(standings)
        self._problems = problems
        if everything:
            self._seen = set(HEIR_FIELDS)
        self._refresh()

    # What the clerk does

    @Slot()
    def add(self) -> None:
        """Begin a new member; one that is begun and empty is taken instead."""
        if not self._rows or self._rows[-1].heir != HeirDraft():
            self._rows.append(_Row(HeirDraft()))
        self._refresh()
        self._open(len(self._rows) - 1)
        self._go_to_name()

    @Slot(int)
    def edit(self, position: int) -> None:
        """Put a member into the inputs."""
        self._open(position)
        self._go_to_name()

    @Slot()
    def finish(self) -> None:
        """Put the inputs away and go on below."""
        self._close()
        self._refresh()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit("heirs")

    @Slot(int)
    def remove(self, position: int) -> None:
        """Take a member out; `undo` brings the last one back."""
        self._removed = (position, self._rows.pop(position))
        name = self._removed[1].heir.name or self.tr("Baris kosong")
        self.undo_button.setText(self.tr("{name} dihapus. Urungkan   Ctrl+Z").format(name=name))
        self._close()
        self._refresh()
        follower = self.table if self._rows else self.add_button
        follower.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit("heirs")

    @Slot()
    def undo(self) -> None:
        """Bring back the member that was taken out last."""
        if self._removed:
            position, row = self._removed
            self._removed = None
            self._rows.insert(position, row)
            self._refresh()
            self.changed.emit("heirs")

    @property
    def can_undo(self) -> bool:
        return self._removed is not None

    def first_input(self) -> QWidget:
        return self.table if self._rows else self.add_button

    # Inside

    @Slot(str)
    def _typed(self, field: str) -> None:
        if self._current is not None:
            self._rows[self._current].heir = self.inputs.heir()
            self.changed.emit(f"heirs.{self._current}.{field}")

    @Slot(str)
    def _input_left(self, field: str) -> None:
        self._seen.add(field)
        if self._current is not None:
            self._rows[self._current].heir = self.inputs.heir()  # in its usual shape by now
        self.left.emit(f"heirs.{self._current}.{field}")

    @Slot(str)
    def _input_entered(self, field: str) -> None:
        self.entered.emit(f"heirs.{self._current}.{field}")

    @Slot(str, str, str)
    def _reason_typed(self, field: str, code: str, reason: str) -> None:
        if self._current is not None:
            self._rows[self._current].reasons[field, code] = reason
            self.changed.emit(f"heirs.{self._current}.{field}")

    @Slot()
    def _remove_current(self) -> None:
        if self._current is not None:
            self.remove(self._current)

    def _open(self, position: int) -> None:
        row = self._rows[position]
        self._current = position
        self._seen = {name for name in HEIR_FIELDS if getattr(row.heir, name)}
        self.inputs.show_heir(position, row.heir, row.reasons)
        self.inputs.show()
        self.table.selectRow(position)
        self._say()

    def _close(self) -> None:
        self._current = None
        self._rows = [row for row in self._rows if row.heir != HeirDraft()]
        self.inputs.hide()

    def _go_to_name(self) -> None:
        self.inputs.fields["name"].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refresh(self) -> None:
        members = [
            Member(row.heir, standing, tuple(self._problems_of(position)))
            for position, (row, standing) in enumerate(
                zip_longest(self._rows, self._standings[: len(self._rows)])
            )
        ]
        self._model.show(members)
        self._keys.setVisible(bool(self._rows))
        self.undo_button.setVisible(self.can_undo)
        self.nobody.setVisible(not self._rows or bool(self.nobody.text()))
        if self._current is not None:
            self.table.selectRow(self._current)
        self._say()

    def _say(self) -> None:
        self.whole.show_problems(self._problems.get("heirs", ()))
        if self._current is not None:
            start = f"heirs.{self._current}."
            self.inputs.tell(
                {
                    name: self._problems.get(f"{start}{name}", ())
                    for name in HEIR_FIELDS
                    if name in self._seen
                }
            )

    def _problems_of(self, position: int) -> list[Problem]:
        start = f"heirs.{position}."
        return [
            problem
            for field, found in self._problems.items()
            if field.startswith(start)
            for problem in found
        ]


@dataclass(slots=True, repr=False)
class _Row:
    """A member on the page, with the reasons given for warnings by field and code."""

    heir: HeirDraft
    reasons: dict[tuple[str, str], str] = dataclasses.field(default_factory=dict)
