"""The way to paper: which printers there are, and a PDF sent to one of them.

On Linux the PDF goes to CUPS as it is. Elsewhere its pages are drawn as images, dot by dot at
their physical size: a printer's paper is rounded to points, so fitting a page to it would make
every card wrong by a little.
"""

import subprocess
import sys
from dataclasses import dataclass
from shutil import which
from typing import TYPE_CHECKING, Protocol

from app.domain.card import CARD_HEIGHT, CARD_WIDTH, Sheet
from app.domain.refusal import Problem

if TYPE_CHECKING:  # brought in with the first paper, not with the program
    from PySide6.QtGui import QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

COLOUR_DOTS, GREY_DOTS = 300, 600
"""Dots an inch: as sharp as a page of A4 can be in 33 MiB."""

BAND = 1000
"""Rows of dots in memory at once."""

PATIENCE = 120
"""Seconds that CUPS may take to accept a paper."""


class PrinterFailure(Exception):
    """The paper did not go out, or not all of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(code)


@dataclass(frozen=True, slots=True)
class Printer:
    """One printer of this PC."""

    name: str
    is_default: bool = False
    turns_paper: bool = False  # prints both sides by itself
    has_colour: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """How a paper is to be printed. `title` stands in the printer's queue: it names nobody."""

    printer: str
    title: str
    paper: Sheet = Sheet.A4  # what lies in the printer
    colour: bool = True
    both_sides: bool = False  # the printer turns the paper on its long edge


class Printers(Protocol):
    """What the pages know of printers. Both are called off the GUI thread."""

    def found(self) -> tuple[Printer, ...]: ...

    def print(self, pdf: bytes, order: Order) -> None: ...


class SystemPrinters:
    """The printers that the operating system knows."""

    def found(self) -> tuple[Printer, ...]:
        """The printers, the usual one first."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        usual = QPrinterInfo.defaultPrinterName()
        made = [
            Printer(
                name=each.printerName(),
                is_default=each.printerName() == usual,
                turns_paper=QPrinter.DuplexMode.DuplexLongSide in each.supportedDuplexModes(),
                has_colour=QPrinter.ColorMode.Color in each.supportedColorModes(),
            )
            for each in QPrinterInfo.availablePrinters()
        ]
        return tuple(sorted(made, key=lambda each: (not each.is_default, each.name.casefold())))

    def print(self, pdf: bytes, order: Order) -> None:
        """Send a paper to the printer; it is the printer's when this returns.

        Raises `PrinterFailure`.
        """
        lp = which("lp") if sys.platform == "linux" else None
        if lp:
            _hand_over(lp, pdf, order)
            return
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(order.printer)
        if info.isNull():
            raise PrinterFailure("printer.gone")
        printer = QPrinter(info)
        printer.setDocName(order.title)
        modes = QPrinter.DuplexMode
        printer.setDuplex(modes.DuplexLongSide if order.both_sides else modes.DuplexNone)
        draw(pdf, printer, order.paper, colour=order.colour)


def _hand_over(lp: str, pdf: bytes, order: Order) -> None:
    """Give CUPS the PDF through a pipe: it lies in no file of ours."""
    options = {
        "print-scaling": "none",
        "media": _MEDIA[order.paper],
        "sides": "two-sided-long-edge" if order.both_sides else "one-sided",
        "print-color-mode": "color" if order.colour else "monochrome",
    }
    words = [lp, "-d", order.printer, "-t", order.title]
    for name, value in options.items():
        words += ["-o", f"{name}={value}"]
    try:
        done = subprocess.run(  # noqa: S603  # `lp` by its path, and words that are ours
            [*words, "-"], input=pdf, capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise PrinterFailure("printer.failed") from None
    if done.returncode:
        raise PrinterFailure("printer.failed")


_MEDIA = {Sheet.A4: "A4", Sheet.CR80: f"Custom.{CARD_WIDTH}x{CARD_HEIGHT}mm"}


def draw(pdf: bytes, printer: "QPrinter", paper: Sheet, *, colour: bool) -> None:
    """Draw every page on a printer at its physical size, from the upper left of the paper.

    So a page of A5 comes out on the A4 that is in the printer. Raises `PrinterFailure`.
    """
    from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize, QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    source = QBuffer()
    source.setData(QByteArray(pdf))
    source.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(source)
    size = (
        QPageSize(QPageSize.PageSizeId.A4)
        if paper is Sheet.A4
        else QPageSize(QSizeF(CARD_WIDTH, CARD_HEIGHT), QPageSize.Unit.Millimeter)
    )
    printer.setColorMode(QPrinter.ColorMode.Color if colour else QPrinter.ColorMode.GrayScale)
    printer.setResolution(COLOUR_DOTS if colour else GREY_DOTS)
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    painter = QPainter()
    if not (document.pageCount() and painter.begin(printer)):
        raise PrinterFailure("printer.failed")
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise PrinterFailure("printer.failed")
            _draw_page(document, page, painter, printer.resolution(), colour=colour)
    finally:
        painter.end()


def _draw_page(
    document: "QPdfDocument", page: int, painter: "QPainter", device: int, *, colour: bool
) -> None:
    """One page, band by band: at 600 dots a whole one would take 133 MiB.

    Qt 6.12 takes the far edges of the clip for one dot less than they are and stretches each band
    by it; without the dot more, the foot of a page came out half a millimetre too high.
    """
    from PySide6.QtCore import QRect, QRectF, QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocumentRenderOptions

    dots = COLOUR_DOTS if colour else GREY_DOTS
    size = document.pagePointSize(page)
    width, height = round(size.width() / 72 * dots), round(size.height() / 72 * dots)
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(QSize(width, height))
    kind = QImage.Format.Format_RGB32 if colour else QImage.Format.Format_Grayscale8
    scale = device / dots  # 1, unless the printer has other dots than it was asked for
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        options.setScaledClipRect(QRect(0, top, width + 1, rows + 1))
        band = QImage(width, rows, kind)
        band.fill(Qt.GlobalColor.white)  # the page itself has no ground
        inked = QPainter(band)
        inked.drawImage(0, 0, document.render(page, QSize(width, rows), options))
        inked.end()
        painter.drawImage(QRectF(0, top * scale, width * scale, rows * scale), band)
