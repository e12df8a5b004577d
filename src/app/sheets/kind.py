"""What a file is, told from its content: its name may say anything."""

import io
import re
import struct
import zipfile
import zlib
from enum import StrEnum

from app.sheets.failure import SheetsFailure


class Kind(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


ZIP_TROUBLE = (
    zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError, OSError,
    OverflowError, LookupError,
)  # fmt: skip
"""All that the standard library raises for a damaged zip, as met while it was fed such."""

_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "RIFF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "GZIP"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "EXE"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
)
_ZIP, _EMPTY_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_WEB_PAGE = re.compile(
    rb"\s*(<!doctype html|<html|<head|<body|<table|<meta|<style|<div|<\?xml|<!--|mime-version:)",
    re.IGNORECASE,
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")


def kind_of(content: bytes) -> Kind:
    """The kind of spreadsheet in `content`, or the `SheetsFailure` that says what it is."""
    if not content.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        # a power cut leaves files that are nothing but zeros
        raise SheetsFailure("sheets.empty")
    if content.startswith(_ZIP):
        return _kind_of_zip(content)
    if content.startswith(_EMPTY_ZIP):
        raise SheetsFailure("sheets.foreign", kind="ZIP")
    if content.startswith(_COMPOUND):
        return _kind_of_compound(content)
    if _WEB_PAGE.match(content.removeprefix(b"\xef\xbb\xbf")):
        # what many web programs call .xls is a page with a table in it
        raise SheetsFailure("sheets.web_page")
    for start, kind in _FOREIGN:
        if content.startswith(start) and _is_binary(content):
            raise SheetsFailure("sheets.foreign", kind=kind)
    if content.startswith((b"%PDF-", b"{\\rtf")):
        raise SheetsFailure("sheets.foreign", kind="PDF" if content[:1] == b"%" else "RTF")
    if not content.startswith(_UTF16) and _is_binary(content) and not has_utf16_shape(content):
        raise SheetsFailure("sheets.unknown")
    return Kind.TEXT


def has_utf16_shape(content: bytes) -> bool:
    """Whether this is text of two bytes a sign although no mark says so."""
    sample = content[:4096]
    odd, even = sample[1::2], sample[0::2]
    return odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even)


def _is_binary(content: bytes) -> bool:
    return _CONTROL.search(content, 0, 65_536) is not None


def _kind_of_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = _start_of(archive, "mimetype", 200) if "mimetype" in names else b""
            if mimetype.startswith(_ODS):
                manifest = _start_of(archive, "META-INF/manifest.xml", 65_536)
                if b"encryption-data" in manifest:
                    raise SheetsFailure("sheets.password")
                return Kind.ODS
    except ZIP_TROUBLE:
        # the directory of a zip stands at its end: what was cut off has none
        raise SheetsFailure("sheets.truncated") from None
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if any(name.startswith("xl/") for name in names):
        return Kind.XLSX
    if any(name.startswith("word/") for name in names):
        raise SheetsFailure("sheets.foreign", kind="Word")
    if any(name.startswith("ppt/") for name in names):
        raise SheetsFailure("sheets.foreign", kind="PowerPoint")
    raise SheetsFailure("sheets.foreign", kind="ZIP")


def _start_of(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    with archive.open(name) as member:
        return member.read(size)


def _kind_of_compound(content: bytes) -> Kind:
    """An old Office file: a small file system whose directory names say what is in it."""
    if _has_stream(content, "EncryptedPackage"):
        raise SheetsFailure("sheets.password")
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return Kind.XLS
    if _has_stream(content, "WordDocument"):
        raise SheetsFailure("sheets.foreign", kind="Word")
    if _has_stream(content, "PowerPoint Document"):
        raise SheetsFailure("sheets.foreign", kind="PowerPoint")
    if _has_stream(content, "Root Entry"):
        raise SheetsFailure("sheets.unknown")
    raise SheetsFailure("sheets.truncated")


def _has_stream(content: bytes, name: str) -> bool:
    # entries of the directory are 128 bytes: the name in 64, then its length with the end mark
    wanted = name.encode("utf-16-le") + b"\x00\x00"
    at = content.find(wanted)
    while at >= 0:
        length = content[at + 64 : at + 66]
        if at % 128 == 0 and length == struct.pack("<H", len(wanted)):
            return True
        at = content.find(wanted, at + 2)
    return False
