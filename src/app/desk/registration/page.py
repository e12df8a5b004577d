"""The registration page: a clerk takes a worker and heirs, or corrects what is registered."""

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QScrollArea, QWidget

from app.desk.registration.compare import CompareDialog, WayOut, pairs
from app.desk.registration.findings import (
    EMPTY,
    Speaker,
    as_problems,
    in_the_way,
    ways_out,
    why_alike,
)
from app.desk.registration.form import Form
from app.desk.registration.keeping import Keeper, Typed
from app.desk.registration.pane import Pane
from app.desk.registration.uses import RegistrationUses
from app.domain.draft import Draft
from app.domain.examination import Examination
from app.domain.likeness import Suspect
from app.domain.reference import Reference
from app.domain.refusal import Problem, Refusal
from app.kit import colours, icons, parts
from app.kit.failures import said_by
from app.kit.jobs import Jobs, Latest
from app.kit.notices import Notices
from app.kit.page import Page
from app.kit.people.history import HistoryDialog
from app.kit.people.shown import reads
from app.kit.press import PressDeed
from app.kit.shortcuts import action
from app.kit.theme import GRID, set_look
from app.service.session import NotAllowed
from app.wording.catalogue import sentence

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.dossier import Dossier
    from app.service.drafts import OpenDraft
    from app.service.register import Kept

log = logging.getLogger(__name__)

PANE_WIDTH, NARROW_PANE = 300, 260
NARROW_PAGE = 1000  # 1366 pixels at 125 % leave less than this beside the navigation
AROUND = 60  # pixels of the form kept in sight above and below the cursor
ASK_AFTER_MS = 150  # a pause in typing; the question itself is answered by another thread
ASKED_ELSEWHERE = ("nik.taken", "duplicate.strong")  # of the register, not of the rules
ASKED_ABOUT = ("nik", "nik_status", "name", "birth_date", "sex", "mother_name", "kk", "phone")


class After(Enum):
    """What the clerk wants once it is in the books."""

    STAY = auto()
    PRINT = auto()
    NEXT = auto()


