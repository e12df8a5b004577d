"""Reading sealed files: all of a file is checked before the first of its items is handed out.

Order of the checks, and what each refuses with (FORMAT.md says more):

    the front     seal.magic, seal.version, seal.size, seal.short, seal.header, seal.critical,
                  seal.kind; seal.keycard where a sealed file is wanted, seal.not_keycard where not
    the sender    seal.own, seal.unknown_sender, seal.changed_key, seal.revoked,
                  seal.impostor, seal.signature, seal.role
    the recipient seal.recipient, seal.old_key
    the body      seal.size, seal.short, seal.length, seal.hash
    the opening   seal.decrypt, seal.packing, seal.expanded, seal.long_line
    the lines     seal.line, seal.depth, seal.inside, seal.counts

History: format 1, the first.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from app.domain.sealed import ITEM_KINDS, Header, Item
from app.exchange import limits
from app.exchange.body import demand_intact, lines, unseal
from app.exchange.failure import ExchangeFailure
from app.exchange.front import Front, demand_sender
from app.exchange.keycard import Keycard, party_of
from app.exchange.lines import (
    BEGIN,
    END,
    KIND,
    Line,
    demand_begin,
    demand_end,
    read_line,
    reread_line,
)
from app.exchange.refusal import ExchangeRefusal
from app.keys.station import PublicKeys
from app.keys.trust import Entry

if TYPE_CHECKING:
    from pyrage.x25519 import Identity  # type: ignore[import-untyped]


class Opener(Protocol):
    """Who reads: a `keys.station.Station` is one."""

    @property
    def public(self) -> PublicKeys: ...

    def identity(self) -> "Identity": ...


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it holds residents
class Opened:
    """A file that passed every check. Its text is in memory, packed, as long as this is."""

    header: Header
    hash: str
    """Of the header: what the next file of the series names as the one before it."""
    sender: PublicKeys
    _packed: memoryview
    _kept: Sequence[Item] | None

    def items(self) -> Iterator[Item]:
        """What is inside, in order; each call begins anew."""
        if self._kept is not None:
            yield from self._kept
            return
        for line in lines(self._packed, self.header.body.expanded):
            content = reread_line(line)
            if content[KIND] not in (BEGIN, END):
                yield _item(content, self.header)


def read_front(file: BinaryIO) -> Front:
    """What a file says of itself, to list it. Nothing of it is proven."""
    with _reading():
        file.seek(0)
        return Front.read(file)


def read_keycard(file: BinaryIO) -> Keycard:
    """The key card in `file`; `ExchangeRefusal` unless it is whole and signed with its own key."""
    with _reading():
        front, left = _front(file)
    card = front.keycard()
    if not front.is_signed_with(card.keys.signing_key):
        raise ExchangeRefusal("seal.signature", office=card.keys.office, station=card.keys.station)
    if left:
        raise ExchangeRefusal("seal.length")
    return card


def read_sealed(file: BinaryIO, own: Opener, trusted: Sequence[Entry]) -> Opened:
    """The sealed file in `file`, addressed to `own`, or `ExchangeRefusal` with nothing changed.

    `ExchangeFailure` where the disk or stick cannot be read.
    """
    with _reading():
        front, left = _front(file)
        header = front.sealed()
        _demand_other(front, own.public)
        sender = demand_sender(front, trusted)
        _demand_recipient(header, own.public)
        _demand_size(header, left)
        demand_intact(file, header.body)
        file.seek(front.size)
        packed = unseal(file, header.body, own.identity())
    kept: list[Item] | None = [] if header.body.expanded <= limits.KEPT else None
    _check(header, lines(packed, header.body.expanded), kept)
    return Opened(header, front.hash, sender, packed, kept)


def _front(file: BinaryIO) -> tuple[Front, int]:
    """The front, and how many bytes the file has behind it."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    front = Front.read(file)
    return front, size - front.size


def _demand_other(front: Front, own: PublicKeys) -> None:
    """Nobody enrols oneself: the own file on a stick would be one of an unknown sender."""
    if front.sealed().sender == party_of(own) and front.is_signed_with(own.signing_key):
        raise ExchangeRefusal("seal.own")


def _demand_recipient(header: Header, own: PublicKeys) -> None:
    we = party_of(own)
    if we in header.recipients:
        return
    if any((each.office, each.station) == (we.office, we.station) for each in header.recipients):
        raise ExchangeRefusal("seal.old_key")
    first = header.recipients[0]
    raise ExchangeRefusal("seal.recipient", office=first.office, station=first.station)


def _demand_size(header: Header, left: int) -> None:
    body = header.body
    if body.length > limits.BODY:
        raise ExchangeRefusal("seal.size", "body")
    if not limits.expanded_within(body.length, body.expanded):
        raise ExchangeRefusal("seal.size", "expanded")
    if left < body.length:
        raise ExchangeRefusal("seal.short")
    if left > body.length:
        raise ExchangeRefusal("seal.length")


def _check(header: Header, text: Iterator[bytes], kept: list[Item] | None) -> None:
    """Go through the whole text once; `ExchangeRefusal` at the first thing wrong.

    The items are put into `kept`, where there is one.
    """
    first = next(text, b"")
    demand_begin(read_line(first), header)
    counts: Counter[str] = Counter()
    for line in text:
        content = read_line(line)
        kind = content[KIND]
        if kind == END:
            demand_end(content, header)
            break
        counts[kind] += 1
        if counts[kind] > header.counts.get(kind, 0):  # BEGIN among them
            raise ExchangeRefusal("seal.counts", "more")
        if kept is not None:
            kept.append(_item(content, header))
    else:
        raise ExchangeRefusal("seal.counts", "no end")
    if counts != header.counts:
        raise ExchangeRefusal("seal.counts", "fewer")
    if next(text, b""):
        raise ExchangeRefusal("seal.counts", "behind the end")


def _item(content: Line, header: Header) -> Item:
    kind = content.pop(KIND)
    return Item(kind, content, kind in ITEM_KINDS[header.kind])


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise ExchangeFailure("exchange.unreadable") from None
