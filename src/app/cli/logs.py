"""What the program writes to the console of whoever started it: never what an error held."""

import logging
from types import TracebackType

from app.kit.crash import places

_Caught = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Places(logging.Formatter):
    """An error is its kind and where it came from; its own words could hold a resident."""

    def formatException(self, ei: _Caught) -> str:  # noqa: N802
        kind, _, trace = ei
        return f"{kind.__name__ if kind else ''} at {' > '.join(places(trace))}"


def log_places() -> None:
    """Let it be so from now on, where nobody has set up another log."""
    if logging.lastResort is not None:
        logging.lastResort.setFormatter(Places())
