"""The folder of sealed files that wait to be carried; it always tells the same as the books."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from app.domain.files import SealedFile
from app.exchange.failure import ExchangeFailure
from app.exchange.found import SUFFIX
from app.keys.files import sync_folder
from app.service.session import Session

FOLDER = "outbox"

NEW = ".new"
"""A file that is whole, and of which the books do not know yet."""


class Outbox:
    """Files are made beside their place and moved there once the books know of them.

    So a cut leaves either a file that nobody knows, which is cleared away, or one that is known
    and is moved now. A file in its place that the books do not know was made by newer books than
    these: they came out of a backup.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.folder = session.folder / FOLDER

    def tidy(self) -> bool:
        """Bring folder and books together; False when the folder is of newer books."""
        with self._session.books.reading() as unit:
            known = {each.name: each for each in unit.files.made()}
        with _disk():
            self.folder.mkdir(exist_ok=True)
            for path in sorted(self.folder.iterdir()):
                name = path.name.removesuffix(NEW)
                if path.name.endswith(NEW) and name in known and is_whole(path, known[name]):
                    path.replace(self.folder / name)
                    sync_folder(self.folder)
                elif path.name.endswith((NEW, NEW + ".part")):
                    path.unlink()
            return not any(
                path.name.endswith(SUFFIX) and path.name not in known
                for path in self.folder.iterdir()
            )

    def place(self, name: str) -> Path:
        """Where a new file is made."""
        return self.folder / (name + NEW)

    def settle(self, name: str) -> None:
        """The books know of the file that was made; it has its place now."""
        with _disk():
            (self.folder / (name + NEW)).replace(self.folder / name)
            sync_folder(self.folder)

    def holds(self, file: SealedFile) -> bool:
        """Whether the very file is there, whole."""
        return is_whole(self.folder / file.name, file)

    def path(self, file: SealedFile) -> Path:
        return self.folder / file.name

    def drop(self, names: set[str]) -> None:
        """Clear away files whose content a newer one carries, or that were signed for."""
        for name in names:
            with suppress(OSError):  # a file too many harms nobody
                (self.folder / name).unlink(missing_ok=True)


def is_whole(path: Path, file: SealedFile) -> bool:
    """Whether the bytes at `path` are those of the file."""
    digest = sha256()
    try:
        with path.open("rb") as opened:
            while piece := opened.read(1 << 20):
                digest.update(piece)
    except OSError:
        return False
    return digest.hexdigest() == file.sha256


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise ExchangeFailure("exchange.own_file") from None
