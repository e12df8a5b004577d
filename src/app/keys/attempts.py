"""Wrong passwords: how long the next try has to wait, and what the audit is still to be told.

`attempts.json` lies beside the slots, for the books are shut while somebody tries. Version 1, JSON
in UTF-8, moments ISO 8601:

    format     "payung-attempts"
    version    1
    waits      one for each operator with wrong passwords since the last right one
     operator     id, or "" for all the names that nobody has here
     tries        how many
     since        moment of the last, by the office's clock
     ticks        the same by the computer's own count of seconds, which no one can set
    failures   what the audit does not know yet, oldest first: operator, at
    forgotten  how many more there were

Who can write here can try passwords on a copy of the slots as well, where each costs what Argon2id
makes it cost: this file slows down the hand on the keyboard. Taken away, the count begins again;
garbled, whoever comes next waits as after the fifth try.

History: 1, the first.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from app.keys.failure import KeysFailure, NotUnlocked
from app.keys.keyfile import Fields, read, sound, write

FILE = "attempts.json"
UNKNOWN = ""
"""Stands for every name that nobody has here; what was typed is not kept."""

FREE = 5
"""So many wrong ones cost nothing; from the last of them on each next waits."""

_FIRST, _LONGEST = 30, 3600
_REMEMBERED = 200
_FORMAT, _VERSION = "payung-attempts", 1


def ticks() -> float:
    """Seconds by the computer's own count, since it was started; the same for every program."""
    return time.monotonic()


def wait_after(tries: int) -> int:
    """How many seconds nobody may try after so many wrong ones: 30, 60, 120 ... an hour."""
    return 0 if tries < FREE else min(_FIRST << min(tries - FREE, 16), _LONGEST)


@dataclass(frozen=True, slots=True)
class Failure:
    """Somebody was not let in."""

    operator: str
    at: datetime


class Attempts:
    """The wrong passwords of one data folder. A disk that is full shuts nobody out."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._path = folder / FILE
        self._clock = clock

    def begin(self, operator: str) -> None:
        """Count one more try, before it is known how it ends: pulling the plug saves none.

        `NotUnlocked` says how long to wait, while this operator's wait is not over.
        """
        state = self._read()
        held = state.of(operator)
        now, count = self._clock(), ticks()
        left = held.left(now, count)
        if left > 0:
            if now < held.since:  # set back: the wait begins again, it is never shorter
                held = replace(held, since=now, ticks=count)
                left = wait_after(held.tries)
            if held not in state.waits:
                self._keep(state.having(held))
            raise _must_wait(left)
        tried = _Wait(operator, held.tries + 1, now, count)
        self._keep(state.having(tried).failing(Failure(operator, now)))

    def wrong(self, operator: str) -> NotUnlocked:
        """What to tell after a wrong password."""
        wait = wait_after(self._read().of(operator).tries)
        return _must_wait(wait) if wait else NotUnlocked("unlock.wrong")

    def right(self, operator: str) -> None:
        """The last try was right: it is no failure, and the count begins again."""
        self._keep(self._read().forgiving(operator))

    def forgive(self, operator: str) -> None:
        """Let this operator try at once; what failed is told all the same."""
        state = self._read()
        waits = tuple(wait for wait in state.waits if wait.operator != operator)
        self._keep(replace(state, waits=waits))

    def untold(self) -> tuple[tuple[Failure, ...], int]:
        """What the audit is to be told, and how many more there were."""
        state = self._read()
        return state.failures, state.forgotten

    def told(self) -> None:
        """The audit knows all of it."""
        state = self._read()
        self._keep(replace(state, failures=(), forgotten=0))

    def _read(self) -> "_State":
        try:
            fields = read(self._path, _FORMAT, _VERSION)
            with sound(FILE):
                return _State.read(fields)
        except KeysFailure as failure:
            if failure.code == "keys.missing":
                return _State()
            return _State(garbled=_Wait("", FREE, self._clock(), ticks()))

    def _keep(self, state: "_State") -> None:
        with suppress(KeysFailure):
            write(self._path, _FORMAT, _VERSION, state.as_json(), first=False)


@dataclass(frozen=True, slots=True)
class _Wait:
    operator: str
    tries: int
    since: datetime
    ticks: float

    def left(self, now: datetime, count: float) -> int:
        """Seconds until the next try."""
        # a clock that was set back makes no wait longer than it ever was
        passed = max(0.0, (now - self.since).total_seconds())
        if count >= self.ticks:  # not started anew since: then no clock that was set forward helps
            passed = min(passed, count - self.ticks)
        return max(0, -int(-(wait_after(self.tries) - passed) // 1))

    def as_json(self) -> dict[str, Any]:
        return {
            "operator": self.operator,
            "tries": self.tries,
            "since": self.since.isoformat(),
            "ticks": int(self.ticks),
        }


@dataclass(frozen=True, slots=True)
class _State:
    waits: tuple[_Wait, ...] = ()
    failures: tuple[Failure, ...] = ()
    forgotten: int = 0
    garbled: _Wait | None = None
    """What counts for whoever comes, where the file could not be read."""

    def of(self, operator: str) -> _Wait:
        for wait in self.waits:
            if wait.operator == operator:
                return wait
        if self.garbled is not None:
            return replace(self.garbled, operator=operator)
        return _Wait(operator, 0, datetime.min.replace(tzinfo=UTC), 0)

    def having(self, changed: _Wait) -> "_State":
        others = tuple(wait for wait in self.waits if wait.operator != changed.operator)
        return replace(self, waits=(*others, changed))

    def failing(self, failure: Failure) -> "_State":
        kept = (*self.failures, failure)
        gone = max(0, len(kept) - _REMEMBERED)
        return replace(self, failures=kept[gone:], forgotten=self.forgotten + gone)

    def forgiving(self, operator: str) -> "_State":
        waits = tuple(wait for wait in self.waits if wait.operator != operator)
        last = max(
            (place for place, each in enumerate(self.failures) if each.operator == operator),
            default=-1,
        )
        failures = tuple(each for place, each in enumerate(self.failures) if place != last)
        return replace(self, waits=waits, failures=failures)

    def as_json(self) -> dict[str, Any]:
        return {
            "waits": [wait.as_json() for wait in self.waits],
            "failures": [
                {"operator": each.operator, "at": each.at.isoformat()} for each in self.failures
            ],
            "forgotten": self.forgotten,
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        state = cls(
            tuple(_wait(each) for each in fields.inners("waits")),
            tuple(_failure(each) for each in fields.inners("failures")),
            fields.number("forgotten", 0, 1 << 31),
        )
        fields.done()
        return state


def _wait(fields: Fields) -> _Wait:
    wait = _Wait(
        fields.text("operator", 32),
        fields.number("tries", 0, 1 << 31),
        fields.moment("since"),
        fields.number("ticks", 0, 1 << 53),
    )
    fields.done()
    return wait


def _failure(fields: Fields) -> Failure:
    failure = Failure(fields.text("operator", 32), fields.moment("at"))
    fields.done()
    return failure


def _must_wait(seconds: int) -> NotUnlocked:
    if seconds <= 90:
        return NotUnlocked("unlock.wait_seconds", ("seconds", seconds))
    return NotUnlocked("unlock.wait_minutes", ("minutes", -(-seconds // 60)))
