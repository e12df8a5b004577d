"""The filters above the list: each narrows the answer, and the last one puts it in order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.people import MISSING, Query, Sort
from app.domain.states import CardState, DecisionState, RevisionState
from app.kit import parts
from app.kit.fields import ChoiceField, Option
from app.kit.theme import GRID
from app.wording import names
from app.wording import people as wording

NEWEST_FIRST = (Sort.CHANGED,)


class FilterBar(QWidget):
    """Moves between the choices on the screen and a `Query`; it decides nothing itself."""

    changed = Signal()

    def __init__(
        self,
        shown: Sequence[str] = ("state", "rt", "missing", "card", "sort"),
        offices: Sequence[Option] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`shown` are the filters in their order; what the others narrow stays as it was."""
        super().__init__(parent)
        anything = self.tr("Semua")
        none = Option("", anything)
        states = [each for each in RevisionState if each is not RevisionState.DRAFT]
        known: Mapping[str, tuple[str, Sequence[Option]]] = {
            "office": (wording.COLUMNS["kelurahan"], [none, *offices]),
            "decision": (
                wording.COLUMNS["decision"],
                [none, *(Option(str(each), names.DECISION_STATES[each]) for each in DecisionState)],
            ),
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
        for name in shown:
            label, options = known[name]
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
        if field := self.fields.get("rt"):
            field.set_options([none, *(Option(each, each) for each in rts if each)])

    def show_query(self, query: Query) -> None:
        """Show what a query narrows; one that asks for several things at once is shown whole."""
        narrows = {
            "office": (query.office, query.office),
            "decision": _joined(query.decisions, names.DECISION_STATES),
            "state": _joined(query.states, names.REVISION_STATES),
            "rt": (query.rt, query.rt),
            "missing": _joined(query.missing, wording.MISSING),
            "card": (query.card, query.card),
            "sort": (query.sort.value, ""),
        }
        self._descending = query.descending
        for name, field in self.fields.items():
            value, label = narrows[name]
            if " " in value and field.combo.findData(value) < 0:
                field.combo.addItem(label, value)
            field.set_text(value)

    def narrowed(self, query: Query) -> Query:
        """`query` with what is chosen here in place of its own filters and order."""
        chosen = {name: field.text() for name, field in self.fields.items()}
        several = {"state": "states", "missing": "missing", "decision": "decisions"}
        changes: dict[str, Any] = {
            several.get(name, name): tuple(text.split()) if name in several else text
            for name, text in chosen.items()
            if name != "sort"
        }
        sort = Sort(chosen.get("sort") or query.sort)
        return replace(query, **changes, sort=sort, descending=self._descending)

    def go_to(self) -> None:
        """Put the cursor on the first filter."""
        next(iter(self.fields.values())).editor.setFocus()

    @Slot(str)
    def _field_changed(self, name: str) -> None:
        if name == "sort":
            self._descending = self.fields["sort"].text() in NEWEST_FIRST
        self.changed.emit()


def _joined(codes: Sequence[str], named: Mapping[str, str]) -> tuple[str, str]:
    """Several codes as one choice, and what it is called."""
    return " ".join(codes), ", ".join(named[code] for code in codes)
