"""The accounts of an office, and the paper code that opens it when all passwords are lost."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right, roles
from app.keys.failure import NotUnlocked
from app.keys.operator_rules import folded
from app.keys.recovery import RecoveryCode
from app.keys.slot import Operator
from app.keys.slots import RECOVERY
from app.service import renew
from app.service.door import Door
from app.service.front import BOOKS
from app.service.recovery import typed_back
from app.service.session import Session
from app.service.vouch import vouch
from app.store.books import Unit


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds a name
class Account:
    """Somebody who may log in."""

    id: str
    name: str
    role: str
    since: date
    is_me: bool


class Operators:
    """Who may log in. An account of one's own aside, changes need an administrator.

    Each deed is one transaction of the books around the change of the slot file: books that
    cannot be written, or a slot file that cannot, leave both as they were. Only a cut between the
    two writes leaves a change of the slots that the audit trail does not know.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Account, ...]:
        """Everybody, in the order they came."""
        return tuple(self._account(each) for each in self._session.slots.operators())

    def not_allowed(self) -> Problem | None:
        """Why whoever is logged in may not change accounts; None who may."""
        return self._session.why_not(Right.ACCOUNTS)

    def roles(self) -> tuple[str, ...]:
        """What an operator of this office can be."""
        return roles(city=self._session.is_city)

    def add(self, name: str, password: str, role: str) -> Account:
        """Give somebody an account with a password of their own."""
        self._session.require(Right.ACCOUNTS)
        if role not in self.roles():
            raise Refusal(Problem("operator.role", "role"))
        session = self._session
        with session.books.transaction() as unit:
            new = session.slots.add(session.opened, name, password, role)
            unit.settings.know_operator(new.id, new.name, new.role, new.signing_key)
            self._note(unit, "operator.added", new.id, {"role": new.role})
            vouch(session, unit, {new.id})
        return self._account(new)

    def remove(self, name: str) -> None:
        """Take an account away, and give the books a new key; the last administrator stays.

        The books are copied, which takes a few seconds for each hundred thousand people. Who is
        gone may have kept slots and password: they open no book written from now on. What was
        copied of the books before, a backup, they still open.
        """
        self._session.require(Right.ACCOUNTS)
        found = self._named(name)
        session, folder, key = self._session, self._session.folder, os.urandom(32)
        part = renew.begin(folder)
        try:
            session.slots.remove(session.opened, found.id, key, part)
            session.station.keep_under(key, part)
            session.books.renew(
                key,
                part / BOOKS,
                lambda unit: self._note(unit, "operator.removed", found.id, {"role": found.role}),
                lambda: renew.decide(folder),
                lambda: renew.finish(folder),
            )
        except BaseException:
            renew.give_up(folder)
            raise
        session.opened.data_key = key
        with session.books.transaction() as unit:
            vouch(session, unit, {found.id})

    def reset(self, name: str, password: str) -> None:
        """Give somebody who forgot the password a new one, to be changed at the first login.

        The signing key goes with the old password; what it signed stays proven. One's own is
        changed, not reset.
        """
        self._session.require(Right.ACCOUNTS)
        found = self._named(name)
        if found.is_me:
            raise Refusal(Problem("operator.own_reset", "name"))
        session = self._session
        with session.books.transaction() as unit:
            self._note(unit, "operator.reset", found.id, None)
            opened = session.slots.reset_password(session.opened.data_key, found.id, password)
            who = opened.operator
            unit.settings.know_operator(who.id, who.name, who.role, who.signing_key)
            vouch(session, unit, {who.id})
        Door(session.folder, session.clock).forgive(found.id)

    def change_password(self, old: str, new: str) -> None:
        """Give whoever is logged in another password; refused unless `old` is theirs now."""
        if new == old:
            raise Refusal(Problem("password.same", "password"))
        with self._noted("operator.password_changed", self._session.operator.id) as session:
            try:
                with Door(session.folder, session.clock).trying(session.operator.id):
                    session.slots.change_password(session.opened, old, new)
            except NotUnlocked as error:
                if error.code != "unlock.wrong":  # too often
                    raise
                raise Refusal(Problem("password.old", "old")) from None

    def new_recovery(self) -> str:
        """A paper code to be written down. It opens nothing before `keep_recovery`."""
        self._session.require(Right.ACCOUNTS)
        return RecoveryCode.make().text

    def keep_recovery(self, shown: str, typed: str) -> None:
        """From now on the code that was `shown`, and typed back, is the paper code."""
        self._session.require(Right.ACCOUNTS)
        code = typed_back(shown, typed)
        with self._noted("recovery.replaced", RECOVERY) as session:
            session.slots.replace_recovery(session.opened.data_key, code)

    def _named(self, name: str) -> Account:
        for each in self.all():
            if folded(each.name) == folded(name):
                return each
        raise Refusal(Problem("operator.unknown", "name"))

    def _account(self, operator: Operator) -> Account:
        return Account(
            id=operator.id,
            name=operator.name,
            role=operator.role,
            since=operator.created.astimezone().date(),
            is_me=operator.id == self._session.operator.id,
        )

    @contextmanager
    def _noted(
        self, act: str, subject: str, detail: Mapping[str, Any] | None = None
    ) -> Iterator[Session]:
        """Do something to the slot file, and write it into the audit trail or do neither."""
        with self._session.books.transaction() as unit:
            self._note(unit, act, subject, detail)
            yield self._session

    def _note(
        self, unit: Unit, act: str, subject: str, detail: Mapping[str, Any] | None = None
    ) -> None:
        session = self._session
        unit.audit.note(
            act, subject, operator=session.operator.id, at=session.clock(), detail=detail
        )
