"""The office of the city: its pages, made of the session's use cases, and how they lead on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.domain.draft import Draft
from app.domain.examination import Examination, examine
from app.domain.people import Query
from app.domain.refusal import Problem
from app.kit.backup.page import BackupPage
from app.kit.failures import said_by
from app.kit.files import Files, SystemFiles
from app.kit.frame import Frame, PageEntry, Status
from app.kit.jobs import Jobs
from app.kit.printers import SystemPrinters
from app.kit.privacy.page import PrivacyPage
from app.kit.settings.page import SettingsPage
from app.kit.settings.uses import SettingsUses
from app.kit.sticks import Sticks
from app.launch.backups import Backups, last_words
from app.launch.privacy import privacy_page
from app.office.aside.page import AsidePage
from app.office.custody.sheet import CustodySheet
from app.office.custody.uses import CustodyUses
from app.office.elsewhere.page import ElsewherePage
from app.office.elsewhere.uses import ElsewhereUses
from app.office.home import OfficeHome
from app.office.insurer.page import InsurerPage
from app.office.insurer.uses import ASK, SEND, InsurerUses
from app.office.kelurahan.page import KelurahanPage
from app.office.kelurahan.uses import KelurahanUses
from app.office.money.page import MoneyPage
from app.office.money.uses import BUDGET, DECIDE, EXPORT, MoneyUses
from app.office.pairs.page import PairsPage
from app.office.pairs.uses import PairsUses
from app.office.people.columns import office_names
from app.office.people.page import CityPeoplePage
from app.office.people.uses import CityPeopleUses
from app.office.receiving.page import ReceivingPage
from app.office.receiving.uses import ReceivingUses
from app.office.report.page import ReportPage
from app.office.report.uses import ReportUses
from app.service.about import about
from app.service.allowed import why_not
from app.service.backup.state import Standing
from app.service.check import Check
from app.service.city.budget import Budget
from app.service.city.checks import TakeChecks
from app.service.city.dashboard import ShowDashboard
from app.service.city.decree import Decrees
from app.service.city.decree_papers import DecreePapers, file_name
from app.service.city.eligible import Eligible
from app.service.city.elsewhere import TakeElsewhere
from app.service.city.find_elsewhere import FindElsewhere
from app.service.city.find_pairs import FindPairs
from app.service.city.insurer.answers import TakeAnswers
from app.service.city.insurer.ask import AskAboutRefused
from app.service.city.insurer.out import ListForInsurer
from app.service.city.insurer.shown import ShowInsurer
from app.service.city.money_people import MoneyPeople
from app.service.city.pay import Pay
from app.service.city.programmes import Programmes
from app.service.city.report import PrintReport
from app.service.city.review import Review
from app.service.city.review_elsewhere import ReviewElsewhere
from app.service.city.settle_elsewhere import SettleElsewhere
from app.service.city.settle_pairs import SettlePair
from app.service.custody import Custody
from app.service.dossier import ShowRegistration
from app.service.exchange.beside import beside
from app.service.exchange.decide import Decide
from app.service.exchange.enrol import Enrol
from app.service.exchange.handover import HandOver
from app.service.exchange.index import CatchUpSearch
from app.service.exchange.kelurahan import ShowKelurahan
from app.service.exchange.mailroom import ByItself
from app.service.exchange.overview import CountCity
from app.service.exchange.post import TakeMail
from app.service.exchange.receive import Receive
from app.service.exchange.seal import Seal
from app.service.exchange.settle import SettleAside
from app.service.export import ExportPeople
from app.service.idle import CHOICES, IdleLock
from app.service.operators import Operators
from app.service.people import People
from app.service.recovery import recovery_paper
from app.service.searched import NoteSearch
from app.service.session import Session
from app.wording import names
from app.wording.catalogue import sentence


class City(QObject):
    """One operator's window on the city's office. `begin` shows the first page."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        sticks: Sticks | None = None,
        files: Files | None = None,
    ) -> None:
        """Other `sticks` and `files` are for tests: what is plugged in, and what is picked."""
        super().__init__()
        self.session = session
        self._jobs = jobs
        self._printers = SystemPrinters()
        self._files = files or SystemFiles()
        self._sticks = sticks or Sticks(jobs, parent=self)
        where = session.reference.city.name
        self._offices = {
            each.code.replace(".", ""): each.name for each in session.reference.places.kelurahan()
        }
        self.frame = Frame(
            where,
            [
                PageEntry("home", self.tr("Beranda"), "house", self._build_home),
                PageEntry("receiving", self.tr("Penerimaan"), "download", self._build_receiving),
                PageEntry("pairs", self.tr("Ganda"), "copy", self._build_pairs),
                PageEntry(
                    "elsewhere", self.tr("Data luar"), "file-spreadsheet", self._build_elsewhere
                ),
                PageEntry("people", self.tr("Peserta"), "users", self._build_people),
                PageEntry("money", self.tr("Anggaran"), "banknote", self._build_money),
                PageEntry("insurer", self.tr("BPJS"), "heart-handshake", self._build_insurer),
                PageEntry("report", self.tr("Laporan"), "chart-column", self._build_report),
                PageEntry("kelurahan", self.tr("Kelurahan"), "building-2", self._build_kelurahan),
                PageEntry("aside", self.tr("Disisihkan"), "triangle-alert", self._build_aside),
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
        operator = session.operator
        self._status = Status(operator.name, names.ROLES[operator.role], where)
        self.frame.show_status(self._status)
        self._of_backups: tuple[Problem, ...] = ()
        self.backups = Backups(session, jobs, self._files, self)
        self.backups.standing_read.connect(self._show_backup)
        self.backups.closing.connect(self.rest)

    def begin(self) -> None:
        """Show the first page; from now on sticks and the mailbox are looked at."""
        self.frame.show_page("home")
        self.frame.page("receiving")  # it takes from the mailbox by itself, seen or not
        self._sticks.start()
        self.backups.begin()

    def leave(self) -> None:
        """The program is closing: back up what was written."""
        self.rest()
        self.backups.leave()

    @Slot()
    def rest(self) -> None:
        """Do nothing more by itself; nothing is typed here that is not kept already."""
        self._sticks.stop()
        page = self.frame.built("receiving")
        if isinstance(page, ReceivingPage):
            page.rest()

    @Slot(object)
    def _show_backup(self, standing: Standing) -> None:
        """What the line below and Beranda say of the last backup."""
        words = last_words(standing, self.tr("hari ini"))
        late = bool(standing.problems)
        self._status = replace(self._status, last_backup=words, backup_is_late=late)
        self.frame.show_status(self._status)
        self._of_backups = standing.problems
        home = self.frame.built("home")
        if isinstance(home, OfficeHome):
            home.show_backups(self._of_backups)

    # The pages, each built when it is first shown

    def _build_privacy(self) -> PrivacyPage:
        return privacy_page(self.session, self._jobs, self._files)

    def _build_backup(self) -> BackupPage:
        return self.backups.build()

    def _build_home(self) -> OfficeHome:
        programme = self.session.reference.programme.on(self.session.today())
        page = OfficeHome(CountCity(self.session), self._jobs, programme.name)
        page.list_asked.connect(self._show_query)
        page.page_asked.connect(self.frame.show_page)
        page.show_backups(self._of_backups)
        return page

    def _build_receiving(self) -> ReceivingPage:
        session = self.session
        page = ReceivingPage(
            self._jobs,
            ReceivingUses(
                receive=Receive(session),
                mail=TakeMail(session),
                by_itself=ByItself(session),
                seal=Seal(session),
                search=CatchUpSearch(session),
                office_name=self._office_name,
                files=self._files,
                sticks=self._sticks,
            ),
        )
        page.changed.connect(self._changed)
        page.asides_asked.connect(self._show_asides)
        return page

    def _build_people(self) -> CityPeoplePage:
        session = self.session
        page = CityPeoplePage(
            self._jobs,
            session.reference,
            CityPeopleUses(
                people=People(session),
                show_registration=ShowRegistration(session),
                decide=Decide(session),
                standing=Eligible(session).of,
                examine=self._examine,
                hand_over=HandOver(session),
                kelurahan=ShowKelurahan(session),
                export=ExportPeople(session),
                files=self._files,
                today=session.today,
            ),
        )
        page.words_changed.connect(self.frame.search.setText)
        return page

    def _build_pairs(self) -> PairsPage:
        session = self.session
        page = PairsPage(
            self._jobs,
            session.reference,
            PairsUses(
                review=Review(session),
                settle=SettlePair(session),
                find=FindPairs(session),
                kelurahan=ShowKelurahan(session),
                elsewhere=ReviewElsewhere(session),
                settle_elsewhere=SettleElsewhere(session),
                find_elsewhere=FindElsewhere(session),
                may_decide=why_not(session, SettlePair.same) is None,
            ),
            self._office_name,
        )
        page.changed.connect(self._changed)
        return page

    def _build_kelurahan(self) -> KelurahanPage:
        session = self.session
        page = KelurahanPage(
            self._jobs,
            KelurahanUses(
                show=ShowKelurahan(session),
                enrol=Enrol(session),
                hand_over=HandOver(session),
                files=self._files,
            ),
        )
        page.list_asked.connect(self._show_query)
        return page

    def _build_report(self) -> ReportPage:
        session = self.session
        page = ReportPage(
            self._jobs,
            ReportUses(
                show=ShowDashboard(session),
                report=PrintReport(session),
                files=self._files,
                opened=lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(path)),
            ),
        )
        page.list_asked.connect(self._show_query)
        page.page_asked.connect(self.frame.show_page)
        return page

    def _build_aside(self) -> AsidePage:
        page = AsidePage(
            self._jobs, SettleAside(self.session), self.session.reference, self._office_name
        )
        page.changed.connect(self._changed)
        return page

    def _build_money(self) -> MoneyPage:
        session, reference = self.session, self.session.reference
        page = MoneyPage(
            self._jobs,
            MoneyUses(
                programmes=Programmes(session),
                budget=Budget(session),
                decrees=Decrees(session),
                pay=Pay(session),
                people=MoneyPeople(session),
                papers=DecreePapers(session),
                paper_name=lambda decree, kind, full: file_name(decree, kind, full=full),
                files=self._files,
                offices=office_names(reference),
                tiers=lambda: reference.tariff.on(session.today()).tiers,
                today=session.today,
                not_allowed=self._not_allowed(
                    {
                        BUDGET: Pay.__call__,
                        DECIDE: Decrees.__call__,
                        EXPORT: DecreePapers.__call__,
                    }
                ),
            ),
        )
        page.changed.connect(self._changed)
        page.person_asked.connect(self._show_person)
        return page

    def _build_insurer(self) -> InsurerPage:
        session = self.session
        places = session.reference.places
        page = InsurerPage(
            self._jobs,
            InsurerUses(
                show=ShowInsurer(session),
                send=ListForInsurer(session),
                take=TakeAnswers(session),
                ask=AskAboutRefused(session),
                files=self._files,
                place_name=lambda code: known.name if (known := places.get(code)) else code,
                today=session.today,
                not_allowed=self._not_allowed(
                    {SEND: ListForInsurer.__call__, ASK: AskAboutRefused.__call__}
                ),
            ),
        )
        page.changed.connect(self._changed)
        page.person_asked.connect(self._show_person)
        return page

    def _build_elsewhere(self) -> ElsewherePage:
        session = self.session
        page = ElsewherePage(
            self._jobs,
            ElsewhereUses(
                lists=TakeElsewhere(session),
                answers=TakeChecks(session),
                rules=Eligible(session),
                decide=Decide(session),
                files=self._files,
                today=session.today,
                not_allowed=why_not(session, TakeElsewhere.keep),
            ),
        )
        page.changed.connect(self._changed)
        page.pairs_asked.connect(self._show_pairs)
        return page

    def _build_settings(self) -> SettingsPage:
        session = self.session
        custody = CustodySheet(
            CustodyUses(
                custody=Custody(session),
                not_allowed=why_not(session, Custody.add),
                office_name=self._office_name,
                files=self._files,
            ),
            self._jobs,
        )
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
            more=[custody],
        )
        custody.told.connect(page.notices.tell)
        return page

    def _not_allowed(self, deeds: Mapping[str, Callable[..., object]]) -> dict[str, Problem]:
        """Those of these that whoever is logged in may not do, as the deeds themselves say."""
        told = {name: why_not(self.session, deed) for name, deed in deeds.items()}
        return {name: problem for name, problem in told.items() if problem is not None}

    def _recovery_paper(self, code: str) -> bytes:
        session = self.session
        return recovery_paper(
            session.reference,
            session.resources,
            place=session.reference.places.city,
            station=session.station.public.station,
            code=code,
            on=session.today(),
        )

    # How one page leads on to another

    def _people(self) -> CityPeoplePage:
        page = self.frame.show_page("people")
        assert isinstance(page, CityPeoplePage)  # noqa: S101  # the frame keeps what we built
        return page

    @Slot(object)
    def _show_query(self, query: Query) -> None:
        self._people().show_query(query)

    @Slot(str)
    def _show_person(self, registration_id: str) -> None:
        self._people().open_person(registration_id)

    @Slot()
    def _show_pairs(self) -> None:
        page = self.frame.show_page("pairs")
        if isinstance(page, PairsPage):
            page.show_elsewhere()

    @Slot()
    def _show_asides(self) -> None:
        self.frame.show_page("aside")

    @Slot(str)
    def _search(self, words: str) -> None:
        self._people().search(words)

    @Slot(str)
    def _note_search(self, words: str) -> None:
        note = NoteSearch(self.session)
        self._jobs.start(self, lambda: note(words), lambda _: None, self._not_noted)

    def _not_noted(self, error: Exception) -> None:
        for problem in said_by(error):
            self.frame.notices.tell(sentence(problem), "stop")

    @Slot(str)
    def _enter_search(self, words: str) -> None:
        self._people().enter(words)

    @Slot()
    def _go_into_list(self) -> None:
        self._people().go_down()

    @Slot()
    def _changed(self) -> None:
        """Something is in the books that was not: what is in sight is read anew."""
        page = self.frame.built(self.frame.current())
        if isinstance(page, OfficeHome | CityPeoplePage | KelurahanPage):
            page.refresh()

    def _office_name(self, office: str) -> str:
        return self._offices.get(office, office)

    def _now(self) -> datetime:
        return self.session.clock().astimezone()

    def _examine(self, draft: Draft) -> Examination:
        return examine(draft, self.session.reference, self.session.today())
