"""The headless face: the same use cases without a window."""

import logging
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace

from app import __version__
from app.cli.answers import Answer, Status, refused, tell
from app.cli.parser import HelpAsked, UsageError, make
from app.domain.refusal import Problem, Refusal

log = logging.getLogger(__name__)


def _window(data: str | None) -> int:
    from app.launch import ScreenFailure, open_window

    try:
        return open_window(data)
    except ScreenFailure as error:
        return tell(refused(Problem(error.code), status=Status.FAILED), as_json=False)


def run(words: Sequence[str]) -> int:
    """Do what the words say; never a traceback for bad input."""
    as_json = "--json" in words  # also where the rest cannot be understood
    try:
        asked = make().parse_args(list(words))
    except HelpAsked as help_:
        return tell(Answer({"help": str(help_)}, [str(help_)]), as_json=as_json)
    except UsageError as error:
        said = refused(Problem("usage"), status=Status.USAGE)
        return tell(replace(said, lines=[str(error), *said.lines]), as_json=as_json)
    if asked.version:
        return tell(Answer({"version": __version__}, [f"Payung {__version__}"]), as_json=asked.json)
    if asked.command is None:
        problem = _elsewhere(asked)
        return tell(problem, as_json=asked.json) if problem else _window(asked.data)
    said = _answer(asked)
    status = tell(said, as_json=asked.json)
    return status if said.opens is None else _window(str(said.opens))


def _elsewhere(asked: Namespace) -> Answer | None:
    """What is said instead of opening the window on other books than were named."""
    if asked.database is None:
        return None
    from app.cli.database import server

    try:
        server(asked)
    except Refusal as refusal:
        return refused(*refusal.problems)
    return None


def _answer(asked: Namespace) -> Answer:
    from app.cli.commands import answer

    try:
        return answer(asked)
    except EOFError:  # asked for a password, and answered with nothing
        return refused(Problem("cancelled"), status=Status.FAILED)
    except KeyboardInterrupt:  # which may come when all is written, and only the books close
        return refused(Problem("interrupted"), status=Status.FAILED)
    except Exception:
        log.exception("a command met what nobody foresaw")
        return refused(Problem("command.failed"), status=Status.FAILED)
