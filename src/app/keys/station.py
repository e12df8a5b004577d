"""The station's own identity: the keys it signs and opens sealed files with, and its incarnation.

`station.json` lies beside the books. Version 1, JSON in UTF-8; bytes are hex, moments ISO 8601:

    format        "payung-station"
    version       1
    office        assigned office code, opaque
    station       number of this PC in its office (0 is a city's)
    since         moment the keys were made
    signing_key   public Ed25519 key
    sealing_key   public age recipient (X25519), "age1..."
    incarnations  the first and each later one: number, id (16 random bytes), since
    nonce, sealed AES-256-GCM under a key drawn from the data key, of JSON {signing_seed: hex,
                  age_identity: "AGE-SECRET-KEY-1..."}; all the rest is bound to it

History: 1, the first.
"""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from app.keys import signing
from app.keys.derive import derive
from app.keys.failure import KeysFailure
from app.keys.keyfile import Fields, canonical, now, read, sound, write

if TYPE_CHECKING:
    from pyrage.x25519 import Identity  # type: ignore[import-untyped]

FILE = "station.json"

_FORMAT, _VERSION = "payung-station", 1
_LABEL = b"payung station file"
_FINGERPRINT_GROUPS = 5


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know of a station: enough to check its cards and to seal files to it."""

    office: str
    station: int
    signing_key: bytes
    sealing_key: str
    """An age recipient."""
    since: datetime
    """When they were made: what they sign, they sign after it."""

    @property
    def kid(self) -> bytes:
        """How cards and files name the signing key."""
        return signing.key_id(self.signing_key)

    def fingerprint(self) -> str:
        """Both keys in five groups of four digits (66 bits), to be compared by phone."""
        digest = sha256(b"payung fingerprint\0" + self.signing_key + self.sealing_key.encode())
        digits = f"{int.from_bytes(digest.digest()) % 10 ** (4 * _FINGERPRINT_GROUPS):020d}"
        return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


@dataclass(frozen=True, slots=True)
class Incarnation:
    """One life of a station's books; a restored backup begins another.

    Registration numbers carry `number`, so what two lives give out never meets; sealed files and
    the audit carry `id`, which tells even two lives apart that took the same number.
    """

    number: int
    id: str
    since: datetime


class Station:
    """The station that signs here. It carries secrets: never shown, logged or compared."""

    def __init__(
        self,
        folder: Path,
        public: PublicKeys,
        incarnations: tuple[Incarnation, ...],
        secrets: "_Secrets",
    ) -> None:
        self._folder = folder
        self.public = public
        self.incarnations = incarnations
        self._secrets = secrets

    def __repr__(self) -> str:
        return f"Station({self.public.office}, {self.public.station})"

    @classmethod
    def create(cls, folder: Path, data_key: bytes, office: str, station: int) -> Self:
        """Make the keys and keep them; a station that is there already is never replaced."""
        from pyrage.x25519 import Identity

        identity, seed, since = Identity.generate(), os.urandom(32), now()
        recipient = str(identity.to_public())
        public = PublicKeys(office, station, signing.public_key(seed), recipient, since)
        first = Incarnation(0, os.urandom(16).hex(), since)
        new = cls(folder, public, (first,), _Secrets(seed, str(identity)))
        new._keep(data_key, first=True)
        return new

    @classmethod
    def open(cls, folder: Path, data_key: bytes) -> Self:
        """The station of this folder; `KeysFailure` when the file is edited or of other books."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        clear, nonce, sealed = _read(folder)
        try:
            secret = AESGCM(derive(data_key, _LABEL)).decrypt(
                nonce, sealed, canonical(clear.as_json())
            )
        except InvalidTag:
            raise KeysFailure("keys.edited", FILE) from None
        with sound(FILE):
            fields = Fields(json.loads(secret))
            secrets = _Secrets(fields.bytes("signing_seed", 32), fields.text("age_identity"))
            fields.done()
        return cls(folder, clear.public, clear.incarnations, secrets)

    @property
    def incarnation(self) -> Incarnation:
        """The one that lives now."""
        return self.incarnations[-1]

    def sign(self, message: bytes) -> bytes:
        """The station's signature."""
        return signing.sign(self._secrets.seed, message)

    def identity(self) -> "Identity":
        """What opens the sealed files addressed to this station."""
        from pyrage.x25519 import Identity

        return Identity.from_str(self._secrets.identity)

    def fingerprint(self) -> str:
        return self.public.fingerprint()

    def new_incarnation(self, data_key: bytes, above: int = 0) -> Incarnation:
        """Begin another life: the books here came out of a backup.

        `above` is the highest incarnation number known from elsewhere (the file that stood here
        before the restore, the city): a backup restored twice does not know of its first rebirth.
        """
        newest = Incarnation(max(above, self.incarnation.number) + 1, os.urandom(16).hex(), now())
        before = self.incarnations
        self.incarnations = (*before, newest)
        try:
            self._keep(data_key, first=False)
        except KeysFailure:
            self.incarnations = before
            raise
        return newest

    def keep_under(self, data_key: bytes, into: Path) -> None:
        """Write the same station, closed with another data key, to `into`; see `slots`."""
        self._keep(data_key, first=True, into=into)

    def _keep(self, data_key: bytes, *, first: bool, into: Path | None = None) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        clear = _Clear(self.public, self.incarnations).as_json()
        nonce = os.urandom(12)
        sealed = AESGCM(derive(data_key, _LABEL)).encrypt(
            nonce, self._secrets.as_bytes(), canonical(clear)
        )
        body = {**clear, "nonce": nonce.hex(), "sealed": sealed.hex()}
        write((into or self._folder) / FILE, _FORMAT, _VERSION, body, first=first)


