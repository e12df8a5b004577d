# a script: it prints its figures
"""Cards to PDF, beside the floor measured in the same run.

Run: python tests/benchmarks/bench_cards.py [number of cards]

The floor is the same cards drawn plainly with reportlab: its own `QrCodeWidget`, and face, logo
and labels drawn again for each card. Wanted: 20 times the floor's speed, at most 2.5 kB a card,
and memory that does not grow with the number of cards.
"""

import io
import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "src"))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from app.domain.card import (
    Calibration,
    CardFace,
    CardStatus,
    Layout,
    Letterhead,
    Sheet,
)
from app.papers.cards import write_cards
from app.papers.sheet import MM, PAPERS
from app.papers.token import signed
from app.papers.typeset import BOLD, REGULAR, load_fonts, umbrella

RESOURCES = ROOT / "resources"
LETTERHEAD = Letterhead(
    "Pemerintah Kota Samarinda", "Perlindungan Pekerja Rentan", "Kelurahan Lempake", "(0541) 000000"
)
WANTED_SPEED, WANTED_SIZE = 20.0, 2.5
PLAIN_CARDS = 60


def faces(count: int) -> Iterator[CardFace]:
    """Made-up people with signed codes."""
    key = Ed25519PrivateKey.generate()
    for serial in range(1, count + 1):
        face = CardFace(
            number=f"6472051003-1-{serial:06d}-K",
            name=f"SITI NORHAYATI BINTI ABDUL {serial:05d}",
            nik_masked="6472••••••••0001",
            location="64.72.05.1003",
            kelurahan="Lempake",
            rt=f"{serial % 60:03d}",
            status=CardStatus.ACTIVE if serial % 2 else CardStatus.REGISTERED,
            status_as_of=date(2026, 11, 22),
            start=date(2026, 12, 1),
        )
        issued = datetime(2026, 11, 22, tzinfo=UTC)
        yield signed(face, "https://samarindakota.go.id", issued, b"station1", key.sign)


class Sink(io.RawIOBase):
    """Counts bytes and keeps none, so that only the program's own memory is measured."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:  # type: ignore[no-untyped-def]
        self.size += len(data)
        return len(data)


def plain(cards: list[CardFace]) -> bytes:
    """The floor: everything again on each card."""
    load_fonts(RESOURCES)
    out = io.BytesIO()
    paper = PAPERS[Sheet.A4]
    canvas = Canvas(out, (paper.width * MM, paper.height * MM), pageCompression=1)
    for place, face in enumerate(cards):
        if place and place % paper.places == 0:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(*paper.corner(place % paper.places))
        canvas.setFillColorRGB(0.04, 0.43, 0.39)
        canvas.rect(0, 40 * MM, 85.6 * MM, 14 * MM, fill=1, stroke=0)
        canvas.setFillColorRGB(1, 1, 1)
        umbrella(canvas, 4 * MM, 43 * MM, 8 * MM)
        canvas.setFont(BOLD, 10)
        canvas.drawString(15 * MM, 46 * MM, "Kartu Tanda Terdaftar")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(4 * MM, 32 * MM, face.name)
        canvas.setFont(REGULAR, 5)
        for line, (label, value) in enumerate(
            (
                ("No. pendaftaran", face.number),
                ("NIK", face.nik_masked),
                ("Kelurahan", f"{face.kelurahan}, RT {face.rt}"),
                ("Mulai", str(face.start)),
                ("Status", f"{face.status} {face.status_as_of}"),
                ("Kartu", f"ke-{face.serial}"),
            )
        ):
            canvas.drawString(4 * MM, (27 - 4 * line) * MM, label)
            canvas.drawString(24 * MM, (27 - 4 * line) * MM, value)
        side = 22 * MM
        drawing = Drawing(side, side)
        drawing.add(QrCodeWidget(face.code, barLevel="M", barWidth=side, barHeight=side))
        renderPDF.draw(drawing, canvas, 60 * MM, 6 * MM)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()


def peak(count: int) -> float:
    """MiB of Python memory at most while `count` cards are written from a generator."""
    tracemalloc.start()
    write_cards(faces(count), Sink(), Layout(), Calibration(), LETTERHEAD, RESOURCES)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest / 2**20


def main(count: int) -> int:
    """Print the figures; 0 if all are as wanted."""
    cards = list(faces(count))
    plain(cards[:2])
    begin = time.perf_counter()
    data = plain(cards[:PLAIN_CARDS])
    floor = PLAIN_CARDS / (time.perf_counter() - begin)
    print(f"floor, drawn plainly    {floor:8.1f} cards/s  {len(data) / PLAIN_CARDS / 1000:.2f} kB")
    good = True
    for sheet in Sheet:
        sink = Sink()
        begin = time.perf_counter()
        write_cards(cards, sink, Layout(sheet), Calibration(), LETTERHEAD, RESOURCES)
        speed = count / (time.perf_counter() - begin)
        size = sink.size / count / 1000
        print(
            f"ours, {sheet:<4}, both sides  {speed:8.1f} cards/s  {size:.2f} kB  "
            f"x {speed / floor:.1f} (wanted {WANTED_SPEED:.0f}), at most {WANTED_SIZE} kB"
        )
        good = good and speed >= WANTED_SPEED * floor and size <= WANTED_SIZE
    begin = time.perf_counter()
    for _ in faces(min(count, 2000)):
        pass
    print(
        f"signing the codes       {min(count, 2000) / (time.perf_counter() - begin):8.1f} cards/s"
    )
    few, many = peak(200), peak(2000)
    print(f"memory at most          {few:.1f} MiB for 200 cards, {many:.1f} MiB for 2,000")
    return 0 if good and many < few + 3 else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
