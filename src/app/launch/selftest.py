"""The installed program proves its own parts, in a folder that is thrown away afterwards.

Whatever works only from source (steps of the books, fonts, data files, plugins, the process that
reads lists) fails here and not at a kelurahan.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from app.domain.reference import Reference
    from app.service.register import Kept
    from app.service.session import Session

log = logging.getLogger(__name__)

NAME, PASSWORD, PLACE = "uji", "payung-uji", "64.72.05.1003"
DOTS_PER_MM = 12  # 300 dpi, as an office printer


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the program, and the kind of error that stopped it; "" when it works."""

    name: str
    trouble: str = ""


class PartBroken(Exception):
    """A part answered, but not what it must."""


def selftest(resources: Path) -> tuple[Part, ...]:
    """Every part in turn; after a broken one, those that stand on it are not tried."""
    with tempfile.TemporaryDirectory(prefix="payung-selftest-") as temporary:
        return _Trial(resources, Path(temporary)).run()


class _Trial:
    """One made-up worker on her way through the program."""

    session: "Session"
    kept: "Kept"
    reference: "Reference"

    def __init__(self, resources: Path, folder: Path) -> None:
        self._resources = resources
        self._folder = folder
        self._office = folder / "office"
        self._pdf = folder / "card.pdf"

    def run(self) -> tuple[Part, ...]:
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            ("reference", self._load_reference),
            ("set_up", self._set_up),
            ("log_in", self._log_in),
            ("register", self._register),
            ("search", self._find),
            ("card", self._print_card),
            ("card_code", self._read_card_back),
            ("receipt", self._print_receipt),
            ("list", self._read_list),
            ("window", self._open_window),
            ("reopen", self._reopen),
            ("check", self._check),
            ("server", self._reach_server),
        )
        parts = []
        for name, step in steps:
            try:
                step()
            except Exception as error:
                log.exception("self-test of %s", name)
                parts.append(Part(name, type(error).__name__))
                break
            parts.append(Part(name))
        if hasattr(self, "session"):
            self.session.close()
        return tuple(parts)

    def _load_reference(self) -> None:
        from app.domain.reference import Reference

        self.reference = Reference.load(self._resources)

    def _set_up(self) -> None:
        from app.service.setup import set_up_desk

        set_up_desk(
            self._office, self.reference, place=PLACE, station=1, name=NAME, password=PASSWORD
        )

    def _log_in(self) -> None:
        from app.service.setup import log_in

        self.session = log_in(
            self._office, self._resources, self.reference, name=NAME, password=PASSWORD
        )

    def _register(self) -> None:
        from app.service.made_up import People
        from app.service.register import Register

        people = People(self._resources, self.reference, PLACE, self.session.today())
        (self._draft,) = people.drafts(1)
        self.kept = Register(self.session)(self._draft)

    def _find(self) -> None:
        from app.domain.people import Query
        from app.service.people import People

        for words in (self._draft.name[:3], self._draft.nik, self.kept.number):
            _demand(len(People(self.session).ids(Query(words=words))) == 1)

    def _print_card(self) -> None:
        from app.domain.card import Layout
        from app.service.printing.cards import PrintCards

        cards = PrintCards(self.session)
        plan = cards.plan()
        written = cards.to_file(self._pdf, cards.begin(plan, Layout()), plan)
        _demand(written.cards == 1)

    def _read_card_back(self) -> None:
        import zxingcpp
        from PySide6.QtCore import QSize
        from PySide6.QtGui import QImage
        from PySide6.QtPdf import QPdfDocument

        from app.service.printing.check import CheckCard

        _application()
        document = QPdfDocument()
        document.load(str(self._pdf))
        points = document.pagePointSize(0)
        pixel = DOTS_PER_MM * 25.4 / 72
        size = QSize(round(points.width() * pixel), round(points.height() * pixel))
        page = document.render(0, size).convertToFormat(QImage.Format.Format_RGBA8888)
        ground = QImage(page.size(), QImage.Format.Format_Grayscale8)
        ground.fill(255)
        _paint(page, ground)
        document.close()
        grey = memoryview(ground.constBits()).cast("B", (ground.height(), ground.bytesPerLine()))
        codes = zxingcpp.read_barcodes(grey)
        _demand(len(codes) == 1)
        check = CheckCard(self.session)
        text = codes[0].text
        _demand(check(text).valid)
        _demand(not check(text[:-1] + ("A" if text[-1] != "A" else "B")).valid)

    def _print_receipt(self) -> None:
        from app.service.printing.papers import PrintReceipt

        receipt = PrintReceipt(self.session)
        _demand(receipt.draw(receipt.gather(self.kept.registration_id)).startswith(b"%PDF"))

    def _read_list(self) -> None:
        from app.sheets.export import Column, export
        from app.sheets.read import read

        target = self._folder / "list.xlsx"
        export(target, [Column("NIK"), Column("Nama")], [(self._draft.nik, self._draft.name)])
        cells = {cell for sheet in read(target).sheets for row in sheet.rows for cell in row}
        _demand(self._draft.nik in cells)

    def _open_window(self) -> None:
        from app.kit import localize, theme
        from app.kit.jobs import Jobs
        from app.launch.desk import Desk

        application = _application()
        theme.dress(application, self._resources)
        localize.speak(application, self._resources)
        jobs = Jobs()
        desk = Desk(self.session, jobs)
        desk.frame.show()
        for key in desk.frame.nav:
            desk.frame.show_page(key)
        _demand(not desk.frame.grab().isNull())
        desk.frame.close()
        jobs.close()

    def _reopen(self) -> None:
        self.session.close()
        self._log_in()
        self._find()

    def _check(self) -> None:
        from app.service.check import Check

        _demand(Check(self.session)() == ())

    def _reach_server(self) -> None:
        """That the driver of PostgreSQL loads, where it belongs; a kelurahan has none."""
        from app.store.engine import StoreFailure
        from app.store.place import Server
        from app.store.server import is_taken

        try:
            is_taken(Server("postgresql://127.0.0.1:1/payung"))
        except StoreFailure as failure:
            is_city = find_spec("fastapi") is not None
            _demand(failure.code == ("server.gone" if is_city else "server.driver"))


def _application() -> "QApplication":
    from PySide6.QtWidgets import QApplication

    from app.kit import theme

    if not (os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else theme.application()


def _paint(page: "QImage", ground: "QImage") -> None:
    from PySide6.QtGui import QPainter

    painter = QPainter(ground)
    painter.drawImage(0, 0, page)
    painter.end()


def _demand(holds: bool) -> None:
    if not holds:
        raise PartBroken
