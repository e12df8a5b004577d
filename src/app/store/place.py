"""Where the books of an office are: a file in its data folder, or a database on a server.

Nothing heavy is imported here: the login window asks before anybody has opened anything.
"""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from app.domain.refusal import Problem, Refusal

BOOKS = "books.db"

SERVER = "database.txt"
"""In it stands the address of the server, where the books are on one. Never a password."""

SCHEMA = "payung"

_LONGEST = 1000
_SECRETS = {"password", "sslpassword"}


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server, and the schema of it that holds the books."""

    url: str
    schema: str = SCHEMA

    @classmethod
    def parse(cls, text: str) -> "Server":
        """The server that an address names.

        Refusals: `database.url` for what is no address of PostgreSQL, `database.password` for one
        with a password in it, which would be kept in clear and shown to whoever lists processes.
        """
        try:
            parts = urlsplit(text.strip())
            has_password = parts.password is not None
            asked = dict(parse_qsl(parts.query))
        except ValueError:
            raise Refusal(Problem("database.url", "database")) from None
        if has_password or _SECRETS & asked.keys():
            raise Refusal(Problem("database.password", "database"))
        is_named = bool(parts.path.strip("/")) or "dbname" in asked
        is_clean = text.isprintable() and len(text) <= _LONGEST
        if parts.scheme not in ("postgresql", "postgres") or not (is_named and is_clean):
            raise Refusal(Problem("database.url", "database"))
        return cls(text.strip())


Place = Path | Server


def place_of(folder: Path) -> Place:
    """Where the books of the office in `folder` are."""
    with suppress(FileNotFoundError):
        return Server.parse((folder / SERVER).read_text(encoding="utf-8"))
    return folder / BOOKS
