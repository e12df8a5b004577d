"""The slot file: who may open the books, each with a password of their own.

`slots.json` lies beside the books. It is the only way into them, so it is written whole or not at
all, and it holds nothing that opens without a password or the paper code.

Version 3, JSON in UTF-8; bytes are hex, moments are ISO 8601 in UTC:

    format      "payung-slots"
    version     1
    operators   one slot each
      version      1, of this slot's clear part and lock
      id           random uuid, 32 hex digits; what the books and the audit name
      name         as typed, spaces folded; unique without regard to case
      role         a word of the service; this room knows only "administrator"
      created      moment when this slot and its keys were made
      signing_key  public Ed25519 key: proves this operator's approvals
      sealing_key  public X25519 key, drawn from the same seed: see below
      lock         argon2id {memory_kib, passes, lanes}, salt (16), nonce (12), sealed (80)
      renewal      null, or the data key that came after the one in the lock, sealed to
                   sealing_key: ephemeral (32), nonce (12), sealed (48); see `sealing`
      mark         HMAC-SHA256 under a key drawn from the data key, over the rest of the slot
    recovery    the slot of the paper code: version, id, created, sealing_key, lock, renewal, mark
    custody     null, or the slot that the city's two custodians open together; see `custody`
    former      public keys that no longer sign but still prove what they signed:
                operator, name, role, signing_key, since, until, why ("reset" | "removed"), mark;
                no role where it became one under version 2
    vouched     administrators' signatures under the roles of these keys, for the city: station,
                operator, signing_key, role, at, by, signature; see `domain/vouching.py`. They
                prove themselves and have no mark

`sealed` is AES-256-GCM over data key (32) + seed (32), under the key that Argon2id makes of the
password; everything of the slot but lock and mark is bound to it as associated data, so a slot
with an edited role or name does not open. The mark lets anyone who is in notice an edit of somebody
else's slot (`Opened.edited`). What neither notices: a slot taken out, or the whole file replaced by
an older one of the same books; the audit chain notices that.

When an operator is removed the books get a new data key, and the others are not there with their
passwords: the new one is sealed to the sealing key of each, whose seed their lock gives out. The
lock of such a slot still holds the key before, which opens nothing any more; `bound` of a renewal
is the slot's clear part.

History: 1, the first; 2 adds renewals and custody; 3 roles of former keys, and who vouches.
"""

import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from app.domain.refusal import Problem, Refusal
from app.domain.vouching import Link
from app.keys import signing
from app.keys.custody import Custody, Split
from app.keys.failure import KeysFailure, NotUnlocked, world
from app.keys.keyfile import Fields, read, sound, write
from app.keys.locked import STANDARD, Cost, spend
from app.keys.operator_rules import folded, name_problems, password_problems, tidy
from app.keys.recovery import RecoveryCode
from app.keys.slot import (
    KEY_LENGTH,
    SEED_LENGTH,
    Former,
    FormerKey,
    Operator,
    Slot,
    clear_part,
    mark_of,
    recovery_slot,
)

FILE = "slots.json"
ADMINISTRATOR = "administrator"
RECOVERY = "recovery"
"""What `Opened.edited` calls the slot of the paper code."""
CUSTODY = "custody"
"""What `Opened.edited` calls the slot of the city's custodians."""

_FORMAT, _VERSION = "payung-slots", 3


@dataclass(slots=True, repr=False, eq=False)
class Opened:
    """An operator who is in. It carries the keys, so it is never shown, logged or compared.

    Only `data_key` ever changes, where the books get a new one while somebody is at work.
    """

    operator: Operator
    data_key: bytes
    seed: bytes
    edited: tuple[str, ...]
    """Operator ids (or `RECOVERY`) whose entries somebody without the data key has edited."""

    def sign(self, message: bytes) -> bytes:
        """The operator's own signature, of approvals and overrides."""
        return signing.sign(self.seed, message)

    def __repr__(self) -> str:
        return f"Opened({self.operator.id})"


