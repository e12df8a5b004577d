"""The desk of a kelurahan: its pages, made of the session's use cases, and how they lead on."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Slot

from app.desk.cards.check import CheckPage
from app.desk.cards.page import CardsPage
from app.desk.cards.uses import CardUses
from app.desk.home import Deed, Home
from app.desk.lists.page import ListsPage
from app.desk.people.page import PeoplePage
from app.desk.people.uses import PeopleUses
from app.desk.preview import PreviewDialog, PrintsPaper
from app.desk.registration.page import RegistrationPage
from app.desk.registration.uses import RegistrationUses
from app.desk.sending.page import PARTS, SendingPage
from app.desk.sending.sample.share import ShareSheet
from app.domain.answers import Answer
from app.domain.draft import Draft
from app.domain.examination import Examination, examine
from app.domain.people import Query
from app.domain.refusal import Level, Problem
from app.kit.backup.page import BackupPage
from app.kit.failures import said_by
from app.kit.files import SystemFiles
from app.kit.frame import Frame, PageEntry, Status
from app.kit.jobs import Jobs, Latest
from app.kit.printers import SystemPrinters
from app.kit.privacy.page import PrivacyPage
from app.kit.settings.page import SettingsPage
from app.kit.settings.uses import SettingsUses
from app.launch.backups import Backups, last_words
from app.launch.privacy import privacy_page
from app.launch.sending import Sending
from app.service.about import about
from app.service.answer import AnswerCity
from app.service.backup.state import Standing as BackupStanding
from app.service.check import Check
from app.service.citys_word import ShowCitysWord
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates, Judge
from app.service.early import WarnEarly
from app.service.exchange.beside import beside
from app.service.exchange.cover import STEM, PrintCover
from app.service.exchange.report import ReportEvent
from app.service.exchange.standing import Standing
from app.service.export import ExportPeople
from app.service.handing import HandCards
from app.service.home import Home as CountHome
from app.service.idle import CHOICES, IdleLock
from app.service.lists import ImportList
from app.service.operators import Operators
from app.service.people import People
from app.service.printing import (
    Calibrations,
    CheckCard,
    PrintCards,
    PrintDataSheet,
    PrintReceipt,
)
from app.service.recovery import recovery_paper
from app.service.register import Register
from app.service.sample import CheckAgain
from app.service.searched import NoteSearch
from app.service.session import Session
from app.wording import names
from app.wording.answers import fixes_in_words
from app.wording.catalogue import long_day, sentence

log = logging.getLogger(__name__)


class Desk(QObject):
    """One operator's window on the office. `begin` shows the first page."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.session = session
        self._jobs = jobs
        self._opening = Latest(jobs, self)
        self._drafts = Drafts(session)
        self._printers = SystemPrinters()
        self._files = SystemFiles()
        with session.books.reading() as unit:
            self._place = str(unit.settings.get("place"))
        reference = session.reference
        self._where = f"Kelurahan {reference.places.name(self._place)}"
        self.frame = Frame(
            self._where,
            [
                PageEntry("home", self.tr("Beranda"), "house", self._build_home),
                PageEntry("registration", self.tr("Pendaftaran"), "user-plus", self._build_form),
                PageEntry("people", self.tr("Peserta"), "users", self._build_people),
                PageEntry("lists", self.tr("Daftar RT"), "file-spreadsheet", self._build_lists),
                PageEntry("cards", self.tr("Kartu"), "id-card", self._build_cards),
                PageEntry("sending", self.tr("Kiriman"), "send", self._build_sending),
                PageEntry("check", self.tr("Periksa kartu"), "scan-qr-code", self._build_check),
                PageEntry("privacy", self.tr("Privasi"), "eye-off", self._build_privacy, True),
                PageEntry("backup", self.tr("Cadangan"), "hard-drive", self._build_backup, True),
                PageEntry(
                    "settings", self.tr("Pengaturan"), "settings", self._build_settings, True
                ),
            ],
            self._now,
        )
        self.frame.search_typed.connect(self._search)
        self.frame.search_entered.connect(self._enter_search)
        self.frame.search_left_down.connect(self._go_into_list)
        self.frame.search_ended.connect(self._note_search)
        self._status = Status(
            who=session.operator.name,
            role=names.ROLES[session.operator.role],
            where=self._where,
        )
        self.frame.show_status(self._status)
        self._standing: Standing | None = None
        self.sending = Sending(session, jobs, self._files, self)
        self.sending.standing_read.connect(self._show_standing)
        self.sending.changed.connect(self._changed)
        self._backup: BackupStanding | None = None
        self.backups = Backups(session, jobs, self._files, self)
        self.backups.standing_read.connect(self._show_backup)
        self.backups.closing.connect(self.rest)

    def begin(self) -> None:
        """Show the first page."""
        self.frame.show_page("home")
        self._jobs.start(self, self._drafts.interrupted, self._go_on, self._not_put_down)
        self.sending.begin()
        self.backups.begin()

    def leave(self) -> None:
        """Keep what is being typed, and back up what was written; the program is closing."""
        self.rest()
        self.backups.leave()

    @Slot()
    def rest(self) -> None:
        """Keep what is being typed, and do nothing more by itself."""
        self.sending.leave()
        form = self.frame.built("registration")
        if isinstance(form, RegistrationPage):
            form.keep_now()
            self._jobs.start(self, self._drafts.put_down, lambda _: None, self._not_put_down)

    # The pages, each built when it is first shown

    def _build_home(self) -> Home:
        programme = self.session.reference.programme.on(self.session.today())
        page = Home(
            CountHome(self.session),
            self._jobs,
            programme.name,
            [
                Deed(self.tr("Daftarkan pekerja"), "Ctrl+N", self._new),
                Deed(self.tr("Impor daftar RT …"), "Ctrl+I", self._show_lists),
                Deed(self.tr("Cetak kartu …"), "Ctrl+K", self._show_cards),
                Deed(self.tr("Kirim ke kota …"), "Ctrl+J", partial(self._show_part, "send")),
            ],
        )
        page.list_asked.connect(self._show_query)
        page.drafts_asked.connect(self._show_drafts)
        page.part_asked.connect(self._show_part)
        page.warnings.show_problems(self._warnings())
        return page

    def _build_form(self) -> RegistrationPage:
        session = self.session
        page = RegistrationPage(
            self._jobs,
            session.reference,
            self._examine,
            RegistrationUses(
                drafts=self._drafts,
                register=Register(session),
                find_duplicates=FindDuplicates(session),
                warn_early=WarnEarly(session),
                judge=Judge(session),
                show_registration=ShowRegistration(session),
            ),
            session.today,
            self._place,
        )
        page.saved.connect(self._changed)
        page.print_wanted.connect(self._print_receipt)
        return page

    def _build_people(self) -> PeoplePage:
        session = self.session
        page = PeoplePage(
            self._jobs,
            session.reference,
            PeopleUses(
                people=People(session),
                drafts=self._drafts,
                show_registration=ShowRegistration(session),
                export=ExportPeople(session),
                examine=self._examine,
                citys_word=ShowCitysWord(session),
                answer=AnswerCity(session),
                report=ReportEvent(session),
                hand=HandCards(session),
                files=self._files,
            ),
            session.today,
        )
        page.changed.connect(self._changed)
        page.correct_asked.connect(self._correct)
        page.new_asked.connect(self._new)
        page.draft_resumed.connect(self._resume)
        page.cards_asked.connect(self._print_cards)
        page.receipts_asked.connect(self._print_receipts)
        page.data_sheet_asked.connect(self._print_data_sheet)
        page.card_scanned.connect(self._check_card)
        page.words_changed.connect(self.frame.search.setText)
        return page

    def _build_lists(self) -> ListsPage:
        page = ListsPage(self._jobs, ImportList(self.session), self._files)
        page.taken_in.connect(self._changed)
        page.drafts_asked.connect(self._show_drafts)
        page.list_asked.connect(self._show_query)
        return page

    def _build_cards(self) -> CardsPage:
        session = self.session
        page = CardsPage(
            self._jobs,
            CardUses(
                cards=PrintCards(session),
                calibrations=Calibrations(session),
                printers=self._printers,
                rts=People(session).rts,
                files=self._files,
            ),
            session.today,
        )
        page.printed.connect(self._changed)
        page.people_asked.connect(self._show_people)
        return page

    def _build_sending(self) -> SendingPage:
        page = self.sending.build()
        page.person_asked.connect(self._show_person)
        page.fix_asked.connect(self._fix)
        page.sample_fix_asked.connect(self._fix_sample)
        page.cover_asked.connect(self._print_cover)
        return page

    def _build_check(self) -> CheckPage:
        page = CheckPage(self._jobs, CheckCard(self.session), self.session.reference, self._now)
        page.registration_asked.connect(self._show_number)
        return page

    def _build_backup(self) -> BackupPage:
        return self.backups.build()

    def _build_privacy(self) -> PrivacyPage:
        page = privacy_page(self.session, self._jobs, self._files)
        page.changed.connect(self._changed)
        return page

    def _build_settings(self) -> SettingsPage:
        session = self.session
        share = ShareSheet(CheckAgain(session), self._jobs)
        page = SettingsPage(
            SettingsUses(
                accounts=Operators(session),
                about=lambda: about(session),
                check=Check(session, partial(beside, session)),
                recovery_paper=self._recovery_paper,
                printers=self._printers,
                lock=IdleLock(session),
                minutes=CHOICES,
            ),
            self._jobs,
            more=[share],
        )
        share.told.connect(page.notices.tell)
        return page

    def _recovery_paper(self, code: str) -> bytes:
        session = self.session
        return recovery_paper(
            session.reference,
            session.resources,
            place=self._place,
            station=session.station.public.station,
            code=code,
            on=session.today(),
        )

    # How one page leads on to another

    def _form(self) -> RegistrationPage:
        page = self.frame.show_page("registration")
        assert isinstance(page, RegistrationPage)  # noqa: S101  # the frame keeps what we built
        return page

    def _people(self) -> PeoplePage:
        page = self.frame.show_page("people")
        assert isinstance(page, PeoplePage)  # noqa: S101  # the frame keeps what we built
        return page

    @Slot()
    def _new(self) -> None:
        self._form().start()

    @Slot(str)
    def _correct(self, registration_id: str) -> None:
        self._form().correct(registration_id)

    @Slot(object)
    def _fix(self, answer: Answer) -> None:
        """Lead to the first field that the city wants mended; all of them are marked."""
        form = self._form()
        form.correct(
            answer.registration_id,
            [Problem(f"asked.{each.code}", each.field, Level.NOTE) for each in answer.fixes],
        )
        said = "; ".join(part for part in (fixes_in_words(answer.fixes), answer.reason) if part)
        form.notices.tell(self.tr("Diminta kota: {said}").format(said=said), "warn")

    @Slot(str, object)
    def _fix_sample(self, registration_id: str, fields: Sequence[str]) -> None:
        """Lead to the first field where the paper says otherwise; all of them are marked."""
        self._form().correct(
            registration_id,
            [Problem("sample.from_paper", each, Level.NOTE) for each in fields],
        )

    @Slot(str)
    def _show_person(self, registration_id: str) -> None:
        self._people().open_person(registration_id)

    @Slot(str)
    def _show_part(self, part: str) -> None:
        page = self.frame.show_page("sending")
        assert isinstance(page, SendingPage)  # noqa: S101  # the frame keeps what we built
        page.show_part(PARTS[part])

    def _go_on(self, draft_id: str | None) -> None:
        """Bring the clerk back to what was being typed when the program was cut off."""
        if draft_id is None or self.frame.current() != "home":  # who works already is left alone
            return
        self._resume(draft_id)
        self._form().notices.tell(sentence(Problem("draft.interrupted")), "warn")

    def _not_put_down(self, error: Exception) -> None:
        """Only a comfort is lost: the draft itself stands in the list."""
        log.error("the draft in hand is not known", exc_info=error)

    @Slot(str)
    def _resume(self, draft_id: str) -> None:
        self._form().resume(draft_id)

    @Slot()
    def _show_lists(self) -> None:
        self.frame.show_page("lists")

    @Slot()
    def _show_cards(self) -> None:
        self.frame.show_page("cards")

    @Slot()
    def _show_people(self) -> None:
        self._people()

    @Slot(str)
    def _show_number(self, number: str) -> None:
        """Show whom a registration number belongs to."""
        show = ShowRegistration(self.session)
        page = self._people()
        self._opening.ask(lambda: show.by_number(number), page.open_person, self._not_shown)

    @Slot(object)
    def _not_shown(self, error: Exception) -> None:
        for problem in said_by(error):
            self.frame.notices.tell(sentence(problem), "stop")

    @Slot(object)
    def _print_cards(self, registration_ids: Sequence[str]) -> None:
        page = self.frame.show_page("cards")
        assert isinstance(page, CardsPage)  # noqa: S101  # the frame keeps what we built
        page.choose(registration_ids)

    @Slot(str)
    def _check_card(self, text: str) -> None:
        page = self.frame.show_page("check")
        assert isinstance(page, CheckPage)  # noqa: S101  # the frame keeps what we built
        page.check(text)

    @Slot(str)
    def _print_receipt(self, registration_id: str) -> None:
        self._print_receipts([registration_id])

    @Slot(object)
    def _print_receipts(self, registration_ids: Sequence[str]) -> None:
        use = PrintReceipt(self.session)
        self._preview(self.tr("Bukti pendaftaran"), "bukti", use, registration_ids)

    @Slot(str)
    def _print_cover(self, file_id: str) -> None:
        use = PrintCover(self.session)
        self._preview(self.tr("Berita acara serah terima"), STEM, use, [file_id])

    @Slot(str)
    def _print_data_sheet(self, registration_id: str) -> None:
        use = PrintDataSheet(self.session)
        self._preview(self.tr("Data pribadi"), "data", use, [registration_id])

    def _preview(
        self, title: str, stem: str, use: PrintsPaper, registration_ids: Sequence[str]
    ) -> None:
        PreviewDialog(
            title,
            stem,
            use,
            registration_ids,
            self._printers,
            self._files,
            self._jobs,
            self.frame,
        ).open()

    @Slot(object)
    def _show_query(self, query: Query) -> None:
        self._people().show_query(query)

    @Slot()
    def _show_drafts(self) -> None:
        self._people().show_drafts()

    @Slot(str)
    def _search(self, words: str) -> None:
        self._people().search(words)

    @Slot(str)
    def _note_search(self, words: str) -> None:
        note = NoteSearch(self.session)
        self._jobs.start(self, lambda: note(words), lambda _: None, self._not_shown)

    @Slot(str)
    def _enter_search(self, words: str) -> None:
        self._people().enter(words)

    @Slot()
    def _go_into_list(self) -> None:
        self._people().go_down()

    @Slot()
    def _changed(self) -> None:
        """Something is in the books that was not: lists that were shown read anew."""
        self.sending.refresh()
        page = self.frame.built("people")
        if isinstance(page, PeoplePage) and page.isVisible():
            page.refresh()

    @Slot(object)
    def _show_standing(self, standing: Standing) -> None:
        """What the line below and Beranda say of the exchange with the city."""
        self._standing = standing
        heard, reply = standing.last_reply, None
        if heard is not None:
            reply = long_day(heard.astimezone().date())
            if standing.received_upto:
                reply = self.tr("{day}, kiriman {n}").format(day=reply, n=standing.received_upto)
        unsent = standing.waiting.unsent
        self._status = replace(self._status, unsent=unsent, last_reply=reply)
        self._show_all()

    @Slot(object)
    def _show_backup(self, standing: BackupStanding) -> None:
        """What the line below and Beranda say of the last backup."""
        self._backup = standing
        words = last_words(standing, self.tr("hari ini"))
        late = bool(standing.problems)
        self._status = replace(self._status, last_backup=words, backup_is_late=late)
        self._show_all()

    def _show_all(self) -> None:
        self.frame.show_status(self._status)
        home = self.frame.built("home")
        if isinstance(home, Home):
            home.warnings.show_problems(self._warnings())

    def _warnings(self) -> Sequence[Problem]:
        of_city = self._standing.warnings if self._standing is not None else ()
        return (*(self._backup.problems if self._backup is not None else ()), *of_city)

    def _now(self) -> datetime:
        return self.session.clock().astimezone()

    def _examine(self, draft: Draft) -> Examination:
        return examine(draft, self.session.reference, self.session.today())
