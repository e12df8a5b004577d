"""The one way this room says that the world said no."""

from app.domain.refusal import Problem


class PapersFailure(Exception):
    """A paper could not be made: the disk is full, a font is gone. What was written is no paper."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.problem = Problem(code)
