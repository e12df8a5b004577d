"""How long an office may go on without the city, and what a wrong clock looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Self

from app.domain.refusal import Level, Problem


@dataclass(frozen=True, slots=True)
class Limits:
    """When an office is warned, and when only new registrations stop. The city may say others."""

    days_warn: int = 14
    days_stop: int = 45
    waiting_warn: int = 1_000
    waiting_stop: int = 20_000
    free_mb_warn: int = 1_000
    free_mb_stop: int = 200

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The limits of a setting; what it does not name is as it always is."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: int(value) for name, value in plain.items() if name in known})


@dataclass(frozen=True, slots=True)
class Load:
    """How an office stands. `days` is None where no city was ever heard of."""

    days: int | None
    waiting: int
    free_mb: int


def judge(load: Load, limits: Limits) -> tuple[Problem, ...]:
    """What stands in the way of new registrations, or soon will; nothing else ever stops."""
    found = []
    if load.days is not None:
        if load.days >= limits.days_stop:
            found.append(_stop("limit.days", load.days))
        elif load.days >= limits.days_warn:
            found.append(_warn("limit.days_soon", load.days, limits.days_stop - load.days))
        if load.waiting >= limits.waiting_stop:
            found.append(_stop("limit.waiting", load.waiting))
        elif load.waiting >= limits.waiting_warn:
            left = limits.waiting_stop - load.waiting
            found.append(_warn("limit.waiting_soon", load.waiting, left))
    if load.free_mb < limits.free_mb_stop:
        found.append(_stop("limit.disk", load.free_mb))
    elif load.free_mb < limits.free_mb_warn:
        found.append(_warn("limit.disk_soon", load.free_mb, load.free_mb - limits.free_mb_stop))
    return tuple(found)


def _stop(code: str, count: int) -> Problem:
    return Problem(code, facts=(("count", count),))


def _warn(code: str, count: int, left: int) -> Problem:
    return Problem(code, level=Level.WARN, facts=(("count", count), ("left", left)))


SLACK = timedelta(minutes=10)
"""So far a clock may go back: they are set right by a little all the time."""

LEAP = timedelta(days=40)
"""No office stays shut so long; a clock that jumps further was set wrong, then or now."""

POST = timedelta(days=1)
"""So much may a file seem to come from the future: other clocks are wrong as well."""


def clock_problem(now: datetime, seen: datetime | None, told: datetime | None) -> Problem | None:
    """What is wrong with a clock that was last seen at `seen`.

    `told` is the latest moment that another office's signed file bears.
    """
    if seen is not None and now < seen - SLACK:
        return _clock("clock.back", seen)
    if told is not None and now < told - POST:
        return _clock("clock.behind", told)
    if seen is not None and now > seen + LEAP:
        return _clock("clock.ahead", seen)
    return None


def _clock(code: str, than: datetime) -> Problem:
    return Problem(code, level=Level.WARN, facts=(("day", than.astimezone().date().isoformat()),))
