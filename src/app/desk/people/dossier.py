"""One person's page at the desk, with what can be done about the person."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from app.desk.people.city import CitysSheets, open_question
from app.domain.draft import Draft
from app.domain.examination import Examination
from app.kit.people.dossier import DossierView
from app.kit.people.shown import Reads
from app.kit.shortcuts import action

if TYPE_CHECKING:
    from app.service.citys_word import CitysWord
    from app.service.dossier import Dossier


class DossierPane(DossierView):
    """Shows a `Dossier`; from here the clerk corrects and prints."""

    correct_asked = Signal(str)  # registration id
    cards_asked = Signal(object)  # registration ids
    receipts_asked = Signal(object)
    data_sheet_asked = Signal(str)
    hand_asked = Signal(object)  # registration ids whose cards were handed over
    report_asked = Signal(str)
    answer_asked = Signal(object)  # the `Question` of the city

    def __init__(
        self,
        read: Reads,
        examine: Callable[[Draft], Examination],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(read, examine, parent)
        self._word: CitysWord | None = None
        self._answer = action(self, self.tr("Jawab kota"), "F9", self._asked)
        self._city = CitysSheets(self._answer, self)

    def show_person(self, dossier: "Dossier", word: "CitysWord") -> None:
        """Show this person with all that the city has said; merged ones are corrected elsewhere."""
        self._word = word
        self._answer.setEnabled(open_question(word) is not None)
        self.buttons["correct"].setEnabled(word.into is None)  # F2 still says why not
        self.show_dossier(dossier)

    def beside(self, dossier: "Dossier") -> Iterable[QFrame]:
        return self._city.sheets(self._word) if self._word else ()

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
    def _asked(self) -> None:
        question = open_question(self._word)
        if question is not None:
            self.answer_asked.emit(question)

    @Slot()
    def _report(self) -> None:
        self.report_asked.emit(self.registration_id)
