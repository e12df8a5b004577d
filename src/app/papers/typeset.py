"""What all papers are set with: fonts, colours, measures, and text that never overflows."""

from pathlib import Path

from reportlab import rl_config  # type: ignore[import-untyped]
from reportlab.lib.colors import HexColor  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from app.papers.failure import PapersFailure

rl_config.useA85 = 0  # else all content is armoured as text, which makes files a quarter larger

REGULAR, BOLD = "Payung", "Payung-Bold"

INK, MUTED, LINE = HexColor("#16211f"), HexColor("#5d6b68"), HexColor("#d9e0de")
PAPER, GROUND = HexColor("#ffffff"), HexColor("#f4f6f5")
ACCENT, ACCENT_SOFT = HexColor("#0b6e63"), HexColor("#e3f1ee")
WARN, WARN_SOFT = HexColor("#9a5b00"), HexColor("#fdf3e0")
STOP, STOP_SOFT = HexColor("#a3211b"), HexColor("#fbe9e7")
GOOD, GOOD_SOFT = HexColor("#1c7a3e"), HexColor("#e5f3e9")

FILES = {REGULAR: "NotoSans-Regular.ttf", BOLD: "NotoSans-Bold.ttf"}


def load_fonts(resources: Path) -> None:
    """Make the paper fonts known to reportlab, once in the life of the program."""
    known = pdfmetrics.getRegisteredFontNames()
    for name, file in FILES.items():
        if name not in known:
            try:
                pdfmetrics.registerFont(TTFont(name, resources / "fonts" / "papers" / file))
            except (TTFError, OSError) as error:
                raise PapersFailure("papers.fonts") from error


def fitted(text: str, font: str, size: float, width: float) -> float:
    """The size at which `text` is no wider than `width`: `size`, or less."""
    wide = pdfmetrics.stringWidth(text, font, size)
    return size if wide <= width else size * width / wide


def in_two(text: str, font: str) -> tuple[str, str]:
    """`text` broken between words, or inside the only word, so that the wider line is narrowest."""
    places = [place for place, character in enumerate(text) if character == " "]
    if not places:
        middle = (len(text) + 1) // 2
        return text[:middle], text[middle:]

    def wider(place: int) -> float:
        lines = text[:place], text[place + 1 :]
        return max(float(pdfmetrics.stringWidth(line, font, 1)) for line in lines)

    place = min(places, key=wider)
    return text[:place], text[place + 1 :]


def umbrella(canvas: Canvas, x: float, y: float, size: float) -> None:
    """The mark of the programme in the fill colour at hand, in a square from its lower left."""
    path = canvas.beginPath()

    def at(u: float, v: float) -> tuple[float, float]:
        return x + u * size, y + v * size

    path.moveTo(*at(0.04, 0.50))
    path.curveTo(*at(0.06, 1.06), *at(0.94, 1.06), *at(0.96, 0.50))  # the canopy
    for right in (0.96, 0.73, 0.50, 0.27):  # its four scallops, from right to left
        path.curveTo(*at(right - 0.05, 0.60), *at(right - 0.18, 0.60), *at(right - 0.23, 0.50))
    path.close()
    path.rect(*at(0.475, 0.90), 0.05 * size, 0.10 * size)
    canvas.drawPath(path, fill=1, stroke=0)
    handle = canvas.beginPath()
    handle.moveTo(*at(0.465, 0.53))
    handle.lineTo(*at(0.465, 0.16))
    handle.curveTo(*at(0.465, -0.02), *at(0.735, -0.02), *at(0.735, 0.16))
    handle.lineTo(*at(0.665, 0.16))
    handle.curveTo(*at(0.665, 0.07), *at(0.535, 0.07), *at(0.535, 0.16))
    handle.lineTo(*at(0.535, 0.53))
    handle.close()
    canvas.drawPath(handle, fill=1, stroke=0)
