"""The commands that print cards and check them."""

import argparse

from app.cli.answers import Answer, Status
from app.cli.files import out_file
from app.domain.card import Layout, Sheet
from app.domain.number import parse
from app.service.dossier import ShowRegistration
from app.service.printing import CheckCard, PrintCards
from app.service.session import Session
from app.wording.papers import card_check


def cards(asked: argparse.Namespace, opened: Session) -> Answer:
    """Print the cards of the numbers given, or of all without one, into a PDF."""
    find = ShowRegistration(opened).by_number
    chosen = [find(parse(number).text) for number in asked.numbers] or None
    written = PrintCards(opened)(
        out_file(opened, asked.out), chosen, Layout(Sheet(asked.sheet)), asked.reason
    )
    told = {"cards": written.cards, "pages": written.pages}
    if not written.cards:
        return Answer(told, ["Semua sudah punya kartu; tidak ada yang dicetak."])
    return Answer(told, [f"{written.cards} kartu, {written.pages} halaman: {asked.out}"])


def verify_card(asked: argparse.Namespace, opened: Session) -> Answer:
    """Check the text of a card's code; exit status 1 where it is not genuine or void."""
    check = CheckCard(opened)(asked.text)
    said = card_check(check)
    told = {
        "valid": check.valid,
        "reason": check.reason,
        "sentence": said,
        "status": check.status,
        "status_as_of": check.status_as_of.isoformat() if check.status_as_of else None,
        "card": check.card or None,
        "number": check.number or None,
        "name": check.name or None,
    }
    return Answer(told, [said], Status.DONE if check.valid else Status.REFUSED)
