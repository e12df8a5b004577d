"""A paper on its way to a printer: the right size, the right dots, and told when it fails."""

import stat
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from tests import printed

from app.domain.card import CROSSES, Calibration, Layout, Letterhead, Sheet
from app.kit import printers
from app.kit.printers import Order, PrinterFailure, SystemPrinters, draw
from app.papers.calibration import write_calibration
from app.service.demo import fill
from app.service.printing import CheckCard, PrintCards

RESOURCES = Path(__file__).parents[2] / "resources"
HEAD = Letterhead("Pemerintah Kota Samarinda", "Perlindungan Pekerja Rentan", "Lempake")


@pytest.fixture
def on_paper(qapp, tmp_path):
    """Draw a PDF as a printer without CUPS gets it; what came out, as a PDF of images."""

    def on_paper(pdf, sheet=Sheet.A4, *, colour=True):
        out = tmp_path / "out.pdf"
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        draw(pdf, printer, sheet, colour=colour)
        return out

    return on_paper


@pytest.fixture
def cards(session):
    """Ten cards of the ledger as a PDF."""
    fill(session, 10, seed=1)
    use = PrintCards(session)

    def cards(sheet=Sheet.A4):
        plan = use.plan()
        run = use.begin(plan, Layout(sheet))
        out = BytesIO()
        use.draw(use.allot(run, plan.registration_ids), out, run.layout)
        return out.getvalue()

    return cards


@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("sheet", Sheet)
def test_cards_drawn_for_a_printer_are_read_and_genuine(session, cards, on_paper, sheet, colour):
    out = on_paper(cards(sheet), sheet, colour=colour)
    assert printed.pages(out) == (2 if sheet is Sheet.A4 else 20)
    check = CheckCard(session)
    texts = printed.scan(out)
    assert len(texts) == 10
    assert all(check(text).valid for text in texts)


@pytest.mark.parametrize("colour", [True, False])
def test_nothing_is_moved_or_stretched_on_its_way(on_paper, colour):
    pdf = BytesIO()
    write_calibration(pdf, Sheet.A4, Calibration(), HEAD, RESOURCES)
    out = on_paper(pdf.getvalue(), colour=colour)
    wanted = CROSSES[Sheet.A4]
    for left, top in (
        (wanted.left, 148.5),
        (wanted.left + wanted.width, 148.5),
        (105.0, wanted.top),
        (105.0, wanted.top + wanted.height),
    ):
        true, came = (
            cross(printed.image(each, dpi=600), left, top) for each in (pdf.getvalue(), out)
        )
        assert came == pytest.approx(true, abs=0.05)


def cross(image, left, top):
    """Where the cross near `left`, `top` is, in millimetres: the middle of its two lines."""
    dots = 600 / 25.4
    box = [round(each * dots) for each in (left - 4.5, top - 4.5, left + 4.5, top + 4.5)]
    part = image.crop(box)
    width, height = part.size
    columns = [sum(part.getpixel((x, y)) < 215 for y in range(height)) for x in range(width)]
    rows = [sum(part.getpixel((x, y)) < 215 for x in range(width)) for y in range(height)]
    return tuple(
        (start + middle(counts)) / dots for start, counts in ((box[0], columns), (box[1], rows))
    )


def middle(counts):
    full = [place for place, count in enumerate(counts) if count > 0.9 * len(counts)]
    return sum(full) / len(full) + 0.5


def test_what_is_no_pdf_is_not_printed(on_paper):
    with pytest.raises(PrinterFailure):
        on_paper(b"no pdf")


def test_a_printer_that_is_gone_is_told(qapp, monkeypatch):
    monkeypatch.setattr(printers, "which", lambda name: None)
    with pytest.raises(PrinterFailure) as failure:
        SystemPrinters().print(b"%PDF-", Order("Epson yang hilang", "Kartu"))
    assert failure.value.problem.code == "printer.gone"


def test_a_pc_without_printers_has_none(qapp):
    assert isinstance(SystemPrinters().found(), tuple)


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS is the way of Linux")
@pytest.mark.parametrize(
    ("order", "said"),
    [
        (
            Order("Epson", "Kartu", both_sides=True),
            "-d Epson -t Kartu -o print-scaling=none -o media=A4 -o sides=two-sided-long-edge"
            " -o print-color-mode=color -",
        ),
        (
            Order("Zebra", "Kartu", Sheet.CR80, colour=False),
            "-d Zebra -t Kartu -o print-scaling=none -o media=Custom.85.6x53.98mm"
            " -o sides=one-sided -o print-color-mode=monochrome -",
        ),
    ],
)
def test_cups_gets_the_paper_as_it_is(tmp_path, monkeypatch, order, said):
    lp = command(tmp_path, 'cat > "$HERE/paper"; echo "$*" > "$HERE/words"')
    monkeypatch.setattr(printers, "which", lambda name: str(lp))
    SystemPrinters().print(b"%PDF-1.4 made up", order)
    assert (tmp_path / "paper").read_bytes() == b"%PDF-1.4 made up"
    assert (tmp_path / "words").read_text().strip() == said


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS is the way of Linux")
def test_a_paper_cups_does_not_take_is_told(tmp_path, monkeypatch):
    lp = command(tmp_path, "exit 1")
    for found in (str(lp), str(tmp_path / "nothing")):
        monkeypatch.setattr(printers, "which", lambda name, found=found: found)
        with pytest.raises(PrinterFailure) as failure:
            SystemPrinters().print(b"%PDF-", Order("Epson", "Kartu"))
        assert failure.value.problem.code == "printer.failed"


def command(folder, script):
    """A program in the place of `lp`."""
    made = folder / "lp"
    made.write_text(f'#!/bin/sh\nHERE="{folder}"\n{script}\n')
    made.chmod(stat.S_IRWXU)
    return made
