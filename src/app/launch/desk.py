"""The desk of a kelurahan: its pages, made of the session's use cases, and how they lead on."""

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from app.desk.frame import Frame, PageEntry, Status
from app.desk.home import Deed, Home
from app.desk.people.page import PeoplePage
from app.desk.people.uses import PeopleUses
from app.desk.registration.page import RegistrationPage
from app.desk.registration.uses import RegistrationUses
from app.domain.draft import Draft
from app.domain.examination import Examination, examine
from app.domain.people import Query
from app.kit.jobs import Jobs
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates, Judge
from app.service.export import ExportPeople
from app.service.home import Home as CountHome
from app.service.people import People
from app.service.register import Register
from app.service.session import Session
from app.wording import names


class Desk(QObject):
    """One operator's window on the office. `begin` shows the first page."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self.session = session
        self._jobs = jobs
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
            ],
            self._now,
        )
        self.frame.search_typed.connect(self._search)
        self.frame.search_entered.connect(self._enter_search)
        self.frame.search_left_down.connect(self._go_into_list)
        self.frame.show_status(
            Status(
                who=session.operator.name,
                role=names.ROLES[session.operator.role],
                where=self._where,
            )
        )

    def begin(self) -> None:
        """Show the first page."""
        self.frame.show_page("home")

    def leave(self) -> None:
        """Keep what is being typed; the program is closing."""
        form = self.frame.built("registration")
        if isinstance(form, RegistrationPage):
            form.keep_now()

    # The pages, each built when it is first shown

    def _build_home(self) -> Home:
        programme = self.session.reference.programme.on(self.session.today())
        page = Home(
            CountHome(self.session),
            self._jobs,
            programme.name,
            [Deed(self.tr("Daftarkan pekerja"), "Ctrl+N", self._new)],
        )
        page.list_asked.connect(self._show_query)
        page.drafts_asked.connect(self._show_drafts)
        return page

    def _build_form(self) -> RegistrationPage:
        session = self.session
        page = RegistrationPage(
            self._jobs,
            session.reference,
            self._examine,
            RegistrationUses(
                drafts=Drafts(session),
                register=Register(session),
                find_duplicates=FindDuplicates(session),
                judge=Judge(session),
                show_registration=ShowRegistration(session),
            ),
            session.today,
            self._place,
        )
        page.saved.connect(self._changed)
        return page

    def _build_people(self) -> PeoplePage:
        session = self.session
        page = PeoplePage(
            self._jobs,
            session.reference,
            PeopleUses(
                people=People(session),
                drafts=Drafts(session),
                show_registration=ShowRegistration(session),
                export=ExportPeople(session),
                examine=self._examine,
            ),
            session.today,
        )
        page.correct_asked.connect(self._correct)
        page.new_asked.connect(self._new)
        page.draft_resumed.connect(self._resume)
        page.words_changed.connect(self.frame.search.setText)
        return page

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

    @Slot(str)
    def _resume(self, draft_id: str) -> None:
        self._form().resume(draft_id)

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
    def _enter_search(self, words: str) -> None:
        self._people().enter(words)

    @Slot()
    def _go_into_list(self) -> None:
        self._people().go_down()

    @Slot()
    def _changed(self) -> None:
        """Something is in the books that was not: lists that were shown read anew."""
        page = self.frame.built("people")
        if isinstance(page, PeoplePage) and page.isVisible():
            page.refresh()

    def _now(self) -> datetime:
        return self.session.clock().astimezone()

    def _examine(self, draft: Draft) -> Examination:
        return examine(draft, self.session.reference, self.session.today())
