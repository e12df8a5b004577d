"""The part of CBOR (RFC 8949) that headers are written in, in its one deterministic form.

A header is read before anybody's signature on it is known to be good, on the city's server from
anyone at all. So this knows six kinds of value, and no tags, no numbers with a point, no lengths
left open; and whatever it reads, written again, gives the very same bytes.
"""

from typing import Any

Value = int | bytes | str | bool | None | list["Value"] | dict[str, "Value"]

DEPTH = 6
"""Lists and maps inside one another. A header has three."""

_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG, _SIMPLE = range(8)
_SIMPLE_VALUES = {20: False, 21: True, 22: None}
_SIMPLE_BYTES = {value: bytes([_SIMPLE << 5 | code]) for code, value in _SIMPLE_VALUES.items()}


def encode(value: Any) -> bytes:
    """The bytes of `value`; TypeError for what a header cannot hold."""
    if value is None or isinstance(value, bool):
        return _SIMPLE_BYTES[value]
    if isinstance(value, int):
        return _head(_UNSIGNED, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, bytes):
        return _head(_BYTES, len(value)) + value
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, list):
        return _head(_LIST, len(value)) + b"".join(map(encode, value))
    if isinstance(value, dict):
        pairs = sorted((_key(key), encode(inner)) for key, inner in value.items())
        return _head(_MAP, len(pairs)) + b"".join(key + inner for key, inner in pairs)
    raise TypeError(f"no {type(value).__name__} in a header")


def decode(data: bytes) -> Value:
    """The value whose bytes `data` is, all of it; ValueError for any other bytes."""
    reader = _Reader(data)
    value = reader.value(DEPTH)
    reader.done()
    return value


def _key(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError("a key in a header is a text")
    return encode(key)


def _head(kind: int, number: int) -> bytes:
    """Kind and number in the shortest form."""
    if number < 24:
        return bytes([kind << 5 | number])
    for code, width in enumerate((1, 2, 4, 8), 24):
        if number < 1 << 8 * width:
            return bytes([kind << 5 | code]) + number.to_bytes(width, "big")
    raise TypeError("a number in a header fits 64 bits")


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def value(self, depth: int) -> Value:
        kind, number = self._take_head()
        if kind == _UNSIGNED:
            return number
        if kind == _NEGATIVE:
            return -1 - number
        if kind == _BYTES:
            return self._take(number)
        if kind == _TEXT:
            return self._take(number).decode()
        if kind == _LIST and depth:
            return [self.value(depth - 1) for _ in range(self._counted(number))]
        if kind == _MAP and depth:
            return self._map(self._counted(number), depth - 1)
        if kind == _SIMPLE and number in _SIMPLE_VALUES:
            return _SIMPLE_VALUES[number]
        raise ValueError("not a value of a header")

    def done(self) -> None:
        if self._at != len(self._data):
            raise ValueError("something follows")

    def _map(self, count: int, depth: int) -> dict[str, Value]:
        pairs: dict[str, Value] = {}
        before = b""
        for _ in range(count):
            start = self._at
            kind, length = self._take_head()
            if kind != _TEXT:
                raise ValueError("a key that is no text")
            name = self._take(length).decode()
            key = self._data[start : self._at]
            if key <= before:
                raise ValueError("keys out of order, or one twice")
            before = key
            pairs[name] = self.value(depth)
        return pairs

    def _take_head(self) -> tuple[int, int]:
        first = self._take(1)[0]
        kind, code = first >> 5, first & 31
        if code < 24:
            return kind, code
        if code > 27 or kind == _SIMPLE:
            raise ValueError("a length left open, or a number with a point")
        number = int.from_bytes(self._take(1 << code - 24), "big")
        if _head(kind, number)[0] != first:
            raise ValueError("not the shortest form")
        return kind, number

    def _counted(self, count: int) -> int:
        """How many values follow: each takes a byte at least, so a lie is seen before it costs."""
        if count > len(self._data) - self._at:
            raise ValueError("more than there is")
        return count

    def _take(self, length: int) -> bytes:
        end = self._at + length
        if end > len(self._data):
            raise ValueError("more than there is")
        taken = self._data[self._at : end]
        self._at = end
        return taken
