"""Printing cards: the ledger before the paper, and what is said of it after.

The order is ledger, paper, state, each on the disk before the next begins:

1. `allot` writes a copy of each card in the print ledger and so gives it its number, in short
   transactions. Nothing is signed before this, so there is no signed code anywhere, not even in a
   file that a power cut left half-written, that the ledger does not know.
2. `draw` makes the PDF of exactly these copies, from the revisions and with the status that the
   ledger names. It takes no lock: the clerk goes on saving meanwhile.
3. `finish` says of each line that it is on paper, once the file or the printer has all of it;
   from then on the copies before it are superseded and the registration's card is printed.

A run that is cancelled or fails leaves lines in the ledger that no paper followed. They harm
nobody: a number that was never seen is never asked about, it supersedes no card that somebody
holds, and the people still stand among those without one. A paper that the ledger did not know
would be a card that nobody could void.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeVar

from app.domain.card import Calibration, CardFace, CardStatus, Layout, Sheet, Sides
from app.domain.five import CHECKED
from app.domain.ids import new_id
from app.domain.ledger import CardHolder, PrintedCard
from app.domain.people import Query
from app.domain.refusal import Problem, Refusal
from app.domain.remark import one_line
from app.domain.rights import Right
from app.service.allowed import needs
from app.service.citys_word import OnCard, on_cards
from app.service.printing.file import Unfinished, paper_file
from app.service.printing.letterhead import letterhead
from app.service.session import Session

if TYPE_CHECKING:  # reportlab: only where something is drawn
    from app.papers.cards import CardsWritten
    from app.store.books import Unit

BLOCK = 250
"""Cards allotted in one transaction, and people in memory at once."""

STACKS = {Sheet.A4: 250, Sheet.CR80: 50}
"""Cards that go to a printer at once: 25 sheets, or half of what a card printer holds."""

PREVIEWED = 10
"""Cards that a preview shows: one sheet."""

LONGEST_REASON = 200

STAND_IN = ("PRATINJAU BUKAN KARTU " * 14)[:300]
"""What the code of a preview says: as long as a signed text, so that it looks the same."""

Copy = tuple[str, int]
"""A registration's id and the number of its copy."""
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

T = TypeVar("T")


