"""A secret for one reader: closed with a public X25519 key, opened with the seed behind it."""

import os
from dataclasses import dataclass
from typing import Any, Self

from app.keys.derive import derive
from app.keys.failure import NotUnlocked
from app.keys.keyfile import Fields

SECRET = 32
"""Length of every secret that is sealed here: a key, or a share of one."""

_NONCE, _TAG = 12, 16
_OWN = b"payung operator sealing key"  # named for who had one first; written into files since


def sealing_key(seed: bytes) -> bytes:
    """The public key under which secrets are sealed to whoever holds `seed`."""
    return _private(seed).public_key().public_bytes_raw()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A sealed secret. It opens only for its reader, and together with the very same `bound`."""

    ephemeral: bytes
    nonce: bytes
    ciphertext: bytes

    @classmethod
    def to(cls, reader: bytes, secret: bytes, bound: bytes) -> Self:
        """Seal `secret` to the public key `reader`; ValueError when that is none."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        once = X25519PrivateKey.generate()
        ephemeral, nonce = once.public_key().public_bytes_raw(), os.urandom(_NONCE)
        key = _shared(once, reader, ephemeral, reader)
        return cls(ephemeral, nonce, AESGCM(key).encrypt(nonce, secret, bound))

    def open(self, seed: bytes, bound: bytes) -> bytes:
        """The secret, or `NotUnlocked`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        private = _private(seed)
        reader = private.public_key().public_bytes_raw()
        try:
            key = _shared(private, self.ephemeral, self.ephemeral, reader)
            return AESGCM(key).decrypt(self.nonce, self.ciphertext, bound)
        except (InvalidTag, ValueError):
            raise NotUnlocked("unlock.sealed") from None

    def as_json(self) -> dict[str, Any]:
        return {
            "ephemeral": self.ephemeral.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.ciphertext.hex(),
        }

    @classmethod
    def read(cls, fields: Fields) -> Self:
        sealed = cls(
            fields.bytes("ephemeral", 32),
            fields.bytes("nonce", _NONCE),
            fields.bytes("sealed", SECRET + _TAG),
        )
        fields.done()
        return sealed


def _private(seed: bytes) -> Any:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(derive(seed, _OWN))


def _shared(private: Any, public: bytes, ephemeral: bytes, reader: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    secret = private.exchange(X25519PublicKey.from_public_bytes(public))
    return derive(secret, b"payung sealed secret\0" + ephemeral + reader)
