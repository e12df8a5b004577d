"""How this room says that a sealed file may not be taken."""

from app.domain.refusal import Fact, Problem


class ExchangeRefusal(Exception):
    """A file may not be taken. Nothing was changed.

    `code` is the first check that failed and names the sentence in `wording`; `detail` is a word
    of FORMAT.md for whoever looks into the file, never anything that stood in it.
    """

    def __init__(self, code: str, detail: str = "", **facts: Fact) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.problem = Problem(code, facts=tuple(facts.items()))
        self.detail = detail

    @property
    def code(self) -> str:
        return self.problem.code
