"""Sealed files with anything in them wrong, made by somebody who has the keys to sign them."""

import io
import struct
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import pyrage
import zstandard
from tests.exchange.holders import CITY, DESK, Holder, envelope, items

from app.domain.sealed import Body, Header, Item
from app.exchange import cbor
from app.exchange.header import write_header
from app.exchange.keycard import party_of
from app.exchange.lines import begin, end, write_line


def same(value: Any) -> Any:
    return value


def pack(text: bytes, **parameters: int) -> bytes:
    """As the program packs, or with other parameters."""
    chosen = zstandard.ZstdCompressionParameters.from_level(10, **parameters)
    packing = zstandard.ZstdCompressor(compression_params=chosen).compressobj()
    return packing.compress(text) + packing.flush()


def encrypt(packed: bytes, to: Sequence[Holder], **options: bool) -> bytes:
    keys = [pyrage.x25519.Recipient.from_str(each.public.sealing_key) for each in to]
    return pyrage.encrypt(packed, keys, **options)


def forge(
    *,
    sender: Holder = DESK,
    to: Sequence[Holder] = (CITY,),
    inside: Sequence[Item] = tuple(items()),
    lines: Callable[[list[bytes]], list[bytes]] = same,
    pack: Callable[[bytes], bytes] = pack,
    packed: Callable[[bytes], bytes] = same,
    seal: Callable[[bytes, Sequence[Holder]], bytes] = encrypt,
    sealed: Callable[[bytes], bytes] = same,
    expanded: int | None = None,
    header: Callable[[dict[str, Any]], Any] = same,
    encode: Callable[[Any], bytes] = cbor.encode,
    encoded: Callable[[bytes], bytes] = same,
    magic: bytes = b"PAYG",
    version: int = 1,
    length: int | None = None,
    sign: Callable[[bytes], bytes] | None = None,
    body: Callable[[bytes], bytes] = same,
    file: Callable[[bytes], bytes] = same,
    **given: Any,
) -> bytes:
    """A sealed file, honest but for what is given: each hook gets a part and returns another.

    The parts behind it are made honestly of what it returned, so that the lie is signed; `body`
    and `file` come after the signature.
    """
    outside = envelope(**given)
    counts: dict[str, int] = {}
    for item in inside:
        counts[item.kind] = counts.get(item.kind, 0) + 1
    from_party, to_parties = party_of(sender.public), [party_of(each.public) for each in to]
    written = lines(
        [
            write_line("begin", begin(outside, from_party, to_parties)),
            *(write_line(item.kind, item.content) for item in inside),
            write_line("end", end(counts)),
        ]
    )
    text = b"".join(written)
    closed = sealed(seal(packed(pack(text)), to))
    honest = Header(
        **{name: getattr(outside, name) for name in type(outside).__dataclass_fields__},
        sender=from_party,
        recipients=tuple(to_parties),
        counts=counts,
        body=Body(len(closed), sha256(closed).hexdigest(), expanded or len(text) or 1),
    )
    members = encoded(encode(header(cbor.decode(write_header(honest)))))
    said = len(members) if length is None else length
    front = struct.pack(">4sHI", magic, version, said) + members
    return file(front + (sign or sender.sign)(front) + body(closed))


def front_length(data: bytes) -> int:
    """Where the body of an honest file begins."""
    return 10 + struct.unpack(">I", data[6:10])[0] + 64


def as_file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
