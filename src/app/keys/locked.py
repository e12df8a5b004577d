"""A secret closed with a password: Argon2id makes the key, AES-256-GCM closes and proves."""

import os
from dataclasses import dataclass
from typing import Any, Self
from unicodedata import normalize

from app.keys.failure import NotUnlocked
from app.keys.keyfile import Fields

_SALT, _NONCE = 16, 12


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a password costs. Lower than `STANDARD` is for tests alone.

    No floor is held when reading: the key was made with the cost that stood there then, so
    whoever lowers the figures in the file only makes a lock that nothing opens. There is a
    ceiling, so that nobody can make a login eat the machine.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def as_json(self) -> dict[str, int]:
        return {"memory_kib": self.memory_kib, "passes": self.passes, "lanes": self.lanes}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        lanes = fields.number("lanes", 1, 8)
        cost = cls(
            fields.number("memory_kib", 8 * lanes, 256 * 1024),
            fields.number("passes", 1, 32),
            lanes,
        )
        fields.done()
        return cost


STANDARD = Cost()


@dataclass(frozen=True, slots=True, repr=False)
class Locked:
    """A closed secret. The tag of AES-GCM is the password check; no hash is kept beside it."""

    cost: Cost
    salt: bytes
    nonce: bytes
    ciphertext: bytes

    @classmethod
    def close(cls, secret: bytes, password: str, bound: bytes, cost: Cost) -> Self:
        """Close `secret`; it opens only together with the very same `bound`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
        key = _key(password, salt, cost)
        return cls(cost, salt, nonce, AESGCM(key).encrypt(nonce, secret, bound))

    def open(self, password: str, bound: bytes) -> bytes:
        """The secret, or `NotUnlocked`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = _key(password, self.salt, self.cost)
        try:
            return AESGCM(key).decrypt(self.nonce, self.ciphertext, bound)
        except InvalidTag:
            raise NotUnlocked("unlock.wrong") from None

    def as_json(self) -> dict[str, Any]:
        return {
            "argon2id": self.cost.as_json(),
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.ciphertext.hex(),
        }

    @classmethod
    def read(cls, fields: Fields, secret_length: int) -> Self:
        return cls(
            Cost.read(fields.inner("argon2id")),
            fields.bytes("salt", _SALT),
            fields.bytes("nonce", _NONCE),
            fields.bytes("sealed", secret_length + 16),
        )


def spend(password: str, cost: Cost) -> None:
    """Take as long over `password` as opening would, and open nothing."""
    _key(password, bytes(_SALT), cost)


def _key(password: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(normalize("NFC", password).encode("utf-8", "surrogatepass"))
