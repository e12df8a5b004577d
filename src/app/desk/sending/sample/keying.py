"""The form that is filled in from the paper alone: nothing of what was typed first is in it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QScrollArea, QWidget

from app.domain.draft import Draft, HeirDraft
from app.domain.reference import Reference
from app.domain.refusal import Problem
from app.domain.sample import ASKED, ASKED_OF_MEMBER, left_empty
from app.kit import parts
from app.kit.fields import (
    ChoiceField,
    DateField,
    Field,
    NameField,
    NumberField,
    Option,
    SearchField,
    TextField,
    follow_paper,
)
from app.kit.notices import ask
from app.kit.people.named import named
from app.kit.shortcuts import ActionButton, action
from app.kit.theme import GRID
from app.wording import names
from app.wording.labels import label

COLUMNS = 12
WIDTHS = {"name": 8, "mother_name": 8, "address": 8, "rt": 2, "rw": 2, "occupation": 12}
WIDTH = 4
MEMBER_WIDTHS = {"name": 4, "relation": 2, "birth_date": 2, "nik": 4}
PHONE_GROUPS = (4, 4, 4, 4)
AROUND = 60  # pixels kept in sight above and below the cursor
MOST_MEMBERS = 20


class KeyingForm(QWidget):
    """Enter goes on, field by field, as on the paper; the last Enter compares."""

    compare_asked = Signal(object)  # the Draft
    left = Signal()  # back to the list; what is typed stays with whoever asks for it

    def __init__(self, reference: Reference, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reference = reference
        self.heading = parts.words("", "heading")
        self.fields: dict[str, Field] = {name: self._make(name) for name in ASKED}
        self.members = 0
        self._compare = action(self, self.tr("Bandingkan"), "F2", self._ask)
        self._add = action(self, self.tr("Tambah anggota keluarga"), "Ctrl+T", self._add_member)
        self._back = action(self, self.tr("Kembali ke daftar"), "Esc", self.left.emit)
        self.compare_button = ActionButton(self._compare, role="primary", parent=self)
        self.add_button = ActionButton(self._add, parent=self)
        self.back_button = ActionButton(self._back, parent=self)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()

    def begin(self, number: str, typed: Draft) -> None:
        """An empty form for the papers with this number; or what was typed into it before."""
        self.heading.setText(self.tr("Ketik ulang dari kertas No. {number}").format(number=number))
        for place in range(self.members):
            for name in ASKED_OF_MEMBER:
                gone = self.fields.pop(f"heirs.{place}.{name}")
                gone.hide()
                gone.deleteLater()
        self.members = 0
        for _ in range(max(len(typed.heirs), 1)):
            self._put_member()
        for name in ASKED:
            self.fields[name].set_text(getattr(typed, name))
        for place, heir in enumerate(typed.heirs):
            for name in ASKED_OF_MEMBER:
                self.fields[f"heirs.{place}.{name}"].set_text(getattr(heir, name))
        self.show_problems(())
        self._follow()
        self._area.verticalScrollBar().setValue(0)

    def typed(self) -> Draft:
        """What stands in the fields now."""
        heirs = [
            {name: self.fields[f"heirs.{place}.{name}"].text() for name in ASKED_OF_MEMBER}
            for place in range(self.members)
        ]
        while heirs and not any(heirs[-1].values()):
            heirs.pop()
        return replace(
            Draft.from_plain({name: self.fields[name].text() for name in ASKED}),
            heirs=tuple(HeirDraft(**each) for each in heirs),
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the fields, and put the cursor on the first that is marked."""
        for name, field in self.fields.items():
            field.show_problems([each for each in problems if each.field == name])
        marked = next((each.field for each in problems if each.field in self.fields), None)
        if marked is not None:
            self.fields[marked].setFocus()

    def go_to(self) -> None:
        """Put the cursor on the first field in which nothing is typed."""
        empty = (name for name in self.fields if not self.fields[name].text())
        self.fields[next(empty, ASKED[0])].setFocus(Qt.FocusReason.OtherFocusReason)

    # Inside

    def _ask(self) -> None:
        typed = self.typed()
        empty = left_empty(typed)
        if not empty:
            self.compare_asked.emit(typed)
            return
        # it is compared once: whoever pressed F2 too early must not be held to it
        ask(
            self,
            self.tr("Bandingkan sekarang?"),
            self.tr("Masih kosong: {fields}. Lanjutkan hanya bila di kertas juga kosong.").format(
                fields=", ".join(label(name) for name in empty)
            ),
            self.tr("Bandingkan"),
            lambda: self.compare_asked.emit(typed),
            keep=self.tr("Ketik dahulu"),
        )

    def _add_member(self) -> None:
        if self.members < MOST_MEMBERS:
            self._put_member()
            self._follow()
            self.fields[f"heirs.{self.members - 1}.name"].setFocus()

    def _put_member(self) -> None:
        column = 0
        for name in ASKED_OF_MEMBER:
            field = self._make(f"heirs.{self.members}.{name}")
            self.fields[field.name] = field
            self._family.addWidget(field, self.members, column, 1, MEMBER_WIDTHS[name])
            field.show()
            column += MEMBER_WIDTHS[name]
        self.members += 1

    def _follow(self) -> None:
        follow_paper([*self.fields.values(), self.compare_button, self.add_button])

    def _make(self, field: str) -> Field:
        said, name = named(field), field.rpartition(".")[2]
        if name in ("name", "mother_name"):
            made: Field = NameField(field, said)
        elif name in ("nik", "kk"):
            made = NumberField(field, said, placeholder=self.tr("16 angka"))
        elif name == "phone":
            made = NumberField(field, said, groups=PHONE_GROUPS, placeholder="08")
        elif name == "birth_date":
            made = DateField(field, said)
        elif name == "occupation":
            made = self._occupation(field, said)
        elif name in ("sex", "marital_status", "relation", "kelurahan"):
            made = ChoiceField(field, said, self._options(name))
        else:
            made = TextField(field, said)
        made.entered.connect(self._keep_in_sight)
        return made

    def _options(self, name: str) -> list[Option]:
        if name == "kelurahan":
            places = self._reference.places
            return [
                Option(each.code, each.name, detail=places.name(each.parent))
                for kecamatan in places.kecamatan()
                for each in places.kelurahan(kecamatan.code)
            ]
        named_codes = {
            "sex": names.SEXES,
            "marital_status": names.MARITAL,
            "relation": names.RELATIONS,
        }[name]
        return [Option(code, words) for code, words in named_codes.items()]

    def _occupation(self, field: str, said: str) -> Field:
        occupations = self._reference.occupations

        def option(code: str) -> Option | None:
            found = occupations.by_code.get(code)
            if found is None:
                return None
            return Option(found.code, found.name, found.synonyms, found.group.name)

        def find(words: str) -> list[Option]:
            return [made for each in occupations.find(words) if (made := option(each.code))]

        return SearchField(field, said, find, option)

    def _keep_in_sight(self, _name: str) -> None:
        here = QApplication.focusWidget()
        if here is not None and self._area.isAncestorOf(here):
            self._area.ensureWidgetVisible(here, 0, AROUND)

    def _lay_out(self) -> None:
        grid, self._family = QGridLayout(), QGridLayout()
        for each in (grid, self._family):
            each.setHorizontalSpacing(GRID * 3)
            each.setVerticalSpacing(GRID * 2)
            for column in range(COLUMNS):
                each.setColumnStretch(column, 1)
        row = column = 0
        for name in ASKED:
            width = WIDTHS.get(name, WIDTH)
            if column + width > COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(self.fields[name], row, column, 1, width)
            column += width
        inside = QWidget()
        column_of = parts.column(gap=GRID * 3)
        column_of.addLayout(grid)
        column_of.addWidget(parts.rule())
        column_of.addLayout(self._family)
        column_of.addStretch(1)
        column_of.setContentsMargins(0, 0, GRID * 2, 0)
        inside.setLayout(column_of)
        self._area.setWidget(inside)
        foot = parts.row(gap=GRID * 2)
        for button in (self.compare_button, self.add_button, self.back_button):
            foot.addWidget(button)
        foot.addStretch(1)
        content = parts.column(gap=GRID * 2)
        content.addWidget(self.heading)
        content.addWidget(
            parts.words(
                self.tr(
                    "Ketik seperti di kertasnya. Yang tercatat baru ditampilkan setelah"
                    " dibandingkan; yang kosong di kertas dibiarkan kosong."
                ),
                "muted",
                wrap=True,
            )
        )
        content.addWidget(self._area, 1)
        content.addLayout(foot)
        card = parts.card()
        parts.fill(card, content)
        whole = parts.column()
        whole.addWidget(card)
        self.setLayout(whole)
