"""What is printed at the desk: cards and their ledger, receipts, data sheets; and cards checked."""

from app.service.printing.calibrations import Calibrations
from app.service.printing.cards import CardPlan, CardRun, Lanes, PrintCards
from app.service.printing.check import CheckCard
from app.service.printing.papers import PrintDataSheet, PrintReceipt

__all__ = [
    "Calibrations",
    "CardPlan",
    "CardRun",
    "CheckCard",
    "Lanes",
    "PrintCards",
    "PrintDataSheet",
    "PrintReceipt",
]
