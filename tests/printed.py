"""Eyes for tests: what a PDF says, and what a scanner reads off it."""

from pathlib import Path
from typing import Any

import pypdfium2
import zxingcpp


def pages(pdf: bytes | Path) -> int:
    return len(_opened(pdf))


def text(pdf: bytes | Path) -> str:
    """The words of all pages, line ends as spaces."""
    document = _opened(pdf)
    shown = (document[page].get_textpage().get_text_bounded() for page in range(len(document)))
    return " ".join(" ".join(shown).split())


def image(pdf: bytes | Path, page: int = 0, dpi: int = 300) -> Any:
    return _opened(pdf)[page].render(scale=dpi / 72).to_pil().convert("L")


def scan(pdf: bytes | Path, dpi: int = 300) -> list[str]:
    """The texts of the codes on all pages, in the order of reading."""
    read = []
    for page in range(pages(pdf)):
        # of every kind it also reads one now and then out of letters beside each other
        found = zxingcpp.read_barcodes(image(pdf, page, dpi), formats=zxingcpp.BarcodeFormat.QRCode)
        placed = sorted(
            (each.position.top_left.y // 100, each.position.top_left.x, each.text) for each in found
        )
        read += [words for _, _, words in placed]
    return read


def _opened(pdf: bytes | Path) -> Any:
    return pypdfium2.PdfDocument(pdf if isinstance(pdf, bytes) else pdf.read_bytes())
