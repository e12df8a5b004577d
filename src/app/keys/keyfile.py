"""The common shape of the key files: JSON with a format, a version, and nothing unknown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.keys.failure import KeysFailure, world
from app.keys.files import open_plain, write_durably, write_first

SIZE_CAP = 1 << 20
"""No key file comes near a mebibyte; a larger one is somebody else's and is not read."""


class Fields:
    """One JSON object, taken apart field by field.

    What is missing, of another kind or left over raises ValueError: what is not understood would
    be lost when the file is rewritten.
    """

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise ValueError("not an object")
        self._left: dict[str, Any] = dict(value)

    def text(self, name: str, limit: int = 200) -> str:
        value = self._take(name)
        if not isinstance(value, str) or len(value) > limit:
            raise ValueError(name)
        value.encode()  # half a surrogate pair is no text
        return value

    def text_or_empty(self, name: str) -> str:
        """A text, or "" where an older version had none."""
        return self.text(name) if name in self._left else ""

    def number(self, name: str, low: int, high: int) -> int:
        value = self._take(name)
        if type(value) is not int or not low <= value <= high:  # bool is an int to Python
            raise ValueError(name)
        return value

    def bytes(self, name: str, length: int | None = None) -> bytes:
        """Bytes written as hex; `length` of them if given."""
        value = bytes.fromhex(self.text(name, limit=SIZE_CAP))
        if length is not None and len(value) != length:
            raise ValueError(name)
        return value

    def moment(self, name: str) -> datetime:
        value = datetime.fromisoformat(self.text(name))
        if value.tzinfo is None:
            raise ValueError(name)
        return value

    def moment_or_none(self, name: str) -> datetime | None:
        if name in self._left and self._left[name] is None:
            return self._take(name)  # type: ignore[no-any-return]
        return self.moment(name)

    def inner(self, name: str) -> "Fields":
        return Fields(self._take(name))

    def inner_or_none(self, name: str) -> "Fields | None":
        """An object, or None where null stands or an older version had nothing."""
        if self._left.get(name) is None:
            self._left.pop(name, None)
            return None
        return self.inner(name)

    def inners(self, name: str) -> "list[Fields]":
        value = self._take(name)
        if not isinstance(value, list):
            raise ValueError(name)
        return [Fields(item) for item in value]

    def inners_or_empty(self, name: str) -> "list[Fields]":
        """A list of objects, empty where an older version had none."""
        return self.inners(name) if name in self._left else []

    def done(self) -> None:
        """Nothing may be left over."""
        if self._left:
            raise ValueError("unknown fields")

    def _take(self, name: str) -> Any:
        try:
            return self._left.pop(name)
        except KeyError:
            raise ValueError(name) from None


@contextmanager
def sound(file: str) -> Iterator[None]:
    """What is not as it should be inside a key file becomes `KeysFailure("keys.damaged")`."""
    try:
        yield
    except (ValueError, RecursionError, OverflowError):
        raise KeysFailure("keys.damaged", file) from None


def read(path: Path, form: str, newest: int) -> Fields:
    """The fields of a key file behind `format` and `version`, or a `KeysFailure`."""
    with world(path.name), open_plain(path) as file:
        data = file.read(SIZE_CAP + 1)
    with sound(path.name):
        if len(data) > SIZE_CAP:
            raise ValueError("too long")
        fields = Fields(json.loads(data.decode("utf-8")))
        if fields.text("format") != form:
            raise ValueError("another format")
        version = fields.number("version", 1, 1 << 31)
    if version > newest:
        raise KeysFailure("keys.newer", path.name)
    return fields


def write(path: Path, form: str, version: int, body: Mapping[str, Any], *, first: bool) -> None:
    """Keep a key file durably; with `first` one that is there already is never replaced."""
    whole = {"format": form, "version": version, **body}
    data = (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
    with world(path.name):
        (write_first if first else write_durably)(path, data)


def canonical(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """The one way to write a value that is bound, marked or signed: sorted, no spaces, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def now() -> datetime:
    """The present moment, as the key files write it: UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
