"""What these pages ask of the program: the deeds, and nothing of how they are done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from app.domain.card import Calibration, CardCheck, Layout, Measured, Sheet
from app.domain.ledger import CardHolder
from app.domain.refusal import Problem
from app.kit.files import Files
from app.kit.printers import Printers

if TYPE_CHECKING:
    from app.service.printing import CardPlan, CardRun, Lanes

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Written(Protocol):
    """`papers.cards.CardsWritten`."""

    @property
    def cards(self) -> int: ...
    @property
    def cancelled(self) -> bool: ...


class PrintsCards(Protocol):
    """`service.printing.PrintCards`. `holders` is also called on the GUI thread, for what is in
    sight.
    """  # noqa: D205

    def plan(self, registration_ids: Sequence[str] | None = None, rt: str = "") -> "CardPlan": ...
    def hindrance(self) -> Problem | None: ...
    def holders(self, registration_ids: Sequence[str]) -> Mapping[str, CardHolder]: ...
    def preview(
        self, registration_ids: Sequence[str], layout: Layout, calibration: Calibration | None
    ) -> bytes: ...
    def begin(self, plan: "CardPlan", layout: Layout, reason: str) -> "CardRun": ...
    def to_file(
        self,
        target: Path,
        run: "CardRun",
        plan: "CardPlan",
        progress: Progress,
        cancelled: Cancelled,
        lanes: "Lanes",
    ) -> Written: ...
    def to_printer(
        self,
        run: "CardRun",
        plan: "CardPlan",
        calibration: Calibration,
        send: Callable[[bytes], None],
        turn: Callable[[], bool] | None,
        progress: Progress,
        cancelled: Cancelled,
        lanes: "Lanes",
    ) -> int: ...


class KeepsCalibrations(Protocol):
    """`service.printing.Calibrations`."""

    def of(self, printer: str, sheet: Sheet) -> Calibration: ...
    def page(self, printer: str, sheet: Sheet) -> bytes: ...
    def measure(
        self, printer: str, sheet: Sheet, side: Literal["front", "back"], found: Measured
    ) -> Calibration: ...
    def forget(self, printer: str, sheet: Sheet) -> Calibration: ...


@dataclass(frozen=True, slots=True)
class CardUses:
    """The deeds of the page Kartu."""

    cards: PrintsCards
    calibrations: KeepsCalibrations
    printers: Printers
    rts: Callable[[], Sequence[str]]
    files: Files


ChecksCard = Callable[[str], CardCheck]
"""`service.printing.CheckCard`."""
