"""One person's page at the desk, with what can be done about the person."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot

from app.kit.people.dossier import DossierView


class DossierPane(DossierView):
    """Shows a `Dossier`; from here the clerk corrects and prints."""

    correct_asked = Signal(str)  # registration id
    cards_asked = Signal(object)  # registration ids
    receipts_asked = Signal(object)
    data_sheet_asked = Signal(str)
    hand_asked = Signal(object)  # registration ids whose cards were handed over
    report_asked = Signal(str)

    def deeds(self) -> Sequence[tuple[str, str, str, Callable[[], object]]]:
        return (
            ("correct", self.tr("Betulkan"), "F2", self._correct),
            ("cards", self.tr("Cetak kartu"), "Ctrl+K", self._cards),
            ("receipts", self.tr("Cetak bukti"), "F6", self._receipts),
            ("sheet", self.tr("Salinan data"), "Ctrl+D", self._data_sheet),
            ("hand", self.tr("Kartu diserahkan"), "F8", self._hand),
            ("report", self.tr("Laporkan"), "F7", self._report),
        )

    @Slot()
    def _correct(self) -> None:
        self.correct_asked.emit(self.registration_id)

    @Slot()
    def _cards(self) -> None:
        self.cards_asked.emit((self.registration_id,))

    @Slot()
    def _receipts(self) -> None:
        self.receipts_asked.emit((self.registration_id,))

    @Slot()
    def _data_sheet(self) -> None:
        self.data_sheet_asked.emit(self.registration_id)

    @Slot()
    def _hand(self) -> None:
        self.hand_asked.emit((self.registration_id,))

    @Slot()
    def _report(self) -> None:
        self.report_asked.emit(self.registration_id)