class Lane(Protocol):
    """Does work where it belongs, waits for it, and gives back what it returned."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


def here(work: Callable[[], T], /) -> T:
    """The lane of a caller who has only one."""
    return work()


@dataclass(frozen=True, slots=True)
class Lanes:
    """Where the parts of a run are done.

    `books` does the short transactions, so that a save of the clerk comes in between two of them;
    `papers` does what is drawn and sent.
    """

    books: Lane = here
    papers: Lane = here


_HERE = Lanes()


@dataclass(frozen=True, slots=True)
class CardPlan:
    """Who would get a card."""

    registration_ids: tuple[str, ...]
    reprints: int = 0  # how many of them had a card on paper before


@dataclass(frozen=True, slots=True)
class CardRun:
    """One printing of cards that may begin: the rules were asked."""

    id: str
    layout: Layout
    reason: str  # for those who had a card before


@needs(Right.PRINT)
class PrintCards:
    """Prints the cards of registrations; the module says in what order, and why."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, registration_ids: Sequence[str] | None = None, rt: str = "") -> CardPlan:
        """The cards of these, each once and in this order; or of all without one (of an RT)."""
        with self._session.books.reading() as unit:
            if registration_ids is None:
                return CardPlan(tuple(unit.cards.unprinted(rt, self._who_may())))
            asked = tuple(dict.fromkeys(registration_ids))
            reprints = sum(len(_had_one(_known(unit, block))) for block in blocks(asked))
        return CardPlan(asked, reprints)

    def hindrance(self) -> Problem | None:
        """What keeps this office from printing any card today: `card.forbidden`.

        So it is where the city wants no card before it has accepted somebody, and, as far as its
        replies tell, it has accepted nobody.
        """
        accepted = self._who_may()
        if not accepted:
            return None
        with self._session.books.reading() as unit:
            count = unit.people.count(Query(decisions=accepted))
        return None if count else Problem("card.forbidden")

    def _who_may(self) -> tuple[str, ...]:
        """The decisions after which a card may be printed; none where that matters not."""
        session = self._session
        programme = session.reference.programme.on(session.today())
        if programme.card_before_acceptance:
            return ()
        return tuple(sorted(each.value for each in CHECKED))

    def begin(self, plan: CardPlan, layout: Layout, reason: str = "") -> CardRun:
        """Ask the rules; nothing is written yet.

        Refusals: `card.forbidden` where the city wants no card before it has accepted the person,
        `card.reason_missing` where somebody has a card and no reason for another is given,
        `text.long`.
        """
        if hindrance := self.hindrance() or self._not_accepted(plan):
            raise Refusal(hindrance)
        given = one_line(reason, longest=LONGEST_REASON)
        if plan.reprints and not given:
            raise _reason_missing(plan.reprints)
        return CardRun(new_id(self._session.clock()), layout, given)

    def _not_accepted(self, plan: CardPlan) -> Problem | None:
        accepted = self._who_may()
        if not accepted:
            return None
        with self._session.books.reading() as unit:
            held = unit.queue.these(plan.registration_ids)
        is_free = all(each.decision in accepted for each in held.values())
        return None if is_free else Problem("card.forbidden")

    def allot(self, run: CardRun, registration_ids: Sequence[str]) -> tuple[Copy, ...]:
        """Write one more copy of each in the ledger, in one transaction (of up to `BLOCK`)."""
        session = self._session
        now = session.clock()
        with session.books.transaction() as unit:
            holders = _known(unit, registration_ids)
            again = _had_one(holders)
            covers = on_cards(session, unit, registration_ids)
            if again and not run.reason:  # printed elsewhere since `plan`
                raise _reason_missing(len(again))
            lines = [
                PrintedCard(
                    registration_id=each,
                    copy=holders[each].copies + 1,
                    status=covers[each].status,
                    status_as_of=covers[each].as_of,
                    revision_hash=holders[each].revision_hash,
                    sheet=run.layout.sheet,
                    reason=run.reason if each in again else "",
                    made_by=session.operator.id,
                    made_at=now,
                )
                for each in registration_ids
            ]
            copies = tuple((each.registration_id, each.copy) for each in lines)
            unit.cards.put(lines)
            self._note(unit, "cards.allotted", run, copies)
        return copies

    def draw(
        self,
        copies: Sequence[Copy],
        out: BinaryIO,
        layout: Layout,
        calibration: Calibration | None = None,
        progress: Progress = lambda done, total: None,
        cancelled: Cancelled = lambda: False,
    ) -> "CardsWritten":
        """Draw copies of the ledger as a PDF. Raises `PapersFailure`."""
        told = partial(_told, progress, len(copies))
        return self._press(self._signed(copies), out, layout, calibration, told, cancelled)

    def holders(self, registration_ids: Sequence[str]) -> Mapping[str, CardHolder]:
        """Who these are, for a list; unknown ids are absent."""
        with self._session.books.reading() as unit:
            return unit.cards.holders(registration_ids)

    def finish(self, run: CardRun, copies: Sequence[Copy]) -> None:
        """These are on paper now; in one transaction (of up to `BLOCK`)."""
        with self._session.books.transaction() as unit:
            unit.cards.mark_printed(copies, self._session.clock())
            self._note(unit, "cards.printed", run, copies)

    def preview(
        self,
        registration_ids: Sequence[str],
        layout: Layout,
        calibration: Calibration | None = None,
    ) -> bytes:
        """The first cards as a PDF to look at; b"" where there are none.

        The ledger hears nothing of it, so where the signed code will be stands one that says
        nothing: what is on a screen must not pass for a card.
        """
        first = tuple(registration_ids[:PREVIEWED])
        with self._session.books.reading() as unit:
            holders = unit.cards.holders(first)
            place = unit.settings.get("place")
            covers = on_cards(self._session, unit, first)
        faces = [
            replace(self._face(each, each.copies + 1, place, covers[name]), code=STAND_IN)
            for name in first
            if (each := holders.get(name)) is not None
        ]
        out = BytesIO()
        self._press(iter(faces), out, layout, calibration)
        return out.getvalue()

    def to_file(
        self,
        target: Path,
        run: CardRun,
        plan: CardPlan,
        progress: Progress = lambda done, total: None,
        cancelled: Cancelled = lambda: False,
        lanes: Lanes = _HERE,
    ) -> "CardsWritten":
        """Allot, draw into `target`, finish; the file is there whole or not at all.

        No calibration: nobody knows which printer the file will meet. No cards: no file. Once the
        file is in its place nothing is cancelled any more.
        """
        from app.papers.cards import CardsWritten

        copies: list[Copy] = []
        for block in blocks(plan.registration_ids):
            if cancelled():
                return CardsWritten(0, 0, cancelled=True)
            copies += lanes.books(partial(self.allot, run, block))
        if not copies:
            return CardsWritten(0, 0)
        with paper_file(target) as out:
            written = lanes.papers(
                partial(self.draw, copies, out, run.layout, None, progress, cancelled)
            )
            if written.cancelled:
                raise Unfinished
        if not written.cancelled:
            for done in blocks(copies):
                lanes.books(partial(self.finish, run, done))
        return written

    def to_printer(
        self,
        run: CardRun,
        plan: CardPlan,
        calibration: Calibration,
        send: Callable[[bytes], None],
        turn: Callable[[], bool] | None = None,
        progress: Progress = lambda done, total: None,
        cancelled: Cancelled = lambda: False,
        lanes: Lanes = _HERE,
    ) -> int:
        """Allot, draw, `send` and finish, one stack of paper after the other; how many cards.

        A jam or a cancel costs one stack: those before it are finished, those after it have not
        begun. With `turn`, which waits until somebody has turned the stack and is False where
        nobody will, all fronts of a stack go out before its backs.
        """
        done = 0
        for stack in blocks(plan.registration_ids, STACKS[run.layout.sheet]):
            if cancelled():
                break
            copies = lanes.books(partial(self.allot, run, stack))
            sides = (Sides.FRONTS, Sides.BACKS) if turn else (run.layout.sides,)
            for side in sides:
                if turn and side is Sides.BACKS and not turn():
                    return done
                layout = replace(run.layout, sides=side)
                lanes.papers(partial(self._draw_and_send, copies, layout, calibration, send))
            lanes.books(partial(self.finish, run, copies))
            done += len(copies)
            progress(done, len(plan.registration_ids))
        return done

    def __call__(
        self,
        target: Path,
        registration_ids: Sequence[str] | None = None,
        layout: Layout | None = None,
        reason: str = "",
    ) -> "CardsWritten":
        """Plan, begin and print into a file, all on the caller's thread."""
        plan = self.plan(registration_ids)
        return self.to_file(target, self.begin(plan, layout or Layout(), reason), plan)

    def _draw_and_send(
        self,
        copies: Sequence[Copy],
        layout: Layout,
        calibration: Calibration,
        send: Callable[[bytes], None],
    ) -> None:
        out = BytesIO()
        self.draw(copies, out, layout, calibration)
        send(out.getvalue())

    def _press(
        self,
        faces: Iterator[CardFace],
        out: BinaryIO,
        layout: Layout,
        calibration: Calibration | None,
        told: Callable[[int], None] = lambda done: None,
        cancelled: Cancelled = lambda: False,
    ) -> "CardsWritten":
        from app.papers.cards import write_cards

        with self._session.books.reading() as unit:
            head = letterhead(self._session, unit)
        return write_cards(
            faces,
            out,
            layout,
            calibration or Calibration(),
            head,
            self._session.resources,
            told,
            cancelled,
        )

    def _signed(self, copies: Sequence[Copy]) -> Iterator[CardFace]:
        """The faces of these copies, read and signed as they are drawn."""
        from app.papers.token import signed

        station, issuer = self._session.station, self._session.reference.city.issuer
        for block in blocks(copies):
            with self._session.books.reading() as unit:
                found = unit.cards.printed(block)
                place = unit.settings.get("place")
                covers = on_cards(self._session, unit, {each for each, _ in block})
            for each in block:
                line, holder = found[each]
                face = replace(
                    self._face(holder, line.copy, place, covers[holder.registration_id]),
                    status=CardStatus(line.status),
                    status_as_of=line.status_as_of,
                )
                yield signed(face, issuer, line.made_at, station.public.kid, station.sign)

    def _face(self, holder: CardHolder, serial: int, place: str, cover: OnCard) -> CardFace:
        """The face of a card as it would be today; `place` is the office's own."""
        code = holder.kelurahan or place  # a KTP from elsewhere: the card is of this office
        known = self._session.reference.places.get(code)
        return CardFace(
            number=holder.number,
            name=holder.name,
            nik_masked=holder.nik_masked,
            location=code,
            kelurahan=known.name if known else code,
            rt=holder.rt,
            status=cover.status,
            status_as_of=cover.as_of,
            serial=serial,
            kpj=holder.kpj,
            start=cover.start or holder.start,
        )

    def _note(self, unit: "Unit", act: str, run: CardRun, copies: Sequence[Copy]) -> None:
        unit.audit.note(
            act,
            run.id,
            operator=self._session.operator.id,
            at=self._session.clock(),
            detail={
                "sheet": run.layout.sheet,
                "count": len(copies),
                "cards": [f"{registration}/{copy}" for registration, copy in copies],
            },
        )


def blocks(whole: Sequence[T], size: int | None = None) -> Iterator[Sequence[T]]:
    """The whole in pieces of `size`, or of `BLOCK`."""
    step = size or BLOCK
    for start in range(0, len(whole), step):
        yield whole[start : start + step]


def _known(unit: "Unit", registration_ids: Sequence[str]) -> Mapping[str, CardHolder]:
    holders = unit.cards.holders(registration_ids)
    if len(holders) < len(registration_ids):
        raise Refusal(Problem("registration.unknown"))
    return holders


def _had_one(holders: Mapping[str, CardHolder]) -> set[str]:
    """Who of them had a card on paper before."""
    return {each for each, holder in holders.items() if holder.on_paper}


def _reason_missing(count: int) -> Refusal:
    return Refusal(Problem("card.reason_missing", "reason", facts=(("count", count),)))


def _told(progress: Progress, total: int, done: int) -> None:
    progress(done, total)
