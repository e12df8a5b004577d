"""The people of all kelurahan that somebody looks for, and what the city decides of them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.reference import Reference
from app.domain.states import DecisionState
from app.kit.fields import Option
from app.kit.jobs import Jobs
from app.kit.people.filters import FilterBar
from app.kit.people.found import PeopleFound
from app.kit.people.uses import ReadsPeople
from app.kit.shortcuts import action
from app.office.people.case import KEYS, OTHER_KEYS, deed_words, other_words
from app.office.people.columns import LEAVE_WHEN_NARROW, city_columns, office_names


class CityFound(PeopleFound):
    """The register as the city works with it."""

    decide_asked = Signal(object, str)  # registration ids, a `DecisionState`
    back_asked = Signal(object)  # registration ids, as in the two below
    end_asked = Signal(object)
    move_asked = Signal(object)
    export_asked = Signal()

    def __init__(
        self,
        people: ReadsPeople,
        jobs: Jobs,
        reference: Reference,
        parent: QWidget | None = None,
    ) -> None:
        offices = [Option(code, name) for code, name in office_names(reference).items()]
        filters = FilterBar(("office", "decision", "missing", "sort"), offices)
        super().__init__(people, jobs, city_columns(reference), filters, LEAVE_WHEN_NARROW, parent)

    def add_deeds(self) -> Sequence[tuple[str, QAction]]:
        self._decide = {
            state: self.on_table(words, KEYS[state], partial(self._ask_to_decide, state))
            for state, words in deed_words(self).items()
        }
        asked = {"back": self.back_asked, "end": self.end_asked, "move": self.move_asked}
        self._others = {
            name: self.on_table(words, OTHER_KEYS[name], partial(self.with_ids, asked[name].emit))
            for name, words in other_words(self).items()
        }
        self.export_deed = action(self, self.tr("Ekspor …"), "Ctrl+S", self.export_asked.emit)
        return [
            *((state.value, deed) for state, deed in self._decide.items()),
            *self._others.items(),
        ]

    def chosen_changed(self, count: int) -> None:
        self.open_deed.setEnabled(count == 1)
        for deed in (*self._decide.values(), *self._others.values()):
            deed.setEnabled(count > 0)

    def say_nobody(self) -> None:
        if self.is_narrowed:
            self.empty.say(
                "search",
                self.tr("Tidak ada yang cocok."),
                self.tr(
                    "Coba bagian lain dari nama, NIK, atau nomor, atau pilih kelurahan lain."
                    " Sesudah penerimaan besar pencarian menyusul sebentar kemudian."
                ),
            )
        else:
            self.empty.say(
                "users",
                self.tr("Belum ada peserta."),
                self.tr("Masukkan kiriman kelurahan di halaman Penerimaan."),
            )

    def _ask_to_decide(self, state: DecisionState) -> None:
        self.with_ids(lambda ids: self.decide_asked.emit(ids, state))
