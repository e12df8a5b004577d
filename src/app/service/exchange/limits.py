"""How this office stands: whether it was heard of lately, and whether its clock can be right."""

import shutil
from collections.abc import Mapping
from datetime import datetime

from app.domain.limits import Limits as Bounds
from app.domain.limits import Load, clock_problem, judge
from app.domain.refusal import Level, Problem, Refusal
from app.service.exchange.common import demand_administrator, is_city
from app.service.session import Session
from app.store.books import Unit

SETTING = "limits"
_SEEN, _TOLD = "clock.seen", "clock.told"


class Limits:
    """Warns early; then only new registrations stop. Export, print and search never do."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> tuple[Problem, ...]:
        """What stands in the way of new registrations (`Level.STOP`), or soon will."""
        with self._session.books.reading() as unit:
            bounds = Bounds.from_plain(unit.settings.get(SETTING, {}))
            return judge(self._load(unit), bounds)

    def demand_open(self) -> None:
        """`Refusal` where no new registration may be made now."""
        if stops := [each for each in self() if each.level is Level.STOP]:
            raise Refusal(*stops)

    def put(self, bounds: Bounds) -> None:
        """Let other limits hold in this office."""
        demand_administrator(self._session)
        plain = {name: getattr(bounds, name) for name in bounds.__slots__}
        with self._session.books.transaction() as unit:
            unit.settings.put(SETTING, plain)
            _note(self._session, unit, "limits.set", plain)

    def _load(self, unit: Unit) -> Load:
        session = self._session
        free = shutil.disk_usage(session.folder).free // 1_000_000
        city = None if is_city(session) else unit.peers.city()
        if city is None:
            return Load(None, 0, free)
        heard = unit.peers.correspondent(city.station_name).heard_at or city.enrolled_at
        states = unit.counts.by_state(own=True)
        waiting = sum(count for state, count in states.items() if state != "filed")
        return Load(max(0, (session.clock() - heard).days), waiting, free)


class WatchClock:
    """Notices a clock that was set back or far ahead, tells it and writes it down."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __call__(self) -> Problem | None:
        """What is wrong with the clock; to be asked at each start and now and then."""
        session = self._session
        now = session.clock()
        with session.books.transaction() as unit:
            seen = _moment(unit.settings.get(_SEEN))
            told = [each.made_at for each in unit.peers.correspondents() if each.made_at]
            problem = clock_problem(now, seen, max(told, default=None))
            before = unit.settings.get(_TOLD)
            code = problem.code if problem else None
            if code != before:
                unit.settings.put(_TOLD, code)
                detail = {"code": code or "clock.right", "seen": seen.isoformat() if seen else ""}
                if before is not None or code is not None:
                    _note(session, unit, "clock.watched", detail)
            if problem is None and (seen is None or now > seen):
                unit.settings.put(_SEEN, now.isoformat())
        return problem

    def is_right(self) -> None:
        """An administrator has looked at the clock: what it says now is right."""
        demand_administrator(self._session)
        now = self._session.clock()
        with self._session.books.transaction() as unit:
            unit.settings.put(_SEEN, now.isoformat())
            unit.settings.put(_TOLD, None)
            _note(self._session, unit, "clock.confirmed", {})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _note(session: Session, unit: Unit, act: str, detail: Mapping[str, object]) -> None:
    unit.audit.note(act, "-", operator=session.operator.id, at=session.clock(), detail=detail)
