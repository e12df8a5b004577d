"""The windows for lost passwords, at the desk and at the city, for `look.py`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.refusal import Problem
from app.kit.comeback.questions import AskCity, ByPaper, TakeAnswers
from app.kit.comeback.uses import ComebackUses
from app.kit.comeback.window import LostPassword
from app.kit.files import SystemFiles
from app.kit.jobs import Jobs
from app.kit.printers import SystemPrinters
from app.office.custody.questions import AddCustodian, AnswerDesk
from app.office.custody.sheet import CustodySheet
from app.office.custody.uses import CustodyUses
from app.service.custody import Answered, Asked
from app.service.recover import Asking, Pending, Ways

ADMINISTRATORS = ("Rahmawati", "Budi Santoso")
PENDING = Pending("Rahmawati", date(2026, 11, 20), "4821 0937 5516 2048 7733", "")
REQUEST = Path("/media/lempake/payung-permintaan-kunci-6472051003-1.json")
ANSWER = "payung-jawaban-kunci-6472051003-1-{}.json"


class Office:
    """What stands for an office: it says what the windows are to show."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways

    def ways(self) -> Ways:
        return self._ways


class City:
    """What stands for the city's custodians."""

    def names(self) -> tuple[str, ...]:
        return ("H. Hasan", "Dewi Anggraini")


def uses(ways: Ways) -> ComebackUses:
    return ComebackUses(
        recover=Office(ways),  # type: ignore[arg-type]  # only looked at
        slips=lambda typed: (
            (Problem("recovery.group", "recovery_code", facts=(("group", 3),)),)
            if len(typed) > 16
            else ()
        ),
        recovery_paper=lambda _code: b"",
        printers=SystemPrinters(),
        files=SystemFiles(),
        city="Kota Samarinda",
    )


def lost(by_city: Problem | None, pending: Pending | None) -> LostPassword:
    ways = Ways(ADMINISTRATORS, by_city, pending)
    window = LostPassword(uses(ways), Jobs())
    window.show_ways(ways)
    return window


def asked() -> QWidget:
    window = lost(None, PENDING)
    window._asked(Asking(REQUEST, PENDING.fingerprint))
    return window


def by_paper() -> QWidget:
    window = ByPaper(ADMINISTRATORS, uses(Ways(ADMINISTRATORS, None, None)), Jobs())
    window.name.set_text("Rahmawati")
    window.code.set_text("7K2MQ-0X9TB-41HVX")
    window._check()
    return window


def ask_city() -> QWidget:
    window = AskCity(ADMINISTRATORS, uses(Ways(ADMINISTRATORS, None, None)), Jobs())
    window.name.set_text("Rahmawati")
    window.answer()
    return window


def take() -> QWidget:
    window = TakeAnswers(PENDING, uses(Ways(ADMINISTRATORS, None, PENDING)), Jobs())
    window._chosen([REQUEST.with_name(ANSWER.format(0)), REQUEST.with_name(ANSWER.format(1))])
    return window


def custody_uses() -> CustodyUses:
    return CustodyUses(
        custody=City(),  # type: ignore[arg-type]  # only looked at
        not_allowed=None,
        office_name=lambda _office: "Lempake",
        files=SystemFiles(),
    )


def custody_sheet(names: tuple[str, ...]) -> CustodySheet:
    sheet = CustodySheet(custody_uses(), Jobs())
    sheet.show_names(names)
    return sheet


def answer_desk() -> QWidget:
    window = AnswerDesk(REQUEST, Asked("6472051003", 1, ""), City().names(), custody_uses(), Jobs())
    window.fingerprint.set_text("48210937551620487733")
    window._kept(Answered(REQUEST.with_name(ANSWER.format(0)), "6472051003", 1))
    return window


LOOKS: dict[str, Callable[[], QWidget]] = {
    "lost": lambda: lost(None, None),
    "lost_alone": lambda: lost(Problem("custody.none"), None),
    "lost_asked": asked,
    "lost_by_paper": by_paper,
    "lost_ask_city": ask_city,
    "lost_take": take,
    "custody_add": lambda: AddCustodian(custody_uses(), Jobs()),
    "custody_answer": answer_desk,
}
