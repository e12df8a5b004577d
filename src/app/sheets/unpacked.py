"""How much a zipped spreadsheet would become, found out before any library opens it.

The library that reads spreadsheets makes room for every cell between the first and the last,
and ends the whole program where there is no such room: 17 billion cells fit into a file of
8 kB. It also believes what a zip says of itself. So every member is unpacked here first, piece
by piece, and counted; cells far out are seen as they pass.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol
from xml.parsers import expat

from app.sheets.failure import SheetsFailure
from app.sheets.kind import ZIP_TROUBLE, Kind
from app.sheets.workbook import Limits

_PIECE = 2**20
_BITE = 2**16
_SMALL = 4 * 2**20  # below this no ratio is a bomb: an empty form is 400 : 1
_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s22xHH")


class _Extent(Protocol):
    """Something that watches the text of one member pass by."""

    def feed(self, piece: bytes) -> None: ...

    def end(self) -> None: ...


def check_unpacked(content: bytes, kind: Kind, limits: Limits) -> None:
    """Refuse a zip that would become too much, without ever holding more than a piece of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except ZIP_TROUBLE:
        raise SheetsFailure("sheets.truncated") from None
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise SheetsFailure("sheets.password")
    if len(members) > limits.members:
        raise SheetsFailure("sheets.bomb")
    _refuse_size(sum(member.file_size for member in members), len(content), limits)
    unpacked = 0
    for member in members:
        extent = _extent(member, kind, limits)
        for piece in _pieces(content, member):
            unpacked += len(piece)
            _refuse_size(unpacked, len(content), limits)
            if extent:
                extent.feed(piece)
        if extent:
            extent.end()


def _refuse_size(unpacked: int, packed: int, limits: Limits) -> None:
    if unpacked > _SMALL and unpacked > packed * limits.ratio:
        raise SheetsFailure("sheets.bomb")
    if unpacked > limits.unpacked_bytes:
        raise SheetsFailure("sheets.too_big", limit=limits.unpacked_bytes // 2**20)


def _pieces(content: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """What the member really unpacks to, whatever size its header claims."""
    start = member.header_offset
    try:
        _, name, extra = _LOCAL_HEADER.unpack_from(content, start)
    except struct.error:
        raise SheetsFailure("sheets.damaged") from None
    start += _LOCAL_HEADER.size + name + extra
    packed = memoryview(content)[start : start + member.compress_size]
    if len(packed) < member.compress_size:
        raise SheetsFailure("sheets.damaged")
    if member.compress_type == zipfile.ZIP_STORED:
        for at in range(0, len(packed), _PIECE):
            yield bytes(packed[at : at + _PIECE])
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise SheetsFailure("sheets.damaged")  # no spreadsheet program packs otherwise
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _BITE):
            yield from _inflated(inflater, packed[at : at + _BITE])
    except zlib.error:
        raise SheetsFailure("sheets.damaged") from None


def _inflated(inflater: "zlib._Decompress", bite: bytes | memoryview) -> Iterator[bytes]:
    while True:
        piece = inflater.decompress(bite, _PIECE)
        if piece:
            yield piece
        bite = inflater.unconsumed_tail
        if not bite and len(piece) < _PIECE:
            return


def _extent(member: zipfile.ZipInfo, kind: Kind, limits: Limits) -> _Extent | None:
    if kind is Kind.ODS:
        return _OdsExtent(limits) if member.filename == "content.xml" else None
    return _XlsxExtent(limits) if kind is Kind.XLSX and member.filename.endswith(".xml") else None


class _XlsxExtent:
    """Sees the row and column of every cell that holds something."""

    # a cell with only a format closes itself: thousands of those below a list are usual
    _CELL = re.compile(rb"<(?:\w+:)?c\s(?:[^>]*?\s)?r=[\"']([A-Za-z]+)([0-9]+)[\"'][^>]*(?<!/)>")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rest = b""
        self._columns: set[bytes] = set()

    def feed(self, piece: bytes) -> None:
        text = self._rest + piece
        cut = text.rfind(b"<")
        if cut < 0:
            cut = len(text)
        self._rest = text[cut:]
        cells = self._CELL.findall(text, 0, cut)
        rows = {row for _, row in cells}
        if rows and max(_number(row) for row in rows) > self._limits.rows:
            raise SheetsFailure("sheets.too_many_rows", limit=self._limits.rows)
        columns = {column for column, _ in cells} - self._columns
        if any(_column(column) > self._limits.columns for column in columns):
            raise SheetsFailure("sheets.too_many_columns", limit=self._limits.columns)
        self._columns |= columns

    def end(self) -> None:
        """Nothing is left open: what matters was refused as it passed."""


def _number(digits: bytes) -> int:
    return int(digits) if len(digits) < 12 else 10**12


def _column(letters: bytes) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters[:6].upper():
        number = number * 26 + letter - 64
    return number


class _OdsExtent:
    """Counts cells with their repetitions: one cell may claim to stand a billion times."""

    _TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
    _VALUE_TYPE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type"

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows = self._pending = self._columns = 0
        self._repeat = self._column = self._filled = 0
        self._characters = self._copies = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._stop
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError:
            raise SheetsFailure("sheets.damaged") from None

    def end(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError:
            raise SheetsFailure("sheets.damaged") from None

    def _doctype(self, *_: object) -> None:
        raise SheetsFailure("sheets.bomb")  # only entities that grow need one

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not name.startswith(self._TABLE):
            return
        tag = name[len(self._TABLE) :]
        if tag in ("table-cell", "covered-table-cell"):
            self._copies = self._repeated(attributes, "number-columns-repeated")
            self._column += self._copies
            if self._VALUE_TYPE in attributes:
                self._filled = self._column
        elif tag == "table-row":
            self._repeat = self._repeated(attributes, "number-rows-repeated")
            self._column = self._filled = 0
        elif tag == "table":
            self._rows = self._pending = self._columns = 0

    def _stop(self, name: str) -> None:
        if name != self._TABLE + "table-row":
            return
        if not self._filled:
            self._pending += self._repeat  # empty rows count only if something follows
            return
        self._rows += self._pending + self._repeat
        self._pending = 0
        self._columns = max(self._columns, self._filled)
        if self._rows > self._limits.rows:
            raise SheetsFailure("sheets.too_many_rows", limit=self._limits.rows)
        if self._columns > self._limits.columns:
            raise SheetsFailure("sheets.too_many_columns", limit=self._limits.columns)

    def _text(self, text: str) -> None:
        self._characters += len(text) * self._copies * self._repeat
        if self._characters > self._limits.unpacked_bytes:
            raise SheetsFailure("sheets.bomb")

    def _repeated(self, attributes: dict[str, str], name: str) -> int:
        text = attributes.get(self._TABLE + name, "1")
        return _number(text.encode()) if text.isascii() and text.isdigit() else 1
