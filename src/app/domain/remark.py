"""What the city writes beside a word of its own: it travels, so it is as long as files carry it."""

from app.domain.refusal import Problem, Refusal
from app.domain.text import plain_text

LONGEST_REASON = 1000
LONGEST_SAID = 2000
"""Of a decision's reason, which reaches the desk as it was typed."""
LONGEST_NUMBER = 100
"""Of a decree, a proof of payment, a programme's name: a line on a paper, a part of a reply."""


def one_line(text: str, field: str = "reason", longest: int = LONGEST_REASON) -> str:
    """`text` on one line without invisible characters; `Refusal` with `text.long` beyond that.

    A desk sets aside what is longer than the format allows: it would never learn of the decision.
    """
    plain = "".join(sign for sign in plain_text(text) if sign.isprintable())
    demand_short(plain, field, longest)
    return plain


def demand_short(text: str, field: str, longest: int) -> None:
    """`Refusal` with `text.long` for more than the format carries."""
    if len(text) > longest:
        facts = (("length", len(text)), ("longest", longest))
        raise Refusal(Problem("text.long", field, facts=facts))
