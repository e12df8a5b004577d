"""The filters above the list: each narrows the answer, and the last one puts it in order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.people import MISSING, Query, Sort
from app.domain.states import CardState, RevisionState
from app.kit import parts
from app.kit.fields import ChoiceField, Option
from app.kit.theme import GRID
from app.wording import names
from app.wording import people as wording

NEWEST_FIRST = (Sort.CHANGED,)


class FilterBar(QWidget):
    """Moves between the choices on the screen and a `Query`; it decides nothing itself."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        anything = self.tr("Semua")
        none = Option("", anything)
        states = [each for each in RevisionState if each is not RevisionState.DRAFT]
        shown: Mapping[str, tuple[str, Sequence[Option]]] = {
            "state": (
                wording.COLUMNS["state"],
                [none, *(Option(each.value, names.REVISION_STATES[each]) for each in states)],
            ),
            "rt": (wording.COLUMNS["rt"], [none]),
            "missing": (
                wording.COLUMNS["missing"],
                [none, *(Option(each, wording.missing([each])) for each in MISSING)],
            ),
            "card": (
                wording.COLUMNS["card"],
                [none, *(Option(each.value, names.CARD_STATES[each]) for each in CardState)],
            ),
            "sort": (
                self.tr("Urutan"),
                [Option(each.value, name) for each, name in wording.SORTS.items()],
            ),
        }
        row = parts.row(gap=GRID * 3)
        self.fields: dict[str, ChoiceField] = {}
        for name, (label, options) in shown.items():
            field = ChoiceField(name, label, options, placeholder=anything, parent=self)
            field.setMinimumWidth(1)
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            field.changed.connect(self._field_changed)
            self.fields[name] = field
            row.addWidget(field, 2 if name == "rt" else 3)
        self.setLayout(row)
        self._descending = False

    def offer_rts(self, rts: Sequence[str]) -> None:
        """Offer the RT numbers that are in use."""
        none = Option("", self.tr("Semua"))
        self.fields["rt"].set_options([none, *(Option(each, each) for each in rts if each)])

    def show_query(self, query: Query) -> None:
        """Show what a query narrows; one that asks for several things at once is shown whole."""
        shown = {
            "state": _joined(query.states, names.REVISION_STATES),
            "rt": (query.rt, query.rt),
            "missing": _joined(query.missing, wording.MISSING),
            "card": (query.card, query.card),
            "sort": (query.sort.value, ""),
        }
        self._descending = query.descending
        for name, (value, label) in shown.items():
            field = self.fields[name]
            if " " in value and field.combo.findData(value) < 0:
                field.combo.addItem(label, value)
            field.set_text(value)

    def narrowed(self, query: Query) -> Query:
        """`query` with what is chosen here in place of its own filters and order."""
        return replace(
            query,
            states=tuple(self.fields["state"].text().split()),
            rt=self.fields["rt"].text(),
            missing=tuple(self.fields["missing"].text().split()),
            card=self.fields["card"].text(),
            sort=Sort(self.fields["sort"].text() or Sort.NAME),
            descending=self._descending,
        )

    def go_to(self) -> None:
        """Put the cursor on the first filter."""
        self.fields["state"].editor.setFocus()

    @Slot(str)
    def _field_changed(self, name: str) -> None:
        if name == "sort":
            self._descending = self.fields["sort"].text() in NEWEST_FIRST
        self.changed.emit()


def _joined(codes: Sequence[str], named: Mapping[str, str]) -> tuple[str, str]:
    """Several codes as one choice, and what it is called."""
    return " ".join(codes), ", ".join(named[code] for code in codes)