class RegistrationPage(Page):
    """One form at a time, and what there is to say about it beside it.

    What is typed is kept as a draft; leaving the page, closing the program or a power cut loses
    nothing, and `resume` brings the clerk back to the same field. "Tersimpan" is said when the
    books have answered, never before.
    """

    saved = Signal(object)  # the Kept now in the books
    print_wanted = Signal(str)  # registration id: its receipt, please
    draft_kept = Signal(object)  # the datetime: lists of drafts may be out of date

    def __init__(
        self,
        jobs: Jobs,
        reference: Reference,
        examine: Callable[[Draft], Examination],
        uses: RegistrationUses,
        today: Callable[[], date],
        home_kelurahan: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`home_kelurahan` is the code that a new form starts with, or ""."""
        super().__init__("", parent=parent)  # the heading is set with each form
        self._jobs = jobs
        self._reference = reference
        self._examine = examine
        self._uses = uses
        self._read = reads(reference)
        self._home = home_kelurahan
        self._opened: OpenDraft | None = None
        self._begun = Draft()  # what the form was shown with
        self._field = "nik"
        self._typed_since = False
        self._is_saving = False
        self._suspects: tuple[Suspect, ...] | None = None  # None: not looked yet
        self._is_elsewhere = False  # by the city's early warning, perhaps
        self._refused: tuple[Problem, ...] = ()
        self._asked_for: tuple[Problem, ...] = ()  # by the city, of this registration
        self._pins: dict[str, str] = {}
        self._last_saved = ""
        self._afterwards: Callable[[], None] | None = None

        self.form = Form(reference, reference.purpose.on(today()).short)
        self.pane = Pane(self.tr("Pemeriksaan"), self.tr("langsung"))
        self.notices = Notices()
        self._keeper = Keeper(self._typed, jobs, self)
        self._latest = Latest(jobs, self)
        self._opening = Latest(jobs, self, "books")
        self._warning = Latest(jobs, self, "books")
        self._speaker = Speaker(self)
        self._asking = QTimer(self)
        self._asking.setSingleShot(True)
        self._asking.setInterval(ASK_AFTER_MS)
        self._asking.timeout.connect(self._ask_for_duplicates)
        self._make_deeds()
        self._lay_out()

        self.form.changed.connect(self._changed)
        self.form.left.connect(self._left)
        self.form.entered.connect(self._entered)
        self.pane.chosen.connect(self._chosen)
        # not once it is kept: the program may be closing by then
        self._keeper.keeping.connect(self._ask_whether_elsewhere)
        self._keeper.kept.connect(self._draft_kept)
        self._keeper.failed.connect(self._draft_not_kept)
        for field in self.form.fields.values():
            field.pin_changed.connect(self._pin_changed)
        self.start()

    # What the frame asks for

    def start(self) -> None:
        """Put what is here away and show an empty form with the pinned fields filled."""
        self._put_away(self._open_new)

    def correct(self, registration_id: str, asked_for: Sequence[Problem] = ()) -> None:
        """Put what is here away and open a registration, or its correction begun earlier.

        What the city has `asked_for` is said at its fields, and the cursor is on the first.
        """
        self._put_away(
            lambda: self._open(lambda: self._uses.drafts.open(registration_id), tuple(asked_for))
        )

    def resume(self, draft_id: str) -> None:
        """Put what is here away and go on with a draft, at the field where the clerk was."""
        self._put_away(lambda: self._open(lambda: self._uses.drafts.resume(draft_id)))

    @Slot()
    def keep_now(self) -> None:
        """Keep what is typed; the page is left, or the program is closing."""
        self._keeper.keep_now()

    @property
    def has_unkept(self) -> bool:
        """True while something typed is in the window only."""
        return self._keeper.has_unkept

    def come_into_sight(self) -> None:
        """The clerk turned to this page: the cursor is where it was."""
        self._go_to(self._field)
        self._asking.start()

    # What the clerk asks for

    @Slot()
    def save(self) -> None:
        self._save(After.STAY)

    @Slot()
    def save_and_print(self) -> None:
        opened = self._opened
        if opened and opened.registration_id and self._is_as_registered:
            self.print_wanted.emit(opened.registration_id)
        else:
            self._save(After.PRINT)

    @Slot()
    def save_and_next(self) -> None:
        if self._is_as_registered:
            self.start()
        else:
            self._save(After.NEXT)

    @Slot()
    def go_to_next_open(self) -> None:
        """Go to the next field that still stands in the way, after the one with the cursor."""
        waiting = list(dict.fromkeys(each.field for each in self._waiting() if each.field))
        if not waiting:
            self.save_button.setFocus()
            return
        here = waiting.index(self._field) if self._field in waiting else -1
        self._go_to(waiting[(here + 1) % len(waiting)])

    @Slot()
    def compare_first(self) -> None:
        """Compare with the one who may most likely be the same person."""
        first = self.pane.first("duplicates")
        if first:
            self._compare_with(first)

    @Slot()
    def show_history(self) -> None:
        """Show the revisions of what is being corrected."""
        if self._opened and self._opened.registration_id:
            self._show_dossier(self._opened.registration_id, self._history_opened)

    @Slot()
    def open_last(self) -> None:
        """Open the registration saved last."""
        if self._last_saved:
            self.correct(self._last_saved)

    @Slot()
    def toggle_fold(self) -> None:
        """Open or close what is folded away on the sheet with the cursor."""
        here = QApplication.focusWidget()
        inputs = self.form.family.inputs
        section = self.form.section_of(here) or self.form.sections[0]
        fold = inputs.fold if here and inputs.isAncestorOf(here) else section.fold
        if fold:
            fold.toggle()

    @property
    def _is_as_registered(self) -> bool:
        """Whether a registration stands here as it is in the books: there is nothing to save."""
        opened = self._opened
        if opened is None or opened.registration_id is None or opened.field:  # begun earlier
            return False
        return not self._is_saving and self.form.draft() == self._begun

    # Opening

    def _open_new(self) -> None:
        self._show(None, Draft.from_plain(self._fresh()), "nik")
        self._opening.ask(lambda: self._uses.drafts.open(None), self._new_opened, self._not_opened)

    def _fresh(self) -> dict[str, str]:
        """What an empty form starts with: this office's kelurahan, and what is pinned."""
        start = {name: self._pins[name] for name in self.form.pinned() if name in self._pins}
        if self._home and "kelurahan" not in start:
            start["kelurahan"] = self._home
        if kelurahan := start.get("kelurahan"):
            start["kecamatan"] = self._reference.places.kecamatan_of(kelurahan)
        return start

    def _new_opened(self, opened: "OpenDraft") -> None:
        self._opened = opened
        self._begin_keeping(opened)
        if self._typed_since:  # typed in the moment before the books answered
            self._keeper.touch()

    def _open(self, work: "Callable[[], OpenDraft]", asked_for: tuple[Problem, ...] = ()) -> None:
        self._enable(enabled=False)
        self._opening.ask(work, partial(self._show_opened, asked_for), self._not_opened)

    def _show_opened(self, asked_for: tuple[Problem, ...], opened: "OpenDraft") -> None:
        first = asked_for[0].field if asked_for else ""
        self._show(opened, opened.draft, first or opened.field or "nik", asked_for)
        self._begin_keeping(opened)
        self._ask_whether_elsewhere()

    def _show_saved(self, opened: "OpenDraft") -> None:
        """Show what was just saved, the cursor in none of its inputs.

        Who types the next NIK without looking up must not type it over this one.
        """
        self._show_opened((), opened)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_opened(self, error: Exception) -> None:
        self._enable(enabled=True)
        self._tell_failure(error, "registration.not_opened")

    def _show(
        self,
        opened: "OpenDraft | None",
        draft: Draft,
        field: str,
        asked_for: tuple[Problem, ...] = (),
    ) -> None:
        self._keeper.rest()
        self._opened = opened
        self._typed_since = self._was_kept = False
        self._suspects, self._refused, self._asked_for = None, (), asked_for
        self._latest.forget()
        self._not_elsewhere()
        self._enable(enabled=True)
        self.form.show_draft(draft)
        self._begun = self.form.draft()
        self._show_heading(opened)
        self._say_kept(opened.saved_at if opened and opened.field else None)
        self._go_to(field)
        self._check()
        self._asking.start()

    def _begin_keeping(self, opened: "OpenDraft") -> None:
        drafts = self._uses.drafts

        def keep(draft: Draft, field: str) -> datetime:
            return drafts.keep(opened, draft, field).saved_at

        self._keeper.begin(keep)

    # Putting away

    def _put_away(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then `then`; a disk that fails leaves everything on the screen."""
        if self._is_saving:
            return
        if self._keeper.has_unkept:
            self._afterwards = then
            self._keeper.keep_now()
            return
        self._drop_if_untouched()
        then()

    def _drop_if_untouched(self) -> None:
        """A draft that holds nothing of its own any more would stand in the list as a ghost."""
        opened = self._opened
        if opened and self._was_kept and self.form.draft() == self._begun:
            drop = self._uses.drafts.drop
            self._jobs.start(self, lambda: drop(opened.id), _dropped, _not_dropped)

    # Typing

    def _typed(self) -> Typed:
        return self.form.draft(), self._field

    @Slot(str)
    def _changed(self, name: str) -> None:
        self._typed_since = True
        self._refused = tuple(each for each in self._refused if each.field not in ("", name))
        self._asked_for = tuple(each for each in self._asked_for if each.field != name)
        self._keeper.touch()
        if name in ASKED_ABOUT:
            self._asking.start()
        if name == "nik":
            self._not_elsewhere()
        self._check()

    @Slot(str)
    def _entered(self, name: str) -> None:
        self._field = name
        here = QApplication.focusWidget()
        if here and self.form.isAncestorOf(here):
            inputs = self.form.family.inputs
            if inputs.isAncestorOf(here):
                self._area.ensureWidgetVisible(inputs, 0, GRID)
            self._area.ensureWidgetVisible(here, 0, AROUND)

    def _go_to(self, name: str, code: str = "") -> None:
        found = self.form.go_to(name, code)
        if found:
            self._area.ensureWidgetVisible(found, 0, AROUND)

    @Slot(str)
    def _left(self, _name: str) -> None:
        self._check()
        QTimer.singleShot(0, self, self.keep_now)  # the cursor is in the next field by then

    @Slot(object)
    def _draft_kept(self, moment: datetime) -> None:
        self._was_kept = True
        self._say_kept(moment)
        self.draft_kept.emit(moment)
        then, self._afterwards = self._afterwards, None
        if then:
            self._put_away(then)

    @Slot()
    def _draft_not_kept(self) -> None:
        self._afterwards = None
        self._say(sentence(Problem("draft.not_kept")), bad=True)

    @Slot(str, bool)
    def _pin_changed(self, name: str, pinned: bool) -> None:
        if pinned:
            self._pins[name] = self.form.fields[name].text()

    # What there is to say

    def _check(self, *, everything: bool = False) -> None:
        """Ask the rules, and say what they and the register answered; at every key."""
        draft = self.form.draft()
        said = self._said = self._examine(draft)
        problems = self._problems()
        self.form.tell(
            problems,
            said.standings,
            everything=everything,
            always=[each.field for each in self._asked_for],
        )
        pane, speaker = self.pane, self._speaker
        pane.tell("nik", speaker.nik(said.nik_says, problems, draft.nik_status))
        found = speaker.duplicates(self._suspects, is_elsewhere=self._is_elsewhere)
        pane.tell("duplicates", found)
        rules = speaker.eligibility(said, self._suspects, is_elsewhere=self._is_elsewhere)
        pane.tell("eligibility", rules)
        pane.tell("to_do", speaker.to_do(in_the_way(problems, said)))
        self._compare_deed.setEnabled(bool(self._suspects))

    def _problems(self) -> tuple[Problem, ...]:
        """What the rules say, what the register says, and what a save was refused for."""
        said = self._said
        known = {(each.code, each.field): each for each in said.problems}
        missing = (Problem(EMPTY, name) for name in said.missing)
        alike = as_problems(self._suspects or (), self.form.fields["nik_status"].text())
        for each in (*missing, *alike, *self._refused, *self._asked_for):
            known.setdefault((each.code, each.field), each)
        return tuple(known.values())

    def _waiting(self) -> list[Problem]:
        return in_the_way(self._problems(), self._said)

    @Slot()
    def _ask_for_duplicates(self) -> None:
        draft, opened = self.form.draft(), self._opened
        if not any(getattr(draft, name) for name in ASKED_ABOUT):
            self._latest.forget()
            self._suspects = None
            self._check()
            return
        besides = opened.registration_id if opened else None
        person = opened.person_id if opened else ""
        find = self._uses.find_duplicates
        self._latest.ask(
            lambda: find(draft, besides=besides, person_id=person), self._found, self._not_found
        )

    def _found(self, suspects: tuple[Suspect, ...]) -> None:
        self._suspects = suspects
        self._check()

    def _not_found(self, error: Exception) -> None:
        log.error("duplicates not looked for", exc_info=error)
        self._suspects = None
        self._check()

    @Slot()
    def _ask_whether_elsewhere(self) -> None:
        """Of a NIK that is kept whole; the answer to one that is typed over since is dropped."""
        opened, warn = self._opened, self._uses.warn_early
        if opened and self._said.nik_says:
            draft_id = opened.id
            self._warning.ask(lambda: warn(draft_id), self._warned, self._not_warned)

    def _not_elsewhere(self) -> None:
        self._warning.forget()
        self._is_elsewhere = False

    def _warned(self, is_elsewhere: bool) -> None:  # an answer, no switch
        if is_elsewhere != self._is_elsewhere:
            self._is_elsewhere = is_elsewhere
            self._check()

    def _not_warned(self, error: Exception) -> None:
        log.error("early warning not asked", exc_info=error)

    @Slot(str, str)
    def _chosen(self, section: str, target: str) -> None:
        if section == "duplicates":
            self._compare_with(target)
        else:
            self._go_to(target)

    # Saving

    def _save(self, after: After) -> None:
        opened = self._opened
        if self._is_saving or opened is None:
            return
        draft, field = self._typed()
        drafts, register = self._uses.drafts, self._uses.register

        def work() -> "Kept":
            drafts.keep(opened, draft, field)  # says which revision a correction was begun from
            return register(draft, opened.id, correcting=opened.registration_id)

        self._is_saving = True
        self._keeper.rest()
        self._asking.stop()
        self._enable(enabled=False)
        self._say(self.tr("Menyimpan …"))
        self._jobs.start(self, work, lambda kept: self._is_saved(after, kept), self._is_not_saved)

    def _is_saved(self, after: After, kept: "Kept") -> None:
        self._is_saving = False
        if self._opened and self._opened.registration_id is None:
            self._pins |= self.form.pinned()
        self._opened, self._was_kept = None, False
        self._last_saved = kept.registration_id
        name = self.form.fields["name"].text()
        self.notices.tell(
            self.tr("Tersimpan: {name}, No. {number}.").format(name=name, number=kept.number),
            "good",
            self.tr("Buka lagi   Ctrl+O") if after is After.NEXT else "",
            self.open_last if after is After.NEXT else None,
        )
        self.saved.emit(kept)
        if after is After.NEXT:
            self._open_new()
        else:
            self._opening.ask(
                lambda: self._uses.drafts.open(kept.registration_id),
                self._show_saved,
                self._not_opened,
            )
        if after is After.PRINT:
            self.print_wanted.emit(kept.registration_id)

    def _is_not_saved(self, error: Exception) -> None:
        self._is_saving = False
        self._enable(enabled=True)
        self._say("")
        if self._opened:
            self._begin_keeping(self._opened)
            self._keeper.touch()  # the save may have failed before the draft was kept
        if isinstance(error, Refusal):
            self._refuse(error.problems)
        else:
            log.error("registration not kept", exc_info=error)
            self.notices.tell(sentence(Problem("failed")), "stop")
            self._go_to(self._field)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        self._refused = tuple(each for each in problems if each.code in ASKED_ELSEWHERE)
        self._check(everything=True)
        for problem in problems:
            if problem.code == "revision.stale":
                self.notices.tell(
                    sentence(problem), "stop", self.tr("Bandingkan"), self._compare_with_stored
                )
            elif not problem.field:
                self.notices.tell(sentence(problem), "stop")
        first = next((each for each in self._waiting() if each.field), None)
        self._go_to(first.field if first else self._field, first.code if first else "")

    # Comparing

    def _show_dossier(self, registration_id: str, done: "Callable[[Dossier], None]") -> None:
        show = self._uses.show_registration
        self._jobs.start(self, lambda: show(registration_id), done, self._not_shown)

    def _not_shown(self, error: Exception) -> None:
        self._tell_failure(error, "registration.not_opened")

    def _history_opened(self, dossier: "Dossier") -> None:
        HistoryDialog(dossier, self._read, self).open()

    def _compare_with(self, registration_id: str) -> None:
        for suspect in self._suspects or ():
            if suspect.registration_id == registration_id:
                self._show_dossier(registration_id, partial(self._compare, suspect))

    def _compare(self, suspect: Suspect, dossier: "Dossier") -> None:
        dialog = CompareDialog(
            self.tr("Mungkin orang yang sama"),
            self.tr("Sudah terdaftar\nNo. {number}").format(number=dossier.number),
            pairs(self.form.draft(), dossier.draft, self._read),
            ways_out(suspect),
            why_alike(suspect),
            self,
        )
        dialog.chosen.connect(lambda way, reason: self._settle(suspect, WayOut(way), reason))
        dialog.open()

    def _settle(self, suspect: Suspect, way: WayOut, reason: str) -> None:
        if way is WayOut.SAME_PERSON:
            self.correct(suspect.registration_id)
        elif way is WayOut.DISPUTED:
            self.form.put("nik_status", "disputed")
            self._go_to("nik_status")
        elif self._opened:
            person, judge = self._opened.person_id, self._uses.judge
            self._jobs.start(
                self,
                lambda: judge(person, suspect.person_id, reason),
                self._judged,
                self._not_judged,
            )

    def _judged(self, _answer: None) -> None:
        self._ask_for_duplicates()
        self._go_to(self._field)

    def _not_judged(self, error: Exception) -> None:
        self._tell_failure(error, "judge.not_kept")

    def _compare_with_stored(self) -> None:
        if self._opened and self._opened.registration_id:
            self._show_dossier(self._opened.registration_id, self._compare_versions)

    def _compare_versions(self, dossier: "Dossier") -> None:
        dialog = CompareDialog(
            self.tr("Diubah di jendela lain"),
            self.tr("Tersimpan sekarang, revisi {number}").format(
                number=dossier.revisions[0].number
            ),
            pairs(self.form.draft(), dossier.draft, self._read),
            (WayOut.RELOAD, WayOut.ON_TOP),
            self.tr(
                "Muat ulang membuang ketikan Anda. Lanjutkan membuat revisi baru dari ketikan"
                " Anda, di atas yang tersimpan."
            ),
            self,
        )
        dialog.chosen.connect(lambda way, _reason: self._reopen(WayOut(way)))
        dialog.open()

    def _reopen(self, way: WayOut) -> None:
        """Let go of the outdated draft; with `ON_TOP` its text goes on upon the newest revision."""
        opened = self._opened
        if opened is None or opened.registration_id is None:
            return
        typed, field = self._typed()
        drafts, registration_id = self._uses.drafts, opened.registration_id

        def work() -> "OpenDraft":
            drafts.drop(opened.id)
            fresh = drafts.open(registration_id)
            return drafts.keep(fresh, typed, field) if way is WayOut.ON_TOP else fresh

        self._keeper.rest()
        self._open(work)

    def _tell_failure(self, error: Exception, code: str) -> None:
        if isinstance(error, Refusal | NotAllowed):
            for problem in said_by(error):
                self.notices.tell(sentence(problem), "stop")
        else:
            log.error("%s", code, exc_info=error)
            self.notices.tell(sentence(Problem(code)), "stop")

    # The page itself

    def _make_deeds(self) -> None:
        self._save_deed = action(self, self.tr("Simpan"), "F2", self.save)
        self._print_deed = action(self, self.tr("Simpan, cetak bukti"), "F6", self.save_and_print)
        self._next_deed = action(
            self, self.tr("Simpan, daftar berikutnya"), "Ctrl+N", self.save_and_next
        )
        self._compare_deed = action(
            self, self.tr("Bandingkan kemungkinan ganda"), "F9", self.compare_first
        )
        self._history_deed = action(self, self.tr("Riwayat"), "Ctrl+H", self.show_history)
        self._last_deed = action(self, self.tr("Buka lagi yang terakhir"), "Ctrl+O", self.open_last)
        action(self, self.tr("Tambah anggota keluarga"), "F4", self.form.family.add)
        action(self, self.tr("Ke isian yang masih kurang"), "F8", self.go_to_next_open)
        action(self, self.tr("Buka atau tutup isian lain"), "Ctrl+L", self.toggle_fold)
        action(self, self.tr("Kembalikan anggota yang dihapus"), "Ctrl+Z", self.form.family.undo)
        for section in self.form.sections:
            words = self.tr("Ke bagian {name}").format(name=section.accessibleName())
            action(self, words, section.key, section.go_to)

    def _lay_out(self) -> None:
        self._area = QScrollArea(self)
        self._area.setWidget(self.form)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save_button = PressDeed(self._save_deed, role="primary", parent=self)
        self.print_button = PressDeed(self._print_deed, parent=self)
        self.next_button = PressDeed(self._next_deed, parent=self)
        self._status_picture, self._status = QLabel(self), parts.words("", "muted")
        self._status_picture.setPixmap(icons.pixmap("triangle-alert", colours.STOP, 14))
        bar = parts.row(gap=2 * GRID)
        for button in (self.save_button, self.print_button, self.next_button):
            bar.addWidget(button)
        history = PressDeed(self._history_deed, role="quiet", parent=self)
        bar.addWidget(history)
        bar.addStretch(1)
        bar.addWidget(self._status_picture)
        bar.addWidget(self._status)

        both = parts.row(gap=GRID)
        both.addWidget(self._area, 1)
        both.addWidget(self.pane)
        layout = parts.column(gap=2 * GRID)
        layout.addWidget(self.notices)
        layout.addLayout(both, 1)
        layout.addLayout(bar)
        self.setLayout(layout)

    def _show_heading(self, opened: "OpenDraft | None") -> None:
        number = opened.number if opened else ""
        keys = self.tr("Enter maju, Shift+Tab kembali, F8 ke yang masih kurang")
        if number:
            title, about = self.tr("Koreksi pendaftaran"), self.tr("No. {number}")
        else:
            title, about = self.tr("Pendaftaran baru"), self.tr("Nomor diberikan saat disimpan")
        self.set_heading(title, f"{about.format(number=number)}  ·  {keys}")
        self._history_deed.setVisible(bool(number))

    def _say_kept(self, moment: datetime | None) -> None:
        at = moment.astimezone().strftime("%H.%M.%S") if moment else ""
        self._say(self.tr("Draf tersimpan {time}").format(time=at) if at else "")

    def _say(self, text: str, *, bad: bool = False) -> None:
        self._status.setText(text)
        set_look(self._status, "mark", "stop" if bad else "")
        self._status_picture.setVisible(bad)

    def _enable(self, *, enabled: bool) -> None:
        """Nothing can be typed while a save or an opening is on its way: it would be lost."""
        self.form.setEnabled(enabled)
        for deed in (self._save_deed, self._print_deed, self._next_deed):
            deed.setEnabled(enabled)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        narrow = event.size().width() < NARROW_PAGE
        self.pane.setFixedWidth(NARROW_PANE if narrow else PANE_WIDTH)
        super().resizeEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        self.keep_now()
        self._asking.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.keep_now()
        super().closeEvent(event)


def _dropped(_answer: None) -> None:
    """Nothing is left to do."""


def _not_dropped(error: Exception) -> None:
    log.error("draft not dropped", exc_info=error)
