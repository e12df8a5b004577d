"""The people whose cards are to be printed, as a list."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from app.domain.ledger import CardHolder
from app.kit import colours
from app.kit.listmodel import Column, ListModel, ListView
from app.kit.people.table import chosen_rows

Read = Callable[[Sequence[str]], Mapping[str, CardHolder]]

NAME, NIK, RT, NUMBER, CARD = range(5)
WORTH = (RT, CARD, NUMBER, NIK)  # where there is little room, the last of these make way
NARROWEST_NAME = 190


class CardTable(ListView):
    """Shows whom it is given by registration id, and knows who of them is chosen."""

    chosen_changed = Signal()

    def __init__(self, read: Read, parent: QWidget | None = None) -> None:
        """`read` is called on the GUI thread, for the rows in sight."""
        self._ids: Sequence[str] = ()
        self._read = read
        self._model = ListModel(_columns(), self._lines)
        super().__init__(self._model, parent)
        self._model.setParent(self)
        self.setAccessibleName(self.tr("Penerima kartu"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        # of its own and empty: see `desk.people.table`
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self._model.modelReset.connect(self.chosen_changed)

    def show_people(self, registration_ids: Sequence[str]) -> None:
        """Show these, none of them chosen."""
        self._ids = registration_ids
        self._model.show_ids(range(len(registration_ids)))

    def wanted(self) -> tuple[str, ...]:
        """Those who are chosen, in the order of the list; everybody where nobody is."""
        rows = chosen_rows(self)
        if not rows:
            return tuple(self._ids)
        return tuple(each for part in rows for each in self._ids[part.start : part.stop])

    def has_chosen(self) -> bool:
        return self.selectionModel().hasSelection()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        room = self.viewport().width() - NARROWEST_NAME
        for column in WORTH:
            room -= self._model.columns[column].width
            self.setColumnHidden(column, room < 0)

    def _lines(self, places: Sequence[int]) -> Mapping[int, CardHolder]:
        found = self._read([self._ids[place] for place in places])
        return {place: found[each] for place in places if (each := self._ids[place]) in found}


def _columns() -> tuple[Column[CardHolder], ...]:
    none_yet, printed = _tr("belum ada"), _tr("kartu ke-{n}")

    def card(line: CardHolder) -> str:
        return printed.format(n=line.on_paper) if line.on_paper else none_yet

    def picture(line: CardHolder) -> tuple[str, str]:
        return ("id-card", colours.ACCENT) if line.on_paper else ("circle-dashed", colours.MUTED)

    return (
        Column(_tr("Nama"), lambda line: line.name),
        Column(_tr("NIK"), lambda line: line.nik_masked or none_yet, width=148),
        Column(_tr("RT"), lambda line: line.rt, width=52),
        Column(
            _tr("No. pendaftaran"),
            lambda line: line.number.partition("-")[2] or line.number,
            width=124,
        ),
        Column(_tr("Kartu"), card, picture=picture, width=122),
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("CardTable", words)
