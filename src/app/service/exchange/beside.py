"""What lies beside the books and proves something of them: for `Check` of books in their place."""

from collections.abc import Iterator
from dataclasses import replace

from app.domain.refusal import Level, Problem
from app.exchange.failure import ExchangeFailure
from app.exchange.found import found, open_found
from app.exchange.front import Front
from app.exchange.place import Place
from app.exchange.refusal import ExchangeRefusal
from app.service.exchange.mailtrail import MailTrail
from app.service.exchange.outbox import FOLDER
from app.service.lost_log import lost_log
from app.service.session import Session


def beside(session: Session) -> tuple[Problem, ...]:
    """What the own sealed files and the mailbox's trails say against the books.

    A note that the log beside the books was gone: they are whole, only not the newest.
    """
    with session.books.reading() as unit:
        log = lost_log(unit, session.clock())
    notes = (replace(log, level=Level.NOTE),) if log else ()
    return (*_heads(session), *MailTrail(session).check(), *notes)


def _heads(session: Session) -> tuple[Problem, ...]:
    """The first entry of the audit trail that is not the one that was signed for at a seal.

    Whoever has the data key may hash a chain anew from its beginning, and it looks whole by
    itself. The heads are in the books, and signed in the files of the outbox.
    """
    life = session.station.incarnation.id
    signed = set(_signed(session))
    with session.books.reading() as unit:
        noted = {
            (each.audit_seq, each.audit_hash) for each in unit.files.made() if each.life_id == life
        }
        others = [seq for seq, head in signed | noted if unit.audit.hash_at(seq) != head]
    if not others:
        return ()
    return (Problem("check.audit_head", facts=(("entry", min(others)),)),)


def _signed(session: Session) -> Iterator[tuple[int, str]]:
    """The heads in the files that this life of the station made and that lie in its outbox."""
    public, life = session.station.public, session.station.incarnation.id
    try:
        files = found(Place(session.folder / FOLDER)).files
    except ExchangeFailure:
        return  # nothing was ever sealed here
    for each in files:
        try:
            with open_found(each) as file:
                front = Front.read(file)
            header = front.sealed()
        except (OSError, ExchangeFailure, ExchangeRefusal):
            continue  # `Outbox.holds` makes it anew
        if header.life.id == life and front.is_signed_with(public.signing_key):
            yield header.audit_head.seq, header.audit_head.hash
