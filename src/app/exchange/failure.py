"""How this room says that the disk, the stick or the network stood in the way."""

from app.domain.refusal import Fact, Problem


class ExchangeFailure(Exception):
    """Disk, stick or network said no. What stood on the disk stands there still.

    `problem` has its sentence in `wording`. It holds no path: a folder may be named after a person.
    """

    def __init__(self, code: str, **facts: Fact) -> None:
        super().__init__(code)
        self.problem = Problem(code, facts=tuple(facts.items()))

    @property
    def code(self) -> str:
        return self.problem.code
