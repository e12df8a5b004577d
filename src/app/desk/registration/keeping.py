"""What is typed is on disk before the clerk can miss it."""

import logging
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.draft import Draft
from app.kit.jobs import Jobs

log = logging.getLogger(__name__)

AFTER_KEY_MS = 1200  # from the first unsaved key: together with the disk well under 2 s
AGAIN_MS = 3000

Keep = Callable[[Draft, str], datetime]
Typed = tuple[Draft, str]
"""The draft as it stands, and the field the clerk is on."""


class Keeper(QObject):
    """Keeps the draft while the clerk types; a disk that fails is asked again until it does not.

    The books' lane works in the order it was asked, so an older text never lands on a newer one.
    Nothing is kept before something was typed: a form that was only looked at leaves no draft.
    """

    keeping = Signal()  # on its way: what the books are asked now, they answer after it
    kept = Signal(object)  # the datetime at which the books had it
    failed = Signal()  # said at every failure; the text is still in the window only

    def __init__(
        self, typed: Callable[[], Typed], jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._typed = typed
        self._jobs = jobs
        self._keep: Keep | None = None
        self._dirty = False
        self._under_way = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep_now)

    def begin(self, keep: Keep) -> None:
        """A form was opened: from now on what is typed is kept by `keep`, on the books' thread."""
        self.rest()
        self._keep = keep

    def rest(self) -> None:
        """The form was put away or is in the books: keep nothing more of it."""
        self._keep = None
        self._dirty, self._under_way = False, 0
        self._timer.stop()

    @property
    def has_unkept(self) -> bool:
        return self._dirty or self._under_way > 0

    @Slot()
    def touch(self) -> None:
        """Something was typed: it is kept soon."""
        if self._keep is None:
            return
        self._dirty = True
        if not self._timer.isActive():  # not restarted: a clerk who types on is kept as well
            self._timer.start(AFTER_KEY_MS)

    @Slot()
    def keep_now(self) -> None:
        """Keep what is not kept yet: the field was left, or the page is."""
        keep = self._keep
        if keep is None or not self._dirty:
            return
        self._timer.stop()
        self._dirty, self._under_way = False, self._under_way + 1
        draft, field = self._typed()

        def is_kept(moment: datetime) -> None:
            if self._keep is keep:  # else: the answer of a form that was put away
                self._is_kept(moment)

        def is_not_kept(error: Exception) -> None:
            if self._keep is keep:
                self._is_not_kept(error)

        self._jobs.start(self, lambda: keep(draft, field), is_kept, is_not_kept)
        self.keeping.emit()

    def _is_kept(self, moment: datetime) -> None:
        self._under_way -= 1
        self.kept.emit(moment)

    def _is_not_kept(self, error: Exception) -> None:
        log.error("draft not kept", exc_info=error)
        self._under_way, self._dirty = self._under_way - 1, True
        self._timer.start(AGAIN_MS)
        self.failed.emit()
