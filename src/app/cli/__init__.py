"""The headless face: the same use cases without a window."""

import sys
from collections.abc import Sequence

from app import __version__
from app.cli.answers import Answer, Status, refused, tell
from app.cli.parser import UsageError, make
from app.domain.refusal import Problem


def _window(data: str | None) -> int:
    from app.launch import ScreenFailure, open_window

    try:
        return open_window(data)
    except ScreenFailure as error:
        return tell(refused(Problem(error.code), status=Status.FAILED), as_json=False)


def run(words: Sequence[str]) -> int:
    """Do what the words say; never a traceback for bad input."""
    as_json = "--json" in words
    try:
        asked = make().parse_args(list(words))
    except UsageError as error:
        told = {"error": "usage", "problems": []}
        return tell(Answer(told, [str(error)], Status.USAGE), as_json=as_json)
    if asked.version:
        return tell(Answer({"version": __version__}, [f"Payung {__version__}"]), as_json=as_json)
    if asked.command is None:
        return _window(asked.data)
    from app.cli.commands import answer

    try:
        said = answer(asked)
        status = tell(said, as_json=as_json)
        if said.opens is not None:
            return _window(str(said.opens))
        return status
    except KeyboardInterrupt:
        return tell(refused(Problem("cancelled"), status=Status.FAILED), as_json=as_json)
    except BrokenPipeError:  # whoever read our answer has gone
        sys.stderr.close()
        return int(Status.FAILED)
