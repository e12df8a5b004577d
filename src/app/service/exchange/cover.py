"""The paper that goes with a sealed file: what is inside, and how the file is known again."""

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.refusal import Problem, Refusal
from app.domain.rights import Right
from app.domain.sealed import ItemKind
from app.domain.stations import shown_station
from app.service.allowed import needs
from app.service.exchange.common import is_city
from app.service.printing.file import keep_paper
from app.service.printing.letterhead import letterhead
from app.service.printing.papers import To
from app.service.session import Session

if TYPE_CHECKING:  # reportlab: only where something is drawn
    from app.papers.cover import CoverNote

STEM = "berita-acara"
"""How the names of its files begin; the rest is the name of the sealed file."""


@needs(Right.EXCHANGE)
class PrintCover:
    """The cover note (berita acara serah terima) of one sealed file that was made here."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def gather(self, file_id: str) -> "CoverNote":
        """What stands on it; `cover.unknown` for a file that these books did not make."""
        from app.papers.cover import CoverNote, Side

        session = self._session
        with session.books.reading() as unit:
            file = next((each for each in unit.files.made() if each.id == file_id), None)
            if file is None:
                raise Refusal(Problem("cover.unknown"))
            office = letterhead(session, unit).office
            names = {each.station_name: each.name for each in unit.peers.all()}
            made_by = unit.settings.operator_names().get(file.made_by, "")
        to, station = shown_station(file.recipient)
        return CoverNote(
            id=file.id,
            is_reply=is_city(session),
            sender=Side(office, session.station.public.station),
            recipient=Side(names.get(file.recipient, to), station),
            sequence=file.sequence,
            earliest=file.reach_files,
            made_at=file.made_at.astimezone(),
            made_by=made_by,
            file_name=file.name,
            size=file.size,
            sha256=file.sha256,
            counts=tuple(
                (kind.value, file.counts[kind]) for kind in ItemKind if kind in file.counts
            ),
            audit_seq=file.audit_seq,
            audit_hash=file.audit_hash,
        )

    def draw(self, note: "CoverNote") -> bytes:
        """The note as a PDF. Raises `PapersFailure`."""
        from app.papers.cover import write_cover

        with self._session.books.reading() as unit:
            head = letterhead(self._session, unit)
        out = BytesIO()
        write_cover(note, out, head, self._session.resources)
        return out.getvalue()

    def note(self, file_id: str, to: To) -> None:
        """Write down that it leaves now."""
        session = self._session
        with session.books.transaction() as unit:
            unit.audit.note(
                "cover.printed",
                file_id,
                operator=session.operator.id,
                at=session.clock(),
                detail={"to": to},
            )

    def keep(self, target: Path, pdf: bytes) -> None:
        """Put it into a file, whole or not at all. Raises `PapersFailure`."""
        keep_paper(target, pdf)

    def beside(self, file_id: str, folder: Path) -> Path:
        """Put the note into the folder that the sealed file was carried to; where it is."""
        gathered = self.gather(file_id)
        pdf = self.draw(gathered)
        target = folder / f"{STEM}-{gathered.number}.pdf"
        self.note(file_id, "file")
        self.keep(target, pdf)
        return target
