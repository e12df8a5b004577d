"""The desk of a kelurahan: its pages, made of the session's use cases, and how they lead on."""

from datetime import datetime

from PySide6.QtCore import QObject, Slot

from app.desk.frame import Frame, PageEntry, Status
from app.desk.home import Deed, Home
from app.desk.registration.page import RegistrationPage
from app.desk.registration.uses import RegistrationUses
from app.domain.draft import Draft
from app.domain.examination import Examination, examine
from app.kit.jobs import Jobs
from app.service.dossier import ShowRegistration
from app.service.drafts import Drafts
from app.service.duplicates import FindDuplicates, Judge
from app.service.home import Home as CountHome
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
            ],
            self._now,
        )
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
        page = self._form()
        if page is not None:
            page.keep_now()

    def _now(self) -> datetime:
        return self.session.clock().astimezone()

    def _form(self) -> RegistrationPage | None:
        page = self.frame.built("registration")
        return page if isinstance(page, RegistrationPage) else None

    def _build_home(self) -> Home:
        programme = self.session.reference.programme.on(self.session.today())
        return Home(
            CountHome(self.session),
            self._jobs,
            programme.name,
            [Deed(self.tr("Daftarkan pekerja"), "Ctrl+N", self._new_registration)],
        )

    def _build_form(self) -> RegistrationPage:
        session = self.session
        return RegistrationPage(
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

    def _examine(self, draft: Draft) -> Examination:
        return examine(draft, self.session.reference, self.session.today())

    @Slot()
    def _new_registration(self) -> None:
        self.frame.show_page("registration")
