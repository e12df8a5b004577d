"""What a sealed file says of itself, and what kinds of thing travel in one (DESIGN, section 5)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

FORMAT = 1
"""The version of the frame. Another one is another way to cut the file into its parts."""

SCHEMA = 1
"""The version of what travels. A newer one may add kinds of item and members, no more."""

SISTERS_SCHEMA = 2
"""Of a file from one station to another of its office: it holds what nobody has approved yet."""

REPLY_SCHEMA = 3
"""Of a city's reply: it may tell what was paid, and hold the filter of the early warning."""

HIGHEST = 2**53 - 1
"""No number in a sealed file is larger: every reader of JSON holds one up to here exactly."""

RECIPIENTS = 64
"""How many stations one file may be addressed to."""

ITEMS = 1_000_000
"""How many items one file may hold."""

_OFFICE = re.compile(r"[0-9A-Z]{4,12}")
_KID = re.compile(r"[0-9a-f]{16}")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_LIFE = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_ITEM_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_NOT_ITEMS = frozenset({"begin", "end"})  # the first and the last line of every file
_PROGRAM = re.compile(r"[ -~]{1,64}")


class Kind(StrEnum):
    """What a file is for."""

    BATCH = "batch"  # a station's registrations and events, to the city and its sister stations
    REPLY = "reply"  # the city's answers, to stations
    KEYCARD = "keycard"  # the public keys of one station, to be enrolled; nothing in it is secret


class ItemKind(StrEnum):
    """What one line of a file can be about."""

    REVISION = "revision"
    WAITING = "waiting"  # a revision that nobody has approved: to sister stations only
    CARD = "card"
    VERDICT = "verdict"  # two registrations that a person looked at: not the same
    APPROVAL = "approval"
    OPERATOR = "operator"  # the public key of somebody who signed
    EVENT = "event"  # withdrawn, died, moved: what the kelurahan learns first
    AUDIT = "audit"  # the audit trail at an earlier file, as it stands now

    RECEIPT = "receipt"  # a file the city holds
    RESULT = "result"  # what became of one record
    DECISION = "decision"
    HANDOVER = "handover"  # a registration gets another owner
    PAYMENT = "payment"  # what went to the insurer, or was taken back
    PAID = "paid"  # what of a payment is for one registration
    FILTER = "filter"  # asks whether a NIK is known anywhere in the city
    PEER = "peer"  # one line of the trust list
    REVOKED_CARD = "revoked_card"
    MASTER = "master"  # a data file: tariffs, places, forms


_OF_A_STATION = frozenset(
    {ItemKind.REVISION, ItemKind.WAITING, ItemKind.APPROVAL, ItemKind.OPERATOR}
    | {ItemKind.CARD, ItemKind.VERDICT, ItemKind.EVENT, ItemKind.AUDIT}
)
ITEM_KINDS: Mapping[Kind, frozenset[str]] = {
    Kind.BATCH: _OF_A_STATION,
    Kind.REPLY: frozenset(ItemKind),  # a restored desk gets back what it once sent
    Kind.KEYCARD: frozenset(),
}
"""What may travel in which file: a decision in a station's batch is not one, whoever wrote it."""


@dataclass(frozen=True, slots=True, repr=False)  # never printed: it may hold a resident
class Item:
    """One line of a sealed file."""

    kind: str
    content: Mapping[str, Any]
    is_known: bool = True
    """Whether this program knows what to do with this kind in this file.

    False for a kind of a newer program and for one that the sender has no say in.
    """


@dataclass(frozen=True, slots=True)
class Party:
    """A station as files name it: its office, its number there, its signing key."""

    office: str
    station: int
    kid: str
    """The first 8 bytes of the SHA-256 of the signing key, as hex."""

    def __post_init__(self) -> None:
        demand("office", _OFFICE.fullmatch(self.office))
        demand("station", 0 <= self.station <= 9999)
        demand("kid", _KID.fullmatch(self.kid))

    @property
    def is_city(self) -> bool:
        return self.station == 0


