"""The mappings that clerks keep by a name: the RT that sends the same form every month."""

from app.domain.refusal import Problem, Refusal
from app.service.lists.opened import LONGEST_NAME, OpenedList, mapping_of
from app.service.session import Session
from app.sheets.mapping import ListMapping
from app.store.books import Unit

_SETTING = "list_profile:"


class Profiles:
    """Kept in the books of the office, so every operator has them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> dict[str, ListMapping]:
        """Every kept mapping by its name."""
        with self._session.books.reading() as unit:
            return {
                name.removeprefix(_SETTING): ListMapping.from_plain(unit.settings.get(name))
                for name in unit.settings.names(_SETTING)
            }

    def get(self, name: str) -> ListMapping:
        """One of them; `Refusal` where there is none by that name."""
        with self._session.books.reading() as unit:
            plain = unit.settings.get(f"{_SETTING}{name}")
        if plain is None:
            raise Refusal(Problem("import.profile_unknown"))
        return ListMapping.from_plain(plain)

    def keep(self, opened: OpenedList, name: str) -> str:
        """Keep the mapping of a list, in place of one by the same name; the name as kept."""
        named = " ".join(name.split())[:LONGEST_NAME]
        if not named:
            raise Refusal(Problem("import.profile_name", "profile"))
        plain = mapping_of(opened).to_plain()
        with self._session.books.transaction() as unit:
            unit.settings.put(f"{_SETTING}{named}", plain)
            self._note(unit, "list_profile.kept")
        return named

    def drop(self, name: str) -> None:
        """Forget one."""
        with self._session.books.transaction() as unit:
            unit.settings.remove(f"{_SETTING}{name}")
            self._note(unit, "list_profile.dropped")

    def _note(self, unit: Unit, act: str) -> None:
        """Never the name: a clerk may have named it after a person."""
        session = self._session
        unit.audit.note(act, "-", operator=session.operator.id, at=session.clock())
