"""What the page asks of the program: the deeds, and nothing of how they are done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from app.domain.draft import Draft
from app.domain.likeness import Suspect

if TYPE_CHECKING:  # the services bring SQLAlchemy with them: a window only names their answers
    from app.service.dossier import Dossier
    from app.service.drafts import OpenDraft
    from app.service.register import Kept


class KeepsDrafts(Protocol):
    """`service.drafts.Drafts`."""

    def open(self, registration_id: str | None = None) -> "OpenDraft": ...
    def keep(self, opened: "OpenDraft", draft: Draft, field: str) -> "OpenDraft": ...
    def resume(self, draft_id: str) -> "OpenDraft": ...
    def drop(self, draft_id: str) -> None: ...


class Registers(Protocol):
    """`service.register.Register`."""

    def __call__(
        self, draft: Draft, draft_id: str | None = None, *, correcting: str | None = None
    ) -> "Kept": ...


class FindsDuplicates(Protocol):
    """`service.duplicates.FindDuplicates`."""

    def __call__(
        self, draft: Draft, *, besides: str | None = None, person_id: str = ""
    ) -> tuple[Suspect, ...]: ...


class WarnsEarly(Protocol):
    """`service.early.WarnEarly`."""

    def __call__(self, draft_id: str) -> bool: ...


class Judges(Protocol):
    """`service.duplicates.Judge`."""

    def __call__(self, person_id: str, other_person_id: str, reason: str) -> None: ...


class ShowsRegistration(Protocol):
    """`service.dossier.ShowRegistration`."""

    def __call__(self, registration_id: str) -> "Dossier": ...


@dataclass(frozen=True, slots=True)
class RegistrationUses:
    """The deeds of this page. All of them are called off the GUI thread."""

    drafts: KeepsDrafts
    register: Registers
    find_duplicates: FindsDuplicates
    warn_early: WarnsEarly
    judge: Judges
    show_registration: ShowsRegistration
