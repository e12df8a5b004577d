"""A reportlab canvas whose pages go to the file as they are shown, so that memory stays flat.

Reportlab keeps every page until the end; 19,000 cards would be 38,000 pages in memory. Here a
page is written and forgotten; only its number and place in the file are kept, for the index at
the end. Fonts and forms are shared by all pages and are written last.
"""

from array import array
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from app.papers.failure import PapersFailure


class StreamedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Draws like any canvas. A page that was shown can no longer be changed."""

    def __init__(self, out: BinaryIO, pagesize: tuple[float, float], font: str) -> None:
        """`font` is one of our own: with it no page refers to a font that is not embedded."""
        super().__init__(
            out, pagesize=pagesize, pageCompression=1, initialFontName=font, initialFontSize=10
        )
        self._doc = _StreamedDocument(out)


class _StreamedDocument(pdfdoc.PDFDocument):  # type: ignore[misc]
    """The objects of a file, of which the pages are written as soon as they are added."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__(dummyoutline=1, compression=1, lang="id")
        self.Pages = self.Catalog.Pages = _PageNumbers()
        self._out = out
        self._length = 0
        self._offsets = array("Q", [0])  # by object number; 0: not written yet

    def addPage(self, page: Any) -> None:  # noqa: N802  # reportlab calls it
        if not self._length:  # no page, no file
            self._write(b"%%PDF-%d.%d\n%%\x93\x8c\x8b\x9e\n" % self._pdfVersion)
        first = self.objectcounter
        super().addPage(page)
        self.Pages.pages[-1] = self.objectcounter
        parent = self.Reference(self.Pages).name
        number = first + 1
        while number <= self.objectcounter:  # writing a page adds its content as an object
            name = self.numberToId[number]
            if name != parent:
                self._write_object(number)
                self._forget(number, name)
            number += 1

    def SaveToFile(self, filename: object, canvas: Any) -> None:  # noqa: N802  # reportlab calls it
        """Write what the pages share, and the index. Nothing of the file is held by then."""
        for font in self.delayedFonts:
            font.addObjects(self)
        self.info.digest(self.signature)
        root, info = self.Reference(self.Catalog), self.Reference(self.info)
        number = 1
        while number <= self.objectcounter:
            if number in self.numberToId:
                self._write_object(number)
            number += 1
        start = self._length
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.objectcounter + 1))
        for offset in self._offsets[1:]:
            self._write(b"%010d 00000 n \n" % offset)
        trailer = pdfdoc.PDFTrailer(
            startxref=start, Size=self.objectcounter + 1, Root=root, Info=info, ID=self.ID()
        )
        self._write(trailer.format(self))

    def _write_object(self, number: int) -> None:
        name = self.numberToId[number]
        data = pdfdoc.PDFIndirectObject(name, self.idToObject[name]).format(self)
        self._offsets.extend([0] * (number + 1 - len(self._offsets)))
        self._offsets[number] = self._length
        self._write(data)

    def _forget(self, number: int, name: str) -> None:
        del self.numberToId[number], self.idToObject[name], self.idToObjectNumberAndVersion[name]

    def _write(self, data: bytes) -> None:
        try:
            self._out.write(data)
        except OSError as error:
            raise PapersFailure("papers.not_written") from error
        self._length += len(data)


class _PageNumbers(pdfdoc.PDFPages):  # type: ignore[misc]
    """The list of pages, each as its object's number."""

    def check_format(self, document: object) -> None:
        self.Kids = "[" + " ".join(f"{number} 0 R" for number in self.pages) + "]"
        self.Count = len(self.pages)