class SlotFile:
    """The slot file of one data folder.

    Each call reads the file anew, so that what another window or command changed is never
    overwritten by what was read before; two changes in the very same moment are kept apart by
    whoever keeps the books to one owner. Each change is on the disk when it returns, and whatever
    fails, with `Refusal`, `NotUnlocked` or `KeysFailure`, changed nothing.
    """

    def __init__(self, folder: Path, cost: Cost = STANDARD) -> None:
        self._path = folder / FILE
        self._cost = cost

    @classmethod
    def create(
        cls,
        folder: Path,
        name: str,
        password: str,
        role: str = ADMINISTRATOR,
        *,
        recovery: RecoveryCode | None = None,
        cost: Cost = STANDARD,
    ) -> tuple[Opened, RecoveryCode]:
        """Make the file with a new data key and its first operator; one that is there stays.

        A `recovery` made before is for the wizard, which has it typed back first.
        """
        _demand(name_problems(name) + password_problems(password, name))
        code = recovery or RecoveryCode.make()
        data_key, seed = os.urandom(KEY_LENGTH), os.urandom(SEED_LENGTH)
        clear = clear_part(uuid4().hex, tidy(name), role, seed)
        with world(FILE):
            first = Slot.closed(clear, data_key, seed, password, cost)
            contents = _Contents((first,), recovery_slot(data_key, code, cost), None, (), ())
        file = cls(folder, cost)
        file._keep(contents, first=True)
        return contents.opened(first, data_key, seed), code

    @classmethod
    def read(cls, folder: Path, cost: Cost = STANDARD) -> Self:
        """The slot file of `folder`, once looked through: `KeysFailure` when it cannot be used."""
        file = cls(folder, cost)
        file._contents()
        return file

    def operators(self) -> tuple[Operator, ...]:
        """Everybody who has a slot, in the order they came."""
        return tuple(slot.operator for slot in self._contents().operators)

    def former_keys(self) -> tuple[FormerKey, ...]:
        """The signing keys of those who are gone or forgot their password."""
        return tuple(former.key for former in self._contents().former)

    def signing_keys(self, data_key: bytes) -> Mapping[tuple[str, bytes], str]:
        """The role by id and public key of who signs here; no edited ones.

        Keys of those who are gone or were given a new one have the role they had then, or "" where
        that was not kept.
        """
        contents = self._contents()
        here = [slot.operator for slot in contents.operators if slot.is_marked_by(data_key)]
        gone = [former.key for former in contents.former if former.is_marked_by(data_key)]
        return {
            **{(each.operator_id, each.signing_key): each.role for each in gone},
            **{(each.id, each.signing_key): each.role for each in here},
        }

    def unlock(self, name: str, password: str) -> Opened:
        """Let an operator in, or `NotUnlocked`, which takes as long for an unknown name."""
        contents = self._contents()
        slot = contents.named(name)
        with world(FILE):
            if slot is None:
                spend(password, contents.cost)
                raise NotUnlocked("unlock.wrong")
            data_key, seed = slot.open(password)
        return contents.opened(slot, data_key, seed)

    def unlock_with_recovery(self, typed: str) -> bytes:
        """The data key, by the paper code.

        `Refusal` names mistyped groups; `NotUnlocked` says that the code is whole but not the one
        of these books, or no longer.
        """
        code = RecoveryCode.read(typed)
        slot = self._contents().recovery
        try:
            with world(FILE):
                data_key, _ = slot.open(code.text)
        except NotUnlocked:
            raise NotUnlocked("unlock.recovery") from None
        return data_key

    def add(self, opened: Opened, name: str, password: str, role: str) -> Operator:
        """Give somebody a slot and a signing key of their own."""
        contents = self._contents_for(opened.data_key)
        taken = contents.named(name) is not None
        _demand(
            name_problems(name)
            + ((Problem("operator.name_taken", "name"),) if taken else ())
            + password_problems(password, name)
        )
        seed = os.urandom(SEED_LENGTH)
        clear = clear_part(uuid4().hex, tidy(name), role, seed)
        with world(FILE):
            slot = Slot.closed(clear, opened.data_key, seed, password, self._cost)
        self._keep(replace(contents, operators=(*contents.operators, slot)))
        return slot.operator

    def remove(self, opened: Opened, operator_id: str, data_key: bytes, into: Path) -> None:
        """Write the file without an operator's slot, for books under a new `data_key`, to `into`.

        This file stays as it is until that one takes its place, together with the books. Whoever
        kept a copy of this one, with the password in it, opens the books before and no later ones.
        The last administrator is refused; the public key stays. Somebody's edited slot is
        `KeysFailure`: the new key would be sealed to a key that may be the editor's.
        """
        contents = self._contents_for(opened.data_key)
        gone = contents.slot(operator_id)
        contents.demand_another_administrator(gone, opened.data_key)
        staying = tuple(slot for slot in contents.operators if slot is not gone)
        former = (*contents.former, Former.of(gone, "removed", opened.data_key))
        left = replace(contents, operators=staying, former=former)
        with sound(FILE):
            renewed = left.under(data_key, opened.data_key)
        write(into / FILE, _FORMAT, _VERSION, renewed.as_json(), first=True)

    def change_password(self, opened: Opened, old: str, new: str) -> None:
        """Close the operator's own slot with `new`; data key and signing key stay as they are."""
        contents = self._contents()
        try:
            slot = contents.slot(opened.operator.id)
        except Refusal:  # removed meanwhile
            raise NotUnlocked("unlock.wrong") from None
        with world(FILE):
            data_key, seed = slot.open(old)
        _demand(password_problems(new, slot.operator.name))
        with world(FILE):
            changed = Slot.closed(slot.clear, data_key, seed, new, self._cost)
        self._keep(contents.with_slot(changed))

    def reset_password(
        self, data_key: bytes, operator_id: str, new: str, role: str | None = None
    ) -> Opened:
        """Give one who forgot the password a new one, and another role if `role` says so.

        Anyone who holds the data key can: an opened administrator, or the paper code. The signing
        key went with the password, so the operator gets a new one; the old public key stays listed
        in `former_keys`, and what it signed stays proven. Of a slot that somebody edited the role
        has to be said: the one that stands there may be an invention (`KeysFailure`).
        """
        contents = self._contents_for(data_key)
        old = contents.slot(operator_id)
        if role is None and not old.is_marked_by(data_key):
            raise KeysFailure("keys.edited", FILE)
        if role not in (None, ADMINISTRATOR):
            contents.demand_another_administrator(old, data_key)
        name = old.operator.name
        _demand(password_problems(new, name))
        seed = os.urandom(SEED_LENGTH)
        clear = clear_part(operator_id, name, role or old.operator.role, seed)
        with world(FILE):
            slot = Slot.closed(clear, data_key, seed, new, self._cost)
        former = (*contents.former, Former.of(old, "reset", data_key))
        contents = replace(contents.with_slot(slot), former=former)
        self._keep(contents)
        return contents.opened(slot, data_key, seed)

    def replace_recovery(self, data_key: bytes, code: RecoveryCode) -> None:
        """From now on `code` is the paper code; the one before opens nothing any more."""
        contents = self._contents_for(data_key)
        with world(FILE):
            slot = recovery_slot(data_key, code, self._cost)
        self._keep(replace(contents, recovery=slot))

    def custody(self) -> Custody | None:
        """The slot that the city's custodians open, as the file says; not proven."""
        return self._contents().custody

    def give_custody(
        self, data_key: bytes, office: str, station: int, custodians: tuple[bytes, bytes]
    ) -> None:
        """From now on these two of the city, together, can open the books; any before no more."""
        contents = self._contents_for(data_key)
        with sound(FILE):
            split = Split.make(data_key, office, station, custodians)
        self._keep(replace(contents, custody=_custody(split, data_key)))

    def vouched(self) -> tuple[Link, ...]:
        """Who vouches for whom, as the file says; each signature proves itself."""
        return self._contents().vouched

    def vouch(self, data_key: bytes, links: tuple[Link, ...]) -> None:
        """Keep more of that."""
        contents = self._contents_for(data_key)
        self._keep(replace(contents, vouched=(*contents.vouched, *links)))

    def belongs_to(self, data_key: bytes) -> bool:
        """Whether this is the data key that the slots are closed around."""
        return self._contents().belongs_to(data_key)

    def _contents(self) -> "_Contents":
        fields = read(self._path, _FORMAT, _VERSION)
        with sound(FILE):
            return _Contents.read(fields)

    def _contents_for(self, data_key: bytes) -> "_Contents":
        """The contents, once it is sure that this is the data key they are closed around."""
        contents = self._contents()
        if not contents.belongs_to(data_key):
            raise KeysFailure("keys.edited", FILE)
        return contents

    def _keep(self, contents: "_Contents", *, first: bool = False) -> None:
        write(self._path, _FORMAT, _VERSION, contents.as_json(), first=first)


