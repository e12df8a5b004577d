"""The body of a sealed file: age(zstd(text)), made and opened without ever a plain byte on disk."""

import io
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, BinaryIO

import zstandard

from app.domain.sealed import Body
from app.exchange import limits
from app.exchange.failure import ExchangeFailure
from app.exchange.lines import demand_length
from app.exchange.refusal import ExchangeRefusal

if TYPE_CHECKING:
    from pyrage.x25519 import Identity  # type: ignore[import-untyped]

AGE_START = b"age-encryption.org/v1\n"
"""The binary form. age's own reader would take the armored one as well."""

_AGE_STANZAS_END = b"\n--- "
_LEVEL = 10
_CHUNK = 1 << 17
_PIECE = 1 << 19


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A body that was just made: what the header says of it, and its bytes, which are sealed."""

    body: Body
    chunks: Sequence[bytes]


def seal(text: Iterable[bytes], recipients: Sequence[str]) -> Sealed:
    """Pack and encrypt `text` to these age recipients, any of whom can open it.

    `ExchangeFailure` where it would be more than one file may hold; whatever `text` raises comes
    out unchanged.
    """
    from pyrage import EncryptError, encrypt_io, x25519  # type: ignore[import-untyped]

    source, sink = _Packing(text), _Sink()
    try:
        encrypt_io(source, sink, [x25519.Recipient.from_str(each) for each in recipients])
    except EncryptError:
        if source.failure is None and not sink.is_full:
            raise
    # asked for in any case: pyrage keeps what goes wrong with the last piece to itself
    if source.failure is not None:
        raise source.failure
    if sink.is_full or not limits.expanded_within(sink.length, source.expanded):
        raise ExchangeFailure("exchange.too_much")
    return Sealed(Body(sink.length, sink.hash.hexdigest(), source.expanded), sink.chunks)


def demand_intact(file: BinaryIO, body: Body) -> None:
    """`ExchangeRefusal` unless the bytes from where `file` stands have the length and hash."""
    source = _Source(file, body.length)
    start = b""
    while chunk := source.read(_CHUNK):
        if len(start) < limits.AGE_HEADER:
            start += chunk
    if source.left:
        raise ExchangeRefusal("seal.short")
    if source.hash.hexdigest() != body.sha256:
        raise ExchangeRefusal("seal.hash")
    if not start.startswith(AGE_START) or _AGE_STANZAS_END not in start[: limits.AGE_HEADER]:
        raise ExchangeRefusal("seal.decrypt", "age header")


def unseal(file: BinaryIO, body: Body, identity: "Identity") -> memoryview:
    """The packed text, in memory; no more than the body's length.

    The hash is taken once more on the way: a file on a stick can change after it was checked.
    """
    from pyrage import DecryptError, decrypt_io

    source, packed = _Source(file, body.length), io.BytesIO()
    try:
        decrypt_io(source, packed, [identity])
    except (DecryptError, OSError):  # pyrage says OSError of a chunk that is not genuine
        if source.failure is not None:
            raise source.failure from None
        raise ExchangeRefusal("seal.decrypt") from None
    if source.left or source.hash.hexdigest() != body.sha256:
        raise ExchangeRefusal("seal.hash")
    return packed.getbuffer()


def lines(packed: memoryview, expanded: int) -> Iterator[bytes]:
    """The text, line by line, a bounded piece of it in memory at a time.

    `ExchangeRefusal` where it is not zstd, is more or less than `expanded` bytes, or a line is
    longer than any may be or does not end.
    """
    unpacking = zstandard.ZstdDecompressor(max_window_size=limits.WINDOW)
    reader: Any = unpacking.stream_reader(packed, read_across_frames=True)
    left = expanded
    with io.BufferedReader(reader, _CHUNK) as text:
        while line := _line(text):
            left -= len(line)
            if left < 0:
                raise ExchangeRefusal("seal.expanded")
            yield line
    if left:
        raise ExchangeRefusal("seal.expanded")


def _line(text: io.BufferedReader) -> bytes:
    try:
        line = text.readline(limits.LINE + 1)
    except zstandard.ZstdError:
        raise ExchangeRefusal("seal.packing") from None
    demand_length(line)
    if line and not line.endswith(b"\n"):
        raise ExchangeRefusal("seal.line")
    return line


def _pieces(text: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces."""
    waiting, size = [], 0
    for line in text:
        waiting.append(line)
        size += len(line)
        if size >= _PIECE:
            yield b"".join(waiting)
            waiting, size = [], 0
    yield b"".join(waiting)


class _Packing:
    """What age reads from: the text, packed as it is asked for."""

    def __init__(self, text: Iterable[bytes]) -> None:
        self.failure: BaseException | None = None
        self.expanded = 0
        self._packed = self._pack(text)
        self._ready = b""

    def read(self, size: int) -> bytes:
        try:
            while not self._ready:
                self._ready = next(self._packed)
        except StopIteration:
            return b""
        except BaseException as failure:
            self.failure = failure  # age makes a text of it
            raise
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def _pack(self, text: Iterable[bytes]) -> Iterator[bytes]:
        packing = zstandard.ZstdCompressor(_LEVEL).compressobj()
        # beside the making of the next piece: zstd lets go of the interpreter
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="packing") as packer:
            packed = packer.submit(bytes)
            for piece in _pieces(text):
                self.expanded += len(piece)
                if self.expanded > limits.EXPANDED:
                    raise ExchangeFailure("exchange.too_much")
                yield packed.result()
                packed = packer.submit(packing.compress, piece)
            yield packed.result()
        yield packing.flush()


class _Sink:
    """What age writes to."""

    def __init__(self) -> None:
        self.chunks: list[bytes] = []
        self.length = 0
        self.hash = sha256()

    @property
    def is_full(self) -> bool:
        return self.length > limits.BODY

    def write(self, data: bytes) -> int:
        self.length += len(data)
        if self.is_full:
            raise OSError("more than one file may hold")
        self.hash.update(data)
        self.chunks.append(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""


class _Source:
    """What age reads from: the body of a file, measured on the way."""

    def __init__(self, file: BinaryIO, length: int) -> None:
        self._file = file
        self.left = length
        self.hash = sha256()
        self.failure: OSError | None = None

    def read(self, size: int) -> bytes:
        try:
            data = self._file.read(min(size, self.left))
        except OSError as failure:
            self.failure = failure  # to tell it from what age says
            raise
        self.left -= len(data)
        self.hash.update(data)
        return data
