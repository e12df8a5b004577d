"""Somebody whom the city has to do with, as far as decisions and money need to know."""

from dataclasses import dataclass

from app.domain.merge import Name


@dataclass(frozen=True, slots=True)
class Waiting:
    """One registration and what was decided of it."""

    registration_id: str
    number: str
    office: str
    occupation: str
    decision: str
    revision: int
    hash: str

    @property
    def about(self) -> Name:
        return Name(self.revision, self.hash)