@dataclass(frozen=True, slots=True, repr=False)
class _Contents:
    """All that stands in the file."""

    operators: tuple[Slot, ...]
    recovery: Slot
    custody: Custody | None
    former: tuple[Former, ...]
    vouched: tuple[Link, ...]

    def under(self, data_key: bytes, before: bytes) -> "_Contents":
        """The same for books under another data key than `before`."""
        slots = (*self.operators, self.recovery)
        if not all(slot.is_marked_by(before) for slot in slots):
            raise KeysFailure("keys.edited", FILE)
        custody = None
        if self.custody is not None:
            if not _is_marked(self.custody, before):
                raise KeysFailure("keys.edited", FILE)
            custody = _custody(self.custody.split.anew(data_key), data_key)
        return _Contents(
            tuple(slot.renewed(data_key) for slot in self.operators),
            self.recovery.renewed(data_key),
            custody,
            tuple(former.renewed(data_key, before) for former in self.former),
            self.vouched,
        )

    def named(self, name: str) -> Slot | None:
        wanted = folded(name)
        return next((s for s in self.operators if folded(s.clear["name"]) == wanted), None)

    def slot(self, operator_id: str) -> Slot:
        for slot in self.operators:
            if slot.clear["id"] == operator_id:
                return slot
        raise Refusal(Problem("operator.unknown"))

    def with_slot(self, changed: Slot) -> "_Contents":
        same = changed.clear["id"]
        return replace(
            self, operators=tuple(changed if s.clear["id"] == same else s for s in self.operators)
        )

    def demand_another_administrator(self, than: Slot, data_key: bytes) -> None:
        """Refuse when `than` is the only administrator; an edited slot is not one."""
        if than.operator.role == ADMINISTRATOR and not any(
            slot.operator.role == ADMINISTRATOR and slot.is_marked_by(data_key)
            for slot in self.operators
            if slot is not than
        ):
            raise Refusal(Problem("operator.last_administrator"))

    def opened(self, slot: Slot, data_key: bytes, seed: bytes) -> Opened:
        edited = [s.clear["id"] for s in self.operators if not s.is_marked_by(data_key)]
        edited += [f.key.operator_id for f in self.former if not f.is_marked_by(data_key)]
        if not self.recovery.is_marked_by(data_key):
            edited.append(RECOVERY)
        if self.custody is not None and not _is_marked(self.custody, data_key):
            edited.append(CUSTODY)
        return Opened(slot.operator, data_key, seed, tuple(dict.fromkeys(edited)))

    def belongs_to(self, data_key: bytes) -> bool:
        """Whether at least one slot was marked by this data key."""
        return any(slot.is_marked_by(data_key) for slot in (*self.operators, self.recovery))

    @property
    def cost(self) -> Cost:
        """What a login costs here, for those whose name is not here."""
        return max((s.lock.cost for s in self.operators), key=lambda c: c.memory_kib * c.passes)

    def as_json(self) -> dict[str, Any]:
        return {
            "operators": [slot.as_json() for slot in self.operators],
            "recovery": self.recovery.as_json(),
            "custody": None if self.custody is None else self.custody.as_json(),
            "former": [former.as_json() for former in self.former],
            "vouched": [_link_json(link) for link in self.vouched],
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        contents = cls(
            tuple(Slot.read(slot, of_operator=True) for slot in fields.inners("operators")),
            Slot.read(fields.inner("recovery"), of_operator=False),
            None if (held := fields.inner_or_none("custody")) is None else Custody.read(held),
            tuple(Former.read(former) for former in fields.inners("former")),
            tuple(_link(link) for link in fields.inners_or_empty("vouched")),
        )
        fields.done()
        names = {folded(slot.clear["name"]) for slot in contents.operators}
        ids = {slot.clear["id"] for slot in contents.operators}
        if not len(names) == len(ids) == len(contents.operators) > 0:
            raise ValueError("operators that cannot be told apart, or none")
        return contents


def _custody(split: Split, data_key: bytes) -> Custody:
    return Custody(split, mark_of(data_key, split.as_json()))


def _is_marked(custody: Custody, data_key: bytes) -> bool:
    return hmac.compare_digest(mark_of(data_key, custody.split.as_json()), custody.mark)


def _link_json(link: Link) -> dict[str, Any]:
    return {
        "station": link.station,
        "operator": link.operator,
        "signing_key": link.public_key.hex(),
        "role": link.role,
        "at": link.at.isoformat(),
        "by": link.by.hex(),
        "signature": link.signature.hex(),
    }


def _link(fields: Fields) -> Link:
    link = Link(
        fields.text("station"),
        fields.text("operator"),
        fields.bytes("signing_key", signing.PUBLIC_KEY_LENGTH),
        fields.text("role"),
        fields.moment("at"),
        fields.bytes("by", signing.PUBLIC_KEY_LENGTH),
        fields.bytes("signature", 64),
    )
    fields.done()
    return link


def _demand(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Refusal(*problems)
