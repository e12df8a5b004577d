"""Made-up people's papers, and eyes to look at what was printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.card import Calibration, CardFace, CardStatus, Layout, Letterhead
from app.papers.cards import write_cards
from app.papers.token import signed

ISSUER = "https://samarindakota.go.id"
KID = b"station1"
ISSUED = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def resources() -> Path:
    return Path(__file__).parents[2] / "resources"


@pytest.fixture
def letterhead() -> Letterhead:
    return Letterhead(
        government="Pemerintah Kota Samarinda",
        programme="Perlindungan Pekerja Rentan",
        office="Kelurahan Lempake",
        phone="(0541) 000000",
    )


@pytest.fixture(scope="session")
def key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture(scope="session")
def find_key(key):
    """Knows the one station of these tests."""
    return {KID: key.public_key()}.get


@pytest.fixture(scope="session")
def face(key) -> Callable[..., CardFace]:
    """Make a signed card; name only what the test is about."""

    def make(**said: Any) -> CardFace:
        usual = {
            "number": "6472051003-1-000124-K",
            "name": "SITI NORHAYATI",
            "nik_masked": "6472••••••••0001",
            "location": "64.72.05.1003",
            "kelurahan": "Lempake",
            "rt": "007",
            "status": CardStatus.REGISTERED,
            "status_as_of": date(2026, 11, 22),
            "start": date(2026, 12, 1),
        }
        return signed(CardFace(**usual | said), ISSUER, ISSUED, KID, key.sign)

    return make


@dataclass
class Printed:
    """A PDF as somebody sees it."""

    data: bytes

    def __post_init__(self) -> None:
        self.pdf = pypdfium2.PdfDocument(self.data)

    def text(self, page: int = 0) -> str:
        return self.pdf[page].get_textpage().get_text_bounded().replace("\r\n", "\n")

    def everything(self) -> str:
        return "\n".join(self.text(page) for page in range(len(self.pdf)))

    def place(self, words: str, page: int = 0) -> tuple[float, float]:
        """Lower left of the first letter of `words`, in points."""
        shown = self.pdf[page].get_textpage()
        found = shown.search(words).get_next()
        assert found, f"{words!r} is not on the page"
        left, bottom, _, _ = shown.get_charbox(found[0], loose=True)
        return left, bottom

    def boxes(self, page: int = 0) -> list[tuple[float, float, float, float]]:
        """Left, bottom, right and top of every letter, in points."""
        shown = self.pdf[page].get_textpage()
        return [shown.get_charbox(index) for index in range(shown.count_chars())]

    def image(self, page: int = 0, dpi: int = 300) -> Any:
        return self.pdf[page].render(scale=dpi / 72).to_pil().convert("L")


@pytest.fixture
def printed() -> type[Printed]:
    """Opens a PDF to look at it."""
    return Printed


@pytest.fixture
def print_cards(resources, letterhead) -> Callable[..., Printed]:
    """Print cards to a PDF and look at it."""

    def press(*cards: CardFace, layout=None, calibration=None) -> Printed:
        out = BytesIO()
        write_cards(
            cards, out, layout or Layout(), calibration or Calibration(), letterhead, resources
        )
        return Printed(out.getvalue())

    return press
