"""Where things lie on the paper in the printer, and how its faults are turned round."""

from dataclasses import dataclass

from app.domain.card import CARD_HEIGHT, CARD_WIDTH, Offset, Sheet

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and the places of cards on it, in millimetres."""

    width: float
    height: float
    columns: int
    rows: int
    column_gap: float = 0.0
    row_gap: float = 0.0

    @property
    def places(self) -> int:
        """Cards on a page."""
        return self.columns * self.rows

    @property
    def left(self) -> float:
        """Margin on both sides: equal, so that front and back meet."""
        return (self.width - self.columns * CARD_WIDTH - (self.columns - 1) * self.column_gap) / 2

    @property
    def top(self) -> float:
        """Margin above and below."""
        return (self.height - self.rows * CARD_HEIGHT - (self.rows - 1) * self.row_gap) / 2

    def corner(self, place: int, *, mirrored: bool = False) -> tuple[float, float]:
        """The lower left corner of a place, in points from the page's lower left.

        Places run along the rows. The back of a sheet that turns on its long edge has its
        columns the other way round.
        """
        row, column = divmod(place, self.columns)
        if mirrored:
            column = self.columns - 1 - column
        x = self.left + column * (CARD_WIDTH + self.column_gap)
        y = self.height - self.top - row * (CARD_HEIGHT + self.row_gap) - CARD_HEIGHT
        return x * MM, y * MM


PAPERS = {
    Sheet.A4: Paper(210, 297, columns=2, rows=5, column_gap=6, row_gap=3),
    Sheet.CR80: Paper(CARD_WIDTH, CARD_HEIGHT, columns=1, rows=1),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """An offset as the matrix of a page, in points."""

    sx: float
    sy: float
    tx: float
    ty: float

    @classmethod
    def of(cls, offset: Offset, paper: Paper) -> "Correction":
        """Size is corrected about the middle of the page, so that it moves nothing."""
        return cls(
            offset.sx,
            offset.sy,
            (paper.width / 2 * (1 - offset.sx) + offset.dx) * MM,
            (paper.height / 2 * (1 - offset.sy) - offset.dy) * MM,
        )

    def moved(self, x: float, y: float) -> tuple[float, float]:
        """Where the printer must be told to print what belongs at `x`, `y`."""
        return x * self.sx + self.tx, y * self.sy + self.ty
