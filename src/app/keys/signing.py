"""Ed25519: signing with a 32-byte seed, checking with a 32-byte public key."""

from hashlib import sha256

PUBLIC_KEY_LENGTH = 32


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of `message`."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def public_key(seed: bytes) -> bytes:
    """The public half of the signing key with this seed."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether `signature` is the one of `message` under this key; False for any nonsense."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(public: bytes) -> bytes:
    """The 8 bytes by which cards and sealed files name a signing key: the start of its SHA-256."""
    return sha256(public).digest()[:8]
