"""The trails of the mailbox's processes, joined to the books' own by checkpoints.

A process of the mailbox holds no key, so nobody signs its chain. The owner of the books does: an
entry of the books' chain says how far each of the others went, and each seal signs that.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from app.domain.refusal import Level, Problem
from app.domain.rights import Right
from app.exchange.mailbox import Mailbox
from app.exchange.trail_reading import (
    Fault,
    Mark,
    Reading,
    chains,
    mentioned,
    read_new,
    read_whole,
)
from app.service.allowed import needs
from app.service.exchange.common import is_city
from app.service.session import Session
from app.store.books import Unit

CHECKPOINT = "audit.checkpoint"
BROKEN = "audit.chain_broken"
UNTOLD = "mail.untold"
"""A file lay in the inbox, and no process says that it stored it."""

NAMED = 5
"""Broken chains that are named each."""

_SAID = {
    Fault.CHANGED: "check.trail_changed",
    Fault.SHORTER: "check.trail_shorter",
    Fault.GONE: "check.trail_gone",
}
_BEGUN_AGAIN = "books.begun_again"
_Marks = Mapping[str, tuple[int, Mark]]

_SHOWN = 8
"""Characters of a chain's id by which two people can speak of it."""


@needs(Right.SEE, follow=Right.EXCHANGE)
class MailTrail:
    """Follows the chains, and knows which of them are not what they were. Nothing at a desk."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._mailbox = Mailbox(session.folder)

    def follow(self, came: Collection[str]) -> None:
        """Take down how far each chain goes now. `came` are the files that lay in the inbox.

        A chain that is broken stays at its last checkpoint, and is noted once.
        """
        with self._session.books.reading() as unit:
            since = _marks(unit)
            noted = unit.audit.subjects(BROKEN)
            untold = frozenset(came) - unit.audit.subjects(UNTOLD) if came else frozenset()
        readings = self._read(read_new, since)
        for each in readings:
            untold -= each.came
        if untold:  # told of before an earlier checkpoint, or not at all
            untold -= mentioned(self._folder, untold)
        on = [
            each.mark
            for each in readings
            if each.fault is None and each.mark.seq > _mark(since, each.mark.chain).seq
        ]
        broken = {
            each.mark: each.fault
            for each in readings
            if each.fault is not None and each.mark.chain not in noted
        }
        if not (on or broken or untold):
            return
        with self._session.books.transaction() as unit:
            for mark in on:
                self._note(unit, CHECKPOINT, mark.chain, _plain(mark))
            for mark, fault in broken.items():
                detail = {"fault": fault.value, "good": mark.seq}
                self._note(unit, BROKEN, mark.chain, detail)
            for file in sorted(untold):
                self._note(unit, UNTOLD, file, {})

    def problems(self) -> tuple[Problem, ...]:
        """What is broken, as far as it shows at once: for a page that is often in sight."""
        return self._found(read_new, named=1)

    def check(self) -> tuple[Problem, ...]:
        """The same from each first line on, and notes of what is merely strange."""
        return self._found(read_whole, named=NAMED, strange=True)

    def _found(
        self, read: Callable[[Path, Mark], Reading], *, named: int, strange: bool = False
    ) -> tuple[Problem, ...]:
        if not is_city(self._session):
            return ()
        with self._session.books.reading() as unit:
            since = _marks(unit)
            begun = unit.audit.last(_BEGUN_AGAIN)
        readings = self._read(read, since)
        problems = [
            _problem(each.mark, each.fault, is_old=since.get(each.mark.chain, (begun,))[0] < begun)
            for each in readings
            if each.fault is not None
        ]
        problems.sort(key=lambda each: each.level is Level.NOTE)
        if more := problems[named:]:  # whoever moves the folder away breaks hundreds at once
            fact = ("count", len(more))
            problems[named:] = [Problem("check.trail_more", level=more[0].level, facts=(fact,))]
        if strange:
            problems += self._strange(readings)
        return tuple(problems)

    def _strange(self, readings: Collection[Reading]) -> list[Problem]:
        torn = sum(each.is_torn for each in readings)
        untold = {path.stem for path in self._mailbox.waiting()}.difference(
            *(each.came for each in readings)
        )
        return [
            Problem(code, level=Level.NOTE, facts=(("count", count),))
            for code, count in (("check.trail_torn", torn), ("check.trail_untold", len(untold)))
            if count
        ]

    def _read(self, read: Callable[[Path, Mark], Reading], since: _Marks) -> list[Reading]:
        return [
            read(self._folder, _mark(since, chain))
            for chain in sorted({*chains(self._folder), *since})
        ]

    def _note(self, unit: Unit, act: str, subject: str, detail: Mapping[str, Any]) -> None:
        session = self._session
        unit.audit.note(
            act, subject, operator=session.operator.id, at=session.clock(), detail=detail
        )

    @property
    def _folder(self) -> Path:
        return self._mailbox.trail


def _problem(mark: Mark, fault: Fault, *, is_old: bool) -> Problem:
    """Chains of a life before this one may be left behind on a computer that is no more."""
    facts = (("chain", mark.chain[:_SHOWN]), ("entry", mark.seq + 1))
    level = Level.NOTE if fault is Fault.GONE and is_old else Level.STOP
    return Problem(_SAID[fault], level=level, facts=facts)


def _marks(unit: Unit) -> _Marks:
    """By chain: the entry of its last checkpoint, and the checkpoint."""
    return {
        chain: (seq, Mark(chain, detail["seq"], detail["hash"], detail["size"]))
        for chain, (seq, detail) in unit.audit.latest(CHECKPOINT).items()
    }


def _mark(since: _Marks, chain: str) -> Mark:
    return since[chain][1] if chain in since else Mark(chain)


def _plain(mark: Mark) -> dict[str, Any]:
    return {"seq": mark.seq, "hash": mark.hash, "size": mark.size}
