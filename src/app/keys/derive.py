"""Keys drawn from the data key, one per purpose, so that no key ever serves two."""


def derive(data_key: bytes, label: bytes, length: int = 32) -> bytes:
    """The key for the purpose `label`: HKDF-SHA256, no salt, `label` as info.

    The same for the same data key and label, for ever: what was hashed with it in the books must
    be found again.
    """
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=length, salt=None, info=label).derive(data_key)