@dataclass(frozen=True, slots=True)
class Life:
    """One life (incarnation) of a station's books; a restored backup begins another."""

    number: int
    id: str

    def __post_init__(self) -> None:
        demand("incarnation", 0 <= self.number <= HIGHEST and _LIFE.fullmatch(self.id))


@dataclass(frozen=True, slots=True)
class Covers:
    """The lines of the sender's journal that the file carries, `last` before `first` for none."""

    first: int
    last: int

    def __post_init__(self) -> None:
        demand("covers", 1 <= self.first <= HIGHEST and self.first - 1 <= self.last <= HIGHEST)


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last entry of the sender's audit trail when the file was made; 0 and zeros for none."""

    seq: int
    hash: str

    def __post_init__(self) -> None:
        demand("audit_head", 0 <= self.seq <= HIGHEST and _HASH.fullmatch(self.hash))


@dataclass(frozen=True, slots=True)
class Body:
    """What the header promises of the sealed part: all three are checked before it is believed."""

    length: int
    """Bytes on the disk."""
    sha256: str
    expanded: int
    """Bytes of text once opened."""

    def __post_init__(self) -> None:
        demand("body", 1 <= self.length <= HIGHEST and _HASH.fullmatch(self.sha256))
        demand("body", 1 <= self.expanded <= HIGHEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What the sender decides of a file before anything is written."""

    kind: Kind
    id: str
    sequence: int
    """The file's place in the series of its sender's life: 1, 2, 3 ..."""
    previous: str | None
    """Hash of the header before it in that series; None for the first."""
    life: Life
    covers: Covers
    read: int
    """The last line of the recipient's journal that the sender has taken in; 0 for none."""
    reach_files: int
    """The earliest file of the series that this one makes up for, if it was lost."""
    ask: bool = False
    """A restored desk asks the city for everything it holds."""
    audit_head: AuditHead
    made_at: datetime
    program: str
    """The version of the program that made it."""
    schema: int = SCHEMA

    def __post_init__(self) -> None:
        demand("kind", self.kind in (Kind.BATCH, Kind.REPLY))
        demand("schema", 1 <= self.schema <= HIGHEST)
        demand("id", ID.fullmatch(self.id))
        demand("sequence", 1 <= self.sequence <= HIGHEST)
        demand("previous", (self.previous is None) == (self.sequence == 1))
        demand("previous", self.previous is None or _HASH.fullmatch(self.previous))
        demand("read", 0 <= self.read <= HIGHEST)
        demand("reach_files", 1 <= self.reach_files <= self.sequence)
        object.__setattr__(self, "made_at", whole_seconds(self.made_at))
        demand_program(self.program)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header(Envelope):
    """What anyone can read of a file without a key; to hold one is to know that it makes sense."""

    sender: Party
    recipients: tuple[Party, ...]
    counts: Mapping[str, int]
    """How many items of each kind are inside; a kind without any is left out."""
    body: Body

    def __post_init__(self) -> None:
        Envelope.__post_init__(self)
        demand("recipients", 1 <= len(self.recipients) <= RECIPIENTS)
        demand("recipients", len({each.kid for each in self.recipients}) == len(self.recipients))
        demand("counts", all(is_item_kind(kind) for kind in self.counts))
        demand("counts", all(count >= 1 for count in self.counts.values()))
        demand("counts", sum(self.counts.values()) <= ITEMS)

    @property
    def records(self) -> int:
        """How many items are inside."""
        return sum(self.counts.values())


def is_item_kind(text: str) -> bool:
    """Whether `text` can name a kind of item, known or not."""
    return _ITEM_KIND.fullmatch(text) is not None and text not in _NOT_ITEMS


def demand_program(text: str) -> None:
    """ValueError unless `text` can be the version of a program."""
    demand("program", _PROGRAM.fullmatch(text))


def whole_seconds(moment: datetime) -> datetime:
    """The moment as a sealed file keeps it: UTC, whole seconds; ValueError without a time zone."""
    demand("moment", moment.tzinfo is not None)
    return moment.astimezone(UTC).replace(microsecond=0)


def demand(field: str, holds: object) -> None:
    """ValueError that names the field, unless it holds."""
    if not holds:
        raise ValueError(field)  # the field alone: what stood in it came from outside
