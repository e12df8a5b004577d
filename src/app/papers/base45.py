"""Bytes as text of the 45 characters that a QR code packs best (RFC 9285)."""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Two bytes as three characters, a last single byte as two."""
    text: list[str] = []
    for start in range(0, len(data) - 1, 2):
        rest, first = divmod(data[start] * 256 + data[start + 1], 45)
        third, second = divmod(rest, 45)
        text += ALPHABET[first], ALPHABET[second], ALPHABET[third]
    if len(data) % 2:
        second, first = divmod(data[-1], 45)
        text += ALPHABET[first], ALPHABET[second]
    return "".join(text)


def decode(text: str) -> bytes:
    """The bytes that `encode` made `text` of; `ValueError` if it made it of none."""
    try:
        values = [_VALUES[character] for character in text]
    except KeyError:
        raise ValueError("a character that base45 has not") from None
    data = bytearray()
    for start in range(0, len(values), 3):
        digits = values[start : start + 3]
        size = len(digits) - 1
        number = sum(digit * 45**place for place, digit in enumerate(digits))
        if size == 0 or number >= 256**size:
            raise ValueError("a group of base45 that stands for no bytes")
        data += number.to_bytes(size, "big")
    return bytes(data)