def read_public(folder: Path) -> PublicKeys:
    """The station's public keys as the file says, for who has no password; not proven."""
    return _read(folder)[0].public


def read_life(folder: Path) -> int:
    """The number of the incarnation that lives there, as the file says; not proven."""
    return _read(folder)[0].incarnations[-1].number


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class _Secrets:
    seed: bytes
    identity: str

    def as_bytes(self) -> bytes:
        return canonical({"signing_seed": self.seed.hex(), "age_identity": self.identity})


@dataclass(frozen=True, slots=True)
class _Clear:
    """What stands in clear, and is bound to what is sealed."""

    public: PublicKeys
    incarnations: tuple[Incarnation, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            **public_json(self.public),
            "incarnations": [
                {"number": life.number, "id": life.id, "since": life.since.isoformat()}
                for life in self.incarnations
            ],
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        lives = tuple(_life(life) for life in fields.inners("incarnations"))
        numbers = [life.number for life in lives]
        if not lives or numbers != sorted(set(numbers)):
            raise ValueError("incarnations")
        return cls(read_public_keys(fields), lives)


def public_json(keys: PublicKeys) -> dict[str, Any]:
    """Public keys as the key files write them."""
    return {
        "office": keys.office,
        "station": keys.station,
        "signing_key": keys.signing_key.hex(),
        "sealing_key": keys.sealing_key,
        "since": keys.since.isoformat(),
    }


def read_public_keys(fields: Fields) -> PublicKeys:
    """The way back from `public_json`; ValueError when they are none."""
    return PublicKeys(
        fields.text("office"),
        fields.number("station", 0, 9999),
        fields.bytes("signing_key", signing.PUBLIC_KEY_LENGTH),
        fields.text("sealing_key"),
        fields.moment("since"),
    )


def _read(folder: Path) -> tuple[_Clear, bytes, bytes]:
    fields = read(folder / FILE, _FORMAT, _VERSION)
    with sound(FILE):
        clear = _Clear.read(fields)
        nonce, sealed = fields.bytes("nonce", 12), fields.bytes("sealed")
        fields.done()
    return clear, nonce, sealed


def _life(fields: Fields) -> Incarnation:
    life = Incarnation(
        fields.number("number", 0, 1 << 31), fields.bytes("id", 16).hex(), fields.moment("since")
    )
    fields.done()
    return life
