"""The last net: an error that nobody foresaw is written down and told, once."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType


class CrashNet:
    """Catches what no form caught; the program goes on, for the typed text is worth more.

    The books are safe either way: every save is one transaction. The same error is told
    once and logged each time, so that a fault in a timer cannot bury the clerk in boxes.
    `tell` gets the place in the program (`KeyError frame.py:81`), never the error's own text,
    which could hold a resident; the log gets the stack of places for the same reason.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._told: set[str] = set()

    def spread(self) -> None:
        """Catch from now on, on every thread."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def caught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log `error` and tell its place, the first time."""
        if not issubclass(kind, Exception):  # Ctrl+C, sys.exit
            sys.__excepthook__(kind, error, trace)
            return
        import logging  # only now: a start without an error need not pay for it

        way = places(trace)
        logging.getLogger(__name__).critical("unforeseen %s at %s", kind.__name__, " > ".join(way))
        place = f"{kind.__name__} {way[-1]}" if way else kind.__name__
        if place not in self._told:
            self._told.add(place)
            self._tell(place)


def places(trace: TracebackType | None) -> list[str]:
    """The way an error took through the program, without a word of what it held."""
    import traceback  # only now, as above

    return [
        f"{each.filename.replace(chr(92), '/').rpartition('/')[2]}:{each.lineno} {each.name}"
        for each in traceback.extract_tb(trace)
    ]
