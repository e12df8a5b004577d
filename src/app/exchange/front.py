"""The front of a sealed file: all that stands before its body, readable without a key."""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Self

from app.domain.sealed import FORMAT, Header, Kind, Party
from app.exchange import limits
from app.exchange.header import read_header, write_header
from app.exchange.keycard import Keycard
from app.exchange.refusal import ExchangeRefusal
from app.keys import signing
from app.keys.station import PublicKeys
from app.keys.trust import Entry

MAGIC = b"PAYG"
SIGNATURE = 64

_PREFIX = struct.Struct(">4sHI")  # magic, version, length of the header
PREFIX = _PREFIX.size


@dataclass(frozen=True, slots=True)
class Front:
    """Prefix, header and signature. What it says is not proven before `demand_signed_by`."""

    content: Header | Keycard
    header_bytes: bytes
    signature: bytes

    @classmethod
    def sign(cls, content: Header | Keycard, sign: Callable[[bytes], bytes]) -> Self:
        """The front of a new file."""
        header = write_header(content)
        return cls(content, header, sign(_prefix(header) + header))

    @classmethod
    def read(cls, file: BinaryIO) -> Self:
        """Read it from where `file` stands, never more than its caps; or `ExchangeRefusal`.

        The file stands at its body afterwards.
        """
        length = header_length(file.read(PREFIX))
        header = _whole(file.read(length), length)
        signature = _whole(file.read(SIGNATURE), SIGNATURE)
        return cls(read_header(header), header, signature)

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is of."""
        return _prefix(self.header_bytes) + self.header_bytes

    @property
    def data(self) -> bytes:
        """All of it, as it stands in the file."""
        return self.signed + self.signature

    @property
    def size(self) -> int:
        """Where the body begins."""
        return PREFIX + len(self.header_bytes) + SIGNATURE

    @property
    def hash(self) -> str:
        """What the next file of the series names as the one before it."""
        return sha256(self.header_bytes).hexdigest()

    def sealed(self) -> Header:
        """What it says, where a sealed file is wanted."""
        if isinstance(self.content, Keycard):
            raise ExchangeRefusal("seal.keycard")
        return self.content

    def keycard(self) -> Keycard:
        """What it says, where a key card is wanted."""
        if isinstance(self.content, Header):
            raise ExchangeRefusal("seal.not_keycard")
        return self.content

    def is_signed_with(self, key: bytes) -> bool:
        return signing.verify(key, self.signature, self.signed)


def header_length(prefix: bytes) -> int:
    """The length of the header, out of the first `PREFIX` bytes of a file; or `ExchangeRefusal`."""
    if prefix[: len(MAGIC)] != MAGIC[: len(prefix)]:
        raise ExchangeRefusal("seal.magic")
    _, version, length = _PREFIX.unpack(_whole(prefix, PREFIX))
    if version > FORMAT:
        raise ExchangeRefusal("seal.version", version=version)
    if version != FORMAT:
        raise ExchangeRefusal("seal.magic", "version")
    if length > limits.HEADER:
        raise ExchangeRefusal("seal.size", "header")
    return int(length)


def demand_sender(front: Front, trusted: Sequence[Entry]) -> PublicKeys:
    """The keys of who made the file; `ExchangeRefusal` unless it is enrolled and really did.

    A revoked key is refused whatever day its file bears: a thief dates a file as he likes, and
    what an honest one held comes again in the next.
    """
    header = front.sealed()
    sender = header.sender
    entry = _entry(sender, trusted)
    keys = entry.keys
    if entry.revoked_at is not None:
        raise _of_sender("seal.revoked", sender)
    if (keys.office, keys.station) != (sender.office, sender.station):
        raise _of_sender("seal.impostor", sender)
    if not front.is_signed_with(keys.signing_key):
        raise _of_sender("seal.signature", sender)
    if (header.kind is Kind.REPLY) != sender.is_city:
        raise _of_sender("seal.role", sender)
    return keys


def _entry(sender: Party, trusted: Sequence[Entry]) -> Entry:
    for entry in trusted:
        if entry.kid.hex() == sender.kid:
            return entry
    places = {(entry.keys.office, entry.keys.station) for entry in trusted}
    known = (sender.office, sender.station) in places
    raise _of_sender("seal.changed_key" if known else "seal.unknown_sender", sender)


def _of_sender(code: str, sender: Party) -> ExchangeRefusal:
    return ExchangeRefusal(code, office=sender.office, station=sender.station)


def _prefix(header: bytes) -> bytes:
    return _PREFIX.pack(MAGIC, FORMAT, len(header))


def _whole(data: bytes, length: int) -> bytes:
    if len(data) != length:
        raise ExchangeRefusal("seal.short")
    return data
