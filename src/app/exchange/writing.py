"""Writing sealed files: whole and on the disk, or not there at all; never over another."""

import errno
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from app.domain.sealed import ITEM_KINDS, ITEMS, Envelope, Header, Item, Party
from app.exchange import body
from app.exchange.failure import ExchangeFailure
from app.exchange.front import Front
from app.exchange.keycard import Keycard, party_of
from app.exchange.lines import BEGIN, END, begin, end, write_line
from app.keys.files import sync_folder
from app.keys.station import PublicKeys


class Signer(Protocol):
    """Who writes: a `keys.station.Station` is one."""

    @property
    def public(self) -> PublicKeys: ...

    def sign(self, message: bytes) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A sealed file that is on the disk, and never changes."""

    header: Header
    hash: str
    """Of the header: what the next file of the series names as the one before it."""
    size: int
    sha256: str
    """Of the whole file, as `sha256sum` says it."""


def write_sealed(
    target: Path,
    envelope: Envelope,
    items: Iterable[Item],
    sender: Signer,
    recipients: Sequence[PublicKeys],
    escrow: Sequence[str] = (),
) -> Written:
    """Seal `items` to all of `recipients`, and to age recipients that may open it in an emergency.

    The sealed bytes are held in memory (`limits.BODY` at most), the items are not. ValueError for
    an item that cannot be sealed; `ExchangeFailure` where the disk stands in the way, and
    "exchange.too_much" where it is more than one file may hold. Whatever `items` raises comes out
    unchanged. In all these cases nothing is left behind.
    """
    to = [party_of(keys) for keys in recipients]
    text = _Text(envelope, items, party_of(sender.public), to)
    sealed = body.seal(text, [*(keys.sealing_key for keys in recipients), *escrow])
    header = Header(
        **{field.name: getattr(envelope, field.name) for field in fields(Envelope)},
        sender=text.sender,
        recipients=tuple(to),
        counts=dict(text.counts),
        body=sealed.body,
    )
    front = Front.sign(header, sender.sign)
    size, digest = _keep(target, [front.data, *sealed.chunks])
    return Written(header, front.hash, size, digest)


def write_keycard(target: Path, card: Keycard, sender: Signer) -> None:
    """Write the key card of `sender`, signed with its own key. There is nothing secret in it."""
    if card.keys != sender.public:
        raise ValueError("a key card is signed with the key it shows")
    _keep(target, [Front.sign(card, sender.sign).data])


class _Text:
    """The lines of the body; counts the items as they pass."""

    def __init__(
        self, envelope: Envelope, items: Iterable[Item], sender: Party, recipients: Sequence[Party]
    ) -> None:
        self.sender = sender
        self.counts: Counter[str] = Counter()
        self._envelope, self._items, self._recipients = envelope, items, recipients

    def __iter__(self) -> Iterator[bytes]:
        yield write_line(BEGIN, begin(self._envelope, self.sender, self._recipients))
        kinds = ITEM_KINDS[self._envelope.kind]
        for number, item in enumerate(self._items, 1):
            if item.kind not in kinds:
                raise ValueError(f"no {item.kind} travels in a {self._envelope.kind}")
            self.counts[item.kind] += 1
            if number > ITEMS:
                raise ExchangeFailure("exchange.too_much")
            yield write_line(item.kind, item.content)
        yield write_line(END, end(self.counts))


def _keep(target: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    """Put a new file on the disk; its size and SHA-256."""
    part = target.with_name(target.name + ".part")
    digest, size = sha256(), 0
    with _writing():
        if target.exists() or target.is_symlink():
            raise ExchangeFailure("exchange.exists")
        part.unlink(missing_ok=True)
        try:
            with part.open("xb") as file:
                for piece in pieces:
                    file.write(piece)
                    digest.update(piece)
                    size += len(piece)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    return size, digest.hexdigest()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExchangeFailure(_not_written(error)) from None


_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def _not_written(error: OSError) -> str:
    if error.errno in _FULL:
        return "exchange.disk_full"
    if error.errno in _FORBIDDEN:
        return "exchange.write_denied"
    return "exchange.not_written"
